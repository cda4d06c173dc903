"""The lines of a page as items: what each line is by itself and beside its neighbours, pass by pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from translator.model import Line
from translator.pages.captions import with_picture_credits, without_false_captions
from translator.pages.items import Item, item_of
from translator.pages.joins import finished, rejoined, with_entries
from translator.pages.notice_lines import with_notice_lines
from translator.pages.page_heads import with_numbered_parts, without_page_header, without_running_heads
from translator.pages.run_in import cut_run_in
from translator.pages.signatures import signed
from translator.pages.titles import with_titles
from translator.pages.unwrapping import unwrapped

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
    """Return the lines with their shapes, joined where they were cut, datelines and jump lines by themselves."""
    items = [item_of(line) for line in _with_telling_breaks([line for line in lines if line.text.strip()])]
    for one_pass in _PASSES:
        items = list(one_pass(items))
    return items


def _with_telling_breaks(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, without breaks where most lines have one: there a break says no more than a gap."""
    if 2 * sum(line.break_before for line in lines) <= len(lines):
        return lines
    return [replace(line, break_before=False) for line in lines]
