"""Measure what each step of the ladder is worth by which terms and figures come into a translation.

    python -m tests.benchmarks.bench_ladder SET.tsv… [--count 400]

or with a folder of evaluation sets in TRANSLATOR_EVAL; a folder stands for its ``*.tsv`` with marked spans. A set has
``source TAB reference TAB zh=en|zh=en…``; the terms of each sentence are its own spans. There is one table for the
embedded model, and one for a simulated engine that knows the references (`tests.good_engine` says what it shows).

The first two rows are the engine's own answers to the plain sources and to those with terms in English. For the others
the pipeline translates with an engine whose other abilities are hidden, each row with one more. ``requests`` and
``time`` are multiples of those of the plain sources; time is that of the processor, so that other work on the
machine counts little. The second table counts the sentences that hold fewer terms or figures than before. A choice may
give up one term for two; that it lacks more in all, with as many warnings of the engine, must not happen.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from tests.argos_packages import embedded_engine
from tests.good_engine import GoodEngine
from translator import numbers, pipeline
from translator.commands.evalset import EvalSet, Sentence, SpanClass, read_set
from translator.commands.evaluate import WARM_UP, Share, document_of, scores_of, with_own_spans
from translator.commands.termbases import read_gazetteer
from translator.engines import Correction, Corrector, Engine, OnResult
from translator.engines.guards import Fault, find_fault
from translator.model import (
    ENGINE,
    Ability,
    Issue,
    Origin,
    OriginKind,
    Segment,
    TermMatch,
    TermStatus,
    Translation,
)
from translator.names import Gazetteer
from translator.terms import enforcement
from translator.terms.proof import proofs, verify
from translator.terms.repair import judged

PLAIN, INLINE = "plain", "terms inline"
FURTHER, CORRECTION = "+ further requests", "or + correction"


class Limited:
    """An engine that shows only some of its abilities, and counts what it is asked.

    Without ``again`` it is asked once; what comes later gets empty answers, which nothing prefers. It cannot be
    corrected.
    """

    notice = ""

    def __init__(
        self, engine: Engine, *, alternatives: bool = False, links: bool = False, again: bool = False
    ) -> None:
        self._engine = engine
        self._alternatives = alternatives
        self._links = links
        self._again = again
        self.asked = 0

    @property
    def signature(self) -> str:
        return self._engine.signature

    @property
    def abilities(self) -> frozenset[Ability]:
        return self._engine.abilities & {Ability.INLINE, *([Ability.ALIGNMENT] if self._links else [])}

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        def shown(index: int, translation: Translation) -> None:
            if on_result is not None:
                on_result(index, self._shown(translation))

        if self.asked and not self._again:
            answers = [Translation(text="", warnings=(str(Fault.EMPTY),)) for _ in sources]
            for index, answer in enumerate(answers):
                shown(index, answer)
            return answers
        self.asked += len(sources)
        return [self._shown(translation) for translation in self._engine.translate(sources, shown)]

    def _shown(self, translation: Translation) -> Translation:
        return replace(
            translation,
            alternatives=tuple(map(self._shown, translation.alternatives)) if self._alternatives else (),
            links=translation.links if self._links else (),
        )


class LimitedCorrector(Limited):
    """A `Limited` engine that can be told what its draft lacks."""

    def __init__(self, engine: Corrector, *, alternatives: bool = False, links: bool = False) -> None:
        super().__init__(engine, alternatives=alternatives, links=links)
        self._corrector = engine

    @property
    def abilities(self) -> frozenset[Ability]:
        return super().abilities | {Ability.CORRECTION}

    def correct(
        self, corrections: Sequence[Correction], on_result: OnResult | None = None
    ) -> list[Translation]:
        self.asked += len(corrections)
        return self._corrector.correct(corrections, on_result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The drafts of a row, the sources and drafts that the engine was asked about, and seconds of the processor."""

    name: str
    segments: tuple[Segment, ...]
    asked: int
    seconds: float


def steps_of(segments: Sequence[Segment], engine: Engine) -> Iterator[Step]:
    """Yield the drafts of an engine with more and more of the ladder."""
    sources = [segment.source for segment in segments]
    inline = [enforcement.first_request(segment).text for segment in segments]
    yield _own_answers(PLAIN, segments, sources, engine)
    yield _own_answers(INLINE, segments, inline, engine)
    yield _ladder("+ wrong figures put right", segments, Limited(engine))
    yield _ladder("+ other answers", segments, Limited(engine, alternatives=True))
    yield _ladder("+ alignment", segments, Limited(engine, alternatives=True, links=True))
    further = Limited(engine, alternatives=True, links=True, again=True)
    yield _ladder(FURTHER, segments, further)
    if isinstance(engine, Corrector):
        yield _ladder(CORRECTION, segments, LimitedCorrector(engine, alternatives=True, links=True))
        yield _ladder("correction alone", segments, LimitedCorrector(engine))


def _own_answers(name: str, segments: Sequence[Segment], requests: Sequence[str], engine: Engine) -> Step:
    start = time.process_time()
    answers = engine.translate(requests)
    seconds = time.process_time() - start
    drafted = (_drafted(*both, engine.signature) for both in zip(segments, answers, strict=True))
    return Step(name=name, segments=tuple(drafted), asked=len(requests), seconds=seconds)


def _drafted(segment: Segment, answer: Translation, engine: str) -> Segment:
    warnings = [Issue(check=ENGINE, message=warning) for warning in answer.warnings]
    return verify(segment.drafted(answer.text, Origin(kind=OriginKind.MT, engine=engine), warnings))


def _ladder(name: str, segments: Sequence[Segment], engine: Limited) -> Step:
    sentences = [Sentence(line=line, source=s.source, reference="") for line, s in enumerate(segments)]
    terms = iter([segment.terms for segment in segments])
    document = pipeline.map_segments(document_of(sentences), lambda s: replace(s, terms=next(terms)))
    start = time.process_time()
    translated = pipeline.translate(document, engine)
    seconds = time.process_time() - start
    return Step(name=name, segments=tuple(translated.segments()), asked=engine.asked, seconds=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """How many sentences hold fewer terms, hold fewer figures, and lack more of both together than before.

    Of the last, those are left out for which the engine warned less than before.
    """

    terms: int
    figures: int
    together: int


def losses(before: Step, after: Step) -> Losses:
    """Return what one step holds less than another."""
    pairs = [(_held(one), _held(two)) for one, two in zip(before.segments, after.segments, strict=True)]
    return Losses(
        terms=sum(two.terms < one.terms for one, two in pairs),
        figures=sum(two.figures < one.figures for one, two in pairs),
        together=sum(two.lacking > one.lacking and two.warnings >= one.warnings for one, two in pairs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    terms: int
    figures: int
    lacking: int
    warnings: int


def _held(segment: Segment) -> _Held:
    return _Held(
        terms=sum(term.status is TermStatus.FOUND for term in segment.terms),
        figures=numbers.held(segment.source, segment.target)[0],
        lacking=len(judged(segment, segment.target).lacking),
        warnings=sum(issue.check == ENGINE for issue in segment.issues),
    )


def wordings_of(terms: Sequence[TermMatch], engine: Engine) -> dict[str, str]:
    """Return another English for terms: what an engine makes of each alone, where it differs and has no fault."""
    different = list({term.source: term for term in terms}.values())
    wordings = {}
    for term, answer in zip(different, engine.translate([t.source for t in different]), strict=True):
        wording = _as_part(answer.text, term.target)
        faulty = find_fault(term.source, wording) or numbers.compare(term.source, wording)
        if not faulty and not proofs([term], wording)[0]:
            wordings[term.source] = wording
    return wordings


def _as_part(text: str, like: str) -> str:
    """Return an answer as a part of a sentence: without its end, article and capital."""
    text = text.strip().rstrip(".!?").removeprefix("The ").removeprefix("the ")
    return text[:1].lower() + text[1:] if like[:1].islower() and text[1:2].islower() else text


# --- showing ---------------------------------------------------------------------------------------


def show(one: EvalSet, steps: Sequence[Step], gazetteer: Gazetteer, *, timed: bool) -> None:
    """Print both tables of an engine."""
    table = Table(box=box.MARKDOWN)
    columns = ("", *SpanClass, "figures by value", "BLEU", "chrF", "requests ×", "time ×")
    for column in columns:
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    plain = steps[0]
    for step in steps:
        scores = scores_of(one.sentences, step.segments, step.seconds, gazetteer)
        table.add_row(
            step.name,
            *(_percent(scores.spans[kind]) for kind in SpanClass),
            _percent(scores.figures),
            *("–" if score is None else f"{score:.1f}" for score in (scores.bleu, scores.chrf)),
            f"{step.asked / plain.asked:.2f}",
            f"{step.seconds / plain.seconds:.2f}" if timed else "–",
        )
    lost = Table("sentences with fewer of", "than", "terms", "figures", "both together", box=box.MARKDOWN)
    inline = steps[1]
    whole = [step for step in steps if step.name in (FURTHER, CORRECTION)]
    for step, before in [(s, plain) for s in (inline, *whole)] + [(s, inline) for s in steps[2:]]:
        worse = losses(before, step)
        lost.add_row(step.name, before.name, str(worse.terms), str(worse.figures), str(worse.together))
    console = Console(width=140)
    console.print(table, "", lost)
    bad = sum(losses(inline, step).together for step in steps[2:])
    console.print(
        f"\nSentences that a choice or repair left with more missing: {bad}{'' if bad else ', as it must be'}\n"
    )


def _percent(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.1%}"


def main() -> None:
    """Print the tables of every set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    default = os.environ.get("TRANSLATOR_EVAL")
    parser.add_argument("files", nargs="*", type=Path, default=[Path(default)] if default else [])
    parser.add_argument("--count", type=int)
    arguments = parser.parse_args()
    files = [
        file for path in arguments.files for file in (sorted(path.glob("*.tsv")) if path.is_dir() else [path])
    ]
    sets = [read_set(file, arguments.count) for file in files]
    marked = [one for one in sets if any(sentence.spans for sentence in one.sentences)]
    if not marked:
        parser.error(
            "give files of sentence pairs with marked spans or a folder of them, or set TRANSLATOR_EVAL"
        )
    with tempfile.TemporaryDirectory() as home, embedded_engine(Path(home)) as engine:
        engine.translate([WARM_UP])
        for one in marked:
            report(one, engine)


def report(one: EvalSet, engine: Engine) -> None:
    """Print the tables of a set for an engine and for the simulated one."""
    gazetteer = read_gazetteer()
    segments = [*with_own_spans(document_of(one.sentences), one.sentences).segments()]
    terms = [term for segment in segments for term in segment.terms]
    print(f"{Path(one.name).name}: {len(segments)} sentences, {len(terms)} spans\n\n{engine.signature}\n")
    show(one, [*steps_of(segments, engine)], gazetteer, timed=True)
    wordings = wordings_of(terms, engine)
    other = sum(term.source in wordings for term in terms)
    good = GoodEngine(segments, [sentence.reference for sentence in one.sentences], wordings)
    print(f"{good.signature}: {other} of {len(terms)} spans have another wording\n")
    show(one, [*steps_of(segments, good)], gazetteer, timed=False)


if __name__ == "__main__":
    main()
