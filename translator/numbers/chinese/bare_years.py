"""Years that open a name without 年: 2024国际啤酒节, 2026米兰冬奥会, “2024万里行”, 2024级新生.

Such a number is a year only where what follows it is no plausible thing to count: 2024元 and 2024万元 are money.
"""

from __future__ import annotations

import re

from translator.numbers.chinese import words
from translator.numbers.units import CHINESE, any_of

_YEAR = re.compile(r"(?:19\d|20[0-4])\d(?<!00)")
_SCALE = re.compile("[百千万亿]+")
_NO_SCALE = re.compile("千(?:瓦|克|卡|帕|伏|赫|米(?!粒)|升)|百[分帕]")
_COUNTED = re.compile(any_of([*CHINESE, *words.MEASURES]))
_CLASS = re.compile("[级届款版](?!台阶)")
"""2024级新生, 2024款."""
_NAME = re.compile("[\\u4e00-\\u9fff]")
_NO_NAME = re.compile(
    "[年月日号时分点至到和与或及跟同比多余几来成倍度折的了而且是为在起有]|左右|上下|以[上下内]|之多|开外"
)
_LONG_WAY = re.compile("里(?=[\\u4e00-\\u9fff])(?![的路长外内以左远多])")
_ORDINARY = re.compile("里[长路]|吨级|头牛|个人|人[口次士员]|名[额单]|本书")
"""Words of a unit or measure and what it counts."""

_COUNTED_BEFORE = re.compile("[共计达]$")
"""共2024只羊 is a count whatever follows."""


def names_year(text: str, start: int) -> bool:
    """Return whether the four figures at ``start`` are a year by what stands behind them at once."""
    year = _YEAR.match(text, start)
    if year is None or not _NAME.match(text, year.end()) or _COUNTED_BEFORE.search(text[:start][-1:]):
        return False
    at = year.end()
    scale = None if _NO_SCALE.match(text, at) else _SCALE.match(text, at)
    if scale:
        return _scaled_name(text, at, scale)
    if _CLASS.match(text, at) or text.startswith(tuple(words.UNIT_WORDS), at):
        return True
    counted = _COUNTED.match(text, at)
    if counted is None:
        return not _NO_NAME.match(text, at)
    return bool(_LONG_WAY.match(text, at)) or _longer_word(text, at, counted.end())


def _scaled_name(text: str, at: int, scale: re.Match[str]) -> bool:
    """Return whether a scale behind a year begins a name: 2024千人徒步, 2024亿万农民, 2024万里行; not 2024万元."""
    counted = _COUNTED.match(text, scale.end())
    if scale[0] not in ("万", "亿", "万亿"):
        return not (counted and counted[0] in CHINESE and CHINESE[counted[0]].is_money)
    if counted and counted[0] == "里":
        return True
    return _longer_word(text, at, counted.end() if counted else scale.end())


def _longer_word(text: str, at: int, end: int) -> bool:
    """Return whether the word at ``at`` goes on behind ``end``, where a unit would end: 米兰, 天津, 万众."""
    import rjieba

    run = re.match("[\\u4e00-\\u9fff]{1,8}", text[at:])
    word = rjieba.cut(run[0], False)[0] if run else ""
    return len(word) > end - at and not _ORDINARY.match(word)
