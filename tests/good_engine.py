"""A simulated engine that answers as a good system, such as a large language model, does."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.bench_numbers import FIGURE, tenfold
from translator.engines import Correction, OnResult
from translator.model import Ability, Segment, TermMatch, Translation
from translator.terms import enforcement, requests
from translator.terms.proof import proofs
from translator.terms.repair import judged
from translator.terms.requests import Request
from translator.text.spans import Span

OTHER_WORDING = 0.30
"""Share of the terms of a plain request, among those that have another wording, that get it."""

OTHER_WORDING_INLINE = 0.08
"""The same of terms that stand in the request in English."""

WRONG_FIGURE = 0.04
"""Share of the figures that come out ten times as large."""

HEEDED = 0.97
"""Share of the things that are put in when the engine is told that its draft lacks them."""

ALTERNATIVES = 2

PERSISTENT = 0.5
"""Share of the terms and figures that are right or wrong in all answers to a request alike."""

_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    segment: Segment
    reference: str


@dataclass(frozen=True, slots=True)
class _Fault:
    """Other English in place of characters of a reference."""

    place: Span
    english: str


class GoodEngine:
    """A simulation, not a translation system: it knows the references of the segments and spoils them a little.

    An answer is the reference, in which some terms have another wording and some figures are ten times as large, with
    the shares above. What is spoiled depends on a hash of the request, the place and, for half of the places, the
    number of the answer, so that requests and the two alternatives differ, and every run is the same. It gives no
    links, and when it is told what a draft lacks, it puts most of it in. ``wordings`` are the other wordings by
    Chinese term.

    It shows that the ladder uses what such an engine offers, and that nothing gets lost on the way. It does not show
    how good any real engine is: the shares are assumptions, its faults are independent of each other, it never slips
    outside marked terms and figures, and its BLEU is that of a reference against itself.
    """

    signature = "good engine (simulated)"
    notice = ""
    abilities = frozenset({Ability.INLINE, Ability.ALTERNATIVES, Ability.CORRECTION})

    def __init__(
        self, segments: Sequence[Segment], references: Sequence[str], wordings: Mapping[str, str]
    ) -> None:
        self._wordings = wordings
        self._asked_for: dict[str, tuple[_Sentence, Request]] = {}
        for segment, reference in zip(segments, references, strict=True):
            for request in _requests(segment):
                self._asked_for.setdefault(request.text, (_Sentence(segment, reference), request))

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        answers = []
        for index, source in enumerate(sources):
            first, *others = (self._answer(source, number) for number in range(1 + ALTERNATIVES))
            alternatives = tuple(Translation(text=text) for text in others)
            answers.append(Translation(text=first, alternatives=alternatives))
            if on_result is not None:
                on_result(index, answers[-1])
        return answers

    def correct(
        self, corrections: Sequence[Correction], on_result: OnResult | None = None
    ) -> list[Translation]:
        answers = []
        for index, one in enumerate(corrections):
            answers.append(Translation(text=self._corrected(one)))
            if on_result is not None:
                on_result(index, answers[-1])
        return answers

    def _answer(self, source: str, number: int) -> str:
        sentence, request = self._asked_for[source]
        text = sentence.reference
        faults = [
            *self._other_wordings(sentence, request, number),
            *_wrong_figures(sentence, request, number),
        ]
        end = len(text)
        for fault in sorted(faults, key=lambda fault: fault.place, reverse=True):
            if fault.place[1] <= end:
                text = _replaced(text, fault.place, fault.english)
                end = fault.place[0]
        return text

    def _other_wordings(self, sentence: _Sentence, request: Request, number: int) -> Iterator[_Fault]:
        terms = sentence.segment.terms
        for term, place in zip(terms, proofs(terms, sentence.reference), strict=True):
            share = OTHER_WORDING_INLINE if (term.start, term.end) in request.inline else OTHER_WORDING
            other = self._wordings.get(term.source)
            if place and other and _drawn_for(request, f"term {term.start}", number) < share:
                yield _Fault(place, other)

    def _corrected(self, one: Correction) -> str:
        sentence, _ = self._asked_for[one.source]
        text = one.draft
        for chinese, english in one.lacking:
            if _drawn("correct", one.source, chinese, english) < HEEDED:
                text = self._put_in(sentence, text, chinese, english)
        return text

    def _put_in(self, sentence: _Sentence, text: str, chinese: str, english: str) -> str:
        """Return the text with the English in place of the other wording, else with the wrong figure put right."""
        if other := self._wordings.get(chinese):
            (place,) = proofs([TermMatch(start=0, end=len(chinese), source=chinese, target=other)], text)
            if place:
                return _replaced(text, place, _ARTICLE.sub("", english))
        lacking = len(judged(sentence.segment, text).lacking)
        for right in FIGURE.findall(sentence.reference):
            for found in FIGURE.finditer(text):
                changed = text[: found.start()] + right + text[found.end() :]
                if found[0] == _tenfold(right) and len(judged(sentence.segment, changed).lacking) < lacking:
                    return changed
        return text


def _requests(segment: Segment) -> Iterator[Request]:
    """Yield everything that the ladder may ask for a segment."""
    yield requests.plain(segment)
    yield enforcement.first_request(segment)
    yield requests.with_everything(segment)
    for term in segment.terms:
        yield requests.with_terms(segment, [term])


def _wrong_figures(sentence: _Sentence, request: Request, number: int) -> Iterator[_Fault]:
    for figure in FIGURE.finditer(sentence.reference):
        if _drawn_for(request, f"figure {figure.start()}", number) < WRONG_FIGURE:
            yield _Fault(figure.span(), _tenfold(figure[0]))


def _tenfold(figure: str) -> str:
    return tenfold(figure, random.Random(0))


def _drawn_for(request: Request, place: str, number: int) -> float:
    """Return the number drawn for a place of an answer."""
    persistent = _drawn("persistent", request.text, place) < PERSISTENT
    return _drawn(request.text, place, 0 if persistent else number)


def _drawn(*of: object) -> float:
    """Return a number from 0 to 1 that is always the same for the same things."""
    digest = hashlib.sha256("\0".join(map(str, of)).encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


def _replaced(text: str, place: Span, english: str) -> str:
    """Return the text with other English at a place, with the capital that it asks for."""
    start, end = place
    if text[start].isupper() and not text[:start].strip("'\"“‘("):
        english = english[:1].upper() + english[1:]
    return text[:start] + english + text[end:]
