"""Changes of a Word file as tracked changes that a person accepts or rejects.

Source: ISO/IEC 29500-1, 17.13.5 (tracked changes). Text that is a tracked change already, fields, and text whose end
something other than text interrupts are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from translator.ooxml.package import child, kind, value
from translator.text.word_diff import word_diff

if TYPE_CHECKING:
    from lxml.etree import _Element

_OTHER = "\ufffc"
"""Stands for what a line has besides text: a picture, a note's mark, the border of a field."""

_GONE = ("w:del", "w:moveFrom")
_TRACKED = ("w:ins", "w:moveTo")
_CONTAINERS = ("w:hyperlink", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:fldSimple")
_MARKS = frozenset(
    ("w:pPr", "w:rPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart", "w:commentRangeEnd",
     "w:lastRenderedPageBreak", "w:sdtPr", "w:sdtEndPr", "w:permStart", "w:permEnd")
)  # fmt: skip
"""What takes no place in a line."""

_FIXED = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class _Piece:
    """A child of a run at its place in the line; a ``locked`` one stays as it is."""

    start: int
    text: str
    run: _Element
    element: _Element
    locked: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class Suggester:
    """Writer of tracked changes of one author at one time (ISO 8601) into the paragraphs of a file."""

    root: _Element
    author: str
    time: str
    written: int = 0
    _ids: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        found = [value(one, "id") for one in self.root.iter() if kind(one) in (*_GONE, *_TRACKED)]
        self._ids = count(max((int(one) for one in found if one.isdigit()), default=0) + 9000)

    def suggest(self, paragraph: _Element, text: str) -> bool:
        """Suggest that a paragraph read ``text``; return whether anything could be suggested.

        What would change a part that has to stay is not suggested.
        """
        done = self.written
        at = 0
        changes = []
        for change in word_diff(text_of_paragraph(paragraph), text):
            if not change.same:
                changes.append((at, at + len(change.before), change.after))
            at += len(change.before)
        for start, end, new in reversed(changes):
            self._replace(paragraph, start, end, new)
        return self.written > done

    def _replace(self, paragraph: _Element, start: int, end: int, new: str) -> None:
        touched = [
            piece for piece in _pieces(paragraph) if piece.start < max(end, start + 1) and piece.end > start
        ]
        beside = [piece for piece in _pieces(paragraph) if piece.end == start and piece.text]
        if any(piece.locked for piece in touched if end > start) or not (touched or beside):
            return
        anchor = (
            touched[0]
            if end > start
            else next((p for p in (*beside[-1:], *touched[:1]) if not p.locked), None)
        )
        if anchor is None:
            return
        _split(paragraph, start)
        _split(paragraph, end)
        deleted = [p.run for p in _pieces(paragraph) if start <= p.start and p.end <= end and p.text]
        last = self._delete(list(dict.fromkeys(deleted))) if end > start else _before(paragraph, start)
        if new:
            self._insert(paragraph, last, anchor.run, new)
        self.written += 1

    def _delete(self, runs: list[_Element]) -> _Element:
        mark = runs[0]
        for run in runs:
            mark = self._mark("del", run)
            run.addprevious(mark)
            mark.append(run)
            for inner in run:
                if kind(inner) == "w:t":
                    inner.tag = _named(run, "delText")
        return mark

    def _insert(self, paragraph: _Element, after: _Element | None, like: _Element, text: str) -> None:
        from lxml import etree

        mark, run = self._mark("ins", like), etree.Element(_named(like, "r"))
        properties = child(like, "w:rPr")
        if properties is not None:
            run.append(deepcopy(properties))
        words = etree.SubElement(run, _named(like, "t"))
        words.text = text
        words.set(_SPACE, "preserve")
        mark.append(run)
        if after is not None:
            after.addnext(mark)
        else:
            _first_run(paragraph).addprevious(mark)

    def _mark(self, name: str, like: _Element) -> _Element:
        from lxml import etree

        mark = etree.Element(_named(like, name))
        for key, text in (("id", str(next(self._ids))), ("author", self.author), ("date", self.time)):
            mark.set(_named(like, key), text)
        return mark


def text_of_paragraph(paragraph: _Element) -> str:
    """Return the text of a paragraph as it is with all tracked changes accepted; a sign stands for what is no text."""
    return "".join(piece.text for piece in _pieces(paragraph))


def _pieces(paragraph: _Element) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = depth = 0
    for run, inner, locked in _parts(paragraph, locked=False):
        name = kind(inner)
        if name == "w:fldChar":
            depth += {"begin": 1, "end": -1}.get(value(inner, "fldCharType"), 0)
        text = (inner.text or "") if name == "w:t" else _FIXED.get(name, _OTHER)
        pieces.append(_Piece(at, text, run, inner, locked or name != "w:t" or depth > 0))
        at += len(text)
    return pieces


def _parts(element: _Element, *, locked: bool) -> Iterator[tuple[_Element, _Element, bool]]:
    """Yield each part of a line with the run it is in, and whether it has to stay."""
    for inner in element:
        name = kind(inner)
        if name in _MARKS or name in _GONE:
            continue
        if name == "w:r":
            yield from ((inner, part, locked) for part in inner if kind(part) not in _MARKS)
        elif name in _CONTAINERS or name in _TRACKED:
            yield from _parts(inner, locked=locked or name in (*_TRACKED, "w:fldSimple"))
        else:
            yield element, inner, True


def _split(paragraph: _Element, at: int) -> None:
    """Split the run at a place of the line, unless the place is between runs or inside a locked part."""
    for piece in _pieces(paragraph):
        inside = piece.start <= at < piece.end and not (piece.locked and at > piece.start)
        if not inside or kind(piece.run) != "w:r":
            continue
        earlier = [inner for inner in piece.run if kind(inner) != "w:rPr"]
        if piece.start == at and earlier[0] is piece.element:
            return
        _cut(piece, at - piece.start)
        return


def _cut(piece: _Piece, offset: int) -> None:
    """Divide a run inside one of its texts or before any of its parts; the rest becomes the next run."""
    run, rest = piece.run, deepcopy(piece.run)
    place = list(run).index(piece.element)
    for inner in list(rest)[:place]:
        if kind(inner) != "w:rPr":
            rest.remove(inner)
    for inner in list(run)[place + 1 :]:
        run.remove(inner)
    first = next(inner for inner in rest if kind(inner) != "w:rPr")
    if kind(first) == "w:t":
        first.text, first.attrib[_SPACE] = piece.text[offset:], "preserve"
    if offset:
        piece.element.text, piece.element.attrib[_SPACE] = piece.text[:offset], "preserve"
    else:
        run.remove(piece.element)
    run.addnext(rest)


def _before(paragraph: _Element, at: int) -> _Element | None:
    runs = [piece.run for piece in _pieces(paragraph) if piece.end <= at and piece.text]
    return runs[-1] if runs else None


def _first_run(paragraph: _Element) -> _Element:
    return _pieces(paragraph)[0].run


def _named(like: _Element, name: str) -> str:
    """Return a name in the namespace of an element, which differs between the variants of the standard."""
    return f"{{{like.nsmap.get(like.prefix) or ''}}}{name}"
