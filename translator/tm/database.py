"""An open memory: adding, finding, choosing and removing units."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from translator.model import Document, State
from translator.tm import schema
from translator.tm.adapt import adapted, shape
from translator.tm.rows import (
    COLUMNS,
    context_of,
    encodable,
    insert,
    source_hash,
    storable,
    stored_name,
    unit_of,
)
from translator.tm.similarity import THRESHOLD, candidates, containing, most_similar, score
from translator.tm.units import (
    ALL,
    Added,
    Match,
    MatchKind,
    Selection,
    Stats,
    TmError,
    TranslationUnit,
    units_of,
    utc,
    with_neighbours,
)

_SAME_SOURCE = 50
"""Units read for one source, the newest first; nobody needs more targets of one sentence."""

_IN_PLACE = "source = (SELECT id FROM sources WHERE hash = ?) AND context = ?"

_REMOVE_OUTDATED = """
DELETE FROM units WHERE source = (SELECT id FROM sources WHERE hash = ?) AND job = ? AND target <> ?
AND (previous = ? OR following = ?) AND context NOT IN (SELECT value FROM json_each(?))
"""

_EXACT_ORDER = "ORDER BY state >= 2 DESC, time DESC, state DESC, target DESC LIMIT ?"


def open_memory(path: Path, *, create: bool = True) -> Memory:
    """Open the memory in this file; a missing one is created when ``create`` is true.

    Raises `TmError` for a file that is missing, not a memory, damaged, or made by a newer program.
    """
    if not create and not path.exists():
        raise TmError(
            f"{path}: there is no translation memory here",
            hint="It is made when reviewed work comes in; or fill one with 'translator tm import FILE.tmx'.",
        )
    return Memory(schema.connect(path), path)


class Memory:
    """An open memory; use it as a context manager, or call `close`.

    Several processes may use one file: readers never wait, writers wait for each other. Every method raises
    `TmError` when the file cannot be read or written; a method that writes does all of its work or nothing.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the memory cannot be used any more."""
        self._connection.close()

    # --- writing -----------------------------------------------------------------------------------------

    def add(
        self, units: Iterable[TranslationUnit], progress: Callable[[int], None] = lambda _n: None
    ) -> Added:
        """Add units and return what changed; ``progress`` is called with the number of units done.

        Of two units with the same source and neighbours, a person's unit wins over a machine's, then the newer, then
        the unit in the higher state: adding the same units again, or in another order, results in the same memory.
        Units that have no text or that SQLite cannot store are skipped.
        """
        total = Added()
        with self._writing(), closing(insert(self._connection, units)) as batches:
            for done, added in batches:
                total += added
                progress(done)
        return total

    def store(
        self, document: Document, job: str, now: datetime, only: Collection[str] | None = None
    ) -> Added:
        """Add the segments of a job that a person approved; ``only`` restricts them to these ids.

        A segment that the memory has with the same target and state is skipped, so that storing a job twice
        changes nothing. The other segments replace the units in their place, even units that seem newer, as after two
        decisions in one second. ``now`` becomes their time; without a time zone it counts as local time.

        Another target of the sentence from this job is removed if only one of the sentence's neighbours is the same:
        the other neighbour was corrected since, and only this decision can replace the old unit.
        """
        units = list(units_of(document, job=job, time=utc(now), only=only))
        with self._writing():
            self._connection.executemany(_REMOVE_OUTDATED, _outdated(document, units))
            wanted = [unit for unit in units if storable(unit) and not self._has(unit)]
            self._connection.executemany(
                f"UPDATE units SET time = '' WHERE {_IN_PLACE}",
                [(source_hash(unit.source), context_of(unit)) for unit in wanted],
            )
            total = sum((added for _, added in insert(self._connection, wanted)), Added())
        return replace(total, unchanged=len(units) - total.new - total.changed)

    def _has(self, unit: TranslationUnit) -> bool:
        query = f"SELECT target, state FROM units WHERE {_IN_PLACE}"
        rows = self._rows(query, source_hash(unit.source), context_of(unit))
        return rows == [(unit.target, unit.state.rank)]

    def prune(
        self, selection: Selection, keep: Callable[[Iterator[TranslationUnit]], object] = lambda _units: None
    ) -> int:
        """Remove the chosen units and return their number; ``keep`` gets them first and may write them elsewhere.

        When ``keep`` fails, nothing is removed.
        """
        where, values = _where(selection)
        with self._writing():
            keep(self.units(selection))
            removed = self._connection.execute(f"DELETE FROM units WHERE {where}", values).rowcount
            orphans = "FROM sources WHERE NOT EXISTS (SELECT 1 FROM units WHERE units.source = sources.id)"
            self._connection.execute(
                f"INSERT INTO grams (grams, rowid, text) SELECT 'delete', id, text {orphans}"
            )
            self._connection.execute(f"DELETE {orphans}")
        return removed

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                before = self._connection.total_changes
                yield
                if self._connection.total_changes != before:
                    self._connection.execute(f"UPDATE revision SET mark = {schema.NEW_MARK}")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    # --- finding -----------------------------------------------------------------------------------------

    def in_context(self, source: str, previous: str, following: str) -> TranslationUnit | None:
        """Return the unit of this source between these neighbours; see `TranslationUnit.has_context`."""
        wanted = TranslationUnit(source=source, target="", previous=previous, following=following)
        if not wanted.has_context or not encodable(source + previous + following):
            return None
        clause = "WHERE sources.hash = ? AND context = ?"
        return next(self._units(clause, source_hash(source), context_of(wanted)), None)

    def exact(self, source: str) -> tuple[TranslationUnit, ...]:
        """Return the units of exactly this source, a person's and newer ones first, each target once."""
        if not encodable(source):
            return ()
        clause = f"WHERE sources.hash = ? {_EXACT_ORDER}"
        targets: dict[str, TranslationUnit] = {}
        for unit in self._units(clause, source_hash(source), _SAME_SOURCE):
            targets.setdefault(unit.target, unit)
        return tuple(targets.values())

    def lookup(
        self,
        source: str,
        previous: str | None = None,
        following: str | None = None,
        *,
        limit: int = 3,
        threshold: float = THRESHOLD,
    ) -> tuple[Match, ...]:
        """Return the best matches for a text, each target once: in context, exact, numbers adapted, fuzzy.

        ``threshold`` applies to fuzzy matches only. Texts of fewer than three characters get no fuzzy ones.
        """
        units = [(MatchKind.EXACT, unit) for unit in self.exact(source)]
        if previous is not None and following is not None:
            unit = self.in_context(source, previous, following)
            units += [(MatchKind.CONTEXT, unit)] if unit else []
        found = [Match(unit=unit, kind=kind, score=1.0, target=unit.target) for kind, unit in units]
        if len(_best(found, limit)) < limit and encodable(source):
            found += self._with_other_numbers(source)
            found += self._fuzzy(source, limit, threshold)
        return _best(found, limit)

    def concordance(self, text: str, limit: int = 3) -> tuple[Match, ...]:
        """Return units whose source holds a text and more, the newest sources first, at most ``limit``.

        The score is the share of the source that the text makes up.
        """
        if not text or not encodable(text):
            return ()
        with self._faults():
            numbers = containing(self._connection, text, limit)
        found = (
            Match(unit=unit, kind=MatchKind.PART, score=len(text) / len(unit.source), target=unit.target)
            for number in numbers
            for unit in self._units(f"WHERE units.source = ? {_EXACT_ORDER}", number, 1)
        )
        return tuple(found)

    def _with_other_numbers(self, source: str) -> Iterator[Match]:
        mark = shape(source)
        if mark is None:
            return
        newest = "SELECT id FROM sources WHERE shape = ? ORDER BY id DESC LIMIT ?"
        clause = f"WHERE units.source IN ({newest}) ORDER BY units.id DESC LIMIT ?"
        for unit in self._units(clause, mark, _SAME_SOURCE, _SAME_SOURCE):
            target = adapted(unit.source, source, unit.target)
            if target is not None:
                similarity = score(unit.source, source)
                yield Match(unit=unit, kind=MatchKind.NUMBERS, score=similarity, target=target)

    def _fuzzy(self, source: str, limit: int, threshold: float) -> Iterator[Match]:
        with self._faults():
            choices = candidates(self._connection, source, threshold)
        for number, similarity in most_similar(source, choices, threshold, limit + 1):
            if choices[number] == source:
                continue
            for unit in self._units(f"WHERE units.source = ? {_EXACT_ORDER}", number, limit):
                target = adapted(unit.source, source, unit.target)
                kind = MatchKind.FUZZY if target is None else MatchKind.NUMBERS
                yield Match(unit=unit, kind=kind, score=similarity, target=target or unit.target)

    # --- choosing ----------------------------------------------------------------------------------------

    def units(self, selection: Selection = ALL) -> Iterator[TranslationUnit]:
        """Yield the chosen units in the order in which they came in, as they were when the first was read."""
        where, values = _where(selection)
        return self._units(f"WHERE {where} ORDER BY units.id", *values)

    @property
    def revision(self) -> str:
        """Return a mark of the memory's content: another after every change."""
        return str(self._rows("SELECT mark FROM revision")[0][0])

    def count(self, selection: Selection = ALL) -> int:
        """Return the number of chosen units."""
        where, values = _where(selection)
        return self._number(f"SELECT count(*) FROM units WHERE {where}", *values)

    def stats(self) -> Stats:
        """Return figures of the memory."""
        [(oldest, newest)] = self._rows(
            "SELECT coalesce(min(nullif(time, '')), ''), coalesce(max(time), '') FROM units"
        )
        states, origins, jobs = (
            self._rows(f"SELECT {column}, count(*) FROM units GROUP BY 1 ORDER BY 2 DESC, 1")
            for column in ("state", "kind", "job")
        )
        return Stats(
            schema=self._number("PRAGMA user_version"),
            units=self.count(),
            sources=self._number("SELECT count(*) FROM sources"),
            bytes=self._number("PRAGMA page_count") * self._number("PRAGMA page_size"),
            oldest=oldest,
            newest=newest,
            states={tuple(State)[rank].value: count for rank, count in states},
            origins=dict(origins),
            jobs=dict(jobs),
        )

    def _units(self, clause: str, *values: object) -> Iterator[TranslationUnit]:
        with self._faults():
            for row in self._connection.execute(f"SELECT {COLUMNS} {clause}", values):
                yield unit_of(row)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._faults():
            return self._connection.execute(sql, values).fetchall()

    def _number(self, sql: str, *values: object) -> int:
        return int(self._rows(sql, *values)[0][0])

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise schema.fault(self.path, error) from None


def _where(selection: Selection) -> tuple[str, list[object]]:
    conditions = {
        "units.time <> '' AND units.time < ?": selection.before,
        "units.job = ?": selection.job,
        "units.state = ?": None if selection.state is None else selection.state.rank,
    }
    given = {condition: value for condition, value in conditions.items() if value is not None}
    return " AND ".join(["1", *given]), [*given.values()]


def _outdated(document: Document, units: Iterable[TranslationUnit]) -> Iterator[tuple[object, ...]]:
    """Yield the parameters of `_REMOVE_OUTDATED` for units of a job, whose sentences are still at these places."""
    places: dict[str, list[int]] = {}
    for article in document.articles:
        for segment, previous, following in with_neighbours(article):
            place = TranslationUnit(source=segment.source, target="", previous=previous, following=following)
            if storable(replace(place, target=segment.source)):
                places.setdefault(segment.source, []).append(context_of(place))
    for unit in filter(storable, units):
        there = json.dumps(places[unit.source])
        yield (
            source_hash(unit.source),
            stored_name(unit.job),
            unit.target,
            unit.previous,
            unit.following,
            there,
        )


def _best(matches: Iterable[Match], limit: int) -> tuple[Match, ...]:
    targets: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: (m.kind.rank, -m.score)):
        targets.setdefault(match.target, match)
    return tuple(targets.values())[:limit]
