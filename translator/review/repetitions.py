"""Repetitions inside a job: drafts of a sentence that a reviewer has just approved elsewhere follow it."""

from __future__ import annotations

from collections.abc import Sequence

from translator import pipeline
from translator.identity import comparable
from translator.model import Document, Origin, OriginKind, Segment
from translator.review.results import Action, Edit
from translator.terms import proof
from translator.text.scripts import has_han

REPETITION = "repetition"
"""The engine in the origin of a target that follows a repetition."""


def with_repetitions(document: Document, edits: Sequence[Edit]) -> tuple[Document, tuple[str, ...]]:
    """Return the document with the drafts of sentences that were approved, and the ids of the changed segments.

    They stay drafts, with the origin TM and score 1. Nothing follows where reviewers have rendered a sentence in
    different ways, and what a person has approved or what waits in a conflict stays as it is.
    """
    chosen = {comparable(e.source) for e in edits if e.action in (Action.EDITED, Action.CONFIRMED)}
    targets: dict[str, set[str]] = {}
    for segment in document.segments():
        source = comparable(segment.source)
        if source in chosen and segment.state.by_person and segment.target:
            targets.setdefault(source, set()).add(segment.target)
    changed = []

    def change(segment: Segment) -> Segment:
        known = targets.get(comparable(segment.source), set())
        if (
            len(known) != 1
            or segment.state.by_person
            or segment.open_conflicts
            or not has_han(segment.source)
        ):
            return segment
        (target,) = known
        if segment.target == target:
            return segment
        changed.append(segment.id)
        origin = Origin(kind=OriginKind.TM, engine=REPETITION, score=1.0)
        return proof.verify(segment.drafted(target, origin))

    return pipeline.map_segments(document, change), tuple(changed)
