"""Own what a file holds that came back from a CAT tool: XLIFF 2.0, 2.1 or 1.x, edited or not.

Nothing here is compared with a job and nothing is decided: a segment that is doubled, moved, cut or nameless is
reported as it is. `translator.review.xliff_rows` makes of it what a review is applied from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from translator.errors import InputError, JobError
from translator.model import State
from translator.ooxml.comments import Remark
from translator.ooxml.revisions import Revision
from translator.xliff import vocabulary
from translator.xliff.inline import inline, preserves
from translator.xliff.seal import (
    ABOUT,
    SEAL,
    Seal,
    read_seal,
    sealed_ids,
)
from translator.xliff.tree import (
    Fault,
    Group,
    X,
    elements,
    first,
    groups_by_category,
    groups_of,
    plain,
    version_of,
)

CHANGES = "{urn:oasis:names:tc:xliff:changetracking:2.0}"
CUT = "the tool cut or joined sentences here"
"""The fault of a segment of which nobody can tell any more which sentence it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedSegment:
    """Hold one segment as it came back; ``id`` is empty where the file has none, ``state`` None where unclear.

    ``remark`` is a state that wants something of us. ``fault`` says in words why the segment cannot be trusted.
    """

    id: str
    unit: str
    source: str
    target: str
    state: State | None = None
    seal: Seal | None = None
    remark: str = ""
    notes: tuple[Remark, ...] = ()
    by: Revision = field(default_factory=Revision)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """Hold a file that came back: what it says of its job, and its segments in order.

    ``job_id`` and ``content`` (the job's content hash) are empty where the tool dropped them; ``job_name`` is then
    what else the file says. ``tool`` is the program that worked in it, if it says so.
    """

    name: str
    job_id: str = ""
    job_name: str = ""
    content: str = ""
    target_lang: str = ""
    tool: str = ""
    segments: tuple[ReturnedSegment, ...] = ()


def read_returned(data: bytes, name: str) -> ReturnedFile:
    """Read a file of a CAT tool; raise `InputError` when it is damaged or not XLIFF of a known version."""
    from translator.review.read_xliff12 import read12

    try:
        version = version_of(data, name)
        if version.startswith("1."):
            return read12(data, name)
        return _read2(data, name)
    except (Fault, JobError) as error:
        message = error.message if isinstance(error, JobError) else f"{name}: {error}"
        raise InputError(message, hint="Ask for the file again, as XLIFF 2.1, 2.0 or 1.2.") from None


def _read2(data: bytes, name: str) -> ReturnedFile:
    read = ReturnedFile(name=name)
    found: list[ReturnedSegment] = []
    for element in elements(data, name):
        if element.tag == X + "unit":
            found += _unit(element)
        else:
            read = _of_file(read, element)
        root = element.getroottree().getroot()
        read = replace(read, target_lang=root.get("trgLang", ""))
        element.clear()
    return replace(read, segments=tuple(found))


def _of_file(read: ReturnedFile, element: etree._Element) -> ReturnedFile:
    groups = groups_by_category(element)
    job = groups.get("job", [])
    return replace(
        read,
        job_id=read.job_id or first(job, "id") or (f"{first(job, 'name')}-" if job else ""),
        job_name=read.job_name or first(job, "name") or element.get("original", ""),
        content=read.content or first(groups.get("signature", []), "content"),
    )


# --- units of XLIFF 2 ------------------------------------------------------------------------------------------


def _unit(element: etree._Element) -> list[ReturnedSegment]:
    groups, _ = groups_of(element)
    block = next((group.metas for group in groups if group.category == "block"), [])
    if element.get("type") == vocabulary.EMPTY or first(block, "segmented") == "no":
        return []
    parts = list(element.iterchildren(X + "segment"))
    preserve = preserves(element)
    sources = [inline(part.find(X + "source"), preserve=preserve) for part in parts]
    targets = [inline(part.find(X + "target"), preserve=preserve) for part in parts]
    written = {group.id: group.metas for group in groups if group.category == "segment"}
    seals = {name: seal for name, metas in written.items() if (seal := read_seal(first(metas, SEAL)))}
    ids: Sequence[str | None] = [part.get("id") for part in parts]
    known = sealed_ids(ids, [source.text for source in sources], seals) if seals else ids
    where = {
        f"#{name}": at
        for at, own in enumerate(known or ids)
        for name in first(written.get(own or "", []), ABOUT).split()
    }
    where |= {ref: at for at, text in enumerate(sources) for ref in text.refs}
    where |= {ref: at for at, text in enumerate(targets) for ref in text.refs}
    notes = _notes(element, groups, where)
    segments = []
    for at, own in enumerate(known or ids):
        name = own or ""
        segment = ReturnedSegment(
            id=first(written.get(name, []), "id", name),
            unit=element.get("id", ""),
            source=sources[at].text,
            target=targets[at].text,
            state=_state(parts[at]),
            seal=seals.get(name),
            notes=(*notes.get(at, ()), *_notes_inside(parts[at])),
            by=_revision(element, name),
        )
        cut = known is None and not (segment.seal and segment.seal.holds_source(segment.source))
        segments.append(replace(segment, fault=CUT) if cut else segment)
    return segments


def _state(element: etree._Element) -> State | None:
    state = element.get("state", State.INITIAL.value)
    return State(state) if state in State.__members__.values() else None


def _notes(
    element: etree._Element, groups: Sequence[Group], where: Mapping[str, int]
) -> dict[int, list[Remark]]:
    """Give the notes of a unit by the segment they are on; one on the whole unit is the first segment's."""
    metas = {group.id: group.metas for group in groups if group.category == "note"}
    found: dict[int, list[Remark]] = {}
    for note in element.iterfind(f"{X}notes/{X}note"):
        note_id = note.get("id", "")
        own = metas.get(note_id, [])
        remark = Remark(text=plain(note), author=first(own, "author"), time=first(own, "time"))
        found.setdefault(where.get(f"#n={note_id}", 0), []).append(remark)
    return found


def _notes_inside(element: etree._Element) -> list[Remark]:
    """Give notes inside a segment, where the standard has none but some tools put them."""
    return [Remark(text=plain(note)) for note in element.iterfind(f"{X}notes/{X}note")]


def _revision(element: etree._Element, segment_id: str) -> Revision:
    """Give who changed a target last, from the standard's change tracking module."""
    revisions = [
        Revision(author=revision.get("author", ""), time=revision.get("datetime", ""))
        for group in element.iterfind(f"{CHANGES}changeTrack/{CHANGES}revisions")
        if group.get("appliesTo") == "target" and group.get("ref", segment_id) == segment_id
        for revision in group.iterfind(CHANGES + "revision")
    ]
    return max(revisions, key=lambda by: by.time, default=Revision())
