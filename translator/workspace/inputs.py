"""Input files of a run, and the name of the job that each file becomes.

A job belongs to one input: its metadata keeps the path of the input relative to the out folder. An input finds its
own job again whatever else is in the run, also after it was edited or moved to another folder, and never gets another
input's job.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from translator.errors import InputError, JobError, os_reason
from translator.readers.table import KINDS
from translator.workspace.backups import BACKUP_MARK
from translator.workspace.jobs import JobFolder, load
from translator.workspace.owners import Claim, InputPage, is_there
from translator.workspace.publications import record_of
from translator.xliff.job import LoadedJob


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read, and the folder of its job; ``other`` is a job of its path or name that is another page's."""

    path: Path
    job: JobFolder
    other: JobFolder | None = None

    def owns(self, job: LoadedJob, data: bytes) -> bool:
        """Return whether a job that was read belongs to this file, whose content is ``data``, and to no other."""
        return InputPage(self.path, self.job.input, data).owns(job, self.job.out)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedInput:
    """A file of a folder that is not read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The files that the user's paths mean; ``errors`` belong to single paths, the other files can be done."""

    files: tuple[InputFile, ...] = ()
    skipped: tuple[SkippedInput, ...] = ()
    errors: tuple[tuple[Path, InputError], ...] = ()


def inputs(paths: Sequence[Path], out: Path) -> Inputs:
    """Return the files that ``paths`` mean: the files given, and all readable kinds of files under the folders given.

    Other kinds of files, hidden ones, Word's lock files, what was written of jobs and the out folder are reported as
    skipped; hidden files of other kinds (``.DS_Store``) are not worth a word. Files keep the order of ``paths``,
    inside a folder the order of their names, and each counts once. Nothing is raised.
    """
    search = _Search(out=out.resolve())
    for path in paths:
        search.add(path)
    files = _with_jobs(search.files, out)
    return Inputs(files=tuple(files), skipped=tuple(search.skipped), errors=tuple(search.errors))


def readable_files(folders: Sequence[Path], out: Path, *, others: Callable[[Path], bool]) -> list[Path]:
    """Return the files under folders that `inputs` would take, and the skipped files that are ``others``."""
    search = _Search(out=out.resolve())
    for folder in folders:
        search.add(folder)
    skipped = [found.path for found in search.skipped if found.path.is_file() and others(found.path)]
    return [*search.files.values(), *skipped]


# --- finding files -----------------------------------------------------------------------------------

_JOB_FILE = re.compile(
    rf"(?P<name>.+)\.(?:(?:review|bilingual|en|qa)(?:{BACKUP_MARK})?\.(?:docx|html|md)"
    rf"|structure(?:{BACKUP_MARK})?\.txt)"
)
_ARTICLE = re.compile(r"\.a\d+$")


def _is_of_a_job(path: Path) -> bool:
    """Return whether a file has a name that this program gives, and lies beside its job or a publication's record."""
    found = _JOB_FILE.fullmatch(path.name)
    if found is None:
        return False
    names = {found["name"], _ARTICLE.sub("", found["name"])}
    beside = (file for name in names for file in (f"{name}.xlf", record_of(name)))
    return any(path.with_name(file).exists() for file in beside)


@dataclass(slots=True)
class _Search:
    """The files found so far, by resolved path."""

    out: Path
    files: dict[Path, Path] = field(default_factory=dict)
    skipped: list[SkippedInput] = field(default_factory=list)
    errors: list[tuple[Path, InputError]] = field(default_factory=list)

    def add(self, path: Path) -> None:
        try:
            problem = self._add(path)
        except OSError as error:
            problem = f"cannot be read ({os_reason(error)})", "Check the path and that you may read it."
        if problem:
            self._fail(path, *problem)

    def _add(self, path: Path) -> tuple[str, str] | None:
        """Add a path, or return what is wrong with it and what to do."""
        if path.is_dir():
            if self._add_folder(path):
                return None
            return "contains no file that can be read", f"Put files of these kinds there: {_NAMES}."
        if not path.exists():
            return "does not exist", "Check the path; put quotes round names with spaces."
        if not path.is_file():
            return "is not a regular file", "Save what comes through it as a file first, and name that."
        if path.suffix.lower() not in KINDS:
            return "this kind of file cannot be read", f"Use one of {_NAMES}."
        self.files.setdefault(path.resolve(), path)
        return None

    def _add_folder(self, folder: Path) -> bool:
        """Add the files of a folder; return False if there is none to add and no error was recorded."""
        try:
            children = sorted(folder.iterdir())
        except OSError as error:
            self._fail(
                folder, f"cannot be listed ({os_reason(error)})", "Check that you may open this folder."
            )
            return True
        found = False
        for child in children:
            if child.name.startswith(".") and child.suffix.lower() not in KINDS and not child.is_dir():
                continue
            reason = self._reason_to_skip(child)
            if reason:
                self.skipped.append(SkippedInput(path=child, reason=reason))
            elif child.is_dir():
                found = self._add_folder(child) or found
            else:
                found = True
                self.files.setdefault(child.resolve(), child)
        return found

    def _reason_to_skip(self, path: Path) -> str:
        if path.name.startswith((".", "~$")):
            return "hidden" if path.name.startswith(".") else "a lock file of Word"
        if path.is_dir():
            if path.is_symlink():
                return "a link to a folder"
            return "the out folder" if path.resolve() == self.out else ""
        if path.suffix.lower() not in KINDS:
            return "not a kind of file that can be read"
        if not path.is_file():
            return "not a regular file"
        return "a document of a job" if _is_of_a_job(path) else ""

    def _fail(self, path: Path, problem: str, hint: str) -> None:
        self.errors.append((path, InputError(f"{path}: {problem}", hint=hint)))


_NAMES = ", ".join(KINDS)


# --- naming jobs -------------------------------------------------------------------------------------


def _with_jobs(found: Mapping[Path, Path], out: Path) -> list[InputFile]:
    """Return every file with a job of its own: its existing job, else a job named by its stem or a longer name.

    ``found`` has the paths by resolved path.
    """
    base = out.resolve()
    owners, names = _Owners(out), _Names()
    files = [_Candidate.of(path, real, base) for real, path in found.items()]
    in_order = sorted(files, key=lambda file: file.page.key)
    for choose in (owners.made_from, owners.of_path, owners.moved, owners.moved_and_edited):
        for file in in_order:
            if file.path not in names.given:
                names.take(file.path, choose(file))
    new = [file for file in in_order if file.path not in names.given]
    stems = Counter(_folded(file.names[0]) for file in new)
    for file in new:
        free = (name for name in file.all_names() if owners.is_free(name))
        names.take(file.path, (name for name in free if stems[_folded(name)] <= 1))
    given = set(names.given.values())
    others = {
        file.path: other
        for file in new
        if (other := owners.of_another_page(file)) is not None and other.name not in given
    }
    return [
        InputFile(
            path=file.path,
            job=JobFolder(out=out, name=names.given[file.path], input=file.page.key),
            other=others.get(file.path),
        )
        for file in files
    ]


def key_of(path: Path, out: Path) -> str:
    """Return the path of an input relative to the out folder, so that both can be moved together."""
    return _relative(path.resolve(), out.resolve())


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file without a job as yet, and the names that its job may have, the most readable first."""

    page: InputPage
    names: tuple[str, str, str]

    @classmethod
    def of(cls, path: Path, resolved: Path, base: Path) -> _Candidate:
        page = InputPage(path, _relative(resolved, base))
        long = safe_name(f"{resolved.parent.name}-{path.stem}-{path.suffix.lower().removeprefix('.')}")
        return cls(page, (safe_name(path.stem), long, f"{long}-{_short_hash(page.key)}"))

    @property
    def path(self) -> Path:
        return self.page.path

    def all_names(self) -> Iterator[str]:
        """Yield the names, then without end numbered names for later pages at this path."""
        yield from self.names
        yield from (f"{self.names[-1]}-{number}" for number in count(2))


@dataclass(slots=True)
class _Names:
    """The names given to files, each once, compared as file systems that ignore case do."""

    given: dict[Path, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def take(self, path: Path, names: Iterable[str]) -> None:
        for name in names:
            if _folded(name) not in self.taken:
                self.given[path] = name
                self.taken.add(_folded(name))
                return


class _Owners:
    """The inputs that the jobs on disk belong to."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._read: dict[str, Claim | None] = {}
        self._alike: dict[str, list[str]] = {}
        with suppress(OSError):  # missing or unreadable: writing the first job reports it
            for child in out.iterdir():
                self._alike.setdefault(_folded(child.name), []).append(child.name)

    def made_from(self, file: _Candidate) -> Iterator[str]:
        """Yield the jobs of a file's path that were made from exactly this page."""
        return (name for name, claim in self._jobs(file, is_own=True) if file.page.is_source_of(claim))

    def of_path(self, file: _Candidate) -> Iterator[str]:
        """Yield the jobs of a file's path whose page this is with changes, the newest first."""
        return (name for name, _ in reversed([*self._jobs(file, is_own=True)]) if self._owns(file, name))

    def moved(self, file: _Candidate) -> Iterator[str]:
        """Yield the jobs of another path that were made from exactly this page, which is no longer at that path."""
        jobs = (*self._jobs(file, is_own=False), *self._of_other_folders(file))
        return (name for name, claim in jobs if file.page.is_source_of(claim) and self._owns(file, name))

    def moved_and_edited(self, file: _Candidate) -> Iterator[str]:
        """Yield the jobs of a path without a file whose page this is with changes."""
        jobs = self._jobs(file, is_own=False)
        return (name for name, claim in jobs if not is_there(claim, self._out) and self._owns(file, name))

    def of_another_page(self, file: _Candidate) -> JobFolder | None:
        """Return the newest job with the path of a file, or with its name and no page, that belongs to another page."""
        gone = [name for name, claim in self._jobs(file, is_own=False) if not is_there(claim, self._out)]
        own = [name for name, _ in self._jobs(file, is_own=True)]
        return JobFolder(out=self._out, name=(own or gone)[-1]) if own or gone else None

    def is_free(self, name: str) -> bool:
        """Return whether there is no job of this name, or none that can be read, which the run reports.

        Names that differ only in case count as one, or the jobs could not be copied to a system that ignores case.
        """
        return all(self._claim(alike) is None for alike in self._alike.get(_folded(name), ()))

    def _jobs(self, file: _Candidate, *, is_own: bool) -> Iterator[tuple[str, Claim]]:
        """Yield the jobs that have a name of a file, with its path or with another."""
        for number, name in enumerate(file.all_names(), start=1):
            claim = self._claim(name)
            if claim is not None and (claim.input == file.page.key) == is_own:
                yield name, claim
            if claim is None and number >= len(file.names):
                return

    def _of_other_folders(self, file: _Candidate) -> Iterator[tuple[str, Claim]]:
        """Yield the jobs with the longer name for files of this name in other folders."""
        mark = _folded(f"-{safe_name(file.path.stem)}-{file.path.suffix.lower().removeprefix('.')}")
        for folded, names in self._alike.items():
            for name in names if mark in folded else ():
                if (claim := self._claim(name)) is not None and claim.input != file.page.key:
                    yield name, claim

    def _claim(self, name: str) -> Claim | None:
        """Return a job's claim to its input, or None when there is no readable job."""
        from translator.xliff.read import read_meta

        if _folded(name) not in self._alike:
            return None
        if name not in self._read:
            self._read[name] = None
            job = JobFolder(out=self._out, name=name).job
            with suppress(OSError, JobError):  # loading the job reports it
                self._read[name] = Claim.of(read_meta(job.read_bytes(), str(job)))
        return self._read[name]

    def _owns(self, file: _Candidate, name: str) -> bool:
        try:
            job = load(JobFolder(out=self._out, name=name))
        except JobError:
            return True  # the run reports it
        return job is not None and file.page.owns(job, self._out)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


_PLAIN = re.compile(r"[\w-]{7,}")
"""Names that every system accepts, as nearly all names: the names that Windows reserves are shorter. Asking the library
takes a third of a millisecond, five times for each of the many files of an archive."""

_LONGEST = 120
"""Bytes of UTF-8, so that the longest name made from it stays under the usual limit of 255."""


def safe_name(name: str) -> str:
    """Return a folder name that Windows, macOS and Linux all accept and that leads nowhere else."""
    from pathvalidate import is_valid_filename, sanitize_filename
    from pathvalidate.handler import ReservedNameHandler

    text = unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode().strip(" .")
    if not _PLAIN.fullmatch(text):
        as_is = ReservedNameHandler.as_is
        text = sanitize_filename(text, "_", platform="universal", reserved_name_handler=as_is).strip(" .")
        if text and not is_valid_filename(text, platform="universal"):
            text = f"_{text}"  # a name that Windows reserves, such as CON
    if len(text.encode()) > _LONGEST:
        text = text.encode()[: _LONGEST - 9].decode("utf-8", "ignore").rstrip(" .") + f"-{_short_hash(name)}"
    return text or "job"
