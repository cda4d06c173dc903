"""Automatic numbers of a Word file, which are printed but stand nowhere in its text.

Source: ISO/IEC 29500-1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.ooxml.number_formats import number_text
from translator.ooxml.package import child, is_on, kind, value
from translator.ooxml.revisions import Piece, Revision

if TYPE_CHECKING:
    from lxml.etree import _Element

    from translator.ooxml.paragraph_format import Styles

LEVELS = 9
_LONGEST_CHAIN = 20
"""Lists that may refer to each other; a circle ends here."""

_PLACE = re.compile("%([1-9])")
_CLOSED = "、，。：；．）】〕》」"
"""A number that ends in one of these needs no space before its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """A paragraph's place in the lists: list and level, and the style that sets them, if any."""

    number: str
    level: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list: the form of its number, its first number, and the level after which it restarts."""

    kind: str = "decimal"
    text: str = ""
    start: int = 0
    restart: int | None = None
    legal: bool = False
    spaced: bool = True
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """The levels of a list; lists with the same ``counter`` count on, except at the ``starts`` of their own."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Numbering:
    """The automatic numbers of one file, counted as its paragraphs are asked for, each once and in reading order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        definitions = list(root) if root is not None else []
        self._abstract = _by_id(definitions, "w:abstractNum", "abstractNumId")
        self._numbers = _by_id(definitions, "w:num", "numId")
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[tuple[_Element, str], list[int | None]] = {}
        self._started: set[tuple[_Element, str, int]] = set()

    def next_number(self, place: ListPlace, story: _Element) -> str:
        """Count the next paragraph at a place, and return its number with the space after it.

        The body, each text box and the notes are a ``story`` each, in which Word counts by itself. The number is
        empty for a bullet, which is markup and no text, and where the file does not define the list.
        """
        if place.number not in self._lists:
            self._lists[place.number] = self._list(place.number)
        found = self._lists[place.number]
        level = self._level(found, place) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault((story, found.counter), [None] * LEVELS)
        restarts = level in found.starts and (story, place.number, level) not in self._started
        self._started.add((story, place.number, level))
        _count(counts, found, level, restarts=restarts)
        return _printed(found, level, counts)

    def _level(self, found: _List, place: ListPlace) -> int | None:
        """Return the level of a place; a level that names a style is the one for its paragraphs (17.9.23)."""
        linked = (
            number for number, level in found.levels.items() if place.style and level.style == place.style
        )
        level = next(linked, place.level or 0)
        return level if level in found.levels else None

    # --- definitions ---

    def _list(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        abstract = self._definition(element)
        if element is None or abstract is None:
            return None
        levels = dict(_levels(abstract))
        starts: dict[int, int] = {}
        for override in element:
            at = _whole(value(override, "ilvl"))
            if kind(override) == "w:lvlOverride" and at is not None:
                levels |= _levels(override)
                start = _whole(value(child(override, "w:startOverride")))
                starts |= {} if start is None else {at: start}
        return _List(counter=value(abstract, "abstractNumId"), levels=levels, starts=starts)

    def _definition(self, element: _Element | None) -> _Element | None:
        """Return the definition that a list uses, following definitions that only name a style (17.9.21)."""
        for _ in range(_LONGEST_CHAIN):
            abstract = self._abstract.get(value(child(element, "w:abstractNumId")))
            style = value(child(abstract, "w:numStyleLink"))
            if not style:
                return abstract
            element = self._numbers.get(self._styles.list_of_style(style))
        return None


def printed_numbers(story: _Element, numbering: Numbering, styles: Styles) -> dict[_Element, Piece]:
    """Return the automatic numbers of all paragraphs of a story, each inserted by whom a tracked change names."""
    numbers = {}
    for paragraph in story.iter("{*}p"):
        properties = child(paragraph, "w:pPr")
        place = styles.list_place(properties)
        if place is None or child(child(properties, "w:rPr"), "w:del") is not None:
            continue
        number = numbering.next_number(place, story)
        change = child(properties, "w:pPrChange")
        is_new = change is not None and styles.list_place(child(change, "w:pPr")) is None
        by = Revision(author=value(change, "author"), time=value(change, "date"))
        if number:
            numbers[paragraph] = Piece(text=number, inserted=(by,) if is_new else ())
    return numbers


def _by_id(elements: Iterable[_Element], name: str, attribute: str) -> dict[str, _Element]:
    return {value(element, attribute): element for element in elements if kind(element) == name}


def _levels(holder: _Element) -> dict[int, _Level]:
    found = ((_whole(value(element, "ilvl")), element) for element in holder if kind(element) == "w:lvl")
    return {at: _read_level(element) for at, element in found if at is not None and at < LEVELS}


def _read_level(element: _Element) -> _Level:
    # A format of Word 2010 comes with one for older programs after it.
    kinds = [value(inner) for inner in element.iter("{*}numFmt")]
    text = child(element, "w:lvlText")
    return _Level(
        kind=kinds[-1] if kinds else "decimal",
        text=value(text),
        start=_whole(value(child(element, "w:start"))) or 0,
        restart=_whole(value(child(element, "w:lvlRestart"))),
        legal=is_on(child(element, "w:isLgl")),
        spaced=value(child(element, "w:suff")) != "nothing",
        style=value(child(element, "w:pStyle")),
    )


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,8}", text) else None


def _count(counts: list[int | None], found: _List, level: int, *, restarts: bool) -> None:
    """Count one paragraph at a level; levels above that have no paragraph yet start to count too."""
    for upper in range(level):
        if counts[upper] is None:
            counts[upper] = found.start(upper)
    before = counts[level]
    counts[level] = found.start(level) if before is None or restarts else before + 1
    for deeper in range(level + 1, LEVELS):
        restart = found.levels[deeper].restart if deeper in found.levels else None
        if restart is None or level < restart:
            counts[deeper] = None


def _printed(found: _List, level: int, counts: list[int | None]) -> str:
    """Return the number of a level as it is printed."""
    own = found.levels[level]
    if own.kind == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count = counts[at]
        upper = found.levels.get(at)
        if count is None or upper is None or upper.kind == "bullet":
            return ""
        return number_text(count, "decimal" if own.legal else upper.kind)

    text = _PLACE.sub(number, own.text).strip()
    return text + " " if text and own.spaced and text[-1] not in _CLOSED else text
