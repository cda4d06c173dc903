"""``translator glossary lint``: what is wrong in term bases."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import note, print_json, print_trimmed, say_error
from translator.cli.glossary.group import app
from translator.cli.options import OUT, AsJson, JobsOut
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.glossary.lint import Linted
    from translator.terms.lint import Finding

FINDINGS = 3
"""Exit code when something was found and not repaired."""
_SHOWN = 40

Names = list[str] | None


@app.command("lint")
def lint_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[CSV|FOLDER...]",
            help="Term bases or folders of them. [default: glossaries/ here, else the starter glossaries]",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Repair what is safe without asking, and print the changes.")
    ] = False,
    only: Annotated[
        Names,
        typer.Option(
            "--only", metavar="CHECK", help="Only this check; may be given several times.", show_default=False
        ),
    ] = None,
    skip: Annotated[
        Names,
        typer.Option(
            "--skip",
            metavar="CHECK",
            help="Turn a check off; may be given several times.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Show all findings, not only the first {_SHOWN}.")
    ] = False,
    explain: Annotated[bool, typer.Option("--list", help="Explain the checks and stop.")] = False,
    out: JobsOut = OUT,
    as_json: AsJson = False,
) -> None:
    """Check term bases: contradictions, doubles, faults of the English, what is missing.

    Files given together are checked as one term base. The reviewed sentences of the jobs in --out show which short
    terms often mean something else. Leaves with exit code 3 when there are findings.

    --fix repairs spaces, width, lower-case articles before names and rows that are repeated whole; each changed
    file is copied beside itself first.

    Example: translator glossary lint glossaries/ --skip reference
    """
    from translator.commands.glossary.lint import lint
    from translator.terms.lint import chosen

    checks = chosen(only or (), skip or ())
    if explain:
        _explain([check.name for check in checks])
        return
    linted = lint(files or (), out, checks)
    for error in linted.errors:
        say_error(error)
    if fix and _fix(linted, files or [], as_json):
        linted = lint(files or (), out, checks)
    if as_json:
        print_json([asdict(finding) for finding in linted.findings])
    else:
        _print(linted, every)
    if linted.findings:
        raise typer.Exit(FINDINGS)


def _explain(names: list[str]) -> None:
    from translator.terms.lint import CHECKS

    for check in CHECKS:
        if check.name in names:
            how = " (--fix)" if check.mend or check.drops_rows else ""
            typer.echo(f"{check.name}{how}\n{check.explanation.rstrip()}\n")


def _fix(linted: Linted, paths: list[Path], quiet: bool) -> bool:
    """Show and write the repairs; return whether there were any."""
    from translator.commands.glossary.lint import repairs, write_repairs

    made = repairs(linted)
    for repair in made:
        typer.echo(repair.diff, err=quiet)
    for repair, copy in zip(made, write_repairs(made, paths), strict=True):
        note(f"{repair.file} was repaired; the old one is {copy}")
    return bool(made)


def _print(linted: Linted, every: bool) -> None:
    findings = linted.findings if every else linted.findings[:_SHOWN]
    for file in dict.fromkeys(finding.file for finding in findings):
        _print_file(file, [finding for finding in findings if finding.file == file])
    hidden = len(linted.findings) - len(findings)
    if hidden:
        typer.echo(f"… and {hidden} more; show them with --all")
    number = len(linted.findings)
    found = counted(number, "finding") if number else "No findings"
    mendable = sum(finding.mendable for finding in linted.findings)
    typer.echo(
        f"{found} in {counted(len(linted.files), 'file')}"
        + (f"; --fix repairs {mendable}" if mendable else "")
    )


def _print_file(file: str, findings: list[Finding]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=file, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("line", justify="right")
    table.add_column("check", no_wrap=True)
    table.add_column("term", overflow="fold")
    table.add_column("what")
    table.add_column("what to do")
    for finding in findings:
        table.add_row(str(finding.line), finding.check, finding.source, finding.problem, finding.advice)
    print_trimmed(table)
