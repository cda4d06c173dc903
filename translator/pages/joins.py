"""Joining of paragraphs that a column or a page break cut, and lists whose entries only look cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from translator.model import Flag, Markup
from translator.pages.fields import is_field
from translator.pages.furniture import continued
from translator.pages.items import Item, joined
from translator.pages.line_rules import (
    INDENT,
    LONGEST_HEADLINE,
    TEXTS,
    Shape,
    columns,
    ends_sentence,
    opens_text,
    running_text,
    says_a_sentence,
)
from translator.pages.notice_lines import NOTICE_LINE
from translator.pages.verse import VERSE

ENTRY = "entry of a list"
"""Rule of an entry of a list whose entries have no full stops."""

_TITLE = re.compile(r"题\s?[:：].{1,40}")
"""After its dateline an agency names the feature that follows: ``新华社北京3月5日电 题：…``."""

_MOST_BETWEEN = 6
"""Page numbers, running heads and pictures with their captions between the two parts of a sentence."""

_CLOSING_FURNITURE = frozenset({"jump line", "end mark", "staff line", "imprint"})

_OPEN = "，、,（("
"""Marks after which a sentence always goes on."""


def rejoined(items: Iterable[Item]) -> list[Item]:
    """Return the items, with paragraphs joined across any number of breaks.

    Page furniture and captions that stand within a sentence come after its paragraph.
    """
    found = list(items)
    groups: list[list[Item]] = []
    broken, between = None, 0
    for item, following in zip_longest(found, found[1:]):
        apart = item.line.break_before and broken == len(groups) - 1
        if broken is not None and not apart and _goes_on_with(groups[broken], item):
            groups[broken].append(item)
            between = 0
            broken = broken if breaks_off(item, within=True) else None
            continue
        above = groups[-1][-1] if groups else None
        groups.append([item])
        if breaks_off(item) or _short_but_cut(above, item, following):
            broken, between = len(groups) - 1, 0
        elif broken is not None:
            between += 1
            broken = broken if _may_stand_within(item) and between <= _MOST_BETWEEN else None
    return [_whole(group) for group in groups]


def _goes_on_with(group: Sequence[Item], item: Item) -> bool:
    """Return whether the item goes on with a group; where both open with an indent it is a paragraph of its own."""
    before = group[-1]
    indents = group[0].line.indented and item.line.indented
    return continues(before, item) and not (indents and before.text[-1] not in _OPEN)


def _short_but_cut(above: Item | None, item: Item, following: Item | None) -> bool:
    """Return whether a short line breaks off: it ends in a comma under a text, or has one at the foot of a page."""
    if item.shape is not Shape.SHORT or above is None:
        return False
    if item.text[-1] in "，、":
        return above.shape in TEXTS
    foot = following is not None and following.rule in ("page number", "running head")
    return foot and "，" in item.text and not says_a_sentence(item.text)


def _whole(group: Sequence[Item]) -> Item:
    item = joined(group, Flag.REJOINED)
    cut = len(group) > 1 and item.shape is Shape.SHORT
    return replace(item, shape=Shape.BODY, rule="running text") if cut else item


def _may_stand_within(item: Item) -> bool:
    """Return whether the item may stand within a sentence: a page number, a running head, a picture's caption."""
    furniture = item.shape is Shape.FURNITURE and item.rule not in _CLOSING_FURNITURE
    return (furniture and not continued(item.text)) or item.shape is Shape.CAPTION


def continues(before: Item, item: Item) -> bool:
    """Return whether the item goes on with a text that broke off: running text, or a short line that ends it."""
    if item.dateline or item.rule in (VERSE, NOTICE_LINE, ENTRY, "introduction"):
        return False
    if before.text[-1] not in _OPEN and opens_text(item.text):
        return False
    return item.shape is Shape.BODY or (item.shape is Shape.SHORT and ends_sentence(item.text))


def breaks_off(item: Item, *, within: bool = False) -> bool:
    """Return whether the item is running text without the end of a sentence, also as an item of a list.

    ``within`` a text that was broken before, any line may be cut again.
    """
    text = item.text
    if (
        item.dateline
        or item.rule in (VERSE, NOTICE_LINE, ENTRY, "row of columns")
        or _TITLE.match(text)
        or ends_sentence(text)
    ):
        return False
    if item.shape is Shape.LIST_ITEM:
        return item.line.markup is Markup.TEXT and running_text(item.line)
    whole = columns(text) <= LONGEST_HEADLINE and is_field(text)
    return item.shape is Shape.BODY and (within or not whole)


# --- lists without full stops ------------------------------------------------------------------------

_ENTRIES, _SURE_ENTRIES = 3, 2
"""Texts without full stops from which they are a list, by themselves and where something else shows it too."""


def with_entries(items: Iterable[Item]) -> list[Item]:
    """Return the items, texts that stand under one another and end no sentence as entries of a list.

    A break leaves one text without its end, and a long text that is cut more than once has full stops within.
    """
    found = list(items)
    places = [place for place, item in enumerate(found) if not _may_stand_within(item)]
    texts = [found[place] for place in places]
    starts = [n for n in range(len(texts)) if n == 0 or not _in_one_list(texts[n - 1], texts[n])]
    for start, end in pairwise([*starts, len(texts)]):
        above = texts[start - 1] if start else None
        if not _is_list(above, texts[start:end], texts[end] if end < len(texts) else None):
            continue
        for place in places[start:end]:
            if breaks_off(found[place]):
                found[place] = replace(found[place], rule=ENTRY)
    return found


def _in_one_list(before: Item, item: Item) -> bool:
    same = before.shape is item.shape and not item.line.break_before
    return same and _may_be_entry(before) and _may_be_entry(item)


def _may_be_entry(item: Item) -> bool:
    """Return whether the item has no end of a sentence, neither within nor at its end, and does not go on."""
    if item.text[-1] in _OPEN or ends_sentence(item.text) or re.search("[。！？]", item.text):
        return False
    return item.shape is Shape.LIST_ITEM or breaks_off(item)


def _is_list(above: Item | None, run: Sequence[Item], below: Item | None) -> bool:
    """Return whether texts without full stops are a list.

    Two are one under a line that introduces them, or where nothing below can be their end. Lines of one width are
    those of a text that was wrapped.
    """
    if len(run) < _SURE_ENTRIES:
        return False
    if below is None or below.line.break_before or not continues(run[-1], below):
        return True
    introduced = above is not None and above.rule == "introduction"
    return len(run) >= (_SURE_ENTRIES if introduced else _ENTRIES) and not _of_one_width(run)


def _of_one_width(run: Sequence[Item]) -> bool:
    """Return whether the lines have one width, the first with or without the indent of a paragraph."""
    first, *others = (columns(item.text) for item in run)
    widest = max(others)
    return widest - min(others) <= INDENT and -INDENT <= widest - first <= 2 * INDENT
