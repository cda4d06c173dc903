"""Word files as pages: what is printed becomes lines, as if every tracked change were accepted.

Footnotes and endnotes follow as lines at the end. Headers, footers and comments are skipped by name.
"""

from __future__ import annotations

from collections.abc import Iterable

from translator.errors import InputError
from translator.model import Page
from translator.ooxml.body import joins_next, walk
from translator.ooxml.package import Package, child, plain_text
from translator.ooxml.paragraph_format import ParagraphFormat, Styles
from translator.ooxml.revisions import Piece
from translator.readers.lines import COMMENT, PageBuilder, Run

_BESIDE = {"header": "page header", "footer": "page footer", "comments": COMMENT}
_PLAIN = {"\u2011": "-"}


def read_docx(data: bytes, name: str) -> Page:
    """Read a Word file.

    Raises `InputError` for a file that is empty, damaged, locked with a password, no Word file, too large when
    unpacked, or without any text.
    """
    package = Package(data, name)
    main = package.main_part()
    page = PageBuilder(name)
    styles = Styles(next(package.related(main, "styles"), None))
    stories = [package.root(main), *package.related(main, "footnotes"), *package.related(main, "endnotes")]
    try:
        for story in stories:
            _Lines(page, styles).read(walk(story))
    except RecursionError:
        raise InputError(
            f"{name}: its parts are nested too deeply to be read",
            hint="Copy the text into a new Word file and use that.",
        ) from None
    for kind, reason in _BESIDE.items():
        for part in package.related(main, kind):
            page.skip(plain_text(part), reason)
    return page.page()


class _Lines:
    """The lines of one stream of text."""

    def __init__(self, page: PageBuilder, styles: Styles) -> None:
        self._page = page
        self._styles = styles
        self._lines: list[list[Run]] = [[]]

    def read(self, pieces: Iterable[Piece]) -> None:
        """Add everything to the page, as lines and skips."""
        paragraph: list[Piece] = []
        for piece in pieces:
            if piece.paragraph is None:
                paragraph.append(piece)
                continue
            properties = child(piece.paragraph, "w:pPr")
            style = self._styles.paragraph(properties, in_cell=piece.in_cell, in_box=piece.in_box)
            self._add(paragraph, style)
            paragraph = []
            if not joins_next(piece.paragraph):
                self._flush(style)
        self._add(paragraph, ParagraphFormat())
        self._flush(ParagraphFormat())

    def _add(self, paragraph: Iterable[Piece], style: ParagraphFormat) -> None:
        for piece in paragraph:
            text = _PLAIN.get(piece.text, piece.text)
            if piece.skips:
                self._page.skip(text, piece.skips[0])
            elif text == "\n":
                self._lines.append([])
            else:
                self._lines[-1].append(Run(text, self._styles.is_bold(piece, style)))

    def _flush(self, style: ParagraphFormat) -> None:
        gap = True
        for runs in self._lines:
            if self._page.line(runs, markup=style.markup, level=style.level, gap_before=gap):
                gap = False
        self._lines = [[]]
