"""Conflicts that a job keeps until a person settles them: how they are kept, listed and settled.

The text that a conflict offers is also a candidate of its segment, where other tools show it. A row of no segment
cannot be kept and is only reported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from translator import pipeline
from translator.errors import UsageError
from translator.identity import comparable
from translator.model import Candidate, Conflict, ConflictKind, Document, Origin, OriginKind, Segment
from translator.review.results import ListedConflict
from translator.terms import proof

_ANSWERED_BY_THE_REVIEWER = frozenset(
    (ConflictKind.DOUBLED, ConflictKind.CELLS, ConflictKind.IDENTITY, ConflictKind.SOURCE, ConflictKind.SHIFTED,
     ConflictKind.EMPTIED, ConflictKind.COPIED)
)  # fmt: skip


def with_conflict(segment: Segment, conflict: Conflict) -> Segment:
    """Return the segment with a conflict that waits, and its text as a candidate; each is kept once."""
    text = conflict.offer
    for waiting in segment.open_conflicts:
        # Once it was known which text that of the reviewer started from.
        known = conflict.kind is ConflictKind.BASELINE and waiting.reviewer == conflict.reviewer
        if waiting.is_same(conflict) or (known and waiting.offer == text):
            return segment
    candidates = segment.candidates
    if text and text != comparable(segment.target):
        others = [c for c in candidates if c.target != text or not c.origin.by_person]
        origin = Origin(kind=OriginKind.HUMAN, reviewer=conflict.reviewer)
        candidates = (*others, Candidate(source=segment.source, target=text, score=1.0, origin=origin))
    return replace(segment, candidates=candidates, conflicts=(*segment.conflicts, conflict))


def is_settled(segment: Segment, conflict: Conflict) -> bool:
    """Return whether a person has settled this very conflict before."""
    return any(
        known.settled and known.reviewer == conflict.reviewer and known.is_same(conflict)
        for known in segment.conflicts
    )


def without_answered(segment: Segment, reviewer: str) -> Segment:
    """Return the segment without the conflicts that a sound row of it answers.

    A row that was missing is there now, whoever sent it; what was wrong with a reviewer's row is not wrong any more
    when that reviewer's next file has it sound. Clashes of texts are settled by persons only.
    """

    def is_answered(conflict: Conflict) -> bool:
        own = conflict.reviewer == reviewer and conflict.kind in _ANSWERED_BY_THE_REVIEWER
        return not conflict.settled and (own or conflict.kind is ConflictKind.MISSING)

    conflicts = tuple(conflict for conflict in segment.conflicts if not is_answered(conflict))
    return segment if conflicts == segment.conflicts else replace(segment, conflicts=conflicts)


def without_decided(segment: Segment, reviewer: str, shown: Collection[Conflict]) -> Segment:
    """Return an edited or approved segment without the conflicts that this settles.

    Those are the reviewer's own, those that the table ``shown`` to the reviewer, and those that offer the new target.
    The others stay: the table was made before them.
    """

    def waits(conflict: Conflict) -> bool:
        own = conflict.reviewer == reviewer
        return conflict.settled or not (own or conflict in shown or conflict.offer == segment.target)

    return replace(segment, conflicts=tuple(filter(waits, segment.conflicts)))


def open_conflicts(document: Document) -> tuple[ListedConflict, ...]:
    """Return the conflicts that earlier reviews left in the job, with both texts."""
    return tuple(
        ListedConflict(conflict=conflict, segment=segment)
        for segment in document.segments()
        for conflict in segment.open_conflicts
    )


def texts_to_take(document: Document, *, merged: bool = False) -> dict[str, str]:
    """Return, by segment id, the one text that the open conflicts offer; a segment with none, or more, is left out."""
    texts: dict[str, list[str]] = {}
    for listed in open_conflicts(document):
        text = (listed.suggestion or None) if merged else listed.conflict.offer
        if text is not None:
            texts.setdefault(listed.segment_id, []).append(text)
    # Each of two mergers leaves one of three texts out, even if they are the same.
    return {name: some[0] for name, some in texts.items() if len(some if merged else set(some)) == 1}


def resolve(document: Document, choices: Mapping[str, str | None], reviewer: str) -> Document:
    """Settle open conflicts, by segment id: each becomes reviewed with the text, or as it stands if that is None.

    A segment whose row was only missing keeps its state with its text: nobody has said anything of it.
    Raises `UsageError` for a segment without an open conflict, and for one without English to approve.
    """
    conflicts = {listed.segment_id: listed for listed in open_conflicts(document)}
    for name, text in choices.items():
        if name not in conflicts:
            raise UsageError(
                f"{name}: there is no open conflict here",
                hint="List them with: translator review conflicts JOB",
            )
        if text is None and not conflicts[name].ours.strip():
            raise UsageError(
                f"{name}: the job has no English to keep",
                hint='Give it with --text "…", or run: translator run',
            )

    def change(segment: Segment) -> Segment:
        if segment.id not in choices:
            return segment
        text = choices[segment.id]
        if text is not None:
            done = segment.edited(text, reviewer)
        elif all(conflict.kind is ConflictKind.MISSING for conflict in segment.open_conflicts):
            done = segment
        else:
            done = segment.approved(reviewer)
        settled = tuple(replace(conflict, settled=True) for conflict in segment.conflicts)
        return replace(proof.verify(done), conflicts=settled)

    return pipeline.map_segments(document, change)
