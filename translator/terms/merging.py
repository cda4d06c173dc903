"""Rows of one term base merged into another: what is new, what is the same, and where the two contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from translator.terms.entries import several, spaced, terms_of
from translator.terms.rows import ALLOWED, SEVERAL, Change, Row, Table
from translator.terms.termbase import prepare_forms, source_form

_DEFAULTS = {"status": "preferred", "priority": "force"}
"""What an empty field means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A column in which an entry of both files has a value, and another one."""

    source: str
    column: str
    ours: str
    theirs: str
    our_place: str
    their_place: str


Decide = Callable[[Clash], bool | None]
"""Returns whether a clash is settled with their value (True), with ours (False), or not at all (None)."""


@dataclass(slots=True)
class Merge:
    """What merging does to a table; it is for writing only when ``clashes``, the unsettled ones, are none."""

    changes: list[Change] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    settled: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(slots=True)
class _Ours:
    """An entry of the table that is merged into; ``row`` is None for one that this merge adds."""

    row: Row | None
    values: dict[str, str]
    place: str
    written: dict[str, str] = field(default_factory=dict)


def good_rows(table: Table) -> list[Row]:
    """Return the rows of a table without those that have faults, which are then noted in it."""
    terms_of(table)
    faulty = {fault.order for fault in table.faults}
    return [row for row in table.rows if (row.sheet, row.line) not in faulty] if faulty else table.rows


def merge(ours: Table, theirs: Iterable[Table], decide: Decide) -> Merge:
    """Return what merging the rows of other tables into ``ours`` changes; both must have good rows only.

    Entries are the same when their sources have one `match_form` and they have the same target, or both are
    *preferred*. A field that is empty in ours is filled; one with another value is a clash, for which ``decide`` is
    asked. An entry that ours has not is added.
    """
    done = Merge()
    entries: dict[str, list[_Ours]] = {}
    for row, place in _placed([ours]):
        entries.setdefault(source_form(row.values["source"]), []).append(_Ours(row, dict(row.values), place))
    added: list[_Ours] = []
    changed: dict[int, _Ours] = {}
    for row, place in _placed(theirs):
        known = entries.setdefault(source_form(row.values["source"]), [])
        entry = _partner(known, row.values)
        if entry is None:
            new = _Ours(None, {name: value for name, value in row.values.items() if value and name}, place)
            known.append(new)
            added.append(new)
        elif not _fill(entry, row.values, place, decide, done):
            done.same += 1
        elif entry.written:
            changed[id(entry)] = entry
    old = [entry for entry in changed.values() if entry.row]
    done.new, done.changed = len(added), len(old)
    done.changes = [(entry.row, entry.written) for entry in old] + [(None, entry.values) for entry in added]
    return done


def _placed(tables: Iterable[Table]) -> Iterator[tuple[Row, str]]:
    for table in tables:
        prepare_forms({s for row in table.rows if "\n" not in (s := row.values["source"])})
        for row in table.rows:
            yield row, f"{table.name}, {row.place}" if row.sheet else f"{table.name}:{row.line}"


def _partner(known: list[_Ours], values: dict[str, str]) -> _Ours | None:
    target = spaced(values["target"])
    same = next((one for one in known if spaced(one.values["target"]) == target), None)
    if same or _plain("status", values.get("status", "")) != "preferred":
        return same
    return next((one for one in known if _plain("status", one.values.get("status", "")) == "preferred"), None)


def _fill(entry: _Ours, theirs: dict[str, str], place: str, decide: Decide, done: Merge) -> bool:
    """Take over what an entry lacks or ``decide`` takes; return whether theirs has anything else than ours."""
    differs = False
    for name, value in theirs.items():
        if not (name and value) or name == "source":
            continue
        before = entry.values.get(name, "")
        if _plain(name, before) == _plain(name, value):
            continue
        differs = True
        take: bool | None = True
        if before or name in _DEFAULTS:
            clash = Clash(
                source=entry.values["source"],
                column=name,
                ours=before or _DEFAULTS[name],
                theirs=value,
                our_place=entry.place,
                their_place=place,
            )
            take = decide(clash)
            if take is None:
                done.clashes.append(clash)
            else:
                done.settled += 1
        if take:
            entry.values[name] = entry.written[name] = value
    return differs


def _plain(name: str, value: str) -> object:
    """Return a value in the form in which two are compared."""
    if name in SEVERAL:
        return frozenset(several(value))
    if name in ALLOWED:
        return value.lower() or _DEFAULTS.get(name, "")
    return " ".join(value.split())


def overlaid(tables: Iterable[Table], name: str) -> Table:
    """Return the rows of several tables as one; the rows of a source in a later table replace those in earlier ones."""
    by_form: dict[str, list[Row]] = {}
    columns: dict[str, None] = {}
    for table in tables:
        columns |= dict.fromkeys(table.columns)
        own: dict[str, list[Row]] = {}
        for row in table.rows:
            own.setdefault(source_form(row.values["source"]), []).append(row)
        by_form |= own
    return Table(name, tuple(columns), [row for rows in by_form.values() for row in rows])


def applied(table: Table, changes: Iterable[Change]) -> Table:
    """Return a table with changed and added rows."""
    given = list(changes)
    changed = {(row.sheet, row.line): values for row, values in given if row}
    rows = [row._replace(values=row.values | changed.get((row.sheet, row.line), {})) for row in table.rows]
    rows += [Row(0, values) for row, values in given if row is None]
    columns = dict.fromkeys((*table.columns, *(name for _, values in given for name in values)))
    return Table(table.name, tuple(columns), rows)
