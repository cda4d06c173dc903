"""Rows: lines that stand among others of their kind, as a table without cells or as fields with their labels.

A line by itself may be a title with a blank or a colon in it. Where people and their offices, figures in columns, or
labels and their values stand under one another, none of them is a headline, a kicker or a subhead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.pages.fields import label
from translator.pages.items import Item
from translator.pages.line_rules import LONGEST_ROLE, OFFICE, SHORT_LINES, Shape, author_line, unspaced

ROWS = ("row of a list", "row of columns")
"""Rules of running text whose lines are no sentences."""

_FEWEST = 3
_VALUE = re.compile("[^。！？；;]{1,81}")
"""A value of any number of words, but no sentence, which would make the line one of a text."""
_NUMBER_OR_TIME = re.compile(r"\d[\d -]{5,}\d|\d[:：]\d{2}")
"""A telephone number or an hour, as a value has it."""
_CUT = re.compile(r"[ \u3000]{2,}|\u3000| (?=[-+]?\d)")
_FIGURE = re.compile(r"[-+]?\d[\d,.]*%?")
_NUMBER_OF_A_ROW = re.compile(r"\d{1,3}\s")


def with_rows(items: Sequence[Item]) -> list[Item]:
    """Return the items, short lines that are rows as running text."""
    shown = list(items)
    for run in _runs(items):
        if _are_rows([items[index].text for index in run]):
            for index in run:
                if items[index].shape in SHORT_LINES:
                    shown[index] = replace(items[index], shape=Shape.BODY, rule=ROWS[0])
    return shown


def _runs(items: Sequence[Item]) -> Iterator[list[int]]:
    """Yield the lines under one another that may be rows; a break ends a run, and so does the gap under a title."""
    run: list[int] = []
    opens = True  # the first line of the run opens the page, or what stands after a break
    for index, item in enumerate(items):
        if item.shape is Shape.FURNITURE:
            continue
        may_be = _may_be_a_row(item)
        gap = item.line.gap_before and opens and len(run) == 1
        title = gap and not _NUMBER_OR_TIME.search(items[run[0]].text)
        if title or item.line.break_before or not may_be:
            yield run
            run, opens = [], item.line.break_before and may_be
        if may_be:
            run.append(index)
    yield run


def _may_be_a_row(item: Item) -> bool:
    if item.shape not in (*SHORT_LINES, Shape.BODY):
        return False
    opening = label(item.text)
    field = opening and _VALUE.fullmatch(item.text, len(opening))
    return bool(field or _columns_of(item.text))


def _are_rows(texts: Sequence[str]) -> bool:
    """Return whether lines are rows.

    Two may be a kicker and a headline, unless they have figures or people: ``专家：…``, ``稳就业　惠民生　促发展``.
    """
    if len(texts) >= _FEWEST:
        return True
    in_columns = all(map(_columns_of, texts)) and any(_columns_of(text) == _SURE for text in texts)
    return len(texts) > 1 and (in_columns or any(map(_NUMBER_OR_TIME.search, texts)))


_SURE, _LIKELY = 2, 1


def _columns_of(text: str) -> int:
    """Return how surely the text is set in columns, 0 where it is not: a person with an office, figures, three words.

    Two words with a blank between them are as often a headline: ``渔民上岸　海草成林``.
    """
    if re.search("[，。！？；]", text):
        return 0
    whole = unspaced(text)
    number = _NUMBER_OF_A_ROW.match(whole)
    start = label(whole, LONGEST_ROLE) or (number[0] if number else "")
    rest = whole[len(start) :]
    first, *others = _CUT.split(rest)
    numbered = bool(others) and start[:1].isdigit()
    named = author_line(first) and bool(others and OFFICE.fullmatch(others[-1]))
    people = author_line(rest) and bool(others or start)
    if numbered or named or people or any(map(_FIGURE.fullmatch, others)):
        return _SURE
    return _LIKELY if len(others) > 1 or (others and author_line(first)) else 0
