"""Own the quantities of English text, with their values and exact places; must not know Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from translator.numbers.english import words
from translator.numbers.english.spelled import spelled
from translator.numbers.english.tokens import FIRST_WORDS, STARTS, TOKEN
from translator.numbers.units import ENGLISH, any_of, english_unit
from translator.numbers.values import (
    AFTERNOON,
    IN,
    MORNING,
    Kind,
    Quantity,
)
from translator.text.scripts import narrow

_I = re.IGNORECASE | re.ASCII
_UNIT_AFTER = re.compile(rf"[\s-]?(?P<unit>{any_of(list(ENGLISH))})(?![A-Za-z])", _I)
_MONEY_BEFORE = re.compile(r"(US\$|HK\$|(?<![A-Z])\$|[¥￥€£]|RMB|CNY|USD)\s?$", _I)
"""Not A$ or NT$, whose currencies are not known here."""
_MONEY_SIGN = re.compile(r"US\$|HK\$|[$¥￥€£]|RMB|CNY|USD", _I)
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
_HEDGES = any_of([hedge.replace("+", " ") for hedge in words.HEDGES_BEFORE.split()])
_HEDGE_BEFORE = re.compile(rf"\b(?:{_HEDGES})\s(?:an?\s)?$", _I)
_HEDGE_AFTER = re.compile(words.HEDGES_AFTER, _I)
_ORDINAL_BEFORE = re.compile(r"\bNo\.?\s$|\bnumber\s$", _I)
_ONE_BEFORE = re.compile(r"\b(?:no|any|every|each|some|which|this|that|the|another|only)[\s-]$", _I)
_ONE_AFTER = re.compile(r"\s(?:of|another|by|day|or\sanother)\b|['’]s|-(?:stop|on|to|way)", _I)
_OLD = re.compile("-(?:old|long)", _I)
_FIRST_PARTS = re.compile(r"\b(?:first|last|past|next)\s$", _I)
_A_PART_OF = re.compile(r"\s(?:of|the|more|less|from|higher|lower|in|to|over)\b|[,.;:)”\"]|$", _I)
_CONNECTOR = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s|\sand\s", _I)
_HYPHEN = re.compile("[-–]")
_OUT_OF = re.compile(r"\s(?:in|out\sof)(?:\severy)?\s", _I)
_BETWEEN = re.compile(r"\bbetween\s$", _I)
_PEEK = 14
"""How many characters before a number are looked at."""
_MOST_DIGITS = 25
"""A longer row of digits is no amount: a registration number, noise."""


def english_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of an English text, in order, not overlapping; the time is linear in its length.

    *one* is left out where it is a pronoun (no one, one of the). The years of *2023-25* are both read in full.
    """
    text = narrow(text)
    found: list[Quantity] = []
    at = 0
    for start in STARTS.finditer(text):
        word = start[0]
        if start.start() < at or not (word[0].isdigit() or word.casefold() in FIRST_WORDS):
            continue
        match = TOKEN.match(text, start.start())
        if match is None:
            continue
        read = _READERS.get(match.lastgroup or "")
        one = read(text, match) if read else None
        at = max(match.end() if one is None or match.lastgroup != "words" else one.end, match.start() + 1)
        if one is None:
            continue
        at = max(at, one.end)
        if found and one.start < found[-1].end:
            one = replace(one, start=match.start())
        joined = _joined(text, found[-1], one) if found else None
        found[-1:] = [joined] if joined else [*found[-1:], one]
    return tuple(found)


def _place(match: re.Match[str], value: Decimal | int | None, kind: Kind, unit: str = "") -> Quantity:
    value = value if value is None else Decimal(value)
    return Quantity(start=match.start(), end=match.end(), value=value, kind=kind, unit=unit)


# --- dates and times -----------------------------------------------------------------------------------------


def _iso(_: str, match: re.Match[str]) -> Quantity:
    value = int(match["iso_year"]) * 10000 + int(match["iso_month"]) * 100 + int(match["iso_day"])
    return _place(match, value, Kind.DATE)


def _american(_: str, match: re.Match[str]) -> Quantity:
    return _date(match, match["month"], (match["day"], match["last"]), match["year"])


def _british(_: str, match: re.Match[str]) -> Quantity:
    return _date(match, match["month2"], (match["day2"], match["last2"]), match["year2"])


def _date(
    match: re.Match[str], month: str, days: tuple[str | None, str | None], year: str | None
) -> Quantity:
    number = words.MONTHS[month.rstrip(".").casefold()]
    first, last = (int(day.rstrip("stndrh")) if day else 0 for day in days)
    if not first and not year:
        return _place(match, number, Kind.MONTH)
    base = int(year or 0) * 10000 + number * 100
    return replace(
        _place(match, base + first, Kind.DATE), high=Decimal(base + last) if last > first else None
    )


def _decade(_: str, match: re.Match[str]) -> Quantity:
    if match[0][0].isalpha():  # in their thirties
        return _place(match, words.TENS[match[0].casefold().removesuffix("ies") + "y"], Kind.DECADE)
    return _place(match, int(match[0].rstrip("s").rstrip("'’")), Kind.DECADE)


def _clock(_: str, match: re.Match[str]) -> Quantity | None:
    if match["hour2"]:
        hour = int(match["hour2"])
        half = AFTERNOON if 12 < hour < 24 else ""
        return _place(match, hour * 100 + int(match["minute2"]), Kind.TIME, half)
    if not match["hour"]:
        return _place(match, 1200 if match[0].casefold() == "noon" else 2400, Kind.TIME)
    late = match["half"].casefold() == "p"
    half = "" if int(match["hour"]) == 12 else AFTERNOON if late else MORNING
    return _place(
        match, (int(match["hour"]) % 12 + 12 * late) * 100 + int(match["minute"] or 0), Kind.TIME, half
    )


def _span(_: str, match: re.Match[str]) -> Quantity:
    minutes, seconds = match["minutes"] or match["minutes2"], match["seconds"] or match["seconds2"]
    return _place(match, int(match["hours"] or 0) * 10000 + int(minutes) * 100 + Decimal(seconds), Kind.SPAN)


def _half_past(_: str, match: re.Match[str]) -> Quantity:
    minute = 15 if match["quarter_past"] else 30
    return _place(match, words.ONES[match["past"].casefold()] * 100 + minute, Kind.TIME)


def _half_more(_: str, match: re.Match[str]) -> Quantity:
    return _place(match, Decimal("1.5"), Kind.COUNT, english_unit(match["unit"]).name)


def _roman(_: str, match: re.Match[str]) -> Quantity:
    """Read the numerals of Phase II and Shenzhou XX."""
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in match[0].upper()]
    following = [*values[1:], 0]
    return _place(
        match, sum(-a if a < b else a for a, b in zip(values, following, strict=True)), Kind.ORDINAL
    )


def _round_the_clock(_: str, match: re.Match[str]) -> Quantity:
    return _place(match, 24, Kind.COUNT, "hours")


# --- parts and multiples -------------------------------------------------------------------------------------


def _slash(_: str, match: re.Match[str]) -> Quantity | None:
    above, below = Decimal(match["above"]), Decimal(match["below"])
    return _place(match, above / below, Kind.FRACTION) if 0 < above < below else None


def _part(text: str, match: re.Match[str]) -> Quantity | None:
    """Read *one-third* and *a third of*; *the first three quarters* are three, and *a third batch* is no part."""
    single = (match["single"] or "").casefold()
    below = words.PARTS[(match["of"] or match["of2"]).casefold()]
    if single and single != "one" and below not in (2, 4) and not _A_PART_OF.match(text, match.end()):
        return None
    above = words.ONES[match["parts"].casefold()] if match["parts"] else 1
    if not single and _FIRST_PARTS.search(text[max(0, match.start() - _PEEK) : match.start()]):
        return _place(match, above, Kind.COUNT, "quarters")
    return _place(match, Decimal(above) / below, Kind.FRACTION)


def _half(_: str, match: re.Match[str]) -> Quantity:
    return _place(match, Decimal("0.5"), Kind.FRACTION)


def _quarter_century(_: str, match: re.Match[str]) -> Quantity:
    return _place(match, 25, Kind.COUNT, "years")


def _multiple(_: str, match: re.Match[str]) -> Quantity:
    value = Decimal(match["fold"]) if match["fold"] else words.MULTIPLES[match[0].casefold()]
    return _place(match, value, Kind.MULTIPLE)


def _indefinite(_: str, match: re.Match[str]) -> Quantity:
    return replace(_place(match, None, Kind.COUNT), approximate=True)


# --- numbers -------------------------------------------------------------------------------------------------


def _figures(text: str, match: re.Match[str]) -> Quantity | None:
    digits = match["digits"]
    if len(digits) > _MOST_DIGITS:
        return None
    money = _MONEY_BEFORE.search(text[max(0, match.start() - 5) : match.start()])
    value, end = Decimal(digits.replace(",", "").replace(" ", "")), match.end()
    scale = (match["scale"] or (match["short"] if money else None) or "").casefold()
    value *= words.SCALES.get(scale) or words.SHORT_SCALES.get(scale) or 1
    if match["short"] and not money:
        end -= 1
    one = replace(_place(match, value, Kind.ORDINAL if match["ordinal"] else Kind.COUNT), end=end)
    if money:
        unit = ENGLISH.get(money[1].casefold(), ENGLISH["$"]).name
        return _hedge(text, replace(one, unit=unit, start=one.start - len(money[0])))
    if match["ordinal"]:
        return one
    year = len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) < 2200 and not scale
    return _counted(text, one, _code(text, one, scale), year=year)


def _code(text: str, one: Quantity, scale: str) -> Quantity | None:
    """Give the number as part of a name when letters touch it: 5G, C919, A4."""
    if before := _CODE_BEFORE.search(text[max(0, one.start - 8) : one.start]):
        start = one.start - len(before[0])
        return replace(one, start=start, kind=Kind.CODE, unit=text[start : one.end])
    after = None if scale else _LETTERS.match(text, one.end)
    if after and not _UNIT_AFTER.match(text, one.end):
        return replace(one, end=after.end(), kind=Kind.CODE, unit=text[one.start : after.end()])
    return None


def _words(text: str, match: re.Match[str]) -> Quantity | None:
    article = (match["article"] or "").casefold()
    row = [
        (m[0].casefold(), m.end()) for m in _LETTERS.finditer(text, match.start() + len(article), match.end())
    ]
    read = spelled([word for word, _ in row])
    if read is None:
        return None
    end = row[read.used - 1][1]
    value: Decimal | None = Decimal(read.value)
    if article.startswith("half"):
        value = Decimal(read.value) / 2
    elif article[:1] in tuple("sfmc"):
        value = None
    one = replace(_place(match, value, Kind.ORDINAL if read.last == "ordinal" else Kind.COUNT), end=end)
    if read.value == 1 and read.used == 1 and read.last == "cardinal" and _pronoun(text, one):
        return None
    if read.last == "group":
        years = row[read.used - 1][0] != "dozen"
        alone = row[0][0] in ("century", "centuries") and not article and not _OLD.match(text, end)
        return None if alone else _hedge(text, replace(one, unit="years" if years else ""))
    return one if read.last == "ordinal" else _counted(text, one, None, year=False)


def _pronoun(text: str, one: Quantity) -> bool:
    before = text[max(0, one.start - _PEEK) : one.start]
    return bool(_ONE_BEFORE.search(before) or _ONE_AFTER.match(text, one.end))


def _counted(text: str, one: Quantity, code: Quantity | None, *, year: bool) -> Quantity:
    """Give the number with what follows it: percent, times, a unit; or as a name or year, if nothing does."""
    before = text[max(0, one.start - _PEEK) : one.start]
    if half := _AND_A_HALF.match(text, one.end):
        one = replace(one, value=None if one.value is None else one.value + Decimal("0.5"), end=half.end())
    share = _SHARE_AFTER.match(text, one.end)
    unit = None if share else _UNIT_AFTER.match(text, one.end)
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
    return _hedge(text, _signed(text, one))


def _shared(one: Quantity, share: re.Match[str]) -> Quantity:
    kind = Kind.POINTS if "point" in share[0].casefold() else Kind.PERCENT
    value = one.value / 10 if one.value is not None and share["thousandth"] else one.value
    return replace(one, kind=kind, value=value, end=share.end())


def _signed(text: str, one: Quantity) -> Quantity:
    """Give the number with its sign: minus 5, -5, 5 C below zero."""
    sign = _MINUS.search(text[max(0, one.start - 10) : one.start])
    below = _BELOW_ZERO.match(text, one.end)
    if one.value is None or not (sign or below) or one.start == 0:
        return replace(one, value=-one.value, end=below.end()) if below and one.value is not None else one
    start = one.start - len(sign[0].lstrip(" (")) if sign else one.start
    return replace(one, value=-one.value, start=start, end=below.end() if below else one.end)


def _hedge(text: str, one: Quantity) -> Quantity:
    before = text[max(0, one.start - _PEEK) : one.start]
    rough = bool(_HEDGE_BEFORE.search(before) or _HEDGE_AFTER.match(text, one.end))
    return replace(one, approximate=True) if rough else one


_READERS: dict[str, Callable[[str, re.Match[str]], Quantity | None]] = {
    "iso": _iso,
    "american": _american,
    "british": _british,
    "decade": _decade,
    "clock": _clock,
    "span": _span,
    "slash": _slash,
    "part": _part,
    "half_of": _half,
    "half_more": _half_more,
    "half_past": _half_past,
    "roman": _roman,
    "quarter_century": _quarter_century,
    "round_the_clock": _round_the_clock,
    "multiple": _multiple,
    "indefinite": _indefinite,
    "figures": _figures,
    "words": _words,
}
"""A version number (1.2.3) and the five years of a Five-Year Plan have no reader: they are passed over."""


# --- ranges --------------------------------------------------------------------------------------------------


def _joined(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """Give the two as one range or share: 1.5-2 million, from 3 to 5, between 3 and 5, three in 10."""
    if low.high is not None or high.high is not None or low.value is None or high.value is None:
        return None
    if Kind.DATE in (low.kind, high.kind) or not high.start - low.end <= _PEEK:
        return None
    if _OUT_OF.fullmatch(text, low.end, high.start):
        return _share_of(low, high)
    link = _CONNECTOR.fullmatch(text, low.end, high.start)
    between = _BETWEEN.search(text[max(0, low.start - _PEEK) : low.start])
    if link is None or (link[0].strip() == "and" and not between):
        return None
    value, end = _lower(text, low, high), high.value
    if low.kind is Kind.YEAR and high.kind is not Kind.YEAR:
        if not low.value % 100 < end < 100 or not _HYPHEN.fullmatch(link[0]):
            return None
        value, end, high = low.value, low.value // 100 * 100 + end, replace(high, kind=Kind.YEAR)
    unit = "" if high.kind is Kind.TIME and low.unit != high.unit else high.unit or low.unit
    joined = replace(high, start=low.start, value=value, high=end, unit=unit)
    return joined if value is not None and value < end else None


def _share_of(part: Quantity, whole: Quantity) -> Quantity | None:
    """Give *seven out of 10* as a fraction; the whole is a round number, so that *5 in 2023* is none."""
    above, below = part.value, whole.value
    if above is None or below not in (10, 100, 1000, 10000) or not 0 < above < below or whole.unit:
        return None
    return Quantity(
        start=part.start, end=whole.end, value=above / below, kind=Kind.FRACTION, unit=f"{IN}{below}"
    )


_NO_RANGE = (Kind.MONTH, Kind.DECADE, Kind.FRACTION, Kind.CODE)
"""Kinds whose lower end is never a bare number."""


def _lower(text: str, low: Quantity, high: Quantity) -> Decimal | None:
    """Give the value of the lower end, with the scale that only the upper end writes (1.5 of 1.5-2 million)."""
    signed = bool(_MONEY_SIGN.match(text, low.start))  # $150-200 million
    if low.value is None or high.value is None or (low.unit and low.unit != high.unit and not signed):
        return None
    if signed and high.unit not in ("", low.unit):
        return None
    if low.kind is not high.kind and (low.kind not in (Kind.COUNT, Kind.YEAR) or high.kind in _NO_RANGE):
        return None
    if high.kind is Kind.TIME and low.kind is Kind.COUNT:
        if low.value > 12:
            return None
        hour = low.value * 100 + (1200 if high.value >= 1300 and low.value < 12 else 0)
        return hour if hour < high.value else low.value * 100
    scale = _scale_in(text, high)
    shared = _scale_in(text, low) == 1 and low.value < 1000 and low.value < high.value / scale
    return low.value * scale if shared else low.value


def _scale_in(text: str, one: Quantity) -> int:
    spelled_out = not text[one.start : one.start + 1].isdigit()
    worth = words.SCALES | words.GROUPS if spelled_out else words.SCALES
    scales = (worth.get(word.casefold(), 1) for word in _LETTERS.findall(text, one.start, one.end))
    return max(scales, default=1)
