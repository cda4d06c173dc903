"""Headings right under one another: which is the headline, and which are its kickers and decks.

A kicker or a deck gets the shape of a short line, so that the rules of `translator.pages.articles` treat it as they
treat one that the input does not mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.pages.joins import Item
from translator.pages.line_rules import BYLINES, SHORT_LINES, Shape

_TALLEST = 3
"""Headings: a kicker, a headline and a deck. What stands above them belongs to something else."""

_FARTHEST_BYLINE = 2
"""Lines between the lowest heading of a stack and its byline: a plain kicker and a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    """Indices of headings that have nothing but furniture between them."""

    headings: tuple[int, ...]
    signed: bool
    """A byline or dateline stands under the lowest heading."""
    opens_page: bool


def with_decks(items: Sequence[Item]) -> list[Item]:
    """Return the items, with headings that are kickers or decks of another heading as short lines.

    The headline of a stack with a byline under it is the heading of the highest rank; where headings of the
    lowest one's rank have bylines of their own elsewhere, it is the lowest, and a section's name stands above it.
    Without a byline only what opens the page above a heading of higher rank is its kicker, because lower
    ones may be subheads.
    """
    stacks = list(_stacks(items))
    ranks = {items[s.headings[0]].line.level for s in stacks if s.signed and len(s.headings) == 1}
    shown = list(items)
    for stack in stacks:
        for index in _beside_the_headline(items, stack, ranks):
            shown[index] = replace(items[index], shape=Shape.SHORT)
    return shown


def _beside_the_headline(items: Sequence[Item], stack: _Stack, ranks: set[int]) -> tuple[int, ...]:
    levels = [items[index].line.level for index in stack.headings]
    if not stack.signed:
        return stack.headings[: levels.index(min(levels))] if stack.opens_page else ()
    # Of equal ranks the lowest heading is the headline: it is the one next to the byline.
    highest = len(levels) - 1 - levels[::-1].index(min(levels))
    chosen = len(levels) - 1 if levels[-1] in ranks else highest
    return stack.headings[:chosen] + stack.headings[chosen + 1 :]


def _stacks(items: Sequence[Item]) -> Iterator[_Stack]:
    """Yield the headings of the page, those right under one another together."""
    solid = [index for index, item in enumerate(items) if item.shape is not Shape.FURNITURE]
    start = 0
    while start < len(solid):
        end = start
        while end < len(solid) and items[solid[end]].shape is Shape.HEADING:
            end += 1
        if end > start:
            yield _Stack(
                headings=tuple(solid[max(start, end - _TALLEST) : end]),
                signed=_signed([items[index] for index in solid[end : end + _FARTHEST_BYLINE + 1]]),
                opens_page=start == 0 and end <= _TALLEST,
            )
        start = end + 1


def _signed(below: Sequence[Item]) -> bool:
    """Return whether a byline or dateline comes before any text."""
    for item in below:
        if item.shape in BYLINES or item.dateline:
            return True
        if item.shape not in SHORT_LINES:
            return False
    return False
