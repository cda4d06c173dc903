"""Rules on figures: numbers in words, percentages, money, dates and times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.model import Role
from translator.numbers import Kind, english_quantities
from translator.numbers.values import Number, Quantity
from translator.style.model import Edit, Passage

# --- numbers -----------------------------------------------------------------------------------------------------

_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TIMES = frozenset(("days", "weeks", "months", "years", "hours", "minutes", "decades", "centuries"))
_MEASURES = (
    r"(?:kilo|mega|giga|tera|hecto|deci|centi|milli|micro|nano|pico)?(?:met(?:er|re)s?|grams?|lit(?:er|re)s?|watts?|volts?|amperes?"
    r"|ohms?|hertz|joules?|newtons?|pascals?|bytes?|calories?|teslas?|becquerels?|sieverts?)"
    r"|decibels?|knots?|nautical\smiles?|light-years?|lux|lumens?|diopters?|horsepower|ppm|rpm|mph"
    r"|fen|jiao|mao|pence|dong"
)
"""Money and measures that the reader of numbers does not know, and bare names of SI units."""
_COUNTED = re.compile(
    r"\s(?:[a-z]+-)?[a-z]{3,}|-(?:years?|months?|weeks?|days?|hours?|minutes?|members?|part(?:y|s)?|stages?|floors?|stor(?:e?y|ies)"
    r"|steps?|lanes?|ways?)\b"
)
_NOT_COUNTED = re.compile(
    r"\s(?:to|or|and|of|out|by|in|at|on|for|from|is|are|was|were|has|had|a|an|the|per|with|as|than|vs|versus|wins?|draws?"
    r"|losses|goals?|points?|percent|pct|times|magnitude|degrees?|figures?|more|less|p\.?m|a\.?m|o'clock|o’clock"
    rf"|milliseconds?|mins?|secs?|hrs?|pounds?|dollars?|inch(?:es)?|ounces?|{_MEASURES})\b"
    r"|[\s-](?:years?|months?|weeks?|days?)[\s-](?:old|of age)\b|\s(?:hours?|minutes?),?\s(?:and\s)?\d",
)
_NAMED = re.compile(
    r"(?:\b[A-Z][\w.'’]*|[$€£¥#№/:×*]|\b[xX]|\bNo\.|\b(?:aged?|page|chapter|number|version|level|phase|type|grade|class|group|room|line"
    r"|gate|item|article|(?:sub)?paragraph|(?:sub)?section|under|force|step|stage|figure|table|day|week|route|bus|zone|area|platform|magnitude|to|or|and|between"
    r"|over|plus|minus|score|won|lost|beat)|[\d,–-])\s?$"
)
_ROW_BEFORE = re.compile(r"(?:,|\b(?:and|or))\s$")
_ROW_AFTER = re.compile(r"\s(?:of|out\sof)\b")
_CLAUSE_ENDS = re.compile(r"[.;:!?]\s")
_OPENERS = frozenset(
    (
        "The",
        "These",
        "Those",
        "All",
        "In",
        "At",
        "For",
        "With",
        "About",
        "Some",
        "Only",
        "Over",
        "Nearly",
        "From",
        "Within",
    )
)


def numbers(passage: Passage, _value: str) -> Iterator[Edit]:
    """Write whole numbers under ten that count something in words.

    Dates, measures, money, percentages, ages, scores, ranges, names and numbers in lists stay figures. Where one number
    of a list or of a share (5 of 7) stays a figure, so do the others of its clause.

    Styled:
        words under ten: It has 3 schools and 12 roads in 5 towns. → It has three schools and 12 roads in five towns.
    """
    if passage.role is Role.TABLE_CELL:
        return
    quantities = english_quantities(passage.text)
    counted = [
        one
        for one in quantities
        if _is_counted(passage.text, one) and not _is_listed(passage.text, one, quantities)
    ]
    kept = [one.start for one in quantities if one not in counted and _is_in_row(passage.text, one)]
    for one in counted:
        if not any(_in_one_clause(passage.text, one.start, place) for place in kept):
            digit = passage.text[one.start]
            word = _WORDS[int(digit)]
            yield Edit(
                one.start, one.start + 1, word.capitalize() if _opens(passage.text, one.start) else word
            )


def _is_counted(text: str, one: Quantity) -> bool:
    if not isinstance(one, Number) or one.kind is not Kind.COUNT or one.high is not None:
        return False
    if not re.match(r"[1-9](?![\d.,:%/–])", text[one.start : one.start + 2]):
        return False
    if one.unit and one.unit not in _TIMES:
        return False
    end = one.start + 1
    counted = _COUNTED.match(text, end) and not _NOT_COUNTED.match(text, end)
    return bool(counted) and one.value == int(text[one.start]) and not _is_named(text, one.start)


def _is_named(text: str, start: int) -> bool:
    found = _NAMED.search(text, max(0, start - 25), start)
    return bool(found) and found[0].strip() not in _OPENERS if found else False


def _is_listed(text: str, one: Quantity, others: tuple[Quantity, ...]) -> bool:
    """Return whether the number stands beside figures that are not counted: 3 gold, 12 silver."""
    return any(
        other is not one
        and abs(other.start - one.start) < 25
        and text[other.start : other.start + 2].strip("., ").isdigit()
        and len(text[other.start : other.end]) > 1
        and text[other.start : other.end].isdigit()
        and "," in text[min(one.start, other.start) : max(one.start, other.start)]
        for other in others
    )


def _is_in_row(text: str, one: Quantity) -> bool:
    """Return whether a figure that stays may count the same as others of its clause: 3 gold, *2* silver; *5* of 7."""
    single = isinstance(one, Number) and one.kind is Kind.COUNT and one.high is None
    if not single or not text[one.start : one.end].isdigit() or one.end - one.start > 1:
        return False
    share = _ROW_AFTER.match(text, one.end) and not _is_named(text, one.start)
    return bool(share or _ROW_BEFORE.search(text, 0, one.start))


def _in_one_clause(text: str, one: int, other: int) -> bool:
    return not _CLAUSE_ENDS.search(text, min(one, other), max(one, other))


def _opens(text: str, start: int) -> bool:
    return not re.search(r"\w", text[:start]) or bool(re.search(r"[.!?][”\"’']?\s$", text[:start]))


# --- percentages and money ---------------------------------------------------------------------------------------

_PERCENT = re.compile(r"(?<=\d)(?: ?%| percent\b| per cent\b| pct\b)(?![-–]| ?points?\b|\w)")
_IN_WORDS = re.compile(r"(?<=[a-z] )(?:percent|per cent)\b(?!-)")


def percent(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the share behind a figure as the house does; cells of tables keep their signs.

    Styled:
        percent: Sales rose by 30%. → Sales rose by 30 percent.
        per cent: Sales rose by 30 percent. → Sales rose by 30 per cent.
        sign: Sales rose by 30 percent. → Sales rose by 30%.
    """
    if passage.role is Role.TABLE_CELL:
        return
    wanted = "%" if value == "sign" else f" {value}"
    for found in _PERCENT.finditer(passage.text):
        if found[0] != wanted and not re.search(r"%\s?[-–~]\s?[\d.]+$", passage.text[: found.start()]):
            yield Edit(*found.span(), wanted)
    if value != "sign":
        for found in _IN_WORDS.finditer(passage.text):
            if found[0] != value:
                yield Edit(*found.span(), value)


_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?: (?:hundred|thousand|million|billion|trillion)){0,2}"
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?:RMB|CNY|(?<![A-Z])[¥￥]) ?(?P<after>{_AMOUNT})(?![\w-]| ?(?:yuan|RMB)\b)"
    rf"|(?P<before>{_AMOUNT}) (?:RMB yuan|yuan RMB|yuan \(RMB\)|RMB|CNY|renminbi|yuan)\b(?!-))"
)


def money(passage: Passage, value: str) -> Iterator[Edit]:
    """Write amounts of Chinese money as the house does; ¥ where the text has yen stays.

    Styled:
        yuan: It cost RMB 5 billion. → It cost 5 billion yuan.
        RMB: It cost 5 billion yuan. → It cost RMB 5 billion.
        sign: It cost RMB 5 billion. → It cost ¥5 billion.
    """
    text = passage.text
    is_japanese = bool(re.search(r"\b(?:yen|Japan|Japanese|JPY)\b", text))
    for found in _MONEY.finditer(text):
        amount = found["after"] or found["before"]
        wanted = {"yuan": f"{amount} yuan", "RMB": f"RMB {amount}", "sign": f"¥{amount}"}[value]
        in_range = re.search(r"\d(?: (?:million|billion))? ?(?:to|or|and|[-–])\s?$", text[: found.start()])
        if found[0] != wanted and not in_range and not (is_japanese and found[0][0] in "¥￥"):
            yield Edit(*found.span(), wanted)


# --- dates and times ---------------------------------------------------------------------------------------------

_FULL = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_NUMBER_OF = {name.casefold(): at for at, name in enumerate(_FULL)} | {
    name: at
    for at, full in enumerate(_FULL)
    for name in {full[:3].casefold(), full[: 4 if full == "September" else 3].casefold()}
}
_MONTH = rf"(?:{'|'.join(_FULL)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAYS = rf"{_DAY}(?:[-–]{_DAY})?"
_MORE_DAYS = r"(?! ?(?:,|and|to|or|[-–&]) ?\d{1,2}(?:st|nd|rd|th)?\b(?! [A-Z]))"
_AMERICAN = re.compile(
    rf"\b({_MONTH}) ({_DAYS})(?:st|nd|rd|th)?\b(?![:%]|[.,]\d){_MORE_DAYS}(?:,? (\d{{4}})\b)?"
)
_BRITISH = re.compile(
    rf"(?<![\d,.:/-])(?<!\d to )(?<!\d or )(?<!\d and )(?<!\bthe )\b({_DAYS})(?:st|nd|rd|th)?(?: of)? ({_MONTH})"
    r"(?:,? (\d{4})\b)?(?! \d|\w)"
)


def dates(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the month and the day in the order of the house; lists of days stay.

    Styled:
        day first: It opened on May 8, 2023, and closed on June 3. → It opened on 8 May 2023, and closed on 3 June.
        month first: It opened on 8 May 2023 and closed on 3rd June. → It opened on May 8, 2023, and closed on June 3.
    """
    text = passage.text
    if value == "day first":
        for found in _AMERICAN.finditer(text):
            month, days, year = found.groups()
            if not _is_name(text, found):
                yield Edit(*found.span(), f"{days} {month}" + (f" {year}" if year else ""))
        return
    for found in _BRITISH.finditer(text):
        days, month, year = found.groups()
        runs_on = year and re.match(r" [a-z]", text[found.end() :])
        yield Edit(
            *found.span(), f"{month} {days}" + (f", {year}" if year else "") + ("," if runs_on else "")
        )


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Return whether the date may be part of a name: the May 1 Labor Medal."""
    return not found[3] and bool(re.match(r" [A-Z]", text[found.end() :]))


def months(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the month of a date with its day as the house does: in full, or shortened where it is long.

    Styled:
        full: It opened on Oct. 1 and closed on 3 Sept. 2024. → It opened on October 1 and closed on 3 September 2024.
        short: It opened on October 1 and closed on April 3. → It opened on Oct. 1 and closed on April 3.
    """
    names = _FULL if value == "full" else _SHORT
    for found in re.finditer(
        rf"(?<=\d )({_MONTH})(?= \d{{4}}|[\s,.;)]|$)|\b({_MONTH})(?= {_DAY}\b)", passage.text
    ):
        date = _AMERICAN.match(passage.text, found.start())
        if date and _is_name(passage.text, date):
            continue
        name = found[0].rstrip(".")
        wanted = names[_NUMBER_OF[name.casefold()]]
        ends = found[0].endswith(".") and not passage.text[found.end() :].strip()
        if found[0] != wanted:
            yield Edit(*found.span(), wanted + ("." if ends and not wanted.endswith(".") else ""))


_HOURS = re.compile(r"(?<=\d)(?P<gap> ?)(?P<half>[ap])(?P<points>\.m\.|m)(?!\w)", re.IGNORECASE)


def times(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the half of the day behind a time as the house does.

    Styled:
        8 p.m.: It starts at 8pm today. → It starts at 8 p.m. today.
        8pm: It starts at 8 p.m. today and ends at 10 p.m. → It starts at 8pm today and ends at 10pm.
    """
    for found in _HOURS.finditer(passage.text):
        rest = passage.text[found.end() :]
        half = found["half"].lower()
        if value == "8pm":
            ends = found["points"].endswith(".") and (
                not rest.strip("”\"’' ") or re.match(_NEW_SENTENCE, rest)
            )
            wanted = f"{half}m{'.' if ends else ''}"
        else:
            wanted = f" {half}.m." if not rest.startswith(".") else f" {half}.m"
        if found[0] != wanted:
            yield Edit(*found.span(), wanted)


_NEW_SENTENCE = (
    r"[”\"]? (?:The|It|He|She|They|We|In|On|At|But|And|This|That|After|A|An|As|For|With|According|From)\b"
)
