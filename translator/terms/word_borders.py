"""Words of a Chinese text that a term would cut through: 市民 in 青岛市|民, 越南 in 越|南海|域.

A term cuts through a word when the best segmentation of the text that has the word is likelier than the best one that
has a border at both ends of the term. Likelihood is that of a unigram model with the words and frequencies of jieba's
dictionary and with the terms themselves.

Most words across a border prove nothing, because they divide there: 保障局 in 社会保障|局, 省政府 in
省|政府工作报告. A word counts when a single character of it is inside the term. At the end of the term it must have
two characters (市民, 部门); at the beginning it may have more (越南, 二氧化碳), since a suffix belongs to what is
before it.
Where a shorter term can stand instead, every word across the end counts (大学生 in 山东大学|生 leaves 山东).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from translator.text.scripts import has_han
from translator.text.spans import Span

_LONGEST = 6
"""Characters of the longest word of the dictionary that is looked for."""
_TOTAL = math.log(60_101_967)
"""Logarithm of the sum of the frequencies in jieba's dictionary."""
_NEVER = -1e9

# Logarithms, chosen on pairs of sentences: with them most terms that the English proves stay.
_UNKNOWN = 3.2
"""How much likelier a term that the dictionary does not know is than its parts in a row."""
_REST = 2.0
"""How much likelier a word must be for each single character of the term that it leaves behind."""
_SHORTER = 1.0
"""How much less likely it may be where a shorter term can stand instead."""


def words_of(form: str) -> tuple[str, ...]:
    """Return the words of a text in its `match_form` by the likeliest segmentation; other scripts stay in one piece."""
    return tuple(piece for start, end in _runs(form) for piece in _segmented(form[start:end]))


def term_borders(form: str, slack: float) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places of a text at which a term may begin, and those at which it may end.

    A place counts when the best segmentation with a border there is less likely than the best of all by ``slack`` at
    most, in natural logarithms; and inside a longer word, when a word of two characters or more is on the term's side
    (黄河 in 黄河大合唱, 低保 in 低保户).
    """
    begins: set[int] = set()
    ends: set[int] = set()
    for start, end in _runs(form):
        inside = _Lattice(form[start:end], start, ()).borders(slack) if has_han(form[start]) else ()
        both = {start, end, *inside}
        begins |= both
        ends |= both
    at = 0
    for word in words_of(form):
        begins |= {at + cut for cut in range(1, len(word) - 1) if _known(word[cut:])}
        ends |= {at + cut for cut in range(2, len(word)) if _known(word[:cut])}
        at += len(word)
    return frozenset(begins), frozenset(ends)


def _runs(form: str) -> Iterator[Span]:
    """Yield the longest stretches that are all Chinese characters, or none."""
    start = 0
    for _, characters in groupby(form, key=has_han):
        end = start + len([*characters])
        yield start, end
        start = end


def _segmented(run: str) -> tuple[str, ...]:
    return _Lattice(run, 0, ()).best() if has_han(run[0]) else (run,)


class WordBorders:
    """The words of one text, given in its `match_form` with the places of all terms in it."""

    def __init__(self, form: str, terms: Iterable[Span]) -> None:
        self._form = form
        self._terms = sorted(terms, key=lambda term: term[1] - term[0])
        self._shortest = {start: end for start, end in reversed(self._terms)}
        self._lattices: dict[Span, _Lattice] = {}

    def cut_by(self, start: int, end: int) -> bool:
        """Return whether the term at ``[start, end)`` cuts through a word."""
        shorter = self._shortest[start] < end
        words = [*self._over_start(start), *self._over_end(start, end, _LONGEST if shorter else 2)]
        if not words:
            return False
        lattice = self._around(start, end)
        needed = lattice.best_through(start, end) - _SHORTER * shorter
        return any(
            lattice.best_with(word) - _REST * lattice.singles_beside(word, start, end) > needed
            for word in words
        )

    def _over_start(self, start: int) -> list[Span]:
        if start == 0 or not has_han(self._form[start - 1]):
            return []
        begins = range(max(0, start + 1 - _LONGEST), start)
        return [(at, start + 1) for at in begins if _known(self._form[at : start + 1])]

    def _over_end(self, start: int, end: int, longest: int) -> list[Span]:
        if end == len(self._form) or not has_han(self._form[end]):
            return []
        begins = range(max(start, end - longest) + 1, end)
        return [(at, end + 1) for at in begins if _known(self._form[at : end + 1])]

    def _around(self, start: int, end: int) -> _Lattice:
        """Return the lattice of the run of Chinese characters around a term."""
        form = self._form
        while start > 0 and has_han(form[start - 1]):
            start -= 1
        while end < len(form) and has_han(form[end]):
            end += 1
        if (start, end) not in self._lattices:
            terms = [(a, b) for a, b in self._terms if start <= a and b <= end]
            self._lattices[start, end] = _Lattice(form[start:end], start, terms)
        return self._lattices[start, end]


class _Lattice:
    """The best segmentations of a run of text: up to every character, and from it on."""

    def __init__(self, run: str, offset: int, terms: Iterable[Span]) -> None:
        self._run, self._offset = run, offset
        self._words = [_words_at(run, at) for at in range(len(run))]
        for start, end in terms:
            if end - offset not in self._words[start - offset]:
                self._words[start - offset][end - offset] = self._best_inside(start, end) + _UNKNOWN
        self._look_forward()
        self._look_back()

    def _look_forward(self) -> None:
        size = len(self._run)
        self._to, self._last = [0.0] + [_NEVER] * size, [0] * (size + 1)
        for at, words in enumerate(self._words):
            for end, weight in words.items():
                if self._to[at] + weight > self._to[end]:
                    self._to[end], self._last[end] = self._to[at] + weight, at

    def _look_back(self) -> None:
        size = len(self._run)
        self._from, self._next = [_NEVER] * size + [0.0], [size] * (size + 1)
        for at in reversed(range(size)):
            best = max((weight + self._from[end], end) for end, weight in self._words[at].items())
            self._from[at], self._next[at] = best

    def best(self) -> tuple[str, ...]:
        """Return the words of the best segmentation."""
        places = [0]
        while places[-1] < len(self._run):
            places.append(self._next[places[-1]])
        return tuple(self._run[start:end] for start, end in pairwise(places))

    def borders(self, slack: float) -> Iterator[int]:
        """Yield the places with a border in a segmentation that is at most ``slack`` less likely than the best."""
        for at, (before, after) in enumerate(zip(self._to, self._from, strict=True)):
            if before + after >= self._to[-1] - slack:
                yield self._offset + at

    def best_through(self, start: int, end: int) -> float:
        """Return the log-likelihood of the best segmentation with a border at both ends of a term."""
        before, after = self._to[start - self._offset], self._from[end - self._offset]
        return before + self._best_inside(start, end) + after

    def best_with(self, word: Span) -> float:
        """Return the log-likelihood of the best segmentation that has a word of the dictionary."""
        start, end = word[0] - self._offset, word[1] - self._offset
        return self._to[start] + log_probability(self._run[start:end]) + self._from[end]

    def singles_beside(self, word: Span, start: int, end: int) -> int:
        """Return how many single characters of the term at ``[start, end)`` the best segmentation with a word has."""
        start, end = start - self._offset, end - self._offset
        singles, at = 0, word[0] - self._offset
        while at > start:
            singles += start <= self._last[at] == at - 1
            at = self._last[at]
        at = word[1] - self._offset
        while at < end:
            singles += self._next[at] == at + 1
            at = self._next[at]
        return singles

    def _best_inside(self, start: int, end: int) -> float:
        start, end = start - self._offset, end - self._offset
        words = self._words[start]
        if end - start == 2:  # most terms; the only other way is character by character
            return max(words.get(end, _NEVER), words[start + 1] + self._words[start + 1][end])
        best = {start: 0.0}
        for at in range(start, end):
            for to, weight in self._words[at].items():
                if to <= end:
                    best[to] = max(best.get(to, _NEVER), best[at] + weight)
        return best[end]


def _words_at(run: str, at: int) -> dict[int, float]:
    """Return the ends of the words that start at a character, with their weights."""
    longer = range(at + 2, min(at + _LONGEST, len(run)) + 1)
    ends = [at + 1, *(end for end in longer if _known(run[at:end]))]
    return {end: log_probability(run[at:end]) for end in ends}


def _known(word: str) -> bool:
    return log_probability(word) > -_TOTAL


@lru_cache(maxsize=1 << 16)
def log_probability(word: str) -> float:
    """Return the log-probability of a word, that of one occurrence for a word that is not in the dictionary."""
    import rjieba

    return math.log(rjieba.suggest_freq(word) if rjieba.has_word(word) else 1) - _TOTAL
