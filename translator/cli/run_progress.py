"""The progress of a run: bars on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from translator.cli.console import PLAIN_EVERY, STAGES, bars, plain_progress, say
from translator.model import Progress, no_progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from translator.commands.run import RunProgress

_FEW = 20
"""Inputs up to which each has lines of its own where there is no terminal."""


@contextmanager
def run_progress(quiet: bool) -> Iterator[RunProgress]:
    """Yield what shows the progress of a run on standard error."""
    if quiet:
        from translator.commands.run import NoProgress

        yield NoProgress()
    elif sys.stderr.isatty():
        from rich.progress import MofNCompleteColumn

        with bars(MofNCompleteColumn(), transient=True) as shown:
            yield _Live(shown)
    else:
        yield _Plain()


class _Count:
    """How many inputs and segments of a run are done."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._start = time.monotonic()
        self.done = self.segments = 0

    def of_job(self) -> Callable[[str, int], bool]:
        """Return what counts the segments of one job: by stage and how many are done, whether there are more."""
        before = 0

        def count(stage: str, done: int) -> bool:
            nonlocal before
            if stage != "translate" or done <= before:
                return False
            with self._lock:
                self.segments += done - before
            before = done
            return True

        return count

    def finished(self) -> int:
        """Count one input, and return how many are done."""
        with self._lock:
            self.done += 1
            return self.done

    def in_words(self) -> str:
        """Return the segments translated by now, and their rate."""
        rate = self.segments / max(0.001, time.monotonic() - self._start)
        return f"{self.segments:,} segments, {rate:,.0f} a second"


class _Live:
    """Bars: a bar for a run of several inputs, and a bar for each job in work."""

    def __init__(self, shown: Bars) -> None:
        self._shown = shown
        self._count = _Count()
        self._whole: TaskID | None = None
        self._rows: dict[str, TaskID] = {}

    def begin(self, inputs: int) -> None:
        if inputs > 1:
            self._whole = self._shown.add_task("inputs", total=inputs)

    def job(self, name: str) -> Progress:
        row = self._rows[name] = self._shown.add_task(name, total=None)
        stages: list[str] = []
        count = self._count.of_job()

        def show(stage: str, done: int, total: int) -> None:
            if stages[-1:] != [stage]:
                stages.append(stage)
                self._shown.reset(row, total=total or None, description=f"{name}: {STAGES[stage]}")
            self._shown.update(row, completed=done)
            if count(stage, done):
                self._tell()

        return show

    def finished(self, name: str) -> None:
        self._shown.remove_task(self._rows.pop(name))
        done = self._count.finished()
        if self._whole is not None:
            self._shown.update(self._whole, completed=done)

    def _tell(self) -> None:
        if self._whole is not None:
            self._shown.update(self._whole, description=f"inputs ({self._count.in_words()})")


class _Plain:
    """Lines: a few jobs are each told, many jobs in one line for the whole run every few seconds."""

    def __init__(self) -> None:
        self._count = _Count()
        self._inputs = 0
        self._told = time.monotonic()

    def begin(self, inputs: int) -> None:
        self._inputs = inputs

    def job(self, name: str) -> Progress:
        own = plain_progress(name) if self._inputs <= _FEW else no_progress
        count = self._count.of_job()

        def show(stage: str, done: int, total: int) -> None:
            count(stage, done)
            own(stage, done, total)

        return show

    def finished(self, name: str) -> None:  # noqa: ARG002
        done = self._count.finished()
        now = time.monotonic()
        if self._inputs > _FEW and (done == self._inputs or now - self._told >= PLAIN_EVERY):
            self._told = now
            say(f"{done:,}/{self._inputs:,} inputs, {self._count.in_words()}")
