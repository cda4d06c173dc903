"""Use of the entries of the term bases in the jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.commands.glossary.jobs import Jobs, read_jobs
from translator.commands.termbases import read_termbase
from translator.terms.usage import EntryUse, Totals, totals, usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The use of every entry, those that deserve most attention first and unused ones last, and the sums."""

    uses: tuple[EntryUse, ...]
    totals: Totals
    jobs: Jobs

    @property
    def used(self) -> tuple[EntryUse, ...]:
        """Return the entries that the jobs have."""
        return tuple(use for use in self.uses if use.occurrences)

    @property
    def unused(self) -> tuple[EntryUse, ...]:
        """Return the entries that no job has."""
        return tuple(use for use in self.uses if not use.occurrences)


def coverage(paths: Sequence[Path], out: Path, glossaries: Sequence[Path]) -> Coverage:
    """Return how jobs use the term bases; raises as `read_jobs` and `read_termbase` do."""
    termbase = read_termbase(glossaries)
    jobs = read_jobs(paths, out)
    uses = usage(jobs.documents, termbase)
    return Coverage(uses=uses, totals=totals(uses), jobs=jobs)
