"""Own the values of the translation memory: units, matches, selections; know no file and no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from translator.errors import TranslatorError
from translator.model import Origin, State


class TmError(TranslatorError):
    """A translation memory cannot be opened, read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationUnit:
    """Pair a source with its target, and say where, when and by whom.

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
        """Tell whether both neighbours are known and at least one of them is text.

        A text that stood alone has no neighbour that could tell it from another use of the same words.
        """
        return (
            self.previous is not None and self.following is not None and bool(self.previous + self.following)
        )


def utc(moment: datetime) -> str:
    """Give a moment as units have it: ISO 8601, UTC, seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class MatchKind(StrEnum):
    """How a unit's source fits a text, best first."""

    CONTEXT = "in context"
    EXACT = "exact"
    NUMBERS = "numbers adapted"
    FUZZY = "fuzzy"

    @property
    def rank(self) -> int:
        """Give 0 for the best kind, 3 for the weakest."""
        return tuple(MatchKind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Offer a unit for a text; ``target`` is the unit's, with the text's numbers where only they differ.

    ``score`` is the Levenshtein similarity of the two sources, 1 - distance / length of the longer one.
    """

    unit: TranslationUnit
    kind: MatchKind
    score: float
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Hold one step from a unit's source to the text: equal on both sides, or ``old`` replaced by ``new``."""

    old: str
    new: str

    @property
    def equal(self) -> bool:
        """Tell whether nothing changes here."""
        return self.old == self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Choose units: those that fit every condition given; without conditions all.

    ``before`` is a time as in `TranslationUnit.time`; units without a time are never older than anything.
    """

    before: str | None = None
    job: str | None = None
    state: State | None = None

    @property
    def everything(self) -> bool:
        """Tell whether there is no condition."""
        return self.before is None and self.job is None and self.state is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Count what adding units did; ``unchanged`` were there already, as good or better."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Added) -> Added:
        """Give the sum of both."""
        return Added(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Sum up a memory; ``jobs`` counts units by job, the largest first."""

    schema: int
    units: int
    sources: int
    bytes: int
    oldest: str
    newest: str
    states: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[str, int] = field(default_factory=dict)
    jobs: Mapping[str, int] = field(default_factory=dict)
