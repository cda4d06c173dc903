"""Lines that articles and sites both have, such as dates and addresses: their place shows to which of them they belong.

Above the first text, below the last one and beside other furniture they are the site's, between texts the article's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from translator.model import Markup
from translator.pages.documents import names_bodies
from translator.pages.fields import BLANKS, is_field, label
from translator.pages.furniture import also_in_texts, names_topics
from translator.pages.items import Item
from translator.pages.line_rules import SHORT_LINES, Shape, ends_sentence, running_text, shape_of_text
from translator.text.scripts import HAN

NOTICE_LINE = "line of a notice"
"""Rule of a line that would be furniture elsewhere; it has no full stop and needs none."""

_PLACE = re.compile(rf"(?:[{HAN}]{BLANKS}){{0,4}}地{BLANKS}[点點]\s?[:：]")
"""Where something takes place; the time beside it is not that of posting."""


def with_notice_lines(items: Iterable[Item]) -> list[Item]:
    """Return the items, those that look like furniture but stand inside a text as lines of that text.

    What stands on the page more than once is a running head.
    """
    found = list(items)
    times = Counter(item.text for item in found)
    opened = next((place for place, item in enumerate(found) if _is_whole(item)), len(found))
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and times[found[end].text] == 1 and _in_either(found[end]):
            end += 1
        if start < end and _belongs_to_text(found, start, end, opened=opened < start):
            found[start:end] = [_as_text(item) for item in found[start:end]]
        start = max(end, start + 1)
    return _with_headlines(_with_first_date(found))


_DAY_IN_WORDS = re.compile(r"\d{4}\s?年")
_DATES = 2
"""Dates between its texts from which an article is a list of events."""


def _with_first_date(items: list[Item]) -> list[Item]:
    """Return the items, the date above the first text as one of the events where others have dates above them."""
    dates = [place for place, item in enumerate(items) if _DAY_IN_WORDS.match(item.text) and _is_date(item)]
    notice_lines = sum(items[place].rule == NOTICE_LINE for place in dates)
    first = dates[0] if notice_lines >= _DATES else len(items)
    if items[first + 1 : first + 2] and _in_either(items[first]) and _is_whole(items[first + 1]):
        items[first] = _as_text(items[first])
    return items


def _is_date(item: Item) -> bool:
    return item.rule in ("date", NOTICE_LINE)


def _with_headlines(items: list[Item]) -> list[Item]:
    """Return the items, a line with the words of a call as a headline where a byline and a text follow it."""
    for place, item in enumerate(items[:-2]):
        signed, text = items[place + 1 : place + 3]
        under_headline = place and items[place - 1].shape in (Shape.HEADING, *SHORT_LINES)
        if (
            item.shape is Shape.FURNITURE
            and item.rule == "call"
            and signed.shape is Shape.BYLINE
            and text.shape is Shape.BODY
            and not under_headline
        ):
            items[place] = _as_line(item)
    return items


def _in_either(item: Item) -> bool:
    return item.shape is Shape.FURNITURE and also_in_texts(item.text, item.rule)


def _belongs_to_text(items: Sequence[Item], start: int, end: int, *, opened: bool) -> bool:
    """Return whether the lines ``[start, end)`` are an article's, a text being ``opened`` above them or not."""
    if any(item.line.break_before for item in items[start : end + 1]):
        return False
    above = items[start - 1] if start else None
    below = items[end] if end < len(items) else None
    labelled = all(label(item.text) for item in items[start:end])
    if labelled and any(_is_field(item) and _PLACE.match(item.text) for item in (above, below) if item):
        return True
    if above is None or not opened:
        return False
    if above.rule == "introduction":
        return True
    return _leads(above, labelled=labelled) and below is not None and _follows(below, labelled=labelled)


def _leads(above: Item, *, labelled: bool) -> bool:
    """Return whether the line above is a text; under a heading or a label only lines with a label are one's."""
    return _is_whole(above) or (labelled and (above.shape is Shape.ORDINAL or _is_field(above)))


def _follows(below: Item, *, labelled: bool) -> bool:
    """Return whether the line below is a text that goes on, or the body that signs it."""
    if labelled and (below.shape is Shape.ORDINAL or _is_field(below) or names_bodies(below.text)):
        return True
    return _is_whole(below) and below.rule != "opens with dateline"


def _is_whole(item: Item) -> bool:
    """Return whether the item is a text and is not cut."""
    if item.shape in (Shape.BODY, Shape.LIST_ITEM):
        return ends_sentence(item.text) or (item.shape is Shape.LIST_ITEM and not running_text(item.line))
    return item.shape is Shape.TABLE_CELL


def _is_field(item: Item) -> bool:
    return item.shape is Shape.SHORT and is_field(item.text)


def _as_text(item: Item) -> Item:
    """Return the line as a paragraph of its own; what may divide a text has the shape of any other line."""
    if item.line.markup is Markup.HEADING or names_topics(item.text):
        return _as_line(item)
    return replace(item, shape=Shape.BODY, rule=NOTICE_LINE)


def _as_line(item: Item) -> Item:
    shape, rule = shape_of_text(item.line)
    return replace(item, shape=shape, rule=rule)
