"""Jobs that the `glossary` commands look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.commands.jobs import job_folders, load_job
from translator.errors import TranslatorError
from translator.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Jobs by name, the out folders they are in, and the errors of those that cannot be read."""

    documents: tuple[tuple[str, Document], ...]
    folders: tuple[Path, ...]
    errors: tuple[TranslatorError, ...] = ()


def read_jobs(paths: Sequence[Path], out: Path) -> Jobs:
    """Return the jobs of paths, each a job (.xlf or its folder) or a folder of jobs; without paths those of ``out``.

    A damaged job is an error in the result and does not stop the others. Raises `UsageError` for a path that does not
    exist.
    """
    documents: dict[Path, tuple[str, Document]] = {}
    errors: list[TranslatorError] = []
    folders = [folder for path in paths or [out] for folder in job_folders(path)]
    for folder in folders:
        try:
            documents[folder.job.resolve()] = (folder.name, load_job(folder).document)
        except TranslatorError as error:
            errors.append(error)
    return Jobs(
        documents=tuple(documents.values()),
        folders=tuple(dict.fromkeys(folder.out for folder in folders)) or (out,),
        errors=tuple(errors),
    )
