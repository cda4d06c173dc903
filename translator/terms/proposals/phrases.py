"""Pieces of text that can be a term: runs of Chinese characters, and phrases of English words.

English words are compared as in `translator.terms.proof`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.terms.proof import word_forms

LONGEST_SOURCE = 12
LONGEST_PHRASE = 10

_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇A-Za-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_BETWEEN_WORDS = re.compile(r"[\s\-–'’“”\"&,]*(?:(?:the|an?)\s+[“\"]?)?")

_HYPHENS = ("-", "‐", "‑")

_LOOSE = "的了着过在和与及或等是为把被将对向从到以于由让使该此这那各每又也都就还并而且但则者近已曾"
"""Characters that join words; no term begins or ends with one."""

_OPENING = re.compile(
    "(?:关于|进一步|继续|持续|不断|全面|积极|加快|加强|推进|推动|深化|完善|坚持|保持|实现|实施|开展|建立|平均|要|个)+"
)
"""Words that newspaper prose puts before many different nouns."""

_LOOSE_END = "上中下内外前后时们"
_AMOUNT = re.compile(
    "[0-9]|[〇零一二三四五六七八九十两百千万亿几多][百千万亿]|[百千万亿][〇零一二三四五六七八九十两]"
    "|[一二三四五六七八九十两几数多半][年月日天周倍成]|[一二三四五六七八九十两几数]个?小时|分之|个月|年[内来]|[万亿]元"
)

_AMOUNT_WORDS = {"hundred", "thousand", "million", "billion", "trillion", "percent", "percentage", "yuan"}
_NUMBER_WORDS = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third",
}  # fmt: skip
_NUMERALS = set("一二三四五六七八九十两双首")
_JOINING_WORDS = (
    "a an and are as at be been being but by can could did do does for from had has have he her his how i if in into "
    "is it its may more most not of on one or our out over said she so some such than that the their them then there "
    "these they this those to under up us was we were what when where which while who will with would year years "
    "also all about after before between during through cannot"
)
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that neither begin nor end a term."""


def sources(text: str, hidden: Iterable[tuple[int, int]] = ()) -> Iterator[str]:
    """Yield every run of 2 to 12 characters that can contain a Chinese term; ``hidden`` spans break runs."""
    for start, end in hidden:
        text = text[:start] + "\n" * (end - start) + text[end:]
    for found in _HAN_RUN.finditer(text):
        run = found[0]
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + LONGEST_SOURCE) + 1):
                yield run[start:end]


def trimmed(source: str) -> str:
    """Return the part of a run that can be a term: without joining words at its ends; empty for an amount."""
    source = source.strip(_LOOSE)
    opening = _OPENING.match(source)
    source = source[opening.end() :] if opening else source
    if len(source) > 3:
        source = source.rstrip(_LOOSE_END)
    return source if len(_HAN.findall(source)) >= 2 and not _AMOUNT.search(source) else ""


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
    """Yield every phrase of 1 to 10 words that can be an English term, without amounts.

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


def count_alike(source: str, words: str) -> bool:
    """Return whether a small number in the English can come from the Chinese: 三峡 and "Three Gorges"."""
    return _NUMBER_WORDS.isdisjoint(words.split()) or not _NUMERALS.isdisjoint(source)


def _free(words: Sequence[tuple[str, ...]], hidden: Collection[str]) -> list[bool]:
    free = [not any(form.isdigit() or form in _AMOUNT_WORDS for form in forms) for forms in words]
    for text in hidden:
        size = len(text.split())
        for start in range(len(words) - size + 1):
            if size and _joined(form for forms in words[start : start + size] for form in forms) == text:
                free[start : start + size] = [False] * size
    return free


def _may_stand_at_an_end(word: str) -> bool:
    return word.lower() not in _JOINING and any(character.isalpha() for character in word)
