"""``translator glossary import | export``: term bases between CSV, XLSX and TBX."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json, say
from translator.cli.glossary.group import app
from translator.cli.options import AsJson
from translator.errors import UsageError
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.glossary.transfer import Transferred
    from translator.terms.merging import Clash

SHOWN = 40
All = Annotated[
    bool, typer.Option("--all", help=f"Show all faulty rows and clashes, not only the first {SHOWN}.")
]


@app.command("import")
def import_command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Term bases: .csv, .xlsx or .tbx.", show_default=False),
    ],
    into: Annotated[
        Path,
        typer.Option(
            "--into", metavar="FILE", help="The term base that gets the rows; it is made when there is none."
        ),
    ],
    ours: Annotated[
        bool, typer.Option("--ours", help="Where the files disagree, keep the values of --into.")
    ] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where they disagree, take the incoming values.")
    ] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Ask wherever they disagree.")] = False,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Merge term bases into one file: new terms are added, empty fields filled.

    A clash is a term that has another value in a column of both files. Without a rule for clashes they are listed,
    nothing is written, and the exit code is 1. Faulty rows are listed and left out, the others are taken, and the exit
    code is 1 too. The file as it was is kept beside it; its order of columns, comments and other columns stay.

    Example: translator glossary import partner.tbx terms.xlsx --into glossaries/project.csv --theirs
    """
    from translator.commands.glossary.transfer import import_files

    if ours + theirs + ask > 1:
        raise UsageError("--ours, --theirs and --ask exclude each other", hint="Give one of them.")

    def decide(clash: Clash) -> bool | None:
        return _asked(clash) if ask else theirs if ours or theirs else None

    done = import_files(files, into, decide)
    if as_json:
        print_json(_as_json(done))
    else:
        _print_import(done, None if every else SHOWN)
    _report(done, None if every else SHOWN)


@app.command("export")
def export_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE|FOLDER...]",
            help="Term bases, or folders of them. [default: glossaries/ here, else the starter glossaries]",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="The file to write: .xlsx, .tbx or .csv.")
    ] = Path("terms.xlsx"),
    tbx_2008: Annotated[
        bool,
        typer.Option("--tbx-2008", help="Write the TBX of 2008 (martif), for OmegaT and older programs."),
    ] = False,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Write term bases as an Excel workbook, as TBX-Basic or as CSV.

    Where two files have the same term, the later one is written. A workbook has a sheet for each domain, a frozen
    header row with filters, and text in every cell. Nothing gets lost on the way back: what TBX has no field for stands
    in notes that 'glossary import' reads. A file that existed is copied beside itself first.

    Example: translator glossary export glossaries/ --to terms.xlsx
    """
    from translator.commands.glossary.transfer import export_files

    done = export_files(files or (), to, tbx_2008=tbx_2008)
    if as_json:
        print_json(_as_json(done))
    else:
        typer.echo(f"{done.file}: {counted(done.rows, 'row')} written")
        _print_backup(done)
    _report(done, None if every else SHOWN)


def _asked(clash: Clash) -> bool:
    typer.echo(_clash_lines(clash))
    return typer.confirm("Take theirs?", default=False)


def _print_import(done: Transferred, shown: int | None) -> None:
    for clash in done.clashes[:shown]:
        typer.echo(_clash_lines(clash))
    if shown and len(done.clashes) > shown:
        typer.echo(
            f"… and {counted(len(done.clashes) - shown, 'more clash', 'more clashes')}; --all shows them"
        )
    settled = f", {counted(done.settled, 'clash', 'clashes')} settled" if done.settled else ""
    counts = f"{done.new} new, {done.changed} changed, {done.same} the same{settled}"
    if done.clashes:
        terms = len({clash.source for clash in done.clashes})
        typer.echo(f"{done.file}: nothing was written; {counts}, {counted(terms, 'term')} with clashes")
    else:
        typer.echo(f"{done.file}: {counts}")
    _print_backup(done)


def _clash_lines(clash: Clash) -> str:
    return (
        f"{clash.source}, {clash.column}:\n"
        f"  ours    {clash.ours}  ({clash.our_place})\n"
        f"  theirs  {clash.theirs}  ({clash.their_place})"
    )


def _print_backup(done: Transferred) -> None:
    if done.backup:
        typer.echo(f"{done.file} as it was is kept as {done.backup}")


def _report(done: Transferred, shown: int | None) -> None:
    """Say on standard error what deserves attention, and leave with exit code 1 when something was not done."""
    from translator.terms.rows import advice, report

    for warning in dict.fromkeys(done.warnings):
        note(warning)
    for table in done.faulty:
        say(f"Error: {report(table, shown or len(table.faults), '; --all shows them')}")
        hints = advice(table.faults).replace("\n", "\n  ")
        say(f"  These rows were left out. {hints}")
    if done.clashes:
        say("  Settle the clashes with --ours, --theirs or --ask.")
    if done.clashes or done.faulty:
        raise typer.Exit(1)


def _as_json(done: Transferred) -> dict[str, Any]:
    return {
        "file": str(done.file),
        "written": done.written,
        "rows": done.rows,
        "new": done.new,
        "changed": done.changed,
        "same": done.same,
        "settled": done.settled,
        "clashes": [asdict(clash) for clash in done.clashes],
        "faults": [
            {"file": name, "place": fault.place, "message": fault.message, "hint": fault.hint}
            for name, fault in done.faults
        ],
        "warnings": list(done.warnings),
        "backup": str(done.backup) if done.backup else None,
    }
