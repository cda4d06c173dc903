"""Cutting of over-long sentences: into segments, and into the parts that an engine translates and joins again.

Both are cut after the best kind of mark in the sentence. Segments are as even as the marks allow, and people see them;
parts live only inside an engine, whose caller sees one source and one translation.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from translator.text.brackets import CLOSERS, OPENERS, paired_stretches
from translator.text.tables import uncommented_lines

_SENTENCE_END = "。！？!?…"
_RANKS = (_SENTENCE_END, "；;", "：", "，,", "、")
"""The marks after which a text may be cut, the best first."""
_SEGMENT_RANKS = (_RANKS[1], _RANKS[3], _RANKS[4] + _RANKS[2] + ":")
"""A colon is the last choice for a segment, because people read a list together with its introduction."""

_C = re.escape(CLOSERS)
_WHITE = re.compile(r"\s*")


# --- segments ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """The sentence ``text[start:end]``; it neither starts nor ends with white space."""

    start: int
    end: int


def _mark(rank: str) -> re.Pattern[str]:
    """Return a pattern of the marks and the closers behind them, but not within 1,000 or 12:30 or http://."""
    half = "".join(mark for mark in rank if mark.isascii())
    full = "".join(mark for mark in rank if not mark.isascii())
    return re.compile(
        rf"(?:(?<![0-9])[{full}]|[{full}](?![0-9]){rf'|[{half}](?![0-9A-Za-z/])' if half else ''})(?:\s*[{_C}])*"
    )


_SEGMENT_MARKS = tuple(map(_mark, _SEGMENT_RANKS))
_CLOSER_NEXT = re.compile(rf"\s*[{_C}]")
_WORDLIKE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．,%％:/@_\-+&=?#~'’À-ɏͰ-ӿ]")
_IN_NUMBER = re.compile(r"[0-9０-９][，：．][0-9０-９]")
_NOT_FIRST = re.compile(rf"[{_C}。！？；，、：…·—,.;:!?%％℃°]")
_JOINER = "\u200d"


def within_limit(sentence: str, max_chars: int) -> Iterator[Span]:
    """Yield the spans of a sentence, cut where it has more than ``max_chars`` code points."""
    paired = paired_stretches(sentence) if len(sentence) > max_chars else []
    start = 0
    while len(sentence) - start > max_chars:
        cut = _segment_end(sentence, start, max_chars, paired)
        yield from trimmed(sentence, start, cut)
        start = after_white(sentence, cut)
    yield from trimmed(sentence, start, len(sentence))


def _segment_end(line: str, start: int, max_chars: int, paired: list[int]) -> int:
    """Return where to end the piece from ``start``: at the best kind of mark, nearest to an even share."""
    rest = len(line) - start
    share = start + -(-rest // -(-rest // max_chars))
    limit = start + max_chars
    floor = start + max_chars // 4
    for inside in (False, True):
        for mark in _SEGMENT_MARKS:
            ends = [found.end() for found in mark.finditer(line, floor, limit + 1)]
            fitting = [
                end
                for end in ends
                if end <= limit
                and not _CLOSER_NEXT.match(line, end)
                and bisect_left(paired, end) % 2 == inside
            ]
            if fitting:
                return min((abs(end - share), end) for end in fitting)[1]
    return _unmarked_end(line, start, share, limit)


def _unmarked_end(line: str, start: int, share: int, limit: int) -> int:
    """Return where to cut a text without marks before ``limit``: between words, else between characters."""
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
    """Return whether no combining mark, joiner or half of a surrogate pair is here (UAX #29, simplified)."""
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
    """Return the first position from ``position`` that is not white space."""
    white = _WHITE.match(line, position)
    return white.end() if white else position


# --- parts for an engine -----------------------------------------------------------------------------

_ALL_CLOSERS = CLOSERS + "\"'"
_OPEN = OPENERS.translate(dict.fromkeys(map(ord, "“‘")))
_CLOSE = CLOSERS.translate(dict.fromkeys(map(ord, "”’")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a part may be: ``soft`` where it can be cut gently, ``hard`` and ``fits`` always."""

    soft: int
    hard: int
    fits: Callable[[str], bool] = lambda _: True

    def hold(self, text: str, *, gentle: bool) -> bool:
        """Return whether ``text`` needs no more cutting."""
        return len(text) <= (self.soft if gentle else self.hard) and self.fits(text)


def split_parts(text: str, limits: Limits) -> list[str]:
    """Cut ``text`` into parts that keep the ``limits``; ``"".join(parts) == text``.

    Cuts are made at the end of a sentence, else at ；：，、, else after brackets. Only what is over the hard
    limit is cut inside brackets or a title, else between words, else anywhere outside a Latin word or
    number. One character is never cut.
    """
    parts = _split(text, limits, 0)
    return parts if len(parts) == 1 else _merged(parts, limits)


def _split(text: str, limits: Limits, level: int) -> list[str]:
    if len(text) <= 1 or limits.hold(text, gentle=level < _GENTLE):
        return [text]
    if level == len(_FINDERS):
        middle = min(limits.soft, len(text) // 2)
        place = _unmarked_end(text, 0, middle, middle)
        return [part for half in (text[:place], text[place:]) for part in _split(half, limits, 0)]
    pieces = _cut(text, _FINDERS[level](text))
    if len(pieces) == 1:
        return _split(text, limits, level + 1)
    return [part for piece in _merged(pieces, limits) for part in _split(piece, limits, level + 1)]


def halved(text: str) -> list[str]:
    """Cut ``text`` into two or three parts at its best marks; without marks inside it is the only part."""
    limit = max(1, len(text) * 2 // 3)
    for find in _FINDERS:
        pieces = _cut(text, find(text))
        if len(pieces) > 1:
            return _merged(pieces, Limits(soft=limit, hard=limit))
    return [text]


def _after(marks: str, *, inside: bool) -> Callable[[str], list[int]]:
    """Return a finder of the places after ``marks`` and the closers behind them."""

    def find(text: str) -> list[int]:
        places, depth = [], 0
        for index, char in enumerate(text):
            depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
            if char in marks and (inside or depth == 0) and not _joins_latin(text, index):
                end = index + 1
                while end < len(text) and text[end] in marks + _ALL_CLOSERS:
                    end += 1
                places.append(end)
        return places

    return find


def _joins_latin(text: str, index: int) -> bool:
    """Return whether the mark at ``index`` joins Latin text or digits (``1,000``, ``12:30``)."""
    before, after = text[max(0, index - 1) : index], text[index + 1 : index + 2]
    return text[index].isascii() and before.isascii() and after.isascii() and (before + after).isalnum()


def _after_blanks(text: str) -> list[int]:
    return [blanks.end() for blanks in re.finditer(r"\s+", text)]


_FINDERS = (
    *(_after(marks, inside=False) for marks in _RANKS),
    _after(_CLOSE, inside=False),
    _after("".join(_RANKS), inside=True),
    _after_blanks,
)
_GENTLE = len(_RANKS) + 1
"""The number of finders that cut between clauses; the others cut inside clauses."""


def _cut(text: str, places: Sequence[int]) -> list[str]:
    """Cut ``text`` at ``places``; a piece is never empty or blank."""
    pieces, start = [], 0
    for place in places:
        if start < place < len(text) and text[start:place].strip() and text[place:].strip():
            pieces.append(text[start:place])
            start = place
    return [*pieces, text[start:]]


def _merged(pieces: Sequence[str], limits: Limits) -> list[str]:
    """Join neighbours again into parts of about equal length within the limits."""
    total = sum(map(len, pieces))
    count = -(-total // limits.soft)
    aim = min(limits.soft, -(-total // count) + limits.soft // 6)
    merged = [pieces[0]]
    for piece in pieces[1:]:
        longer = merged[-1] + piece
        if len(longer) <= aim and limits.fits(longer):
            merged[-1] = longer
        else:
            merged.append(piece)
    return merged


# --- joining translated parts --------------------------------------------------------------------------

_SEPARATORS = {"，": ", ", ",": ", ", "、": ", ", "；": "; ", ";": "; ", "：": ": ", "—": " – "}
_END_MARK = re.compile(r"(?<!\b[A-Z])(?<!\.[A-Z])\s*[.,;:!?…]+$")
_FUNCTION_WORD = re.compile(
    r"(?:an?|and|as|at|but|by|for|from|he|her|his|if|in|its?|of|on|or|she|so|that|the|their|there|these|they|"
    r"this|those|to|under|we|when|while|with)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(
    r"[A-Z][a-z]+\b(?=(?:['’]s)?[-,;:]?\s?[a-z])(?!\s(?:and|for|from|in|of|on|to)(?:\sthe)?\s[A-Z\d])"
)
"""A word that is not the first of a name, as a capital would show (Made in China), nor a month before its day."""


def join_parts(parts: Sequence[str], targets: Sequence[str]) -> tuple[str, list[int]]:
    """Join the ``targets`` of the ``parts`` of one source; return the text and the start of each target in the text.

    A model begins and ends every part like a sentence. Where the source goes on, the source's mark replaces the full
    stop, and the next part begins in lower case if its first word is no name.
    """
    joined = before = ""
    places = []
    for part, target in zip(parts, targets, strict=True):
        text = target.strip()
        if text:
            joined = _continued(joined, before, text) if joined else text
            before = part
        places.append(len(joined) - len(text))
    return joined, places


def _continued(joined: str, before: str, text: str) -> str:
    """Return ``joined``, whose last source part is ``before``, with ``text`` after it."""
    core = before.rstrip()
    last = (core.rstrip(_ALL_CLOSERS) or core)[-1:]
    if last in _SENTENCE_END:
        return f"{joined} {text}"
    return _END_MARK.sub("", joined) + _SEPARATORS.get(last, " ") + lower_first(text)


def lower_first(text: str) -> str:
    """Return English that goes on with a sentence: its first word in lower case, unless that may be a name's."""
    if function_word := _FUNCTION_WORD.match(text):
        known = function_word[0][1:] == function_word[0][1:].lower()
    else:
        word = _FIRST_WORD.match(text)
        known = word is not None and word[0].lower() in _ordinary_words()
    return text[0].lower() + text[1:] if known else text


@cache
def _ordinary_words() -> frozenset[str]:
    return frozenset(uncommented_lines("translator.text", "ordinary_words.txt"))
