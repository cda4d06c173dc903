"""The glyphs of a PDF page as PDFium finds them: their characters, places, fonts and sizes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from ctypes import addressof, c_int, create_string_buffer
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage


class Glyph(NamedTuple):
    """One character where it stands, in points from the lower left corner; ``blank`` is the white space before it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    angle: int
    blank: str = ""


class _Style(NamedTuple):
    """How the characters of one text object are set; ``angle`` is in whole degrees, anticlockwise."""

    size: float
    bold: bool
    angle: int


def glyphs_of(page: PdfPage) -> list[Glyph]:
    """Return the characters of a page in the order of the file, white space as a property of the character after it."""
    text = page.get_textpage()
    try:
        return list(_Characters(text).glyphs())
    finally:
        text.close()


_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile("bold|black|heavy|hei|黑", re.IGNORECASE)
"""Chinese documents use 黑体 (SimHei, STHeiti) where others use bold."""


class _Characters:
    """The characters of a page, asked of PDFium one by one; values that many share are asked once."""

    def __init__(self, text: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._count = text.count_chars()
        self._text = text.raw
        self._matrix = raw.FS_MATRIX()
        self._bold_fonts: dict[int, bool] = {}

    def glyphs(self) -> Iterator[Glyph]:
        """Yield the characters in the order of the file."""
        raw, text = self._raw, self._text
        box = raw.FS_RECTF()
        style, current = _Style(0.0, False, 0), 0
        blank = first = ""
        for index in range(self._count):
            drawn = raw.FPDFText_GetTextObject(text, index)
            if not drawn:
                continue
            char = _with_half(first, chr(raw.FPDFText_GetUnicode(text, index)))
            first = char if "\ud800" <= char <= "\udbff" else ""
            if first or char.isspace():
                # PDFium adds spaces of its own where a line is set wide; where the glyphs stand says more.
                blank += "" if first or raw.FPDFText_IsGenerated(text, index) else char
                continue
            if (address := _address(drawn)) != current:
                style, current = self._style(index, drawn), address
            raw.FPDFText_GetLooseCharBox(text, index, box)
            yield Glyph(_plain(char), box.left, box.bottom, box.right, box.top, *style, blank)
            blank = ""

    def _style(self, index: int, drawn: Any) -> _Style:  # noqa: ANN401
        raw, matrix = self._raw, self._matrix
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        font = _address(raw.FPDFTextObj_GetFont(drawn))
        if font not in self._bold_fonts:
            self._bold_fonts[font] = self._is_bold(index)
        stroked = raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        return _Style(
            size=raw.FPDFText_GetFontSize(self._text, index) * (hypot(matrix.c, matrix.d) or 1.0),
            bold=stroked or self._bold_fonts[font],
            angle=round(degrees(atan2(matrix.b, matrix.a))) % 360,
        )

    def _is_bold(self, index: int) -> bool:
        """Return whether a character's font is a bold one, by its weight or its name."""
        buffer = create_string_buffer(256)
        length = self._raw.FPDFText_GetFontInfo(self._text, index, buffer, 256, c_int(0))
        name = buffer.raw[: min(length, 256)].rstrip(b"\0").decode("utf-8", "replace")
        weight = self._raw.FPDFText_GetFontWeight(self._text, index)
        return weight >= _BOLD_WEIGHT or bool(_BOLD_NAME.search(name.partition("+")[2] or name))


def _with_half(first: str, char: str) -> str:
    """Return the character of which PDFium reports the halves of its UTF-16 one after the other."""
    return (
        (first + char).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if first else char
    )


def _address(pointer: Any) -> int:  # noqa: ANN401
    return addressof(pointer.contents) if pointer else 0


# --- what it says ------------------------------------------------------------------------------------

_RADICALS = dict(
    zip(
        "⺎⺠⺩⺬⺮⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟",
        "兀民王示竹虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母",
        strict=True,
    )
)
"""Unicode's EquivalentUnifiedIdeograph.txt, for the radicals that look like a character in use."""

_HYPHEN = "\u0002"
"""How PDFium marks a hyphen at the end of a line."""

_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe44\ufe47\ufe48]")


def _plain(char: str) -> str:
    """Return the character that a radical, a compatibility ideograph, a ligature or a vertical mark stands for.

    Fonts share one glyph between a radical and its character, and the map to Unicode in a PDF often names the radical.
    """
    if char in _RADICALS:
        return _RADICALS[char]
    if char == _HYPHEN:
        return "-"
    if not _COMPATIBLE.match(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    vertical = char >= "\ufe10" and plain.isascii()  # the marks of vertical Chinese are full-width
    return "".join(chr(ord(mark) + 0xFEE0) for mark in plain) if vertical else plain
