"""Approved terms found in the target: one proof for the status of a term and for its mark in the review table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from translator.model import Segment, TermMatch, TermStatus

Span = tuple[int, int]
"""Characters ``[start, end)`` of a target."""


def proofs(terms: Sequence[TermMatch], target: str) -> tuple[Span | None, ...]:
    """Return for every term occurrence the span of the target that proves it, or None.

    An approved form is found whatever its case, plural or possessive ending, articles, and hyphens or spaces:
    `start-up` is proved by `Startups`, `policy` by `policies`. A possessive ending is not part of the span. Words
    of the target prove one term only: a term that stands twice in the source must be found twice, and `Qingdao`
    inside `Qingdao Municipal People's Congress` does not prove a second 青岛.
    """
    words = _words(target)
    forms = [
        (word_forms(form), at) for at, match in enumerate(terms) for form in (match.target, *match.variants)
    ]
    # The longest first, or the words of a long term would be used up by a short one inside it.
    forms.sort(key=lambda item: -len(item[0]))
    found: list[Span | None] = [None] * len(terms)
    free = [True] * len(words)
    for form, at in forms:
        place = None if found[at] else _free_place("".join(form), words, free)
        if place is not None:
            found[at] = (words[place.start].start, words[place.stop - 1].end)
            free[place] = [False] * (place.stop - place.start)
    return tuple(found)


def verify(segment: Segment) -> Segment:
    """Set the status of every term by what the target says; all are *open* while there is no target."""
    if segment.target.strip():
        found = proofs(segment.terms, segment.target)
        statuses = [TermStatus.FOUND if span else TermStatus.MISSING for span in found]
    else:
        statuses = [TermStatus.OPEN] * len(segment.terms)
    terms = tuple(replace(m, status=s) for m, s in zip(segment.terms, statuses, strict=True))
    return segment if terms == segment.terms else replace(segment, terms=terms)


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

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_APOSTROPHES = "’‘ʼ＇"
_POSSESSIVE = re.compile(r"'s?$")
_ACRONYM = re.compile(r"[A-Z]{2,4}")
_SIBILANT_PLURAL = re.compile(r"(ss|x|z|ch|sh)es$")
_NO_PLURAL = re.compile(r"(ss|us|is|ics)$")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "news": "news", "series": "series",
    "species": "species",
}  # fmt: skip
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
        word = _POSSESSIVE.sub("", match[0])
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


def _reduced(word: str) -> str:
    stem = word[:-1] if word.endswith("s") and len(word) > 2 else word
    if _ACRONYM.fullmatch(stem):
        return stem
    return _singular(word.replace("'", "").lower())


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.endswith("s") or _NO_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if _SIBILANT_PLURAL.search(word) else word[:-1]
