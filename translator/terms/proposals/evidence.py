"""Reviewed sentences: draft, reviewed English and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.model import Document, Segment, TermKind, TermMatch
from translator.terms.matching import Matcher
from translator.terms.proof import verify
from translator.terms.termbase import match_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One reviewed sentence; ``before`` is its draft, or None where that is not known.

    ``terms`` are those of the present term base, with their status in the reviewed English, and ``names`` those that a
    rule made for the draft, where no term stands. ``form`` is the `match_form` of the source.
    """

    job: str
    segment_id: str
    source: str
    before: str | None
    after: str
    reviewer: str = ""
    terms: tuple[TermMatch, ...] = ()
    names: tuple[TermMatch, ...] = ()
    form: str = ""

    @property
    def edited(self) -> bool:
        """Return whether the reviewer changed a draft."""
        return self.before is not None and self.before.strip() != self.after.strip()


def examples_of(jobs: Iterable[tuple[str, Document]], matcher: Matcher) -> tuple[Example, ...]:
    """Return the reviewed sentences of jobs given by name; of a repeated sentence one, if possible an edited one."""
    found: dict[str, Example] = {}
    for job, document in jobs:
        for segment in document.segments():
            if not segment.state.by_person or not segment.target.strip():
                continue
            terms = terms_now(segment, matcher)
            example = Example(
                job=job,
                segment_id=segment.id,
                source=segment.source,
                before=segment.draft.target if segment.draft else None,
                after=segment.target,
                reviewer=segment.origin.reviewer if segment.origin else "",
                terms=terms,
                names=tuple(_names_beside(segment, terms)),
                form=match_form(segment.source),
            )
            earlier = found.get(example.form)
            if earlier is None or (example.edited and not earlier.edited):
                found[example.form] = example
    return tuple(found.values())


def _names_beside(segment: Segment, terms: Sequence[TermMatch]) -> Iterator[TermMatch]:
    for name in segment.terms:
        is_free = all(name.end <= term.start or term.end <= name.start for term in terms)
        if name.kind is not TermKind.TERM and is_free:
            yield name


def terms_now(segment: Segment, matcher: Matcher) -> tuple[TermMatch, ...]:
    """Return the terms that a term base has in a segment, with their status in its English."""
    return verify(replace(segment, terms=matcher.find(segment.source))).terms
