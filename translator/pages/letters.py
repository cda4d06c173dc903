"""Letters: the last words of a letter, which close its text, and the names under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.pages.documents import names_bodies
from translator.pages.items import Item
from translator.pages.line_rules import SHORT_LINES, TEXTS, Shape, author_line
from translator.text.scripts import HAN

LETTER = "signature of a letter"
"""Rule of the names under the last words of a letter."""

_MOST_WRITERS = 4
_WISH = re.compile(
    rf"(?:此\s*致\s*)?敬\s*[礼禮][！!。]?|(?:[顺順][颂頌祝]|敬[祝颂頌]|即[颂頌祝]|此[颂頌]|祝[您你好]|谨[祝颂])[{HAN}]{{0,6}}[！!。]?"
)


def with_writers(items: Sequence[Item]) -> list[Item]:
    """Return the items, the names of people and bodies under the wish that closes a letter as its signature."""
    found = list(items)
    for place, item in enumerate(items):
        if _closes_a_letter(item.text) and _ends_a_text(items, place):
            for below in range(place + 1, min(place + 1 + _MOST_WRITERS, len(items))):
                if not _names_writers(items[below]):
                    break
                found[below] = replace(items[below], shape=Shape.SIGNATURE, rule=LETTER)
    return found


def last_words(items: Sequence[Item], place: int) -> bool:
    """Return whether a short line that ends a sentence stands under a text: ``敬礼！``, ``感谢您的支持！``."""
    return place > 0 and items[place].text[-1] in "。！!" and _ends_a_text(items, place)


def _closes_a_letter(text: str) -> bool:
    """Return whether the whole text is the wish that closes a letter, under which its writers sign: ``敬礼！``."""
    return bool(_WISH.fullmatch(text))


def _ends_a_text(items: Sequence[Item], place: int) -> bool:
    """Return whether a short line stands under a text, one other short line between them at most."""
    before = reversed(items[max(place - 2, 0) : place])
    above = next((item for item in before if item.shape is not Shape.SHORT), None)
    return items[place].shape is Shape.SHORT and above is not None and above.shape in TEXTS


def _names_writers(item: Item) -> bool:
    return item.shape in SHORT_LINES and (author_line(item.text) or names_bodies(item.text))
