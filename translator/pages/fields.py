"""Labels and fields: ``联系电话：0532-0000000``, as notices and forms have them.

A label may be set wide, with blanks between its characters: ``地　　点：``, ``联 系 地 址：``.
"""

from __future__ import annotations

import re

from translator.text.scripts import HAN

BLANKS = r"\s{0,8}"
"""Pattern of the blanks between the characters of a label that fill its column."""

_IN_BRACKETS = rf"[（(][{HAN}、/]{{1,8}}[）)]"
_MARK = r"[^\w\s，。、；：！？…”’）》」』】]{0,2}\s?"
_LABEL = re.compile(
    rf"{_MARK}(?:(?P<words>(?:[{HAN}]{BLANKS}(?:(?:{_IN_BRACKETS}|[、/]){BLANKS})?){{2,13}})|[A-Z][A-Za-z-]{{1,9}}\s?)"
    r"[:：](?!//)\s*"
)
_LONGEST_LABEL = 8
"""Characters, blanks and brackets aside; what is longer before a colon is more often part of a sentence."""

_WORD = re.compile(r"[^\s，。：:]{2,10}[:：]\s*")
_MOST_WORDS = 5
_LONGEST_PART = 2
"""Characters between the blanks of a label that is set wide."""


def label(text: str, longest: int = _LONGEST_LABEL) -> str:
    """Return the label that opens a text, with its colon and the blanks behind it, or an empty string.

    ``longest`` is in Chinese characters. Where the label is the whole text, its value is missing.
    """
    found = _LABEL.match(text)
    words = re.sub(_IN_BRACKETS, "", found["words"] or "") if found else ""
    return found[0] if found and len(re.findall(f"[{HAN}]", words)) <= longest else ""


def is_field(text: str) -> bool:
    """Return whether the whole text is a label and a value of a few words, which has no full stop and needs none.

    In such a line any word may be the label, also a day or a name: ``6日：多云``, ``QQ群：0000000``.
    """
    word = _WORD.match(text)
    opening = word[0] if word else label(text)
    one_word = word is not None or _is_one_word(opening)
    return one_word and 0 < len(text[len(opening) :].split()) <= _MOST_WORDS


def _is_one_word(opening: str) -> bool:
    """Return whether blanks only fill the width of a label; between longer parts they are those of a headline."""
    parts = re.sub(rf"{_IN_BRACKETS}|[^\w\s]", "", opening).split()
    return len(parts) == 1 or (len(parts) > 1 and max(map(len, parts)) <= _LONGEST_PART)
