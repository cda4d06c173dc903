"""Word files as pages: what is printed becomes lines, as if every tracked change were accepted.

Footnotes and endnotes follow as lines at the end. Headers, footers and comments are skipped by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
            _add(walk(story), styles, page)
    except RecursionError:
        raise InputError(
            f"{name}: its parts are nested too deeply to be read",
            hint="Copy the text into a new Word file and use that.",
        ) from None
    for kind, reason in _BESIDE.items():
        for part in package.related(main, kind):
            page.skip(plain_text(part), reason)
    return page.page()


def _add(pieces: Iterable[Piece], styles: Styles, page: PageBuilder) -> None:
    """Add one stream of text to the page, as lines and skips."""
    lines: list[list[Run]] = [[]]
    for paragraph, style, ends in _paragraphs(pieces, styles):
        for piece in paragraph:
            text = _PLAIN.get(piece.text, piece.text)
            if piece.skips:
                page.skip(text, piece.skips[0])
            elif text == "\n":
                lines.append([])
            else:
                lines[-1].append(Run(text, styles.is_bold(piece, style)))
        if ends:
            page.block(lines, markup=style.markup, level=style.level)
            lines = [[]]


def _paragraphs(
    pieces: Iterable[Piece], styles: Styles
) -> Iterator[tuple[list[Piece], ParagraphFormat, bool]]:
    """Yield the pieces of each paragraph, its format, and whether the next one does not join it."""
    paragraph: list[Piece] = []
    for piece in pieces:
        if piece.paragraph is None:
            paragraph.append(piece)
            continue
        properties = child(piece.paragraph, "w:pPr")
        style = styles.paragraph(properties, in_cell=piece.in_cell, in_box=piece.in_box)
        yield paragraph, style, not joins_next(piece.paragraph)
        paragraph = []
    yield paragraph, ParagraphFormat(), True
