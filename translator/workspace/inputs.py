"""Input files of a run, and the name of the job that each file becomes.

A job belongs to one input: its metadata keeps the path of the input relative to the out folder. An input finds its
own job again whatever else is in the run, and never gets the job of another.
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
from pathlib import Path

from translator.errors import InputError, JobError, os_reason
from translator.readers.table import KINDS
from translator.workspace.jobs import JobFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read, and the folder of its job."""

    path: Path
    job: JobFolder


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

    Other kinds of files, hidden ones, Word's lock files, the files of jobs and the out folder are reported as
    skipped; hidden files of other kinds (``.DS_Store``) are not worth a word. Files keep the order of ``paths``,
    inside a folder the order of their names, and each counts once. Nothing is raised.
    """
    search = _Search(out=out.resolve())
    for path in paths:
        search.add(path)
    files = _with_jobs(search.files, out)
    return Inputs(files=tuple(files), skipped=tuple(search.skipped), errors=tuple(search.errors))


def readable_files(folders: Sequence[Path], out: Path, *, others: Callable[[Path], bool]) -> list[Path]:
    """Return the files under folders that `inputs` would take, and those that are not read but are ``others``."""
    search = _Search(out=out.resolve())
    for folder in folders:
        search.add(folder)
    skipped = [found.path for found in search.skipped if found.path.is_file() and others(found.path)]
    return [*search.files.values(), *skipped]


# --- finding files -----------------------------------------------------------------------------------

_JOB_FILE = re.compile(
    r"(?P<name>.+)\.(?:(?:review|bilingual|en)(?:\.backup-[0-9-]+)?\.docx|structure(?:\.backup-[0-9-]+)?\.txt)"
)


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
        job = _JOB_FILE.fullmatch(path.name)
        return "a document of a job" if job and path.with_name(f"{job['name']}.xlf").exists() else ""

    def _fail(self, path: Path, problem: str, hint: str) -> None:
        self.errors.append((path, InputError(f"{path}: {problem}", hint=hint)))


_NAMES = ", ".join(KINDS)


# --- naming jobs -------------------------------------------------------------------------------------


def _with_jobs(found: Mapping[Path, Path], out: Path) -> list[InputFile]:
    """Return every file with a job of its own: the one it has, else its stem, else a longer name.

    ``found`` has the paths by resolved path.
    """
    resolved = {path: real for real, path in found.items()}
    base = out.resolve()
    keys = {path: _relative(real, base) for path, real in resolved.items()}
    owners = _Owners(out)
    names = _Names()
    in_order = sorted(resolved, key=keys.__getitem__)
    for path in in_order:
        candidates = _candidates(path, resolved[path], keys[path])
        names.take(path, (name for name in candidates if owners.of(name) == keys[path]))
    new = [path for path in in_order if path not in names.given]
    stems = Counter(_folded(safe_name(path.stem)) for path in new)
    for path in new:
        candidates = _candidates(path, resolved[path], keys[path])
        free = [name for name in candidates if owners.free(name, keys[path])]
        names.take(path, [name for name in free if stems[_folded(name)] <= 1] or free)
    return [
        InputFile(path=path, job=JobFolder(out=out, name=names.given[path], input=keys[path]))
        for path in resolved
    ]


def key_of(path: Path, out: Path) -> str:
    """Return the path of an input relative to the out folder, so that both can be moved together."""
    return _relative(path.resolve(), out.resolve())


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def _candidates(path: Path, resolved: Path, key: str) -> Iterator[str]:
    """Yield the names a job may get, from the readable to the one that nothing else can have."""
    yield safe_name(path.stem)
    long = safe_name(f"{resolved.parent.name}-{path.stem}-{path.suffix.lower().removeprefix('.')}")
    yield long
    yield f"{long}-{_short_hash(key)}"


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
        self._read: dict[str, str | None] = {}
        self._alike: dict[str, list[str]] = {}
        with suppress(OSError):  # missing or unreadable: writing the first job reports it
            for child in out.iterdir():
                self._alike.setdefault(_folded(child.name), []).append(child.name)

    def of(self, name: str) -> str | None:
        """Return the key of a job's input, or None when there is no job, or one without this key."""
        from translator.xliff.read import read_meta

        if _folded(name) not in self._alike:
            return None
        if name not in self._read:
            self._read[name] = None
            job = JobFolder(out=self._out, name=name).job
            with suppress(OSError, JobError):  # loading the job reports it
                self._read[name] = read_meta(job.read_bytes(), str(job)).input or None
        return self._read[name]

    def free(self, name: str, key: str) -> bool:
        """Return whether a job of this name may become that of ``key``: it has no input, or its input is gone.

        An input that is gone was moved or renamed, and a run on the new path goes on with its job. Names that
        differ only in case count as one, or the jobs could not be copied to a system that ignores case.
        """
        owners = {self.of(alike) for alike in self._alike.get(_folded(name), ())} - {None, key}
        return not any((self._out / str(owner)).exists() for owner in owners)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


_PLAIN = re.compile(r"[\w-]{7,}")
"""Names that every system accepts as they are, as nearly all are: those that Windows reserves are shorter. Asking the
library takes a third of a millisecond, five times for each of the many files of an archive."""

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
