"""Own what a returned review table does to its job: which edits count, which conflict, and the job afterwards.

Everything here turns values into values; nothing is read or written. A row is applied only when it is certain which
segment it belongs to and which text the reviewer started from. All else is a `Conflict`, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from translator import pipeline
from translator.errors import InputError, UsageError
from translator.formats.docx_out import job_id
from translator.formats.review_ids import comparable
from translator.formats.review_read import Sheet
from translator.model import Candidate, Document, OriginKind, Segment
from translator.review.change import REVIEW_CHECK, confirmed, edited, with_corrected_blocks
from translator.review.judge import Judge, Outcome
from translator.review.match import ConflictKind, Doubt, match_rows
from translator.review.values import MERGED, Action, Conflict, Edit, Options, Review


def apply_sheet(document: Document, sheet: Sheet, options: Options) -> Review:
    """Apply a returned table to its job: everything certain, or with ``strict`` nothing if there is a conflict.

    Applying the same file again changes nothing. Raises `InputError` when the table belongs to another job.
    """
    matching = match_rows(sheet.rows, document)
    by_id = {segment.id: comparable(segment.source) for segment in document.segments()}
    check_job(document, sheet, sum(m.row.chinese == by_id[name] for name, m in matching.matches.items()))
    judge = Judge(document=document, sheet=sheet, options=options)
    outcomes = {
        segment.id: judge.outcome(segment, matching.matches[segment.id])
        for segment in document.segments()
        if segment.id in matching.matches
    }
    conflicts = [
        *_doubtful(document, matching.doubts, sheet),
        *(o.conflict for o in outcomes.values() if o.conflict),
    ]
    conflicts = _in_order(document, conflicts)
    if options.strict and conflicts:
        return Review(document=document, conflicts=tuple(conflicts), unchanged=len(outcomes))
    return _applied(document, sheet, outcomes, conflicts)


def check_job(document: Document, sheet: Sheet, matched: int) -> None:
    """Raise `InputError` unless the sheet was made from this job, in this or an earlier version.

    A file that lost its job's id in another program must hold at least half of its rows unmistakably.
    """
    own = job_id(document)
    name, _, content = sheet.job_id.rpartition("-")
    if own.rpartition("-")[2] == content or name == document.name:
        return  # the same text, though the job may have been renamed; or an earlier version of it
    if sheet.job_id or matched * 2 < len(sheet.rows):
        theirs = f"job {sheet.job_id}" if sheet.job_id else "another job"
        raise InputError(
            f"the review file belongs to {theirs}, not to {own}",
            hint="Name the right job with --job, for example --job out/NAME/NAME.xlf.",
        )


def _in_order(document: Document, conflicts: list[Conflict]) -> list[Conflict]:
    order = {segment.id: at for at, segment in enumerate(document.segments())}
    return sorted(conflicts, key=lambda conflict: order.get(conflict.segment_id, len(order)))


# --- rows that are not certain -----------------------------------------------------------------------------

_PROPOSALS = {
    ConflictKind.MISSING: "Kept as it is in the job. If the row was removed to leave the sentence out, write DELETE "
    "in its English cell instead.",
    ConflictKind.DOUBLED: "Keep one of the rows with this number and remove the others, then apply the file again.",
    ConflictKind.CELLS: "Edit this sentence in a fresh review file, one row for each number.",
    ConflictKind.IDENTITY: "Put the right number back into the № cell, or edit the row in a fresh review file.",
    ConflictKind.UNKNOWN: "Move the text into the English cell of the sentence it belongs to.",
}


def _doubtful(document: Document, doubts: tuple[Doubt, ...], sheet: Sheet) -> Iterator[Conflict]:
    segments = {segment.id: segment for segment in document.segments()}
    for doubt in doubts:
        segment = segments.get(doubt.segment_id, Segment(id="", source=""))
        texts = dict.fromkeys(row.english for row in doubt.rows if row.english)
        reason = f"{doubt.reason[:1].upper()}{doubt.reason[1:]}. " if doubt.reason else ""
        yield Conflict(
            kind=doubt.kind,
            segment_id=doubt.segment_id,
            source=segment.source or "\n".join(row.chinese for row in doubt.rows),
            ours=segment.target,
            theirs="\n".join(texts),
            proposal=reason + _PROPOSALS[doubt.kind],
            reviewer=sheet.saved_by,
            rows=tuple(row.position for row in doubt.rows),
        )


# --- the job afterwards --------------------------------------------------------------------------------------


def _applied(
    document: Document, sheet: Sheet, outcomes: Mapping[str, Outcome], conflicts: list[Conflict]
) -> Review:
    after = pipeline.map_segments(document, lambda s: outcomes[s.id].segment if s.id in outcomes else s)
    after = with_corrected_blocks(document, after)
    edits = tuple(outcome.edit for outcome in outcomes.values() if outcome.edit)
    return Review(
        document=document if after == document else after,
        edits=edits,
        conflicts=tuple(conflicts),
        unchanged=len(outcomes) - len(edits) - sum(1 for o in outcomes.values() if o.conflict),
        comments=sum(outcome.comments for outcome in outcomes.values()),
        warnings=(
            *(outcome.warning for outcome in outcomes.values() if outcome.warning),
            *(f"comment on no row, by {r.author or 'unknown'}: {r.text}" for r in sheet.remarks),
        ),
    )


# --- conflicts that are left in the job ----------------------------------------------------------------------


def open_conflicts(document: Document) -> tuple[Conflict, ...]:
    """Give the conflicts that earlier reviews left in the job, with both texts."""
    return tuple(
        Conflict(
            kind=next((k for k in ConflictKind if issue.message.startswith(k.value)), ConflictKind.CLASH),
            segment_id=segment.id,
            source=segment.source,
            ours=segment.target,
            theirs=offer.target if (offer := offered(segment)) else "",
            proposal=issue.message.partition("). ")[2],
            suggestion=both.target if (both := offered(segment, merged=True)) else "",
            reviewer=issue.message.partition(" (")[2].partition("). ")[0],
        )
        for segment in document.segments()
        for issue in segment.issues
        if issue.check == REVIEW_CHECK
    )


def offered(segment: Segment, *, merged: bool = False) -> Candidate | None:
    """Give the latest text that a conflict keeps beside the segment's own, or the two put together."""
    return next(
        (
            candidate
            for candidate in reversed(segment.candidates)
            if candidate.origin.kind is OriginKind.HUMAN and (candidate.origin.engine == MERGED) is merged
        ),
        None,
    )


def resolve(document: Document, segment_id: str, text: str | None, reviewer: str) -> Document:
    """Settle an open conflict: the segment becomes reviewed with ``text``, or as it stands if that is None.

    Raises `UsageError` for a segment without an open conflict.
    """
    if segment_id not in {conflict.segment_id for conflict in open_conflicts(document)}:
        raise UsageError(
            f"{segment_id}: there is no open conflict here",
            hint="List them with: translator review conflicts JOB",
        )

    def change(segment: Segment) -> Segment:
        if segment.id != segment_id:
            return segment
        return confirmed(segment, reviewer) if text is None else edited(segment, text, reviewer)

    return pipeline.map_segments(document, change)


__all__ = [
    "Action",
    "Conflict",
    "ConflictKind",
    "Edit",
    "Options",
    "Review",
    "apply_sheet",
    "check_job",
    "offered",
    "open_conflicts",
    "resolve",
]  # fmt: skip
