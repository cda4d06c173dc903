"""Translation with Argos packages through CTranslate2: batches, repairs, delivery."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Any

from translator.engines import OnResult
from translator.engines.argos.alignment import links
from translator.engines.argos.archive import unpacked
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
MAX_TARGET_TOKENS = 500
"""Small models define 512 positions; CTranslate2 cuts silently at 1,024 and fails at the model's limit."""

SMALL_MODEL_BYTES = 40_000_000
SMALL_MODEL_PART_CHARS = 80
"""A small model loses the thread in long sentences. On policy and news pairs of the embedded one's training corpora 80
gave BLEU 25.1 on 180 sentences of more than 90 characters (50: 23.9, 65: 25.3, 100: 24.1), and 32.9 on 220 others of 66
to 110 (65: 29.9). General text gains nothing: 3.6 at 50, 3.2 at 80, 3.1 at 100."""

BATCH_TOKENS = 256
"""Padding changes a translation now and then, so that batches depend on the job alone: never on the machine's cores or
on other jobs. 512 would be about 5 % faster, 64 takes nearly twice as long."""

AHEAD = 3
"""Batches submitted for each worker, so that none waits for work while Python looks at results."""

POLL_SECONDS = 0.002

Options = Mapping[str, Any]
PLAIN: Options = {"beam_size": 2, "num_hypotheses": 2}
"""The second hypothesis costs nothing. On samples of the training corpora beam 4 takes 1.4 to 1.7 times as long for 0.7
BLEU more on policy and news and nothing sure on general text; beam 1 loses 0.4 to 2.7. Forbidding repeated 4-grams here
changes BLEU by -0.1 to 0.3."""

CAREFUL: Options = {
    "beam_size": 2,
    "num_hypotheses": 2,
    "repetition_penalty": 1.2,
    "no_repeat_ngram_size": 3,
    "min_decoding_length": 2,
}
"""How a faulty translation is decoded again; costs quality in general, so never at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A model that is ready to translate."""

    translator: Any
    tokenizer: Tokenizer
    prefix: str
    part_chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text in its pieces, and the most tokens that its translation may have."""

    text: str
    pieces: list[str]
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch that is being decoded: the indexes of its texts and its limit of target tokens."""

    indexes: list[int]
    limit: int
    futures: list[Any]


class ArgosEngine:
    """Translation with one Argos package, the best there is by default; equal sources are translated once.

    The model is loaded when the first sentence needs it, so that a run with nothing to do stays quick. Raises
    `EngineError` when there is no model or the installed one is incomplete.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or choose_model()
        self._workers = usable_cores()
        self._loading = Lock()

    @property
    def signature(self) -> str:
        """Return engine, package and version, e.g. ``argos zh_en 0.3 (embedded)``."""
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
        return f"Using the embedded model {self._model.label}: rough drafts only."

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return one translation for every source, in order.

        Sources without a Chinese character are returned unchanged. The longest sources are translated first. Raises
        `EngineError` when the model cannot be used.
        """
        return translate_in_parts(sources, self, on_result)

    @property
    def limits(self) -> Limits:
        """Return how long a part may be for this model."""
        return Limits(soft=self._loaded.part_chars, hard=MAX_SOURCE_CHARS, fits=self._fits)

    def _fits(self, text: str) -> bool:
        # Six pieces a character is beyond any tokenizer: most texts need no counting.
        few = len(text) * 6 < MAX_SOURCE_TOKENS
        return few or len(self._loaded.tokenizer.encode(text)) <= MAX_SOURCE_TOKENS

    def answers(self, parts: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """Yield every part with its best answer: decoded, else decoded again with care."""
        faulty: dict[str, Answer] = {}
        remaining = parts
        for options in (PLAIN, CAREFUL):
            for text, answer in self._decoded(remaining, options):
                best = better(faulty.get(text), answer)
                if best.faults:
                    faulty[text] = best
                else:
                    faulty.pop(text, None)
                    yield text, best
            remaining = list(faulty)
        yield from faulty.items()

    def _decoded(self, texts: Sequence[str], options: Options) -> Iterator[tuple[str, Answer]]:
        """Yield every text with the model's best answer, batch by batch, the longest first.

        Only a few batches are submitted ahead, so that every core stays busy, and little is left to finish when the
        user stops the program.
        """
        if not texts:
            return
        loaded = self._loaded
        pieces = [loaded.tokenizer.encode(text) for text in texts]
        waiting = iter(make_batches([len(tokens) for tokens in pieces], BATCH_TOKENS))
        running: list[Batch] = []
        try:
            while True:
                for batch in itertools.islice(waiting, AHEAD * self._workers - len(running)):
                    running.append(_submit(loaded, batch, [pieces[index] for index in batch], options))
                if not running:
                    return
                done = _next_done(running)
                for index, future in zip(done.indexes, done.futures, strict=True):
                    source = Source(text=texts[index], pieces=pieces[index], limit=done.limit)
                    yield source.text, _best_hypothesis(source, future.result(), loaded)
        except (MemoryError, RuntimeError) as error:
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
            translator=open_translator(path, workers=self._workers),
            tokenizer=tokenizer,
            prefix=prefix,
            part_chars=SMALL_MODEL_PART_CHARS if small else MAX_SOURCE_CHARS,
        )


def make_batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Return the indexes of ``lengths``, longest first, in batches of at most ``budget`` tokens.

    With padding, a batch has its longest length times its size. A text beyond the budget is a batch by itself.
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    batches: list[list[int]] = []
    longest = 0
    for index in order:
        if batches and longest * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(index)
        else:
            batches.append([index])
            longest = lengths[index]
    return batches


def _submit(loaded: Loaded, batch: list[int], pieces: list[list[str]], options: Options) -> Batch:
    limit = min(MAX_TARGET_TOKENS, 3 * max(map(len, pieces)) + 24)
    futures = loaded.translator.translate_batch(
        pieces,
        target_prefix=[[loaded.prefix]] * len(pieces) if loaded.prefix else None,
        max_batch_size=0,
        asynchronous=True,
        return_scores=True,
        return_attention=True,
        max_decoding_length=limit,
        disable_unk=True,
        **options,
    )
    return Batch(indexes=batch, limit=limit, futures=futures)


def _next_done(running: list[Batch]) -> Batch:
    """Wait for any batch, remove it from the list and return it.

    It polls, because inside ``result()`` Python does not notice Ctrl-C until the batch is done.
    """
    while True:
        for place, batch in enumerate(running):
            if batch.futures[-1].done():
                return running.pop(place)
        time.sleep(POLL_SECONDS)


def _best_hypothesis(source: Source, result: Any, loaded: Loaded) -> Answer:  # noqa: ANN401  # of ctranslate2
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
    source: Source, tokens: list[str], score: float, attention: list[list[float]], loaded: Loaded
) -> Answer:
    prefixed = loaded.prefix in tokens[:1] if loaded.prefix else False
    text = loaded.tokenizer.decode(tokens).removeprefix(loaded.prefix).strip()
    fault = find_fault(source.text, text) or (Fault.CUT_OFF if len(tokens) >= source.limit else None)
    written = (text, tokens[prefixed:])
    found = links((source.text, source.pieces), written, attention[prefixed:])
    return Answer(text=text, score=score, faults=(fault,) if fault else (), links=found)


def _failed(error: Exception) -> EngineError:
    reason = (str(error).strip().splitlines() or ["no reason given"])[0]
    if isinstance(error, MemoryError) or "alloc" in reason or "memory" in reason.lower():
        return out_of_memory()
    return EngineError(
        f"the translation model stopped with an error ({reason})",
        hint="Install the model again with 'translator models install', or another version of it.",
    )
