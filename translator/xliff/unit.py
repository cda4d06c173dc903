"""Reading of one ``<unit>`` into a block: its segments, and other tools' data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from translator.identity import is_copied
from translator.model import Block, Extension, Flag, Note, Origin, OriginKind, Role, Segment, State
from translator.xliff import cells, conflicts
from translator.xliff.fingerprint import (
    ABOUT,
    FINGERPRINT,
    Fingerprint,
    read_fingerprint,
    state_to_leave,
    written_ids,
)
from translator.xliff.foreign import attributes_text, element_text, groups_round
from translator.xliff.inline import SPACE, Inline, beside, inline, preserves
from translator.xliff.modules import (
    Part,
    Unit,
    add_candidates,
    add_conflicts,
    add_issues,
    add_notes,
    add_terms,
    ours,
)
from translator.xliff.tree import (
    GLS,
    ITS,
    MDA,
    MTC,
    Fault,
    Group,
    Metas,
    X,
    attribute,
    first,
    groups_of,
    plain,
    required,
    score,
    whole_number,
)
from translator.xliff.vocabulary import ORIGIN_NAMES, UNSTYLED

_SEGMENT, _IGNORABLE, _NOTES = X + "segment", X + "ignorable", X + "notes"
_STATES = frozenset(state.value for state in State)
_OF_A_UNIT = frozenset(("id", "type", SPACE))
_OF_A_SEGMENT = frozenset(("id", "state", "subState", SPACE))
_TEXTS: dict[object, str] = {X + "source": "source", X + "target": "target"}
_OF_A_TEXT = frozenset((SPACE,))
_OUR_ID = re.compile(r"u\d+")


class ReadUnit(NamedTuple):
    """A unit as a block, other tools' data in it, and its segments' fingerprints by their ids.

    The places of ``extensions`` begin with the block's id.
    """

    block: Block
    extensions: list[Extension]
    fingerprints: dict[str, Fingerprint]


def read_unit(element: etree._Element) -> ReadUnit:
    """Return the content of a unit.

    Raises `Fault` when the unit is not as the standard or this program writes it, also when another tool cut,
    joined or reordered its segments.
    """
    groups, others = groups_of(element)
    metas = next((group.metas for group in groups if group.category == "block"), [])
    unit, modules = _parsed(element, groups)
    for group in groups:
        if group.category == conflicts.CATEGORY:
            add_conflicts(group.metas, unit)
    for child in modules:
        _MODULES.get(child.tag, _add_foreign)(child, unit)
    unit.foreign += [("", "metaGroup", element_text(group)) for group in others]
    block = Block(
        id=attribute(element, "name") if _is_named(element) else required(element, "id"),
        role=ours(Role, element.get("type")) or Role.PARAGRAPH,
        text=first(metas, "text", "".join(unit.text)),
        level=whole_number(element, first(metas, "level", "0")),
        segments=tuple(part.whole() for part in unit.parts) if first(metas, "segmented") != "no" else (),
        evidence=first(metas, "evidence"),
        flags=tuple(Flag(value) for kind, value in metas if kind == "flag" and value in set(Flag)),
        cell=next((cells.cell_of(element, g.metas) for g in groups if g.category == cells.CATEGORY), None),
    )
    _keep_attributes(element, block, unit)
    fingerprints = {part.segment.id: part.fingerprint for part in unit.parts if part.fingerprint}
    return ReadUnit(block, _extensions(block, unit) if unit.foreign else [], fingerprints)


def _extensions(block: Block, unit: Unit) -> list[Extension]:
    """Return what is foreign, in an order that does not depend on the file."""
    order = {name: at for at, name in enumerate(("", *(segment.id for segment in block.segments)))}
    return [
        Extension(place=(block.id, name) if name else (block.id,), slot=slot, text=text)
        for name, slot, text in sorted(unit.foreign, key=lambda found: (order.get(found[0], 0), found[1]))
    ]


def _is_named(element: etree._Element) -> bool:
    """Return whether ``name`` is the block's id, as XML did not allow it as an id, and not another tool's name."""
    return element.get("name") is not None and bool(_OUR_ID.fullmatch(element.get("id", "")))


# --- what is foreign in a unit ---------------------------------------------------------------------------------


def _add_foreign(element: etree._Element, unit: Unit) -> None:
    unit.keep("originalData" if element.tag == X + "originalData" else "element", element)


_MODULES: dict[object, Callable[[etree._Element, Unit], None]] = {
    GLS + "glossary": add_terms,
    MTC + "matches": add_candidates,
    ITS + "locQualityIssues": add_issues,
    _NOTES: add_notes,
}


def _keep_attributes(element: etree._Element, block: Block, unit: Unit) -> None:
    named = {"name"} if _is_named(element) else set()
    fixed = set() if block.translatable else {"translate"}
    unit.add("", "attributes", attributes_text(element, _OF_A_UNIT | named | fixed))
    unit.add("", "groups", groups_round(element))


def _keep_of_segment(element: etree._Element, unit: Unit, part: Part) -> None:
    name = part.segment.id
    unit.add(name, "attributes", attributes_text(element, _OF_A_SEGMENT))
    sub_state = element.get("subState")
    # A subState qualifies the state: kept for a segment that counts as reviewed anyway, it would never be written.
    stands = element.get("state") == state_to_leave(part.segment).value
    if sub_state and stands and not ours(OriginKind, sub_state):
        known = _OF_A_SEGMENT - {"state", "subState"} | {"canResegment"}
        unit.add(name, "state", attributes_text(element, known))
    for child in element:
        if child.tag in _TEXTS:
            unit.add(name, _TEXTS[child.tag], attributes_text(child, _OF_A_TEXT))


# --- segments --------------------------------------------------------------------------------------------------


def _parsed(element: etree._Element, groups: Sequence[Group]) -> tuple[Unit, list[etree._Element]]:
    """Return the segments of a unit, and its other children that are still to be read."""
    unit = Unit(note_metas={group.id: group.metas for group in groups if group.category == "note"})
    pieces, modules = _children(element)
    unit.text = [source.text for _, source in pieces]
    metas = {group.id: group.metas for group in groups if group.category == "segment"}
    known = _identities(element, [piece for piece in pieces if piece[0].tag == _SEGMENT], metas)
    for child, source in pieces:
        if child.tag == _SEGMENT:
            segment_id, fingerprint = next(known)
            target = inline(child.find(X + "target"), preserve=preserves(element))
            _add_segment(child, (source, target), metas.get(segment_id, []), (segment_id, fingerprint), unit)
        elif unit.parts:
            last = unit.parts[-1]
            last.notes += [Note(text=text) for text in [beside(child)] if text]
            last.segment = replace(last.segment, space_after=last.segment.space_after + source.text)
    return unit, modules


def _children(element: etree._Element) -> tuple[list[tuple[etree._Element, Inline]], list[etree._Element]]:
    """Return the segments and ignorables of a unit with their sources, and its other children but the metadata."""
    pieces: list[tuple[etree._Element, Inline]] = []
    modules = []
    for child in element:
        if child.tag in (_SEGMENT, _IGNORABLE):
            whole = preserves(element) or child.tag == _IGNORABLE
            pieces.append((child, inline(child.find(X + "source"), preserve=whole)))
        elif child.tag != MDA + "metadata":  # read already
            modules.append(child)
    return pieces, modules


def _add_segment(
    element: etree._Element,
    texts: tuple[Inline, Inline],
    metas: Metas,
    identity: tuple[str, Fingerprint | None],
    unit: Unit,
) -> None:
    """Add a segment with its source and target, markers and comments to a unit."""
    (source, target), (segment_id, fingerprint) = texts, identity
    segment = _segment(element, segment_id, metas, (source.text, target.text), fingerprint)
    changed = fingerprint is not None and not fingerprint.matches_target(target.text)
    _add(element, Part(segment_id, segment, source.spans, fingerprint, changed), target, unit)
    _add_unmarked(first(metas, ABOUT), unit, intact=fingerprint is not None and not changed)
    unit.by_ref |= dict.fromkeys(source.refs, unit.parts[-1])
    unit.parts[-1].notes += [Note(text=comment) for comment in (*source.comments, *target.comments)]


def _add_unmarked(about: str, unit: Unit, *, intact: bool) -> None:
    """Let entries about the last segment find it without its markers; issues with replaced words are dropped."""
    for name in about.split():
        if "=" not in name:
            unit.by_id.setdefault(name, unit.parts[-1])
        elif intact or not name.startswith("its="):
            unit.by_ref.setdefault(f"#{name}", unit.parts[-1])


def _identities(
    element: etree._Element, found: Sequence[tuple[etree._Element, Inline]], metas: Mapping[str, Metas]
) -> Iterator[tuple[str, Fingerprint | None]]:
    """Yield each segment's id at the time of writing, and its fingerprint."""
    read = {name: read_fingerprint(first(own, FINGERPRINT)) for name, own in metas.items()}
    fingerprints = {name: fingerprint for name, fingerprint in read.items() if fingerprint}
    ids = [child.get("id") for child, _ in found]
    known = written_ids(ids, [source.text for _, source in found], fingerprints) if fingerprints else ids
    if known is None:
        raise Fault(
            element,
            f"another tool cut, joined or moved sentences in {element.get('id')}, which the file forbids",
            "Put a backup of the job into its place and apply this file to it: "
            "translator review apply FILE --job JOB",
        )
    for name, (child, _) in zip(known, found, strict=True):
        segment_id = required(child, "id") if name is None else name
        yield segment_id, fingerprints.get(segment_id)


def _segment(
    element: etree._Element,
    segment_id: str,
    own: Metas,
    texts: tuple[str, str],
    fingerprint: Fingerprint | None,
) -> Segment:
    """Return a segment; a target that does not match its fingerprint was changed by a person with another tool.

    The changed target counts as reviewed, so that no run touches it, whatever state the tool left. A copy of the
    Chinese is nobody's work.
    """
    named = element.get("state", State.INITIAL.value)
    if named not in _STATES:
        raise Fault(element, f"'{named}' is not a state of a segment")
    state, kind = State(named), ours(OriginKind, element.get("subState"))
    source, target = texts[0], texts[1] if texts[1].strip() else ""
    segment = Segment(id=first(own, "id", segment_id), source=source)
    if fingerprint is not None and fingerprint.matches_target(target):
        kind = kind or fingerprint.kind
        state = fingerprint.state_now(state)
        segment = replace(segment, unstyled="" if state.by_person else first(own, UNSTYLED))
    elif fingerprint is not None or (target and kind is None and not state.by_person):
        if not target or is_copied(source, target):
            return segment
        state = state if state.by_person else State.REVIEWED
        return replace(segment, target=target, state=state, origin=Origin(kind=OriginKind.HUMAN))
    elif target and state is State.INITIAL:
        state = State.TRANSLATED
    return replace(segment, target=target, state=state, origin=_origin(element, own, kind))


def _origin(element: etree._Element, own: Metas, kind: OriginKind | None) -> Origin | None:
    if kind is None:
        return None
    # Earlier versions, and a tool that changed the kind, leave the name under another type.
    name = next((value for name, value in own if name in ORIGIN_NAMES.values()), "")
    return Origin.of(kind, name, score(element, own))


def _add(element: etree._Element, part: Part, target: Inline, unit: Unit) -> None:
    unit.parts.append(part)
    own = element.get("id")
    unit.by_id |= dict.fromkeys((part.id, *([own] if own else []), *part.spans, *target.spans), part)
    unit.by_ref |= dict.fromkeys(target.refs, part)
    _keep_of_segment(element, unit, part)
    if len(element) > 2:  # some tools put notes here
        for note in element.iterfind(f"{_NOTES}/{X}note"):
            part.notes.append(Note(text=plain(note)))
