"""Quotation marks of an English text: which open, which close, and which are apostrophes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.text.spans import Span

_MARK = re.compile("[\"“”'‘’]")
_DOUBLE = '"“”'
_OPENS_AFTER = re.compile(r"[\s(\[{—–/-]")
_CLOSES_BEFORE = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Pair of quotation marks at ``start`` and ``end``; ``depth`` is 0 for an outermost one."""

    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All marks of a text: pairs, apostrophes, and the marks that pair with nothing."""

    pairs: tuple[Quotation, ...] = ()
    apostrophes: tuple[int, ...] = ()
    stray: tuple[int, ...] = ()


def marks_of(text: str) -> Marks:
    """Return the quotation marks of a text, straight or curly.

    A single mark that nothing closes is an apostrophe; a double one is stray.
    """
    found = [match.start() for match in _MARK.finditer(text)]
    open_marks: list[int] = []
    pairs: list[Quotation] = []
    loose: list[int] = []
    last_single = _last_closing_single(text, found)
    for at in found:
        if _opens(text, at, open_marks):
            open_marks.append(at)
        elif (opener := _opener(text, at, open_marks, last_single)) is not None:
            while open_marks[-1] != opener:
                loose.append(open_marks.pop())
            open_marks.pop()
            pairs.append(Quotation(opener, at, len([one for one in open_marks if one < opener])))
        else:
            loose.append(at)
    loose += open_marks
    # What was opened around a pair and closed by nothing does not make the pair an inner one.
    pairs = [
        Quotation(one.start, one.end, sum(other.start < one.start and one.end < other.end for other in pairs))
        for one in sorted(pairs, key=lambda one: one.start)
    ]
    return Marks(
        pairs=tuple(pairs),
        apostrophes=tuple(sorted(at for at in loose if text[at] not in _DOUBLE)),
        stray=tuple(sorted(at for at in loose if text[at] in _DOUBLE)),
    )


def _last_closing_single(text: str, found: Sequence[int]) -> int:
    return max((at for at in found if text[at] in "'’" and _may_close(text, at)), default=-1)


def _opens(text: str, at: int, open_marks: Sequence[int]) -> bool:
    sign = text[at]
    following = text[at + 1 : at + 2]
    if sign in "“‘":
        return True
    if sign in "”’" or not following or following.isspace():
        return False
    before = text[at - 1 : at]
    fresh = not before or bool(_OPENS_AFTER.match(before)) or (at - 1 in open_marks)
    return fresh and not (sign == "'" and following.isdigit())


def _may_close(text: str, at: int) -> bool:
    before, following = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and (not following or bool(_CLOSES_BEFORE.match(following)))


def _opener(text: str, at: int, open_marks: Sequence[int], last_single: int) -> int | None:
    """Return the open mark that this mark closes; an apostrophe as in *workers'* closes none if a later mark may."""
    is_double = text[at] in _DOUBLE
    same = [one for one in open_marks if (text[one] in _DOUBLE) == is_double]
    if not same or (not is_double and not _may_close(text, at)):
        return None
    possessive = not is_double and text[at - 1] == "s" and text[at + 1 : at + 2] == " "
    return None if possessive and at < last_single and _closes_later(text, at) else same[-1]


def _closes_later(text: str, at: int) -> bool:
    """Return whether another single mark can close before the next one opens."""
    for found in _MARK.finditer(text, at + 1):
        if found[0] not in _DOUBLE:
            before = text[found.start() - 1]
            return found[0] != "‘" and not before.isspace() and _may_close(text, found.start())
    return False


def outermost(text: str) -> tuple[Span, ...]:
    """Return the spans between quotation marks; a stray mark quotes all text behind or before it."""
    marks = marks_of(text)
    spans = [(one.start, one.end + 1) for one in marks.pairs if one.depth == 0]
    for at in marks.stray:
        opens = text[at] == "“" or (
            text[at] == '"' and not text[at + 1 : at + 2].isspace() and at < len(text) - 1
        )
        spans.append((at, len(text)) if opens else (0, at + 1))
    return tuple(spans)
