"""The cells of a table in their places, for every kind of publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from translator.model import Block, Cell, Role


@dataclass(slots=True, kw_only=True)
class GridCell:
    """A cell with its paragraphs, of which it may have none."""

    place: Cell
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell as one row of a table meets it: it ``begins`` in this row, or goes on from the row above."""

    cell: GridCell
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: its size, and its cells with text by every row and column that they cover."""

    rows: int
    columns: int
    covered: dict[tuple[int, int], GridCell]

    def row(self, number: int) -> list[Slot]:
        """Return the cells that a row passes through, from the left; places without text are empty cells."""
        slots = []
        column = 1
        while column <= self.columns:
            found = self.covered.get((number, column))
            place = found.place if found else Cell(table=1, row=number, column=column, rows=1, columns=1)
            begins = found is None or place.row == number
            slots.append(Slot(cell=found if found and begins else GridCell(place=place), begins=begins))
            column += place.column_span
        return slots

    def head_rows(self) -> int:
        """Return how many rows from the first are a head, to be repeated on every page.

        All cells of such a row are heads, or a cell of a head row reaches into it; a table that is all head has none.
        """
        plain = (row for (row, _), found in self.covered.items() if not found.place.head)
        heads = min(plain, default=self.rows + 1) - 1
        ends = {row: 0 for row in range(1, self.rows + 1)}
        for found in self.covered.values():
            ends[found.place.row] = max(ends[found.place.row], found.place.row + found.place.row_span - 1)
        row = 1
        while row <= heads:
            heads = max(heads, ends[row])
            row += 1
        return heads if heads < self.rows else 0


def with_grids(blocks: Iterable[Block]) -> Iterator[Block | Grid]:
    """Yield the blocks; the blocks of a table become one grid at the place of the table's first block."""
    tables: dict[int, list[GridCell]] = {}
    order: list[Block | int] = []
    for block in blocks:
        place = block.cell if block.role is Role.TABLE_CELL else None
        if place is None:
            order.append(block)
            continue
        if place.table not in tables:
            tables[place.table] = []
            order.append(place.table)
        cells = tables[place.table]
        if not cells or cells[-1].place != place:
            cells.append(GridCell(place=place))
        cells[-1].blocks.append(block)
    for entry in order:
        yield _grid(tables[entry]) if isinstance(entry, int) else entry


def _grid(cells: Iterable[GridCell]) -> Grid:
    """Return the grid of cells; a cell whose place is taken adds its paragraphs to the earlier cell."""
    covered: dict[tuple[int, int], GridCell] = {}
    rows = columns = 0
    for found in cells:
        place = found.place
        rows, columns = max(rows, place.rows), max(columns, place.columns)
        slots = [
            (row, column)
            for row in range(place.row, place.row + place.row_span)
            for column in range(place.column, place.column + place.column_span)
        ]
        holders = [covered[slot] for slot in slots if slot in covered]
        if holders:
            holders[0].blocks.extend(found.blocks)
        else:
            covered |= dict.fromkeys(slots, found)
    return Grid(rows=rows, columns=columns, covered=covered)
