"""Reading of the modules and notes of a unit: terms, candidates, notes and issues of its segments.

The text of another tool's entry goes to `Unit.foreign`, to be written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import unquote

from lxml import etree

from translator.model import (
    Candidate,
    Conflict,
    Draft,
    Evidence,
    Issue,
    Note,
    Origin,
    OriginKind,
    Priority,
    Segment,
    Severity,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.text.xml import unescape_unwritable
from translator.xliff import conflicts, vocabulary
from translator.xliff.earlier import TERM_STATUSES
from translator.xliff.fingerprint import Fingerprint
from translator.xliff.foreign import attributes_text, element_text, repointed
from translator.xliff.inline import inline, preserves
from translator.xliff.text import escaped
from translator.xliff.tree import (
    GLS,
    ITS,
    XML_ID,
    Metas,
    X,
    attribute,
    first,
    groups_by_category,
    number,
    plain,
    score,
    whole_number,
)
from translator.xliff.vocabulary import PREFIX

_Kind = TypeVar("_Kind", bound=StrEnum)
_STATUSES = {status.value: status for status in TermStatus} | TERM_STATUSES
_TERM_KINDS = {kind.value: kind for kind in TermKind}
_EVIDENCE = {evidence.value: evidence for evidence in Evidence}
_PRIORITIES = {priority.value: priority for priority in Priority}


def ours(kind: type[_Kind], value: str | None) -> _Kind | None:
    """Return the member that a ``translator:name`` value means, or None for anything else."""
    name = value.removeprefix(PREFIX).replace("-", " ") if value and value.startswith(PREFIX) else ""
    return kind(name) if name in kind.__members__.values() else None


@dataclass(slots=True)
class Part:
    """One segment as it is gathered: first its own data, then data from the modules of its unit.

    ``id`` is the id in the file: the segment's own id, if XML allows it. ``changed``: the target is not the target
    that was written.
    """

    id: str
    segment: Segment
    spans: dict[str, tuple[int, int]]
    fingerprint: Fingerprint | None = None
    changed: bool = False
    terms: list[TermMatch] = field(default_factory=list)
    draft: Draft | None = None
    candidates: list[Candidate] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def whole(self) -> Segment:
        """Return the segment with everything that was gathered."""
        return replace(
            self.segment,
            terms=tuple(self.terms),
            draft=self.draft,
            candidates=tuple(self.candidates),
            notes=tuple(self.notes),
            issues=tuple(self.issues),
            conflicts=tuple(self.conflicts),
        )


@dataclass(slots=True)
class Unit:
    """A unit as it is gathered, with its segments by their ids and references.

    ``by_id`` has the ids of segments and of the markers in their sources and targets, ``by_ref`` the references of
    these markers, ``note_metas`` our metadata of notes by their ids. ``foreign`` has other tools' data: segment (empty
    for the unit), slot and text.
    """

    note_metas: Mapping[str, Metas] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    by_id: dict[str, Part] = field(default_factory=dict)
    by_ref: dict[str, Part] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    foreign: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, segment_id: str, slot: str, text: str) -> None:
        """Add a foreign text, unless it is empty."""
        if text:
            self.foreign.append((segment_id, slot, text))

    def keep(self, slot: str, element: etree._Element) -> None:
        """Add a foreign element; its references to markers become references to the segments."""
        segment_of = {name: part.id for name, part in self.by_id.items() if name != part.id}
        self.add("", slot, element_text(repointed(element, segment_of)))


def add_terms(glossary: etree._Element, unit: Unit) -> None:
    """Add the terms that we marked to their segments; entries of others are kept as they are."""
    for entry in glossary.iterfind(GLS + "glossEntry"):
        metas = groups_by_category(entry).get("term")
        if metas is None:
            unit.keep("glossEntry", entry)
            continue
        mark_id = entry.get("ref", "").removeprefix("#")
        part = unit.by_id.get(mark_id) or unit.by_id.get(first(metas, "segment"))
        if part is not None:  # else the marked words are gone
            part.terms.append(_term(entry, metas, part.spans.get(mark_id)))


def _term(entry: etree._Element, metas: Metas, span: tuple[int, int] | None) -> TermMatch:
    start, end = span or (
        whole_number(entry, first(metas, "start", "0")),
        whole_number(entry, first(metas, "end", "0")),
    )
    texts: dict[object, list[str]] = {}
    for child in entry.iterchildren(GLS + "term", GLS + "translation", GLS + "definition"):
        texts.setdefault(child.tag, []).append(plain(child))
    target, *variants = texts.get(GLS + "translation", [""])
    return TermMatch(
        start=start,
        end=end,
        source=texts.get(GLS + "term", [""])[0],
        target=target,
        variants=tuple(variants),
        forbidden=tuple(form for name, form in metas if name == "forbidden"),
        domain=first(metas, "domain"),
        note=texts.get(GLS + "definition", [""])[0],
        pos=first(metas, "pos"),
        case=first(metas, "case"),
        kind=_TERM_KINDS.get(first(metas, "kind"), TermKind.TERM),
        priority=_priority(metas),
        status=_STATUSES.get(first(metas, "status"), TermStatus.OPEN),
        evidence=_EVIDENCE.get(first(metas, "evidence")),
    )


def _priority(metas: Metas) -> Priority:
    if first(metas, "advisory") == "yes":  # earlier versions knew this one priority
        return Priority.ADVISE
    return _PRIORITIES.get(first(metas, "priority"), Priority.FORCE)


# --- candidates ------------------------------------------------------------------------------------------------

_KINDS = {"mt": OriginKind.MT, "other": OriginKind.HUMAN, "tm": OriginKind.TM}
_OF_A_CANDIDATE = frozenset(("id", "ref", "type", "subType", "origin", "similarity", "matchQuality"))


def add_candidates(matches: etree._Element, unit: Unit) -> None:
    """Add candidates and drafts to their segments; a match that says more than a `Candidate` can is kept as it is."""
    for match in matches.iterfind("{*}match"):
        part = unit.by_id.get(match.get("ref", "").removeprefix("#"))
        metas = groups_by_category(match).get("match")
        if metas is None and (part is None or not _is_plain(match)):
            unit.keep("match", match)
        elif part is not None:  # else it belongs to words that another tool took out
            candidate = _candidate(match, metas or [])
            if first(metas or [], vocabulary.DRAFT):
                part.draft = Draft(target=candidate.target, origin=candidate.origin)
            else:
                part.candidates.append(candidate)


def _is_plain(match: etree._Element) -> bool:
    sub_type = match.get("subType")
    return (
        _OF_A_CANDIDATE.issuperset(map(str, match.keys()))
        and all(child.tag in (X + "source", X + "target") and not len(child) for child in match)
        and match.get("type", "tm") in _KINDS
        and (not sub_type or ours(OriginKind, sub_type) is not None)
    )


def _candidate(match: etree._Element, metas: Metas) -> Candidate:
    percent = match.get("similarity") or match.get("matchQuality") or "0"
    similarity = first(metas, "similarity") or str(number(match, percent) / 100)
    kind = ours(OriginKind, match.get("subType")) or _KINDS.get(match.get("type", ""), OriginKind.TM)
    preserve = preserves(match)
    return Candidate(
        source=inline(match.find(X + "source"), preserve=preserve).text,
        target=inline(match.find(X + "target"), preserve=preserve).text,
        score=number(match, similarity),
        origin=Origin.of(kind, attribute(match, "origin"), score(match, metas)),
    )


# --- notes and issues ------------------------------------------------------------------------------------------

_PROFILE = "locQualityIssueProfileRef"


def add_notes(notes: etree._Element, unit: Unit) -> None:
    """Add notes to their segments; one on the whole unit goes to the first segment."""
    for note in notes.iterfind(X + "note"):
        part = unit.by_ref.get(f"#n={note.get('id', '')}") or next(iter(unit.parts), None)
        if part is None:
            continue
        own = unit.note_metas.get(note.get("id", ""), [])
        part.notes.append(Note(text=plain(note), author=first(own, "author"), time=first(own, "time")))
        if more := attributes_text(note, frozenset(("id",))):
            unit.add(part.segment.id, "note", f"{more}>{escaped(plain(note))}")


def add_issues(group: etree._Element, unit: Unit) -> None:
    """Add quality issues to the segment with a marker that points to them; other issues are kept as they are."""
    part = unit.by_ref.get(f"#its={group.get(XML_ID, '')}")
    found = list(group.iterfind(ITS + "locQualityIssue"))
    if part is not None:
        part.issues += _issues(found)
    elif not all(issue.get(_PROFILE, "").startswith(vocabulary.URN) for issue in found):
        unit.keep("element", group)  # else the words that our check was about are gone


def _issues(elements: Iterable[etree._Element]) -> Iterator[Issue]:
    for element in elements:
        message = attribute(element, "locQualityIssueComment")
        profile, kind = element.get(_PROFILE, ""), element.get("locQualityIssueType", "uncategorized")
        if profile.startswith(vocabulary.CHECK_URN):
            check, _, severity = profile.removeprefix(vocabulary.CHECK_URN).partition(":")
            known = Severity(severity) if severity in set(Severity) else Severity.WARNING
            name = unescape_unwritable(unquote(check))
            yield Issue(check=name, message=message, severity=known, category=kind)
        elif profile != vocabulary.CONFLICT_URN:  # what is known of a conflict stands in the metadata
            yield Issue(check=kind, message=message, foreign=attributes_text(element, frozenset()))


# --- conflicts -------------------------------------------------------------------------------------------------


def add_conflicts(metas: Metas, unit: Unit) -> None:
    """Add a conflict to its segment, unless it is open and a person has since changed the target in another tool."""
    part = unit.by_id.get(first(metas, conflicts.SEGMENT))
    if part is not None:
        conflict = conflicts.read_metas(metas)
        if conflict.settled or not part.changed:
            part.conflicts.append(conflict)
