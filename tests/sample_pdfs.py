"""PDFs for tests, written glyph by glyph: each character stands where the test wants it and says what it wants.

The one font shows a black box for every character; its widths and its map to Unicode are what a reader goes by.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

WIDTH, HEIGHT = 595.0, 842.0


def advance(char: str, size: float) -> float:
    """Return the width of a character: Chinese ones are as wide as they are high, others half as wide."""
    return size if ord(char) >= 0x2E80 or char in "“”‘’…—□" else size / 2


def width(text: str, size: float) -> float:
    return sum(advance(char, size) for char in text)


@dataclass
class Sheet:
    """One page: what is drawn on it, in order."""

    marks: list[tuple[str, float, float, float, str, int, int]] = field(default_factory=list)
    pictures: int = 0

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, font: str = "Song", angle: int = 0,
        mode: int = 0, spread: float = 0.0,
    ) -> float:  # fmt: skip
        """Draw text from a point of its base line on and return where it ends; ``spread`` is added between glyphs."""
        for char in text:
            self.marks.append((char, x, y, size, font, angle, mode))
            step = advance(char, size) + spread
            x, y = x + step * cos(radians(angle)), y + step * sin(radians(angle))
        return x

    def down(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Draw a column of vertical text."""
        for number, char in enumerate(text):
            self.text(x, y - number * size, char, size)

    def lines(
        self, x: float, top: float, lines: Iterable[str], size: float = 10, lead: float = 15, *,
        font: str = "Song",
    ) -> float:  # fmt: skip
        """Draw lines under one another and return where the next one stands."""
        for line in lines:
            self.text(x, top, line, size, font=font)
            top -= lead
        return top


def wrapped(text: str, measure: float, size: float = 10, indent: int = 2) -> list[str]:
    """Return a paragraph as lines of a measure, the first one indented, without a stop at the start of a line."""
    lines = ["\u3000" * indent]
    for char in text:
        if width(lines[-1], size) + advance(char, size) > measure + 0.01:
            kept = len(lines[-1]) - (char in "，。、；：！？”）》")
            lines[-1:] = [lines[-1][:kept], lines[-1][kept:]]
        lines[-1] += char
    return lines


def column_of(paragraphs: Iterable[str], measure: float, size: float = 10, indent: int = 2) -> list[str]:
    return [line for text in paragraphs for line in wrapped(text, measure, size, indent)]


def pages_of(lines: Sequence[str], size: float = 10, lead: float = 15, each: int = 45) -> list[Sheet]:
    """Return pages of one column."""
    sheets = []
    for start in range(0, len(lines), each):
        sheets.append(Sheet())
        sheets[-1].lines(70, 770, lines[start : start + each], size, lead)
    return sheets


_BOX_FONT = (
    "eNpjYGRgYOBgaGBgZmBIzk0sYODxC2ZgYBQAipqk51Sm7Shymw7k+wD5UhmpiSmGicdMgOweIDbLAAqwczF7AdlHgFglI7ekggWk"
    "k4GRA0iw5eQnJzLwgvkuIH5uYkUBAwsDG5D9AogVCvKLS0D2AuUzQHwGkFuAuNKo+VQ8v81XBmZmkDqG54aOdXBa438C8wGmH0Au"
    "MwMTAwQA9TAr/LcAki8YNBg0mA+ATUIGjGARJqDtEBkmNHkGsE0acDmQq0SAJCOYZgG6jQFIgnX7Mfz/DyE3MSLZwwu2BeY6oH5x"
    "QUVBDeYZC5hn/MmAmogHAAB1tDOl"
)
"""A TrueType font of one glyph, packed: a box of an em."""


# --- the file ------------------------------------------------------------------------------------------


def pdf(
    sheets: Sequence[Sheet], *, says: Mapping[str, str] | None = None, crop: str = "",
    locked: bool = False,
) -> bytes:  # fmt: skip
    """Write the pages, whose boxes stand on their parent; ``says`` is what the font claims of a character.

    Where that is empty, it claims nothing.
    """
    says = says or {}
    chars = sorted({mark[0] for sheet in sheets for mark in sheet.marks})
    codes = {char: number for number, char in enumerate(chars, start=1)}
    fonts = sorted({mark[4] for sheet in sheets for mark in sheet.marks} or {"Song"})
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    picture = add(_stream(b"\x00", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
                          b" /ColorSpace /DeviceGray"))  # fmt: skip
    unicode = add(_stream(_map({codes[char]: says.get(char, char) for char in chars})))
    outlines = add(_stream(zlib.decompress(base64.b64decode(_BOX_FONT)), b"/Length1 392"))
    glyphs = add(_stream(b"\0\0" + b"\0\1" * len(codes)))
    halves = " ".join(f"{code} [500]" for char, code in codes.items() if advance(char, 2) < 2)
    names = {}
    for number, font in enumerate(fonts):
        about = add(
            f"<< /Type /FontDescriptor /FontName /{font} /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800"
            f" /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80"
            f" /FontFile2 {outlines} 0 R >>".encode()
        )
        inner = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font} /FontDescriptor {about} 0 R /DW 1000"
            f" /W [{halves}] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /CIDToGIDMap {glyphs} 0 R >>".encode()
        )
        outer = add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /Identity-H"
            f" /DescendantFonts [{inner} 0 R] /ToUnicode {unicode} 0 R >>".encode()
        )
        names[font] = (f"F{number}", outer)
    resources = add(
        f"<< /Font << {' '.join(f'/{name} {ref} 0 R' for name, ref in names.values())} >>"
        f" /XObject << /P {picture} 0 R >> >>".encode()
    )
    kids = []
    for sheet in sheets:
        content = add(_stream(_drawn(sheet, codes, {font: name for font, (name, _) in names.items()})))
        kids.append(add(
            f"<< /Type /Page /Parent 2 0 R /Contents {content} 0 R"
            f" /Resources {resources} 0 R >>".encode()
        ))  # fmt: skip
    boxes = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]" + (f" /CropBox [{crop}]" if crop else "")
    objects[1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] {boxes} >>".encode()
    )
    return _file(objects, locked=locked)


def _drawn(sheet: Sheet, codes: Mapping[str, int], names: Mapping[str, str]) -> bytes:
    parts = ["q 500 0 0 700 40 70 cm /P Do Q"] * sheet.pictures
    for char, x, y, size, font, angle, mode in sheet.marks:
        c, s = cos(radians(angle)), sin(radians(angle))
        parts.append(
            f"BT /{names[font]} {size} Tf {mode} Tr {c:.4f} {s:.4f} {-s:.4f} {c:.4f} {x:.2f} {y:.2f} Tm"
            f" <{codes[char]:04x}> Tj ET"
        )
    return "\n".join(parts).encode()


def _map(says: Mapping[int, str]) -> bytes:
    known = [(code, text.encode("utf-16-be").hex()) for code, text in says.items() if text]
    blocks = [known[start : start + 100] for start in range(0, len(known), 100)]
    body = "".join(
        f"{len(block)} beginbfchar\n"
        + "".join(f"<{code:04x}> <{text}>\n" for code, text in block)
        + "endbfchar\n"
        for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}endcmap end end"
    ).encode()


def _stream(data: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    head = b"<< " + about + f" /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _file(objects: Sequence[bytes], *, locked: bool) -> bytes:
    lock = b""
    if locked:
        nobody = bytes(range(65, 97)).hex().encode()
        lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + nobody + b"> /U <" + nobody + b"> >>"
        lock += b" /ID [<00> <00>]"
    written = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    return (
        written + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table
        + f"trailer\n<< /Size {size} /Root 1 0 R".encode() + lock + b" >>\nstartxref\n"
        + str(len(written)).encode() + b"\n%%EOF\n"
    )  # fmt: skip
