"""Own the table of translation engines and the contract each one keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from translator.errors import UsageError
from translator.model import Translation

OnResult = Callable[[int, Translation], None]
"""Called once for every source as soon as its translation is ready, with the source's index."""


class Engine(Protocol):
    """Translate Chinese sentences; see `tests/contracts` for the suite every engine must pass."""

    @property
    def signature(self) -> str:
        """Give engine, package and version in one stable string, e.g. ``argos zh_en 0.1 (embedded)``."""
        ...

    @property
    def notice(self) -> str:
        """Give one honest line for the user about the model in use, or an empty string."""
        ...

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Give exactly one translation for every source, in order.

        Raises `EngineError` when the model cannot be used. A `KeyboardInterrupt` passes through; what was
        ready by then has been handed to ``on_result``.
        """
        ...


def _argos() -> Engine:
    from translator.engines.argos.engine import ArgosEngine

    return ArgosEngine.load()


ENGINES: dict[str, Callable[[], Engine]] = {
    "argos": _argos,
}


def load_engine(name: str) -> Engine:
    """Load the engine called ``name``.

    Raises `UsageError` for an unknown name and `EngineError` when its model is missing or broken.
    """
    if name not in ENGINES:
        raise UsageError(f"unknown engine '{name}'", hint=f"Choose one of: {', '.join(ENGINES)}.")
    return ENGINES[name]()
