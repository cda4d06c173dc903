"""Proposals for the term base: Chinese terms that reviewers gave the same new English more than once.

A new rendering is in the reviewed English and not in the draft. It belongs to the Chinese that is in the same
sentences and, as far as the reviewed sentences show, in no others. Pairs are ranked by their Dice coefficient over
sentences, and each source and rendering is used once, the strongest pairs first (competitive linking: I. D. Melamed,
"Models of translational equivalence among words", Computational Linguistics 26(2), 2000). A pair is not proposed when
the same sentences support another one about as well.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from translator.model import TermKind, TermMatch, TermStatus
from translator.terms.proposals.chinese import sources, trimmed
from translator.terms.proposals.counts import Counts
from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import Phrase, base_form, count_alike, phrases, spelled
from translator.terms.termbase import match_form

LEAST = 2
"""Default number of reviewed sentences that must agree."""

_LEAST_SHARE = 2 / 3
"""Share of the sentences with the source, and of those with the English, that must have both."""

_LEAST_EDITED = 1 / 3
"""Share of the sentences with both that must be edits, since what most drafts have right needs no entry."""

_CLEAR, _HALF_CLEAR = 0.5, 0.25
"""An edit is clear when the rendering has this share of all words that the reviewer added to the sentence."""

_POSSESSIVE = re.compile(r"['’]s$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class Kind(StrEnum):
    """What a proposal does to the term base: add an entry, change its English, or accept a further form.

    A *name* adds an entry as well: a name made by rule that reviewers kept.
    """

    NEW = "new"
    CHANGE = "change"
    VARIANT = "variant"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The proposal of ``target`` for ``source``; ``approved`` is the present English, empty for a new term.

    ``by_rule`` is the English that a rule made where the source is a name. ``kept`` counts the reviewed sentences with
    the source and the approved English, or that of the rule, ``against`` those with the source and any other English.
    ``score`` is the Dice coefficient of source and target.
    """

    kind: Kind
    source: str
    target: str
    approved: str = ""
    by_rule: str = ""
    kept: int = 0
    against: int = 0
    score: float
    evidence: tuple[Example, ...]

    @property
    def id(self) -> str:
        """Return an id that stays the same as long as source and target do."""
        text = f"{match_form(self.source)}\x1f{spelled(self.target)}"
        return f"p{hashlib.sha256(text.encode()).hexdigest()[:8]}"


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
        self.new: dict[int, dict[str, Phrase]] = {}
        for number, example in enumerate(examples):
            for term in _known(example):
                form = match_form(term.source)
                self.terms[form] = term.target
                if term.kind is not TermKind.TERM:
                    self.by_rule.add(form)
                (self.found if term.status is TermStatus.FOUND else self.missing)[form].add(number)
            if example.edited:
                self.new[number] = _added(example)

    def proposals(self) -> Iterator[Proposal]:
        by_places: dict[frozenset[int], list[_Pair]] = defaultdict(list)
        for pair in self._pairs():
            by_places[pair.both].append(pair)
        certain = [pair for pairs in by_places.values() for pair in pairs if not _ambiguous(pair, pairs)]
        taken: list[_Pair] = []
        for pair in sorted(certain, key=lambda pair: pair.rank, reverse=True):
            if not any(pair.overlaps(other) for other in taken):
                taken.append(pair)
                yield self._proposal(pair)

    def _pairs(self) -> Iterator[_Pair]:
        sources_of = self._sources()
        # Many phrases stand in the same places.
        shared = cache(lambda places: self._shared(places, sources_of))
        asking = cache(self._with_source)
        for words, places in self._phrases().items():
            reviewed = self.counts.with_words(words)
            for source, both in shared(places).items():
                with_source = asking(source)
                # A draft with the English for other Chinese is evidence against the pair, like a reviewed text.
                with_words = reviewed | (self.counts.with_words(words, drafts=True) - with_source)
                agree = len(reviewed & with_source)
                pair = _Pair(source, words, both, agree, len(with_source), len(with_words))
                if self._holds_up(pair):
                    yield pair

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
            pair.agree >= _LEAST_SHARE * max(pair.with_source, pair.with_words)
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

    def _text(self, place: int, words: str) -> str:
        phrase = self.new[place][words]
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

    def _surface(self, pair: _Pair) -> str:
        """Return the most frequent form of the English; of equally frequent ones the shorter, which is the singular.

        Capitals of a headline or of the beginning of a sentence are removed.
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
        return base_form(min(best, key=lambda text: sum(character.isupper() for character in text)))


def _known(example: Example) -> tuple[TermMatch, ...]:
    return (*example.terms, *example.names)


def _added(example: Example) -> dict[str, Phrase]:
    found = [term for term in _known(example) if term.status is TermStatus.FOUND]
    hidden = {spelled(text) for term in found for text in (term.target, *term.variants)}
    before = spelled(example.before or "")
    return {p.words: p for p in phrases(example.after, hidden) if p.words not in before}


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
