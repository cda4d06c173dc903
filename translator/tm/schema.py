"""Own the tables of a memory file and how an older file becomes a newer one; know nothing of units.

`sources` holds each distinct source once, because the same sentence in a hundred places must not crowd out the
others in the search for similar ones. `units` holds the targets. `grams` is the FTS5 trigram index over
`sources`, without positions and without a copy of the text.

The file's number (``PRAGMA user_version``) is the count of migrations it has been through.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from translator.tm.units import TmError

APPLICATION_ID = 0x54524D31
"""``TRM1``: marks the file as ours (``PRAGMA application_id``)."""

BUSY_SECONDS = 120.0
"""How long a process waits for another one that is writing; an import of a million units takes half as long."""

_CACHE_KIB = 64 * 1024


def create_units(connection: sqlite3.Connection) -> None:
    """Make the tables of sources and units, with the indexes for exact recall."""
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
    """Make the index for fuzzy recall, and fill it from the sources that are there."""
    connection.execute(
        "CREATE VIRTUAL TABLE grams USING fts5 (text, tokenize = 'trigram case_sensitive 1', detail = none,"
        " columnsize = 0, content = 'sources', content_rowid = 'id')"
    )
    connection.execute("INSERT INTO grams (rowid, text) SELECT id, text FROM sources ORDER BY id")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (create_units, index_trigrams)
"""In order, and only ever added to: files out there have been through the first ones."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a memory file, making or upgrading its tables; the caller closes the connection.

    Raises `TmError` for a file that is no memory, is damaged, of a newer program, or cannot be opened.
    """
    connection: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        _check(connection, path)
        _prepare(connection)
        _migrate(connection)
    except (sqlite3.Error, OSError) as error:
        if connection is not None:
            connection.close()
        raise fault(path, error) from None
    except TmError:
        if connection is not None:
            connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is not ours before anything in it is changed."""
    # One transaction for the three reads: another process may be making the tables between them.
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


def _prepare(connection: sqlite3.Connection) -> None:
    _use_wal(connection)
    # NORMAL cannot damage the file; a power cut may lose the last seconds, which stand in the jobs as well.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait for others here, so two first runs at once must try again."""
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
        for number, migration in enumerate(
            MIGRATIONS[_version(connection) :], start=_version(connection) + 1
        ):
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def fault(path: Path, error: Exception) -> TmError:
    """Turn what SQLite or the system says into an error with the next step."""
    text = str(error)
    if "not a database" in text:
        problem, hint = (
            "is not a translation memory",
            "Give the .tm.sqlite file of your out folder with --tm.",
        )
    elif "malformed" in text:
        problem = "is damaged"
        hint = "Move it away and import your last TMX export with 'translator tm import'."
    elif "locked" in text or "busy" in text:
        problem = "is in use by another run"
        hint = "Wait until the other run has finished, and run the same command again."
    elif "tokenizer" in text or "fts5" in text:
        problem = f"cannot be used: this Python's SQLite ({sqlite3.sqlite_version}) has no trigram index"
        hint = "Use a Python with SQLite 3.34 or newer."
    elif "full" in text:
        problem, hint = (
            "cannot be written (the disk is full)",
            "Free some disk space and run the command again.",
        )
    else:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else text
        problem = f"cannot be opened or written ({reason.rstrip('.').lower()})"
        hint = "Check that you may read and write the file and its folder, or choose another file with --tm."
    return TmError(f"{path}: {problem}", hint=hint)
