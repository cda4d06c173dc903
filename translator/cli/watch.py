"""``translator watch``: the server of a desk, with a line for each file that arrives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import say
from translator.cli.options import (
    OUT,
    EngineName,
    EngineOptions,
    Glossary,
    Headlines,
    House,
    LayoutOption,
    Memory,
    RunOut,
    options_of,
)
from translator.cli.settings import checks_of, engine_options, project_of
from translator.errors import UsageError
from translator.model import Layout
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.run import JobResult
    from translator.commands.watch import Handled
    from translator.review.results import Review


def command(
    ctx: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER...]",
            help="Folders in which files arrive. [default: the inputs of translator.toml]",
            envvar="TRANSLATOR_INPUTS",
            show_default=False,
        ),
    ] = None,
    out: RunOut = OUT,
    glossary: Glossary = None,
    engine: EngineName = "",
    engine_option: EngineOptions = None,
    tm: Memory = None,
    layout: LayoutOption = Layout.INTERLEAVED,
    house: House = "",
    headlines: Headlines = None,
    settle: Annotated[
        float,
        typer.Option(
            min=0.1, metavar="SECONDS", help="Seconds without a change after which a file is ready."
        ),
    ] = 2.0,
    poll: Annotated[
        bool,
        typer.Option("--poll", help="Look through the folders: for network drives that report no changes."),
    ] = False,
) -> None:
    """Translate pages, and apply returned files to their jobs, as they arrive in folders, until Ctrl-C.

    A page becomes a job as by 'translator run'. A review table or a CAT tool's XLIFF goes to its job, found by the id
    inside it, as by 'translator review apply'. Files are taken one at a time, when they are whole and closed, and are
    neither changed nor moved. Finished work is not repeated, also after a stop. A failure is one line with a next
    step; the file is tried again when it changes, or by itself when the reason was not in the file.

    Example: translator watch inbox/ returned/ -o out/
    """
    from translator.commands.run import Settings as RunSettings
    from translator.commands.watch import Settings, changes, watch

    run = RunSettings(
        out=out,
        glossaries=tuple(glossary or ()),
        engine=engine,
        engine_options=engine_options(project_of(ctx).config, engine, options_of(engine_option)),
        memory=tm,
        layout=layout,
        house=house,
        headlines=headlines,
        checks=checks_of(ctx),
    )
    if not folders:
        raise UsageError("no folder to watch is named", hint="Name them, or set inputs in translator.toml.")
    settings = Settings(folders=tuple(folders), run=run, settle=settle)
    try:
        say(_line(f"watching {', '.join(map(str, folders))}; Ctrl-C stops"))
        for handled in watch(settings, changes(folders, out, every=settle / 2, poll=poll)):
            _report(handled)
    except KeyboardInterrupt:  # how a watch ends
        say(_line("stopped; the next watch goes on from here"))


def _line(text: str) -> str:
    from translator.workspace import now

    return f"{now():%Y-%m-%d %H:%M:%S}  {text}"


def _report(handled: Handled) -> None:
    if handled.error is not None:
        name, message = str(handled.path), handled.error.message
        later = "\n  It is tried again by itself." if handled.again else ""
        what = message if message.startswith(name) else f"{name}: {message}"
        say(_line(f"failed: {what}\n  {handled.error.hint}{later}"))
    elif handled.result is not None:
        typer.echo(_line(_translated(handled.result)))
        for warning in handled.result.warnings:
            say(_line(f"  {warning}"))
    elif handled.applied is not None:
        review = handled.applied.review
        typer.echo(_line(f"{handled.path}: {_reviewed(review)} → {handled.applied.folder.path}"))
        for warning in review.warnings:
            say(_line(f"  {warning}"))


def _translated(result: JobResult) -> str:
    if result.status == "up to date":
        return f"{result.input}: up to date → {result.folder}"
    seconds = sum(result.seconds.values())
    return (
        f"{result.input}: translated, {counted(result.articles, 'article')}, {result.translated} of {result.segments} "
        f"sentences new, {seconds:.1f} s → {result.folder}"
    )


def _reviewed(review: Review) -> str:
    from translator.cli.review_view import counts

    found = ", ".join(f"{number} {what}" for what, number in counts(review).items() if number)
    return f"applied, {found or 'nothing in it'}"
