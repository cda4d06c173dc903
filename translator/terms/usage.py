"""Use of each entry of a term base in jobs: found, missing, forbidden, overruled by reviewers, or not used at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from translator.model import Document, Segment, TermMatch, TermStatus
from translator.terms.proof import verify
from translator.terms.proposals.evidence import terms_now
from translator.terms.termbase import Term, Termbase, match_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruling:
    """A reviewed sentence without the approved English of a term that its draft had."""

    job: str
    segment_id: str
    reviewer: str
    source: str
    draft: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUse:
    """Occurrences of one entry in the Chinese of jobs, by what their English has.

    ``overruled`` are the reviewed sentences that lack the approved English though their draft had it, ``restored``
    counts the occurrences that a reviewer gave the approved English which the draft lacked, and ``reviewed`` those in
    reviewed sentences whose draft is known. An advisory entry is not asked for, so what it misses does not count
    against a job.
    """

    term: Term
    found: int = 0
    missing: int = 0
    forbidden: int = 0
    open: int = 0
    reviewed: int = 0
    restored: int = 0
    overruled: tuple[Overruling, ...] = ()
    jobs: tuple[str, ...] = ()

    @property
    def occurrences(self) -> int:
        """Return how often the Chinese has the term."""
        return self.found + self.missing + self.forbidden + self.open

    @property
    def changed(self) -> float:
        """Return the share of the occurrences with a known draft that reviewers changed, either way."""
        return (len(self.overruled) + self.restored) / self.reviewed if self.reviewed else 0.0

    @property
    def urgency(self) -> tuple[int, int, int, float, int, str]:
        """Return the key by which entries that deserve most attention are sorted first."""
        missing = 0 if self.term.advisory else self.missing
        return (
            -len(self.overruled), -self.forbidden, -missing, -self.changed, -self.occurrences, self.term.source
        )  # fmt: skip


@dataclass(slots=True)
class _Tally:
    statuses: Counter[TermStatus] = field(default_factory=Counter)
    overruled: list[Overruling] = field(default_factory=list)
    reviewed: int = 0
    restored: int = 0
    jobs: dict[str, None] = field(default_factory=dict)


def usage(jobs: Iterable[tuple[str, Document]], termbase: Termbase) -> tuple[EntryUse, ...]:
    """Return the use of every entry in jobs given by name, in the order of `EntryUse.urgency`, unused ones last.

    Terms are those that the term base finds now, whatever the jobs were drafted with.
    """
    matcher, tallies = termbase.matcher, defaultdict[str, _Tally](_Tally)
    for job, document in jobs:
        for segment in document.segments():
            _count(job, segment, terms_now(segment, matcher), tallies)
    found = (_use(term, tallies[term.form]) for term in termbase.terms if term.form in tallies)
    unused = (EntryUse(term=term) for term in termbase.terms if term.form not in tallies)
    return (*sorted(found, key=lambda use: use.urgency), *unused)


def _use(term: Term, tally: _Tally) -> EntryUse:
    return EntryUse(
        term=term,
        found=tally.statuses[TermStatus.FOUND],
        missing=tally.statuses[TermStatus.MISSING],
        forbidden=tally.statuses[TermStatus.FORBIDDEN],
        open=tally.statuses[TermStatus.OPEN],
        reviewed=tally.reviewed,
        restored=tally.restored,
        overruled=tuple(tally.overruled),
        jobs=tuple(tally.jobs),
    )


def _count(job: str, segment: Segment, terms: tuple[TermMatch, ...], tallies: dict[str, _Tally]) -> None:
    for term in terms:
        tally = tallies[match_form(term.source)]
        tally.statuses[term.status] += 1
        tally.jobs[job] = None
    if segment.state.by_person and segment.draft and segment.draft.target.strip() and terms:
        _compare(job, segment, terms, tallies)


def _compare(job: str, segment: Segment, terms: tuple[TermMatch, ...], tallies: dict[str, _Tally]) -> None:
    """Count what a reviewer changed in a draft."""
    draft = segment.draft.target if segment.draft else ""
    drafted = verify(replace(segment, target=draft, terms=tuple(term.opened for term in terms))).terms
    had, has = (Counter(_found(several)) for several in (drafted, terms))
    for form, number in Counter(match_form(term.source) for term in terms).items():
        tally = tallies[form]
        tally.reviewed += number
        tally.restored += max(has[form] - had[form], 0)
        if had[form] > has[form]:
            tally.overruled.append(
                Overruling(
                    job=job,
                    segment_id=segment.id,
                    reviewer=segment.origin.reviewer if segment.origin else "",
                    source=segment.source,
                    draft=draft,
                    english=segment.target,
                )
            )


def _found(terms: Iterable[TermMatch]) -> Iterator[str]:
    return (match_form(term.source) for term in terms if term.status is TermStatus.FOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over entries, as `totals` returns them."""

    entries: int
    used: int
    found: int
    missing: int
    forbidden: int
    open: int
    overruled: int
    restored: int

    @property
    def share(self) -> float:
        """Return the share, from 0 to 1, of the translated occurrences that have the approved English."""
        translated = self.found + self.missing + self.forbidden
        return self.found / translated if translated else 1.0


def totals(uses: Iterable[EntryUse]) -> Totals:
    """Return the sums over entries; occurrences are those of entries that are not advisory."""
    every = tuple(uses)
    asked = [use for use in every if not use.term.advisory]
    return Totals(
        entries=len(every),
        used=sum(use.occurrences > 0 for use in every),
        found=sum(use.found for use in asked),
        missing=sum(use.missing for use in asked),
        forbidden=sum(use.forbidden for use in asked),
        open=sum(use.open for use in asked),
        overruled=sum(len(use.overruled) for use in every),
        restored=sum(use.restored for use in every),
    )
