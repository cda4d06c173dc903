"""The tables of a Word file's text: the tables that hold data, and the places of their cells.

Source: ISO/IEC 29500-1, 17.4 (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from translator.model import Cell
from translator.ooxml.package import child, inside, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from translator.ooxml.paragraph_format import Styles

_WIDEST = 63
"""Columns of a table in Word."""

_PARAGRAPHS = 3
"""A cell with most of its table's text and at least this many paragraphs makes the table layout, not data."""


def cells_of(root: _Element, styles: Styles) -> dict[_Element, Cell]:
    """Return the places of the cells of all tables that hold data.

    A table for layout is left out, and its text counts as outside: a frame of one cell, a single column, a row of whole
    paragraphs, a text with notes around it, or a table with headings in it. A table inside a cell of data, or in a text
    box, is left out too.
    """
    numbers = count(1)
    places: dict[_Element, Cell] = {}
    for rows in _data_tables(root, styles):
        places |= _placed(next(numbers), rows)
    return places


_Rows = list[tuple["_Element", list["_Element"]]]
"""Rows with their cells, those left out that a tracked change deleted."""


def _data_tables(holder: _Element, styles: Styles) -> Iterator[_Rows]:
    for table in inside(holder, "w:tbl"):
        rows = [
            (row, [cell for cell in inside(row, "w:tc") if not _is_gone(cell)])
            for row in inside(table, "w:tr")
            if not _is_gone(row)
        ]
        if _holds_data(rows, styles):
            yield rows
        else:
            for _, cells in rows:
                for cell in cells:
                    yield from _data_tables(cell, styles)


def _is_gone(element: _Element) -> bool:
    changes = (child(child(element, "w:trPr"), "w:del"), child(child(element, "w:tcPr"), "w:cellDel"))
    return any(change is not None for change in changes)


def _holds_data(rows: _Rows, styles: Styles) -> bool:
    """Return whether a table has texts side by side, no headings, and no text that all else only surrounds."""
    cells = [[texts for cell in cells if (texts := _texts(cell, styles))] for _, cells in rows]
    filled = [texts for row in cells for texts in row]
    largest = max(filled, key=_length, default=[])
    one_row = sum(1 for row in cells if row) == 1
    return (
        any(len(row) > 1 for row in cells)
        and not (one_row and any(len(texts) > 1 for texts in filled))
        and not (len(largest) >= _PARAGRAPHS and 2 * _length(largest) > sum(map(_length, filled)))
        and not any(styles.is_heading(paragraph) for texts in filled for paragraph, _ in texts)
    )


def _texts(cell: _Element, styles: Styles) -> list[tuple[_Element, int]]:
    """Return the paragraphs of a cell that print something, with the length of their texts and automatic numbers."""
    lengths = (
        (
            paragraph,
            sum(len((text.text or "").strip()) for text in paragraph.iter("{*}t"))
            + (styles.list_place(child(paragraph, "w:pPr")) is not None),
        )
        for paragraph in inside(cell, "w:p")
    )
    return [(paragraph, length) for paragraph, length in lengths if length]


def _length(texts: list[tuple[_Element, int]]) -> int:
    return sum(length for _, length in texts)


# --- the grid --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Corner:
    """A cell as it is gathered: its upper left corner, and how far it reaches."""

    row: int
    column: int
    columns: int
    head: bool
    rows: int = 1


def _placed(table: int, rows: _Rows) -> dict[_Element, Cell]:
    """Return the places of one table's cells; a cell merged into the cell above has that cell's place."""
    corners: dict[_Element, _Corner] = {}
    above: dict[int, _Corner] = {}  # for each column, the merged cell that the row before reaches into
    for number, (row, cells) in enumerate(rows, start=1):
        properties = child(row, "w:trPr")
        column = 1 + _span(child(properties, "w:gridBefore"), 0)
        head = is_on(child(properties, "w:tblHeader"))
        below: dict[int, _Corner] = {}
        for cell in cells:
            corner = _Corner(number, column, _span(child(child(cell, "w:tcPr"), "w:gridSpan"), 1), head)
            merge = child(child(cell, "w:tcPr"), "w:vMerge")
            upper = above.get(column)
            if merge is not None and value(merge) != "restart" and upper and upper.columns == corner.columns:
                corner = upper
                corner.rows += 1
            if merge is not None:
                below[column] = corner
            corners[cell] = corner
            column += corner.columns
        above = below
    width = max(corner.column + corner.columns - 1 for corner in corners.values())
    return {
        cell: Cell(
            table=table, row=corner.row, column=corner.column, rows=len(rows), columns=width, row_span=corner.rows,
            column_span=corner.columns, head=corner.head,
        )
        for cell, corner in corners.items()
    }  # fmt: skip


def _span(element: _Element | None, default: int) -> int:
    text = value(element)
    return min(max(int(text), default), _WIDEST) if re.fullmatch("[0-9]{1,4}", text) else default
