"""Own how a number begins in Chinese text: one pattern for every form, each its own named group; no values here.

The forms are those of GB/T 15835-2011, section 5: figures with or without 万 and 亿, numerals in characters, dates,
times of day, percentages and fractions. Every alternative begins with a digit, a numeral or a fixed word and takes a
run of them whole, so that scanning is linear.
"""

from __future__ import annotations

import re

from translator.numbers.chinese import words
from translator.numbers.units import any_of
from translator.text.scripts import narrow, simplified_for_matching

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_KILO = "千(?![瓦克卡帕伏赫安]|米(?!粒))"
_MONEY_IN_ZHAO = r"兆(?=\d|[多余]?(?:新台币|台币|[美日韩欧港]?元))"
_SCALE = f"(?:万亿|[百千]?[万亿]|百(?![分帕])|{_KILO}|{_MONEY_IN_ZHAO})"
_CHAR = f"(?:[零〇一二三四五六七八九十百万亿两廿卅]|{_KILO}|(?<=[一二两三四五六七八九])千(?=米))"
_POINT = "点[零〇一二三四五六七八九]{1,12}"
_RUN = f"{_CHAR}{{1,24}}"  # a bound, so that a page of numerals is not read to its end from each of them
_PART = f"(?:{ARABIC}|{_RUN}(?:{_POINT})?)"
_SMALL = r"(?:\d{1,2}|[零〇一二三四五六七八九十廿]{1,3})"
_HOUR = r"(?:\d{1,2}|[零一二三四五六七八九十]{1,3}|两)"
_DAY_PART = "(?<=上午|中午|下午|早上|早晨|清晨|凌晨|傍晚|晚上|当晚|今晚|昨晚|夜里|深夜)"
_TENS = r"(?:\d0|[二三四五六七八九]十)"
_YEAR = r"(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})"
_MONTH = "(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"

_FORMS = (
    rf"(?P<fraction>(?P<below>{_PART})分之(?P<above>{_PART}))",
    f"(?P<phrase>(?!一点[零〇一二三四五六七八九])(?:{any_of(words.NOT_NUMBERS.split())}))",
    r"(?P<dotted>7[×xX*]24(?=小时)|\d+(?:\.\d+){2,}|\d{1,2}[·•]\d{1,2}(?!\d)|(?:45|90|120)\+\d{1,2}(?=分)|\d{1,2}:\d(?:\.\d+)?(?!\d))",
    r"(?P<span>(?:(?P<hours>\d{1,2})小时)?(?P<minutes>\d{1,3})分(?P<seconds>\d{1,2})秒(?P<hundredths>\d{1,3}(?!\d))?"
    r"|(?P<seconds2>\d{1,2})秒(?P<hundredths2>\d{1,3})(?!\d))",
    r"(?P<iso>(?P<iso_year>[12]\d{3})(?P<sep>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=sep)(?P<iso_day>[12]\d|3[01]|0?[1-9])"
    r"(?!\d))",
    rf"(?P<decade>(?:(?P<past>上个?世纪|本世纪)|(?P<century>{_SMALL})世纪)?"
    rf"(?:(?P<from>{_TENS}(?=[、和及至到~-])|[二三四五六七八](?=[三四五六七八九]十年代))[、和及至到~-]?)?(?P<tens>{_TENS})年代"
    r"|(?P<full>[12]\d\d0|[一二][零〇一二三四五六七八九]{2}[零〇])年代|(?P<born>[5-9][05]|[01][05])后(?![\d天年月日续期者的]))",
    rf"(?P<date>(?P<year>{_YEAR})\s?年(?![代多余来])(?:\s?(?P<month>{_MONTH})\s?月(?:份|\s?(?P<day>{_SMALL})\s?[日号])?)?"
    rf"|(?P<month2>{_MONTH})\s?月(?![球光])(?:份|\s?(?P<day2>{_SMALL})\s?[日号])?)",
    r"(?P<slash>(?P<slash_above>\d{1,3})/(?P<slash_below>\d{1,3})(?![\d/.]))",
    '(?P<plan>(?P<plan_number>十[一二三四五六七八九]?)五(?=[”」"’规计期以时开收末初的]))',
    f"(?P<doubled>翻了?(?P<times>{_SMALL}|两)?(?:番(?P<more_half>半)?|倍))",
    rf"(?P<clock>(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?![\d:])"
    rf"|(?P<hour2>{_HOUR})[时点](?:(?P<minute2>{_SMALL})分|(?P<half>半)|(?P<quarter>[一三])刻|整|钟)"
    rf"|{_DAY_PART}(?P<hour3>{_HOUR})点(?P<minute3>[二三四五]?十[一二三四五六七八九]?|[0-5]\d)(?![\d多余]))",
    r"(?P<number>(?P<vague>[数几](?=[十百千万亿]))?"
    rf"(?:(?P<figures>{ARABIC})(?P<more>[多余几来](?=[百千万亿]))?(?P<scale>{_SCALE})?"
    rf"(?P<rest>\d+(?:\.\d+)?{_SCALE})?"
    rf"|(?P<chars>{_RUN}(?:{_POINT}(?=[万亿%成倍个米公]))?)(?P<more2>[多余几来](?=[百千万亿]))?"
    r"(?P<scale2>(?:[百千]?[万亿]{1,2})?)))",
)

TOKEN = re.compile("|".join(_FORMS))
"""The next number, date, phrase …; the name of the group that closed last says which."""

_SAME = str.maketrans(
    "萬億兩點餘幾個數○％．：∶～〜—–－−", "万亿两点余几个数〇%.::~~~~--"
)  # one character for one: offsets stay
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸", "一二三四五六七八九十百千二三六")
_FORMAL_RUN = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸零万亿]{2,}")
_ZERO_BETWEEN = re.compile("(?<=[一二三四五六七八九〇])0(?=[一二三四五六七八九〇0])")
"""The zero of 二0一三年."""
_WIDE_COMMAS = re.compile(r"(?<![\d，,])[1-9]\d{0,2}(?:，\d{3})+(?![\d，])")
"""1，234，567 with the comma of Chinese punctuation; several in a row are a list."""
_ANY = re.compile("[0-9零〇一二三四五六七八九十百千万亿两廿卅几翻]")


def plain(text: str) -> str:
    """Give the text with one form for each numeral, everything at its place: half width, simplified, not formal."""
    text = simplified_for_matching(narrow(text)).translate(_SAME)
    text = _FORMAL_RUN.sub(lambda run: run[0].translate(_FORMAL), text)
    text = _ZERO_BETWEEN.sub("〇", text)
    return _WIDE_COMMAS.sub(lambda group: group[0].replace("，", ","), text)


def has_numbers(text: str) -> bool:
    """Tell whether a `plain` text holds any numeral."""
    return _ANY.search(text) is not None
