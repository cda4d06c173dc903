"""Table of translation engines, and their protocol."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from translator.errors import UsageError
from translator.model import Translation

OnResult = Callable[[int, Translation], None]
"""Called with the index of a source as soon as its translation is ready, once for every source."""


class Engine(Protocol):
    """Translation of Chinese sentences; every engine must pass the suite in `tests/contracts`."""

    @property
    def signature(self) -> str:
        """Return engine, package and version in one stable string, e.g. ``argos zh_en 0.3 (embedded)``."""

    @property
    def notice(self) -> str:
        """Return one line for the user about the model in use, or an empty string."""

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return exactly one translation for every source, in order.

        Raises `EngineError` when the model cannot be used. A `KeyboardInterrupt` passes through; ``on_result``
        was called for what was ready by then.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A draft that lacks something: its source, and each piece of Chinese with the English that belongs there."""

    source: str
    draft: str
    lacking: tuple[tuple[str, str], ...]


@runtime_checkable
class Corrector(Engine, Protocol):
    """An engine that can also be told what its draft lacks."""

    def correct(
        self, corrections: Sequence[Correction], on_result: OnResult | None = None
    ) -> list[Translation]:
        """Return exactly one corrected translation for every draft, in order; errors as in `Engine.translate`."""


def _argos() -> Engine:
    from translator.engines.argos.engine import ArgosEngine

    return ArgosEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"argos": _argos}


def load_engine(name: str) -> Engine:
    """Return the engine called ``name``.

    Raises `UsageError` for an unknown name and `EngineError` when its model is missing or broken.
    """
    if name not in ENGINES:
        raise UsageError(f"unknown engine '{name}'", hint=f"Choose one of: {', '.join(ENGINES)}.")
    return ENGINES[name]()
