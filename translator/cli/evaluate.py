"""``translator eval``: measure the drafts on sentences with reference translations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import print_json, progress_shown, say
from translator.cli.evaluate_view import as_object, print_tables
from translator.cli.options import AsJson, EngineName, EngineOptions, Glossary, Quiet, options_of
from translator.cli.settings import engine_options, project_of

if TYPE_CHECKING:
    from translator.commands.evaluate import Evaluation


def command(
    ctx: typer.Context,
    sets: Annotated[
        list[Path],
        typer.Argument(
            metavar="TSV...",
            help="Files with one sentence a line: Chinese, TAB, English, and where known TAB and spans (zh=en|zh=en).",
            show_default=False,
        ),
    ],
    engine: EngineName = "",
    engine_option: EngineOptions = None,
    glossary: Glossary = None,
    spans_as_glossary: Annotated[
        bool,
        typer.Option(
            "--spans-as-glossary",
            help="Use the marked spans of each sentence as its terms; glossaries count only if given with --glossary, "
            "and where they overlap no span.",
        ),
    ] = False,
    engine_alone: Annotated[
        bool,
        typer.Option(
            "--engine-alone",
            help="Measure also one plain pass of the engine, without terms, checks and second tries, and the time of "
            "the rest.",
        ),
    ] = False,
    count: Annotated[
        int | None,
        typer.Option("--count", "-n", min=1, metavar="N", help="Only the first N sentences of a file."),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Measure the drafts on sentences with reference translations.

    Prints BLEU and chrF with their signatures, the shares of marked terms, amounts and names whose English is in the
    draft, the share of figures that are right by value, sentences a second, and how the terms of the glossaries came
    into the drafts. Nothing is written, and the translation memory is not used.

    A marked span counts when the draft has exactly its English; case, plural and articles do not matter. Amounts are
    spans with a quantity, names are spans of people, places and organizations, terms all other spans.

    --json prints one object, or a list of them for several files; shares are from 0 to 1, and null where nothing is
    marked.

    Example: translator eval news.tsv --engine-alone

    Example: translator eval news.tsv --spans-as-glossary --json
    """
    from translator.commands.evaluate import Settings, evaluate_all

    settings = Settings(
        engine=engine,
        engine_options=engine_options(project_of(ctx).config, engine, options_of(engine_option)),
        glossaries=tuple(glossary or ()),
        count=count,
        spans_as_glossary=spans_as_glossary,
        engine_alone=engine_alone,
    )
    results: list[Evaluation] = []
    stopped = False
    try:
        with progress_shown(quiet or as_json) as progress_for:
            for result in evaluate_all(sets, settings, progress_for, say):
                results.append(result)
    except KeyboardInterrupt:
        stopped = True
    if results:
        _show(results, len(sets), as_json)
    if stopped:
        say(
            f"Stopped: {len(results)} of {len(sets)} files are measured. --count N takes the first N sentences only."
        )
        raise typer.Exit(130)


def _show(results: list[Evaluation], files: int, as_json: bool) -> None:
    if not as_json:
        print_tables(results)
        return
    objects = [as_object(result) for result in results]
    print_json(objects if files > 1 else objects[0])
