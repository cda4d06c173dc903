"""Decoding with CTranslate2 in batches that several jobs fill together.

A batch holds sources of one length only. With padding, a translation changes now and then with its batch
(3 to 53 of 1,308 sentences, by the size of the batches); without, it is the same in every job, on any number of cores,
before and after an interruption. A job of ten sentences alone pays for that with a seventh more time in the model; many
jobs together save a fifth.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import Any

BATCH_TOKENS = 512
"""Most source tokens of a batch; larger ones are no faster, and a stopped program waits for them."""

AHEAD = 3
"""Batches submitted for each worker, so that none waits for work while Python looks at results."""

MAX_TARGET_TOKENS = 500
"""Small models define 512 positions; CTranslate2 fails at the model's limit."""

POLL_SECONDS = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How the model is searched for translations: options of CTranslate2's ``translate_batch``."""

    beam_size: int = 2
    num_hypotheses: int = 2
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    min_decoding_length: int = 1


@dataclass(slots=True, kw_only=True, eq=False)
class _Request:
    """A text in pieces that is to be decoded; whoever submits it gives it a ``future`` and adds it to ``begun``."""

    index: int
    pieces: Sequence[str]
    begun: list[_Request]
    future: Any = None


@dataclass(frozen=True, slots=True)
class _Failed:
    """A future that could not be had."""

    error: Exception

    def done(self) -> bool:
        return True

    def result(self) -> Any:  # noqa: ANN401  # stands for a result of ctranslate2
        raise self.error


@dataclass(slots=True, kw_only=True)
class Decoder:
    """A loaded ``translator`` of CTranslate2 with ``workers``, for any number of threads.

    ``prefix`` is the token that every translation begins with, if there is one.
    """

    translator: Any
    workers: int
    prefix: str = ""
    _lock: Lock = field(default_factory=Lock)
    _waiting: dict[tuple[Decoding, int], deque[_Request]] = field(default_factory=dict)
    _running: list[Any] = field(default_factory=list)

    def decoded(self, texts: Sequence[Sequence[str]], how: Decoding) -> Iterator[tuple[int, Any]]:
        """Yield the index of each text, given in pieces, with CTranslate2's result as soon as it is there.

        The longest texts are begun first. What is not begun when the caller stops never is. Raises what CTranslate2
        raises: `RuntimeError`, `ValueError`, `MemoryError`.
        """
        begun: list[_Request] = []
        requests = [_Request(index=index, pieces=pieces, begun=begun) for index, pieces in enumerate(texts)]
        requests.sort(key=lambda request: -len(request.pieces))
        with self._lock:
            for request in requests:
                self._waiting.setdefault((how, len(request.pieces)), deque()).append(request)
        left = len(requests)
        try:
            while left:
                self._submit_waiting()
                done = [request for request in begun if request.future.done()]
                if not done:  # inside ``result()`` Python would not notice Ctrl-C
                    time.sleep(POLL_SECONDS)
                for request in done:
                    begun.remove(request)
                    left -= 1
                    yield request.index, request.future.result()
        finally:
            self._withdraw(begun)

    def _submit_waiting(self) -> None:
        """Keep a few batches ahead of the workers, whoever asked; the length that waited longest goes first."""
        with self._lock:
            self._running = [future for future in self._running if not future.done()]
            while self._waiting and len(self._running) < AHEAD * self.workers:
                how, length = key = next(iter(self._waiting))
                group = self._waiting[key]
                batch = [group.popleft() for _ in range(min(len(group), max(1, BATCH_TOKENS // length)))]
                if not group:
                    del self._waiting[key]
                self._submit(batch, how)
                self._running.append(batch[-1].future)

    def _submit(self, batch: Sequence[_Request], how: Decoding) -> None:
        pieces = [request.pieces for request in batch]
        try:
            futures = self.translator.translate_batch(
                pieces,
                target_prefix=[[self.prefix]] * len(pieces) if self.prefix else None,
                max_batch_size=0,
                asynchronous=True,
                return_scores=True,
                return_attention=True,
                max_decoding_length=target_limit(len(pieces[0])),
                disable_unk=True,
                **asdict(how),
            )
        except (MemoryError, RuntimeError, ValueError) as error:
            futures = [_Failed(error)] * len(batch)
        for request, future in zip(batch, futures, strict=True):
            request.future = future
            request.begun.append(request)

    def _withdraw(self, begun: list[_Request]) -> None:
        """Forget the waiting requests of one caller, who is known by the list."""
        with self._lock:
            groups = {
                key: deque(request for request in group if request.begun is not begun)
                for key, group in self._waiting.items()
            }
            self._waiting = {key: group for key, group in groups.items() if group}


def target_limit(length: int) -> int:
    """Return the most tokens that the translation of a source of this length may have."""
    return min(MAX_TARGET_TOKENS, 3 * length + 24)
