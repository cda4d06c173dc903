"""Reviewed sentences: draft, reviewed English and terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from translator.model import Document, Segment, TermMatch
from translator.terms.matching import Matcher
from translator.terms.proof import verify
from translator.terms.termbase import match_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One reviewed sentence; ``before`` is its draft, or None where that is not known.

    ``terms`` are those of the present term base, with their status in the reviewed English. ``form`` is the
    `match_form` of the source.
    """

    job: str
    segment_id: str
    source: str
    before: str | None
    after: str
    reviewer: str = ""
    terms: tuple[TermMatch, ...] = ()
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
            example = Example(
                job=job,
                segment_id=segment.id,
                source=segment.source,
                before=segment.draft.target if segment.draft else None,
                after=segment.target,
                reviewer=segment.origin.reviewer if segment.origin else "",
                terms=terms_now(segment, matcher),
                form=match_form(segment.source),
            )
            earlier = found.get(example.form)
            if earlier is None or (example.edited and not earlier.edited):
                found[example.form] = example
    return tuple(found.values())


def terms_now(segment: Segment, matcher: Matcher) -> tuple[TermMatch, ...]:
    """Return the terms that a term base has in a segment, with their status in its English."""
    return verify(replace(segment, terms=matcher.find(segment.source))).terms
