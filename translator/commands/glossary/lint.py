"""Checks of term bases, and the repair of what is safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from translator import workspace
from translator.commands.glossary.jobs import Jobs, read_jobs
from translator.commands.termbases import content_to_change, glossary_paths, uses_own_files
from translator.errors import OutputError, TranslatorError, UsageError
from translator.model import State
from translator.readers.encodings import decode
from translator.terms.lint import (
    CHECKS,
    Check,
    Finding,
    Review,
    TermTables,
    chosen,
    mended,
    read_table,
    run_checks,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """The findings in term bases, given as ``(name, content)``, and the errors of jobs that cannot be read."""

    files: tuple[tuple[str, bytes], ...]
    findings: tuple[Finding, ...]
    errors: tuple[TranslatorError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The repair of one file: its content before and after."""

    file: Path
    before: bytes
    after: bytes

    @property
    def diff(self) -> str:
        """Return the changed lines as a unified diff."""
        old, new = (decode(data, str(self.file))[0].splitlines() for data in (self.before, self.after))
        return "\n".join(unified_diff(old, new, str(self.file), f"{self.file} (repaired)", n=0, lineterm=""))


def lint(paths: Sequence[Path], out: Path, checks: Sequence[Check]) -> Linted:
    """Return what the checks find in term bases; without paths in those that a run would use.

    The reviewed sentences of the jobs in ``out``, where there is such a folder, say how short terms are used. Raises
    `GlossaryError` for a file whose rows cannot be told apart.
    """
    # Of a folder only CSV is checked, which is what can be repaired line by line.
    given = workspace.read_glossaries(glossary_paths(paths))
    files = tuple(file for file in given if file[0].lower().endswith(".csv") or Path(file[0]) in paths)
    jobs = read_jobs((), out) if out.is_dir() else Jobs(documents=(), folders=())
    return Linted(files=files, findings=findings_in(files, jobs, checks), errors=jobs.errors)


def findings_in(
    files: Sequence[tuple[str, bytes]], jobs: Jobs, checks: Sequence[Check] = CHECKS
) -> tuple[Finding, ...]:
    """Return what the checks find in term bases given as ``(name, content)``; raises as `lint` does."""
    tables = TermTables(
        tables=tuple(read_table(data, name) for name, data in files), reviews=tuple(_reviews(jobs))
    )
    return run_checks(tables, checks)


def quick_findings(files: Sequence[tuple[str, bytes]]) -> tuple[Finding, ...]:
    """Return what the quick checks find in the CSV files among term bases: all but the one of spellings in pinyin."""
    tables = tuple(file for file in files if file[0].lower().endswith(".csv"))
    return findings_in(tables, Jobs(documents=(), folders=()), chosen(skip=("pinyin",)))


def _reviews(jobs: Jobs) -> Iterator[Review]:
    for _, document in jobs.documents:
        for segment in document.segments():
            if segment.state in (State.REVIEWED, State.FINAL) and segment.target.strip():
                yield Review(source=segment.source, english=segment.target)


def repairs(linted: Linted) -> tuple[Repair, ...]:
    """Return the repairs of all findings that are safe to repair; nothing is written."""
    made = (
        Repair(file=Path(name), before=data, after=mended(data, name, linted.findings))
        for name, data in linted.files
    )
    return tuple(repair for repair in made if repair.after != repair.before)


def write_repairs(made: Sequence[Repair], paths: Sequence[Path]) -> tuple[Path, ...]:
    """Write repaired files, each copied beside itself first, and return the copies.

    All files are locked before the first is written. Raises `UsageError` for term bases that came with the program and
    `OutputError` for a file that is read-only, was changed meanwhile or is being written by another process; nothing
    is written then.
    """
    if made and not uses_own_files(paths):
        raise UsageError(
            "there is no folder glossaries/ here; the term bases in use came with the program",
            hint="Name the files to repair.",
        )
    copies = []
    with ExitStack() as locks:
        for repair in sorted(
            made, key=lambda repair: repair.file
        ):  # one order, or two could wait for each other
            locks.enter_context(workspace.lock_file(repair.file))
            _check_unchanged(repair)
        for repair in made:
            copies.append(workspace.write_over(repair.file, repair.after, repair.before, workspace.now()))
    return tuple(copies)


def _check_unchanged(repair: Repair) -> None:
    if content_to_change(repair.file) != repair.before:
        raise OutputError(f"{repair.file}: was changed meanwhile", hint="Run the command again.")
