"""Own the typography of English that a machine wrote: punctuation, quotes and spaces; it changes no word."""

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
_EMPTY_PAIR = re.compile(r"\(\s*\)|\[\s*\]|“\s*”")


def tidy(text: str) -> str:
    """Give machine English with English punctuation: no full-width signs, no doubled commas, no stray spaces.

    Book-title marks become double quotes, and a closing quote that nothing opened is dropped.
    """
    text = text.translate(_SIGNS).translate(_WIDE)
    text = _EMPTY_PAIR.sub("", _without_stray_quotes(text))
    text = _DOUBLED.sub(r"\1", text)
    text = _BEFORE_END.sub(r"\1", text)
    text = _SPACE_AFTER_OPENER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))
    return re.sub(r"\s+", " ", text).strip()


def _without_stray_quotes(text: str) -> str:
    """Drop curly double quotes that have no partner."""
    open_at: int | None = None
    keep = [True] * len(text)
    for at, character in enumerate(text):
        if character == "“":
            if open_at is not None:
                keep[open_at] = False
            open_at = at
        elif character == "”":
            keep[at] = open_at is not None
            open_at = None
    if open_at is not None:
        keep[open_at] = False
    return "".join(character for character, kept in zip(text, keep, strict=True) if kept)
