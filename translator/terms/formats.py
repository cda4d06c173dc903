"""The table of term base formats: which extension is read, written and changed by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any

from translator.errors import UsageError
from translator.terms.entries import termbase_of
from translator.terms.rows import Change, Table
from translator.terms.termbase import Termbase


def _lazy(module: str, function: str) -> Callable[..., Any]:
    """Return a function of a module here, which is imported when it is first called."""

    def call(*arguments: Any) -> Any:  # noqa: ANN401
        return getattr(import_module(f"translator.terms.{module}"), function)(*arguments)

    return call


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How files of one extension are handled.

    ``read`` takes the bytes of a file and the name to use in messages, ``write`` makes a new file of a table, and
    ``change`` makes a file of the old bytes, the table read from them, and the changes, keeping whatever else it can.
    """

    read: Callable[[bytes, str], Table]
    write: Callable[[Table], bytes]
    change: Callable[[bytes, Table, Sequence[Change]], bytes]


FORMATS: dict[str, Format] = {
    ".csv": Format(
        read=_lazy("csv_read", "read_table"),
        write=_lazy("csv_write", "write_table"),
        change=_lazy("csv_write", "change_table"),
    ),
    ".xlsx": Format(
        read=_lazy("xlsx", "read_table"),
        write=_lazy("xlsx", "write_table"),
        change=_lazy("xlsx", "change_table"),
    ),
    ".tbx": Format(
        read=_lazy("tbx", "read_table"),
        write=_lazy("tbx", "write_table"),
        change=_lazy("tbx", "change_table"),
    ),
}


def format_of(name: str) -> Format:
    """Return the format of a file to write; raise `UsageError` for an extension that is not known."""
    extension = PurePath(name).suffix.lower()
    if extension not in FORMATS:
        raise UsageError(
            f"{name}: this kind of term base cannot be written", hint=f"Use one of {', '.join(FORMATS)}."
        )
    return FORMATS[extension]


def read_table(data: bytes, name: str) -> Table:
    """Return the rows of a file by the extension of its name; one that is not known is read as CSV."""
    return FORMATS.get(PurePath(name).suffix.lower(), FORMATS[".csv"]).read(data, name)


def load_glossaries(files: Iterable[tuple[str, bytes]]) -> Termbase:
    """Return the merged term base of files given as ``(name, bytes)``; see `termbase_of`."""
    return termbase_of(read_table(data, name) for name, data in files)
