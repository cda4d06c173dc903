"""Words beside one figure that contradict one another in the two languages.

不足5000元 is not *more than 5,000 yuan*, and 增长2.3倍 not *grew to 2.3 times*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from translator.numbers.chinese.numerals import plain
from translator.numbers.repair import mismatch
from translator.numbers.values import FACTOR, Kind, Mismatch, Number, Quantity
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
_HEDGE = "(?:about|around|almost|nearly|over|more than|some|at least|close to)"
_RESULT = re.compile(rf"\b(?P<word>(?P<by>by)|to)\s(?:{_HEDGE}\s)?$", re.IGNORECASE)
"""Before an English multiple: what something grew to, or by how much it grew."""
_LONGEST_RESULT = 14
_LONGEST_GROWTH = 6
_GROWTH = re.compile(r"(?:[增涨升长]|提高|扩大|增加)了?(?:近|约|逾|超|超过|将近|接近)?$")
"""Before a Chinese multiple that says by how much something grew."""


def contradicted(
    source: str, target: str, chinese: Iterable[Quantity], english: Iterable[Quantity]
) -> Iterator[Mismatch]:
    """Yield the numbers that English has by value, once, but with a hedge, or a *by* or *to*, that says otherwise."""
    there = _once(english)
    for value, one in _once(chinese).items():
        if other := there.get(value):
            if _on_other_side(source, target, one, other):
                yield mismatch(source, target, one, other)
            elif result := _other_result(source, target, one, other):
                yield _of_growth(mismatch(source, target, one, other), target, result)


def _on_other_side(source: str, target: str, one: Number, other: Number) -> bool:
    if not _may_be_told(target, one, other):
        return False
    said = wording(plain(source), one)
    hedge = _BEFORE.search(target, max(0, other.start - _LONGEST), other.start)
    return bool(said and hedge and _IS_BELOW.get(said.hedge) is bool(hedge["above"]))


def _other_result(source: str, target: str, one: Number, other: Number) -> re.Match[str] | None:
    """Return *by* or *to* with its hedge where the Chinese has the other one: how far something grew, or to what."""
    result = _RESULT.search(target, max(0, other.start - _LONGEST_RESULT), other.start)
    if result is None or {one.kind, other.kind} != {Kind.MULTIPLE}:
        return None
    by = bool(_GROWTH.search(source, max(0, one.start - _LONGEST_GROWTH), one.start))
    return result if (one.unit == FACTOR if result["by"] else by) else None


def _of_growth(wrong: Mismatch, target: str, result: re.Match[str]) -> Mismatch:
    """Return the mismatch with *by* in the place of *to*, or the other way round."""
    word, rest = ("to" if result["by"] else "by"), target[result.end("word") : wrong.found_end]
    return replace(
        wrong,
        expected=f"{word} {wrong.expected}",
        found=target[result.start() : wrong.found_end],
        found_start=result.start(),
        replacement=word + rest,
    )


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
