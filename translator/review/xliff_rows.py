"""Own how a file of a CAT tool is laid beside its job as the rows of a review table, so that one judge decides on both.

A state that was raised to reviewed or final is the *OK* of a row; one that was lowered says nothing. Nothing is
decided here: rows that are cut, joined, doubled or nameless are reported as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from translator.identity import comparable, sheet_version
from translator.model import (
    Document,
    Note,
    Segment,
    State,
)
from translator.ooxml.comments import Remark
from translator.review.read_docx import Row, Sheet
from translator.review.read_xliff import CUT, ReturnedFile, ReturnedSegment
from translator.review.table import STATUS

_OK = "OK"


def sheet_of(returned: ReturnedFile, document: Document, *, current: bool, reviewer: str = "") -> Sheet:
    """Give the rows of a returned file; ``current`` tells that the job is still as when the file was written.

    ``reviewer`` is the author of notes that name none.
    """
    segments = {segment.id: segment for segment in document.segments()}
    kept = {block.id for block in document.blocks() if not block.segments}
    parts = [part for part in returned.segments if part.id in segments or part.unit not in kept]
    cut = _cut_units(parts, document)
    saved_by = _saved_by(returned, document)
    author = reviewer or saved_by
    rows = (
        _row(position, part, segments.get(part.id), author, cut=part.unit in cut)
        for position, part in enumerate(parts, start=1)
    )
    return Sheet(
        job_id=returned.job_id,
        version=sheet_version(document) if current else "",
        saved_by=saved_by,
        rows=tuple(rows),
    )


def _row(position: int, part: ReturnedSegment, segment: Segment | None, author: str, *, cut: bool) -> Row:
    chinese = comparable(part.source)
    as_written = part.seal is not None and part.seal.holds_source(part.source)  # so that the job has moved on
    moved = cut and not as_written and (segment is None or chinese != comparable(segment.source))
    fault = part.fault or (CUT if moved else "")
    return Row(
        position=position,
        labels=(part.id,) if part.id else (),
        marks=(part.seal.mark(part.id),) if part.seal and part.id else (),
        chinese=chinese,
        chinese_before=chinese,
        english=comparable(part.target),
        status=_status(part, segment),
        changes=(part.by,) if part.by.author else (),
        remarks=tuple(_remarks(part, segment, author)),
        fault=fault,
    )


def _cut_units(parts: list[ReturnedSegment], document: Document) -> set[str]:
    """Give the units that hold other segments than their blocks do; no fault where their Chinese is as it was."""
    blocks = {block.id: Counter(segment.id for segment in block.segments) for block in document.blocks()}
    found: dict[str, Counter[str]] = {}
    for part in parts:
        found.setdefault(part.unit, Counter())[part.id] += 1
    return {unit for unit, ids in found.items() if unit in blocks and ids != blocks[unit]}


def _status(part: ReturnedSegment, segment: Segment | None) -> str:
    """Give what the state says in the words of a review table's Status column.

    A text that was a person's when the file was written is approved anew where the job has lost that, as after a run
    with *force* over a damaged job.
    """
    if part.remark or part.state is None or not part.target:
        return part.remark
    if part.seal is None:  # whether somebody raised it is not known
        return STATUS[part.state] if part.state.by_person else ""
    lost = segment is not None and not segment.state.by_person and part.seal.holds_target(part.target)
    return _OK if part.state.by_person and (lost or not part.seal.state.by_person) else ""


def _remarks(part: ReturnedSegment, segment: Segment | None, author: str) -> Iterator[Remark]:
    """Yield the notes; one without an author is new only if the job does not have its text."""
    known = {note.text for note in segment.notes} if segment else set()
    for note in part.notes:
        if note.text and (note.author or note.text not in known):
            yield note if note.author else Remark(text=note.text, author=author, time=note.time)


def _saved_by(returned: ReturnedFile, document: Document) -> str:
    """Give who worked in the file: who alone wrote its new notes, else the program."""
    old = {note for segment in document.segments() for note in _plain(segment.notes)}
    new = {note for part in returned.segments for note in _plain(part.notes)} - old
    authors = {author for author, _ in new if author}
    return next(iter(authors)) if len(authors) == 1 else returned.tool


def _plain(notes: tuple[Note, ...] | tuple[Remark, ...]) -> Iterator[tuple[str, str]]:
    return ((note.author, note.text) for note in notes)


def final_ids(returned: ReturnedFile) -> dict[str, str]:
    """Give the targets, by id, that the tool has made final."""
    return {
        part.id: comparable(part.target)
        for part in returned.segments
        if part.state is State.FINAL and part.target and not (part.seal and part.seal.state is State.FINAL)
    }
