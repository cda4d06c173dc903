"""What a change of the term base touches in the jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from translator.commands.glossary.jobs import Jobs
from translator.errors import UsageError
from translator.terms.impact import JobImpact, impact_on
from translator.terms.termbase import Term, Termbase, match_form


def impact(jobs: Jobs, termbase: Termbase, only: Iterable[str]) -> tuple[JobImpact, ...]:
    """Return the impact of a term base, or of its entries for the sources in ``only``, on each job."""
    matcher, forms = termbase.matcher, {match_form(source) for source in only}
    return tuple(impact_on(name, document, matcher, forms) for name, document in jobs.documents)


def with_entries(termbase: Termbase, texts: Sequence[str]) -> tuple[Termbase, tuple[str, ...]]:
    """Return the term base as it would be with entries written ``SOURCE=TARGET``, and their sources.

    Raises `UsageError` for a text that is not an entry.
    """
    entries = []
    for text in texts:
        source, _, target = (part.strip() for part in text.partition("="))
        if not source or not target:
            raise UsageError(
                f"--term {text}: this is not an entry",
                hint="Write --term '揭榜挂帅=open competition mechanism'.",
            )
        old = termbase.term_of(source) or Term(source=source, target=target)
        entries.append(replace(old, target=target, variants=()))
    merged = Termbase.merge([termbase, Termbase(terms=tuple(entries))])
    return merged, tuple(term.source for term in entries)
