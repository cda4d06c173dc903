"""The command ``eval``: drafts of the pipeline, and of the engine alone, measured on evaluation sets.

Nothing is written to disk, and no translation memory is used.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from translator import numbers, pipeline
from translator.commands.evalset import EvalSet, Sentence, SpanClass, class_of, read_set
from translator.commands.run import Say, say_about
from translator.commands.termbases import read_gazetteer, read_termbase
from translator.engines import Engine, Options, load_engine
from translator.model import (
    ENGINE,
    Article,
    Block,
    Document,
    Evidence,
    Issue,
    Origin,
    OriginKind,
    Progress,
    Role,
    Segment,
    TermMatch,
    TermStatus,
    Translation,
    no_progress,
)
from translator.names import Gazetteer
from translator.terms.proof import proofs
from translator.terms.termbase import Termbase
from translator.text.spans import overlaps

ProgressFor = Callable[[str], Progress]

WARM_UP = "大家好。"
"""Translated before anything is timed, so that loading a model is not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to measure: the engine and glossaries of a run, and how many sentences of each file.

    With ``spans_as_glossary`` the terms of a sentence are its own spans, and of ``glossaries``, if any are given,
    those that overlap none. With ``engine_alone`` one plain pass of the engine is measured as well.
    """

    engine: str = ""
    engine_options: Options = field(default_factory=dict, repr=False)
    glossaries: tuple[Path, ...] = ()
    count: int | None = None
    spans_as_glossary: bool = False
    engine_alone: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a number of things the drafts hold."""

    held: int
    of: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1, or None where there is nothing to hold."""
        return self.held / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Figures of one set of drafts.

    ``bleu`` and ``chrf`` are sacrebleu's, from 0 to 100, over the sentences with a reference; None without one.
    ``spans`` are the marked spans by class, each held when the draft has its English, whatever its case, plural and
    articles. ``figures`` are all quantities of the Chinese, held by value. ``seconds`` are wall-clock seconds of
    translation, and ``warnings`` counts the sentences that the engine warned of.
    """

    sentences: int
    bleu: float | None
    chrf: float | None
    signatures: Mapping[str, str]
    spans: Mapping[SpanClass, Share]
    figures: Share
    seconds: float
    warnings: int

    @property
    def sentences_per_second(self) -> float:
        """Return the sentences translated in a second of wall-clock time."""
        return self.sentences / max(self.seconds, 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured on one set, and with what.

    ``terms`` counts the occurrences of terms, and of names by rule, by how they came into the draft, and those that
    did not; advisory terms, which are never put there, are left out. ``glossary`` is the hash of the term base.
    """

    name: str
    engine: str
    glossary: str
    pipeline: Scores
    terms: Mapping[Evidence | TermStatus, int]
    engine_alone: Scores | None = None
    unused_spans: int = 0

    @property
    def cost(self) -> float | None:
        """Return the time of the pipeline divided by that of one plain pass of the engine, where both are known."""
        return self.pipeline.seconds / max(self.engine_alone.seconds, 1e-9) if self.engine_alone else None


def evaluate_all(
    paths: Sequence[Path],
    settings: Settings,
    progress_for: ProgressFor = lambda _name: no_progress,
    say: Say = lambda _line: None,
) -> Iterator[Evaluation]:
    """Measure every file and yield its result as soon as it is there.

    All files are read first. Raises `InputError` for a file that is no set, `UsageError`, `GlossaryError` or
    `EngineError` when nothing can be measured, and `KeyboardInterrupt` on Ctrl-C.
    """
    sets = [read_set(path, settings.count) for path in paths]
    engine = load_engine(settings.engine, settings.engine_options)
    only_spans = settings.spans_as_glossary and not settings.glossaries
    termbase = Termbase() if only_spans else read_termbase(settings.glossaries)
    for warning in (*(f"glossary: {w}" for w in termbase.warnings), *(w for s in sets for w in s.warnings)):
        say(warning)
    for one in sets if settings.spans_as_glossary else ():
        if not any(sentence.spans for sentence in one.sentences):
            say(f"{one.name}: no spans are marked, so that its sentences have no terms of their own")
    say_about(engine, say)
    measure = _Measure(settings, engine, termbase, read_gazetteer())
    measure.warm_up()
    for one in sets:
        yield measure.of(one, progress_for(Path(one.name).name))


@dataclass(frozen=True, slots=True)
class _Measure:
    """Everything that the measurement of a set needs."""

    settings: Settings
    engine: Engine
    termbase: Termbase
    gazetteer: Gazetteer

    def warm_up(self) -> None:
        document = document_of([Sentence(line=1, source=WARM_UP, reference="")])
        self._translated(pipeline.annotate(document, self.termbase, self.gazetteer), no_progress)

    def of(self, one: EvalSet, progress: Progress) -> Evaluation:
        alone = self._engine_alone(one, progress) if self.settings.engine_alone else None
        prepared = self._prepared(one)
        start = time.perf_counter()
        segments = self._translated(prepared, progress)
        seconds = time.perf_counter() - start
        return Evaluation(
            name=one.name,
            engine=self.engine.signature,
            glossary=self.termbase.hash,
            pipeline=scores_of(one.sentences, segments, seconds, self.gazetteer),
            terms=_by_evidence(segments),
            engine_alone=alone,
            unused_spans=sum(map(len, one.unused.values())),
        )

    def _prepared(self, one: EvalSet) -> Document:
        document = pipeline.annotate(document_of(one.sentences), self.termbase, self.gazetteer)
        return with_own_spans(document, one.sentences) if self.settings.spans_as_glossary else document

    def _translated(self, document: Document, progress: Progress) -> list[Segment]:
        try:
            translated = pipeline.translate(document, self.engine, progress, gazetteer=self.gazetteer)
        except pipeline.Interrupted as stopped:
            raise (stopped.error or KeyboardInterrupt) from None
        return list(translated.segments())

    def _engine_alone(self, one: EvalSet, progress: Progress) -> Scores:
        ready = 0

        def count(_index: int, _translation: Translation) -> None:
            nonlocal ready
            ready += 1
            progress("plain", ready, len(one.sentences))

        progress("plain", 0, len(one.sentences))
        start = time.perf_counter()
        answers = self.engine.translate([sentence.source for sentence in one.sentences], count)
        seconds = time.perf_counter() - start
        origin = Origin(kind=OriginKind.MT, engine=self.engine.signature)
        segments = [
            segment.drafted(answer.text, origin, [Issue(check=ENGINE, message=w) for w in answer.warnings])
            for segment, answer in zip(document_of(one.sentences).segments(), answers, strict=True)
        ]
        return scores_of(one.sentences, segments, seconds, self.gazetteer)


# --- sentences as a document -----------------------------------------------------------------------


def document_of(sentences: Sequence[Sentence]) -> Document:
    """Return a document with an article of one segment for every sentence: none is the context of another."""
    return Document(name="eval", articles=tuple(map(_article_of, sentences)))


def _article_of(sentence: Sentence) -> Article:
    name, text = _id_of(sentence), sentence.source
    segment = Segment(id=name, source=text)
    block = Block(id=name, role=Role.PARAGRAPH, text=text, segments=(segment,))
    return Article(id=name, title="", blocks=(block,))


def _id_of(sentence: Sentence) -> str:
    return f"line{sentence.line}"


def with_own_spans(document: Document, sentences: Sequence[Sentence]) -> Document:
    """Return the document with each sentence's own spans as terms, and those of its terms that overlap none."""
    spans = {_id_of(sentence): sentence.spans for sentence in sentences}
    return pipeline.map_segments(document, lambda segment: _with_terms(segment, spans[segment.id]))


def _with_terms(segment: Segment, spans: Sequence[TermMatch]) -> Segment:
    taken = [(span.start, span.end) for span in spans]
    others = [term for term in segment.terms if not overlaps((term.start, term.end), taken)]
    return replace(segment, terms=tuple(sorted((*spans, *others), key=lambda term: term.start)))


# --- measures --------------------------------------------------------------------------------------


def scores_of(
    sentences: Sequence[Sentence], segments: Sequence[Segment], seconds: float, gazetteer: Gazetteer
) -> Scores:
    """Return the figures of the sentences' drafts, which took ``seconds``; the gazetteer tells names from terms."""
    drafts = [segment.target for segment in segments]
    bleu, chrf, signatures = _bleu_and_chrf(sentences, drafts)
    right, of = map(sum, zip(*(numbers.held(s.source, s.target) for s in segments), strict=True))
    return Scores(
        sentences=len(segments),
        bleu=bleu,
        chrf=chrf,
        signatures=signatures,
        spans=_spans_held(sentences, drafts, partial(class_of, gazetteer=gazetteer)),
        figures=Share(right, of),
        seconds=seconds,
        warnings=sum(any(i.check == ENGINE for i in segment.issues) for segment in segments),
    )


def _bleu_and_chrf(
    sentences: Sequence[Sentence], drafts: Sequence[str]
) -> tuple[float | None, float | None, dict[str, str]]:
    pairs = [(draft, s.reference) for draft, s in zip(drafts, sentences, strict=True) if s.reference]
    if not pairs:
        return None, None, {}
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    with_reference, references = [draft for draft, _ in pairs], [[reference for _, reference in pairs]]
    bleu, chrf = BLEU(), CHRF()
    scores = [float(metric.corpus_score(with_reference, references).score) for metric in (bleu, chrf)]
    return scores[0], scores[1], {"bleu": str(bleu.get_signature()), "chrf": str(chrf.get_signature())}


def _spans_held(
    sentences: Sequence[Sentence], drafts: Sequence[str], class_of_span: Callable[[TermMatch], SpanClass]
) -> dict[SpanClass, Share]:
    held: Counter[SpanClass] = Counter()
    every: Counter[SpanClass] = Counter()
    for sentence, draft in zip(sentences, drafts, strict=True):
        for span, proof in zip(sentence.spans, proofs(sentence.spans, draft), strict=True):
            kind = class_of_span(span)
            every[kind] += 1
            held[kind] += proof is not None
    return {one: Share(held[one], every[one]) for one in SpanClass}


def _by_evidence(segments: Sequence[Segment]) -> dict[Evidence | TermStatus, int]:
    """Count the term occurrences by how they came into the draft; *open* and *found* are those without evidence."""
    keys: tuple[Evidence | TermStatus, ...] = (*Evidence, *TermStatus)
    counts = Counter(
        term.evidence or term.status for segment in segments for term in segment.terms if not term.advisory
    )
    return {key: counts[key] for key in keys}
