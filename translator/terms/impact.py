"""Impact of new and changed entries on finished jobs.

A sentence disagrees when its English misses a term of the term base, or has a form that is forbidden for it, and the
entry is new or was changed since the sentence was reviewed. An old entry that the reviewer did not follow is not
reported, nor is an advisory one, unless its forbidden form is used. An entry for a name that a rule made before is news
only where it has other English.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from translator.model import Document, Segment, State, TermKind, TermMatch, TermStatus
from translator.terms.annotation import same_entry
from translator.terms.matching import Matcher
from translator.terms.proposals.evidence import terms_now
from translator.terms.termbase import match_form


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
