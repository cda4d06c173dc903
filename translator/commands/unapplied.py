"""Tables in a job's folder that a reviewer has worked in and that were not applied: a run would make them outdated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from translator import workspace
from translator.errors import TranslatorError
from translator.identity import file_hash

_TABLE = "review.docx"
_BACKUP = ".backup-"
"""Stands in the names of copies; who was told of one has decided not to apply it."""


def unapplied(folder: workspace.JobFolder, job: workspace.LoadedJob) -> tuple[Path, ...]:
    """Return the Word files in a job's folder that would change the job if they were applied, in order of name."""
    return tuple(path for path in _candidates(folder) if _has_news(path, job))


def what_to_apply(table: Path) -> tuple[str, str]:
    """Return what is to be said of a table that was not applied, and the command that applies it."""
    named = f'"{table}"' if " " in str(table) else table
    return f"{table}: was edited and is not applied yet", f"translator review apply {named}"


def _candidates(folder: workspace.JobFolder) -> Iterator[Path]:
    publications = {folder.file(suffix).name for suffix in ("bilingual.docx", "en.docx")}
    for path in sorted(folder.path.glob("*.docx")):
        if (
            path.name not in publications
            and not path.name.startswith(("~$", "."))
            and _BACKUP not in path.name
        ):
            yield path


def _has_news(path: Path, job: workspace.LoadedJob) -> bool:
    from translator.review.apply import apply_returned
    from translator.review.read_docx import read_review_table
    from translator.review.results import Options

    try:
        data = workspace.read_input(path)
        if file_hash(data) == job.meta.documents.get(_TABLE):
            return False
        returned = read_review_table(data, str(path), _is_a_person)
        return apply_returned(job.document, returned, Options()).document is not job.document
    except TranslatorError:
        return False  # no review table, or that of another job


def _is_a_person(author: str) -> bool:
    from translator.commands.style import AUTHOR

    return author != AUTHOR
