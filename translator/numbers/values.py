"""Own the values of numbers in text: kinds, quantities and mismatches; must not know Chinese or English."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a number in a text counts or names, and in which unit its value is kept."""

    COUNT = "count"
    ORDINAL = "ordinal"
    CODE = "code"
    """A number that is part of a name: 5G, A4, T3. The unit is the whole code."""
    PERCENT = "percent"
    """The value is in percent: 三成 and 30% are 30."""
    POINTS = "percentage points"
    FRACTION = "fraction"
    """The value is the quotient, to the 28 digits of `decimal`'s default context."""
    MULTIPLE = "multiple"
    """How many times as much: 2.5倍 is 2.5, 翻一番 is 2."""
    YEAR = "year"
    DECADE = "decade"
    """The first year of it, or its two last digits where the text gives no more: 90年代 is 90."""
    MONTH = "month"
    DATE = "date"
    """year × 10000 + month × 100 + day, with 0 for what the text does not say."""
    TIME = "time"
    """hour × 100 + minute, from 0 to 2400."""
    SPAN = "span of time"
    """hours × 10000 + minutes × 100 + seconds, of a result such as 1分08秒37 or 2:08:28."""


MORNING, AFTERNOON = "a.m.", "p.m."
"""The unit of a time of day whose half is certain: 下午3时 and 15:00 are p.m., 3时 may be either."""

IN = "in "
"""Begins the unit of a fraction that was written with its two numbers: of seven in 10 the unit is *in 10*."""

FACTOR = "times as much"
"""The unit of a multiple that cannot be meant as growth: 是去年的3倍 and 翻一番, not 增长3倍."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Mark one number in a text at ``[start, end)``, its unit included, words that hedge it not.

    ``high`` is the upper end of a range. ``value`` is ``None`` where the text names no value (数十, dozens of).
    ``unit`` is the English plural of a unit of measure (``yuan``, ``kilometers``), a code as it is written, or the
    text's own measure word. ``approximate`` tells that the text hedges the value: 近, 约, 多, about, nearly.
    """

    start: int
    end: int
    value: Decimal | None
    kind: Kind = Kind.COUNT
    high: Decimal | None = None
    unit: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Report a number of one text that the other does not hold.

    ``chinese`` and ``found`` are the words of the two texts, either may be empty: with ``found`` empty the
    English holds nothing that could stand for ``chinese``; with ``chinese`` empty the English says something
    that the Chinese does not. ``expected`` is the number in English, empty when ``chinese`` is.
    """

    chinese: str = ""
    expected: str = ""
    found: str = ""
    source: Quantity | None = None
    target: Quantity | None = None

    @property
    def message(self) -> str:
        """Say in one sentence what is wrong."""
        if not self.chinese:
            return f"the English says {self.found}; the Chinese has no such figure"
        missing = f"{_NAMES[self.source.kind] if self.source else 'figure'} {self.chinese} ({self.expected})"
        says = f"; it says {self.found}" if self.found else ""
        return f"the {missing} is not in the English{says}"


_NAMES = {
    Kind.COUNT: "amount",
    Kind.ORDINAL: "number",
    Kind.CODE: "number",
    Kind.PERCENT: "percentage",
    Kind.POINTS: "percentage",
    Kind.FRACTION: "fraction",
    Kind.MULTIPLE: "multiple",
    Kind.YEAR: "year",
    Kind.DECADE: "decade",
    Kind.MONTH: "month",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.SPAN: "time",
}
