"""Typography of English that a machine wrote: punctuation, quotes and spaces."""

from __future__ import annotations

import re

_SIGNS = str.maketrans(
    {
        "，": ", ", "、": ", ", "。": ". ", "；": "; ", "：": ": ", "！": "! ", "？": "? ", "…": "...",
        "（": " (", "）": ") ", "【": " [", "】": "] ", "《": " “", "》": "” ", "〈": " “", "〉": "” ",
        "「": " “", "」": "” ", "『": " “", "』": "” ", "％": "%", "　": " ", "～": "-", "·": "·",
    }
)  # fmt: skip
_WIDE = str.maketrans({wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B)})
_DOUBLED = re.compile(r"([,;:])(?:\s*[,;:])+")
_BEFORE_END = re.compile(r"[,;:]\s*([.!?])(?!\w)")
_SPACE_BEFORE = re.compile(r"\s+([,;:!?%)\]”]|\.(?!\w))")
_SPACE_AFTER_OPENER = re.compile(r"([(\[“])\s+")
_SPACES = re.compile(r"\s+")
_STRAY_QUOTE = re.compile("(“[^“”]*”)|[“”]")
_EMPTY_PAIR = re.compile(r"\(\s*\)|\[\s*\]|“\s*”")


def tidy(text: str) -> str:
    """Return machine English with English punctuation: no full-width signs, no doubled commas, no stray spaces.

    Book-title marks become double quotes, and a closing quote that nothing opened is dropped.
    """
    text = _SPACES.sub(" ", text.translate(_SIGNS).translate(_WIDE))  # else a run is searched from each space
    text = _STRAY_QUOTE.sub(r"\1", text)
    while (without := _EMPTY_PAIR.sub("", text)) != text:  # one may be in another: “（）”
        text = without
    text = _DOUBLED.sub(r"\1", text)
    text = _BEFORE_END.sub(r"\1", text)
    text = _SPACE_AFTER_OPENER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))
    return _SPACES.sub(" ", text).strip()


def title_case(text: str) -> str:
    """Return a headline with a capital for all words but articles, short conjunctions and prepositions."""
    from titlecase import titlecase

    return str(titlecase(text))
