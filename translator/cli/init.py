"""``translator init``: make a project folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="The folder of the project; it is made when it is missing."),
    ] = Path(),
) -> None:
    """Make a project folder: settings, folders for pages, term bases and jobs.

    Existing files are left as they are, so the command can be run again at any time.

    Example: translator init desk
    """
    from translator.commands.init import init, pages_name

    made = init(folder)
    wide = max(len(str(one.path)) for one in made)
    for one in made:
        what = one.what if one.new else "was there already, and was left as it is"
        typer.echo(f"  {one.path!s:<{wide}}  {what}")
    enter = "" if folder.resolve() == Path.cwd() else f" in {folder}"
    typer.echo(f"Next: put pages into {folder / pages_name(folder)}, then run{enter}: translator run")
