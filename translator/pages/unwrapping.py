"""Joining of lines that a fixed width cut, as hand, mail programs and text editors wrap them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from translator.model import Markup
from translator.pages.fields import label
from translator.pages.items import Item, joined
from translator.pages.line_rules import INDENT, Shape, columns, ends_sentence
from translator.pages.verse import as_verse, first_lines_of_verse

NARROWEST_WRAP = 24
WIDEST_WRAP = 110
"""Columns, a Chinese character taking two: texts wrapped by hand or by a mail program are this wide."""

_FULL = 0.8
"""Part of the widest line from which a line counts as filled."""

_PLAIN = (Shape.SHORT, Shape.BODY)


def unwrapped(items: Sequence[Item]) -> Iterator[Item]:
    """Join the lines of a text that was wrapped at a fixed width, verse, and bold lines set under one another."""
    stanzas = _stanzas(items)
    verses = first_lines_of_verse(stanzas)
    widths = [_wrapped_width(stanza[:verse]) for stanza, verse in zip(stanzas, verses, strict=True)]
    usual, times = Counter(filter(None, widths)).most_common(1)[0] if any(widths) else (0, 0)
    for stanza, verse, width in zip(stanzas, verses, widths, strict=True):
        lines = stanza[:verse]
        as_others = times > 1 and _fills(lines, usual)
        wrap = _Wrap(width or (usual if as_others else 0), _marks_paragraphs(lines))
        yield from _grouped(iter(lines), partial(_goes_on, wrap=wrap))
        if verse < len(stanza):
            yield as_verse(stanza[verse:])


def _stanzas(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Return the lines that stand together without a gap."""
    starts = [number for number, item in enumerate(items) if number == 0 or item.line.gap_before]
    return [items[start:end] for start, end in pairwise([*starts, len(items)])]


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a stanza is wrapped: its width in columns, 0 for none, and whether an indent begins each paragraph."""

    width: int
    indents: bool


def _marks_paragraphs(stanza: Sequence[Item]) -> bool:
    """Return whether some lines are indented, and not so many that the whole stanza is."""
    return 0 < 2 * sum(item.line.indented for item in stanza) <= len(stanza)


def _wrapped_width(stanza: Sequence[Item]) -> int:
    """Return the width at which most lines of a stanza are wrapped, 0 where they are not.

    A mark that hangs over the margin makes a single line wider.
    """
    if not _has_wrapped_sentences(stanza):
        return 0
    widths = sorted(columns(item.text) for item in stanza)
    filled = [width for width in widths if width >= _FULL * widths[-1]]
    return filled[len(filled) // 2]


def _fills(stanza: Sequence[Item], width: int) -> bool:
    """Return whether all lines of a stanza but the last one fill a width, as those around it do."""
    widths = [columns(item.text) for item in stanza]
    return len(widths) > 1 and max(widths) <= width + INDENT and min(widths[:-1]) + INDENT >= 0.9 * width


def _grouped(items: Iterator[Item], goes_on: Callable[[list[Item], Item], bool]) -> Iterator[Item]:
    """Yield the items, each joined with those after it for as long as they go on with the group."""
    group: list[Item] = []
    for item in items:
        if group and not goes_on(group, item):
            yield joined(group)
            group = []
        group.append(item)
    if group:
        yield joined(group)


def _goes_on(group: Sequence[Item], item: Item, *, wrap: _Wrap) -> bool:
    """Return whether the item is one more line of the group, in a stanza that is wrapped or not."""
    first, before = group[0], group[-1].line
    if first.shape is item.shape is Shape.BOLD:
        return True
    if first.shape not in (*_PLAIN, Shape.LIST_ITEM) or item.shape not in _PLAIN or item.text.startswith("—"):
        return False
    if (wrap.indents and item.line.indented) or item.rule == "opens with dateline":
        return False
    if (
        not NARROWEST_WRAP <= wrap.width <= WIDEST_WRAP
        or not before.markup is item.line.markup is Markup.TEXT
    ):
        return False
    filled = columns(before.text) + (INDENT if len(group) == 1 else 0)
    return filled >= _FULL * wrap.width and not (ends_sentence(before.text) and filled < 0.95 * wrap.width)


_LONGEST_LABEL = 13
"""Characters of a label in a form, where most lines have one and a long one is no part of a sentence either."""


def _is_form(stanza: Sequence[Item]) -> bool:
    """Return whether at least half of the lines have a label of their own, and fewer of the others end a sentence.

    In an interview the speakers come again, and each line without a name may be the last one of an answer.
    """
    found = [label(line.text, _LONGEST_LABEL) for line in stanza]
    fields = [opening not in ("", line.text) for line, opening in zip(stanza, found, strict=True)]
    labels = {opening for opening, field in zip(found, fields, strict=True) if field}
    ends = [ends_sentence(line.text) for line, field in zip(stanza, fields, strict=True) if not field]
    return 2 * len(labels) >= len(stanza) and len(labels) > sum(ends)


def _has_wrapped_sentences(stanza: Sequence[Item]) -> bool:
    """Return whether the lines of a stanza (without a gap between them) are wrapped at its width.

    Evidence is that the stanza has sentences, and that most of its lines, and of its wide lines, do not end
    with one: without a gap between paragraphs the headlines and bylines are the lines that end none.
    """
    if len(stanza) < 2 or any(len(line.text) > WIDEST_WRAP for line in stanza) or _is_form(stanza):
        return False
    ends = [ends_sentence(line.text) for line in stanza]
    widths = [columns(line.text) for line in stanza]
    filled = _FULL * max(widths)
    wide = [end for end, width in zip(ends, widths, strict=True) if width >= filled]
    mostly = 2 * sum(ends) <= len(ends) and 2 * sum(wide) <= len(wide)
    return mostly and any(re.search(r"[。！？；]|[a-z][.](?:\s|$)", line.text) for line in stanza)
