"""Own the search for sources that may be similar to a text, in the trigram index; it measures nothing.

A common trigram (青岛市) is in a great part of a large memory and says little. So each trigram of the text gives
at most `PROBE` sources, and the sources that most trigrams gave are the candidates: the work does not grow with
the memory.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

PROBE = 1000
"""Sources read for one trigram."""

MOST = 500
"""Candidates for one text."""


def candidates(connection: sqlite3.Connection, text: str, threshold: float) -> dict[int, str]:
    """Give sources by id that share trigrams with ``text`` and whose length allows the similarity ``threshold``.

    A text of fewer than three characters has no trigram, and so no candidates.
    """
    counts: Counter[int] = Counter()
    for gram in _grams(text):
        rows = connection.execute("SELECT rowid FROM grams WHERE grams MATCH ? LIMIT ?", (gram, PROBE))
        counts.update(number for (number,) in rows)
    ids = [number for number, _ in counts.most_common(MOST)]
    shortest = len(text) * threshold - 1e-9
    longest = len(text) / threshold + 1e-9 if threshold > 0 else float("inf")
    return {
        number: source for number, source in _texts(connection, ids) if shortest <= len(source) <= longest
    }


def _grams(text: str) -> Iterable[str]:
    """Give the distinct trigrams as FTS5 strings; a NUL would end the query early."""
    grams = dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2))
    return ('"' + gram.replace('"', '""') + '"' for gram in grams if "\0" not in gram)


def _texts(connection: sqlite3.Connection, ids: list[int]) -> Iterable[tuple[int, str]]:
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        yield from connection.execute(f"SELECT id, text FROM sources WHERE id IN ({marks})", part)
