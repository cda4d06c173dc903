"""``translator status``: how far the jobs are, on a terminal, as JSON, or as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import print_json, progress_shown, results_console, say
from translator.cli.options import OUT, AsJson, JobPaths, JobsOut, check_page
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.status import JobStatus


def command(
    paths: JobPaths = None,
    out: JobsOut = OUT,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page (HTML).", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how far the jobs are, and what waits for somebody: tables that were edited and not applied, conflicts.

    Left are the sentences that nobody has reviewed, and their Chinese characters. Issues are warnings, and approved
    terms that are missing. A job is read again only when it has changed. A broken job is named with what to do, and
    the exit code is 1; the others are shown all the same.

    Example: translator status out/ --html desk.html
    """
    from translator.commands.status import job_statuses

    check_page(html)
    with progress_shown(as_json) as progress_for:
        found = job_statuses(paths or [out], progress_for("status"))
    if html is not None:
        _write_page(html, found)
    if as_json:
        print_json([asdict(status) | {"waits_for": list(status.waits_for)} for status in found])
    elif html is None:
        _print(found)
    for status in found:
        if status.error:
            say(f"Error: {status.error}\n  {status.hint}")
    if any(status.error for status in found):
        raise typer.Exit(1)


def _write_page(html: Path, found: Sequence[JobStatus]) -> None:
    from translator import workspace
    from translator.commands.status_page import status_page

    workspace.write_atomically(html, status_page(found, workspace.now()))
    typer.echo(f"→ {html}", err=True)


def _print(found: Sequence[JobStatus]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("Job", overflow="fold", min_width=12)
    for name in ("Articles", "Reviewed", "Left", "字 left", "Issues"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Reviewers", overflow="fold")
    table.add_column("Changed", no_wrap=True)
    sound = [status for status in found if not status.error]
    for status in sound:
        table.add_row(*_row(status))
    console = results_console()
    if sound:
        console.print(table)
    for status in sound:
        for words in status.waits_for:
            console.print(f"{status.name}: {words}", soft_wrap=True)
    typer.echo(_total(sound))


def _row(status: JobStatus) -> list[str]:
    return [
        status.name,
        str(status.articles),
        f"{status.segments - status.left}/{status.segments}",
        str(status.left),
        str(status.left_characters),
        str(status.issues),
        ", ".join(status.reviewers),
        status.changed[:16].replace("T", " "),
    ]


def _total(found: Sequence[JobStatus]) -> str:
    left, segments = (sum(getattr(status, name) for status in found) for name in ("left", "segments"))
    characters = sum(status.left_characters for status in found)
    return (
        f"{counted(len(found), 'job')}: {segments - left:,} of {counted(segments, 'sentence')} reviewed, "
        f"{left:,} left ({counted(characters, 'Chinese character')})"
    )
