"""Captions of pictures: the credits under them, and lists of notices that open with the same marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from translator.pages.items import Item
from translator.pages.line_rules import SHORT_LINES, Shape, credits_picture


def with_picture_credits(items: Iterable[Item]) -> list[Item]:
    """Return the items, lines that say who took or gave a picture as captions where a caption stands above."""
    found: list[Item] = []
    for item in items:
        under_caption = bool(found) and found[-1].shape is Shape.CAPTION
        credit = under_caption and item.shape in (*SHORT_LINES, Shape.BODY) and credits_picture(item.text)
        found.append(replace(item, shape=Shape.CAPTION, rule="credit of a picture") if credit else item)
    return found


_NOTICES = 3
"""Lines with one mark from which they are a list and no captions; a page has hardly so many pictures in a row."""


def without_false_captions(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, captions that open with one mark and stand under one another as a list: ``▲某某遗失…``."""
    for mark, group in groupby(items, key=lambda i: i.text[0] if i.shape is Shape.CAPTION else ""):
        same = list(group)
        marked = mark in tuple("▲△▼◀▶◁▷◄►") and len(same) >= _NOTICES
        for item in same:
            yield replace(item, shape=Shape.LIST_ITEM, rule="list item") if marked else item
