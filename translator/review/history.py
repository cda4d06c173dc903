"""Own what reviewers made of a job so far, read from the drafts that its segments keep."""

from __future__ import annotations

from translator.model import Document
from translator.review.results import Action, Edit


def past_edits(document: Document) -> tuple[Edit, ...]:
    """Give the reviewed segments whose draft is known: edited, confirmed or deleted."""
    edits = []
    for segment in document.segments():
        draft = segment.draft
        if draft is None:
            continue
        same = draft.target == segment.target
        action = Action.CONFIRMED if same else Action.EDITED if segment.target else Action.DELETED
        edits.append(
            Edit(
                action=action,
                segment_id=segment.id,
                source=segment.source,
                before=draft.target,
                after=segment.target,
                reviewer=segment.origin.reviewer if segment.origin else "",
            )
        )
    return tuple(edits)
