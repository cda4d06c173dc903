"""Decoding with CTranslate2 in batches that several jobs fill together.

A batch holds sources of one length only. With padding, a translation changes now and then with its batch
(3 to 53 of 1,308 sentences, by the size of the batches). Without padding it is the same in every job, on any number of
cores, before and after an interruption, for 5 to 25 % more time in the model.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
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
"""Between two looks at what is done; several callers look in turn, because each look takes time from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How the model is searched for translations: options of CTranslate2's ``translate_batch``."""

    beam_size: int = 4
    num_hypotheses: int = 2
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    min_decoding_length: int = 1


@dataclass(slots=True, kw_only=True, eq=False)
class _Request:
    """A text in pieces, to be decoded; submitting it sets its ``future`` and adds it to ``begun``."""

    index: int
    pieces: tuple[str, ...]
    begun: list[_Request]
    future: Any = None


_Alike = tuple[Decoding, int]
"""What the requests of a batch have in common: how they are decoded, and their length."""


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
    _callers: int = 0
    _lock: Lock = field(default_factory=Lock)
    _waiting: dict[_Alike, dict[tuple[str, ...], list[_Request]]] = field(default_factory=dict)
    _running: list[Any] = field(default_factory=list)

    def decoded(self, texts: Sequence[Sequence[str]], how: Decoding) -> Iterator[tuple[int, Any]]:
        """Yield the index of each text, given in pieces, with CTranslate2's result as soon as it is there.

        The longest texts are begun first. What is not begun when the caller stops never is. Raises what CTranslate2
        raises: `RuntimeError`, `ValueError`, `MemoryError`.
        """
        begun: list[_Request] = []
        requests = [
            _Request(index=index, pieces=tuple(pieces), begun=begun) for index, pieces in enumerate(texts)
        ]
        requests.sort(key=lambda request: -len(request.pieces))
        with self._lock:
            self._callers += 1
            for request in requests:
                group = self._waiting.setdefault((how, len(request.pieces)), {})
                group.setdefault(request.pieces, []).append(request)
        left = len(requests)
        try:
            while left:
                done = self._next(begun)
                if not done:  # inside ``result()`` Python would not notice Ctrl-C
                    time.sleep(POLL_SECONDS * self._callers)
                left -= len(done)
                yield from done
        finally:
            self._withdraw(begun)

    def _next(self, begun: list[_Request]) -> list[tuple[int, Any]]:
        """Return what is done of one caller's requests, and keep the workers busy with anybody's."""
        with self._lock:  # while one thread takes the result of a future, no other may ask whether it is done
            self._submit_waiting()
            done = [request for request in begun if request.future.done()]
            for request in done:
                begun.remove(request)
            return [(request.index, request.future.result()) for request in done]

    def _submit_waiting(self) -> None:
        """Keep a few batches ahead of the workers, whoever asked; the length that waited longest goes first.

        What several asked for at the same time is decoded once.
        """
        self._running = [future for future in self._running if not future.done()]
        while self._waiting and len(self._running) < AHEAD * self.workers:
            how, length = key = next(iter(self._waiting))
            group = self._waiting[key]
            batch = {
                pieces: group.pop(pieces) for pieces in [*group][: max(1, BATCH_TOKENS // max(1, length))]
            }
            if not group:
                del self._waiting[key]
            self._submit(batch, how)

    def _submit(self, batch: Mapping[tuple[str, ...], Sequence[_Request]], how: Decoding) -> None:
        length = len(next(iter(batch)))
        try:
            futures = self.translator.translate_batch(
                [*map(list, batch)],
                target_prefix=[[self.prefix]] * len(batch) if self.prefix else None,
                max_batch_size=0,
                asynchronous=True,
                return_scores=True,
                return_attention=True,
                max_decoding_length=target_limit(length),
                disable_unk=True,
                **asdict(how),
            )
        except (MemoryError, RuntimeError, ValueError) as error:
            futures = [_Failed(error)] * len(batch)
        self._running.append(futures[-1])
        for requests, future in zip(batch.values(), futures, strict=True):
            for request in requests:
                request.future = future
                request.begun.append(request)

    def _withdraw(self, begun: list[_Request]) -> None:
        """Forget the waiting requests of one caller, who is known by the list."""
        with self._lock:
            self._callers -= 1
            for key, group in [*self._waiting.items()]:
                for pieces, requests in [*group.items()]:
                    requests[:] = [request for request in requests if request.begun is not begun]
                    if not requests:
                        del group[pieces]
                if not group:
                    del self._waiting[key]


def target_limit(length: int) -> int:
    """Return the most tokens that the translation of a source of this length may have."""
    return min(MAX_TARGET_TOKENS, 3 * length + 24)
