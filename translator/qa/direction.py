"""The check for a rise that became a fall, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.numbers import figures
from translator.qa.model import Pair, Remark
from translator.text.scripts import simplified_for_matching
from translator.text.tables import table


@dataclass(frozen=True, slots=True)
class _Way:
    """The words of one direction: what surely says it, and what may say it."""

    name: str
    chinese: re.Pattern[str]
    may_be_chinese: re.Pattern[str]
    english: re.Pattern[str]
    may_be_english: re.Pattern[str]


def _way(name: str) -> _Way:
    rows: dict[str, str] = table("translator.qa", "data/words.toml")["direction"][name]
    words = {key: "|".join(row.split()) for key, row in rows.items()}
    return _Way(
        name=name,
        chinese=re.compile(words["chinese"]),
        may_be_chinese=re.compile(f"{words['chinese']}|{words['may_be_chinese']}"),
        english=re.compile(rf"\b(?:{words['english']})\b", re.IGNORECASE),
        may_be_english=re.compile(rf"\b(?:{words['english']}|{words['may_be_english']})\b", re.IGNORECASE),
    )


_RISE, _FALL = _way("rise"), _way("fall")


def direction(pair: Pair) -> Iterator[str]:
    """Report a rise in a sentence with figures whose English has only a fall, or the reverse.

    Passes:
        客流量增长5.9%。 = Passenger numbers were up 5.9 percent.

    Fails:
        客流量增长5.9%。 = Passenger numbers were down 5.9 percent.
    """
    source = simplified_for_matching(pair.source)
    for right, wrong in ((_RISE, _FALL), (_FALL, _RISE)):
        said, instead = right.chinese.search(source), wrong.english.search(pair.target)
        if not said or not instead or not figures(pair.source):
            continue
        if not wrong.may_be_chinese.search(source) and not right.may_be_english.search(pair.target):
            yield Remark(
                f"“{said[0]}” is a {right.name}; the English says “{instead[0]}” and names no {right.name}",
                source=[said.span()],
                target=[instead.span()],
            )
