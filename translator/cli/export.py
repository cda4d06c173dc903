"""``translator export``: copies of a job for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translator.cli.console import note
from translator.cli.options import Job


def command(
    job: Job,
    to: Annotated[str, typer.Option("--to", metavar="xliff-1.2|xliff-2.1", help="The format of the copy.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File (.xlf, .xliff or .xml) or folder to write to; a missing folder is made. "
            "[default: JOB/NAME.FORMAT.xlf]",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace an edited copy even if the job has nothing newer.")
    ] = False,
) -> None:
    """Write a copy of a job that a CAT tool can work in; it comes back with 'translator review apply'.

    XLIFF 2.1 holds everything; XLIFF 1.2 is for older tools. A copy that somebody has edited is kept as a backup
    before a new one takes its place.

    Example: translator export out/page --to xliff-1.2
    """
    from translator.commands.export import export_job
    from translator.commands.jobs import job_folder

    done = export_job(job_folder(job), to, output, force=force)
    if done.backup:
        note(f"{done.path} had been edited; it is kept as {done.backup}")
    if done.status == "edited":
        note(f"{done.path} has been edited and was left as it is: the job has nothing newer")
    else:
        typer.echo(f"→ {done.path}" + (" (up to date)" if done.status == "up to date" else ""))
