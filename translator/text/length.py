"""Own the cutting of sentences that are too long for an engine; which sentences there are is `sentences`' business."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from translator.text.brackets import CLOSERS, OPENERS, paired_stretches

_C = re.escape(CLOSERS)
_WHITE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """Mark the sentence ``text[start:end]``; it neither starts nor ends with white space."""

    start: int
    end: int


# Where an over-long sentence may be cut, best first; never inside 1,000 or 12:30 or http://.
_CLOSER_NEXT = re.compile(rf"\s*[{_C}]")
_MARKS = tuple(
    re.compile(rf"(?:(?<![0-9])[{full}]|[{full}](?![0-9])|[{half}](?![0-9A-Za-z/]))(?:\s*[{_C}])*")
    for full, half in (("；", ";"), ("，", ","), ("、：", ":"))
)
_WORDLIKE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．,%％:/@_\-+&=?#~'’À-ɏͰ-ӿ]")
_IN_NUMBER = re.compile(r"[0-9０-９][，：．][0-9０-９]")
_NOT_FIRST = re.compile(rf"[{_C}。！？；，、：…·—,.;:!?%％℃°]")
_JOINER = "\u200d"


def within_limit(sentence: str, max_chars: int) -> Iterator[Span]:
    """Yield the spans of a sentence, cut where it has more than ``max_chars`` code points."""
    if len(sentence) <= max_chars:
        yield Span(0, len(sentence))
        return
    paired = paired_stretches(sentence)
    start = 0
    while len(sentence) - start > max_chars:
        cut = _cut(sentence, start, max_chars, paired)
        yield from trimmed(sentence, start, cut)
        start = after_white(sentence, cut)
    yield from trimmed(sentence, start, len(sentence))


def _cut(line: str, start: int, max_chars: int, paired: list[int]) -> int:
    """Choose where to end the piece from ``start``: at the best kind of mark, nearest to an even share."""
    rest = len(line) - start
    share = start + -(-rest // -(-rest // max_chars))
    limit = start + max_chars
    floor = start + max_chars // 4
    for inside in (False, True):
        for mark in _MARKS:
            ends = [
                m.end()
                for m in mark.finditer(line, floor, limit + 1)
                if not _CLOSER_NEXT.match(line, m.end())
            ]
            fitting = [e for e in ends if e <= limit and bisect_left(paired, e) % 2 == inside]
            if fitting:
                return min((abs(end - share), end) for end in fitting)[1]
    return _hard_cut(line, start, share, limit)


def _hard_cut(line: str, start: int, share: int, limit: int) -> int:
    backwards: tuple[int, ...] = (*range(share, (start + limit) // 2, -1), *range(limit, start, -1))
    for rule in (_between_words, _between_characters):
        for position in backwards:
            if rule(line, position):
                return position
    return limit


def _between_words(line: str, position: int) -> bool:
    before, after = line[position - 1], line[position]
    if _WORDLIKE.match(before) and _WORDLIKE.match(after):
        return False
    if _IN_NUMBER.match(line[max(0, position - 2) : position + 1]):
        return False
    first = line[min(after_white(line, position), len(line) - 1)]
    return before not in OPENERS and not _NOT_FIRST.match(first) and _between_characters(line, position)


def _between_characters(line: str, position: int) -> bool:
    """Tell whether no combining mark, joiner or half of a surrogate pair stands here (Unicode UAX #29, simplified)."""
    before, after = line[position - 1], line[position]
    if _JOINER in (before, after) or unicodedata.category(after).startswith("M"):
        return False
    return not ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")


def trimmed(line: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without the white space at its ends, or nothing when it holds nothing else."""
    part = line[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if left < right:
        yield Span(left, right)


def after_white(line: str, position: int) -> int:
    """Give the first position from ``position`` that is not white space."""
    white = _WHITE.match(line, position)
    return white.end() if white else position
