"""The command ``status``: how far the jobs of a desk are, and what waits for somebody.

A job is read again only when its file or a table in its folder has changed since the last time; what was found is kept
in the out folder. Nothing here prints, and nothing changes a job.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from translator import __version__, workspace
from translator.commands.jobs import TABLE, job_folders, load_job
from translator.commands.unapplied import changed_by, returned_files
from translator.errors import InputError, OutputError, TranslatorError
from translator.model import Document, Progress, Segment, Severity, State, no_progress
from translator.qa import OF_TERMS
from translator.text.counting import counted
from translator.text.scripts import count_han
from translator.workspace import JobFolder, LoadedJob

KNOWN = ".translator.status.json"
"""The file in the out folder that keeps what was found; it may be deleted at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatus:
    """How far a job is.

    ``states`` counts its segments by state, ``left`` those and ``left_characters`` the Chinese characters that nobody
    has reviewed. ``issues`` counts warnings and errors, terms that are missing among them, and ``reviewers`` the
    segments by who reviewed them. ``unapplied`` counts the segments that a person changed in the job's review table,
    or in another table in its folder, and not yet in the job, and ``edited`` those of each file by its name;
    ``table_problem`` says why that is not known of the job's own table, or is empty. ``error`` and ``hint`` are of a
    job that cannot be read. ``changed`` is the time of the last change, ISO 8601.
    """

    name: str
    folder: str
    changed: str = ""
    articles: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    left_characters: int = 0
    issues: int = 0
    conflicts: int = 0
    reviewers: Mapping[str, int] = field(default_factory=dict)
    unapplied: int = 0
    edited: Mapping[str, int] = field(default_factory=dict)
    table_problem: str = ""
    error: str = ""
    hint: str = ""

    @property
    def segments(self) -> int:
        """Return the number of segments."""
        return sum(self.states.values())

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Return what somebody has to do before the job can go on, in a few words each."""
        conflicts = counted(self.conflicts, "open conflict")
        found = (
            *((changed, self._edits(name, changed)) for name, changed in self.edited.items()),
            (self.table_problem, self.table_problem),
            (self.conflicts, conflicts),
        )
        return tuple(words for wanted, words in found if wanted)

    def _edits(self, file: str, changed: int) -> str:
        table = "its table" if file == f"{self.name}.{TABLE}" else file
        return f"{table} is edited and not applied ({changed} of {counted(self.segments, 'sentence')})"


def job_statuses(paths: Sequence[Path], progress: Progress = no_progress) -> list[JobStatus]:
    """Return the status of jobs, by folder and name; one that cannot be read says so in its own.

    Raises `UsageError` for a path that is no job and no folder.
    """
    folders = [folder for path in paths for folder in job_folders(path)]
    known = {out: _Known(out) for out in {folder.out for folder in folders}}
    found = []
    try:
        for number, folder in enumerate(folders, start=1):
            found.append(known[folder.out].status(folder))
            progress("status", number, len(folders))
    finally:  # also after Ctrl-C, so that nothing is read twice
        for kept in known.values():
            kept.save()
    return found


class _Known:
    """What was found of the jobs of an out folder, by name, with the fingerprint of the files it was found in."""

    def __init__(self, out: Path) -> None:
        self._file = out / KNOWN
        self._entries: dict[str, object] = {}
        with suppress(InputError, ValueError):
            read = json.loads(workspace.read_input(self._file))
            self._entries = read if isinstance(read, dict) else {}
        self._changed = False

    def status(self, folder: JobFolder) -> JobStatus:
        fingerprint = _fingerprint(folder)
        entry = self._entries.get(folder.name)
        with suppress(TypeError, KeyError):
            if isinstance(entry, dict) and entry["of"] == fingerprint:
                return JobStatus(**entry["status"], folder=str(folder.path))
        status = _status(folder)
        if not status.error:
            kept = {name: value for name, value in asdict(status).items() if name != "folder"}
            self._entries[folder.name] = {"of": fingerprint, "status": kept}
            self._changed = True
        return status

    def save(self) -> None:
        """Keep what was found, where the folder can be written to."""
        if self._changed:
            data = json.dumps(self._entries, ensure_ascii=False).encode()
            with suppress(OutputError):
                workspace.write_atomically(self._file, data)


def _fingerprint(folder: JobFolder) -> list[object]:
    """Return what changes with the job's file, the tables in its folder or this program."""
    found: list[object] = [__version__, folder.half_saved]
    for path in (folder.job, *returned_files(folder)):
        try:
            stat = path.stat()
            found.append([path.name, stat.st_mtime_ns, stat.st_size, stat.st_ino])
        except OSError:
            found.append(path.name)
    return found


# --- one job -------------------------------------------------------------------------------------


def _status(folder: JobFolder) -> JobStatus:
    try:
        job = load_job(folder)
        tables = _tables(folder, job)
    except TranslatorError as error:
        return JobStatus(
            name=folder.name,
            folder=str(folder.path),
            changed=_changed(folder),
            error=error.message,
            hint=error.hint,
        )
    segments = list(job.document.segments())
    waiting = [segment for segment in segments if not segment.state.by_person]
    states = Counter(segment.state for segment in segments)
    return JobStatus(
        name=folder.name,
        folder=str(folder.path),
        changed=_changed(folder),
        articles=len(job.document.articles),
        states={state.value: states[state] for state in State},
        left=len(waiting),
        left_characters=sum(count_han(segment.source) for segment in waiting),
        issues=sum(map(_issues, segments)),
        conflicts=sum(len(segment.open_conflicts) for segment in segments),
        reviewers=_reviewers(job.document),
        unapplied=len(set().union(*tables.changes.values())),
        edited={name: len(changed) for name, changed in tables.changes.items() if changed},
        table_problem=tables.problem,
    )


def _issues(segment: Segment) -> int:
    terms = sum(term.status.failed and not term.advisory for term in segment.terms)
    others = (issue for issue in segment.issues if issue.check not in OF_TERMS)
    return terms + sum(issue.severity is not Severity.INFO for issue in others)


def _reviewers(document: Document) -> dict[str, int]:
    names = Counter(
        segment.origin.name
        for segment in document.segments()
        if segment.state.by_person and segment.origin and segment.origin.by_person and segment.origin.name
    )
    return dict(names.most_common())


@dataclass(frozen=True, slots=True)
class _Tables:
    """The segments that tables in a job's folder would change, by file, and why that is not known of its own table."""

    changes: Mapping[str, set[str]]
    problem: str


def _tables(folder: JobFolder, job: LoadedJob) -> _Tables:
    changes: dict[str, set[str]] = {}
    problem = ""
    for path in returned_files(folder):
        try:
            changes[path.name] = changed_by(path, folder, job)
        except TranslatorError as error:
            if path == folder.file(TABLE):
                problem = f"its table cannot be read: {error.message}"
    return _Tables(changes, problem)


def _changed(folder: JobFolder) -> str:
    """Return when the job or its table was changed last; empty where the system does not say."""
    times = []
    for path in (folder.job, folder.file(TABLE)):
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(times)).astimezone().isoformat(timespec="seconds") if times else ""
