"""English names of places, looked up by their Chinese names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Self

from translator.terms.termbase import Termbase

_NATURE = re.compile(r"\b(?:Bay|Canal|Mount|River|Sea)\b")
"""Nobody files from a river or a sea, and 黄海 is the name of a person, too."""


@dataclass(frozen=True)
class Gazetteer:
    """English place names by Chinese ones.

    A name that is not here has no English: pinyin would turn 东京 into Dongjing and 漯河 into Tahe.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, termbase: Termbase) -> Self:
        """Return the gazetteer of a term base of places, without rivers, seas and mountains."""
        return cls({term.source: term.target for term in termbase.terms if not _NATURE.search(term.target)})

    @cached_property
    def hash(self) -> str:
        """Return the SHA-256, in hex, of the names."""
        return sha256(repr(sorted(self.names.items())).encode()).hexdigest()

    def place(self, name: str) -> str | None:
        """Return the English of a place by its name with or without 市 (青岛市, 青岛), or ``None``."""
        return self.names.get(name) or self.names.get(f"{name}市") or self.names.get(name.removesuffix("市"))
