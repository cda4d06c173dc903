"""Quantities that the English does not contain, but for those that are part of a term."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from translator.numbers.compare import compare
from translator.numbers.values import Mismatch


def missing(source: str, target: str) -> tuple[Mismatch, ...]:
    """Return the quantities of the Chinese that the English does not contain, by value."""
    return tuple(mismatch for mismatch in compare(source, target) if mismatch.chinese)


def outside(found: Iterable[Mismatch], rendered: Collection[tuple[int, int]]) -> tuple[Mismatch, ...]:
    """Return the mismatches but for those of quantities in ``rendered`` spans of the Chinese.

    Such a span is a term that the English has: *Badahu Subdistrict* for 八大湖街道 needs no eight.
    """
    return tuple(
        one for one in found if not any(start < one.end and one.start < end for start, end in rendered)
    )
