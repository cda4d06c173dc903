"""Term bases and places that the commands use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator import workspace
from translator.names import Gazetteer
from translator.terms.formats import load_glossaries
from translator.terms.termbase import Termbase

_HERE = Path("glossaries")


def read_termbase(paths: Sequence[Path]) -> Termbase:
    """Return term bases as one; without paths those in ``glossaries/`` here, else those that come with the program."""
    return load_glossaries(workspace.read_glossaries(glossary_paths(paths)))


def read_termbases(paths: Sequence[Path]) -> tuple[Termbase, ...]:
    """Return the term bases in use one by one; where two have the same entry, the later one is used."""
    files = workspace.read_glossaries(glossary_paths(paths))
    return tuple(load_glossaries([file]) for file in files)


def glossary_paths(paths: Sequence[Path]) -> list[Path]:
    """Return where the term bases in use are: as given, else in ``glossaries/`` here, else with the program."""
    return list(paths) or [_HERE if uses_own_files(paths) else _starter_glossaries()]


def uses_own_files(paths: Sequence[Path]) -> bool:
    """Return whether the term bases in use are the user's own and not those that come with the program."""
    return bool(paths) or any(_HERE.glob("*.csv"))


def read_gazetteer() -> Gazetteer:
    """Return the places of the starter glossaries, which a run knows whatever term bases it is given."""
    return Gazetteer.of(load_glossaries(workspace.read_glossaries([_starter_glossaries() / "places.csv"])))


def _starter_glossaries() -> Path:
    installed = Path(__file__).parents[1] / "starter_glossaries"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "glossaries"
