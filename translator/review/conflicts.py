"""Own the conflicts that a job keeps until a person settles them: how they are kept, listed and settled.

A conflict of a segment is an issue of that segment, and the text it is about a candidate beside the segment's own:
both are in the job's XLIFF and in the next review table. A row of no segment cannot be kept and is only reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from translator import pipeline
from translator.errors import UsageError
from translator.identity import comparable
from translator.model import (
    Candidate,
    Check,
    Document,
    Issue,
    Origin,
    OriginKind,
    Segment,
    Severity,
)
from translator.review.change import (
    NOBODY,
    confirmed,
    edited,
)
from translator.review.match import ConflictKind
from translator.review.results import MERGED, Conflict

FITTING = "Both edits fit together: take the suggestion."
LEFT_OUT = "The file leaves the sentence out."
SAME_ENGLISH = "The English is not edited."
"""What the proposal of a conflict says of its texts; the job keeps it, so that they can be told from older ones."""

_OF_SEVERAL_ROWS = (ConflictKind.DOUBLED, ConflictKind.CELLS, ConflictKind.IDENTITY)
_LACKING = (ConflictKind.EMPTIED, ConflictKind.COPIED)
_WITHOUT_TEXT = (ConflictKind.MISSING, ConflictKind.CELLS, ConflictKind.UNKNOWN, *_LACKING)
_ANSWERED_BY_THE_REVIEWER = (*_OF_SEVERAL_ROWS, ConflictKind.SOURCE, ConflictKind.SHIFTED, *_LACKING)


def kept(segment: Segment, conflict: Conflict, offers: Mapping[str, str]) -> Segment:
    """Give the segment with the conflict as an issue and the texts it is about, by their author, as candidates."""
    texts = {name: text for name, text in offers.items() if text and text != comparable(segment.target)}
    if conflict.kind is ConflictKind.BASELINE and _waits(segment, conflict):
        return segment
    told = f". {_told(conflict)}"
    wanted = {text for name, text in texts.items() if name != MERGED}
    if any(
        issue.message.startswith(conflict.kind.value)
        and issue.message.endswith(told)
        and wanted <= {offered(segment, issue)}
        for issue in _open(segment)
    ):
        return segment
    for name, text in texts.items():
        others = [c for c in segment.candidates if c.target != text or c.origin.kind is not OriginKind.HUMAN]
        origin = Origin(kind=OriginKind.HUMAN, reviewer=name)
        offer = Candidate(source=segment.source, target=text, score=1.0, origin=origin)
        segment = replace(segment, candidates=(*others, offer))
    issue = Issue(check=Check.REVIEW, message=_message(conflict), severity=Severity.ERROR)
    return replace(segment, issues=(*segment.issues, issue))


def _waits(segment: Segment, conflict: Conflict) -> bool:
    """Tell whether the reviewer's text waits in another conflict: it was known once which text that started from."""
    by = f"({conflict.reviewer or NOBODY}). "
    return any(
        issue.message.startswith(f"{_kind(issue).value} {by}") and offered(segment, issue) == conflict.theirs
        for issue in _open(segment)
    )


def _open(segment: Segment) -> list[Issue]:
    return [issue for issue in segment.issues if issue.check == Check.REVIEW]


def _message(conflict: Conflict) -> str:
    return f"{conflict.kind.value} ({conflict.reviewer or NOBODY}). {_told(conflict)}"


def _told(conflict: Conflict) -> str:
    """Give the proposal, with the texts of rows that cannot be offered as candidates."""
    if conflict.kind not in _OF_SEVERAL_ROWS:
        return conflict.proposal
    texts = " and ".join(f"“{text}”" for text in conflict.theirs.split("\n") if text)
    return f"{conflict.proposal} The file has {texts}." if texts else conflict.proposal


def is_settled(segment: Segment, conflict: Conflict) -> bool:
    """Tell whether a person has settled this very conflict, over the same texts, before."""
    message = _message(conflict)
    known = {comparable(segment.target), *(comparable(c.target) for c in segment.candidates)}
    told = conflict.kind in _OF_SEVERAL_ROWS or conflict.theirs in known or not conflict.theirs
    return told and any(i.check == Check.SETTLED and i.message == message for i in segment.issues)


def without_answered(segment: Segment, reviewer: str) -> Segment:
    """Give the segment without the conflicts that a sound row of it answers.

    A row that was missing is there now, whoever sent it; what was wrong with a reviewer's row is not wrong any more
    when that reviewer's next file has it sound. Clashes of texts are settled by persons only.
    """

    def answered(issue: Issue) -> bool:
        by = f"({reviewer}). "
        return issue.check == Check.REVIEW and (
            issue.message.startswith(ConflictKind.MISSING.value)
            or any(issue.message.startswith(f"{kind.value} {by}") for kind in _ANSWERED_BY_THE_REVIEWER)
        )

    issues = tuple(issue for issue in segment.issues if not answered(issue))
    return segment if issues == segment.issues else replace(segment, issues=issues)


def with_waiting(after: Segment, before: Segment, reviewer: str, shown: Sequence[str] | None) -> Segment:
    """Give an edited or approved segment with the conflicts that this does not settle: its table was made before them.

    ``shown`` are the Notes that the reviewer had, None where nothing was decided about the English. Of one's own
    conflicts, those over what was wrong with a row are answered, and by a decision all of them.
    """

    def settled(issue: Issue) -> bool:
        own = issue.message.startswith(f"{_kind(issue).value} ({reviewer}). ")
        seen = any(comparable(issue.message) in text for text in shown or ())
        return shown is not None and (own or seen or offered(before, issue) == after.target)

    others = tuple(issue for issue in after.issues if issue.check != Check.REVIEW)
    waiting = tuple(issue for issue in _open(without_answered(before, reviewer)) if not settled(issue))
    return replace(after, issues=(*others, *waiting))


def open_conflicts(document: Document) -> tuple[Conflict, ...]:
    """Give the conflicts that earlier reviews left in the job, with both texts."""
    return tuple(
        Conflict(
            kind=_kind(issue),
            segment_id=segment.id,
            source=segment.source,
            ours=segment.target,
            theirs=offered(segment, issue) or "",
            proposal=issue.message.partition("). ")[2],
            suggestion=offered(segment, issue, merged=True) or "",
            reviewer=_reviewer(issue),
        )
        for segment in document.segments()
        for issue in _open(segment)
    )


def _kind(issue: Issue) -> ConflictKind:
    return next((kind for kind in ConflictKind if issue.message.startswith(kind.value)), ConflictKind.CLASH)


def _reviewer(issue: Issue) -> str:
    return issue.message.partition(" (")[2].partition("). ")[0]


def offered(segment: Segment, issue: Issue, *, merged: bool = False) -> str | None:
    """Give the text that an open conflict keeps beside the segment's own, or the two put together.

    It is empty where the file leaves the sentence out, and None where there is no such text. Other candidates, such
    as a text that a later reviewer replaced, are never meant.
    """
    if merged:
        return _latest(segment, lambda name: name == MERGED) if FITTING in issue.message else None
    kind = _kind(issue)
    if kind in _WITHOUT_TEXT or SAME_ENGLISH in issue.message:
        return None
    if LEFT_OUT in issue.message:
        return ""
    text = _latest(segment, lambda name: issue.message.startswith(f"{kind.value} ({name or NOBODY}). "))
    quoted = kind not in _OF_SEVERAL_ROWS or issue.message.endswith(f"The file has “{text}”.")
    return text if quoted else None


def _latest(segment: Segment, is_wanted: Callable[[str], bool]) -> str | None:
    persons = (c for c in reversed(segment.candidates) if c.origin.kind is OriginKind.HUMAN)
    return next((c.target for c in persons if is_wanted(c.origin.reviewer)), None)


def texts_to_take(document: Document, *, merged: bool = False) -> dict[str, str]:
    """Give, by segment id, the one text that the open conflicts offer; a segment with none, or more, is left out."""
    texts: dict[str, list[str]] = {}
    for segment in document.segments():
        for issue in _open(segment):
            text = offered(segment, issue, merged=merged)
            if text is not None:
                texts.setdefault(segment.id, []).append(text)
    # Each of two mergers leaves one of three texts out, even if they are the same.
    return {name: some[0] for name, some in texts.items() if len(some if merged else set(some)) == 1}


def resolve(document: Document, choices: Mapping[str, str | None], reviewer: str) -> Document:
    """Settle open conflicts, by segment id: each becomes reviewed with the text, or as it stands if that is None.

    Raises `UsageError` for a segment without an open conflict, and for one without English to approve.
    """
    conflicts = {conflict.segment_id: conflict for conflict in open_conflicts(document)}
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
    return _settled(document, choices, reviewer)


def _settled(document: Document, choices: Mapping[str, str | None], reviewer: str) -> Document:
    def change(segment: Segment) -> Segment:
        if segment.id not in choices:
            return segment
        text = choices[segment.id]
        done = tuple(
            replace(issue, check=Check.SETTLED, severity=Severity.INFO)
            for issue in segment.issues
            if issue.check == Check.REVIEW
        )
        segment = confirmed(segment, reviewer) if text is None else edited(segment, text, reviewer)
        return replace(segment, issues=(*segment.issues, *done))

    return pipeline.map_segments(document, change)
