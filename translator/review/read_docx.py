"""Own how a review table that came back is read: a Word file becomes a `Sheet`, its rows as they now stand.

Nothing is compared with a job here and nothing is decided: a row that is doubled, merged or nameless is reported
as it is. What is no review table at all is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.identity import RowMark
from translator.model import Role
from translator.ooxml.body import pieces_of
from translator.ooxml.comments import Remark
from translator.ooxml.package import (
    Package,
    child,
    kind,
    value,
)
from translator.ooxml.revisions import (
    Choice,
    Piece,
    Revision,
    all_struck,
    everybody,
    nobody,
    paragraphs_of,
    text_of,
)
from translator.ooxml.writing import JOB_PROPERTY
from translator.review.asides import lines_outside, remarks_beside
from translator.review.bookmarks import FOOTER_JOB, NUMBER_HEAD, read_bookmark, read_footer
from translator.review.table import HEADER, LABEL_STYLES, STATUS

if TYPE_CHECKING:
    from lxml.etree import _Element

_LABEL_NAMES = frozenset(name.lower() for name in LABEL_STYLES)
_AS_WRITTEN = {column: place for place, column in enumerate(HEADER)}
_ID_LIKE = re.compile(r"[A-Za-z]+\d+(\.[A-Za-z]*\d+)+")
_NUMBER_LIKE = re.compile(r"[\w.]*\d[\w.]*", re.ASCII)
_ROLE_WORDS = frozenset(word for role in Role for word in role.value.split())
_COPY = re.compile(r"_(?:Copy(?:_\d*)?|Cop?|C)?$")
"""What LibreOffice adds to the bookmark of a pasted row, cut off at the 40 characters that Word's names may have."""
_CHANGES = tuple(
    f"{{*}}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange")
)
_WRITERS = ("", "translator", "python-docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """Hold a paragraph of the Notes column; ``added`` is what tracked changes put in, or all if they replaced words.

    ``labelled`` lines open with a label in one of our styles, so that they are ours and not the reviewer's; a file
    that has lost those styles is ``unstyled``.
    """

    text: str
    added: str = ""
    labelled: bool = False
    unstyled: bool = False
    by: Revision = field(default_factory=Revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold one row; ``position`` counts the rows of the file from 1.

    ``labels`` are the lines of the № cell and ``marks`` its bookmarks. ``*_before`` is the text with every
    tracked change rejected. ``fault`` says in words why the row cannot be trusted (its cells were merged or
    split).
    """

    position: int
    labels: tuple[str, ...] = ()
    marks: tuple[RowMark, ...] = ()
    chinese: str = ""
    chinese_before: str = ""
    english: str = ""
    english_before: str = ""
    struck: bool = False
    status: str = ""
    notes: tuple[NoteLine, ...] = ()
    changes: tuple[Revision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Hold a review table that came back; ``saved_by`` is who saved the file last, if it says so.

    ``remarks`` are comments, and lines written outside the table, that no row can keep. ``lines`` are the other lines
    outside the table: ours, and what a person wrote there without Track Changes. ``authors`` made the tracked changes.
    """

    job_id: str = ""
    version: str = ""
    saved_by: str = ""
    rows: tuple[Row, ...] = ()
    remarks: tuple[Remark, ...] = ()
    lines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def read_sheet(data: bytes, name: str, choice: Choice = everybody) -> Sheet:
    """Read a returned review table; ``choice`` tells whose tracked changes count, all others are rejected.

    Raises `InputError` when the bytes are not a Word file, a damaged or encrypted one, or hold no review table
    with all its columns.
    """
    package = Package(data, name)
    part = package.main_part()
    body = package.root(part)
    tables = list(_review_tables(body, name, choice))
    if not any(found for _, found in tables):
        raise _no_table(name)
    remarks = remarks_beside(
        package, part, body, [(table, [row for row, _ in found]) for table, found in tables], choice
    )
    labels = _label_styles(package, part)
    elements = []
    rows: list[Row] = []
    gone: list[Row] = []
    for index, (element, columns) in enumerate(row for _, found in tables for row in found):
        row = replace(_row(index + 1, element, columns, choice, labels), remarks=remarks.get(index, ()))
        (rows if _present(element, choice) and not _is_bare(row) else gone).append(row)
        elements.append(element)
    job, version = _job(package, part)
    return Sheet(
        job_id=job,
        version=version,
        saved_by=_saved_by(package),
        rows=tuple(_with_added_notes(_without_merged(rows, elements))),
        remarks=(*remarks.get(-1, ()), *(remark for row in gone for remark in _of_deleted(row))),
        lines=lines_outside(body, [table for table, _ in tables], choice),
        authors=tuple(dict.fromkeys(value(change, "author") for change in body.iter(*_CHANGES))),
    )


# --- tables and rows ---------------------------------------------------------------------------------------

_WRAPPERS = frozenset(
    ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:body", "w:smartTag", "mc:AlternateContent",
     "mc:Choice")
)  # fmt: skip


def _inside(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the children of a kind, also those that content controls and the like are wrapped round."""
    for inner in element:
        found = kind(inner)
        if found == name:
            yield inner
        elif found in _WRAPPERS:
            yield from _inside(inner, name)


_Rows = list[tuple["_Element", dict[str, int] | None]]
"""Rows with the places of their columns, None where the cells do not fit."""


def _review_tables(root: _Element, name: str, choice: Choice) -> Iterator[tuple[_Element, _Rows]]:
    """Yield the review tables with their rows; tables of the reviewer's own are left out."""
    for table in _inside(root, "w:tbl"):
        rows = [(row, _cells(row, choice)) for row in _inside(table, "w:tr")]
        ours = any(_looks_ours(row, cells) for row, cells in rows)
        heads = {
            at: head
            for at, (row, cells) in enumerate(rows)
            if (head := _head(row, cells, name, at=at, ours=ours))
        }
        columns, width = next(iter(heads.values()), (_AS_WRITTEN, len(HEADER)))
        if heads or ours:
            below = (pair for at, pair in enumerate(rows) if at not in heads)
            yield table, [(row, columns if len(cells) == width else None) for row, cells in below]


def _looks_ours(row: _Element, cells: Sequence[_Element]) -> bool:
    """Tell whether a row is one of ours, which may have been moved to a table without column heads."""
    if _marks(row):
        return True
    first = text_of(pieces_of(cells[0]), everybody).split("\n")[0] if len(cells) == len(HEADER) else ""
    return bool(_ID_LIKE.fullmatch(first.strip()))


def _head(
    row: _Element, cells: Sequence[_Element], name: str, *, at: int, ours: bool
) -> tuple[dict[str, int], int] | None:
    """Give the places of the columns and the number of cells if this is a row of column heads."""
    numbered = bool(cells) and text_of(pieces_of(cells[0]), everybody) == NUMBER_HEAD
    if not numbered and at > 0 and child(child(row, "w:trPr"), "w:tblHeader") is None:
        return None
    texts = [text_of(cell, nobody) or text_of(cell, everybody) for cell in map(pieces_of, cells)]
    if sum(column in texts for column in HEADER) < 3 and not (numbered and ours):
        return None
    places = {text: place for place, text in enumerate(texts)}
    missing = [column for column in HEADER if column not in places]
    if missing:
        raise InputError(
            f"{name}: the review table has lost the column {', '.join(missing)}",
            hint="Ask for the file with all five columns, №, 中文, English, Status and Notes, as it was sent out.",
        )
    return places, len(cells)


def _present(element: _Element, choice: Choice) -> bool:
    """Tell whether a row or cell is there after the chosen changes: not deleted, and not put in by a rejected one."""
    for properties in (child(element, "w:trPr"), child(element, "w:tcPr")):
        for change in properties if properties is not None else ():
            if kind(change) in ("w:del", "w:cellDel") and choice(value(change, "author")):
                return False
            if kind(change) in ("w:ins", "w:cellIns") and not choice(value(change, "author")):
                return False
    return True


def _cells(row: _Element, choice: Choice) -> list[_Element]:
    return [cell for cell in _inside(row, "w:tc") if _present(cell, choice)]


def _is_bare(row: Row) -> bool:
    """Tell whether nothing is left in a row: to cut a row, LibreOffice takes out all its text and leaves the cells."""
    return not (row.labels or row.chinese or row.english or row.status or row.notes or row.fault)


def _of_deleted(row: Row) -> Iterator[Remark]:
    """Yield what was said beside a row that is gone, so that it is at least told."""
    which = next(iter((*(mark.id for mark in row.marks), *row.labels)), "without a number")
    for remark in row.remarks:
        yield replace(remark, text=f"(on the deleted row {which}) {remark.text}")


def _row(
    position: int, element: _Element, columns: dict[str, int] | None, choice: Choice, labels: frozenset[str]
) -> Row:
    cells = [pieces_of(cell) for cell in _cells(element, choice)]
    marks = _marks(element)
    if columns is None:
        texts = [text_of(cell, choice) for cell in cells]
        return Row(
            position=position,
            labels=tuple(line.strip() for text in texts[:1] for line in text.split("\n") if line.strip()),
            marks=marks,
            english=" | ".join(texts[1:] or texts),
            fault=f"it has {len(cells)} cell{'' if len(cells) == 1 else 's'}: some were split or merged",
        )
    number, chinese, english, status, notes = (cells[columns[column]] for column in HEADER)
    return Row(
        position=position,
        labels=tuple(line.strip() for line in text_of(number, choice).split("\n") if line.strip()),
        marks=marks,
        chinese=text_of(chinese, choice),
        chinese_before=text_of(chinese, nobody),
        english=text_of(english, choice),
        english_before=text_of(english, nobody),
        struck=all_struck(english, choice),
        status=text_of(status, choice),
        notes=(
            *_note_lines(notes, choice, labels),
            *_beside_number(number, choice),
            *_other_columns(cells, columns, choice),
        ),
        changes=tuple(_changes((chinese, english, status), choice)),
    )


def _marks(row: _Element) -> tuple[RowMark, ...]:
    """Give the bookmarks of a row; that of a copied row counts only where the row has none of its own."""
    names = [value(element, "name") for element in row.iter("{*}bookmarkStart")]
    marks = [mark for name in names if (mark := read_bookmark(name))]
    copies = [mark for name in names if (mark := read_bookmark(_COPY.sub("", name)))]
    return tuple(marks or copies)


def _changes(cells: Iterable[Sequence[Piece]], choice: Choice) -> Iterator[Revision]:
    """Yield who made the changes that count, each author and time once, oldest first.

    Changes of white space count only where there are no others: programs mark it when a person changed nothing.
    """
    pieces = [piece for cell in cells for piece in cell if piece.text]
    for some in ([piece for piece in pieces if piece.text.strip()], pieces):
        found = {
            by
            for piece in some
            for by in (*piece.inserted, *piece.deleted, *piece.formatted)
            if choice(by.author)
        }
        if found:
            yield from sorted(found, key=lambda by: (by.time, by.author))
            return


def _label_styles(package: Package, part: str) -> frozenset[str]:
    """Give the ids of our label styles: a program that saves a file may number its styles anew."""
    return frozenset(
        value(style, "styleId")
        for styles in package.related(part, "styles")
        for style in styles
        if kind(style) == "w:style" and value(child(style, "w:name")).lower() in _LABEL_NAMES
    )


def _note_lines(cell: Sequence[Piece], choice: Choice, labels: frozenset[str]) -> Iterator[NoteLine]:
    for pieces in paragraphs_of(cell, choice):
        shown = [piece for piece in pieces if piece.kept(choice) and piece.text.strip()]
        added = [piece for piece in shown if piece.inserted]
        # Words that replace others say nothing alone: the whole line goes with them.
        replaced = any(piece.deleted and not piece.kept(choice) for piece in pieces)
        if shown:
            yield NoteLine(
                text=text_of(pieces, choice),
                added=text_of(pieces if added and replaced else [p for p in pieces if p.inserted], choice),
                labelled=shown[0].style in labels and not shown[0].inserted,
                unstyled=not labels,
                by=added[-1].inserted[-1] if added else Revision(),
            )


def _beside_number(cell: Sequence[Piece], choice: Choice) -> Iterator[NoteLine]:
    """Yield what a person wrote into the № cell: lines that are no number, and not the role of a sentence."""
    for pieces in paragraphs_of(cell, choice):
        text = text_of(pieces, choice)
        # LibreOffice joins a bookmark to nothing.
        visible = "".join(sign for sign in text if sign.isprintable())
        if not all(word in _ROLE_WORDS or _NUMBER_LIKE.fullmatch(word) for word in visible.split()):
            by = next((p.inserted[-1] for p in pieces if p.inserted and p.kept(choice)), Revision())
            yield NoteLine(text=f"{NUMBER_HEAD} {text}", by=by)


def _other_columns(
    cells: Sequence[Sequence[Piece]], columns: dict[str, int], choice: Choice
) -> Iterator[NoteLine]:
    """Yield what stands in columns that a person has added."""
    heads = {place: head for head, place in columns.items()}
    for place, cell in enumerate(cells):
        text = text_of(cell, choice)
        if text and heads.get(place) not in HEADER:
            by = next((piece.inserted[-1] for piece in cell if piece.inserted), Revision())
            yield NoteLine(text=f"{heads.get(place, '')}: {text}".removeprefix(": "), by=by)


def _with_added_notes(rows: Iterable[Row]) -> list[Row]:
    """Give the rows; notes in a row that a person added for them belong to the row before, as other lines do."""
    found: list[Row] = []
    for row in rows:
        if not found or row.labels or row.marks or row.chinese or row.english or row.fault:
            found.append(row)
            continue
        # Our own notes may be left of a row that was emptied.
        lines = [line for line in row.notes if not line.labelled]
        if row.status.lower() not in ("", *STATUS.values()):
            lines.append(NoteLine(text=f"Status: {row.status}"))
        before = found[-1]
        found[-1] = replace(before, notes=(*before.notes, *lines), remarks=(*before.remarks, *row.remarks))
    return found


def _without_merged(rows: Iterable[Row], elements: Sequence[_Element]) -> Iterator[Row]:
    """Yield the rows, those that a merged cell runs through marked as such."""
    through = [any(_continues(cell) for cell in _inside(row, "w:tc")) for row in elements]
    for row in rows:
        index = row.position - 1
        if through[index] or (index + 1 < len(through) and through[index + 1]):
            yield replace(row, fault="its cells were merged with those of another row")
        else:
            yield row


def _continues(cell: _Element) -> bool:
    properties = child(cell, "w:tcPr")
    merge = child(properties, "w:vMerge")
    tracked = child(properties, "w:cellMerge")
    return (merge is not None and value(merge) != "restart") or value(tracked, "vMerge") == "cont"


# --- what the file says of itself -----------------------------------------------------------------------


def _job(package: Package, part: str) -> tuple[str, str]:
    """Give the job's id and the sheet's version, each empty where the file has lost it."""
    job = version = ""
    for footer in package.related(part, "footer"):
        line = "".join(element.text or "" for element in footer.iter("{*}t"))
        if line.startswith(FOOTER_JOB):
            job, version = read_footer(line[: line.rfind("Page ")] if "Page " in line else line)
    for properties in package.related("", "custom-properties"):
        for found in properties.iter("{*}property"):
            if found.get("name") == JOB_PROPERTY:
                job = "".join(str(text) for text in found.itertext()).strip()
    return job, version


def _saved_by(package: Package) -> str:
    for core in package.related("", "core-properties"):
        for found in core.iter("{*}lastModifiedBy"):
            name = (found.text or "").strip()
            return "" if name.lower() in _WRITERS else name
    return ""


def _no_table(name: str) -> InputError:
    return InputError(
        f"{name}: holds no review table",
        hint="Use the file called NAME.review.docx that came with the job; the other documents are for publication.",
    )


__all__ = ["NoteLine", "Remark", "Revision", "Row", "Sheet", "read_sheet"]
