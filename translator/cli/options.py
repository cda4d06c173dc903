"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from translator.commands import defaults
from translator.errors import UsageError
from translator.model import HeadlineCase, Layout


def command_group(purpose: str, first: str) -> typer.Typer:
    """Return a group of commands; ``first`` is the command line to start with."""
    return typer.Typer(
        help=purpose, epilog=f"Start with: {first}", no_args_is_help=True, rich_markup_mode=None
    )


Job = Annotated[Path, typer.Argument(metavar="JOB", help="The job (.xlf or its folder).")]
JobPaths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[JOB|FOLDER...]",
        help="Jobs (.xlf or their folders) or folders of jobs. [default: all jobs in --out]",
        show_default=False,
    ),
]
Pages = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[INPUT...]",
        help="Files (.txt .md .docx .pdf .html .mhtml; .doc .odt .rtf .wps with LibreOffice) or folders of them. "
        "[default: the inputs of translator.toml]",
        envvar="TRANSLATOR_INPUTS",
        show_default=False,
    ),
]
RunOut = Annotated[
    Path,
    typer.Option(
        "--out",
        "-o",
        metavar="FOLDER",
        envvar="TRANSLATOR_OUT",
        help="Folder in which each job gets a folder.",
    ),
]
JobsOut = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FOLDER", envvar="TRANSLATOR_OUT", help="Folder with the jobs."),
]
Glossary = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        "-g",
        metavar="FILE",
        help="A term base (.csv, .xlsx, .tbx) or a folder of them; may be given several times, a later one wins. "
        "[default: glossaries/ here, else the starter glossaries]",
        envvar="TRANSLATOR_GLOSSARIES",
        show_default=False,
    ),
]
Memory = Annotated[
    Path | None,
    typer.Option(
        "--tm",
        metavar="FILE",
        envvar="TRANSLATOR_MEMORY",
        help="The translation memory, one file for a project. [default: translator.tm.sqlite in --out]",
        show_default=False,
    ),
]
House = Annotated[
    str,
    typer.Option(
        "--house",
        metavar="HOUSE",
        envvar="TRANSLATOR_HOUSE",
        help="The house style of drafts: xinhua, guardian, or a file of your own (.toml). [default: none]",
        show_default=False,
    ),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        envvar="TRANSLATOR_ENGINE",
        help="The translation engine. [default: firefox where installed, else argos]",
        show_default=False,
    ),
]
EngineOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--engine-option",
        metavar="KEY=VALUE",
        help="An option of the engine, such as model=NAME; may be given several times.",
        show_default=False,
    ),
]
LayoutOption = Annotated[
    Layout,
    typer.Option(
        "--layout", envvar="TRANSLATOR_LAYOUT", help="How the bilingual document sets the two languages."
    ),
]
Headlines = Annotated[
    HeadlineCase | None,
    typer.Option(
        "--headlines",
        envvar="TRANSLATOR_HEADLINES",
        help="The capitals of headlines: as the draft has them, or title case. [default: as the house has them]",
        show_default=False,
    ),
]
Reviewer = Annotated[str, typer.Option("--reviewer", envvar="TRANSLATOR_REVIEWER", help="Who decides.")]
OUT = defaults.OUT
"""The default of `JobsOut`."""

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


def check_page(html: Path | None) -> None:
    """Raise `UsageError` rather than write a page over a file that is none."""
    if html is not None and html.is_file() and html.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            f"{html}: exists already and is not a page", hint="Choose another name that ends in .html."
        )


def options_of(given: Sequence[str] | None, **others: float | None) -> dict[str, str]:
    """Return engine options from ``KEY=VALUE`` and from command-line options of their own, if given.

    Raises `UsageError`, which never shows what may be a key, for anything else.
    """
    options = {name: str(value) for name, value in others.items() if value is not None}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                "--engine-option: NAME=VALUE is expected",
                hint="For example: --engine-option model=NAME",
            )
        options[name.strip()] = value.strip()
    return options
