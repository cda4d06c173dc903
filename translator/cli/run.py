"""``translator run``: translate pages, and print what became of each."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json, progress_shown, say, say_error
from translator.cli.options import (
    OUT,
    AsJson,
    EngineName,
    EngineOptions,
    Glossary,
    Headlines,
    House,
    LayoutOption,
    Pages,
    RunOut,
    options_of,
)
from translator.cli.settings import engine_options, project_of
from translator.errors import UsageError
from translator.model import Evidence, Layout
from translator.terms.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from translator.commands.run import JobResult


def command(
    ctx: typer.Context,
    inputs: Pages = None,
    out: RunOut = OUT,
    glossary: Glossary = None,
    engine: EngineName = "",
    engine_option: EngineOptions = None,
    max_tokens: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Most tokens to use, for an engine that counts them.", show_default=False
        ),
    ] = None,
    max_cost: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            metavar="AMOUNT",
            help="Most that may be spent, by the engine options price_in and price_out.",
            show_default=False,
        ),
    ] = None,
    layout: LayoutOption = Layout.INTERLEAVED,
    house: House = "",
    headlines: Headlines = None,
    structure: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The articles and blocks of the one INPUT as you corrected them: the file of segment --edit.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Translate again what is already translated. Reviewed segments are never touched."
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    as_json: AsJson = False,
) -> None:
    """Translate pages of Chinese articles into bilingual Word files.

    Each input becomes a job, a folder with NAME.xlf (the job itself, XLIFF 2.1), NAME.review.docx (the table for
    a reviewer), NAME.bilingual.docx and NAME.en.docx (for publication).

    Running again does only what is new: nothing when nothing changed, the sentences a changed glossary touches,
    the rest of a run that was stopped. Segments a person has reviewed are never touched.

    With --house drafts are in house style: quotation marks, spelling, figures, dates. Another house later changes the
    drafts without translating again.

    Example: translator run seeds/ -o out/ --glossary glossaries/policy.csv --house xinhua
    """
    from translator.commands.run import Settings, run_all

    settings = Settings(
        out=out,
        glossaries=tuple(glossary or ()),
        engine=engine,
        engine_options=engine_options(
            project_of(ctx).config,
            engine,
            options_of(engine_option, max_tokens=max_tokens, max_cost=max_cost),
        ),
        layout=layout,
        house=house,
        headlines=headlines,
        structure=structure,
        force=force,
    )
    if not inputs:
        raise UsageError(
            "nothing says what to translate",
            hint="Name files or folders, or set inputs in translator.toml; 'translator init' makes one.",
        )
    if not quiet and (settings_file := project_of(ctx).config.path):
        say(f"Settings: {settings_file}")
    with progress_shown(quiet or as_json) as progress_for:
        results = list(run_all(inputs, settings, progress_for, say if not quiet else lambda _line: None))
    if as_json:
        print_json([_as_json(result) for result in results])
    elif not quiet:
        _print_summary(results)
    _report_failures(results)
    if not (quiet or as_json) and any(result.translated for result in results):
        _advise(engine)


def _advise(engine: str) -> None:
    """Say how to get better English, where a person reads along."""
    from translator.commands.models import advice

    if sys.stderr.isatty() and (line := advice(engine)):
        say(line)


def _report_failures(results: list[JobResult]) -> None:
    from translator.commands.run import Status

    for result in results:
        for warning in result.warnings:
            note(warning)
        if result.error is not None:
            say_error(result.error)
    if any(result.status is Status.STOPPED for result in results):
        say("Stopped. What was translated is kept; run the same command again to go on.")
        raise typer.Exit(1 if any(result.error for result in results) else 130)
    if any(result.error for result in results):
        raise typer.Exit(1)


def _as_json(result: JobResult) -> dict[str, Any]:
    return {
        "input": str(result.input),
        "folder": str(result.folder) if result.folder else None,
        "status": result.status,
        "articles": result.articles,
        "segments": result.segments,
        "translated": result.translated,
        "open": result.open,
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
    # "found" is what the Chinese has, "met" what the English has of it: scripts know these names.
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


def _print_summary(results: list[JobResult]) -> None:
    from rich.console import Console

    from translator.commands.run import Status

    done = [result for result in results if result.folder is not None]
    if not done:
        return
    console = Console()
    console.print(_table(done))
    lines = (
        *_terms_in_words(sum((result.coverage for result in done), Coverage())),
        *_structures_in_words(done),
        *_left_out_in_words(done),
        *sorted({f"Engine: {result.engine}" for result in done if result.engine}),
        *_usage_in_words(results),
        *(f"→ {result.folder}" for result in done if result.status is not Status.UP_TO_DATE),
    )
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


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
