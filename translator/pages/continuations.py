"""Articles that go on elsewhere on the same page: ``（下转第4版）`` … ``（上接第1版）``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.model import Flag
from translator.pages.furniture import continued
from translator.pages.items import Item, joined
from translator.pages.joins import breaks_off, continues
from translator.pages.line_rules import TEXTS, Shape
from translator.pages.page_layout import PageLayout

Part = list[tuple[int, Item]]
"""The items of an article with their indices on the page."""

_PAGE = re.compile(r"(?:[A-Z]?0*(\d{1,3})|([一二三四五六七八九十]{1,3}))\s?版")
_ONES = ("", *"一二三四五六七八九")
_NUMERALS = {
    tens + one: 10 * number + units
    for number, tens in enumerate(("", "十", "二十", "三十"))
    for units, one in enumerate(_ONES)
}
_MOST_OPEN = 8
"""Articles of one page that wait for their rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jump:
    """A line that sends the reader to page ``other`` or from there; ``own`` is the page it stands on, 0 if unknown.

    ``part`` is the place of its article among those of the page.
    """

    part: int
    other: int
    own: int


def reunited(layout: PageLayout, ranges: Sequence[tuple[int, int]]) -> list[Part]:
    """Return the items of every article, the rest of an article after its beginning.

    Two parts are one article where their page numbers agree, and their headlines or a broken sentence do where
    several beginnings are in question. The sentence that the jump cut is joined.
    """
    parts: list[Part] = [[(index, layout.items[index]) for index in range(*ends)] for ends in ranges]
    chains = {number: [number] for number in range(len(parts))}
    first = list(range(len(parts)))  # of every part, the one that its article begins with
    waiting: list[_Jump] = []
    for jump, away in [*_jumps(parts)]:
        if away:
            waiting = [*waiting[1 - _MOST_OPEN :], jump]
            continue
        beginning = _beginning(layout, parts, waiting, jump)
        if beginning is not None:
            waiting.remove(beginning)
            first[jump.part] = first[beginning.part]
            chains[first[jump.part]] += chains.pop(jump.part)
            parts[beginning.part], parts[jump.part] = _mended(parts[beginning.part], parts[jump.part])
    return [[pair for number in chain for pair in parts[number]] for chain in chains.values()]


def _jumps(parts: Sequence[Part]) -> Iterator[tuple[_Jump, bool]]:
    """Yield the jump lines of the page in order, with whether they send the reader away."""
    page = 0
    for number, part in enumerate(parts):
        opened = False
        for _, item in part:
            if item.shape is not Shape.FURNITURE:
                opened = opened or item.shape in TEXTS
                continue
            if item.rule != "jump line" and not continued(item.text):
                page = _page_number(item) or page
            elif continued(item.text) and opened:
                continue
            elif continued(item.text):
                yield _Jump(part=number, other=_number(item.text), own=page), False
            else:
                yield _Jump(part=number, other=_number(item.text), own=page), True


def _page_number(item: Item) -> int:
    if item.rule == "page number":
        return _number(item.text) or _number(re.sub(r"[^\dA-Z]", "", item.text) + "版")
    return _number(item.text)


def _number(text: str) -> int:
    found = _PAGE.search(text)
    if not found:
        return 0
    return int(found[1]) if found[1] else _NUMERALS.get(found[2], 0)


def _beginning(
    layout: PageLayout, parts: Sequence[Part], waiting: Sequence[_Jump], rest: _Jump
) -> _Jump | None:
    """Return the jump whose article goes on in this part, None where none or several may be meant."""
    fit = [jump for jump in waiting if jump.part != rest.part and _agree(jump, rest)]
    named = [jump for jump in fit if _same_headline(layout, parts[jump.part], parts[rest.part])]
    if len(named) == 1:
        return named[0]
    if len(fit) == 1:
        return fit[0]
    cut = [jump for jump in fit if breaks_off(_last_text(parts[jump.part]))]
    return cut[0] if len(cut) == 1 else None


def _agree(jump: _Jump, rest: _Jump) -> bool:
    """Return whether the jump stands on the page that the rest names, and the rest on the one that the jump names.

    Where no page number stands between the two, the page of the rest is not known.
    """
    from_here = not jump.own or not rest.other or jump.own == rest.other
    to_there = rest.own == jump.own or not jump.other or jump.other == rest.own
    return from_here and to_there


def _same_headline(layout: PageLayout, beginning: Part, rest: Part) -> bool:
    first, second = (
        next((item.text for index, item in part if index in layout.headlines), "")
        for part in (beginning, rest)
    )
    return bool(second) and (first in second or second in first)


def _last_text(part: Part) -> Item:
    return next((item for _, item in reversed(part) if item.shape in TEXTS), part[-1][1])


def _mended(beginning: Part, rest: Part) -> tuple[Part, Part]:
    """Return the two parts, the sentence that the jump cut as one paragraph at the end of the first."""
    last = next(
        (place for place in reversed(range(len(beginning))) if beginning[place][1].shape in TEXTS), None
    )
    first = next((place for place, (_, item) in enumerate(rest) if item.shape in TEXTS), None)
    if last is None or first is None:
        return beginning, rest
    (index, before), (_, after) = beginning[last], rest[first]
    if not (breaks_off(before) and continues(before, after)):
        return beginning, rest
    flags = tuple(flag for flag in after.flags if flag is Flag.UNFINISHED)
    whole = replace(joined([before, after]), flags=(Flag.REJOINED, *flags))
    return [*beginning[:last], (index, whole), *beginning[last + 1 :]], [*rest[:first], *rest[first + 1 :]]
