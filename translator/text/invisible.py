"""Characters that show nothing and split words for matching: they come from web pages, PDFs and dialogs."""

from __future__ import annotations

import re

INVISIBLE = "".join(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),  # the soft hyphen
        (0x200B, 0x200B),  # the space of no width
        (0x200E, 0x200F),  # marks of direction
        (0x202A, 0x202E),  # embedding and override of direction
        (0x2060, 0x2064),  # word joiner, invisible operators
        (0x2066, 0x2069),  # isolation of direction
        (0xFEFF, 0xFEFF),  # the byte order mark
    )
    for code in range(first, last + 1)
)

JOINERS = "\u200c\u200d"
"""Joiners of no width: they mean nothing in Chinese and English words, but something in emoji and in some scripts."""

_INVISIBLE = re.compile(f"[{INVISIBLE}{JOINERS}]")


def visible(text: str) -> str:
    """Return words without the characters that show nothing."""
    return _INVISIBLE.sub("", text)
