"""Own what the styles of a Word file say about a paragraph: heading, list, caption, bold. It reads no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.model import Markup
from translator.ooxml.package import (
    child,
    is_on,
    kind,
    value,
)

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
class Look:
    """Hold what kind of line a paragraph makes, and whether its style sets it in bold."""

    heading: int = 0
    list_level: int = 0
    caption: bool = False
    in_cell: bool = False
    in_box: bool = False
    bold: bool = False

    @property
    def markup(self) -> Markup:
        """Give the most telling kind."""
        kinds = (
            (self.heading, Markup.HEADING),
            (self.in_cell, Markup.TABLE_CELL),
            (self.caption, Markup.CAPTION),
            (self.list_level, Markup.LIST_ITEM),
            (self.in_box, Markup.TEXT_BOX),
        )
        return next((markup for holds, markup in kinds if holds), Markup.TEXT)

    @property
    def level(self) -> int:
        """Give the level that belongs to `markup`."""
        match self.markup:
            case Markup.HEADING:
                return self.heading
            case Markup.LIST_ITEM:
                return self.list_level
            case _:
                return 0


class Styles:
    """Look up paragraph and character styles, with what they inherit (ISO/IEC 29500-1, 17.7)."""

    def __init__(self, root: _Element | None) -> None:
        styles = [element for element in root if kind(element) == "w:style"] if root is not None else []
        self._styles = {value(style, "styleId"): style for style in styles}
        self._default = next(
            (
                value(style, "styleId")
                for style in styles
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")
            ),
            "",
        )

    def look(self, properties: _Element | None, outer: Look) -> Look:
        """Give the look of a paragraph with these properties, standing in what ``outer`` says."""
        style = value(child(properties, "w:pStyle")) or self._default
        heading = self._heading(properties, style)
        return Look(
            heading=heading,
            list_level=self._list_level(properties, style),
            caption=any(name.lower() in _CAPTION_NAMES for name in self._names(style)),
            in_cell=outer.in_cell,
            in_box=outer.in_box,
            # Headings are bold by nature; what counts there is what the writer set apart.
            bold=not heading and bool(self._style_bold(style)),
        )

    def bold(self, properties: _Element | None, paragraph: bool) -> bool:
        """Tell whether a run is bold: set directly, or by one of its two styles but not both (17.7.3)."""
        direct = child(properties, "w:b")
        if direct is not None:
            return is_on(direct)
        return paragraph != bool(self._style_bold(value(child(properties, "w:rStyle"))))

    def _chain(self, style: str) -> Iterator[_Element]:
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(child(element, "w:basedOn"))

    def _names(self, style: str) -> list[str]:
        """Give the names of a style and its ancestors; its id if the file forgot to define it."""
        return [value(child(element, "w:name")).strip() for element in self._chain(style)] or [style]

    def _style_bold(self, style: str) -> bool | None:
        for element in self._chain(style):
            bold = child(child(element, "w:rPr"), "w:b")
            if bold is not None:
                return is_on(bold)
        return None

    def _heading(self, properties: _Element | None, style: str) -> int:
        """Give the heading level, or 0; an outline level of 9 says that there is none (17.3.1.20)."""
        holders = [properties, *(child(element, "w:pPr") for element in self._chain(style))]
        outline = next(
            (value(found) for holder in holders if (found := child(holder, "w:outlineLvl")) is not None), ""
        )
        if outline.isdecimal():
            return min(int(outline) + 1, _DEEPEST) if int(outline) < 9 else 0
        for name in self._names(style):
            numbered = _HEADING.fullmatch(name)
            if numbered:
                return min(int(numbered[1]), _DEEPEST)
            if name.lower() in _HEADING_NAMES:
                return _HEADING_NAMES[name.lower()]
        return 0

    def _list_level(self, properties: _Element | None, style: str) -> int:
        """Give the depth in a list from 1, or 0; the number 0 takes a paragraph out of its style's list (17.9.18)."""
        holders = [properties, *(child(element, "w:pPr") for element in self._chain(style))]
        for holder in holders:
            numbering = child(holder, "w:numPr")
            number = value(child(numbering, "w:numId"))
            if number:
                level = value(child(numbering, "w:ilvl"))
                named = _LIST.fullmatch(self._names(style)[0])
                depth = int(level) + 1 if level.isdecimal() else int(named[1]) if named else 1
                return depth if number != "0" else 0
        return 0
