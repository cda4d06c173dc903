"""What a person wrote beside the cells of a review table: footnotes, text boxes, lines outside the table.

None of it is the English of a sentence and none of it may get lost: each counts as a comment.

Sources: ISO/IEC 29500-1, 17.11 (footnotes, endnotes), 17.13.5 (tracked changes); ISO/IEC 29500-4, 9.9 (text boxes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from translator.ooxml.body import pieces_of, with_change
from translator.ooxml.comments import Comment, comments_of
from translator.ooxml.package import Package, kind, value
from translator.ooxml.revisions import Choice, Piece, Revision, nobody, text_of
from translator.review.returned import OUTSIDE

if TYPE_CHECKING:
    from lxml.etree import _Element

_Notes = Mapping[tuple[str, str], "_Element"]

_REFERENCES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_TEXT_BOX = "w:txbxContent"
_OLD_RENDERING = "mc:Fallback"
"""Says the same once more, for programs that do not know the new way."""


_Tables = Sequence[tuple["_Element", Sequence["_Element"]]]
"""The review tables with their rows."""


def comments_beside(
    package: Package, part: str, body: _Element, tables: _Tables, choice: Choice
) -> tuple[dict[int, list[Comment]], tuple[str, ...]]:
    """Return the comments and all else beside the text, by the index of its row, and the other lines outside.

    The index is -1 for what belongs to no row. Comments count whoever wrote them, all else only if its tracked changes
    are chosen. The other lines were there before all tracked changes: ours, and those that a person wrote without
    Track Changes; only who knows the job can distinguish them.
    """
    rows = [row for _, found in tables for row in found]
    comments = defaultdict(list, comments_of(package, part, body, rows))
    notes = _notes(package, part)
    for index, row in enumerate(rows):
        comments[index] += _in_row(row, notes, choice)
    lines = []
    for index, found in _outside(body, tables, choice):
        if isinstance(found, str):
            lines.append(found)
        else:
            comments[index].append(found)
    return comments, tuple(lines)


# --- in a row ------------------------------------------------------------------------------------------------


def _notes(package: Package, part: str) -> dict[tuple[str, str], _Element]:
    """Return the footnotes and endnotes of a file by the kind and number of their reference."""
    return {
        (reference, value(element, "id")): element
        for reference, name in _REFERENCES.items()
        for root in package.related(part, f"{name}s")
        for element in root
        if kind(element) == f"w:{name}"
    }


def _in_row(row: _Element, notes: _Notes, choice: Choice) -> Iterator[Comment]:
    """Yield the footnotes and text boxes of a row."""
    for element in row.iter("{*}footnoteReference", "{*}endnoteReference", "{*}txbxContent"):
        name = kind(element)
        content = element if name == _TEXT_BOX else notes.get((name, value(element, "id")))
        around = _around(element)
        if content is None or around is None or not around.kept(choice):
            continue
        pieces = pieces_of(content)
        text = text_of(pieces, choice)
        if text:
            changes = [by for piece in (*pieces, around) for by in piece.inserted]
            by = changes[0] if changes else Revision()
            label = _REFERENCES.get(name, "text box")
            yield Comment(text=f"({label}) {text}", author=by.author, time=by.time)


def _around(element: _Element) -> Piece | None:
    """Return the tracked changes that ``element`` stands in, or None if it only says once more what is read already."""
    around = Piece()
    for above in element.iterancestors():
        name = kind(above)
        if name == _OLD_RENDERING:
            return None
        around = with_change(name, above, around)
    return around


# --- outside the table ---------------------------------------------------------------------------------------


def _outside(body: _Element, tables: _Tables, choice: Choice) -> Iterator[tuple[int, Comment | str]]:
    """Yield what was written outside the review tables, with the index of the row before it, or of the first.

    Words put into one of our own lines belong to no row: their index is -1. Copies of our own lines are left out. A
    line without tracked changes is a string.
    """
    sizes = {table: len(rows) for table, rows in tables}
    elements = list(_lines(body, sizes))
    lines = {element: pieces_of(element) for element in elements if kind(element) == "w:p"}
    ours = {text_of(pieces, nobody) for pieces in lines.values()}
    count = 0
    for element in elements:
        count += sizes.get(element, 0)
        if element in sizes:
            continue
        pieces = lines.get(element) or _cells(element)
        text = text_of(pieces, choice)
        added = [piece for piece in pieces if piece.inserted and piece.text.strip() and piece.kept(choice)]
        if text not in ours and (added or element not in lines):
            own = element not in lines or all(piece.inserted for piece in pieces if piece.text.strip())
            by = added[-1].inserted[-1] if added else Revision()
            comment = Comment(text=f"{OUTSIDE} {text}", author=by.author, time=by.time)
            yield max(count - 1, 0) if own else -1, comment
        elif text and element in lines and not any(p.changed and p.kept(choice) for p in pieces):
            yield -1, text


def _lines(element: _Element, ours: Collection[_Element]) -> Iterator[_Element]:
    """Yield, in order, all tables, and the paragraphs that are in none."""
    for inner in element:
        name = kind(inner)
        if inner in ours or name in ("w:p", "w:tbl"):
            yield inner
        if name not in ("w:tbl", _OLD_RENDERING):
            yield from _lines(inner, ours)


def _cells(table: _Element) -> list[Piece]:
    """Return the text of a table of the reviewer's own, a line for each row."""
    pieces: list[Piece] = []
    for row in table.iter("{*}tr"):
        for cell in row.iterchildren("{*}tc"):
            pieces += [*pieces_of(cell), Piece(text=" | ")]
        pieces[-1:] = [Piece(text="\n")]
    return pieces
