"""What is printed over the articles of a page: its header, running heads, and numbers that only look like a page's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from translator.pages.furniture import names_a_paper
from translator.pages.items import Item
from translator.pages.line_rules import SHORT_LINES, Shape, columns

_OF_A_PAGE = re.compile(
    r"第\s?[\d一二三四五六七八九十]+\s?[版期]|星期[一二三四五六日天]|[A-Z]\d{1,2}(?!\d)|电话[:：]"
)


def without_page_header(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items, the short lines that a break parts from the rest of the page as furniture.

    Evidence is that one of them is furniture by itself or names a page, an issue or a day of the week.
    """
    if items and _names_its_day(items[0]):
        items = [replace(items[0], shape=Shape.FURNITURE, rule="page header"), *items[1:]]
    end = next((n for n, item in enumerate(items) if n and item.line.break_before), 0)
    head = items[:end]
    alone = all(i.shape in (Shape.FURNITURE, *SHORT_LINES) for i in head) and not any(
        item.line.gap_before for item in head[1:]
    )
    telling = any(i.shape is Shape.FURNITURE or _OF_A_PAGE.search(i.text) for i in head)
    if not (alone and telling and items[end].shape in SHORT_LINES):
        return items
    header = [
        replace(i, shape=Shape.FURNITURE, rule="page header") if i.shape in SHORT_LINES else i for i in head
    ]
    return [*header, *items[end:]]


_DAY = re.compile(r"\d{4}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}")
_WIDE_BLANK = re.compile(r"\S(?:[ \u3000]{2,}|\t)\S")
_LONGEST_HEADER = 120
"""Columns."""


def _names_its_day(item: Item) -> bool:
    """Return whether the first line of a page has the day of the issue beside other words, in columns."""
    text = item.text
    return (
        item.shape in (*SHORT_LINES, Shape.BODY)
        and columns(text) <= _LONGEST_HEADER
        and bool(_DAY.search(text) and _WIDE_BLANK.search(text))
        and not re.search("[。！？；，]", text)
    )


def without_running_heads(items: Sequence[Item]) -> list[Item]:
    """Return the items, with what stands again and again beside a page number, and the paper's name, as furniture."""
    found = list(items)
    times = Counter(item.text for item in found if item.shape in (*SHORT_LINES, Shape.NOTE))
    numbers = [False, *[item.rule == "page number" for item in found], False]
    named = len(found) > 1 and found[0].shape is Shape.SHORT and names_a_paper(found[0].text, found[1].text)
    return [
        replace(item, shape=Shape.FURNITURE, rule="running head")
        if (times[item.text] > 1 and (numbers[place] or numbers[place + 2])) or (named and place == 0)
        else item
        for place, item in enumerate(found)
    ]


def with_numbered_parts(items: Sequence[Item]) -> list[Item]:
    """Return the items, lines ``01``, ``02`` … in order as numbers of parts and not of pages."""
    places = [place for place, item in enumerate(items) if re.fullmatch(r"0\d", item.text)]
    numbers = [int(items[place].text) for place in places]
    if len(places) < 2 or numbers != list(range(1, len(places) + 1)):
        return list(items)
    return [
        replace(item, shape=Shape.ORDINAL, rule="number of a part") if place in places else item
        for place, item in enumerate(items)
    ]
