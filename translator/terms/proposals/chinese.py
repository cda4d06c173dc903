"""Chinese that can be a term: it begins and ends with a whole word, and is no clause and no amount.

The words are those of `translator.terms.word_borders`, their classes those of jieba's dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from translator.terms.word_borders import term_borders, words_of
from translator.text.scripts import has_han
from translator.text.tables import table

LONGEST_SOURCE = 12

_SLACK = 2.0
"""How much less likely a segmentation with a border may be than the best one, in natural logarithms."""

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇A-Za-z0-9]+")
_AMOUNT = re.compile(
    "[0-9]|[〇零一二三四五六七八九十两百千万亿几多][百千万亿]|[百千万亿][〇零一二三四五六七八九十两]"
    "|[一二三四五六七八九十两几数多半][年月日天周倍成]|[一二三四五六七八九十两几数]个?小时|分之|个月|年[内来]|[万亿]元"
)

_WORDS = {
    name: frozenset(text.split())
    for name, text in table("translator.terms.proposals", "words.toml")["chinese"].items()
}
_LOOSE = _WORDS["joining"] | _WORDS["times"]

_CLAUSE_CLASS = "r"
"""Pronouns."""
_JOINING_CLASSES = frozenset("pcuyeo")
"""Prepositions, conjunctions, particles, interjections."""
_JOINING_CHARACTERS = frozenset("dz")
"""Adverbs; only those of one character, since 重复 and 一路 also begin and end terms."""
_FUNCTION = _JOINING_CLASSES | _JOINING_CHARACTERS | frozenset("rfmq")
_NOT_LAST = frozenset("fmq")
"""Words of place, numbers and measure words, behind other words."""


def sources(form: str, hidden: Iterable[tuple[int, int]] = ()) -> Iterator[str]:
    """Yield every run of 2 to 12 characters that can contain a Chinese term; ``hidden`` spans break runs."""
    begins, ends = _borders(form)
    covered = {at for start, end in hidden for at in range(start, end)}
    for start in sorted(begins):
        if form[start - 1 : start].isdigit():
            continue  # 20家单位: the measure word belongs to the number
        for end in range(start + 2, min(start + LONGEST_SOURCE, len(form)) + 1):
            if not covered.isdisjoint((start, end - 2, end - 1)) or not _RUN.fullmatch(form, start, end):
                break
            if end in ends:
                yield form[start:end]


@lru_cache(maxsize=1 << 12)
def _borders(form: str) -> tuple[frozenset[int], frozenset[int]]:
    begins, ends = term_borders(form, _SLACK)
    words = ["", *words_of(form), ""]
    places = [*accumulate(map(len, words))]
    return (
        begins
        - {places[n - 1] for n in range(2, len(words) - 1) if _is_rest(words[n - 1], words[n], words[n + 1])},
        ends
        - {places[n] for n in range(1, len(words) - 2) if _is_rest(words[n + 1], words[n], words[n - 1])},
    )


def _is_rest(outside: str, word: str, inside: str) -> bool:
    """Return whether a single character belongs to one outside of a run of longer words: 专 in 产业专 + 班.

    Names and new words are single characters to a dictionary.
    """
    singles = len(outside) == len(word) == 1 < len(inside)
    return singles and not any(map(_is_function_word, (outside, word)))


def _is_function_word(word: str) -> bool:
    return word in _LOOSE or _class_of(word) in _FUNCTION or not has_han(word)


@lru_cache(maxsize=1 << 14)
def trimmed(source: str) -> str:
    """Return the part of a run that can be a term: without joining words at its ends.

    The result is empty for a clause (it has a pronoun or a verb of saying), for an amount and for a single character.
    """
    words = [*words_of(source)]
    while words and _may_not_open(words[0]):
        del words[0]
    while words and _may_not_close(words[-1], alone=all(map(_is_number, words[:-1]))):
        del words[-1]
    short = "".join(words)
    is_clause = any(_class_of(word) == _CLAUSE_CLASS or word in _WORDS["saying"] for word in words)
    return short if sum(map(has_han, short)) >= 2 and not is_clause and not _AMOUNT.search(short) else ""


def _may_not_open(word: str) -> bool:
    return _joins(word) or word in _WORDS["openers"] or _class_of(word) in ("r", "k")


def _may_not_close(word: str, *, alone: bool) -> bool:
    return _joins(word) or (not alone and _class_of(word) in _NOT_LAST)


def _joins(word: str) -> bool:
    kind = _class_of(word)
    return word in _LOOSE or kind in _JOINING_CLASSES or (len(word) == 1 and kind in _JOINING_CHARACTERS)


def _is_number(word: str) -> bool:
    return _class_of(word) == "m"


@lru_cache(maxsize=1 << 14)
def _class_of(word: str) -> str:
    """Return the first letter of a word's class in jieba's dictionary, or an empty string."""
    import rjieba

    tagged = rjieba.tag(word)
    return str(tagged[0][1])[:1] if len(tagged) == 1 else ""
