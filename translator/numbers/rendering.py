"""Quantities in American newspaper English.

The figures are those of The Associated Press Stylebook (numerals): one to nine in words for what is counted and for
lengths of time, figures from 10 and for measures; commas; millions, billions and trillions with decimals; 9:30 a.m.
*Percent* is a word, as in China's English papers; the Stylebook has had % since 2019. Values are kept exact, so that
more decimals may stand where the Stylebook would round to two: 1.576034 trillion.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from translator.numbers.english.words import ONES, ORDINALS, PARTS, SCALES
from translator.numbers.units import BY_NAME, singular
from translator.numbers.values import Code, Date, Duration, Kind, Number, Quantity, Ratio, Time

_ONES = {value: word for word, value in ONES.items()}
_ORDINALS = {value: word for word, value in ORDINALS.items() if value < 10}
_WORDS = {Kind.PERCENT: "percent", Kind.POINTS: "percentage points", Kind.MULTIPLE: "times"}
_PARTS = {value: word for word, value in reversed(PARTS.items())}
_FULL_BELOW = 10_000
"""A large value that is no multiple of this is written in full if three decimals do not hold it."""
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_LABELS = {"号": "No. ", "条": "", "款": "", "项": "", "路": "", "线": ""}
"""Measure words of numbers that name a thing and do not rank it, and what English may write before such a number."""


def render(quantity: Quantity) -> str:
    """Return the quantity in English: *9 billion yuan*, *30 percent*, *May 6, 2023*; empty when it has no value."""
    if isinstance(quantity, Date | Time) and quantity.until:
        return _span(quantity, quantity.until)
    match quantity:
        case Code() | Ratio():
            return quantity.text
        case Date():
            return _date(quantity)
        case Time():
            return _time(quantity)
        case Duration():
            return _duration(quantity)
        case Number():
            in_steps = of_steps(quantity) if quantity.unit == "岁" else ""  # 2岁3个月
            return in_steps or (_number(quantity, quantity.value) if quantity.value is not None else "")


def of_steps(one: Number) -> str:
    """Return a length of time by its parts: *two years and three months*; empty where it has none."""
    return " and ".join(
        render(replace(step, unit="years" if step.unit == "岁" else step.unit)) for step in one.steps
    )


def label(number: Number) -> str:
    """Return the figures of a number that names something: the *803* of Decree No. 803, without commas."""
    ends = (end for end in (number.value, number.high) if end is not None)
    return " to ".join(f"{end:f}" for end in ends)


def in_words(number: Number) -> str:
    """Return a number as it is written in a sentence: *three*, *12*."""
    return _counted(number.value) if number.value is not None and number.high is None else label(number)


def rank(number: Number) -> str:
    """Return a number as an ordinal: *third*, *23rd*."""
    return render(replace(number, kind=Kind.ORDINAL, unit=""))


def _span(first: Date | Time, last: Date | Time) -> str:
    """Return a range of days or times: *May 6 to 8, 2023*, *9 to 11 a.m.*."""
    if isinstance(first, Date) and isinstance(last, Date) and first.day and last.day:
        if (first.year, first.month) == (last.year, last.month):
            year = f", {last.year}" if last.year else ""
            return f"{calendar.month_name[first.month]} {first.day} to {last.day}{year}"
        if first.year == last.year:
            first = replace(first, year=None)
    start, end = render(replace(first, until=None)), render(last)
    half = next((half for half in (" a.m.", " p.m.") if start.endswith(half) and end.endswith(half)), "")
    return f"{start.removesuffix(half)} to {end}"


def _number(number: Number, value: Decimal) -> str:
    high = number.high
    if number.kind is Kind.ORDINAL and number.unit in _LABELS:
        return _LABELS[number.unit] + label(number)
    if write := _ALONE.get(number.kind):
        return write(value) if high is None else f"{write(value)} to {write(high)}"
    if number.unit == "折" and high is None:  # 八折, 八五折 or 85折
        return f"{_figures(100 - value * (10 if value < 10 else 1))} percent off"
    unit = _WORDS.get(number.kind) or (number.unit if number.unit in BY_NAME else "")
    if value == 1 and high is None and number.kind in (Kind.POINTS, Kind.COUNT):
        unit = singular(unit)
    return f"{_amount(number, value)} {unit}".rstrip()


def _amount(number: Number, value: Decimal) -> str:
    write = _counted if _is_counted(number) else _figures
    if number.high is not None:
        # 1 to 2 million would read as one million.
        full = abs(value) < 1000 and number.high >= SCALES["million"]
        return f"{_figures(value) if full else write(value)} to {(_in_full if full else write)(number.high)}"
    return write(value)


def _is_counted(number: Number) -> bool:
    """Return whether a small value is written in words: three projects, three years, three times; not 3 percent."""
    if number.kind is not Kind.COUNT:
        return number.kind is Kind.MULTIPLE
    if number.unit in ("quarters", "centuries"):  # would read as a fraction, 100 years
        return False
    return number.unit not in BY_NAME or BY_NAME[number.unit].dimension in ("duration", "months")


def _counted(value: Decimal) -> str:
    return _ONES[int(value)] if not value % 1 and 0 <= value < 10 else _figures(value)


def _in_full(value: Decimal) -> str:
    """Return the value in figures with commas and no scale word: 1,234.5."""
    text = f"{abs(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"minus {text}" if value < 0 else text


def _figures(value: Decimal) -> str:
    """Return the value in figures, from a million on with a scale word: 1.2 trillion.

    A value without one would need more than three decimals and does not end in four zeros: 5,432,100.
    """
    for word in ("trillion", "billion", "million"):
        if abs(value) >= SCALES[word]:
            mantissa = value / SCALES[word]
            exact = mantissa == round(mantissa, 3) or not value % _FULL_BELOW
            return f"{_in_full(mantissa)} {word}" if exact else _in_full(value)
    return _in_full(value)


def _ordinal(value: Decimal) -> str:
    if value % 1 or value < 0:
        return f"No. {_in_full(value)}"
    number = int(value)
    suffix = "th" if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, "th")
    return _ORDINALS.get(number) or f"{number:,}{suffix}"


def _fraction(value: Decimal) -> str:
    part = Fraction(value).limit_denominator(999)
    above, below = part.numerator, part.denominator
    if not 0 < above < below or Decimal(above) / below != value:
        return f"{_figures(value * 100)} percent"
    if (above, below) == (1, 2):
        return "half"
    if below in _PARTS and above < 10 and below <= 10:
        return f"{_ONES[above]}-{_PARTS[below]}{'s' if above > 1 else ''}"
    return f"{above}/{below}"


_ALONE: dict[Kind, Callable[[Decimal], str]] = {
    Kind.ORDINAL: _ordinal,
    Kind.FRACTION: _fraction,
    Kind.YEAR: lambda value: str(int(value)),
    Kind.DECADE: lambda value: f"{int(value):02}s",
    Kind.WEEKDAY: lambda value: calendar.day_name[int(value) - 1],
    Kind.MONTH: lambda value: calendar.month_name[int(value)],
}
"""Kinds whose ends are written without a unit."""


def _date(date: Date) -> str:
    text = calendar.month_name[date.month] + (f" {date.day}" if date.day else "")
    return text + (f", {date.year}" if date.day else f" {date.year}") if date.year else text


def _time(time: Time) -> str:
    if not time.minute and time.hour in (12, 24):
        return "noon" if time.hour == 12 else "midnight"
    figure = f"{time.hour % 12 or 12}" + (f":{time.minute:02}" if time.minute else "")
    return f"{figure} {'p.m.' if 12 <= time.hour < 24 else 'a.m.'}"


def _duration(time: Duration) -> str:
    minutes = f"{time.hours}:{time.minutes:02}" if time.hours else f"{time.minutes}"
    return f"{minutes}:{'0' if time.seconds < 10 else ''}{time.seconds:f}"
