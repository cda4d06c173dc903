"""The commands ``review``: the returned file, the job it belongs to, and the documents made anew.

Nothing here prints, and nothing decides about a text: `translator.review.apply` does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from translator import pipeline, workspace
from translator.commands.jobs import check_chinese, job_folder, load_job, remember, save_job
from translator.commands.pasted import job_by_rows, share_of
from translator.errors import InputError, UsageError
from translator.model import Document, Segment
from translator.ooxml.revisions import Choice, everybody, nobody, only
from translator.qa import AS_USUAL, chosen, run_checks
from translator.review.apply import apply_in_place, apply_returned
from translator.review.results import Options, Review
from translator.review.returned import ReturnedFile

_HOUSE_STYLE = "house-style"
"""The check that needs a house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Outcome of a review of a job; ``saved`` is None when nothing was written because nothing changed.

    ``others`` are the jobs, by their .xlf files, that the file has rows of as well.
    """

    folder: workspace.JobFolder
    review: Review
    saved: workspace.Saved | None = None
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A file that came back, and where its job is looked for when ``job`` does not say it."""

    file: Path
    out: Path
    job: Path | None = None
    choice: Choice = everybody


def choice_of(changes: str) -> Choice:
    """Return whose changes ``accept``, ``reject`` or ``author=NAME`` chooses; raise `UsageError` for anything else."""
    known = {"accept": everybody, "reject": nobody}
    name = changes.removeprefix("author=").strip()
    if changes in known:
        return known[changes]
    if changes.startswith("author=") and name:
        return only(name)
    raise UsageError(
        f"--changes {changes}: this is not known",
        hint="Use accept, reject, or author=NAME with the name that Word shows beside the changes.",
    )


def apply_file(returned: Returned, options: Options) -> Applied:
    """Apply a returned file to its job and make the job's documents anew; see `apply_returned`.

    Raises `InputError` for a file that is not of this job, `JobError` for a job that cannot be read or whose own
    Chinese another tool changed, `OutputError` when something cannot be written.
    """
    opened = _opened(returned)
    folder = _folder(returned, opened)
    with workspace.lock(folder):
        job = load_job(folder)
        if not _is_the_job(folder, returned):
            check_chinese(folder, job)
        review, others = _reviewed(folder, returned, job.document, opened, options)
        stale = _is_stale(job, folder, returned, review)
        kept = options.strict and bool(review.conflicts)
        new = (review.document != job.document or stale) and not kept
        saved = _save(folder, job, _checked(job, review.document, options.checks)) if new else None
    return Applied(folder=folder, review=review, saved=saved, others=others)


def apply_everywhere(returned: Returned, options: Options) -> Iterator[Applied]:
    """Apply a returned file to its job and, where none was named, to every other job that it has rows of."""
    done = apply_file(returned, options)
    yield done
    for job in done.others if returned.job is None else ():
        yield apply_file(replace(returned, job=job), options)


def preview_file(returned: Returned, options: Options) -> Applied:
    """Return what `apply_file` would do, and write nothing."""
    opened = _opened(returned)
    folder = _folder(returned, opened)
    document = load_job(folder).document
    review, others = _reviewed(folder, returned, document, opened, options)
    return Applied(folder=folder, review=review, others=others)


def change_job(
    folder: workspace.JobFolder,
    change: Callable[[Document], Document],
    checks: Mapping[str, str] = AS_USUAL,
) -> workspace.Saved:
    """Change a job under its lock and make its documents anew."""
    with workspace.lock(folder):
        job = load_job(folder)
        check_chinese(folder, job)
        return _save(folder, job, _checked(job, change(job.document), checks))


def is_returned(path: Path, job: Path | None) -> bool:
    """Return whether a path means a file that came back, and not a job or its folder."""
    if path.suffix.lower() == ".docx":
        return True
    if not is_xliff(path) or path.is_dir():
        return False
    return job is not None or not workspace.is_job_file(path)


def is_of_a_job(path: Path, data: bytes) -> bool:
    """Return whether a file in another place than its job's is a document of one, whatever its name is.

    A Word file is one that says so, or that holds a review table; every XLIFF file is one. A damaged Word file is none:
    reading it as a page says what is wrong.
    """
    if is_xliff(path):
        return True
    if path.suffix.lower() != ".docx":
        return False
    from translator.review.read_docx import is_review_table

    with suppress(InputError):
        return is_review_table(data, str(path))
    return False


def is_xliff(path: Path) -> bool:
    """Return whether a file is XLIFF by its name, as any CAT tool names it."""
    return path.suffix.lower().endswith(("xlf", "xliff"))  # also .mqxliff, .mxliff, .sdlxliff


def _opened(returned: Returned) -> ReturnedFile:
    data = workspace.read_input(returned.file)
    if not is_xliff(returned.file):
        from translator.review.read_docx import read_review_table

        opened = read_review_table(data, str(returned.file), returned.choice)
        _check_author(opened, returned)
        return opened
    if returned.choice is not everybody:
        raise UsageError(
            f"{returned.file}: --changes is for the tracked changes of Word files",
            hint="Leave it out: the texts of an XLIFF file are taken as they are.",
        )
    from translator.review.read_xliff import read_returned

    return read_returned(data, str(returned.file))


def _check_author(opened: ReturnedFile, returned: Returned) -> None:
    # A name written wrong would reject all changes silently.
    if returned.choice in (everybody, nobody) or any(map(returned.choice, opened.authors)):
        return
    names = ", ".join(f'"{name}"' for name in opened.authors)
    raise InputError(
        f"{returned.file}: has no tracked changes of that author",
        hint=f"Its changes are by {names}." if names else "It has none at all: leave --changes out.",
    )


def _reviewed(
    folder: workspace.JobFolder,
    returned: Returned,
    document: Document,
    opened: ReturnedFile,
    options: Options,
) -> tuple[Review, tuple[Path, ...]]:
    """Return what a file does to a job, and the other jobs that it has rows of."""
    if _is_the_job(folder, returned):
        return apply_in_place(document, opened, options), ()
    if is_xliff(returned.file):
        return apply_returned(document, opened, options), ()
    share = share_of(opened, folder, document)
    review = apply_returned(document, share.file, options)
    return replace(review, warnings=(*share.warnings, *review.warnings)), tuple(share.others)


def _is_the_job(folder: workspace.JobFolder, returned: Returned) -> bool:
    return returned.file.resolve() == folder.job.resolve()


def _is_stale(
    job: workspace.LoadedJob, folder: workspace.JobFolder, returned: Returned, review: Review
) -> bool:
    """Return whether the job's documents do not show what it holds.

    Either they could not all be written the last time, or the job's own file was edited.
    """
    edited = _is_the_job(folder, returned) and not job.as_written
    return bool(job.meta.incomplete) or folder.half_saved or (edited and not review.conflicts)


# --- finding the job -------------------------------------------------------------------------------------------


def _folder(returned: Returned, opened: ReturnedFile) -> workspace.JobFolder:
    if returned.job is not None:
        return job_folder(returned.job)
    if not is_returned(returned.file, None):
        return job_folder(returned.file)
    names = [opened.job_id.rpartition("-")[0], opened.job_name]
    for path in _places(returned, names):
        if path.is_file() and not is_returned(path, None):
            return job_folder(path)
    by_rows = None if is_xliff(returned.file) else job_by_rows(opened, returned.out)
    if by_rows is not None and not any(names):
        return job_folder(by_rows)
    name = next((name for name in names if name), "")
    raise InputError(
        f"{returned.file}: its job {name + '.xlf ' if name else ''}was not found",
        hint="Name the job with --job, for example --job out/NAME/NAME.xlf.",
    )


def _places(returned: Returned, found: Sequence[str]) -> Iterator[Path]:
    """Yield where the job may be: beside the file, then in the out folder, by the job's id or the file's name."""
    beside, out = returned.file.parent, returned.out
    for name in dict.fromkeys((*found, returned.file.name.partition(".review")[0])):
        if _is_file_name(name):
            yield beside / f"{name}.xlf"
            yield beside / name / f"{name}.xlf"
            yield out / name / f"{name}.xlf"


def _is_file_name(name: str) -> bool:
    """Return whether a name from a returned file can be that of a job: of one file, and not too long for a disk."""
    return (
        name not in ("", ".", "..")
        and not set("/\\\0") & set(name)
        and len(os.fsencode(name)) <= _LONGEST_NAME
    )


_LONGEST_NAME = 250
"""Bytes; file systems take 255."""


def _checked(before: workspace.LoadedJob, after: Document, checks: Mapping[str, str]) -> Document:
    """Return a changed job with the findings of the checks.

    The house of the job is not known here: what a run found against it stays where the English does.
    """
    checked = run_checks(after, checks)
    style = next((check for check in chosen(checks) if check.name == _HOUSE_STYLE), None)
    if style is None:
        return checked
    found = {
        segment.id: [style.issue(issue.message) for issue in segment.issues if issue.check == style.name]
        for segment in before.document.segments()
    }

    def with_style(segment: Segment) -> Segment:
        written = before.fingerprints.get(segment.id)
        if not found.get(segment.id) or written is None or not written.matches_target(segment.target):
            return segment
        return replace(segment, issues=(*segment.issues, *found[segment.id]))

    return pipeline.map_segments(checked, with_style)


def _save(folder: workspace.JobFolder, before: workspace.LoadedJob, after: Document) -> workspace.Saved:
    """Write a job that a person changed, with its documents, and store what is new in it in the translation memory.

    Only changed segments go there: another job may have newer wording for the others. They go there first: once the
    job has them, nothing shows any more that they are new.
    """
    old = {segment.id: segment for segment in before.document.segments()}
    changed = {segment.id for segment in after.segments() if old.get(segment.id) != segment}
    after = remember(folder, after, changed | before.reviewed_elsewhere())
    return save_job(folder, after, before)
