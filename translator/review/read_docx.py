"""Reading of a review table that came back from Word: its rows as they now stand.

Nothing is compared with a job here and nothing is decided: a row that is doubled, merged or nameless is reported
as it is. What is no review table at all is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.model import Role, RowFault
from translator.ooxml.body import is_struck, pieces_of
from translator.ooxml.comments import Comment
from translator.ooxml.numbering import Numbering, printed_numbers
from translator.ooxml.package import Package, child, inside, kind, value
from translator.ooxml.paragraph_format import Styles
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
from translator.ooxml.writing import JOB_PROPERTY, PAGE_LABEL
from translator.review.asides import comments_beside
from translator.review.notes_column import LABEL_STYLES, WRONG, read_conflict_bookmark
from translator.review.returned import Approval, NoteLine, ReturnedFile, ReturnedSegment
from translator.review.status import approval_of, comment_in, says_delete
from translator.review.table import (
    FOOTER_JOB,
    HEADER,
    NOTES,
    NUMBER,
    PLACE_WORDS,
    STATUS,
    STATUS_HEAD,
    TARGET,
    read_bookmark,
    read_footer,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_LABEL_NAMES = frozenset(name.lower() for name in LABEL_STYLES)
_AS_WRITTEN = {column: place for place, column in enumerate(HEADER)}
_ID_LIKE = re.compile(r"[A-Za-z]+\d+(\.[A-Za-z]*\d+)+")
_NUMBER_LIKE = re.compile(r"[\w.]*\d[\w.]*,?", re.ASCII)
_ROLE_WORDS = PLACE_WORDS | {word for role in Role for word in role.value.split()}
_COPY = re.compile(r"_(?:Copy(?:_\d*)?|Cop?|C)?$")
"""What LibreOffice adds to the bookmark of a pasted row, cut off at the 40 characters that Word's names may have."""
_CHANGES = tuple(
    f"{{*}}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange")
)
_WRITERS = ("", "translator", "python-docx")


def read_review_table(data: bytes, name: str, choice: Choice = everybody) -> ReturnedFile:
    """Read a returned review table; ``choice`` tells whose tracked changes count, all others are rejected.

    Raises `InputError` when the bytes are not a Word file, a damaged or encrypted one, or hold no review table
    with all its columns.
    """
    package = Package(data, name)
    part = package.main_part()
    body = package.root(part)
    tables = _review_tables(body, name, choice)
    found = [row for _, rows in tables for row in rows]
    if not found:
        raise InputError(
            f"{name}: holds no review table",
            hint="Use the file NAME.review.docx that came with the job; the other documents are for publication.",
        )
    rows_of = [(table, [row for row, _ in rows]) for table, rows in tables]
    beside, lines = comments_beside(package, part, body, rows_of, choice)
    styles = _Styles.of(package, part, body)
    rows: list[_Row] = []
    gone: list[Comment] = []
    for index, (element, columns) in enumerate(found):
        row = _row(index + 1, element, columns, choice, styles)
        comments = tuple(beside.get(index, ()))
        if _is_present(element, choice) and not row.is_bare:
            rows.append(replace(row, segment=replace(row.segment, comments=comments)))
        else:
            gone += _of_deleted(row.segment, comments)
    job, version = _job(package, part)
    merged = _without_merged(rows, [element for element, _ in found])
    return ReturnedFile(
        name=name,
        job_id=job,
        version=version,
        saved_by=_saved_by(package),
        segments=tuple(map(_with_status_comment, _with_added_notes(merged))),
        comments=(*beside.get(-1, ()), *gone),
        lines=lines,
        authors=tuple(dict.fromkeys(value(change, "author") for change in body.iter(*_CHANGES))),
    )


def is_review_table(data: bytes, name: str) -> bool:
    """Return whether bytes are a Word file with a review table, or any other document of a job.

    Raises `InputError` when they are no Word file, or a damaged or encrypted one.
    """
    package = Package(data, name)
    part = package.main_part()
    if _job(package, part)[0]:
        return True
    return any(rows for _, rows in _review_tables(package.root(part), name, everybody))


def english_cells(body: _Element, name: str) -> list[_Element] | None:
    """Return the cells of the English column of review tables; None for a file that holds none."""
    tables = [rows for _, rows in _review_tables(body, name, everybody)]
    placed = [(row, columns) for rows in tables for row, columns in rows if columns]
    return [_cells(row, everybody)[columns[TARGET]] for row, columns in placed] if tables else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with the text of its Status cell."""

    segment: ReturnedSegment
    status: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether a row has no id, text or fault; a person may have added it for notes."""
        segment = self.segment
        texts = segment.ids or segment.source or segment.target
        return not (texts or segment.approval is Approval.DELETED or segment.faults)

    @property
    def is_bare(self) -> bool:
        """Return whether nothing is left: to cut a row, LibreOffice takes out all its text and leaves the cells."""
        return self.is_empty and not (self.status or self.segment.notes)


# --- tables and rows ---------------------------------------------------------------------------------------

_Rows = list[tuple["_Element", dict[str, int] | None]]
"""Rows with the places of their columns, None where the cells do not fit."""


def _review_tables(root: _Element, name: str, choice: Choice) -> list[tuple[_Element, _Rows]]:
    """Return the review tables with their rows; tables of the reviewer's own are left out.

    Raises `InputError` for one that has lost a column.
    """
    found: list[tuple[_Element, _Rows]] = []
    others: list[list[str]] = []
    for table in inside(root, "w:tbl"):
        rows = [(row, _cells(row, choice)) for row in inside(table, "w:tr")]
        ours = any(_looks_ours(row, cells) for row, cells in rows)
        heads = {
            at: head for at, (row, cells) in enumerate(rows) if (head := _head(row, cells, at=at, ours=ours))
        }
        columns, width = next(iter(heads.values()), (_AS_WRITTEN, len(HEADER)))
        lost = [column for places, _ in heads.values() for column in HEADER if column not in places]
        if lost and (ours or STATUS_HEAD in columns):
            raise _lost_columns(name, lost)
        if lost:
            others.append(lost)
        elif heads or ours:
            below = (pair for at, pair in enumerate(rows) if at not in heads)
            found.append((table, [(row, columns if len(cells) == width else None) for row, cells in below]))
    if others and not found:
        raise _lost_columns(name, others[0])
    return found


def _lost_columns(name: str, columns: Iterable[str]) -> InputError:
    return InputError(
        f"{name}: the review table has lost the column {', '.join(dict.fromkeys(columns))}",
        hint="Ask for the file with all five columns, №, 中文, English, Status and Notes, as it was sent out.",
    )


def _looks_ours(row: _Element, cells: Sequence[_Element]) -> bool:
    """Return whether a row is one of ours, which may have been moved to a table without column heads."""
    if any(map(read_bookmark, _bookmarks(row))):
        return True
    first = text_of(pieces_of(cells[0]), everybody).split("\n")[0] if len(cells) == len(HEADER) else ""
    return bool(_ID_LIKE.fullmatch(first.strip()))


def _head(
    row: _Element, cells: Sequence[_Element], *, at: int, ours: bool
) -> tuple[dict[str, int], int] | None:
    """Return the places of the columns and the number of cells if this is a row of column heads."""
    numbered = bool(cells) and text_of(pieces_of(cells[0]), everybody) == NUMBER
    if not numbered and at > 0 and child(child(row, "w:trPr"), "w:tblHeader") is None:
        return None
    texts = [text_of(cell, nobody) or text_of(cell, everybody) for cell in map(pieces_of, cells)]
    if sum(column in texts for column in HEADER) < 3 and not (numbered and ours):
        return None
    return {text: place for place, text in enumerate(texts)}, len(cells)


def _is_present(element: _Element, choice: Choice) -> bool:
    """Return whether a row or cell is there after the chosen changes: not deleted, and not put in by a rejected one."""
    for properties in (child(element, "w:trPr"), child(element, "w:tcPr")):
        for change in properties if properties is not None else ():
            if kind(change) in ("w:del", "w:cellDel") and choice(value(change, "author")):
                return False
            if kind(change) in ("w:ins", "w:cellIns") and not choice(value(change, "author")):
                return False
    return True


def _cells(row: _Element, choice: Choice) -> list[_Element]:
    return [cell for cell in inside(row, "w:tc") if _is_present(cell, choice)]


def _of_deleted(row: ReturnedSegment, comments: Iterable[Comment]) -> Iterator[Comment]:
    """Yield what was said beside a row that is gone, so that it is at least told."""
    which = next(iter((*(baseline.id for baseline in row.baselines), *row.ids)), "without a number")
    for comment in comments:
        yield replace(comment, text=f"(on the deleted row {which}) {comment.text}")


def _row(
    position: int, element: _Element, columns: dict[str, int] | None, choice: Choice, styles: _Styles
) -> _Row:
    lists = [columns[column] for column in (TARGET, NOTES)] if columns else []
    cells = [
        styles.shown(pieces_of(cell, styles.numbers if place in lists else {}))
        for place, cell in enumerate(_cells(element, choice))
    ]
    bookmarks = _bookmarks(element)
    baselines = tuple(baseline for name in bookmarks if (baseline := read_bookmark(name)))
    if columns is None:
        texts = [text_of(cell, choice) for cell in cells]
        return _Row(
            segment=ReturnedSegment(
                position=position,
                ids=_lines(texts[0]) if texts else (),
                baselines=baselines,
                target=" | ".join(texts[1:] or texts),
                faults=frozenset((RowFault.CELLS,)),
            )
        )
    number, source, target, status_cell, notes = (cells[columns[column]] for column in HEADER)
    status = text_of(status_cell, choice)
    row = ReturnedSegment(
        position=position,
        ids=_lines(text_of(number, choice)),
        baselines=baselines,
        source=text_of(source, choice),
        source_before=text_of(source, nobody),
        target=text_of(target, choice),
        target_before=text_of(target, nobody),
        approval=approval_of(status),
        notes=(
            *_note_lines(notes, choice, styles),
            *_beside_number(number, choice),
            *_other_columns(cells, columns, choice),
        ),
        conflicts=frozenset(filter(None, map(read_conflict_bookmark, bookmarks))),
        changes=tuple(_changes((source, target, status_cell), choice)),
    )
    # A text that was written like that asks for nothing.
    asks = says_delete(row.target, row.source) and not any(b.matches_target(row.target) for b in baselines)
    emptied = (
        bool(row.source and row.target_before) and not row.target
    )  # by tracked changes: a person's decision
    if asks or emptied or all_struck(target, choice):
        row = replace(row, approval=Approval.DELETED)
    return _Row(segment=row, status=status)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _bookmarks(row: _Element) -> list[str]:
    """Return the names of a row's bookmarks; those of a copied row count only where it has none of its own."""
    names = [value(element, "name") for element in row.iter("{*}bookmarkStart")]
    return names if any(map(read_bookmark, names)) else [_COPY.sub("", name) for name in names]


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


@dataclass(frozen=True, slots=True)
class _Styles:
    """The ids of the styles that say something: a program that saves a file may number its styles anew.

    ``labels`` are those of our labels in the Notes, ``wrong`` that of a missing term there, ``struck`` those that
    strike their text through. ``numbers`` are those of the lists.
    """

    labels: frozenset[str]
    wrong: frozenset[str]
    struck: frozenset[str]
    numbers: Mapping[_Element, Piece]

    @classmethod
    def of(cls, package: Package, part: str, body: _Element) -> _Styles:
        styles = [
            style for root in package.related(part, "styles") for style in root if kind(style) == "w:style"
        ]
        known = Styles(next(package.related(part, "styles"), None))
        numbering = Numbering(next(package.related(part, "numbering"), None), known)
        return cls(
            labels=_ids(styles, lambda style: value(child(style, "w:name")).lower() in _LABEL_NAMES),
            wrong=_ids(styles, lambda style: value(child(style, "w:name")).lower() == WRONG.lower()),
            struck=_ids(styles, lambda style: is_struck(child(style, "w:rPr"))),
            numbers=printed_numbers(body, numbering, known),
        )

    def is_labelled(self, pieces: Sequence[Piece]) -> bool:
        """Return whether a line opens with a label of ours, or with a missing term whose label was taken out.

        What a person types over a label, or before it, takes its style in Word, but has no colon at its end.
        """
        label = "".join(piece.text for piece in takewhile(lambda piece: piece.style in self.labels, pieces))
        return label.rstrip().endswith(":") or bool(pieces and pieces[0].style in self.wrong)

    def shown(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return pieces, those in a style that strikes through as struck."""
        return [
            replace(piece, struck=True, was_struck=True) if piece.style in self.struck else piece
            for piece in pieces
        ]


def _ids(styles: Iterable[_Element], is_meant: Callable[[_Element], bool]) -> frozenset[str]:
    return frozenset(value(style, "styleId") for style in styles if is_meant(style))


def _note_lines(cell: Sequence[Piece], choice: Choice, styles: _Styles) -> Iterator[NoteLine]:
    for pieces in paragraphs_of(cell, choice):
        shown = [piece for piece in pieces if piece.text.strip()]
        added = [piece for piece in shown if piece.inserted and piece.kept(choice)]
        text, before = text_of(pieces, choice), text_of(pieces, nobody)
        if text:
            yield NoteLine(
                text=text,
                before="" if before == text else before,
                labelled=styles.is_labelled([piece for piece in shown if not piece.inserted]),
                unstyled=not styles.labels,
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
            yield NoteLine(text=f"{NUMBER} {text}", by=by)


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


def _with_added_notes(rows: Iterable[_Row]) -> list[_Row]:
    """Return the rows; notes in a row that a person added for them belong to the row before, as other lines do."""
    found: list[_Row] = []
    for row in rows:
        if not found or row.segment.baselines or not row.is_empty:
            found.append(row)
            continue
        # Our own notes may be left of a row that was emptied.
        lines = [line for line in row.segment.notes if not line.labelled]
        if row.status.lower() not in ("", *STATUS.values()):
            lines.append(NoteLine(text=f"Status: {row.status}"))
        before = found[-1].segment
        joined = replace(
            before, notes=(*before.notes, *lines), comments=(*before.comments, *row.segment.comments)
        )
        found[-1] = replace(found[-1], segment=joined)
    return found


def _with_status_comment(row: _Row) -> ReturnedSegment:
    said = comment_in(row.status)
    if not said:
        return row.segment
    comment = Comment(text=f"Status: {said}", by_reviewer=True)
    return replace(row.segment, status=said, comments=(*row.segment.comments, comment))


def _without_merged(rows: Iterable[_Row], elements: Sequence[_Element]) -> Iterator[_Row]:
    """Yield the rows, those that a merged cell runs through as faulty."""
    through = [any(_continues(cell) for cell in inside(row, "w:tc")) for row in elements]
    for row in rows:
        index = row.segment.position - 1
        merged = through[index] or (index + 1 < len(through) and through[index + 1])
        faults = frozenset((RowFault.MERGED,)) if merged else row.segment.faults
        yield replace(row, segment=replace(row.segment, faults=faults))


def _continues(cell: _Element) -> bool:
    properties = child(cell, "w:tcPr")
    merge = child(properties, "w:vMerge")
    tracked = child(properties, "w:cellMerge")
    return (merge is not None and value(merge) != "restart") or value(tracked, "vMerge") == "cont"


# --- what the file says of itself -----------------------------------------------------------------------


def _job(package: Package, part: str) -> tuple[str, str]:
    """Return the job's id and the table's version, each empty where the file has lost it."""
    job = version = ""
    for footer in package.related(part, "footer"):
        line = "".join(element.text or "" for element in footer.iter("{*}t"))
        if line.startswith(FOOTER_JOB):
            job, version = read_footer(line[: line.rfind(PAGE_LABEL)] if PAGE_LABEL in line else line)
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
