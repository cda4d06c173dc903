"""Own how XLIFF 2 text becomes a document again; see `translator.formats.xliff` for what stands where.

The file may come back from any tool: what is not understood is passed over, and what cannot be a job is refused
with the line where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import unquote

from lxml import etree

from translator.errors import JobError
from translator.formats import xliff
from translator.formats.xliff import PREFIX, unescape_unwritable
from translator.formats.xliff_xml import (
    GLS,
    ITS,
    MTC,
    RESTORE,
    XML_ID,
    Fault,
    Metas,
    X,
    attribute,
    elements,
    first,
    groups_by_category,
    groups_of,
    not_ours,
    number,
    plain,
    required,
    score,
    whole_number,
)
from translator.model import (
    Article,
    Block,
    Candidate,
    Document,
    Issue,
    Note,
    Origin,
    OriginKind,
    Role,
    Segment,
    Skipped,
    State,
    TermMatch,
    TermStatus,
)

_Kind = TypeVar("_Kind", bound=StrEnum)
_STATES = frozenset(state.value for state in State)


# --- the file as a whole -----------------------------------------------------------------------------


def read(data: bytes, name: str) -> Document:
    """Read a job; see `xliff.read_xliff`."""
    try:
        return _document(data, name)
    except Fault as fault:
        raise JobError(f"{name}: {fault}", hint=RESTORE) from None


def signature(data: bytes, name: str) -> dict[str, str]:
    """Read the signature alone; see `xliff.read_signature`."""
    found: dict[str, str] | None = None
    for element in elements(data, name):
        if element.tag == X + "file" and found is None and "job" in (groups := groups_by_category(element)):
            found = dict(groups.get("signature", []))
        element.clear()
    if found is None:
        raise not_ours(name)
    return found


def _document(data: bytes, name: str) -> Document:
    root: etree._Element | None = None
    job: dict[str, Metas] = {}
    articles: list[Article] = []
    blocks: list[Block] = []
    for element in elements(data, name):
        root = element.getroottree().getroot()
        if element.tag == X + "unit":
            if element.get("type") != xliff.EMPTY:
                blocks.append(_block(element))
        else:
            groups = groups_by_category(element)
            job = job or (groups if "job" in groups else {})
            if "article" in groups:
                articles.append(_article(element, groups["article"], tuple(blocks)))
            elif "job" not in groups:
                raise not_ours(name)
            blocks = []
        element.clear()  # what has become a value is not kept a second time
    if root is None or not job:
        raise not_ours(name)
    return Document(
        name=first(job["job"], "name"),
        articles=tuple(articles),
        source_lang=required(root, "srcLang"),
        target_lang=required(root, "trgLang"),
        skipped=tuple(Skipped(reason=reason, text=text) for reason, text in job.get("skipped", [])),
        signature=dict(job.get("signature", [])),
    )


def _article(element: etree._Element, metas: Metas, blocks: tuple[Block, ...]) -> Article:
    article_id = required(element, "id")
    return Article(id=first(metas, "id", article_id), title=first(metas, "title"), blocks=blocks)


def _ours(kind: type[_Kind], value: str | None) -> _Kind | None:
    """Give the member that a ``translator:name`` value means, or None for anything else."""
    name = value.removeprefix(PREFIX).replace("-", " ") if value and value.startswith(PREFIX) else ""
    return kind(name) if name in kind.__members__.values() else None


# --- units and segments ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """Gather one segment: what stands in it, then what the modules of its unit say of it."""

    segment: Segment
    spans: dict[str, tuple[int, int]]
    terms: list[TermMatch] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def whole(self) -> Segment:
        return replace(
            self.segment,
            terms=tuple(self.terms),
            candidates=tuple(self.candidates),
            notes=tuple(self.notes),
            issues=tuple(self.issues),
        )


@dataclass(slots=True)
class _Unit:
    """Find the segment that an id inside a unit belongs to.

    ``by_id`` holds the ids of segments and of the markers in their sources and targets, ``by_ref`` what those
    markers point to.
    """

    parts: list[_Part] = field(default_factory=list)
    by_id: dict[str, _Part] = field(default_factory=dict)
    by_ref: dict[str, _Part] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)


def _block(element: etree._Element) -> Block:
    unit_id = required(element, "id")
    groups = list(groups_of(element))
    metas = next((metas for _, category, metas in groups if category == "block"), [])
    unit = _parsed_unit(element, {group.get("id", ""): metas for group, _, metas in groups})
    _add_terms(element, unit)
    _add_candidates(element, unit)
    _add_notes(element, unit, {group.get("id", ""): metas for group, kind, metas in groups if kind == "note"})
    _add_issues(element, unit)
    segmented = first(metas, "segmented") != "no"
    name = element.get("name")
    return Block(
        id=unit_id if name is None else unescape_unwritable(name),
        role=_ours(Role, element.get("type")) or Role.PARAGRAPH,
        text=first(metas, "text", "".join(unit.text)),
        level=whole_number(element, first(metas, "level", "0")),
        segments=tuple(part.whole() for part in unit.parts) if segmented else (),
        evidence=first(metas, "evidence"),
        flags=tuple(value for kind, value in metas if kind == "flag"),
    )


def _parsed_unit(element: etree._Element, metas: dict[str, Metas]) -> _Unit:
    unit = _Unit()
    for child in element.iterchildren(X + "segment", X + "ignorable"):
        source = _inline(child.find(X + "source"))
        unit.text.append(source.text)
        if child.tag == X + "segment":
            _add_segment(child, source, unit, metas)
        elif unit.parts:
            last = unit.parts[-1]
            last.segment = replace(last.segment, space_after=last.segment.space_after + source.text)
    return unit


def _add_segment(element: etree._Element, source: _Inline, unit: _Unit, metas: dict[str, Metas]) -> None:
    segment_id = required(element, "id")
    own = metas.get(segment_id, [])
    target = _inline(element.find(X + "target"))
    state = element.get("state", State.INITIAL.value)
    if state not in _STATES:
        raise Fault(element, f"'{state}' is not a state of a segment")
    kind = _ours(OriginKind, element.get("subState"))
    origin = Origin(kind=kind, engine=first(own, "engine"), score=score(element, own)) if kind else None
    segment = Segment(
        id=first(own, "id", segment_id),
        source=source.text,
        target=target.text,
        state=State(state),
        origin=origin,
    )
    part = _Part(segment=segment, spans=source.spans)
    unit.parts.append(part)
    unit.by_id |= dict.fromkeys((segment_id, *source.spans, *target.spans), part)
    unit.by_ref |= dict.fromkeys((*source.refs, *target.refs), part)


# --- text with markers in it ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Inline:
    """Hold a source or target: its text, where its markers stand, and what they point to."""

    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    refs: list[str] = field(default_factory=list)


def _inline(element: etree._Element | None) -> _Inline:
    """Read inline content; tags of formatting, which this program never writes, are passed over."""
    if element is None or not len(element):
        return _Inline(text="" if element is None else element.text or "")
    inline = _Inline()
    pieces: list[str] = []
    at = 0
    starts: dict[str, int] = {}
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            piece = (_code_point(node) if node.tag == X + "cp" else "") + (node.text or "")
            _open_mark(node, inline, starts, at)
        else:
            _close_mark(node, inline, starts, at)
            piece = (node.tail or "") if node is not element else ""
        pieces.append(piece)
        at += len(piece)
    inline.text = "".join(pieces)
    return inline


def _code_point(element: etree._Element) -> str:
    code = required(element, "hex")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        raise Fault(element, f"'{code}' is not a code point") from None


def _open_mark(node: etree._Element, inline: _Inline, starts: dict[str, int], at: int) -> None:
    if node.tag in (X + "mrk", X + "sm"):
        starts[node.get("id", "")] = at
        inline.refs += [ref for ref in (node.get("ref"), node.get(ITS + "locQualityIssuesRef")) if ref]


def _close_mark(node: etree._Element, inline: _Inline, starts: dict[str, int], at: int) -> None:
    mark_id = {X + "mrk": node.get("id"), X + "em": node.get("startRef")}.get(str(node.tag))
    if mark_id in starts:
        inline.spans[mark_id] = (starts[mark_id], at)


# --- modules -------------------------------------------------------------------------------------------


def _add_terms(element: etree._Element, unit: _Unit) -> None:
    for entry in element.iterfind(f"{GLS}glossary/{GLS}glossEntry"):
        metas = groups_by_category(entry).get("term", [])
        mark_id = entry.get("ref", "").removeprefix("#")
        part = unit.by_id.get(mark_id) or unit.by_id.get(first(metas, "segment"))
        if part is None:
            continue  # the marked words are gone, or the entry is another tool's and marks none
        start, end = part.spans.get(mark_id) or (
            whole_number(entry, first(metas, "start", "0")),
            whole_number(entry, first(metas, "end", "0")),
        )
        target, *variants = [plain(found) for found in entry.iterfind(GLS + "translation")] or [""]
        status = first(metas, "status")
        part.terms.append(
            TermMatch(
                start=start,
                end=end,
                source=plain(entry.find(GLS + "term")),
                target=target,
                variants=tuple(variants),
                domain=first(metas, "domain"),
                note=plain(entry.find(GLS + "definition")),
                status=TermStatus(status) if status in TermStatus.__members__.values() else TermStatus.OPEN,
            )
        )


def _add_candidates(element: etree._Element, unit: _Unit) -> None:
    for match in element.iterfind(f"{MTC}matches/{MTC}match"):
        part = unit.by_id.get(match.get("ref", "").removeprefix("#"))
        if part is None:
            continue  # it belongs to words that another tool took out
        metas = groups_by_category(match).get("match", [])
        percent = match.get("similarity") or match.get("matchQuality") or "0"
        similarity = first(metas, "similarity") or str(number(match, percent) / 100)
        part.candidates.append(
            Candidate(
                source=_inline(match.find(X + "source")).text,
                target=_inline(match.find(X + "target")).text,
                score=number(match, similarity),
                origin=Origin(
                    kind=_match_kind(match), engine=attribute(match, "origin"), score=score(match, metas)
                ),
            )
        )


def _match_kind(match: etree._Element) -> OriginKind:
    kinds = {"mt": OriginKind.MT, "other": OriginKind.HUMAN}
    return _ours(OriginKind, match.get("subType")) or kinds.get(match.get("type", ""), OriginKind.TM)


def _add_notes(element: etree._Element, unit: _Unit, metas: dict[str, Metas]) -> None:
    for note in element.iterfind(f"{X}notes/{X}note"):
        note_id = note.get("id", "")
        # A note that another tool left on the whole unit must not get lost: the first segment keeps it.
        part = unit.by_ref.get(f"#n={note_id}") or next(iter(unit.parts), None)
        if part is not None:
            own = metas.get(note_id, [])
            part.notes.append(Note(text=plain(note), author=first(own, "author"), time=first(own, "time")))


def _add_issues(element: etree._Element, unit: _Unit) -> None:
    for group in element.iterfind(ITS + "locQualityIssues"):
        part = unit.by_ref.get(f"#its={group.get(XML_ID, '')}")
        if part is not None:
            part.issues += _issues(group.iterfind(ITS + "locQualityIssue"))


def _issues(elements: Iterable[etree._Element]) -> Iterator[Issue]:
    for element in elements:
        message = attribute(element, "locQualityIssueComment")
        profile = element.get("locQualityIssueProfileRef", "")
        if profile.startswith(xliff.CHECK_URN):
            check, _, severity = profile.removeprefix(xliff.CHECK_URN).partition(":")
            yield Issue(check=_unquoted(check), message=message, severity=_unquoted(severity))
        else:
            yield Issue(check=element.get("locQualityIssueType", "uncategorized"), message=message)


def _unquoted(text: str) -> str:
    return unescape_unwritable(unquote(text))
