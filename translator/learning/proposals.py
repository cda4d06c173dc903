"""Own what is proposed for the term base: a Chinese term that reviewers gave the same new English more than once.

A rendering that a reviewer brought in stands in the reviewed English and not in the draft. It belongs to the Chinese
that stands in the same sentences and, as far as the reviewed sentences show, in no others: the two are tied by the
Dice coefficient over sentences, and each is used once, the strongest pairs first (competitive linking: I. D. Melamed,
"Models of translational equivalence among words", Computational Linguistics 26(2), 2000). What the same sentences tie
just as well to something else is not proposed: a maintainer's time is worth more than a guess.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from translator.glossary.termbase import match_form
from translator.learning.evidence import Example, unmet
from translator.learning.phrases import Phrase, phrases, sources, spelled, trimmed
from translator.model import TermStatus
from translator.terminology import word_forms

LEAST = 2
"""How many reviewed sentences must agree, unless the caller says otherwise."""

_LEAST_SHARE = 2 / 3
"""Of the sentences with the source, and of those with the English, so many must have both."""

_SHORT, _FOCUS = 2, 0.25
"""A source of two characters needs a third sentence, unless the rendering is this share of all that was changed."""


class Kind(StrEnum):
    """What a proposal does to the term base."""

    NEW = "new"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Propose ``target`` for ``source``; ``approved`` is what the term base says now, empty for a new term.

    ``against`` counts reviewed sentences that have the source and another English. ``score`` is the Dice coefficient.
    """

    kind: Kind
    source: str
    target: str
    approved: str = ""
    against: int = 0
    score: float
    evidence: tuple[Example, ...]

    @property
    def id(self) -> str:
        """Give an id that stays the same as long as source and target do."""
        text = f"{match_form(self.source)}\x1f{spelled(word_forms(self.target))}"
        return f"p{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def propose(examples: Sequence[Example], least: int = LEAST) -> tuple[Proposal, ...]:
    """Give the proposals that at least ``least`` different sentences support, the strongest first."""
    return tuple(_Search(examples, least).proposals())


@dataclass(frozen=True, slots=True)
class _Pair:
    """Tie a source to the words of a phrase by the numbers of the examples that have both."""

    source: str
    words: str
    both: frozenset[int]
    with_source: int
    with_words: int

    @property
    def dice(self) -> float:
        return 2 * len(self.both) / (self.with_source + self.with_words)

    @property
    def rank(self) -> tuple[float, int, int, str]:
        return self.dice, len(self.both), len(self.source) + len(self.words), self.source

    def likely_in_length(self) -> bool:
        """Tell whether the English is neither much too short nor much too long for the Chinese."""
        count = len(self.words.split())
        return len(self.source) <= 3 * count + 1 and count <= 2 * len(self.source) + 1


@dataclass(slots=True)
class _Search:
    examples: Sequence[Example]
    least: int
    known: dict[str, str] = field(default_factory=dict)
    new: dict[int, dict[str, Phrase]] = field(default_factory=dict)

    def proposals(self) -> Iterator[Proposal]:
        for example in self.examples:
            self.known |= {match_form(term.source): term.target for term in example.terms}
        pairs = list(self._pairs())
        by_places: dict[frozenset[int], list[_Pair]] = defaultdict(list)
        for pair in pairs:
            by_places[pair.both].append(pair)
        certain = [pair for pair in pairs if not _ambiguous(pair, by_places[pair.both])]
        taken: list[_Pair] = []
        for pair in sorted(certain, key=lambda pair: pair.rank, reverse=True):
            if not any(_overlap(pair, other) for other in taken):
                taken.append(pair)
                yield self._proposal(pair)

    # --- what can belong together ---

    def _pairs(self) -> Iterator[_Pair]:
        phrases_at = self._new_phrases()
        sources_of = self._sources()
        counts: dict[str, int] = {}
        for words, places in phrases_at.items():
            with_words = sum(words in example.words for example in self.examples)
            for source, both in self._shared(places, sources_of, _LEAST_SHARE * with_words).items():
                if source not in counts:
                    counts[source] = sum(self._has(example, source) for example in self.examples)
                pair = _Pair(source, words, both, counts[source], with_words)
                if self._holds_up(pair):
                    yield pair

    def _shared(
        self, places: frozenset[int], sources_of: Mapping[int, set[str]], least: float
    ) -> dict[str, frozenset[int]]:
        """Give the longest sources that enough of the places share, with the places of each."""
        shared = Counter(source for place in places for source in sources_of[place])
        common = {
            source: frozenset(place for place in places if source in sources_of[place])
            for source, count in shared.items()
            if count >= max(self.least, least)
        }
        cut = {s if s in self.known else trimmed(s): common[s] for s in _longest(common)}
        return {source: both for source, both in cut.items() if source}

    def _has(self, example: Example, source: str) -> bool:
        if source in self.known:
            return any(match_form(term.source) == source for term in example.terms)
        return source in example.form

    def _holds_up(self, pair: _Pair) -> bool:
        if len(pair.both) < _LEAST_SHARE * pair.with_source or not pair.likely_in_length():
            return False
        few = len(pair.both) == LEAST and len(pair.source) <= _SHORT and pair.source not in self.known
        return not few or all(self._focus(place, pair.words) >= _FOCUS for place in pair.both)

    def _focus(self, place: int, words: str) -> float:
        """Give the share that a phrase has in the words that the reviewer brought into a sentence."""
        brought = {word for phrase in self.new[place] for word in phrase.split()}
        return len(set(words.split())) / len(brought)

    def _new_phrases(self) -> dict[str, frozenset[int]]:
        """Give the longest phrases that reviewers brought in, with the examples they did so in."""
        places: dict[str, list[int]] = defaultdict(list)
        for number, example in enumerate(self.examples):
            if not example.edited:
                continue
            before = spelled(word_forms(example.before or ""))
            self.new[number] = {
                phrase.words: phrase
                for phrase in phrases(example.after, _met_forms(example))
                if phrase.words not in before
            }
            for words in self.new[number]:
                places[words].append(number)
        often = {words: frozenset(at) for words, at in places.items() if len(at) >= self.least}
        return {words: often[words] for words in _longest(often)}

    def _sources(self) -> dict[int, set[str]]:
        """Give the Chinese of edited examples that several have: terms that are not met, and runs beside terms."""
        found: dict[int, set[str]] = {}
        for number in self.new:
            example = self.examples[number]
            spans = [(term.start, term.end) for term in example.terms]
            known = {match_form(term.source) for term in example.terms if unmet(example, term.source)}
            found[number] = {*sources(example.form, spans), *known}
        counts = Counter(source for several in found.values() for source in several)
        return {n: {s for s in several if counts[s] >= self.least} for n, several in found.items()}

    # --- what is shown of it ---

    def _proposal(self, pair: _Pair) -> Proposal:
        first, *_ = places = sorted(pair.both)
        at = self.examples[first].form.index(pair.source)
        approved = self.known.get(pair.source, "")
        return Proposal(
            kind=Kind.CHANGE if approved else Kind.NEW,
            source=self.examples[first].source[at : at + len(pair.source)],
            target=self._surface(pair),
            approved=approved,
            against=pair.with_source - len(places),
            score=pair.dice,
            evidence=tuple(self.examples[place] for place in places),
        )

    def _surface(self, pair: _Pair) -> str:
        """Give the English as it most often stands, rather from inside a sentence than from its beginning."""
        forms: Counter[str] = Counter()
        for place in sorted(pair.both):
            phrase, text = self.new[place][pair.words], self.examples[place].after
            forms[" ".join(text[phrase.start : phrase.end].split())] += 2 if phrase.start else 1
        return forms.most_common(1)[0][0]


def _met_forms(example: Example) -> set[tuple[str, ...]]:
    return {
        tuple(word_forms(text))
        for term in example.terms
        if term.status is TermStatus.MET
        for text in (term.target, *term.variants)
    }


def _longest(places: Mapping[str, frozenset[int]]) -> Iterator[str]:
    """Yield the texts that are not part of a longer one which stands in the same examples."""
    groups: dict[frozenset[int], list[str]] = defaultdict(list)
    for text, at in places.items():
        groups[at].append(text)
    for texts in groups.values():
        kept: list[str] = []
        for text in sorted(texts, key=len, reverse=True):
            if not any(text in longer for longer in kept):
                kept.append(text)
        yield from kept


def _ambiguous(pair: _Pair, others: Sequence[_Pair]) -> bool:
    """Tell whether the same sentences tie the source, or the phrase, to something else about as well."""
    return any(
        other.dice >= 0.9 * pair.dice
        and (
            (other.source == pair.source and not _share_words(pair, other))
            or (other.words == pair.words and not _share_characters(pair, other))
        )
        for other in others
    )


def _share_words(one: _Pair, other: _Pair) -> bool:
    return bool(set(one.words.split()) & set(other.words.split()))


def _share_characters(one: _Pair, other: _Pair) -> bool:
    return one.source in other.source or other.source in one.source


def _overlap(one: _Pair, other: _Pair) -> bool:
    """Tell whether two pairs claim the same source, or parts of one another in the same sentences."""
    if not one.both & other.both:
        return one.source == other.source
    return _share_characters(one, other) or _share_words(one, other)
