"""Copies of files before they are replaced, beside the file and named by the time."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from translator.workspace.files import content_if_there, unwritable, write_atomically

Clock = Callable[[], datetime]

BACKUP_MARK = r"\.backup-\d{8}-\d{6}(?:-\d+)?"
"""What stands before the extension of a backup, as a regular expression."""

_BACKUP = re.compile(rf".+{BACKUP_MARK}(?:\.[^.]*)?", re.DOTALL)


def now() -> datetime:
    """Return the time, with the zone of this machine."""
    return datetime.now(UTC).astimezone()


def is_backup(name: str) -> bool:
    """Return whether a file's name is one that `back_up` gives."""
    return _BACKUP.fullmatch(name) is not None


def back_up(path: Path, time: datetime) -> Path:
    """Copy a file beside itself as ``name.backup-YYYYMMDD-HHMMSS.ext`` and return the copy's path.

    Raises `OutputError` when that cannot be done. No earlier copy is ever replaced.
    """
    data = content_if_there(path)
    if data is None:
        raise unwritable(path, FileNotFoundError(errno.ENOENT, "there is no file to copy"))
    return keep_beside(path, data, time)


def keep_beside(path: Path, data: bytes, time: datetime) -> Path:
    """Write what a file held as its backup and return the backup's path; raise `OutputError` when that fails."""
    stamp = f"{time:%Y%m%d-%H%M%S}"
    names = (f"{path.stem}.backup-{stamp}{f'-{n}' if n > 1 else ''}{path.suffix}" for n in count(1))
    backup = next(free for name in names if not (free := path.with_name(name)).exists())
    write_atomically(backup, data)
    return backup


def replace_file(path: Path, data: bytes) -> Path | None:
    """Write a file after a copy of what stands there; return the copy, None for a new file.

    Raises `OutputError` when either cannot be written; the file is then as it was, and the copy is removed.
    """
    old = content_if_there(path)
    if old is not None:
        return write_over(path, data, old, now())
    write_atomically(path, data)
    return None


def write_over(path: Path, data: bytes, old: bytes, time: datetime) -> Path:
    """Write a file after a copy of ``old``, which it holds; return the copy.

    Raises `OutputError` when either cannot be written; the file is then as it was, and the copy is removed.
    """
    backup = keep_beside(path, old, time)
    try:
        write_atomically(path, data)
    except BaseException:
        # Ctrl-C may come just after the new file took its place: then the copy is all there is.
        if content_if_there(path) == old:
            backup.unlink(missing_ok=True)
        raise
    return backup
