"""Copies of a job for other programs.

A copy is replaced only when it is as we wrote it; one that somebody has worked in is kept as a backup first, and is
left alone when the job has nothing newer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translator import workspace
from translator.commands.jobs import load_job
from translator.commands.review import is_xliff
from translator.errors import InputError, JobError, UsageError
from translator.model import Document
from translator.review.read_xliff import read_returned
from translator.xliff.read import read_xliff
from translator.xliff.version12 import is_as_written as is_as_written12
from translator.xliff.version12 import write_xliff12
from translator.xliff.write import write_xliff


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The result of an export: ``status`` is ``written``, ``up to date`` or ``edited`` (an edited copy was left)."""

    path: Path
    status: str
    backup: Path | None = None


def export_job(
    folder: workspace.JobFolder, to: str, target: Path | None = None, *, force: bool = False
) -> Exported:
    """Write a copy of a job in the format ``to``, beside the job or to ``target``; with ``force`` in any case.

    A target that does not exist is made a folder unless its name is that of an XLIFF or XML file.
    Raises `UsageError` for an unknown format or a target that is a job, `JobError` for a job that cannot be
    read, `OutputError` when the copy cannot be written.
    """
    exporter = EXPORTERS.get(to)
    if exporter is None:
        raise UsageError(f"--to {to}: this format is not known", hint=f"Use one of {', '.join(EXPORTERS)}.")
    path = _path(folder, to, target)
    data = exporter.write(load_job(folder).document)
    old = workspace.read_input(path) if path.exists() else None
    if old == data:
        return Exported(path=path, status="up to date")
    edited = old is not None and not exporter.is_as_written(old)
    if old is not None and edited and not force and _content(old) == _content(data):
        return Exported(path=path, status="edited")
    backup = None
    if old is not None and edited:
        backup = workspace.write_over(path, data, old, workspace.now())
    else:
        workspace.write_atomically(path, data)
    return Exported(path=path, status="written", backup=backup)


def _path(folder: workspace.JobFolder, to: str, target: Path | None) -> Path:
    path = target or folder.path
    if path.is_dir() or not (path.exists() or _is_file_name(path)):
        path = path / f"{folder.name}.{to}.xlf"
    if path.resolve() == folder.job.resolve():
        raise UsageError(
            f"{path}: this is the job itself",
            hint="Leave --output out to write beside the job, or give another name.",
        )
    if workspace.is_job_file(path) and path.exists():
        raise UsageError(
            f"{path}: is a job, which a copy may not replace",
            hint="Leave --output out to write beside the job, or give another name.",
        )
    return path


def _is_file_name(path: Path) -> bool:
    """Return whether a path that does not exist is to become a file, by its suffix, and not a folder."""
    return is_xliff(path) or path.suffix.lower() == ".xml"


def _content(data: bytes) -> str | None:
    """Return the content hash of the job that a copy was made from; None for a file that is not a copy."""
    try:
        return read_returned(data, "copy").content or None
    except InputError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format for other programs; ``is_as_written`` returns whether bytes are an unchanged copy."""

    write: Callable[[Document], bytes]
    is_as_written: Callable[[bytes], bool]


def _is_as_written21(data: bytes) -> bool:
    """Return whether a job is as it was written: every change to its texts or states breaks a fingerprint."""
    try:
        return write_xliff(read_xliff(data, "copy")) == data
    except JobError:
        return False


EXPORTERS: dict[str, Exporter] = {
    "xliff-1.2": Exporter(write=write_xliff12, is_as_written=is_as_written12),
    "xliff-2.1": Exporter(write=write_xliff, is_as_written=_is_as_written21),
}
"""The formats by the name that the command line uses."""
