"""The walk over the text of a Word file, for pages and review tables alike.

Source: ISO/IEC 29500-1, 17.3 (paragraphs and runs), 17.4 (tables), 17.5.2 (content controls), 17.13.5 (tracked
changes), 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from translator.ooxml.package import child, is_on, is_true, kind, plain_text, value
from translator.ooxml.revisions import Piece, Revision, Skip
from translator.ooxml.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROPERTIES = frozenset(
    ("w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr")
)
"""Elements that hold attributes only, looked at where they matter."""

_FIXED = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
_WORDS = ("w:t", "w:delText", "m:t")
_INSERTING = ("w:ins", "w:moveTo")
_DELETING = {"w:del": Skip.DELETED, "w:moveFrom": Skip.MOVED}
_SKIPPING = {
    "w:rt": Skip.PHONETIC,
    "w:delText": Skip.DELETED,
    "w:instrText": Skip.FIELD_CODE,
    "w:delInstrText": Skip.FIELD_CODE,
}
_OUTSIDE_THE_LINE = frozenset(
    (Skip.FIELD_CODE, Skip.HIDDEN, Skip.LAYOUT, Skip.PHONETIC, Skip.PLACEHOLDER, Skip.COPY, Skip.IMAGE)
)
_BREAKS = re.compile(r"[\r\n\t]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NO_NUMBERS: Mapping[_Element, Piece] = {}


def walk(root: _Element, around: Piece | None = None) -> list[Piece]:
    """Return all text in ``root``, in reading order; a text box follows the paragraph it is anchored in.

    No character is left out: text that is not printed has a reason to skip it. ``around`` is the state outside.
    """
    story = _Story()
    story.children(root, around or Piece())
    story.end_boxes()
    return story.pieces


def pieces_of(element: _Element, numbers: Mapping[_Element, Piece] = _NO_NUMBERS) -> list[Piece]:
    """Return the text of a table cell, a note or a comment that a reader sees or that a tracked change took out.

    The end of the last paragraph is left out. ``numbers`` are the automatic numbers of its paragraphs, by
    `translator.ooxml.numbering.printed_numbers`.
    """
    pieces = [p for p in walk(element) if not p.in_box and _OUTSIDE_THE_LINE.isdisjoint(p.skips)]
    if numbers:
        pieces = list(_numbered(pieces, numbers))
    last = next((at for at in reversed(range(len(pieces))) if pieces[at].ends_paragraph), None)
    if last is not None:
        del pieces[last]
    return pieces


def _numbered(pieces: Iterable[Piece], numbers: Mapping[_Element, Piece]) -> Iterator[Piece]:
    """Yield pieces with the number before each paragraph that has text; it came, and goes, with that text."""
    paragraph: list[Piece] = []
    for piece in pieces:
        paragraph.append(piece)
        if piece.paragraph is None:
            continue
        number = numbers.get(piece.paragraph)
        texts = [text for text in paragraph if text.text.strip()]
        if number is not None and texts:
            first = next((text for text in texts if not text.deleted), texts[0])
            yield replace(first, text=number.text, inserted=(*first.inserted, *number.inserted), style="")
        yield from paragraph
        paragraph = []
    yield from paragraph


def with_change(name: str, element: _Element, around: Piece) -> Piece:
    """Return the state inside an element: changed for a tracked change, else as it was."""
    if name in _INSERTING:
        return replace(around, inserted=(*around.inserted, _revision(element)))
    if name in _DELETING:
        deleted = (*around.deleted, _revision(element))
        return replace(around, deleted=deleted, skips=(*around.skips, _DELETING[name]))
    return around


def joins_next(paragraph: _Element) -> bool:
    """Return whether accepting the tracked changes merges a paragraph with the next, whose format it takes."""
    mark = child(child(paragraph, "w:pPr"), "w:rPr")
    following = paragraph.getnext()
    gone = any(child(mark, name) is not None for name in _DELETING)
    return gone and following is not None and kind(following) == "w:p"


class _Story:
    """Walk over one stream of text; a `Piece` without text hands the state of its surroundings down."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._codes: list[bool] = []  # for each open field, whether its code is being read, not its result
        self._boxes: list[tuple[_Element, Piece]] = []
        self._font = ""  # of the run that is being read

    def children(self, element: _Element, around: Piece) -> None:
        # Positions and sizes of drawings are text to XML, and to nobody else.
        self._skip(element.text, Skip.LAYOUT, around)
        for inner in element:
            self._visit(inner, around)
            self._skip(inner.tail, Skip.LAYOUT, around)

    def _visit(self, element: _Element, around: Piece) -> None:
        name = kind(element)
        if name in _PROPERTIES:
            return
        if name in _SKIPPING:
            around = _skipped(around, _SKIPPING[name])
        if name in _FIXED:
            self._add(_FIXED[name], around)
        elif name in _HANDLERS:
            _HANDLERS[name](self, element, around)
        else:
            self.children(element, with_change(name, element, around))

    def _add(self, text: str, around: Piece) -> None:
        if text:
            inside = _skipped(around, Skip.FIELD_CODE) if any(self._codes) else around
            self.pieces.append(replace(inside, text=text))

    def _skip(self, text: str | None, reason: Skip, around: Piece) -> None:
        if text and not text.isspace():
            self.pieces.append(replace(_skipped(around, reason), text=text))

    # --- blocks ---

    def _paragraph(self, element: _Element, around: Piece) -> None:
        self.children(element, around)
        # A code still open at the end of its paragraph is a broken field: it must not swallow the rest.
        self._codes = [code for code in self._codes if not code]
        end = _with_changes(child(child(element, "w:pPr"), "w:rPr"), around)
        self.pieces.append(replace(end, text="\n", paragraph=element))
        if self._boxes and not joins_next(element):
            self.end_boxes()

    def end_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box, around in boxes:
            self.pieces += walk(box, around)

    def _box(self, element: _Element, around: Piece) -> None:
        self._boxes.append((element, replace(around, in_box=True, in_cell=False, bold=None)))

    def _row(self, element: _Element, around: Piece) -> None:
        self.children(element, _with_changes(child(element, "w:trPr"), around))

    def _cell(self, element: _Element, around: Piece) -> None:
        around = replace(around, in_cell=True)
        properties = child(element, "w:tcPr")
        merge = child(properties, "w:vMerge")
        if child(properties, "w:cellDel") is not None:
            around = _skipped(around, Skip.DELETED)
        elif merge is not None and value(merge) != "restart":
            around = _skipped(around, Skip.MERGED)
        self.children(element, around)

    def _content_control(self, element: _Element, around: Piece) -> None:
        prompt = is_on(child(child(element, "w:sdtPr"), "w:showingPlcHdr"))
        self.children(element, _skipped(around, Skip.PLACEHOLDER) if prompt else around)

    def _alternatives(self, element: _Element, around: Piece) -> None:
        """Read one of several renderings of the same thing: the first that holds words, else the first."""
        chosen = next((inner for inner in element if _has_words(inner)), next(iter(element), None))
        for inner in element:
            if inner is chosen:
                self._visit(inner, around)
            else:
                self._skip(plain_text(inner), Skip.COPY, around)

    # --- in a line ---

    def _run(self, element: _Element, around: Piece) -> None:
        properties = child(element, "w:rPr")
        self._font = value(child(properties, "w:rFonts"), "ascii")
        if properties is not None:
            around = _with_format(properties, around)
        if any(is_true(value(inner, "customMarkFollows")) for inner in element):
            around = _skipped(around, Skip.FOOTNOTE_MARK)
        self.children(element, around)

    def _text(self, element: _Element, around: Piece) -> None:
        text = _BREAKS.sub(" ", element.text or "")
        self._add(_PRIVATE.sub(lambda found: symbol(self._font, ord(found[0])) or found[0], text), around)

    def _symbol(self, element: _Element, around: Piece) -> None:
        digits = value(element, "char")
        code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", digits) else 0
        known = symbol(value(element, "font"), code)
        self._add(known or "\ufffd", around if known else _skipped(around, Skip.SYMBOL))

    def _field(self, element: _Element, _around: Piece) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._codes.append(True)
            case "separate" if self._codes:
                self._codes[-1] = False
            case "end" if self._codes:
                self._codes.pop()

    def _picture(self, element: _Element, around: Piece) -> None:
        self._skip(value(element, "descr"), Skip.IMAGE, replace(around, skips=()))
        self.children(element, around)


_HANDLERS: dict[str, Callable[[_Story, _Element, Piece], None]] = {
    "w:p": _Story._paragraph,
    "w:txbxContent": _Story._box,
    "w:tr": _Story._row,
    "w:tc": _Story._cell,
    "w:sdt": _Story._content_control,
    "mc:AlternateContent": _Story._alternatives,
    "w:r": _Story._run,
    **dict.fromkeys(("w:t", "m:t", "w:delText", "w:instrText", "w:delInstrText"), _Story._text),
    "w:sym": _Story._symbol,
    "w:fldChar": _Story._field,
    "wp:docPr": _Story._picture,
}


def _revision(element: _Element) -> Revision:
    return Revision(author=value(element, "author"), time=value(element, "date"))


def _with_changes(properties: _Element | None, around: Piece) -> Piece:
    for change in properties if properties is not None else ():
        around = with_change(kind(change), change, around)
    return around


def _with_format(properties: _Element, around: Piece) -> Piece:
    named = _by_kind(properties)
    change, bold = named.get("w:rPrChange"), named.get("w:b")
    before = named if change is None else _by_kind(child(change, "w:rPr"))
    around = replace(
        around,
        struck=_struck(named),
        was_struck=_struck(before),
        formatted=() if change is None else (_revision(change),),
        style=value(named.get("w:rStyle")) or around.style,
        bold=around.bold if bold is None else is_on(bold),
    )
    hidden = is_on(named.get("w:vanish"))
    if change is not None and hidden != is_on(before.get("w:vanish")):
        # Hiding words counts as deleting them, showing hidden words as inserting them.
        return with_change("w:del" if hidden else "w:ins", change, around)
    return _skipped(around, Skip.HIDDEN) if hidden else around


def _by_kind(properties: _Element | None) -> dict[str, _Element]:
    return {} if properties is None else {kind(inner): inner for inner in properties}


def is_struck(properties: _Element | None) -> bool:
    """Return whether the properties of a run or a style strike text through, once or twice."""
    return _struck(_by_kind(properties))


def _struck(named: dict[str, _Element]) -> bool:
    return is_on(named.get("w:strike")) or is_on(named.get("w:dstrike"))


def _skipped(around: Piece, reason: Skip) -> Piece:
    return replace(around, skips=(*around.skips, reason))


def _has_words(element: _Element) -> bool:
    return any((word.text or "").strip() for word in element.iter() if kind(word) in _WORDS)
