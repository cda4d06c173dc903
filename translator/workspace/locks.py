"""Own that two runs never work on one job at the same time."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from translator.errors import JobError
from translator.workspace.files import unwritable
from translator.workspace.jobs import JobFolder


@contextmanager
def lock(folder: JobFolder) -> Iterator[None]:
    """Hold a job for this process; raise `JobError` when another run holds it, `OutputError` if it cannot.

    The operating system drops the lock when the process ends, however it ends, so no lock is ever stale.
    """
    path = folder.out / f".{folder.name}.lock"  # not in the job's folder, which may never come to be
    try:
        folder.out.mkdir(parents=True, exist_ok=True)
        file = _locked(path)
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        yield
    finally:
        _unlock(path, file)


def _locked(path: Path) -> IO[bytes]:
    while True:
        file = path.open("a+b")
        try:
            _take_lock(file, path)
            if _still_there(path, file):
                file.truncate(0)
                file.write(str(os.getpid()).encode())
                file.flush()
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _still_there(path: Path, file: IO[bytes]) -> bool:
    """Tell whether the run that held the lock before has not removed the file we have now locked."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _take_lock(file: IO[bytes], path: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)  # far behind the process id, which others must be able to read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
            return  # some network drives have no locks; a lone user must still be able to work there
        file.seek(0)
        holder = file.read(20).decode("ascii", "replace").strip()
        raise JobError(
            f"{path.parent / path.name[1:-5]}: another run is working on this job"
            + (f" (process {holder})" if holder else ""),
            hint="Wait until it has finished, or stop it, and run the same command again.",
        ) from None


def _unlock(path: Path, file: IO[bytes]) -> None:
    with suppress(OSError):  # Windows removes no open file
        path.unlink()
    file.close()
    if sys.platform == "win32":
        with suppress(OSError):  # the next run has it already
            path.unlink()
