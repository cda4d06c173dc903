"""Finding and reading the files of term bases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator.errors import GlossaryError, os_reason
from translator.terms.formats import FORMATS
from translator.workspace.backups import is_backup


def read_glossaries(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Return the name and content of term bases: the files given, and those of a known format in the folders given.

    They keep the order of ``paths``, inside a folder the order of their names; backups are left out. A file given
    twice counts where it stands last, because a later term base wins. Raises `GlossaryError` for a path that is
    missing or unreadable, and for a folder without a term base.
    """
    contents: dict[Path, tuple[str, bytes]] = {}
    try:
        for path in paths:
            for file in _glossary_files(path):
                contents.pop(file.resolve(), None)
                contents[file.resolve()] = (str(file), file.read_bytes())
    except OSError as error:
        raise GlossaryError(
            f"{error.filename}: cannot be read ({os_reason(error)})",
            hint="Check the path, and that you may read it.",
        ) from None
    return list(contents.values())


def _glossary_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [file for file in sorted(path.iterdir()) if _is_glossary(file)]
    if not files:
        raise GlossaryError(
            f"{path}: contains no term base",
            hint=f"Put a term base ({', '.join(FORMATS)}) into this folder, or name a file with --glossary.",
        )
    return files


def _is_glossary(path: Path) -> bool:
    hidden_or_backup = path.name.startswith((".", "~$")) or is_backup(path.name)
    return path.suffix.lower() in FORMATS and not hidden_or_backup and path.is_file()
