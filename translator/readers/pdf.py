"""Digital PDFs as pages: newspaper pages in columns, reports, also scans that carry a text layer.

A page that is a picture is reported as not read. A PDF of pictures only, or with fonts that do not map their glyphs to
characters, is refused. Running heads and page numbers in the same place on several pages are skipped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.model import Markup, Page
from translator.readers.lines import PageBuilder
from translator.readers.pdf_glyphs import Glyph, glyphs_of
from translator.readers.pdf_layout import TextLine, lines_of
from translator.readers.pdf_paragraphs import paragraphs_of, repeated

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_PDFIUM = Lock()
"""PDFium may be called by one thread at a time."""

_OCR = "Let a program recognise the text first, for example the free OCRmyPDF: ocrmypdf -l chi_sim IN.pdf OUT.pdf"


def read_pdf(data: bytes, name: str) -> Page:
    """Read a PDF.

    Raises `InputError` for a file that is empty, damaged, locked with a password, no PDF, or without text, and for a
    PDF whose fonts do not map their glyphs to characters.
    """
    with _PDFIUM, _opened(data, name) as pdf:
        sheets = _Sheets(name)
        for number in range(1, len(pdf) + 1):
            sheets.read(pdf, number)
    sheets.check()
    page = PageBuilder(name)
    page.skip(sheets.outside, "outside the page")
    left: list[TextLine] = []
    for lines, known in zip(sheets.lines, repeated(sheets.lines), strict=True):
        for index, line in enumerate(lines):
            if index in known:
                page.skip(line.text, known[index])
            else:
                left.append(line)
    for paragraph in paragraphs_of(left):
        page.line(
            paragraph.runs,
            markup=Markup.HEADING if paragraph.level else Markup.TEXT,
            level=paragraph.level,
            gap_before=paragraph.gap_before,
            centred=paragraph.centred,
        )
    page.unread(sheets.unread())
    return page.page()


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[PdfDocument]:
    """Open a PDF; raise `InputError` when that cannot be done."""
    from pypdfium2 import PdfDocument, PdfiumError, raw

    if not data.strip():
        raise InputError(f"{name}: the file is empty", hint="Check that it was saved or copied completely.")
    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise InputError(
                f"{name}: the PDF is locked with a password",
                hint="Open it with the password, print it to a new PDF, and use that.",
            ) from None
        raise InputError(
            f"{name}: this is not a PDF, or a damaged one", hint="Get an undamaged copy of it."
        ) from None
    try:
        yield pdf
    finally:
        pdf.close()


class _Sheets:
    """The lines of the pages of one PDF, and which of its pages could not be read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.lines: list[list[TextLine]] = []
        self._pictures: list[int] = []
        self._damaged: list[int] = []
        self._characters = self._unknown = 0
        self.outside = ""
        """What printers note beside the sheet: file names, colours."""

    def read(self, pdf: PdfDocument, number: int) -> None:
        """Read one page and free PDFium's memory of it at once."""
        from pypdfium2 import PdfiumError

        try:
            page = pdf[number - 1]
        except PdfiumError:
            self._damaged.append(number)
            return
        try:
            glyphs = self._inside(glyphs_of(page), page.get_bbox())
            if glyphs:
                self._count(glyphs)
                self.lines.append(lines_of(glyphs, number, page.get_width()))
            elif _is_picture(page):
                self._pictures.append(number)
        except PdfiumError:
            self._damaged.append(number)
        finally:
            page.close()

    def _inside(self, glyphs: Sequence[Glyph], box: tuple[float, float, float, float]) -> list[Glyph]:
        left, bottom, right, top = box
        inside = []
        for glyph in glyphs:
            across, up = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
            if left <= across <= right and bottom <= up <= top:
                inside.append(glyph)
            else:
                self.outside += glyph.text
        return inside

    def _count(self, glyphs: Sequence[Glyph]) -> None:
        self._characters += len(glyphs)
        self._unknown += sum(_is_unknown(glyph.text) for glyph in glyphs)

    def check(self) -> None:
        """Raise `InputError` when there is no text, or no text that can be read."""
        if not self.lines and self._pictures:
            raise InputError(f"{self._name}: its pages are pictures (a scan) and hold no text", hint=_OCR)
        if self._unknown > _MOST_UNKNOWN * self._characters:
            raise InputError(
                f"{self._name}: its fonts do not map their glyphs to characters, so its text cannot be read",
                hint=_OCR.replace("ocrmypdf", "ocrmypdf --force-ocr", 1),
            )

    def unread(self) -> list[str]:
        """Return in words which pages were not read, and why."""
        return [
            f"{'page' if len(pages) == 1 else 'pages'} {', '.join(map(str, pages))}: {reason}"
            for pages, reason in ((self._pictures, "a picture without text"), (self._damaged, "damaged"))
            if pages
        ]


_MOST_UNKNOWN = 0.1
"""Part of the characters; bullets from symbol fonts are a few."""


def _is_unknown(text: str) -> bool:
    """Return whether a font gives no character: private use, unassigned, a control or the replacement character."""
    return text == "\ufffd" or (unicodedata.category(text[0]) in ("Co", "Cn", "Cc"))


def _is_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None
