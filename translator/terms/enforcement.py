"""Approved terms handed to an engine, and the choice among its answers.

The protocol for a caller with an engine:

1. `annotation.annotate` the document. A segment for which `answer` returns a text needs no engine.
2. Translate `engine_source` of the others, then `proof.verify`.
3. Translate `retry_sources` of those with a missing term, all in one batch, and `choose` among the answers.

The English stands inside the Chinese source because a model that has met such input keeps it (Dinu et al.
2019, arXiv 1906.01105). It does not help every model, so the plain source is one of the retries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translator.model import Check, Segment, TermMatch, Translation
from translator.numbers import Kind, chinese_quantities, render
from translator.terms.proof import proofs

_MOST_RETRIES = 2
_SIGNS = str.maketrans("。！？；：，、“”‘’「」『』《》（）【】", '.!?;:,,""\'\'""\'\'""()[]')


def answer(segment: Segment) -> str | None:
    """Return the English of a segment that is one term and, at most, punctuation; None for any other.

    It begins with a capital, because such a segment is a headline, a label or a cell of its own.
    """
    if len(segment.terms) != 1:
        return None
    match = segment.terms[0]
    before, after = segment.source[: match.start], segment.source[match.end :]
    if any(character.isalnum() for character in before + after):
        return None
    target = match.target
    if target.split(" ", 1)[0].islower():  # no name such as iPhone
        target = target[:1].upper() + target[1:]
    return (before.translate(_SIGNS) + target + after.translate(_SIGNS)).strip()


def engine_source(segment: Segment) -> str:
    """Return the source with every term replaced by its approved English, with single spaces around it."""
    return _inline(segment.source, segment.terms)


def retry_sources(segment: Segment) -> tuple[str, ...]:
    """Return other sources to try for a verified segment; empty when no term is missing.

    They are the plain source, then the source with one missing term in English at a time (two at most): a small
    model keeps a single English term more often than several at once.
    """
    missing = [match for match in segment.terms if match.status.failed]
    if not missing:
        return ()
    singles = [_inline(segment.source, [match]) for match in missing[:_MOST_RETRIES]]
    tries = dict.fromkeys([segment.source, *singles])
    return tuple(source for source in tries if source != engine_source(segment))


def _inline(source: str, terms: Sequence[TermMatch], amounts: Sequence[tuple[int, int, str]] = ()) -> str:
    parts, at = [], 0
    for start, end, english in sorted([*((term.start, term.end, term.target) for term in terms), *amounts]):
        parts += [source[at:start].strip(), english]
        at = end
    parts.append(source[at:].strip())
    return " ".join(part for part in parts if part)


def choose(
    segment: Segment, candidates: Sequence[Translation], faults: Callable[[str], int] = lambda _text: 0
) -> Translation:
    """Return the candidate with most terms among those with the fewest warnings of the engine.

    ``faults`` counts what else is wrong with a text; a fault weighs as much as a missing term. Of equal candidates
    the first is chosen, so the decode of `engine_source` should come first. Candidates without text are chosen only
    when there is no other. ``candidates`` must not be empty.
    """

    def worth(candidate: Translation) -> tuple[bool, int, int]:
        found = sum(span is not None for span in proofs(segment.terms, candidate.text))
        return bool(candidate.text.strip()), -len(candidate.warnings), found - faults(candidate.text)

    return max(candidates, key=worth)


_HANDED_OVER = frozenset((Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.FRACTION))
"""Without dates and ordinals, which come out better when the engine sees them in Chinese."""


def retry_with_figures(segment: Segment) -> tuple[str, ...]:
    """Return another source to try for a segment with wrong figures, with its amounts and terms in English.

    Empty when no figure is wrong, or none can be written in English.
    """
    if not any(issue.check == Check.NUMBER for issue in segment.issues):
        return ()
    amounts = [
        (quantity.start, quantity.end, english)
        for quantity in chinese_quantities(segment.source)
        if quantity.kind in _HANDED_OVER
        and (english := render(quantity))
        and all(quantity.end <= term.start or term.end <= quantity.start for term in segment.terms)
    ]
    return (_inline(segment.source, segment.terms, amounts),) if amounts else ()
