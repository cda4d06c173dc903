"""Import of TMX files into a memory, and export from one."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from translator.errors import OutputError, os_reason, unreadable
from translator.model import Progress, no_progress
from translator.tm.database import Memory
from translator.tm.tmx import read_tmx, write_tmx
from translator.tm.units import (
    Added,
    Selection,
    TranslationUnit,
    utc,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import added; ``skipped`` counts the skipped units by reason."""

    added: Added
    skipped: Counter[str] = field(default_factory=Counter)


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
    path: Path,
    now: datetime,
    selection: Selection | None = None,
    progress: Progress = no_progress,
) -> int:
    """Write the chosen units as a TMX file and return their number; see `write_units`.

    Raises `OutputError` when the file cannot be written, and `TmError` when the memory cannot be read.
    """
    total = memory.count(selection)
    return write_units(memory.units(selection), path, now, lambda done: progress("export", done, total))


def write_units(
    units: Iterable[TranslationUnit],
    path: Path,
    now: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Write units as a TMX file, whole or not at all, and return their number.

    Raises `OutputError` when the file cannot be written; an older one is then unchanged.
    """
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as stream:
                count = write_tmx(_counted(units, progress), stream, utc(now))
            temporary.replace(path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({os_reason(error)})",
            hint="Check the folder, your rights and the free space, or choose another file.",
        ) from None
    return count


def _counted(units: Iterable[TranslationUnit], progress: Callable[[int], None]) -> Iterator[TranslationUnit]:
    done = 0
    for unit in units:
        yield unit
        done += 1
        if done % 5000 == 0:
            progress(done)
    progress(done)
