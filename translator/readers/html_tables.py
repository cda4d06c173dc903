"""Tables of a web page: which hold data and which only arrange the page, and the places of the cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from translator.model import Cell
from translator.readers.cells import Span, placed
from translator.readers.html_survey import Measure, Survey
from translator.readers.html_tree import Element

_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_LONGEST_CAPTION = 100


class Tables:
    """The tables of a page: ``layout`` arranges it, ``pictures`` of these arrange pictures, ``data`` holds data."""

    def __init__(self, survey: Survey, sums: Sequence[Measure]) -> None:
        self._sums = dict(zip(survey.elements, sums, strict=True))
        tables = [element for element in survey.elements if element.name == "table"]
        self.layout = frozenset(table for table in tables if self._is_layout(table))
        self.data = frozenset(tables) - self.layout
        self.pictures = frozenset(table for table in self.layout if self._is_of_pictures(table))

    def _is_layout(self, table: Element) -> bool:
        """Return whether a table arranges the page.

        A table does if its ``role`` says so, if it holds tables or headings, if it has one column or one row of text,
        or if one cell has most of the text, in several paragraphs.
        """
        whole = self._sums[table]
        if table.get("role") in ("presentation", "none") or whole.headings or whole.tables:
            return True
        rows = self._filled(table)
        if max(map(len, rows), default=0) <= 1 or (len(rows) == 1 and whole.running):
            return True
        largest = max((self._sums[cell] for row in rows for cell in row), key=lambda cell: cell.running)
        return largest.paragraphs >= 3 and 2 * largest.running > whole.text

    def _is_of_pictures(self, table: Element) -> bool:
        whole = self._sums[table]
        sizes = (self._sums[cell].text for row in self._filled(table) for cell in row)
        plain = not whole.tables and not whole.headings
        return bool(whole.pictures) and plain and all(size <= _LONGEST_CAPTION for size in sizes)

    def _filled(self, table: Element) -> list[list[Element]]:
        """Return the cells with text, row by row."""
        rows = ([cell for cell in cells if self._sums[cell].text] for cells in _rows(table))
        return [row for row in rows if row]


def places_of(table: Element, number: int) -> Mapping[Element, Cell | None]:
    """Return the place of every cell of the page's table of this number, None if the table is too large to be real."""
    rows = _rows(table)
    cells = [cell for row in rows for cell in row]
    places = placed(number, [[_span(cell) for cell in row] for row in rows])
    if places is None:
        return dict.fromkeys(cells)
    return dict(zip(cells, (place for row in places for place in row), strict=True))


def _rows(table: Element) -> list[list[Element]]:
    """Return the cells of a table, row by row, without those of tables inside it."""
    rows = []
    for child in _inner(table):
        if child.name == "tr":
            rows.append(child)
        elif child.name in _ROW_GROUPS:
            rows.extend(row for row in _inner(child) if row.name == "tr")
    return [[cell for cell in _inner(row) if cell.name in ("td", "th")] for row in rows]


def _inner(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))


def _span(cell: Element) -> Span:
    def count(attribute: str, least: int) -> int:
        text = cell.get(attribute).strip()
        return max(least, int(text[:4])) if text.isdecimal() else 1

    return Span(rows=count("rowspan", 0), columns=count("colspan", 1), head=cell.name == "th")
