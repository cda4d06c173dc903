"""Translation memory: approved segments, found again in later texts; one SQLite file for each project."""

from translator.tm.database import Memory, open_memory
from translator.tm.recall import recall
from translator.tm.similarity import differences
from translator.tm.units import (
    Added,
    Difference,
    Match,
    MatchKind,
    Selection,
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
    "TmError",
    "TranslationUnit",
    "differences",
    "open_memory",
    "recall",
]
