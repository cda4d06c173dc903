"""The lines of a page as items: what each line is by itself and beside its neighbours, pass by pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from translator.model import Flag, Line
from translator.pages.captions import with_picture_credits, without_false_captions
from translator.pages.items import Item, item_of
from translator.pages.joins import breaks_off, rejoined, with_entries
from translator.pages.line_rules import Shape
from translator.pages.notice_lines import with_notice_lines
from translator.pages.page_headers import with_numbered_parts, without_page_header, without_running_heads
from translator.pages.run_in import cut_run_in
from translator.pages.signatures import signed
from translator.pages.titles import with_titles
from translator.pages.unwrapping import unwrapped


def finished(items: Sequence[Item]) -> list[Item]:
    """Return the items; a dateline stays one only where a paragraph follows, and unfinished texts are flagged."""
    return [_finished(item, following) for item, following in zip_longest(items, items[1:])]


def _finished(item: Item, following: Item | None) -> Item:
    opens = following and following.shape is Shape.BODY and not following.dateline
    if item.dateline and not opens:
        item = replace(item, dateline=False)
    return replace(item, flags=(*item.flags, Flag.UNFINISHED)) if breaks_off(item) else item


_PASSES: tuple[Callable[[list[Item]], Iterable[Item]], ...] = (
    with_picture_credits,
    without_page_header,
    unwrapped,
    with_titles,
    with_notice_lines,
    without_running_heads,
    with_numbered_parts,
    without_false_captions,
    cut_run_in,
    with_entries,
    rejoined,
    signed,
    finished,
)
"""In this order, because each reads what those before it found."""


def items_of(lines: Sequence[Line]) -> list[Item]:
    """Return the lines with their shapes, joined where they were cut, datelines and jump lines by themselves.

    The text of the items is the text of the lines, in order; furniture and captions within a cut sentence come after
    it.
    """
    items = [item_of(line) for line in _with_telling_breaks([line for line in lines if line.text.strip()])]
    for one_pass in _PASSES:
        items = list(one_pass(items))
    return items


def _with_telling_breaks(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, without breaks where most lines have one: there a break says no more than a gap."""
    if 2 * sum(line.break_before for line in lines) <= len(lines):
        return lines
    return [replace(line, break_before=False) for line in lines]
