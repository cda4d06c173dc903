"""The decision on a returned row: nothing, an approval, an edit, a corrected source, or a conflict.

A row is applied only when it is certain which segment it belongs to and which target the reviewer started from. Other
rows are consulted only to detect a target that moved between rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translator.identity import comparable, conflict_hash, is_copied, job_id
from translator.model import (
    Conflict,
    ConflictKind,
    Document,
    Flag,
    Note,
    OriginKind,
    Role,
    Segment,
    State,
    TermKind,
    TermStatus,
)
from translator.qa import OF_TERMS, issues_of_segment
from translator.review.added import words_about
from translator.review.conflicts import is_settled, with_conflict, without_answered, without_decided
from translator.review.corrections import corrected
from translator.review.match import Match, UnmatchedRow
from translator.review.notes import OurNotes, Swaps, notes_of, sent_out, swaps_in, with_notes
from translator.review.notes_column import note_texts
from translator.review.results import NOBODY, Action, Edit, ListedConflict, Options
from translator.review.returned import Approval, Baseline, ReturnedFile, ReturnedSegment
from translator.review.second_copy import Copy, SecondCopies
from translator.review.shifts import TargetPlaces
from translator.review.status import is_remark, says_delete
from translator.review.wording import can_correct, note_text
from translator.terms import proof
from translator.xliff.version12 import told_notes

_APPROVALS = (Approval.APPROVED, Approval.TRANSLATED, Approval.FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A segment as it is to be, and why; ``unclear`` is what its Status cell says that is no approval."""

    segment: Segment
    edit: Edit | None = None
    conflict: ListedConflict | None = None
    comments: int = 0
    unclear: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A segment and its row side by side.

    ``job_unchanged`` is whether the job's target, and ``file_unchanged`` whether the file's target, is the one the
    reviewer started from; both are None where that is not known. ``base`` is that target, empty where it is lost.
    ``source`` is the correction of the job's source, if there is one. ``copy`` matters only where the job has a text
    of the same reviewer.
    """

    segment: Segment
    row: ReturnedSegment
    baseline: Baseline | None
    theirs: str
    deletes: bool
    decides: bool
    job_unchanged: bool | None
    file_unchanged: bool | None
    base: str
    reviewer: str
    copy: Copy
    source: str = ""

    @property
    def is_same(self) -> bool:
        return self.theirs == comparable(self.segment.target)

    @property
    def is_free(self) -> bool:
        """Return whether the row is a person's decision and no other person's work is at stake.

        Then the job has a draft, or only this reviewer's own work on the draft that the file was made with.
        """
        segment = self.segment
        if self.job_unchanged or segment.open_conflicts:
            return False
        if segment.state.by_person:
            return self._is_second_copy
        machine = segment.origin is not None and segment.origin.kind in (OriginKind.MT, OriginKind.RULE)
        before = comparable(self.row.target_before)  # XLIFF does not say it
        tracked = self.file_unchanged is None and before not in ("", self.row.target)
        approves = bool(self.file_unchanged) and self.decides and machine
        return bool(segment.target) and (self.file_unchanged is False or tracked or approves)

    @property
    def _is_second_copy(self) -> bool:
        """Return whether the job's text is this same reviewer's edit of the draft, and another edit of it is here."""
        segment, baseline = self.segment, self.baseline
        maker = segment.origin.reviewer if segment.origin else ""
        if maker != self.reviewer or self.copy is Copy.NO:
            return False
        draft = segment.draft.target if segment.draft else ""
        if baseline is None:  # a program that drops bookmarks: what no machine wrote is an edit
            drafts = (draft, *(c.target for c in segment.candidates if not c.origin.by_person))
            return self.theirs not in map(comparable, drafts)
        return self.file_unchanged is False and bool(baseline.matches_target(draft))

    @property
    def replaced(self) -> str:
        """Return a line about a text that an edit replaces and that may be another person's of the same name."""
        is_persons = self.segment.state.by_person and not self.job_unchanged
        if not is_persons or self.copy is not Copy.LIKELY:
            return ""
        text = f"“{self.segment.target}”" if self.segment.target else "to leave the sentence out"
        return (
            f"{self.segment.id}: replaces what {self.reviewer} wrote before, {text}; "
            "if that was another person of this name, put it back in the next table"
        )

    @property
    def is_copied(self) -> bool:
        """Return whether the target is now the source: a tool's *copy source to target*, and no translation."""
        return not self.deletes and _is_copied(self.row, self.segment)

    @property
    def is_remark(self) -> bool:
        """Return whether the target is now a word about the row, and no translation."""
        return not self.file_unchanged and _is_remark(self.row, self.segment)

    @property
    def lacks_target(self) -> bool:
        """Return whether the reviewer took the target away, or approves a segment that has none."""
        if not self.is_copied and not self.is_remark and (self.theirs or self.deletes):
            return False
        return self.decides and not self.segment.state.by_person if self.is_same else not self.file_unchanged

    def conflict(
        self, kind: ConflictKind, texts: tuple[str, ...] = (), source: str = "", ids: tuple[str, ...] = ()
    ) -> Conflict:
        return Conflict(
            kind=kind, reviewer=self.reviewer, texts=texts, source=source, baseline=self.base, ids=ids
        )


@dataclass(slots=True)
class Decider:
    """What the decisions on all rows of a file share; ``reviewer`` is who worked in it, if one name is known.

    ``current`` tells that the job is as when the file was written, ``same_sources`` that all its sources are.
    """

    document: Document
    returned: ReturnedFile
    options: Options
    matches: Mapping[str, Match]
    current: bool
    reviewer: str
    same_sources: bool = field(init=False)
    flags: dict[str, tuple[Flag, ...]] = field(init=False)
    roles: dict[str, Role] = field(init=False)
    places: TargetPlaces = field(init=False)
    swaps: Swaps = field(init=False)
    copies: SecondCopies = field(init=False)

    def __post_init__(self) -> None:
        self.same_sources = self.returned.job_id == job_id(self.document)
        self.flags = {s.id: block.flags for block in self.document.blocks() for s in block.segments}
        self.roles = {s.id: block.role for block in self.document.blocks() for s in block.segments}
        self.copies = SecondCopies(self.document, self.matches, self.options.reviewer, self.returned.tool)
        self.swaps = swaps_in(pair for pair in self._replaced() if pair[0] != pair[1])
        self.places = TargetPlaces.of(self.returned.segments, dict(self._known()), self.document)

    def _ours(self, segment: Segment, row: ReturnedSegment) -> OurNotes:
        if not row.notes and not row.comments:
            return OurNotes((), current=self.current)
        texts = (*note_texts(segment, self.flags.get(segment.id, ())), *told_notes(segment))
        return OurNotes(tuple(filter(None, map(comparable, texts))), current=self.current)

    def _replaced(self) -> Iterator[tuple[str, str]]:
        """Yield the texts in which the file has replaced words, before and after."""
        for segment in self.document.segments():
            if segment.id not in self.matches:
                continue
            row = self.matches[segment.id].row
            before = comparable(row.target_before)
            yield (before if before not in ("", row.target) else comparable(segment.target)), row.target
            ours = self._ours(segment, row)
            for line in row.notes:
                original = sent_out(line, segment, ours)
                if original is not None:
                    yield original, line.text

    def _known(self) -> Iterator[tuple[int, Baseline]]:
        """Yield reconstructed baselines of rows that lost theirs, where the target is certain."""
        for segment in self.document.segments():
            match = self.matches.get(segment.id)
            if match is None or match.row.baselines:
                continue
            if self.current or match.row.target_before == comparable(segment.target):
                yield match.row.position, Baseline.of(segment)

    def decide(self, segment: Segment, match: Match) -> Outcome:
        """Return the segment after its row was applied, or the conflict that prevents it."""
        match, words = self._without_words(segment, match)
        case = self._case(segment, match)
        conflict, source = self._source(case)
        outcome = self._target(replace(case, source=source)) if conflict is None else _held(case, conflict)
        notes = notes_of(case.row, segment, self._ours(segment, case.row), case.reviewer, self.swaps)
        if case.is_remark:
            notes.append(Note(text=f"English: {case.theirs}", author=case.reviewer))
        if words:
            notes.append(Note(text=f"English: {words}", author=case.reviewer))
            kept = f"{segment.id}: “{words}” beside the English is kept as a note"
            line = f"{kept}; if it belongs to the translation, write it inside the sentence, not before or after it"
            outcome = replace(outcome, warning=outcome.warning or line)
        return replace(_noted(outcome, notes), unclear=case.row.status)

    def _without_words(self, segment: Segment, match: Match) -> tuple[Match, str]:
        """Return the row without the words about it in its English, and those words; DELETE leaves the row out."""
        row, ours = match.row, comparable(segment.target)
        is_as_sent = row.target == ours or (match.baseline and match.baseline.matches_target(row.target))
        if is_as_sent or row.approval is Approval.DELETED:
            return match, ""
        draft = comparable(segment.draft.target) if segment.draft else ""
        for sent in (ours, _base(segment, match), draft):
            if match.baseline and match.baseline.target_hash and not match.baseline.matches_target(sent):
                continue
            words = words_about(row.target, sent, segment.source)
            if words and says_delete(words, segment.source):
                return replace(match, row=replace(row, approval=Approval.DELETED)), ""
            if words:
                before = sent if row.target_before == row.target else row.target_before
                return replace(match, row=replace(row, target=sent, target_before=before)), words
        return match, ""

    def _case(self, segment: Segment, match: Match) -> _Case:
        row, baseline, ours = match.row, match.baseline, comparable(segment.target)
        deletes = _deletes(row, segment)
        theirs, base = "" if deletes else row.target, _base(segment, match)
        job_unchanged: bool | None = None
        file_unchanged: bool | None = None
        if baseline is not None and baseline.target_hash:
            job_unchanged = baseline.matches_target(segment.target)
            file_unchanged = baseline.matches_target(theirs)
        elif self.current or row.target_before == ours:
            job_unchanged, file_unchanged = True, theirs == ours
        elif base:  # a program that drops bookmarks, and a table older than another reviewer's edit
            job_unchanged, file_unchanged = False, theirs == base
        # What was approved before the file was written is approved anew where the job has lost that since.
        lost = (
            baseline is not None and baseline.is_approved and file_unchanged and not segment.state.by_person
        )
        again = bool(lost) and row.approval is Approval.APPROVED_PERHAPS_EARLIER
        last = row.changes[-1].author if row.changes else ""
        reviewer = self.options.reviewer or last or self.reviewer or NOBODY
        return _Case(
            segment=segment,
            row=row,
            baseline=baseline,
            theirs=theirs,
            deletes=deletes,
            decides=deletes or again or row.approval in _APPROVALS,
            job_unchanged=job_unchanged,
            file_unchanged=file_unchanged,
            base=base,
            reviewer=reviewer,
            copy=self.copies.of(reviewer, last),
        )

    # --- the source ---

    def _source(self, case: _Case) -> tuple[Conflict | None, str]:
        """Return a conflict over the source, or the correction of it, empty if there is none."""
        segment, theirs, ours = case.segment, case.row.source, comparable(case.segment.source)
        if theirs == ours:
            return None, ""
        if case.baseline:
            is_of_this = case.baseline.matches_source(segment.source)
        else:
            is_of_this = case.row.source_before == ours or self.same_sources
        if is_of_this and self.options.accept_source and can_correct(theirs, ours):
            return None, theirs
        texts = () if case.file_unchanged else _offered(case.row, segment)
        kind = ConflictKind.SOURCE if is_of_this else ConflictKind.STALE
        return case.conflict(kind, texts=texts, source=theirs), ""

    # --- the target ---

    def _target(self, case: _Case) -> Outcome:
        if case.lacks_target:
            return self._emptied(case)
        if case.is_same:
            approves = (
                case.decides
                or case.row.approval is Approval.APPROVED_PERHAPS_EARLIER
                or case.file_unchanged is False
            )
            confirms = approves and not case.segment.state.by_person
            return self._done(case, Action.CONFIRMED if confirms else None)
        if (case.file_unchanged and not case.decides) or (not case.job_unchanged and _decided_before(case)):
            return self._done(case, None)
        if case.job_unchanged or case.is_free:
            outcome = self._edited(case)
            return replace(outcome, warning=case.replaced) if outcome.edit else outcome
        kind = ConflictKind.BASELINE if case.job_unchanged is None else ConflictKind.CLASH
        return _held(case, case.conflict(kind, texts=(case.theirs,)))

    def _edited(self, case: _Case) -> Outcome:
        row_id = case.baseline.id if case.baseline else case.segment.id
        elsewhere = self.places.elsewhere(row_id, case.theirs)
        if elsewhere:
            ids = (elsewhere.home,) if elsewhere.home else ()
            conflict = case.conflict(ConflictKind.SHIFTED, texts=(case.theirs,), ids=ids)
            return _held(case, replace(conflict, fault=elsewhere.fault))
        if case.deletes and not case.row.target and self.places.has_moved_away(row_id):
            return _held(case, case.conflict(ConflictKind.SHIFTED, texts=("",)))
        return self._done(case, Action.DELETED if case.deletes else Action.EDITED)

    def _emptied(self, case: _Case) -> Outcome:
        row_id = case.baseline.id if case.baseline else case.segment.id
        if not case.theirs and case.job_unchanged and self.places.taken_over(row_id):
            return self._done(case, Action.DELETED)
        if case.decides:
            kind = ConflictKind.COPIED if case.is_copied else ConflictKind.EMPTIED
            return _held(case, case.conflict(kind))
        found = "the Chinese itself" if case.is_copied else "empty"
        if case.is_remark:
            found = f"only “{case.theirs}”, which is kept as a note,"
        warning = f"{case.segment.id}: the English is {found} and counts as unchanged; DELETE would remove it"
        return replace(self._done(case, None), warning=warning)

    def _done(self, case: _Case, action: Action | None) -> Outcome:
        """Carry an action out, and with it the correction of the source."""
        segment = without_answered(case.segment, case.reviewer)
        if action is not None:
            if action is Action.CONFIRMED:
                segment = segment.approved(case.reviewer)
            else:
                segment = segment.edited(case.theirs, case.reviewer)
            segment = without_decided(proof.verify(segment), case.reviewer, self._shown(case))
        if case.source:
            segment = corrected(segment, case.source)
            action = action or Action.SOURCE
        is_final = case.row.approval is Approval.FINAL and case.theirs == comparable(segment.target)
        if is_final and segment.state is State.REVIEWED:
            segment = segment.finalized()
            action = action or Action.CONFIRMED
        if action is None:
            return Outcome(segment=segment)
        edit = replace(
            Edit.of(segment, case.segment.target, action, case.reviewer),
            time=case.row.changes[-1].time if case.row.changes else "",
            problems=_problems(case.segment, segment, self.roles[segment.id]),
        )
        return Outcome(segment=segment, edit=edit)

    def _shown(self, case: _Case) -> Collection[Conflict]:
        """Return the conflicts that the file told the reviewer of, by bookmarks or, without these, by their words."""
        waiting = case.segment.open_conflicts
        if self.current:
            return waiting
        lines = [line.text for line in case.row.notes]

        def is_shown(conflict: Conflict) -> bool:
            words = comparable(note_text(ListedConflict(conflict=conflict, segment=case.segment)))
            return conflict_hash(conflict) in case.row.conflicts or any(words in line for line in lines)

        return [*filter(is_shown, waiting)]

    # --- rows that are not certain ---

    def unmatched(self, rows: Sequence[UnmatchedRow]) -> Iterator[Outcome]:
        """Yield the segments in doubt, each with its conflict unless a person has settled that.

        Rows of no segment give one without an id. What people wrote beside the other rows is kept, since a comment on
        the wrong one of two sentences can be read.
        """
        segments = {segment.id: segment for segment in self.document.segments()}
        reviewer = self.options.reviewer or self.reviewer or NOBODY
        noted: set[int] = set()  # rows whose comments have found their segment
        for found in rows:
            sources = "\n".join(row.source for row in found.rows)
            segment = segments.get(found.segment_id) or Segment(id="", source=sources)
            conflict = Conflict(
                kind=found.kind,
                reviewer=reviewer,
                texts=tuple(dict.fromkeys(text for row in found.rows for text in _offered(row, segment))),
                fault=found.fault,
                ids=found.ids,
            )
            new = [row for row in found.rows if segment.id and row.position not in noted]
            noted |= {row.position for row in new}
            notes = [n for row in new for n in notes_of(row, segment, self._ours(segment, row), reviewer)]
            remarks = (row.target for row in new if _is_remark(row, segment))
            notes += [Note(text=f"English: {remark}", author=reviewer) for remark in remarks]
            yield _noted(_kept(segment, conflict, tuple(row.position for row in found.rows)), notes)


def _deletes(row: ReturnedSegment, segment: Segment) -> bool:
    return row.approval is Approval.DELETED and row.target != comparable(segment.target)


def _is_copied(row: ReturnedSegment, segment: Segment) -> bool:
    is_same = row.target == comparable(segment.target)
    return not is_same and any(is_copied(source, row.target) for source in (segment.source, row.source))


def _is_remark(row: ReturnedSegment, segment: Segment) -> bool:
    """Return whether a row's target is a word about it; the cells of a faulty row are told apart by nobody."""
    if row.faults or _deletes(row, segment) or _is_copied(row, segment):
        return False
    is_known = any(baseline.matches_target(row.target) for baseline in row.baselines)
    return not is_known and row.target != comparable(segment.target) and is_remark(row.target, segment.source)


def _offered(row: ReturnedSegment, segment: Segment) -> tuple[str, ...]:
    """Return the target that a row in conflict offers, if it has one; an empty one leaves the sentence out.

    A remark and copied Chinese are none, except that a row of no segment shows all it has.
    """
    if not segment.id:
        return (row.target,) if row.target else ()
    if _deletes(row, segment):
        return ("",)
    is_english = row.target and not _is_copied(row, segment) and not _is_remark(row, segment)
    return (row.target,) if is_english else ()


def _base(segment: Segment, match: Match) -> str:
    """Return the target the reviewer started from: before the tracked changes, or one that the job had before."""
    before, draft = match.row.target_before, segment.draft
    if match.baseline is None or not match.baseline.target_hash:
        return before if draft is not None and before == comparable(draft.target) else ""
    drafts = [draft.target] if draft else []
    texts = (before, *map(comparable, [*drafts, *(c.target for c in segment.candidates)]))
    return next((text for text in texts if match.baseline.matches_target(text)), "")


def _held(case: _Case, conflict: Conflict) -> Outcome:
    return _kept(case.segment, conflict, (case.row.position,))


def _kept(segment: Segment, conflict: Conflict, rows: tuple[int, ...]) -> Outcome:
    """Keep the job's target, and the conflict with the file's beside it, so that the next table shows both."""
    if is_settled(segment, conflict):
        return Outcome(segment=segment)
    listed = ListedConflict(conflict=conflict, segment=segment, rows=rows)
    return Outcome(segment=with_conflict(segment, conflict), conflict=listed)


def _noted(outcome: Outcome, notes: Sequence[Note]) -> Outcome:
    segment, added = with_notes(outcome.segment, notes)
    return replace(outcome, segment=segment, comments=added)


def _decided_before(case: _Case) -> bool:
    """Return whether a person had this very target before them, as an edit or in a conflict, and has decided since.

    A reviewer who restores an older text has made a new decision.
    """
    # Candidates stand in the order in which they were replaced or offered.
    persons = [comparable(c.target) for c in case.segment.candidates if c.origin.by_person]
    offered = case.theirs in persons and case.base not in persons[persons.index(case.theirs) + 1 :]
    return offered and not case.segment.open_conflicts and case.segment.state.by_person


def _problems(before: Segment, after: Segment, role: Role) -> tuple[str, ...]:
    """Return what a person should look at once more: lost and forbidden terms, and what the checks find.

    What the draft had is named again: the person's word for it is what gets printed. A name made by rule is the
    person's to spell, and an advisory term theirs to pass over.
    """
    if not after.target:
        return ()
    found = (issue.message for issue in issues_of_segment(after, role) if issue.check not in OF_TERMS)
    return tuple(dict.fromkeys([*_lost_terms(before, after), *found]))


def _lost_terms(before: Segment, after: Segment) -> Iterator[str]:
    found = {term.source for term in before.terms if term.status is TermStatus.FOUND}
    for term, span in zip(after.terms, proof.forbidden_spans(after.terms, after.target), strict=True):
        if span:
            used = after.target[slice(*span)]
            yield f"“{used}” is forbidden for the term {term.source}; write “{term.target}”"
        elif (
            term.status is TermStatus.MISSING
            and term.source in found
            and term.kind is TermKind.TERM
            and not term.advisory
        ):
            yield f"the term {term.source} is no longer “{term.target}”"
