"""Plain numbers in Chinese text: their value, and what they count by the words around them; not dates or times."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from translator.numbers.chinese import words
from translator.numbers.chinese.bare_years import names_year
from translator.numbers.chinese.numerals import DIGITS, range_of, scale_of, value_of
from translator.numbers.chinese.steps import HALF, named, tail, with_steps
from translator.numbers.units import CHINESE, ENGLISH, any_of
from translator.numbers.values import FACTOR, Code, Kind, Number, Quantity

_UNIT = re.compile(f"(?:{any_of(list(CHINESE))})(?!(?<=时)代)")  # 20兆瓦时代
_MEASURE = re.compile(any_of(words.MEASURES))
_MORE = re.compile("[多余来几]")
_COUNTED_SCALE = re.compile("个(多?)(亿)(?![级元字吨千方平万])")
"""五个亿 is 500 million; of 五个万亿级产业 and 2个亿元项目 the figure counts what follows."""
_FOLD = re.compile("折(?:[叠页屏子扇射]|戏(?!票)|返(?![现还券利])|线(?![上下]))")
_PLAY_BEFORE = re.compile("[剧戏共]$")
_POINTS = re.compile("个?百分点")
_PERCENT = re.compile("[%‰]")
_TENTHS = re.compile(
    f"成(?P<fifth>(?!{any_of(words.NOT_NUMBERS)})"
    "[一二三四五六七八九](?![零〇一二三四五六七八九十百千万亿两0-9A-Za-z线手甲级星等类流次产])"
    f"|{HALF.pattern}|[1-9](?![0-9A-Za-z.%]))?(?![员立果功套品])"
)
"""七成五 is 75 percent; a numeral that begins the next word (三成二手房, 七成5G用户) is no part of it."""
_FACTOR_BEFORE = re.compile(
    "(?:的|[^0-9零〇一二三四五六七八九十百千万亿两][到至])(?:近|约|逾|超过|大约|将近|接近)?$"
)
_HALF_OF = re.compile("个半(月|小时|星期|钟头)|(分)半钟")
_PART_UNIT = {
    **dict.fromkeys(("分钱", "分"), ("0.01", "yuan")),
    **dict.fromkeys(("角钱", "毛钱", "角", "毛"), ("0.1", "yuan")),
    "旬": ("10", "岁"),
}
"""Words that are so many of a unit: 八毛钱 is 0.8 yuan, 九旬 90 years of age."""
_PART_UNIT_NAME = re.compile(
    r"[角毛分]钱|角(?=[1-9一二三四五六七八九]分(?!钟)|(?<=\d角)(?:[^\w]|$))|旬"
    r"|毛(?=[^\w]|$|[1-9一二三四五六七八九](?:分(?!钟)|[^\w]|$)|[左多以的])"
)
"""A 角 alone is a corner, an angle or a role (各占一角, 5角星), and a 毛 may begin a word (毛利, 毛巾) or be a hair."""
_REIGN_BEFORE = re.compile(f"(?:{'|'.join(words.REIGNS)})$")
_ERA_BEFORE = re.compile(f"(?:{words.ERA})$")
_LONGEST_REIGN = 61
_DYNASTY_BEFORE = re.compile(
    "(?:(?:[东西]汉|[东西]晋|曹魏|蜀汉|东吴|刘宋|南[齐梁陈宋]|[北东西]魏|北[齐周宋]|后[梁唐晋汉周]|武周|西夏)[代朝]?"
    "|(?:^|[^\u4e00-\u9fff]|[于在自从至到为是即])(?:[汉晋隋唐宋辽金][代朝]?|[元明清][代朝]))[\u4e00-\u9fff]{2}$"
)
"""What says that a year is that of a reign, though not of one that is known: 唐上元二年."""
_CENT = re.compile("分(?![钟之别])")
_PRICE_BEFORE = re.compile("每(?:股|[公市]?斤|千克|吨|度电?|千瓦时)[^0-9，。；、,.;]{0,6}$")
"""What says that a 分 is money: 每股派5分."""
_MINUS_BEFORE = re.compile(
    r"(?:^|[^A-Za-z0-9零〇一二三四五六七八九十百千万亿度成点半%‰℃℉\s-]\s?|[%‰℃℉度]-)-$|^\s-$"
)
"""气温-3℃ and -10℃--5℃ have a minus; the hyphens of 三-5℃, 10%-15% and 亮点——5% have none."""
_BELOW_ZERO = re.compile("(?<!华氏)零下$")
_AGE_BEFORE = re.compile("(?:距今|长达)(?:已有|已|约|近|逾|超过?|大约|将近)*$")
_AGE_AFTER = re.compile("的?(?:悠久|(?:历史|文明史?|建[城都]史|古[树城镇村])(?=[^\u4e00-\u9fff]|[的了]|$))")
"""1500年历史 is 1,500 years, 2019年历史新高 and 2020年文明城市 are of a year."""
_LETTERS = re.compile("[A-Za-z]+")
_LETTERS_BEFORE = re.compile("(?<![A-Za-z0-9])([A-Za-z]{1,6})-?$")
_MONEY_BEFORE = re.compile(r"(?:(?<![A-Z])[A-Z]{0,2}\$|[¥￥€£]|RMB|USD|CNY|HKD)\s?$", re.IGNORECASE)
_MONEY = {name: unit.name for name, unit in CHINESE.items() if unit.is_money and len(name) > 1}
_CURRENCY_BEFORE = re.compile(
    f"(?<![兑对换0-9零〇一二两三四五六七八九十百千万亿多余几])(?P<name>{any_of([*_MONEY])})"
    f"(?P<hedge>{any_of(words.HEDGES_BEFORE)})?$"
)
"""港币3亿元 and 港币约3亿元; in 1美元7.1元 and 兑美元7.1元 the dollars are those of another figure."""
_LONGEST_CURRENCY = max(map(len, _MONEY)) + max(map(len, words.HEDGES_BEFORE)) + 1
_HEDGE_BEFORE = re.compile(f"(?:{'|'.join(words.HEDGES_BEFORE)})$")
_HEDGE_AFTER = re.compile("|".join(words.HEDGES_AFTER))
_BARE_SCALES = ("百", "千", "万", "亿")
"""A scale with no digit is as often a figure of speech as an amount."""
_AND_ONES = re.compile("有([一二三四五六七八九])(?![十百千万亿])")
"""七十有三 is 73."""
_MOST_DIGITS = 18
"""A longer row of digits is no amount: a registration number, noise."""
_TOO_LARGE = Decimal(10) ** 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quantity that may still become the end of a range.

    ``mantissa`` is the value without scale (1.2 of 1.2万亿). One that is not ``firm`` counts only as the beginning of a
    range (三 of 三至五个).
    """

    quantity: Quantity
    mantissa: Decimal | None = None
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numeral:
    """A number without what it counts."""

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None = None
    mantissa: Decimal | None = None
    written: str
    approximate: bool = False

    @property
    def in_figures(self) -> bool:
        return self.written[:1].isdecimal()

    @property
    def unscaled(self) -> bool:
        return self.value == self.mantissa

    def found(self, kind: Kind, end: int, unit: str = "", *, firm: bool = True) -> Found:
        number = Number(
            start=self.start,
            end=end,
            value=self.value,
            high=self.high,
            kind=kind,
            unit=unit,
            approximate=self.approximate,
        )
        return Found(quantity=number, mantissa=self.mantissa, firm=firm)

    def changed(self, *, times: Decimal | int = 1, plus: Decimal | int = 0) -> _Numeral:
        value, high = (None if end is None else end * times + plus for end in (self.value, self.high))
        return replace(self, value=value, high=high)


def amount(text: str, match: re.Match[str]) -> Found | None:
    """Return the number that a token of a plain text begins with, ``None`` where it counts nothing."""
    base = _numeral(match)
    if base is None or (base.high or base.value or 0) >= _TOO_LARGE:
        return None
    base = _with_counted_scale(text, base)
    if more := _MORE.match(text, base.end):
        base = replace(base, end=more.end(), approximate=True)
        if more[0] == "几":
            base = replace(base, value=None, high=None)
    if _figure_of_speech(text, base):
        return None
    readings = (
        read(text, base)
        for read in (
            _code,
            _foreign_money,
            _bare_year,
            _share,
            _part_of_unit,
            _cold,
            _with_unit,
            _measured,
            _alone,
        )
    )
    one = next((found for found in readings if found is not None), None)
    return one and with_hedge(text, _added_up(text, one))


def _with_counted_scale(text: str, base: _Numeral) -> _Numeral:
    """Return the number with the scale that spoken Chinese counts: 五个亿, 1.6个亿, 两个多亿."""
    scale = _COUNTED_SCALE.match(text, base.end)
    if scale is None:
        return base
    scaled = base.changed(times=scale_of(scale[2]))
    return replace(scaled, end=scale.end(), approximate=base.approximate or bool(scale[1]))


def _added_up(text: str, found: Found) -> Found:
    """Return what was found with the smaller units behind it: 3元5角."""
    one = found.quantity
    if not isinstance(one, Number) or (whole := with_steps(text, one)) is one:
        return found
    return replace(found, quantity=whole, mantissa=whole.value)


def with_hedge(text: str, found: Found) -> Found:
    """Return what was found in a plain text; a number is approximate if the words around it say so."""
    one = found.quantity
    if isinstance(one, Number) and _hedged(text, one.start, one.end):
        return replace(found, quantity=replace(one, approximate=True))
    return found


def _hedged(text: str, start: int, end: int) -> bool:
    return bool(_HEDGE_BEFORE.search(text[max(0, start - 4) : start]) or _HEDGE_AFTER.match(text, end))


# --- the value -----------------------------------------------------------------------------------------------


def _numeral(match: re.Match[str]) -> _Numeral | None:
    figures, chars = match["figures"], match["chars"]
    written = figures or chars
    if len(written) > _MOST_DIGITS:
        return None
    scale = scale_of(match["scale"] or match["scale2"] or "")
    rough = bool(match["more"] or match["more2"])
    place = _Numeral(start=match.start(), end=match.end(), value=None, written=written, approximate=rough)
    if match["vague"]:
        return replace(place, approximate=True)
    if figures:
        mantissa = Decimal(figures.replace(",", ""))
        return replace(place, value=mantissa * scale + _rest(match["rest"]), mantissa=mantissa)
    value = value_of(chars)
    if value and scale == 1 and chars.endswith("十") and (ones := _AND_ONES.match(match.string, match.end())):
        value += DIGITS[ones[1]]
        return replace(place, end=ones.end(), value=value, mantissa=value)
    if value is None and len(chars) == 2 and match.string.startswith("折", match.end()):
        value = value_of(f"{chars[0]}十{chars[1]}")  # 七五折
    if value is not None:
        return replace(place, value=value * scale, mantissa=_mantissa(chars, value) if scale == 1 else value)
    ends = range_of(chars)
    return replace(place, value=ends[0] * scale, high=ends[1] * scale) if ends else None


def _rest(figures: str | None) -> Decimal:
    """Return the value of the 5000万 of 3亿5000万."""
    if not figures:
        return Decimal(0)
    digits = figures.rstrip("百千万亿")
    return Decimal(digits) * scale_of(figures[len(digits) :])


def _mantissa(chars: str, value: Decimal) -> Decimal:
    head = chars.rstrip("百千万亿")
    return (value_of(head) if head else None) or value


# --- what it counts ------------------------------------------------------------------------------------------


def _code(text: str, base: _Numeral) -> Found | None:
    """Read a number that is written with letters: 5G, A4, C919, 50kg; money before it is a unit."""
    if not base.in_figures:
        return None
    before = text[max(0, base.start - 7) : base.start]
    if money := _MONEY_BEFORE.search(before):
        unit = ENGLISH.get(money[0].strip().casefold())
        start = base.start - len(before) + money.start()
        end = base.end + (money[0][0] in "¥￥" and text.startswith("元", base.end))  # ￥500元
        return replace(base, start=start).found(Kind.COUNT, end, unit.name if unit else "")
    letters = _LETTERS_BEFORE.search(before)
    if letters and base.unscaled:
        return _named(text, base, base.start - len(letters[0]), base.end)
    after = _LETTERS.match(text, base.end)
    if after is None:
        return None
    if len(after[0]) > 1 and (latin := ENGLISH.get(after[0].casefold())):
        return base.found(Kind.COUNT, after.end(), latin.name)
    return _named(text, base, base.start, after.end()) if base.unscaled else None


def _foreign_money(text: str, base: _Numeral) -> Found | None:
    """Read money whose currency stands before the figure: 港币3亿元, 新台币1200元, 美元2亿."""
    before = text[max(0, base.start - _LONGEST_CURRENCY) : base.start]
    currency = _CURRENCY_BEFORE.search(before)
    unit = _UNIT.match(text, base.end) if currency else None
    if currency is None or (unit and unit[0] not in ("元", "圆", currency["name"])):
        return None
    if unit is None and (base.unscaled or _MEASURE.match(text, base.end)):
        return None  # 人民币5连涨, 美元3000多家
    start = base.start if currency["hedge"] else base.start - len(before) + currency.start()
    end = unit.end() if unit else base.end
    return replace(base, start=start).found(Kind.COUNT, end, _MONEY[currency["name"]])


def _bare_year(text: str, base: _Numeral) -> Found | None:
    """Read a year that opens a name: 2024国际啤酒节, 2026米兰冬奥会."""
    end = base.start + len(base.written)
    plainly = base.in_figures and len(base.written) == 4 and not (base.approximate or _numbered(text, base))
    if not plainly or _hedged(text, base.start, base.end) or not names_year(text, base.start):
        return None
    year = replace(base, value=Decimal(base.written), mantissa=Decimal(base.written))
    return year.found(Kind.YEAR, end)


def _named(text: str, base: _Numeral, start: int, end: int) -> Found:
    return Found(quantity=Code(start=start, end=end, text=text[start:end], number=base.value or Decimal(0)))


def _share(text: str, base: _Numeral) -> Found | None:
    """Read a percentage, percentage points, tenths (三成五) or a multiple (两倍半)."""
    if sign := _PERCENT.match(text, base.end):
        negative = _minus(text, base)
        share = Decimal("0.1") if sign[0] == "‰" else Decimal(1)
        signed = replace(base.changed(times=-share if negative else share), start=base.start - negative)
        return signed.found(Kind.PERCENT, sign.end())
    if points := _POINTS.match(text, base.end):
        return base.found(Kind.POINTS, points.end())
    if base.value is not None and 1 <= base.value <= 10 and (tenths := _TENTHS.match(text, base.end)):
        fifth = tenths["fifth"] or "零"
        more = 5 if fifth == "半" else int(DIGITS.get(fifth, fifth))
        return base.changed(times=10, plus=more).found(Kind.PERCENT, tenths.end())
    if text.startswith("倍", base.end):
        factor = _FACTOR_BEFORE.search(text[max(0, base.start - 4) : base.start])
        half = bool(HALF.match(text, base.end + 1))
        whole = base.changed(plus=Decimal("0.5")) if half else base
        return whole.found(Kind.MULTIPLE, base.end + 1 + half, FACTOR if factor else "")
    return None


def _minus(text: str, base: _Numeral) -> bool:
    """Return whether the hyphen before a number is a minus sign: nothing that it could join stands before it."""
    return bool(_MINUS_BEFORE.search(text[max(0, base.start - 3) : base.start]))


def _part_of_unit(text: str, base: _Numeral) -> Found | None:
    """Read 八毛钱, 九旬, the 5角 of 5角4分 and the 9块 of 9块9."""
    end = base.end + 1
    if text.startswith("块", base.end) and (named(text, end, "yuan") or tail(text, end)):
        return base.found(Kind.COUNT, end, "yuan")
    part = _PART_UNIT_NAME.match(text, base.end) or _cent(text, base)
    if part is None or (part[0] == "分钱" and base.written == "一"):
        return None  # 不花一分钱
    factor, unit = _PART_UNIT[part[0]]
    return base.changed(times=Decimal(factor)).found(Kind.COUNT, part.end(), unit)


def _cent(text: str, base: _Numeral) -> re.Match[str] | None:
    cent = _CENT.match(text, base.end)
    return cent if cent and _PRICE_BEFORE.search(text[max(0, base.start - 12) : base.start]) else None


def _with_unit(text: str, base: _Numeral) -> Found | None:
    """Read a number of a unit: 90亿元, 零下5摄氏度, 三个半月, 2023年."""
    if half := _HALF_OF.match(text, base.end):
        name = "个月" if half[1] == "月" else "分钟" if half[2] else half[1]
        return base.changed(plus=Decimal("0.5")).found(Kind.COUNT, half.end(), CHINESE[name].name)
    unit = None if _numbered(text, base) else _UNIT.match(text, base.end)
    if unit is None:
        return None
    known = CHINESE[unit[0]]
    if unit[0] == "季度":
        return base.found(Kind.ORDINAL, unit.end(), unit[0])
    if unit[0] == "年" and (year := _year(text, base, unit.end())):
        return year
    if known.dimension == "temperature":
        base = _below_zero(text, base)
    return base.found(Kind.COUNT, unit.end(), known.name)


def _cold(text: str, base: _Numeral) -> Found | None:
    """Read degrees that are known to be a temperature because they are below zero: 零下15度."""
    if not text.startswith("度", base.end) or not _BELOW_ZERO.search(
        text[max(0, base.start - 4) : base.start]
    ):
        return None
    return _below_zero(text, base).found(Kind.COUNT, base.end + 1, CHINESE["摄氏度"].name)


def _year(text: str, base: _Numeral, end: int) -> Found | None:
    """Read a year that a number before 年 names: 2023年, 公元前221年, 民国二十六年; ``None`` where it counts years."""
    if first := first_of_era(text, base.start):
        return base.changed(plus=first - 1).found(Kind.YEAR, end)
    before = text[max(0, base.start - 7) : base.start]
    if base.value and _ERA_BEFORE.search(before):
        return base.found(Kind.YEAR, end)
    in_reign = base.high is None and not base.in_figures and 0 < (base.value or 0) <= _LONGEST_REIGN
    if in_reign and _DYNASTY_BEFORE.search(before):
        return replace(base, value=None).found(Kind.YEAR, end)
    exact = base.unscaled and not base.approximate and not counts_years(text, base.start, end)
    return base.found(Kind.YEAR, end) if exact and 1000 <= (base.value or 0) < 2200 else None


def first_of_era(text: str, at: int) -> int | None:
    """Return the Western year in which the era began whose name ends at ``at``, ``None`` where none does."""
    era = _REIGN_BEFORE.search(text[max(0, at - words.LONGEST_REIGN) : at])
    return words.REIGNS[era[0]] if era else None


def counts_years(text: str, start: int, end: int) -> bool:
    """Return whether what reads like a year is a number of years by the words around it: 1500年历史, 距今约2000年."""
    return bool(_AGE_AFTER.match(text, end) or _AGE_BEFORE.search(text[max(0, start - 6) : start]))


def _below_zero(text: str, base: _Numeral) -> _Numeral:
    signs = 2 if text[base.start - 2 : base.start] == "零下" else int(_minus(text, base))
    return replace(base.changed(times=-1), start=base.start - signs) if signs else base


def _numbered(text: str, base: _Numeral) -> bool:
    return text[base.start - 1 : base.start] == "第"


def _figure_of_speech(text: str, base: _Numeral) -> bool:
    """Return whether 百年, 千里 or 万家 mean *very much*, or are part of a name (百里明远), and are no amount."""
    unit = _UNIT.match(text, base.end)
    known = CHINESE[unit[0]] if unit else None
    if known and known.name == "li":
        return base.written in (*_BARE_SCALES, "十")
    if base.written not in _BARE_SCALES or base.value is None:
        return False
    if known:
        return known.dimension in ("months", "duration")
    return not _hedged(text, base.start, base.end)


def _measured(text: str, base: _Numeral) -> Found | None:
    """Read a number with 第 or a measure word."""
    measure = None if _folded(text, base) else _MEASURE.match(text, base.end)
    end, name = (measure.end(), measure[0]) if measure else (base.end, "")
    if _numbered(text, base):
        return replace(base, start=base.start - 1).found(Kind.ORDINAL, end, name)
    kind = Kind.ORDINAL if name in ("届", "世纪", "号") else Kind.COUNT
    return base.found(kind, end, name) if measure else None


def _folded(text: str, base: _Numeral) -> bool:
    """Return whether the 折 behind a number is a fold (三折页) or an act of a play (杂剧四折), and no discount."""
    if not text.startswith("折", base.end):
        return False
    return bool(_FOLD.match(text, base.end) or _PLAY_BEFORE.search(text[max(0, base.start - 1) : base.start]))


def _alone(text: str, base: _Numeral) -> Found | None:
    """Read a number that nothing says the meaning of: figures always, characters when they cannot be a word."""
    if base.in_figures:
        return base.found(Kind.COUNT, base.end)
    if text.startswith(("、", ".", ")", "）"), base.end) and not text[: base.start].strip(" 　(（"):
        return None  # It only opens a line: 十一、多重障碍.
    structured = len(base.written) > 1 and any(char in "十百千万亿" for char in base.written)
    scaled = base.value is not None and base.value >= 10 and (structured or not base.unscaled)
    spoken = base.written in _BARE_SCALES and (base.approximate or _hedged(text, base.start, base.end))
    return base.found(Kind.COUNT, base.end, firm=scaled or spoken)
