"""Repair of the findings that are safe to repair; every other byte of a file stays as it was."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from translator.terms.csv_write import decoded, line_of
from translator.terms.lint.checks import CHECKS
from translator.terms.lint.model import Check, Finding
from translator.terms.lint.rows import Row, delimiter, read_table

_BY_NAME = {check.name: check for check in CHECKS}


def mended(data: bytes, name: str, findings: Iterable[Finding]) -> bytes:
    """Return the content of a term base with its mendable findings repaired; only their rows are written anew.

    Raises `GlossaryError` for a file that cannot be written back in its encoding.
    """
    wanted: dict[int, list[Check]] = {}
    for finding in findings:
        if finding.mendable and finding.file == name:
            wanted.setdefault(finding.line, []).append(_BY_NAME[finding.check])
    if not wanted:
        return data
    text, mark, codec = decoded(data, name)
    table = read_table(data, name)
    changed = {row.start: row for row in table.rows if row.line in wanted}
    lines = list(io.StringIO(text, newline=""))
    separator = delimiter(data, name)
    for start, row in changed.items():
        lines[start : row.end] = [
            _repaired(row, wanted[row.line], table.columns, separator),
            *[""] * (row.end - start - 1),
        ]
    return mark + "".join(lines).encode(codec)


def _repaired(row: Row, checks: list[Check], columns: tuple[str, ...], separator: str) -> str:
    if any(check.drops_rows for check in checks):
        return ""
    ending = row.raw[len(row.raw.rstrip("\r\n")) :]
    return line_of(list(_cells(row, checks, columns)), separator, ending)


def _cells(row: Row, checks: list[Check], columns: tuple[str, ...]) -> Iterator[str]:
    for column, field in zip_longest(columns[: len(row.fields)], row.fields, fillvalue=""):
        value = field
        for check in checks:
            value = check.mend(column, value) if check.mend and column else value
        yield value
