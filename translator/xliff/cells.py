"""The place of a table cell as the entries of a metadata group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from translator.model import Cell
from translator.xliff.tree import Fault, Metas, whole_number

if TYPE_CHECKING:
    from lxml import etree

CATEGORY = "cell"

_NUMBERS = tuple(entry.name for entry in fields(Cell) if entry.name != "head")
_LEFT_OUT = {"row_span": "1", "column_span": "1"}
_HEAD = ("head", "yes")


def entries_of(cell: Cell | None) -> Iterator[tuple[str, str]]:
    """Yield the entries of a cell, without those that most cells have alike."""
    if cell is None:
        return
    for name in _NUMBERS:
        value = str(getattr(cell, name))
        if value != _LEFT_OUT.get(name):
            yield name.replace("_", "-"), value
    if cell.head:
        yield _HEAD


def cell_of(element: etree._Element, metas: Metas) -> Cell:
    """Return the cell of a unit from its entries.

    Raises `Fault` when they name no place in a table.
    """
    found = dict(metas)
    values = {
        name: whole_number(element, found.get(name.replace("_", "-"), _LEFT_OUT.get(name, "0")))
        for name in _NUMBERS
    }
    cell = Cell(**values, head=_HEAD in metas)
    if not cell.fits:
        raise Fault(element, "it names a cell that is not in its table")
    return cell
