"""Reader of the quantities of English text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from translator.numbers.english import words
from translator.numbers.english.spelled import spelled
from translator.numbers.units import BY_NAME, ENGLISH, any_of, english_unit, singular
from translator.numbers.values import Code, Date, Duration, Half, Kind, Number, Quantity, Time
from translator.text.addresses import without_addresses
from translator.text.scripts import narrow

# --- how a quantity begins -----------------------------------------------------------------------------------

_FIGURES = r"(?:\d{1,3}(?:,\d{3}|,\s000)+(?!,?\d)|\d+)(?:\.\d+)?"
_MONTH = f"(?-i:(?:{'|'.join(sorted((m.title() for m in words.MONTHS), key=len, reverse=True))})\\b\\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%:]|[,.]\d|\s?[ap]\.?m\b)"
_YEAR = r"[12]\d{3}\b(?!,\d)"
_DAYS_OF_WEEK = "|".join(form for day in words.WEEKDAYS for form in (day.title(), day.upper()))
_DASH = r"\s?(?:[-–—]|to|and)\s?"
_PARTS = "|".join(words.PARTS)
_ONES = "|".join(sorted(words.ONES, key=len, reverse=True))
_SCALES = "|".join(words.SCALES)
_GROUPS = "|".join(words.GROUPS)
_NUMERALS = (*words.ONES, *words.TENS, *words.SCALES, *words.GROUPS, *words.ORDINALS)
_WORD = f"(?:{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
_ARTICLE = f"(?:half[\\s-]an?|an?|several|few|many|couple)[\\s-](?=(?:{_SCALES}|{_GROUPS})\\b)"

_FORMS = (
    r"(?P<dotted>\d+(?:\.\d+){2,}|\b\d(?:-\d){2,}\b|\b(?:five|5)-year(?=\s(?:plan|program|guideline|blueprint)))",
    r"(?P<iso>\b(?P<iso_year>[12]\d{3})(?P<sep>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=sep)"
    r"(?P<iso_day>[12]\d|3[01]|0?[1-9])(?!\d))",
    r"(?P<duration>\b(?:(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d(?:\.\d{1,3})?)"
    r"|(?P<minutes2>\d{1,3}):(?P<seconds2>[0-5]\d\.\d{1,3}))(?![\d:]))",
    r"(?P<decade>(?<![\d,.])(?:[12]\d)?\d0['’]?s\b|\b(?:twenti|thirti|forti|fifti|sixti|seventi|eighti|nineti)es\b)",
    rf"(?P<weekday>\b(?-i:(?P<day_of_week>{_DAYS_OF_WEEK})s?)\b)",
    rf"(?P<american>\b(?P<month>{_MONTH})(?:\s(?P<day>{_DAY})(?:{_DASH}(?P<last>{_DAY})(?!\s{_MONTH}))?)?"
    rf"(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?)",
    rf"(?P<british>\b(?P<day2>{_DAY})(?:{_DASH}(?P<last2>{_DAY}))?\s(?:of\s)?(?P<month2>{_MONTH})(?:,?\s(?P<year2>{_YEAR}))?)",
    r"(?P<clock>\b(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?![\d:]|,\d)|\b(?:noon|midnight)\b)",
    rf"(?P<half_past>\b(?:half|(?:a\s)?(?P<quarter_past>quarter))\spast\s(?P<past>{_ONES})\b)",
    r"(?P<round_the_clock>\b(?:a?round[\s-]the[\s-]clock|day\sand\snight)\b)",
    r"(?P<slash>\b(?P<above>\d{1,3})/(?P<below>\d{1,3})(?![\d/.]|,\d))",
    rf"(?P<part>\b(?:(?P<single>one|an?|another)[\s-](?P<of>{_PARTS})|(?P<parts>{_ONES})[\s-](?P<of2>{_PARTS})s)\b(?!-[a-z]))",
    r"(?P<half_more>\b(?:an?|one)\s(?P<unit>year|month|week|day|hour|minute|century)\sand\sa\shalf\b)",
    rf"(?P<half_of>\bhalf\b(?![\s-]an?\s(?:{_SCALES}|{_GROUPS})\b)|\bhalv(?:ed|es|ing)\b)",
    r"(?P<roman>\b(?-i:X{0,2}(?:IX|IV|VI{0,3}|I{2,3})|XX|X)(?<=[IVX]{2})\b)",
    rf"(?P<multiple>\b(?:{'|'.join(words.MULTIPLES)})\b(?!-digit)|\b(?P<fold>\d+(?:\.\d+)?)-?fold\b)",
    r"(?P<indefinite>\b(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions|decades|centuries|multi-?[mb]illion)\b"
    r"(?:\sof\s(?:thousands|millions|billions|trillions)\b)?)",
    rf"(?P<figures>(?<![\d.])(?P<digits>{_FIGURES})(?:(?P<ordinal>st|nd|rd|th|[\s-](?P<nth>{_SCALES})th)\b"
    rf"|[\s-]?(?P<scale>{_SCALES}|bn|tn|mn|mln|bln)\b|(?P<short>[mk])\b)?)",
    rf"(?P<words>\b(?P<article>{_ARTICLE})?{_WORD}(?:[\s-](?:and[\s-](?={_WORD}\b))?{_WORD}){{0,12}}\b)",
)

_TOKEN = re.compile("|".join(_FORMS), re.IGNORECASE | re.ASCII)
"""A number, date, word …; the name of the group that closed last says which. Match it at a place of `_STARTS`."""

_STARTS = re.compile(r"[a-z]+|\d+", re.IGNORECASE | re.ASCII)
"""A word or a row of digits."""

_I = re.IGNORECASE | re.ASCII
_UNIT_AFTER = re.compile(rf"[\s-]?(?P<unit>{any_of(list(ENGLISH))})(?![A-Za-z])", _I)
_MONEY_BEFORE = re.compile(r"(US\$|HK\$|(?<![A-Z])\$|[¥￥€£]|RMB|CNY|USD)\s?$", _I)
"""Not A$ or NT$, whose currencies are not known here."""
_MONEY_SIGN = re.compile(r"US\$|HK\$|[$¥￥€£]|RMB|CNY|USD", _I)
_ONE_OF_TIME = frozenset(
    singular(name) for name, unit in BY_NAME.items() if unit.dimension in ("duration", "months")
)
_SHARE_AFTER = re.compile(
    r"(?:\s?%|[\s-](?:percent|per\scent|pct)\b)(?:[\s-]points?\b)?|[\s-](?:percentage[\s-])?points?\b"
    r"|(?P<thousandth>\s?‰|\sper\s(?:thousand|mille)\b)",
    _I,
)
_TIMES_AFTER = re.compile(r"[\s-](?:times|fold)\b", _I)
_AND_A_HALF = re.compile(r"[\s-]and[\s-](?:a[\s-]half|one-half)\b", _I)
_BELOW_ZERO = re.compile(r"\sbelow\s(?:zero|freezing)\b", _I)
_MINUS = re.compile(r"(?:\b(?:minus|negative)\s|(?:^|[\s(])[-−])$", _I)
_CODE_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,6})-?$", _I)
_LETTERS = re.compile("[A-Za-z]+")
_HEDGE_BEFORE = re.compile(rf"\b(?:{any_of(words.HEDGES)})\s(?:an?\s)?$", _I)
_HEDGE_AFTER = re.compile(r"\+|-plus\b|-odd\b|\s+or\s+(?:so|more|less|fewer|above)\b|\s+and\s+above\b", _I)
_ORDINAL_BEFORE = re.compile(r"\bNo\.?\s$|\bnumber\s$", _I)
_OLD = re.compile("-(?:old|long)", _I)
_FIRST_PARTS = re.compile(r"\b(?:first|last|past|next)\s$", _I)
_A_PART_OF = re.compile(r"\s(?:of|the|more|less|from|higher|lower|in|to|over)\b|[,.;:)”\"]|$", _I)
_CONNECTOR = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s|\sand\s", _I)
_BETWEEN = re.compile(r"\bbetween\s$", _I)
_PEEK = 14
"""How many characters before a number are looked at."""
_MOST_DIGITS = 25
"""A longer row of digits is no amount: a registration number, noise."""


def english_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of an English text, in order and not overlapping, in time linear in its length.

    Ranges are one quantity; the years of *2023-25* are both read in full. The figures of an address are none.
    """
    text = without_addresses(narrow(text))
    found: list[Quantity] = []
    at = 0
    for start in _STARTS.finditer(text):
        word = start[0]
        if start.start() < at or not (word[0].isdigit() or word.casefold() in words.FIRST_WORDS):
            continue
        match = _TOKEN.match(text, start.start())
        if match is None:
            continue
        read = _READERS.get(match.lastgroup or "")
        one = read(text, match) if read else None
        at = match.start() + 1 if match.lastgroup == "words" else match.end()
        if one is None:
            continue
        at = max(at, one.end)
        if found and one.start < found[-1].end:
            one = replace(one, start=match.start())
        joined = _joined(text, found[-1], one) if found else None
        found[-1:] = [joined] if joined else [*found[-1:], one]
    return tuple(found)


def _number(match: re.Match[str], value: Decimal | int | None, kind: Kind, unit: str = "") -> Number:
    value = value if value is None else Decimal(value)
    return Number(start=match.start(), end=match.end(), value=value, kind=kind, unit=unit)


# --- dates and times -----------------------------------------------------------------------------------------


def _iso(_: str, match: re.Match[str]) -> Date:
    year, month, day = (int(match[part]) for part in ("iso_year", "iso_month", "iso_day"))
    return Date(start=match.start(), end=match.end(), year=year, month=month, day=day)


def _date(_: str, match: re.Match[str]) -> Quantity:
    month = words.MONTHS[(match["month"] or match["month2"]).rstrip(".").casefold()]
    days = (match["day"] or match["day2"], match["last"] or match["last2"])
    first, last = (int(day.rstrip("stndrh")) if day else None for day in days)
    year = match["year"] or match["year2"]
    if not first and not year:
        return _number(match, month, Kind.MONTH)
    start, end = match.span()
    date = Date(start=start, end=end, year=int(year) if year else None, month=month, day=first)
    return replace(date, until=replace(date, day=last)) if first and last and last > first else date


def _weekday(_: str, match: re.Match[str]) -> Number:
    return _number(match, words.WEEKDAYS[match["day_of_week"].casefold()], Kind.WEEKDAY)


def _decade(_: str, match: re.Match[str]) -> Number:
    if match[0][0].isalpha():  # in their thirties
        return _number(match, words.TENS[match[0].casefold().removesuffix("ies") + "y"], Kind.DECADE)
    return _number(match, int(match[0].rstrip("sS'’")), Kind.DECADE)


def _time(match: re.Match[str], hour: int, minute: str | int | None, half: Half | None = None) -> Time:
    return Time(start=match.start(), end=match.end(), hour=hour, minute=int(minute or 0), half=half)


def _clock(_: str, match: re.Match[str]) -> Time:
    if match["hour2"]:
        hour = int(match["hour2"])
        return _time(match, hour, match["minute2"], Half.AFTERNOON if 12 < hour < 24 else None)
    if not match["hour"]:
        return _time(match, 12 if match[0].casefold() == "noon" else 24, 0)
    hour, late = int(match["hour"]), match["half"].casefold() == "p"
    half = Half.AFTERNOON if late else Half.MORNING
    return _time(match, hour % 12 + 12 * late, match["minute"], None if hour == 12 else half)


def _half_past(_: str, match: re.Match[str]) -> Time:
    return _time(match, words.ONES[match["past"].casefold()], 15 if match["quarter_past"] else 30)


def _duration(_: str, match: re.Match[str]) -> Duration:
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or match["minutes2"])
    seconds = Decimal(match["seconds"] or match["seconds2"])
    return Duration(start=match.start(), end=match.end(), hours=hours, minutes=minutes, seconds=seconds)


def _roman(_: str, match: re.Match[str]) -> Number:
    """Read the numerals of Phase II and Shenzhou XX."""
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in match[0].upper()]
    following = [*values[1:], 0]
    value = sum(-a if a < b else a for a, b in zip(values, following, strict=True))
    return _number(match, value, Kind.ORDINAL)


# --- parts and multiples -------------------------------------------------------------------------------------


def _slash(_: str, match: re.Match[str]) -> Number | None:
    above, below = Decimal(match["above"]), Decimal(match["below"])
    return _number(match, above / below, Kind.FRACTION) if 0 < above < below else None


def _part(text: str, match: re.Match[str]) -> Number | None:
    """Read *one-third* and *a third of*; *the first three quarters* are three, and *a third batch* is the third."""
    single = (match["single"] or "").casefold()
    below = words.PARTS[(match["of"] or match["of2"]).casefold()]
    if single and single != "one" and below not in (2, 4) and not _A_PART_OF.match(text, match.end()):
        return _number(match, below, Kind.ORDINAL)
    above = words.ONES[match["parts"].casefold()] if match["parts"] else 1
    if not single and _FIRST_PARTS.search(text[max(0, match.start() - _PEEK) : match.start()]):
        return _number(match, above, Kind.COUNT, "quarters")
    return _number(match, Decimal(above) / below, Kind.FRACTION)


def _multiple(_: str, match: re.Match[str]) -> Number:
    value = Decimal(match["fold"]) if match["fold"] else words.MULTIPLES[match[0].casefold()]
    return _number(match, value, Kind.MULTIPLE)


# --- numbers -------------------------------------------------------------------------------------------------


def _figures(text: str, match: re.Match[str]) -> Quantity | None:
    digits = match["digits"]
    if len(digits) > _MOST_DIGITS:
        return None
    money = _MONEY_BEFORE.search(text[max(0, match.start() - 5) : match.start()])
    value, end = Decimal(digits.replace(",", "").replace(" ", "")), match.end()
    scale = (match["scale"] or match["nth"] or (match["short"] if money else None) or "").casefold()
    value *= words.SCALES.get(scale) or words.SHORT_SCALES.get(scale) or 1
    if match["short"] and not money:
        end -= 1
    one = replace(_number(match, value, Kind.ORDINAL if match["ordinal"] else Kind.COUNT), end=end)
    if money:
        unit = ENGLISH.get(money[1].casefold(), ENGLISH["$"]).name
        return _hedged(text, replace(one, unit=unit, start=one.start - len(money[0])))
    if match["ordinal"]:
        return one
    year = len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) < 2200 and not scale
    return _counted(text, one, _code(text, one, scale), year=year)


def _code(text: str, one: Number, scale: str) -> Code | None:
    """Return the number as part of a name when letters touch it: 5G, C919, A4."""
    start, end = one.start, one.end
    if before := _CODE_BEFORE.search(text[max(0, start - 8) : start]):
        start -= len(before[0])
    elif not scale and (after := _LETTERS.match(text, end)) and not _UNIT_AFTER.match(text, end):
        end = after.end()
    else:
        return None
    return Code(start=start, end=end, text=text[start:end], number=one.value or Decimal(0))


def _words(text: str, match: re.Match[str]) -> Quantity | None:
    article = (match["article"] or "").casefold()
    letters = _LETTERS.finditer(text, match.start() + len(article), match.end())
    row = [(word[0].casefold(), word.end()) for word in letters]
    read = spelled([word for word, _ in row])
    if read is None:
        return None
    last, end = row[read.used - 1]
    value: Decimal | None = Decimal(read.value)
    if article.startswith("half"):
        value = Decimal(read.value) / 2
    elif article.startswith(("several", "few", "many", "couple")):
        value = None
    one = replace(_number(match, value, Kind.ORDINAL if read.last == "ordinal" else Kind.COUNT), end=end)
    if read.last == "ordinal":
        return one
    if read.last == "group":
        alone = row[0][0] in ("century", "centuries") and not article and not _OLD.match(text, end)
        return None if alone else _hedged(text, replace(one, unit="" if last == "dozen" else "years"))
    return _counted(text, one, None, year=False)


def _counted(text: str, one: Number, code: Code | None, *, year: bool) -> Quantity:
    """Return the number with what follows it: percent, times, a unit; or as a name or year, if nothing does."""
    before = text[max(0, one.start - _PEEK) : one.start]
    if half := _AND_A_HALF.match(text, one.end):
        one = replace(one, value=None if one.value is None else one.value + Decimal("0.5"), end=half.end())
    share = _SHARE_AFTER.match(text, one.end)
    unit = None if share else _unit_after(text, one)
    if share:
        one = _shared(one, share)
    elif times := _TIMES_AFTER.match(text, one.end):
        one = replace(one, kind=Kind.MULTIPLE, end=times.end())
    elif unit:
        one = replace(one, unit=english_unit(unit["unit"]).name, end=unit.end())
    elif code is not None:
        return code
    elif year:
        return replace(one, kind=Kind.YEAR)
    if number := _ORDINAL_BEFORE.search(before):
        return replace(one, kind=Kind.ORDINAL, start=one.start - len(number[0]))
    return _hedged(text, _signed(text, one))


def _unit_after(text: str, one: Number) -> re.Match[str] | None:
    """Return the unit behind a number; *187 M&A deals*, *30 second prizes* and *500,000 year-round jobs* have none."""
    unit = _UNIT_AFTER.match(text, one.end)
    if unit is None or unit["unit"] == "M":
        return None
    name = unit[0].casefold()
    return None if one.value != 1 and name[0] == " " and name[1:] in _ONE_OF_TIME else unit


def _shared(one: Number, share: re.Match[str]) -> Number:
    kind = Kind.POINTS if "point" in share[0].casefold() else Kind.PERCENT
    value = one.value / 10 if one.value is not None and share["thousandth"] else one.value
    return replace(one, kind=kind, value=value, end=share.end())


def _signed(text: str, one: Number) -> Number:
    """Return the number with its sign: minus 5, -5, 5 C below zero."""
    sign = _MINUS.search(text[max(0, one.start - 10) : one.start]) if one.start else None
    below = _BELOW_ZERO.match(text, one.end)
    if one.value is None or not (sign or below):
        return one
    start = one.start - len(sign[0].lstrip(" (")) if sign else one.start
    return replace(one, value=-one.value, start=start, end=below.end() if below else one.end)


def _hedged(text: str, one: Number) -> Number:
    before = text[max(0, one.start - _PEEK) : one.start]
    rough = bool(_HEDGE_BEFORE.search(before) or _HEDGE_AFTER.match(text, one.end))
    return replace(one, approximate=True) if rough else one


_READERS: dict[str, Callable[[str, re.Match[str]], Quantity | None]] = {
    "iso": _iso,
    "american": _date,
    "british": _date,
    "decade": _decade,
    "clock": _clock,
    "duration": _duration,
    "slash": _slash,
    "part": _part,
    "half_of": lambda _, match: _number(match, Decimal("0.5"), Kind.FRACTION),
    "half_more": lambda _, match: _number(
        match, Decimal("1.5"), Kind.COUNT, english_unit(match["unit"]).name
    ),
    "half_past": _half_past,
    "roman": _roman,
    "weekday": _weekday,
    "round_the_clock": lambda _, match: _number(match, 24, Kind.COUNT, "hours"),
    "multiple": _multiple,
    "indefinite": lambda _, match: replace(_number(match, None, Kind.COUNT), approximate=True),
    "figures": _figures,
    "words": _words,
}
"""A version number (1.2.3) and the five years of a Five-Year Plan have no reader: they are passed over."""


# --- ranges --------------------------------------------------------------------------------------------------


def _joined(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """Return the two as one range: 1.5-2 million, from 3 to 5, between 3 and 5."""
    if high.start - low.end > _PEEK:
        return None
    between = _BETWEEN.search(text[max(0, low.start - _PEEK) : low.start])
    link = _CONNECTOR.fullmatch(text, low.end, high.start)
    linked = bool(link and (link[0].strip() != "and" or between)) or _is_season(text, low, high)
    match low, high:
        case Number(high=None), Number(high=None) if linked:
            return _numbers(text, low, high)
        case Number(high=None) | Time(until=None), Time(until=None) if linked:
            return _times(low, high)
    return None


def _is_season(text: str, low: Quantity, high: Quantity) -> bool:
    """Return whether only a slash parts a year from the next one: the 2023/24 season."""
    return low.kind is Kind.YEAR and text[low.end : high.start] == "/"


def _times(low: Number | Time, high: Time) -> Time | None:
    """Return a range of times of day; *7 to 9 pm* gives the half of the day once."""
    end = (high.hour, high.minute)
    if isinstance(low, Number):
        if low.kind is not Kind.COUNT or low.unit or low.value is None or low.value % 1 or low.value > 12:
            return None
        hour = int(low.value)
        late = high.hour > 12 > hour and (hour + 12, 0) < end
        low = Time(start=low.start, end=low.end, hour=hour + 12 * late)
    if low.half not in (None, high.half) or (low.hour, low.minute) >= end:
        return None
    return replace(low, end=high.end, until=high)


def _numbers(text: str, low: Number, high: Number) -> Number | None:
    if low.value is None or high.value is None:
        return None
    if low.kind is Kind.YEAR and high.kind is not Kind.YEAR:  # 2019-23
        if text[low.end : high.start] not in ("-", "–", "/") or not low.value % 100 < high.value < 100:
            return None
        return replace(low, end=high.end, high=low.value // 100 * 100 + high.value)
    value = _lower(text, low, high)
    if value is None or value >= high.value:
        return None
    return replace(high, start=low.start, value=value, high=high.value, unit=high.unit or low.unit)


def _lower(text: str, low: Number, high: Number) -> Decimal | None:
    """Return the lower end, with the scale that only the upper end writes (1.5 of 1.5-2 million)."""
    signed = bool(_MONEY_SIGN.match(text, low.start))  # $150-200 million
    if low.value is None or high.value is None or (low.unit and low.unit != high.unit and not signed):
        return None
    if signed and high.unit not in ("", low.unit):
        return None
    never_bare = high.kind in (Kind.MONTH, Kind.DECADE, Kind.FRACTION)
    if low.kind is not high.kind and (low.kind is not Kind.COUNT or never_bare):
        return None
    scale = _scale_in(text, high)
    shared = _scale_in(text, low) == 1 and low.value < 1000 and low.value < high.value / scale
    return low.value * scale if shared else low.value


def _scale_in(text: str, one: Number) -> int:
    spelled_out = not text[one.start : one.start + 1].isdigit()
    worth = words.SCALES | words.GROUPS if spelled_out else words.SCALES
    scales = (worth.get(word.casefold(), 1) for word in _LETTERS.findall(text, one.start, one.end))
    return max(scales, default=1)
