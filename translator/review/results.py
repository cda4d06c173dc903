"""Results of a review: what was done to the segments of a job, and what could not be applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from translator.identity import comparable
from translator.model import Conflict, ConflictKind, Document, Segment
from translator.text.word_diff import merge

NOBODY = "reviewer"
"""Stands for the name of a reviewer when neither the file nor the command gives one."""


class Action(StrEnum):
    """What happened to a segment."""

    EDITED = "edited"
    CONFIRMED = "confirmed"
    DELETED = "deleted"
    SOURCE = "Chinese corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A segment that was changed or approved; ``problems`` are shown, and nothing is refused for them.

    ``time`` is that of the reviewer's last tracked change, ISO 8601, or empty.
    """

    action: Action
    segment_id: str
    source: str
    before: str
    after: str
    reviewer: str
    time: str = ""
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, segment: Segment, before: str, action: Action, reviewer: str) -> Edit:
        """Return the report on a segment as it is now; ``before`` is the target that it had."""
        return cls(
            action=action,
            segment_id=segment.id,
            source=segment.source,
            before=before,
            after=segment.target,
            reviewer=reviewer,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedConflict:
    """A conflict with the segment it is about, as that is in the job.

    ``rows`` are positions in the file. For a row of no segment, ``segment`` has no id and the row's source.
    """

    conflict: Conflict
    segment: Segment
    rows: tuple[int, ...] = ()

    @property
    def kind(self) -> ConflictKind:
        """Return why something could not be applied."""
        return self.conflict.kind

    @property
    def segment_id(self) -> str:
        """Return the id of the segment, empty for rows of no segment."""
        return self.segment.id

    @property
    def ours(self) -> str:
        """Return the job's target."""
        return self.segment.target

    @property
    def theirs(self) -> str:
        """Return the targets of the file, one a line."""
        return "\n".join(self.conflict.texts)

    @property
    def suggestion(self) -> str:
        """Return a target that holds both edits, empty where they do not fit together."""
        base, text = self.conflict.baseline, self.conflict.offer
        if self.kind is not ConflictKind.CLASH or not base or not text or text == base:
            return ""  # an approval alone is no edit to be merged
        return merge(base, comparable(self.ours), text) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A job after a review, and what was done; the document is the very same object if nothing was.

    ``repeated`` are the ids of drafts that follow an approved repetition, and ``unclear`` counts the Status cells
    whose words were not understood and are kept as notes.
    """

    document: Document
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[ListedConflict, ...] = ()
    unchanged: int = 0
    comments: int = 0
    repeated: tuple[str, ...] = ()
    unclear: int = 0
    warnings: tuple[str, ...] = ()

    def count(self, action: Action) -> int:
        """Return the number of segments that this was done to."""
        return sum(edit.action is action for edit in self.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is applied; ``reviewer`` overrides the names in the file, ``part`` allows it to lack rows.

    With ``propagate`` the drafts of repeated sentences follow the approved one. ``confirmed`` tells that the state
    *translated* is a person's also where every draft has it. ``checks`` says how the job is checked afterwards, as
    `translator.qa.chosen` takes it.
    """

    reviewer: str = ""
    strict: bool = False
    accept_source: bool = False
    part: bool = False
    propagate: bool = False
    confirmed: bool = False
    checks: Mapping[str, str] = field(default_factory=dict)


def past_edits(document: Document) -> tuple[Edit, ...]:
    """Return the reviewed segments whose draft is known: edited, confirmed or deleted."""
    edits = []
    for segment in document.segments():
        if segment.draft is None:
            continue
        before = segment.draft.target
        changed = Action.EDITED if segment.target else Action.DELETED
        action = Action.CONFIRMED if before == segment.target else changed
        edits.append(Edit.of(segment, before, action, segment.origin.reviewer if segment.origin else ""))
    return tuple(edits)
