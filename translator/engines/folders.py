"""Folders of installed models: a new one comes into its place whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translator.errors import OutputError, os_reason


@contextmanager
def staging(place: Path, elsewhere: str) -> Iterator[Path]:
    """Yield a temporary folder for preparing a model to be moved to ``place``; removed on exit.

    An `OSError` inside becomes an `OutputError`, whose hint ends with ``elsewhere``: how to use another folder.
    """
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".translator-", dir=_beside(place), ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)
    except OSError as error:
        raise OutputError(
            f"{place}: the model cannot be installed there ({os_reason(error)})",
            hint=f"Check that you may write there, or {elsewhere}.",
        ) from None


def _beside(place: Path) -> Path:
    """Return where to prepare: beside the folder if possible, because Argos fails on a half package inside of it."""
    parent = place.parent
    if os.access(parent, os.W_OK) and parent.stat().st_dev == place.stat().st_dev:
        return parent
    return place


def check_room(needed: int, place: Path, elsewhere: str) -> None:
    """Raise `OutputError` when the disk of ``place`` has no room for that many bytes."""
    free = shutil.disk_usage(place).free
    if needed > free:
        raise OutputError(
            f"{place}: the model needs {needed // 1_000_000} MB and {free // 1_000_000} MB are free",
            hint=f"Make room on this disk, or {elsewhere}.",
        )


def put(fresh: Path, place: Path, aside: Path) -> None:
    """Move the folder ``fresh`` to ``place``, and what is there aside; move that back on failure."""
    if place.exists():
        place.rename(aside)
    try:
        fresh.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise


def remove(path: Path) -> None:
    """Remove the folder of a model.

    The folder is renamed first, so that an interrupted removal leaves no half model. Raises `OutputError` when it
    cannot be removed.
    """
    try:
        with tempfile.TemporaryDirectory(
            prefix=".translator-", dir=_beside(path.parent), ignore_cleanup_errors=True
        ) as folder:
            path.rename(Path(folder) / "removed")
    except OSError as error:
        raise OutputError(
            f"{path}: the model cannot be removed ({os_reason(error)})",
            hint="Check that you may write to that folder.",
        ) from None


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; 0 for what cannot be read."""
    try:
        files = (path, *path.rglob("*"))
        return sum(file.stat().st_size for file in files if file.is_file())
    except OSError:
        return 0
