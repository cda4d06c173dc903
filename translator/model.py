"""Values that every stage works on; they know nothing of files, engines or screens.

Two layers. A reader turns bytes into a `Page`: its lines as they stand, plus what was skipped and why.
From there on everything is a `Document` of articles, blocks and segments, which map one to one on the
``<file>``, ``<unit>`` and ``<segment>`` of XLIFF 2.1 (OASIS, 2018).

All offsets count Unicode code points and are half-open, ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

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
    BESIDE = "beside the article"
    """Of the page around the article, by the page's own structure."""


LARGEST_TABLE = 1_000_000
"""Cells, with or without text; what is larger is a fault of the input, and would fill the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Place of a text in a table of its page; all paragraphs of one cell have the same.

    ``table`` is the table's number on the page, ``row`` and ``column`` are those of the cell's upper left corner; all
    count from 1. ``rows`` and ``columns`` are the size of the table, so that cells without text keep their place.
    A ``head`` names what stands in its column or row.
    """

    table: int
    row: int
    column: int
    rows: int
    columns: int
    row_span: int = 1
    column_span: int = 1
    head: bool = False

    @property
    def fits(self) -> bool:
        """Return whether the cell lies inside its table, and the table is no larger than any table needs to be."""
        starts = min(self.table, self.row, self.column, self.row_span, self.column_span) >= 1
        last_row, last_column = self.row + self.row_span - 1, self.column + self.column_span - 1
        inside = last_row <= self.rows and last_column <= self.columns
        return starts and inside and self.rows * self.columns <= LARGEST_TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line or paragraph of the input, its marks removed.

    ``level`` is 1 to 6 for a heading and the nesting depth (from 1) for a list item, else 0.
    ``emphasis`` is the number of leading characters set in bold: ``len(text)`` when all are.
    ``centred`` is true when the line is set in the middle between the margins, ``indented`` when it begins with the
    two blanks that open a Chinese paragraph.
    ``gap_before`` is false when the line follows the one before without a blank line or a new paragraph.
    ``break_before`` is true when more than one blank line, or a rule, stands before the line.
    ``cell`` is the place of a table cell; a reader yields the lines of a table in the order of its cells, row by row,
    and nothing between them.
    """

    text: str
    markup: Markup = Markup.TEXT
    level: int = 0
    emphasis: int = 0
    gap_before: bool = True
    break_before: bool = False
    cell: Cell | None = None
    centred: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Characters of the input that end in no line, with the named reason."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One input file: every non-blank character is in ``lines`` or in ``skipped``.

    ``unread`` says in words which parts hold no characters to read, such as the pages of a PDF that are pictures.
    """

    name: str
    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...] = ()
    unread: tuple[str, ...] = ()


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
        """Return the position in initial < translated < reviewed < final."""
        return tuple(State).index(self)

    @property
    def by_person(self) -> bool:
        """Return whether a person has approved the target, so that nothing automatic may touch it."""
        return self.rank >= State.REVIEWED.rank


class OriginKind(StrEnum):
    """Where a target came from."""

    MT = "mt"
    TM = "tm"
    HUMAN = "human"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Maker of a target: an ``engine`` with its model (or the TM), a ``rule``, or a ``reviewer``, as ``kind`` says."""

    kind: OriginKind
    engine: str = ""
    rule: str = ""
    reviewer: str = ""
    score: float | None = None

    @classmethod
    def of(cls, kind: OriginKind, name: str = "", score: float | None = None) -> Origin:
        """Return the origin of this kind whose engine, rule or reviewer has this name."""
        if kind is OriginKind.RULE:
            return cls(kind=kind, rule=name, score=score)
        if kind is OriginKind.HUMAN:
            return cls(kind=kind, reviewer=name, score=score)
        return cls(kind=kind, engine=name, score=score)

    @property
    def name(self) -> str:
        """Return the name of the engine, the rule or the reviewer."""
        return self.engine or self.rule or self.reviewer

    @property
    def by_person(self) -> bool:
        """Return whether a person wrote or approved the target."""
        return self.kind is OriginKind.HUMAN


class TermStatus(StrEnum):
    """Whether the target holds the approved English term."""

    OPEN = "open"
    FOUND = "found"
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    """The target has a form that the term base forbids for this term, and no approved one."""

    @property
    def failed(self) -> bool:
        """Return whether there is a target, and it does not hold the term."""
        return self in (TermStatus.MISSING, TermStatus.FORBIDDEN)


class TermKind(StrEnum):
    """Where the English of a term occurrence comes from."""

    TERM = "term"
    """An entry of the term base."""
    PERSON = "person"
    """A person's name, spelled in pinyin by rule."""
    DERIVED = "derived"
    """The name of a place or an organization, made by rule from its parts."""


class Evidence(StrEnum):
    """How a term that is found came into a machine's target."""

    DRAFT = "found in the draft"
    CHOSEN = "chosen among answers"
    INLINE = "given inline"
    CORRECTED = "decoded again"
    """The engine was told what its draft lacked."""
    ALIGNED = "put in by alignment"
    RULE = "answered by rule"


class Priority(StrEnum):
    """What is done so that the English of a term stands in a translation."""

    FORCE = "force"
    """The engine is given the English, and what it misses all the same is repaired."""
    REPAIR = "repair"
    """The engine translates freely, and what it misses is repaired."""
    ADVISE = "advise"
    """The English is looked for and suggested, and never put there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """Occurrence of a term in a segment's source, at ``[start, end)``.

    ``source`` is the glossary's form and may differ from the text's (Simplified against Traditional).
    ``target`` is the English to use here, ``variants`` are further accepted forms, and ``forbidden`` are forms that
    must not stand in the target for it. ``pos`` is its part of speech (``noun``, ``verb``, ``adjective``) or empty,
    ``case`` is ``as-is`` for a target that has its own small and capital letters everywhere. ``evidence`` says how a
    term that is found came into a machine's target, and is None in any other case.
    """

    start: int
    end: int
    source: str
    target: str
    variants: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    pos: str = ""
    case: str = ""
    kind: TermKind = TermKind.TERM
    priority: Priority = Priority.FORCE
    status: TermStatus = TermStatus.OPEN
    evidence: Evidence | None = None

    @property
    def advisory(self) -> bool:
        """Return whether the English is looked for in the target and never put there."""
        return self.priority is Priority.ADVISE

    @property
    def put_in(self) -> bool:
        """Return whether the English was set into a finished target, whose grammar a person has to look at."""
        return self.evidence is Evidence.ALIGNED

    @property
    def draft_key(self) -> tuple[object, ...]:
        """Return what a machine's draft depends on: a run translates a sentence again when it has changed."""
        return self.start, self.end, self.target, self.variants, self.case, self.priority

    @property
    def opened(self) -> TermMatch:
        """Return the occurrence as it is before there is a target."""
        return replace(self, status=TermStatus.OPEN, evidence=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Another target offered for a segment; ``score`` is the similarity of the sources from 0 to 1."""

    source: str
    target: str
    score: float
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Target of an engine, a rule or the TM as it was before a person edited or approved it."""

    target: str
    origin: Origin

    def as_candidate(self, source: str) -> Candidate:
        """Return the draft as a candidate for its segment's source."""
        return Candidate(source=source, target=self.target, score=1.0, origin=self.origin)


ENGINE = "engine"
"""The check that an engine makes itself: its warning about its own translation."""


class Severity(StrEnum):
    """How much an issue matters; nobody has to look at an ``info``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Problem of a segment.

    ``check`` is the name of a check (`translator.qa`), `ENGINE`, or the kind of issue that another tool found;
    ``foreign`` is that tool's own record of it, as attributes in XML, which is written back. ``category`` is a
    localization quality issue type of ITS 2.0.
    """

    check: str
    message: str
    severity: Severity = Severity.WARNING
    foreign: str = ""
    category: str = "uncategorized"

    @property
    def of_target(self) -> bool:
        """Return whether this program found the issue in the target, so that it goes when that target goes."""
        return not self.foreign


class ConflictKind(StrEnum):
    """Why something in a returned file cannot be applied; the value is its name for people."""

    MISSING = "row missing"
    DOUBLED = "row doubled"
    CELLS = "cells split or merged"
    IDENTITY = "row not known for certain"
    UNKNOWN = "row of no segment"
    STALE = "older version"
    SOURCE = "Chinese edited"
    CLASH = "edited on both sides"
    BASELINE = "starting text unknown"
    EMPTIED = "OK on an emptied cell"
    COPIED = "OK on the Chinese as English"
    SHIFTED = "English of another row"


class RowFault(StrEnum):
    """What is wrong with a returned row or segment, so that nobody can tell which segment it is."""

    CELLS = "cells split or merged"
    MERGED = "cells merged with another row"
    CUT = "segment cut or joined"
    SEVERAL_IDS = "ids of several rows"
    NEIGHBOUR = "no id in the row beside it"
    NO_ID = "id lost"
    ID_TWICE = "id twice in the job"
    OTHER_ID = "contradicting ids"
    OTHER_SOURCE = "id of one segment, source of another"
    IN_THE_JOB = "source edited in the job's own file"
    SHIFTED_NEIGHBOUR = "target of another row in the row beside it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What a reviewer's file says of a segment and what could not be applied; it is kept until a person settles it.

    ``texts`` are the targets that the file offers, each once; an empty one leaves the sentence out. ``source`` is the
    file's source where the segment has another, ``baseline`` the target that the reviewer started from, where known.
    ``ids`` are the segments that a faulty row names, or the one whose target it holds.
    """

    kind: ConflictKind
    reviewer: str = ""
    texts: tuple[str, ...] = ()
    source: str = ""
    baseline: str = ""
    fault: RowFault | None = None
    ids: tuple[str, ...] = ()
    settled: bool = False

    @property
    def offer(self) -> str | None:
        """Return the one target that can be taken from the file, None where there is none or more than one."""
        whole = self.kind is not ConflictKind.CELLS
        return self.texts[0] if whole and len(self.texts) == 1 else None

    def is_same(self, other: Conflict) -> bool:
        """Return whether both are over the same texts for the same reason, whoever reviewed."""
        return (self.kind, self.texts, self.source, self.fault, self.ids) == (
            (other.kind, other.texts, other.source, other.fault, other.ids)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Comment of a person on a segment; ``time`` is ISO 8601 or empty."""

    text: str
    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One source sentence with its target.

    ``space_after`` is the white space between this segment and the next of the block, so that
    ``"".join(s.source + s.space_after for s in segments)`` is the block's text again. ``draft`` is what a person
    has edited or approved, where a machine made that. ``unstyled`` is a draft as it was before house style changed it,
    else empty.

    Target, state, origin, draft, issues and terms change together, and only here. The automatic transitions,
    `drafted` and `emptied`, return a segment that a person has approved unchanged. A new target leaves its terms
    open; whoever sets it has them proved (`translator.terms`).
    """

    id: str
    source: str
    target: str = ""
    unstyled: str = ""
    space_after: str = ""
    state: State = State.INITIAL
    origin: Origin | None = None
    terms: tuple[TermMatch, ...] = ()
    draft: Draft | None = None
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """Return the conflicts that no person has settled."""
        return tuple(conflict for conflict in self.conflicts if not conflict.settled)

    # --- automatic transitions ---

    def drafted(self, target: str, origin: Origin | None, issues: Sequence[Issue] = ()) -> Segment:
        """Return the segment with the target of an engine, a rule or the TM, and with the issues of that target."""
        if self.state.by_person:
            return self
        return replace(
            self,
            target=target,
            unstyled="",
            state=State.TRANSLATED if target else State.INITIAL,
            origin=origin,
            draft=None,
            terms=_opened(self.terms),
            issues=(*(issue for issue in self.issues if not issue.of_target), *issues),
        )

    def styled(self, target: str) -> Segment:
        """Return a draft in house style; its target without that, from which every style starts, is kept."""
        if self.state is not State.TRANSLATED:
            return self
        plain = self.unstyled or self.target
        return replace(self, target=target, unstyled="" if target == plain else plain)

    def emptied(self) -> Segment:
        """Return the segment without the machine's target, ready to be translated again."""
        return self.drafted("", None)

    # --- a person's transitions ---

    def edited(self, target: str, reviewer: str) -> Segment:
        """Return the segment with a person's target; a person's target that it replaces becomes a candidate.

        An empty candidate is a sentence that a person had left out.
        """
        candidates = self.candidates
        if self.origin is not None and self.origin.by_person:
            replaced = Candidate(source=self.source, target=self.target, score=1.0, origin=self.origin)
            alike = [c for c in candidates if c.target == self.target and c.origin.by_person]
            others = [c for c in candidates if c not in alike]
            candidates = (*others, alike[0] if alike else replaced)
        return replace(self.approved(reviewer), target=target, candidates=candidates)

    def approved(self, reviewer: str) -> Segment:
        """Return the segment approved with the target it has."""
        draft = self.draft
        if self.target and self.origin is not None and not self.origin.by_person:
            draft = Draft(target=self.target, origin=self.origin)
        return replace(
            self,
            unstyled="",
            state=State.REVIEWED,
            origin=Origin(kind=OriginKind.HUMAN, reviewer=reviewer),
            draft=draft,
            terms=_opened(self.terms),
            issues=tuple(issue for issue in self.issues if not issue.of_target),
        )

    def finalized(self) -> Segment:
        """Return a reviewed segment as *final*, any other unchanged."""
        return replace(self, state=State.FINAL) if self.state is State.REVIEWED else self

    def corrected(self, source: str, terms: Sequence[TermMatch]) -> Segment:
        """Return the segment with corrected Chinese and the terms in it; a machine's target of the old one goes."""
        changed = replace(self, source=source, terms=_opened(terms))
        return changed if self.state.by_person else replace(changed.emptied(), issues=())


def _opened(terms: Sequence[TermMatch]) -> tuple[TermMatch, ...]:
    return tuple(term.opened for term in terms)


class Flag(StrEnum):
    """What an editor should look at in a block."""

    UNFINISHED = "unfinished"
    """The page itself breaks off here."""
    REJOINED = "rejoined"
    """The block was put together from broken lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph-like part of an article.

    A dateline block opens the paragraph block that follows it; writers set it run-in.
    ``level`` is the heading level of a headline or subhead (1 is the article's headline), else 0.
    ``evidence`` names the rule that gave the block its role. ``cell`` is the place of a table cell; jobs of earlier
    versions have none.
    """

    id: str
    role: Role
    text: str
    level: int = 0
    segments: tuple[Segment, ...] = ()
    evidence: str = ""
    flags: tuple[Flag, ...] = ()
    cell: Cell | None = None

    @property
    def translatable(self) -> bool:
        """Return whether the block is meant to be translated; furniture is kept as it stands."""
        return self.role is not Role.FURNITURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a page, its blocks in page order; ``title`` is the headline or empty."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def segments(self) -> Iterator[Segment]:
        """Yield the article's segments in order."""
        for block in self.blocks:
            yield from block.segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What another tool put into a job's file and no other value here holds.

    ``place`` is the ids of the article, the block and the segment it belongs to, from none (the whole file) to all
    three; ``slot`` names the spot in that element, and ``text`` is XML that declares the namespaces it uses. It is
    written back as long as its place exists.
    """

    place: tuple[str, ...] = ()
    slot: str
    text: str


class Layout(StrEnum):
    """How a bilingual document sets the two languages."""

    INTERLEAVED = "interleaved"
    SIDE_BY_SIDE = "side-by-side"


class HeadlineCase(StrEnum):
    """How drafts of headlines are capitalized."""

    DRAFT = "draft"
    """As the engine writes them."""
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMeta:
    """What a job was made from and with, and how far its documents are written.

    ``memory`` is the revision of the translation memory that the job was filled from, and ``memory_file`` the path from
    the out folder to it where that is not the usual one.
    ``source``, ``glossary``, ``places`` and ``content`` are hashes: of the input's bytes, of the term base, of the
    places that bylines and datelines know, and of what the documents of the job show. ``input`` is the path from the
    out folder to the input. ``stopped`` means that a run was stopped before missed terms were asked for again.
    ``incomplete`` names the documents that are not written yet, by suffix, and ``documents`` the SHA-256 of each as it
    was written. ``house`` is the signature of the house style of the drafts, or empty, ``checks`` that of the
    checks that were run where it is not that of the usual ones. ``structure`` is a hash of the
    articles and blocks where a person corrected them, else empty. ``others`` are entries that this version does not
    know.
    """

    created: str = ""
    program: str = ""
    segmentation: str = ""
    source: str = ""
    engine: str = ""
    glossary: str = ""
    places: str = ""
    memory: str = ""
    memory_file: str = ""
    layout: str = ""
    house: str = ""
    checks: str = ""
    structure: str = ""
    content: str = ""
    input: str = ""
    stopped: bool = False
    incomplete: tuple[str, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One job: everything that is known about an input file and its translation."""

    name: str
    articles: tuple[Article, ...]
    source_lang: str = "zh"
    target_lang: str = "en"
    skipped: tuple[Skipped, ...] = ()
    meta: JobMeta = JobMeta()
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


class Ability(StrEnum):
    """What an engine can do beyond translating a source."""

    INLINE = "keeps English that stands inside the Chinese"
    ALTERNATIVES = "gives further answers"
    ALIGNMENT = "says which part of the source each part of its answer renders"
    CORRECTION = "can be told what its draft lacks"
    CONTEXT = "reads the article around a source, and English settled for parts of it"
    PARALLEL = "answers several jobs at the same time"


class Link(NamedTuple):
    """Part ``[start, end)`` of a translation and the part of its source that it renders, by the engine's account.

    ``weight`` is from 0 to 1; the links of one part of a translation add up to 1 at most.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An engine's answer for one source; ``warnings`` say what it had to repair or could not.

    ``alternatives`` are further answers, the best first, and ``links`` the parts of the text with their sources; both
    are empty where an engine has none.
    """

    text: str
    score: float | None = None
    warnings: tuple[str, ...] = ()
    alternatives: tuple[Translation, ...] = ()
    links: tuple[Link, ...] = ()
