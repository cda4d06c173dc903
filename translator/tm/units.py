"""Values of the translation memory, and the units of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from translator.errors import TranslatorError
from translator.model import Article, Document, Origin, Segment, State


class TmError(TranslatorError):
    """A translation memory cannot be opened, read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationUnit:
    """A source with its target: where, when and by whom it was translated.

    ``previous`` and ``following`` are the neighbouring sources in the article: None when not known, empty at the
    article's edge. ``time`` is ISO 8601 in UTC with seconds (``2023-05-16T08:00:00Z``) or empty when not known.
    """

    source: str
    target: str
    previous: str | None = None
    following: str | None = None
    state: State = State.TRANSLATED
    origin: Origin | None = None
    author: str = ""
    time: str = ""
    job: str = ""

    @property
    def has_context(self) -> bool:
        """Return whether both neighbours are known and at least one of them is text.

        A text without neighbours cannot be told from another use of the same words.
        """
        return (
            self.previous is not None and self.following is not None and bool(self.previous + self.following)
        )


def utc(moment: datetime) -> str:
    """Return a moment as in `TranslationUnit.time`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class MatchKind(StrEnum):
    """How a unit's source fits a text, best first."""

    CONTEXT = "in context"
    EXACT = "exact"
    NUMBERS = "numbers adapted"
    FUZZY = "fuzzy"
    PART = "contains it"

    @property
    def rank(self) -> int:
        """Return 0 for the best kind, 4 for the weakest."""
        return tuple(MatchKind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A unit that fits a text; ``target`` is the unit's, with the text's numbers where only they differ.

    ``score`` is the Levenshtein similarity of the two sources, 1 - distance / length of the longer one.
    """

    unit: TranslationUnit
    kind: MatchKind
    score: float
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One step from a unit's source to the text: equal on both sides, or ``old`` replaced by ``new``."""

    old: str
    new: str

    @property
    def equal(self) -> bool:
        """Return whether nothing changes here."""
        return self.old == self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A choice of units: those that meet every condition given; without conditions all.

    ``before`` is a time as in `TranslationUnit.time`; units without a time are never older than anything.
    """

    before: str | None = None
    job: str | None = None
    state: State | None = None


ALL = Selection()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Counts of added units; ``unchanged`` were there already, as good or better."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Figures of a memory; ``jobs`` counts units by job, the largest first."""

    schema: int
    units: int
    sources: int
    bytes: int
    oldest: str
    newest: str
    states: Mapping[str, int]
    origins: Mapping[str, int]
    jobs: Mapping[str, int]


def units_of(
    document: Document, *, job: str, time: str, only: Collection[str] | None = None
) -> Iterator[TranslationUnit]:
    """Yield the segments that a person approved as units; ``only`` restricts them to these ids.

    The author is the person named in the segment's origin.
    """
    for article in document.articles:
        for segment, previous, following in with_neighbours(article):
            if segment.state.by_person and (only is None or segment.id in only):
                origin = segment.origin
                yield TranslationUnit(
                    source=segment.source,
                    target=segment.target,
                    previous=previous,
                    following=following,
                    state=segment.state,
                    origin=origin,
                    author=origin.reviewer if origin else "",
                    time=time,
                    job=job,
                )


def with_neighbours(article: Article) -> Iterator[tuple[Segment, str, str]]:
    """Yield each segment with the sources before and after it; at the article's edge the empty string.

    Neighbours end at the article because the same article comes back on other pages, beside others.
    """
    segments = list(article.segments())
    sources = ["", *(segment.source for segment in segments), ""]
    yield from zip(segments, sources, sources[2:], strict=False)
