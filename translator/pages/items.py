"""Items: the lines of a page with their shapes, as rules join and cut them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translator.model import Flag, Line
from translator.pages.line_rules import Shape, shape_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line with its shape; ``dateline`` marks a dateline cut off from its paragraph."""

    line: Line
    shape: Shape
    rule: str
    dateline: bool = False
    flags: tuple[Flag, ...] = ()

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text


def item_of(line: Line) -> Item:
    """Return the line with the shape that it has by itself."""
    shape, rule = shape_of(line)
    return Item(line=line, shape=shape, rule=rule)


def part_of(item: Item, start: int, end: int) -> Line:
    """Return the characters ``[start, end)`` of an item as a line."""
    return replace(item.line, text=item.text[start:end].strip(), emphasis=0)


def joined(group: Sequence[Item], flag: Flag | None = None) -> Item:
    """Return the first item with the texts of all; Latin words get a space between them, Chinese none."""
    first = group[0]
    if len(group) == 1:
        return first
    bold = first.shape is Shape.BOLD
    parts = [first.text]
    for before, item in pairwise(group):
        latin = "!" <= before.text[-1] <= "~" and "!" <= item.text[0] <= "~"
        parts.append(" " + item.text if latin or bold else item.text)
    whole = "".join(parts)
    line = replace(first.line, text=whole, emphasis=len(whole) if bold else first.line.emphasis)
    shape, rule = shape_of(line) if first.shape is Shape.SHORT else (first.shape, first.rule)
    return replace(first, line=line, shape=shape, rule=rule, flags=(flag,) if flag else first.flags)
