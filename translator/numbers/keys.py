"""Keys under which the value of a quantity may be found in the other text.

A quantity has one set of keys for each value in it (a range has two, a date up to three), and is in a text that offers
at least one key of every set. Signs are left out: 下降5% is *down 5 percent*, 零下5度 *5 below zero*.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from translator.numbers.values import FACTOR, Code, Date, Duration, Kind, Number, Quantity, Ratio, Time

_LAST_DAY = 31
Key = tuple[str, Decimal]
"""A space (``n`` number, ``r`` ratio, ``p`` points, ``b`` basis points, ``m`` month, ``d`` decade, ``t`` minutes, ``w``
weekday, ``y`` day of a month) and a value."""


def keys_of(quantity: Quantity) -> list[frozenset[Key]]:
    """Return the sets of keys of a quantity, none if it has no value."""
    if isinstance(quantity, Date | Time) and quantity.until:
        ends = keys_of(replace(quantity, until=None)) + keys_of(quantity.until)
        return list(dict.fromkeys(ends))
    match quantity:
        case Code():
            return [frozenset({("n", quantity.number)})]
        case Date():
            return _date(quantity)
        case Time():
            return [_time(quantity)]
        case Duration() | Ratio():
            return _parts(quantity)
        case Number():
            values = [value for value in (quantity.value, quantity.high) if value is not None]
            return [_number(quantity, abs(value)) for value in values if value or len(values) == 1]


def _parts(quantity: Duration | Ratio) -> list[frozenset[Key]]:
    """Return the keys of the figures of a measured time or of a ratio; 1:15 looks like a time of day."""
    if isinstance(quantity, Ratio):
        as_time = ("t", (quantity.first * 60 + quantity.second) % 720)
        return [frozenset({("n", part), as_time}) for part in (quantity.first, quantity.second)]
    parts = (Decimal(quantity.hours), Decimal(quantity.minutes), quantity.seconds)
    return [frozenset({("n", part)}) for part in parts if part]


def _number(number: Number, value: Decimal) -> frozenset[Key]:
    if number.kind is Kind.WEEKDAY:
        return frozenset({("w", value)})
    if number.kind is Kind.PERCENT:
        return frozenset({("r", value / 100)})
    keys = {("n", value), *((space, read(value)) for space, read in _MORE.get(number.kind, ()))}
    return frozenset(keys | {("b", value)} if number.unit == "basis points" else keys)


_MORE: dict[Kind, tuple[tuple[str, Callable[[Decimal], Decimal]], ...]] = {
    Kind.POINTS: (("p", Decimal), ("b", lambda value: value * 100)),
    Kind.FRACTION: (("r", Decimal),),
    Kind.MULTIPLE: (("r", Decimal),),
    Kind.DECADE: (("d", lambda value: value % 100),),
    Kind.MONTH: (("m", Decimal),),
}
"""Further spaces in which a value may be found, and what it is there."""


def _date(date: Date) -> list[frozenset[Key]]:
    month = Decimal(date.month)
    parts = [{("m", month), ("n", month)}]
    if date.year:
        parts.insert(0, {("n", Decimal(date.year))})
    if date.day:
        parts.append({("y", Decimal(date.day)), ("n", Decimal(date.day))})
    return [frozenset(part) for part in parts]


def of_calendar(one: Quantity) -> bool:
    """Return whether a quantity names a month or a day of one."""
    return isinstance(one, Date) or one.kind is Kind.MONTH


def strict(one: Quantity, keys: frozenset[Key]) -> frozenset[Key]:
    """Return the keys that another date may be found under: the month of one is no day of the other."""
    if not of_calendar(one):
        return keys
    return frozenset((space, value) for space, value in keys if space != "n" or value > _LAST_DAY)


def _time(time: Time) -> frozenset[Key]:
    hours = () if time.minute else (time.hour, time.hour % 12, time.hour % 12 or 12)
    minutes = Decimal((time.hour * 60 + time.minute) % 720)
    return frozenset({("t", minutes), *(("n", Decimal(hour)) for hour in hours)})


_OTHER_UNIT = {
    "basis points": ("n", Decimal("0.01")),
    "quarters": ("r", Decimal("0.25")),
    "岁": ("n", Decimal(12)),
}
"""The space and the size of a unit in another one that English may use: percentage points, years, months."""


def also_accepted(quantity: Quantity) -> set[Key]:
    """Return the further keys under which English may rightly write a Chinese quantity.

    增长两倍 is *tripled*; 80后 are *born after 1980*; 六折 is *40 percent off*; 万分之三 is *3 per 10,000*; 25个基点 is
    *a quarter of a percentage point*; 四个季度 are *four quarters*, which looks like a fraction; 2岁3个月 are *27
    months*.
    """
    keys: set[Key] = set()
    match quantity:
        case Duration(hours=0):  # 5:30 looks like a time of day
            keys = {("t", (quantity.minutes * 60 + quantity.seconds) % 720)}
        case Number(value=Decimal() as value, unit="basis points" | "quarters" | "岁"):
            space, factor = _OTHER_UNIT[quantity.unit]
            keys = {(space, round(value * factor, 4))}
        case Number(value=Decimal() as value, unit="折"):
            rate = value / (10 if value < 10 else 100)
            keys = {("r", rate), ("r", 1 - rate)}
        case Number(value=Decimal() as value, kind=Kind.MULTIPLE) if quantity.unit != FACTOR:
            keys = {("n", value + 1), ("r", value + 1)}
        case Number(value=Decimal() as value, kind=Kind.DECADE):
            keys = {("n", century + value % 100) for century in (1900, 2000)}
        case Number(value=Decimal() as value, kind=Kind.PERCENT) if value < 1:
            keys = {("n", value * 10**power) for power in range(1, 5)}
    return keys
