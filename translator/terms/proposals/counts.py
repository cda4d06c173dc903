"""Counts over reviewed sentences: places of sources and of English words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import spelled

_SMALL_WORD = re.compile(r"\b[a-z]+\b")


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
        for number, form in enumerate(self._forms):
            for word in f"{self._after[number]} {self._before[number]}".split():
                self._by_word[word].add(number)
            for character in set(form):
                self._by_character[character].add(number)

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


def _smallest(sets: Iterable[set[int]]) -> set[int]:
    return min(sets, key=len, default=set())
