"""The command ``qa``: what the checks find in jobs, and its page. The jobs themselves are not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translator import workspace
from translator.commands.jobs import job_folders, load_job
from translator.errors import TranslatorError
from translator.model import Document, Issue, Segment, Severity
from translator.qa import Remark, findings
from translator.style import House
from translator.workspace import JobFolder

RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
"""How severe findings are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An issue and the segment that has it, with the remarks of the check that say where."""

    segment: Segment
    issue: Issue
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedJob:
    """The findings in a job, in the order of its segments, and the ``page`` of them where one was written.

    A job that cannot be read, or whose page cannot be written, has an ``error``.
    """

    job: JobFolder
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    page: Path | None = None
    error: TranslatorError | None = None

    @property
    def segments(self) -> int:
        """Return the number of segments."""
        return sum(1 for _ in self.document.segments()) if self.document else 0

    def fails(self, limit: Severity) -> bool:
        """Return whether a finding is as severe as ``limit`` or more."""
        return any(RANKS[one.issue.severity] >= RANKS[limit] for one in self.findings)


def check_jobs(
    paths: Sequence[Path], out: Path, wanted: Mapping[str, str], house: House
) -> Iterator[CheckedJob]:
    """Check jobs, without ``paths`` all of ``out``, and yield the findings in each as soon as they are there.

    A job is to be consistent with what is approved in the other jobs beside it. Raises `UsageError` for a path that is
    neither a job nor a folder.
    """
    jobs = [folder for path in paths or [out] for folder in job_folders(path)]
    shelf = _Shelf()
    for job in jobs:
        try:
            document = shelf.document(job)
        except TranslatorError as error:
            yield CheckedJob(job=job, error=error)
            continue
        found = findings(document, wanted, tuple(shelf.published(job)), house)
        in_order = (
            Finding(segment=segment, issue=issue, remarks=tuple(remarks))
            for segment in document.segments()
            for issue, remarks in found.get(segment.id, {}).items()
        )
        yield CheckedJob(job=job, document=document, findings=tuple(in_order))


def with_page(result: CheckedJob) -> CheckedJob:
    """Write the findings as a page beside the job, over an earlier one, and return the result with it or the error."""
    from translator.commands.qa_page import qa_page

    if result.error is not None:
        return result
    page = result.job.file("qa.html")
    try:
        with workspace.lock(result.job):
            workspace.write_atomically(page, qa_page(result))
    except TranslatorError as error:
        return replace(result, error=error)
    return replace(result, page=page)


@dataclass(slots=True)
class _Shelf:
    """Jobs that were read, each once, and of those beside them only the ones with approved segments."""

    read: dict[Path, Document] = field(default_factory=dict)

    def document(self, job: JobFolder) -> Document:
        path = job.job.resolve()
        if path not in self.read:
            self.read[path] = load_job(job).document
        return self.read[path]

    def published(self, job: JobFolder) -> Iterator[tuple[str, Document]]:
        for other in job_folders(job.out) if job.out.is_dir() else ():
            if other.name == job.name:
                continue
            try:
                document = self.document(other)
            except TranslatorError:  # it is named where it is checked itself
                continue
            if any(segment.state.by_person for segment in document.segments()):
                yield other.name, document
