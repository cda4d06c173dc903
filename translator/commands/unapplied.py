"""Tables in a job's folder that a reviewer has worked in and that were not applied: a run would make them outdated."""

from __future__ import annotations

from pathlib import Path

from translator import workspace
from translator.commands.jobs import DOCUMENTS, TABLE
from translator.commands.pasted import share_of
from translator.errors import TranslatorError, quoted


def unapplied(folder: workspace.JobFolder, job: workspace.LoadedJob) -> tuple[Path, ...]:
    """Return the Word files in a job's folder that would change the job if they were applied, in order of name."""
    return tuple(path for path in returned_files(folder) if _has_changes(path, folder, job))


def what_to_apply(table: Path) -> tuple[str, str]:
    """Return what is to be said of a table that was not applied, and the command that applies it."""
    return f"{table}: was edited and is not applied yet", f"translator review apply {quoted(table)}"


def returned_files(folder: workspace.JobFolder) -> list[Path]:
    """Return the Word files in a job's folder that may hold work of a reviewer, in order of name."""
    own, *publications = map(folder.file, DOCUMENTS)

    def may_be_returned(path: Path) -> bool:
        if path.name.startswith(("~$", ".")) or path in publications:
            return False
        return not workspace.is_backup(path.name)  # the user was told of it when it was made

    return [path for path in sorted(folder.path.glob("*.docx")) if path == own or may_be_returned(path)]


def changed_by(path: Path, folder: workspace.JobFolder, job: workspace.LoadedJob) -> set[str]:
    """Return the ids of the segments that a Word file would change in a job if it were applied.

    A table as this program wrote it changes none. Raises `InputError` for a file that cannot be read, or is no table of
    this job.
    """
    from translator.review.apply import apply_returned
    from translator.review.read_docx import read_review_table
    from translator.review.results import Options

    data = workspace.read_input(path)
    if workspace.is_as_written(folder, job, TABLE, data):
        return set()
    share = share_of(read_review_table(data, str(path), _is_a_person), folder, job.document)
    after = apply_returned(job.document, share.file, Options()).document
    before = {segment.id: segment for segment in job.document.segments()}
    return {segment.id for segment in after.segments() if before.get(segment.id) != segment}


def _has_changes(path: Path, folder: workspace.JobFolder, job: workspace.LoadedJob) -> bool:
    try:
        return bool(changed_by(path, folder, job))
    except TranslatorError:
        return False  # no review table, or that of another job


def _is_a_person(author: str) -> bool:
    from translator.commands.style import AUTHOR

    return author != AUTHOR
