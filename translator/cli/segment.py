"""``translator segment``: show the structure of a page, and write it to be corrected."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json
from translator.cli.options import OUT, JobsOut

if TYPE_CHECKING:
    from translator.commands.structure import Structured, ToEdit
    from translator.model import Article


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of a kind that translator run takes.")],
    edit: Annotated[
        bool,
        typer.Option(
            "--edit", help="Write the structure as a text beside the job, to be corrected in any editor."
        ),
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Show the structure by rule, without the corrections of its job.")
    ] = False,
    out: JobsOut = OUT,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole structure as JSON, with every sentence.")
    ] = False,
) -> None:
    """Show the articles of a page: the role of every block, the rule that decided it, and its sentences.

    Use it when a run puts a headline or a paragraph in the wrong place. A ? marks a rule that is often wrong. With
    --edit the structure is written to OUT/NAME/NAME.structure.txt: correct it there, and give it back with
    translator run FILE --structure. The job keeps the correction, and this command then shows the corrected structure;
    --rules shows the structure by rule.

    Example: translator segment seeds/qingdao-page-2023-05.txt
    """
    from translator.commands import structure
    from translator.commands.left_out import left_out

    if edit:
        structured, to_edit = structure.edit(file, out, rules=rules)
    else:
        structured, to_edit = structure.current(file, out, rules=rules), None
    if as_json:
        print_json(_as_json(structured, to_edit))
    elif to_edit is None:
        _print(structured)
    else:
        _print_what_to_do(to_edit)
    for warning in structured.warnings:
        note(warning)
    if not as_json and (warning := left_out(structured.document).warning):
        note(f"{file}: {warning}")


def _print_what_to_do(to_edit: ToEdit) -> None:
    if to_edit.left:
        typer.echo(f"{to_edit.path} holds corrections that no run has taken yet, and was left as it is.")
        typer.echo("To begin again from the rules, add --rules.")
    else:
        typer.echo(f"Correct the structure in {to_edit.path}")
    typer.echo(f"and give it back with: {to_edit.command}")
    if to_edit.backup:
        note(f"{to_edit.path} was there already; it is kept as {to_edit.backup}")


def _print(structured: Structured) -> None:
    for article in structured.document.articles:
        _print_article(article)
    if structured.hash:
        typer.echo("\nas corrected in the job; --rules shows what the rules make of it")
    skipped: Counter[str] = Counter()
    for item in structured.document.skipped:
        skipped[item.reason] += len(item.text)
    for reason, count in skipped.items():
        typer.echo(f"skipped: {count} characters, {reason}")


def _print_article(article: Article) -> None:
    from translator.pages.articles import DOUBTFUL

    typer.echo(f"\n{article.id}  {article.title or '(no headline)'}")
    for block in article.blocks:
        text = block.text if len(block.text) <= 36 else block.text[:35] + "…"
        flags = f"  [{', '.join(block.flags)}]" if block.flags else ""
        count = f"{len(block.segments)} seg" if block.segments else "kept"
        rule = block.evidence + "?" * (block.evidence in DOUBTFUL)
        typer.echo(f"  {block.id:<10} {block.role.value:<10} {count:<7} {text}{flags}  ({rule})")


def _as_json(structured: Structured, to_edit: ToEdit | None) -> dict[str, Any]:
    from translator.pages.articles import DOUBTFUL

    document = structured.document
    written = {"file": str(to_edit.path), "next": to_edit.command, "left": to_edit.left} if to_edit else {}
    return {
        "name": document.name,
        **written,
        "corrected": bool(structured.hash),
        "articles": [
            {
                "id": article.id,
                "title": article.title,
                "blocks": [
                    {
                        "id": block.id,
                        "role": block.role.value,
                        "level": block.level,
                        "rule": block.evidence,
                        "doubtful": block.evidence in DOUBTFUL,
                        "flags": list(block.flags),
                        "text": block.text,
                        "segments": [segment.source for segment in block.segments],
                    }
                    for block in article.blocks
                ],
            }
            for article in document.articles
        ],
        "skipped": [{"reason": item.reason, "text": item.text} for item in document.skipped],
    }
