"""Two term bases compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from translator.commands.termbases import read_termbase
from translator.terms.diff import EntryChange, changes
from translator.terms.termbase import Termbase


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two term bases and how their entries differ."""

    old: Termbase
    new: Termbase
    changes: tuple[EntryChange, ...]


def compare(old: Path, new: Path) -> Comparison:
    """Read two files, or folders of files, and compare them; raises as `read_termbase` does."""
    before, after = read_termbase([old]), read_termbase([new])
    return Comparison(old=before, new=after, changes=changes(before, after))
