"""Engines for tests: small, deterministic, and able to misbehave on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translator.engines import Correction, OnResult
from translator.model import Ability, Translation


class RuleEngine:
    """An engine that answers every source by one rule and records what was asked."""

    notice = ""
    abilities = frozenset({Ability.INLINE})

    def __init__(
        self,
        answer: Callable[[str], str] = lambda source: f"EN<{source}>",
        *,
        signature: str = "test 1",
        stop_after: int | None = None,
    ) -> None:
        self.signature = signature
        self.answer = answer
        self.stop_after = stop_after
        self.asked: list[str] = []

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        answers = []
        for index, source in enumerate(sources):
            if self.stop_after is not None and len(self.asked) >= self.stop_after:
                raise KeyboardInterrupt
            self.asked.append(source)
            answers.append(Translation(text=self.answer(source), score=-0.5))
            if on_result is not None:
                on_result(index, answers[-1])
        return answers


class CorrectingEngine(RuleEngine):
    """A `RuleEngine` that can be told what its draft lacks, and puts it at the end."""

    abilities = frozenset({Ability.INLINE, Ability.CORRECTION})

    def correct(
        self, corrections: Sequence[Correction], on_result: OnResult | None = None
    ) -> list[Translation]:
        answers = []
        for index, one in enumerate(corrections):
            answers.append(Translation(text=" ".join([one.draft, *(english for _, english in one.lacking)])))
            if on_result is not None:
                on_result(index, answers[-1])
        return answers
