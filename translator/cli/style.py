"""``translator style``: house style suggested for English that somebody wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import note, print_json
from translator.cli.options import AsJson, Glossary
from translator.errors import UsageError
from translator.text.counting import counted

if TYPE_CHECKING:
    from translator.commands.style import Suggestions


def command(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="An English or bilingual file: .docx, .txt or .md.", show_default=False
        ),
    ] = None,
    house: Annotated[
        str,
        typer.Option(
            metavar="HOUSE",
            envvar="TRANSLATOR_HOUSE",
            help="The house style: xinhua, guardian, or a file of your own (.toml).",
        ),
    ] = "xinhua",
    glossary: Glossary = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write the copy with tracked changes to. [default: FILE.style.docx beside the file]",
            show_default=False,
        ),
    ] = None,
    rules: Annotated[bool, typer.Option("--list", help="Explain the rules with examples, and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Suggest house style for English, also for what was reviewed, and change nothing by itself.

    Of a Word file a copy is written with the suggestions as tracked changes by "translator style", to be accepted or
    rejected in Word or LibreOffice. Of a bilingual file only English paragraphs are looked at, of a review table only
    its English column. Of a text file (.txt, .md) the changes are printed as a diff.

    Terms of the glossary, names, addresses, the values of numbers and the words of quotations stay as they are.

    Example: translator style out/page/page.en.docx --house guardian

    Example: translator style notes.md > notes.diff
    """
    from translator.commands.style import suggest

    if rules:
        _print_rules()
        return
    if file is None:
        raise UsageError("style: no FILE is named", hint="For example: translator style page.en.docx")
    found = suggest(file, house, tuple(glossary or ()), output)
    if as_json:
        print_json(
            {
                "path": str(found.path) if found.path else None,
                "passages": found.passages,
                "rules": dict(found.rules.most_common()),
                "diff": found.diff,
            }
        )
        return
    _print(found)


def _print(found: Suggestions) -> None:
    if found.backup:
        note(f"{found.path} was there already; it is kept as {found.backup}")
    if found.diff:
        typer.echo(found.diff, nl=False)
    counts = ", ".join(f"{name} {count}" for name, count in found.rules.most_common())
    summary = f"{counted(found.passages, 'passage')}: {counts}" if found.rules else "Nothing to change"
    if found.path:
        typer.echo(summary)
        typer.echo(f"→ {found.path}")
    else:
        note(summary)  # not in the diff, which may go to another program


def _print_rules() -> None:
    from translator.style import RULES

    for rule in RULES:
        typer.echo(f"{rule.name}: {rule.explanation}")
        for example in rule.examples:
            typer.echo(f'  {rule.name} = "{example.value}"')
            typer.echo(f"    {example.before}")
            typer.echo(f"    → {example.after}")
