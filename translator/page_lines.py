"""Own the joining and cutting of a page's lines: what a column break, a page break or a fixed line width cut in two.

Nothing here knows of headlines or articles; the text of the items is the text of the lines, in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.model import Line, Markup
from translator.page_rules import Shape, dateline_end, ends_sentence, jump_at_end, shape_of

REJOINED = "rejoined"
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Hold a line with its shape; ``dateline`` marks a dateline cut off from its paragraph."""

    line: Line
    shape: Shape
    rule: str
    dateline: bool = False
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Give the line's text."""
        return self.line.text


def items_of(lines: Sequence[Line]) -> list[Item]:
    """Give the lines with their shapes, joined where they were cut, datelines and jump lines by themselves."""
    return _rejoined(_cut(_unwrapped(lines)))


NARROWEST_WRAP = 30
WIDEST_WRAP = 110
"""Columns, a Chinese character taking two: texts wrapped by hand or by a mail program are this wide."""


def _unwrapped(lines: Sequence[Line]) -> list[Item]:
    """Join the lines of a text that was wrapped at a fixed width, and bold lines set under one another."""
    items: list[Item] = []
    widest = _widest_of_stanza(lines)
    for number, line in enumerate(lines):
        shape, rule = shape_of(line)
        last = items[-1] if items and not line.gap_before else None
        if (last and last.shape is shape is Shape.BOLD) or (
            last and _is_wrapped(lines[number - 1], line, widest[number]) and _may_wrap(last, shape)
        ):
            items[-1] = _joined(last, line)
        else:
            items.append(Item(line=line, shape=shape, rule=rule))
    return items


def _widest_of_stanza(lines: Sequence[Line]) -> list[int]:
    """Give for every line the columns of the widest line of its stanza, lines without a gap between them."""
    widths = [0] * len(lines)
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].gap_before:
            widths[start:number] = [max(_columns(line.text) for line in lines[start:number])] * (
                number - start
            )
            start = number
    return widths


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _is_wrapped(before: Line, line: Line, widest: int) -> bool:
    if (
        not NARROWEST_WRAP <= widest <= WIDEST_WRAP
        or before.markup != Markup.TEXT
        or line.markup != Markup.TEXT
    ):
        return False
    width = _columns(before.text)
    return width >= 0.8 * widest and not (ends_sentence(before.text) and width < 0.95 * widest)


def _may_wrap(last: Item, shape: Shape) -> bool:
    plain = (Shape.SHORT, Shape.BODY)
    return last.shape in (*plain, Shape.LIST_ITEM) and shape in plain


def _joined(first: Item, line: Line, flag: str = "") -> Item:
    """Put a line at the end of an item; Latin words get a space between them, Chinese none."""
    latin = re.search(r"[!-~]$", first.text) and re.match(r"[!-~]", line.text)
    bold = first.shape is Shape.BOLD
    text = first.text + (" " if latin or bold else "") + line.text
    emphasis = len(text) if bold else first.line.emphasis
    joined = replace(first.line, text=text, emphasis=emphasis)
    shape, rule = (first.shape, first.rule) if first.shape is not Shape.SHORT else shape_of(joined)
    flags = tuple(dict.fromkeys([*first.flags, flag])) if flag else first.flags
    return replace(first, line=joined, shape=shape, rule=rule, flags=flags)


def _cut(items: Sequence[Item]) -> Iterator[Item]:
    """Cut the dateline off the front of a paragraph and a jump line off its end."""
    for item in items:
        if item.shape is not Shape.BODY:
            yield item
            continue
        start, end = dateline_end(item.line), jump_at_end(item.text)
        if start:
            yield _part(item, 0, start, dateline=True)
        yield _part(item, start, end)
        if end < len(item.text):
            yield replace(_part(item, end, len(item.text)), shape=Shape.FURNITURE, rule="jump line")


def _part(item: Item, start: int, end: int, *, dateline: bool = False) -> Item:
    if (start, end) == (0, len(item.text)):
        return item
    line = replace(item.line, text=item.text[start:end].strip(), emphasis=0)
    return replace(item, line=line, dateline=dateline, rule="dateline" if dateline else item.rule)


def _rejoined(items: Iterator[Item]) -> list[Item]:
    """Put broken paragraphs together again, across any number of breaks."""
    result: list[Item] = []
    for item in items:
        if result and _breaks_off(result[-1]) and item.shape is Shape.BODY and not item.dateline:
            result[-1] = _joined(result[-1], item.line, REJOINED)
        else:
            result.append(item)
    return [replace(i, flags=(*i.flags, UNFINISHED)) if _breaks_off(i) else i for i in result]


def _breaks_off(item: Item) -> bool:
    """Hold for running text without the end of a sentence."""
    return item.shape is Shape.BODY and not item.dateline and not ends_sentence(item.text)
