"""Articles of a page: what belongs together, and what each line is in its article.

Four steps: each line gets a shape by itself (`translator.pages.line_rules`); lines that a break cut are joined
(`translator.pages.joins`); rules about neighbours find the headlines and with them the articles; the other lines of
each article get their roles. The rules stand in tables, and a rule's name stays on the block as its evidence.

No character is lost: the lines' text, white space aside, is the blocks' text in the same order. What stands before the
first headline of a page belongs to its first article, and page furniture to the article it stands in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from translator.model import Article, Block, Markup, Page, Role
from translator.pages.furniture import bare_date, continued
from translator.pages.headings import with_decks
from translator.pages.joins import Item, items_of
from translator.pages.line_rules import (
    BYLINES,
    SHORT_LINES,
    TEXTS,
    Shape,
    bracketed_label,
    ends_sentence,
)

PAGE_RULES_VERSION = "1"
"""Changes whenever the same lines may become other articles or blocks than before."""


def articles_of(page: Page) -> tuple[Article, ...]:
    """Return the articles of a page, in page order, with the role of every block; segments stay empty.

    A page without a headline is one article with an empty title; a page without lines has none.
    """
    items = with_decks(items_of(page.lines))
    if not items:
        return ()
    layout = _Layout(items)
    return tuple(
        _article(number, layout, start, end) for number, (start, end) in enumerate(layout.articles(), start=1)
    )


# --- headlines ---------------------------------------------------------------------------------------

_FARTHEST = 4
"""A headline and its byline have at most this many lines between them: kickers, a label, furniture."""


class _Layout:
    """The items of a page: which are headlines, by which rule, and what the others are."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.headlines: dict[int, _Rule] = {}
        self._order: list[int] = []
        self._solid = [i for i, item in enumerate(items) if item.shape is not Shape.FURNITURE]
        self._find_headlines((Shape.HEADING,), HEADING_RULES)
        self._find_headlines(SHORT_LINES, PLAIN_RULES)
        self._find_headlines(SHORT_LINES, LAST_RULES)
        self.roles = [self._role(index) for index in range(len(items))]

    def _find_headlines(self, shapes: Sequence[Shape], rules: Sequence[_Rule]) -> None:
        for index in self._solid:
            if self.shape(index) in shapes and index not in self.headlines:
                rule = next((rule for rule in rules if rule(self, index)), None)
                if rule:
                    self.headlines[index] = rule
                    insort(self._order, index)

    # --- neighbours ---

    def near(self, index: int, step: int) -> int | None:
        """Return the next item in the direction of ``step`` that is not furniture."""
        place = bisect_right(self._solid, index) if step > 0 else bisect_left(self._solid, index) - 1
        return self._solid[place] if 0 <= place < len(self._solid) else None

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
        return None if index is None else self.items[index].shape

    def is_label(self, index: int) -> bool:
        """Return whether the item is the name of a column in brackets."""
        return bracketed_label(self.items[index].text)

    def is_dateline(self, index: int | None) -> bool:
        """Return whether the item is a dateline."""
        return index is not None and self.items[index].dateline

    def first_below(self, index: int) -> int | None:
        """Return the first item under a headline that is no kicker or label."""
        return self.beyond(index, 1, lambda item: self.shape(item) in SHORT_LINES)

    def headline_above(self, index: int) -> int | None:
        """Return the headline that this line still stands under, no text being between them."""
        between = (*SHORT_LINES, *BYLINES)
        above = self.beyond(
            index, -1, lambda item: item not in self.headlines and self.shape(item) in between, _FARTHEST - 1
        )
        return above if above in self.headlines else None

    def article_headline(self, index: int) -> int | None:
        """Return the headline of the article that runs before this item."""
        place = bisect_left(self._order, index)
        return self._order[place - 1] if place else None

    # --- roles ---

    def _role(self, index: int) -> tuple[Role, str]:
        item = self.items[index]
        if index in self.headlines:
            return Role.HEADLINE, _name(self.headlines[index])
        if item.dateline:
            return Role.DATELINE, "dateline"
        if self._signs(index):
            return Role.PARAGRAPH, "date under a text"
        if item.shape in _FIXED_ROLES:
            return _FIXED_ROLES[item.shape], item.rule
        for rule, role in SHORT_RULES:
            if rule(self, index):
                return role, _name(rule)
        return Role.PARAGRAPH, item.rule

    def _signs(self, index: int) -> bool:
        """Return whether the item is the date that closes a document, and not the date of the page."""
        around = [item.shape for item in self.items[max(0, index - 1) : index + 2 : 2]]
        return (
            self.shape(index) is not Shape.TABLE_CELL
            and bare_date(self.items[index].text)
            and index > 0
            and Shape.FURNITURE not in around
            and index - 1 not in self.headlines
            and self.headline_above(index - 1) is None
        )

    def articles(self) -> list[tuple[int, int]]:
        """Return the range of items of every article."""
        starts = sorted({self._start(index) for index in self.headlines} | set(self._continuations()))
        if not starts or any(self.items[i].shape in TEXTS for i in range(starts[0])):
            starts = [0, *[start for start in starts if start > 0]]
        starts[0] = 0
        return list(zip(starts, [*starts[1:], len(self.items)], strict=True))

    def _start(self, headline: int) -> int:
        """Return the first of the kickers and the credit line that stand before a headline."""
        start = headline
        before = self.near(headline, -1)
        while before is not None and before not in self.headlines and self._leads(before, start):
            start, before = before, self.near(before, -1)
        return start

    def _leads(self, index: int, following: int) -> bool:
        role, _ = self.roles[index]
        if role is Role.BYLINE:
            return self.headlines.get(following) is credit_line_before
        return role in (Role.KICKER, Role.LABEL) and self.headline_above(index) is None

    def _continuations(self) -> Iterator[int]:
        """Yield the lines that say that a text began on another page, unless they stand under its headline."""
        for index, item in enumerate(self.items):
            if item.shape is Shape.FURNITURE and continued(item.text):
                under = self.near(index, -1)
                if under is not None and under not in self.headlines and self.headline_above(under) is None:
                    yield index


_Rule = Callable[[_Layout, int], bool]


def _name(rule: _Rule) -> str:
    return rule.__name__.replace("_", " ")


# Rules for lines that the input itself marks as headings; they are asked for no others.


def byline_below(layout: _Layout, index: int) -> bool:
    """Return whether a byline stands under the heading; kickers or a label may stand between."""
    return layout.shape(layout.first_below(index)) in BYLINES


def dateline_below(layout: _Layout, index: int) -> bool:
    """Return whether a dateline stands under the heading, so that it opens an article."""
    return layout.is_dateline(layout.first_below(index))


def credit_line_before(layout: _Layout, index: int) -> bool:
    """Return whether the heading stands right after a byline of no headline above: its credit line comes before it."""
    before = layout.near(index, -1)
    if before is None or layout.shape(before) is not Shape.BYLINE:
        return False
    above = layout.near(before, -1)
    return above is None or layout.shape(above) in TEXTS


def first_heading(layout: _Layout, index: int) -> bool:
    """Return whether this is the first heading of the page, which opens an article."""
    return layout.article_headline(index) is None


def rank_of_the_headline(layout: _Layout, index: int) -> bool:
    """Return whether the heading has the running article's rank or a higher one, so that it opens the next article.

    On a page where articles have bylines, one of equal rank without a byline is a subhead.
    """
    headline = layout.article_headline(index)
    if headline is None or layout.shape(headline) is not Shape.HEADING:
        return False
    own, running = layout.items[index].line.level, layout.items[headline].line.level
    signed = layout.headlines[headline] in (byline_below, dateline_below)
    return own < running or (own == running and not signed)


HEADING_RULES: tuple[_Rule, ...] = (
    byline_below,
    dateline_below,
    credit_line_before,
    first_heading,
    rank_of_the_headline,
)


# Rules for plain and bold lines; they are asked for no others, and the headings are decided by now.


def line_before_byline(layout: _Layout, index: int) -> bool:
    """Return whether a short line stands right before a byline or dateline and under no other headline: a headline.

    A line that opens with a dash is a second deck: then the line before it is the headline.
    """
    if layout.is_label(index) or layout.headline_above(index) is not None:
        return False
    below = layout.near(index, 1)
    if below is not None and layout.shape(below) is Shape.SHORT and layout.items[below].text.startswith("—"):
        below = layout.near(below, 1)
    elif layout.items[index].text.startswith("—"):
        return False
    return layout.shape(below) in BYLINES or layout.is_dateline(below)


PLAIN_RULES: tuple[_Rule, ...] = (line_before_byline,)


def first_line(layout: _Layout, index: int) -> bool:
    """Return whether this is the first line of a page, short, with text under it and no headline between: a headline.

    The name of a column may stand before it.
    """
    above = layout.near(index, -1)
    if above is not None and (layout.near(above, -1) is not None or not layout.is_label(above)):
        return False
    return (
        not layout.is_label(index)
        and layout.near(index, 1) not in layout.headlines
        and layout.shape(layout.first_below(index)) in (*TEXTS, Shape.ORDINAL)
    )


def short_line_after_furniture(layout: _Layout, index: int) -> bool:
    """Return whether a short line stands between furniture that closed an article and running text."""
    return (
        layout.shape(index) is Shape.SHORT
        and index > 0
        and layout.shape(index - 1) is Shape.FURNITURE
        and layout.shape(layout.near(index, -1)) in (*TEXTS, *BYLINES)
        and layout.shape(layout.near(index, 1)) is Shape.BODY
    )


def short_line_after_credit(layout: _Layout, index: int) -> bool:
    """Return whether a short line stands above running text where a credit in brackets has closed the article before.

    The captions of the article before may stand between.
    """
    if layout.is_label(index) or layout.shape(layout.near(index, 1)) is not Shape.BODY:
        return False
    above = layout.beyond(index, -1, lambda item: layout.shape(item) is Shape.CAPTION)
    return above is not None and layout.shape(above) is Shape.CREDIT and layout.headline_above(above) is None


LAST_RULES: tuple[_Rule, ...] = (first_line, short_line_after_furniture, short_line_after_credit)


# --- the other roles -----------------------------------------------------------------------------------

_FIXED_ROLES = {
    Shape.FURNITURE: Role.FURNITURE,
    Shape.BYLINE: Role.BYLINE,
    Shape.CREDIT: Role.BYLINE,
    Shape.LIST_ITEM: Role.LIST_ITEM,
    Shape.TABLE_CELL: Role.TABLE_CELL,
    Shape.CAPTION: Role.CAPTION,
    Shape.ORDINAL: Role.SUBHEAD,
    Shape.BODY: Role.PARAGRAPH,
}


def column_in_brackets(layout: _Layout, index: int) -> bool:
    """Return whether a short text in square brackets stands right before or under a headline: the name of a column."""
    beside = layout.near(index, 1) in layout.headlines or layout.headline_above(index) is not None
    return beside and layout.is_label(index)


def kicker_before_headline(layout: _Layout, index: int) -> bool:
    """Return whether nothing but kickers stands between a short line or heading and a headline: a kicker.

    A line that ends a sentence, and is no heading, is one only where no text comes before it.
    """
    item, above = layout.items[index], layout.near(index, -1)
    marked = item.line.markup is Markup.HEADING
    if not marked and ends_sentence(item.text) and layout.shape(above) in TEXTS:
        return False
    below = layout.beyond(
        index, 1, lambda item: item not in layout.headlines and layout.shape(item) is Shape.SHORT
    )
    return below in layout.headlines


def label_under_headline(layout: _Layout, index: int) -> bool:
    """Return whether a bold line stands between a headline and its text: the label of the column."""
    return layout.shape(index) is Shape.BOLD and layout.headline_above(index) is not None


def kicker_after_headline(layout: _Layout, index: int) -> bool:
    """Return whether a short line stands between a headline and its byline or text: a second deck."""
    return layout.shape(index) is Shape.SHORT and layout.headline_above(index) is not None


def heading_inside_article(layout: _Layout, index: int) -> bool:
    """Return whether a heading opens no article: a subhead."""
    return layout.shape(index) is Shape.HEADING


def short_line_above_text(layout: _Layout, index: int) -> bool:
    """Return whether a short or bold line ends no sentence and stands between text and text: a subhead."""
    return (
        layout.shape(index) in SHORT_LINES
        and not ends_sentence(layout.items[index].text)
        and layout.near(index, -1) is not None
        and layout.shape(layout.near(index, 1)) in (Shape.BODY, Shape.LIST_ITEM)
    )


SHORT_RULES: tuple[tuple[_Rule, Role], ...] = (
    (column_in_brackets, Role.LABEL),
    (kicker_before_headline, Role.KICKER),
    (label_under_headline, Role.LABEL),
    (kicker_after_headline, Role.KICKER),
    (heading_inside_article, Role.SUBHEAD),
    (short_line_above_text, Role.SUBHEAD),
)


# --- building ------------------------------------------------------------------------------------------


def _article(number: int, layout: _Layout, start: int, end: int) -> Article:
    article_id = f"a{number:02d}"
    headline = next((i for i in range(start, end) if i in layout.headlines), None)
    blocks = [
        Block(
            id=f"{article_id}.p{place:03d}",
            role=role,
            text=item.text,
            level=_LEVELS.get(role, 0),
            evidence=evidence,
            flags=item.flags,
            cell=item.line.cell,
        )
        for place, index in enumerate(range(start, end), start=1)
        for item, (role, evidence) in [(layout.items[index], layout.roles[index])]
    ]
    if headline is not None and layout.headlines[headline] is credit_line_before:
        blocks = _with_caption(blocks)
    title = "" if headline is None else layout.items[headline].text
    return Article(id=article_id, title=title, blocks=tuple(blocks))


_LEVELS = {Role.HEADLINE: 1, Role.SUBHEAD: 2}


def _with_caption(blocks: list[Block]) -> list[Block]:
    """Return the blocks, the one paragraph under a headline with its credit line before it as a caption."""
    texts = [place for place, block in enumerate(blocks) if block.role is Role.PARAGRAPH]
    if len(texts) == 1:
        caption = replace(blocks[texts[0]], role=Role.CAPTION, evidence="one paragraph under a credit line")
        blocks[texts[0]] = caption
    return blocks
