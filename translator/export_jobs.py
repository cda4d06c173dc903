"""Own the copies of a job that are made for other programs: their names, and what stood there before.

A copy is replaced only when it is as we wrote it; one that somebody has worked in is kept as a backup first, and
left alone when the job has nothing newer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from translator import store
from translator.errors import InputError, UsageError
from translator.formats import EXPORTERS, Exporter
from translator.jobs import now
from translator.review_jobs import load_job


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Report an export: ``status`` is ``written``, ``up to date`` or ``edited`` (somebody's work was left alone)."""

    path: Path
    status: str
    backup: Path | None = None


def export_job(
    folder: store.JobFolder, to: str, target: Path | None = None, *, force: bool = False
) -> Exported:
    """Write a copy of a job in the format ``to``, beside the job or to ``target``; with ``force`` in any case.

    Raises `UsageError` for an unknown format or the job's own name as target, `JobError` for a job that cannot be
    read, `OutputError` when the copy cannot be written.
    """
    exporter = EXPORTERS.get(to)
    if exporter is None:
        raise UsageError(f"--to {to}: this format is not known", hint=f"Use one of {', '.join(EXPORTERS)}.")
    path = _path(folder, to, target)
    data = exporter.write(load_job(folder))
    old = _old(path)
    if old == data:
        return Exported(path=path, status="up to date")
    if old is None or exporter.is_as_written(old):
        store.write_atomically(path, data)
        return Exported(path=path, status="written")
    if not force and _content(exporter, old) == _content(exporter, data):
        return Exported(path=path, status="edited")
    backup = store.back_up(path, now())
    store.write_atomically(path, data)
    return Exported(path=path, status="written", backup=backup)


def _path(folder: store.JobFolder, to: str, target: Path | None) -> Path:
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
    return store.read_input(path) if path.exists() else None


def _content(exporter: Exporter, data: bytes) -> str | None:
    """Give the content hash of the job that a copy was made from, or None for what is no copy."""
    try:
        return exporter.content(data) or None
    except InputError:
        return None
