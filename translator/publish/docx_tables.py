"""A grid as the rows of a Word table: merged cells, empty ones, widths of columns.

What stands in a cell is made elsewhere; see `translator.publish.docx`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from translator.model import Block, Cell
from translator.ooxml.writing import cell, row, table
from translator.publish.grid import Grid, GridCell


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


Content = Callable[[GridCell, Look], str]
"""Returns the paragraphs of a cell, at least one, which may be empty."""


def table_xml(grid: Grid, width: int, content: Content, head: str) -> str:
    """Return a Word table of that ``width``; ``head`` is what ``w:tcPr`` of a head cell holds besides."""
    words, texts = _columns(grid)
    look = next((look for look in (NORMAL, SMALL) if sum(_widths(words, look)) <= width), SMALL)
    widths = _shared(width, _widths(words, look), texts)
    heads = grid.head_rows()

    def row_xml(number: int) -> str:
        cells = []
        longest = 0
        for slot in grid.row(number):
            place = slot.cell.place
            longest = max(longest, *(len(block.text) for block in slot.cell.blocks), 0)
            span = sum(widths[place.column - 1 : place.column - 1 + place.column_span])
            properties = _merged(place, begins=slot.begins) + (head if place.head else "")
            cells.append(cell(span, content(slot.cell, look), properties))
        return row("".join(cells), header=number <= heads, may_split=longest > _LONG)

    return table(look.table, widths, map(row_xml, range(1, grid.rows + 1)))


def _columns(grid: Grid) -> tuple[list[int], list[int]]:
    """Return for each column the letters of its longest word, and those that its longest text has besides."""
    words, texts = [2] * grid.columns, [1] * grid.columns
    for (_, column), found in grid.covered.items():
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
