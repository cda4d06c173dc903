"""Characters that Word keeps as a place in a symbol font instead of as themselves."""

from __future__ import annotations

_FONTS = {
    "wingdings": {
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x71: "□",
        0x75: "◆",
        0xA1: "○",
        0xA8: "□",
        0xAB: "★",
        0xDF: "←",
        0xE0: "→",
        0xFB: "✗",
        0xFC: "✓",
        0xFE: "☑",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"},
    "wingdings 3": {0x7D: "▶"},
    "webdings": {},
    "symbol": {0x2D: "−", 0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•"},
}


def symbol(font: str, code: int) -> str:
    """Return the character at a place of a font, or an empty string if it has no meaning in text.

    Places of symbol fonts are written with and without 0xF000 added.
    """
    places = _FONTS.get(font.lower())
    if places is not None:
        return places.get(code & 0xFF, "")
    return "" if code < 0x20 or 0xD800 <= code < 0xF900 else chr(code)
