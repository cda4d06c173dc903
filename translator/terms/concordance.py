"""Places of a term in the sentences of jobs, with the English that renders it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from translator.model import Document, Segment, State, TermMatch
from translator.terms.matching import Matcher
from translator.terms.proof import proofs, proofs_and_faults
from translator.terms.termbase import Term, bare_form, match_form
from translator.text.spans import Span


class Rendering(StrEnum):
    """What the English of a sentence has for a term; the value is the words for it."""

    FOUND = "approved"
    FORBIDDEN = "forbidden form"
    MISSING = "approved English missing"
    OPEN = "not translated"
    UNKNOWN = "no entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A term in a sentence at ``[start, end)``.

    ``spot`` is the part of the English that proves it, or has the forbidden form. ``rendering`` is *unknown* where no
    entry of the term base says what is right.
    """

    job: str
    segment_id: str
    source: str
    start: int
    end: int
    english: str
    state: State
    reviewer: str = ""
    rendering: Rendering = Rendering.UNKNOWN
    spot: Span | None = None


Jobs = Iterable[tuple[str, Document]]
"""Jobs by name."""


def places_of_entries(jobs: Jobs, terms: Sequence[Term], forms: Collection[str]) -> tuple[Place, ...]:
    """Return the places of the entries whose sources have the given `match_form`, in the order of the jobs.

    ``terms`` are all entries in use: where a longer one stands, a shorter one inside it does not count.
    """
    bare = {*map(bare_form, forms)}
    found = [
        (job, segment)
        for job, document in jobs
        for segment in document.segments()
        if any(form in bare_form(match_form(segment.source)) for form in bare)
    ]
    if not found:
        return ()  # a large term base takes long to be made ready
    matcher = Matcher(terms)
    return tuple(place for job, segment in found for place in _in_segment(job, segment, matcher, forms))


def _in_segment(job: str, segment: Segment, matcher: Matcher, forms: Collection[str]) -> Iterator[Place]:
    terms = matcher.find(segment.source)
    right, wrong = proofs_and_faults(terms, segment.target)
    for term, proof, fault in zip(terms, right, wrong, strict=True):
        if match_form(term.source) in forms:
            place = _place(job, segment, (term.start, term.end))
            rendering = _rendering(segment, proof, fault)
            yield replace(place, rendering=rendering, spot=proof or fault)


def _rendering(segment: Segment, proof: Span | None, fault: Span | None) -> Rendering:
    if not segment.target.strip():
        return Rendering.OPEN
    return Rendering.FOUND if proof else Rendering.FORBIDDEN if fault else Rendering.MISSING


def places_of_chinese(jobs: Jobs, text: str) -> tuple[Place, ...]:
    """Return the places of Chinese characters that no entry has; names by rule have their English marked."""
    form = match_form(text)
    return tuple(
        _named(_place(job, segment, (start, start + len(form))), segment)
        for job, document in jobs
        for segment in document.segments()
        for start in _starts(match_form(segment.source), form)
    )


def _starts(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def _named(place: Place, segment: Segment) -> Place:
    same = [term for term in segment.terms if (term.start, term.end) == (place.start, place.end)]
    return replace(place, spot=proofs(same, segment.target)[0]) if same else place


def places_of_english(jobs: Jobs, text: str) -> tuple[Place, ...]:
    """Return the sentences whose English has a text, whatever its case, plural and hyphens."""
    wanted = [TermMatch(start=0, end=0, source="", target=text)]
    return tuple(
        replace(_place(job, segment, (0, 0)), spot=spot)
        for job, document in jobs
        for segment in document.segments()
        if segment.target and (spot := proofs(wanted, segment.target)[0])
    )


def _place(job: str, segment: Segment, at: Span) -> Place:
    return Place(
        job=job,
        segment_id=segment.id,
        source=segment.source,
        start=at[0],
        end=at[1],
        english=segment.target,
        state=segment.state,
        reviewer=segment.origin.reviewer if segment.origin else "",
    )


def examples(places: Sequence[Place], most: int) -> tuple[Place, ...]:
    """Return at most ``most`` places, one of each sentence: what went wrong first, then what was reviewed."""
    order = {Rendering.FORBIDDEN: 0, Rendering.MISSING: 1}
    first = {(place.source, place.english): place for place in reversed(places)}
    kept = sorted(
        reversed(first.values()), key=lambda place: (order.get(place.rendering, 2), -place.state.rank)
    )
    return tuple(kept[:most])


def counts(places: Iterable[Place]) -> dict[Rendering, int]:
    """Return how often each rendering of an entry occurs, without those that do not."""
    found = Counter(place.rendering for place in places)
    del found[Rendering.UNKNOWN]
    return {rendering: found[rendering] for rendering in Rendering if found[rendering]}
