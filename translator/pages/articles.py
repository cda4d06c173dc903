"""Articles of a page: what belongs together, and what each line is in its article.

Four steps: each line gets a shape by itself (`translator.pages.line_rules`); its neighbours may show another one, and
lines that a break cut are joined (`translator.pages.passes`); evidence about neighbours finds the headlines
(`translator.pages.headings` where the input marks them, `translator.pages.heads` where it does not) and with them the
articles; the other lines of each article get their roles. The name of a rule stays on the block as its evidence.

No character is lost: the lines' text, white space aside, is the blocks' text. It has the order of the page, but what
stands within a cut sentence comes after it, and the rest of an article that goes on elsewhere on the page follows its
beginning. What stands before the first headline of a page belongs to its first article, and page furniture to the
article it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from translator.model import Article, Block, Markup, Page, Role
from translator.pages.continuations import reunited
from translator.pages.documents import CLOSING_NOTES
from translator.pages.furniture import continued
from translator.pages.headings import CREDIT_LINE, find_marked_headlines, with_decks
from translator.pages.heads import BYLINE_ABOVE, find_headlines
from translator.pages.items import Item
from translator.pages.letters import LETTER
from translator.pages.line_rules import (
    ARTICLE_OF_A_LAW,
    SHORT_LINES,
    TEXTS,
    Shape,
    author_line,
    ends_sentence,
    in_brackets,
    numbered_title,
    row_of_columns,
    says_a_sentence,
)
from translator.pages.notice_lines import NOTICE_LINE
from translator.pages.page_layout import PageLayout
from translator.pages.passes import items_of
from translator.pages.rows import ROWS, with_rows
from translator.text.addresses import ADDRESS
from translator.text.bylines import is_byline

PAGE_RULES_VERSION = "8"
"""Changes whenever the same lines may become other articles or blocks than before."""


def articles_of(page: Page) -> tuple[Article, ...]:
    """Return the articles of a page, in page order, with the role of every block; segments stay empty.

    A page without a headline is one article with an empty title; a page without lines has none.
    """
    items = with_decks(with_rows(items_of(page.lines)))
    if not items:
        return ()
    layout = PageLayout(items)
    find_marked_headlines(layout)
    find_headlines(layout)
    roles = _Roles(layout, _contents(items))
    parts = reunited(layout, _ranges(layout, roles))
    return tuple(_article(number, layout, roles, part) for number, part in enumerate(parts, start=1))


# --- which items make an article -----------------------------------------------------------------------

_EDITORS_NOTE = re.compile(r"[【\[［]?\s?(?:本报)?编(?:者|辑)?(?:的)?(?:按|前|前言|者前言)")


def _ranges(layout: PageLayout, roles: _Roles) -> list[tuple[int, int]]:
    """Return the range of items of every article."""
    starts = {_start(layout, roles, index) for index in layout.headlines}
    starts |= {*_parts_from_elsewhere(layout), *_sections(layout)}
    ordered = sorted(starts)
    if not ordered or _is_article(layout.items[: ordered[0]]):
        ordered = [0, *[start for start in ordered if start > 0]]
    ordered[0] = 0
    return list(zip(ordered, [*ordered[1:], len(layout.items)], strict=True))


def _is_article(items: Sequence[Item]) -> bool:
    """Return whether what stands before the first headline is an article: texts, no rows and no editor's note."""
    texts = [item for item in items if item.shape in TEXTS and item.rule not in ROWS]
    return bool(texts) and not all(_EDITORS_NOTE.match(item.text) for item in texts)


def _start(layout: PageLayout, roles: _Roles, headline: int) -> int:
    """Return the first of the kickers, notes and the credit line that stand before a headline."""
    start = headline
    before = layout.near(headline, -1)
    while before is not None and not layout.apart(start) and _leads(layout, roles, before, start):
        start, before = before, layout.near(before, -1)
    return start


def _leads(layout: PageLayout, roles: _Roles, index: int, following: int) -> bool:
    role, evidence = roles.of(index)
    if role is Role.BYLINE:
        return layout.headlines.get(following) in (CREDIT_LINE, BYLINE_ABOVE)
    return (
        role in (Role.KICKER, Role.LABEL)
        and evidence not in CLOSING_NOTES
        and layout.headline_above(index) is None
    )


def _parts_from_elsewhere(layout: PageLayout) -> Iterator[int]:
    """Yield the lines that say that a text began on another page, unless they stand under its headline."""
    for index, item in enumerate(layout.items):
        inside = layout.near(index, -1) is not None and layout.headline_above(index) is None
        if inside and item.shape is Shape.FURNITURE and continued(item.text):
            yield index


def _sections(layout: PageLayout) -> Iterator[int]:
    """Yield the names of sections that have texts without headlines right under them: ``简讯``."""
    for index, item in enumerate(layout.items):
        if item.rule in _SECTION_NAMES and 0 < index < len(layout.items) - 1:
            before, after = layout.items[index - 1], layout.items[index + 1]
            ended = ends_sentence(before.text) or before.shape is Shape.CREDIT
            if before.shape is not Shape.FURNITURE and ended and after.shape in (Shape.BODY, Shape.LIST_ITEM):
                yield index


_SECTION_NAMES = ("section name", "section", "heads of contents")
"""Rules of furniture."""


# --- the roles of the other lines ----------------------------------------------------------------------

_FIXED_ROLES = {
    Shape.FURNITURE: Role.FURNITURE,
    Shape.BYLINE: Role.BYLINE,
    Shape.CREDIT: Role.BYLINE,
    Shape.NOTE: Role.LABEL,
    Shape.SIGNATURE: Role.PARAGRAPH,
    Shape.LIST_ITEM: Role.LIST_ITEM,
    Shape.TABLE_CELL: Role.TABLE_CELL,
    Shape.CAPTION: Role.CAPTION,
    Shape.ORDINAL: Role.SUBHEAD,
    Shape.BODY: Role.PARAGRAPH,
}


class _Roles:
    """The roles of the items of a page, each with the name of its evidence."""

    def __init__(self, layout: PageLayout, contents: frozenset[int]) -> None:
        self._layout = layout
        self._contents = contents
        self._roles = [self._role(index) for index in range(len(layout.items))]

    def of(self, index: int) -> tuple[Role, str]:
        """Return the role of an item and the name of the rule that gave it."""
        return self._roles[index]

    def _role(self, index: int) -> tuple[Role, str]:
        item = self._layout.items[index]
        if index in self._layout.headlines:
            return Role.HEADLINE, self._layout.headlines[index]
        placed = self._by_place(index)
        if placed:
            return placed
        if item.shape in _FIXED_ROLES:
            return _FIXED_ROLES[item.shape], item.rule
        for rule, role in SHORT_RULES:
            if rule(self._layout, index):
                return role, _name(rule)
        return Role.PARAGRAPH, item.rule

    def _by_place(self, index: int) -> tuple[Role, str] | None:
        """Return the role of an item that its shape does not show."""
        item = self._layout.items[index]
        if item.dateline:
            # In Taiwan the reporters stand where the mainland has its dateline.
            return (Role.BYLINE, "credit run-in") if is_byline(item.text) else (Role.DATELINE, "dateline")
        if index in self._layout.authors:
            return Role.BYLINE, "name under headline"
        if self._signs(index):
            return Role.BYLINE, "name under text"
        if index in self._contents:
            return Role.LIST_ITEM, "line of the contents"
        if item.shape is Shape.LIST_ITEM and numbered_title(item.text) and self._has_text_below(index):
            return Role.SUBHEAD, "numbered title"
        return (Role.PARAGRAPH, item.rule) if item.rule == ARTICLE_OF_A_LAW else None

    def _has_text_below(self, index: int) -> bool:
        """Return whether a text stands below an item of a list, or items of another list: ``1.`` under ``（一）``."""
        below = self._layout.near(index, 1)
        shape = self._layout.shape(below)
        inner = shape is Shape.LIST_ITEM and below is not None and self._layout.text(below)[0] not in "（("
        return inner or shape is Shape.BODY

    def _signs(self, index: int) -> bool:
        """Return whether an office and a name stand under a text: the writer of a letter."""
        layout = self._layout
        if layout.items[index].rule == LETTER and author_line(layout.text(index)):
            return True
        alone = layout.near(index, -1), layout.near(index, 1)
        return (
            layout.shape(index) is Shape.SHORT
            and layout.shape(alone[0]) is Shape.BODY
            and layout.shape(alone[1]) is not Shape.SIGNATURE
            and len(layout.text(index).split()) > 1
            and author_line(layout.text(index))
        )


def _contents(items: Sequence[Item]) -> frozenset[int]:
    """Return the headings that a table of contents lists, up to where the first of them stands again."""
    found: set[int] = set()
    for index, item in enumerate(items):
        if item.rule != "table of contents":
            continue
        first = _entry(items[index + 1].text) if index + 1 < len(items) else ""
        for entry in range(index + 1, len(items)):
            again = entry > index + 1 and _entry(items[entry].text) == first
            if again or items[entry].shape is not Shape.ORDINAL:
                break
            found.add(entry)
    return frozenset(found)


_FOLIO = re.compile(r"(?:[（(][^（）()]{1,20}[）)]|[.…·]{2,}\d{1,4})$")


def _entry(text: str) -> str:
    """Return a heading as contents and text both have it: without white space, its articles and its page."""
    return _FOLIO.sub("", re.sub(r"\s", "", text))


_Rule = Callable[[PageLayout, int], bool]


def _name(rule: _Rule) -> str:
    return rule.__name__.replace("_", " ")


def column_in_brackets(layout: PageLayout, index: int) -> bool:
    """Return whether a short text in square brackets stands before a text or beside a headline: a column's name."""
    below = layout.near(index, 1)
    beside = below in layout.headlines or layout.headline_above(index) is not None
    return layout.is_label(index) and (beside or layout.shape(below) is Shape.BODY)


def kicker_before_headline(layout: PageLayout, index: int) -> bool:
    """Return whether nothing but kickers stands between a short line or heading and a headline: a kicker.

    A line that ends a sentence, and is no heading, is one only where no text comes before it.
    """
    item, above = layout.items[index], layout.near(index, -1)
    marked = item.line.markup is Markup.HEADING or item.text.endswith("—")
    if in_brackets(item.text):
        above = layout.beyond(index, -1, lambda place: in_brackets(layout.text(place)))
    if not marked and ends_sentence(item.text) and layout.shape(above) in TEXTS:
        return False
    below = layout.beyond(
        index, 1, lambda item: item not in layout.headlines and layout.shape(item) is Shape.SHORT
    )
    return below in layout.headlines


def label_under_headline(layout: PageLayout, index: int) -> bool:
    """Return whether a bold line stands between a headline and its text: the label of the column."""
    return layout.shape(index) is Shape.BOLD and layout.headline_above(index) is not None


def deck_under_headline(layout: PageLayout, index: int) -> bool:
    """Return whether a short line without the end of a sentence stands right under a headline or its other decks."""
    item = layout.items[index]
    deck = item.text.startswith("—") or item.line.markup is Markup.HEADING or not says_a_sentence(item.text)
    above = layout.beyond(index, -1, lambda i: i not in layout.headlines and layout.shape(i) is Shape.SHORT)
    return layout.shape(index) is Shape.SHORT and deck and above in layout.headlines


def heading_inside_article(layout: PageLayout, index: int) -> bool:
    """Return whether a heading opens no article: a subhead."""
    return layout.shape(index) is Shape.HEADING


def short_line_above_text(layout: PageLayout, index: int) -> bool:
    """Return whether a short or bold line ends no sentence and stands between text and text: a subhead."""
    return (
        layout.shape(index) in SHORT_LINES
        and not says_a_sentence(layout.items[index].text)
        and not row_of_columns(layout.items[index].text)
        and layout.near(index, -1) is not None
        and not (ADDRESS.search(layout.items[index].text) or _TELEPHONE.search(layout.items[index].text))
        and _opens_part(layout, layout.near(index, 1))
    )


_TELEPHONE = re.compile(r"\d{3}[-—–]\d{7}|(?<!\d)1[3-9]\d{9}")
"""A telephone number, which no subhead has."""


def _opens_part(layout: PageLayout, index: int | None) -> bool:
    """Return whether the item is a text that may stand under a subhead."""
    text = layout.shape(index) in (Shape.BODY, Shape.LIST_ITEM)
    return text and index is not None and layout.items[index].rule != NOTICE_LINE


def title_of_table(layout: PageLayout, index: int) -> bool:
    """Return whether a short or bold line stands right above a table."""
    below = layout.near(index, 1)
    return layout.shape(index) in SHORT_LINES and layout.shape(below) is Shape.TABLE_CELL


SHORT_RULES: tuple[tuple[_Rule, Role], ...] = (
    (column_in_brackets, Role.LABEL),
    (kicker_before_headline, Role.KICKER),
    (label_under_headline, Role.LABEL),
    (deck_under_headline, Role.KICKER),
    (heading_inside_article, Role.SUBHEAD),
    (title_of_table, Role.LABEL),
    (short_line_above_text, Role.SUBHEAD),
)
"""Rule and role; the first rule that holds decides, and what is left is a paragraph."""

DOUBTFUL = frozenset(
    (
        *map(_name, (kicker_before_headline, deck_under_headline, short_line_above_text)),
        Shape.SHORT.value,
    )
)
"""The rules that decide by little more than a line's length, by the names that blocks have as their evidence.

On 65 pages of many kinds that they were not yet written for, two thirds of what they decided was wrong, of what the
others decided a twentieth.
"""


# --- building ------------------------------------------------------------------------------------------


def _article(number: int, layout: PageLayout, roles: _Roles, part: Sequence[tuple[int, Item]]) -> Article:
    article_id = f"a{number:02d}"
    headline = next((index for index, _ in part if index in layout.headlines), None)
    blocks = [
        _block(f"{article_id}.p{place:03d}", item, *_role_in(roles, index, headline))
        for place, (index, item) in enumerate(part, start=1)
    ]
    if headline is not None and layout.headlines[headline] == CREDIT_LINE:
        blocks = _with_caption(blocks)
    title = "" if headline is None else layout.items[headline].text
    return Article(id=article_id, title=title, blocks=tuple(blocks))


def _role_in(roles: _Roles, index: int, headline: int | None) -> tuple[Role, str]:
    role, evidence = roles.of(index)
    if role is Role.HEADLINE and index != headline:
        return Role.LABEL, "headline repeated"
    return role, evidence


LEVELS = {Role.HEADLINE: 1, Role.SUBHEAD: 2}
"""The heading level of a block by its role, where it has one."""


def _block(block_id: str, item: Item, role: Role, evidence: str) -> Block:
    return Block(
        id=block_id,
        role=role,
        text=item.text,
        level=LEVELS.get(role, 0),
        evidence=evidence,
        flags=item.flags,
        cell=item.line.cell,
    )


def _with_caption(blocks: list[Block]) -> list[Block]:
    """Return the blocks, the one paragraph under a headline with its credit line before it as a caption."""
    texts = [place for place, block in enumerate(blocks) if block.role is Role.PARAGRAPH]
    if len(texts) == 1:
        caption = replace(blocks[texts[0]], role=Role.CAPTION, evidence="one paragraph under a credit line")
        blocks[texts[0]] = caption
    return blocks
