"""English phrases that can be a term. Words are compared as in `translator.terms.proof`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.terms.proof import word_forms
from translator.text.nouns import head, singular
from translator.text.tables import table

LONGEST_PHRASE = 10

_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_BETWEEN_WORDS = re.compile(r"[\s\-–'’“”\"&,]*(?:(?:the|an?)\s+[“\"]?)?")

_HYPHENS = ("-", "‐", "‑")

_AMOUNT_WORDS = {"hundred", "thousand", "million", "billion", "trillion", "percent", "percentage", "yuan"}
_NUMBER_WORDS = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third",
}  # fmt: skip
_NUMERALS = set("一二三四五六七八九十两双首")
_WORDS = table("translator.terms.proposals", "words.toml")["english"]
_JOINING = frozenset(_WORDS["joining"].split())
_CLAUSE = frozenset(_WORDS["clause"].split())
_PLURAL_ONLY = frozenset(_WORDS["plural_only"].split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A span of English, ``[start, end)`` in characters, and its words as `spelled`."""

    words: str
    start: int
    end: int


def spelled(text: str) -> str:
    """Return the words of a text as one string, in which whole words can be searched."""
    return _joined(word_forms(text))


def _joined(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def phrases(text: str, hidden: Collection[str] = ()) -> Iterator[Phrase]:
    """Yield every phrase of 1 to 10 words that can be an English term, without amounts, pronouns and verbs of saying.

    No phrase contains words of a ``hidden`` text (the English of a known term that was found).
    """
    words = [_Word.of(found, text) for found in _ENGLISH_WORD.finditer(text) if word_forms(found[0])]
    free = _free([word.forms for word in words], hidden)
    for first, opening in enumerate(words):
        if not opening.may_begin:
            continue
        for last in range(first, min(len(words), first + LONGEST_PHRASE)):
            gap = text[words[last - 1].end : words[last].start] if last > first else ""
            if not free[last] or not _BETWEEN_WORDS.fullmatch(gap):
                break
            if words[last].may_end:
                spelling = _joined(form for word in words[first : last + 1] for form in word.forms)
                yield Phrase(spelling, opening.start, words[last].end)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text; on a side with a hyphen it neither begins nor ends a phrase."""

    forms: tuple[str, ...]
    start: int
    end: int
    may_begin: bool
    may_end: bool

    @classmethod
    def of(cls, found: re.Match[str], text: str) -> _Word:
        forms = tuple(word_forms(found[0]))
        before, after = text[: found.start()][-2:], text[found.end() : found.end() + 2]
        tied_before = before[1:] in _HYPHENS and before[0].isalnum()
        tied_after = after[:1] in _HYPHENS and after[1:].isalnum()
        return cls(
            forms,
            found.start(),
            found.end(),
            not tied_before and _may_stand_at_an_end(forms[0]),
            not tied_after and _may_stand_at_an_end(forms[-1]),
        )


def base_form(text: str) -> str:
    """Return a phrase with its head in the singular: the word before its first preposition, or its last word.

    Names, nouns without a singular and nouns joined by *and* stay as they are.
    """
    found = head(text)
    if not found or not found[0].islower() or " and " in text or found[0] in _PLURAL_ONLY:
        return text
    return text[: found.start()] + singular(found[0]) + text[found.end() :]


def count_alike(source: str, words: str) -> bool:
    """Return whether a small number in the English can come from the Chinese: 三峡 and "Three Gorges"."""
    return _NUMBER_WORDS.isdisjoint(words.split()) or not _NUMERALS.isdisjoint(source)


def _free(words: Sequence[tuple[str, ...]], hidden: Collection[str]) -> list[bool]:
    never = _AMOUNT_WORDS | _CLAUSE
    free = [not any(form.isdigit() or form in never for form in forms) for forms in words]
    for text in hidden:
        size = len(text.split())
        for start in range(len(words) - size + 1):
            if size and _joined(form for forms in words[start : start + size] for form in forms) == text:
                free[start : start + size] = [False] * size
    return free


def _may_stand_at_an_end(word: str) -> bool:
    return word.lower() not in _JOINING and any(character.isalpha() for character in word)
