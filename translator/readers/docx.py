"""Own the reading of Word files, on the raw XML: python-docx does not show insertions, text boxes or fields.

What a reader of the printed page sees becomes lines: insertions are taken as accepted, deletions as done. Footnotes
and endnotes follow as lines at the end. Headers, footers and comments are skipped by name. References to sections
are to ISO/IEC 29500-1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.model import Page
from translator.ooxml.package import (
    Package,
    child,
    is_on,
    kind,
    plain_text,
    value,
)
from translator.ooxml.paragraph_format import Look, Styles
from translator.readers.lines import COMMENT, PageBuilder, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

DELETED = "deleted by a tracked change"
MOVED = "moved away by a tracked change"
FIELD_CODE = "field code"
HIDDEN = "hidden text"
LAYOUT = "layout data"

_LEFT_ASIDE = {"header": "page header", "footer": "page footer", "comments": COMMENT}

_SKIPPING = {
    "w:del": DELETED,
    "w:moveFrom": MOVED,
    "w:rt": "phonetic guide",
}

_PROPERTIES = frozenset({"w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblGrid", "w:sdtPr"})
"""Elements that hold attributes only, looked at where they matter."""

# Characters that Word's Insert Symbol takes from fonts of pictures; newspapers mark bylines with them.
_SYMBOLS = {
    ("wingdings", 0x6E): "■",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "□",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0xA1): "○",
    ("wingdings", 0x75): "◆",
    ("wingdings", 0xAB): "★",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 3", 0x7D): "▶",
    ("symbol", 0xB7): "•",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """Hold what an element passes on to what it contains; a ``skip`` reason holds for all of it."""

    bold: bool = False
    skip: str = ""
    look: Look = field(default_factory=Look)


def read_docx(data: bytes, name: str) -> Page:
    """Read a Word file.

    Raises `InputError` for a file that is empty, damaged, locked with a password, no Word file, too large when
    unpacked, or without any text.
    """
    package = Package(data, name)
    main = package.main_part()
    page = PageBuilder(name)
    styles = Styles(next(package.related(main, "styles"), None))
    stories = [package.root(main), *package.related(main, "footnotes"), *package.related(main, "endnotes")]
    try:
        for story in stories:
            _Story(page, styles).read(story)
    except RecursionError:
        raise InputError(
            f"{name}: its parts are nested too deeply to be read",
            hint="Copy the text into a new Word file and use that.",
        ) from None
    for aside, reason in _LEFT_ASIDE.items():
        for part in package.related(main, aside):
            page.skip(plain_text(part), reason)
    return page.page()


class _Story:
    """Walk one stream of text: the body, or the notes, or one text box."""

    def __init__(self, page: PageBuilder, styles: Styles) -> None:
        self._page = page
        self._styles = styles
        self._lines: list[list[Run]] = [[]]
        self._boxes: list[tuple[_Element, _Context]] = []
        self._codes: list[bool] = []
        """For each open field whether its code, not yet its result, is being read (17.16.18)."""

    def read(self, root: _Element, context: _Context | None = None) -> None:
        """Read everything in ``root`` into lines and skips."""
        self._children(root, context or _Context())

    def _children(self, element: _Element, context: _Context) -> None:
        # Positions and sizes of drawings are text to XML, and to nobody else.
        self._page.skip(element.text or "", context.skip or LAYOUT)
        for inner in element:
            self._visit(inner, context)
            self._page.skip(inner.tail or "", context.skip or LAYOUT)

    def _visit(self, element: _Element, context: _Context) -> None:
        name = kind(element)
        if name in _PROPERTIES:
            return
        reason = _SKIPPING.get(name)
        if reason:
            context = replace(context, skip=context.skip or reason)
        _HANDLERS.get(name, _Story._children)(self, element, context)

    # --- blocks ---

    def _paragraph(self, element: _Element, context: _Context) -> None:
        properties = child(element, "w:pPr")
        look = self._styles.look(properties, context.look)
        self._children(element, replace(context, bold=look.bold))
        # A code that is still open at the end of its paragraph is a broken field: do not swallow the rest.
        self._codes = [code for code in self._codes if not code]
        if _mark_is_gone(properties) and _next_is_paragraph(element):
            return  # accepting the change merges this paragraph with the next, whose look it takes
        self._flush(look)

    def _flush(self, look: Look) -> None:
        gap = True
        lines, self._lines = self._lines, [[]]
        for runs in lines:
            if self._page.line(runs, markup=look.markup, level=look.level, gap_before=gap):
                gap = False
        boxes, self._boxes = self._boxes, []
        for box, context in boxes:
            _Story(self._page, self._styles).read(box, context)

    def _row(self, element: _Element, context: _Context) -> None:
        deleted = child(child(element, "w:trPr"), "w:del") is not None
        self._children(element, replace(context, skip=context.skip or (DELETED if deleted else "")))

    def _cell(self, element: _Element, context: _Context) -> None:
        properties = child(element, "w:tcPr")
        merge = child(properties, "w:vMerge")
        reason = ""
        if child(properties, "w:cellDel") is not None:
            reason = DELETED
        elif merge is not None and value(merge) != "restart":
            reason = "hidden by a merged cell"
        look = replace(context.look, in_cell=True)
        self._children(element, replace(context, look=look, skip=context.skip or reason))

    def _content_control(self, element: _Element, context: _Context) -> None:
        prompt = is_on(child(child(element, "w:sdtPr"), "w:showingPlcHdr"))
        self._children(element, replace(context, skip=context.skip or ("placeholder" if prompt else "")))

    def _alternatives(self, element: _Element, context: _Context) -> None:
        """Read one of several renderings of the same thing: the first that holds text, else the first."""
        chosen = next((inner for inner in element if _has_words(inner)), None)
        for number, inner in enumerate(element):
            if inner is chosen or (chosen is None and number == 0):
                self._visit(inner, context)
            else:
                self._page.skip(plain_text(inner), context.skip or "copy for older programs")

    # --- in a line ---

    def _run(self, element: _Element, context: _Context) -> None:
        properties = child(element, "w:rPr")
        bold = self._styles.bold(properties, context.bold)
        skip = context.skip
        if is_on(child(properties, "w:vanish")):
            skip = skip or HIDDEN
        if any(value(inner, "customMarkFollows") in ("1", "true", "on") for inner in element):
            skip = skip or "footnote mark"
        self._children(element, replace(context, bold=bold, skip=skip))

    def _text(self, element: _Element, context: _Context) -> None:
        self._add(element.text or "", context)

    def _deleted(self, element: _Element, context: _Context) -> None:
        self._page.skip(element.text or "", context.skip or DELETED)

    def _code(self, element: _Element, context: _Context) -> None:
        self._page.skip(element.text or "", context.skip or FIELD_CODE)

    def _add(self, text: str, context: _Context) -> None:
        reason = context.skip or (FIELD_CODE if any(self._codes) else "")
        if reason:
            self._page.skip(text, reason)
        else:
            self._lines[-1].append(Run(text, context.bold))

    def _tab(self, _element: _Element, context: _Context) -> None:
        self._add("\t", context)

    def _hyphen(self, _element: _Element, context: _Context) -> None:
        self._add("-", context)

    def _break(self, _element: _Element, context: _Context) -> None:
        if not context.skip:
            self._lines.append([])

    def _symbol(self, element: _Element, context: _Context) -> None:
        digits = value(element, "char")
        code = int(digits, 16) & 0xFFFF if re.fullmatch("[0-9A-Fa-f]+", digits) else 0
        known = _SYMBOLS.get((value(element, "font").lower(), code & 0xFF))
        self._add(known or "", context)
        if not known:
            self._page.skip(chr(code), "symbol without a meaning in text")

    def _field(self, element: _Element, _context: _Context) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._codes.append(True)
            case "separate" if self._codes:
                self._codes[-1] = False
            case "end" if self._codes:
                self._codes.pop()

    def _box(self, element: _Element, context: _Context) -> None:
        """Keep a text box for after the paragraph it is anchored in."""
        self._boxes.append((element, replace(context, bold=False, look=Look(in_box=True))))

    def _picture(self, element: _Element, context: _Context) -> None:
        self._page.skip(value(element, "descr"), "image description")
        self._children(element, context)


_HANDLERS: dict[str, Callable[[_Story, _Element, _Context], None]] = {
    "w:p": _Story._paragraph,
    "w:tr": _Story._row,
    "w:tc": _Story._cell,
    "w:sdt": _Story._content_control,
    "mc:AlternateContent": _Story._alternatives,
    "w:r": _Story._run,
    "w:t": _Story._text,
    "m:t": _Story._text,
    "w:delText": _Story._deleted,
    "w:instrText": _Story._code,
    "w:delInstrText": _Story._code,
    "w:tab": _Story._tab,
    "w:ptab": _Story._tab,
    "w:noBreakHyphen": _Story._hyphen,
    "w:br": _Story._break,
    "w:cr": _Story._break,
    "w:sym": _Story._symbol,
    "w:fldChar": _Story._field,
    "w:txbxContent": _Story._box,
    "wp:docPr": _Story._picture,
}


def _mark_is_gone(properties: _Element | None) -> bool:
    """Tell whether the paragraph's mark was deleted or moved away by a tracked change (17.13.5.15)."""
    mark = child(properties, "w:rPr")
    return child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None


def _next_is_paragraph(element: _Element) -> bool:
    following = element.getnext()
    return following is not None and kind(following) == "w:p"


def _has_words(element: _Element) -> bool:
    return any(
        (inner.text or "").strip() for inner in element.iter() if kind(inner) in ("w:t", "w:delText", "m:t")
    )
