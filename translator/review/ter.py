"""Own the counting of TER's edits: sacrebleu's algorithm and figures, at a speed that suits a whole job.

To find the words that were moved, sacrebleu measures up to a thousand edit distances for one sentence, in Python:
minutes for a job that was much rewritten. It needs the single steps of a few of them only; of the others rapidfuzz
finds the distance in C++, wherever that is certain to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import FunctionType

from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics import lib_ter

_BEAM = 24
"""Places from the diagonal up to which sacrebleu surely looks for the best alignment: 25, less one for rounding."""


def count_edits(draft: Sequence[str], reviewed: Sequence[str]) -> int:
    """Count the edits from one text to another, both in words (Snover et al. 2006).

    An edit puts in, takes out or replaces one word, or moves neighbouring words. Without reviewed words each word of
    the draft is one edit.
    """
    if draft == reviewed:
        return 0
    edits, _words = _translation_edit_rate(list(draft), list(reviewed))
    return int(edits)


class _Distances:
    """Measure from any words to those of one text; used as sacrebleu uses its `BeamEditDistance`."""

    def __init__(self, reviewed: list[str]) -> None:
        self._reviewed = reviewed
        self._stepwise = lib_ter.BeamEditDistance(reviewed)

    def __call__(self, words: list[str]) -> _Distance:
        return _Distance(self, words)

    def stepwise(self, words: list[str]) -> tuple[int, str]:
        """Give the distance with its steps, as sacrebleu finds them."""
        return self._stepwise(words)

    def quick(self, words: list[str]) -> int | None:
        """Give the distance alone; None where sacrebleu may overlook the shortest way to align the texts."""
        distance = Levenshtein.distance(words, self._reviewed)
        if distance + abs(len(words) - len(self._reviewed)) < _BEAM:
            return distance
        slope = len(self._reviewed) / max(len(words), 1)
        for step in Levenshtein.opcodes(words, self._reviewed):
            ends = ((step.src_start, step.dest_start), (step.src_end, step.dest_end))
            if any(abs(there - here * slope) >= _BEAM for here, there in ends):
                return None
        return distance


class _Distance:
    """Hold a pair of distance and steps, neither of them found before it is asked for."""

    def __init__(self, distances: _Distances, words: list[str]) -> None:
        self._distances = distances
        self._words = words

    def __iter__(self) -> Iterator[int | str]:
        return iter(self._distances.stepwise(self._words))

    def __getitem__(self, place: int) -> int | str:
        distance = self._distances.quick(self._words) if place == 0 else None
        return self._distances.stepwise(self._words)[place] if distance is None else distance


# sacrebleu's own function, but for the class it makes its distances with. Should a later version no longer ask that
# class, it counts the same edits in more time.
_translation_edit_rate = FunctionType(
    lib_ter.translation_edit_rate.__code__, {**vars(lib_ter), "BeamEditDistance": _Distances}
)
