"""Jobs as the commands see them: found by a path, loaded, checked, and written with their documents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from translator import workspace
from translator.errors import JobError, UsageError, os_reason, quoted
from translator.identity import content_hash
from translator.model import Document, Layout
from translator.text.counting import first_of
from translator.workspace import JobFolder, LoadedJob, Saved, now

MEMORY = "translator.tm.sqlite"
"""The project's translation memory, in the out folder; the first review creates it."""


def job_folder(path: Path) -> JobFolder:
    """Return the job that a path means, its .xlf file or its folder; raise `UsageError` if it is neither."""
    folder = path if path.is_dir() else path.parent
    whole = folder.resolve()
    job = JobFolder(out=folder.parent if folder.name else whole.parent, name=whole.name)
    if path.suffix.lower() not in ("", ".xlf") and not path.is_dir():
        raise UsageError(f"{path}: this is not a job", hint="Name a job's .xlf file or its folder.")
    if not job.job.is_file() or (path.is_file() and path.resolve() != job.job.resolve()):
        raise UsageError(
            f"{path}: there is no job here",
            hint="A job stands in a folder of its own name, for example out/NAME/NAME.xlf.",
        )
    return job


def job_folders(path: Path) -> list[JobFolder]:
    """Return the jobs that a path means: one job (its .xlf or its folder), or those in a folder of jobs, by name.

    A folder in it that may not be entered has none. Raises `UsageError` for a path that does not exist, cannot be
    read, or is something else.
    """
    try:
        return _job_folders(path)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({os_reason(error)})",
            hint="Check that you may read it, or name another job or folder of jobs.",
        ) from None


def has_jobs(path: Path) -> bool:
    """Return whether a path is the folder of a job or one of jobs; one that may not be entered has none."""
    try:
        return path.is_dir() and bool(_job_folders(path))
    except OSError:
        return False


def _job_folders(path: Path) -> list[JobFolder]:
    if not path.is_dir() or (path / f"{path.resolve().name}.xlf").is_file():
        if not path.exists():
            raise UsageError(
                f"{path}: there is no such folder",
                hint="Make jobs with 'translator run PAGE.txt -o out/', or name their folder with --out.",
            )
        return [job_folder(path)]
    inside = (JobFolder(out=path, name=entry.name) for entry in sorted(path.iterdir()))
    return [folder for folder in inside if _has_job(folder)]


def _has_job(folder: JobFolder) -> bool:
    try:
        return folder.job.is_file()
    except OSError:
        return False


def load_job(folder: JobFolder) -> LoadedJob:
    """Return a job; raise `JobError` when its file is damaged, `UsageError` when there is none."""
    job = workspace.load(folder)
    if job is None:
        raise UsageError(f"{folder.job}: there is no such job", hint="Run: translator run PAGE.txt -o out/")
    return job


def check_chinese(folder: JobFolder, job: LoadedJob) -> None:
    """Raise `JobError` when another tool changed Chinese in the job's own file.

    Its English is that of the old Chinese, and nobody could tell once the job is written again.
    """
    ids = job.corrected_sources()
    if ids:
        raise JobError(
            f"{folder.job}: the Chinese of {first_of(ids)} was changed in the job's own file",
            hint="Put the Chinese back, or take it as it is: "
            f"translator review apply {quoted(folder.job)} --accept-source",
        )


def save_job(folder: JobFolder, document: Document, old: LoadedJob | None) -> Saved:
    """Write a job with its documents, in the layout that its metadata names; see `workspace.save`."""
    whole = finished(document)
    return workspace.save(folder, whole, word_files(whole), now=now, old=old)


def finished(document: Document) -> Document:
    """Return a document with the hash of its content, as it is written."""
    return replace(document, meta=replace(document.meta, content=content_hash(document)))


TABLE = "review.docx"
"""The suffix of a job's own review table."""

DOCUMENTS = (TABLE, "bilingual.docx", "en.docx")
"""The documents of a job, by suffix."""


def word_files(document: Document) -> dict[str, bytes]:
    """Return the documents of a finished job by their suffixes."""
    from translator.publish.formats import FORMATS
    from translator.review.table import review_docx

    layout = Layout(document.meta.layout or Layout.INTERLEAVED)
    return {TABLE: review_docx(document), **FORMATS["docx"](document, layout)}


def memory_path(out: Path, named: str = "") -> Path:
    """Return the translation memory of an out folder: as its jobs name it, else `MEMORY` in it."""
    return out / (named or MEMORY)


def remember(folder: JobFolder, document: Document, only: Collection[str]) -> Document:
    """Store reviewed segments of a job, by id, in the project's translation memory, created when missing.

    Return the document. If it was up to date with the memory before, its recorded revision becomes the new one.
    """
    from translator.tm import open_memory

    path = memory_path(folder.out, document.meta.memory_file)
    known = path.exists()
    with open_memory(path) as memory:
        before = memory.revision if known else ""
        memory.store(document, folder.name, now(), only=only)
        if document.meta.memory != before:
            return document
        return replace(document, meta=replace(document.meta, memory=memory.revision))
