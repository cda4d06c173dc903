"""Own how similar two sources are and where they differ; pure, on rapidfuzz.

The measure is Levenshtein's: 1 - (insertions + deletions + substitutions) / length of the longer text, counted in
Unicode code points. (The Indel measure counts a substitution twice and would call two dates in one sentence far
apart.)
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from translator.tm.units import Difference

THRESHOLD = 0.7
"""Below this similarity a translator is faster without the old translation than with it."""


def score(a: str, b: str) -> float:
    """Give the Levenshtein similarity of two texts from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return _similarity(Levenshtein.distance(a, b), a, b)


def _similarity(distance: int, a: str, b: str) -> float:
    # One division, correctly rounded, so that 7 of 10 is 0.7 and not a little less.
    longer = max(len(a), len(b))
    return (longer - distance) / longer if longer else 1.0


def most_similar(
    text: str, choices: Mapping[int, str], threshold: float, limit: int
) -> list[tuple[int, float]]:
    """Give key and score of the choices that are similar enough, best first, at most ``limit``."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    # By distance, since rapidfuzz's own cut-off for similarities loses texts that lie exactly on it.
    longest = max((len(text), *map(len, choices.values())))
    worst = math.ceil(longest * (1 - threshold))
    found = process.extract(text, choices, scorer=Levenshtein.distance, score_cutoff=worst, limit=None)
    scored = [(key, _similarity(int(distance), text, choice)) for choice, distance, key in found]
    return sorted((pair for pair in scored if pair[1] >= threshold), key=lambda pair: -pair[1])[:limit]


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Give the steps from ``old`` to ``new``: joined, the ``old`` parts are ``old`` and the ``new`` parts ``new``."""
    from rapidfuzz.distance import Indel

    # Indel and not Levenshtein: it keeps most characters in place, which is easier to read.
    steps: list[Difference] = []
    for code in Indel.opcodes(old, new):
        step = Difference(old=old[code.src_start : code.src_end], new=new[code.dest_start : code.dest_end])
        if steps and not step.equal and not steps[-1].equal:
            step = Difference(old=steps[-1].old + step.old, new=steps.pop().new + step.new)
        steps.append(step)
    return tuple(steps)
