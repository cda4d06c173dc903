"""A Chinese or English text looked up in the term bases and in the jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.commands.glossary.jobs import Jobs, read_jobs
from translator.commands.termbases import read_termbases
from translator.errors import UsageError
from translator.terms.concordance import (
    Place,
    places_of_chinese,
    places_of_english,
    places_of_entries,
)
from translator.terms.lookup import LIMIT, Hit, Likeness, look_up
from translator.terms.termbase import Term, Termbase
from translator.text.scripts import has_han


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What the term bases, also their deprecated entries, and the jobs have of a text.

    ``entries`` counts the entries of all term bases. ``overridden`` pairs the place of an entry with the place of the
    later one that is used instead of it, or that switches it off. ``places`` are those of the exact entries in the
    jobs, and without such an entry those of the text itself.
    """

    text: str
    entries: int
    hits: tuple[Hit, ...]
    overridden: dict[str, str]
    places: tuple[Place, ...]
    jobs: Jobs

    @property
    def exact(self) -> tuple[Hit, ...]:
        """Return the entries that have the text."""
        return tuple(hit for hit in self.hits if hit.likeness is Likeness.EXACT)


def lookup(text: str, glossaries: Sequence[Path], out: Path, limit: int = LIMIT) -> Lookup:
    """Return the entries that are like a text, and its sentences in the jobs of ``out``.

    Raises `UsageError` for a text without letters, digits or characters, and as `read_termbases` does.
    """
    text = " ".join(text.split())
    if not any(character.isalnum() for character in text):
        raise UsageError(
            "there is nothing to look up",
            hint="Give a Chinese or English text: translator glossary lookup 揭榜挂帅",
        )
    bases = read_termbases(glossaries)
    terms = [term for base in bases for term in (*base.terms, *base.deprecated)]
    merged = Termbase.merge(bases)
    last = {term.form: term for term in (*merged.deprecated, *merged.terms)}
    hits = look_up(terms, text, limit)
    instead = {hit.term.place: last[hit.term.form] for hit in hits}
    overridden = {place: term.place for place, term in instead.items() if place != term.place}
    jobs = read_jobs((), out) if out.exists() else Jobs(documents=(), folders=(out,))
    return Lookup(
        text=text,
        entries=len(terms),
        hits=hits,
        overridden=overridden,
        places=_places(jobs, merged.terms, hits, text),
        jobs=jobs,
    )


def _places(jobs: Jobs, terms: Sequence[Term], hits: Sequence[Hit], text: str) -> tuple[Place, ...]:
    exact = [hit for hit in hits if hit.likeness is Likeness.EXACT]
    in_use = {term.form for term in terms}
    forms = {hit.term.form for hit in exact} & in_use
    if forms:
        return places_of_entries(jobs.documents, terms, forms)
    find = places_of_chinese if has_han(text) else places_of_english
    return find(jobs.documents, text)
