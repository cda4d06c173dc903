"""Own how many units get into the tables fast: rows in batches, the trigram index in a second thread.

Indexing takes as long as reading and preparing the units. SQLite lets other threads of Python work while it runs
one long statement, so the index of one batch is made while the next batch is read. Only one of the two touches
the connection at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any, Self

from translator.tm.rows import (
    INSERT_SOURCE,
    INSERT_UNIT,
    source_row,
    storable,
    unit_row,
)
from translator.tm.units import Added, TranslationUnit

BATCH = 5000
"""Units read and prepared at once."""

AHEAD = 8 * BATCH
"""Units prepared at most while the index is busy: now and then it joins its parts, which takes a second."""

_MERGE = "INSERT INTO grams (grams, rank) VALUES ('automerge', ?)"
"""FTS5 joins the parts of its index while it writes; without that a long import takes a fifth less time, and
what it leaves is joined bit by bit by later writes. 4 is FTS5's own setting, 0 means only when it must."""

_INDEX = "INSERT INTO grams (rowid, text) SELECT id, text FROM sources WHERE id > ? ORDER BY id"


class _Rows:
    """Collect the parameters of `INSERT_SOURCE` and `INSERT_UNIT`."""

    def __init__(self) -> None:
        self.sources: list[tuple[Any, ...]] = []
        self.units: list[tuple[Any, ...]] = []

    def add(self, batch: Iterable[TranslationUnit]) -> None:
        """Add the units that SQLite can hold."""
        kept = [unit for unit in batch if storable(unit)]
        sources = [source_row(unit) for unit in kept]
        self.units += [unit_row(unit, source[0]) for unit, source in zip(kept, sources, strict=True)]
        self.sources += sources


class Inserter:
    """Insert units inside a transaction that the caller has begun; leave the block before ending it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="trigrams")
        self._indexing: Future[Any] | None = None
        self._long = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True)
        if error is None:
            self._wait()
            if self._long:
                self._connection.execute(_MERGE, (4,))

    def insert(self, units: Iterable[TranslationUnit]) -> Iterator[tuple[int, Added]]:
        """Insert units and yield now and then how many were taken in all, and what changed since the last time."""
        iterator, taken, ready = iter(units), 0, _Rows()
        while batch := list(islice(iterator, BATCH)):
            taken += len(batch)
            ready.add(batch)
            if not self._busy() or len(ready.units) >= AHEAD:
                yield taken, self._write(ready)
                ready = _Rows()
        if ready.units:
            yield taken, self._write(ready)

    def _write(self, rows: _Rows) -> Added:
        self._wait()
        self._expect_more()
        last_source, last_unit = self._last("sources"), self._last("units")
        self._connection.executemany(INSERT_SOURCE, rows.sources)
        written = max(self._connection.executemany(INSERT_UNIT, rows.units).rowcount, 0)
        (new,) = self._connection.execute("SELECT count(*) FROM units WHERE id > ?", (last_unit,)).fetchone()
        self._indexing = self._pool.submit(self._connection.execute, _INDEX, (last_source,))
        return Added(new=new, changed=written - new, unchanged=len(rows.units) - written)

    def _busy(self) -> bool:
        return self._indexing is not None and not self._indexing.done()

    def _expect_more(self) -> None:
        """From the second batch on, write as in a long import."""
        if self._indexing is not None and not self._long:
            self._connection.execute(_MERGE, (0,))
            self._long = True

    def _wait(self) -> None:
        """Wait for the index, and raise what went wrong there."""
        if self._indexing is not None:
            self._indexing.result()

    def _last(self, table: str) -> int:
        (number,) = self._connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        return int(number)
