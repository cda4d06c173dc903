"""Entries put into a CSV term base; every other byte of the file stays as it was."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import replace

from translator.errors import GlossaryError
from translator.model import Priority
from translator.terms.csv_read import delimiter_of, read_csv, rows_of
from translator.terms.rows import COLUMN_OF, COLUMNS, Change, Table
from translator.terms.termbase import STATUSES, Term, match_form, source_form

_DISPENSABLE = ("domain", "note")

_BYTE_ORDERS = ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_HINT_SAVE = "Save the term base as 'CSV UTF-8' in your spreadsheet program and run the command again."


def put_terms(data: bytes, terms: Sequence[Term], name: str, needed: Collection[str] = ()) -> bytes:
    """Return the content of a term base with these entries; ``data`` is empty for a new file.

    Every row of the same source gets the entry's target, variants, note and the ``needed`` fields and keeps the others,
    so that no row contradicts it; without such a row the entry becomes a new last row. Encoding, byte order mark,
    separator, order of columns, line ends and all other rows stay as they are. Domain and note are left out where the
    file has no such column, unless they are ``needed``; any other column is added when there is something to write.
    Raises `GlossaryError` for a file that is faulty or cannot be written back exactly.
    """
    data = data if data.strip() else (",".join(COLUMNS) + "\n").encode()
    _check_is_csv(name)
    before = _by_form(data, name)  # raises for faults before anything is changed
    text, mark, codec = decoded(data, name)
    table = _Table(text)
    for term in terms:
        table.put(term, needed)
    changed = _encoded(table.lines, mark, codec, name)
    after = _by_form(changed, name)
    _check_written(after, terms, name, needed)
    _check_others(before, after, {match_form(term.source) for term in terms}, name)
    return changed


def write_table(table: Table) -> bytes:
    """Return rows as a CSV file in UTF-8 with a byte order mark, without which Excel takes it for another encoding."""
    lines = [line_of(table.columns, ",", "\n")]
    lines += [line_of([row.values.get(name, "") for name in table.columns], ",", "\n") for row in table.rows]
    return codecs.BOM_UTF8 + "".join(lines).encode()


def change_table(data: bytes, table: Table, changes: Sequence[Change]) -> bytes:
    """Return the content of a file with changed and added rows; every other byte stays as it was.

    Raises `GlossaryError` when it cannot be written back exactly.
    """
    text, mark, codec = decoded(data, table.name)
    lines = _Table(text)
    lines.change(changes)
    return _encoded(lines.lines, mark, codec, table.name)


def remove_term(data: bytes, source: str, name: str) -> bytes:
    """Return the content of a term base without the rows of a source; every other byte stays.

    Raises `GlossaryError` for a file that is faulty or cannot be written back exactly.
    """
    _check_is_csv(name)
    before = _by_form(data, name)
    text, mark, codec = decoded(data, name)
    table = _Table(text)
    table.remove(source)
    changed = _encoded(table.lines, mark, codec, name)
    _check_others(before, _by_form(changed, name), {match_form(source)}, name)
    return changed


def decoded(data: bytes, name: str) -> tuple[str, bytes, str]:
    """Return the text of a term base, its byte order mark and its encoding, with which it becomes ``data`` again.

    Raises `GlossaryError` for a file of which that is not true.
    """
    from translator.readers.encodings import decode

    text, codec = decode(data, name)
    for mark, one in ((b"", codec), *_BYTE_ORDERS):
        if mark + text.encode(one, errors="replace") == data:
            return text, mark, one
    raise GlossaryError(f"{name}: cannot be changed without harm to its text ({codec})", hint=_HINT_SAVE)


def _check_is_csv(name: str) -> None:
    if name.lower().endswith((".xlsx", ".tbx")):
        raise GlossaryError(
            f"{name}: single entries are changed in CSV files only",
            hint=f"Import it into one: translator glossary import {name} --into terms.csv",
        )


def _encoded(lines: Sequence[str], mark: bytes, codec: str, name: str) -> bytes:
    try:
        return mark + "".join(lines).encode(codec)
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        raise GlossaryError(f"{name}: its encoding ({codec}) has no '{character}'", hint=_HINT_SAVE) from None


_Lines = tuple[int, int, list[str]]
"""The first line of a row, the line after its last, and its fields."""


class _Table:
    """The physical lines of a file, of which a row may take several."""

    def __init__(self, text: str) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        self._delimiter = delimiter_of(self.lines)
        (_, end, names), *self._rows = rows_of(self.lines)
        self._header = end - 1
        self._columns = {name.strip().lower(): at for at, name in enumerate(names)}
        self._width = len(names)
        self._by_form: dict[str, list[_Lines]] | None = None

    def put(self, term: Term, needed: Collection[str]) -> None:
        """Write an entry into the rows of its source, or below all rows."""
        found = self._in_use(term.source)
        values = _fields(term)
        if found:
            values = {name: values[name] for name in dict.fromkeys(("target", "variants", "note", *needed))}
        for name, value in values.items():
            if value and name not in self._columns and (name in needed or name not in _DISPENSABLE):
                self._add_column(name)
        for start, end, row in found:
            line = line_of(self._filled(row, values), self._delimiter, _ending(self.lines[end - 1]))
            self.lines[start:end] = [line, *[""] * (end - start - 1)]
        if not found:
            self._append(self._filled([""] * self._width, values))

    def change(self, changes: Sequence[Change]) -> None:
        """Write values into rows, given by their first line, and new rows below all others."""
        rows = {start + 1: (start, end, row) for start, end, row in self._rows}
        for name in dict.fromkeys(name for _, values in changes for name, value in values.items() if value):
            if name not in self._columns:
                self._add_column(name)
        for given, values in changes:
            if given is None:
                self._append(self._filled([""] * self._width, values))
                continue
            start, end, row = rows[given.line]
            line = line_of(self._filled(row, values), self._delimiter, _ending(self.lines[end - 1]))
            self.lines[start:end] = [line, *[""] * (end - start - 1)]

    def remove(self, source: str) -> None:
        """Take away the lines of the rows of a source."""
        for start, end, _ in self._rows_of(source):
            self.lines[start:end] = [""] * (end - start)

    def _rows_of(self, source: str) -> list[_Lines]:
        if self._by_form is None:
            self._by_form = {}
            for row in self._rows:
                self._by_form.setdefault(source_form(_field(row[2], self._columns["source"])), []).append(row)
        return self._by_form.get(match_form(source), [])

    def _in_use(self, source: str) -> list[_Lines]:
        """Return the rows of a source that have the best status, which are those that a run uses."""
        found = self._rows_of(source)
        at = self._columns.get("status")
        if at is None or len(found) < 2:
            return found
        ranks = [STATUSES.index(_field(row[2], at).lower() or "preferred") for row in found]
        return [row for row, rank in zip(found, ranks, strict=True) if rank == min(ranks)]

    def _add_column(self, name: str) -> None:
        line = self.lines[self._header]
        ending = _ending(line)
        self.lines[self._header] = line.removesuffix(ending) + self._delimiter + name + ending
        self._columns[name] = self._width
        self._width += 1

    def _filled(self, row: Sequence[str], values: dict[str, str]) -> list[str]:
        wanted = {self._columns[name]: value for name, value in values.items() if name in self._columns}
        width = max([at for at, value in wanted.items() if value], default=0) + 1
        filled = [*row, *[""] * (width - len(row))]
        return [wanted.get(at, value) for at, value in enumerate(filled)]

    def _append(self, row: list[str]) -> None:
        ending = _ending(self.lines[self._header]) or "\n"
        if not _ending(self.lines[-1]):
            self.lines[-1] += ending
        self.lines.append(line_of(row, self._delimiter, ending))
        self._rows.append((len(self.lines) - 1, len(self.lines), row))
        self._by_form = None


def line_of(row: Sequence[str], delimiter: str, ending: str) -> str:
    """Return a row as it is written into a file, in quotation marks where it would be a comment without them."""
    text = io.StringIO()
    # A line break in a field is quoted only where the writer's own line ends contain its character; and what begins
    # with a number sign would be a comment.
    comment = "".join(row).startswith("#")
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator="\r\n",
        quoting=csv.QUOTE_ALL if comment else csv.QUOTE_MINIMAL,
    )
    writer.writerow(row)
    return text.getvalue().removesuffix("\r\n") + ending


def _field(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _fields(term: Term) -> dict[str, str]:
    return {
        "source": term.source,
        "target": term.target,
        "variants": "|".join(term.variants),
        "forbidden": "|".join(term.forbidden),
        "pos": term.pos,
        "domain": term.domain,
        "status": term.status,
        "priority": "" if term.priority is Priority.FORCE else term.priority.value,
        "abbreviation": term.abbreviation,
        "case": term.case,
        "except": "|".join(term.exceptions),
        "note": term.note,
        "reference": term.reference,
    }


_ATTRIBUTES = {column: field for field, column in COLUMN_OF.items()}


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _by_form(data: bytes, name: str) -> dict[str, Term]:
    base = read_csv(data, name)
    return {term.form: replace(term, line=0) for term in (*base.deprecated, *base.terms)}


def _check_written(after: dict[str, Term], terms: Sequence[Term], name: str, needed: Collection[str]) -> None:
    fields = [_ATTRIBUTES.get(field, field) for field in ("target", "variants", *needed)]
    for term in terms:
        got = after.get(match_form(term.source))
        if got is None or any(getattr(got, field) != getattr(term, field) for field in fields):
            raise GlossaryError(
                f"{name}: {term.source} = {term.target} cannot be written as a row of this file",
                hint="Leave line breaks out of it, and '|' out of variants; or write the row by hand.",
            )


def _check_others(before: dict[str, Term], after: dict[str, Term], changed: set[str], name: str) -> None:
    if any(before.get(form) != after.get(form) for form in (before.keys() | after.keys()) - changed):
        raise GlossaryError(
            f"{name}: cannot be changed without harm to its other rows",
            hint="Write the row by hand, or put new entries into another file with --into.",
        )
