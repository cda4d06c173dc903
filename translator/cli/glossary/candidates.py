"""``translator glossary candidates``: Chinese terms that no term base has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json, results_console, say_error
from translator.cli.glossary.group import app
from translator.cli.options import OUT, AsJson, Glossary, JobsOut
from translator.text.counting import counted

if TYPE_CHECKING:
    from rich.table import Table

    from translator.commands.glossary.candidates import Found
    from translator.terms.candidates.ranking import TermCandidate

_BESIDE = 16
"""Characters of the sentence that are shown on either side of a candidate."""
_ENGLISH = 110
_CONTEXTS = 3


@app.command("candidates")
def candidates_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE|JOB|FOLDER...]",
            help="Pages (of any kind that translator run takes), jobs (.xlf or their folders), or folders of them. "
            "[default: all jobs in --out]",
            show_default=False,
        ),
    ] = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    least: Annotated[
        int, typer.Option("--min", metavar="N", min=1, help="Show only terms that occur at least N times.")
    ] = 1,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show at most N terms.")] = 50,
    to_csv: Annotated[
        Path | None,
        typer.Option(
            "--to-csv",
            metavar="FILE",
            help="Write the candidates as a term base with empty targets.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --to-csv.")] = False,
    as_json: AsJson = False,
) -> None:
    """List Chinese terms that no term base has, the most worthy of an entry first.

    Candidates are runs of nouns that are rare in general text, texts in quotation marks, and names of programmes and
    institutions by their endings; entries of the term base and names found by rule are left out. "Worth" is the
    estimated probability of a term, 10 % at least, times log2(1 + occurrences). For a job, the English of the sentence
    is shown too.

    Example: translator glossary candidates seeds/ --to-csv new-terms.csv
    """
    from translator.commands.glossary.candidates import find_candidates, write_csv

    found = find_candidates(paths or (), out, tuple(glossary or ()), least)
    chosen = found.candidates[:limit]
    if to_csv:
        write_csv(to_csv, chosen, force=force)
    if as_json:
        print_json([_as_json(one) for one in chosen])
    else:
        _print(found, chosen, to_csv)
    for error in found.errors:
        say_error(error)
    if to_csv and to_csv.resolve().parent == Path("glossaries").resolve():
        note(
            f"no run can use glossaries/ before every target of {to_csv.name} is filled in; move it elsewhere"
        )
    if found.errors and not found.inputs:
        raise typer.Exit(1)


def _print(found: Found, chosen: tuple[TermCandidate, ...], written: Path | None) -> None:
    if chosen:
        results_console().print(_table(chosen))
    more = len(found.candidates) - len(chosen)
    shown = f"{counted(len(chosen), 'candidate')}{f' of {len(found.candidates)}' if more else ''}"
    where = (
        f"{counted(found.sentences, 'sentence')} of {counted(found.inputs, 'page or job', 'pages or jobs')}"
    )
    typer.echo(f"{shown} from {where}")
    if written:
        typer.echo(f"→ {written}: fill in the targets, delete the rows that are not terms")
    elif chosen:
        typer.echo("Next: --to-csv FILE writes them into a file to fill in")


def _table(chosen: tuple[TermCandidate, ...]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, right in (("Worth", True), ("Times", True), ("Kind", False)):
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    has_english = any(at.segment.target for one in chosen for at in one.contexts)
    english = (("English of the sentence", 5),) if has_english else ()
    for name, ratio in (("Chinese", 2), ("Where", 5), *english):
        table.add_column(name, overflow="fold", ratio=ratio)
    for one in chosen:
        row = [f"{one.worth:.2f}", f"{len(one.contexts)}", one.shape.value, one.source, _context(one)]
        table.add_row(*row, *([_english(one)] if has_english else []))
    return table


def _context(one: TermCandidate) -> str:
    from translator.commands.glossary.candidates import excerpt

    return excerpt(one.contexts[0], _BESIDE)


def _english(one: TermCandidate) -> str:
    target = next((at.segment.target for at in one.contexts if at.segment.target), "")
    return target if len(target) <= _ENGLISH else f"{target[: _ENGLISH - 1].rstrip()}…"


def _as_json(one: TermCandidate) -> dict[str, Any]:
    return {
        "source": one.source,
        "kind": one.shape.value,
        "probability": round(one.probability, 4),
        "worth": round(one.worth, 4),
        "occurrences": len(one.contexts),
        "contexts": [
            {
                "name": at.name,
                "segment": at.segment.id,
                "state": at.segment.state,
                "source": at.segment.source,
                "span": [at.start, at.end],
                "english": at.segment.target,
            }
            for at in one.contexts[:_CONTEXTS]
        ],
    }
