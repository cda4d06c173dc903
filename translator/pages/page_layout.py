"""The items of a page with their neighbours, page furniture passed over, and the headlines found so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence

from translator.pages.documents import CLOSING_NOTES
from translator.pages.items import Item
from translator.pages.line_rules import BYLINES, SHORT_LINES, Shape, bracketed_label, in_brackets
from translator.pages.rows import ROWS

_FARTHEST = 4
"""A headline and its byline have at most this many lines between them: kickers, a label, furniture."""

_MOSTLY = 0.6
"""Share of indented texts above which the page counts as indented."""

ABOVE_TEXT = (*SHORT_LINES, *BYLINES, Shape.NOTE)
"""What may stand between a headline and its text."""


class PageLayout:
    """The items of a page; every question costs as much as the neighbours that it looks at."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.solid = [i for i, item in enumerate(items) if item.shape is not Shape.FURNITURE]
        self.headlines: dict[int, str] = {}
        """Evidence of every headline, by index."""
        self.authors: set[int] = set()
        """Lines that only their place shows to be bylines."""
        self._order: list[int] = []
        texts = [item.line.indented for item in items if item.shape is Shape.BODY and item.rule not in ROWS]
        self.indents = len(texts) > 1 and sum(texts) >= _MOSTLY * len(texts)
        """Whether the texts of the page open with an indent, so that a line without one is something else."""

    def add_headline(self, index: int, evidence: str) -> None:
        """Make an item a headline."""
        self.headlines[index] = evidence
        insort(self._order, index)

    def near(self, index: int, step: int) -> int | None:
        """Return the next item in the direction of ``step`` that is not furniture."""
        place = bisect_right(self.solid, index) if step > 0 else bisect_left(self.solid, index) - 1
        return self.solid[place] if 0 <= place < len(self.solid) else None

    def beyond(
        self, index: int, step: int, passed: Callable[[int], bool], most: int = _FARTHEST
    ) -> int | None:
        """Return the next item in the direction of ``step`` after those that are passed, at most ``most``."""
        item = self.near(index, step)
        for _ in range(most):
            if item is None or not passed(item):
                break
            item = self.near(item, step)
        return item

    def shape(self, index: int | None) -> Shape | None:
        """Return the shape of an item, None off the page."""
        if index in self.authors:
            return Shape.BYLINE
        return None if index is None else self.items[index].shape

    def text(self, index: int) -> str:
        """Return the text of an item."""
        return self.items[index].text

    def apart(self, index: int) -> bool:
        """Return whether more than a gap stands before an item."""
        return self.items[index].line.break_before

    def leads(self, index: int) -> bool:
        """Return whether the item is a note, a label or a line in brackets that may belong to what stands below it."""
        item = self.items[index]
        note = item.shape is Shape.NOTE and item.rule not in CLOSING_NOTES
        return note or (item.shape in SHORT_LINES and (self.is_label(index) or in_brackets(item.text)))

    def is_label(self, index: int) -> bool:
        """Return whether the item is the name of a column in brackets."""
        return bracketed_label(self.items[index].text)

    def is_dateline(self, index: int | None) -> bool:
        """Return whether the item is a dateline."""
        return index is not None and self.items[index].dateline

    def first_below(self, index: int) -> int | None:
        """Return the first item under a headline that is no kicker or label."""
        return self.beyond(index, 1, lambda item: self.shape(item) in (*SHORT_LINES, Shape.NOTE))

    def headline_above(self, index: int) -> int | None:
        """Return the headline that this line still stands under, no text being between them."""
        above = self.beyond(
            index,
            -1,
            lambda item: item not in self.headlines and self.shape(item) in ABOVE_TEXT,
            _FARTHEST - 1,
        )
        return above if above in self.headlines else None

    def article_headline(self, index: int) -> int | None:
        """Return the headline of the article that runs before this item."""
        place = bisect_left(self._order, index)
        return self._order[place - 1] if place else None
