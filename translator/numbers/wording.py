"""Amounts of Chinese with their English wording: hedge, figure, unit and what is counted (``data/wording.toml``).

An amount is worded where its English can stand in the sentence whatever the rest says. Ordinals, codes, set phrases and
short quoted names (“5+12+N”) are left in Chinese; so are small numbers in characters, which no engine gets wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from translator.numbers.chinese import chinese_quantities, words
from translator.numbers.chinese.numerals import plain
from translator.numbers.rendering import of_steps, render
from translator.numbers.units import BY_NAME, any_of
from translator.numbers.values import Date, Duration, Kind, Number, Quantity, Time
from translator.text.tables import table


@dataclass(frozen=True, slots=True)
class Amount:
    """The Chinese at ``[start, end)``, with its hedge and counter, and the English for it: *more than 600 yuan*."""

    start: int
    end: int
    english: str
    kind: Kind = Kind.COUNT


class _Counted(NamedTuple):
    """A measure word with an English noun: not before some characters, nor behind a noun that names the same."""

    english: str
    not_before: str
    named_by: tuple[str, ...]
    not_of: tuple[str, ...]
    """Words of a clause that name something else: 企业 is no household."""


class Wording(NamedTuple):
    """The English of a quantity, its hedge apart, and the Chinese ``[start, end)`` that it stands for."""

    start: int
    end: int
    figure: str
    hedge: str = ""

    @property
    def english(self) -> str:
        """Return hedge and figure."""
        return f"{self.hedge} {self.figure}".lstrip()


_TABLE = table("translator.numbers", "data/wording.toml")
_BEFORE = {word: english for english, row in _TABLE["before"].items() for word in row.split()}
_AFTER = {word: english for english, row in _TABLE["after"].items() for word in row.split()}
_NOT_AFTER: dict[str, str] = _TABLE["not_after"]
_NOT_BEFORE: dict[str, str] = _TABLE["not_before"]
_BARE: dict[str, str] = _TABLE["bare"]
_COUNTED = {
    word: _Counted(
        row["english"],
        row.get("not_before", ""),
        tuple(row.get("named_by", "").split()),
        tuple(row.get("not_of", "").split()),
    )
    for word, row in _TABLE["counted"].items()
}
COUNTERS = frozenset((*_BARE, *_COUNTED)) - {"个"}
"""Measure words that count things; 个 also counts days and trillions."""
_HEDGE_BEFORE = re.compile(f"(?:{any_of(list(_BEFORE))})$")
_HEDGE_AFTER = re.compile(any_of(list(_AFTER)))
_INSIDE = re.compile("[多余来]")
_LONGEST_HEDGE = max(map(len, _BEFORE))
_LONGEST_NOUN = max(len(noun) for row in _COUNTED.values() for noun in row.named_by)
_OF_TIME = {"": "", "about": "about", "nearly": "nearly", "less than": "before", "more than": "after"}
_OF_AGE = {"less than": "under", "more than": "over", "at least": "at least", "no more than": "no older than"}
_FEWER = {"less than": "fewer than", "no less than": "no fewer than"}
_QUOTED = re.compile("“[^“”]{1,12}”|‘[^‘’]{1,12}’|「[^「」]{1,12}」|《[^《》]{1,40}》")
_FIRST_OF_SEVERAL = re.compile(r"[\d一二三四五六七八九十百千万亿](?P<link>、|-|~{1,2})$")
_JOINED = frozenset("+×*=/")
_SCALES_ALONE = re.compile("[百千万亿]+")
_HAN_NUMERAL = re.compile("[零〇一二三四五六七八九十百千两廿]+")
_DAY_PART = re.compile(
    "(?:上午|下午|早上|早晨|清晨|凌晨|傍晚|晚上|深夜|夜间|夜里|午后|中午|(?<![今昨当明每最])[早晚])$"
)
_LUNAR = re.compile("(?:农历|阴历|旧历|夏历)$")
_LIKE_TENS = re.compile("[十百千万亿]")
_LEAST_FIGURE = 1000
"""A counter that is not known to English stays; before it only a large figure is worth an English form."""


@lru_cache(maxsize=1024)
def amounts(source: str) -> tuple[Amount, ...]:
    """Return the amounts of a Chinese text for which there is good English, in order and not overlapping.

    What is counted belongs to an amount where the measure word alone says it (户 households, 标箱 TEUs); otherwise the
    English is the figure: of 11支小分队 *11* stands for 11支. Offsets are those of ``source``.
    """
    quantities = chinese_quantities(source)
    if not quantities:
        return ()
    text = plain(source)
    names = [match.span() for match in _QUOTED.finditer(text)]
    found: list[Amount] = []
    for one in quantities:
        if _in_name(text, one, names):
            continue
        said = wording(text, one, found[-1].end if found else 0)
        if said is None or _is_rest(text, said, found):
            continue
        worded = Amount(said.start, said.end, said.english, one.kind)
        if (
            found
            and found[-1].kind is Kind.YEAR
            and one.kind is Kind.ORDINAL
            and found[-1].end == worded.start
        ):
            year = found.pop()  # 2025年一季度
            worded = replace(worded, start=year.start, english=f"{worded.english} of {year.english}")
        found.append(worded)
    return tuple(found)


def _is_rest(text: str, said: Wording, found: list[Amount]) -> bool:
    """Return whether an amount is the rest of a list or range whose first number stays: 二十三、二十四条."""
    first = _FIRST_OF_SEVERAL.search(text[max(0, said.start - 3) : said.start])
    return first is not None and not (found and found[-1].end == said.start - len(first["link"]))


def _in_name(text: str, one: Quantity, names: list[tuple[int, int]]) -> bool:
    """Return whether the quantity is part of a short quoted name or of a formula such as 3+X."""
    beside = text[max(0, one.start - 1) : one.start] + text[one.end : one.end + 1]
    return bool(_JOINED.intersection(beside)) or any(start < one.start < end for start, end in names)


def wording(text: str, one: Quantity, floor: int = 0) -> Wording | None:
    """Return the English for a quantity of a plain text, ``None`` if it depends on what the text does not say.

    The Chinese of the amount begins at ``floor`` or behind it.
    """
    place = _place(text, one, floor)
    if place is None:
        return None
    start, end, hedge = _hedge(text, one, place, floor)
    if isinstance(one, Time):
        part = _DAY_PART.search(text[max(floor, start - 3) : start]) if start < place.start else None
        said = _OF_TIME.get(hedge)
        start -= len(part[0]) if part else 0
        return None if said is None else Wording(start, end, place.figure, said)
    if hedge and isinstance(one, Number) and one.value and one.value < 0 and one.high is None:
        return Wording(start, end, f"{render(replace(one, value=-one.value))} below zero", hedge)
    if isinstance(one, Number) and one.unit == "岁":
        hedge = _OF_AGE.get(hedge, "")
        if not hedge and not one.steps:
            return None
    if isinstance(one, Number) and one.kind is Kind.COUNT and one.unit not in BY_NAME:
        hedge = _FEWER.get(hedge, hedge)
    return Wording(start, end, place.figure, hedge)


# --- hedges --------------------------------------------------------------------------------------------------


def _hedge(text: str, one: Quantity, place: Wording, floor: int) -> tuple[int, int, str]:
    """Return where an amount begins and ends with its hedges, and the English of the hedge, empty for none."""
    start, end = place.start, place.end
    if not isinstance(one, Number | Time) or one.kind in _UNHEDGED or "折" in text[start:end]:
        return start, end, ""
    said = []
    if before := _hedge_before(text, one, start, floor):
        start -= len(before)
        said.append(_BEFORE.get(before, "more than"))
    if after := _hedge_after(text, one, end):
        end += len(after)
        said.append(_AFTER[after])
    if isinstance(one, Number) and (inside := _INSIDE.search(text, one.start, one.end)):
        said.append("about" if inside[0] == "来" else "more than")
    return start, end, said[0] if said else ""


_UNHEDGED = frozenset((Kind.ORDINAL, Kind.YEAR, Kind.MONTH, Kind.DECADE, Kind.WEEKDAY))


def _hedge_before(text: str, one: Quantity, start: int, floor: int) -> str:
    if text[start - 1 : start] in ("上", "过") and start > floor and _is_bare_scale(text, one):
        return text[start - 1]  # 上百家
    match = _HEDGE_BEFORE.search(text[max(floor, start - _LONGEST_HEDGE) : start])
    if match is None:
        return ""
    before = text[max(0, start - len(match[0]) - 1) : start - len(match[0])]
    if before and before in _NOT_AFTER.get(match[0], ""):
        return ""
    # 近三年 is the past three years as often as nearly three.
    return "" if match[0] == "近" and _dimension(one) in _TIMES else match[0]


def _hedge_after(text: str, one: Quantity, end: int) -> str:
    match = _HEDGE_AFTER.match(text, end)
    if match is None:
        return ""
    following = text[match.end() : match.end() + 1]
    if following and following in _NOT_BEFORE.get(match[0], ""):
        return ""
    if match[0] == "内" and _dimension(one) not in (*_TIMES, "length"):
        return ""
    return match[0]


_TIMES = ("duration", "months")


def _dimension(one: Quantity) -> str:
    return BY_NAME[one.unit].dimension if isinstance(one, Number) and one.unit in BY_NAME else ""


def _is_bare_scale(text: str, one: Quantity) -> bool:
    """Return whether the numeral is a scale without a digit: 百, 万, 百亿."""
    match = _SCALES_ALONE.match(text, one.start)
    return match is not None and not text[match.end() : match.end() + 1].isdecimal()


# --- figures with what they count ----------------------------------------------------------------------------


def _place(text: str, one: Quantity, floor: int) -> Wording | None:
    match one:
        case Date():
            return _of_calendar(text, one)
        case Time():
            return _of_clock(text, one, floor)
        case Duration():
            return Wording(one.start, one.end, _in_words(one))
        case Number(value=Decimal()):
            return _READ[one.kind](text, one)
    return None


def _counted(text: str, one: Number) -> Wording | None:
    """Return the wording of a count: 450亿斤, 7.2万单, 11支, 3.2万."""
    if (_is_bare_scale(text, one) and not one.approximate) or "几" in text[one.start : one.end]:
        return None  # 百强县, 万亿级; 20几万
    if one.unit in BY_NAME or one.unit == "折":
        return _of_unit(text, one)
    if one.value == 1 and one.high is None:
        return None
    if not one.unit:
        return _uncounted(text, one)
    if (one.high or one.value or 0) < 10 and _HAN_NUMERAL.match(text, one.start):
        return None
    return _with_counter(text, one)


def _of_unit(text: str, one: Number) -> Wording | None:
    alone = text.startswith("一", one.start) and one.value == 1  # 一年一度
    graded = one.unit == "years" and _NO_DATE.match(text, one.end)  # 三年级
    said = of_steps(one) if _dimension(one) in _TIMES else ""
    return None if alone or graded else Wording(one.start, one.end, said or render(one))


def _with_counter(text: str, one: Number) -> Wording | None:
    figure, following = render(replace(one, unit="")), text[one.end : one.end + 1]
    counted = _COUNTED.get(one.unit)
    others = counted.not_before if counted else _BARE.get(one.unit)
    if one.unit == "岁":
        return Wording(one.start, one.end, of_steps(one) or figure)
    if others is None or (following and following in others):
        end = one.end - len(one.unit)
        large = (one.value or 0) >= _LEAST_FIGURE and text.startswith(one.unit, end)
        return Wording(one.start, end, figure) if large else None
    if counted is None or _is_named(text, one, counted.named_by) or _is_of(text, one, counted.not_of):
        return Wording(one.start, one.end, figure)
    return Wording(one.start, one.end, f"{figure} {counted.english}")


def _is_named(text: str, one: Number, nouns: tuple[str, ...]) -> bool:
    """Return whether a noun that names what is counted stands before the amount: 订单7.2万单."""
    before = text[max(0, one.start - _LONGEST_NOUN - _LONGEST_HEDGE) : one.start]
    return _HEDGE_BEFORE.sub("", before).removesuffix("达").endswith(nouns)


def _is_of(text: str, one: Number, nouns: tuple[str, ...]) -> bool:
    """Return whether a noun stands before the amount in its clause, or right behind: 企业增至4.6万户, 120户企业."""
    before = _CLAUSE_BEFORE.search(text, max(0, one.start - _LONGEST_CLAUSE), one.start)
    behind = _CLAUSE.match(text, one.end, one.end + _LONGEST_NOUN_BEHIND)
    clause = "|".join(part[0] for part in (before, behind) if part)
    return any(noun in clause for noun in nouns)


_CLAUSE_BEFORE = re.compile("[^，,。；;！？]*$")
_CLAUSE = re.compile("[^，,。；;！？]*")
_LONGEST_CLAUSE = 40
_LONGEST_NOUN_BEHIND = 5


def _uncounted(text: str, one: Number) -> Wording | None:
    """Return the wording of a bare number that cannot be a name or a part of a word: 3.2万, 近2000; not 12345热线."""
    following = text[one.end : one.end + 1]
    written = text[one.start : one.end]
    in_figures = written[:1].isdecimal()
    scaled = bool(_LIKE_TENS.search(written)) and (in_figures or (one.value or 0) >= 100)
    if (following.isascii() and following.isalnum()) or not (scaled or one.approximate):
        return None
    return Wording(one.start, one.end, render(one))


def _as_rendered(text: str, one: Number) -> Wording | None:
    return None if "/" in text[one.start : one.end] else Wording(one.start, one.end, render(one))


def _multiple(text: str, one: Number) -> Wording | None:
    value = one.value or Decimal(0)
    if text.startswith("翻", one.start):
        english = _TIMES_AS_MUCH.get(int(value), f"increased {value}-fold")
        return Wording(one.start, one.end, english)
    return Wording(one.start, one.end, render(one)) if value > 1 else None


_TIMES_AS_MUCH = {2: "doubled", 3: "tripled", 4: "quadrupled"}


# --- dates and times -----------------------------------------------------------------------------------------


def _of_calendar(text: str, one: Date | Number) -> Wording | None:
    """Return the wording of a year, month or day, with 底, 初 or 旬 behind it: the end of May, mid-2025."""
    if _LUNAR.search(text[max(0, one.start - 2) : one.start]) or _NO_DATE.match(text, one.end):
        return None
    if one.kind is Kind.YEAR and text[one.end - 1].isdecimal():
        return None  # 2024国际啤酒节: the figures stay as they are
    start = one.start
    era = _ERA.search(text[max(0, start - words.LONGEST_REIGN) : start])
    if one.kind is Kind.YEAR and era and (era[0] not in words.REIGNS or not text[start].isdecimal()):
        start -= len(era[0])
        if era[0].endswith("前"):
            rough = isinstance(one, Number) and one.approximate  # 公元前三百多年
            return None if rough else Wording(start, one.end, f"{render(one)} BC")
    part = None if isinstance(one, Date) and one.day else _PART.match(text, one.end)
    if part is None:
        return Wording(start, one.end, render(one))
    return Wording(start, part.end(), _PARTS[part[0]].format(render(one)))


_PARTS: dict[str, str] = {word: english for english, row in _TABLE["parts"].items() for word in row.split()}
_PART = re.compile(any_of(list(_PARTS)))
_NO_DATE = re.compile("[度级版货款]|中下旬|上中旬")
_ERA = re.compile(f"(?:{'|'.join(words.REIGNS)}|{words.ERA})$")


def _decade(text: str, one: Number) -> Wording | None:
    """Return *the 1980s* for 上世纪80年代 and 80年代; 80后 and 20年代 depend on what is meant."""
    value = one.value or Decimal(0)
    if not text.startswith("年代", one.end - 2) or one.high is not None or value < 30:
        return None
    return Wording(one.start, one.end, f"the {int(value) + (1900 if value < 100 else 0)}s")


def _ordinal(text: str, one: Number) -> Wording | None:
    """Return *the 21st century*, *the first quarter* and *the first three quarters*; other ordinals stay."""
    if one.high is not None or one.unit not in ("世纪", "季度"):
        return None
    rank = render(one)
    if one.unit == "世纪":
        return Wording(one.start, one.end, f"the {rank} century")
    if text[max(0, one.start - 1) : one.start] == "前":
        return Wording(one.start - 1, one.end, f"the first {render(replace(one, kind=Kind.COUNT))} quarters")
    return Wording(one.start, one.end, f"the {rank} quarter")


def _weekday(text: str, one: Number) -> Wording | None:
    """Return *Wednesday* for 星期三 and *last Wednesday* for 上周三."""
    near = _WEEKS.get(text[max(0, one.start - 1) : one.start])
    english = render(one)
    return (
        Wording(one.start - 1, one.end, f"{near} {english}") if near else Wording(one.start, one.end, english)
    )


_WEEKS = {"上": "last", "下": "next", "本": "this", "这": "this", "每": "every"}


def _of_clock(text: str, one: Time, floor: int) -> Wording | None:
    """Return the wording of a time of day, with the part of the day before it; 3点 may be either half."""
    part = _DAY_PART.search(text[max(floor, one.start - 3) : one.start])
    written = text[one.start : one.end]
    if part is None and ("时" not in written and one.hour <= 12):
        return None
    return Wording(one.start - len(part[0]) if part else one.start, one.end, render(one))


def _in_words(time: Duration) -> str:
    """Return a measured time in words, or as a clock shows it where it has hundredths: 1:08.37."""
    if time.seconds % 1:
        return render(time)
    parts = ((time.hours, "hours"), (time.minutes, "minutes"), (int(time.seconds), "seconds"))
    said = [render(Number(start=0, end=1, value=Decimal(value), unit=unit)) for value, unit in parts if value]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:]))) or render(time)


_READ = {
    Kind.COUNT: _counted,
    Kind.PERCENT: _as_rendered,
    Kind.POINTS: _as_rendered,
    Kind.FRACTION: _as_rendered,
    Kind.MULTIPLE: _multiple,
    Kind.YEAR: _of_calendar,
    Kind.MONTH: _of_calendar,
    Kind.DECADE: _decade,
    Kind.WEEKDAY: _weekday,
    Kind.ORDINAL: _ordinal,
}
