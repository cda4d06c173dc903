"""Filling, exporting and pruning of a translation memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from translator import workspace
from translator.errors import UsageError
from translator.model import Progress
from translator.tm import Memory, Selection, TranslationUnit, open_memory
from translator.tm.tmx import write_tmx
from translator.tm.transfer import export_tmx
from translator.tm.units import ALL, TmError, utc


def export_memory(tm: Path, file: Path, selection: Selection, progress: Progress, *, force: bool) -> int:
    """Write the chosen units of a memory as a TMX file and return their number.

    Raises `UsageError` for a file that exists, unless ``force`` replaces it, and for the memory's own file.
    """
    if file.exists() and not force:
        raise UsageError(f"{file}: exists already", hint="Choose another name, or replace it with --force.")
    if file.resolve() == tm.resolve():
        raise UsageError(f"{file}: is the memory itself", hint="Choose another name, ending in .tmx.")
    with open_memory(tm, create=False) as memory, workspace.atomic_writer(file) as stream:
        return export_tmx(memory, stream, workspace.now(), selection, progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """The units that fit, and the file that keeps those that were removed; None when nothing was."""

    fitting: int
    backup: Path | None = None


def prune_memory(tm: Path, selection: Selection, confirmed: Callable[[int, int], bool]) -> Pruned:
    """Remove the chosen units, after writing them as TMX beside the memory.

    ``confirmed`` is asked with the number of these units and of all. Raises `UsageError` when every unit is chosen.
    """
    if selection == ALL:
        raise UsageError(
            "prune needs to know which units", hint="Give --older-than, --job or --state; see --help."
        )
    with open_memory(tm, create=False) as memory:
        fitting = memory.count(selection)
        if not fitting or not confirmed(fitting, memory.count()):
            return Pruned(fitting=fitting)
        return _pruned(memory, selection)


def _pruned(memory: Memory, selection: Selection) -> Pruned:
    time = workspace.now()
    backup = memory.path.with_name(f"{memory.path.stem}.pruned-{time:%Y%m%d-%H%M%S-%f}.tmx")

    def keep(units: Iterable[TranslationUnit]) -> None:
        with workspace.atomic_writer(backup) as stream:
            write_tmx(units, stream, utc(time))

    before = memory.revision
    try:
        removed = memory.prune(selection, keep)
    except BaseException:  # also Ctrl-C, which may come when the units are gone already
        with suppress(TmError):
            if memory.revision == before:
                backup.unlink(missing_ok=True)
        raise
    return Pruned(fitting=removed, backup=backup)


def time_before(text: str) -> str:
    """Return the time that a date or a number of days means; raise `UsageError` for anything else."""
    try:
        if text.isascii() and text.isdigit():
            return utc(workspace.now() - timedelta(days=int(text)))
        return utc(datetime.strptime(text, "%Y-%m-%d"))
    except (ValueError, OverflowError):
        raise UsageError(
            f"'{text}' is neither a date nor a number of days",
            hint="Write --older-than 2023-05-16 or --older-than 365.",
        ) from None
