"""The glyphs of a PDF page as PDFium finds them: what each says, where it stands and how it is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

Matrix = tuple[float, float, float, float]


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
    """Return the characters of a page in the order of the file, white space as a property of what follows it."""
    text = page.get_textpage()
    try:
        return list(_glyphs(text))
    finally:
        text.close()


def _glyphs(text: PdfTextPage) -> Iterator[Glyph]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    styles: dict[int, _Style] = {}
    blank = first = ""
    for index in range(text.count_chars()):
        key = _address(raw.FPDFText_GetTextObject(text, index))
        if not key:  # PDFium's own spaces and line ends; where the glyphs stand says more
            continue
        char = _with_half(first, chr(raw.FPDFText_GetUnicode(text, index)))
        first = char if "\ud800" <= char <= "\udbff" else ""
        if first or char.isspace():
            blank += "" if first else char
            continue
        if key not in styles:
            styles[key] = _style(text, index)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        yield Glyph(_plain(char), box.left, box.bottom, box.right, box.top, *styles[key], blank)
        blank = ""


def _with_half(first: str, char: str) -> str:
    """Return the character of which PDFium reports the halves of its UTF-16 one after the other."""
    return (
        (first + char).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if first else char
    )


def _address(pointer: Any) -> int:  # noqa: ANN401
    from ctypes import addressof

    return addressof(pointer.contents) if pointer else 0


# --- how it is set -----------------------------------------------------------------------------------

_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile("bold|black|heavy|hei|黑", re.IGNORECASE)
"""Chinese documents set in 黑体 (SimHei, STHeiti) what others set in bold."""


def _style(text: PdfTextPage, index: int) -> _Style:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    stroked = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
    return _Style(
        size=raw.FPDFText_GetFontSize(text, index) * (hypot(matrix.c, matrix.d) or 1.0),
        bold=stroked == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        or raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
        or bool(_BOLD_NAME.search(_font(text, index))),
        angle=round(degrees(atan2(matrix.b, matrix.a))) % 360,
    )


def _font(text: PdfTextPage, index: int) -> str:
    """Return the name of a character's font, without the tag of a subset."""
    from ctypes import c_int, create_string_buffer

    from pypdfium2 import raw

    buffer = create_string_buffer(256)
    length = raw.FPDFText_GetFontInfo(text, index, buffer, 256, c_int(0))
    name = buffer.raw[: min(length, 256)].rstrip(b"\0").decode("utf-8", "replace")
    return name.partition("+")[2] or name


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
