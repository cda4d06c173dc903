"""Comparison of the numbers of a Chinese text with those of its English, by value.

Precision comes first: what English may rightly leave out or add (一个, *two* sides, *half*) raises no alarm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from translator.numbers.chinese import chinese_quantities
from translator.numbers.chinese.numerals import DIGITS, plain, value_of
from translator.numbers.chinese.numerals import digits_of as digits_in_row
from translator.numbers.dialled import dialled
from translator.numbers.directions import contradicted
from translator.numbers.english import english_quantities
from translator.numbers.keys import Key, also_accepted, keys_of, of_calendar, strict
from translator.numbers.per_unit import of_other_units
from translator.numbers.repair import mismatch, not_in_chinese
from translator.numbers.tolerance import (
    Tolerance,
    digits_of,
    equivalent,
    measure_of,
    other_measure,
    round_figure,
)
from translator.numbers.units import BY_NAME
from translator.numbers.values import Date, Duration, Kind, Mismatch, Number, Quantity, Ratio, Time

_ANY_NUMERAL = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两廿卅]+|[①-⑳]")
_HALVES = {"世纪": 50, "世紀": 50, "小时": 30, "小時": 30, "钟头": 30, "鐘頭": 30, "月": 15, "天": 12}
_HALF_OF = re.compile(f"半[个個]?多?({'|'.join(_HALVES)})")
"""半小时 is 30 minutes, 半个世纪 50 years."""
_WORDS: dict[str, int | str] = {
    "一刻钟": 15,
    "三刻钟": 45,
    "旬": 10,
    "腊月": 12,
    "吨半": "1.5",
    "斤半": "1.5",
    "亩半": "1.5",
    "年半": "1.5",
    "临界点": 50,
    "荣枯线": 50,
    "枯荣线": 50,
    "弱冠": 20,
    "而立之": 30,
    "不惑": 40,
    "知天命": 50,
    "花甲": 60,
    "古稀": 70,
    "耄耋": 80,
    "期颐": 100,
}
"""Words with a value that no numeral in them says."""
_INDEX = re.compile("PMI|指数|荣枯|枯荣")
"""What says that a percentage may be an index, which English has without a sign: PMI 50.8%."""
_INDEX_RANGE = 30
"""How far from 50, where nothing changes, such an index may be."""
_ROUND = re.compile("1/([0-9]{1,2})决赛|([一二三四六八十]{1,4})分之一决赛")
"""A round of so many matches, which English names by its teams: 1/8决赛 is the round of 16."""
_IN = re.compile(r"\s(?:[a-z]+\s){0,2}(?:in|out\sof|of)\s(?:every\s)?", re.IGNORECASE)
_COLON = re.compile("[:：∶]")
_COLD = re.compile(r"minus|negative|below|sub-?zero|freez|frost|(?<!\w)[-−–‑]\s?\d", re.IGNORECASE)
_LINK = re.compile(r"\s?(?:,|[-–—]|,?\s?(?:to|and|or)\b)\s?")
_OFF = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d)?)(?:\s?%|[\s-]per\s?cent)[\s-](?:off|discount|reduction)\b", re.IGNORECASE
)
"""What an English price is less, in percent."""
_LAST_REIGN = 1950
_MOST_PAIRS = 100
"""How many numbers of the other text one number is compared with in search of a rounded or converted one."""

_Keyed = tuple[Quantity, list[frozenset[Key]]]


@lru_cache(maxsize=1024)
def compare(source: str, target: str) -> tuple[Mismatch, ...]:
    """Return the numbers of the Chinese that its English does not contain, and those that only the English has.

    Values count, not their form: 90亿元 is *9 billion yuan* and *9,000 million yuan*. Other units of the same dimension
    are converted (亩 to hectares); money in another currency is not compared. A value that stands several times in one
    text need not do so in the other.
    """
    wrong, chinese, english = dialled(source, target, chinese_quantities(source), english_quantities(target))
    if not chinese and not english:
        return tuple(wrong)
    turned = contradicted(source, target, chinese, english)
    per_unit = of_other_units(source, target, chinese, english)
    return (*wrong, *turned, *per_unit, *_compared(source, target, chinese, english))


def _compared(
    source: str, target: str, chinese: tuple[Quantity, ...], english: tuple[Quantity, ...]
) -> tuple[Mismatch, ...]:
    texts = _Texts(source, target, chinese, english)
    missing, extra = texts.missing(), texts.extra()
    if not missing and not extra:
        return ()
    judge = Tolerance(source, target, chinese)
    lost = [
        one
        for one in missing
        if judge.expects(one) or (not judge.as_one_unit(one) and _has_another(one, extra, target))
    ]
    meant = _paired(lost, extra, judge, len(target) / max(len(source), 1))
    found = [
        mismatch(source, target, one, meant.get(place))
        for place, one in enumerate(lost)
        if place in meant or not judge.relative(one)
    ]
    extra = [one for one in extra if one not in meant.values()]
    found += [not_in_chinese(target, one) for one in extra if judge.doubts(one)]
    return tuple(found)


def figures(source: str) -> int:
    """Return how many quantities with a value the Chinese has."""
    return sum(_has_value(one) for one in chinese_quantities(source))


def held(source: str, target: str) -> tuple[int, int]:
    """Return how many of the quantities of the Chinese stand in the English by value, and how many there are."""
    there = figures(source)
    wrong = sum(bool(found.chinese) for found in compare(source, target)) if target else there
    return max(there - wrong, 0), there


def _has_value(one: Quantity) -> bool:
    return not isinstance(one, Number) or one.value is not None


def _has_another(one: Quantity, extra: list[Quantity], target: str) -> bool:
    """Return whether English has another number in the place of 第二名, 三年 or 一季度, which it may leave out."""
    if not isinstance(one, Number) or not one.unit or not one.value:
        return False
    others = [other for other in extra if isinstance(other, Number) and other.value]
    if one.unit == "季度":
        return any(_counts_quarters(other, target) for other in others)
    if one.value <= 1:
        return False
    if one.kind is Kind.ORDINAL:
        return any(other.kind is Kind.ORDINAL and (other.value or 0) > 1 for other in others)
    measured = one.kind is Kind.COUNT and one.unit in BY_NAME
    return measured and any(other.kind is Kind.COUNT and _same_sort(one, other) for other in others)


def _same_sort(one: Number, other: Number) -> bool:
    """Return whether two amounts are of one unit, or are the same number of units of one dimension."""
    if other.unit == one.unit:
        return True
    sorts = {BY_NAME[unit].dimension if unit in BY_NAME else unit for unit in (one.unit, other.unit)}
    return one.value == other.value and (len(sorts) == 1 or sorts <= {"duration", "months"})


def _counts_quarters(one: Number, target: str) -> bool:
    """Return whether an English number is that of a quarter of the year, or counts several."""
    if one.kind is Kind.ORDINAL:
        return target.startswith(" quarter", one.end)
    return one.kind is Kind.COUNT and one.unit == "quarters"


# --- what the texts contain of one another -------------------------------------------------------------------


class _Texts:
    """The quantities of both texts, each with its sets of keys."""

    def __init__(
        self, source: str, target: str, chinese: tuple[Quantity, ...], english: tuple[Quantity, ...]
    ) -> None:
        self._source, self._target = source, target
        indexes = bool(_INDEX.search(source))
        more = [also_accepted(one) | (_as_index(one) if indexes else set()) for one in chinese]
        self._chinese = [
            (one, [keys | also for keys in keys_of(one)]) for one, also in zip(chinese, more, strict=True)
        ]
        shares = any(one.kind is Kind.PERCENT for one in english)
        rates = _rates(target, english)
        self._english = [
            (one, [keys | rates.get(one, set()) for keys in (_with_share(one) if shares else keys_of(one))])
            for one in english
        ]

    def missing(self) -> list[Quantity]:
        """Return the Chinese quantities that the English does not contain."""
        offered = _Pool(self._english)
        lost = [one for one, sets in self._chinese if not offered.holds(one, sets) or self._is_turned(one)]
        lost = [one for one in lost if not (self._is_score(one, offered) or _in_steps(one, offered))]
        if any(isinstance(one, Number) and one.value is None for one, _ in self._english):
            lost = [one for one in lost if not round_figure(one)]
        known = _Pool(self._chinese)
        others = [(other, known.holds(other, sets)) for other, sets in self._english[:_MOST_PAIRS]]
        # Dollars that the Chinese has as dollars do not stand for its yuan.
        return [
            one
            for one in lost
            if not any(
                equivalent(one, other) and not (held and measure_of(one) != measure_of(other))
                for other, held in others
            )
        ]

    def _is_turned(self, one: Quantity) -> bool:
        """Return whether the English has the figure the wrong way round: 零下5度 as 5 C, 八折 as *80 percent off*."""
        if not isinstance(one, Number) or one.value is None or one.high is not None:
            return False
        if one.value < 0 and one.unit.startswith("degrees"):
            return not self._is_cold(abs(one.value))
        if one.unit != "折" or one.value == 5:
            return False
        paid = one.value * (10 if one.value < 10 else 1)
        return any(Decimal(off[1]) == paid for off in _OFF.finditer(self._target))

    def _is_cold(self, degrees: Decimal) -> bool:
        """Return whether the English has a number of degrees below zero, by its sign or by a word beside it.

        Beside a number are the words from the temperature before it to the one behind it; the temperatures of a list
        or a range share theirs: *between 10 and 5 degrees below zero*.
        """
        numbers = [one for one, _ in self._english if isinstance(one, Number)]
        marks = [one for one in numbers if one.unit.startswith("degrees") or (one.value or 0) < 0]
        same = [one for one in numbers if degrees in (abs(one.value or 0), abs(one.high or 0))]
        groups = _listed(self._target, sorted({*marks, *same}, key=lambda one: one.start))
        for place, group in enumerate(groups):
            if any(one in same for one in group):
                start = groups[place - 1][-1].end if place else 0
                end = groups[place + 1][0].start if place + 1 < len(groups) else len(self._target)
                if _COLD.search(self._target, start, end):
                    return True
        return not same

    def _is_score(self, one: Quantity, offered: _Pool) -> bool:
        """Return whether what looks like a time of day is the score 21:18, which English writes as 21-18."""
        if not isinstance(one, Time) or not _COLON.search(self._source, one.start, one.end):
            return False
        return all(("n", Decimal(number)) in offered.every for number in (one.hour, one.minute))

    def extra(self) -> list[Quantity]:
        """Return the English quantities that the Chinese does not contain."""
        known = _Pool(self._chinese)
        # A month or year that English adds to a day is no new figure: 18日 is Nov. 18.
        new = [(one, sets[-1:] if isinstance(one, Date) else sets) for one, sets in self._english]
        new = [(one, sets) for one, sets in new if not known.holds(one, sets)]
        if not new:
            return []
        if any(one.kind is Kind.YEAR and not _has_value(one) for one, _ in self._chinese):
            new = [(one, sets) for one, sets in new if not _may_be_old_year(one)]
        values = known.every | _values_in(self._source)
        others = [one for one, _ in self._chinese[:_MOST_PAIRS]]
        return [
            one
            for one, sets in new
            # A value that the Chinese has in another measure is new, one that some numeral may stand for is not.
            if (all(keys & known.every for keys in sets) or not all(keys & values for keys in sets))
            and not any(equivalent(other, one) for other in others)
        ]


def _may_be_old_year(one: Quantity) -> bool:
    """Return whether an English number may be the Western year of 唐上元二年, which only a table of reigns tells."""
    if not isinstance(one, Number) or one.unit or one.kind not in (Kind.COUNT, Kind.YEAR):
        return False
    return 100 <= (one.value or 0) < _LAST_REIGN


def _listed(text: str, numbers: list[Number]) -> list[list[Number]]:
    """Return the numbers in groups of those that only a comma, a dash, *to*, *and* or *or* parts."""
    groups: list[list[Number]] = []
    for one in numbers:
        if groups and _LINK.fullmatch(text, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


class _Pool:
    """Keys of one text's quantities by their measure: a number of a unit is not looked for under another one.

    The month and day of a date are looked for among those of other dates, and among bare numbers.
    """

    def __init__(self, side: list[_Keyed]) -> None:
        by_measure: dict[str, set[Key]] = {}
        for_dates: set[Key] = set()
        for one, sets in side:
            by_measure.setdefault(measure_of(one), set()).update(*sets)
            for_dates.update(*(strict(one, keys) for keys in sets))
        self._by_measure = by_measure
        self._for_dates = frozenset(for_dates)
        self._fitting: dict[str, frozenset[Key]] = {}
        self.every = frozenset().union(*by_measure.values())

    def holds(self, one: Quantity, sets: list[frozenset[Key]]) -> bool:
        """Return whether a quantity of the other text is in this one."""
        if of_calendar(one):
            return all(keys & self._for_dates for keys in sets)
        mine = measure_of(one)
        if mine not in self._fitting:
            fitting = (keys for measure, keys in self._by_measure.items() if not other_measure(mine, measure))
            self._fitting[mine] = frozenset().union(*fitting)
        return all(keys & self._fitting[mine] for keys in sets)


def _in_steps(one: Quantity, offered: _Pool) -> bool:
    """Return whether the English has 十二年六个月 as its parts: 12 years and six months."""
    steps = one.steps if isinstance(one, Number) else ()
    return bool(steps) and all(offered.holds(step, keys_of(step)) for step in steps)


def _rates(text: str, english: Sequence[Quantity]) -> dict[Quantity, set[Key]]:
    """Return the ratio of two numbers as a further key of both: *one in five*, *nine out of 10*."""
    rates: dict[Quantity, set[Key]] = {}
    for one, other in pairwise(english):
        if not _IN.fullmatch(text, one.end, other.start):
            continue
        match one, other:
            case (
                Number(value=Decimal() as few, kind=Kind.COUNT, unit="", high=None),
                Number(value=Decimal() as many, kind=Kind.COUNT, unit="", high=None),
            ) if 0 < few < many:
                rates[one] = rates[other] = {("r", few / many)}
    return rates


def _as_index(one: Quantity) -> set[Key]:
    """Return the key of a percentage about 50 as a bare number: PMI 50.8%."""
    share = one.value if isinstance(one, Number) and one.kind is Kind.PERCENT else None
    return {("n", share)} if share is not None and abs(share - 50) <= _INDEX_RANGE else set()


def _with_share(one: Quantity) -> list[frozenset[Key]]:
    """Return the keys of a number whose percent sign another may bear: from 12 to 3.4 percent."""
    if not isinstance(one, Number) or one.kind is not Kind.COUNT or one.unit:
        return keys_of(one)
    return [keys | {("r", value / 100) for _, value in keys} for keys in keys_of(one)]


def _values_in(source: str) -> frozenset[Key]:
    """Return every value that any numeral of the Chinese may stand for, those in set phrases too."""
    values = {value for numeral in _ANY_NUMERAL.findall(plain(source)) for value in _readings(numeral[:20])}
    values.update(Decimal(_HALVES[unit]) for unit in _HALF_OF.findall(source))
    values.update(Decimal(value) for word, value in _WORDS.items() if word in source)
    values.update({Decimal(90)} if "耄耋" in source else ())  # from 80 to 99
    rounds = (value_of(found[2]) if found[2] else Decimal(found[1]) for found in _ROUND.finditer(source))
    values.update(2 * matches for matches in rounds if matches)
    return frozenset((space, value) for value in values for space in "nm") | {("r", Decimal("0.5"))}


def _readings(numeral: str) -> set[Decimal]:
    """Return the values of a numeral and of its parts; digits side by side may be a day or a year: 九一八, 九二共识."""
    if "①" <= numeral <= "⑳":
        return {Decimal(ord(numeral) - ord("①") + 1)}
    if numeral.isascii():
        return {Decimal(numeral)}
    values = {value for piece in (numeral, *numeral) if (value := value_of(piece)) is not None}
    if len(numeral) in (2, 3, 4) and all(char in DIGITS for char in numeral):
        values |= {digits_in_row(numeral[at:end]) for at, end in combinations(range(len(numeral) + 1), 2)}
        values |= {1900 + digits_in_row(numeral)} if len(numeral) == 2 else set()
    return values


# --- which English number was meant --------------------------------------------------------------------------


def _paired(
    lost: list[Quantity], extra: list[Quantity], judge: Tolerance, growth: float
) -> dict[int, Quantity]:
    """Return the unexplained English number that most likely stands for each lost Chinese one, by its index.

    The likeliest pairs come first: the same digits, a unit that can be the same, the same kind, the same place.
    ``growth`` is how many times as long as the Chinese the English is.
    """

    def distance(one: Quantity, other: Quantity) -> tuple[bool, bool, bool, float]:
        return (
            digits_of(one) != digits_of(other),
            other_measure(measure_of(one), measure_of(other)),
            one.kind is not other.kind,
            abs(one.start * growth - other.start),
        )

    pairs = [
        (distance(one, other), place, at)
        for place, one in enumerate(lost)
        for at, other in enumerate(extra[:_MOST_PAIRS])
        if _may_stand_for(one, other, judge)
    ]
    meant: dict[int, Quantity] = {}
    taken: set[int] = set()
    for _, place, at in sorted(pairs):
        if place not in meant and at not in taken:
            meant[place] = extra[at]
            taken.add(at)
    return meant


def _may_stand_for(one: Quantity, other: Quantity, judge: Tolerance) -> bool:
    """Return whether an English number can be what a draft made of a Chinese one."""
    if isinstance(one, Ratio):
        return isinstance(other, Time | Duration) or (isinstance(other, Number) and other.high is not None)
    if _family(one) != _family(other):
        return False
    return one.kind is other.kind or (judge.doubts(other) and not judge.relative(one))


def _family(one: Quantity) -> str:
    """Return what a wrong rendering keeps: a percentage comes out as another one."""
    if one.kind in (Kind.PERCENT, Kind.FRACTION, Kind.POINTS):
        return "ratio"
    return (
        "day"
        if one.kind in (Kind.DATE, Kind.MONTH, Kind.WEEKDAY)
        else "time"
        if one.kind is Kind.TIME
        else "number"
    )
