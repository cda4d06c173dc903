"""CSV term bases as rows; the columns are those of `translator.terms.rows`.

The separator is the comma, semicolon or tab of the header row, because spreadsheets save all three under the name of
CSV; quoting is that of RFC 4180. A line that begins with ``#`` is a comment.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from translator.errors import TranslatorError
from translator.terms.entries import termbase_of
from translator.terms.rows import CONTROL, HINT_HEADER, ONE_LINE, Row, Table, columns_of
from translator.terms.termbase import Termbase
from translator.text.invisible import INVISIBLE, JOINERS, visible

_HINT_QUOTES = 'Put quotation marks around the whole field and double those inside it: "a ""b"", c".'
_HINT_COMMA = 'Put a field that holds a separator in quotation marks: "Beijing, China".'
_HINT_SAVE = "Save the term base as 'CSV UTF-8' in your spreadsheet program."

_TO_CLEAN = re.compile(f"[#{INVISIBLE}{JOINERS}]")
"""Characters without which no line is a comment or has a mark."""


def read_csv(data: bytes, name: str) -> Termbase:
    """Return the term base of one file; see `termbase_of` for what it raises."""
    return termbase_of([read_table(data, name)])


def read_table(data: bytes, name: str) -> Table:
    """Return the rows of a CSV file; what cannot be read is a fault of the table, and reading goes on after it."""
    table = Table(name)
    text = _decoded(data, table)
    if text is None:
        return table
    rows = rows_of(list(io.StringIO(text, newline="")), table)
    start, _, header = next(rows, (0, 0, []))
    columns = columns_of(header, Row(start + 1, {}), table)
    if columns is not None:
        add = table.add if CONTROL.search(text) else table.rows.append
        for start_of_row, end, row in rows:
            if (
                len(row) == len(columns) and end == start_of_row + 1
            ):  # nearly all rows, and a quarter of the time
                add(Row(end, dict(zip(columns, map(str.strip, row), strict=True))))
            elif uneven := _uneven(range(start_of_row + 1, end + 1), row, columns, table):
                add(uneven)
    return table


def _decoded(data: bytes, table: Table) -> str | None:
    from translator.readers.encodings import decode

    if not data.strip():
        table.fault_at(1, "the file is empty", HINT_HEADER)
    elif data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        table.fault_at(1, "this is a workbook or another packed file, not CSV", _HINT_SAVE)
    else:
        try:
            return decode(data, table.name)[0]
        except TranslatorError as error:
            table.fault_at(1, error.message.removeprefix(f"{table.name}: "), _HINT_SAVE)
    return None


def rows_of(lines: Sequence[str], table: Table | None = None) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the rows with text, each with the range of lines it takes; broken ones become faults of ``table``.

    Comments are no rows.
    """
    given = _Lines(lines)
    # Without comments and marks the csv module reads the lines itself, which is much faster.
    text = "".join(lines)
    plain = not (text.startswith("sep=") or _TO_CLEAN.search(text))
    reader = csv.reader(lines if plain else given, delimiter=delimiter_of(lines), strict=True)
    while True:
        start, given.row_begins = reader.line_num, True
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if table is None:
                raise
            table.fault_at(start + 1, f"the quotation marks do not balance ({error})", _HINT_QUOTES)
        else:
            if any(map(str.strip, row)):
                yield start, reader.line_num, row


class _Lines:
    """The lines of a file without marks and comments; ``row_begins`` is set by who reads them row by row."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = iter(lines)
        self.row_begins = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        comment = self.row_begins and is_comment(line)
        self.row_begins = False
        return "\n" if comment else visible(line)


def is_comment(line: str) -> bool:
    """Return whether a line that begins a row is a comment, or says to Excel what the separator is (``sep=;``)."""
    text = line.lstrip("\ufeff")
    return text.startswith("#") or (text.startswith("sep=") and len(text.rstrip("\r\n")) == len("sep=;"))


def delimiter_of(lines: Sequence[str]) -> str:
    """Return the separator of the columns, by the first line with text that is no comment."""
    given = (line for line in map(visible, lines) if line.strip() and not is_comment(line))
    return max(",;\t", key=next(given, "").count)


def _uneven(lines: range, row: Sequence[str], columns: Sequence[str], table: Table) -> Row | None:
    """Return a row of several lines or of another number of fields, or note its fault and return None."""
    if len(row) > len(columns) and any(value.strip() for value in row[len(columns) :]):
        message = f"{len(row)} fields, but the header row has {len(columns)}"
        table.fault_at(lines[0], message, _HINT_COMMA)
        return None
    values = dict(zip(columns, map(str.strip, row), strict=False))
    if len(row) < len(columns):
        values.update(dict.fromkeys(columns[len(row) :], ""))
    if len(lines) > 1:
        broken = [name for name in columns if name in ONE_LINE and re.search(r"[\r\n]", values[name])]
        if broken:
            message = f"a line break inside {broken[0]}; a quotation mark is missing"
            table.fault_at(lines[0], message, _HINT_QUOTES)
            return None
        values = {name: value.replace("\r\n", "\n").replace("\r", "\n") for name, value in values.items()}
    return Row(lines[0], values)
