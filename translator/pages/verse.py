"""Verse: stanzas whose lines are short because the poet broke them, not because a column is narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.model import Markup
from translator.pages.items import Item
from translator.pages.line_rules import Shape, author_line, ends_sentence

VERSE = "verse"
"""The rule's name, which a stanza gets as its evidence."""

_LONGEST_LINE = 20
_SHORTEST_MEAN = 5
"""Characters of a line of verse; the entries of a menu are shorter."""

_STANZA = 4
"""Short lines that stand together are verse from this number on."""

_NO_VERSE = re.compile(r"[0-9A-Za-z０-９:：@|｜（(【《]")


def first_lines_of_verse(stanzas: Sequence[Sequence[Item]]) -> list[int]:
    """Return for every stanza the number of its first line of verse, and of its lines where it has none.

    One stanza shows that the short lines around it are verse too: one of four lines or more, or one whose lines
    end in commas. A title and the author's name may stand right above the verse, and in a group of poems
    (``组诗``) the title of each.
    """
    firsts = [len(stanza) for stanza in stanzas]
    for start, end in _clusters(stanzas):
        heads = [_head(stanzas[n], opens_page=n == 0) for n in range(start, end)]
        group = any(_GROUP_OF_POEMS.search(stanza[0].text) for stanza in stanzas[start:end])
        if group:
            heads = [
                head or int(_has_title(stanza))
                for head, stanza in zip(heads, stanzas[start:end], strict=True)
            ]
        sure = [group or _surely_verse(stanzas[start + k][head:]) for k, head in enumerate(heads)]
        if not any(sure):
            continue
        for k, head in enumerate(heads):
            rest = len(stanzas[start + k]) - head
            if rest > 1 and (sure[k] or any(sure[:k])):
                firsts[start + k] = head
    return firsts


_GROUP_OF_POEMS = re.compile("组诗|組詩|[（(][一二三四五六七八九十两兩]首[）)]$")
_LONGEST_TITLE = 6


def _has_title(stanza: Sequence[Item]) -> bool:
    """Return whether the first line of a stanza is shorter than all others and has no mark: a poem's title."""
    title, *lines = (item.text for item in stanza)
    shortest = min(map(len, lines), default=0)
    return (
        len(title) <= _LONGEST_TITLE and len(title) < shortest and not re.search("[，。、；：！？…—]", title)
    )


def as_verse(stanza: Sequence[Item]) -> Item:
    """Return one item with the lines of a stanza, a space between them."""
    line = replace(stanza[0].line, text=" ".join(item.text for item in stanza), emphasis=0)
    return Item(line=line, shape=Shape.BODY, rule=VERSE)


def _clusters(stanzas: Sequence[Sequence[Item]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of stanzas that have short lines only, no break between them."""
    start = 0
    for number, stanza in enumerate([*stanzas, ()]):
        short = bool(stanza) and all(map(_short, stanza))
        if not short or stanza[0].line.break_before:
            if number > start:
                yield start, number
            start = number if short else number + 1


def _short(item: Item) -> bool:
    plain = item.shape in (Shape.SHORT, Shape.BODY) and item.line.markup is Markup.TEXT
    return plain and len(item.text) <= _LONGEST_LINE


def _head(stanza: Sequence[Item], *, opens_page: bool) -> int:
    """Return the number of lines above the verse: up to the author's name, or the title of a page."""
    for number, item in enumerate(stanza[:3]):
        if number and author_line(item.text):
            return number + 1
    return int(opens_page)


def _surely_verse(lines: Sequence[Item]) -> bool:
    if len(lines) < 2 or any(_NO_VERSE.search(item.text) for item in lines):
        return False
    if sum(len(item.text) for item in lines) < _SHORTEST_MEAN * len(lines):
        return False
    if any(item.text[-1] in "，；、" for item in lines[:-1]):
        return True
    return len(lines) >= _STANZA and 2 * sum(ends_sentence(item.text) for item in lines) <= len(lines)
