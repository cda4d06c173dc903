"""``translator segment``: show what the reader and the page rules make of a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import note, print_json

if TYPE_CHECKING:
    from translator.model import Article, Document


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .txt, .md, .docx, .html or .mhtml file.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole structure as JSON, with every sentence.")
    ] = False,
) -> None:
    """Show the articles of a page: the role of every block, the rule that decided it, and its sentences.

    Use it when a run puts a headline or a paragraph in the wrong place. Nothing is translated or written.

    Example: translator segment seeds/qingdao-page-2023-05.txt
    """
    from translator.commands.left_out import left_out
    from translator.commands.run import read_document

    document = read_document(file)
    if as_json:
        print_json(_as_json(document))
        return
    for article in document.articles:
        _print_article(article)
    skipped: Counter[str] = Counter()
    for item in document.skipped:
        skipped[item.reason] += len(item.text)
    for reason, count in skipped.items():
        typer.echo(f"skipped: {count} characters, {reason}")
    if warning := left_out(document).warning:
        note(f"{file}: {warning}")


def _print_article(article: Article) -> None:
    typer.echo(f"\n{article.id}  {article.title or '(no headline)'}")
    for block in article.blocks:
        text = block.text if len(block.text) <= 36 else block.text[:35] + "…"
        flags = f"  [{', '.join(block.flags)}]" if block.flags else ""
        count = f"{len(block.segments)} seg" if block.segments else "kept"
        typer.echo(f"  {block.id:<10} {block.role.value:<10} {count:<7} {text}{flags}  ({block.evidence})")


def _as_json(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
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
