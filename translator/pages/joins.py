"""Joining of lines that a column break, a page break or a fixed line width cut, and cutting of what is set run-in.

The text of the items is the text of the lines, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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
    return _flagged(_with_datelines(_rejoined(_cut(_unwrapped(filled)))))


# --- fixed line widths ---------------------------------------------------------------------------------

NARROWEST_WRAP = 30
WIDEST_WRAP = 110
"""Columns, a Chinese character taking two: texts wrapped by hand or by a mail program are this wide."""

_FULL = 0.8
"""Part of the widest line from which a line counts as filled."""

_PLAIN = (Shape.SHORT, Shape.BODY)


def _unwrapped(lines: Sequence[Line]) -> Iterator[Item]:
    """Join the lines of a text that was wrapped at a fixed width, and bold lines set under one another."""
    first: Item | None = None
    texts: list[str] = []
    widest = _wrap_widths(lines)
    for number, line in enumerate(lines):
        item = _item(line)
        if first and not line.gap_before and _goes_on(first, lines[number - 1], item, widest[number]):
            texts.append(line.text)
            continue
        if first:
            yield _joined(first, texts)
        first, texts = item, [line.text]
    if first:
        yield _joined(first, texts)


def _item(line: Line) -> Item:
    shape, rule = shape_of(line)
    return Item(line=line, shape=shape, rule=rule)


def _goes_on(first: Item, before: Line, item: Item, widest: int) -> bool:
    """Return whether the item is one more line of what began with ``first`` and has come to ``before``."""
    if first.shape is item.shape is Shape.BOLD:
        return True
    return (
        first.shape in (*_PLAIN, Shape.LIST_ITEM)
        and item.shape in _PLAIN
        and not item.text.startswith("—")
        and _is_wrapped(before, item.line, widest)
    )


def _wrap_widths(lines: Sequence[Line]) -> list[int]:
    """Return for every line the width at which its stanza (lines without a gap between them) is wrapped, or 0.

    Evidence is that the stanza has sentences, and that most of its lines, and of its wide lines, do not end
    with one: without a gap between paragraphs the headlines and bylines are the lines that end none.
    """
    widths = [0] * len(lines)
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].gap_before:
            stanza = lines[start:number]
            if _has_wrapped_sentences(stanza):
                widths[start:number] = [max(columns(line.text) for line in stanza)] * len(stanza)
            start = number
    return widths


def _has_wrapped_sentences(stanza: Sequence[Line]) -> bool:
    if len(stanza) < 2 or any(len(line.text) > WIDEST_WRAP for line in stanza):
        return False
    ends = [ends_sentence(line.text) for line in stanza]
    widths = [columns(line.text) for line in stanza]
    filled = _FULL * max(widths)
    wide = [end for end, width in zip(ends, widths, strict=True) if width >= filled]
    mostly = 2 * sum(ends) <= len(ends) and 2 * sum(wide) <= len(wide)
    return mostly and any(re.search(r"[。！？；]|[a-z][.]", line.text) for line in stanza)


def _is_wrapped(before: Line, line: Line, widest: int) -> bool:
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP or not before.markup is line.markup is Markup.TEXT:
        return False
    width = columns(before.text)
    return width >= _FULL * widest and not (ends_sentence(before.text) and width < 0.95 * widest)


def _joined(first: Item, texts: Sequence[str], flag: Flag | None = None) -> Item:
    """Return the item with its texts joined; Latin words get a space between them, Chinese none."""
    if len(texts) == 1:
        return first
    bold = first.shape is Shape.BOLD
    parts = [texts[0]]
    for before, text in pairwise(texts):
        latin = "!" <= before[-1] <= "~" and "!" <= text[0] <= "~"
        parts.append(" " + text if latin or bold else text)
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
    first: Item | None = None
    last: Item | None = None
    texts: list[str] = []
    for item in items:
        if first and last and _breaks_off(last) and _continues(item):
            last = replace(item, shape=Shape.BODY)
            texts.append(item.text)
            continue
        if first:
            yield _joined(first, texts, Flag.REJOINED)
        first, last, texts = item, item, [item.text]
    if first:
        yield _joined(first, texts, Flag.REJOINED)


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


def _with_datelines(items: Iterator[Item]) -> list[Item]:
    """Return the items; a dateline stays one only where a paragraph follows."""
    kept = list(items)
    for number, item in enumerate(kept):
        following = kept[number + 1] if number + 1 < len(kept) else None
        opens = following and following.shape is Shape.BODY and not following.dateline
        if item.dateline and not opens:
            kept[number] = replace(item, dateline=False)
    return kept


def _flagged(items: Sequence[Item]) -> list[Item]:
    return [
        replace(item, flags=(*item.flags, Flag.UNFINISHED)) if _breaks_off(item) else item for item in items
    ]
