"""Text of a source or target of XLIFF 2: its markers as spans, its codes passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from translator.xliff.tree import ITS, Fault, X, required

_BROKEN_LINES = re.compile(r"[ \t]*\n[ \t\n]*")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_INDENT = " \t\n"


@dataclass(slots=True)
class Inline:
    """A source or target: its text, its markers with their spans and references, and comments on its words."""

    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    refs: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def preserves(element: etree._Element) -> bool:
    """Return whether white space in an element is text; the nearest ``xml:space`` decides."""
    found = element.get(SPACE) or next(
        (value for parent in element.iterancestors() if (value := parent.get(SPACE))), ""
    )
    return found == "preserve"


def unindented(text: str, *, preserve: bool) -> str:
    """Return a text without the line breaks of a tool that indents, unless its white space is preserved."""
    return text if preserve or "\n" not in text else _BROKEN_LINES.sub(" ", text).strip(_INDENT)


def inline(element: etree._Element | None, *, preserve: bool = True) -> Inline:
    """Return inline content; tags of formatting, which this program never writes, are passed over.

    Where white space need not be preserved (``xml:space``), line breaks come from a tool that indents.
    """
    if element is None or not len(element):
        text = "" if element is None else element.text or ""
        return Inline(text=unindented(text, preserve=preserve))
    found = Inline()
    pieces: list[str] = []
    at = 0
    starts: dict[str, int] = {}
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            piece = (_code_point(node) if node.tag == X + "cp" else "") + (node.text or "")
            _open_mark(node, found, starts, at)
        else:
            _close_mark(node, found, starts, at)
            piece = (node.tail or "") if node is not element else ""
        if not preserve and "\n" in piece:
            piece = _BROKEN_LINES.sub(" " if at else "", piece)
        pieces.append(piece)
        at += len(piece)
    found.text = "".join(pieces) if preserve else "".join(pieces).rstrip(_INDENT)
    return found


def beside(element: etree._Element) -> str:
    """Return what a person wrote into the target of an ``<ignorable>``, which has only white space of ours."""
    return inline(element.find(X + "target")).text.strip()


def _code_point(element: etree._Element) -> str:
    code = required(element, "hex")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        raise Fault(element, f"'{code}' is not a code point") from None


def _open_mark(node: etree._Element, found: Inline, starts: dict[str, int], at: int) -> None:
    if node.tag in (X + "mrk", X + "sm"):
        starts[node.get("id", "")] = at
        found.refs += [ref for ref in (node.get("ref"), node.get(ITS + "locQualityIssuesRef")) if ref]
        if node.get("type") == "comment" and node.get("value", "").strip():
            found.comments.append(node.get("value", "").strip())


def _close_mark(node: etree._Element, found: Inline, starts: dict[str, int], at: int) -> None:
    mark_id = {X + "mrk": node.get("id"), X + "em": node.get("startRef")}.get(str(node.tag))
    if mark_id in starts:
        found.spans[mark_id] = (starts[mark_id], at)
