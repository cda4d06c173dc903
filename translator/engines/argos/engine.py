"""Translation with Argos packages: what is asked of the model, and which of its answers is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Any

from translator.engines import OnResult
from translator.engines.argos.alignment import links
from translator.engines.argos.archive import unpacked
from translator.engines.argos.decoder import Decoder, Decoding, target_limit
from translator.engines.argos.packages import (
    Model,
    Tokenizer,
    choose_model,
    open_package,
    open_translator,
    out_of_memory,
)
from translator.engines.cores import usable_cores
from translator.engines.guards import Fault, find_fault
from translator.engines.parts import Answer, better, translate_in_parts
from translator.errors import EngineError
from translator.model import Ability, Translation
from translator.text.chunks import Limits

MAX_SOURCE_CHARS = 160
"""With byte fallback a character of the basic plane takes three pieces at most, and two are added."""

MAX_SOURCE_TOKENS = 490
"""Small models define 512 positions; CTranslate2 cuts silently at 1,024 and fails at the model's limit."""

SMALL_MODEL_BYTES = 40_000_000
SMALL_MODEL_PART_CHARS = 100
"""A small model loses the thread in long sentences. On policy and news pairs of the embedded model's training corpora,
100 gave BLEU 27.7 on 150 sentences of more than 90 characters (60: 26.7, 80: 27.1, 120: 27.1, 160: 23.3), and 40.0 on
150 others of 66 to 110 (60: 35.2, 80: 39.4). General text shows no difference: 11.4 from 80 to 160."""

PLAIN = Decoding()
"""How a model of 40 MB or more translates. The second hypothesis costs nothing."""

SMALL_MODEL = Decoding(beam_size=5, length_penalty=1.2)
"""How a small model translates. In long sentences it leaves words out; a penalty above 1 favours longer translations.

1.2 lies between what suits short and long sentences. BLEU and chrF, by the number of Chinese characters, on 200 to 500
pairs each of the training corpora, with model 0.6:

| | beam 4, penalty 1 | beam 5, 1 | beam 5, 1.3 | beam 5, 2 |
|---|---|---|---|---|
| general, 9 to 13 | 12.7 37.1 | 12.7 37.4 | 12.0 37.3 | 11.3 37.2 |
| general, 25 to 39 | 11.0 38.2 | 11.5 38.6 | 11.4 38.9 | 11.1 39.1 |
| general, 40 to 59 | 12.2 40.3 | 12.1 40.2 | 12.3 40.5 | 11.9 40.8 |
| policy and news, 9 to 13 | 26.4 52.4 | 27.0 53.0 | 26.8 53.1 | 26.1 52.9 |
| policy and news, 25 to 39 | 38.2 62.1 | 38.6 62.4 | 38.6 62.5 | 38.5 62.6 |
| policy and news, 40 to 59 | 39.9 64.1 | 39.9 64.2 | 40.3 64.5 | 40.4 64.6 |

With 2, short headlines repeat words. Beam 5 takes 1.2 times as long as beam 4, and beam 6 1.37 times for another 0.1
BLEU; beam 1 and 2 lose 0.5 to 4. A choice among the hypotheses by what they have in common (minimum Bayes risk) or by
a lexicon changes BLEU by -0.5 to 0.1."""


def careful(how: Decoding) -> Decoding:
    """Return the options with which a faulty translation is decoded again; they cost quality, so never at first."""
    return replace(how, repetition_penalty=1.2, no_repeat_ngram_size=3, min_decoding_length=2)


MOST_ANSWERS = 1000
"""Answers that are kept for later requests, about 25 KB each with their links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A model that is ready to translate."""

    decoder: Decoder
    tokenizer: Tokenizer
    part_chars: int
    decoding: Decoding = PLAIN


_Source = tuple[str, Sequence[str]]
"""A text, and its pieces."""


class _Answered:
    """The latest answers, by part; an answer depends on nothing else, so that every job may use it again."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._changing = Lock()

    def get(self, part: str) -> Answer | None:
        return self._answers.get(part)

    def add(self, part: str, answer: Answer) -> None:
        with self._changing:
            self._answers[part] = answer
            if len(self._answers) > MOST_ANSWERS:
                del self._answers[next(iter(self._answers))]


class ArgosEngine:
    """Translation with one Argos package, the best there is by default; equal sources are translated once.

    The model is loaded when the first sentence needs it, so that a run with nothing to do stays quick. Raises
    `EngineError` when there is no model or the installed one is incomplete.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or choose_model()
        self._workers = usable_cores()
        self._loading = Lock()
        self._answered = _Answered()

    @property
    def signature(self) -> str:
        """Return engine, package and version, e.g. ``argos zh_en 0.6 (built-in)``."""
        return f"argos {self._model.label}"

    @property
    def abilities(self) -> frozenset[Ability]:
        """Return that English in a source stays, answers have others and an alignment, and jobs may come at once."""
        return frozenset({Ability.INLINE, Ability.ALTERNATIVES, Ability.ALIGNMENT, Ability.PARALLEL})

    @property
    def notice(self) -> str:
        """Return which model is used, and that the embedded one is for rough drafts only."""
        if not self._model.embedded:
            return f"Using the installed Argos model {self._model.label}."
        return f"Using the built-in model {self._model.label}: rough drafts only."

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return one translation for every source, in order.

        Sources without a Chinese character are returned unchanged. The longest sources are translated first. Raises
        `EngineError` when the model cannot be used.
        """
        return translate_in_parts(sources, self, on_result)

    def load(self) -> None:
        """Load the model now, if it is not; raises `EngineError` when it cannot be used."""
        _ = self._loaded

    @property
    def limits(self) -> Limits:
        """Return how long a part may be for this model."""
        return Limits(soft=self._loaded.part_chars, hard=MAX_SOURCE_CHARS, fits=self._fits)

    def _fits(self, text: str) -> bool:
        # Six pieces a character is beyond any tokenizer: most texts need no counting.
        few = len(text) * 6 < MAX_SOURCE_TOKENS
        return few or len(self._loaded.tokenizer.encode(text)) <= MAX_SOURCE_TOKENS

    def answers(self, parts: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """Yield every part with its best answer; an earlier request's answer is used again."""
        known = {part: answer for part in parts if (answer := self._answered.get(part))}
        yield from known.items()
        for part, answer in self._best_answers([part for part in parts if part not in known]):
            self._answered.add(part, answer)
            yield part, answer

    def _best_answers(self, parts: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """Yield every part with its best answer: decoded, else decoded again with care."""
        faulty: dict[str, Answer] = {}
        remaining = parts
        for again in (False, True):
            for text, answer in self._decoded(remaining, again=again):
                best = better(faulty.get(text), answer)
                if best.faults:
                    faulty[text] = best
                else:
                    faulty.pop(text, None)
                    yield text, best
            remaining = list(faulty)
        yield from faulty.items()

    def _decoded(self, texts: Sequence[str], *, again: bool) -> Iterator[tuple[str, Answer]]:
        """Yield every text with the model's best answer, the longest first."""
        if not texts:
            return
        loaded = self._loaded
        how = careful(loaded.decoding) if again else loaded.decoding
        pieces = [loaded.tokenizer.encode(text) for text in texts]
        try:
            for index, result in loaded.decoder.decoded(pieces, how):
                yield texts[index], _best_hypothesis((texts[index], pieces[index]), result, loaded)
        except (MemoryError, RuntimeError, ValueError) as error:
            raise _failed(error) from None

    @property
    def _loaded(self) -> Loaded:
        with self._loading:  # several jobs may need the model first
            return self._opened

    @cached_property
    def _opened(self) -> Loaded:
        path = unpacked(self._model.path) if self._model.embedded else self._model.path
        tokenizer, prefix = open_package(path)
        small = (path / "model" / "model.bin").stat().st_size < SMALL_MODEL_BYTES
        return Loaded(
            decoder=Decoder(
                translator=open_translator(path, workers=self._workers), workers=self._workers, prefix=prefix
            ),
            tokenizer=tokenizer,
            part_chars=SMALL_MODEL_PART_CHARS if small else MAX_SOURCE_CHARS,
            decoding=SMALL_MODEL if small else PLAIN,
        )


def _best_hypothesis(source: _Source, result: Any, loaded: Loaded) -> Answer:  # noqa: ANN401  # of ctranslate2
    """Return the first hypothesis without a fault, else the least faulty, with the other faultless ones."""
    answers = [
        _hypothesis(source, *hypothesis, loaded)
        for hypothesis in zip(result.hypotheses, result.scores, result.attention, strict=True)
    ]
    if not answers:
        return Answer(text="", score=None, faults=(Fault.EMPTY,))
    best = min(answers, key=lambda answer: answer.severity)
    others = tuple(answer for answer in answers if not answer.faults and answer.text != best.text)
    return replace(best, others=others)


def _hypothesis(
    source: _Source, tokens: list[str], score: float, attention: list[list[float]], loaded: Loaded
) -> Answer:
    prefix = loaded.decoder.prefix
    prefixed = prefix in tokens[:1] if prefix else False
    text = loaded.tokenizer.decode(tokens).removeprefix(prefix).strip()
    cut_off = Fault.CUT_OFF if len(tokens) >= target_limit(len(source[1])) else None
    fault = find_fault(source[0], text) or cut_off
    # Of the first token CTranslate2 (4.8) gives another sentence's attention where a batch has several.
    attention = [[], *attention[1:]]
    found = links(source, (text, tokens[prefixed:]), attention[prefixed:])
    # CTranslate2 divides by the length, with its end mark, to the power of the penalty: back to the mean of the pieces.
    mean = score * (len(tokens) + 1) ** (loaded.decoding.length_penalty - 1)
    return Answer(text=text, score=mean, faults=(fault,) if fault else (), links=found)


def _failed(error: Exception) -> EngineError:
    reason = (str(error).strip().splitlines() or ["no reason given"])[0]
    if isinstance(error, MemoryError) or "alloc" in reason or "memory" in reason.lower():
        return out_of_memory()
    return EngineError(
        f"the translation model stopped with an error ({reason})",
        hint="Install the model again with 'translator models install', or another version of it.",
    )
