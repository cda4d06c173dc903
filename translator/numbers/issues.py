"""Issues for the quantities that the English of a draft does not contain."""

from __future__ import annotations

from translator.model import Check, Issue
from translator.numbers.compare import compare
from translator.numbers.values import Mismatch


def missing(source: str, target: str) -> tuple[Mismatch, ...]:
    """Return the quantities of the Chinese that the English does not contain, by value."""
    return tuple(mismatch for mismatch in compare(source, target) if mismatch.chinese)


def issues(source: str, target: str) -> tuple[Issue, ...]:
    """Return an issue for each quantity that the English of a draft does not contain."""
    return tuple(Issue(check=Check.NUMBER, message=found.message) for found in missing(source, target))
