"""Checks that the English says all that the Chinese says, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from translator.identity import is_copied
from translator.qa.model import Found, Material, Pair, Remark
from translator.text.scripts import HAN, has_han


def empty(material: Material) -> Iterable[Found]:
    """Report Chinese without English, unless a person left it out.

    Passes:
        会议在京举行。 = The meeting was held in Beijing.

    Fails:
        会议在京举行。 =
    """
    for pair in material.pairs:
        if has_han(pair.source) and not pair.target.strip() and not pair.segment.state.by_person:
            yield pair, "there is no English"


def copied(pair: Pair) -> Iterator[str]:
    """Report English that is only the Chinese of the source again.

    Passes:
        青岛 = Qingdao

    Fails:
        青岛 = 青岛
    """
    if is_copied(pair.source, pair.target):
        yield "the English is the Chinese again"


_HAN_RUN = re.compile(f"[{HAN}]+")


def chinese(pair: Pair) -> Iterator[str]:
    """Report Chinese characters that were left in the English.

    Passes:
        青岛市召开会议。 = Qingdao held a meeting.

    Fails:
        青岛市召开会议。 = Qingdao 市 held a meeting.
    """
    if not is_copied(pair.source, pair.target) and (found := [*_HAN_RUN.finditer(pair.target)]):
        yield Remark(f"Chinese was left in the English: {found[0][0]}", target=[one.span() for one in found])


_WORD = re.compile(r"\w+")
_MOST_WORDS = 1.2
"""English words for a Chinese character; 0.6 are usual."""


def too_long(pair: Pair) -> Iterator[str]:
    """Report English that has far more words than its Chinese needs: a sentence was added.

    Passes:
        会议在京举行。 = The meeting was held in Beijing.

    Fails:
        会议在京举行。 = The meeting was held in Beijing, and many people who had come said that they were glad.
    """
    needed = sum(map(len, _HAN_RUN.findall(pair.source))), len(_WORD.findall(_HAN_RUN.sub(" ", pair.source)))
    words = len(_WORD.findall(pair.target))
    if needed[0] and words > _MOST_WORDS * needed[0] + needed[1] + 6:
        yield "the English is far longer than the Chinese"
