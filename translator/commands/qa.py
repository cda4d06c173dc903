"""The command ``qa``: what the checks find in jobs. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translator.commands.jobs import job_folders, load_job
from translator.errors import TranslatorError
from translator.model import Document, Issue, Segment, Severity
from translator.qa import Remark, findings
from translator.style import House
from translator.workspace import JobFolder

_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An issue and the segment that has it, with the remarks of the check that say where."""

    segment: Segment
    issue: Issue
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedJob:
    """The findings in a job, in the order of its segments; a job that cannot be read has an ``error`` instead."""

    job: JobFolder
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    error: TranslatorError | None = None

    @property
    def segments(self) -> int:
        """Return the number of segments."""
        return sum(1 for _ in self.document.segments()) if self.document else 0

    def fails(self, limit: Severity) -> bool:
        """Return whether a finding is as severe as ``limit`` or more."""
        return any(_RANKS[one.issue.severity] >= _RANKS[limit] for one in self.findings)


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
