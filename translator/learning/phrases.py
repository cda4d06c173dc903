"""Own the pieces of text that can be a term: runs of Chinese characters, and phrases of English words.

English words are compared as the proof of terms compares them, across case, number and possessives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.terminology import word_forms

LONGEST_SOURCE = 12
LONGEST_PHRASE = 8

_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇A-Za-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN_WORDS = re.compile(r"[\s\-–'’“”\"&]*(?:(?:the|an?)\s+[“\"]?)?")

_LOOSE = "的了着过在和与及或等是为把被将对向从到以于由让使该此这那各每又也都就还并而且但则者近已将曾"
"""Characters that join words: a term neither begins nor ends with one."""

_LOOSE_END = "上中下内外前后时们"
_NUMERAL = re.compile(r"[0-9]|[〇零一二三四五六七八九十两][百千万亿]|[百千万亿][〇零一二三四五六七八九十两]")

_JOINING_WORDS = (
    "a an and are as at be been being but by can could did do does for from had has have he her his how i if in into "
    "is it its may more most not of on one or our out over said she so some such than that the their them then there "
    "these they this those to under up us was we were what when where which while who will with would year years "
    "also all about after before between during through new"
)
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that neither begin nor end a term."""


def sources(text: str, hidden: Iterable[tuple[int, int]] = ()) -> Iterator[str]:
    """Yield every run of 2 to 12 characters that can hold a Chinese term; ``hidden`` stretches break runs."""
    for start, end in hidden:
        text = text[:start] + "\n" * (end - start) + text[end:]
    for found in _HAN_RUN.finditer(text):
        run = found[0]
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + LONGEST_SOURCE) + 1):
                yield run[start:end]


def trimmed(source: str) -> str:
    """Give the part of a run that can be a term, or nothing: without joining words at its ends, and no amount."""
    source = source.strip(_LOOSE)
    if len(source) > 3:
        source = source.rstrip(_LOOSE_END)
    return source if len(_HAN.findall(source)) >= 2 and not _NUMERAL.search(source) else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold a stretch of English, ``[start, end)`` in characters, and its words as `spelled`."""

    words: str
    start: int
    end: int


def spelled(words: Iterable[str]) -> str:
    """Give words as one string in which another one's can be looked for, whole words only."""
    return f" {' '.join(words)} "


def phrases(text: str, hidden: Collection[tuple[str, ...]] = ()) -> Iterator[Phrase]:
    """Yield every phrase of 1 to 8 words that can be an English term.

    Words that are part of a ``hidden`` phrase (a term that is known and met) are left out, and break phrases.
    """
    words = [
        (forms[0], m.start(), m.end()) for m in _ENGLISH_WORD.finditer(text) if (forms := word_forms(m[0]))
    ]
    free = _free([word for word, _, _ in words], hidden)
    for first in range(len(words)):
        if not _may_stand_at_an_end(words[first][0]):
            continue
        for last in range(first, min(len(words), first + LONGEST_PHRASE)):
            gap = text[words[last - 1][2] : words[last][1]] if last > first else ""
            if not free[last] or not _BETWEEN_WORDS.fullmatch(gap):
                break
            if _may_stand_at_an_end(words[last][0]):
                stretch = words[first : last + 1]
                yield Phrase(spelled(word for word, _, _ in stretch), stretch[0][1], stretch[-1][2])


def _free(words: Sequence[str], hidden: Collection[tuple[str, ...]]) -> list[bool]:
    free = [True] * len(words)
    for phrase in hidden:
        size = len(phrase)
        for start in range(len(words) - size + 1):
            if size and tuple(words[start : start + size]) == phrase:
                free[start : start + size] = [False] * size
    return free


def _may_stand_at_an_end(word: str) -> bool:
    return word.lower() not in _JOINING and any(character.isalpha() for character in word)
