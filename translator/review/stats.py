"""Own what the machine's drafts cost in editing: distances between draft and reviewed English, summed by group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from translator.model import Candidate, Document, Segment
from translator.review.change import draft_of
from translator.review.diff import chrf, gram_counts, word_edits, words


@dataclass(slots=True, kw_only=True)
class Effort:
    """Add up the reviewed segments of a group; ``words`` counts the reviewed English."""

    reviewed: int = 0
    edited: int = 0
    words: int = 0
    edits: int = 0
    grams: list[tuple[int, int, int]] = field(default_factory=lambda: [(0, 0, 0)] * 6)

    @property
    def rate(self) -> float | None:
        """Give word edits by reviewed words in per cent (TER without shifts), or None without any words."""
        return 100 * self.edits / self.words if self.words else None

    @property
    def chrf(self) -> float | None:
        """Give chrF2 of the drafts against the reviewed English, or None without any."""
        return chrf(self.grams) if self.reviewed else None

    def add(self, draft: str, reviewed: str) -> None:
        """Count one segment."""
        self.reviewed += 1
        self.edited += draft.strip() != reviewed.strip()
        self.words += len(words(reviewed))
        self.edits += word_edits(draft, reviewed)
        self.grams = [
            (a + d, b + e, c + f)
            for (a, b, c), (d, e, f) in zip(self.grams, gram_counts(draft, reviewed), strict=True)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Hold the effort by article (id and title), by engine, by origin and in all.

    ``unknown`` counts reviewed segments whose draft is not known: they were translated by hand or elsewhere.
    """

    total: Effort
    articles: dict[str, Effort]
    engines: dict[str, Effort]
    origins: dict[str, Effort]
    segments: int
    unknown: int


def review_stats(document: Document) -> Stats:
    """Measure what reviewers changed in the drafts of a job."""
    stats = Stats(
        total=Effort(), articles={}, engines={}, origins={}, segments=sum(1 for _ in document.segments()),
        unknown=sum(s.state.by_person and draft_of(s) is None for s in document.segments()),
    )  # fmt: skip
    for article in document.articles:
        effort = stats.articles.setdefault(f"{article.id} {article.title}".strip(), Effort())
        for segment, draft in _reviewed(article.segments()):
            groups = (
                stats.total,
                effort,
                stats.engines.setdefault(draft.origin.engine or "unknown", Effort()),
                stats.origins.setdefault(draft.origin.kind.value, Effort()),
            )
            for group in groups:
                group.add(draft.target, segment.target)
    return stats


def _reviewed(segments: Iterator[Segment]) -> Iterator[tuple[Segment, Candidate]]:
    for segment in segments:
        draft = draft_of(segment) if segment.state.by_person else None
        if draft is not None:
            yield segment, draft
