"""``translator glossary impact``: what a change of entries touches."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from translator.cli.console import print_json
from translator.cli.glossary.group import app, report_damaged
from translator.cli.options import OUT, AsJson, Glossary, JobsOut


@app.command("impact")
def impact_command(
    out: JobsOut = OUT,
    glossary: Glossary = None,
    terms: Annotated[
        list[str] | None,
        typer.Option(
            "--term",
            metavar="SOURCE=TARGET",
            help="Try an entry on without writing it; only its effect is shown. May be given several times.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show which reviewed sentences disagree with entries that are new or were changed since their review.

    Nothing is written. Reviewed sentences stay as they are until somebody edits them; drafts are only counted,
    because the next 'translator run' translates them again.

    Example: translator glossary impact --term '揭榜挂帅=open competition mechanism'
    """
    from translator.cli.glossary.view import print_impact
    from translator.commands.glossary.impact import impact, with_entries
    from translator.commands.glossary.jobs import read_jobs
    from translator.commands.termbases import read_termbase

    termbase, only = with_entries(read_termbase(tuple(glossary or ())), terms or ())
    jobs = read_jobs((), out)
    found = impact(jobs, termbase, only)
    if as_json:
        print_json([{**asdict(one), "agrees": not one.disagreements} for one in found])
    else:
        print_impact(found)
    report_damaged(jobs)
