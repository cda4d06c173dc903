"""Own a review between the files: the returned table, the job it belongs to, and the documents made anew.

Nothing here prints, and nothing decides about a text: `translator.review` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translator import store
from translator.errors import InputError, UsageError
from translator.formats.review_read import Sheet, read_sheet
from translator.formats.review_text import Choice, everybody, nobody, only
from translator.jobs import MEMORY, now, save_job
from translator.model import Document
from translator.review import Options, Review, apply_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Report a review of a job; ``saved`` is None when nothing was written because nothing changed."""

    folder: store.JobFolder
    review: Review
    saved: store.Saved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Name a file that came back, and where its job is looked for when ``job`` does not say it."""

    file: Path
    out: Path
    job: Path | None = None
    choice: Choice = everybody


def choice_of(changes: str) -> Choice:
    """Read ``accept``, ``reject`` or ``author=NAME``; raise `UsageError` for anything else."""
    name = changes.removeprefix("author=").strip()
    if changes == "accept":
        return everybody
    if changes == "reject":
        return nobody
    if changes.startswith("author=") and name:
        return only(name)
    raise UsageError(
        f"--changes {changes}: this is not known",
        hint="Use accept, reject, or author=NAME with the name that Word shows beside the changes.",
    )


def apply_file(returned: Returned, options: Options) -> Applied:
    """Apply a returned table to its job and make the job's documents anew; see `apply_sheet`.

    Raises `InputError` for a file that is no table of this job, `JobError` for a job that cannot be read,
    `OutputError` when something cannot be written.
    """
    sheet = _sheet(returned)
    folder = _folder(returned, sheet)
    with store.lock(folder):
        document = load_job(folder)
        review = apply_sheet(document, sheet, options)
        saved = None if review.document is document else save_reviewed(folder, document, review.document)
    return Applied(folder=folder, review=review, saved=saved)


def preview_file(returned: Returned, options: Options) -> Applied:
    """Say what `apply_file` would do, and do nothing."""
    sheet = _sheet(returned)
    folder = _folder(returned, sheet)
    return Applied(folder=folder, review=apply_sheet(load_job(folder), sheet, options))


def change_job(folder: store.JobFolder, change: Callable[[Document], Document]) -> store.Saved:
    """Change a job under its lock and make its documents anew."""
    with store.lock(folder):
        document = load_job(folder)
        return save_reviewed(folder, document, change(document))


def _sheet(returned: Returned) -> Sheet:
    return read_sheet(store.read_input(returned.file), str(returned.file), returned.choice)


# --- finding the job -------------------------------------------------------------------------------------------


def _folder(returned: Returned, sheet: Sheet) -> store.JobFolder:
    if returned.job is not None:
        return job_folder(returned.job)
    for path in _places(returned, sheet):
        if path.is_file():
            return job_folder(path)
    name = sheet.job_id.rpartition("-")[0]
    raise InputError(
        f"{returned.file}: its job {name + '.xlf ' if name else ''}was not found",
        hint="Name the job with --job, for example --job out/NAME/NAME.xlf.",
    )


def _places(returned: Returned, sheet: Sheet) -> Iterator[Path]:
    """Yield where the job may be: beside the file, then in the out folder, by the job's id or the file's name."""
    beside, out = returned.file.parent, returned.out
    names = dict.fromkeys((sheet.job_id.rpartition("-")[0], returned.file.name.partition(".review")[0]))
    for name in names:
        if name and "/" not in name and "\\" not in name:
            yield beside / f"{name}.xlf"
            yield beside / name / f"{name}.xlf"
            yield out / name / f"{name}.xlf"


def job_folder(path: Path) -> store.JobFolder:
    """Give the job that a path means: its .xlf file or its folder; raise `UsageError` if it is neither."""
    folder = path if path.is_dir() else path.parent
    whole = folder.resolve()
    job = store.JobFolder(out=folder.parent if folder.name else whole.parent, name=whole.name)
    if path.suffix.lower() not in ("", ".xlf") and not path.is_dir():
        raise UsageError(f"{path}: this is not a job", hint="Name a job's .xlf file or its folder.")
    if not job.job.is_file() or (path.is_file() and path.resolve() != job.job.resolve()):
        raise UsageError(
            f"{path}: there is no job here",
            hint="A job stands in a folder of its own name, for example out/NAME/NAME.xlf.",
        )
    return job


def load_job(folder: store.JobFolder) -> Document:
    """Read a job; raise `JobError` when its file is damaged, `UsageError` when there is none."""
    document = store.load(folder)
    if document is None:
        raise UsageError(f"{folder.job}: there is no such job", hint="Run: translator run PAGE.txt -o out/")
    return document


def save_reviewed(folder: store.JobFolder, before: Document, after: Document) -> store.Saved:
    """Write a job that a person changed, with its documents, and keep what is new in it in the translation memory.

    Only changed segments go there: another job may have newer wording for the others.
    """
    from translator.memory import open_memory

    saved = save_job(folder, after)
    old = {segment.id: segment for segment in before.segments()}
    changed = {segment.id for segment in after.segments() if old.get(segment.id) != segment}
    with open_memory(folder.out / MEMORY) as memory:
        memory.store(saved.document, folder.name, now(), only=changed)
    return saved
