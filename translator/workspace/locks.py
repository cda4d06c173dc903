"""Locks of jobs and of single files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from translator.errors import BusyError, OutputError
from translator.workspace.files import unwritable
from translator.workspace.jobs import JobFolder


@contextmanager
def lock(folder: JobFolder) -> Iterator[None]:
    """Lock a job for this process; raise `BusyError` when another run has it, `OutputError` if it cannot be locked.

    The operating system drops the lock when the process ends, however it ends, so no lock is ever stale.
    """
    path = folder.out / f".{folder.name}.lock"  # not in the job's folder, which may never come to be
    with _locked(path, 0) as busy:
        if busy:
            raise BusyError(
                f"{folder.path}: another run is working on this job{_holder(path)}",
                hint="Wait until it has finished, or stop it, and run the same command again.",
            )
        yield


FILE_WAIT = 5.0
"""Seconds to wait for another process that writes the same file."""


@contextmanager
def lock_file(file: Path) -> Iterator[None]:
    """Lock one file for this process, as `lock` does a job; another process that is writing it is awaited.

    Raises `OutputError` when it does not finish in `FILE_WAIT` seconds, or the file cannot be locked.
    """
    target = Path(os.path.realpath(file))
    path = target.with_name(f".{target.name}.lock")
    with _locked(path, FILE_WAIT) as busy:
        if busy:
            raise OutputError(
                f"{file}: another process is writing this file{_holder(path)}",
                hint="Wait until it has finished, and run the same command again.",
            )
        yield


_FOR_ALL = 0o666
"""The rights of a lock file: in a shared folder another user may take the lock that a killed run has left."""

_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


@contextmanager
def _locked(path: Path, wait: float) -> Iterator[bool]:
    """Hold a lock file; yield whether another process still has it after ``wait`` seconds."""
    from filelock import FileLock, Timeout

    held = FileLock(path, timeout=wait, mode=_FOR_ALL, on_acquired=_write_process_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout:
        yield True
        return
    except OSError as error:
        # Some network drives have no locks; a lone user must still be able to work there.
        if error.errno not in _NO_LOCKS:
            raise unwritable(path, error) from None
    try:
        yield False
    finally:
        with suppress(OSError):  # Windows removes no open file; filelock removes it there after the release
            path.unlink()
        held.release()


_FIRST_BYTE = b"\n"
"""Windows locks the first byte of the file, so the process id stands behind it, where other runs can read it."""


def _write_process_id(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.write(descriptor, _FIRST_BYTE + str(os.getpid()).encode())


def _holder(path: Path) -> str:
    with suppress(OSError, ValueError), path.open("rb", buffering=0) as file:
        file.seek(len(_FIRST_BYTE))
        return f" (process {int(file.read(20))})"
    return ""
