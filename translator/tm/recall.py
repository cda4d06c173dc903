"""Own what the memory and a document give each other; pure but for the questions to the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from translator.model import (
    DRAFT_CHECKS,
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
from translator.tm.similarity import THRESHOLD
from translator.tm.units import Match, MatchKind, TranslationUnit

if TYPE_CHECKING:
    from translator.tm.database import Memory

ENGINE = "tm"
"""The engine named in the origin of what the memory gave."""

ADAPTED_ENGINE = "tm, numbers adapted"

CANDIDATES = 3
"""Offered for one segment."""


def recall(
    document: Document, memory: Memory, *, threshold: float = THRESHOLD, progress: Progress = no_progress
) -> Document:
    """Give the document with what the memory knows about its segments in state *initial*; leave all others alone.

    A segment that a person approved between the same neighbours gets that target, state *translated* and the
    origin TM with score 1; one that stands twice between the same neighbours does not, since nothing tells the
    two apart. Every other one gets the best three candidates, in place of the memory's candidates it had. Terms
    are not looked at: verify them afterwards. Raises `TmError` when the memory cannot be read.
    """
    total = sum(_waits(segment) for segment in document.segments())
    known: dict[tuple[str, str | None, str | None], tuple[Match, ...]] = {}
    places = Counter(_places(document))
    done = 0

    def change(segment: Segment, previous: str, following: str) -> Segment:
        nonlocal done
        if not _waits(segment):
            return segment
        key: tuple[str, str | None, str | None] = (segment.source, previous, following)
        if places[segment.source, previous, following] > 1:
            key = (segment.source, None, None)
        if key not in known:
            known[key] = memory.lookup(*key, limit=CANDIDATES, threshold=threshold)
        done += 1
        progress("recall", done, total)
        return _with_matches(segment, known[key])

    return replace(document, articles=tuple(_changed(article, change) for article in document.articles))


def _places(document: Document) -> Iterator[tuple[str, str, str]]:
    for article in document.articles:
        for segment, previous, following in _with_neighbours(article):
            yield segment.source, previous, following


def _waits(segment: Segment) -> bool:
    return segment.state is State.INITIAL and has_han(segment.source)


def _with_matches(segment: Segment, matches: tuple[Match, ...]) -> Segment:
    best = matches[0] if matches else None
    if best and best.kind is MatchKind.CONTEXT and best.unit.state.by_person:
        origin = Origin(kind=OriginKind.TM, engine=ENGINE, score=1.0)
        issues = tuple(issue for issue in segment.issues if issue.check not in DRAFT_CHECKS)
        return replace(segment, target=best.target, state=State.TRANSLATED, origin=origin, issues=issues)
    others = [c for c in segment.candidates if c.origin.kind is not OriginKind.TM]
    return replace(segment, candidates=(*(_candidate(match) for match in matches), *others))


def _candidate(match: Match) -> Candidate:
    adapted = match.kind is MatchKind.NUMBERS
    return Candidate(
        source=match.unit.source,
        target=match.target,
        score=match.score,
        origin=Origin(kind=OriginKind.TM, engine=ADAPTED_ENGINE if adapted else ENGINE, score=match.score),
    )


def units_of(
    document: Document, *, job: str, time: str, only: Collection[str] | None = None
) -> Iterator[TranslationUnit]:
    """Yield the segments that a person approved as units, those with an id in ``only`` when it is given.

    The author is the person named in the segment's origin.
    """
    for article in document.articles:
        for segment, previous, following in _with_neighbours(article):
            if segment.state.by_person and (only is None or segment.id in only):
                origin = segment.origin
                yield TranslationUnit(
                    source=segment.source,
                    target=segment.target,
                    previous=previous,
                    following=following,
                    state=segment.state,
                    origin=origin,
                    author=origin.engine if origin and origin.kind is OriginKind.HUMAN else "",
                    time=time,
                    job=job,
                )


def _with_neighbours(article: Article) -> Iterator[tuple[Segment, str, str]]:
    """Yield each segment with the sources beside it; an article's edge is the empty string.

    Neighbours end at the article because the same article comes back on other pages, beside others.
    """
    segments = list(article.segments())
    sources = ["", *(segment.source for segment in segments), ""]
    yield from zip(segments, sources, sources[2:], strict=False)


def _changed(article: Article, change: Callable[[Segment, str, str], Segment]) -> Article:
    new = iter([change(*parts) for parts in _with_neighbours(article)])
    blocks = tuple(
        replace(block, segments=tuple(next(new) for _ in block.segments)) for block in article.blocks
    )
    return replace(article, blocks=blocks)
