"""Translation of sources in parts that a model can hold: cutting, second attempts in halves, joining, delivery.

What is the same for every engine with a model of its own. The engine says how long a part may be and answers parts; its
caller sees one source and one translation.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from translator.engines.guards import Fault, find_fault
from translator.engines.table import OnResult
from translator.model import Link, Translation
from translator.numbers.list_numbers import list_number
from translator.text.chunks import Limits, halved, join_parts, split_parts
from translator.text.scripts import has_han

DEEPEST_SPLIT = 2

CUT_UNPUNCTUATED = "source was cut where it has no punctuation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer of a model for one part, with its remaining faults."""

    text: str
    score: float | None = None
    faults: tuple[Fault, ...] = ()
    links: tuple[Link, ...] = ()
    others: tuple[Answer, ...] = ()

    @property
    def severity(self) -> int:
        """Return 0 for a faultless answer and more for a worse one."""
        return max((fault.severity for fault in self.faults), default=0)


class PartModel(Protocol):
    """A model that answers parts of sources."""

    @property
    def limits(self) -> Limits:
        """Return how long a part may be."""

    def answers(self, parts: Sequence[str]) -> Iterable[tuple[str, Answer]]:
        """Yield every part with its answer, in any order; no part is given twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The parts that a source is translated in, after a list ``number`` of this ``length`` that needs no model."""

    number: str
    length: int
    parts: list[str]


def translate_in_parts(
    sources: Sequence[str], model: PartModel, on_result: OnResult | None = None
) -> list[Translation]:
    """Return one translation for every source, in order; equal sources are translated once.

    Sources without a Chinese character are returned unchanged, and ask nothing of the model. An answer with a fault
    is tried again in halves.
    """
    results: list[Translation | None] = [None] * len(sources)
    places: dict[str, list[int]] = {}
    for index, source in enumerate(sources):
        places.setdefault(source, []).append(index)

    def deliver(source: str, translation: Translation) -> None:
        for index in places[source]:
            results[index] = translation
            if on_result is not None:
                on_result(index, translation)

    for source in places:
        if not has_han(source):
            deliver(source, Translation(text=source))
    wanted = [source for source in places if has_han(source)]
    if wanted:
        _translate_all(wanted, model, deliver)
    return [result for result in results if result is not None]


def _translate_all(
    sources: Sequence[str], model: PartModel, deliver: Callable[[str, Translation], None]
) -> None:
    limits = model.limits
    plans = {source: _planned(source, limits) for source in sources}
    users: dict[str, list[str]] = {}
    for source, plan in plans.items():
        for part in filter(has_han, dict.fromkeys(plan.parts)):
            users.setdefault(part, []).append(source)
    missing = Counter(source for several in users.values() for source in several)
    answers: dict[str, Answer] = {}
    for part, answer in _answers(list(users), model):
        answers[part] = answer
        for source in users[part]:
            missing[source] -= 1
            if not missing[source]:
                deliver(source, _translation(plans[source], answers))


def _answers(texts: Sequence[str], model: PartModel, depth: int = 0) -> Iterator[tuple[str, Answer]]:
    """Yield every text with its best answer: the model's own, else the better of it and one joined from halves."""
    faulty: dict[str, Answer] = {}
    for text, answer in model.answers(texts):
        if answer.faults:
            faulty[text] = answer
        else:
            yield text, answer
    yield from _in_halves(faulty, model, depth)


def _in_halves(faulty: Mapping[str, Answer], model: PartModel, depth: int) -> Iterator[tuple[str, Answer]]:
    plans = {text: halved(text) if depth < DEEPEST_SPLIT else [text] for text in faulty}
    pieces = {part for parts in plans.values() if len(parts) > 1 for part in parts if has_han(part)}
    answers = dict(_answers(list(pieces), model, depth + 1)) if pieces else {}
    for text, parts in plans.items():
        best = faulty[text]
        if len(parts) > 1:
            joined = _joined(parts, answers)
            fault = find_fault(text, joined.text)
            best = better(best, replace(joined, faults=(fault, *joined.faults)) if fault else joined)
        yield text, best


def better(first: Answer | None, second: Answer) -> Answer:
    """Return the less faulty answer, the first of two that are the same."""
    return second if first is None or second.severity < first.severity else first


def _planned(source: str, limits: Limits) -> Plan:
    """Return how a source is translated.

    A list number is cut off first, because small models mistranslate it and the text after it. A line break in a
    source is always the end of a part.
    """
    number, length = list_number(source)
    if not has_han(source[length:]):
        number, length = "", 0
    lines = source[length:].splitlines(keepends=True)
    return Plan(
        number=number, length=length, parts=[part for line in lines for part in split_parts(line, limits)]
    )


def _joined(parts: Sequence[str], answers: Mapping[str, Answer]) -> Answer:
    """Return the answers for parts as one; faults of the whole are not looked for."""
    used = [answers.get(part) or Answer(text=part, score=None) for part in parts]
    text, places = join_parts(parts, [answer.text for answer in used])
    scores = [answer.score for answer in used if answer.score is not None]
    starts = itertools.accumulate(map(len, parts), initial=0)
    return Answer(
        text=text,
        score=sum(scores) / len(scores) if scores else None,
        faults=tuple(dict.fromkeys(fault for answer in used for fault in answer.faults)),
        links=tuple(
            _moved(link, place, start)
            for answer, place, start in zip(used, places, starts, strict=False)
            for link in answer.links
        ),
    )


def _moved(link: Link, by: int, source_by: int) -> Link:
    if not by and not source_by:
        return link
    start, end, source_start, source_end, weight = link
    return Link(start + by, end + by, source_start + source_by, source_end + source_by, weight)


def _translation(plan: Plan, answers: Mapping[str, Answer]) -> Translation:
    """Return the translation of the source of a plan; clauses that begin alike are not a loop."""
    parts = plan.parts
    cut = any(part[-1:].isalnum() for part in parts[:-1])
    alternatives = (
        _joined(parts, {**answers, part: other})
        for part in dict.fromkeys(parts)
        for other in (answers[part].others if part in answers else ())
    )
    whole, *others = (
        Translation(
            text=f"{plan.number} {answer.text}" if plan.number else answer.text,
            score=answer.score,
            warnings=(*map(str, answer.faults), *([CUT_UNPUNCTUATED] if cut else [])),
            links=tuple(_after_number(link, plan) for link in answer.links),
        )
        for answer in (_joined(parts, answers), *alternatives)
    )
    return replace(whole, alternatives=tuple(others))


def _after_number(link: Link, plan: Plan) -> Link:
    return _moved(link, len(plan.number) + 1, plan.length) if plan.number else link
