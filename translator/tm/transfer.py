"""Import of TMX into a memory, and export from one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from translator.errors import unreadable
from translator.model import Progress, no_progress
from translator.tm.database import Memory
from translator.tm.tmx import read_tmx, write_tmx
from translator.tm.units import ALL, Added, Selection, TranslationUnit, utc

_SHOWN_EVERY = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import added; ``skipped`` counts the skipped units by reason."""

    added: Added
    skipped: Counter[str]


def check_tmx(path: Path) -> None:
    """Raise `InputError` for a file that cannot be read or whose beginning is not TMX with Chinese and English.

    A pipe, which can be read only once, is not looked into.
    """
    try:
        if path.is_file() or not path.exists():
            with path.open("rb") as stream:
                next(read_tmx(stream, str(path)), None)
    except OSError as error:
        raise unreadable(path, error) from None


def import_tmx(memory: Memory, path: Path, progress: Progress = no_progress) -> Imported:
    """Add the units of a TMX file; when anything is wrong with the file, add none.

    Progress is in kibibytes of the file. Raises `InputError` for a file that cannot be read or is not TMX with
    Chinese and English, and `TmError` when the memory cannot be written.
    """
    skipped: Counter[str] = Counter()
    try:
        with path.open("rb") as stream:
            total = path.stat().st_size // 1024

            def show(_units: int) -> None:
                progress("import", min(stream.tell() // 1024, total), total)

            added = memory.add(read_tmx(stream, str(path), lambda reason: skipped.update([reason])), show)
    except OSError as error:
        raise unreadable(path, error) from None
    return Imported(added=added, skipped=skipped)


def export_tmx(
    memory: Memory,
    stream: IO[bytes],
    now: datetime,
    selection: Selection = ALL,
    progress: Progress = no_progress,
) -> int:
    """Write the chosen units as TMX and return their number; raise `TmError` when the memory cannot be read."""
    total = memory.count(selection)

    def counted() -> Iterator[TranslationUnit]:
        for done, unit in enumerate(memory.units(selection)):
            if done % _SHOWN_EVERY == 0:
                progress("export", done, total)
            yield unit

    count = write_tmx(counted(), stream, utc(now))
    progress("export", count, total)
    return count
