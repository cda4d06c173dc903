"""The arguments and results of the rules of house style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from translator.model import Role
from translator.style.quotations import outermost
from translator.text.spans import Span, overlaps

HEADLINES = (Role.HEADLINE, Role.KICKER, Role.SUBHEAD)

_EXACT = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+|`[^`\n]+`|\]\([^)\s]+\)"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|cn|org|net|gov|edu|docx?|pdf|xlsx?|txt|html?)\b(?:/\S*)?",
    re.IGNORECASE,
)
"""Addresses, names of files and code."""

_FIXED = re.compile(r"[\n\t\ufffc]")
"""Breaks, and what a line of a Word file has besides text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Text that is put in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """English to be styled: a segment, a paragraph or a line.

    The words of ``fixed`` spans stay as they are, and nothing in ``exact`` spans changes.
    """

    text: str
    role: Role = Role.PARAGRAPH
    fixed: Sequence[Span] = ()
    exact: Sequence[Span] = ()

    @property
    def is_headline(self) -> bool:
        """Return whether the text is a headline, a kicker or a subhead."""
        return self.role in HEADLINES

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """Return the spans between quotation marks."""
        return outermost(self.text)

    @cached_property
    def untouchable(self) -> tuple[Span, ...]:
        """Return the spans in which nothing changes: the exact ones, addresses and code."""
        return (*self.exact, *(found.span() for found in _EXACT.finditer(self.text)))

    def allows(self, edit: Edit, *, signs: bool) -> bool:
        """Return whether an edit, if ``signs`` one of signs and capitals only, touches nothing that has to stay."""
        if _touches(edit, self.untouchable) or _FIXED.search(self.text, edit.start, edit.end):
            return False
        return signs or not _touches(edit, (*self.fixed, *self.quoted))


def _touches(edit: Edit, spans: Sequence[Span]) -> bool:
    if edit.start == edit.end:  # between two characters
        return any(start < edit.start < end for start, end in spans)
    return overlaps((edit.start, edit.end), spans)


Find = Callable[[Passage, str], Iterator[Edit]]
"""Yield the edits, in order and apart from each other, by which a text comes to follow a value of a rule."""

_EXAMPLE = re.compile(r"^ {4}(?P<value>[^:\n]+|:): (?P<before>.+) → (?P<after>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a rule with a value makes of a text."""

    value: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of house style by its name: the function, whose docstring explains it, and the allowed values.

    ``signs`` says that the rule changes signs and capitals only, so that it may work in quotations and terms. ``role``
    is the role of its examples.
    """

    name: str
    find: Find
    values: tuple[str, ...]
    signs: bool = False
    role: Role = Role.PARAGRAPH

    @property
    def explanation(self) -> str:
        """Return what the docstring says before its examples."""
        doc = self.find.__doc__ or ""
        return " ".join(doc.partition("Styled:")[0].split())

    @property
    def examples(self) -> tuple[Example, ...]:
        """Return the examples of the docstring."""
        block = _dedented((self.find.__doc__ or "").partition("Styled:")[2])
        return tuple(Example(**found.groupdict()) for found in _EXAMPLE.finditer(block))


def _dedented(block: str) -> str:
    from inspect import cleandoc

    lines = cleandoc("\n" + block).splitlines()
    return "\n".join(f"    {line.strip()}" for line in lines if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Protection of a text: functions for its fixed spans, its exact spans, and whether a change is accepted."""

    fixed: Callable[[str], Sequence[Span]]
    exact: Callable[[str], Sequence[Span]]
    accepts: Callable[[str, str], bool]

    def passage(self, text: str, role: Role) -> Passage:
        """Return a text with its protected spans."""
        return Passage(text, role, tuple(self.fixed(text)), tuple(self.exact(text)))


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits that are in order and apart from each other."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
