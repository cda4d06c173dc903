"""Folder of a job: the job file and the documents beside it.

A file that a person changed is copied before it is replaced, and left alone when there is nothing new to write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from translator.errors import JobError, OutputError, os_reason
from translator.identity import file_hash
from translator.model import Document
from translator.workspace.backups import Clock, write_over
from translator.workspace.files import content_if_there, sweep, write_atomically
from translator.xliff.job import LoadedJob


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFolder:
    """Files of a job, ``out/name/name.*``; ``input`` is the path from the out folder to its input, if known."""

    out: Path
    name: str
    input: str = ""

    @property
    def path(self) -> Path:
        """Return the folder itself."""
        return self.out / self.name

    @property
    def job(self) -> Path:
        """Return the job file."""
        return self.file("xlf")

    def file(self, suffix: str) -> Path:
        """Return a file of the job, for example with suffix ``review.docx``."""
        return self.path / f"{self.name}.{suffix}"

    @property
    def journal(self) -> Path:
        """Return the file that says, while the documents are being written, which these are."""
        return self.path / f".{self.name}.saving"

    @property
    def half_saved(self) -> bool:
        """Return whether a `save` was killed before the job was written, so that documents may be newer than it."""
        return self.journal.exists()


def is_job_file(path: Path) -> bool:
    """Return whether a file, or the target of its link, is an .xlf with the name of its folder, as a job's own file."""
    return any(
        one.suffix.lower() == ".xlf" and one.stem == one.parent.resolve().name
        for one in (path, path.resolve())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Outcome of `save`; ``document`` has the metadata that is now on disk.

    ``kept`` files had the same content already. ``edited`` files were changed by a person, and there was nothing new to
    write. ``backups`` names the copy of each file of a person that was replaced.
    """

    document: Document
    written: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    edited: tuple[Path, ...] = ()
    backups: tuple[tuple[Path, Path], ...] = ()


def load(folder: JobFolder) -> LoadedJob | None:
    """Return a job, or None when there is none; raise `JobError` when its file cannot be read."""
    from translator.xliff.read import read_job

    try:
        data = folder.job.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JobError(
            f"{folder.job}: cannot be read ({os_reason(error)})",
            hint="Check that you may read it, or choose another folder with --out.",
        ) from None
    return replace(read_job(data, str(folder.job)), digest=file_hash(data))


def save(
    folder: JobFolder,
    document: Document,
    outputs: Mapping[str, bytes],
    *,
    now: Clock,
    old: LoadedJob | None = None,
    force: bool = False,
) -> Saved:
    """Write the documents of a job, by suffix, and then the job itself; ``old`` is the job as it was loaded, if it was.

    A file that already has the content is left alone. A file that a person changed since we wrote it is replaced only
    when there is something new to write, or with ``force``, and is copied first; the job is then written before this
    file as well, so that a stop in between never leaves the only trace of a person's edits in a copy. When a document
    cannot be written, the other documents and the job still are, the job's metadata names the document as incomplete,
    and its `OutputError` is raised at the end. After a kill between two documents, the next call knows from a journal
    beside them which documents are ours. A job that another program has saved since ``old`` was loaded is copied first.
    Raises `JobError` when the job file on disk is damaged, unless ``force`` copies it away.
    """
    sweep(folder.path)
    keep = _keeps_job(folder, old, force)
    tally = _Tally(now=now, force=force, journal=_Journal.opened(folder))
    meta = replace(document.meta, incomplete=(), input=folder.input or document.meta.input)
    digests = dict(meta.documents)
    failures: dict[str, OutputError] = {}
    tally.journal.announce(outputs)
    if any(tally.replaces_work(suffix, data, digests.get(suffix)) for suffix, data in outputs.items()):
        unfinished = replace(document.meta, incomplete=tuple(outputs))
        tally.save_job(folder.job, replace(document, meta=unfinished), keep)
        keep = False
    for suffix, data in outputs.items():
        try:
            tally.save_output(suffix, data, digests.get(suffix))
            digests[suffix] = file_hash(data)
        except OutputError as error:
            failures[suffix] = error
    document = replace(document, meta=replace(meta, documents=digests, incomplete=tuple(failures)))
    tally.save_job(folder.job, document, keep)
    tally.journal.close()
    for failure in failures.values():
        raise failure
    return tally.saved(document)


def is_as_written(folder: JobFolder, job: LoadedJob, suffix: str, data: bytes) -> bool:
    """Return whether a document of a job is as this program wrote it, also in a `save` that was killed."""
    return _Journal.opened(folder).is_ours(suffix, data, job.meta.documents.get(suffix))


def _keeps_job(folder: JobFolder, known: LoadedJob | None, force: bool) -> bool:
    """Return whether the job on disk is to be copied first, because it is damaged or differs from the ``known`` job.

    Without ``force`` raise `JobError` for a damaged job instead.
    """
    from translator.xliff.read import read_job

    try:
        data = content_if_there(folder.job)
        if data is not None and (known is None or known.digest != file_hash(data)):
            read_job(data, str(folder.job))
            return known is not None and bool(known.digest)
    except JobError:
        if not force:
            raise
        return True
    return False


@dataclass(slots=True)
class _Journal:
    """The SHA-256 of every document that a `save` is about to write, by suffix, on disk until the job has them."""

    folder: JobFolder
    digests: dict[str, set[str]]

    @classmethod
    def opened(cls, folder: JobFolder) -> _Journal:
        """Return the journal that a killed `save` left; an empty journal if there is none, or a damaged one."""
        try:
            found = json.loads(_old_or_none(folder.journal) or b"{}")
            return cls(folder, {suffix: set(digests) for suffix, digests in found.items()})
        except (ValueError, TypeError, AttributeError):
            return cls(folder, {})

    def announce(self, outputs: Mapping[str, bytes]) -> None:
        """Write down the documents, if any of them differs from the file on disk."""
        if any(_old_or_none(self.folder.file(suffix)) != data for suffix, data in outputs.items()):
            for suffix, data in outputs.items():
                self.digests.setdefault(suffix, set()).add(file_hash(data))
            content = {suffix: sorted(digests) for suffix, digests in self.digests.items()}
            write_atomically(self.folder.journal, json.dumps(content).encode())

    def is_ours(self, suffix: str, data: bytes, recorded: str | None) -> bool:
        """Return whether a document is as the job has ``recorded`` it, or as a killed `save` wrote it."""
        digest = file_hash(data)
        return digest == recorded or digest in self.digests.get(suffix, ())

    def close(self) -> None:
        with suppress(OSError):  # one that stays is out of date, and does no harm
            self.folder.journal.unlink(missing_ok=True)


@dataclass(slots=True)
class _Tally:
    """Files of one `save`, and what happened to each."""

    now: Clock
    force: bool
    journal: _Journal
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    edited: list[Path] = field(default_factory=list)
    backups: list[tuple[Path, Path]] = field(default_factory=list)

    def replaces_work(self, suffix: str, data: bytes, recorded: str | None) -> bool:
        """Return whether `save_output` would replace a person's work; a file that cannot be read is left to it."""
        old = _old_or_none(self.journal.folder.file(suffix))
        persons = old is not None and old != data and self._is_persons(suffix, old, recorded)
        return persons and (self.force or file_hash(data) != recorded)

    def save_output(self, suffix: str, data: bytes, recorded: str | None) -> None:
        path = self.journal.folder.file(suffix)
        old = content_if_there(path)
        if old == data:
            self.kept.append(path)
            return
        persons = old is not None and self._is_persons(suffix, old, recorded)
        if persons and file_hash(data) == recorded and not self.force:
            self.edited.append(path)
            return
        self._write(path, data, old if persons else None)

    def _is_persons(self, suffix: str, old: bytes, recorded: str | None) -> bool:
        return not self.journal.is_ours(suffix, old, recorded)

    def save_job(self, path: Path, document: Document, keep: bool) -> None:
        from translator.xliff.write import write_xliff

        data = write_xliff(document)
        old = content_if_there(path)
        if old == data:
            self.kept.append(path)
        else:
            self._write(path, data, old if keep else None)

    def _write(self, path: Path, data: bytes, keep: bytes | None) -> None:
        if keep is None:
            write_atomically(path, data)
        else:
            self.backups.append((path, write_over(path, data, keep, self.now())))
        self.written.append(path)

    def saved(self, document: Document) -> Saved:
        return Saved(
            document=document,
            written=tuple(dict.fromkeys(self.written)),
            kept=tuple(self.kept),
            edited=tuple(self.edited),
            backups=tuple(self.backups),
        )


def _old_or_none(path: Path) -> bytes | None:
    """Return the file's bytes, or None where it is missing or cannot be read."""
    try:
        return content_if_there(path)
    except OutputError:
        return None
