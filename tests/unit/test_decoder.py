"""Batches of equal length: who is in them, and what becomes of a caller who stops or of a batch that fails."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.engines.argos.decoder import BATCH_TOKENS, Decoder, Decoding

PLAIN, CAREFUL = Decoding(), Decoding(no_repeat_ngram_size=3)


@dataclass
class Future:
    text: str
    ready: bool = True

    def done(self) -> bool:
        return self.ready

    def result(self) -> str:
        return self.text.upper()


@dataclass
class Translator:
    """Writes capitals; holds every future back while it is ``busy``, and remembers the batches."""

    busy: bool = False
    batches: list[list[str]] = field(default_factory=list)
    futures: list[Future] = field(default_factory=list)

    def translate_batch(self, pieces: Sequence[Sequence[str]], **options: Any) -> list[Future]:
        texts = ["".join(one) for one in pieces]
        if "!" in texts[0]:
            raise RuntimeError("no memory")
        self.batches.append(texts)
        futures = [Future(text, ready=not self.busy) for text in texts]
        self.futures += futures
        return futures

    def finish(self) -> None:
        self.busy = False
        for future in self.futures:
            future.ready = True


@given(texts=st.lists(st.text("ab", min_size=1, max_size=40), max_size=60))
def test_batches_have_one_length_and_every_text_once(texts: list[str]) -> None:
    translator = Translator()
    results = dict(Decoder(translator=translator, workers=2).decoded(texts, PLAIN))
    assert results == {index: text.upper() for index, text in enumerate(texts)}
    assert sorted(text for batch in translator.batches for text in batch) == sorted(set(texts))
    for batch in translator.batches:
        assert len({*map(len, batch)}) == 1
        assert len(batch) == 1 or sum(map(len, batch)) <= BATCH_TOKENS


def test_several_callers_are_in_one_batch_and_what_all_ask_for_is_decoded_once() -> None:
    translator = Translator(busy=True)
    decoder = Decoder(translator=translator, workers=1)

    def ask(letter: str) -> dict[int, str]:
        return dict(decoder.decoded([letter * 5, letter * 7, letter * 3, "z"], PLAIN))

    def waiting() -> int:
        return sum(len(requests) for group in [*decoder._waiting.values()] for requests in [*group.values()])

    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(ask, letter) for letter in "abc"]
        while len(translator.futures) + waiting() < 12:
            time.sleep(0.001)
        translator.finish()
        for letter, one in zip("abc", asked, strict=True):
            texts = (letter * 5, letter * 7, letter * 3, "z")
            assert one.result(10) == {index: text.upper() for index, text in enumerate(texts)}
    assert any(len({text[0] for text in batch}) > 1 for batch in translator.batches)
    assert sum("z" in batch for batch in translator.batches) == 1


def test_plain_and_careful_requests_are_in_batches_of_their_own() -> None:
    translator = Translator()
    decoder = Decoder(translator=translator, workers=1)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda how: dict(decoder.decoded(["aaa"], how)), (PLAIN, CAREFUL)))
    assert translator.batches == [["aaa"], ["aaa"]]


def test_what_was_not_begun_when_the_caller_stopped_never_is() -> None:
    translator = Translator()
    decoder = Decoder(translator=translator, workers=1)
    asked = decoder.decoded(["a" * size for size in range(1, 30)], PLAIN)
    next(asked)
    translator.busy = True
    asked.close()  # type: ignore[attr-defined]  # a generator
    begun = len(translator.batches)
    assert dict(decoder.decoded([], PLAIN)) == {}
    translator.finish()
    assert dict(decoder.decoded(["b"], PLAIN)) == {0: "B"}
    assert translator.batches[begun:] == [["b"]]


def test_a_batch_that_cannot_be_begun_fails_for_everyone_in_it_and_for_nobody_else() -> None:
    decoder = Decoder(translator=Translator(), workers=1)
    with pytest.raises(RuntimeError, match="no memory"):
        dict(decoder.decoded(["!"], PLAIN))
    assert dict(decoder.decoded(["fine"], PLAIN)) == {0: "FINE"}
