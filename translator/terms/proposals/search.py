"""Own what is proposed for the term base: a Chinese term that reviewers gave the same new English more than once.

A rendering that a reviewer brought in stands in the reviewed English and not in the draft. It belongs to the Chinese
that stands in the same sentences and, as far as the reviewed sentences show, in no others: the two are tied by the
Dice coefficient over sentences, and each is used once, the strongest pairs first (competitive linking: I. D. Melamed,
"Models of translational equivalence among words", Computational Linguistics 26(2), 2000). What the same sentences tie
just as well to something else is not proposed: a maintainer's time is worth more than a guess.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from translator.model import TermStatus
from translator.terms.proposals.counts import Counts
from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import (
    Phrase,
    count_alike,
    phrases,
    sources,
    spelled,
    trimmed,
)
from translator.terms.termbase import match_form

LEAST = 2
"""How many reviewed sentences must agree, unless the caller says otherwise."""

_LEAST_SHARE = 2 / 3
"""Of the sentences with the source, and of those with the English, so many must have both."""

_LEAST_EDITED = 1 / 3
"""Of the sentences with both, so many must be edits: what most drafts have right needs no entry."""

_CLEAR, _HALF_CLEAR = 0.5, 0.25
"""An edit is clear when the rendering is this share of all words that the reviewer brought into the sentence."""


_POSSESSIVE = re.compile(r"['’]s$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class Kind(StrEnum):
    """What a proposal does to the term base: a new entry, other English for one, or a further accepted form."""

    NEW = "new"
    CHANGE = "change"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Propose ``target`` for ``source``; ``approved`` is what the term base says now, empty for a new term.

    ``kept`` counts the reviewed sentences that have the source and the approved English, ``against`` those that have
    the source and any other English. ``score`` is the Dice coefficient of source and target.
    """

    kind: Kind
    source: str
    target: str
    approved: str = ""
    kept: int = 0
    against: int = 0
    score: float
    evidence: tuple[Example, ...]

    @property
    def id(self) -> str:
        """Give an id that stays the same as long as source and target do."""
        text = f"{match_form(self.source)}\x1f{spelled(self.target)}"
        return f"p{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def propose(examples: Sequence[Example], least: int = LEAST) -> tuple[Proposal, ...]:
    """Give the proposals that at least ``least`` different sentences support, the strongest first."""
    return tuple(_Search(examples=examples, least=least).proposals())


@dataclass(frozen=True, slots=True)
class _Pair:
    """Tie a source to the words of a phrase by the numbers of the examples into which a reviewer brought them.

    ``agree`` counts all reviewed examples that have both, also those whose draft had them.
    """

    source: str
    words: str
    both: frozenset[int]
    agree: int
    with_source: int
    with_words: int

    @property
    def dice(self) -> float:
        return 2 * self.agree / (self.with_source + self.with_words)

    @property
    def rank(self) -> tuple[float, int, int, str, str]:
        return self.dice, len(self.both), len(self.source) + len(self.words), self.source, self.words

    @property
    def count(self) -> int:
        """Give the number of words."""
        return len(self.words.split())


@dataclass(slots=True, kw_only=True)
class _Search:
    examples: Sequence[Example]
    least: int
    counts: Counts = field(init=False)
    terms: dict[str, str] = field(default_factory=dict)
    met: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    unmet: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    new: dict[int, dict[str, Phrase]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counts = Counts(self.examples)
        for number, example in enumerate(self.examples):
            for term in example.terms:
                form = match_form(term.source)
                self.terms[form] = term.target
                (self.met if term.status is TermStatus.FOUND else self.unmet)[form].add(number)
            if example.edited:
                self.new[number] = _brought_in(example)

    def proposals(self) -> Iterator[Proposal]:
        by_places: dict[frozenset[int], list[_Pair]] = defaultdict(list)
        pairs = list(self._pairs())
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
        sources_of = self._sources()
        # Many phrases stand in the same places.
        shared = cache(lambda places: self._shared(places, sources_of))
        asking = cache(self._with_source)
        for words, places in self._phrases().items():
            reviewed = self.counts.in_reviewed(words)
            for source, both in shared(places).items():
                with_source = asking(source)
                # A draft that has the English for other Chinese speaks against the pair as a reviewed text does.
                with_words = reviewed | (self.counts.in_drafts(words) - with_source)
                agree = len(reviewed & with_source)
                pair = _Pair(source, words, both, agree, len(with_source), len(with_words))
                if self._holds_up(pair):
                    yield pair

    def _phrases(self) -> dict[str, frozenset[int]]:
        """Give the longest phrases that reviewers brought in, with the examples they did so in."""
        places: dict[str, set[int]] = defaultdict(set)
        for number, found in self.new.items():
            for words in found:
                places[words].add(number)
        often = {words: frozenset(at) for words, at in places.items() if len(at) >= self.least}
        return {words: often[words] for words in _longest(often)}

    def _sources(self) -> dict[int, set[str]]:
        """Give the Chinese of edited examples that several have: terms that are not met, and runs beside terms."""
        found: dict[int, set[str]] = {}
        for number in self.new:
            example = self.examples[number]
            spans = [(term.start, term.end) for term in example.terms]
            known = {match_form(term.source) for term in example.terms}
            found[number] = {*sources(example.form, spans), *(s for s in known if self._is_unmet(s, number))}
        counts = Counter(source for several in found.values() for source in several)
        return {n: {s for s in several if counts[s] >= self.least} for n, several in found.items()}

    def _is_unmet(self, source: str, number: int) -> bool:
        return number in self.unmet[source] and number not in self.met[source]

    def _shared(
        self, places: frozenset[int], sources_of: Mapping[int, set[str]]
    ) -> dict[str, frozenset[int]]:
        """Give the longest sources that most of the places share, with the places of each."""
        shared = Counter(source for place in places for source in sources_of[place])
        common = {
            source: frozenset(place for place in places if source in sources_of[place])
            for source, count in shared.items()
            if count >= max(self.least, _LEAST_SHARE * len(places))
        }
        cut: dict[str, frozenset[int]] = {}
        for source in sorted(_longest(common)):  # in an order that does not change from run to run
            short, both = self._trimmed(source, common[source]), common[source]
            if short and len(both) > len(cut.get(short, ())):
                cut[short] = both
        return cut

    def _trimmed(self, source: str, places: frozenset[int]) -> str:
        return source if source in self.terms else trimmed(self.counts.whole_words(trimmed(source), places))

    def _with_source(self, source: str) -> frozenset[int]:
        """Give the examples in which a source asks for English: for a known term those that do not have its own."""
        if source in self.terms:
            return frozenset(n for n in self.unmet[source] if n not in self.met[source])
        return self.counts.with_source(source)

    def _holds_up(self, pair: _Pair) -> bool:
        if pair.agree < _LEAST_SHARE * max(pair.with_source, pair.with_words):
            return False
        if len(pair.both) < _LEAST_EDITED * pair.agree:
            return False
        return count_alike(pair.source, pair.words) and (
            self._is_clear(pair, _CLEAR) or self._is_likely(pair)
        )

    def _is_clear(self, pair: _Pair, least: float) -> bool:
        """Tell whether every reviewer did little else in the sentence than to bring this in."""
        fits = pair.count <= 3 * len(pair.source) + 1
        return fits and all(self._focus(place, pair.words) >= least for place in pair.both)

    def _focus(self, place: int, words: str) -> float:
        example = self.examples[place]
        brought = set(spelled(example.after).split()) - set(spelled(example.before or "").split())
        return len(brought.intersection(words.split())) / len(brought) if brought else 0.0

    def _is_likely(self, pair: _Pair) -> bool:
        """Tell whether source and English fit each other in length; a short one needs one sentence more."""
        if not len(pair.source) // 2 <= pair.count <= 3 * len(pair.source) // 2 + 1:
            return self._is_name(pair) and pair.count < len(pair.source)
        short = len(pair.source) == 2 or (pair.count == 1 and not self._is_name(pair))
        return len(pair.both) > LEAST or not short or self._is_clear(pair, _HALF_CLEAR)

    def _is_name(self, pair: _Pair) -> bool:
        """Tell whether every word of the rendering has a capital wherever it stands."""
        return all(
            word[:1].isupper() for place in pair.both for word in self._text(place, pair.words).split()
        ) and not any(self.counts.knows_small(word) for word in pair.words.split())

    def _text(self, place: int, words: str) -> str:
        phrase = self.new[place][words]
        return " ".join(self.examples[place].after[phrase.start : phrase.end].split())

    # --- what is shown of it ---

    def _proposal(self, pair: _Pair) -> Proposal:
        first, *_ = places = sorted(pair.both)
        at = self.examples[first].form.index(pair.source)
        kept = len(self.met[pair.source])
        known, changed = pair.source in self.terms, kept < len(places)
        return Proposal(
            kind=(Kind.CHANGE if changed else Kind.VARIANT) if known else Kind.NEW,
            source=self.examples[first].source[at : at + len(pair.source)],
            target=self._surface(pair),
            approved=self.terms.get(pair.source, ""),
            kept=kept,
            against=pair.with_source - pair.agree,
            score=pair.dice,
            evidence=tuple(self.examples[place] for place in places),
        )

    def _surface(self, pair: _Pair) -> str:
        """Give the English as it most often stands; of forms as frequent the shorter, which is the singular.

        Capitals that come from a headline or the beginning of a sentence are not taken over.
        """
        forms: dict[str, list[str]] = defaultdict(list)
        for place in sorted(pair.both):
            text = _POSSESSIVE.sub("", self._text(place, pair.words))
            first = _FIRST_WORD.match(text)
            at_start = self.new[place][pair.words].start == 0 and text[1:] == text[1:].lower()
            if first and at_start and self.counts.knows_small(first[0].lower()):
                text = text.lower()
            forms[text.lower()].append(text)
        best = min(forms.values(), key=lambda form: (-len(form), len(form[0]), form[0].lower()))
        return min(best, key=lambda text: sum(character.isupper() for character in text))


def _brought_in(example: Example) -> dict[str, Phrase]:
    """Give the phrases of the reviewed English that its draft does not have, by their words."""
    met = [term for term in example.terms if term.status is TermStatus.FOUND]
    hidden = {spelled(text) for term in met for text in (term.target, *term.variants)}
    before = spelled(example.before or "")
    return {p.words: p for p in phrases(example.after, hidden) if p.words not in before}


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
