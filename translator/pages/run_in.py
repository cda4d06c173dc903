"""Cutting of what is set run-in: datelines, credits and jump lines that open or close a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from translator.model import Line, Markup
from translator.pages.items import Item, item_of, part_of
from translator.pages.line_rules import Shape, closing_start, continued_end, dateline_end, run_in_head
from translator.text.bylines import is_byline, is_closing_credit


def cut_run_in(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; what opens a paragraph (``（上接第一版）``, a dateline) or closes it (``（完）``) is cut off."""
    for item in items:
        if item.shape is Shape.BODY or (item.shape is Shape.LIST_ITEM and item.line.markup is Markup.TEXT):
            head = run_in_head(item.text) if item.shape is Shape.BODY else ()
            for start, end in head:
                yield item_of(part_of(item, start, end))
            text = replace(item, line=part_of(item, head[-1][1], len(item.text))) if head else item
            yield from _parts(text)
        else:
            yield item


def _parts(item: Item) -> Iterator[Item]:
    opening, end = continued_end(item.text), len(item.text)
    closings = [end]
    while (start := closing_start(body := item.text[:end].rstrip())) < len(body):
        if item.shape is Shape.LIST_ITEM and is_closing_credit(body[start:]):
            break  # each brief of a list keeps its reporter
        closings.append(end := start)
    if opening >= end:
        yield item
        return
    if opening:
        yield item_of(part_of(item, 0, opening))
    yield from _paragraph(item, opening, end)
    for start, stop in zip(reversed(closings), reversed(closings[:-1]), strict=False):
        yield item_of(part_of(item, start, stop))


def _paragraph(item: Item, start: int, end: int) -> Iterator[Item]:
    """Yield the paragraph that stands in ``[start, end)``, the dateline before it by itself."""
    line = part_of(item, start, end)
    length = 0 if start else dateline_end(replace(line, emphasis=item.line.emphasis))
    if length:
        yield _opening(part_of(item, 0, length))
    if line.text[length:].strip():
        whole = start == length == 0 and end == len(item.text)
        yield replace(item, line=item.line if whole else part_of(item, start + length, end))


def _opening(line: Line) -> Item:
    """Return what opens a paragraph: a credit in brackets is a byline, anything else a dateline."""
    if is_byline(line.text):
        return Item(line=line, shape=Shape.BYLINE, rule="byline")
    return Item(line=line, shape=Shape.BODY, rule="dateline", dateline=True)
