"""Own the quantities of Chinese text, with their values and exact places; must not know English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from translator.numbers.chinese import words
from translator.numbers.chinese.amounts import Found, hedged, number
from translator.numbers.chinese.numerals import value_of
from translator.numbers.chinese.tokens import TOKEN, has_numbers, plain
from translator.numbers.values import (
    AFTERNOON,
    FACTOR,
    MORNING,
    Kind,
    Quantity,
)

_LATE = re.compile(f"(?:{'|'.join(words.DAY_PARTS_LATE)})$")
_EARLY = re.compile(f"(?:{'|'.join(words.DAY_PARTS_EARLY)})$")
_SURELY_LATE = re.compile("(?:(?P<day>下午|午后|傍晚)|晚上|(?<![最早])晚|深夜|夜间|夜里)$")
_SURELY_EARLY = re.compile("(?:上午|早上|早晨|清晨|凌晨|(?<![最提尽及])早)$")
_HOUR = re.compile("[时点](?![间代期光段长速装隔效机常空而尚候局名评子赞燃])")
_CONNECTOR = re.compile(r"\s?(?:~{1,2}|-|至|到)\s?")
_MOST_DIGITS = 12


@lru_cache(maxsize=1024)
def chinese_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a Chinese text, in order, not overlapping; the time is linear in its length.

    Ranges are one quantity, also where the first figure leaves out the scale or the unit (1.5—2万元); numerals
    in set phrases (一带一路, 千方百计) are none.
    """
    text = plain(text)
    if not has_numbers(text):
        return ()
    found: list[Found] = []
    at = 0
    while match := TOKEN.search(text, at):
        at = match.end()
        read = _READERS.get(match.lastgroup or "")
        one = read(text, match) if read else None
        if one is not None:
            at = max(at, one.quantity.end)
            if found and one.quantity.start < found[-1].quantity.end and not found[-1].firm:
                found.pop()  # the 零 of 零下5度
            if found and one.quantity.start < found[-1].quantity.end:
                one = replace(one, quantity=replace(one.quantity, start=match.start()))
            joined = _joined(text, found[-1], one) if found else None
            found[-1:] = [joined] if joined else [*found[-1:], one]
    return tuple(one.quantity for one in found if one.firm)


# --- forms with a pattern of their own -----------------------------------------------------------------------


def _exact(match: re.Match[str], value: Decimal | int, kind: Kind, unit: str = "") -> Found:
    value = Decimal(value)
    quantity = Quantity(start=match.start(), end=match.end(), value=value, kind=kind, unit=unit)
    return Found(quantity=quantity, mantissa=value)


def _whole(numeral: str | None) -> int:
    """Give the value of a small whole number in figures or characters, 0 for none."""
    if not numeral:
        return 0
    return int(numeral) if numeral.isascii() else int(value_of(numeral) or 0)


def _iso(_: str, match: re.Match[str]) -> Found:
    value = int(match["iso_year"]) * 10000 + int(match["iso_month"]) * 100 + int(match["iso_day"])
    return _exact(match, value, Kind.DATE)


def _date(_: str, match: re.Match[str]) -> Found | None:
    year, month = _whole(match["year"]), _whole(match["month"] or match["month2"])
    day = _whole(match["day"] or match["day2"])
    if day > 31:
        return None
    if year and not month:
        return _exact(match, year, Kind.YEAR)
    if month and not (year or day):
        return _exact(match, month, Kind.MONTH)
    return _exact(match, year * 10000 + month * 100 + day, Kind.DATE)


def _decade(_: str, match: re.Match[str]) -> Found:
    tens = _whole(match["tens"] or match["born"] or match["full"])
    if match["past"]:
        tens += 2000 if match["past"].startswith("本") else 1900
    elif match["century"]:
        tens += (_whole(match["century"]) - 1) * 100
    first = _whole(match["from"])
    low = tens // 100 * 100 + (first if first >= 10 else 10 * first)
    one = _exact(match, max(tens, 0), Kind.DECADE)
    if not first or low >= tens:
        return one
    return replace(one, quantity=replace(one.quantity, value=Decimal(low), high=Decimal(tens)))


def _decimal(numeral: str) -> Decimal | None:
    if len(numeral) > _MOST_DIGITS:
        return None
    return Decimal(numeral.replace(",", "")) if numeral[0].isascii() else value_of(numeral)


def _fraction(text: str, match: re.Match[str]) -> Found | None:
    below, above = _decimal(match["below"]), _decimal(match["above"])
    if not below or above is None:
        return None
    percent = below >= 100 and below == 10 ** below.adjusted()
    if not percent and not (above <= below < 1000):
        return None
    one = _exact(
        match, above * 100 / below if percent else above / below, Kind.PERCENT if percent else Kind.FRACTION
    )
    rough = hedged(text, match.start(), match.end())
    return replace(one, quantity=replace(one.quantity, approximate=rough))


def _slash(_: str, match: re.Match[str]) -> Found | None:
    above, below = Decimal(match["slash_above"]), Decimal(match["slash_below"])
    return _exact(match, above / below, Kind.FRACTION) if 0 < above < below else None


def _plan(_: str, match: re.Match[str]) -> Found:
    return _exact(match, _whole(match["plan_number"]), Kind.ORDINAL, "Five-Year Plan")


def _doubled(_: str, match: re.Match[str]) -> Found | None:
    times = _whole(match["times"]) or 1
    if match[0].endswith("倍"):
        return _exact(match, times + 1, Kind.MULTIPLE)
    more = Decimal("0.5") if match["more_half"] else 0
    return _exact(match, 2**times + more, Kind.MULTIPLE, FACTOR) if times < 10 else None


def _clock(text: str, match: re.Match[str]) -> Found | None:
    minute = 30 if match["half"] else 15 * _whole(match["quarter"])
    minute = minute or _whole(match["minute"] or match["minute2"] or match["minute3"])
    return _at(text, match, _whole(match["hour"] or match["hour2"] or match["hour3"]), minute)


def _at(text: str, match: re.Match[str], hour: int, minute: int) -> Found | None:
    """Give the time of day; 下午3时 is 15:00."""
    half = _half(text[max(0, match.start() - 3) : match.start()], hour)
    if hour < 12 and _LATE.search(text[max(0, match.start() - 2) : match.start()]):
        hour += 12
    if hour > 24 or minute > 59:
        return None
    # Of 9至17时 only the hours are written twice.
    one = _exact(match, hour * 100 + minute, Kind.TIME, half)
    return replace(one, mantissa=None if minute else Decimal(hour))


def _half(before: str, hour: int) -> str:
    """Tell the half of the day, where that is certain: 夜里2点 and 12时 are not."""
    if hour > 12:
        return AFTERNOON if hour < 24 else ""
    if 1 <= hour < 12 and _SURELY_EARLY.search(before):
        return MORNING
    late = _SURELY_LATE.search(before)
    return AFTERNOON if late and (late["day"] or hour >= 5) and 1 <= hour < 12 else ""


def _span(_: str, match: re.Match[str]) -> Found:
    """Read what a clock stopped at: 1分08秒37, 2小时08分28秒, 37秒79."""
    whole, part = match["seconds"] or match["seconds2"], match["hundredths"] or match["hundredths2"]
    seconds = Decimal(f"{whole}.{part}" if part else whole)
    if not match["minutes"]:
        return _exact(match, seconds, Kind.COUNT, "seconds")
    return _exact(match, int(match["hours"] or 0) * 10000 + int(match["minutes"]) * 100 + seconds, Kind.SPAN)


def _hour_or_number(text: str, match: re.Match[str]) -> Found | None:
    """Read 下午3点 and 9时 as times of day, any other number as what follows it says."""
    mark = _HOUR.match(text, match.end())
    small = (match["figures"] or match["chars"] or "x" * 9)[:3]
    if mark and len(small) < 3 and not (match["scale"] or match["scale2"] or match["vague"]):
        before = text[max(0, match.start() - 2) : match.start()]
        hour = value_of(small) if not small.isascii() else Decimal(small) if small.isdecimal() else None
        named = _LATE.search(before) or _EARLY.search(before)
        if hour is not None and hour <= 24 and (named or (mark[0] == "时" and small.isascii())):
            one = _at(text, match, int(hour), 0)
            return one and replace(one, quantity=replace(one.quantity, end=mark.end()))
    return number(text, match)


_READERS: dict[str, Callable[[str, re.Match[str]], Found | None]] = {
    "iso": _iso,
    "date": _date,
    "decade": _decade,
    "fraction": _fraction,
    "slash": _slash,
    "plan": _plan,
    "doubled": _doubled,
    "clock": _clock,
    "span": _span,
    "number": _hour_or_number,
}
"""A phrase, a version number (1.2.3) or a day that names an event (9·18) has no reader: it is passed over."""


# --- ranges --------------------------------------------------------------------------------------------------


def _joined(text: str, low: Found, high: Found) -> Found | None:
    """Give the two as one range, where only a dash, 至 or 到 is between them and they count the same."""
    one, two = low.quantity, high.quantity
    if one.high is not None or two.high is not None or not _CONNECTOR.fullmatch(text, one.end, two.start):
        return None
    start = _like(low, high)
    end = _day_of(one, two) if one.kind is Kind.DATE else two.value
    if start is None or end is None or start >= end:
        return None
    kind = Kind.DATE if one.kind is Kind.DATE else two.kind
    unit = "" if kind in (Kind.DATE, Kind.TIME) else two.unit
    merged = Quantity(
        start=one.start,
        end=two.end,
        value=start,
        high=end,
        kind=kind,
        unit=unit,
        approximate=one.approximate or two.approximate,
    )
    return Found(quantity=merged, mantissa=None)


def _like(low: Found, high: Found) -> Decimal | None:
    """Give the value of the lower end, with the scale and unit that only the upper end writes (3 of 3至5万)."""
    one, two = low.quantity, high.quantity
    if one.kind is two.kind and one.unit == two.unit and one.value != low.mantissa:
        return one.value
    same_end = one.kind is two.kind and (one.unit == two.unit or not one.unit)
    if one.kind is Kind.DATE:
        return one.value
    bare = one.kind is Kind.COUNT and not one.unit
    if not (same_end or bare) or low.mantissa is None or high.mantissa is None:
        return None
    if bare and one.value == low.mantissa and low.mantissa < high.mantissa and two.value and high.mantissa:
        scale = two.value / high.mantissa
        return low.mantissa * scale if scale == 10 ** scale.adjusted() else None
    return one.value if same_end else None


def _day_of(date: Quantity, end: Quantity) -> Decimal | None:
    """Give the date that ends a range beginning with a date: 5月6日至8日."""
    if date.value is None or end.value is None:
        return None
    if end.kind is Kind.COUNT and end.unit in ("日", "号") and end.value <= 31:
        return date.value // 100 * 100 + end.value
    if end.kind is Kind.DATE:
        year = date.value // 10000
        return end.value if end.value >= 10000 or not year else year * 10000 + end.value
    return None
