"""Reading of XLIFF 2.0, 2.1 or 1.x that came back from a CAT tool, edited or not.

Nothing here is compared with a job and nothing is decided: a segment that is doubled, moved, cut or nameless is
reported as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from translator.errors import InputError, JobError
from translator.model import RowFault, State
from translator.ooxml.comments import Comment
from translator.ooxml.revisions import Revision
from translator.review.read_xliff12 import read12
from translator.review.returned import ReturnedFile, ReturnedSegment, approval_by_state, baselines_of
from translator.xliff import vocabulary
from translator.xliff.fingerprint import ABOUT, FINGERPRINT, read_fingerprint, written_ids
from translator.xliff.inline import Inline, beside, inline, preserves
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


def read_returned(data: bytes, name: str) -> ReturnedFile:
    """Read a file of a CAT tool; raise `InputError` when it is damaged or not XLIFF of a known version."""
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
            found += _unit(element, len(found))
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


def _unit(element: etree._Element, before: int) -> list[ReturnedSegment]:
    groups, _ = groups_of(element)
    block = next((group.metas for group in groups if group.category == "block"), [])
    if element.get("type") == vocabulary.EMPTY or first(block, "segmented") == "no":
        return []
    parts = list(element.iterchildren(X + "segment"))
    preserve = preserves(element)
    sources = [inline(part.find(X + "source"), preserve=preserve) for part in parts]
    targets = [inline(part.find(X + "target"), preserve=preserve) for part in parts]
    written = {group.id: group.metas for group in groups if group.category == "segment"}
    fingerprints = {
        name: fingerprint
        for name, metas in written.items()
        if (fingerprint := read_fingerprint(first(metas, FINGERPRINT)))
    }
    ids: Sequence[str | None] = [part.get("id") for part in parts]
    known = written_ids(ids, [source.text for source in sources], fingerprints) if fingerprints else ids
    where = {
        f"#{name}": at
        for at, own in enumerate(known or ids)
        for name in first(written.get(own or "", []), ABOUT).split()
    }
    where |= {ref: at for texts in (sources, targets) for at, text in enumerate(texts) for ref in text.refs}
    notes = _notes(element, groups, where)
    segments = []
    for at, own in enumerate(known or ids):
        name = own or ""
        segment_id, fingerprint = first(written.get(name, []), "id", name), fingerprints.get(name)
        by, inside = _revision(element, name), parts[at].iterfind(f"{X}notes/{X}note")
        cut = known is None and not (fingerprint and fingerprint.matches_source(sources[at].text))
        segments.append(
            ReturnedSegment(
                position=before + at + 1,
                ids=(segment_id,) if segment_id else (),
                baselines=baselines_of(segment_id, fingerprint),
                unit=element.get("id", ""),
                source=sources[at].text,
                source_before=sources[at].text,
                target=targets[at].text,
                approval=approval_by_state(_state(parts[at]), targets[at].text, fingerprint),
                # Some tools put notes inside a segment, where the standard has none.
                comments=(
                    *notes.get(at, ()),
                    *(Comment(text=plain(n), by_reviewer=True) for n in inside),
                    *(
                        Comment(text=text, by_reviewer=True)
                        for text in _remarks(parts[at], sources[at], targets[at])
                    ),
                ),
                changes=(by,) if by.author else (),
                faults=frozenset((RowFault.CUT,)) if cut else frozenset(),
            )
        )
    return segments


def _remarks(element: etree._Element, source: Inline, target: Inline) -> Iterator[str]:
    """Yield comments on words of a segment, and what was written where only white space stands behind it."""
    yield from (*source.comments, *target.comments)
    behind = element.getnext()
    while behind is not None and behind.tag == X + "ignorable":
        yield from filter(None, [beside(behind)])
        behind = behind.getnext()


def _state(element: etree._Element) -> State | None:
    state = element.get("state", State.INITIAL.value)
    return State(state) if state in set(State) else None


def _notes(
    element: etree._Element, groups: Sequence[Group], where: Mapping[str, int]
) -> dict[int, list[Comment]]:
    """Return the notes of a unit by the segment they are on; one on the whole unit is the first segment's."""
    metas = {group.id: group.metas for group in groups if group.category == "note"}
    found: dict[int, list[Comment]] = {}
    for note in element.iterfind(f"{X}notes/{X}note"):
        note_id = note.get("id", "")
        own = metas.get(note_id, [])
        comment = Comment(
            text=plain(note), author=first(own, "author"), time=first(own, "time"), by_reviewer=True
        )
        found.setdefault(where.get(f"#n={note_id}", 0), []).append(comment)
    return found


def _revision(element: etree._Element, segment_id: str) -> Revision:
    """Return who changed a target last, from the standard's change tracking module."""
    revisions = [
        Revision(author=revision.get("author", ""), time=revision.get("datetime", ""))
        for group in element.iterfind(f"{CHANGES}changeTrack/{CHANGES}revisions")
        if group.get("appliesTo") == "target" and group.get("ref", segment_id) == segment_id
        for revision in group.iterfind(CHANGES + "revision")
    ]
    return max(revisions, key=lambda by: by.time, default=Revision())
