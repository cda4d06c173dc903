"""Checks of term bases: what is wrong in a row, what to do about it, and the repair of what is safe."""

from translator.terms.lint.checks import CHECKS
from translator.terms.lint.mending import mended
from translator.terms.lint.model import Check, Finding, Review, TermTables
from translator.terms.lint.rows import Row, TermTable, read_table
from translator.terms.lint.run import chosen, run_checks

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Review",
    "Row",
    "TermTable",
    "TermTables",
    "chosen",
    "mended",
    "read_table",
    "run_checks",
]
