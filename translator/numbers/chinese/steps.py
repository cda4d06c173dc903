"""Smaller units behind an amount that belong to it: 3元5角, 6斤8两, 一米七五, 5岁半, 十二年六个月."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from translator.numbers.chinese import words
from translator.numbers.chinese.numerals import DIGITS, value_of
from translator.numbers.units import BY_NAME, CHINESE, any_of
from translator.numbers.values import Kind, Number

_SMALL = r"(?:\d{1,3}(?![\d.])|[一二两三四五六七八九十百]{1,4})"
_NAMES = {name for row in words.STEPS.values() for name in row}
_NAMED = re.compile(
    f"[零又]?(?!十分(?!钟))(?P<figures>{_SMALL})(?P<unit>{any_of([*_NAMES, *CHINESE])})"
    "(?!(?<=分)[之别类成公布管店校院局行部支子组区工手享析期批红]|(?<=角)[度落色形斗逐]|(?<=毛)[利衣巾笔]"
    "|(?<=两)[个国岸会地端侧次名位人])"
)
HALF = re.compile("半(?![年月天数导岛山决壁径夜程途价空成圆球挂潜马自封干透])")
_HALVED = ("months", "duration", "mass", "area", "length")
_NO_TAIL = any_of([*words.MEASURES, *CHINESE])
_TAILS = {
    "毛": re.compile(r"[1-9一二三四五六七八九](?=[^\w]|$|[左多以的])"),
    "块": re.compile(
        "(?:[一二三四五六七八九](?![十百千万亿个块边面折])"
        rf"|[1-9](?![\d.%A-Za-z十百千万亿个只条块张片件位名家月日时英]|{any_of([*CHINESE])}))"
    ),
    "米": re.compile(
        rf"(?:\d{{1,2}}(?![\d.%,:\-~A-Za-z万亿厘公毫平月]|{_NO_TAIL})"
        f"|[一二三四五六七八九]{{2}}(?![零〇一二三四五六七八九十百千万亿点%成]|{_NO_TAIL})"
        r"|[一二三四五六七八九](?=[^\w、]|$|[的高宽长深厚远]|左右|以[上下内]|大个|个头|个子))"
    ),
}
"""What stands behind a unit as its decimals: 九块九, 2块5, 2毛5, 6米12, 一米七五; not 2块5米长的板, 200米2枚金牌."""


class Step(NamedTuple):
    """What follows an amount at once: its share of the unit, its end, and its own value and unit, if any."""

    share: Decimal
    end: int
    value: Decimal
    unit: str = ""


def with_steps(text: str, one: Number) -> Number:
    """Return an exact amount with the smaller units that follow it added up."""
    while step := _step(text, one):
        first = one.steps or (one,)
        part = Number(start=one.end, end=step.end, value=step.value, unit=step.unit)
        value = (one.value or Decimal(0)) + step.share
        one = replace(one, end=step.end, value=value, steps=(*first, part) if step.value else ())
    return one


def _step(text: str, one: Number) -> Step | None:
    if one.kind is not Kind.COUNT or one.approximate or one.value is None or one.high is not None:
        return None
    return named(text, one.end, one.unit) or _bare(text, one) or _half(text, one)


def named(text: str, at: int, unit: str) -> Step | None:
    """Return what stands at ``at`` as an amount of a smaller unit than ``unit``: the 5角 of 3元5角."""
    match = _NAMED.match(text, at) if unit in words.STEPS else None
    worth = words.STEPS[unit].get(match["unit"]) if match else None
    if match is None or worth is None:
        return None
    figures = match["figures"]
    value = Decimal(figures) if figures.isdecimal() else value_of(figures)
    if worth in BY_NAME:
        name, fraction = worth, _ratio(worth) / _ratio(unit)
    else:
        name, fraction = "", Fraction(worth)
    share = (value or Decimal(0)) * fraction.numerator / fraction.denominator
    return Step(share, match.end(), value, name) if value and share < 1 else None


def _ratio(unit: str) -> Fraction:
    return Fraction(BY_NAME["years" if unit == "岁" else unit].factor or 1)


def tail(text: str, at: int) -> re.Match[str] | None:
    """Return the digits at ``at`` that are decimals of the unit before them: the 5 of 2块5."""
    pattern = _TAILS.get(text[at - 1 : at])
    return pattern.match(text, at) if pattern else None


def _bare(text: str, one: Number) -> Step | None:
    match = tail(text, one.end) if one.unit in ("yuan", "meters") else None
    worth = Decimal("0.1") if text.startswith("毛", one.end - 1) else Decimal(1)
    if match is None or one.value is None or one.value % worth or (one.unit == "meters" and one.value >= 100):
        return None
    decimals = "".join(str(DIGITS.get(char, char)) for char in match[0])
    return Step(worth * Decimal(f"0.{decimals}"), match.end(), Decimal(0))


def _half(text: str, one: Number) -> Step | None:
    halved = one.unit == "岁" or (one.unit in BY_NAME and BY_NAME[one.unit].dimension in _HALVED)
    follows = HALF.match(text, one.end) if halved and not (one.value or Decimal(0)) % 1 else None
    return Step(Decimal("0.5"), follows.end(), Decimal(0)) if follows else None
