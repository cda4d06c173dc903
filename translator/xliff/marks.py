"""Writing of the terms inside a source, also of those that cross each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.xliff.text import attributes, content


@dataclass(frozen=True, slots=True)
class Mark:
    """Term at ``[start, end)`` of a text; ``ref`` leads to what is said about it."""

    start: int
    end: int
    id: str
    ref: str


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Return text with its terms; a term that crosses another becomes ``<sm/>`` and ``<em/>``."""
    if not marks:
        return content(text)
    pieces = []
    at = 0
    for position, _, _, markup in sorted(_markup(marks)):
        pieces += [content(text[at:position]), markup]
        at = position
    return "".join([*pieces, content(text[at:])])


def _markup(marks: Sequence[Mark]) -> Iterator[tuple[int, int, int, str]]:
    """Yield position, closing before opening, nesting order, and the tag."""
    open_ends: list[int] = []
    for order, mark in enumerate(sorted(marks, key=lambda mark: (mark.start, -mark.end))):
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        more = attributes(id=mark.id, type="term", ref=mark.ref)
        if open_ends and open_ends[-1] < mark.end:
            yield mark.start, 1, order, f"<sm{more}/>"
            yield mark.end, 0, -order, f'<em startRef="{mark.id}"/>'
        else:
            open_ends.append(mark.end)
            yield mark.start, 1, order, f"<mrk{more}>"
            yield mark.end, 0, -order, "</mrk>"
