"""Joining of lines that a column break, a page break or a fixed line width cut, and cutting of what is set run-in.

The text of the items is the text of the lines, in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, zip_longest

from translator.model import Flag, Line, Markup
from translator.pages.line_rules import (
    Shape,
    closing_start,
    columns,
    continued_end,
    dateline_end,
    ends_sentence,
    running_text,
    shape_of,
)


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


def items_of(lines: Sequence[Line]) -> list[Item]:
    """Return the lines with their shapes, joined where they were cut, datelines and jump lines by themselves."""
    filled = [line for line in lines if line.text.strip()]
    items = list(_rejoined(_cut(_unwrapped(filled))))
    return [_finished(item, following) for item, following in zip_longest(items, items[1:])]


# --- fixed line widths ---------------------------------------------------------------------------------

NARROWEST_WRAP = 30
WIDEST_WRAP = 110
"""Columns, a Chinese character taking two: texts wrapped by hand or by a mail program are this wide."""

_FULL = 0.8
"""Part of the widest line from which a line counts as filled."""

_PLAIN = (Shape.SHORT, Shape.BODY)


def _unwrapped(lines: Sequence[Line]) -> Iterator[Item]:
    """Join the lines of a text that was wrapped at a fixed width, and bold lines set under one another."""
    starts = [number for number, line in enumerate(lines) if number == 0 or line.gap_before]
    for start, end in pairwise([*starts, len(lines)]):
        stanza = lines[start:end]
        wrapped = _has_wrapped_sentences(stanza)
        width = max(columns(line.text) for line in stanza) if wrapped else 0
        yield from _grouped(map(_item, stanza), partial(_goes_on, width=width))


def _item(line: Line) -> Item:
    shape, rule = shape_of(line)
    return Item(line=line, shape=shape, rule=rule)


def _grouped(
    items: Iterator[Item], goes_on: Callable[[list[Item], Item], bool], flag: Flag | None = None
) -> Iterator[Item]:
    """Yield the items, each joined with those after it for as long as they go on with the group."""
    group: list[Item] = []
    for item in items:
        if group and not goes_on(group, item):
            yield _joined(group, flag)
            group = []
        group.append(item)
    if group:
        yield _joined(group, flag)


def _goes_on(group: list[Item], item: Item, *, width: int) -> bool:
    """Return whether the item is one more line of the group, in a stanza that is wrapped at ``width``, or at none."""
    first, before = group[0], group[-1].line
    if first.shape is item.shape is Shape.BOLD:
        return True
    if first.shape not in (*_PLAIN, Shape.LIST_ITEM) or item.shape not in _PLAIN or item.text.startswith("—"):
        return False
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP or not before.markup is item.line.markup is Markup.TEXT:
        return False
    filled = columns(before.text)
    return filled >= _FULL * width and not (ends_sentence(before.text) and filled < 0.95 * width)


def _has_wrapped_sentences(stanza: Sequence[Line]) -> bool:
    """Return whether the lines of a stanza (without a gap between them) are wrapped at its width.

    Evidence is that the stanza has sentences, and that most of its lines, and of its wide lines, do not end
    with one: without a gap between paragraphs the headlines and bylines are the lines that end none.
    """
    if len(stanza) < 2 or any(len(line.text) > WIDEST_WRAP for line in stanza):
        return False
    ends = [ends_sentence(line.text) for line in stanza]
    widths = [columns(line.text) for line in stanza]
    filled = _FULL * max(widths)
    wide = [end for end, width in zip(ends, widths, strict=True) if width >= filled]
    mostly = 2 * sum(ends) <= len(ends) and 2 * sum(wide) <= len(wide)
    return mostly and any(re.search(r"[。！？；]|[a-z][.]", line.text) for line in stanza)


def _joined(group: Sequence[Item], flag: Flag | None) -> Item:
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


# --- what is set run-in --------------------------------------------------------------------------------


def _cut(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items; what opens a paragraph (``（上接第一版）``, a dateline) or closes it (``（完）``) is cut off."""
    for item in items:
        if item.shape is Shape.BODY or (item.shape is Shape.LIST_ITEM and item.line.markup is Markup.TEXT):
            yield from _parts(item)
        else:
            yield item


def _parts(item: Item) -> Iterator[Item]:
    opening, end = continued_end(item.text), len(item.text)
    closings = [end]
    while (start := closing_start(body := item.text[:end].rstrip())) < len(body):
        closings.append(end := start)
    if opening >= end:
        yield item
        return
    if opening:
        yield _item(_slice(item, 0, opening))
    yield from _paragraph(item, opening, end)
    for start, stop in zip(reversed(closings), reversed(closings[:-1]), strict=False):
        yield _item(_slice(item, start, stop))


def _paragraph(item: Item, start: int, end: int) -> Iterator[Item]:
    """Yield the paragraph that stands in ``[start, end)``, the dateline before it by itself."""
    line = _slice(item, start, end)
    length = 0 if start else dateline_end(replace(line, emphasis=item.line.emphasis))
    if length:
        yield Item(line=_slice(item, 0, length), shape=Shape.BODY, rule="dateline", dateline=True)
    if line.text[length:].strip():
        whole = start == length == 0 and end == len(item.text)
        yield replace(item, line=item.line if whole else _slice(item, start + length, end))


def _slice(item: Item, start: int, end: int) -> Line:
    return replace(item.line, text=item.text[start:end].strip(), emphasis=0)


# --- broken paragraphs ---------------------------------------------------------------------------------


_TITLE = re.compile(r"题\s?[:：].{1,40}")
"""After its dateline an agency names the feature that follows: ``新华社北京3月5日电 题：…``."""


def _rejoined(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, with paragraphs joined across any number of breaks."""
    return _grouped(items, lambda group, item: _breaks_off(group[-1]) and _continues(item), Flag.REJOINED)


def _continues(item: Item) -> bool:
    """Return whether the item is running text, or a short line that ends a sentence."""
    short = item.shape is Shape.SHORT and ends_sentence(item.text)
    return not item.dateline and (item.shape is Shape.BODY or short)


def _breaks_off(item: Item) -> bool:
    """Return whether the item is running text without the end of a sentence, also as an item of a list."""
    item_of_text = (
        item.shape is Shape.LIST_ITEM and item.line.markup is Markup.TEXT and running_text(item.line)
    )
    whole = item.dateline or _TITLE.match(item.text) or ends_sentence(item.text)
    return (item.shape is Shape.BODY or item_of_text) and not whole


def _finished(item: Item, following: Item | None) -> Item:
    """Return the item; a dateline stays one only where a paragraph follows, and an unfinished text is flagged."""
    opens = following and following.shape is Shape.BODY and not following.dateline
    if item.dateline and not opens:
        item = replace(item, dateline=False)
    return replace(item, flags=(*item.flags, Flag.UNFINISHED)) if _breaks_off(item) else item
