"""Quantities of a text, and the mismatch of two texts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What a quantity counts or names."""

    COUNT = "amount"
    ORDINAL = "ordinal"
    PERCENT = "percentage"
    """The value is in percent: 三成 and 30% are 30."""
    POINTS = "percentage points"
    FRACTION = "fraction"
    """The value is the quotient, to the 28 digits of `decimal`'s default context."""
    MULTIPLE = "multiple"
    """How many times as much: 2.5倍 is 2.5, 翻一番 is 2."""
    YEAR = "year"
    DECADE = "decade"
    """The first year of the decade, or its last two digits where the text gives no more: 90年代 is 90."""
    MONTH = "month"
    WEEKDAY = "weekday"
    """The value is 1 for Monday to 7 for Sunday."""
    CODE = "code"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"


class Half(StrEnum):
    """Half of the day in which a time certainly lies: 下午3时 and 15:00 are p.m., 3时 may be either."""

    MORNING = "a.m."
    AFTERNOON = "p.m."


FACTOR = "times as much"
"""The unit of a multiple that cannot be meant as growth: 是去年的3倍 and 翻一番, not 增长3倍."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """Something at ``[start, end)`` of a text, including its unit but not the words that hedge it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(_Placed):
    """A number, or a range of numbers up to ``high``.

    ``value`` is ``None`` where the text names no value (数十, dozens of). ``unit`` is the English plural of a unit of
    measure (``yuan``, ``kilometers``), or the text's own measure word. ``approximate`` means that the text hedges the
    value: 近, 约, 多, about, nearly. ``steps`` are the amounts of several units that make it up:
    12 years and six months.
    """

    value: Decimal | None
    kind: Kind = Kind.COUNT
    high: Decimal | None = None
    unit: str = ""
    approximate: bool = False
    steps: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(_Placed):
    """A number that is part of a name (5G, A4, T3), or is ``dialled`` or entered digit by digit (电话85911023)."""

    text: str
    number: Decimal
    dialled: bool = False
    kind: ClassVar[Kind] = Kind.CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(_Placed):
    """A month with a year, a day or both, or a range of days up to ``until``; ``None`` is what the text omits."""

    year: int | None = None
    month: int
    day: int | None = None
    until: Date | None = None
    kind: ClassVar[Kind] = Kind.DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(_Placed):
    """A time of day from 0:00 to 24:00, or a range of times up to ``until``."""

    hour: int
    minute: int = 0
    half: Half | None = None
    until: Time | None = None
    kind: ClassVar[Kind] = Kind.TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(_Placed):
    """A measured time, such as 1分08秒37 or 2:08:28."""

    hours: int
    minutes: int
    seconds: Decimal
    kind: ClassVar[Kind] = Kind.DURATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(_Placed):
    """Two numbers that look like a time of day: 师生比1:15, 1:13.5."""

    text: str
    first: Decimal
    second: Decimal
    kind: ClassVar[Kind] = Kind.CODE


Quantity = Number | Code | Date | Time | Duration | Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A number of one text that the other does not contain.

    ``chinese`` and ``found`` are the words of the two texts, either may be empty: with ``found`` empty nothing in the
    English could stand for ``chinese``; with ``chinese`` empty the English says something that the Chinese does not.
    ``expected`` is the English for ``chinese`` with hedge and unit, ``kind`` what ``chinese`` is.

    ``chinese`` stands at ``[start, end)`` of the source and ``found`` at ``[found_start, found_end)`` of the target;
    all are -1 where the text is empty. ``replacement`` is ``expected`` as it fits in the place of ``found``: without a
    noun that follows there, with a capital where ``found`` has one.
    """

    chinese: str = ""
    expected: str = ""
    found: str = ""
    kind: Kind = Kind.COUNT
    start: int = -1
    end: int = -1
    found_start: int = -1
    found_end: int = -1
    replacement: str = ""

    @property
    def message(self) -> str:
        """Return one sentence that says what is wrong."""
        if not self.chinese:
            return f"the English says {self.found}; the Chinese has no such figure"
        says = f"; it says {self.found}" if self.found else ""
        name = _NAMES.get(self.kind, self.kind)
        return f"the {name} {self.chinese} ({self.expected}) is not in the English{says}"


_NAMES = {
    Kind.ORDINAL: "number",
    Kind.CODE: "number",
    Kind.POINTS: "percentage",
    Kind.DURATION: "time",
}
