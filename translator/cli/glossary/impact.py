"""``translator glossary impact``: what a change of entries touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import print_json
from translator.cli.glossary.group import DIFFERENT, app, report_damaged
from translator.cli.options import OUT, AsJson, Glossary, JobsOut
from translator.errors import UsageError

if TYPE_CHECKING:
    from translator.commands.glossary.jobs import Jobs


@app.command("impact")
def impact_command(
    old: Annotated[
        Path | None,
        typer.Argument(metavar="[OLD", help="A term base, or a folder of them.", show_default=False),
    ] = None,
    new: Annotated[
        Path | None,
        typer.Argument(metavar="NEW]", help="A later one to compare with it.", show_default=False),
    ] = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    terms: Annotated[
        list[str] | None,
        typer.Option(
            "--term",
            metavar="SOURCE=TARGET",
            help="Show the effect of an entry without writing it. May be given several times.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a change of entries touches in the jobs.

    Without OLD and NEW: which reviewed sentences disagree with entries of the term base that are new or were changed
    since their review. With OLD and NEW: for every entry that makes a difference, the reviewed sentences that disagree,
    the drafts that a run translates again, and the sentences in which the term is no longer found; the exit code is
    then 0 when nothing is touched and 3 otherwise. Nothing is written, and reviewed sentences stay until somebody
    edits them.

    Example: translator glossary impact --term '揭榜挂帅=open competition mechanism'
    """
    from translator.commands.glossary.jobs import read_jobs

    jobs = read_jobs((), out)
    if old or new:
        touched = _show_change(jobs, _both(old, new, glossary or terms), as_json)
    else:
        touched = False
        _show_present(jobs, glossary, terms, as_json)
    report_damaged(jobs)
    if touched:
        raise typer.Exit(DIFFERENT)


def _both(old: Path | None, new: Path | None, others: Sequence[object] | None) -> tuple[Path, Path]:
    if old is None or new is None:
        raise UsageError("one term base is not enough", hint="Give OLD and NEW, or neither.")
    if others:
        raise UsageError(
            "OLD and NEW do not go with --glossary or --term",
            hint="Write the entry into a copy, and give it as NEW.",
        )
    return old, new


def _show_change(jobs: Jobs, bases: tuple[Path, Path], as_json: bool) -> bool:
    from translator.cli.glossary.impact_view import entry_as_json, print_entries
    from translator.commands.glossary.diff import compare
    from translator.terms.impact import impact_between

    compared = compare(*bases)
    found = impact_between(jobs.documents, compared.old, compared.new)
    if as_json:
        print_json([entry_as_json(impact) for impact in found])
    else:
        print_entries(found, len(jobs.documents))
    return any(impact.touches for impact in found)


def _show_present(
    jobs: Jobs, glossary: Sequence[Path] | None, terms: Sequence[str] | None, as_json: bool
) -> None:
    from translator.cli.glossary.impact_view import print_impact
    from translator.commands.glossary.impact import impact, with_entries
    from translator.commands.termbases import read_termbase

    termbase, only = with_entries(read_termbase(tuple(glossary or ())), terms or ())
    found = impact(jobs, termbase, only)
    if as_json:
        print_json([{**asdict(one), "agrees": not one.disagreements} for one in found])
    else:
        print_impact(found)
