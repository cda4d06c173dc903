"""What English may rightly leave out, add or say otherwise, so that it raises no alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from translator.numbers.english import english_quantities
from translator.numbers.english.words import GROUPS
from translator.numbers.units import BY_NAME, Unit, english_unit
from translator.numbers.values import Code, Date, Half, Kind, Number, Quantity, Time
from translator.numbers.wording import COUNTERS

_ROUNDING = Decimal("0.05")
"""How far *nearly 3 million* may be from 2.9 million."""
_CONVERSION = Decimal("0.02")
"""How far 67 hectares may be from 1,000 mu."""
_RATES = 4
"""How many times as much a currency may have been worth in yuan, or how much less, as the data say."""
_ROUND_DIGITS, _ROUND_FROM = 3, Decimal(10**6)
"""How many digits a large number keeps, and how large it is, where English may round it without saying so."""
_SEPARATOR = re.compile("[、和与及，；：]")
_OTHERS = re.compile(r"(\S{1,20})\s(?:other|more)\b")
_MOST_OTHERS = 6
"""How many of *six cities, A, B and four others* are named at most."""
_PLACES = ("省", "市", "县", "区", "国", "州", "地", "部门")
_WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]o(?:day|morrow|night))\b"
)
_NEAR_DAY = re.compile(
    r"\b(?:yesterday|to(?:day|morrow|night)|(?:same|next) day|day before|weekends?|overnight|last night"
    r"|this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_WEEKLY = re.compile(r"\b(?:weekly|(?:a|per|each|every) week)\b", re.IGNORECASE)
_NEAR_YEAR = re.compile(
    r"\b(?:this|last|next|previous|same|past) year|\byear (?:earlier|ago)\b", re.IGNORECASE
)
_RELATIVE_YEAR = re.compile("[今去明前后当同近]年|年[前后]")
_ONE_UNIT = re.compile(
    r"\b(?:(?P<half>half|half of|a half)|(?P<quarter>(?:a )?quarter of)) an? (?P<part>century|year|day|hour|minute)\b"
    r"|\b(?:an?|one|each|every|per) (?P<whole>year|week|day|hour|minute)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(rf"an?\b|half\b|a?round\b|day\b|.*\b(?:{'|'.join(GROUPS)})$", re.IGNORECASE)


_OF_MATTER = frozenset(("money", "area", "mass", "volume", "power", "energy"))
_THINGS = "things"
"""The measure of what a Chinese measure word counts: 7.2万单 is not 72,000 yuan."""


class Tolerance:
    """Judge of the unmatched numbers of one pair of texts."""

    def __init__(self, source: str, target: str, chinese: tuple[Quantity, ...]) -> None:
        self._source, self._target = source, target
        self._things = len(_SEPARATOR.findall(source)) + 2
        """How many things the Chinese may list."""
        rests = (one for match in _OTHERS.finditer(target) for one in english_quantities(match[1]))
        self._rests = _values(rests)
        """What English counts but does not name: *and eight other departments*."""
        self._counts = _values(chinese)

    def expects(self, one: Quantity) -> bool:
        """Return whether English has to say a Chinese quantity: not 一个, 两次, 零, 100% or 一半."""
        if not isinstance(one, Number):
            return True
        value = abs(one.value or Decimal(0))
        if self.as_one_unit(one):
            return False
        a_cent = (one.value, one.unit) == (Decimal("0.01"), "yuan")  # 一分钱 is a penny, too
        if a_cent or (one.unit == "个" and self._source.startswith("字", one.end)):
            return False  # Chinese characters, which a slogan in English does not have
        if one.kind in (Kind.COUNT, Kind.ORDINAL) and not value % 1:
            return self._counted(one, value)
        if one.kind in (Kind.FRACTION, Kind.PERCENT):
            return value not in (Decimal("0.5"), Decimal(100))
        return one.kind is not Kind.POINTS or value != 1

    def as_one_unit(self, one: Quantity) -> bool:
        """Return whether the English has 30分钟 as half an hour, 7天 as a week."""
        if not isinstance(one, Number) or one.unit not in BY_NAME:
            return False
        mine = BY_NAME[one.unit]
        for match in _ONE_UNIT.finditer(self._target):
            other = english_unit(match["part"] or match["whole"])
            share = Decimal("0.5") if match["half"] else Decimal("0.25") if match["quarter"] else Decimal(1)
            if one.value is None or mine.factor is None or other.factor is None:
                continue
            if mine.dimension == other.dimension and one.value * mine.factor == share * other.factor:
                return True
        return False

    def _counted(self, one: Number, value: Decimal) -> bool:
        """Return whether a whole number is more than a word of the sentence."""
        in_figures = any(char.isdecimal() for char in self._source[one.start : one.end])
        if one.high is not None:
            return one.high > (2 if in_figures else 3)  # once or twice
        if any(value - part in self._rests for part in range(1, _MOST_OTHERS + 1)):
            return False
        if value <= 10 and value <= self._things and (not in_figures or one.unit in _PLACES):
            return False  # 沪、苏、浙三地: English names them and need not count them.
        return value > (1 if in_figures else 3)

    def relative(self, one: Quantity) -> bool:
        """Return whether English may name the day or year by where it stands, as newspapers do: Monday, last year."""
        if isinstance(one, Date) or (isinstance(one, Number) and one.kind is Kind.COUNT and one.unit == "日"):
            return bool(_WEEKDAY.search(self._target))
        if one.kind is Kind.WEEKDAY:
            return bool(_NEAR_DAY.search(self._target)) or self._weekly(one)
        return one.kind is Kind.YEAR and bool(_NEAR_YEAR.search(self._target))

    def _weekly(self, one: Quantity) -> bool:
        """Return whether 每周一 may be *once a week* and not *every Monday*: 每周一会商."""
        once = self._source.startswith("每周一", one.end - len("每周一"))
        return once and bool(_WEEKLY.search(self._target))

    def doubts(self, one: Quantity) -> bool:
        """Return whether a number that only the English has is no mere manner of speech, and no explanation."""
        words = self._target[one.start : one.end]
        value = one.value or Decimal(0) if isinstance(one, Number) else None
        if isinstance(one, Code) or one.kind is Kind.WEEKDAY or _MANNER.match(words) or self._is_rest(value):
            return False
        if not any(char.isdecimal() for char in words) and (
            value is None or value <= 10 or one.kind not in (Kind.COUNT, Kind.ORDINAL, Kind.PERCENT)
        ):
            return False
        if one.kind in (Kind.YEAR, Kind.DATE):
            return self._target[one.start - 1 : one.start] != "(" and not _RELATIVE_YEAR.search(self._source)
        return value is None or (value > 1 and not (one.kind is Kind.PERCENT and value == 100))

    def _is_rest(self, value: Decimal | None) -> bool:
        """Return whether a value counts the *four others* of six that the Chinese has."""
        if value is None or value not in self._rests:
            return False
        return any(value + part in self._counts for part in range(1, _MOST_OTHERS + 1))


def _values(quantities: Iterable[Quantity]) -> frozenset[Decimal]:
    numbers = (one.value for one in quantities if isinstance(one, Number))
    return frozenset(value for value in numbers if value is not None)


def equivalent(chinese: Quantity, english: Quantity) -> bool:
    """Return whether the English is the Chinese rounded or in another unit, or in money that cannot be compared.

    The day that a bare number names (618, 1212) is also the same in English: June 18.
    """
    if isinstance(chinese, Number) and isinstance(english, Date):
        if english.day is None:
            return False
        day = f"{english.month}{english.day:02}"
        return chinese.kind is Kind.COUNT and not chinese.unit and chinese.value == Decimal(day)
    if not isinstance(chinese, Number) or not isinstance(english, Number):
        return False
    if chinese.value is None or english.value is None:
        return False
    if _converted(chinese, english) or _rounded(chinese, english):
        return True
    rounder = english.approximate and len(digits_of(english)) < len(digits_of(chinese))
    return rounder and english.kind is chinese.kind and _near(chinese.value, english.value, _ROUNDING)


def measure_of(one: Quantity) -> str:
    """Return the unit of measure or the half of the day of a quantity, empty if it has none."""
    if isinstance(one, Time):
        return one.half or "" if one.until is None or one.until.half is one.half else ""
    if not isinstance(one, Number):
        return ""
    return one.unit if one.unit in BY_NAME else _THINGS if one.unit in COUNTERS else ""


def other_measure(one: str, other: str) -> bool:
    """Return whether two measures make different amounts of one value: 1,200亩 is not 1,200 hectares or yuan.

    Neither is money in one currency the same amount in another, nor a temperature in °C one in °F.
    """
    if {one, other} == set(Half):
        return True
    first, second = BY_NAME.get(one), BY_NAME.get(other)
    if first is None or second is None:
        unit = first or second
        return _THINGS in (one, other) and unit is not None and unit.dimension in _OF_MATTER
    if first.dimension != second.dimension:
        return True
    if first.factor is None or second.factor is None:
        return first != second and {one, other} != {"yuan", "yen"}  # ¥
    return first.factor != second.factor


def _converted(chinese: Number, english: Number) -> bool:
    one, other = BY_NAME.get(chinese.unit), BY_NAME.get(english.unit)
    if one is None or other is None or one == other or one.dimension != other.dimension:
        return False
    if one.factor is None or other.factor is None:
        # 90亿元 as $90 billion is no conversion but a slip; 5美元 as 500 cents is one.
        same = digits_of(chinese) == digits_of(english) or _ends_rounded(chinese, english)
        return not {"cents", "fen"}.isdisjoint((one.name, other.name)) or (
            not same and _may_be_worth(chinese, one, english, other)
        )
    ends = ((chinese.value, english.value), (chinese.high, english.high))
    return all(
        a is b if a is None or b is None else _near(a * one.factor, b * other.factor, _CONVERSION)
        for a, b in ends
    )


def _may_be_worth(chinese: Number, one: Unit, english: Number, other: Unit) -> bool:
    """Return whether two amounts of money may be worth the same at some rate of the last decades."""
    if not (one.yuan and other.yuan and chinese.value and english.value):
        return True
    ratio = abs(english.value * other.yuan / (chinese.value * one.yuan))
    return 1 / _RATES <= ratio <= _RATES


def _rounded(chinese: Number, english: Number) -> bool:
    """Return whether a large English number is the Chinese one rounded to its last digit: 21.68 trillion, 216784亿."""
    other = english.kind is not chinese.kind or other_measure(measure_of(chinese), measure_of(english))
    return not other and _ends_rounded(chinese, english)


def _ends_rounded(chinese: Number, english: Number) -> bool:
    """Return whether one end of the English is rounded, and the other one is too or is equal."""
    ends = [(a, b) for a, b in ((chinese.value, english.value), (chinese.high, english.high)) if a and b]
    rounded = [_is_rounded(abs(a), abs(b)) for a, b in ends]
    same_ends = (chinese.high is None) is (english.high is None)
    return (
        same_ends
        and any(rounded)
        and all(is_round or a == b for is_round, (a, b) in zip(rounded, ends, strict=True))
    )


def _is_rounded(exact: Decimal, other: Decimal) -> bool:
    place = _last_place(other)
    if other < _ROUND_FROM or other.adjusted() - place + 1 < _ROUND_DIGITS or place <= _last_place(exact):
        return False
    return exact.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP) == other


def _last_place(value: Decimal) -> int:
    """Return the power of ten of the last digit that is not 0."""
    return value.adjusted() - len(value.normalize().as_tuple().digits) + 1


def _near(exact: Decimal, other: Decimal, share: Decimal) -> bool:
    return abs(exact - other) <= share * abs(exact)


def round_figure(one: Quantity) -> bool:
    """Return whether the value is a bare 千万 or 百亿, which English may call *tens of millions*."""
    return isinstance(one, Number) and (one.value or 0) >= 100 and digits_of(one) == (1,)


def digits_of(one: Quantity) -> tuple[int, ...]:
    """Return the digits of a number without its zeros: (9,) for 90亿, 9 billion and 90 billion."""
    value = one.value if isinstance(one, Number) else one.number if isinstance(one, Code) else None
    return (value or Decimal(0)).normalize().as_tuple().digits
