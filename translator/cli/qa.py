"""``translator qa``: what the checks find in jobs, and a gate that they have to pass."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import print_json, print_trimmed, say_error
from translator.cli.options import OUT, AsJson, Headlines, House, JobPaths, JobsOut
from translator.cli.settings import checks_of
from translator.errors import UsageError
from translator.model import Severity
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.qa import CheckedJob, Finding

FAILED = 3
"""Exit code when the gate fails."""
_SHOWN = 40

Names = list[str] | None


class Gate(StrEnum):
    """The least severity at which the command fails."""

    ERROR = "error"
    WARNING = "warning"


def command(
    ctx: typer.Context,
    jobs: JobPaths = None,
    out: JobsOut = OUT,
    fail_on: Annotated[
        Gate | None,
        typer.Option(
            "--fail-on",
            help="Exit with code 3 if there is a finding of this severity or higher.",
            show_default=False,
        ),
    ] = None,
    off: Annotated[
        Names,
        typer.Option(
            "--off",
            metavar="CHECK",
            help="Turn a check off; may be given several times.",
            show_default=False,
        ),
    ] = None,
    severity: Annotated[
        Names,
        typer.Option(
            "--severity",
            metavar="CHECK=SEVERITY",
            help="How much a check's findings matter: error, warning or info; or on, for one that is off.",
            show_default=False,
        ),
    ] = None,
    house: House = "",
    headlines: Headlines = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Show all findings, not only the first {_SHOWN} of each job.")
    ] = False,
    html: Annotated[
        bool,
        typer.Option("--html", help="Write the findings of each job as a page beside it, NAME.qa.html."),
    ] = False,
    explain: Annotated[bool, typer.Option("--list", help="Explain the checks and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check translations: completeness, figures, terms, names, consistency, fluency, typography, house style.

    A job is checked as it is now, drafts and reviewed sentences alike, and compared with the approved sentences of the
    other jobs beside it. No job is changed: the same checks are made by every run and every review, and their findings
    stand in the job and in the Notes column. The table [qa] of translator.toml turns checks off and on and sets their
    severities for all three.

    With --html each job gets a page of its findings: charts, both texts side by side with the words in question
    marked, filters and a search. An earlier page is replaced.

    Example: translator qa out/page --fail-on error --off negation --severity number=error
    """
    from translator.commands.houses import read_house
    from translator.commands.qa import check_jobs, with_page

    wanted = dict(_pair(text) for text in severity or ()) | dict.fromkeys(off or (), "off")
    wanted = checks_of(ctx, wanted)
    if explain:
        _explain(wanted, as_json)
        return
    found = check_jobs(jobs or (), out, wanted, read_house(house, headlines))
    results = list(map(with_page, found) if html else found)
    if as_json:
        print_json([_as_json(result) for result in results])
    else:
        _print(results, every)
    for result in results:
        if result.error is not None:
            say_error(result.error)
    if any(result.error for result in results):
        raise typer.Exit(1)
    if fail_on is not None and any(result.fails(Severity(fail_on)) for result in results):
        raise typer.Exit(FAILED)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--severity {text}: CHECK=SEVERITY is expected", hint="For example: number=error")
    return name.strip(), value.strip()


def _explain(wanted: dict[str, str], as_json: bool) -> None:
    from translator.qa import CHECKS, chosen

    severities = {check.name: str(check.severity) for check in chosen(wanted)}
    if as_json:
        print_json(
            [
                {
                    "check": check.name,
                    "category": check.category,
                    "severity": severities.get(check.name, "off"),
                    "help": check.purpose,
                }
                for check in CHECKS
            ]
        )
        return
    for check in CHECKS:
        state = severities.get(check.name, "off")
        typer.echo(f"{check.name} ({check.category}, {state})\n    {check.help.rstrip()}\n")


def _as_json(result: CheckedJob) -> dict[str, Any]:
    return {
        "job": str(result.job.path),
        "segments": result.segments,
        "findings": [
            {
                "segment": one.segment.id,
                "check": one.issue.check,
                "category": one.issue.category,
                "severity": one.issue.severity,
                "message": one.issue.message,
                "state": one.segment.state,
                "source": one.segment.source,
                "target": one.segment.target,
            }
            for one in result.findings
        ],
        "page": result.page and str(result.page),
        "error": result.error and {"message": result.error.message, "hint": result.error.hint},
    }


def _print(results: list[CheckedJob], every: bool) -> None:
    for result in results:
        if result.error is not None:
            continue
        shown = result.findings if every else result.findings[:_SHOWN]
        if shown and result.page is None:
            _print_job(str(result.job.path), shown)
        if result.page is None and (hidden := len(result.findings) - len(shown)):
            typer.echo(f"… and {hidden} more; show them with --all")
        counts = Counter(one.issue.severity for one in result.findings)
        said = ", ".join(counted(counts[one], one) for one in _ORDER if counts[one])
        touched = len({one.segment.id for one in result.findings})
        where = (
            f" in {touched} of {result.segments} segments" if touched else f" in {result.segments} segments"
        )
        typer.echo(f"{result.job.name}: {said or 'nothing found'}{where}")
        if result.page is not None:
            typer.echo(f"→ {result.page}")


_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def _print_job(title: str, findings: tuple[Finding, ...]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("segment", no_wrap=True)
    table.add_column("check", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("what")
    for one in findings:
        table.add_row(one.segment.id, one.issue.check, one.issue.severity, one.issue.message)
    print_trimmed(table)
