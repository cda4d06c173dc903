"""Links between parts of the source and of the answer, by the model's attention.

Attention between encoder and decoder does not prove alignment, but is a good hint for copied words and for models with
few layers (Garg et al. 2019, arXiv 1909.02074). Whoever uses a link checks the result.
"""

from __future__ import annotations

from collections.abc import Sequence

from translator.model import Link

LEAST_WEIGHT = 0.05
"""Links of less weight are noise and are left out."""

_SPACE = "\u2581"
_JOINS_NEXT = "@@"


def links(
    source: tuple[str, Sequence[str]], target: tuple[str, Sequence[str]], attention: Sequence[Sequence[float]]
) -> tuple[Link, ...]:
    """Return the links between a source and its answer, each given as its text and its pieces.

    ``attention`` has one row for each piece of the answer, with one weight for each piece of the source.
    """
    from_spans, to_spans = piece_spans(*source), piece_spans(*target)
    found = [
        Link(*to, *from_spans[at], row[at])
        for to, row in zip(to_spans, attention, strict=False)
        if to[0] < to[1]
        for at in [at for at, weight in enumerate(row[: len(from_spans)]) if weight >= LEAST_WEIGHT]
    ]
    return tuple(found)


def piece_spans(text: str, pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Return for every piece of a tokenizer the characters ``[start, end)`` of ``text`` that it stands for.

    A tokenizer may write a character differently from the text (full width, bytes); such a piece stands for what is
    between its neighbours.
    """
    spans: list[tuple[int, int]] = []
    at, unknown = 0, 0
    for piece in pieces:
        surface = piece.removesuffix(_JOINS_NEXT).lstrip(_SPACE)
        # What is not in the text is not looked for to its end: it would be found in a later word.
        found = text.find(surface, at, at + len(surface) + 8 * (unknown + 1)) if surface else -1
        if found < 0:
            spans.append((at, at))
            unknown += 1
            continue
        spans[len(spans) - unknown :] = [(at, found)] * unknown
        at, unknown = found + len(surface), 0
        spans.append((found, at))
    spans[len(spans) - unknown :] = [(at, len(text))] * unknown
    return spans
