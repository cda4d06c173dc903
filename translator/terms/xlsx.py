"""Term bases as Excel workbooks (ECMA-376 SpreadsheetML): one sheet a domain, every cell text.

Workbooks are read straight from their XML, which gives the values of formulas, the formulas and the merged cells in one
pass, several times faster than openpyxl; openpyxl writes them.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from translator.errors import GlossaryError
from translator.terms.rows import ONE_LINE, REQUIRED, Change, Row, Table, columns_of
from translator.text.invisible import visible
from translator.text.xml import ended_elements
from translator.text.zips import ZIP_FAULTS

if TYPE_CHECKING:
    from lxml.etree import _Element
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet.table import Table as ExcelTable
    from openpyxl.worksheet.worksheet import Worksheet

_FAULTS = (*ZIP_FAULTS, OSError, ValueError, KeyError)
_LARGEST_PART = 300 * 1024 * 1024
"""Bytes of one part, unpacked, above which a workbook is refused; 100,000 terms have a third of it."""
_MOST_ROWS, _MOST_STYLES = 1_048_576, 65_490
"""Excel's own limits."""
_HEADER_WITHIN = 10
"""Rows at the top of a sheet among which its header row is looked for, because titles stand above."""

_HINT_SAVE = "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and use that file."
_HINT_OPEN = (
    "Name the workbook itself, which has no ~$ before its name; close Excel and delete a mark that is left."
)
_HINT_FORMULA = "Open the workbook in Excel and save it, or replace the formula by its value."
_HINT_ERROR = "Correct the formula, or write the value itself."
_HINT_MERGED = "Unmerge the cells and write one value into each."
_HINT_VALUES = "Replace the formulas by their values (copy, paste as values), or import into another file."
_HINT_HEADER = "Name the columns source and target in one row at the top of the sheet, in unmerged cells."
_HINT_LONG = "Shorten it; Excel holds 32,767 characters in a cell."


# --- reading -----------------------------------------------------------------------------------------------------


def read_table(data: bytes, name: str) -> Table:
    """Return the rows of all sheets that have a header row; other sheets are skipped with a warning.

    A formula counts with the value that the workbook keeps of it. A cell merged over several rows counts for each of
    them. A formula without a value, an error value and cells merged over several columns are faults of their row.
    """
    table = Table(name)
    if PurePath(name).name.startswith("~$"):
        table.fault_at(1, "this is not a workbook but the file by which Excel marks an open one", _HINT_OPEN)
        return table
    try:
        sheets = [_read_sheet(title, part, book) for book in [_Book(data)] for title, part in book.sheets()]
    except _UnreadableError as error:
        table.fault_at(1, str(error), _HINT_SAVE)
        return table
    filled = [sheet for sheet in sheets if sheet.rows]
    if not any(sheet.header for sheet in filled):
        first = filled[0] if filled else _Sheet("1", {1: {}})
        line, cells = next(iter(first.rows.items()))
        columns_of(list(cells.values()), Row(line, {}, first.title), table)
        return table
    for sheet in filled:
        if sheet.header:
            _add_rows(sheet, sheet.header, table)
        else:
            row = Row(next(iter(sheet.rows)), {}, sheet.title)
            table.warn(row, "the sheet is skipped: no row at its top names the columns source and target")
    return table


class _UnreadableError(Exception):
    """The workbook cannot be read; the text says why."""


@dataclass(slots=True)
class _Sheet:
    """Cells by row and column, both from 1, and what is wrong with single ones."""

    title: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    @property
    def header(self) -> int:
        """Return the number of the header row, 0 when there is none."""
        lines = list(self.rows)[:_HEADER_WITHIN]
        return next((line for line in lines if is_header(self.rows[line].values())), 0)


def is_header(cells: Iterable[object]) -> bool:
    """Return whether the cells of a row name the columns of a term base."""
    names = {str(cell).strip().lower() for cell in cells}
    return names.issuperset(REQUIRED)


def _add_rows(sheet: _Sheet, header: int, table: Table) -> None:
    names = sheet.rows[header]
    columns = columns_of(list(names.values()), Row(header, {}, sheet.title), table)
    if columns is None:
        return
    places = list(zip(names, columns, strict=True))
    for line, cells in sheet.rows.items():
        if line > header and not _is_comment(cells):
            values = {name: _value(name, cells.get(at, "")) for at, name in places}
            row = Row(line, values, sheet.title)
            faults = [sheet.faults[line, at] for at, _ in places if (line, at) in sheet.faults]
            for message, hint in faults:
                table.fault(row, message, hint)
            if not faults and any(values.values()):
                table.add(row)


def _value(name: str, text: str) -> str:
    text = visible(text)
    return " ".join(text.split()) if name in ONE_LINE and "\n" in text else text.strip()


def _is_comment(cells: dict[int, str]) -> bool:
    texts = [text for text in cells.values() if text.strip()]
    return len(texts) == 1 and texts[0].startswith("#")


def _read_sheet(title: str, part: str, book: _Book) -> _Sheet:
    sheet = _Sheet(title)
    merged: list[str] = []
    for element in book.elements(part, "row", "mergeCell"):
        if _is(element, "mergeCell"):
            merged.append(str(element.get("ref", "")))
            continue
        line = _number(element.get("r"), _MOST_ROWS) or max(sheet.rows, default=0) + 1
        cells = _cells(element, line, sheet, book)
        if any(text.strip() for text in cells.values()) or any(at == line for at, _ in sheet.faults):
            sheet.rows[line] = cells
    for ref in merged:
        _unmerge(ref, sheet)
    return sheet


def _cells(row: _Element, line: int, sheet: _Sheet, book: _Book) -> dict[int, str]:
    cells: dict[int, str] = {}
    at = 0
    for cell in row:
        at = _column(str(cell.get("r", ""))) or at + 1
        parts = {child.tag.rpartition("}")[2]: child for child in cell}
        value = parts["v"].text if "v" in parts else None
        kind = cell.get("t")
        if "f" in parts and not value and kind != "str":
            sheet.faults[line, at] = (f"cell {_letters(at)}{line}: the formula has no value", _HINT_FORMULA)
        elif kind == "e":
            sheet.faults[line, at] = (
                f"cell {_letters(at)}{line}: the value is the error {value}",
                _HINT_ERROR,
            )
        elif "is" in parts:
            cells[at] = _text(parts["is"])
        elif value:
            cells[at] = book.text_of(value, kind, cell.get("s"))
    return cells


def _unmerge(ref: str, sheet: _Sheet) -> None:
    corners = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", ref)
    if not corners:
        return
    left, right = _column(corners[1]), _column(corners[3])
    top, bottom = _number(corners[2], _MOST_ROWS), _number(corners[4], _MOST_ROWS)
    text = sheet.rows.get(top, {}).get(left, "")
    for line, cells in sheet.rows.items():
        if left != right and top <= line <= bottom:
            sheet.faults[line, left] = (f"the cells {ref} are merged over several columns", _HINT_MERGED)
        elif top < line <= bottom:
            cells[left] = text


def _number(text: str | None, most: int) -> int:
    """Return a whole number that a workbook writes, 0 for none; raise `_UnreadableError` for what is no such number."""
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise _UnreadableError(f"the workbook is damaged (a number in it is {text[:20]})")
    return int(text)


def _is(element: _Element, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name


def _column(ref: str) -> int:
    number = 0
    for letter in ref:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _text(element: _Element) -> str:
    """Return the text of a string item without the reading aids (``rPh``) that East Asian Excel adds."""
    runs = (t for t in element.iter("{*}t") if not str(getattr(t.getparent(), "tag", "")).endswith("}rPh"))
    text = "".join(t.text or "" for t in runs)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Book:
    """The parts of a workbook, opened safely: nothing outside is loaded and no entity is expanded."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise _UnreadableError("this is an old workbook (.xls), or one that is locked with a password")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS:
            raise _UnreadableError("this is not an Excel workbook, or a damaged one") from None

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield the title and the part of each worksheet, in order."""
        parts = dict(self._parts("worksheet"))
        for sheet in self.elements(self._main, "sheet"):
            identifier = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
            if identifier in parts:
                yield str(sheet.get("name", "")), parts[identifier]

    @cached_property
    def _main(self) -> str:
        return next(self._targets("_rels/.rels", "officeDocument", ""), ("", "xl/workbook.xml"))[1]

    def _parts(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the identifier and the name of each part of a kind that belongs to the workbook."""
        folder, _, file = self._main.rpartition("/")
        return self._targets(f"{folder}/_rels/{file}.rels", kind, folder)

    def _part(self, kind: str) -> str:
        return next(self._parts(kind), ("", f"xl/{kind}.xml"))[1]

    def _targets(self, part: str, kind: str, folder: str) -> Iterator[tuple[str, str]]:
        for relation in self.elements(part, "Relationship"):
            if str(relation.get("Type", "")).endswith(f"/{kind}"):
                target = str(relation.get("Target", ""))
                path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
                yield str(relation.get("Id", "")), path

    def elements(self, part: str, *names: str) -> Iterator[_Element]:
        """Yield the elements of these names as they end; each is emptied afterwards."""
        from lxml import etree

        try:
            for _, element in ended_elements(self._read(part), [f"{{*}}{name}" for name in names]):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _UnreadableError(f"the workbook is damaged ({part}: {error})") from None

    def _read(self, part: str) -> bytes:
        try:
            if self._archive.getinfo(part).file_size > _LARGEST_PART:
                raise _UnreadableError(f"{part} unpacks to more than {_LARGEST_PART // 2**20} MiB")
            data = self._archive.read(part)
        except _FAULTS:
            raise _UnreadableError(f"this is not an Excel workbook, or a damaged one ({part})") from None
        if b"<!DOCTYPE" in data[:4096]:
            raise _UnreadableError(f"{part} declares a document type, which no workbook does")
        return data

    @cached_property
    def _strings(self) -> list[str]:
        return [_text(item) for item in self.elements(self._part("sharedStrings"), "si")]

    def text_of(self, value: str, kind: str | None, style: str | None) -> str:
        """Return what a cell shows, in plain form: 5, not 5.0, and 2023-05-16 for a date."""
        if kind == "s":
            try:
                return self._strings[int(value)]
            except (IndexError, ValueError):
                raise _UnreadableError(f"the workbook is damaged (text {value} is missing)") from None
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in ("str", "d"):
            return value
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise _UnreadableError(f"the workbook is damaged (the value of a cell is {value[:20]})")
        if _number(style, _MOST_STYLES) in self._date_styles:
            return _date(number)
        return str(int(number)) if number.is_integer() else repr(number)

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        formats = dict(BUILTIN_FORMATS)
        used: list[int] = []
        with suppress(_UnreadableError):
            for element in self.elements(self._part("styles"), "numFmt", "xf"):
                if _is(element, "numFmt"):
                    formats[int(element.get("numFmtId") or 0)] = str(element.get("formatCode", ""))
                elif str(getattr(element.getparent(), "tag", "")).endswith("cellXfs"):
                    used.append(int(element.get("numFmtId") or 0))
        return frozenset(at for at, number in enumerate(used) if is_date_format(formats.get(number, "")))


def _date(number: float) -> str:
    from openpyxl.utils.datetime import from_excel

    moment = from_excel(number)
    return str(moment).removesuffix(" 00:00:00")


# --- writing -----------------------------------------------------------------------------------------------------

_WIDTHS = {
    "source": 24,
    "target": 44,
    "variants": 32,
    "forbidden": 24,
    "note": 40,
    "reference": 32,
    "except": 20,
}
_WIDTH = 12
_LINE = 15
"""Points of height of a line."""
_WIDE = re.compile("[\u2e80-\uffef]")
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LITERAL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_table(table: Table) -> bytes:
    """Return a workbook with a sheet for each domain, a frozen header row with filters, and text in every cell.

    Raises `GlossaryError` for a text that is too long for a cell.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    bold, fill = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="DDE6F0")
    for title, rows in _by_sheet(table):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "C2"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = f"A1:{_letters(len(table.columns))}{len(rows) + 1}"
        for at, name in enumerate(table.columns, start=1):
            dimension = sheet.column_dimensions[_letters(at)]
            dimension.width = _WIDTHS.get(name, _WIDTH)
            dimension.number_format = "@"
        header = [_cell(sheet, name, table, Row(1, {}, title)) for name in table.columns]
        for cell in filter(None, header):
            cell.font, cell.fill = bold, fill
        sheet.append(header)
        for line, row in enumerate(rows, start=2):
            if (lines := _lines(row)) > 1:
                sheet.row_dimensions[line].height = lines * _LINE
            sheet.append([_cell(sheet, row.values.get(name, ""), table, row) for name in table.columns])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _by_sheet(table: Table) -> Iterator[tuple[str, list[Row]]]:
    domains: dict[str, list[Row]] = {}
    for row in table.rows:
        domains.setdefault(row.values.get("domain", ""), []).append(row)
    titles: set[str] = set()
    for domain, rows in domains.items() or [("", [])]:
        yield _title(domain, titles), rows


def _title(domain: str, taken: set[str]) -> str:
    """Return a name that Excel accepts for a sheet: at most 31 characters, some signs not, each once in any case."""
    name = _NO_TITLE.sub("-", domain).strip("' ")[:31].strip("' ") or "terms"
    title, number = name, 2
    while title.lower() in taken | {"history"}:
        mark = f" ({number})"
        title, number = name[: 31 - len(mark)] + mark, number + 1
    taken.add(title.lower())
    return title


def _lines(row: Row) -> int:
    """Return how many lines the longest field of a row takes; Excel counts a Chinese character as two."""
    return max(
        -(-(len(text) + len(_WIDE.findall(text))) // _WIDTHS.get(name, _WIDTH)) + text.count("\n")
        for name, text in row.values.items()
    )


def _cell(sheet: Worksheet, text: str, table: Table, row: Row) -> WriteOnlyCell | None:
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=cell_text(text, table.name, row))
    cell.data_type = "s"  # also what begins with '='
    cell.number_format = "@"
    cell.alignment = _wrapped()
    return cell


@cache
def _wrapped() -> Any:  # noqa: ANN401
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top")


def cell_text(text: str, name: str, row: Row) -> str:
    """Return a text as the content of a cell; raise `GlossaryError` when it is too long."""
    if len(text) > 32_000:
        raise GlossaryError(f"{name}, {row.place}: a field has {len(text)} characters", hint=_HINT_LONG)
    return _LITERAL.sub("_x005F_", text)


def change_table(data: bytes, table: Table, changes: Sequence[Change]) -> bytes:
    """Return the workbook with changed and added rows; other cells, formats, comments and sheets stay.

    A new row goes into the sheet of its domain, else into the first; an Excel table above it takes it in. Merged cells
    of which one is changed become single cells with the value of them all. Raises `GlossaryError` for a workbook with
    formulas, of which only the values at reading would be known, and for a row whose sheet has no header row.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), rich_text=True)
    sheets = [sheet for sheet in book.worksheets if _header(sheet)]
    for sheet in book.worksheets:
        formula = next((c for cells in sheet.iter_rows() for c in cells if c.data_type == "f"), None)
        if formula is not None:
            place = f"sheet {sheet.title}, cell {formula.coordinate}"
            raise GlossaryError(
                f"{table.name}, {place}: workbooks with formulas are not changed", hint=_HINT_VALUES
            )
    by_title = {sheet.title: sheet for sheet in sheets}
    first = sheets[0] if sheets else None
    for row, values in changes:
        sheet = by_title.get(row.sheet) if row else by_title.get(values.get("domain", ""), first)
        if sheet is None:
            place = row.place if row else "new row"
            raise GlossaryError(f"{table.name}, {place}: the sheet has no header row", hint=_HINT_HEADER)
        _put(sheet, row.line if row else _last(sheet) + 1, values, table.name)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _header(sheet: Worksheet) -> int:
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    filled = (
        (line, cells) for line, cells in rows if any(str(cell).strip() for cell in cells if cell is not None)
    )
    return next((line for line, cells in islice(filled, _HEADER_WITHIN) if is_header(cells)), 0)


def _last(sheet: Worksheet) -> int:
    lines = range(sheet.max_row, 0, -1)
    return next((line for line in lines if any(cell.value is not None for cell in sheet[line])), 0)


def _put(sheet: Worksheet, line: int, values: dict[str, str], name: str) -> None:
    header = _header(sheet)
    columns = {str(cell.value or "").strip().lower(): cell.column for cell in sheet[header]}
    for column, text in values.items():
        if not text and column not in columns:
            continue
        if column not in columns:
            columns[column] = max(columns.values()) + 1
            sheet.cell(header, columns[column], column)
            _widen_tables(sheet, header, columns[column], column)
        _unmerge_at(sheet, line, columns[column])
        cell = sheet.cell(line, columns[column])
        cell.value = cell_text(text, name, Row(line, {}, sheet.title)) or None
        cell.number_format = "@"
        if text:
            cell.data_type = "s"
    _lengthen_tables(sheet, header, line)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = f"A{header}:{_letters(sheet.max_column)}{sheet.max_row}"


def _unmerge_at(sheet: Worksheet, line: int, column: int) -> None:
    """Split the merged cells that a cell belongs to; each of their rows that is not empty gets their value."""
    place = f"{_letters(column)}{line}"
    merged = next((one for one in sheet.merged_cells.ranges if place in one), None)
    if merged is None:
        return
    first = sheet.cell(merged.min_row, merged.min_col)
    filled = [at for at in range(merged.min_row, merged.max_row + 1) if _has_value(sheet, at)]
    sheet.unmerge_cells(merged.coord)
    for at in filled:
        cell = sheet.cell(at, merged.min_col)
        cell.value, cell.data_type = first.value, first.data_type
        cell._style = copy(first._style)


def _has_value(sheet: Worksheet, line: int) -> bool:
    return any(cell.value is not None for cell in sheet[line])


def _widen_tables(sheet: Worksheet, header: int, column: int, name: str) -> None:
    """Take a new column into the Excel table that it adjoins."""
    from openpyxl.worksheet.table import TableColumn

    for table in sheet.tables.values():
        left, top, right, bottom = _corners(table.ref)
        if (top, right + 1) == (header, column):
            _resize(table, left, top, column, bottom)
            known = [one.id for one in table.tableColumns]
            table.tableColumns.append(TableColumn(id=max(known, default=0) + 1, name=name))


def _lengthen_tables(sheet: Worksheet, header: int, line: int) -> None:
    """Take a new row into the Excel table that it adjoins, unless that ends with totals."""
    for table in sheet.tables.values():
        left, top, right, bottom = _corners(table.ref)
        if (top, bottom + 1) == (header, line) and not table.totalsRowCount:
            _resize(table, left, top, right, line)


def _corners(ref: str) -> tuple[int, int, int, int]:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(ref)
    return left, top, right, bottom


def _resize(table: ExcelTable, left: int, top: int, right: int, bottom: int) -> None:
    table.ref = f"{_letters(left)}{top}:{_letters(right)}{bottom}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref
