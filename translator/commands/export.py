"""The command ``export``: copies of a job for other programs.

A copy is replaced only when it is as we wrote it; one that somebody has worked in is kept as a backup first, and
left alone when the job has nothing newer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translator import workspace
from translator.commands.jobs import load_job
from translator.errors import InputError, UsageError
from translator.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Outcome of an export: ``status`` is ``written``, ``up to date`` or ``edited``: somebody's work was left."""

    path: Path
    status: str
    backup: Path | None = None


def export_job(
    folder: workspace.JobFolder, to: str, target: Path | None = None, *, force: bool = False
) -> Exported:
    """Write a copy of a job in the format ``to``, beside the job or to ``target``; with ``force`` in any case.

    Raises `UsageError` for an unknown format or the job's own name as target, `JobError` for a job that cannot be
    read, `OutputError` when the copy cannot be written.
    """
    exporter = EXPORTERS.get(to)
    if exporter is None:
        raise UsageError(f"--to {to}: this format is not known", hint=f"Use one of {', '.join(EXPORTERS)}.")
    path = _path(folder, to, target)
    data = exporter.write(load_job(folder).document)
    old = _old(path)
    if old == data:
        return Exported(path=path, status="up to date")
    if old is None or exporter.is_as_written(old):
        workspace.write_atomically(path, data)
        return Exported(path=path, status="written")
    if not force and _content(exporter, old) == _content(exporter, data):
        return Exported(path=path, status="edited")
    backup = workspace.back_up(path, workspace.now())
    workspace.write_atomically(path, data)
    return Exported(path=path, status="written", backup=backup)


def _path(folder: workspace.JobFolder, to: str, target: Path | None) -> Path:
    path = target or folder.path
    if path.is_dir():
        path = path / f"{folder.name}.{to}.xlf"
    if path.resolve() == folder.job.resolve():
        raise UsageError(
            f"{path}: this is the job itself",
            hint="Leave --output out to write beside the job, or give another name.",
        )
    return path


def _old(path: Path) -> bytes | None:
    return workspace.read_input(path) if path.exists() else None


def _content(exporter: Exporter, data: bytes) -> str | None:
    """Return the content hash of the job that a copy was made from, or None for what is no copy."""
    try:
        return exporter.content(data) or None
    except InputError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Writer of copies of a job for another program, which also recognizes them.

    ``is_as_written`` returns whether bytes are an unchanged copy, and ``content`` which job a copy was made from: the
    job's content hash, empty where the copy has lost it. It raises `InputError` for what is no copy.
    """

    write: Callable[[Document], bytes]
    is_as_written: Callable[[bytes], bool]
    content: Callable[[bytes], str]


def _write_xliff12(document: Document) -> bytes:
    from translator.xliff.version12 import write_xliff12

    return write_xliff12(document)


def _is_xliff12(data: bytes) -> bool:
    from translator.xliff.version12 import is_as_written

    return is_as_written(data)


def _write_xliff21(document: Document) -> bytes:
    from translator.xliff.write import write_xliff

    return write_xliff(document)


def _is_xliff21(data: bytes) -> bool:
    """Return whether a job is as it was written: every change to its texts or states breaks a fingerprint."""
    from translator.errors import JobError
    from translator.xliff.read import read_xliff
    from translator.xliff.write import write_xliff

    try:
        return write_xliff(read_xliff(data, "copy")) == data
    except JobError:
        return False


def _job_content(data: bytes) -> str:
    from translator.review.read_xliff import read_returned

    return read_returned(data, "copy").content


EXPORTERS: dict[str, Exporter] = {
    "xliff-1.2": Exporter(write=_write_xliff12, is_as_written=_is_xliff12, content=_job_content),
    "xliff-2.1": Exporter(write=_write_xliff21, is_as_written=_is_xliff21, content=_job_content),
}
"""The formats of copies for other programs, by the name that the command line uses."""
