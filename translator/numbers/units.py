"""Own the units of measure: their names in Chinese and English, and what they are worth in one another; pure.

Factors are those of the legal units of China (GB 3100-1993) and of the market units by the State Council's order
of 1959: 1 斤 = 0.5 kg, 1 亩 = 1/15 ha, 1 里 = 500 m. A dimension without factors cannot be converted: money
and temperature.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple


class Unit(NamedTuple):
    """Name one unit: English plural, dimension, and its worth in the dimension's base unit if that is fixed."""

    name: str
    dimension: str
    factor: Decimal | None


_MU = Decimal(10000) / 15

# dimension | factor | English plural | Chinese names | further English names
_TABLE: tuple[tuple[str, str | Decimal, str, str, str], ...] = (
    ("money", "", "yuan", "元 圆 块钱", "rmb renminbi cny ¥ ￥"),
    ("money", "", "U.S. dollars", "美元 美金", "dollars dollar us$ usd $ u.s.+dollar us+dollars us+dollar"),
    ("money", "", "cents", "美分", ""),
    ("money", "", "Hong Kong dollars", "港元 港币", "hk$ hkd hk+dollars"),
    ("money", "", "euros", "欧元", "euro € eur"),
    ("money", "", "yen", "日元", "jpy"),
    ("money", "", "British pounds", "英镑", "£ gbp"),
    ("money", "", "South Korean won", "韩元", ""),
    ("money", "", "rubles", "卢布", "ruble"),
    ("area", _MU, "mu", "亩", ""),
    ("area", "10000", "hectares", "公顷", "hectare ha"),
    ("area", "1000000", "square kilometers", "平方公里 平方千米", "square+kilometer sq+km sq.+km km² km2"),
    ("area", "1", "square meters", "平方米 平米", "square+meter square+metres square+metre sq+m sq.+m m² m2"),
    ("area", "4046.856", "acres", "英亩", "acre"),
    ("area", "2589988", "square miles", "平方英里", "square+mile"),
    ("area", "0.092903", "square feet", "平方英尺", "square+foot"),
    ("mass", "1000", "tonnes", "吨", "tonne tons ton metric+tons metric+ton"),
    ("mass", "1", "kilograms", "公斤 千克", "kilogram kilos kilo kg"),
    ("mass", "0.5", "jin", "斤 市斤", ""),
    ("mass", "0.001", "grams", "克", "gram"),
    ("length", "1000", "kilometers", "公里 千米", "kilometer kilometres kilometre km"),
    ("length", "500", "li", "里 华里", ""),
    ("length", "1", "meters", "米", "meter metres metre m"),
    ("length", "0.01", "centimeters", "厘米 公分", "centimeter centimetres cm"),
    ("length", "0.001", "millimeters", "毫米", "millimeter millimetres mm"),
    ("length", "1852", "nautical miles", "海里", "nautical+mile"),
    ("length", "1609.344", "miles", "英里", "mile"),
    ("length", "0.3048", "feet", "英尺", "foot"),
    ("volume", "1000", "cubic meters", "立方米", "cubic+meter cubic+metres cubic+metre cu+m m³ m3"),
    ("volume", "1", "liters", "升 公升", "liter litres litre"),
    ("volume", "0.001", "milliliters", "毫升", "milliliter millilitres ml"),
    ("power", "0.001", "watts", "瓦", "watt"),
    ("power", "1", "kilowatts", "千瓦", "kilowatt kw"),
    ("power", "1000", "megawatts", "兆瓦", "megawatt mw"),
    ("power", "1000000", "gigawatts", "吉瓦", "gigawatt gw"),
    ("energy", "1", "kilowatt-hours", "千瓦时 度电", "kilowatt-hour kilowatt+hours kwh"),
    ("energy", "1000", "megawatt-hours", "兆瓦时", "megawatt-hour mwh"),
    ("energy", "1000000", "gigawatt-hours", "吉瓦时", "gigawatt-hour gwh"),
    ("energy", "1000000000", "terawatt-hours", "太瓦时", "terawatt-hour twh"),
    ("duration", "1", "seconds", "秒 秒钟", ""),
    ("duration", "60", "minutes", "分钟", "minute"),
    ("duration", "3600", "hours", "小时 个小时 钟头 个钟头", "hour"),
    ("duration", "86400", "days", "天", "day"),
    ("duration", "604800", "weeks", "周 个星期 星期", "week"),
    ("months", "1", "months", "个月", "month"),
    ("months", "3", "quarters", "个季度 季度", ""),
    ("months", "12", "years", "年 周年 周岁", "year"),
    ("months", "1200", "centuries", "个世纪", "century"),
    ("pressure", "1", "hectopascals", "百帕", "hectopascal hpa"),
    ("rate", "1", "basis points", "个基点 基点", "basis+point bps"),
    ("temperature", "", "degrees Celsius", "℃ 摄氏度 °c", "c degrees+c °c"),
    ("temperature", "", "degrees Fahrenheit", "℉ 华氏度", "f degrees+f °f"),
)  # fmt: skip


def _unit(factor: str | Decimal, name: str, dimension: str) -> Unit:
    return Unit(name, dimension, Decimal(factor) if factor else None)


CHINESE = {zh: _unit(factor, name, dim) for dim, factor, name, names, _ in _TABLE for zh in names.split()}
"""Units by their Chinese names."""


def singular(name: str) -> str:
    """Give the singular of a unit's English plural."""
    irregular = {"feet": "foot", "centuries": "century"}
    return irregular.get(name) or re.sub(r"(?<=degree)s|s$", "", name)


ENGLISH = {
    word.replace("+", " ").replace("-", " ").casefold(): _unit(factor, name, dim)
    for dim, factor, name, _, others in _TABLE
    for word in (name, singular(name), *others.split())
}
"""Units by their English names in lower case and without hyphens, singular and plural."""

BY_NAME = {unit.name: unit for unit in ENGLISH.values()}
"""Units by the English plural that a quantity keeps."""


def english_unit(words: str) -> Unit:
    """Give the unit that a match of the pattern of `ENGLISH` names."""
    return ENGLISH[re.sub(r"[\s-]", " ", words.casefold())]


def any_of(names: list[str]) -> str:
    """Give the body of a pattern that takes the longest of the names; a space takes a hyphen too."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]") for name in longest_first)
