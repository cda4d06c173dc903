"""``translator publish``: jobs as Word files, web pages and Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json, say_error
from translator.cli.options import AsJson
from translator.model import Layout
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.publish import Published
    from translator.model import Article

DRAFTS = 3
"""The exit code when a publication was refused because of its drafts."""

_LISTED = 6
"""Files that are named one by one."""


def command(
    jobs: Annotated[
        list[Path],
        typer.Argument(
            metavar="JOB...", help="Jobs (.xlf or their folders) or folders of jobs.", show_default=False
        ),
    ],
    to: Annotated[
        list[str],
        typer.Option("--to", metavar="docx|html|md", help="The kind of files; may be given several times."),
    ],
    only_reviewed: Annotated[
        bool,
        typer.Option(
            "--only-reviewed", help="Leave out, and name, the articles that are not reviewed in full."
        ),
    ] = False,
    articles: Annotated[
        str, typer.Option(metavar="ID,ID", help="Only these articles. [default: all]", show_default=False)
    ] = "",
    layout: Annotated[
        Layout | None,
        typer.Option(
            help="How bilingual files set the two languages; Markdown interleaves them. [default: as the job]",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Publish nothing of a job that has drafts or open conflicts in it."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Folder to write to. [default: JOB/published]",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Publish jobs in both languages and in English: as Word files, as web pages, or as Markdown by article.

    A web page is one file that loads nothing and prints well. A publication with drafts in it says so at its top; with
    --strict it is refused (exit code 3). A file that somebody has edited since is kept as a backup before a new one
    takes its place.

    Examples:
    translator publish out/page --to html --to docx

    translator publish out/ --to md --only-reviewed -o website/content

    translator publish out/page --to docx --articles a01,a03 --strict

    """
    from translator.commands.publish import Wanted, publish_jobs

    ids = dict.fromkeys(name.strip() for name in articles.split(",") if name.strip())
    wanted = Wanted(
        formats=tuple(to),
        articles=tuple(ids),
        only_reviewed=only_reviewed,
        layout=layout,
        strict=strict,
        target=output,
    )
    results = []
    for result in publish_jobs(jobs, wanted):
        results.append(result)
        _report(result, quiet=as_json)
    if as_json:
        print_json([_as_json(result) for result in results])
    errors = [result.error for result in results if result.error]
    if errors:
        raise typer.Exit(errors[0].exit_code)
    if any(result.refused for result in results):
        raise typer.Exit(DRAFTS)


def _report(result: Published, *, quiet: bool) -> None:
    name = result.job.name
    if result.error:
        say_error(result.error)
        return
    if result.left_out:
        note(f"{name}: left out, not reviewed in full: {', '.join(map(_title, result.left_out))}")
    if result.refused:
        note(f"{name}: not published, {result.readiness.words}")
    for path, backup in result.files.backups:
        note(f"{path} had been edited; it is kept as {backup}")
    for path in result.files.edited:
        note(f"{path} has been edited and was left as it is: the job has nothing newer")
    if result.files.earlier:
        note(f"{name}: of an earlier publication: {', '.join(path.name for path in result.files.earlier)}")
    if not quiet and not result.refused:
        _print_files(result)


def _title(article: Article) -> str:
    return f"{article.id} {article.title}".strip()


def _print_files(result: Published) -> None:
    files = [(path, "") for path in result.files.written]
    files += [(path, " (up to date)") for path in result.files.kept]
    if not result.readiness.ready:
        typer.echo(f"{result.job.name}: published as a draft, {result.readiness.words}")
    if len(files) > _LISTED:
        typer.echo(
            f"→ {result.target} ({counted(len(files), 'file')}, {len(result.files.written)} of them new)"
        )
        return
    for path, state in files:
        typer.echo(f"→ {path}{state}")


def _as_json(result: Published) -> dict[str, Any]:
    return {
        "job": str(result.job.path),
        "articles": result.articles,
        "segments": result.readiness.segments,
        "drafts": result.readiness.drafts,
        "conflicts": result.readiness.conflicts,
        "left_out": [article.id for article in result.left_out],
        "refused": result.refused,
        "written": [str(path) for path in result.files.written],
        "up_to_date": [str(path) for path in result.files.kept],
        "edited": [str(path) for path in result.files.edited],
        "backups": {str(path): str(copy) for path, copy in result.files.backups},
        "earlier": [str(path) for path in result.files.earlier],
        "error": result.error and {"message": result.error.message, "hint": result.error.hint},
    }
