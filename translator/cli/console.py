"""Own how progress is shown: a live bar on a terminal, plain lines elsewhere, nothing when quiet.

Progress and messages go to standard error; standard output is for results alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from translator.model import Progress, no_progress

STAGES = {
    "read": "reading",
    "segment": "finding articles and sentences",
    "recall": "looking in the translation memory",
    "terms": "trying again for terms and figures",
    "translate": "translating",
    "write": "writing documents",
    "measure": "measuring the edits",
    "import": "importing (KiB)",
    "export": "exporting units",
}
PLAIN_EVERY = 10.0
"""Seconds between two plain progress lines of one stage."""


def say(text: str) -> None:
    """Write one line for a person to standard error."""
    typer.echo(text, err=True)


@contextmanager
def progress_shown(quiet: bool) -> Iterator[Callable[[str], Progress]]:
    """Give a function that makes the progress callback for the job of a given name."""
    if quiet:
        yield lambda _name: no_progress
    elif sys.stderr.isatty():
        with _live() as make:
            yield make
    else:
        yield _plain


def _plain(name: str) -> Progress:
    last: dict[str, float] = {}

    def show(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        first = stage not in last
        if first or done == total or now - last[stage] >= PLAIN_EVERY:
            last[stage] = now
            count = f" {done}/{total}" if total else ""
            if not (first and total and done):
                say(f"{name}: {STAGES[stage]}{count}")

    return show


@contextmanager
def _live() -> Iterator[Callable[[str], Progress]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        def make(name: str) -> Progress:
            stages: list[str] = []

            def show(stage: str, done: int, total: int) -> None:
                if stages[-1:] != [stage]:
                    stages.append(stage)
                    for old in bars.task_ids:
                        bars.remove_task(old)
                    bars.add_task(f"{name}: {STAGES[stage]}", total=total or None)
                bars.update(bars.task_ids[-1], completed=done)

            return show

        yield make
