"""Numerals in Chinese characters: one form for each, and their value.

By GB/T 15835-2011, section 5, two neighbouring digits side by side are an approximate number (三四百, 十七八), 〇 and
零 stand for 0, and the formal numerals 壹贰叁 are those of cheques.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from translator.text.scripts import narrow, simplified_for_matching

DIGITS = {char: value for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
          for char in chars}  # fmt: skip
SCALES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
    "兆": Decimal(10) ** 12,
}

_BELOW_10000 = re.compile(
    "(?:([一二两三四五六七八九])?(千))?([零〇]?)"
    "(?:([一二两三四五六七八九])?(百))?([零〇]?)"
    "(?:([一二两三四五六七八九])?(十)|(廿)|(卅))?([零〇]?)"
    "([一二两三四五六七八九])?"
)
_NEIGHBOURS = re.compile("([一二两三四五六七八九])([一二两三四五六七八九])")
_TAIL = re.compile("([百千])([一二两三四五六七八九])$")
_SAME = str.maketrans("萬億兩點餘幾個數○％．：～〜—–－−", "万亿两点余几个数〇%.:~~~~--")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸", "一二三四五六七八九十百千二三六")
_FORMAL_RUN = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸零万亿]{2,}")
_ZERO_BETWEEN = re.compile("(?<=[一二三四五六七八九〇])0(?=[一二三四五六七八九〇0])")
"""The zero of 二0一三年."""
_WIDE_COMMAS = re.compile(r"(?<![\d，,])[1-9]\d{0,2}(?:，\d{3})+(?![\d，])")
"""1，234，567 with the comma of Chinese punctuation; several in a row are a list."""


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Return the text in half width, simplified, with informal numerals, and every offset kept."""
    text = simplified_for_matching(narrow(text)).translate(_SAME)
    text = _FORMAL_RUN.sub(lambda run: run[0].translate(_FORMAL), text)
    text = _ZERO_BETWEEN.sub("〇", text)
    return _WIDE_COMMAS.sub(lambda group: group[0].replace("，", ","), text)


def digits_of(numeral: str) -> Decimal:
    """Return the value of a row of digits, each in its place: 三〇一 is 301."""
    return Decimal("".join(str(DIGITS[char]) for char in numeral))


def scale_of(characters: str) -> Decimal:
    """Return the product of scale characters: 万亿 is 10¹²; 1 for none."""
    product = Decimal(1)
    for character in characters:
        product *= SCALES[character]
    return product


def value_of(numeral: str) -> Decimal | None:
    """Return the value of one numeral (三千五百万, 两百零五, 一万二, 二〇二三, 三点五), ``None`` if it is none."""
    whole, point, decimals = numeral.partition("点")
    if point:
        value = value_of(whole)
        places = "".join(str(DIGITS[char]) for char in decimals if char in DIGITS)
        return None if value is None or not places else value + Decimal(f"0.{places}")
    if all(char in DIGITS for char in numeral):
        # Two digits or more side by side are a number only as a row of them: 二〇二三, 三〇一.
        positional = len(numeral) == 1 or len(numeral) == 4 or "〇" in numeral or "零" in numeral
        return digits_of(numeral) if numeral and positional else None
    return _scaled(numeral)


def range_of(numeral: str) -> tuple[Decimal, Decimal] | None:
    """Return the two values of a numeral with neighbouring digits: 三四百, 十七八, 三五; ``None`` for any other."""
    pairs = list(_NEIGHBOURS.finditer(numeral))
    if len(pairs) != 1:
        return None
    first, second = (DIGITS[char] for char in pairs[0].groups())
    if second - first != 1 and (first, second) != (3, 5):
        return None
    at = pairs[0].start()
    low, high = value_of(numeral[: at + 1] + numeral[at + 2 :]), value_of(numeral[:at] + numeral[at + 1 :])
    return (low, high) if low is not None and high is not None and low < high else None


def _scaled(numeral: str) -> Decimal | None:
    for character in "亿万":
        head, found, tail = numeral.rpartition(character)
        if found:
            high = _scaled(head) if head else Decimal(1)
            low = _behind_scale(tail, SCALES[character]) if head or not tail else None
            return None if high is None or low is None else high * SCALES[character] + low
    return _below_10000(numeral)


def _behind_scale(tail: str, scale: Decimal) -> Decimal | None:
    """Return the value of what follows a scale; a lone digit is a tenth of it: 一万二 is 12,000."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and DIGITS.get(tail):
        return DIGITS[tail] * scale / 10
    return _scaled(tail)


def _below_10000(numeral: str) -> Decimal | None:
    match = _BELOW_10000.fullmatch(numeral)
    if not match or not numeral:
        return None
    thousands, qian, _, hundreds, bai, _, tens, shi, nian, sa, zero, ones = match.groups()
    total = Decimal(20 * bool(nian) + 30 * bool(sa))
    for digit, scale in ((thousands, qian), (hundreds, bai), (tens, shi)):
        if scale:
            total += (DIGITS[digit] if digit else 1) * SCALES[scale]
    short = _TAIL.search(numeral) if ones and not zero else None
    if short:
        return total + DIGITS[short[2]] * SCALES[short[1]] / 10
    return total + (DIGITS[ones] if ones else 0)
