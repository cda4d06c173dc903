"""Pre-translation of a document from the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from translator.model import (
    Article,
    Candidate,
    Document,
    Origin,
    OriginKind,
    Progress,
    Segment,
    State,
    no_progress,
)
from translator.text.scripts import has_han
from translator.tm.database import Memory
from translator.tm.units import Match, MatchKind, with_neighbours

ENGINE = "tm"
"""The engine in the origin of a target from the memory."""

ELSEWHERE = "tm, other context"
"""The engine in the origin of a target that people gave the same sentence between other neighbours."""

ADAPTED_ENGINE = "tm, numbers adapted"

_Place = tuple[str, str | None, str | None]

CANDIDATES = 3
"""Candidates for one segment."""


def recall(document: Document, memory: Memory, progress: Progress = no_progress) -> Document:
    """Return the document with its untranslated and drafted segments pre-translated from the memory.

    A segment whose sentence a person approved gets the approved target, state *translated* and the origin TM with
    score 1: the target between the same neighbours, else the only target that people gave the sentence anywhere.
    Every other segment gets the best three candidates, which replace its earlier ones from the memory. Neighbours
    between which a segment occurs twice tell nothing. Terms are not verified here. Raises `TmError` when the memory
    cannot be read.
    """
    total = sum(_waits(segment) for segment in document.segments())
    known: dict[_Place, tuple[Match, ...]] = {}
    parts = (part for article in document.articles for part in with_neighbours(article))
    places = Counter[_Place]((segment.source, before, after) for segment, before, after in parts)
    done = 0

    def change(segment: Segment, previous: str, following: str) -> Segment:
        nonlocal done
        if not _waits(segment):
            return segment
        key: _Place = (segment.source, previous, following)
        is_one_of_two = places[key] > 1
        if is_one_of_two:
            key = (segment.source, None, None)
        if key not in known:
            known[key] = memory.lookup(*key, limit=CANDIDATES)
        done += 1
        progress("recall", done, total)
        best = None if is_one_of_two else _certain(known[key])
        return _with_matches(segment, known[key], best)

    return replace(document, articles=tuple(_changed(article, change) for article in document.articles))


def _waits(segment: Segment) -> bool:
    drafted = segment.state is State.TRANSLATED and segment.origin is not None and not segment.open_conflicts
    return (segment.state is State.INITIAL or drafted) and has_han(segment.source)


def _with_matches(segment: Segment, matches: tuple[Match, ...], best: Match | None) -> Segment:
    if best:
        if best.target == segment.target:
            return segment
        engine = ENGINE if best.kind is MatchKind.CONTEXT else ELSEWHERE
        return segment.drafted(best.target, Origin(kind=OriginKind.TM, engine=engine, score=1.0))
    others = [c for c in segment.candidates if c.origin.kind is not OriginKind.TM]
    return replace(segment, candidates=(*map(_candidate, matches), *others))


def _certain(matches: tuple[Match, ...]) -> Match | None:
    """Return the target that people gave this sentence in context, else the only one they gave it."""
    approved = [match for match in matches if match.unit.state.by_person]
    in_context = [match for match in approved if match.kind is MatchKind.CONTEXT]
    exact = [match for match in approved if match.kind is MatchKind.EXACT]
    found = in_context or exact
    return found[0] if len(found) == 1 else None


def _candidate(match: Match) -> Candidate:
    engine = ADAPTED_ENGINE if match.kind is MatchKind.NUMBERS else ENGINE
    origin = Origin(kind=OriginKind.TM, engine=engine, score=match.score)
    return Candidate(source=match.unit.source, target=match.target, score=match.score, origin=origin)


def _changed(article: Article, change: Callable[[Segment, str, str], Segment]) -> Article:
    new = iter([change(*parts) for parts in with_neighbours(article)])
    blocks = tuple(
        replace(block, segments=tuple(next(new) for _ in block.segments)) for block in article.blocks
    )
    return replace(article, blocks=blocks)
