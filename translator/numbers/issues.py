"""Own the figures of a translation: telling which the English has wrong, and handing them to an engine in English.

A small model often copies an English figure that stands in its Chinese input where it would get the Chinese one
wrong (6972人, 90亿元). Which answer is best is then decided by value; nothing is pasted into the English. Nothing
here calls an engine or touches a file.
"""

from __future__ import annotations

from translator.model import Check, Issue
from translator.numbers import (
    Mismatch,
    compare,
)


def missing(source: str, target: str) -> tuple[Mismatch, ...]:
    """Give the quantities of the Chinese that the English does not hold, by value."""
    return tuple(mismatch for mismatch in compare(source, target) if mismatch.chinese)


def issues(source: str, target: str) -> tuple[Issue, ...]:
    """Give an issue for each quantity that the English of a draft does not hold."""
    return tuple(Issue(check=Check.NUMBER, message=found.message) for found in missing(source, target))
