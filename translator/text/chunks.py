"""Own the cutting of an over-long source into clauses and the joining of their translations; pure.

This is not sentence segmentation: the parts live only inside an engine, and the caller sees one source and
one translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_CLOSERS = "”’」』）》】〉〕\"')"
_OPEN = "《〈（(【〔「『"
_CLOSE = "》〉）)】〕」』"
_BREAKS = ("。！？!?…", "；;", "：", "，,", "、")
"""Where a source may be cut, the best places first."""

_SENTENCE_END = "。！？!?…"
_SEPARATORS = {"，": ", ", ",": ", ", "、": ", ", "；": "; ", ";": "; ", "：": ": ", "—": " – "}
_END_MARK = re.compile(r"(?<!\b[A-Z])(?<!\.[A-Z])\s*[.,;:!?…]+$")
_FUNCTION_WORD = re.compile(
    r"(?:an?|and|as|at|but|by|for|from|he|her|his|if|in|its?|of|on|or|she|so|that|the|their|there|these|they|"
    r"this|those|to|under|we|when|while|with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Say how long a part may be: ``soft`` where it can be cut gently, ``hard`` and ``fits`` always."""

    soft: int
    hard: int
    fits: Callable[[str], bool] = lambda _: True

    def hold(self, text: str, *, gentle: bool = True) -> bool:
        """Tell whether ``text`` needs no more cutting."""
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
    finders = [*_gentle_finders(), *_harsh_finders()]
    if len(text) <= 1 or limits.hold(text, gentle=level < len(_gentle_finders())):
        return [text]
    if level == len(finders):
        return _halves(text, limits)
    pieces = _cut(text, finders[level](text))
    if len(pieces) == 1:
        return _split(text, limits, level + 1)
    return [part for piece in _merged(pieces, limits) for part in _split(piece, limits, level + 1)]


def halved(text: str) -> list[str]:
    """Cut ``text`` into two or three parts at its best marks, or give it whole when it has none inside."""
    limit = max(1, len(text) * 2 // 3)
    for find in [*_gentle_finders(), *_harsh_finders()]:
        pieces = _cut(text, find(text))
        if len(pieces) > 1:
            return _merged(pieces, Limits(soft=limit, hard=limit))
    return [text]


def _gentle_finders() -> list[Callable[[str], list[int]]]:
    """Give the ways to find places between clauses, the best first."""
    return [*(_after(marks, inside=False) for marks in _BREAKS), _after(_CLOSE, inside=False)]


def _harsh_finders() -> list[Callable[[str], list[int]]]:
    """Give the ways to find places where a cut hurts, the best first."""
    return [_after("".join(_BREAKS), inside=True), _between_words]


def _after(marks: str, *, inside: bool) -> Callable[[str], list[int]]:
    """Make a finder of the places after ``marks`` and the closers behind them."""

    def find(text: str) -> list[int]:
        places, depth = [], 0
        for index, char in enumerate(text):
            depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
            if char in marks and (inside or depth == 0) and not _in_number(text, index):
                places.append(_skip(text, index + 1, marks + _CLOSERS))
        return places

    return find


def _in_number(text: str, index: int) -> bool:
    """Tell whether the mark at ``index`` joins Latin text or digits (``1,000``, ``12:30``)."""
    before, after = text[max(0, index - 1) : index], text[index + 1 : index + 2]
    return text[index].isascii() and before.isascii() and after.isascii() and (before + after).isalnum()


def _skip(text: str, index: int, chars: str) -> int:
    while index < len(text) and text[index] in chars:
        index += 1
    return index


def _between_words(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\s+", text)]


def _cut(text: str, places: Sequence[int]) -> list[str]:
    """Cut ``text`` at ``places``; a piece is never empty or blank."""
    pieces, start = [], 0
    for place in places:
        if start < place < len(text) and text[start:place].strip() and text[place:].strip():
            pieces.append(text[start:place])
            start = place
    return [*pieces, text[start:]]


def _merged(pieces: Sequence[str], limits: Limits) -> list[str]:
    """Put neighbours together again into parts of about equal length within the limits."""
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


def _halves(text: str, limits: Limits) -> list[str]:
    """Cut ``text`` where nothing invites it: near the middle, but not in a Latin word or a number."""
    middle = min(limits.soft, len(text) // 2) or 1
    inside_word = re.compile(r"[\w.,%-]", re.ASCII)
    place = middle
    while place > 0 and inside_word.match(text[place - 1]) and inside_word.match(text[place]):
        place -= 1
    place = place or middle
    return [part for half in (text[:place], text[place:]) for part in _split(half, limits, 0)]


def join_parts(parts: Sequence[str], targets: Sequence[str]) -> str:
    """Join the ``targets`` of the ``parts`` of one source into one text.

    A model ends every part like a sentence; where the source goes on, its own mark is put instead and the
    next part begins in lower case if its first word is no name.
    """
    joined = before = ""
    for part, target in zip(parts, targets, strict=True):
        text = target.strip()
        if not text:
            continue
        joined = _continued(joined, before, text) if joined else text
        before = part
    return joined


def _continued(joined: str, before: str, text: str) -> str:
    """Put ``text`` after ``joined``, whose last source part is ``before``."""
    core = before.rstrip()
    last = (core.rstrip(_CLOSERS) or core)[-1:]
    if last in _SENTENCE_END:
        return f"{joined} {text}"
    return _END_MARK.sub("", joined) + _SEPARATORS.get(last, " ") + _lower_first(text)


def _lower_first(text: str) -> str:
    word = _FUNCTION_WORD.match(text)
    return text[0].lower() + text[1:] if word and word[0][1:] == word[0][1:].lower() else text
