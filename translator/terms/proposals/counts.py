"""Counts over reviewed sentences: places of sources and of English words, and cohesion of characters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import spelled

_PULLS = 3.0
"""A character belongs to its neighbour outside a run when it coheres with it so many times better."""

_SMALL_WORD = re.compile(r"\b[a-z]+\b")

_OFTEN = 2
"""Pairs of characters seen less often do not count."""


class Counts:
    """An index of examples, by their number."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._forms = [example.form for example in examples]
        self._after = [spelled(example.after) for example in examples]
        self._before = [spelled(example.before or "") for example in examples]
        texts = (text for example in examples for text in (example.before or "", example.after))
        self._small = {word for text in texts for word in _SMALL_WORD.findall(text)}
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_character: dict[str, set[int]] = defaultdict(set)
        self._characters: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        for number, form in enumerate(self._forms):
            for word in f"{self._after[number]} {self._before[number]}".split():
                self._by_word[word].add(number)
            for character in set(form):
                self._by_character[character].add(number)
            self._characters.update(form)
            self._pairs.update(one + two for one, two in pairwise(form))

    def with_source(self, source: str) -> frozenset[int]:
        """Return the examples whose Chinese has a source."""
        places = _smallest(self._by_character[character] for character in source)
        return frozenset(place for place in places if source in self._forms[place])

    def with_words(self, words: str, *, drafts: bool = False) -> frozenset[int]:
        """Return the examples whose reviewed English, or whose draft, has these words."""
        texts = self._before if drafts else self._after
        places = _smallest(self._by_word[word] for word in words.split())
        return frozenset(place for place in places if words in texts[place])

    def knows_small(self, word: str) -> bool:
        """Return whether any English, reviewed or draft, has a word in lower case."""
        return word in self._small

    def whole_words(self, source: str, places: Iterable[int]) -> str:
        """Return the part of a run of characters that cuts no word at its ends, as far as the examples show.

        The run 发企业 of 开发企业 and 研发企业 is cut to 企业, since 发 coheres with the character before it.
        (Cohesion of neighbours as a sign of word boundaries: Sproat and Shih 1990; here the product of both
        conditional probabilities.)
        """
        places = tuple(places)
        while len(source) > 1 and self._is_pulled(source, places, at_start=True):
            source = source[1:]
        while len(source) > 1 and self._is_pulled(source, places, at_start=False):
            source = source[:-1]
        return source if len(source) > 1 else ""

    def _is_pulled(self, source: str, places: Sequence[int], *, at_start: bool) -> bool:
        inside = self._cohesion(source[:2] if at_start else source[-2:])
        pulled = 0
        for place in places:
            form = self._forms[place]
            start = form.index(source)
            end = start + len(source)
            outside = form[max(start - 1, 0) : start + 1] if at_start else form[end - 1 : end + 1]
            counted = at_start and outside[0].isdigit()  # 20家单位: the measure word belongs to the number
            coheres = self._pairs[outside] >= _OFTEN and self._cohesion(outside) > _PULLS * inside
            pulled += counted or coheres
        # 会, 区 and 园 end names and also begin 会上, 区委, 园区: at the end one doubtful place is not enough.
        return 2 * pulled >= len(places) if at_start else 2 * pulled > len(places)

    def _cohesion(self, pair: str) -> float:
        if len(pair) < 2:
            return 0.0
        return self._pairs[pair] ** 2 / (self._characters[pair[0]] * self._characters[pair[1]])


def _smallest(sets: Iterable[set[int]]) -> set[int]:
    return min(sets, key=len, default=set())
