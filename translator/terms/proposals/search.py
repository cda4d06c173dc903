"""Proposals for the term base: Chinese terms that reviewers gave the same new English more than once.

A new rendering is in the reviewed English and not in the draft. It belongs to the Chinese that is in the same
sentences and, as far as the reviewed sentences show, in no others. Pairs are ranked by their Dice coefficient over
sentences, and each source and rendering is used once, the strongest pairs first (competitive linking: I. D. Melamed,
"Models of translational equivalence among words", Computational Linguistics 26(2), 2000). A pair is not proposed when
the same sentences support another one about as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from translator.model import TermKind, TermMatch, TermStatus
from translator.terms.proposals.chinese import sources, trimmed
from translator.terms.proposals.counts import Counts
from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import Phrase, base_form, count_alike, phrases, spelled
from translator.terms.proposals.proposal import LEAST, Kind, Proposal, Rendering
from translator.terms.termbase import match_form

_LEAST_SHARE = 2 / 3
"""Share of the sentences with the source, and of those with the English, that must have both."""

_LEAST_PART = 1 / 4
"""Share of the sentences with the source that each rendering of a disagreement must have."""

_LEAST_EDITED = 1 / 3
"""Share of the sentences with both that must be edits, since what most drafts have right needs no entry."""

_STEM = 5
"""Letters by which words of one stem are told: strategy and strategic."""

_CLEAR, _HALF_CLEAR = 0.5, 0.25
"""An edit is clear when the rendering has this share of all words that the reviewer added to the sentence."""

_POSSESSIVE = re.compile(r"['’]s$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def propose(examples: Sequence[Example], least: int = LEAST) -> tuple[Proposal, ...]:
    """Return the proposals that at least ``least`` different sentences support, the strongest first."""
    return tuple(_Search(examples, least).proposals())


@dataclass(frozen=True, slots=True)
class _Pair:
    """A source and the words of a phrase; ``both`` are the numbers of the examples where a reviewer added the words.

    ``agree`` counts all reviewed examples with both, also those whose draft had them.
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
        return len(self.words.split())

    def shares_words(self, other: _Pair) -> bool:
        return not set(self.words.split()).isdisjoint(other.words.split())

    def shares_characters(self, other: _Pair) -> bool:
        return self.source in other.source or other.source in self.source

    def differs_from(self, other: _Pair) -> bool:
        """Return whether two renderings are different words: not one inside the other, nor forms of the same stems."""
        if self.words in other.words or other.words in self.words:
            return False
        one, two = self.words.split(), other.words.split()
        return len(one) != len(two) or any(a[:_STEM] != b[:_STEM] for a, b in zip(one, two, strict=True))

    def overlaps(self, other: _Pair) -> bool:
        if self.both.isdisjoint(other.both):
            return self.source == other.source
        return self.shares_characters(other) or self.shares_words(other)


class _Search:
    def __init__(self, examples: Sequence[Example], least: int) -> None:
        self.examples = examples
        self.least = least
        self.counts = Counts(examples)
        self.terms: dict[str, str] = {}
        """The present English of terms and of names by rule."""
        self.by_rule: set[str] = set()
        self.found: dict[str, set[int]] = defaultdict(set)
        self.missing: dict[str, set[int]] = defaultdict(set)
        self.said: dict[int, dict[str, Phrase]] = {}
        self.new: dict[int, dict[str, Phrase]] = {}
        for number, example in enumerate(examples):
            for term in _known(example):
                form = match_form(term.source)
                self.terms[form] = term.target
                if term.kind is not TermKind.TERM:
                    self.by_rule.add(form)
                (self.found if term.status is TermStatus.FOUND else self.missing)[form].add(number)
            if example.edited:
                before = spelled(example.before or "")
                self.new[number] = {w: phrase for w, phrase in self._said(number).items() if w not in before}

    def proposals(self) -> Iterator[Proposal]:
        pairs = [*self._pairs()]
        by_places: dict[frozenset[int], list[_Pair]] = defaultdict(list)
        for pair in pairs:
            by_places[pair.both].append(pair)
        certain = [pair for pair in pairs if not _ambiguous(pair, _alike(pair, by_places[pair.both]))]
        taken: list[_Pair] = []
        for pair in sorted(certain, key=lambda pair: pair.rank, reverse=True):
            if any(pair.overlaps(other) for other in taken):
                continue
            rivals = self._rivals(pair)
            if rivals or _covers(pair.agree, pair.with_source):
                taken += [pair, *rivals]
                yield self._disagreement([pair, *rivals]) if rivals else self._proposal(pair)

    def _pairs(self) -> Iterator[_Pair]:
        sources_of = self._sources()
        # Many phrases stand in the same places.
        shared = cache(lambda places: self._shared(places, sources_of))
        for words, places in self._phrases().items():
            for source, both in shared(places).items():
                pair = self._pair(source, words, both)
                if self._holds_up(pair):
                    yield pair

    def _pair(self, source: str, words: str, both: frozenset[int]) -> _Pair:
        with_source, reviewed = self._with_source(source), self.counts.with_words(words)
        # A draft with the English for other Chinese is evidence against the pair, like a reviewed text.
        with_words = reviewed | (self.counts.with_words(words, drafts=True) - with_source)
        return _Pair(source, words, both, len(reviewed & with_source), len(with_source), len(with_words))

    def _rivals(self, pair: _Pair) -> list[_Pair]:
        """Return the other renderings that several sentences with the source agree on, edited or not."""
        rivals: list[_Pair] = []
        rest = self._with_source(pair.source) - self.counts.with_words(pair.words)
        while len(rest) >= self.least:
            rival = self._most_common(pair, rest)
            if rival is None:
                break
            rivals.append(rival)
            rest -= rival.both
        return rivals if _covers(sum(one.agree for one in (pair, *rivals)), pair.with_source) else []

    def _most_common(self, pair: _Pair, rest: frozenset[int]) -> _Pair | None:
        """Return the rendering of a source in the rest of its sentences, None when nothing or several things fit."""
        said: dict[str, set[int]] = defaultdict(set)
        for place in rest:
            for words in self._said(place):
                said[words].add(place)
        often = {words: frozenset(at) for words, at in said.items() if len(at) >= self.least}
        found = [self._pair(pair.source, words, often[words]) for words in _longest(often)]
        fitting = [
            one
            for one in found
            if one.differs_from(pair) and self._is_side(one, pair) and not self._is_explained(one, pair)
        ]
        best = max(fitting, key=lambda one: one.rank, default=None)
        return None if best is None or _ambiguous(best, fitting) else best

    def _is_side(self, rival: _Pair, pair: _Pair) -> bool:
        fewer, more = sorted((rival.agree, pair.agree))
        return (
            _covers(rival.agree, rival.with_words)
            and rival.agree >= _LEAST_PART * rival.with_source
            and (fewer > LEAST or 2 * fewer > more)  # two sentences prove little beside many
            and count_alike(rival.source, rival.words)
            and self._is_likely(rival)
        )

    def _is_explained(self, rival: _Pair, pair: _Pair) -> bool:
        """Return whether other Chinese, which the pair's sentences lack, is in all sentences of a rival."""
        shared = set.intersection(*({*sources(self.examples[place].form)} for place in rival.both))
        own = self._with_source(pair.source) & self.counts.with_words(pair.words)
        return any(
            self.counts.with_source(other).isdisjoint(own)
            for other in map(trimmed, shared)
            if other and other not in pair.source and pair.source not in other
        )

    def _phrases(self) -> dict[str, frozenset[int]]:
        places: dict[str, set[int]] = defaultdict(set)
        for number, found in self.new.items():
            for words in found:
                places[words].add(number)
        often = {words: frozenset(at) for words, at in places.items() if len(at) >= self.least}
        return {words: often[words] for words in _longest(often)}

    def _sources(self) -> dict[int, set[str]]:
        """Return the Chinese that several edited examples have: missing terms, and runs beside terms."""
        found: dict[int, set[str]] = {}
        for number in self.new:
            example = self.examples[number]
            spans = [(term.start, term.end) for term in _known(example)]
            known = {match_form(term.source) for term in _known(example)}
            found[number] = {
                *sources(example.form, spans),
                *(s for s in known if number in self.missing[s] and number not in self.found[s]),
            }
        counts = Counter(source for several in found.values() for source in several)
        return {n: {s for s in several if counts[s] >= self.least} for n, several in found.items()}

    def _shared(
        self, places: frozenset[int], sources_of: Mapping[int, set[str]]
    ) -> dict[str, frozenset[int]]:
        """Return the longest sources that most of the places share, with the places of each."""
        shared = Counter(source for place in places for source in sources_of[place])
        common = {
            source: frozenset(place for place in places if source in sources_of[place])
            for source, count in shared.items()
            if count >= max(self.least, _LEAST_SHARE * len(places))
        }
        cut: dict[str, frozenset[int]] = {}
        for source in sorted(_longest(common)):  # in an order that does not change from run to run
            short, both = source, common[source]
            if source not in self.terms:
                short = trimmed(source)
            if short and len(both) > len(cut.get(short, ())):
                cut[short] = both
        return cut

    def _with_source(self, source: str) -> frozenset[int]:
        """Return the examples with a source; for a known term those without its approved English."""
        if source in self.terms:
            return frozenset(self.missing[source] - self.found[source])
        return self.counts.with_source(source)

    def _holds_up(self, pair: _Pair) -> bool:
        return (
            _covers(pair.agree, pair.with_words)
            and pair.agree >= _LEAST_PART * pair.with_source
            and len(pair.both) >= _LEAST_EDITED * pair.agree
            and count_alike(pair.source, pair.words)
            and not (pair.source in self.by_rule and len(self.found[pair.source]) >= len(pair.both))
            and (self._is_clear(pair, _CLEAR) or self._is_likely(pair))
        )

    def _is_clear(self, pair: _Pair, least: float) -> bool:
        fits = pair.count <= 3 * len(pair.source) + 1
        return fits and all(self._focus(place, pair.words) >= least for place in pair.both)

    def _focus(self, place: int, words: str) -> float:
        example = self.examples[place]
        added = set(spelled(example.after).split()) - set(spelled(example.before or "").split())
        return len(added.intersection(words.split())) / len(added) if added else 0.0

    def _is_likely(self, pair: _Pair) -> bool:
        """Return whether source and English match in length; a short pair needs one sentence more."""
        if not len(pair.source) // 2 <= pair.count <= 3 * len(pair.source) // 2 + 1:
            return self._is_name(pair) and pair.count < len(pair.source)
        short = len(pair.source) == 2 or (pair.count == 1 and not self._is_name(pair))
        return len(pair.both) > LEAST or not short or self._is_clear(pair, _HALF_CLEAR)

    def _is_name(self, pair: _Pair) -> bool:
        return all(
            word[:1].isupper() for place in pair.both for word in self._text(place, pair.words).split()
        ) and not any(self.counts.knows_small(word) for word in pair.words.split())

    def _said(self, place: int) -> dict[str, Phrase]:
        """Return the phrases of a reviewed sentence."""
        if place not in self.said:
            self.said[place] = _phrases_in(self.examples[place])
        return self.said[place]

    def _text(self, place: int, words: str) -> str:
        phrase = self._said(place)[words]
        return " ".join(self.examples[place].after[phrase.start : phrase.end].split())

    def _proposal(self, pair: _Pair) -> Proposal:
        evidence = tuple(self.examples[place] for place in sorted(pair.both))
        at = evidence[0].form.index(pair.source)
        kept = len(self.found[pair.source])
        name = pair.source in self.by_rule
        known, changed = pair.source in self.terms and not name, kept < len(evidence)
        return Proposal(
            kind=(Kind.CHANGE if changed else Kind.VARIANT) if known else Kind.NEW,
            source=evidence[0].source[at : at + len(pair.source)],
            target=self._surface(pair),
            approved=self.terms[pair.source] if known else "",
            by_rule=self.terms[pair.source] if name else "",
            kept=kept,
            against=pair.with_source - pair.agree,
            score=pair.dice,
            evidence=evidence,
        )

    def _disagreement(self, pairs: Sequence[_Pair]) -> Proposal:
        renderings = sorted((self._rendering(pair) for pair in pairs), key=lambda one: -len(one.evidence))
        agree = sum(pair.agree for pair in pairs)
        return replace(
            self._proposal(pairs[0]),
            kind=Kind.DISAGREEMENT,
            target=renderings[0].target,
            against=pairs[0].with_source - agree,
            score=2 * agree / (pairs[0].with_source + sum(pair.with_words for pair in pairs)),
            evidence=tuple(example for rendering in renderings for example in rendering.evidence),
            renderings=tuple(renderings),
        )

    def _rendering(self, pair: _Pair) -> Rendering:
        places = self._with_source(pair.source) & self.counts.with_words(pair.words)
        evidence = tuple(self.examples[place] for place in sorted(places))
        return Rendering(target=self._surface(pair), evidence=evidence)

    def _surface(self, pair: _Pair) -> str:
        """Return the most frequent form of the English; of equally frequent ones the shorter, which is the singular.

        Capitals of a headline or of the beginning of a sentence are removed.
        """
        forms: dict[str, list[str]] = defaultdict(list)
        for place in sorted(pair.both):
            text = _POSSESSIVE.sub("", self._text(place, pair.words))
            first = _FIRST_WORD.match(text)
            at_start = self._said(place)[pair.words].start == 0 and text[1:] == text[1:].lower()
            if first and at_start and self.counts.knows_small(first[0].lower()):
                text = text.lower()
            forms[text.lower()].append(text)
        best = min(forms.values(), key=lambda form: (-len(form), len(form[0]), form[0].lower()))
        return base_form(min(best, key=lambda text: sum(character.isupper() for character in text)))


def _known(example: Example) -> tuple[TermMatch, ...]:
    return (*example.terms, *example.names)


def _alike(pair: _Pair, others: Sequence[_Pair]) -> Sequence[_Pair]:
    """Return the pairs that can make a pair ambiguous: beside one that covers its source only others that do."""
    covering = _covers(pair.agree, pair.with_source)
    return [other for other in others if _covers(other.agree, other.with_source)] if covering else others


def _covers(part: int, whole: int) -> bool:
    return part >= _LEAST_SHARE * whole


def _phrases_in(example: Example) -> dict[str, Phrase]:
    found = [term for term in _known(example) if term.status is TermStatus.FOUND]
    hidden = {spelled(text) for term in found for text in (term.target, *term.variants)}
    return {phrase.words: phrase for phrase in phrases(example.after, hidden)}


def _longest(places: Mapping[str, frozenset[int]]) -> Iterator[str]:
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
    """Return whether the same sentences support another pair with the source, or the phrase, about as well."""
    return any(
        other.dice >= 0.9 * pair.dice
        and (
            (other.source == pair.source and not pair.shares_words(other))
            or (other.words == pair.words and not pair.shares_characters(other))
        )
        for other in others
    )
