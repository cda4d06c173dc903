"""Own how similar two sources are and where they differ; pure, on rapidfuzz.

The measure is Levenshtein's: 1 - (insertions + deletions + substitutions) / length of the longer text, counted in
Unicode code points. (The Indel measure counts a substitution twice and would call two dates in one sentence far
apart.)
"""

from __future__ import annotations

from collections.abc import Mapping

from translator.memory.units import Difference

THRESHOLD = 0.7
"""Below this similarity a translator is faster without the old translation than with it."""


def score(a: str, b: str) -> float:
    """Give the Levenshtein similarity of two texts from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(a, b))


def most_similar(
    text: str, choices: Mapping[int, str], threshold: float, limit: int
) -> list[tuple[int, float]]:
    """Give key and score of the choices that are similar enough, best first, at most ``limit``."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        text, choices, scorer=Levenshtein.normalized_similarity, score_cutoff=threshold, limit=limit
    )
    return [(key, float(similarity)) for _, similarity, key in found]


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Give the steps from ``old`` to ``new``: joined, the ``old`` parts are ``old`` and the ``new`` parts ``new``."""
    from rapidfuzz.distance import Levenshtein

    steps: list[Difference] = []
    for tag, a, b, c, d in Levenshtein.opcodes(old, new):
        step = Difference(old=old[a:b], new=new[c:d])
        if steps and tag != "equal" and not steps[-1].equal:
            step = Difference(old=steps[-1].old + step.old, new=steps.pop().new + step.new)
        steps.append(step)
    return tuple(steps)
