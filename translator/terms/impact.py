"""Own what a new or changed entry of the term base means for jobs that are done: which sentences now disagree.

A sentence disagrees when the term base finds a term in its Chinese that its English does not have, and the entry is
not the one that stood there when the sentence was reviewed: an old entry that a reviewer passed over is no news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from translator.model import (
    Document,
    Segment,
    State,
    TermMatch,
    TermStatus,
)
from translator.terms.matching import Matcher
from translator.terms.proposals.evidence import terms_now
from translator.terms.termbase import match_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Name one reviewed sentence and a term that it says otherwise.

    ``earlier`` is what the term base said at its review, empty for a new entry.
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
    """Report one job: its sentences that disagree, how many drafts the entries touch, how many agree with them.

    ``agreeing`` counts reviewed sentences that have a new or changed entry and say it as approved.
    """

    job: str
    disagreements: tuple[Disagreement, ...] = ()
    agreeing: int = 0
    drafts: int = 0


def impact_on(job: str, document: Document, matcher: Matcher, only: Collection[str] = ()) -> JobImpact:
    """Hold a job against the term base of ``matcher``; with ``only`` nothing but these sources, as terms compare."""
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
    """Give the terms of a segment whose entry is new or another than at its last review or run."""
    stored = {match_form(term.source): term for term in segment.terms}
    return tuple(
        term
        for term in terms_now(segment, matcher)
        if (not only or match_form(term.source) in only)
        and _is_news(term, stored.get(match_form(term.source)))
    )


def _is_news(term: TermMatch, earlier: TermMatch | None) -> bool:
    if earlier is None or earlier.target != term.target:
        return True
    # Other variants of the same term matter only where they change what the sentence counts as.
    return set(earlier.variants) != set(term.variants) and earlier.status is not term.status


def _disagreements(segment: Segment, changed: Iterable[TermMatch]) -> Iterator[Disagreement]:
    earlier = {match_form(term.source): term.target for term in segment.terms}
    missing = {match_form(term.source): term for term in changed if term.status is TermStatus.MISSING}
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
