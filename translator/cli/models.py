"""``translator models``: show, install and remove Chinese → English models."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import bars, print_json, results_console, say
from translator.cli.options import AsJson, Quiet, command_group
from translator.errors import UsageError
from translator.model import Progress, no_progress

if TYPE_CHECKING:
    from rich.console import Console

    from translator.commands.models import KnownModel
    from translator.engines.offers import Offer

app = command_group("Show, install and remove translation models.", "translator models list")


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """Show the models of every engine, and which of them translates where no engine is named.

    An installed model is used rather than the built-in one, Firefox rather than Argos, and the highest version.

    Example: translator models list --json
    """
    from translator.commands.models import known_models

    found = known_models()
    if as_json:
        print_json([_as_json(one) for one in found])
    elif found:
        _print_table(found)
    else:
        typer.echo("There is no model. Install one with: translator models install")


def _as_json(model: KnownModel) -> dict[str, str | int | bool]:
    return {
        "engine": model.engine,
        "model": model.label,
        "version": model.version,
        "embedded": model.embedded,
        "used": model.used,
        "problem": model.problem,
        "bytes": model.bytes,
        "licence": model.licence,
        "path": str(model.path),
    }


def _print_table(found: list[KnownModel]) -> None:
    from rich.table import Table

    table = Table("Engine", "Model", "Size", "Licence", "State")
    table.add_column("Path", overflow="fold")
    for model in found:
        state = f"broken: {model.problem}" if model.problem else "in use" if model.used else "not used"
        rough = ", rough drafts only" if model.embedded else ""
        size = f"{model.bytes / 1_000_000:.0f} MB"
        cells = (model.engine, model.label, size, model.licence, state + rough, str(model.path))
        table.add_row(*cells)
    _console().print(table)


def _console() -> Console:
    return results_console(None if sys.stdout.isatty() else 200)


@app.command("install")
def install_command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="[NAME|FILE|FOLDER]",
            help="firefox or argos to download a model; or your own .argosmodel file or folder with a Firefox model. "
            "[default: the best; the models are shown first]",
            show_default=False,
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; take the best.")] = False,
    quiet: Quiet = False,
) -> None:
    """Show which models there are and install the best, or install the one that you name.

    A download is checked by length and checksum; every model is loaded and tried out before it replaces another.
    FXTRANSLATE_RECORDS_URL and ARGOS_PACKAGE_INDEX name other places to download from, ARGOS_PACKAGES_DIR another
    folder for Argos packages. With TRANSLATOR_OFFLINE=1 nothing is downloaded.

    Example: translator models install

    Example: translator models install firefox

    Example: translator models install ~/Downloads/translate-zh_en-1_9.argosmodel
    """
    from translator.commands.models import install

    name = what or _offered(yes=yes)
    if not name:
        typer.echo("Nothing was installed.")
        return
    model = install(name, lambda title: _download_shown(title, quiet))
    typer.echo(f"Installed {model.engine} {model.label} in {model.path}")


def _offered(*, yes: bool) -> str:
    """Show what can be installed and return the name of the best, or an empty string when it is not wanted."""
    from translator.commands.models import best_offer
    from translator.engines.offers import OFFERS

    _print_offers(OFFERS)
    best = best_offer()
    if best is None:
        typer.echo(f"The best of them, {OFFERS[0].name}, is installed.")
        return ""
    if yes:
        return best.name
    if not sys.stdin.isatty():
        raise UsageError(
            "no model is named",
            hint=f"Run 'translator models install {best.name}', or add --yes.",
        )
    return best.name if typer.confirm(f"Install {best.name}?", default=True) else ""


def _print_offers(offers: Sequence[Offer]) -> None:
    from rich.table import Table

    from translator.engines.offers import EMBEDDED_BLEU

    table = Table("Name", "Model", "Size", "Licence", "FLORES-200", "newstest2019")
    for offer in offers:
        size = f"about {offer.megabytes} MB"
        table.add_row(
            offer.name, offer.title, size, offer.licence, f"{offer.flores} BLEU", f"{offer.newstest} BLEU"
        )
    _console().print(table)
    flores, newstest = EMBEDDED_BLEU
    typer.echo(
        "BLEU as published by mozilla/firefox-translations-models; "
        f"the built-in model has {flores} and {newstest}, measured here."
    )


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
            metavar="MODEL",
            help="firefox, argos, a version or a folder's name; may be left out when one is installed.",
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove an installed model. The built-in one is part of the program and stays.

    Example: translator models remove

    Example: translator models remove firefox --yes
    """
    from translator.commands.models import find
    from translator.engines import folders

    model = find(which)
    if not yes and not typer.confirm(f"Remove {model.engine} {model.label} from {model.path}?"):
        typer.echo("Nothing was removed.")
        return
    folders.remove(model.path)
    typer.echo(f"Removed {model.engine} {model.label} from {model.path}")
