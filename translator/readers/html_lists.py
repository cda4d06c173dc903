"""Numbers of the ordered lists of a web page, which a browser prints and which stand nowhere in its text.

Sources: HTML Standard, 4.4.5 (the ol element); CSS Counter Styles Level 3.
"""

from __future__ import annotations

import re

from translator.ooxml.number_formats import number_text
from translator.readers.html_tree import Element

_FORMATS = {
    "1": "decimal",
    "decimal": "decimal",
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "A": "upperLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "I": "upperRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "decimal-leading-zero": "decimalZero",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "simp-chinese-formal": "chineseLegalSimplified",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
}
"""Formats of Word by the values of ``type`` and ``list-style-type``; any other style gets no number."""

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;!]+)", re.IGNORECASE)
_PLACEMENT = re.compile(r"\b(?:inside|outside)\b|url\([^)]*\)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*(-?\d{1,6})")
_OWN_NUMBER = re.compile(
    r"[（(〔【\[]?\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s?[)）〕】\].．、:：](?!\d(?!\d{3}年))"
    r"|第\s?[\d一二三四五六七八九十百零]{1,6}\s?[章节条款项步]|[①-⑳⑴-⒛•●◆■]"
)


def numbers_of(ordered: Element) -> dict[Element, str]:
    """Return the number that each item of an ordered list has before its text, with the space between them.

    A list of links alone has none: it is the way to the page, or a menu.
    """
    items = [child for child in ordered.children if isinstance(child, Element) and child.name == "li"]
    if items and all(map(_is_link, items)):
        return {}
    backwards = "reversed" in ordered.attributes
    number = _whole(ordered.get("start"), len(items) if backwards else 1)
    numbers = {}
    for item in items:
        number = _whole(item.get("value"), number)
        numbers[item] = _printed(number, _style(item) or _style(ordered) or "decimal")
        number += -1 if backwards else 1
    return numbers


def has_number(text: str) -> bool:
    """Return whether the text of an item opens with a number that its writer typed; it then gets no other."""
    return bool(_OWN_NUMBER.match(text.lstrip()))


def _is_link(item: Element) -> bool:
    """Return whether all text of an item, lists in it aside, is in links, apart from the marks between them."""
    linked = False
    stack = list(item.children)
    while stack:
        node = stack.pop()
        if isinstance(node, Element):
            linked = linked or (node.name == "a" and _has_word(node.text()))
            stack.extend(node.children if node.name not in ("a", "ol", "ul") else ())
        elif isinstance(node, str) and _has_word(node):
            return False
    return linked


def _has_word(text: str) -> bool:
    return bool(re.search(r"[^\W_]", text))


def _whole(text: str, default: int) -> int:
    found = _WHOLE.match(text)
    return int(found[1]) if found else default


def _style(element: Element) -> str:
    """Return how an element says that numbers look, empty where it does not."""
    said = _STYLE.search(element.get("style"))
    words = _PLACEMENT.sub(" ", said[1]).lower().split() if said else []
    return words[0] if words else element.get("type").strip()


def _printed(number: int, style: str) -> str:
    if style not in _FORMATS:
        return ""
    kind = _FORMATS[style] if number > 0 else "decimal"
    return f"{number_text(number, kind)}{'、' if kind.startswith(('chinese', 'ideograph')) else '. '}"
