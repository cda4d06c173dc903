"""Reading of XLIFF 1.0 to 1.2 that came back from a CAT tool; see `version12` for what we wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from translator.errors import JobError
from translator.identity import comparable, is_copied
from translator.model import RowFault, State
from translator.ooxml.comments import Comment
from translator.ooxml.revisions import Revision
from translator.review.returned import (
    Approval,
    NoteLine,
    ReturnedFile,
    ReturnedSegment,
    approval_by_state,
    baselines_of,
)
from translator.xliff.fingerprint import Fingerprint, read_fingerprint
from translator.xliff.inline import preserves, unindented
from translator.xliff.tree import streamed
from translator.xliff.version12 import CONFIRMED, OURS, STATES, TOOL

_STATES: dict[str, State] = {
    **{word: state for state, word in STATES.items() if state is not State.TRANSLATED},
    "new": State.INITIAL,
    CONFIRMED: State.TRANSLATED,
}
_CODES = frozenset(("x", "bx", "ex", "bpt", "ept", "ph", "it", "sub"))
_TAGS = ("{*}trans-unit", "{*}file")


def read12(data: bytes, name: str) -> ReturnedFile:
    """Read a file of an older tool; raises `JobError` like `tree.streamed`."""
    read = ReturnedFile(name=name)
    found: list[ReturnedSegment] = []
    for element in streamed(data, name, _TAGS, _check_root):
        if etree.QName(element).localname == "file":
            read = _of_file(read, element)
        elif _is_a_segment(element):
            found.append(_segment(element, len(found) + 1))
        element.clear()
    return replace(read, segments=tuple(found))


def _check_root(root: etree._Element, name: str) -> None:
    if etree.QName(root).localname != "xliff":  # the version was looked at before
        raise JobError(f"{name}: is XML, but not XLIFF", hint="Ask for the file again.")


def _of_file(read: ReturnedFile, element: etree._Element) -> ReturnedFile:
    phases = [
        phase.get("job-id", "")
        for phase in element.iterfind("{*}header//{*}phase")
        if phase.get("tool-id") == TOOL
    ]
    notes = {note.get("from"): _text(note) for note in element.iterfind("{*}header/{*}note")}
    tools = [str(tool.get("tool-name", "")) for tool in element.iterfind("{*}header/{*}tool")]
    original = element.get("product-name") or element.get("original", "").split("/")[0]
    return replace(
        read,
        job_id=read.job_id or next((job for job in phases if job), ""),
        job_name=read.job_name or original,
        content=read.content or notes.get(f"{OURS}content", ""),
        target_lang=read.target_lang or element.get("target-language", ""),
        tool=read.tool or next((tool for tool in tools if tool and tool != TOOL), ""),
    )


def _is_a_segment(element: etree._Element) -> bool:
    """Return whether a unit is one of a block's sentences; what is not translated has no fingerprint."""
    return element.get("translate") != "no" or bool(element.get("extradata"))


def _segment(element: etree._Element, position: int) -> ReturnedSegment:
    preserve = preserves(element)
    target = element.find("{*}target")
    fingerprint = read_fingerprint(element.get("extradata", ""))
    source = unindented(_text(element.find("{*}source")), preserve=preserve)
    text = unindented(_text(target), preserve=preserve)
    word = target.get("state", "") if target is not None else ""
    asked = _asked(target, word, fingerprint) if text and not is_copied(source, text) else ""
    status = [Comment(text=f"Status: {asked}", by_reviewer=True)] if asked else []
    segment_id, by = element.get("id", ""), _revision(element, target)
    merged = any(group.get("merged-trans") == "yes" for group in element.iterancestors("{*}group"))
    return ReturnedSegment(
        position=position,
        ids=(segment_id,) if segment_id else (),
        baselines=baselines_of(segment_id, fingerprint),
        unit=_unit_id(element),
        source=source,
        source_before=source,
        target=text,
        approval=Approval.NONE if asked else _approval(element, word, text, fingerprint),
        comments=(*_notes(element), *status),
        notes=tuple(_own_notes(element)),
        changes=(by,) if by.author else (),
        faults=frozenset((RowFault.CUT,)) if merged else frozenset(),
    )


def _unit_id(element: etree._Element) -> str:
    parent = element.getparent()
    is_group = parent is not None and etree.QName(parent).localname == "group"
    return parent.get("id", "") if parent is not None and is_group else ""


def _text(element: etree._Element | None) -> str:
    """Return the text of inline content; what stands in native codes is no text."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    pieces: list[str] = []
    codes = 0  # that are open; no recursion, since a stranger's tags may be nested a thousand deep
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_code = node is not element and _is_no_text(node)
        codes += is_code if event == "start" else -is_code
        piece = node.text if event == "start" else node.tail if node is not element else None
        if piece and not codes:
            pieces.append(piece)
    return "".join(pieces)


def _is_no_text(node: etree._Element) -> bool:
    """Return whether an inline element is native code, or what Trados marks as deleted with its tracked changes on."""
    return etree.QName(node).localname in _CODES or node.get("mtype") == "x-sdl-deleted"


def _approval(element: etree._Element, word: str, text: str, fingerprint: Fingerprint | None) -> Approval:
    """Return what the state says, and *approved*, which counts unless the state asks for work."""
    state = _STATES.get(word)
    if element.get("approved") == "yes" and state is not State.INITIAL and state is not State.FINAL:
        state = State.REVIEWED
    found = approval_by_state(state, text, fingerprint)
    return Approval.TRANSLATED if found is Approval.APPROVED and state is State.TRANSLATED else found


def _asked(target: etree._Element | None, word: str, fingerprint: Fingerprint | None) -> str:
    """Return the state of a target that somebody should look at, in the file's own words."""
    qualifier = target.get("state-qualifier", "") if target is not None else ""
    own = STATES[fingerprint.state] if fingerprint and fingerprint.left_as is State.INITIAL else ""
    asked = word.startswith("needs-") and word != own
    found = [*([word] if asked else []), *([qualifier] if qualifier.startswith("rejected-") else [])]
    return ", ".join(found).replace("-", " ")


def _notes(element: etree._Element) -> Iterator[Comment]:
    for note in element.iterfind("{*}note"):
        author = note.get("from", "")
        if not author.startswith(OURS):
            yield Comment(text=_text(note), author=author, by_reviewer=True)
    for mark in element.iterfind("{*}target//{*}mrk"):
        if comment := mark.get("comment", "").strip():
            yield Comment(text=comment, by_reviewer=True)


def _own_notes(element: etree._Element) -> Iterator[NoteLine]:
    for note in element.iterfind("{*}note"):
        if note.get("from", "").startswith(OURS):
            yield NoteLine(text=comparable(_text(note)), labelled=True)


def _revision(element: etree._Element, target: etree._Element | None) -> Revision:
    """Return who the phase of a target names, unless it is the phase of our own draft."""
    name = target.get("phase-name") if target is not None else None
    file = next(element.iterancestors("{*}file"), None)
    if not name or file is None:
        return Revision()
    phases = (phase for phase in file.iterfind("{*}header//{*}phase") if phase.get("phase-name") == name)
    revisions = (Revision(author=p.get("contact-name", ""), time=p.get("date", "")) for p in phases)
    return next((revision for revision in revisions if revision.author), Revision())
