"""Own how a quantity is written in American newspaper English; must not know what it was read from.

The figures are those of The Associated Press Stylebook (numerals): one to nine in words where nothing is measured,
figures from 10; commas; millions, billions and trillions with decimals; 9:30 a.m. *Percent* is a word, as in China's
English papers; the Stylebook has had % since 2019. Values are kept exact, so that three decimals may stand where the
Stylebook would round to two.
"""

from __future__ import annotations

import calendar
from decimal import Decimal
from fractions import Fraction

from translator.numbers.english.words import (
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
)
from translator.numbers.keys import hours_minutes_seconds
from translator.numbers.units import BY_NAME, singular
from translator.numbers.values import Kind, Quantity

_ONES = {value: word for word, value in ONES.items()}
_ORDINALS = {value: word for word, value in ORDINALS.items() if value < 10}
_PARTS = {value: word for word, value in reversed(PARTS.items())}
_SCALES = tuple((word, SCALES[word]) for word in ("trillion", "billion", "million"))
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def render(quantity: Quantity) -> str:
    """Write the quantity in English: *9 billion yuan*, *30 percent*, *May 6, 2023*; empty when it has no value."""
    value, high = quantity.value, quantity.high
    if value is None:
        return ""
    if quantity.kind is Kind.CODE and high is None:
        return quantity.unit
    if quantity.kind in _ALONE:
        write = _ALONE[quantity.kind]
        return write(value) if high is None else f"{write(value)} to {write(high)}"
    if quantity.unit == "折" and high is None:  # 八折, 八五折 or 85折
        return f"{figures(100 - value * (10 if value < 10 else 1))} percent off"
    return _with_unit(quantity, _amount(quantity, value, high))


def _amount(quantity: Quantity, value: Decimal, high: Decimal | None) -> str:
    if high is not None:
        # 1 to 2 million would read as one million.
        upper = full_figures(high) if abs(value) < 1000 <= 10**6 <= high else figures(high)
        return f"{figures(value)} to {upper}"
    plain = quantity.kind is Kind.COUNT and quantity.unit not in BY_NAME
    if plain and value == value.to_integral_value() and 0 <= value < 10:
        return _ONES[int(value)]
    return figures(value)


def _with_unit(quantity: Quantity, amount: str) -> str:
    just_one = quantity.value == 1 and quantity.high is None
    match quantity.kind:
        case Kind.PERCENT:
            return f"{amount} percent"
        case Kind.POINTS:
            return f"{amount} percentage point{'' if just_one else 's'}"
        case Kind.MULTIPLE:
            return f"{amount} times"
        case Kind.COUNT if quantity.unit in BY_NAME:
            return f"{amount} {singular(quantity.unit) if just_one else quantity.unit}"
    return amount


def full_figures(value: Decimal) -> str:
    """Write the value in figures with commas and no scale word: 1,234.5."""
    text = f"{abs(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"minus {text}" if value < 0 else text


def figures(value: Decimal) -> str:
    """Write the value in figures, from a million on with a scale word if three decimals are enough: 1.2 trillion."""
    for word, scale in _SCALES:
        if abs(value) >= scale:
            mantissa = value / scale
            return (
                f"{full_figures(mantissa)} {word}" if mantissa == round(mantissa, 3) else full_figures(value)
            )
    return full_figures(value)


def _ordinal(value: Decimal) -> str:
    if value != value.to_integral_value() or value < 0:
        return f"No. {full_figures(value)}"
    number = int(value)
    suffix = "th" if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, "th")
    return _ORDINALS.get(number) or f"{number:,}{suffix}"


def _fraction(value: Decimal) -> str:
    part = Fraction(value).limit_denominator(999)
    above, below = part.numerator, part.denominator
    if not 0 < above < below or Decimal(above) / below != value:
        return f"{figures(value * 100)} percent"
    if (above, below) == (1, 2):
        return "half"
    if below in _PARTS and above < 10 and below <= 10:
        return f"{_ONES[above]}-{_PARTS[below]}{'s' if above > 1 else ''}"
    return f"{above}/{below}"


def _year(value: Decimal) -> str:
    return str(int(value))


def _decade(value: Decimal) -> str:
    return f"{int(value):02}s"


def _month(value: Decimal) -> str:
    return calendar.month_name[int(value)]


def _date(value: Decimal) -> str:
    year, month, day = int(value) // 10000, int(value) // 100 % 100, int(value) % 100
    text = calendar.month_name[month] + (f" {day}" if day else "")
    return text + (f", {year}" if day else f" {year}") if year else text


def _span(value: Decimal) -> str:
    hours, minutes, seconds = hours_minutes_seconds(value)
    return (
        f"{hours:f}:{minutes:02f}" if hours else f"{minutes:f}"
    ) + f":{'0' if seconds < 10 else ''}{seconds:f}"


def _time(value: Decimal) -> str:
    hour, minute = divmod(int(value), 100)
    if minute == 0 and hour in (12, 24):
        return "noon" if hour == 12 else "midnight"
    figure = f"{hour % 12 or 12}:{minute:02}" if minute else f"{hour % 12 or 12}"
    return f"{figure} {'p.m.' if 12 <= hour < 24 else 'a.m.'}"


_ALONE = {
    Kind.ORDINAL: _ordinal,
    Kind.CODE: figures,
    Kind.FRACTION: _fraction,
    Kind.YEAR: _year,
    Kind.DECADE: _decade,
    Kind.MONTH: _month,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.SPAN: _span,
}
