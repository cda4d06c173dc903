"""What came back from a reviewer, whatever file it was in: a Word table or XLIFF of any version.

Nothing here is compared with a job and nothing is decided; `decide` does both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from translator.identity import source_hash, target_hash
from translator.model import RowFault, Segment, State
from translator.ooxml.comments import Comment
from translator.ooxml.revisions import Revision
from translator.xliff.fingerprint import Fingerprint

OUTSIDE = "(outside the table)"
"""Opens a comment that stood outside the review table."""


class Approval(StrEnum):
    """What a reviewer says about a target beside editing it."""

    NONE = "none"
    APPROVED_PERHAPS_EARLIER = "approved, perhaps earlier"
    """Marked as approved, though perhaps since before the file was sent out."""
    TRANSLATED = "translated"
    """Marked as translated, which is an approval unless the tool marks every sentence so."""
    APPROVED = "approved"
    FINAL = "approved as final"
    DELETED = "deleted"
    """The sentence is to be left out of the English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What the file says of a segment as it was written: the bookmark of a row, or the fingerprint in XLIFF.

    ``target_hash`` is empty where the id left no room for it in the bookmark. Bookmarks hold no ``state``.
    """

    id: str
    source_hash: str
    target_hash: str = ""
    state: State | None = None

    @classmethod
    def of(cls, segment: Segment) -> Baseline:
        """Return what a bookmark written now would say."""
        return cls(
            id=segment.id, source_hash=source_hash(segment.source), target_hash=target_hash(segment.target)
        )

    @property
    def is_approved(self) -> bool:
        """Return whether the target was approved when the file was written."""
        return self.state is not None and self.state.by_person

    def matches_source(self, text: str) -> bool:
        """Return whether this source is the one that was written."""
        return self.source_hash == source_hash(text)

    def matches_target(self, text: str) -> bool | None:
        """Return whether a reader of this target sees the one that was written, None where that is not known."""
        return self.target_hash == target_hash(text) if self.target_hash else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A paragraph of the Notes column, or a note of ours in XLIFF; ``before`` is its text without tracked changes.

    ``labelled`` lines opened with a whole label in one of our styles, so that they are ours and not the reviewer's; a
    file that has lost those styles is ``unstyled``.
    """

    text: str
    before: str = ""
    labelled: bool = False
    unstyled: bool = False
    by: Revision = field(default_factory=Revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedSegment:
    """One row or segment as it came back; ``position`` counts those of the file from 1.

    ``ids`` and ``baselines`` are what names it: none where the file has lost them, several where rows were joined.
    ``unit`` is the XLIFF unit it stands in, ``status`` what the Status cell says that is no approval. ``*_before`` is
    the text with every tracked change rejected. ``conflicts`` are the hashes of the conflicts that the table showed
    the reviewer, ``changes`` who made the changes that count, oldest first.
    """

    position: int
    ids: tuple[str, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    unit: str = ""
    source: str = ""
    source_before: str = ""
    target: str = ""
    target_before: str = ""
    approval: Approval = Approval.NONE
    status: str = ""
    comments: tuple[Comment, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    conflicts: frozenset[str] = frozenset()
    changes: tuple[Revision, ...] = ()
    faults: frozenset[RowFault] = frozenset()

    @property
    def id(self) -> str:
        """Return the first of the ids, or an empty string."""
        return next(iter(self.ids), "")

    @property
    def baseline(self) -> Baseline | None:
        """Return the only baseline, or None where there is none or more than one."""
        return self.baselines[0] if len(self.baselines) == 1 else None

    @property
    def is_as_made(self) -> bool:
        """Return whether its one baseline is of the source it has."""
        return self.baseline is not None and self.baseline.matches_source(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """A file that came back: what it says of its job and of who worked in it, and its segments in order.

    ``job_id``, ``version`` (of the review table) and ``content`` (hash of the job) are empty where the file has lost
    them; ``job_name`` is then what else it says. ``saved_by`` is who saved a Word file last, ``tool`` the program
    that wrote XLIFF. ``comments``, and lines outside the table, belong to no segment; ``lines`` are the other lines
    there: ours, and what a person wrote without Track Changes. ``authors`` made the tracked changes.
    """

    name: str
    job_id: str = ""
    job_name: str = ""
    version: str = ""
    content: str = ""
    target_lang: str = ""
    saved_by: str = ""
    tool: str = ""
    segments: tuple[ReturnedSegment, ...] = ()
    comments: tuple[Comment, ...] = ()
    lines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


# --- what XLIFF says of a segment ------------------------------------------------------------------------------


def baselines_of(segment_id: str, fingerprint: Fingerprint | None) -> tuple[Baseline, ...]:
    """Return what the file says of a segment as it was written, where that is known."""
    if fingerprint is None or not segment_id:
        return ()
    return (
        Baseline(
            id=segment_id,
            source_hash=fingerprint.source_hash,
            target_hash=fingerprint.target_hash,
            state=fingerprint.state,
        ),
    )


def approval_by_state(state: State | None, target: str, fingerprint: Fingerprint | None) -> Approval:
    """Return what a state says: one that was raised approves, one that was lowered says nothing."""
    if state is None or not target:
        return Approval.NONE
    if fingerprint and fingerprint.is_confirmed_by(state) and fingerprint.matches_target(target):
        return Approval.APPROVED
    if not state.by_person:
        return Approval.NONE
    if state is State.FINAL and not (fingerprint and fingerprint.state is State.FINAL):
        return Approval.FINAL
    if fingerprint is None or fingerprint.state.by_person:
        return Approval.APPROVED_PERHAPS_EARLIER
    return Approval.APPROVED
