"""Own what becomes of rows that are not certain: each is a conflict, and nothing of their English is applied.

What people wrote beside such rows is still kept, since a comment on the wrong one of two sentences can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.model import Document, Note, Segment
from translator.review.change import NOBODY, with_notes
from translator.review.conflicts import is_settled, kept
from translator.review.decide import Outcome
from translator.review.match import ConflictKind, Doubt
from translator.review.notes import notes_of
from translator.review.results import Conflict

_PROPOSALS = {
    ConflictKind.MISSING: "Kept as it is in the job, which may have got the sentence after the table was made. If the "
    "row was removed to leave the sentence out, write DELETE as its English instead.",
    ConflictKind.DOUBLED: "Keep one of the rows with this number and remove the others, then apply the file again.",
    ConflictKind.CELLS: "Edit this sentence in a fresh file, one row for each number.",
    ConflictKind.IDENTITY: "Put the right number back into the № cell, or edit the row in a fresh file.",
    ConflictKind.UNKNOWN: "Move the text into the English cell of the sentence it belongs to.",
}


def doubted(document: Document, doubts: Sequence[Doubt], reviewer: str) -> Iterator[tuple[str, Outcome]]:
    """Yield, by id, the segments that are in doubt, each with its conflict unless a person has settled that."""
    by_segment = {doubt.segment_id: doubt for doubt in doubts if doubt.segment_id}
    noted: set[int] = set()  # rows whose comments have found their segment
    flags = {segment.id: block.flags for block in document.blocks() for segment in block.segments}
    for segment in document.segments():
        doubt = by_segment.get(segment.id)
        if doubt is None:
            continue
        rows = [row for row in doubt.rows if row.position not in noted]
        noted |= {row.position for row in rows}
        notes = [
            note
            for row in rows
            for note in notes_of(row, segment, flags[segment.id], reviewer or NOBODY, current=False)
        ]
        yield segment.id, _outcome(segment, conflict_of(doubt, segment, reviewer), notes)


def _outcome(segment: Segment, conflict: Conflict, notes: Sequence[Note]) -> Outcome:
    segment, added = with_notes(segment, notes)
    if is_settled(segment, conflict):
        return Outcome(segment=segment, comments=added)
    return Outcome(segment=kept(segment, conflict, _offers(conflict)), conflict=conflict, comments=added)


def _offers(conflict: Conflict) -> dict[str, str]:
    """Give the text that can be taken as it stands: the only one of rows whose cells are whole."""
    usable = conflict.kind in (ConflictKind.DOUBLED, ConflictKind.IDENTITY) and "\n" not in conflict.theirs
    return {conflict.reviewer: conflict.theirs} if usable and conflict.theirs else {}


def conflict_of(doubt: Doubt, segment: Segment | None, reviewer: str) -> Conflict:
    """Give the conflict over a segment in doubt, or over rows of no segment."""
    segment = segment or Segment(id="", source="\n".join(row.chinese for row in doubt.rows))
    reason = f"{doubt.reason[:1].upper()}{doubt.reason[1:]}. " if doubt.reason else ""
    return Conflict(
        kind=doubt.kind,
        segment_id=segment.id,
        source=segment.source,
        ours=segment.target,
        theirs="\n".join(dict.fromkeys(row.english for row in doubt.rows if row.english)),
        proposal=reason + _PROPOSALS[doubt.kind],
        reviewer=reviewer or NOBODY,
        rows=tuple(row.position for row in doubt.rows),
    )
