"""Files of a publication, beside a record of what was written, so that a person's edits are known.

A file that somebody has edited is copied before it is replaced, and left alone when there is nothing new to write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from translator.errors import InputError
from translator.identity import file_hash
from translator.workspace.backups import Clock, write_over
from translator.workspace.files import read_input, write_atomically
from translator.workspace.locks import lock_file


@dataclass(slots=True, kw_only=True)
class PublishedFiles:
    """Outcome of `publish`; ``edited`` files were left as a person changed them, since they have no new content.

    ``backups`` names the copy of each file of a person that was replaced. ``earlier`` are files of the same kinds that
    only an earlier publication wrote.
    """

    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    edited: list[Path] = field(default_factory=list)
    backups: list[tuple[Path, Path]] = field(default_factory=list)
    earlier: list[Path] = field(default_factory=list)


def publish(folder: Path, name: str, files: Mapping[str, bytes], *, now: Clock) -> PublishedFiles:
    """Write the files of a publication, ``name.suffix`` by suffix, into a folder, made when it is missing.

    Raises `OutputError` at the first file that cannot be written; earlier files are written.
    """
    record = folder / record_of(name)
    done = PublishedFiles()
    with lock_file(record):
        known = _read(record)
        new = {f"{name}.{suffix}": data for suffix, data in files.items()}
        # The new hashes are there before the files: after a kill in between, no file looks like a person's.
        # The last hash of a file stays the hash of the written content, empty for a file not yet written.
        announced = {file: [file_hash(data), *(known.get(file) or [""])] for file, data in new.items()}
        _write(record, known | announced)
        for file, data in new.items():
            _write_file(folder / file, data, known.get(file, []), done, now)
        _write(record, known | {file: [file_hash(data)] for file, data in new.items()})
    kinds = {Path(file).suffix for file in new}
    others = [folder / file for file in known if file not in new and Path(file).suffix in kinds]
    done.earlier = [path for path in others if path.exists()]
    return done


def record_of(name: str) -> str:
    """Return the name of the file, beside the publication, that records what was published of a job."""
    return f".{name}.published.json"


def _write_file(path: Path, data: bytes, known: list[str], done: PublishedFiles, now: Clock) -> None:
    old = read_input(path) if path.exists() else None
    if old == data:
        done.kept.append(path)
        return
    edited = old is not None and file_hash(old) not in known
    if edited and known[-1:] == [file_hash(data)]:
        done.edited.append(path)
        return
    if old is not None and edited:
        done.backups.append((path, write_over(path, data, old, now())))
    else:
        write_atomically(path, data)
    done.written.append(path)


def _read(record: Path) -> dict[str, list[str]]:
    """Return the hashes of each file as it was written; a record that is damaged or missing has none."""
    try:
        found = json.loads(read_input(record))
        return {str(file): [str(digest) for digest in digests] for file, digests in found.items()}
    except (InputError, ValueError, TypeError, AttributeError):
        return {}


def _write(record: Path, digests: Mapping[str, list[str]]) -> None:
    write_atomically(record, json.dumps(digests, ensure_ascii=False, indent=1).encode())
