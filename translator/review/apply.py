"""Own what a returned review table does to its job: which edits count, which conflict, and the job afterwards.

Everything here turns values into values; nothing is read or written. A row is applied only when it is certain which
segment it belongs to and which text the reviewer started from. All else is a `Conflict`, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translator import pipeline
from translator.errors import InputError
from translator.identity import comparable, job_id
from translator.model import Document
from translator.review.change import with_corrected_blocks
from translator.review.conflicts import open_conflicts, resolve, texts_to_take
from translator.review.decide import Judge, Outcome
from translator.review.doubts import conflict_of, doubted
from translator.review.match import ConflictKind, Doubt, match_rows
from translator.review.notes import status_remark
from translator.review.read_docx import Remark, Sheet
from translator.review.results import (
    Action,
    Conflict,
    Edit,
    Options,
    Review,
)
from translator.review.table import own_lines


def apply_sheet(document: Document, sheet: Sheet, options: Options) -> Review:
    """Apply a returned table to its job: everything certain, or with ``strict`` nothing if there is a conflict.

    Applying the same file again changes nothing. Raises `InputError` when the table belongs to another job.
    """
    matching = match_rows(sheet.rows, document)
    by_id = {segment.id: comparable(segment.source) for segment in document.segments()}
    _check_job(document, sheet, sum(m.row.chinese == by_id[name] for name, m in matching.matches.items()))
    judge = Judge(document=document, sheet=sheet, options=options, matches=matching.matches)
    outcomes = {
        segment.id: judge.outcome(segment, matching.matches[segment.id])
        for segment in document.segments()
        if segment.id in matching.matches
    }
    reviewer = options.reviewer or sheet.saved_by
    outcomes |= dict(doubted(document, matching.doubts, reviewer))
    strangers = [doubt for doubt in matching.doubts if not doubt.segment_id]
    conflicts = [
        *(outcomes[name].conflict for name in by_id if name in outcomes),
        *(conflict_of(doubt, None, reviewer) for doubt in strangers),
    ]
    return _applied(
        document, outcomes, [c for c in conflicts if c], options, _loose(document, sheet, strangers)
    )


def _check_job(document: Document, sheet: Sheet, matched: int) -> None:
    """Raise `InputError` unless the sheet was made from this job, in this or an earlier version.

    A file that lost its job's id in another program must hold at least half of its rows unmistakably. One of a job of
    the same name counts as an earlier version if a tenth of its Chinese is in this job: pages of other days share less.
    """
    own = job_id(document)
    name, _, content = sheet.job_id.rpartition("-")
    if own.rpartition("-")[2] == content:
        return  # the same text, though the job may have been renamed
    sources = {comparable(segment.source) for segment in document.segments()}
    shared = sum(row.chinese in sources or row.chinese_before in sources for row in sheet.rows)
    if name == document.name and shared * 10 >= len(sheet.rows):
        return
    if sheet.job_id or matched * 2 < len(sheet.rows):
        theirs = f"job {sheet.job_id}" if sheet.job_id else "another job"
        raise InputError(
            f"the review file belongs to {theirs}, not to {own}",
            hint="Name the right job with --job, for example --job out/NAME/NAME.xlf.",
        )


def _loose(document: Document, sheet: Sheet, strangers: Sequence[Doubt]) -> tuple[Remark, ...]:
    """Give the comments, notes and lines that belong to no segment."""
    rows = [row for doubt in strangers for row in doubt.rows]
    notes = (
        Remark(text=line.text, author=line.by.author, time=line.by.time)
        for row in rows
        for line in row.notes
        if not line.labelled
    )
    statuses = (Remark(text=f"Status: {status}") for row in rows if (status := status_remark(row.status)))
    is_own = own_lines(document)
    lines = (Remark(text=f"(outside the table) {line}") for line in sheet.lines if not is_own(line))
    return (*sheet.remarks, *(remark for row in rows for remark in row.remarks), *notes, *statuses, *lines)


# --- the job afterwards --------------------------------------------------------------------------------------


def _applied(
    document: Document,
    outcomes: Mapping[str, Outcome],
    conflicts: Sequence[Conflict],
    options: Options,
    loose: Sequence[Remark],
) -> Review:
    if options.strict and conflicts:
        return Review(document=document, conflicts=tuple(conflicts), unchanged=len(outcomes))
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
            *(f"belongs to no sentence, by {r.author or 'unknown'}: {r.text}" for r in loose),
        ),
    )


__all__ = [
    "Action",
    "Conflict",
    "ConflictKind",
    "Edit",
    "Options",
    "Review",
    "apply_sheet",
    "open_conflicts",
    "resolve",
    "texts_to_take",
]  # fmt: skip
