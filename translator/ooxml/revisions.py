"""Own the text of a cell as a person left it in Word: who put in, took out, moved or struck through what.

A cell becomes pieces that remember their tracked changes, so that one reading answers every question: the text
with all changes accepted, with none, or with those of one person. Nothing here knows rows, columns or jobs.

Sources: ISO/IEC 29500-1, 17.13.5 (tracked changes), 17.16 (fields), 17.5.2 (content controls).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.ooxml.package import (
    child,
    is_on,
    kind,
    value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Choice = Callable[[str], bool]
"""Tells whether the tracked changes of an author count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Say who made a tracked change and when (ISO 8601, as the file has it); both may be empty."""

    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold text and its tracked changes; the end of a paragraph is a piece of its own, a line feed.

    ``was_struck`` is how it was before the tracked changes of format ``formatted``. ``style`` is the id of the
    character style.
    """

    text: str = ""
    inserted: tuple[Revision, ...] = ()
    deleted: tuple[Revision, ...] = ()
    struck: bool = False
    was_struck: bool = False
    formatted: tuple[Revision, ...] = ()
    style: str = ""
    ends_paragraph: bool = False

    def kept(self, choice: Choice) -> bool:
        """Tell whether the text stands after the chosen changes are accepted and all others rejected."""
        return all(choice(by.author) for by in self.inserted) and not any(
            choice(by.author) for by in self.deleted
        )

    def crossed_out(self, choice: Choice) -> bool:
        """Tell whether the text is struck through after the chosen changes."""
        return self.struck if all(choice(by.author) for by in self.formatted) else self.was_struck

    @property
    def changed(self) -> bool:
        """Tell whether the text itself is a tracked change."""
        return bool(self.inserted or self.deleted)


def everybody(_author: str) -> bool:
    """Accept every change."""
    return True


def nobody(_author: str) -> bool:
    """Reject every change."""
    return False


def only(author: str) -> Choice:
    """Accept the changes of one author, in any case of letters."""
    return lambda name: name.strip().casefold() == author.strip().casefold()


# --- from pieces to text ---------------------------------------------------------------------------------


def text_of(pieces: Sequence[Piece], choice: Choice) -> str:
    """Give the text after the chosen changes, without what is struck through, and no space around it."""
    parts: list[str] = []
    gap = False
    for piece in pieces:
        if not piece.kept(choice):
            continue
        if piece.crossed_out(choice) and not piece.ends_paragraph:
            gap = True
        elif piece.text:
            doubled = gap and bool(parts) and parts[-1].endswith(" ")
            parts.append(piece.text.removeprefix(" ") if doubled else piece.text)
            gap = False
    return "".join(parts).strip()


def all_struck(pieces: Sequence[Piece], choice: Choice) -> bool:
    """Tell whether there is text after the chosen changes, all of it struck through."""
    visible = [piece for piece in pieces if piece.text.strip() and piece.kept(choice)]
    return bool(visible) and all(piece.crossed_out(choice) for piece in visible)


def paragraphs_of(pieces: Iterable[Piece], choice: Choice) -> Iterator[list[Piece]]:
    """Yield the pieces of each paragraph that is left after the chosen changes."""
    paragraph: list[Piece] = []
    for piece in pieces:
        if piece.ends_paragraph:
            if piece.kept(choice):
                yield paragraph
                paragraph = []
        else:
            paragraph.append(piece)
    if paragraph:
        yield paragraph


# --- from XML to pieces ------------------------------------------------------------------------------------


def pieces_of(element: _Element) -> list[Piece]:
    """Read a table cell or a comment; the mark of its last paragraph is no text and is left out."""
    walk = _Walk()
    walk.children(element, Piece())
    marks = [index for index, piece in enumerate(walk.pieces) if piece.ends_paragraph]
    return [piece for index, piece in enumerate(walk.pieces) if not marks or index != marks[-1]]


_INSERTING = ("w:ins", "w:moveTo")
_DELETING = ("w:del", "w:moveFrom")
_NOTHING = frozenset(
    # Properties, and what is drawn or kept but is not part of the line: phonetic guides, text boxes.
    ("w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:tblPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr", "w:rt",
     "w:txbxContent")
)  # fmt: skip
_FIXED = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n"}
_HYPHENS = {"w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_WORDS = ("w:t", "w:delText", "m:t")


class _Walk:
    """Visit a cell in order; a `Piece` without text hands the state of its surroundings down."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._codes: list[bool] = []  # for each open field, whether its code is being read, not its result
        self._font = ""  # of the run that is being read

    def children(self, element: _Element, around: Piece) -> None:
        for inner in element:
            self._visit(inner, around)

    def _visit(self, element: _Element, around: Piece) -> None:
        name = kind(element)
        if name in _NOTHING:
            return
        if name in _WORDS:
            text = re.sub(r"[\r\n\t]+", " ", element.text or "")
            self._add(_PRIVATE.sub(lambda found: _character(self._font, ord(found[0])), text), around)
        elif name in _FIXED or name in _HYPHENS:
            self._add(_FIXED.get(name) or _HYPHENS[name], around)
        elif name in _HANDLERS:
            _HANDLERS[name](self, element, around)
        else:
            self.children(element, with_change(name, element, around))

    def _add(self, text: str, around: Piece) -> None:
        if text and not any(self._codes):
            self.pieces.append(replace(around, text=text))

    def _paragraph(self, element: _Element, around: Piece) -> None:
        self.children(element, around)
        # A code still open at the end of its paragraph is a broken field: it must not swallow the rest.
        self._codes = [code for code in self._codes if not code]
        mark = child(child(element, "w:pPr"), "w:rPr")
        for change in mark if mark is not None else ():
            around = with_change(kind(change), change, around)
        self.pieces.append(replace(around, text="\n", ends_paragraph=True))

    def _run(self, element: _Element, around: Piece) -> None:
        properties = child(element, "w:rPr")
        self._font = value(child(properties, "w:rFonts"), "ascii")
        if properties is not None:
            around = _with_look(properties, around)
            hidden = is_on(child(properties, "w:vanish"))
            change = child(properties, "w:rPrChange")
            if change is not None and hidden != is_on(child(child(change, "w:rPr"), "w:vanish")):
                # To hide words, or to show hidden ones, is to take them out or to put them in.
                around = with_change("w:del" if hidden else "w:ins", change, around)
            elif hidden:
                return
        self.children(element, around)

    def _row(self, element: _Element, around: Piece) -> None:
        for change in _children(child(element, "w:trPr")):
            around = with_change(kind(change), change, around)
        self.children(element, around)

    def _control(self, element: _Element, around: Piece) -> None:
        if not is_on(child(child(element, "w:sdtPr"), "w:showingPlcHdr")):
            self.children(element, around)

    def _alternatives(self, element: _Element, around: Piece) -> None:
        """Read one of several renderings of the same thing: the first that holds words."""
        for inner in element:
            if any((word.text or "").strip() for word in inner.iter() if kind(word) in _WORDS):
                self.children(inner, around)
                return

    def _symbol(self, element: _Element, around: Piece) -> None:
        digits = value(element, "char")
        code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", digits) else 0xFFFD
        text = _character(value(element, "font"), code)
        unknown = code < 0x20 or 0xD800 <= code < 0xE000 or _PRIVATE.fullmatch(text)
        self._add("\ufffd" if unknown else text, around)

    def _field(self, element: _Element, _around: Piece) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._codes.append(True)
            case "separate" if self._codes:
                self._codes[-1] = False
            case "end" if self._codes:
                self._codes.pop()


_HANDLERS: dict[str, Callable[[_Walk, _Element, Piece], None]] = {
    "w:p": _Walk._paragraph,
    "w:r": _Walk._run,
    "w:tr": _Walk._row,
    "w:sdt": _Walk._control,
    "mc:AlternateContent": _Walk._alternatives,
    "w:sym": _Walk._symbol,
    "w:fldChar": _Walk._field,
}

_SYMBOLS = {
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0xE0): "→",
    ("wingdings", 0xDF): "←",
    ("wingdings", 0x6C): "●",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x52): "☑",
    ("symbol", 0xB0): "°",
    ("symbol", 0xB1): "±",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB7): "•",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xAE): "→",
    ("symbol", 0x2D): "−",
}
"""Characters that Word keeps as a place in a symbol font instead of as themselves."""


_PRIVATE = re.compile("[\ue000-\uf8ff]")


def _character(font: str, code: int) -> str:
    """Give the character of a place in a symbol font; LibreOffice writes such a place as a private character."""
    return _SYMBOLS.get((font.lower(), code & 0xFF)) or chr(code)


def revision(element: _Element) -> Revision:
    """Read who made the tracked change that ``element`` marks, and when."""
    return Revision(author=value(element, "author"), time=value(element, "date"))


def with_change(name: str, element: _Element, around: Piece) -> Piece:
    """Give the state inside an element that marks a tracked change; others leave it as it is."""
    if name in _INSERTING:
        return replace(around, inserted=(*around.inserted, revision(element)))
    if name in _DELETING:
        return replace(around, deleted=(*around.deleted, revision(element)))
    return around


def _with_look(properties: _Element, around: Piece) -> Piece:
    change = child(properties, "w:rPrChange")
    struck = _struck(properties)
    return replace(
        around,
        struck=struck,
        was_struck=struck if change is None else _struck(child(change, "w:rPr")),
        formatted=() if change is None else (revision(change),),
        style=value(child(properties, "w:rStyle")),
    )


def _struck(properties: _Element | None) -> bool:
    return is_on(child(properties, "w:strike")) or is_on(child(properties, "w:dstrike"))


def _children(element: _Element | None) -> Iterable[_Element]:
    return () if element is None else element
