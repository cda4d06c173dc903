"""What ``translator run`` prints of its results."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator.cli.console import results_console
from translator.errors import quoted
from translator.model import Evidence
from translator.terms.coverage import Coverage
from translator.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from translator.commands.run import JobResult


def as_json(result: JobResult) -> dict[str, Any]:
    """Return a result with the names that scripts know."""
    return {
        "input": str(result.input),
        "folder": str(result.folder) if result.folder else None,
        "status": result.status,
        "articles": result.articles,
        "segments": result.segments,
        "translated": result.translated,
        "open": result.open,
        "needs_work": result.faulty,
        "structure": _structure_as_json(result),
        **_terms_as_json(result.coverage),
        "skipped": dict(result.left_out.counts),
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.seconds.items()},
        "engine": result.engine,
        "usage": result.usage and asdict(result.usage),
        "warnings": list(result.warnings),
        "error": result.error and {"message": result.error.message, "hint": result.error.hint},
    }


def _structure_as_json(result: JobResult) -> dict[str, Any]:
    from translator.commands.structure import edit_command

    return {
        "corrected": result.corrected,
        "doubts": [
            {"doubt": found.doubt.name.lower(), "count": found.count, "total": found.total}
            for found in result.doubts
        ],
        "next": edit_command(result.input, result.out) if result.doubts else None,
    }


def _terms_as_json(coverage: Coverage) -> dict[str, Any]:
    # "found" counts the terms in the Chinese, "met" those that the English has. Scripts use these names.
    evidence = {kind.name.lower(): coverage.evidence.get(kind, 0) for kind in Evidence}
    return {
        "terms": {
            "found": coverage.terms,
            "met": coverage.terms_found,
            "missing": coverage.missing,
            "forbidden": coverage.forbidden,
            "evidence": evidence,
        },
        "names": {"found": coverage.names, "met": coverage.names_found},
    }


_MANY = 30
"""Inputs from which a summary counts them, and no longer has a row for each."""


def print_summary(results: list[JobResult]) -> None:
    """Print what became of the inputs of a run: each of them, or of many how they ended."""
    done = [result for result in results if result.folder is not None]
    if not done:
        return
    console = results_console()
    many = len(results) > _MANY
    console.print(_counts(results) if many else _table(done))
    lines = (
        *_terms_in_words(sum((result.coverage for result in done), Coverage())),
        *_faults_in_words(done),
        *_first(list(_structures_in_words(done)), 2 * _MANY),
        *_left_out_in_words(done),
        *sorted({f"Engine: {result.engine}" for result in done if result.engine}),
        *_usage_in_words(results),
        *(f"→ {folder}" for folder in _folders(done, many)),
    )
    for line in lines:
        console.print(line, soft_wrap=True)


def _first(lines: list[str], most: int) -> list[str]:
    left = len(lines) - most
    return lines if left <= 0 else [*lines[:most], f"… and {left:,} more lines; --json has them all"]


def _folders(done: list[JobResult], many: bool) -> list[Path | None]:
    """Return the folders with new documents: the folder of each job, or for many jobs the out folder."""
    from translator.commands.run import Status

    new = [result for result in done if result.status is not Status.UP_TO_DATE]
    return [*{result.out: None for result in new}] if many else [result.folder for result in new]


def _counts(results: list[JobResult]) -> Table:
    """Return a table of the ways in which the inputs ended."""
    from rich.table import Table

    from translator.commands.run import Status

    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("Status")
    for name in ("Inputs", "Articles", "Segments", "New"):
        table.add_column(name, justify="right")
    for status in Status:
        same = [result for result in results if result.status is status]
        figures = ((result.articles, result.segments, result.translated) for result in same)
        if same:
            table.add_row(
                status, f"{len(same):,}", *(f"{sum(column):,}" for column in zip(*figures, strict=True))
            )
    return table


def _usage_in_words(results: list[JobResult]) -> Iterator[str]:
    """Yield a line on the tokens that an engine has counted."""
    used = [result.usage for result in results if result.usage and result.usage.requests]
    if not used:
        return
    about = "about " if any(one.estimated for one in used) else ""
    requests, tokens_in, tokens_out = (
        sum(figures) for figures in zip(*((u.requests, u.tokens_in, u.tokens_out) for u in used), strict=True)
    )
    costs = [one.cost for one in used if one.cost is not None]
    cost = f", {sum(costs):.4g} at your prices" if costs else ""
    yield f"Tokens: {about}{tokens_in:,} in, {tokens_out:,} out, in {requests:,} requests{cost}"


def _table(results: list[JobResult]) -> Table:
    from rich.table import Table

    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("Job", overflow="fold", min_width=12)
    for name in ("Articles", "Segments", "New", "Terms", "Read", "MT", "Write"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    structures = [_structure(result) for result in results]
    if any(structures):
        table.add_column("Structure", no_wrap=True)
    for result, structure in zip(results, structures, strict=True):
        table.add_row(*_row(result), *([structure] if any(structures) else []))
    return table


def _terms_in_words(coverage: Coverage) -> Iterator[str]:
    """Yield a line on how the terms came into the English and what is missing, and one on the names by rule."""
    counts = {evidence.value: coverage.evidence.get(evidence, 0) for evidence in Evidence}
    counts |= {"missing": coverage.missing, "with a forbidden form": coverage.forbidden}
    if any(counts.values()):
        yield "Terms: " + ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    if coverage.names:
        yield f"Names by rule: {coverage.names_found} of {coverage.names} in the English"


def _faults_in_words(results: list[JobResult]) -> Iterator[str]:
    """Yield how many drafts the checks found faulty, with the command that shows them."""
    faulty = [result for result in results if result.faulty]
    count = sum(result.faulty for result in faulty)
    if count:
        folder = faulty[0].folder
        jobs = quoted(folder) if folder and len(faulty) == 1 else f"--out {quoted(faulty[0].out)}"
        words = counted(count, "draft needs", "drafts need")
        yield f"Checks: {words} work; see why with: translator qa {jobs} --html"


def _left_out_in_words(results: list[JobResult]) -> Iterator[str]:
    """Yield a line on the Chinese text that the readers left out, by reason, if it is more than a few characters."""
    counts: Counter[str] = Counter()
    for result in results:
        counts.update(result.left_out.text)
    if counts:
        reasons = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
        yield f"Chinese characters skipped: {reasons}"


def _structure(result: JobResult) -> str:
    return "corrected" if result.corrected else "check" if result.doubts else ""


def _structures_in_words(results: list[JobResult]) -> Iterator[str]:
    """Yield which structures a person corrected, and which are worth a look, with the command to correct them."""
    from translator.commands.structure import edit_command

    for result in results:
        if result.corrected:
            yield f"Structure of {result.input}: as you corrected it"
        if result.doubts:
            why = ", ".join(f"{found.count} of {found.total} {found.doubt}" for found in result.doubts)
            yield f"Structure of {result.input}: {why}"
            yield f"  Look at it, and correct it, with: {edit_command(result.input, result.out)}"


def _row(result: JobResult) -> list[str]:
    def seconds(*stages: str) -> str:
        return f"{sum(result.seconds.get(stage, 0.0) for stage in stages):.1f} s"

    return [
        result.folder.name if result.folder else str(result.input),
        str(result.articles),
        str(result.segments),
        str(result.translated),
        f"{result.coverage.terms_found}/{result.coverage.terms}",
        seconds("read", "segment", "annotate"),
        seconds("translate"),
        seconds("write"),
        result.status,
    ]
