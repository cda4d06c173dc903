"""Lines that the input itself marks as headings: which are headlines, and which are kickers, decks and subheads.

A kicker or a deck of headings right under one another gets the shape of a short line, so that it is treated like one
that the input does not mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.pages.items import Item
from translator.pages.line_rules import BYLINES, SHORT_LINES, TEXTS, Shape, is_numbered
from translator.pages.page_layout import PageLayout

_TALLEST = 3
"""Headings: a kicker, a headline and a deck. What stands above them belongs to something else."""

_FARTHEST_BYLINE = 2
"""Lines between the lowest heading of a stack and its byline: a plain kicker and a label."""


_FAR = 200
"""Items above a heading among which lower ones are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    """Indices of headings that have nothing but furniture between them."""

    headings: tuple[int, ...]
    signed: bool
    """A byline or dateline stands under the lowest heading."""
    opens_page: bool


def with_decks(items: Sequence[Item]) -> list[Item]:
    """Return the items, with headings that are kickers or decks of another heading as short lines.

    The headline of a stack with a byline under it is the heading of the highest rank. Where other headings of the
    lowest rank in the stack have bylines of their own, the headline is the lowest heading, under a section's name.
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


# --- headlines ---------------------------------------------------------------------------------------

CREDIT_LINE = "credit line before"
"""Evidence of a headline whose byline stands above it."""


def find_marked_headlines(layout: PageLayout) -> None:
    """Add the headlines among the headings of the input to the layout."""
    for index in layout.solid:
        if layout.shape(index) is Shape.HEADING:
            rule = next((rule for rule in HEADING_RULES if rule(layout, index)), None)
            if rule:
                layout.add_headline(index, rule.__name__.replace("_", " "))


def byline_below(layout: PageLayout, index: int) -> bool:
    """Return whether a byline stands under the heading; kickers or a label may stand between."""
    return layout.shape(layout.first_below(index)) in BYLINES


def dateline_below(layout: PageLayout, index: int) -> bool:
    """Return whether a dateline stands under the heading, so that it opens an article."""
    return layout.is_dateline(layout.first_below(index))


def credit_line_before(layout: PageLayout, index: int) -> bool:
    """Return whether the heading stands right after a byline of no headline above: its credit line comes before it."""
    before = layout.near(index, -1)
    if before is None or layout.shape(before) is not Shape.BYLINE:
        return False
    running = layout.article_headline(index)
    if running is not None and layout.headlines[running] in ("first heading", "rank of the headline"):
        return False  # this page has the bylines under the texts
    above = layout.near(before, -1)
    return above is None or layout.shape(above) in TEXTS


def first_heading(layout: PageLayout, index: int) -> bool:
    """Return whether this is the first heading of the page, which opens an article."""
    return layout.article_headline(index) is None


def rank_of_the_headline(layout: PageLayout, index: int) -> bool:
    """Return whether the heading has the running article's rank or a higher one, so that it opens the next article.

    On a page where articles have bylines, one of equal rank without a byline is a subhead, unless lower ones stand
    between, and so is one with a number.
    """
    headline = layout.article_headline(index)
    if is_numbered(layout.text(index)) or headline is None or layout.shape(headline) is not Shape.HEADING:
        return False
    own, running = layout.items[index].line.level, layout.items[headline].line.level
    signed = layout.headlines[headline] in ("byline below", "dateline below")
    between = any(
        layout.shape(place) is Shape.HEADING and layout.items[place].line.level > own
        for place in range(max(headline + 1, index - _FAR), index)
    )
    return own < running or (own == running and (between or not signed))


HEADING_RULES: tuple[Callable[[PageLayout, int], bool], ...] = (
    byline_below,
    dateline_below,
    credit_line_before,
    first_heading,
    rank_of_the_headline,
)
"""The first rule that holds makes a heading a headline."""
