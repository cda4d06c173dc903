"""Term bases and places that the commands use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from translator import workspace
from translator.errors import OutputError, UsageError
from translator.names import Gazetteer
from translator.terms.formats import FORMATS, load_glossaries
from translator.terms.termbase import Termbase

LEARNED = "learned.csv"
"""File of new entries, in a folder of term bases."""

_HERE = Path("glossaries")


def read_termbase(paths: Sequence[Path]) -> Termbase:
    """Return term bases as one; without paths those in ``glossaries/`` here, else those that come with the program."""
    files = term_base_files(paths)
    base = load_glossaries(files)
    return replace(base, warnings=(*base.warnings, *open_warnings(Path(name) for name, _ in files)))


def open_warnings(files: Iterable[Path]) -> tuple[str, ...]:
    """Return a warning for each file that a spreadsheet program has open, of which only the saved state is read."""
    return tuple(
        f"{file} is open in a spreadsheet program; what is not saved there is not read, so save it and run again"
        for file in files
        if workspace.is_open_elsewhere(file)
    )


def read_termbases(paths: Sequence[Path]) -> tuple[Termbase, ...]:
    """Return the term bases in use one by one; where two have the same entry, the later one is used."""
    return tuple(load_glossaries([file]) for file in term_base_files(paths))


def term_base_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Return name and content of the term bases in use."""
    return workspace.read_glossaries(glossary_paths(paths))


def glossary_paths(paths: Sequence[Path]) -> list[Path]:
    """Return where the term bases in use are: as given, else in ``glossaries/`` here, else with the program."""
    return list(paths) or [_HERE if uses_own_files(paths) else starter_glossaries()]


def uses_own_files(paths: Sequence[Path]) -> bool:
    """Return whether the term bases in use are the user's own and not those that come with the program."""
    return bool(paths) or any(file.suffix.lower() in FORMATS for file in _HERE.glob("*.*"))


def check_own_files(paths: Sequence[Path]) -> None:
    """Raise `UsageError` when the term bases in use came with the program, which nobody should change."""
    if not uses_own_files(paths):
        raise UsageError(
            "there is no folder glossaries/ here; the term base in use came with the program",
            hint="Copy its files into glossaries/ with 'translator init', or name a file with --into or --glossary.",
        )


def check_starter_stay(paths: Sequence[Path], file: Path) -> None:
    """Raise `UsageError` for a file that would put the term bases that come with the program out of use."""
    if replaces_starter(paths, file):
        away = f"move the folder {_HERE}/, which has no term base, away, and " if _HERE.exists() else ""
        make = f"{away}run 'translator init', which copies them into {_HERE}/".capitalize()
        raise UsageError(
            f"{file}: as the only file in {_HERE}/ it would put the entries that came with the program out of use",
            hint=f"{make}, and give the command again; or name a file elsewhere with --into.",
        )


def replaces_starter(paths: Sequence[Path], file: Path) -> bool:
    """Return whether a file, once it is written, is in use in place of the term bases that come with the program."""
    is_read = file.suffix.lower() in FORMATS and file.resolve().parent == _HERE.resolve()
    return is_read and not uses_own_files(paths)


def file_of_new_entries(paths: Sequence[Path]) -> Path:
    """Return `LEARNED` in the first folder of term bases in use, else the last file; raise as `check_own_files`."""
    check_own_files(paths)
    folders = [path for path in glossary_paths(paths) if path.is_dir()]
    return folders[0] / LEARNED if folders else paths[-1]


def content_to_change(file: Path) -> bytes:
    """Return the content of a term base that is to be changed, empty for a new file.

    Raises `OutputError` for a file that is read-only or no ordinary file, and `InputError` when it cannot be read.
    """
    workspace.check_is_file(file)
    if not file.exists():
        return b""
    if not file.stat().st_mode & 0o222:
        raise OutputError(
            f"{file}: is read-only",
            hint="Make it writable, or put new entries into another file with --into.",
        )
    return workspace.read_input(file)


def read_gazetteer() -> Gazetteer:
    """Return the places of the starter glossaries, which a run knows whatever term bases it is given."""
    return Gazetteer.of(load_glossaries(workspace.read_glossaries([starter_glossaries() / "places.csv"])))


def starter_glossaries() -> Path:
    """Return the folder of the term bases that come with the program."""
    installed = Path(__file__).parents[1] / "starter_glossaries"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "glossaries"
