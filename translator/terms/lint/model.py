"""What the checks of term bases are given and what they return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from translator.terms.lint.rows import Row, TermTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a term base: where, by which check, what, and what to do about it.

    ``mendable`` says that ``lint --fix`` repairs it.
    """

    file: str
    line: int
    check: str
    source: str
    problem: str
    advice: str
    mendable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A sentence and its English as a reviewer approved it."""

    source: str
    english: str


@dataclass(frozen=True, kw_only=True)
class TermTables:
    """The term bases that are used together, in their order, and reviewed sentences of jobs."""

    tables: tuple[TermTable, ...]
    reviews: tuple[Review, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of all files that have a source and a target and are not deprecated."""
        every = (row for table in self.tables for row in table.rows)
        return tuple(row for row in every if row.source and row.target and row.status != "deprecated")

    @cached_property
    def by_form(self) -> dict[str, list[Row]]:
        """Return the rows by the `match_form` of their source."""
        return grouped(self.rows, lambda row: row.form)


def grouped(rows: tuple[Row, ...], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """Return the rows by a key, in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a check says of one row: a ``Finding`` without its place."""

    row: Row
    what: str
    advice: str
    mendable: bool = False


Mend = Callable[[str, str], str]
"""Return the repaired content of a cell, given the name of its column and its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check by its name: the function whose docstring explains it, and the repair where one is safe.

    ``drops_rows`` says that the repair is to delete the row.
    """

    name: str
    find: Callable[[TermTables], Iterator[Problem]]
    mend: Mend | None = None
    drops_rows: bool = False

    @property
    def explanation(self) -> str:
        """Return the docstring of the check."""
        return self.find.__doc__ or ""
