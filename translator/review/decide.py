"""Own the decision on one certain row: nothing, an approval, an edit, a corrected source, or a conflict.

Of the other rows only their English counts, where a row has taken it from them. Nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from translator.identity import (
    RowMark,
    comparable,
    is_copied,
    job_id,
    sheet_version,
    source_hash,
    target_hash,
)
from translator.model import Check, Document, Flag, OriginKind, Segment
from translator.review.change import (
    NOBODY,
    confirmed,
    corrected,
    edited,
    problems_of,
    with_notes,
)
from translator.review.conflicts import (
    FITTING,
    LEFT_OUT,
    SAME_ENGLISH,
    is_settled,
    kept,
    with_waiting,
    without_answered,
)
from translator.review.match import ConflictKind, Match
from translator.review.notes import (
    may_say_ok,
    notes_of,
    says_delete,
    says_ok,
)
from translator.review.read_docx import Row, Sheet
from translator.review.results import (
    MERGED,
    Action,
    Conflict,
    Edit,
    Options,
)
from translator.review.shifted import EnglishPlaces
from translator.text.scripts import has_han
from translator.text.word_diff import merge

_IF_MEANT = (
    "Take the file's text if it belongs here; cells that moved up by mistake are put right in the file."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold a segment as it is to be, and why."""

    segment: Segment
    edit: Edit | None = None
    conflict: Conflict | None = None
    comments: int = 0
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """Put a segment and its row side by side.

    ``started`` is whether the job's text, and ``untouched`` whether the file's text, is the one the reviewer
    started from; both are None where that is not known. ``base`` is that text, empty where it is lost.
    """

    segment: Segment
    row: Row
    mark: RowMark | None
    theirs: str
    deletes: bool
    started: bool | None
    untouched: bool | None
    base: str
    reviewer: str

    @property
    def same(self) -> bool:
        return self.theirs == comparable(self.segment.target)

    @property
    def copied(self) -> bool:
        """Tell whether the English is now the Chinese: a tool's *copy source to target*, and no translation."""
        sources = (self.segment.source, self.row.chinese)
        return not self.same and any(is_copied(source, self.theirs) for source in sources)

    @property
    def time(self) -> str:
        return self.row.changes[-1].time if self.row.changes else ""


@dataclass(slots=True)
class Judge:
    """Decide row by row.

    ``current`` tells that the job is as when the table was made, ``same_sources`` that all its Chinese is.
    """

    document: Document
    sheet: Sheet
    options: Options
    matches: Mapping[str, Match]
    current: bool = field(init=False)
    same_sources: bool = field(init=False)
    flags: dict[str, tuple[Flag, ...]] = field(init=False)
    places: EnglishPlaces = field(init=False)

    def __post_init__(self) -> None:
        self.current = bool(self.sheet.version) and self.sheet.version == sheet_version(self.document)
        self.same_sources = self.sheet.job_id == job_id(self.document)
        self.flags = {s.id: block.flags for block in self.document.blocks() for s in block.segments}
        self.places = EnglishPlaces.of(self.sheet.rows, dict(self._known()))

    def _known(self) -> Iterator[tuple[int, RowMark]]:
        """Yield what the bookmarks of rows that have lost them would say, where their English is certain."""
        for segment in self.document.segments():
            match = self.matches.get(segment.id)
            if match is None or match.row.marks:
                continue
            if self.current or match.row.english_before == comparable(segment.target):
                yield (
                    match.row.position,
                    RowMark(
                        id=segment.id,
                        source_hash=source_hash(segment.source),
                        target_hash=target_hash(segment.target),
                    ),
                )

    def outcome(self, segment: Segment, match: Match) -> Outcome:
        """Give the segment after its row was applied, or the conflict that prevents it."""
        case = self._case(segment, match)
        conflict, source = self._source(segment, match, case)
        outcome = self._target(case, source) if conflict is None else _held(case, conflict)
        notes = notes_of(case.row, segment, self.flags[segment.id], case.reviewer, current=self.current)
        noted, added = with_notes(outcome.segment, notes)
        return replace(outcome, segment=noted, comments=added)

    def _case(self, segment: Segment, match: Match) -> _Case:
        row, ours, base = match.row, comparable(segment.target), _base(segment, match)
        deletes = row.english != ours and (row.struck or says_delete(row.english, segment.source))
        theirs = "" if deletes else row.english
        started: bool | None = None
        untouched: bool | None = None
        if match.mark is not None and match.mark.target_hash:
            started = match.mark.target_hash == target_hash(segment.target)
            untouched = match.mark.target_hash == target_hash(theirs)
        elif self.current or row.english_before == ours:
            started, untouched = True, theirs == ours
        elif base:  # a program that drops bookmarks, and a table older than another reviewer's edit
            started, untouched = False, theirs == base
        last = row.changes[-1].author if row.changes else ""
        return _Case(
            segment=segment,
            row=row,
            mark=match.mark,
            theirs=theirs,
            deletes=deletes,
            started=started,
            untouched=untouched,
            base=base,
            reviewer=self.options.reviewer or last or self.sheet.saved_by or NOBODY,
        )

    # --- the Chinese ---

    def _source(self, segment: Segment, match: Match, case: _Case) -> tuple[Conflict | None, str]:
        """Give a conflict over the Chinese, or the correction of it, empty if there is none."""
        theirs, ours = match.row.chinese, comparable(segment.source)
        if theirs == ours:
            return None, ""
        from_this = (
            match.mark.source_hash == source_hash(segment.source)
            if match.mark
            else match.row.chinese_before == ours or self.same_sources
        )
        if not from_this:
            return self._conflict(
                ConflictKind.STALE,
                case,
                f"The file has the Chinese “{theirs}”. Make the edit again in a fresh file.",
            ), ""
        # Columns that have changed places must not put the English where the Chinese was.
        is_chinese = has_han(theirs) or (bool(theirs) and not has_han(ours))
        if not self.options.accept_source or not is_chinese:
            accept = "Accept it with --accept-source, or put" if is_chinese else "Put"
            return self._conflict(
                ConflictKind.SOURCE,
                case,
                f"The file has the Chinese “{theirs}”. {accept} the Chinese back.",
            ), ""
        return None, theirs

    # --- the English ---

    def _target(self, case: _Case, source: str) -> Outcome:
        ok = says_ok(case.row.status)
        lacks = case.copied or (not case.theirs and not case.deletes)
        if lacks and self._lacks_english(case, ok):
            return self._emptied(case, source, ok)
        if case.same:
            approves = may_say_ok(case.row.status) or case.untouched is False or case.deletes
            action = Action.CONFIRMED if approves and not case.segment.state.by_person else None
            return self._done(case, action, source)
        if case.untouched and not ok:
            return self._done(case, None, source)
        row_id = case.mark.id if case.mark else case.segment.id
        other = self.places.moved_from(row_id, case.theirs) if case.started else ""
        if other:
            proposal = f"It was that of {other}. {_IF_MEANT}"
            return _held(case, self._conflict(ConflictKind.SHIFTED, case, proposal))
        if case.started:
            return self._done(case, Action.DELETED if case.deletes else Action.EDITED, source)
        return self._clash(case, source)

    @staticmethod
    def _lacks_english(case: _Case, ok: bool) -> bool:
        """Tell whether the reviewer took the English away, or approves a sentence that has none."""
        if case.same:
            return ok and not case.segment.state.by_person
        return not case.untouched

    def _emptied(self, case: _Case, source: str, ok: bool) -> Outcome:
        if ok:
            proposal = "There is no English to approve. Write it, or DELETE to leave the sentence out."
            kind = ConflictKind.COPIED if case.copied else ConflictKind.EMPTIED
            return _held(case, self._conflict(kind, case, proposal))
        found = "the Chinese itself" if case.copied else "empty"
        warning = f"{case.segment.id}: the English is {found} and counts as unchanged; DELETE would remove it"
        return replace(self._done(case, None, source), warning=warning)

    def _clash(self, case: _Case, source: str) -> Outcome:
        if _decided_before(case):
            return self._done(case, None, source)
        if case.started is None:
            conflict = self._conflict(
                ConflictKind.BASELINE,
                case,
                _choice("It is not known which text was edited here. Choose one of the two.", case),
                suggestion=case.theirs,
            )
        else:
            ours = comparable(case.segment.target)
            both = case.base and case.theirs and not case.untouched  # an OK alone is no edit to be merged
            merged = merge(case.base, ours, case.theirs) if both else None
            conflict = self._conflict(
                ConflictKind.CLASH,
                case,
                FITTING if merged else _choice("Choose one of the two texts.", case),
                suggestion=merged or "",
            )
        return _held(case, conflict)

    def _conflict(self, kind: ConflictKind, case: _Case, proposal: str, suggestion: str = "") -> Conflict:
        return Conflict(
            kind=kind,
            segment_id=case.segment.id,
            source=case.segment.source,
            ours=case.segment.target,
            theirs=case.theirs,
            proposal=proposal,
            suggestion=suggestion,
            reviewer=case.reviewer,
            rows=(case.row.position,),
        )

    def _done(self, case: _Case, action: Action | None, source: str) -> Outcome:
        """Carry an action out, and with it the correction of the Chinese."""
        segment = case.segment
        if action is Action.CONFIRMED:
            segment = confirmed(segment, case.reviewer)
        elif action is not None:
            segment = edited(segment, case.theirs, case.reviewer)
        if source:
            segment = corrected(segment, source)
            action = action or Action.SOURCE
        if action is None:
            return Outcome(segment=without_answered(segment, case.reviewer))
        segment = with_waiting(segment, case.segment, case.reviewer, self._shown(case, action))
        edit = Edit(
            action=action,
            segment_id=segment.id,
            source=segment.source,
            before=case.segment.target,
            after=segment.target,
            reviewer=case.reviewer,
            time=case.time,
            problems=problems_of(case.segment, segment),
        )
        return Outcome(segment=segment, edit=edit)

    def _shown(self, case: _Case, action: Action) -> list[str] | None:
        """Give the lines that told the reviewer of conflicts, None where nothing was decided about the English."""
        if action is Action.SOURCE:
            return None
        if self.current:
            return [issue.message for issue in case.segment.issues]
        return [line.text for line in case.row.notes]


def _base(segment: Segment, match: Match) -> str:
    """Find the text the reviewer started from: before the tracked changes, or in the job's memory of drafts."""
    before = match.row.english_before
    if match.mark is None or not match.mark.target_hash:
        return before if segment.draft and before == comparable(segment.draft.target) else ""
    drafts = [segment.draft.target] if segment.draft else []
    texts = (before, *map(comparable, [*drafts, *(c.target for c in segment.candidates)]))
    return next((text for text in texts if target_hash(text) == match.mark.target_hash), "")


def _choice(proposal: str, case: _Case) -> str:
    """Say what there is to choose between: a sentence that is left out has no second text."""
    return proposal if case.theirs else f"{LEFT_OUT} Keep the job's text, or take the file's to leave it out."


def _held(case: _Case, conflict: Conflict) -> Outcome:
    """Keep the job's text, and the conflict with the other text beside it, so that the next table shows both."""
    offers = {MERGED: "" if conflict.suggestion == case.theirs else conflict.suggestion}
    if conflict.kind in (ConflictKind.SOURCE, ConflictKind.STALE) and (case.untouched or not case.theirs):
        conflict = replace(conflict, proposal=f"{SAME_ENGLISH} {conflict.proposal}")
    else:
        offers[case.reviewer] = "" if case.copied else case.theirs
    if is_settled(case.segment, conflict):
        return Outcome(segment=case.segment)
    return Outcome(segment=kept(case.segment, conflict, offers), conflict=conflict)


def _decided_before(case: _Case) -> bool:
    """Tell whether a person had this very text before them, as an edit or in a conflict, and has decided since.

    Who started from a text that came after it has put it back, which nobody has decided on yet.
    """
    # Candidates stand in the order in which they were replaced or offered.
    persons = [comparable(c.target) for c in case.segment.candidates if c.origin.kind is OriginKind.HUMAN]
    offered = case.theirs in persons and case.base not in persons[persons.index(case.theirs) + 1 :]
    is_open = any(issue.check == Check.REVIEW for issue in case.segment.issues)
    return offered and not is_open and case.segment.state.by_person
