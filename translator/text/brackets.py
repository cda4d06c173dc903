"""Pairs of brackets and quotes.

All functions take one line or paragraph and run in linear time, but for sorting.
"""

from __future__ import annotations

import re
from collections import Counter

OPENERS = "《〈（(“‘「『【［[〔〖｛{"
CLOSERS = "》〉）)”’」』】］]〕〗｝}"
TITLE_OPENERS = "《〈"
TITLE_CLOSERS = "》〉"
QUOTE_OPENERS = '“‘「『"'
QUOTE_CLOSERS = '”’」』"'
MAX_PAIR = 400
"""A pair further apart than this is taken for two unbalanced marks."""

_PARTNER = dict(zip(CLOSERS, OPENERS, strict=True))
_BRACKET = re.compile(f"[{re.escape(OPENERS)}{re.escape(CLOSERS)}]")


def pairs_of(line: str) -> dict[int, int]:
    """Map the position of each closer to that of its opener; a mark without a partner is left out.

    A closer pairs with the nearest opener of its kind, so that one forgotten mark spoils no other pair.
    """
    stack: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    found = dict(zip(*straight_quotes(line), strict=True))
    for match in _BRACKET.finditer(line):
        mark, position = match.group(), match.start()
        if mark in OPENERS:
            stack.append((mark, position))
            waiting[mark] += 1
        elif waiting[_PARTNER[mark]]:
            opened = ""
            while opened != _PARTNER[mark]:
                opened, found[position] = stack.pop()
                waiting[opened] -= 1
    return {closer: opener for closer, opener in found.items() if closer - opener <= MAX_PAIR}


def straight_quotes(line: str) -> tuple[list[int], list[int]]:
    """Return the positions of the closing and of the opening straight quotes.

    They are taken in turn; when their number is odd, nothing is known of any of them, and both lists are empty.
    """
    quotes = [match.start() for match in re.finditer('"', line)]
    return ([], []) if len(quotes) % 2 else (quotes[1::2], quotes[::2])


def paired_stretches(line: str) -> list[int]:
    """Return the rising starts and ends, in turn, of the stretches that lie inside brackets or quotes."""
    edges: list[int] = []
    for opener, closer in sorted((opener, closer) for closer, opener in pairs_of(line).items()):
        if not edges or opener > edges[-1]:
            edges += (opener, closer)
        else:
            edges[-1] = max(edges[-1], closer)
    return edges
