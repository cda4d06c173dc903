"""Characters that show nothing and split words for matching: they come from web pages, PDFs and dialogs."""

from __future__ import annotations

import re

INVISIBLE = "".join(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),  # the soft hyphen
        (0x200B, 0x200F),  # spaces and joiners of no width, marks of direction
        (0x202A, 0x202E),  # embedding and override of direction
        (0x2060, 0x2064),  # word joiner, invisible operators
        (0x2066, 0x2069),  # isolation of direction
        (0xFEFF, 0xFEFF),  # the byte order mark
    )
    for code in range(first, last + 1)
)

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def visible(text: str) -> str:
    """Return a text without the characters that show nothing."""
    return _INVISIBLE.sub("", text)
