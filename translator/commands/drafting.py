"""What becomes of a prepared document: its drafts, its house style and its Word files.

A drafter does that here with an engine; another one may have it done on other machines.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Protocol

from translator import pipeline
from translator.commands.jobs import finished, word_files
from translator.engines import Engine, Loadable
from translator.engines.cores import usable_cores
from translator.errors import EngineError
from translator.model import Ability, Document, Progress, no_progress
from translator.names import Gazetteer
from translator.qa import run_checks
from translator.style import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A document with its drafts, its Word files by suffix, and the wall-clock seconds that each stage took."""

    document: Document
    files: Mapping[str, bytes]
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What becomes of drafts: the style of a ``house``, and ``checks`` as `translator.qa.chosen` takes them."""

    house: House
    checks: Mapping[str, str] = field(default_factory=dict)


class Drafter(Protocol):
    """Whoever fills prepared documents; ``jobs`` of them at a time are worth while."""

    @property
    def jobs(self) -> int:
        """Return how many documents to hand over at the same time."""

    def expect(self) -> None:
        """Get ready in the background, because a document will follow."""

    def draft(self, document: Document, finish: Finish, progress: Progress = no_progress) -> Drafted:
        """Return a document with every segment filled, in house style and checked, and its Word files.

        Raises `pipeline.Interrupted` with what was ready when it was stopped, and `EngineError`.
        """


class LocalDrafter:
    """Drafts of an engine, in this process."""

    def __init__(self, engine: Engine, gazetteer: Gazetteer) -> None:
        self._engine, self._gazetteer = engine, gazetteer
        self._is_expecting = False

    @property
    def jobs(self) -> int:
        """Return one job more than there are cores, to read and write while the engine translates, if it can.

        Four for every core filled the engine's batches better and took a tenth longer: Python has one thread at a time.
        """
        return usable_cores() + 1 if Ability.PARALLEL in self._engine.abilities else 1

    def expect(self) -> None:
        """Load the model while the page is read."""
        if isinstance(self._engine, Loadable) and not self._is_expecting:
            self._is_expecting = True
            Thread(target=_load, args=(self._engine,), name="model").start()

    def draft(self, document: Document, finish: Finish, progress: Progress = no_progress) -> Drafted:
        """Return a document with every segment filled, in house style and checked, and its Word files."""
        seconds: dict[str, float] = {}
        with _timed(seconds, "translate"):
            filled = pipeline.translate(document, self._engine, progress, gazetteer=self._gazetteer)
            styled = pipeline.in_house_style(filled, finish.house)
        progress("check", 0, 0)
        with _timed(seconds, "check"):
            whole = finished(run_checks(styled, finish.checks, house=finish.house))
        progress("write", 0, 0)
        with _timed(seconds, "write"):
            files = word_files(whole)
        return Drafted(document=whole, files=files, seconds=seconds)


def _load(engine: Loadable) -> None:
    with suppress(EngineError):  # whoever needs the model meets it again
        engine.load()


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = time.perf_counter() - start
