"""Rows of several jobs in one Word file, where somebody pasted the table of one page below that of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from translator import workspace
from translator.commands.jobs import job_folders, load_job
from translator.errors import TranslatorError
from translator.identity import comparable, source_hash
from translator.model import Document
from translator.review.returned import ReturnedFile, ReturnedSegment
from translator.text.counting import counted

_Names = frozenset[tuple[str, str]]
"""Ids with the hashes of their sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a file holds of one job; ``others`` counts the rows of each other job by its .xlf file."""

    file: ReturnedFile
    others: Mapping[Path, int] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return a line for each other job."""
        nouns = "row of the file belongs", "rows of the file belong"
        return tuple(
            f"{counted(number, *nouns)} to the job {path}, not to this one"
            for path, number in self.others.items()
        )


def share_of(returned: ReturnedFile, folder: workspace.JobFolder, document: Document) -> Share:
    """Return the rows of a job, without those that are certainly of other jobs in the same out folder.

    A row that fits several jobs belongs to this one the first time it occurs, and after that to the job of the row
    above; so does a row that fits none.
    """
    from translator.review.table import own_lines

    own = _names_in(document)
    strange = [row for row in returned.segments if own.isdisjoint(_names_of(row))]
    known = {folder.job: own}
    lines = returned.lines
    for job, other in _jobs_of(strange, folder.out):
        if job.resolve() != folder.job.resolve():
            known[job] = _names_in(other)
            is_own = own_lines(other)
            lines = tuple(line for line in lines if not is_own(line))
    if len(known) == 1:
        return Share(file=returned)
    jobs = _assigned(returned.segments, known)
    mine = [row for row, job in zip(returned.segments, jobs, strict=True) if job == folder.job]
    others = Counter(job for job in jobs if job != folder.job)
    is_host = returned.job_id.rpartition("-")[0] == document.name
    file = returned if is_host else replace(returned, job_id="", version="")  # what it says is of another job
    return Share(file=replace(file, segments=tuple(mine), lines=lines), others=others)


def job_by_rows(returned: ReturnedFile, out: Path) -> Path | None:
    """Return the one job in an out folder that has most of a file's rows, None where there is no such."""
    found = Counter({
        job: sum(not _names_in(document).isdisjoint(_names_of(row)) for row in returned.segments)
        for job, document in _jobs_of(returned.segments, out)
    }).most_common(2)  # fmt: skip
    is_clear = len(found) == 1 or (len(found) == 2 and found[0][1] > found[1][1])
    return found[0][0] if is_clear else None


def _assigned(rows: Sequence[ReturnedSegment], known: Mapping[Path, _Names]) -> list[Path]:
    """Return the job of each row; the first of the known is the one that is asked for."""
    own, *_ = known
    jobs: list[Path] = []
    taken: set[tuple[str, str]] = set()
    for row in rows:
        names = _names_of(row)
        fits = [job for job, keys in known.items() if not keys.isdisjoint(names)]
        before = jobs[-1] if jobs else own
        if own in fits and taken.isdisjoint(names):
            taken |= names
            jobs.append(own)
        else:
            jobs.append(before if before in fits or not fits else fits[0])
    return jobs


def _jobs_of(rows: Sequence[ReturnedSegment], out: Path) -> list[tuple[Path, Document]]:
    """Return the jobs in an out folder that have any of these rows; jobs that cannot be read are passed over."""
    wanted = frozenset(name for row in rows for name in _names_of(row))
    found = []
    for folder in job_folders(out) if wanted and out.is_dir() else ():
        with suppress(TranslatorError):
            document = load_job(folder).document
            if not wanted.isdisjoint(_names_in(document)):
                found.append((folder.job, document))
    return found


def _names_in(document: Document) -> _Names:
    return frozenset((s.id, source_hash(comparable(s.source))) for s in document.segments())


def _names_of(row: ReturnedSegment) -> _Names:
    """Return what a row says it is, by its № and by its bookmark."""
    source = source_hash(comparable(row.source))
    return frozenset([*((name, source) for name in row.ids), *((b.id, b.source_hash) for b in row.baselines)])
