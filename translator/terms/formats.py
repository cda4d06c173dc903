"""The table of term base formats: which extension is read and written by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from translator.terms.entries import termbase_of
from translator.terms.rows import Table
from translator.terms.termbase import Termbase

Reader = Callable[[bytes, str], Table]
"""Called with the file's bytes and the name to use in messages."""


def _reader(module: str) -> Reader:
    """Return the function ``read_table`` of a module, which is imported when it first reads."""

    def read(data: bytes, name: str) -> Table:
        function: Reader = import_module(f"translator.terms.{module}").read_table
        return function(data, name)

    return read


READERS: dict[str, Reader] = {
    ".csv": _reader("csv_read"),
}


def read_table(data: bytes, name: str) -> Table:
    """Return the rows of a file by the extension of its name; one that is not known is read as CSV."""
    extension = "." + name.rsplit(".", 1)[-1].lower()
    return READERS.get(extension, READERS[".csv"])(data, name)


def load_glossaries(files: Iterable[tuple[str, bytes]]) -> Termbase:
    """Return the merged term base of files given as ``(name, bytes)``; see `termbase_of`."""
    return termbase_of(_tables(files))


def _tables(files: Iterable[tuple[str, bytes]]) -> Iterator[Table]:
    for name, data in files:
        yield read_table(data, name)
