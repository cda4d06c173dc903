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

ADAPTED_ENGINE = "tm, numbers adapted"

_Place = tuple[str, str | None, str | None]

CANDIDATES = 3
"""Candidates for one segment."""


def recall(document: Document, memory: Memory, progress: Progress = no_progress) -> Document:
    """Return the document with its segments in state *initial* pre-translated from the memory.

    A segment that a person approved between the same neighbours gets that target, state *translated* and the
    origin TM with score 1. A segment that stands twice between the same neighbours does not, since nothing tells
    the two apart. Every other segment gets the best three candidates, in place of the memory's candidates it had.
    Terms are not verified here. Raises `TmError` when the memory cannot be read.
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
        if places[key] > 1:
            key = (segment.source, None, None)
        if key not in known:
            known[key] = memory.lookup(*key, limit=CANDIDATES)
        done += 1
        progress("recall", done, total)
        return _with_matches(segment, known[key])

    return replace(document, articles=tuple(_changed(article, change) for article in document.articles))


def _waits(segment: Segment) -> bool:
    return segment.state is State.INITIAL and has_han(segment.source)


def _with_matches(segment: Segment, matches: tuple[Match, ...]) -> Segment:
    best = matches[0] if matches else None
    if best and best.kind is MatchKind.CONTEXT and best.unit.state.by_person:
        return segment.drafted(best.target, Origin(kind=OriginKind.TM, engine=ENGINE, score=1.0))
    others = [c for c in segment.candidates if c.origin.kind is not OriginKind.TM]
    return replace(segment, candidates=(*map(_candidate, matches), *others))


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
