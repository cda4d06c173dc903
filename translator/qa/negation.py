"""The check for a negation that was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from translator.qa.model import Pair, Remark, places
from translator.text.scripts import to_simplified
from translator.text.tables import table

_WORDS = table("translator.qa", "data/words.toml")["negation"]
_NEGATES_NOTHING = re.compile(
    "(.)不\\1|" + "|".join(sorted(_WORDS["chinese"].split(), key=len, reverse=True))
)
_SIGN = re.compile("[不没未勿别]")
_ADVERBS = frozenset("不没未勿别")
_PLAIN = re.compile("|".join(_WORDS["plain"].split()))


def _english(words: str) -> re.Pattern[str]:
    """Return the pattern of English that negates: words, or what opens and ends them."""
    opened, ended = ("|".join(_WORDS[name].split()) for name in ("beginnings", "endings"))
    words = "|".join(words.split())
    return re.compile(rf"\b(?:{words})\b|\b(?:{opened})\w*|\w(?:{ended})\b", re.IGNORECASE)


_ENGLISH, _WEAK = _english(_WORDS["english"]), _english(f"{_WORDS['english']} {_WORDS['weak']}")


def negation(pair: Pair) -> Iterator[str]:
    """Report a negation of the Chinese (不, 没, 未, 勿, 别, 无法) where nothing in the English negates.

    Passes:
        他不同意，但没有离开。 = He disagreed but stayed.

    Fails:
        他不同意。 = He agrees.
    """
    if not _SIGN.search(pair.source) and "无" not in pair.source:
        return
    source = _NEGATES_NOTHING.sub("", to_simplified(pair.source))
    found = _PLAIN.search(source)
    said = found[0] if found else "" if _WEAK.search(pair.target) else _adverb(source)
    if said and not _ENGLISH.search(pair.target):
        where = places(to_simplified(pair.source), said)
        yield Remark(f"nothing in the English negates as “{said}” does", source=where)


def _adverb(source: str) -> str:
    """Return an adverb that negates and the word behind it; inside a word (名不副实) it is a matter of wording."""
    if not _SIGN.search(source):
        return ""
    import rjieba

    words = rjieba.cut(source)
    return next((one + other for one, other in pairwise(words) if one in _ADVERBS), "")
