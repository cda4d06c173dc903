"""Own the translation memory: what people approved, found again in later texts. One SQLite file a project.

Nothing here prints or knows the command line; a clock's time comes from the caller.
"""

from translator.tm.database import Memory, open_memory
from translator.tm.recall import recall, units_of
from translator.tm.similarity import differences
from translator.tm.units import (
    Added,
    Difference,
    Match,
    MatchKind,
    Selection,
    Stats,
    TmError,
    TranslationUnit,
)

__all__ = [
    "Added",
    "Difference",
    "Match",
    "MatchKind",
    "Memory",
    "Selection",
    "Stats",
    "TmError",
    "TranslationUnit",
    "differences",
    "open_memory",
    "recall",
    "units_of",
]
