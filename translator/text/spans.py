"""Spans of a text: characters ``[start, end)``."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""Characters ``[start, end)`` of a text."""


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Return whether a span has a character in common with one of others."""
    return any(start < span[1] and span[0] < end for start, end in others)
