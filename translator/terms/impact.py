"""Impact of new and changed entries on finished jobs: since their reviews, and between two term bases.

A sentence disagrees when its English misses a term of the term base, or has a form that is forbidden for it, and the
entry is new or was changed since the sentence was reviewed. An old entry that the reviewer did not follow is not
reported, nor is an advisory one, unless its forbidden form is used. An entry for a name that a rule made before is news
only where it has other English.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from translator.model import Document, Segment, State, TermKind, TermMatch, TermStatus
from translator.terms.annotation import annotate, same_entry
from translator.terms.diff import EntryChange, change_of
from translator.terms.matching import Matcher
from translator.terms.proposals.evidence import terms_now
from translator.terms.termbase import Termbase, match_form

# --- since the reviews -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A reviewed sentence without the approved English of a term.

    ``earlier`` is the approved English at its review, empty for a new entry.
    """

    segment_id: str
    source: str
    english: str
    term: str
    approved: str
    variants: tuple[str, ...] = ()
    earlier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobImpact:
    """The impact on one job.

    ``agreeing`` counts the reviewed sentences with the approved English of a new or changed entry, ``drafts`` the
    drafts with such an entry.
    """

    job: str
    disagreements: tuple[Disagreement, ...] = ()
    agreeing: int = 0
    drafts: int = 0


def impact_on(job: str, document: Document, matcher: Matcher, only: Collection[str] = ()) -> JobImpact:
    """Return the impact of a term base on a job; with ``only`` that of the entries with these `match_form` sources."""
    disagreements: list[Disagreement] = []
    agreeing = drafts = 0
    for segment in document.segments():
        changed = _changed(segment, matcher, only) if segment.target.strip() else ()
        if not changed:
            continue
        if segment.state.by_person:
            found = list(_disagreements(segment, changed))
            disagreements += found
            agreeing += not found
        elif segment.state is State.TRANSLATED:
            drafts += 1
    return JobImpact(job=job, disagreements=tuple(disagreements), agreeing=agreeing, drafts=drafts)


def _changed(segment: Segment, matcher: Matcher, only: Collection[str]) -> tuple[TermMatch, ...]:
    """Return the terms of a segment whose entry is new or changed since its last review or run."""
    stored = {match_form(term.source): term for term in segment.terms}
    found = ((match_form(term.source), term) for term in terms_now(segment, matcher))
    return tuple(
        term for form, term in found if (not only or form in only) and _is_news(term, stored.get(form))
    )


def _is_news(term: TermMatch, earlier: TermMatch | None) -> bool:
    if earlier is None or not same_entry(earlier, term):
        return True
    # Other forms of the same term matter only where they change the status.
    return _forms(earlier) != _forms(term) and earlier.status is not term.status


def _forms(term: TermMatch) -> tuple[set[str], set[str]]:
    return set(term.variants), set(term.forbidden)


def _disagreements(segment: Segment, changed: Iterable[TermMatch]) -> Iterator[Disagreement]:
    earlier = {match_form(term.source): term.target for term in segment.terms if term.kind is TermKind.TERM}
    missing = {match_form(term.source): term for term in changed if _is_lost(term)}
    for form, term in missing.items():
        yield Disagreement(
            segment_id=segment.id,
            source=segment.source,
            english=segment.target,
            term=term.source,
            approved=term.target,
            variants=term.variants,
            earlier=earlier.get(form, ""),
        )


def _is_lost(term: TermMatch) -> bool:
    return term.status is TermStatus.FORBIDDEN or (term.status.failed and not term.advisory)


# --- between two term bases --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence of a job and its English."""

    job: str
    segment_id: str
    source: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryImpact:
    """The effect of an entry that is found in other places, or has other English, in the new term base.

    ``change`` has no fields where only other entries decide about the places: a longer term now stands there.
    ``disagreements`` are the reviewed sentences without its new English; ``agreeing`` counts the others. ``drafts``
    are the sentences that the next run translates again; in ``lost`` the term is found less often than before.
    """

    change: EntryChange
    disagreements: tuple[Place, ...] = ()
    drafts: tuple[Place, ...] = ()
    lost: tuple[Place, ...] = ()
    agreeing: int = 0

    @property
    def touches(self) -> bool:
        """Return whether there is anything to look at, or to translate again."""
        return bool(self.disagreements or self.drafts or self.lost)


@dataclass(slots=True)
class _Tally:
    disagreements: list[Place] = field(default_factory=list)
    drafts: list[Place] = field(default_factory=list)
    lost: list[Place] = field(default_factory=list)
    agreeing: int = 0


def impact_between(
    jobs: Iterable[tuple[str, Document]], old: Termbase, new: Termbase
) -> tuple[EntryImpact, ...]:
    """Return what the change from one term base to another does to jobs given by name, for each entry.

    The entries with most reviewed sentences to look at stand first. What a job was drafted with does not matter.
    """
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    matchers = Matcher(old.terms), Matcher(new.terms)
    for job, document in jobs:
        drafts = (annotate(document, base).segments() for base in (old, new))
        for segment, was, now in zip(document.segments(), *drafts, strict=True):
            place = Place(job=job, segment_id=segment.id, source=segment.source, english=segment.target)
            if segment.state.by_person and segment.target.strip():
                before, after = (terms_now(segment, matcher) for matcher in matchers)
                _count_reviewed(place, before, after, tallies)
            elif segment.state is State.TRANSLATED:
                _count_draft(place, was.terms, now.terms, tallies)
    entries = [{term.form: term for term in base.terms} for base in (old, new)]
    found = (
        EntryImpact(
            change=change_of(*(by_form.get(form) for by_form in entries)),
            disagreements=tuple(tally.disagreements),
            drafts=tuple(tally.drafts),
            lost=tuple(tally.lost),
            agreeing=tally.agreeing,
        )
        for form, tally in tallies.items()
    )
    return tuple(sorted(found, key=_urgency))


def _count_reviewed(
    place: Place, was: Sequence[TermMatch], now: Sequence[TermMatch], tallies: dict[str, _Tally]
) -> None:
    for form, before, after in _by_entry(was, now):
        if [*map(_asked, before)] == [*map(_asked, after)]:
            continue
        if len(after) < len(before):
            tallies[form].lost.append(place)
        if any(map(_is_lost, after)):
            tallies[form].disagreements.append(place)
        else:
            tallies[form].agreeing += bool(after)


def _count_draft(
    place: Place, was: Sequence[TermMatch], now: Sequence[TermMatch], tallies: dict[str, _Tally]
) -> None:
    for form, before, after in _by_entry(was, now):
        if [term.draft_key for term in before] != [term.draft_key for term in after]:
            tallies[form].drafts.append(place)
            if len(after) < len(before):
                tallies[form].lost.append(place)


def _by_entry(
    was: Sequence[TermMatch], now: Sequence[TermMatch]
) -> Iterator[tuple[str, list[TermMatch], list[TermMatch]]]:
    """Yield the `match_form` of each term of a sentence with its occurrences before and after."""
    for form in dict.fromkeys(match_form(term.source) for term in (*now, *was)):
        before, after = ([term for term in terms if match_form(term.source) == form] for terms in (was, now))
        yield form, before, after


def _asked(term: TermMatch) -> tuple[object, ...]:
    """Return what is asked of the English of an occurrence."""
    how = (term.case, term.forbidden, term.pos, term.advisory)
    return term.start, term.end, term.target, term.variants, *how


def _urgency(impact: EntryImpact) -> tuple[int, int, int, str]:
    return -len(impact.disagreements), -len(impact.lost), -len(impact.drafts), impact.change.entry.source
