"""Rows of a term base file, whatever its format: the columns, a table of rows and the faults found in it.

``source`` and ``target`` are required, the other `COLUMNS` may be left out: ``variants`` (further accepted English
forms), ``forbidden`` (English that must not stand for the term), ``pos`` (noun, verb, adjective), ``domain``,
``status`` (preferred, admitted, proposed, deprecated), ``priority`` (force, repair, advise), ``abbreviation`` (English
short form), ``case`` (as-is: small and capital letters that no rule may change), ``except`` (longer Chinese words in
which the source is not this term), ``note`` and ``reference`` (where the rendering comes from). `SEVERAL` columns take
several values separated by ``|``. The order is free; other columns are kept and have no effect, and a warning names
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from translator.errors import GlossaryError
from translator.model import Priority
from translator.terms.termbase import PARTS_OF_SPEECH, STATUSES
from translator.text.xml import UNWRITABLE

REQUIRED = ("source", "target")
OPTIONAL = (
    "variants", "forbidden", "pos", "domain", "status", "priority", "abbreviation", "case", "except", "note",
    "reference",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
SEVERAL = frozenset({"variants", "forbidden", "except"})
ONE_LINE = frozenset({*COLUMNS} - {"note", "reference"})
ALLOWED: Mapping[str, Sequence[str]] = {
    "pos": PARTS_OF_SPEECH,
    "status": STATUSES,
    "priority": tuple(Priority),
    "case": ("as-is",),
}

COLUMN_OF: Mapping[str, str] = {"exceptions": "except"}
"""Columns that are named otherwise than the field of a `Term`, by that field."""

HINT_HEADER = f"Make the first row name the columns: source,target and, where needed, {','.join(OPTIONAL)}."

_HINT_CONTROL = "Delete the character; it may be invisible, so write the field again."

CONTROL = re.compile(f"[{UNWRITABLE}]")
"""A character that no other format can hold."""

SHOWN = 40
"""Faults of one file that a message names."""


class Row(NamedTuple):
    """The values of one row by column, and where it stands; ``sheet`` is empty where a file has no sheets."""

    line: int
    values: dict[str, str]
    sheet: str = ""

    @property
    def place(self) -> str:
        """Return the place inside the file, for messages."""
        return f"sheet {self.sheet}, row {self.line}" if self.sheet else f"line {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A row that cannot be used: its place in the file, what is wrong, and what to do."""

    place: str
    message: str
    hint: str
    order: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Table:
    """The rows of one file as its reader fills them; ``columns`` keep the file's order, also those that are unknown.

    A file is ``rewritable`` when its rows and columns are all that it has.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rewritable: bool = True

    def add(self, row: Row) -> None:
        """Add a row, or note as its fault a character that other formats cannot hold."""
        for name, value in row.values.items():
            if found := CONTROL.search(value):
                message = f"the {name} has a control character (U+{ord(found[0]):04X})"
                self.fault(row, message, _HINT_CONTROL)
                return
        self.rows.append(row)

    def fault(self, row: Row, message: str, hint: str) -> None:
        """Note a fault of a row."""
        self.faults.append(Fault(place=row.place, message=message, hint=hint, order=(row.sheet, row.line)))

    def fault_at(self, line: int, message: str, hint: str) -> None:
        """Note a fault of a line of a file without sheets."""
        self.fault(Row(line, {}), message, hint)

    def warn(self, row: Row, message: str) -> None:
        """Note something about a row that is used nevertheless."""
        where = f"{self.name}, {row.place}" if row.sheet else f"{self.name}:{row.line}"
        self.warnings.append(f"{where}: {message}")


def columns_of(header: Sequence[str], row: Row, table: Table) -> tuple[str, ...] | None:
    """Return the columns of a header row in order, or note its faults in ``table`` and return None."""
    header = [name.strip() for name in header]
    names = [name.lower() for name in header]
    missing = [column for column in REQUIRED if column not in names]
    double = sorted({name for name in names if name and names.count(name) > 1})
    if missing and not table.faults:
        found = ", ".join(name for name in header if name) or "nothing"
        which = "columns source and target are" if len(missing) > 1 else f"column {missing[0]} is"
        table.fault(row, f"the {which} missing; found {found}", HINT_HEADER)
    if double:
        table.fault(row, f"the column {', '.join(double)} occurs twice", HINT_HEADER)
    if missing or double:
        return None
    unknown = [name for name in names if name and name not in (*COLUMNS, *table.columns)]
    if unknown:
        table.warn(row, f"columns that are not used: {', '.join(unknown)}")
    named = [name for name in names if name]
    table.columns = tuple(dict.fromkeys((*table.columns, *named)))
    return tuple(names)


def faults_error(tables: Iterable[Table], shown: int = SHOWN) -> GlossaryError | None:
    """Return the error that names the faults of files, at most ``shown`` of each; None when there is none."""
    faulty = [table for table in tables if table.faults]
    if not faulty:
        return None
    message = "\n".join(report(table, shown) for table in faulty)
    return GlossaryError(message, hint=advice(fault for table in faulty for fault in table.faults))


def advice(faults: Iterable[Fault]) -> str:
    """Return what to do about faults, each advice once and on a line of its own."""
    return "\n".join(dict.fromkeys(fault.hint for fault in faults))


def report(table: Table, shown: int = SHOWN, how_to_see_more: str = "") -> str:
    """Return the faults of a file as lines in the order of its rows, at most ``shown`` and how many more."""
    faults = [
        f"{fault.place}: {fault.message}" for fault in sorted(table.faults, key=lambda fault: fault.order)
    ]
    if len(faults) == 1:
        return f"{table.name}, {faults[0]}"
    lines = faults[:shown]
    if len(faults) > shown:
        lines.append(f"and {len(faults) - shown} more{how_to_see_more}")
    return "\n  ".join([f"{table.name}: {len(faults)} faults", *lines])


Change = tuple[Row | None, dict[str, str]]
"""A row of a table, None for a new one, and the values to write into it by column."""
