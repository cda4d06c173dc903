"""Titles that are set in several lines, and the lines that lead to a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.pages.documents import title_in_lines
from translator.pages.items import Item, joined
from translator.pages.line_rules import (
    BYLINES,
    LONGEST_HEADLINE,
    SHORT_LINES,
    Shape,
    author_line,
    columns,
    dateline_end,
    ends_sentence,
    news_lead,
    says_a_sentence,
)

_INDENT = 4
"""Columns by which two lines of one headline may differ."""

_TALLEST_TITLE = 4
"""Lines of the title of a document."""


def with_titles(found: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, the lines of one title as one item."""
    items = [
        replace(item, shape=Shape.SHORT, rule=rule) if (rule := _rule_of_place(found, n)) else item
        for n, item in enumerate(found)
    ]
    start = 0
    while start < len(items):
        two = _headline_in_two_lines(items, start) or _broken_headline(items[start : start + 3])
        count = 2 if two else _lines_of_title(items, start)
        title = joined(items[start : start + count])
        shape = Shape.SHORT if two else items[start].shape
        yield title if count == 1 else replace(title, shape=shape, rule="title in several lines")
        start += count


def _rule_of_place(items: Sequence[Item], place: int) -> str:
    """Return the rule by which the neighbours of a line show it to be short, empty where they do not."""
    if _is_kicker(items, place):
        return "line above headline"
    return "headline with a comma" if _is_headline_with_comma(items, place) else ""


_LONGEST_KICKER = 16
_SALUTATION = re.compile("[各位们位]|同志|先生|女士|编辑|尊敬")


def _is_kicker(items: Sequence[Item], place: int) -> bool:
    """Return whether a short line that ends in a colon stands above a headline with a byline: ``英媒文章：``."""
    item, *below = items[place : place + 3]
    return (
        item.rule == "introduction"
        and columns(item.text) <= _LONGEST_KICKER
        and not _SALUTATION.search(item.text)
        and len(below) > 1
        and below[0].shape is Shape.SHORT
        and (below[1].shape in BYLINES or dateline_end(below[1].line) > 0)
    )


_DECK = 1.8
"""How much longer than its headline a deck is."""

_POSTED = ("date", "posting line", "account", "label of a site", "counter")
"""Rules of the furniture that a site has right under a headline."""


def _is_headline_with_comma(items: Sequence[Item], place: int) -> bool:
    """Return whether what looks like running text has the place of a headline: ``…全面展开，预计收购小麦120万吨``.

    It stands after a finished text, and a byline with its text, or a dateline, stands right under it. The first line
    of a page may have its posting under it as well, and may end in a question or an exclamation mark.
    """
    item = items[place]
    if (
        item.rule != "running text"
        or columns(item.text) > LONGEST_HEADLINE
        or re.search("[。；;]", item.text)
    ):
        return False
    solid = (items[n] for n in range(place - 1, -1, -1) if items[n].shape is not Shape.FURNITURE)
    above = next(solid, None)
    if above is None:
        return _is_signed(items, place) or any(
            below.rule in _POSTED for below in items[place + 1 : place + 2]
        )
    whole = not ends_sentence(item.text) and not news_lead(item.text)
    return whole and _ended(above, item) and _is_signed(items, place)


def _ended(above: Item, item: Item) -> bool:
    """Return whether the item above is no part of a sentence that goes on: a text that ended, or a kicker."""
    if above.shape in SHORT_LINES:
        return not item.line.gap_before and columns(item.text) < _DECK * columns(above.text)
    return above.shape is not Shape.BODY or ends_sentence(above.text)


def _is_signed(items: Sequence[Item], place: int) -> bool:
    """Return whether a byline with a text under it, or a dateline, stands under a line, as the bottom of its head."""
    below = place + 1
    opens = place == 0 or items[place].line.gap_before
    while opens and below < min(len(items), place + _TALLEST_TITLE) and _stands_right_under(items[below]):
        below += 1
    if below >= len(items):
        return False
    byline, *texts = items[below : below + 3]
    if byline.shape is Shape.BODY:
        return dateline_end(byline.line) > 0
    text = next((item for item in texts if item.shape not in (Shape.FURNITURE, Shape.BYLINE)), None)
    written = byline.shape is Shape.BYLINE and not _PHOTOGRAPHER.search(byline.text)
    return written and text is not None and text.shape is Shape.BODY


def _stands_right_under(item: Item) -> bool:
    return item.shape is Shape.SHORT and not (item.line.gap_before or item.line.break_before)


_PHOTOGRAPHER = re.compile("(?<!文)(?<!文[/／])(?:[摄攝图圖]|摄影|攝影)[）)]?$")


def _lines_of_title(items: Sequence[Item], start: int) -> int:
    end = start
    kinds = (Shape.HEADING,) if items[start].shape is Shape.HEADING else SHORT_LINES
    while end < min(len(items), start + _TALLEST_TITLE) and items[end].shape in kinds:
        end += 1
    texts = [item.text for item in items[start:end]]
    return next((n for n in range(len(texts), 1, -1) if title_in_lines(texts[:n])), 1)


def _headline_in_two_lines(items: Sequence[Item], start: int) -> bool:
    """Return whether two lines of one length stand under a longer kicker: a headline set in two lines."""
    stanza = items[start - 1 : start + 3]
    if start == 0 or len(stanza) < _TALLEST_TITLE or any(i.shape is not Shape.SHORT for i in stanza[:3]):
        return False
    kicker, first, second = (columns(item.text) for item in stanza[:3])
    leads = stanza[0].line.gap_before or stanza[0].text[-1] == "—"
    close = not any(item.line.gap_before for item in stanza[1:3]) and leads
    dashed = any(item.text[0] == "—" for item in stanza[:3]) or any(
        item.text[-1] == "—" for item in stanza[1:3]
    )
    equal = abs(first - second) <= _INDENT and max(first, second) <= _SHORTEST_HEADLINE < kicker
    return close and not dashed and equal and (stanza[3].shape in BYLINES or stanza[3].dateline)


_LEADS_ON = re.compile(
    "(?:[的与和及在对将把向为與對將為：:、]|入选|荣获|获评|获得|打造|助力|实现|成为|迎来|走进|走向|突破|达到|推动|促进"
    "|入選|榮獲|獲評|獲得|實現|成為|迎來|走進|走向|達到|推動|促進)$"
)
"""Particles and verbs that need more behind them."""


def _broken_headline(items: Sequence[Item]) -> bool:
    """Return whether the first of three items ends within a phrase that the second ends, a byline being the third.

    A line that ends in a colon counts as well.
    """
    if len(items) < _LINES_AND_BYLINE or any(item.line.gap_before for item in items[1:2]):
        return False
    first, second, byline = items
    short = first.rule in (Shape.SHORT.value, "introduction")
    whole = columns(first.text) + columns(second.text) <= LONGEST_HEADLINE
    signed = byline.shape in BYLINES or dateline_end(byline.line) > 0 or author_line(byline.text)
    plain = second.shape is Shape.SHORT and not says_a_sentence(second.text) and second.text[0] != "—"
    return bool(short and plain and whole and signed and _LEADS_ON.search(first.text))


_LINES_AND_BYLINE = 3
_SHORTEST_HEADLINE = 20
"""Columns; a headline that is set in two lines is large, and its lines are short."""
