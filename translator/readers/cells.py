"""Places of the cells of a table that is written row by row, each cell with the rows and columns it spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.model import LARGEST_TABLE, Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Rows and columns that a cell spans; 0 rows are all that are left. A ``head`` names its column or row."""

    rows: int = 1
    columns: int = 1
    head: bool = False


def placed(table: int, rows: Sequence[Sequence[Span]]) -> list[list[Cell]] | None:
    """Return the place of every cell, in the order given; None for a table that is too large to be real.

    A cell takes the first columns of its row that no cell of a row above reaches into, and ends before the next cell:
    cells never overlap, unlike in the HTML Living Standard, 4.9.12.1.
    """
    most = LARGEST_TABLE // max(1, len(rows))
    free_from: dict[int, int] = {}  # for each column, the first row that no cell placed so far reaches
    corners: list[list[tuple[int, int, int]]] = []
    columns = 0
    for number, spans in enumerate(rows, start=1):
        column = 1
        corners.append([])
        for span in spans:
            while free_from.get(column, 1) > number:
                column += 1
            end = column + 1
            while end < column + min(span.columns, most) and free_from.get(end, 1) <= number:
                end += 1
            height = min(span.rows or len(rows), len(rows) - number + 1)
            free_from |= dict.fromkeys(range(column, end), number + height)
            corners[-1].append((column, end - column, height))
            column = end
            columns = max(columns, end - 1)
            if columns > most:
                return None
    return [
        [
            Cell(
                table=table, row=number, column=column, rows=len(rows), columns=columns, row_span=height,
                column_span=width, head=span.head,
            )
            for span, (column, width, height) in zip(spans, places, strict=True)
        ]
        for number, (spans, places) in enumerate(zip(rows, corners, strict=True), start=1)
    ]  # fmt: skip
