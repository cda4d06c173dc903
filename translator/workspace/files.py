"""Reading and atomic writing of single files."""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from translator.errors import OutputError, os_reason, unreadable


def read_input(path: Path) -> bytes:
    """Return the bytes of an input file; raise `InputError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None


def content_if_there(path: Path) -> bytes | None:
    """Return the bytes of a file to be replaced, None if it does not exist; raise `OutputError` if it is unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritable(path, error) from None


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; see `atomic_writer`."""
    with atomic_writer(path) as stream:
        stream.write(data)


@contextmanager
def atomic_writer(path: Path) -> Iterator[BinaryIO]:
    """Open a stream whose bytes become the file when the block ends without an error.

    At any moment the old or the new file is there, never a part. Missing folders are made; a link stays a link, and
    the file it leads to is written. Raises `OutputError` when the file cannot be written, or is a device or a pipe;
    the old file is then untouched and nothing else is left behind, also after Ctrl-C.
    """
    check_is_file(path)
    path = Path(os.path.realpath(path)) if path.is_symlink() else path
    # In the same folder, because a rename is atomic only inside one file system; short, because the name
    # of the file itself may already be as long as the system allows.
    temporary = path.with_name(f".{secrets.token_hex(_TOKEN)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as stream:
                yield stream
                stream.flush()
                _sync(stream.fileno())
            _keep_rights(path, temporary)
            _rename(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from None


def _rename(source: Path, target: Path) -> None:
    """Rename a file over another one; raise `OSError` when that fails.

    On Windows a virus scanner, an indexer or a reader may hold a file for a moment: the rename is tried again for
    `_HELD_SECONDS`.
    """
    for pause in _HELD_SECONDS if sys.platform == "win32" else ():
        with suppress(PermissionError):
            source.replace(target)
            return
        time.sleep(pause)
    source.replace(target)


_HELD_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""The pauses between the tries."""


def _keep_rights(old: Path, new: Path) -> None:
    """Give a file the rights of the one that it is to replace, where the drive has such rights.

    A new file has those of the user's umask. On Windows a read-only file would be refused by the rename, and its
    temporary could not be removed.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            new.chmod(old.stat().st_mode & 0o777)


def _sync(descriptor: int) -> None:
    """Make what was written survive a power cut, where the drive can do that."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise


_TOKEN = 6
_TEMPORARY = re.compile(rf"\.[0-9a-f]{{{2 * _TOKEN}}}\.tmp")


def sweep(folder: Path) -> None:
    """Remove what kills have left of `atomic_writer` in a folder in which nobody else writes now."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _TEMPORARY.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder and its parents, if missing; raise `OutputError` when this fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None


def check_is_file(path: Path) -> None:
    """Raise `OutputError` for a device or a pipe, which a rename would replace."""
    try:
        other = path.exists() and not path.is_file() and not path.is_dir()
    except OSError as error:
        raise unwritable(path, error) from None
    if other:
        raise OutputError(f"{path}: is not an ordinary file", hint="Choose the name of a file.")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the file system can do that."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the error for a file that the operating system does not let us write."""
    hints = {
        errno.ENOSPC: "Free some disk space and run the same command again.",
        errno.EDQUOT: "Free some of your disk quota and run the same command again.",
        errno.ENAMETOOLONG: "Give the input file a shorter name, or choose a folder nearer to the top with --out.",
        errno.EISDIR: "A folder has the name of this file; move or rename it.",
        errno.ENOTDIR: "A file has the name of a folder that is needed; move it or choose another with --out.",
        errno.EEXIST: "A file has the name of a folder that is needed; move it or choose another with --out.",
    }
    other = (
        "Close the file if it is open in Word, check that you may write there, or choose a folder with --out."
    )
    hint = hints.get(error.errno or 0, other)
    return OutputError(f"{path}: cannot be written ({os_reason(error)})", hint=hint)


def is_open_elsewhere(path: Path) -> bool:
    """Return whether Office, WPS or LibreOffice has a file open, by the file that they put beside it meanwhile."""
    # Word and Excel leave out the first two characters of a long name, and one of a name of middle length.
    owners = (f"~${path.name[cut:]}" for cut in range(3))
    marks = (*owners, f".~{path.name}", f".~lock.{path.name}#")
    return any(path.with_name(mark).exists() for mark in marks)
