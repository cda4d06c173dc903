"""Issues for the quantities that the English of a draft does not contain."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from translator.model import Check, Issue
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


def issues(source: str, target: str, rendered: Collection[tuple[int, int]] = ()) -> tuple[Issue, ...]:
    """Return an issue for each quantity ``outside`` the rendered spans that the English of a draft does not contain."""
    found = outside(missing(source, target), rendered)
    return tuple(Issue(check=Check.NUMBER, message=one.message) for one in found)
