"""``translator glossary coverage``: which entries the jobs use, and which reviewers change."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import print_json, results_console
from translator.cli.glossary.group import app, report_damaged
from translator.cli.options import OUT, AsJson, Glossary, JobPaths, JobsOut
from translator.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from translator.commands.glossary.coverage import Coverage
    from translator.terms.usage import EntryUse

TOO_LOW = 3
"""Exit code when the coverage is below --fail-under."""
_OVERRULED_SHOWN = 5
_NONE = "–"


@app.command("coverage")
def coverage_command(
    paths: JobPaths = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    unused: Annotated[bool, typer.Option("--unused", help="List the entries that no job has.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show at most N entries.")] = 30,
    fail_under: Annotated[
        float | None,
        typer.Option(
            metavar="PERCENT",
            min=0,
            max=100,
            help="Exit with 3 when fewer of the translated occurrences have the approved English.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how the jobs use each entry: found, missing, forbidden, and overruled by reviewers.

    "Overruled" counts reviewed sentences from which a reviewer removed the approved English, "restored" sentences to
    which a reviewer added it. Entries that deserve attention stand first: overruled entries, then forbidden forms, then
    missing terms. Advisory entries are listed and do not count in the share.

    Example: translator glossary coverage --fail-under 95
    """
    from translator.commands.glossary.coverage import coverage

    found = coverage(paths or (), out, tuple(glossary or ()))
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found, limit, unused=unused)
    report_damaged(found.jobs)
    if fail_under is not None and 100 * found.totals.share < fail_under:
        raise typer.Exit(TOO_LOW)


def _print(found: Coverage, limit: int, *, unused: bool) -> None:
    shown = (found.unused if unused else found.used)[:limit]
    if shown:
        results_console().print(_unused(shown) if unused else _table(shown))
    more = len(found.unused if unused else found.used) - len(shown)
    if more:
        typer.echo(f"… and {counted(more, 'more entry', 'more entries')}")
    if not unused:
        _print_overruled([use for use in shown if use.overruled][:_OVERRULED_SHOWN])
    for line in _summary(found):
        typer.echo(line)


def _table(shown: Sequence[EntryUse]) -> Table:
    """Return the entries with their counts; a count that no entry has is left out, so that the words have room."""
    from rich.table import Table

    columns = {name: values for name, values in _counts(shown).items() if any(v != _NONE for v in values)}
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Chinese", overflow="fold", ratio=3)
    table.add_column("Approved English", overflow="fold", ratio=4)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Where", overflow="fold", ratio=3)
    for use, *counts in zip(shown, *columns.values(), strict=True):
        advisory = " (advisory)" if use.term.advisory else ""
        table.add_row(use.term.source, use.term.target + advisory, *counts, _where(use))
    return table


def _counts(shown: Sequence[EntryUse]) -> dict[str, list[str]]:
    return {
        "Times": [_count(use.occurrences) for use in shown],
        "Found": [_count(use.found) for use in shown],
        "Missing": [_count(use.missing) for use in shown],
        "Forbidden": [_count(use.forbidden) for use in shown],
        "Overruled": [_count(len(use.overruled)) for use in shown],
        "Restored": [_count(use.restored) for use in shown],
        "Changed": [f"{use.changed:.0%}" if use.reviewed else _NONE for use in shown],
    }


def _where(use: EntryUse) -> str:
    return f"{Path(use.term.file).name}:{use.term.line}"


def _count(number: int) -> str:
    return str(number) if number else _NONE


def _unused(shown: Sequence[EntryUse]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Not used", "Approved English", "Where"):
        table.add_column(name, overflow="fold")
    for use in shown:
        table.add_row(use.term.source, use.term.target, _where(use))
    return table


def _print_overruled(uses: Sequence[EntryUse]) -> None:
    for use in uses:
        first = use.overruled[0]
        by = f" by {first.reviewer}" if first.reviewer else ""
        typer.echo(
            f"\n{use.term.source} → {use.term.target}, overruled in {first.job} {first.segment_id}{by}"
        )
        typer.echo(f"  {first.source}\n  draft:    {first.draft}\n  reviewed: {first.english}")
    if uses:
        typer.echo("")


def _summary(found: Coverage) -> list[str]:
    sums = found.totals
    jobs = counted(len(found.jobs.documents), "job")
    entries = f"{sums.used} of {sums.entries} entries used in {jobs}"
    translated = sums.found + sums.missing + sums.forbidden
    share = f" ({sums.share:.1%})".replace("%", " %") if translated else ""
    line = f"{sums.found} of {translated} translated occurrences have the approved English{share}"
    rest = [f"{sums.missing} missing", f"{sums.forbidden} forbidden", f"{sums.open} not translated"]
    reviewers = f"reviewers overruled {sums.overruled} and restored {sums.restored}"
    return [entries, f"{line}; {', '.join(rest)}", reviewers]


def _as_json(found: Coverage) -> dict[str, Any]:
    return {
        "jobs": len(found.jobs.documents),
        **asdict(found.totals),
        "share": round(found.totals.share, 4),
        "entries_used": [_use_as_json(use) for use in found.used],
        "entries_unused": [
            {
                "source": use.term.source,
                "target": use.term.target,
                "file": use.term.file,
                "line": use.term.line,
            }
            for use in found.unused
        ],
    }


def _use_as_json(use: EntryUse) -> dict[str, Any]:
    term = use.term
    return {
        "source": term.source,
        "target": term.target,
        "domain": term.domain,
        "priority": term.priority,
        "file": term.file,
        "line": term.line,
        "occurrences": use.occurrences,
        "found": use.found,
        "missing": use.missing,
        "forbidden": use.forbidden,
        "open": use.open,
        "reviewed": use.reviewed,
        "restored": use.restored,
        "changed": round(use.changed, 4),
        "jobs": list(use.jobs),
        "overruled": [asdict(one) for one in use.overruled],
    }
