"""Own the search for sources that may be similar to a text, in the trigram index; it measures nothing.

A common trigram (青岛市) is in a great part of a large memory and says little. So each trigram of the text gives
at most `PROBE` sources, and has one vote, which these share: the sources with most votes are the candidates. The
work grows neither with the memory nor with the text. Among a million units, counting trigrams alike missed the best
match of one text in sixteen that way, and shared votes of none (`tests/benchmarks/bench_memory`).
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest

PROBE = 1000
"""Sources read for one trigram."""

TRIGRAMS = 200
"""Trigrams looked up for one text; of a longer one, so many from all its parts."""

MOST = 500
"""Candidates for one text."""


def candidates(connection: sqlite3.Connection, text: str, threshold: float) -> dict[int, str]:
    """Give sources by id that share trigrams with ``text`` and whose length allows the similarity ``threshold``.

    A text of fewer than three characters has no trigram, and so no candidates.
    """
    votes: dict[int, float] = defaultdict(float)
    for gram in _grams(text):
        query = "SELECT rowid FROM grams WHERE grams MATCH ? LIMIT ?"
        numbers = connection.execute(query, (gram, PROBE)).fetchall()
        for (number,) in numbers:
            votes[number] += 1 / len(numbers)
    ids = nlargest(MOST, votes, key=votes.__getitem__)
    shortest = len(text) * threshold - 1e-9
    longest = len(text) / threshold + 1e-9 if threshold > 0 else float("inf")
    return {
        number: source for number, source in _texts(connection, ids) if shortest <= len(source) <= longest
    }


def _grams(text: str) -> Iterable[str]:
    """Give distinct trigrams as FTS5 strings; a NUL would end the query early."""
    grams = list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))
    grams = grams[:: max(1, math.ceil(len(grams) / TRIGRAMS))]
    return ('"' + gram.replace('"', '""') + '"' for gram in grams if "\0" not in gram)


def _texts(connection: sqlite3.Connection, ids: list[int]) -> Iterable[tuple[int, str]]:
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        yield from connection.execute(f"SELECT id, text FROM sources WHERE id IN ({marks})", part)
