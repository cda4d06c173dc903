"""Pieces of a Chinese sentence that can be a term: runs of nominal words, and short texts between quotation marks.

Words and their parts of speech are those of jieba (its dictionary, and its hidden Markov model for words outside it).
That a term is a run of nouns and what describes them is the filter of Justeson and Katz (1995, "Technical terminology:
some linguistic properties and an algorithm for identification in text"); a Chinese term may also have one verb
(竞业限制).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from translator.numbers.chinese import chinese_quantities
from translator.terms.termbase import match_form
from translator.text.scripts import HAN, has_han
from translator.text.spans import Span
from translator.text.tables import table

_DATA = table("translator.terms.candidates", "candidates.toml")
_TAGS = {name: frozenset(tags.split()) for name, tags in _DATA["parts_of_speech"].items()}
_ENDINGS = {name: tuple(words.split()) for name, words in _DATA["endings"].items()}

SHORTEST, LONGEST = 2, 14
"""Characters of a piece."""
_MOST_WORDS = 5
_MOST_WITH_VERB = 3


class Word(NamedTuple):
    """A word of a sentence with its part of speech."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Return the end of the word in its sentence."""
        return self.start + len(self.text)


class Shape(StrEnum):
    """What the form of a piece says that it is."""

    QUOTED = "quoted"
    PROGRAMME = "programme"
    INSTITUTION = "institution"
    TERM = "term"


class Piece(NamedTuple):
    """A piece ``[start, end)`` of a sentence; ``before`` and ``after`` are the parts of speech of what touches it.

    They are empty at the ends of the sentence and around quotation marks.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    shape: Shape
    before: str = ""
    after: str = ""
    has_known: bool = False
    """Whether a known term or name is a part of it."""

    @property
    def free_left(self) -> bool:
        """Return whether no nominal word stands before it."""
        return self.before not in _TAGS["nominal"]

    @property
    def free_right(self) -> bool:
        """Return whether no nominal word stands behind it."""
        return self.after not in _TAGS["nominal"]


def words_of(form: str) -> list[Word]:
    """Return the words of a text in its `match_form`."""
    import rjieba

    words, at = [], 0
    for text, tag in rjieba.tag(form, True):
        words.append(Word(text, tag, at))
        at += len(text)
    return words


def pieces(text: str, taken: Sequence[Span] = ()) -> Iterator[Piece]:
    """Yield the pieces of a sentence that can be a term.

    ``taken`` are its known terms and names: no piece is inside one, cuts one, or consists of them alone. No piece has
    a quantity.
    """
    form = match_form(text)
    words = words_of(form)
    amounts = [(found.start, found.end) for found in chinese_quantities(form)]
    found = {(piece.start, piece.end): piece for piece in (*_runs(words), *_quoted(text, words))}
    for span, piece in found.items():
        if has_han(form[slice(*span)]) and not any(_touch(span, amount) for amount in amounts):
            known = [one for one in taken if _touch(one, span)]
            if _is_new(span, known):
                yield piece._replace(has_known=bool(known))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_new(span: Span, known: Sequence[Span]) -> bool:
    whole = all(span[0] <= start and end <= span[1] for start, end in known)
    return whole and sum(end - start for start, end in known) < span[1] - span[0]


# --- runs of nominal words ---------------------------------------------------------------------------------------


def _runs(words: Sequence[Word]) -> Iterator[Piece]:
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            part = tuple(words[first : last + 1])
            if not _may_be_inside(part[-1]) or part[-1].end - part[0].start > LONGEST:
                break
            if _is_nominal(part):
                shape = _shape(part)
                if part[-1].end - part[0].start >= SHORTEST and _joins_well(part, shape):
                    yield _piece(words, first, last, shape)


def _may_be_inside(word: Word) -> bool:
    tag = word.tag
    return tag in _TAGS["nominal"] or (tag in _TAGS["verbal"] and len(word.text) > 1) or _joins(word)


def _joins(word: Word) -> bool:
    return word.text in _TAGS["joining"]


def _is_nominal(part: Sequence[Word]) -> bool:
    first, last = part[0], part[-1]
    verbs = sum(word.tag in _TAGS["verbal"] for word in part)
    return not (
        _joins(first)
        or _joins(last)
        or verbs > 1
        or (verbs and len(part) > _MOST_WITH_VERB)
        or (len(part) == 1 and first.tag in _TAGS["never_alone"])
        or (len(part) > 1 and not _TAGS["only_alone"].isdisjoint(word.tag for word in part))
        or first.tag in _TAGS["never_first"]
        or last.tag in _TAGS["never_last"]
        or (len(last.text) == 1 and last.tag in _TAGS["never_single_last"])
        or (len(first.text) == 1 and first.tag in _TAGS["never_single_first"])
    )


def _shape(part: Sequence[Word]) -> Shape:
    if len(part) > 1:
        text = "".join(word.text for word in part)
        if text.endswith(_ENDINGS[Shape.PROGRAMME]):
            return Shape.PROGRAMME
        if text.endswith(_ENDINGS[Shape.INSTITUTION]) and not text.endswith(_ENDINGS["no_institution"]):
            return Shape.INSTITUTION
    return Shape.TERM


def _joins_well(part: Sequence[Word], shape: Shape) -> bool:
    """Return whether 和 joins the subjects of one body (文化和旅游局), not two bodies, and stands only once."""
    joints = [at for at, word in enumerate(part) if _joins(word)]
    if not joints:
        return True
    before = part[joints[0] - 1].text
    return (
        len(joints) == 1 and shape is Shape.INSTITUTION and not before.endswith(_ENDINGS[Shape.INSTITUTION])
    )


def _piece(words: Sequence[Word], first: int, last: int, shape: Shape) -> Piece:
    return Piece(
        start=words[first].start,
        end=words[last].end,
        words=tuple(words[first : last + 1]),
        shape=shape,
        before=words[first - 1].tag if first else "",
        after=_tag_after(words, last),
    )


def _tag_after(words: Sequence[Word], last: int) -> str:
    return words[last + 1].tag if last + 1 < len(words) else ""


# --- between quotation marks -------------------------------------------------------------------------------------

_QUOTED = re.compile(f"[“‘「『]([{HAN}A-Za-z0-9+·]{{2,{LONGEST - 2}}})[”’」』]")


def _quoted(text: str, words: Sequence[Word]) -> Iterator[Piece]:
    """Yield what stands in quotation marks, with what is called so: “铁拳”行动."""
    for found in _QUOTED.finditer(text):
        start, end = found.span(1)
        inside = tuple(word for word in words if start <= word.start and word.end <= end)
        if inside:
            quoted = Piece(start, end, inside, Shape.QUOTED)
            yield next(_called(words, found.span(), inside), quoted)


def _called(words: Sequence[Word], quotation: Span, inside: tuple[Word, ...]) -> Iterator[Piece]:
    after = [at for at, word in enumerate(words) if word.start == quotation[1]]
    for first in after:
        for last in range(first, min(first + 2, len(words))):
            part = (*inside, *words[first : last + 1])
            shape = _shape(part)
            if words[last].tag in _TAGS["nominal"] and shape in (Shape.PROGRAMME, Shape.INSTITUTION):
                yield Piece(quotation[0], words[last].end, part, shape, after=_tag_after(words, last))
