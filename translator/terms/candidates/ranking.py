"""Candidates ranked by what an entry for them would be worth.

The worth is the probability that the piece is a term, times log2(1 + occurrences), so that a frequent term stands
before one that occurs once. The probability is that of a logistic model. Its strongest signs are the rarity of the
words in general text, by the frequencies of jieba's dictionary (the "weirdness" of Ahmad, Gillam and Tostevin 1999,
"University of Surrey participation in TREC8: weirdness indexing"), and that no nominal word touches the piece, which
is what the C-value of Frantzi, Ananiadou and Mima (2000, "Automatic recognition of multi-word terms") measures by
counting: in the few sentences of a page, counts are too small for it. `tests/benchmarks/bench_candidates.py` has the
fit and the figures.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from translator.model import Segment
from translator.terms.candidates.pieces import Piece, Shape, pieces
from translator.terms.termbase import bare_form, match_form
from translator.terms.word_borders import log_probability
from translator.text.spans import Span
from translator.text.tables import table

WEIGHTS: dict[str, float] = table("translator.terms.candidates", "weights.toml")["weights"]
"""Weights of the logistic model."""

LEAST_PROBABLE = 0.10
"""Probability below which nothing is a candidate; one piece in ten is a term."""

_PLACES = ("ns", "nt")
_IDIOMS = ("i", "l")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A segment of a job or a page; ``taken`` are its known terms and names."""

    name: str
    segment: Segment
    taken: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A place of a candidate, ``[start, end)`` of the source of a sentence."""

    name: str
    segment: Segment
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCandidate:
    """A Chinese term that no term base has; ``probability`` is that of its being a term."""

    source: str
    shape: Shape
    probability: float
    contexts: tuple[Context, ...]

    @property
    def worth(self) -> float:
        """Return the value by which candidates are ranked."""
        return self.probability * math.log2(1 + len(self.contexts))


def candidates(
    sentences: Iterable[Sentence], known: Collection[str] = (), least: int = 1
) -> tuple[TermCandidate, ...]:
    """Return the candidates of sentences with ``least`` occurrences or more, the most worthy first.

    ``known`` are the `match_form` of sources that are not proposed. Where candidates overlap, one is kept only if
    ``least`` of its occurrences are outside those that are worth more.
    """
    places: dict[str, list[tuple[Sentence, Piece]]] = defaultdict(list)
    for sentence in sentences:
        form = match_form(sentence.segment.source)
        for piece in pieces(sentence.segment.source, sentence.taken):
            places[form[piece.start : piece.end]].append((sentence, piece))
    bare = {*map(bare_form, known)}
    found = (
        _candidate(at) for form, at in places.items() if len(at) >= least and bare_form(form) not in bare
    )
    likely = (one for one in found if one.probability >= LEAST_PROBABLE)
    ranked = sorted(likely, key=lambda one: (-one.worth, one.source))
    return tuple(_outside_better(ranked, least))


def _candidate(places: Sequence[tuple[Sentence, Piece]]) -> TermCandidate:
    sentence, first = places[0]
    shapes = Counter(piece.shape for _, piece in places)
    return TermCandidate(
        source=sentence.segment.source[first.start : first.end],
        shape=next(shape for shape in Shape if shapes[shape]),
        probability=probability(signs_of([piece for _, piece in places])),
        contexts=tuple(
            Context(name=one.name, segment=one.segment, start=piece.start, end=piece.end)
            for one, piece in places
        ),
    )


def _outside_better(ranked: Iterable[TermCandidate], least: int) -> Iterable[TermCandidate]:
    taken: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in ranked:
        spans = [((at.name, at.segment.id), (at.start, at.end)) for at in one.contexts]
        free = sum(all(end <= a or b <= start for a, b in taken[place]) for place, (start, end) in spans)
        if free >= least:
            for place, span in spans:
                taken[place].append(span)
            yield one


# --- the model ---------------------------------------------------------------------------------------------------


def signs_of(places: Sequence[Piece]) -> dict[str, float]:
    """Return the signs of a candidate that the model weighs, given all its places."""
    words = places[0].words
    rarities = [-log_probability(word.text) / 10 for word in words]
    shapes = {piece.shape for piece in places}
    return {
        "always": 1.0,
        "free_left": _share(places, lambda piece: piece.free_left),
        "free_right": _share(places, lambda piece: piece.free_right),
        "least_rarity": min(rarities),
        "most_rarity": max(rarities),
        "one_word": len(words) == 1,
        "three_words": len(words) == 3,
        "more_words": len(words) > 3,
        "verb_first": words[0].tag == "v",
        "verb_last": words[-1].tag == "v",
        "place_first": words[0].tag in _PLACES,
        "known_part": _share(places, lambda piece: piece.has_known),
        "single_at_edge": min(len(words[0].text), len(words[-1].text)) == 1,
        "quoted": _share(places, lambda piece: piece.shape is Shape.QUOTED),
        "programme": Shape.PROGRAMME in shapes,
        "institution": Shape.INSTITUTION in shapes,
        "characters": (places[0].end - places[0].start) / 10,
        "place_and_common": shapes == {Shape.TERM} and len(words) > 1 and words[0].tag in _PLACES,
        "idiom_last": len(words) > 1 and words[-1].tag in _IDIOMS,
        "verb_inside": any(word.tag == "v" for word in words[1:-1]),
        "verb_before": _share(places, lambda piece: piece.before in ("v", "p")),
        "number_before": _share(places, lambda piece: piece.before in ("m", "q")),
        "sign_before": _share(places, lambda piece: piece.before == "x"),
        "sign_after": _share(places, lambda piece: piece.after == "x"),
        "of_after": _share(places, lambda piece: piece.after == "uj"),
        "quoted_long": _share(
            places, lambda piece: piece.shape is Shape.QUOTED and piece.end - piece.start > 4
        ),
        "quoted_one": len(words) == 1 and Shape.QUOTED in shapes,
    }


def _share(places: Sequence[Piece], has: Callable[[Piece], bool]) -> float:
    """Return the share of the places of a candidate that have something."""
    return sum(map(has, places)) / len(places)


def probability(signs: dict[str, float]) -> float:
    """Return the probability that a piece with these signs is a term."""
    return 1 / (1 + math.exp(-sum(WEIGHTS[name] * value for name, value in signs.items())))
