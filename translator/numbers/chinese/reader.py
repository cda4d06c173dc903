"""Reader of the quantities of Chinese text.

The forms are those of GB/T 15835-2011, section 5: figures with or without 万 and 亿, numerals in characters, dates,
times of day, percentages and fractions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from translator.numbers.chinese import words
from translator.numbers.chinese.amounts import Found, amount, counts_years, first_of_era, with_hedge
from translator.numbers.chinese.dialled import DIALLED
from translator.numbers.chinese.numerals import plain, range_of, value_of
from translator.numbers.units import BY_NAME, CHINESE, any_of
from translator.numbers.values import FACTOR, Code, Date, Duration, Half, Kind, Number, Quantity, Ratio, Time
from translator.text.addresses import without_addresses

# --- how a quantity begins -----------------------------------------------------------------------------------
# Every form begins with a digit, a numeral or a fixed word and takes a run of them whole: scanning is linear.

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_KILO = "千(?![瓦克卡帕伏赫安升]|米(?!粒))"
_MONEY_IN_ZHAO = r"兆(?=\d|[多余]?(?:新台币|台币|[美日韩欧港]?元))"
_SCALE = f"(?:[百千万]?亿亿|万亿|[百千]?[万亿]|百(?![分帕])|{_KILO}|{_MONEY_IN_ZHAO})"
_CHAR = f"(?:[零〇一二三四五六七八九十百万亿两廿卅]|{_KILO}|(?<=[一二两三四五六七八九])千(?=米))"
_POINT = "点[零〇一二三四五六七八九]{1,12}"
_RUN = f"{_CHAR}{{1,24}}"  # a bound, so that a page of numerals is not read to its end from each of them
_PART = f"(?:{_ARABIC}|{_RUN}(?:{_POINT})?)"
_SMALL = r"(?:\d{1,2}|[零〇一二三四五六七八九十廿]{1,3})"
_HOUR = r"(?:\d{1,2}|[零一二三四五六七八九十]{1,3}|两)"
_DAY_PART = "(?<=上午|中午|下午|早上|早晨|清晨|凌晨|傍晚|晚上|当晚|今晚|昨晚|夜里|深夜)"
_TENS = r"(?:\d0|[二三四五六七八九]十)"
_YEAR = r"(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})"
_MONTH = "(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"

_TO_DAY = rf"(?=\s?(?:~{{1,2}}|-|至|到)\s?{_SMALL}\s?[日号])"
"""What follows the first day of 5月1-5日."""

_PLAN = (
    "(?:规划|计划|期间|期末|时期|以来|开局|收官|末|初)"
    '|(?<=[“「"‘]十五)[”」"’]|(?<=十[一二三四五六七八九]五)[”」"’规计期以时开收的]'
)
"""What says that a number is that of a five-year plan; 十五 without it is 15, 十四五 is no number."""

_RATIO_BEFORE = "|".join(
    f"(?<=比{more})" for more in ("", "例", "值", "为", "例为", "值为", "是", "达", "约为", "例约为")
)
"""What says that 1:15 is a ratio; ∶ (U+2236) behind 1 says so too, unless a part of the day stands before."""

_WEEKDAY = (
    "(?:(?:星期|礼拜|(?<![一二两三四五六七八九十几0-9每])周)(?P<weekday>[一二三四五六日天])|每周(?P<every>[一二三四五六日]))(?!十)"
    "(?![次天节场期个堂轮课更封篇会练报测播讲评调查班通均村产销年])"
)
"""每周三 is every Wednesday, 每周三次 three times a week."""

_FORMS = (
    f"(?P<dialled>{DIALLED})",
    f"(?P<week>{_WEEKDAY})",
    rf"(?P<fraction>(?P<below>{_PART})分之(?P<above>{_PART})(?P<final>决赛)?)",
    f"(?P<phrase>(?!一点[零〇一二三四五六七八九]|[三六]角[一二三四五六七八九]分)(?:{any_of(words.NOT_NUMBERS)}))",
    r"(?P<dotted>7[×xX*]24(?=小时)|\d+(?:\.\d+){2,}|\d{1,2}[·•]\d{1,2}(?!\d)|\d{1,2}[:∶]\d(?:\.\d+)?(?!\d))",
    r"(?P<duration>(?:(?P<hours>\d{1,2})小时)?(?P<minutes>\d{1,3})分(?P<seconds>\d{1,2})秒(?P<hundredths>\d{1,3}(?!\d))?"
    r"|(?P<seconds2>\d{1,2})秒(?P<hundredths2>\d{1,3})(?!\d))",
    r"(?P<iso>(?P<iso_year>[12]\d{3})(?P<sep>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=sep)(?P<iso_day>[12]\d|3[01]|0?[1-9])"
    r"(?!\d))",
    rf"(?P<decade>(?:(?P<past>上个?世纪|本世纪)|(?P<century>{_SMALL})世纪)?"
    rf"(?:(?P<from>{_TENS}(?=[、和及至到~-])|[二三四五六七八](?=[三四五六七八九]十年代))[、和及至到~-]?)?(?P<tens>{_TENS})年代"
    r"|(?P<full>[12]\d\d0|[一二][零〇一二三四五六七八九]{2}[零〇])年代|(?P<born>[5-9][05]|[01][05])后(?![\d天年月日续期者的]))",
    rf"(?P<date>(?P<year>{_YEAR})\s?年(?![代多余来])(?:\s?(?P<month>{_MONTH})\s?月(?:份|\s?(?P<day>{_SMALL})(?:\s?[日号]|{_TO_DAY}))?)?"
    rf"|(?P<month2>{_MONTH})\s?月(?![球光])(?:份|\s?(?P<day2>{_SMALL})(?:\s?[日号]|{_TO_DAY}))?)",
    "(?P<first>元年)",
    r"(?P<season>(?P<season_from>[12]\d{3})/(?P<season_to>\d{2}(?:\d{2})?)(?=年?(?:赛季|学年|年度|财年|榨季)))",
    r"(?P<slash>(?P<slash_above>\d{1,3})/(?P<slash_below>\d{1,3})(?![\d/.])(?P<slash_final>决赛)?)",
    f"(?P<plan>(?<![第月满])(?P<plan_number>十[一二三四五六七八九]?)五(?={_PLAN}))",
    f"(?P<doubled>翻了?(?P<times>{_SMALL}|两)?(?:番|倍))",
    rf"(?P<ratio>(?:{_RATIO_BEFORE})(?P<ratio1>\d{{1,2}})[:∶](?P<parts1>\d\d(?:\.\d+)?)(?![\d:∶]|[早晚提推])"
    r"|(?P<ratio2>\d{1,2})[:∶](?P<parts2>\d\d\.\d+|\d\d(?=的比[例值]))(?![\d:∶])"
    rf"|(?!{_DAY_PART})(?<![\d:∶~-])(?P<ratio3>1)∶(?P<parts3>\d\d)(?![\d:∶]))",
    rf"(?P<clock>(?P<hour>\d{{1,2}})[:∶](?P<minute>[0-5]\d)(?![\d:∶]|\.\d)"
    rf"|(?P<hour2>{_HOUR})[时点](?:(?P<minute2>{_SMALL})分|(?P<half>半)|(?P<quarter>[一三])刻|整|钟)"
    rf"|{_DAY_PART}(?P<hour3>{_HOUR})点(?P<minute3>[二三四五]?十[一二三四五六七八九]?|[0-5]\d)(?![\d多余]))",
    r"(?P<number>(?P<vague>[数几](?=[十百千万亿]))?"
    rf"(?:(?P<figures>{_ARABIC})(?P<more>[多余几来](?=[百千万亿]))?(?P<scale>{_SCALE})?"
    rf"(?P<rest>\d+(?:\.\d+)?{_SCALE})?"
    rf"|(?P<chars>{_RUN}(?:{_POINT}(?=[万亿%成倍个米公吨斤克元亩]))?)(?P<more2>[多余几来](?=[百千万亿]))?"
    r"(?P<scale2>(?:[百千]?[万亿]{1,2})?)))",
)
_FIRST = "零〇一二三四五六七八九十百千万亿两廿卅数几翻上本周星礼每元" + "".join(
    {word[0] for word in words.NOT_NUMBERS}
)
_TOKEN = re.compile(rf"(?=[\d{re.escape(_FIRST)}])(?:{'|'.join(_FORMS)})")
"""The next number, date, phrase …; the name of the group that closed last says which. The characters with
which one may begin are looked at first, which makes the search several times as fast."""

_ANY = re.compile("[0-9零〇一二三四五六七八九十百千万亿两廿卅几翻]|(?:周|星期|礼拜)[日天]|元年")
_AFTERNOON = re.compile(f"(?:{'|'.join(words.AFTERNOON)})$")
_MORNING = re.compile(f"(?:{'|'.join(words.MORNING)})$")
_SURELY_AFTERNOON = re.compile("(?:(?P<day>下午|午后|傍晚)|晚上|(?<![最早])晚|深夜|夜间|夜里)$")
_SURELY_MORNING = re.compile("(?:上午|早上|早晨|清晨|凌晨|(?<![最提尽及])早)$")
_ABOUT = re.compile("(?:大约|[约近]|将近|接近|不到|不足|差不多)$")
"""What may stand between a part of the day and the hour: 晚上近10时."""
_HOUR_MARK = re.compile("[时点](?![间代期光段长速装隔效机常空而尚候局名评子赞燃])")
_CONNECTOR = re.compile(r"\s?(?:~{1,2}|-|至|到)\s?")
_AT_LEAST = re.compile("以上[、,，]?(?:至|到)?")
_AT_MOST = re.compile("以[下内]")
_MOST_DIGITS = 12
_SPACE_BESIDE_FIGURE = re.compile(
    r"(?<=\d)[ \u3000\u00a0](?=[%‰\u4e00-\u9fff])(?![一二三四五六七八九十百千两几](?![万亿]))"
    r"|(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十百千万亿])[ \u3000\u00a0](?=\d)"
)
"""Editors set 近 300 人, 12.5 亿元 and 5.2 %; a numeral on the other side is another number or word: 12345 百姓."""


@lru_cache(maxsize=1024)
def chinese_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a Chinese text, in order and not overlapping, in time linear in its length.

    Ranges are one quantity, also where the first figure leaves out the scale or the unit (1.5—2万元); numerals in set
    phrases (一带一路, 千方百计) and in addresses are none. A space between a figure and the Chinese beside it does not
    part them.
    """
    text = without_addresses(plain(text))
    if not _ANY.search(text):
        return ()
    spaces = {match.start() for match in _SPACE_BESIDE_FIGURE.finditer(text)}
    if not spaces:
        return _quantities(text)
    kept = [at for at in range(len(text)) if at not in spaces]
    closed = _quantities("".join(text[at] for at in kept))
    return tuple(_moved(one, kept) for one in closed)


def _moved(one: Quantity, places: Sequence[int]) -> Quantity:
    """Return a quantity with the places that its characters had before spaces were left out."""
    moved = replace(one, start=places[one.start], end=places[one.end - 1] + 1)
    match moved:
        case Date(until=Date() as until) | Time(until=Time() as until):
            return replace(moved, until=_moved(until, places))  # type: ignore[arg-type]  # of the same class
    return moved


def _quantities(text: str) -> tuple[Quantity, ...]:
    found: list[Found] = []
    at = 0
    while match := _TOKEN.search(text, at):
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


def _number(match: re.Match[str], value: Decimal | int, kind: Kind, unit: str = "") -> Found:
    number = Number(start=match.start(), end=match.end(), value=Decimal(value), kind=kind, unit=unit)
    return Found(quantity=number, mantissa=number.value)


def _whole(numeral: str | None) -> int:
    """Return the value of a small whole number in figures or characters, 0 for none, the lower end of an estimate."""
    return _ends(numeral)[0]


def _ends(numeral: str | None) -> tuple[int, int]:
    """Return both ends of a small whole number: 七八 is 7 to 8; 0 for none, -1 for what has no value."""
    if not numeral:
        return 0, 0
    value = Decimal(numeral) if numeral.isascii() else value_of(numeral)
    low, high = range_of(numeral) or (Decimal(-1), Decimal(-1)) if value is None else (value, value)
    return int(low), int(high)


def _dialled(_: str, match: re.Match[str]) -> Found:
    text = re.sub(r"\)?~|\)-?", "-", match[0])
    digits = Decimal("".join(char for char in text if char.isdecimal()))
    return Found(quantity=Code(start=match.start(), end=match.end(), text=text, number=digits, dialled=True))


def _iso(_: str, match: re.Match[str]) -> Found:
    year, month, day = (int(match[part]) for part in ("iso_year", "iso_month", "iso_day"))
    return Found(quantity=Date(start=match.start(), end=match.end(), year=year, month=month, day=day))


def _date(text: str, match: re.Match[str]) -> Found | None:
    year, month = _whole(match["year"]), _whole(match["month"] or match["month2"])
    day, last = _ends(match["day"] or match["day2"])
    if not 0 <= day <= last <= 31:
        return None
    if not month and counts_years(text, match.start(), match.end()):
        return with_hedge(text, _number(match, year, Kind.COUNT, "years"))
    if not month:
        return _number(match, year, Kind.YEAR)
    if not (year or day):
        return _number(match, month, Kind.MONTH)
    start, end = match.span()
    one = Date(start=start, end=end, year=year or None, month=month, day=day or None)
    return Found(quantity=replace(one, until=replace(one, day=last)) if last > day else one)


def _first_year(text: str, match: re.Match[str]) -> Found | None:
    """Read the first year of an era: 光绪元年 is 1875; 改革元年 is no date."""
    first = first_of_era(text, match.start())
    return _number(match, first, Kind.YEAR) if first else None


def _decade(_: str, match: re.Match[str]) -> Found:
    tens = _whole(match["tens"] or match["born"] or match["full"])
    if match["past"]:
        tens += 2000 if match["past"].startswith("本") else 1900
    elif match["century"]:
        tens += (_whole(match["century"]) - 1) * 100
    first = _whole(match["from"])
    low = tens // 100 * 100 + (first if first >= 10 else 10 * first)
    if not first or low >= tens:
        return _number(match, max(tens, 0), Kind.DECADE)
    start, end = match.span()
    return Found(
        quantity=Number(start=start, end=end, value=Decimal(low), high=Decimal(tens), kind=Kind.DECADE)
    )


def _decimal(numeral: str) -> Decimal | None:
    if len(numeral) > _MOST_DIGITS:
        return None
    return Decimal(numeral.replace(",", "")) if numeral[0].isascii() else value_of(numeral)


def _fraction(text: str, match: re.Match[str]) -> Found | None:
    below, above = _decimal(match["below"]), _decimal(match["above"])
    if not below or above is None or match["final"]:
        return None
    percent = below >= 100 and below == 10 ** below.adjusted()
    if not percent and not (above <= below < 1000):
        return None
    value, kind = (above * 100 / below, Kind.PERCENT) if percent else (above / below, Kind.FRACTION)
    return with_hedge(text, _number(match, value, kind))


def _weekday(_: str, match: re.Match[str]) -> Found:
    place = "一二三四五六日".find((match["weekday"] or match["every"]).replace("天", "日"))
    number = _number(match, place + 1, Kind.WEEKDAY).quantity
    return Found(quantity=replace(number, start=match.end() - (2 if match["every"] else len(match[0]))))


def _slash(_: str, match: re.Match[str]) -> Found | None:
    above, below = Decimal(match["slash_above"]), Decimal(match["slash_below"])
    is_share = 0 < above < below and not match["slash_final"]
    return _number(match, above / below, Kind.FRACTION) if is_share else None


def _season(_: str, match: re.Match[str]) -> Found:
    """Read the two years of 2023/24赛季."""
    low = int(match["season_from"])
    last = int(match["season_to"])
    high = last if last > low else low // 100 * 100 + last
    one = Number(start=match.start(), end=match.end(), value=Decimal(low), high=Decimal(high), kind=Kind.YEAR)
    return Found(quantity=one if high > low else replace(one, high=None))


def _doubled(_: str, match: re.Match[str]) -> Found | None:
    times, most = _ends(match["times"] or "1")
    if times < 1 or times < most:
        return None
    if match[0].endswith("倍"):
        return _number(match, times + 1, Kind.MULTIPLE)
    return _number(match, 2**times, Kind.MULTIPLE, FACTOR) if times < 10 else None


def _duration(_: str, match: re.Match[str]) -> Found:
    """Read what a clock stopped at: 1分08秒37, 2小时08分28秒, 37秒79."""
    whole, part = match["seconds"] or match["seconds2"], match["hundredths"] or match["hundredths2"]
    seconds = Decimal(f"{whole}.{part}" if part else whole)
    if not match["minutes"]:
        return _number(match, seconds, Kind.COUNT, "seconds")
    hours, minutes = int(match["hours"] or 0), int(match["minutes"])
    return Found(
        quantity=Duration(start=match.start(), end=match.end(), hours=hours, minutes=minutes, seconds=seconds)
    )


# --- times of day --------------------------------------------------------------------------------------------


def _clock(text: str, match: re.Match[str]) -> Found | None:
    minute = 30 if match["half"] else 15 * _whole(match["quarter"])
    minutes = _ends(match["minute"] or match["minute2"] or match["minute3"])
    hours = _ends(match["hour"] or match["hour2"] or match["hour3"])
    if hours[0] == hours[1] and minutes[0] == minutes[1]:
        return _time(text, match, hours[0], minute or minutes[0])
    return None if minute or any(minutes) else _hours(text, match, hours)


def _hours(text: str, match: re.Match[str], hours: tuple[int, int]) -> Found | None:
    """Return an estimated hour as a range: 七八点."""
    found = _time(text, match, hours[0], 0)
    one = found.quantity if found else None
    if not isinstance(one, Time) or one.hour + hours[1] - hours[0] > 24:
        return None
    until = replace(one, hour=one.hour + hours[1] - hours[0], half=one.half if hours[1] < 12 else None)
    return Found(quantity=replace(one, until=until))


def _ratio(_: str, match: re.Match[str]) -> Found:
    first = match["ratio1"] or match["ratio2"] or match["ratio3"]
    second = match["parts1"] or match["parts2"] or match["parts3"]
    start, end = match.span()
    text = f"{first}:{second}"
    return Found(
        quantity=Ratio(start=start, end=end, text=text, first=Decimal(first), second=Decimal(second))
    )


def _time(text: str, match: re.Match[str], hour: int, minute: int) -> Found | None:
    """Return the time of day; 下午3时 is 15:00."""
    before = _ABOUT.sub("", text[max(0, match.start() - 6) : match.start()])[-3:]
    half = _half(before, hour)
    if hour < 12 and _AFTERNOON.search(before[-2:]):
        hour += 12
    if not (0 <= hour <= 24 and 0 <= minute <= 59):
        return None
    return Found(quantity=Time(start=match.start(), end=match.end(), hour=hour, minute=minute, half=half))


def _half(before: str, hour: int) -> Half | None:
    """Return the half of the day, where that is certain: 夜里2点 and 12时 are not."""
    if hour > 12:
        return Half.AFTERNOON if hour < 24 else None
    if 1 <= hour < 12 and _SURELY_MORNING.search(before):
        return Half.MORNING
    late = _SURELY_AFTERNOON.search(before)
    return Half.AFTERNOON if late and (late["day"] or hour >= 5) and 1 <= hour < 12 else None


def _hour_or_number(text: str, match: re.Match[str]) -> Found | None:
    """Read 下午3点 and 9时 as times of day, any other number as what follows it says."""
    mark = _HOUR_MARK.match(text, match.end())
    small = (match["figures"] or match["chars"] or "x" * 9)[:4]
    if mark and len(small) < 4 and not (match["scale"] or match["scale2"] or match["vague"]):
        before = text[max(0, match.start() - 2) : match.start()]
        hours = _ends(small) if not small.isascii() or small.isdecimal() else (-1, -1)
        named = _AFTERNOON.search(before) or _MORNING.search(before)
        if 0 <= hours[1] <= 24 and (named or (mark[0] == "时" and small.isascii())):
            one = _time(text, match, hours[0], 0) if hours[0] == hours[1] else _hours(text, match, hours)
            return one and replace(one, quantity=replace(one.quantity, end=mark.end()))
    return amount(text, match)


_READERS: dict[str, Callable[[str, re.Match[str]], Found | None]] = {
    "dialled": _dialled,
    "week": _weekday,
    "iso": _iso,
    "date": _date,
    "decade": _decade,
    "fraction": _fraction,
    "first": _first_year,
    "season": _season,
    "slash": _slash,
    "plan": lambda _, match: _number(match, _whole(match["plan_number"]), Kind.ORDINAL, "Five-Year Plan"),
    "doubled": _doubled,
    "ratio": _ratio,
    "clock": _clock,
    "duration": _duration,
    "number": _hour_or_number,
}
"""A phrase, a version number (1.2.3) or a day that names an event (9·18) has no reader: it is passed over, as is a
round of a contest (1/4决赛), which is no fraction."""


# --- ranges --------------------------------------------------------------------------------------------------


def _joined(text: str, low: Found, high: Found) -> Found | None:
    """Return the two as one range, where only a dash, 至 or 到 is between them and they count the same."""
    one, two = low.quantity, _as_money(text, low.quantity, _as_share(text, low.quantity, high.quantity))
    if ends := _ends_of_law(text, one, two):
        one, two = ends
    elif not _CONNECTOR.fullmatch(text, one.end, two.start):
        return None
    merged: Quantity | None = None
    match one, two:
        case Date(until=None), Date(until=None) | Number(high=None):
            merged = _days(one, two)
        case Time(until=None) | Number(high=None), Time(until=None):
            merged = _times(one, two)
        case Number(high=None), Number(high=None):
            merged = _numbers(one, two, low.mantissa, high.mantissa)
    return Found(quantity=merged) if merged else None


def _ends_of_law(text: str, one: Quantity, two: Quantity) -> tuple[Number, Number] | None:
    """Return the exact ends of 三年以上七年以下, both included (Criminal Law, art. 99), ``None`` for other words."""
    match one, two:
        case Number(), Number():
            last = _AT_MOST.match(text, two.end) if _AT_LEAST.fullmatch(text, one.end, two.start) else None
            if last:
                return replace(one, approximate=False), replace(two, end=last.end(), approximate=False)
    return None


def _as_share(text: str, one: Quantity, two: Quantity) -> Quantity:
    """Return the bare number behind a percentage in words (百分之三十至四十) as a percentage, any other as it is."""
    match two:
        case Number(value=Decimal() as value, kind=Kind.COUNT, unit=""):
            if value <= 100 and text.startswith("百分之", one.start):
                return replace(two, kind=Kind.PERCENT)
    return two


def _as_money(text: str, one: Quantity, two: Quantity) -> Quantity:
    """Return the 5亿元 of 港币3亿至5亿元 in the currency that stands before the first figure."""
    match one, two:
        case Number(unit=str() as unit), Number(unit="yuan") if _is_money(unit):
            names = (name for name, known in CHINESE.items() if known.name == unit)
            behind = any(text.endswith(name, one.start, one.end) for name in names)
            return two if behind else replace(two, unit=unit)
    return two


def _is_money(unit: str) -> bool:
    return unit in BY_NAME and BY_NAME[unit].is_money


def _days(one: Date, two: Date | Number) -> Date | None:
    """Return a range of days; the end may leave out the year and month: 5月6日至8日."""
    if isinstance(two, Date):
        until = two if two.year or not one.year else replace(two, year=one.year)
    elif two.value and two.value <= 31 and two.kind is Kind.COUNT and two.unit in ("日", "号"):
        until = replace(one, start=two.start, end=two.end, day=int(two.value))
    else:
        return None
    first, last = ((day.year or 0, day.month, day.day or 0) for day in (one, until))
    return replace(one, end=two.end, until=until) if first < last else None


def _times(one: Time | Number, two: Time) -> Time | None:
    """Return a range of times of day; 9至17时 writes only the hours."""
    if isinstance(one, Number):
        bare = one.kind is Kind.COUNT and not one.unit and one.value is not None and not one.value % 1
        if not bare or two.minute:
            return None
        one = Time(start=one.start, end=one.end, hour=int(one.value or 0))
    ordered = (one.hour, one.minute) < (two.hour, two.minute)
    return replace(one, end=two.end, until=two) if ordered and one.half in (None, two.half) else None


def _numbers(one: Number, two: Number, mantissa: Decimal | None, high: Decimal | None) -> Number | None:
    low = one.value
    if (one.kind, one.unit) != (two.kind, two.unit) or low == mantissa:
        low = _lower(one, two, mantissa, high)
    if low is None or two.value is None or low >= two.value:
        return None
    rough = one.approximate or two.approximate
    return replace(two, start=one.start, value=low, high=two.value, approximate=rough, steps=())


def _lower(one: Number, two: Number, mantissa: Decimal | None, high: Decimal | None) -> Decimal | None:
    """Return the lower end, with the scale and unit that only the upper end writes (3 of 3至5万)."""
    same_end = one.kind is two.kind and one.unit in ("", two.unit)
    bare = one.kind is Kind.COUNT and not one.unit
    if not (same_end or bare) or mantissa is None or high is None:
        return None
    if bare and one.value == mantissa and mantissa < high and two.value and high:
        scale = two.value / high
        return mantissa * scale if scale == 10 ** scale.adjusted() else None
    return one.value if same_end else None
