"""Entries put into a CSV term base; every other byte of the file stays as it was."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from translator.errors import GlossaryError, quoted
from translator.model import Priority
from translator.terms.csv_read import delimiter_of, read_csv, rows_of
from translator.terms.entries import several, spaced, term_of
from translator.terms.rows import COLUMN_OF, COLUMNS, ONE_LINE, Change, Table
from translator.terms.termbase import STATUSES, Term, match_form, source_form

_DISPENSABLE = ("domain", "note")
_OF_CHANGED = ("target", "variants", "note", "status")
"""Columns that an entry which is there already gets when no others are named."""

_BYTE_ORDERS = ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_HINT_SAVE = "Save the term base as 'CSV UTF-8' in your spreadsheet program and run the command again."


def put_terms(data: bytes, terms: Sequence[Term], name: str, columns: Collection[str] = ()) -> bytes:
    """Return the content of a term base with these entries; ``data`` is empty for a new file.

    The rows of the same source that a run uses get the named columns (target, variants, note and status if none are
    named) and keep the others. A named status also replaces a better one in other rows of that source. Without a row to
    change, the entry becomes a new last row with all its columns. Accepted forms that other rows of the source give are
    not repeated. A deprecated row with other English is changed only when columns are named. Encoding, byte order mark,
    separator, order of columns, line ends and the rows of other sources stay as they are. Domain and note are left out
    where the file has no such column, unless they are named; any other column is added when there is something to
    write. Raises `GlossaryError` for a file that is faulty or cannot be written back exactly.
    """
    data = data if data.strip() else (",".join(COLUMNS) + "\n").encode()
    _check_is_csv(name)
    before = _by_form(data, name)  # raises for faults before anything is changed
    text, mark, codec = decoded(data, name)
    table = _Table(text)
    beside = [table.put(term, _values(term, name), columns) for term in terms]
    changed = _encoded(table.lines, mark, codec, name)
    after = _by_form(changed, name)
    for term, forms in zip(terms, beside, strict=True):
        _check_written(after, term, forms, name, columns)
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
            hint=f"Import it into one: translator glossary import {quoted(name)} --into terms.csv",
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

    def put(self, term: Term, values: dict[str, str], columns: Collection[str]) -> set[str]:
        """Write columns of an entry into its rows, or all below all rows; return the forms that other rows give it."""
        found = self._rows_to_change(term, columns)
        if not found:
            self._add_columns(values, columns)
            self._append(self._filled([""] * self._width, values))
            return set()
        others = [row for row in self._rows_of(term.source) if row not in found]
        beside = self._accepted_beside(found, others, term.status)
        values = {name: values[name] for name in columns or _OF_CHANGED}
        self._drop_repeated(values, found, beside)
        self._add_columns(values, columns)
        for row in found:
            self._replace(row, self._own(row[2], values))
        if "status" in columns:
            self._step_down(others, values["status"])
        return beside

    def _rows_to_change(self, term: Term, columns: Collection[str]) -> list[_Lines]:
        """Return the rows of the source that a run takes the English from, which repeat each other."""
        rows = self._rows_of(term.source)
        best = min(map(self._rank, rows), default=0)
        rows = [row for row in rows if self._rank(row) == best]
        target = self._target(rows[0]) if rows else ""
        if STATUSES[best] == "deprecated" != term.status and not columns:
            target = spaced(term.target)  # other English that was given up stays so
        return [row for row in rows if self._target(row) == target]

    def _accepted_beside(self, found: Sequence[_Lines], others: Sequence[_Lines], status: str) -> set[str]:
        """Return the forms of other rows that the entry accepts when it has this status."""
        counted = {"admitted", status or "preferred", STATUSES[self._rank(found[0])]}
        rows = [row for row in others if STATUSES[self._rank(row)] in counted]
        return {form for row in rows for form in (self._target(row), *self._variants(row))}

    def _drop_repeated(self, values: dict[str, str], found: Sequence[_Lines], beside: set[str]) -> None:
        own = {form for row in found for form in self._variants(row)}
        if "variants" in values:
            forms = several(values["variants"])
            values["variants"] = "|".join(form for form in forms if form in own or form not in beside)
        elif values.get("target") in own:
            forms = self._variants(found[0])
            values["variants"] = "|".join(form for form in forms if form != values["target"])

    def _step_down(self, others: Sequence[_Lines], status: str) -> None:
        """Lower rows with a better status to this status, so that they do not take precedence over the entry."""
        for row in others:
            if self._rank(row) < STATUSES.index(status or "preferred"):
                self._replace(row, {"status": status})

    def _own(self, row: Sequence[str], values: dict[str, str]) -> dict[str, str]:
        """Return the values to write into a row, without a status that the row already has, whatever its case."""
        status = _field(row, self._columns["status"]) if "status" in self._columns else ""
        same = (status.lower() or "preferred") == (values.get("status") or "preferred")
        return {name: value for name, value in values.items() if name != "status" or not same}

    def _rank(self, row: _Lines) -> int:
        at = self._columns.get("status")
        return STATUSES.index((_field(row[2], at).lower() if at is not None else "") or "preferred")

    def _target(self, row: _Lines) -> str:
        return spaced(_field(row[2], self._columns["target"]))

    def _variants(self, row: _Lines) -> tuple[str, ...]:
        at = self._columns.get("variants")
        return several(_field(row[2], at)) if at is not None else ()

    def _replace(self, row: _Lines, values: dict[str, str]) -> None:
        start, end, fields = row
        line = line_of(self._filled(fields, values), self._delimiter, _ending(self.lines[end - 1]))
        self.lines[start:end] = [line, *[""] * (end - start - 1)]

    def change(self, changes: Sequence[Change]) -> None:
        """Write values into rows, given by their first line, and new rows below all others."""
        rows = {start + 1: (start, end, row) for start, end, row in self._rows}
        for _, values in changes:
            self._add_columns(values, values)
        for given, values in changes:
            if given is None:
                self._append(self._filled([""] * self._width, values))
                continue
            self._replace(rows[given.line], values)

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

    def _add_columns(self, values: Mapping[str, str], needed: Collection[str]) -> None:
        """Add a column for each value that has none; a dispensable one only when it is needed."""
        for name, value in values.items():
            if value and name not in self._columns and (name in needed or name not in _DISPENSABLE):
                self._add_column(name)

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


def _values(term: Term, name: str) -> dict[str, str]:
    """Return the columns of an entry as the reader has them; raise `GlossaryError` for what no row can hold."""
    values = _fields(term)
    if broken := [column for column in COLUMNS if column in ONE_LINE and set("\r\n") & set(values[column])]:
        raise GlossaryError(
            f"{name}: the {broken[0]} of {term.source} has a line break", hint="Write it on one line."
        )
    forms = "".join((*term.variants, *term.forbidden, *term.exceptions))
    if "|" in forms or "｜" in forms:
        raise _unwritable(term, name)
    # The priority of a proposed entry counts once somebody confirms it.
    return _fields(replace(term_of(values), priority=term.priority))


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


def _check_written(
    after: dict[str, Term], term: Term, beside: set[str], name: str, columns: Collection[str]
) -> None:
    """Raise `GlossaryError` when a column reads otherwise than it was given; ``beside`` are forms of other rows."""
    got, wanted = after.get(match_form(term.source)), term_of(_fields(term))
    fields = {_ATTRIBUTES.get(column, column) for column in columns or ("target", "variants", "status")}
    if got is None or any(getattr(got, one) != getattr(wanted, one) for one in fields - {"variants"}):
        raise _unwritable(term, name)
    if "variants" in fields and not set(wanted.variants) <= set(got.variants) <= {*wanted.variants, *beside}:
        raise _unwritable(term, name)


def _unwritable(term: Term, name: str) -> GlossaryError:
    return GlossaryError(
        f"{name}: {term.source} = {term.target} cannot be written as a row of this file",
        hint="Leave '|' out of its variants, forbidden forms and exceptions; or write the row by hand.",
    )


def _check_others(before: dict[str, Term], after: dict[str, Term], changed: set[str], name: str) -> None:
    if any(before.get(form) != after.get(form) for form in (before.keys() | after.keys()) - changed):
        raise GlossaryError(
            f"{name}: cannot be changed without harm to its other rows",
            hint="Write the row by hand, or put new entries into another file with --into.",
        )
