"""``translator glossary diff``: two term bases, entry by entry."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import print_json
from translator.cli.glossary.group import DIFFERENT, app
from translator.cli.options import AsJson

if TYPE_CHECKING:
    from translator.terms.diff import EntryChange


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@app.command("diff")
def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A term base, or a folder of them.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one, or a later copy.")],
    as_json: AsJson = False,
) -> None:
    """List the entries that were added (+), removed (-) or changed (~) between two term bases, with every field.

    The exit code is 0 when they have the same entries and 3 when they differ.

    Example: translator glossary diff old/glossaries glossaries
    """
    from translator.commands.glossary.diff import compare

    found = compare(old, new).changes
    if as_json:
        print_json([change_as_json(change) for change in found])
    else:
        for change in found:
            print_change(change)
        print_counts(found)
    if found:
        raise typer.Exit(DIFFERENT)


def print_change(change: EntryChange) -> None:
    """Print an entry that differs, and the fields of one that was changed."""
    typer.echo(
        f"{_SIGNS[change.kind.value]} {change.entry.source} → {change.entry.target}  ({change.entry.place})"
    )
    for field in change.fields:
        typer.echo(f"    {field.column}: {field.before or '(empty)'} → {field.after or '(empty)'}")


def print_counts(found: tuple[EntryChange, ...]) -> None:
    """Print how many entries were added, removed and changed."""
    counts = Counter(change.kind.value for change in found)
    typer.echo(", ".join(f"{counts[kind]} {kind}" for kind in _SIGNS))


def change_as_json(change: EntryChange) -> dict[str, Any]:
    """Return an entry that differs as plain values; the target is null where there is no entry."""
    return {
        "kind": change.kind.value,
        "source": change.entry.source,
        "before": change.old.target if change.old else None,
        "after": change.new.target if change.new else None,
        "fields": {field.column: {"before": field.before, "after": field.after} for field in change.fields},
    }
