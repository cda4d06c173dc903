"""``translator models``: show, install and remove Chinese → English models."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import bars, print_json, say
from translator.cli.options import AsJson, Quiet, command_group
from translator.model import Progress, no_progress

if TYPE_CHECKING:
    from translator.commands.models import KnownModel

app = command_group("Show, install and remove translation models.", "translator models list")


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """Show the installed models, the embedded one, and which of them translates.

    The installed model of the highest version is used; the embedded one only when none is installed.

    Example: translator models list --json
    """
    from translator.commands.models import known_models

    found = known_models()
    if as_json:
        print_json([_as_json(one) for one in found])
    elif found:
        _print_table(found)
    else:
        typer.echo("There is no model. Install one with: translator models install zh-en")


def _as_json(known: KnownModel) -> dict[str, str | bool]:
    model = known.model
    return {
        "code": "zh_en",
        "version": model.version,
        "embedded": model.embedded,
        "used": known.used,
        "problem": model.problem,
        "path": str(model.path),
    }


def _print_table(found: list[KnownModel]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Model", "Version", "Kind", "State")
    table.add_column("Path", overflow="fold")
    for known in found:
        model = known.model
        state = f"broken: {model.problem}" if model.problem else "in use" if known.used else "not used"
        kind = "embedded, rough drafts only" if model.embedded else "installed"
        table.add_row("zh_en", model.version, kind, state, str(model.path))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


@app.command("install")
def install_command(
    what: Annotated[
        str,
        typer.Argument(metavar="zh-en|FILE", help="The pair to download, or an .argosmodel file."),
    ] = "zh-en",
    quiet: Quiet = False,
) -> None:
    """Install a model, downloaded from the Argos index or from a file that you have.

    A download is checked (length, and checksum where the index has one); every package is loaded and tried
    out before it replaces anything. The index is the one of Argos Translate; set ARGOS_PACKAGE_INDEX for
    another one, and ARGOS_PACKAGES_DIR for another folder to install into.

    Example: translator models install zh-en

    Example: translator models install ~/Downloads/translate-zh_en-1_9.argosmodel
    """
    from translator.commands.models import install

    model = install(what, lambda title: _download_shown(title, quiet))
    typer.echo(f"Installed {model.label} in {model.path}")


@contextmanager
def _download_shown(title: str, quiet: bool) -> Iterator[Progress]:
    """Show a bar on a terminal and one line elsewhere."""
    if quiet:
        yield no_progress
    elif not sys.stderr.isatty():
        say(f"{title} …")
        yield no_progress
    else:
        from rich.progress import DownloadColumn

        with bars(DownloadColumn()) as shown:
            task = shown.add_task(title, total=None)
            yield lambda _stage, done, total: shown.update(task, completed=done, total=total or None)


@app.command("remove")
def remove_command(
    which: Annotated[
        str,
        typer.Argument(
            metavar="VERSION", help="A version or a folder's name; may be left out when one is installed."
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove an installed model. The embedded one is part of the program and stays.

    Example: translator models remove

    Example: translator models remove 1.9 --yes
    """
    from translator.engines.argos import installing

    model = installing.find_installed(which or None)
    if not yes and not typer.confirm(f"Remove {model.label} from {model.path}?"):
        typer.echo("Nothing was removed.")
        return
    installing.remove(model)
    typer.echo(f"Removed {model.label} from {model.path}")
