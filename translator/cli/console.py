"""Messages, results and progress on the terminal.

Progress and messages go to standard error; standard output is for results alone.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from translator.errors import TranslatorError
from translator.model import Progress, no_progress

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import ProgressColumn
    from rich.table import Table

STAGES = {
    "read": "reading",
    "segment": "finding articles and sentences",
    "recall": "looking in the translation memory",
    "terms": "trying again for terms and figures",
    "translate": "translating",
    "plain": "translating with the engine alone",
    "check": "checking",
    "write": "writing documents",
    "measure": "measuring the edits",
    "status": "reading jobs",
    "import": "importing (KiB)",
    "export": "exporting units",
}
PLAIN_EVERY = 10.0
"""Seconds between two plain progress lines of one stage."""


def never_fail_on_a_character() -> None:
    r"""Make both streams write ``\u…`` for a character that their encoding lacks, as in pipes on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Write one line for a person to standard error."""
    typer.echo(text, err=True)


def say_error(error: TranslatorError) -> None:
    """Write an error and its hint to standard error."""
    hint = error.hint.replace("\n", "\n  ")
    say(f"Error: {error.message}\n  {hint}")


def note(text: str) -> None:
    """Write one line that deserves attention to standard error."""
    say(f"Note: {text}")


def print_json(value: object) -> None:
    """Print a value as JSON: readable where the stream can show every character, else in ASCII."""
    typer.echo(_as_json_text(value, indent=2))


class JsonList:
    """A JSON list on standard output, written item by item, each on a line of its own."""

    def __init__(self) -> None:
        self._opened = False

    def add(self, value: object) -> None:
        """Write one more item."""
        typer.echo(("," if self._opened else "[") + "\n" + _as_json_text(value), nl=False)
        sys.stdout.flush()
        self._opened = True

    def close(self) -> None:
        """Write the end of the list."""
        typer.echo("\n]" if self._opened else "[]")


def _as_json_text(value: object, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def results_console(width: int | None = None) -> Console:
    """Return a console for results, whose texts are printed as they are: ``[b]`` and ``:cat:`` are no markup there."""
    from rich.console import Console

    return Console(width=width, markup=False, emoji=False, highlight=False)


def print_trimmed(table: Table) -> None:
    """Print a table without the blanks at the ends of its lines."""
    console = results_console()
    with console.capture() as printed:
        console.print(table)
    typer.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


@contextmanager
def progress_shown(quiet: bool) -> Iterator[Callable[[str], Progress]]:
    """Yield a function that returns the progress callback for the job of a given name."""
    if quiet:
        yield lambda _name: no_progress
    elif sys.stderr.isatty():
        with _live() as make:
            yield make
    else:
        yield plain_progress


def plain_progress(name: str) -> Progress:
    """Return a callback that writes a line when a stage of a job begins and ends, and every few seconds."""
    last: dict[str, float] = {}

    def show(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        first = stage not in last
        if first or 0 < done == total or now - last[stage] >= PLAIN_EVERY:
            last[stage] = now
            count = f" {done}/{total}" if total else ""
            if not (first and total and done):
                say(f"{name}: {STAGES[stage]}{count}")

    return show


@contextmanager
def bars(count: ProgressColumn, *, transient: bool = False) -> Iterator[Bars]:
    """Yield live progress bars on standard error; ``count`` is the column behind the bar."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), count, TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=transient) as shown:
        yield shown


@contextmanager
def _live() -> Iterator[Callable[[str], Progress]]:
    from rich.progress import MofNCompleteColumn

    with bars(MofNCompleteColumn(), transient=True) as shown:

        def make(name: str) -> Progress:
            stages: list[str] = []

            def show(stage: str, done: int, total: int) -> None:
                if stages[-1:] != [stage]:
                    stages.append(stage)
                    for old in shown.task_ids:
                        shown.remove_task(old)
                    shown.add_task(f"{name}: {STAGES[stage]}", total=total or None)
                shown.update(shown.task_ids[-1], completed=done)

            return show

        yield make
