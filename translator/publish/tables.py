"""The cells of a table as the rows of a Word table: merged cells, empty ones, widths of columns.

What stands in a cell is made elsewhere; see `translator.publish.docx`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from translator.model import Block, Cell, Role
from translator.ooxml.writing import cell, row, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a table is set: the style of the table, and the name before ``cell`` and ``head`` in those of paragraphs.

    ``letter`` and ``sides`` are the widths of a letter and of both margins of a cell, in twentieths of a point; a
    Chinese character is two letters.
    """

    table: str
    name: str
    letter: int
    sides: int

    def style(self, place: Cell, language: str) -> str:
        """Return the style of a paragraph in a cell, for a language."""
        return f"{self.name} {'head' if place.head else 'cell'} ({language})"


NORMAL = Look(table="Data table", name="Table", letter=110, sides=200)
SMALL = Look(table="Crowded table", name="Small table", letter=90, sides=100)
"""For tables whose words do not fit side by side in the normal size."""

_LONGEST_WORD, _LONGEST_TEXT = 16, 60
"""Letters from which a word may be cut, and from which a text claims no more width."""

_SHORT = 4
"""Chinese characters up to which a text is not to be cut either."""

_LONG = 120
"""Rows with a cell of more characters than this may break over a page."""


@dataclass(slots=True, kw_only=True)
class GridCell:
    """A cell with its paragraphs, of which it may have none."""

    place: Cell
    blocks: list[Block] = field(default_factory=list)


Content = Callable[[GridCell, Look], str]
"""Returns the paragraphs of a cell, at least one, which may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: its size, and for each row and column the cell that covers it, if it has text."""

    rows: int
    columns: int
    covered: dict[tuple[int, int], GridCell]

    def xml(self, width: int, content: Content, head: str) -> str:
        """Return a Word table of that ``width``; ``head`` is what ``w:tcPr`` of a head cell holds besides."""
        words, texts = self._letters()
        look = next((look for look in (NORMAL, SMALL) if sum(_widths(words, look)) <= width), SMALL)
        widths = _shared(width, _widths(words, look), texts)
        heads = self._head_rows()
        rows = (
            self._row(number, widths, lambda found: content(found, look), head, header=number <= heads)
            for number in range(1, self.rows + 1)
        )
        return table(look.table, widths, rows)

    def _row(
        self,
        number: int,
        widths: Sequence[int],
        content: Callable[[GridCell], str],
        head: str,
        *,
        header: bool,
    ) -> str:
        cells = []
        longest = 0
        column = 1
        while column <= self.columns:
            found = self.covered.get((number, column))
            place = found.place if found else Cell(table=1, row=number, column=column, rows=1, columns=1)
            begins = found is not None and place.row == number
            shown = found if found is not None and begins else GridCell(place=place)
            longest = max(longest, *(len(block.text) for block in shown.blocks), 0)
            span = sum(widths[column - 1 : column - 1 + place.column_span])
            properties = _merged(place, begins=begins) + (head if place.head else "")
            cells.append(cell(span, content(shown), properties))
            column += place.column_span
        return row("".join(cells), header=header, may_split=longest > _LONG)

    def _head_rows(self) -> int:
        """Return how many rows from the first are a head, to be repeated on every page.

        They hold nothing but heads, or a cell of such a row reaches into them; a table that is all head has none.
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

    def _letters(self) -> tuple[list[int], list[int]]:
        """Return for each column the letters of its longest word, and those that its longest text has besides."""
        words, texts = [2] * self.columns, [1] * self.columns
        for (_, column), found in self.covered.items():
            if found.place.column_span == 1:
                for block in found.blocks:
                    word = _longest_word(block)
                    words[column - 1] = max(words[column - 1], word)
                    texts[column - 1] = max(texts[column - 1], min(_letters(block), _LONGEST_TEXT) - word)
        return words, texts


def _widths(words: Iterable[int], look: Look) -> list[int]:
    return [word * look.letter + look.sides for word in words]


def _shared(width: int, words: Sequence[int], texts: Sequence[int]) -> list[int]:
    """Divide a width among columns: to each what its words need, and what is left by the length of the texts."""
    left = max(0, width - sum(words))
    shares = [word + left * text / sum(texts) for word, text in zip(words, texts, strict=True)]
    bounds = [round(width * end / sum(shares)) for end in accumulate(shares, initial=0)]
    return [end - start for start, end in pairwise(bounds)]


def _merged(place: Cell, *, begins: bool) -> str:
    span = f'<w:gridSpan w:val="{place.column_span}"/>' if place.column_span > 1 else ""
    if place.row_span == 1:
        return span
    return span + ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>")


def _letters(block: Block) -> int:
    return max(2 * len(block.text), sum(len(segment.target) for segment in block.segments))


def _longest_word(block: Block) -> int:
    words = (len(word) for segment in block.segments for word in segment.target.split())
    return min(max(2 * min(len(block.text), _SHORT), *words, 0), _LONGEST_WORD)


# --- from blocks -----------------------------------------------------------------------------------------------


def with_grids(blocks: Iterable[Block]) -> Iterator[Block | Grid]:
    """Yield the blocks, those of one table as one grid where the first of them stands."""
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
    """Return the grid of some cells; one whose place is taken adds its paragraphs to the cell that has it."""
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
