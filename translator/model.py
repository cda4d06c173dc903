"""Own the values every stage works on; they know nothing of files, engines or screens.

Two layers. A reader turns bytes into a `Page`: its lines as they stand, plus what was skipped and why.
From there on everything is a `Document` of articles, blocks and segments, which map one to one on the
``<file>``, ``<unit>`` and ``<segment>`` of XLIFF 2.1 (OASIS, 2018).

All offsets count Unicode code points and are half-open, ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, the number done and the total; it must return quickly."""


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Ignore progress."""


# --- what a reader gives -------------------------------------------------------------------------


class Markup(StrEnum):
    """What the input's own markup says a line is."""

    TEXT = "text"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    CAPTION = "caption"
    TEXT_BOX = "text box"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Hold one line or paragraph of the input, its marks removed.

    ``level`` is 1 to 6 for a heading and the nesting depth (from 1) for a list item, else 0.
    ``emphasis`` is the number of leading characters set in bold: ``len(text)`` when all are.
    ``gap_before`` is false when the line follows the one before without a blank line or a new paragraph.
    """

    text: str
    markup: Markup = Markup.TEXT
    level: int = 0
    emphasis: int = 0
    gap_before: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Hold characters of the input that end in no line, with the named reason."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Hold one input file: every non-blank character is in ``lines`` or in ``skipped``."""

    name: str
    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...] = ()


# --- the document --------------------------------------------------------------------------------


class Role(StrEnum):
    """What a block is in its article."""

    HEADLINE = "headline"
    KICKER = "kicker"
    SUBHEAD = "subhead"
    LABEL = "label"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    FURNITURE = "furniture"


class State(StrEnum):
    """How far a segment has come; the names are XLIFF 2.1's segment states."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"

    @property
    def rank(self) -> int:
        """Give the position in initial < translated < reviewed < final."""
        return tuple(State).index(self)

    @property
    def by_person(self) -> bool:
        """Tell whether a person has approved the target, so that nothing automatic may touch it."""
        return self.rank >= State.REVIEWED.rank


class OriginKind(StrEnum):
    """Where a target came from."""

    MT = "mt"
    TM = "tm"
    HUMAN = "human"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Say who made a target: ``engine`` is the engine and model, the rule's name or the person's."""

    kind: OriginKind
    engine: str = ""
    score: float | None = None


class TermStatus(StrEnum):
    """Whether the target holds the approved English term."""

    OPEN = "open"
    FOUND = "found"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """Mark one glossary term found in a segment's source at ``[start, end)``.

    ``source`` is the glossary's form and may differ from the text's (Simplified against Traditional).
    ``target`` is the approved English term and ``variants`` are further accepted forms.
    """

    start: int
    end: int
    source: str
    target: str
    variants: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    status: TermStatus = TermStatus.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Offer another target for a segment; ``score`` is the similarity of the sources from 0 to 1."""

    source: str
    target: str
    score: float
    origin: Origin


ENGINE_CHECK = "engine"
"""The check of an issue that is an engine's warning about its own translation."""

NUMBER_CHECK = "number"
"""The check of an issue that names a figure which a draft does not hold."""

NAME_CHECK = "name"
"""The check of an issue that says that names were left to an engine."""

DRAFT_CHECKS = frozenset((ENGINE_CHECK, NUMBER_CHECK, NAME_CHECK))
"""The checks of issues that go with a machine's draft when it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Report a problem of a segment; ``check`` names the rule that found it.

    ``severity`` is ``error``, ``warning``, or ``info`` for what nobody has to look at.
    """

    check: str
    message: str
    severity: str = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Keep what a person wrote beside a segment; ``time`` is ISO 8601 or empty."""

    text: str
    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Pair one source sentence with its target.

    ``space_after`` is the white space between this segment and the next of the block, so that
    ``"".join(s.source + s.space_after for s in segments)`` is the block's text again.
    """

    id: str
    source: str
    target: str = ""
    space_after: str = ""
    state: State = State.INITIAL
    origin: Origin | None = None
    terms: tuple[TermMatch, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Hold one paragraph-like part of an article.

    A dateline block opens the paragraph block that follows it; writers set it run-in.
    ``level`` is the heading level of a headline or subhead (1 is the article's headline), else 0.
    ``evidence`` names the rule that gave the block its role; ``flags`` are things an editor should look at
    (``unfinished``: the page itself breaks off; ``rejoined``: put together from broken lines).
    """

    id: str
    role: Role
    text: str
    level: int = 0
    segments: tuple[Segment, ...] = ()
    evidence: str = ""
    flags: tuple[str, ...] = ()

    @property
    def translatable(self) -> bool:
        """Tell whether the block is meant to be translated; furniture is kept as it stands."""
        return self.role is not Role.FURNITURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Hold one article of a page, its blocks in page order; ``title`` is the headline or empty."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def segments(self) -> Iterator[Segment]:
        """Yield the article's segments in order."""
        for block in self.blocks:
            yield from block.segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Keep what another tool put into a job's file and no other value here holds.

    ``place`` is the ids of the article, the block and the segment it belongs to, from none (the whole file) to all
    three; ``slot`` names the spot in that element, and ``text`` is XML that declares the namespaces it uses. It is
    written back as long as its place exists.
    """

    place: tuple[str, ...] = ()
    slot: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Hold one job: everything that is known about an input file and its translation.

    ``signature`` records what made it: source hash, engine, model, glossary hash, segmentation version,
    program version. Keys and values are plain strings.
    """

    name: str
    articles: tuple[Article, ...]
    source_lang: str = "zh"
    target_lang: str = "en"
    skipped: tuple[Skipped, ...] = ()
    signature: Mapping[str, str] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all articles in order."""
        for article in self.articles:
            yield from article.blocks

    def segments(self) -> Iterator[Segment]:
        """Yield the segments of all articles in order."""
        for article in self.articles:
            yield from article.segments()


# --- what an engine gives ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Hold an engine's answer for one source; ``warnings`` say what it had to repair or could not."""

    text: str
    score: float | None = None
    warnings: tuple[str, ...] = ()


def draft_of(segment: Segment) -> Candidate | None:
    """Give what stood in the segment before a person edited or confirmed it, if that is known."""
    if segment.origin is None or segment.origin.kind is not OriginKind.HUMAN:
        return None
    return next((candidate for candidate in segment.candidates if _was_draft(candidate)), None)


def _was_draft(candidate: Candidate) -> bool:
    """Tell a former draft from an offer, which a person may not even have seen."""
    origin = candidate.origin
    offered = origin.kind is OriginKind.HUMAN or (origin.kind is OriginKind.TM and origin.score is not None)
    return candidate.score == 1.0 and not offered
