"""Term bases and places that the commands use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator import workspace
from translator.names import Gazetteer
from translator.terms.csv_read import load_glossaries
from translator.terms.termbase import Termbase


def read_termbase(paths: Sequence[Path]) -> Termbase:
    """Return term bases as one; without paths those in ``glossaries/`` here, else those that come with the program."""
    here = Path("glossaries")
    default = here if any(here.glob("*.csv")) else _starter_glossaries()
    return load_glossaries(workspace.read_glossaries(list(paths) or [default]))


def read_gazetteer() -> Gazetteer:
    """Return the places of the starter glossaries, which a run knows whatever term bases it is given."""
    return Gazetteer.of(load_glossaries(workspace.read_glossaries([_starter_glossaries() / "places.csv"])))


def _starter_glossaries() -> Path:
    installed = Path(__file__).parents[1] / "starter_glossaries"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "glossaries"
