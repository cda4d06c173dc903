"""``translator run``: translate pages, and print what became of each."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli import run_view
from translator.cli.console import JsonList, note, say, say_error
from translator.cli.options import (
    OUT,
    AsJson,
    EngineName,
    EngineOptions,
    Glossary,
    Headlines,
    House,
    LayoutOption,
    Memory,
    Pages,
    RunOut,
    options_of,
)
from translator.cli.run_progress import run_progress
from translator.cli.settings import checks_of, engine_options, project_of
from translator.errors import UsageError
from translator.model import Layout

if TYPE_CHECKING:
    from translator.commands.run import JobResult


def _above_zero(amount: float | None) -> float | None:
    """Return an amount of money, or None; raise Typer's error for a wrong value if it is not above 0."""
    if amount is not None and not 0 < amount < math.inf:
        raise typer.BadParameter("it must be greater than 0; omit the option for no limit")
    return amount


def command(
    ctx: typer.Context,
    inputs: Pages = None,
    out: RunOut = OUT,
    glossary: Glossary = None,
    engine: EngineName = "",
    engine_option: EngineOptions = None,
    max_tokens: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Most tokens to use, for an engine that counts them.", show_default=False
        ),
    ] = None,
    max_cost: Annotated[
        float | None,
        typer.Option(
            callback=_above_zero,
            metavar="AMOUNT",
            help="Most that may be spent, by the engine options price_in and price_out.",
            show_default=False,
        ),
    ] = None,
    tm: Memory = None,
    layout: LayoutOption = Layout.INTERLEAVED,
    house: House = "",
    headlines: Headlines = None,
    structure: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The corrected structure file that 'translator segment FILE --edit' wrote; for one INPUT only.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Translate again what is already translated. Reviewed segments are never touched."
        ),
    ] = False,
    cluster: Annotated[
        str,
        typer.Option(
            metavar="WHERE",
            help="Translate on the workers of a Dask cluster: tcp://SCHEDULER:8786, or local:4 for four of them here.",
            show_default=False,
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    as_json: AsJson = False,
) -> None:
    """Translate pages of Chinese articles into bilingual Word files.

    Each input becomes a job, a folder with NAME.xlf (the job itself, XLIFF 2.1), NAME.review.docx (the table for
    a reviewer), NAME.bilingual.docx and NAME.en.docx (for publication).

    Running again does only what is new: nothing when nothing changed, the sentences a changed glossary touches,
    the rest of a run that was stopped. Segments a person has reviewed are never touched.

    With --house drafts are in house style: quotation marks, spelling, figures, dates. Another house later changes the
    drafts without translating again.

    Example: translator run seeds/ -o out/ --glossary glossaries/policy.csv --house xinhua
    """
    from translator.commands.failures import list_failures
    from translator.commands.run import Settings, Status, run_all

    settings = Settings(
        out=out,
        glossaries=tuple(glossary or ()),
        engine=engine,
        engine_options=engine_options(
            project_of(ctx).config,
            engine,
            options_of(engine_option, max_tokens=max_tokens, max_cost=max_cost),
        ),
        memory=tm,
        layout=layout,
        house=house,
        headlines=headlines,
        structure=structure,
        checks=checks_of(ctx),
        force=force,
        cluster=cluster,
    )
    if not inputs:
        raise UsageError(
            "nothing says what to translate",
            hint="Name files or folders, or set inputs in translator.toml; 'translator init' makes one.",
        )
    if not quiet and (settings_file := project_of(ctx).config.path):
        say(f"Settings: {settings_file}")
    with run_progress(quiet or as_json) as progress:
        running = run_all(inputs, settings, progress, say if not quiet else lambda _line: None)
        results, interrupted = _collected(running, JsonList() if as_json else None)
    results.sort(key=lambda result: str(result.input))
    if not as_json and not quiet:
        run_view.print_summary(results)
    stopped = interrupted or any(result.status is Status.STOPPED for result in results)
    _report_failures(results, list_failures(out, results), stopped=stopped)
    if not (quiet or as_json) and any(result.translated for result in results):
        _advise(engine)


def _collected(running: Iterable[JobResult], listed: JsonList | None) -> tuple[list[JobResult], bool]:
    """Return the results of a run, and whether Ctrl-C ended it; before the first result Ctrl-C acts as usual."""
    results: list[JobResult] = []
    try:
        for result in running:
            results.append(result)
            if listed:
                listed.add(run_view.as_json(result))
    except KeyboardInterrupt:
        if not results:
            raise
        return results, True
    finally:
        if listed:
            listed.close()
    return results, False


def _advise(engine: str) -> None:
    """Say how to get better English, if a person is watching."""
    from translator.commands.models import advice

    if sys.stderr.isatty() and (line := advice(engine)):
        say(line)


_MOST_SHOWN = 20
"""Warnings and errors; a run over many inputs says how many more there are."""


def _report_failures(results: list[JobResult], listed: Path | None, *, stopped: bool) -> None:
    warnings = [warning for result in results for warning in result.warnings]
    errors = [result.error for result in results if result.error is not None]
    for warning in warnings[:_MOST_SHOWN]:
        note(warning)
    for error in errors[:_MOST_SHOWN]:
        say_error(error)
    more = len(warnings[_MOST_SHOWN:]) + len(errors[_MOST_SHOWN:])
    if more:
        say(f"… and {more:,} more notes and errors; --json has them all")
    if listed:
        say(f"The inputs that failed are listed in {listed}")
    if stopped:
        say("Stopped. What was translated is kept; run the same command again to go on.")
        raise typer.Exit(1 if errors else 130)
    if errors:
        raise typer.Exit(1)
