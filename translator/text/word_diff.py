"""Comparison of texts word by word: what changed, and how two edits merge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[㐀-鿿豈-﫿]|[^\W㐀-鿿豈-﫿]+(?:['’.,\-][^\W㐀-鿿豈-﫿]+)*|[^\w\s]|_")


def tokens(text: str) -> list[str]:
    """Cut a text into words, signs and white space; ``"".join(tokens(text)) == text``."""
    return _TOKEN.findall(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of text: ``before`` became ``after``; equal where nothing changed."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
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
    """Return a text with both edits of ``base``, or None where they touch the same or neighbouring words."""
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
