"""Own ``translator models``: show, install and remove Chinese → English models."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import print_json
from translator.cli.options import AsJson, Quiet
from translator.errors import UsageError
from translator.model import no_progress

if TYPE_CHECKING:
    from translator.engines.argos.packages import Model
    from translator.model import Progress

app = typer.Typer(
    help="Show, install and remove translation models.",
    epilog="Start with: translator models list",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_PAIRS = ("zh-en", "zh_en", "translate-zh_en")
_COLUMNS = ("Model", "Version", "Kind", "State", "Path")


@app.command("list")
def list_models(
    as_json: AsJson = False,
) -> None:
    """Show the installed models, the embedded one, and which of them translates.

    The installed model of the highest version is used; the embedded one only when none is installed.

    Example: translator models list --json
    """
    from translator.engines.argos.packages import embedded_model, installed_models

    installed = installed_models()
    embedded = embedded_model()
    models = [*installed, *([embedded] if embedded else [])]
    usable = [model for model in installed if not model.problem]
    used = usable[0] if usable else embedded if not installed else None
    rows = [_as_row(model, used) for model in models]
    if as_json:
        print_json(rows)
    elif rows:
        _print_table(rows)
    else:
        typer.echo("There is no model. Install one with: translator models install zh-en")


def _as_row(model: Model, used: Model | None) -> dict[str, str | bool]:
    return {
        "code": "zh_en",
        "version": model.version,
        "embedded": model.embedded,
        "used": model is used,
        "problem": model.problem,
        "path": str(model.path),
    }


def _print_table(rows: list[dict[str, str | bool]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*_COLUMNS[:-1])
    table.add_column(_COLUMNS[-1], overflow="fold")
    for row in rows:
        state = f"broken: {row['problem']}" if row["problem"] else "in use" if row["used"] else "not used"
        kind = "embedded, rough drafts only" if row["embedded"] else "installed"
        table.add_row(str(row["code"]), str(row["version"]), kind, state, str(row["path"]))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


@app.command("install")
def install(
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
    from translator.engines.argos.installing import install_file

    if what in _PAIRS:
        model = _install_download(quiet)
    elif what.endswith(".argosmodel") or Path(what).exists():
        model = install_file(Path(what).expanduser())
    else:
        raise UsageError(
            f"'{what}' is neither zh-en nor a package file",
            hint="Use 'translator models install zh-en' or 'translator models install FILE.argosmodel'.",
        )
    typer.echo(f"Installed {model.label} in {model.path}")


def _install_download(quiet: bool) -> Model:
    import tempfile

    from translator.engines.argos.catalogue import download, index_url, latest_offer
    from translator.engines.argos.installing import install_file

    offer = latest_offer(index_url())
    with tempfile.TemporaryDirectory(prefix="translator-download-") as folder:
        archive = Path(folder) / f"translate-zh_en-{offer.version.replace('.', '_')}.argosmodel"
        with _download_shown(f"downloading {offer.label}", quiet) as progress:
            download(offer, archive, progress)
        return install_file(archive)


@contextmanager
def _download_shown(title: str, quiet: bool) -> Iterator[Progress]:
    """Show a bar on a terminal and one line elsewhere."""
    if quiet:
        yield no_progress
    elif not sys.stderr.isatty():
        typer.echo(f"{title} …", err=True)
        yield no_progress
    else:
        with _bar(title) as progress:
            yield progress


@contextmanager
def _bar(title: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(title, total=None)

        def show(_stage: str, done: int, total: int) -> None:
            bars.update(task, completed=done, total=total or None)

        yield show


@app.command("remove")
def remove(
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
