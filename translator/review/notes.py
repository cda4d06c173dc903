"""Notes of a segment from what a reviewer wrote beside it: comments, and lines of the Notes column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from translator.model import Note, Segment
from translator.review.notes_column import LABELS, note_labels
from translator.review.results import NOBODY
from translator.review.returned import NoteLine, ReturnedSegment
from translator.text.word_diff import tokens, word_diff

_RESOLVED = " (resolved)"
_ALIKE = 0.7
"""Part of the words that a note without its mark has in common with ours, if it is ours with other words in it."""

_NEW = 0.4
"""Part of the words below which a note was written anew over ours."""

_ANSWERING = re.compile(r"\(answering [^)]*\) ")
_OUR_LABEL = re.compile(rf"({'|'.join(LABELS)})( \(.*?\))?:")


Swaps = frozenset[tuple[str, str]]
"""Words with those that replaced them more than once in a file, as *Replace All* does, in our notes too."""


class OurNotes(NamedTuple):
    """Our own notes on a segment; ``current`` tells that the file was sent out with these."""

    texts: tuple[str, ...]
    current: bool

    def opening(self, text: str) -> str:
        """Return the longest with which a text opens, or an empty string."""
        return max((own for own in self.texts if text.startswith(own)), key=len, default="")

    def nearest(self, text: str) -> str:
        """Return the one that a text was made of, or an empty string where that is not known."""
        return max(self.texts, key=lambda own: _likeness(own, text), default="") if self.current else ""


def notes_of(
    returned: ReturnedSegment, segment: Segment, ours: OurNotes, reviewer: str, swaps: Swaps = frozenset()
) -> list[Note]:
    """Return everything a person wrote beside a segment.

    A reviewer's comment without an author is new only if the segment does not have its text.
    """
    known = {note.text for note in segment.notes}
    notes = []
    for comment in returned.comments:
        said = _beside_ours(comment.text, ours) if comment.by_reviewer else comment.text
        unnamed = comment.by_reviewer and not comment.author
        if said and not (unnamed and said in known):
            answers = f"(answering {comment.reply_to}) " if comment.reply_to else ""
            text = f"{answers}{said}{_RESOLVED if comment.resolved else ''}"
            notes.append(Note(text=text, author=reviewer if unnamed else comment.author, time=comment.time))
    for line in returned.notes:
        original = sent_out(line, segment, ours)
        text = line.text if original is None else _added_to(original, line.text, swaps)
        if text:
            notes.append(Note(text=text, author=line.by.author or reviewer, time=line.by.time))
    return notes


def sent_out(line: NoteLine, segment: Segment, ours: OurNotes) -> str | None:
    """Return what a line of ours said when the file was sent out, its text now where that is not known.

    A line that a person wrote gives None.
    """
    if opening := ours.opening(line.text):
        return opening
    is_ours = line.labelled or bool(line.unstyled and _OUR_LABEL.match(line.before or line.text))
    if line.before:
        is_ours = is_ours or line.before in ours.texts or _is_noted(line.before, segment, ours)
        return line.before if is_ours else None
    if is_ours:
        return ours.nearest(line.text) or line.text
    return line.text if _is_noted(line.text, segment, ours) else None


def _is_noted(text: str, segment: Segment, ours: OurNotes) -> bool:
    """Return whether a line shows a note that the segment has, or one of our lines with such a note added to it."""
    return any(
        text in note_labels(note) or text in (f"{own} {note.text}" for own in ours.texts)
        for note in segment.notes
    )


def _beside_ours(text: str, ours: OurNotes) -> str:
    """Return what a note says beside one of ours whose mark another program has dropped."""
    nearest = ours.nearest(text)
    own = ours.opening(text) or (nearest if _likeness(nearest, text) > _ALIKE else "")
    return _added_to(own, text, frozenset()) if own else text


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, tokens(one), tokens(other), autojunk=False).ratio()


def _added_to(original: str, text: str, swaps: Swaps) -> str:
    """Return what was put into a text, with the words that it replaced, since it says nothing without them.

    A text that has little of the original is a new one.
    """
    if not text.startswith(original) and _likeness(original, text) < _NEW:
        return text
    said = []
    for old, new in _replaced(original, text):
        if new and (old, new) not in swaps:
            said.append(f"{old} → {new}" if any(map(str.isalnum, old)) else new)
    return " … ".join(said)


def _replaced(before: str, after: str) -> Iterator[tuple[str, str]]:
    for change in word_diff(before, after):
        if not change.same:
            yield change.before.strip(), change.after.strip()


def swaps_in(edits: Iterable[tuple[str, str]]) -> Swaps:
    """Return the words that were replaced by the same others more than once in texts before and after."""
    counted = Counter(pair for before, after in edits for pair in _replaced(before, after) if all(pair))
    return frozenset(pair for pair, times in counted.items() if times > 1)


def with_notes(segment: Segment, notes: Sequence[Note]) -> tuple[Segment, int]:
    """Return the segment with the notes it does not have yet, and their number; a comment since done is updated."""
    kept = list(segment.notes)
    added = 0
    for note in notes:
        at = next((place for place, old in enumerate(kept) if _is_same(old, note)), None)
        if at is None:
            kept.append(note)
            added += 1
        elif kept[at].text != note.text and note.text.endswith(_RESOLVED):
            kept[at] = note
    return (segment if tuple(kept) == segment.notes else replace(segment, notes=tuple(kept))), added


def _is_same(old: Note, new: Note) -> bool:
    same_time = old.time == new.time or not old.time or not new.time
    # Programs drop a thread, or the mark that a comment is done, and keep its text.
    one, two = (_ANSWERING.sub("", note.text).removesuffix(_RESOLVED) for note in (old, new))
    same_author = new.author == old.author or NOBODY in (new.author, old.author)
    return one == two and same_time and same_author
