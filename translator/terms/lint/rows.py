"""The rows of a term base as they stand in the file, also those that `csv_read` refuses or leaves out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from translator.errors import GlossaryError, InputError
from translator.model import Priority
from translator.readers.encodings import decode
from translator.terms import formats
from translator.terms.csv_read import delimiter_of, read_csv, rows_of
from translator.terms.entries import priority_of
from translator.terms.rows import REQUIRED, SEVERAL, faults_error
from translator.terms.termbase import Term, match_form

ENGLISH = ("target", "variants", "forbidden", "abbreviation")
"""The columns with English."""
CHINESE = ("source", "except")
"""The columns with Chinese."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its cells by column, untouched, and the physical lines ``[start, end)`` it takes, counted from 0.

    ``fields`` are all cells by position, ``raw`` is the text of these lines; ``editable`` is False in a format of
    which single rows cannot be written.
    """

    file: str
    start: int
    end: int
    cells: Mapping[str, str]
    fields: tuple[str, ...]
    raw: str
    editable: bool = True

    @property
    def line(self) -> int:
        """Return the first line of the row, counted from 1."""
        return self.start + 1

    def value(self, column: str) -> str:
        """Return the content of a cell without the white space around it; empty where there is no such cell."""
        return self.cells.get(column, "").strip()

    def values(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell, which are several in the columns `SEVERAL`."""
        if column not in SEVERAL:
            return (self.value(column),) if self.value(column) else ()
        pieces = self.cells.get(column, "").replace("｜", "|").split("|")
        return tuple(piece.strip() for piece in pieces if piece.strip())

    @cached_property
    def source(self) -> str:
        """Return the Chinese term."""
        return self.value("source")

    @cached_property
    def target(self) -> str:
        """Return the approved English."""
        return self.value("target")

    @cached_property
    def form(self) -> str:
        """Return the `match_form` of the source."""
        return match_form(self.source)

    @property
    def advisory(self) -> bool:
        """Return whether the term is looked for in the English and never put there."""
        return self.priority is Priority.ADVISE

    @property
    def priority(self) -> Priority:
        """Return the priority of the term."""
        return priority_of(self.status, self.value("priority").lower())

    @property
    def status(self) -> str:
        """Return the status of the entry; *preferred* where none is given."""
        return self.value("status").lower() or "preferred"

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return all accepted English forms: target, variants and abbreviation."""
        return (*self.values("target"), *self.values("variants"), *self.values("abbreviation"))

    @property
    def term(self) -> Term:
        """Return what the search for terms needs of this row."""
        return Term(
            source=self.source,
            target=self.target,
            variants=self.values("variants"),
            exceptions=self.values("except"),
            pos=self.value("pos").lower(),
            priority=self.priority,
        )


@dataclass(frozen=True, kw_only=True)
class TermTable:
    """A term base as a table: the names of its columns, in lower case, and its rows with text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    header_line: int = 1


def read_table(data: bytes, name: str) -> TermTable:
    """Return the rows of a term base.

    Raises `GlossaryError` for a file whose rows cannot be told apart: another encoding or kind of file, quotation
    marks that do not balance, no column source or target.
    """
    extension = PurePath(name).suffix.lower()
    if extension != ".csv" and extension in formats.FORMATS:
        return _other_format(data, name)
    try:
        lines = list(io.StringIO(decode(data, name)[0] if data.strip() else "", newline=""))
    except InputError:
        lines = []
    if not lines:
        read_csv(data, name)  # raises with its reason
    try:
        (start, _, header), *rows = rows_of(lines)
    except csv.Error:
        read_csv(data, name)
        raise
    columns = tuple(column.strip().lower() for column in header)
    if not set(REQUIRED) <= set(columns) or len({*filter(None, columns)}) < len([*filter(None, columns)]):
        read_csv(data, name)
        raise GlossaryError(f"{name}: the header row is faulty", hint="Name each column once.")
    return TermTable(
        name=name,
        columns=columns,
        rows=tuple(_row(name, row, columns, lines) for row in rows),
        header_line=start + 1,
    )


def _other_format(data: bytes, name: str) -> TermTable:
    table = formats.read_table(data, name)
    error = faults_error([table])
    if error:
        raise error
    rows = tuple(
        Row(
            file=name,
            start=row.line - 1,
            end=row.line,
            cells=row.values,
            fields=tuple(row.values.values()),
            raw="",
            editable=False,
        )
        for row in table.rows
    )
    return TermTable(name=name, columns=table.columns, rows=rows)


def _row(name: str, row: tuple[int, int, list[str]], columns: tuple[str, ...], lines: list[str]) -> Row:
    start, end, fields = row
    return Row(
        file=name,
        start=start,
        end=end,
        cells=dict(zip(columns, fields, strict=False)),
        fields=tuple(fields),
        raw="".join(lines[start:end]),
    )


def delimiter(data: bytes, name: str) -> str:
    """Return the separator of the columns of a term base."""
    return delimiter_of(list(io.StringIO(decode(data, name)[0], newline="")))
