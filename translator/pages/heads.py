"""Heads: the short lines between two texts, and the evidence that they open an article rather than divide one.

A head has kickers, a headline, decks and bylines in this order, all but the headline optional. What tells it from a
subhead is not in the line alone: its neighbours and the page decide. Every piece of evidence has a weight, and a
head whose evidence reaches `ENOUGH` opens an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.pages.documents import CLOSING_NOTES, document_title, names_bodies, title_of_notice
from translator.pages.line_rules import (
    BYLINES,
    SHORT_LINES,
    TEXTS,
    Shape,
    author_line,
    columns,
    ends_sentence,
    in_brackets,
    news_lead,
)
from translator.pages.notice_lines import NOTICE_LINE
from translator.pages.page_layout import PageLayout
from translator.pages.rows import ROWS
from translator.pages.verse import VERSE

ENOUGH = 3
"""Weight of the evidence from which a head opens an article."""

BYLINE_ABOVE = "byline above"
"""Evidence of a headline whose byline stands above it."""

_TALLEST = 4
"""Kickers and a headline; what stands above them belongs to something else."""

_LONG = 20
"""Columns from which a line is rather a headline than a subhead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Indices of the short lines that may be a headline, and of what stands around them.

    ``authors`` are lines that only their place shows to be bylines; ``signed`` says that a byline or a dateline
    stands under the lines.
    """

    lines: tuple[int, ...]
    above: int | None
    below: int | None
    authors: tuple[int, ...]
    signed: bool


def find_headlines(layout: PageLayout) -> None:
    """Add the headlines among the plain and bold lines to the layout, and the lines of their authors.

    Heads with a byline come first: they show how the articles of this page look.
    """
    for index in layout.solid:
        _add_certain_headline(layout, index)
    heads = list(_heads(layout))
    for head in heads:
        if head.signed and layout.headline_above(head.lines[0]) is None:
            layout.add_headline(_signed_line(layout, head), "line before byline")
            layout.authors.update(head.authors)
    page = _Page(layout, heads)
    for place, head in enumerate(heads):
        evidence = "" if head.signed else page.evidence(place)
        if evidence:
            layout.add_headline(_unsigned_line(layout, head), evidence)


def _add_certain_headline(layout: PageLayout, index: int) -> None:
    """Add the line right under ``附件1``, whatever stands under it, and a numbered line with a byline under it."""
    before = layout.near(index, -1)
    if before is not None and layout.items[before].rule == "annex" and layout.shape(index) in SHORT_LINES:
        layout.add_headline(index, "line under annex")
    part = layout.shape(index) is Shape.ORDINAL and layout.shape(layout.near(index, 1)) is Shape.BYLINE
    if part and layout.headline_above(index) is None:
        layout.add_headline(index, "line before byline")


# --- the heads of a page -------------------------------------------------------------------------------


def _heads(layout: PageLayout) -> Iterator[Head]:
    """Yield the heads of a page; where no text separates two groups, the byline does."""
    solid = layout.solid
    start = 0
    while start < len(solid):
        end = start
        while end < len(solid) and layout.shape(solid[end]) in (*SHORT_LINES, Shape.NOTE):
            end += 1
        if end > start:
            yield from _head(layout, solid[start:end])
        start = max(end, start + 1)


def _head(layout: PageLayout, run: Sequence[int]) -> Iterator[Head]:
    above, below = layout.near(run[0], -1), layout.near(run[-1], 1)
    apart = next((place for place in range(len(run) - 1, 0, -1) if layout.apart(run[place])), 0)
    if above is not None or len(run) - apart > 1:
        run = run[apart:]
    lines = [index for index in run if layout.shape(index) in SHORT_LINES and not layout.leads(index)]
    while len(lines) > 1 and layout.shape(above) in TEXTS and _ends_the_text(layout, lines[0]):
        lines = lines[1:]
    authors = _authors(layout, lines)
    if authors:
        lines = [index for index in lines if index < authors[0]]
    signed = bool(authors) or _signed(layout, below)
    if lines:
        yield Head(lines=tuple(lines[-_TALLEST:]), above=above, below=below, authors=authors, signed=signed)


def _signed(layout: PageLayout, below: int | None) -> bool:
    """Return whether a byline or dateline stands there, with a text under it: another closes the text above."""
    if below is not None and layout.shape(below) in BYLINES:
        text = layout.beyond(
            below, 1, lambda index: layout.shape(index) in (*BYLINES, *SHORT_LINES, Shape.NOTE)
        )
        return text is not None
    return layout.is_dateline(below)


def _ends_the_text(layout: PageLayout, index: int) -> bool:
    return layout.text(index).rstrip("”’」』")[-1:] in tuple("。！？!?…；;") and not layout.apart(index)


def _authors(layout: PageLayout, lines: Sequence[int]) -> tuple[int, ...]:
    """Return the lines between a headline and its text that only name people or bodies; a subhead may follow them.

    Bodies that issue a document together have a line each.
    """
    for place in range(len(lines) - 1, max(len(lines) - 3, 0), -1):
        text = layout.text(lines[place])
        body = names_bodies(text)
        below = layout.first_below(lines[place])
        if (body or author_line(text)) and layout.shape(below) in (Shape.BODY, Shape.ORDINAL, Shape.CAPTION):
            first = place
            while body and first > 1 and names_bodies(layout.text(lines[first - 1])):
                first -= 1
            return tuple(lines[first : place + 1])
    return ()


def _signed_line(layout: PageLayout, head: Head) -> int:
    """Return the headline of a head with a byline: the last line, decks that open with a dash aside."""
    return next(
        (index for index in reversed(head.lines) if not layout.text(index).startswith("—")), head.lines[-1]
    )


def _unsigned_line(layout: PageLayout, head: Head) -> int:
    """Return the headline of a head without a byline: the first line that is not a kicker of the next one."""
    for upper, lower in pairwise(head.lines):
        if not _leads_to(layout, upper, lower):
            return upper
    return head.lines[-1]


def _leads_to(layout: PageLayout, upper: int, lower: int) -> bool:
    """Return whether the upper of two lines is the kicker of the lower one.

    A line right above another one is, unless that is much longer, as decks are; so is the short name of a column.
    """
    above, below = layout.text(upper), layout.text(lower)
    if below.startswith("—"):
        return False
    if above[-1] in "—，：" or columns(above) <= _NAME_OF_COLUMN < columns(below):
        return True
    return not layout.items[lower].line.gap_before and columns(below) < _DECK * columns(above)


_NAME_OF_COLUMN = 12
"""Columns of the name of a column at most."""
_DECK = 1.8
"""How much longer than its headline a deck is."""


# --- evidence ------------------------------------------------------------------------------------------


class _Page:
    """What the heads of a page show about one of them."""

    def __init__(self, layout: PageLayout, heads: Sequence[Head]) -> None:
        self.layout = layout
        self.heads = heads
        self.signed = any(head.signed for head in heads) or any(
            layout.shape(layout.first_below(index)) in BYLINES for index in layout.headlines
        )
        plain = [head for head in heads if not head.signed and layout.shape(head.below) is Shape.BODY]
        self.briefs = len(plain) > 2 and all(self.lead_below(head) for head in plain)

    def evidence(self, place: int) -> str:
        """Return the name of the weightiest evidence that a head opens an article, empty where there is too little."""
        head = self.heads[place]
        layout = self.layout
        last = head.lines[-1]
        if layout.headline_above(head.lines[0]) is not None or layout.near(last, 1) in layout.headlines:
            return ""
        if layout.shape(layout.first_below(last)) not in OPENED_BY_A_HEADLINE:
            return ""
        found = [(weight, name) for name, weight, holds in EVIDENCE if holds(self, place)]
        return max(found)[1] if sum(weight for weight, _ in found) >= ENOUGH else ""

    def lead_below(self, head: Head) -> bool:
        """Return whether the text under a head opens as a report does."""
        return head.below is not None and news_lead(self.layout.text(head.below))

    def closed_by(self, index: int | None) -> str:
        """Return what ends an article right above an item of the page or above its end, empty where nothing does."""
        layout = self.layout
        stop = len(layout.items) if index is None else index
        above = layout.beyond(stop, -1, self._below_the_end)
        if above is None:
            return ""
        if layout.headline_above(above) is None and (
            layout.shape(above) is Shape.CREDIT or self._signs_pictures(above)
        ):
            return "credit"
        dated = layout.items[above].rule in _DATELINES and layout.shape(layout.near(above, -1)) in TEXTS
        if dated and in_brackets(layout.text(above)):
            return "credit"
        return "signature" if layout.shape(above) is Shape.SIGNATURE else ""

    def _signs_pictures(self, index: int) -> bool:
        """Return whether an item is the byline of the photographer under the captions of a group of pictures."""
        captions = self.layout.near(index, -1)
        return self.layout.shape(index) is Shape.BYLINE and self.layout.shape(captions) is Shape.CAPTION

    def _below_the_end(self, index: int) -> bool:
        """Return whether an item may stand between the end of an article and the next one."""
        item = self.layout.items[index]
        remark = item.shape in (Shape.SHORT, Shape.BODY) and item.rule not in _DATELINES
        return (
            item.rule in CLOSING_NOTES or item.shape is Shape.CAPTION or (remark and in_brackets(item.text))
        )

    def furniture_above(self, head: Head) -> str:
        """Return the rule of the furniture that stands between the text above and the head, empty where none does."""
        item = self.layout.items[head.lines[0] - 1] if head.lines[0] else None
        return item.rule if item is not None and item.shape is Shape.FURNITURE else ""


_DATELINES = ("dateline", "opens with dateline")
"""Rules of a dateline; one in brackets under a text closes it, as newspapers print documents of an agency."""
OPENED_BY_A_HEADLINE = (*TEXTS, Shape.ORDINAL)


def _first_line(page: _Page, place: int) -> bool:
    head = page.heads[place]
    return head.above is None


def _byline_above(page: _Page, place: int) -> bool:
    """Return whether a byline that closes no text stands right above the head."""
    layout = page.layout
    byline = page.heads[place].above
    if (
        byline is None
        or layout.shape(byline) is not Shape.BYLINE
        or layout.headline_above(byline) is not None
    ):
        return False
    return layout.near(byline, -1) is None or layout.apart(byline)


def _stands_apart(page: _Page, place: int) -> bool:
    return page.layout.apart(_first_of_run(page, place))


def _after_signature(page: _Page, place: int) -> bool:
    return page.closed_by(_first_of_run(page, place)) == "signature"


def _after_credit(page: _Page, place: int) -> bool:
    return page.closed_by(_first_of_run(page, place)) == "credit"


def _first_of_run(page: _Page, place: int) -> int:
    """Return the first line of the head, notes and labels above it included."""
    layout = page.layout
    first = page.heads[place].lines[0]
    before = layout.near(first, -1)
    while before is not None and not layout.apart(first) and layout.leads(before):
        first, before = before, layout.near(before, -1)
    return first


def _after_furniture(page: _Page, place: int) -> bool:
    head = page.heads[place]
    after_text = page.layout.shape(head.above) in (*TEXTS, *BYLINES)
    return after_text and page.furniture_above(head) not in ("", *_RUNNING)


_RUNNING = ("page number", "running head")
"""Furniture that may stand in the middle of an article."""


def _credit_below(page: _Page, place: int) -> bool:
    """Return whether a reporter's credit closes the text under the head, the article before having a byline."""
    later = page.heads[place + 1] if place + 1 < len(page.heads) else None
    end = None if later is None else later.lines[0]
    if page.closed_by(end) != "credit":
        return False
    running = page.layout.article_headline(page.heads[place].lines[0])
    return running is not None and page.layout.headlines[running] == "line before byline"


def _byline_under_lead(page: _Page, place: int) -> bool:
    """Return whether one paragraph parts the head from a byline: a lead or an editor's note."""
    layout, below = page.layout, page.heads[place].below
    if below is None or layout.shape(below) is not Shape.BODY:
        return False
    byline = layout.near(below, 1)
    after = None if byline is None else layout.near(byline, 1)
    return layout.shape(byline) is Shape.BYLINE and layout.shape(after) is Shape.BODY


def _report_below(page: _Page, place: int) -> bool:
    return page.lead_below(page.heads[place])


def _page_of_briefs(page: _Page, place: int) -> bool:
    return page.briefs and page.lead_below(page.heads[place])


def _long_line(page: _Page, place: int) -> bool:
    head = page.heads[place]
    return any(columns(page.layout.text(index)) >= _LONG for index in head.lines)


def _title_of_document(page: _Page, place: int) -> bool:
    return any(document_title(page.layout.text(index)) for index in page.heads[place].lines)


def _title_of_notice(page: _Page, place: int) -> bool:
    return title_of_notice(page.layout.text(page.heads[place].lines[-1]))


def _text_above_goes_on(page: _Page, place: int) -> bool:
    layout, above = page.layout, page.heads[place].above
    if above is None or layout.apart(_first_of_run(page, place)):
        return False
    item = layout.items[above]
    return item.shape is Shape.BODY and item.rule not in _WITHOUT_STOPS and not ends_sentence(item.text)


_WITHOUT_STOPS = (VERSE, NOTICE_LINE, *ROWS)


def _articles_are_signed(page: _Page, place: int) -> bool:
    first = _first_of_run(page, place)
    closed = page.closed_by(first) or page.layout.apart(first) or _after_furniture(page, place)
    return page.signed and not closed


def _at_the_margin(page: _Page, place: int) -> bool:
    lines = (page.layout.items[index].line for index in page.heads[place].lines)
    return page.layout.indents and not any(line.indented for line in lines)


def _indented_as_texts(page: _Page, place: int) -> bool:
    lines = (page.layout.items[index].line for index in page.heads[place].lines)
    return page.layout.indents and all(line.indented for line in lines)


def _names_a_body(page: _Page, place: int) -> bool:
    """Return whether the lines only name a body, as signatures under a text do."""
    if page.heads[place].above is None:
        return False
    texts = [page.layout.text(index) for index in page.heads[place].lines]
    return all(map(names_bodies, texts))


EVIDENCE: tuple[tuple[str, int, Callable[[_Page, int], bool]], ...] = (
    ("first line", 4, _first_line),
    (BYLINE_ABOVE, 4, _byline_above),
    ("line that stands apart", 3, _stands_apart),
    ("short line after signature", 3, _after_signature),
    ("short line after credit", 3, _after_credit),
    ("short line after furniture", 3, _after_furniture),
    ("credit below", 5, _credit_below),
    ("byline under the lead", 5, _byline_under_lead),
    ("report below", 2, _report_below),
    ("page of briefs", 2, _page_of_briefs),
    ("title of a document", 2, _title_of_document),
    ("title of a notice", 4, _title_of_notice),
    ("line at the margin", 2, _at_the_margin),
    ("long line", 1, _long_line),
    ("indented as texts are", -3, _indented_as_texts),
    ("name of a body", -4, _names_a_body),
    ("text above goes on", -3, _text_above_goes_on),
    ("articles of the page are signed", -2, _articles_are_signed),
)
"""Name, weight and rule. A weight below zero speaks for a subhead."""
