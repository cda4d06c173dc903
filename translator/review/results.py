"""Own the values that a review is made of: what was asked, what was done, and what could not be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from translator.model import Document
from translator.review.match import ConflictKind

MERGED = "both edits merged"
"""Names the origin of a suggestion that puts two reviewers' edits together."""


class Action(StrEnum):
    """What happened to a segment."""

    EDITED = "edited"
    CONFIRMED = "confirmed"
    DELETED = "deleted"
    SOURCE = "Chinese corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Report a segment that was changed or approved; ``problems`` are shown, and nothing is refused for them.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Report what was not applied: the job's text (``ours``), the file's, and what to do about it.

    ``suggestion`` is an English text that would settle it, where there is one. ``rows`` are positions in the file.
    """

    kind: ConflictKind
    segment_id: str
    source: str = ""
    ours: str = ""
    theirs: str = ""
    proposal: str = ""
    suggestion: str = ""
    reviewer: str = ""
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Hold the job after a review, and what was done; the document is the very same object if nothing was."""

    document: Document
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unchanged: int = 0
    comments: int = 0
    warnings: tuple[str, ...] = ()

    def count(self, action: Action) -> int:
        """Count the segments that something was done to."""
        return sum(edit.action is action for edit in self.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Say how a file is applied; ``reviewer`` overrides the names in the file."""

    reviewer: str = ""
    strict: bool = False
    accept_source: bool = False
