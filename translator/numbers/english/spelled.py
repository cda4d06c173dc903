"""Value of numbers written in English words."""

from __future__ import annotations

from typing import NamedTuple

from translator.numbers.english.words import GROUPS, ONES, ORDINALS, SCALES, TENS


class Spelled(NamedTuple):
    """The value of the first ``used`` words of a row; ``last`` is ``cardinal``, ``ordinal`` or ``group``."""

    value: int
    used: int
    last: str


_BELOW_HUNDRED = {**ONES, **TENS, **ORDINALS}


def spelled(row: list[str]) -> Spelled | None:
    """Return the longest number at the beginning of the lower-case words: *one hundred and five million*.

    Words that cannot belong to one number begin another: of *two three* only *two* is read.
    """
    total, section, ceiling = 0, 0, 10**18
    used, last = 0, "cardinal"
    for place, word in enumerate(row):
        if word == "and" and section % 100 == 0:
            continue
        if word in GROUPS and (word not in ("decade", "century") or total + section <= 1):
            return Spelled((total + section or 1) * GROUPS[word], place + 1, "group")
        if word in ("hundred", "hundreds") and section < 100:
            section = (section or 1) * 100
        elif SCALES.get(word, 0) >= 1000 and SCALES[word] < ceiling and (section or not total):
            ceiling = SCALES[word]
            total, section = total + (section or 1) * ceiling, 0
        elif _fits(section, _BELOW_HUNDRED.get(word, -1)):
            section += _BELOW_HUNDRED[word]
            last = "ordinal" if word in ORDINALS else "cardinal"
        else:
            break
        used = place + 1
        if last == "ordinal":
            break
    return Spelled(total + section, used, last) if used else None


def _fits(section: int, value: int) -> bool:
    """Return whether a number below a hundred can follow what the section holds: 5 after 100 or 20."""
    tens = section % 100
    if value < 0:
        return False
    return tens == 0 if value == 0 or value >= 10 or not tens else tens >= 20 and tens % 10 == 0
