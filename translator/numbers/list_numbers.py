"""The number before an item, a heading or an article, which English writes by rule: 三、, （三）, 3. and 第三条."""

from __future__ import annotations

import re

from translator.numbers.chinese.numerals import value_of

_CHINESE, _DIGITS = "[一二三四五六七八九十]{1,3}", r"\d{1,3}"
_LONG = "[一二三四五六七八九十百零〇]{1,8}"
_FORMS = (
    (rf"[（(]\s?({_CHINESE}|{_DIGITS})\s?[）)][、.．]?", "({})"),
    (rf"({_DIGITS})(?:[.．](?!\s?\d)|、(?!\d))", "{}."),
    (rf"({_CHINESE})[、.．](?![一二三四五六七八九十])", "{}."),
    (rf"({_DIGITS})[)）]", "{})"),
    (r"([①-⑳])", "{})"),
    (rf"第\s?({_LONG}|{_DIGITS})\s?条(?=\s)", "Article {}"),
    (rf"第\s?({_LONG}|{_DIGITS})\s?章(?=\s)", "Chapter {}"),
    (rf"第\s?({_LONG}|{_DIGITS})\s?节(?=\s)", "Section {}"),
)
"""What stands before a text, and its English; an article's number in a sentence (第三条规定) has no space after it."""

_ANY = re.compile("|".join(rf"{form}\s*(?=\S)" for form, _ in _FORMS))


def list_number(text: str) -> tuple[str, int]:
    """Return the English for the list number that opens a text, and its length there; empty and 0 for none."""
    found = _ANY.match(text)
    if found is None or found.lastindex is None:
        return "", 0
    value = _value(found[found.lastindex])
    english = _FORMS[found.lastindex - 1][1]
    return ("", 0) if value is None else (english.format(value), found.end())


def _value(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    value = value_of(written)
    return None if value is None else int(value)
