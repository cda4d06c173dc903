"""Notes of a segment from what a reviewer wrote beside it: comments, and lines of the Notes column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from translator.identity import comparable
from translator.model import Note, Segment
from translator.review.notes_column import OUR_LINE, note_labels
from translator.review.results import NOBODY
from translator.review.returned import NoteLine, ReturnedSegment
from translator.text.word_diff import tokens, word_diff
from translator.xliff.version12 import told_notes

_RESOLVED = " (resolved)"
_ALIKE = 0.7
"""Part of the words that a note without its mark has in common with ours, if it is ours with other words in it."""

_NEW = 0.5
"""Part of the words below which a note was written anew over ours."""

_ANSWERING = re.compile(r"\(answering [^)]*\) ")

Swaps = frozenset[tuple[str, str]]
"""Words with those that replaced them more than once in a file, as *Replace All* does, in our notes too."""


class OurNotes(NamedTuple):
    """Our own notes on a segment; ``current`` tells that the file was sent out with these."""

    texts: tuple[str, ...]
    current: bool

    def inside(self, text: str) -> str:
        """Return the longest with which a text opens, or with which it ends from its label on, or an empty string."""
        found = (
            own for own in self.texts if text.startswith(own) or (text.endswith(own) and OUR_LINE.match(own))
        )
        return max(found, key=len, default="")

    def nearest(self, text: str) -> str:
        """Return the one that a text was made of, or an empty string where that is not known or there is none."""
        nearest = max(self.texts, key=lambda own: _likeness(own, text), default="") if self.current else ""
        return "" if _is_new(text, nearest) else nearest

    def has_label_of(self, text: str) -> bool:
        """Return whether a text opens with the label of one of them."""
        return any(text.startswith(f"{own.partition(': ')[0]}: ") for own in self.texts if ": " in own)


def notes_of(
    returned: ReturnedSegment, segment: Segment, ours: OurNotes, reviewer: str, swaps: Swaps = frozenset()
) -> list[Note]:
    """Return everything a person wrote beside a segment.

    A reviewer's comment without an author is new only if the segment does not have its text.
    """
    if not returned.comments and not returned.notes:
        return []
    known = {note.text for note in segment.notes}
    unmarked = _Unmarked.of(returned, segment, ours)
    if not _is_row_of(segment, returned):
        ours = ours._replace(current=False)
    notes = []
    for comment in returned.comments:
        said = unmarked.beside(comment.text) if comment.by_reviewer else comment.text
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


def _is_row_of(segment: Segment, returned: ReturnedSegment) -> bool:
    """Return whether a row was sent out with this segment; a row in doubt has the notes of another."""
    if returned.baselines:
        return all(baseline.id == segment.id for baseline in returned.baselines)
    return comparable(segment.source) in (returned.source, returned.source_before)


def sent_out(line: NoteLine, segment: Segment, ours: OurNotes) -> str | None:
    """Return what a line of ours said when the file was sent out, its text now where that is not known.

    A line that a person wrote gives None.
    """
    if own := ours.inside(line.text):
        return own
    sent = line.before or line.text
    is_ours = line.labelled or (line.unstyled and _has_our_label(sent, ours))
    if line.before or not is_ours or not ours.current:
        return sent if is_ours or sent in ours.texts or _is_noted(sent, segment, ours) else None
    return ours.nearest(sent) or None


def _has_our_label(text: str, ours: OurNotes) -> bool:
    """Return whether a line of a file without our styles is one of ours, as far as its words tell."""
    return ours.has_label_of(text) if ours.current else bool(OUR_LINE.match(text))


def _is_noted(text: str, segment: Segment, ours: OurNotes) -> bool:
    """Return whether a line shows a note that the segment has, or one of our lines with such a note added to it."""
    return any(
        text in note_labels(note) or text in (f"{own} {note.text}" for own in ours.texts)
        for note in segment.notes
    )


class _Unmarked(NamedTuple):
    """Notes that another program may have made the reviewer's: ``told`` by this program, and all that are ``known``."""

    told: OurNotes
    known: frozenset[str]

    @classmethod
    def of(cls, returned: ReturnedSegment, segment: Segment, ours: OurNotes) -> _Unmarked:
        """Return those that the file does not have as it was written."""
        found = {comment.text for comment in returned.comments} | {line.text for line in returned.notes}
        told = (text for text in map(comparable, told_notes(segment)) if text not in found)
        signed = {(comment.author, comment.text) for comment in returned.comments}
        people = (note.text for note in segment.notes if (note.author, note.text) not in signed)
        return cls(
            told=ours._replace(texts=tuple(told)),
            known=frozenset((*ours.texts, *(people if ours.current else ()))),
        )

    def beside(self, text: str) -> str:
        """Return what a note says beside one of these."""
        if text in self.known:
            return ""
        own = self.told.inside(text) or self.told.nearest(text)
        is_added_to = own in text or _likeness(own, text) > _ALIKE
        return _added_to(own, text, frozenset()) if own and is_added_to else text


def _likeness(one: str, other: str) -> float:
    """Return the part of their words and signs that two texts have in common, in order."""
    words, others = ([token for token in tokens(text) if not token.isspace()] for text in (one, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _is_new(text: str, original: str) -> bool:
    """Return whether a text was written anew over an original, of which at most the label is left."""
    if not original:
        return True
    if original in text or original.startswith(text):
        return False
    label = original[: original.find(": ") + 1]
    if not label or not text.startswith(label):
        return _likeness(original, text) < _NEW
    is_cut = not any(new for _, new in _replaced(original, text))
    return not is_cut and _likeness(original.removeprefix(label), text.removeprefix(label)) < _NEW


def _added_to(original: str, text: str, swaps: Swaps) -> str:
    """Return what was put into a text, with the words that it replaced, since it says nothing without them.

    A text that has little of the original is a new one.
    """
    if _is_new(text, original):
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
