"""Own what makes two quantities say the same: the keys under which a value may be found in the other text; pure.

A quantity has one set of keys for each value in it (a range has two, a date up to three), and is held by a text
that offers at least one key of every set. Signs are left out: 下降5% is *down 5 percent*, 零下5度 *5 below zero*.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from translator.numbers.chinese.words import REIGNS
from translator.numbers.values import (
    FACTOR,
    IN,
    Kind,
    Quantity,
)

_LEAST_SHORT_YEAR = 70

Key = tuple[str, Decimal]
"""A space (``n`` number, ``r`` ratio, ``p`` points, ``b`` basis points, ``m`` month, ``d`` decade, ``t`` minutes) and a
value."""


def keys_of(quantity: Quantity) -> list[frozenset[Key]]:
    """Give the sets of keys of a quantity, none if it has no value."""
    if quantity.value is None:
        return []
    ends = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
    if quantity.kind is Kind.DATE:
        return list(dict.fromkeys(keys for end in ends for keys in _date(end)))
    if quantity.kind is Kind.SPAN:
        return [frozenset({("n", part)}) for part in hours_minutes_seconds(quantity.value) if part]
    return [frozenset(_keys(quantity, abs(end))) for end in ends if end or len(ends) == 1]


def hours_minutes_seconds(span: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Give the parts of the value of a span of time."""
    return span // 10000, span // 100 % 100, span % 100


def _keys(quantity: Quantity, value: Decimal) -> set[Key]:
    if quantity.kind is Kind.PERCENT:
        return {("r", value / 100)}
    if quantity.kind is Kind.TIME:
        return _time(value)
    if quantity.kind is Kind.FRACTION and quantity.unit:  # seven in 10 holds both numbers
        whole = Decimal(quantity.unit.removeprefix(IN))
        return {("r", value), ("n", value * whole), ("n", whole)}
    keys = {("n", value), *((space, read(value)) for space, read in _MORE.get(quantity.kind, ()))}
    return keys | {("b", value)} if quantity.unit == "basis points" else keys


_MORE: dict[Kind, tuple[tuple[str, Callable[[Decimal], Decimal]], ...]] = {
    Kind.POINTS: (("p", Decimal), ("b", lambda value: value * 100)),
    Kind.FRACTION: (("r", Decimal),),
    Kind.MULTIPLE: (("r", Decimal),),
    Kind.DECADE: (("d", lambda value: value % 100),),
    Kind.MONTH: (("m", Decimal),),
}
"""Further spaces in which a value may be found, and what it is there."""


def _date(value: Decimal) -> list[frozenset[Key]]:
    year, month, day = value // 10000, value // 100 % 100, value % 100
    sets: list[set[Key]] = [{("n", year)}, {("m", month), ("n", month)}, {("n", day)}]
    return [frozenset(keys) for keys, part in zip(sets, (year, month, day), strict=True) if part]


def _time(value: Decimal) -> set[Key]:
    hour, minute = value // 100, value % 100
    keys: set[Key] = {("t", (hour * 60 + minute) % 720)}
    return keys | ({("n", hour), ("n", hour % 12)} if not minute else set())


def also_accepted(quantity: Quantity) -> set[Key]:
    """Give the further keys under which English may rightly write a Chinese quantity.

    增长两倍 is *tripled*; 80后 are *born after 1980*; 前7个月 is *January to July*; 六折 is *40 percent off*;
    万分之三 is *3 per 10,000*.
    """
    value = quantity.value
    if value is None:
        return set()
    if quantity.kind in (Kind.COUNT, Kind.YEAR):
        return _by_unit(quantity.unit, value)
    keys: set[Key] = set()
    if quantity.kind is Kind.SPAN:
        hours, minutes, seconds = hours_minutes_seconds(value)
        keys = set() if hours else {("t", (minutes * 60 + seconds) % 720)}  # 5:30 looks like a time of day
    elif quantity.kind is Kind.MULTIPLE:
        keys = {("r", value - 1)}
        if quantity.unit != FACTOR:
            keys |= {("n", value + 1), ("r", value + 1)}
    elif quantity.kind is Kind.DECADE:
        keys = {("n", 1900 + value % 100), ("n", 2000 + value % 100)}
    elif quantity.kind is Kind.PERCENT and value < 1:
        keys = {("n", value * 10**power) for power in range(1, 5)}
    return keys


def _by_unit(unit: str, value: Decimal) -> set[Key]:
    if unit in REIGNS:
        # English may count the year of the reign too, which ends in the next year of the Western calendar.
        return {("n", value + 1), ("n", value - REIGNS[unit] + 1)}
    if unit == "basis points":
        return {("n", value / 100)}  # a quarter of a percentage point
    if unit == "months":
        return {("m", value)}
    if unit == "years" and _LEAST_SHORT_YEAR <= value < 100:
        return {("n", value + 1900)}  # 98年 is 1998
    if unit == "折":
        rate = value / (10 if value < 10 else 100)
        return {("r", rate), ("r", 1 - rate)}
    return set()
