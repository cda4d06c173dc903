"""Hedges that contradict one another: 不足5000元 is not *more than 5,000 yuan*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from translator.numbers.chinese.numerals import plain
from translator.numbers.repair import mismatch
from translator.numbers.values import Mismatch, Number, Quantity
from translator.numbers.wording import wording

_BELOW = "nearly|almost|close to|less than|fewer than|under|below"
_ABOVE = "more than|over|above"
_BEFORE = re.compile(rf"\b(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE}))\s$", re.IGNORECASE)
_IS_BELOW = {
    **dict.fromkeys(("nearly", "less than", "fewer than", "under", "no older than"), True),
    **dict.fromkeys(("more than", "over"), False),
}
"""Whether the English of a Chinese hedge says that the value lies below the figure, or above.

Others are left out: of 不超过38元 English may make *none costs more than 38 yuan*.
"""
_NEGATION = re.compile(
    r"\b(?:no|not|none|never|without|cannot|neither|nor|nobody|nothing)\b|n['’]t\b", re.IGNORECASE
)
_LONGEST = 16


def contradicted(
    source: str, target: str, chinese: Iterable[Quantity], english: Iterable[Quantity]
) -> Iterator[Mismatch]:
    """Yield the numbers that English has by value, once, but on the other side of the figure."""
    there = _once(english)
    for value, one in _once(chinese).items():
        other = there.get(value)
        if other is None or not _may_be_told(target, one, other):
            continue
        said = wording(plain(source), one)
        hedge = _BEFORE.search(target[max(0, other.start - _LONGEST) : other.start])
        if said and hedge and _IS_BELOW.get(said.hedge) is bool(hedge["above"]):
            yield mismatch(source, target, one, other)


def _may_be_told(target: str, one: Number, other: Number) -> bool:
    """Return whether the hedges of two numbers can be compared: *below minus 20* is colder, *not over 5* is less."""
    same = one.approximate and other.kind is one.kind and not one.unit.startswith("degrees")
    return same and not _NEGATION.search(target, 0, other.start)


def _once(quantities: Iterable[Quantity]) -> dict[Decimal, Number]:
    """Return the numbers by their value, without those whose value stands several times and without ranges."""
    numbers = [one for one in quantities if isinstance(one, Number) and one.value is not None]
    values = [value for one in numbers for value in (one.value, one.high)]
    return {
        one.value: one
        for one in numbers
        if one.value is not None and one.high is None and values.count(one.value) == 1
    }
