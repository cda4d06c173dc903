"""Sources similar to a text: candidates from the trigram index, measured by rapidfuzz.

The measure is Levenshtein's, 1 - (insertions + deletions + substitutions) / length of the longer text in code points.

Each trigram of the text gives at most `PROBE` sources and has one vote, which these share, since a common trigram
(青岛市) says little; the sources with most votes are the candidates. The work grows neither with the memory nor with
the text. Among a million units this missed the best match of no text (`tests/benchmarks/bench_memory`).
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nlargest

from translator.tm.units import Difference

THRESHOLD = 0.7
"""Below this similarity a translator is faster without the old translation than with it."""

PROBE = 1000
"""Sources read for one trigram."""

TRIGRAMS = 200
"""Trigrams looked up for one text; for a longer text they are taken from all its parts."""

MOST = 500
"""Candidates for one text, few enough for the parameters of one query."""


def candidates(connection: sqlite3.Connection, text: str, threshold: float) -> dict[int, str]:
    """Return sources by id that share trigrams with ``text`` and whose length allows the similarity ``threshold``.

    A text of fewer than three characters has no trigram, and so no candidates.
    """
    votes: dict[int, float] = defaultdict(float)
    for gram in _grams(text):
        query = "SELECT rowid FROM grams WHERE grams MATCH ? LIMIT ?"
        numbers = connection.execute(query, (gram, PROBE)).fetchall()
        for (number,) in numbers:
            votes[number] += 1 / len(numbers)
    ids = nlargest(MOST, votes, key=votes.__getitem__)
    found = connection.execute(f"SELECT id, text FROM sources WHERE id IN ({','.join('?' * len(ids))})", ids)
    shortest = len(text) * threshold - 1e-9
    longest = len(text) / threshold + 1e-9 if threshold > 0 else math.inf
    return {number: source for number, source in found if shortest <= len(source) <= longest}


def containing(connection: sqlite3.Connection, text: str, limit: int) -> list[int]:
    """Return the ids of at most ``limit`` longer sources that contain a text, the newest first.

    The index narrows the search for texts of three characters and more; others are looked for in every source.
    """
    query = "SELECT id FROM sources WHERE instr(text, ?) AND text <> ?"
    values: list[object] = [text, text]
    grams = list(_grams(text))
    if grams:
        query += " AND id IN (SELECT rowid FROM grams WHERE grams MATCH ?)"
        values.append(" AND ".join(grams))
    found = connection.execute(f"{query} ORDER BY id DESC LIMIT ?", [*values, limit])
    return [number for (number,) in found]


def _grams(text: str) -> Iterable[str]:
    grams = list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))
    grams = grams[:: max(1, math.ceil(len(grams) / TRIGRAMS))]
    return ('"' + gram.replace('"', '""') + '"' for gram in grams if "\0" not in gram)


def score(a: str, b: str) -> float:
    """Return the Levenshtein similarity of two texts from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return _similarity(Levenshtein.distance(a, b), a, b)


def _similarity(distance: int, a: str, b: str) -> float:
    # One division, correctly rounded, so that 7 of 10 is 0.7 and not a little less.
    longer = max(len(a), len(b))
    return (longer - distance) / longer if longer else 1.0


def most_similar(
    text: str, choices: Mapping[int, str], threshold: float, limit: int
) -> list[tuple[int, float]]:
    """Return key and score of the choices that are similar enough, best first, at most ``limit``."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    # By distance, since rapidfuzz's own cut-off for similarities loses texts that lie exactly on it.
    longest = max((len(text), *map(len, choices.values())))
    worst = math.ceil(longest * (1 - threshold))
    found = process.extract(text, choices, scorer=Levenshtein.distance, score_cutoff=worst, limit=None)
    scored = [(key, _similarity(int(distance), text, choice)) for choice, distance, key in found]
    return sorted((pair for pair in scored if pair[1] >= threshold), key=lambda pair: -pair[1])[:limit]


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Return the steps from ``old`` to ``new``: the parts of each side, joined, are that side."""
    from rapidfuzz.distance import Indel

    # Indel and not Levenshtein: it keeps most characters in place, which is easier to read.
    steps: list[Difference] = []
    for code in Indel.opcodes(old, new):
        step = Difference(old=old[code.src_start : code.src_end], new=new[code.dest_start : code.dest_end])
        if steps and not step.equal and not steps[-1].equal:
            step = Difference(old=steps[-1].old + step.old, new=steps.pop().new + step.new)
        steps.append(step)
    return tuple(steps)
