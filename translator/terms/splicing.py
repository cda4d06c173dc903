"""English put into a translation in place of other words: its article, its capital and its number repaired.

The few rules of spelling here are enough for that; inflect, which knows more, takes seconds to import.
"""

from __future__ import annotations

import re

Span = tuple[int, int]
"""Characters ``[start, end)`` of a translation."""

_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+)['\"“‘(]*$")
_ARTICLE_BEFORE = re.compile(r"\b(an?|the)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:\b(?:[2-9]|\d[\d,.]*\d|two|three|four|five|six|seven|eight|nine|ten|many|several|various|both|these|those"
    r"|hundred|thousand|million|billion|dozens of|hundreds of|thousands of|a number of)\s+)$",
    re.IGNORECASE,
)
_QUOTES = tuple('"“”')
_COMMON_NOUN = re.compile(r"\b[a-z]{2,}[a-rt-z]$")
"""A noun in the singular, so far as its spelling shows."""

_SIBILANT = re.compile(r"(?:[sxz]|[cs]h)$")
_AN_ACRONYM = re.compile(r"[AEFHILMNORSX](?:[A-Z]*[0-9]*\b)")
_CONSONANT = re.compile(r"eu|one\b|one-|once|uni(?![nm])|u[srt][aeio]", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]|hour|heir|hono|honest|8|1[18](?:,|\b)", re.IGNORECASE)
"""What is spoken with a vowel first, where neither an acronym nor such words as *European* are (*a university*)."""


def spliced(text: str, span: Span, english: str) -> str:
    """Return the text with ``english`` in place of the words at ``span``.

    A word of ``english`` that then stands twice in a row, because part of it was written before, is left once.
    """
    before, after = text[: span[0]], text[span[1] :]
    english = _unquoted(_numbered(before, english), before, after)
    article = _ARTICLE_BEFORE.search(before)
    if article:
        english = _ARTICLE.sub("", english, count=1)
        before = before[: article.start()] + _article(article[1], english) + " "
    before = _without_last(before, english.split(" ", 1)[0])
    starts = _SENTENCE_START.search(before) and (not before or text[span[0] : span[0] + 1].isupper())
    english = _capital(english) if starts else _small_article(english)
    space_before = before[-1:].isalnum()
    space_after = after[:1].isalnum()
    return f"{before}{' ' if space_before else ''}{english}{' ' if space_after else ''}{after}"


def _unquoted(english: str, before: str, after: str) -> str:
    """Return the English without a quotation mark that already stands around its place."""
    if english[:1] in _QUOTES and before[-1:] in _QUOTES:
        english = english[1:]
    return english[:-1] if english[-1:] in _QUOTES and after[:1] in _QUOTES else english


def _without_last(before: str, word: str) -> str:
    cut = re.search(rf"(?:^|(?<=\s)){re.escape(word)}\s+$", before, re.IGNORECASE)
    return before[: cut.start()] if cut else before


def _small_article(english: str) -> str:
    article = _ARTICLE.match(english)
    return english[0].lower() + english[1:] if article else english


def _article(written: str, english: str) -> str:
    """Return the article that stood there, *a* or *an* as the new word is spoken."""
    if written.lower() == "the":
        return written
    acronym = english[:2].isupper() or english[1:2].isdigit()
    vowel = _AN_ACRONYM.match(english) if acronym else not _CONSONANT.match(english) and _VOWEL.match(english)
    spoken = "an" if vowel else "a"
    return spoken.capitalize() if written[0].isupper() else spoken


def _capital(english: str) -> str:
    first = english.split(" ", 1)[0]
    return english[:1].upper() + english[1:] if first.islower() else english  # no name such as iPhone


def _numbered(before: str, english: str) -> str:
    """Return the plural of a common noun after a word that asks for one."""
    if not _SEVERAL.search(before) or not _COMMON_NOUN.search(english):
        return english
    if english.endswith("y") and english[-2] not in "aeiou":
        return english[:-1] + "ies"
    return english + ("es" if _SIBILANT.search(english) else "s")
