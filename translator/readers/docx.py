"""Word files as pages: what is printed becomes lines, as if every tracked change were accepted.

Automatic numbers stand before their text, as they are printed. Footnotes and endnotes follow as lines at the end.
Headers, footers and comments are skipped by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.model import Cell, Page
from translator.ooxml.body import joins_next, walk
from translator.ooxml.numbering import Numbering
from translator.ooxml.package import Package, child, is_on, plain_text
from translator.ooxml.paragraph_format import ParagraphFormat, Styles
from translator.ooxml.revisions import Piece
from translator.ooxml.tables import cells_of
from translator.readers.lines import COMMENT, PageBuilder, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

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
    numbering = Numbering(next(package.related(main, "numbering"), None), styles)
    stories = [package.root(main), *package.related(main, "footnotes"), *package.related(main, "endnotes")]
    try:
        for story in stories:
            _add(_Reader(story, styles, numbering, cells_of(story, styles), page))
    except RecursionError:
        raise InputError(
            f"{name}: its parts are nested too deeply to be read",
            hint="Copy the text into a new Word file and use that.",
        ) from None
    for kind, reason in _BESIDE.items():
        for part in package.related(main, kind):
            page.skip(plain_text(part), reason)
    return page.page()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """One printed paragraph: its lines, and its place."""

    lines: list[list[Run]]
    format: ParagraphFormat
    cell: Cell | None = None
    in_box: bool = False

    @property
    def has_text(self) -> bool:
        """Return whether anything is printed."""
        return any(run.text.strip() for line in self.lines for run in line)

    @property
    def in_bold(self) -> bool:
        """Return whether all of it is set in bold."""
        return all(run.bold for line in self.lines for run in line if run.text.strip())


def _add(reader: _Reader) -> None:
    """Add one stream of text to the page, as lines and skips."""
    paragraphs = list(_paragraphs(walk(reader.story), reader))
    heads = _bold_heads(paragraphs)
    for paragraph in _boxes_after_tables(paragraphs):
        cell = paragraph.cell
        if cell is not None and cell.row <= heads.get(cell.table, 0):
            cell = replace(cell, head=True)
        style = paragraph.format
        reader.page.block(
            paragraph.lines, markup=style.markup, level=style.level, cell=cell, centred=style.centred
        )


def _bold_heads(paragraphs: Iterable[_Paragraph]) -> dict[int, int]:
    """Return for each table how many rows from its first are set in bold; none where all of them are."""
    plain: dict[int, int] = {}
    for paragraph in paragraphs:
        if paragraph.cell is not None and paragraph.has_text and not paragraph.in_bold:
            table, row = paragraph.cell.table, paragraph.cell.row
            plain[table] = min(row, plain.get(table, row))
    return {table: row - 1 for table, row in plain.items()}


def _boxes_after_tables(paragraphs: Iterable[_Paragraph]) -> Iterator[_Paragraph]:
    """Yield the paragraphs; text boxes that are anchored in a table follow the table, which stays in one piece."""
    boxes: list[_Paragraph] = []
    table = None
    for paragraph in paragraphs:
        if paragraph.in_box and table is not None:
            boxes.append(paragraph)
            continue
        if paragraph.cell is None or paragraph.cell.table != table:
            yield from boxes
            boxes = []
        table = paragraph.cell.table if paragraph.cell else None
        yield paragraph
    yield from boxes


@dataclass(frozen=True, slots=True)
class _Reader:
    """One stream of text with all that its paragraphs depend on."""

    story: _Element
    styles: Styles
    numbering: Numbering
    cells: dict[_Element, Cell]
    page: PageBuilder

    def cell(self, end: Piece) -> Cell | None:
        """Return the place of the cell around the end of a paragraph, None outside tables of data."""
        if not end.in_cell or end.paragraph is None:
            return None
        return next((self.cells[at] for at in end.paragraph.iterancestors() if at in self.cells), None)

    def lines(self, pieces: Iterable[Piece], style: ParagraphFormat) -> list[list[Run]]:
        """Return the printed lines of some text, and record as skipped what is not printed."""
        lines: list[list[Run]] = [[]]
        for piece in pieces:
            text = _PLAIN.get(piece.text, piece.text)
            if piece.skips:
                self.page.skip(text, piece.skips[0])
            elif text == "\n":
                lines.append([])
            else:
                lines[-1].append(Run(text, self.styles.is_bold(piece, style)))
        return lines

    def number(self, lines: list[list[Run]], end: Piece, cell: Cell | None) -> None:
        """Put the automatic number of a printed paragraph before its text, if it has a number.

        A cell may hold nothing but its number; any other paragraph without text counts and is left out.
        """
        properties = child(end.paragraph, "w:pPr")
        place = self.styles.list_place(properties)
        shown = next((line for line in lines if any(run.text.strip() for run in line)), None)
        hidden = end.skips or is_on(child(child(properties, "w:rPr"), "w:vanish"))
        if place is None or (hidden and shown is None):
            return
        around = end.paragraph.iterancestors("{*}txbxContent") if end.paragraph is not None else ()
        number = self.numbering.next_number(place, next(iter(around), self.story))
        if number and shown is not None:
            # The number takes the format of the text after it, so that a bold lead still leads.
            shown.insert(0, Run(number, next(run.bold for run in shown if run.text.strip())))
        elif number and cell is not None:
            lines[0].append(Run(number))


def _paragraphs(pieces: Iterable[Piece], reader: _Reader) -> Iterator[_Paragraph]:
    """Yield the printed paragraphs; paragraphs that a tracked change joins are one, in the format of the last."""
    lines: list[list[Run]] = [[]]
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.paragraph is None:
            waiting.append(piece)
            continue
        cell = reader.cell(piece)
        properties = child(piece.paragraph, "w:pPr")
        style = reader.styles.paragraph(properties, in_cell=cell is not None, in_box=piece.in_box)
        first, *others = reader.lines(waiting, style)
        lines[-1] += first
        lines += others
        waiting = []
        if not joins_next(piece.paragraph):
            reader.number(lines, piece, cell)
            yield _Paragraph(lines=lines, format=style, cell=cell, in_box=piece.in_box)
            lines = [[]]
    plain = ParagraphFormat()
    first, *others = reader.lines(waiting, plain)
    lines[-1] += first
    yield _Paragraph(lines=[*lines, *others], format=plain)
