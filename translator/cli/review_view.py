"""Reviews on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from translator.cli.console import note, results_console, say

if TYPE_CHECKING:
    from translator.commands.review import Applied
    from translator.review.results import Edit, ListedConflict, Review
    from translator.review.stats import Effort, Stats


def counts(review: Review) -> dict[str, int]:
    """Return the numbers of a review by the word that names them."""
    from translator.review.results import Action

    return {
        "edited": review.count(Action.EDITED),
        "deleted": review.count(Action.DELETED),
        "Chinese corrected": review.count(Action.SOURCE),
        "confirmed": review.count(Action.CONFIRMED),
        "unchanged": review.unchanged,
        "notes": review.comments,
        "repeated": len(review.repeated),
        "unclear": review.unclear,
        "conflicts": len(review.conflicts),
    }


_RARE = ("Chinese corrected", "repeated", "unclear")
"""Counts that take no column of the summary while they are zero."""


def print_counts(review: Review) -> None:
    """Print the summary of a review as a table."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    numbers = {name: number for name, number in counts(review).items() if number or name not in _RARE}
    for name in numbers:
        table.add_column(name[:1].upper() + name[1:], justify="right", no_wrap=True)
    table.add_row(*(str(number) for number in numbers.values()))
    results_console().print(table)


def print_applied(done: Applied, *, strict: bool) -> None:
    """Print what became of a returned file: counts, problems, conflicts, and what was written."""
    from translator.review.results import Action

    review = done.review
    print_counts(review)
    _print_remarks(review)
    if review.conflicts and strict:
        say("Nothing was applied, because there are conflicts and --strict was given.")
    for path, copy in done.saved.backups if done.saved else ():
        note(f"{path} had been edited; it is kept as {copy}")
    if any(edit.action is Action.SOURCE for edit in review.edits) and done.saved:
        note("Chinese was corrected; run 'translator run' to translate those sentences again")
    typer.echo(f"→ {done.folder.path}" if done.saved else "Nothing was written.")


def _print_remarks(review: Review) -> None:
    for edit in review.edits:
        for problem in edit.problems:
            note(f"{edit.segment_id}: {problem}")
    for warning in review.warnings:
        note(warning)
    for conflict in review.conflicts:
        print_conflict(conflict)
    if review.repeated:
        ids = ", ".join(review.repeated[:5]) + (" and others" if len(review.repeated) > 5 else "")
        note(
            f"{ids}: the same sentence was approved elsewhere, and the draft follows it (--no-propagate leaves it)"
        )


def print_review(review: Review) -> None:
    """Print every edit and conflict of a review, and its counts."""
    for edit in review.edits:
        print_edit(edit)
    if review.conflicts:
        typer.echo("")
    for conflict in review.conflicts:
        print_conflict(conflict)
    print_counts(review)
    for warning in review.warnings:
        note(warning)


def print_edit(edit: Edit) -> None:
    """Print what became of one segment, the words that went and came marked."""
    typer.echo(
        f"\n{edit.segment_id}  {edit.action.value} by {edit.reviewer}{' ' + edit.time if edit.time else ''}"
    )
    typer.echo(f"  {edit.source}")
    typer.echo("  " + "".join(_marked(edit.before, edit.after)))
    for problem in edit.problems:
        typer.echo(f"  ! {problem}")


def _marked(before: str, after: str) -> Iterator[str]:
    """Mark in colour where there is colour, and in signs for everyone."""
    from translator.review.diff_page import Mark, stretches

    for mark, text in stretches(before, after):
        match mark:
            case Mark.SAME:
                yield text
            case Mark.GONE:
                yield typer.style(f"[-{text}-]", fg=typer.colors.RED)
            case Mark.NEW:
                yield typer.style(f"{{+{text}+}}", fg=typer.colors.GREEN)


def print_conflict(conflict: ListedConflict) -> None:
    """Print a conflict with both texts and what to do."""
    from translator.review.wording import conflict_title, proposal

    where = f" (row {', '.join(map(str, conflict.rows))})" if conflict.rows else ""
    typer.echo(f"{conflict.segment_id or '(no sentence)'}  {conflict_title(conflict)}{where}")
    lines = (
        ("Chinese", conflict.segment.source),
        ("job", conflict.ours or ("(no English)" if conflict.segment_id else "")),
        ("file", conflict.theirs),
        ("both", conflict.suggestion),
        ("→", proposal(conflict)),
    )
    for name, text in lines:
        if text:
            typer.echo(f"  {name:<8}" + text.replace("\n", "\n" + " " * 10))
    typer.echo("")


def conflict_as_json(conflict: ListedConflict) -> dict[str, Any]:
    """Return a conflict as plain values."""
    from translator.review.wording import proposal

    return {
        "kind": conflict.kind.value,
        "segment_id": conflict.segment_id,
        "source": conflict.segment.source,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "proposal": proposal(conflict),
        "suggestion": conflict.suggestion,
        "reviewer": conflict.conflict.reviewer,
        "ours_by": conflict.segment.origin.reviewer if conflict.segment.origin else "",
        "rows": list(conflict.rows),
    }


def applied_as_json(done: Applied) -> dict[str, Any]:
    """Return the result of a review as plain values."""
    return {
        "job": str(done.folder.job),
        "written": done.saved is not None,
        **{name.replace(" ", "_").lower(): number for name, number in counts(done.review).items()},
        "edits": [{**asdict(edit), "action": edit.action.value} for edit in done.review.edits],
        "conflicts": [conflict_as_json(conflict) for conflict in done.review.conflicts],
        "warnings": list(done.review.warnings),
        "backups": [[str(path), str(copy)] for path, copy in (done.saved.backups if done.saved else ())],
    }


# --- statistics ------------------------------------------------------------------------------------------------


def print_stats(stats: Stats) -> None:
    """Print the editing effort of a job by article, engine and origin, and what the measures mean."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("Group", overflow="fold")
    for name in ("Reviewed", "Edited", "Words", "Edits", "TER", "chrF2"):
        table.add_column(name, justify="right", no_wrap=True)
    groups = {**stats.articles, **_prefixed("engine", stats.engines), **_prefixed("origin", stats.origins)}
    for name, effort in {**groups, "all": stats.total}.items():
        if effort.reviewed or name == "all":
            table.add_row(name, *_figures(effort))
    results_console().print(table)
    typer.echo(f"{stats.total.reviewed} of {stats.segments} segments reviewed from a known draft")
    if stats.unknown:
        typer.echo(f"{stats.unknown} more reviewed that had no draft, or whose draft is not known")
    typer.echo("TER: edits per 100 reviewed words; a moved phrase is one edit; lower is nearer to the draft")
    typer.echo("chrF2: how alike the characters are; 100 is the same text")
    for name, signature in stats.signatures.items():
        typer.echo(f"{name} by sacrebleu, {signature}")


def _prefixed(kind: str, groups: dict[str, Effort]) -> dict[str, Effort]:
    return {f"{kind} {name}": effort for name, effort in groups.items()}


def _figures(effort: Effort) -> list[str]:
    numbers = [str(n) for n in (effort.reviewed, effort.edited, effort.words, effort.edits)]
    return numbers + ["–" if figure is None else f"{figure:.1f}" for figure in (effort.ter, effort.chrf)]


def stats_as_json(stats: Stats) -> dict[str, Any]:
    """Return the editing effort as plain values; TER and chrF2 are null where nothing was reviewed."""
    return {
        "segments": stats.segments,
        "unknown_drafts": stats.unknown,
        "signatures": stats.signatures,
        "total": _effort_as_json(stats.total),
        "articles": {name: _effort_as_json(effort) for name, effort in stats.articles.items()},
        "engines": {name: _effort_as_json(effort) for name, effort in stats.engines.items()},
        "origins": {name: _effort_as_json(effort) for name, effort in stats.origins.items()},
    }


def _effort_as_json(effort: Effort) -> dict[str, Any]:
    figures = asdict(effort)
    figures["chrf2"] = figures.pop("chrf")
    return figures
