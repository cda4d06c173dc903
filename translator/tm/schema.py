"""Tables of a memory file, and the migration of older files.

`sources` has each distinct source once, because the same sentence in a hundred places must not crowd out the others
in the search for similar ones. `units` has the targets, `revision` a mark that every change renews. `grams` is the
FTS5 trigram index over `sources`, without positions and without a copy of the text. ``PRAGMA user_version`` is the
number of migrations that were applied.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from translator.errors import os_reason
from translator.tm.units import TmError

APPLICATION_ID = 0x54524D31
"""``TRM1``, the ``PRAGMA application_id`` of a memory."""

BUSY_SECONDS = 120.0
"""How long a process waits for another that is writing; an import of a million units takes half as long."""

NEW_MARK = "lower(hex(randomblob(8)))"
"""SQL for a mark that no other state of a memory has."""

_CACHE_KIB = 64 * 1024


def create_units(connection: sqlite3.Connection) -> None:
    """Create the tables of sources and units, with the indexes for exact recall."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(
        "CREATE TABLE sources (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, shape INTEGER, text TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX sources_by_shape ON sources (shape) WHERE shape IS NOT NULL")
    connection.execute(
        "CREATE TABLE units ("
        " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources (id), context INTEGER NOT NULL,"
        " target TEXT NOT NULL, previous TEXT, following TEXT, state INTEGER NOT NULL,"
        " kind TEXT NOT NULL, engine TEXT NOT NULL, score REAL,"
        " author TEXT NOT NULL, time TEXT NOT NULL, job TEXT NOT NULL,"
        " UNIQUE (source, context))"
    )


def index_trigrams(connection: sqlite3.Connection) -> None:
    """Create the index for fuzzy recall, and fill it from the sources that are there."""
    connection.execute(
        "CREATE VIRTUAL TABLE grams USING fts5 (text, tokenize = 'trigram case_sensitive 1', detail = none,"
        " columnsize = 0, content = 'sources', content_rowid = 'id')"
    )
    connection.execute("INSERT INTO grams (rowid, text) SELECT id, text FROM sources ORDER BY id")


def keep_revision(connection: sqlite3.Connection) -> None:
    """Create the one row that says which state the memory is in; see `Memory.revision`."""
    connection.execute("CREATE TABLE revision (mark TEXT NOT NULL)")
    connection.execute(f"INSERT INTO revision VALUES ({NEW_MARK})")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (create_units, index_trigrams, keep_revision)
"""In order; only append, because files of users have been through the first ones."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a memory file, create or upgrade its tables, and return the connection.

    Raises `TmError` for a file that is not a memory, is damaged, was made by a newer program, or cannot be opened.
    """
    connection: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        _check(connection, path)
        _use_wal(connection)
        # NORMAL cannot damage the file; a power cut may lose the last seconds, which are in the jobs as well.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        _migrate(connection)
    except (sqlite3.Error, OSError, TmError) as error:
        if connection is not None:
            connection.close()
        raise error if isinstance(error, TmError) else fault(path, error) from None
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    # One transaction for the three reads, because another process may be creating the tables meanwhile.
    connection.execute("BEGIN")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    number = _version(connection)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")
    if application != APPLICATION_ID and (tables or application or number):
        raise TmError(
            f"{path}: is a database, but not a translation memory of this program",
            hint="Give the .tm.sqlite file of your out folder, or a new name with --tm.",
        )
    if number > len(MIGRATIONS):
        raise TmError(
            f"{path}: was made by a newer version of this program (schema {number}, known {len(MIGRATIONS)})",
            hint="Update the program, or export the memory as TMX with the newer version.",
        )


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for others here, so two first runs at once must try again."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return


def _migrate(connection: sqlite3.Connection) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have done the work meanwhile.
        for number in range(_version(connection), len(MIGRATIONS)):
            MIGRATIONS[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


_FAULTS = (
    (
        "not a database",
        "is not a translation memory",
        "Give the .tm.sqlite file of your out folder with --tm.",
    ),
    ("malformed", "is damaged", "Move it away and import your last TMX export with 'translator tm import'."),
    (
        "locked|busy",
        "is in use by another run",
        "Wait until the other run has finished, and run the same command again.",
    ),
    (
        "tokenizer|fts5",
        f"cannot be used: this Python's SQLite ({sqlite3.sqlite_version}) has no trigram index",
        "Use a Python with SQLite 3.34 or newer.",
    ),
    ("full", "cannot be written (the disk is full)", "Free some disk space and run the command again."),
)
"""What SQLite says, as a pattern; the problem for the user; the next step."""


def fault(path: Path, error: Exception) -> TmError:
    """Return the error for the user for an error of SQLite or the operating system."""
    for pattern, problem, hint in _FAULTS:
        if re.search(pattern, str(error)):
            return TmError(f"{path}: {problem}", hint=hint)
    reason = os_reason(error) if isinstance(error, OSError) else str(error).rstrip(".").lower()
    return TmError(
        f"{path}: cannot be opened or written ({reason})",
        hint="Check that you may read and write the file and its folder, or choose another file with --tm.",
    )
