"""Patterns of telephone numbers, postcodes and account numbers: digits that are compared one by one."""

from __future__ import annotations

from translator.numbers.chinese import words
from translator.numbers.units import CHINESE, any_of

_NAMES = ("电话", "热线", "专线", "传真", "手机", "邮编", "账号", "帐号", "座机")
_LINKS = ("", "[:∶]", "[:∶] ", "号", "号[:∶]", "号码", "号码[:∶]", "为", "是", "号码为", "号码是")
_BEHIND_NAME = "|".join(f"(?<={name}{link})" for name in _NAMES for link in _LINKS)
_COUNTS_NOTHING = rf"(?![\d%‰十百千万亿多余几]|[.,]\d|{any_of([*words.MEASURES, *CHINESE])})"
_WITH_AREA = r"0\d{2,3}\)?[-~ ]{0,2}\d{7,8}"
_FREE = r"[48]00[-~]\d{3,4}[-~]\d{3,4}"
_MOBILE = r"1[3-9]\d{9}"
_IN_GROUPS = (
    r"1[3-9]\d[- ]\d{4}[- ]\d{4}|[48]00 ?\d{3,4} ?\d{3,4}|\d{3,4}[-~ ]\d{4}|\d{4}(?: \d{4}){2,3}(?: \d{1,4})?"
)

DIALLED = (
    rf"(?<![\d.,])(?:{_WITH_AREA}|{_FREE}|{_MOBILE}|(?:{_BEHIND_NAME})(?:{_IN_GROUPS}|\d{{5,20}}))"
    f"{_COUNTS_NOTHING}"
)
"""A row of digits with an area code, of a mobile telephone, or behind a word that says what it is: 电话85911023."""
