"""Own the figures of a translation: telling which the English has wrong, and handing them to an engine in English.

A small model often copies an English figure that stands in its Chinese input where it would get the Chinese one
wrong (6972人, 90亿元). Which answer is best is then decided by value; nothing is pasted into the English. Nothing
here calls an engine or touches a file.
"""

from __future__ import annotations

from translator import terminology
from translator.language.numbers import Kind, Mismatch, chinese_quantities, compare, render
from translator.model import NUMBER_CHECK, Issue, Segment

_HANDED_OVER = frozenset((Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.FRACTION))
"""Dates and ordinals come out better when the engine sees them in Chinese."""


def missing(source: str, target: str) -> tuple[Mismatch, ...]:
    """Give the quantities of the Chinese that the English does not hold, by value."""
    return tuple(mismatch for mismatch in compare(source, target) if mismatch.chinese)


def issues(source: str, target: str) -> tuple[Issue, ...]:
    """Give an issue for each quantity that the English of a draft does not hold."""
    return tuple(Issue(check=NUMBER_CHECK, message=found.message) for found in missing(source, target))


def retry_sources(segment: Segment) -> tuple[str, ...]:
    """Give another source worth a second decode for a segment with wrong figures: its amounts, and terms, in English.

    Empty when no figure is wrong, or none can be put into English.
    """
    if not any(issue.check == NUMBER_CHECK for issue in segment.issues):
        return ()
    terms = [(term.start, term.end, term.target) for term in segment.terms]
    amounts = [
        (quantity.start, quantity.end, english)
        for quantity in chinese_quantities(segment.source)
        if quantity.kind in _HANDED_OVER
        and (english := render(quantity))
        and all(quantity.end <= start or end <= quantity.start for start, end, _ in terms)
    ]
    return (terminology.inline(segment.source, sorted([*terms, *amounts])),) if amounts else ()
