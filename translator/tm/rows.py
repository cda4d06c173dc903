"""Units as rows: the keys that make recall exact, and fast insertion of many.

The trigram index of one batch is made while the next batch is read, since SQLite lets other threads of Python work
while it runs one long statement. Only one of the two threads uses the connection at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any

from translator.model import Origin, OriginKind, State
from translator.tm.adapt import shape
from translator.tm.units import Added, TranslationUnit

COLUMNS = (
    "sources.text, target, previous, following, state, kind, engine, score, author, time, job"
    " FROM units JOIN sources ON sources.id = units.source"
)
"""The columns that `unit_of` reads, for a SELECT."""

_LAST = "SELECT (SELECT coalesce(max(id), 0) FROM sources), (SELECT coalesce(max(id), 0) FROM units)"
_INSERT_SOURCE = "INSERT INTO sources (hash, shape, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

# The largest of (by a person, time, state, target) stays, so that the order of imports does not matter.
_INSERT_UNIT = """
INSERT INTO units (context, source, target, previous, following, state, kind, engine, score, author, time, job)
VALUES (?1, (SELECT id FROM sources WHERE hash = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (source, context) DO UPDATE SET
  target = excluded.target, state = excluded.state, kind = excluded.kind, engine = excluded.engine,
  score = excluded.score, author = excluded.author, time = excluded.time, job = excluded.job
WHERE (excluded.state >= 2, excluded.time, excluded.state, excluded.target)
    > (units.state >= 2, units.time, units.state, units.target)
"""

_Row = tuple[Any, ...]
_STATES = tuple(State)
_RANKS = {state: state.rank for state in State}


def source_hash(source: str) -> bytes:
    """Return the key of a source. Exact means the same code points, because every other rule has exceptions."""
    return blake2b(source.encode(), digest_size=16).digest()


def context_of(unit: TranslationUnit) -> int:
    """Return the 64-bit key under which a source has one target.

    With both neighbours known, the key is their hash, so that a new target replaces the old target. Otherwise the
    target is part of the key, since different places may rightly have different targets.
    """
    previous, following = unit.previous, unit.following
    if previous is not None and following is not None:
        text = f"{len(previous)}:{previous}{following}"
    else:
        sides = ["-" if side is None else f"{len(side)}:{side}" for side in (previous, following)]
        text = f"{sides[0]}{sides[1]}={unit.target}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def storable(unit: TranslationUnit) -> bool:
    """Return whether the unit has both texts and SQLite can store them; it cannot store halves of surrogate pairs."""
    if not unit.source.strip() or not unit.target.strip():
        return False
    return encodable(f"{unit.source}{unit.target}{unit.previous}{unit.following}")


def encodable(text: str) -> bool:
    """Return whether the text can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def unit_row(unit: TranslationUnit, hashed: bytes) -> _Row:
    """Return the parameters of the statement that inserts a unit, whose source has the key ``hashed``."""
    origin = unit.origin
    return (
        context_of(unit),
        hashed,
        unit.target,
        unit.previous,
        unit.following,
        _RANKS[unit.state],
        origin.kind.value if origin else "",
        stored_name(origin.name) if origin else "",
        origin.score if origin else None,
        stored_name(unit.author),
        stored_name(unit.time),
        stored_name(unit.job),
    )


@lru_cache(maxsize=1024)
def stored_name(text: str) -> str:
    """Return a name as SQLite can store it: a job may be named after a file that is not valid UTF-8."""
    return text.encode("utf-8", "replace").decode()


def unit_of(row: _Row) -> TranslationUnit:
    """Return the unit in a row of `COLUMNS`."""
    source, target, previous, following, state, kind, engine, score, author, time, job = row
    return TranslationUnit(
        source=source,
        target=target,
        previous=previous,
        following=following,
        state=_STATES[state],
        origin=Origin.of(OriginKind(kind), engine, score) if kind else None,
        author=author,
        time=time,
        job=job,
    )


# --- insertion -------------------------------------------------------------------------------------------

_BATCH = 5000
"""Units read and prepared at once."""

_AHEAD = 8 * _BATCH
"""Most units prepared while the index is busy: now and then it joins its parts, which takes a second."""

_MERGE = "INSERT INTO grams (grams, rank) VALUES ('automerge', ?)"
"""FTS5 joins the parts of its index while it writes. A long import that leaves the joining to later writes takes a
fifth less time. 4 is FTS5's default; with 0 it joins only when it must."""

_INDEX = "INSERT INTO grams (rowid, text) SELECT id, text FROM sources WHERE id > ? ORDER BY id"


def insert(
    connection: sqlite3.Connection, units: Iterable[TranslationUnit]
) -> Generator[tuple[int, Added], None, None]:
    """Insert units inside a transaction that the caller has begun.

    Now and then yields how many were taken in all, and what changed since the last time. Close the generator before
    the transaction ends.
    """
    indexing: list[Future[Any]] = []
    is_long = False
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="trigrams") as pool:
        for taken, sources, rows in _prepared(units, lambda: all(each.done() for each in indexing)):
            for each in indexing:
                each.result()
            if indexing and not is_long:  # from the second batch on, write as in a long import
                connection.execute(_MERGE, (0,))
                is_long = True
            last_source, added = _write(connection, sources, rows)
            indexing[:] = [pool.submit(connection.execute, _INDEX, (last_source,))]
            yield taken, added
        for each in indexing:
            each.result()
        if is_long:
            connection.execute(_MERGE, (4,))


def _prepared(
    units: Iterable[TranslationUnit], is_free: Callable[[], bool]
) -> Iterator[tuple[int, list[_Row], list[_Row]]]:
    """Yield the number of units taken so far, and the rows of sources and units, whenever the index is free."""
    iterator, taken = iter(units), 0
    sources: list[_Row] = []
    rows: list[_Row] = []
    while batch := list(islice(iterator, _BATCH)):
        taken += len(batch)
        for unit in filter(storable, batch):
            key = source_hash(unit.source)
            sources.append((key, shape(unit.source), unit.source))
            rows.append(unit_row(unit, key))
        if is_free() or len(rows) >= _AHEAD:
            yield taken, sources, rows
            sources, rows = [], []
    if rows:
        yield taken, sources, rows


def _write(connection: sqlite3.Connection, sources: list[_Row], rows: list[_Row]) -> tuple[int, Added]:
    """Write rows; return the last source that was there before, and what changed."""
    ((last_source, last_unit),) = connection.execute(_LAST)
    connection.executemany(_INSERT_SOURCE, sources)
    written = max(connection.executemany(_INSERT_UNIT, rows).rowcount, 0)
    ((new,),) = connection.execute("SELECT count(*) FROM units WHERE id > ?", (last_unit,))
    return last_source, Added(new=new, changed=written - new, unchanged=len(rows) - written)
