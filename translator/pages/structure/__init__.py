"""The structure of a page as a text that a person corrects: its articles, and the role of every block.

`written` writes it, `rows_of` and `arranged` take it back, and `carried` keeps corrections when the page has changed.
"""

from translator.pages.structure.arrange import CORRECTED, arranged, rows_from, structure_hash, visible_text
from translator.pages.structure.carry import Carried, carried
from translator.pages.structure.text import Row, rows_of, written

__all__ = [
    "CORRECTED",
    "Carried",
    "Row",
    "arranged",
    "carried",
    "rows_from",
    "rows_of",
    "structure_hash",
    "visible_text",
    "written",
]
