"""Sources as an engine gets them: the segment's Chinese with approved English in it or beside it.

The English stands inside the Chinese where a model has met such input and keeps it (Dinu et al. 2019, arXiv
1906.01105), and beside it where a model reads what it is told. Any other engine gets the Chinese alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from translator.model import Priority, Segment, TermMatch
from translator.numbers import Amount, amounts
from translator.terms.splicing import FUNCTION_WORD
from translator.text.chunks import after_white, halved
from translator.text.nouns import head
from translator.text.spans import Span, overlaps


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of a segment's source, and where they or their English stand in the request."""

    start: int
    end: int
    text: str
    at: int
    english: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Source for an engine; ``inline`` are the spans of the segment's source whose whole English the engine gets."""

    text: str
    inline: frozenset[Span]
    pieces: tuple[_Piece, ...]

    def given(self, start: int, end: int) -> str:
        """Return the English that stands for characters ``[start, end)`` of the segment's source; empty for none."""
        return next((p.text for p in self.pieces if p.english and (p.start, p.end) == (start, end)), "")

    def span(self, start: int, end: int) -> Span:
        """Return where characters ``[start, end)`` of the segment's source stand in the request."""
        at = [_moved(piece, start, end) for piece in self.pieces if piece.start < end and start < piece.end]
        return (min(first for first, _ in at), max(last for _, last in at)) if at else (0, 0)


def _moved(piece: _Piece, start: int, end: int) -> Span:
    if piece.english:
        return piece.at, piece.at + len(piece.text)
    first = piece.at + max(start - piece.start, 0)
    return first, piece.at + min(end, piece.end) - piece.start


def plain(segment: Segment) -> Request:
    """Return the request with nothing in English."""
    return _request(segment.source, ())


def told(segment: Segment) -> Request:
    """Return the request with nothing in English, for an engine that is told the English of its terms beside it."""
    spans = frozenset((term.start, term.end) for term in forced(segment))
    return replace(plain(segment), inline=spans)


def known(segment: Segment) -> tuple[tuple[str, str], ...]:
    """Return the pieces of a source whose English is settled, with that English: forced terms, names and amounts."""
    source = segment.source
    terms = [(term.start, term.end, term.target) for term in forced(segment)]
    found = sorted([*terms, *map(_of_amount, free_amounts(segment))])
    return tuple(dict.fromkeys((source[start:end], english) for start, end, english in found))


def with_terms(segment: Segment, terms: Sequence[TermMatch], *, briefly: bool = False) -> Request:
    """Return the request with these of its terms in English, of long ones only the `brief` form where ``briefly``."""
    return _with_terms(segment, terms, (), briefly=briefly)


def in_parts(segment: Segment, terms: Sequence[TermMatch], *, briefly: bool = False) -> Request:
    """Return the same with a line break where a model is to begin a new part."""
    source = segment.source
    cuts = frozenset(after_white(source, cut) for cut in accumulate(map(len, halved(source)[:-1])))
    return _with_terms(segment, terms, cuts, briefly=briefly)


def _with_terms(
    segment: Segment, terms: Sequence[TermMatch], cuts: Collection[int], *, briefly: bool
) -> Request:
    given = {term: brief(term.target) if briefly else term.target for term in terms}
    inline = [(term.start, term.end, english) for term, english in given.items()]
    whole = frozenset((term.start, term.end) for term, english in given.items() if english == term.target)
    return replace(_request(segment.source, inline, cuts), inline=whole)


_BRIEF_FROM = 4
"""How many words a term has whose brief form an engine may get."""


def brief(english: str) -> str:
    """Return the last two words of the head of a long term; a short one, or one of several things, as it is.

    A small model garbles a long phrase, and the sentence around it; two words it copies, and the whole term takes their
    place. *Action Plan* stands for *Three-Year Action Plan for Attracting Talent to Qingdao*.
    """
    found = head(english) if len(english.split()) >= _BRIEF_FROM else None
    words = english[: found.end()].split()[-2:] if found else []
    several = any(FUNCTION_WORD.fullmatch(word) or not word[-1].isalnum() for word in words)
    return " ".join(words) if words and not several else english


def with_everything(segment: Segment) -> Request:
    """Return the request with all forced terms and all amounts in English."""
    terms, free = forced(segment), free_amounts(segment)
    return _request(segment.source, (*map(_of_term, terms), *map(_of_amount, free)))


def forced(segment: Segment) -> list[TermMatch]:
    """Return the terms that an engine is given in English from the start."""
    return [term for term in segment.terms if term.priority is Priority.FORCE]


def free_amounts(segment: Segment) -> list[Amount]:
    """Return the amounts of a source that no forced term covers or touches."""
    taken = [(term.start, term.end) for term in forced(segment)]
    return [amount for amount in amounts(segment.source) if not overlaps((amount.start, amount.end), taken)]


def _of_term(term: TermMatch) -> tuple[int, int, str]:
    return term.start, term.end, term.target


def _of_amount(amount: Amount) -> tuple[int, int, str]:
    return amount.start, amount.end, amount.english


def _request(source: str, inline: Sequence[tuple[int, int, str]], cuts: Collection[int] = ()) -> Request:
    """Return the request with each ``(start, end, English)`` put in, single spaces around it, and line breaks at cuts.

    A cut within English that was put in is left out.
    """
    pieces: list[_Piece] = []
    text = ""
    end = 0
    for start, stop, english in [*sorted(inline), (len(source), len(source), "")]:
        edges = [end, *sorted(cut for cut in cuts if end < cut < start), start]
        for piece in (
            *(_chinese(source, first, last) for first, last in pairwise(edges)),
            _Piece(start, stop, english, 0, english=True),
        ):
            if piece.text:
                text += ("\n" if piece.start in cuts else " ") if text else ""
                pieces.append(replace(piece, at=len(text)))
                text += piece.text
        end = stop
    spans = frozenset((start, stop) for start, stop, _ in inline)
    return Request(text=text, inline=spans, pieces=tuple(pieces))


def _chinese(source: str, first: int, last: int) -> _Piece:
    text = source[first:last]
    start = first + len(text) - len(text.lstrip())
    return _Piece(start, start + len(text.strip()), text.strip(), 0, english=False)
