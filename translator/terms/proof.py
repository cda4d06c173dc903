"""Approved terms found in the target: one proof for the status of a term and for its mark in the review table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from translator.model import Evidence, Segment, TermKind, TermMatch, TermStatus
from translator.text.nouns import plural, singular
from translator.text.spans import Span


def proofs(terms: Sequence[TermMatch], target: str) -> tuple[Span | None, ...]:
    """Return for every term occurrence the span of the target that proves it, or None.

    An approved form is found whatever its case, plural or possessive ending, articles, and hyphens or spaces:
    `start-up` is proved by `Startups`, `policy` by `policies`; a verb also in its other forms. A possessive ending is
    not part of the span. Words of the target prove one term only: a term that stands twice in the source must be found
    twice, and `Qingdao` inside `Qingdao Municipal People's Congress` does not prove a second 青岛.
    """
    return proofs_and_faults(terms, target)[0]


def forbidden_spans(terms: Sequence[TermMatch], target: str) -> tuple[Span | None, ...]:
    """Return for every term occurrence that is not proved the span of a form that is forbidden for it, or None."""
    return proofs_and_faults(terms, target)[1]


def proofs_and_faults(
    terms: Sequence[TermMatch], target: str
) -> tuple[tuple[Span | None, ...], tuple[Span | None, ...]]:
    """Return the `proofs` and the `forbidden_spans`."""
    return _proofs_and_faults(tuple(terms), target)


@lru_cache(maxsize=1024)  # every attempt at a segment is judged several times
def _proofs_and_faults(
    terms: tuple[TermMatch, ...], target: str
) -> tuple[tuple[Span | None, ...], tuple[Span | None, ...]]:
    if not terms:
        return (), ()
    words = _words(target)
    free = [True] * len(words)
    approved = [_forms(term.target, *term.variants, pos=term.pos) for term in terms]
    found = _placed(approved, words, free)
    found = _with_listed(terms, found, target, words, free)
    wrong = [
        () if span else _forms(*term.forbidden, pos=term.pos) for term, span in zip(terms, found, strict=True)
    ]
    return found, _placed(wrong, words, free) if any(wrong) else (None,) * len(terms)


def _with_listed(
    terms: Sequence[TermMatch],
    found: tuple[Span | None, ...],
    target: str,
    words: Sequence[_Word],
    free: list[bool],
) -> tuple[Span | None, ...]:
    """Return the spans with those of derived names in a list that share what they are: Jinzhai and Huoshan counties."""
    spans = list(found)
    for at, term in enumerate(terms):
        if spans[at] or term.kind is not TermKind.DERIVED:
            continue
        for name in (term.target, *term.variants):
            specific, _, generic = name.rpartition(" ")
            lists = _lists_of(generic.lower(), target) if specific else []
            inside = [
                unused and any(start <= word.start and word.end <= end for start, end in lists)
                for word, unused in zip(words, free, strict=True)
            ]
            place = _free_place("".join(word_forms(specific)), words, inside) if any(inside) else None
            if place is not None:
                spans[at] = (words[place.start].start, words[place.stop - 1].end)
                free[place] = [False] * (place.stop - place.start)
                break
    return tuple(spans)


_NAME = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_LIST = f"{_NAME}(?:, {_NAME})*,? and {_NAME}"


def _lists_of(generic: str, target: str) -> list[Span]:
    """Return where names are listed before or behind the plural of a noun: the subdistricts of Gudi and Gaoli."""
    nouns = plural(generic)
    if nouns not in target.lower():
        return []
    several = rf"(?i:\b{re.escape(nouns)}\b)"
    pattern = re.compile(
        rf"(?:{several}(?: of|:|,| including| such as| namely)? ({_LIST})|({_LIST}) {several})"
    )
    return [match.span(match.lastindex or 0) for match in pattern.finditer(target)]


def verify(segment: Segment, evidence: Sequence[Evidence | None] = ()) -> Segment:
    """Set the status of every term by what the target says; all are *open* while there is no target.

    ``evidence``, one for each term, says how a term that is found came into the target; without it a term that was
    found before keeps its own.
    """
    if segment.target.strip():
        found, forbidden = proofs_and_faults(segment.terms, segment.target)
        statuses = [
            TermStatus.FOUND if right else TermStatus.FORBIDDEN if wrong else TermStatus.MISSING
            for right, wrong in zip(found, forbidden, strict=True)
        ]
    else:
        statuses = [TermStatus.OPEN] * len(segment.terms)
    how = evidence or [term.evidence for term in segment.terms]
    terms = tuple(
        replace(term, status=status, evidence=kept if status is TermStatus.FOUND else None)
        for term, status, kept in zip(segment.terms, statuses, how, strict=True)
    )
    return segment if terms == segment.terms else replace(segment, terms=terms)


_Form = tuple[str, ...]
"""The words of an approved form, as `word_forms` returns them."""


@lru_cache(maxsize=4096)
def _forms(*texts: str, pos: str) -> tuple[tuple[_Form, ...], ...]:
    """Return for each text its form and, of a verb, its inflected ones."""
    forms = (word_forms(text) for text in texts)
    return tuple((form, *(_inflected(form) if pos == "verb" else ())) for form in forms)


def _inflected(form: _Form) -> Iterator[_Form]:
    for verb in form[:1]:
        yield from ((inflected, *form[1:]) for inflected in _verb_forms(verb))


def _placed(
    forms: Sequence[Sequence[Sequence[_Form]]], words: Sequence[_Word], free: list[bool]
) -> tuple[Span | None, ...]:
    """Return for each term the span of the first of its forms that stands in free words, which it then uses up.

    ``forms`` are for each term those of its target and of each variant.
    """
    # The longest first, or the words of a long term would be used up by a short one inside it. Of forms of one length
    # a target comes first, or a term would lose its target to another that has it as a variant.
    order = sorted(
        (
            (-len(form), rank > 0, at, form)
            for at, texts in enumerate(forms)
            for rank, several in enumerate(texts)
            for form in several
        ),
        key=lambda item: item[:3],
    )
    found: list[Span | None] = [None] * len(forms)
    takers: dict[str, list[int]] = {}
    spelled = "".join(word.form for word in words)
    for _, _, at, form in order:
        wanted = "".join(form)
        place = _free_place(wanted, words, free) if not found[at] and wanted in spelled else None
        if place is not None:
            found[at] = (words[place.start].start, words[place.stop - 1].end)
            free[place] = [False] * (place.stop - place.start)
            takers.setdefault(wanted, []).append(at)
    # The spans of a form stand in order; the first term of the source gets the first of them.
    for several in takers.values():
        spans = [found[at] for at in several]
        for at, span in zip(sorted(several), spans, strict=True):
            found[at] = span
    return tuple(found)


def _free_place(wanted: str, words: Sequence[_Word], free: Sequence[bool]) -> slice | None:
    """Return the unused words that together spell ``wanted``, so that `start-up` and `startup` are one form."""
    for start in range(len(words) if wanted else 0):
        if not wanted.startswith(words[start].form):
            continue
        spelled, end = "", start
        while end < len(words) and free[end] and len(spelled) < len(wanted):
            spelled += words[end].form
            end += 1
        if spelled == wanted:
            return slice(start, end)
    return None


# --- English words that count as the same --------------------------------------------------------

_WORD = re.compile(r"(?<![^\W_])[A-Za-z](?:\+\+|#)|[^\W_]+(?:'[^\W_]+)*'?")
"""A word; the signs of C++ and C# belong to it, or C would be proof of either."""
_APOSTROPHES = "’‘ʼ＇"
_POSSESSIVE = re.compile(r"'s?$")
_ACRONYM = re.compile(r"[A-Z]{2,4}")
_DOUBLES = re.compile(r"(?<![aeiou])[aeiou][bdgklmnprt]$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_ARTICLES = frozenset({"the", "The", "a", "an", "An"})


class _Word(NamedTuple):
    form: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def word_forms(text: str) -> tuple[str, ...]:
    """Return the words of an English text in a form that is the same for any case, number and possessive ending.

    Short acronyms keep their capitals (`WHO` is not `who`); articles and punctuation are left out.
    """
    return tuple(word.form for word in _words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    plain, origins = _plain(text)
    found = []
    for match in _WORD.finditer(plain):
        word = _POSSESSIVE.sub("", match[0]) if "'" in match[0] else match[0]
        if word not in _ARTICLES:
            last = match.start() + len(word) - 1
            # What is left out of the plain text after the last character are its accents.
            end = max(origins[last] + 1, origins[last + 1])
            found.append(_Word(_reduced(word), origins[match.start()], end))
    return tuple(found)


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without accents and ligatures, and where each character came from."""
    pieces = [*map(_plain_character, text)]
    plain = "".join(pieces)
    if len(plain) == len(text) and "" not in pieces:
        return plain, range(len(text) + 1)
    return plain, [*(at for at, piece in enumerate(pieces) for _ in piece), len(text)]


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character == "&":
        return " and "
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=16384)
def _reduced(word: str) -> str:
    stem = word[:-1] if word.endswith("s") and len(word) > 2 else word
    if _ACRONYM.fullmatch(stem):
        return stem
    return singular(word.replace("'", "").lower())


def _verb_forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a regular verb other than its own, as words are reduced: *lives* is *life*."""
    stem = verb.removesuffix("e")
    doubled = [verb + verb[-1:]] if _DOUBLES.search(verb) else []
    past = [verb[:-1] + "i"] if _CONSONANT_Y.search(verb) else []
    stems = dict.fromkeys([stem, *doubled])
    return (singular(plural(verb)), *(f"{one}ing" for one in stems), *(f"{one}ed" for one in (*stems, *past)))
