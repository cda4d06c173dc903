"""English put into a translation in place of other words: its article, its capital and its number repaired.

The few rules of spelling here are enough for that; inflect, which knows more, takes seconds to import.
"""

from __future__ import annotations

import re

from translator.text.spans import Span

_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+)['\"“‘(]*$")
_ARTICLE_BEFORE = re.compile(r"\b(an?|the)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:\b(?:[2-9]|\d[\d,.]*\d|two|three|four|five|six|seven|eight|nine|ten|many|several|various|both|these|those"
    r"|hundred|thousand|million|billion|dozens of|hundreds of|thousands of|a number of)\s+)$",
    re.IGNORECASE,
)
_QUOTES = tuple('"“”')
_OPENING = "\"“‘'("
_COMMON_NOUN = re.compile(r"\b[a-z]{2,}[a-rt-z]$")
"""A noun in the singular, so far as its spelling shows."""

_SIBILANT = re.compile(r"(?:[sxz]|[cs]h)$")
_AN_ACRONYM = re.compile(r"[AEFHILMNORSX](?:[A-Z]*[0-9]*\b)")
_CONSONANT = re.compile(r"eu|one\b|one-|once|uni(?![nm])|u[srt][aeio]", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]|hour|heir|hono|honest|8|1[18](?:,|\b)", re.IGNORECASE)
"""What is spoken with a vowel first, where neither an acronym nor such words as *European* are (*a university*)."""


def spliced(text: str, span: Span, english: str, *, person: bool = False) -> str:
    """Return the text with ``english`` in place of the words at ``span``.

    Words at either end of ``english`` that are already there, before or behind the place, are left once. Of a
    ``person``, whose name takes no article, the article before the place is left out.
    """
    before, after = text[: span[0]], text[span[1] :]
    english = _numbered(before, english)
    article = _ARTICLE_BEFORE.search(before)
    if article and person:
        before = before[: article.start()]
    elif article:
        english = _ARTICLE.sub("", english, count=1)
        before = before[: article.start()] + _article(article[1], english) + " "
    before, after = _without_doubles(before, english.split(), after)
    before, english, after = _quoted_once(before, english, after, even=_marks(text) % 2 == 0)
    starts = _SENTENCE_START.search(before) and (not before or text[span[0] : span[0] + 1].isupper())
    english = capitalized(english) if starts else _small_article(english)
    space_before = before[-1:].isalnum()
    space_after = after[:1].isalnum()
    return f"{before}{' ' if space_before else ''}{english}{' ' if space_after else ''}{after}"


_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+")


def capitalized(english: str) -> str:
    """Return the English with a capital at its beginning, but for a name such as iPhone.

    The number of a list and quotation marks may stand before it.
    """
    number = _LIST_NUMBER.match(english)
    at = number.end() if number else 0
    at += len(english[at:]) - len(english[at:].lstrip(_OPENING))
    first = english[at:].split(" ", 1)[0]
    return english[:at] + first[:1].upper() + english[at + 1 :] if first.islower() else english


def _quoted_once(before: str, english: str, after: str, *, even: bool) -> tuple[str, str, str]:
    """Return the three parts without the quotation marks that stand there twice, or lost their partner.

    None has lost it that had none: ``even`` says that the text had an even number of marks.
    """
    if english[:1] in _QUOTES and before[-1:] in _QUOTES:
        english = english[1:]
    if english[-1:] in _QUOTES and after[:1] in _QUOTES:
        english = english[:-1]
    if even and _marks(before + english + after) % 2:
        if after[:1] in _QUOTES:
            after = after[1:]
        elif before[-1:] in _QUOTES:
            before = before[:-1]
    return before, english, after


def _marks(text: str) -> int:
    return sum(map(text.count, _QUOTES))


def _without_doubles(before: str, words: list[str], after: str) -> tuple[str, str]:
    """Return what stands around the English without the longest row of its words that it begins or ends with.

    A comma may stand before such a row where it does in the English, which then is a list.
    """
    left, right = _plain(before), _plain(after).lstrip('"“”, ')
    for count in range(len(words), 0, -1):
        row = words[:count]
        if not left.endswith(_plain(" ".join(row))):
            continue
        if found := re.search(rf"(?:^|(?<=\s)){_row(row)}\s+$", before, re.IGNORECASE):
            before = before[: found.start()]
            break
    for count in range(len(words), 0, -1):
        row = words[-count:]
        if not right.startswith(_plain(" ".join(row))):
            continue
        comma = ",?" if words[-count - 1 :][0].endswith(",") else ""
        if found := re.match(rf"[\"“”]?{comma}\s+{_row(row)}(?!\w)", after, re.IGNORECASE):
            after = after[found.end() :]
            break
    return before, after


def _plain(text: str) -> str:
    """Return a text in small letters with one space between words: a look at it is cheaper than a pattern."""
    return " ".join(text.lower().split())


def _row(words: list[str]) -> str:
    return r"\s+".join(map(re.escape, words))


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


def _numbered(before: str, english: str) -> str:
    """Return the plural of a common noun after a word that asks for one."""
    if not _SEVERAL.search(before) or not _COMMON_NOUN.search(english):
        return english
    if english.endswith("y") and english[-2] not in "aeiou":
        return english[:-1] + "ies"
    return english + ("es" if _SIBILANT.search(english) else "s")
