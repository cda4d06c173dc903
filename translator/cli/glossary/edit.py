"""``translator glossary add | edit | remove``: one entry of a term base."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json
from translator.cli.glossary.fields import Fields, with_fields
from translator.cli.glossary.group import app, report_damaged
from translator.cli.options import OUT, AsJson, Glossary, JobsOut
from translator.errors import UsageError

if TYPE_CHECKING:
    from translator.commands.glossary.edit import Plan

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="The Chinese term.")]
File = Annotated[
    Path | None,
    typer.Option(
        "--file", metavar="CSV", help="The file of the entry, if several files have it.", show_default=False
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the effect, and write nothing.")]


@app.command("add")
@with_fields
def add_command(
    source: Source,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The approved English.")],
    values: Fields,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV",
            help="File to write to. [default: learned.csv in the first folder of term bases in use]",
            show_default=False,
        ),
    ] = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Add an entry, after showing the findings of the checks and the effect on the jobs.

    A source that a term base in use has already is refused, and so is a file that would put the starter entries out of
    use: the first one in glossaries/. A file that existed is copied beside itself first.

    Example: translator glossary add 揭榜挂帅 'open competition mechanism' --domain policy
    """
    from translator.commands.glossary.edit import Settings, plan_addition

    _check_answer(yes, dry_run, as_json)
    settings = Settings(out=out, glossaries=tuple(glossary or ()), file=into)
    _carry_out(plan_addition(source, target, values, settings), yes, dry_run, as_json)


@app.command("edit")
@with_fields
def edit_command(
    source: Source,
    *,
    target: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The approved English.", show_default=False)
    ] = None,
    values: Fields,
    file: File = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Change fields of an entry where it stands; other fields and other entries stay byte for byte.

    A given value replaces the value of the field; an empty value ("") empties the field. Accepted forms from admitted
    rows of the same term stay in those rows; --status also replaces a better status in further rows of the term. A copy
    of the file is kept.

    Example: translator glossary edit 揭榜挂帅 --target 'open competition' --reference 'China Daily'
    """
    from translator.commands.glossary.edit import Settings, plan_edit

    _check_answer(yes, dry_run, as_json)
    if target is not None:
        values = {"target": target, **values}
    if not values:
        raise UsageError("no change was given", hint="Give --target, --variant or another field.")
    settings = Settings(out=out, glossaries=tuple(glossary or ()), file=file)
    _carry_out(plan_edit(source, values, settings), yes, dry_run, as_json)


@app.command("remove")
def remove_command(
    source: Source,
    file: File = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Remove an entry, after showing where the jobs have it; every other byte of the file stays.

    English that is there already stays until the next run translates a draft again. A copy of the file is kept.

    Example: translator glossary remove 揭榜挂帅
    """
    from translator.commands.glossary.edit import Settings, plan_removal

    _check_answer(yes, dry_run, as_json)
    settings = Settings(out=out, glossaries=tuple(glossary or ()), file=file)
    _carry_out(plan_removal(source, settings), yes, dry_run, as_json)


# --- helpers -----------------------------------------------------------------------------------------------------


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _check_answer(yes: bool, dry_run: bool, as_json: bool) -> None:
    if yes or dry_run:
        return
    if as_json or not _is_terminal():
        why = "--json asks no questions" if as_json else "this is no terminal"
        raise UsageError(
            f"writing needs a confirmation, and {why}",
            hint="Give --yes to write it, or --dry-run to see the effect.",
        )


def _carry_out(plan: Plan | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Show a plan, ask, write it, and say so."""
    from translator.commands.glossary.edit import carry_out

    if plan is None:
        print_json(None) if as_json else typer.echo("The entry is like this already; nothing was written.")
        return
    if not as_json:
        _print(plan)
    write = yes or (not dry_run and typer.confirm("Write this?"))
    write = write and not dry_run
    copy = carry_out(plan) if write else None
    if as_json:
        print_json(_as_json(plan, copy, written=write))
    else:
        _print_written(plan, copy, written=write)
    report_damaged(plan.jobs)
    if not write and not dry_run:
        raise typer.Exit(1)


def _print(plan: Plan) -> None:
    from translator.cli.glossary.impact_view import print_entries

    old, new = plan.change.old, plan.change.new
    entry = plan.change.entry
    kind = "new" if old is None else "removed" if new is None else "changed"
    typer.echo(f"{entry.place if old else plan.file}: {entry.source} → {entry.target} ({kind})")
    for field in plan.change.fields:
        typer.echo(f"  {field.column}: {field.before or '(empty)'} → {field.after or '(empty)'}")
    if old is None:
        _print_fields(plan)
    for finding in plan.findings:
        typer.echo(f"  check {finding.check}: {finding.problem}\n    {finding.advice}")
    if not plan.findings and new:
        typer.echo("  The checks find nothing.")
    if plan.jobs.documents:
        print_entries(plan.impact, len(plan.jobs.documents))


def _print_fields(plan: Plan) -> None:
    from translator.terms.diff import change_of
    from translator.terms.termbase import Term

    entry = plan.change.entry
    for field in change_of(Term(source=entry.source, target=entry.target), entry).fields:
        typer.echo(f"  {field.column}: {field.after}")


def _print_written(plan: Plan, copy: Path | None, *, written: bool) -> None:
    if not written:
        typer.echo("Nothing was written.")
        return
    typer.echo(f"→ {plan.file}" + (f"; the file as it was is kept as {copy}" if copy else ", a new file"))
    if not plan.in_use:
        note(f"{plan.file} is not among the term bases in use; give it to 'translator run' with --glossary")


def _as_json(plan: Plan, copy: Path | None, *, written: bool) -> dict[str, Any]:
    from translator.cli.glossary.diff import change_as_json
    from translator.cli.glossary.impact_view import entry_as_json

    return {
        "file": str(plan.file),
        **change_as_json(plan.change),
        "findings": [asdict(finding) for finding in plan.findings],
        "impact": [entry_as_json(one) for one in plan.impact],
        "in_use": plan.in_use,
        "written": written,
        "backup": str(copy) if copy else None,
    }
