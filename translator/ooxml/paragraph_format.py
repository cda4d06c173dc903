"""What the styles of a Word file say about a paragraph: heading, list, caption, bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.model import Markup
from translator.ooxml.numbering import ListPlace
from translator.ooxml.package import child, is_on, is_true, kind, value
from translator.ooxml.revisions import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_HEADING_NAMES = {"title": 1, "标题": 1, "subtitle": 2, "副标题": 2}
_CAPTION_NAMES = frozenset({"caption", "题注", "图注"})
_LIST = re.compile(r"list(?:\s+(?:bullet|number))?\s*([2-6])", re.IGNORECASE)

_DEEPEST = 6
_LONGEST_CHAIN = 20
"""Styles that may be based on each other; a circle ends here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphFormat:
    """The kind of line that a paragraph makes, whether its style is bold, and whether it is centred."""

    markup: Markup = Markup.TEXT
    level: int = 0
    bold: bool = False
    centred: bool = False


class Styles:
    """Paragraph and character styles, with what they inherit (ISO/IEC 29500-1, 17.7)."""

    def __init__(self, root: _Element | None) -> None:
        styles = [element for element in root if kind(element) == "w:style"] if root is not None else []
        self._styles = {value(style, "styleId"): style for style in styles}
        self._places: dict[str, ListPlace | None] = {}  # of the styles that were asked for
        self._default = next(
            (
                value(style, "styleId")
                for style in styles
                if value(style, "type") == "paragraph" and is_true(value(style, "default"))
            ),
            "",
        )

    def paragraph(self, properties: _Element | None, *, in_cell: bool, in_box: bool) -> ParagraphFormat:
        """Return the format of a paragraph with these properties; of several kinds the most telling counts."""
        style = self._style_of(properties)
        heading = self._heading(properties, style)
        if heading:  # bold by nature; what counts there is what the writer set apart
            return ParagraphFormat(markup=Markup.HEADING, level=heading)
        bold = self._style_bold(style)
        if in_cell:
            return ParagraphFormat(markup=Markup.TABLE_CELL, bold=bold)
        if any(name.lower() in _CAPTION_NAMES for name in self._names(style)):
            return ParagraphFormat(markup=Markup.CAPTION, bold=bold)
        level = self._list_level(properties)
        if level:
            return ParagraphFormat(markup=Markup.LIST_ITEM, level=level, bold=bold)
        markup = Markup.TEXT_BOX if in_box else Markup.TEXT
        return ParagraphFormat(markup=markup, bold=bold, centred=self._is_centred(properties, style))

    def _is_centred(self, properties: _Element | None, style: str) -> bool:
        settings = (child(holder, "w:jc") for holder in self._properties(properties, style))
        return value(next((setting for setting in settings if setting is not None), None)) == "center"

    def is_heading(self, paragraph: _Element) -> bool:
        """Return whether the style or the outline level of a paragraph makes it a heading."""
        properties = child(paragraph, "w:pPr")
        return self._heading(properties, self._style_of(properties)) > 0

    def is_bold(self, piece: Piece, paragraph: ParagraphFormat) -> bool:
        """Return whether a piece is bold: set directly, or by one of its two styles but not both (17.7.3)."""
        return paragraph.bold != self._style_bold(piece.style) if piece.bold is None else piece.bold

    def _chain(self, style: str) -> Iterator[_Element]:
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(child(element, "w:basedOn"))

    def _names(self, style: str) -> list[str]:
        """Return the names of a style and its ancestors; its id if the file forgot to define it."""
        return [value(child(element, "w:name")).strip() for element in self._chain(style)] or [style]

    def _style_bold(self, style: str) -> bool:
        settings = (child(child(element, "w:rPr"), "w:b") for element in self._chain(style))
        return is_on(next((bold for bold in settings if bold is not None), None))

    def _properties(self, own: _Element | None, style: str) -> Iterator[_Element | None]:
        yield own
        yield from (child(element, "w:pPr") for element in self._chain(style))

    def _heading(self, properties: _Element | None, style: str) -> int:
        """Return the heading level, or 0; an outline level of 9 says that there is none (17.3.1.20)."""
        levels = (child(holder, "w:outlineLvl") for holder in self._properties(properties, style))
        outline = value(next((level for level in levels if level is not None), None))
        if outline.isdecimal():
            return min(int(outline) + 1, _DEEPEST) if int(outline) < 9 else 0
        for name in self._names(style):
            numbered = _HEADING.fullmatch(name)
            if numbered:
                return min(int(numbered[1]), _DEEPEST)
            if name.lower() in _HEADING_NAMES:
                return _HEADING_NAMES[name.lower()]
        return 0

    def list_place(self, properties: _Element | None) -> ListPlace | None:
        """Return the place in a list of a paragraph with these properties, None for one in no list.

        The number 0 takes a paragraph out of its style's list (17.9.18).
        """
        style = self._style_of(properties)
        own = child(properties, "w:numPr")
        if own is not None:
            return self._list_place(style, own)
        if style not in self._places:
            self._places[style] = self._list_place(style, None)
        return self._places[style]

    def _list_place(self, style: str, own: _Element | None) -> ListPlace | None:
        level = None
        holders = [("", own)]
        holders += [
            (value(element, "styleId"), child(child(element, "w:pPr"), "w:numPr"))
            for element in self._chain(style)
        ]
        for name, holder in holders:
            text = value(child(holder, "w:ilvl"))
            level = int(text) if level is None and re.fullmatch("[0-9]{1,2}", text) else level
            number = value(child(holder, "w:numId"))
            if number:
                return None if number == "0" else ListPlace(number=number, level=level, style=name)
        return None

    def list_of_style(self, style: str) -> str:
        """Return the id of the list that a style puts its paragraphs into, or an empty string."""
        own = child(self._styles.get(style), "w:pPr")
        return value(child(child(own, "w:numPr"), "w:numId"))

    def _list_level(self, properties: _Element | None) -> int:
        """Return the depth in a list from 1, or 0."""
        place = self.list_place(properties)
        if place is None:
            return 0
        if place.level is not None:
            return place.level + 1
        named = _LIST.fullmatch(self._names(self._style_of(properties))[0])
        return int(named[1]) if named else 1

    def _style_of(self, properties: _Element | None) -> str:
        return value(child(properties, "w:pStyle")) or self._default
