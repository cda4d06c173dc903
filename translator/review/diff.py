"""Own the comparison of English texts word by word: what changed, how two edits merge, how far one is from another.

Nothing here knows a segment, a file or a colour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[㐀-鿿豈-﫿]|[^\W㐀-鿿豈-﫿]+(?:['’.,\-][^\W㐀-鿿豈-﫿]+)*|[^\w\s]|_")


def tokens(text: str) -> list[str]:
    """Cut a text into words, signs and white space; ``"".join(tokens(text)) == text``."""
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """Give the words and signs of a text, without the white space."""
    return [token for token in tokens(text) if not token.isspace()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Hold a stretch of text: ``before`` became ``after``; equal where nothing changed."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        """Tell whether nothing changed here."""
        return self.before == self.after


def word_diff(before: str, after: str) -> tuple[Change, ...]:
    """Compare by word: the ``before`` of all changes joined is ``before``, and so for ``after``."""
    old, new = tokens(before), tokens(after)
    return tuple(
        Change(before="".join(old[a:b]), after="".join(new[c:d])) for _, a, b, c, d in _opcodes(old, new)
    )


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def merge(base: str, ours: str, theirs: str) -> str | None:
    """Put two edits of one text together, or give None where they touch the same or neighbouring words."""
    start = tokens(base)
    edits = sorted(
        {
            (a, b, "".join(new[c:d]))
            for new in (tokens(ours), tokens(theirs))
            for kind, a, b, c, d in _opcodes(start, new)
            if kind != "equal"
        }
    )
    parts: list[str] = []
    done = -1
    for first, last, text in edits:
        if first <= done:
            return None
        parts += [*start[max(done, 0) : first], text]
        done = last
    return "".join([*parts, *start[max(done, 0) :]])


# --- distances -----------------------------------------------------------------------------------------------


def word_edits(before: str, after: str) -> int:
    """Count the words to insert, delete or replace (Levenshtein 1966); TER (Snover et al. 2006) without shifts."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(words(before), words(after))


_LONGEST_GRAM = 6
_BETA_SQUARED = 4.0


def gram_counts(before: str, after: str) -> list[tuple[int, int, int]]:
    """Give for n-grams of 1 to 6 characters: those in both, in ``before`` and in ``after``; they add up."""
    counts = []
    old, new = "".join(before.split()), "".join(after.split())
    for length in range(1, _LONGEST_GRAM + 1):
        one = Counter(old[at : at + length] for at in range(len(old) - length + 1))
        two = Counter(new[at : at + length] for at in range(len(new) - length + 1))
        counts.append(((one & two).total(), one.total(), two.total()))
    return counts


def chrf(counts: Sequence[tuple[int, int, int]]) -> float:
    """Give chrF2 from 0 to 100 for added-up `gram_counts` (Popović 2015; as sacrebleu computes it)."""
    scored = [(both / old, both / new) for both, old, new in counts if old and new]
    if not scored:
        return 0.0
    precision = sum(p for p, _ in scored) / len(scored)
    recall = sum(r for _, r in scored) / len(scored)
    if not precision + recall:
        return 0.0
    return 100 * (1 + _BETA_SQUARED) * precision * recall / (_BETA_SQUARED * precision + recall)
