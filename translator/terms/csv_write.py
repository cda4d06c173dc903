"""Own changing a CSV term base: entries put in, and everything else in the file as it was, byte for byte.

Bytes in, bytes out; the caller opens and keeps files. What a row means is the business of `csv_file`, which also
reads every result again before it is given out.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translator.errors import GlossaryError
from translator.terms.csv_read import delimiter_of, read_csv, without_marks
from translator.terms.termbase import Term, match_form

NEW_HEADER = ("source", "target", "domain", "note", "variants")

_BYTE_ORDERS = ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))


def put_terms(data: bytes, terms: Sequence[Term], name: str) -> bytes:
    """Put entries into a term base and give its new content; ``data`` may be empty, for a new file.

    Every row of the same source gets the entry's target, variants and note, so that no row contradicts it; without
    such a row the entry is a new last row. Encoding, byte order mark, separator, order of columns, line ends and all
    other rows stay as they are. Domain and note are left out where the file has no such column; a column
    ``variants`` is added when it is needed. Raises `GlossaryError` for a file that is faulty or that cannot be
    written back exactly.
    """
    if not data.strip():
        data = (",".join(NEW_HEADER) + "\n").encode()
    before = _by_form(data, name)  # faults are told before anything is changed
    encoder = _Encoder.of(data, name)
    table = _Table.of(encoder.text)
    for term in terms:
        table.put(term)
    changed = encoder.bytes_of("".join(table.lines))
    _check(before, _by_form(changed, name), terms, name)
    return changed


@dataclass(frozen=True, slots=True)
class _Encoder:
    """Turn the text of a file back into its bytes."""

    text: str
    mark: bytes
    codec: str
    name: str

    @classmethod
    def of(cls, data: bytes, name: str) -> _Encoder:
        from translator.readers.encodings import decode

        text, codec = decode(data, name)
        for mark, one in ((b"", codec), *_BYTE_ORDERS):
            if mark + text.encode(one, errors="replace") == data:
                return cls(text, mark, one, name)
        raise GlossaryError(
            f"{name}: cannot be changed without harm to its text ({codec})",
            hint="Save the term base as 'CSV UTF-8' in your spreadsheet program and run the command again.",
        )

    def bytes_of(self, text: str) -> bytes:
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError as error:
            raise GlossaryError(
                f"{self.name}: its encoding ({self.codec}) has no '{text[error.start]}'",
                hint="Save the term base as 'CSV UTF-8' in your spreadsheet program and run the command again.",
            ) from None


@dataclass(slots=True)
class _Table:
    """Hold the physical lines of a file; a row may take several."""

    lines: list[str]
    delimiter: str
    columns: dict[str, int]
    width: int
    header: int
    rows: list[tuple[int, int, list[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> _Table:
        lines = list(io.StringIO(text, newline=""))
        first = next(number for number, line in enumerate(lines) if without_marks(line).strip())
        delimiter = delimiter_of(without_marks(lines[first]))
        (_, end, names), *rows = _rows(lines, delimiter)
        columns = {name.strip().lower(): at for at, name in enumerate(names)}
        return cls(lines, delimiter, columns, len(names), end - 1, rows)

    def put(self, term: Term) -> None:
        """Put an entry into its rows, or below them all."""
        form = match_form(term.source)
        if term.variants:
            self._add_column("variants")
        found = [row for row in self.rows if match_form(self._value(row[2], "source")) == form]
        for start, end, row in found:
            self._replace(start, end, self._filled(row, term))
        if not found:
            self._append(self._filled([""] * self.width, term, source=term.source, domain=term.domain))

    def _value(self, row: Sequence[str], column: str) -> str:
        at = self.columns.get(column, len(row))
        return row[at].strip() if at < len(row) else ""

    def _filled(self, row: Sequence[str], term: Term, **more: str) -> list[str]:
        values = {"target": term.target, "note": term.note, "variants": "|".join(term.variants), **more}
        wanted = {self.columns[name]: value for name, value in values.items() if name in self.columns}
        filled = [
            *row,
            *[""] * (max([at for at, value in wanted.items() if value], default=0) + 1 - len(row)),
        ]
        return [wanted.get(at, value) for at, value in enumerate(filled)]

    # --- the lines ---

    def _replace(self, start: int, end: int, row: Sequence[str]) -> None:
        """Put a row in the place of its lines; the lines that it no longer needs become empty strings."""
        ending = _ending(self.lines[end - 1])
        self.lines[start:end] = [self._line(row, ending), *[""] * (end - start - 1)]

    def _append(self, row: list[str]) -> None:
        ending = _ending(self.lines[self.header]) or "\n"
        if not _ending(self.lines[-1]):
            self.lines[-1] += ending
        self.lines.append(self._line(row, ending))
        self.rows.append((len(self.lines) - 1, len(self.lines), row))

    def _add_column(self, name: str) -> None:
        if name in self.columns:
            return
        line = self.lines[self.header]
        ending = _ending(line)
        self.lines[self.header] = line.removesuffix(ending) + self.delimiter + name + ending
        self.columns[name] = self.width
        self.width += 1

    def _line(self, row: Sequence[str], ending: str) -> str:
        text = io.StringIO()
        # A line break in a field is quoted only where the writer's own line ends hold its character.
        csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n").writerow(row)
        return text.getvalue().removesuffix("\r\n") + ending


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the rows that hold anything, each with the range of lines it takes."""
    reader = csv.reader(map(without_marks, lines), delimiter=delimiter, strict=True)
    start = 0
    for row in reader:
        if any(value.strip() for value in row):
            yield start, reader.line_num, row
        start = reader.line_num


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _by_form(data: bytes, name: str) -> dict[str, Term]:
    return {match_form(term.source): replace(term, line=0) for term in read_csv(data, name).terms}


def _check(before: dict[str, Term], after: dict[str, Term], terms: Sequence[Term], name: str) -> None:
    """Hold the new content, read as any command will, against what was asked for and what stood there before."""
    for term in terms:
        got = after.get(match_form(term.source))
        if got is None or (got.target, got.variants) != (term.target, term.variants):
            raise GlossaryError(
                f"{name}: {term.source} = {term.target} cannot be written as a row of this file",
                hint="Leave line breaks out of it, and '|' out of variants; or write the row by hand.",
            )
    asked = {match_form(term.source) for term in terms}
    if {form: term for form, term in after.items() if form not in asked} != {
        form: term for form, term in before.items() if form not in asked
    }:
        raise GlossaryError(
            f"{name}: cannot be changed without harm to its other rows",
            hint="Write the row by hand, or put new entries into another file with --into.",
        )
