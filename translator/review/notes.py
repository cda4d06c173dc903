"""Notes of a segment from what a reviewer wrote beside it: comments, and lines of the Notes column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.identity import comparable
from translator.model import Flag, Note, Segment
from translator.review.notes_column import LABELS, note_labels, note_texts
from translator.review.results import NOBODY
from translator.review.returned import NoteLine, ReturnedSegment

_RESOLVED = " (resolved)"
_ANSWERING = re.compile(r"\(answering [^)]*\) ")
_OUR_LABEL = re.compile(rf"({'|'.join(LABELS)})( \(.*?\))?:")


def notes_of(
    returned: ReturnedSegment, segment: Segment, flags: tuple[Flag, ...], reviewer: str, *, current: bool
) -> list[Note]:
    """Return everything a person wrote beside a segment; ``current`` tells that the job is as when that was written.

    A reviewer's comment without an author is new only if the segment does not have its text.
    """
    known = {note.text for note in segment.notes}
    notes = []
    for comment in returned.comments:
        unnamed = comment.by_reviewer and not comment.author
        if comment.text and not (unnamed and comment.text in known):
            answers = f"(answering {comment.reply_to}) " if comment.reply_to else ""
            text = f"{answers}{comment.text}{_RESOLVED if comment.resolved else ''}"
            notes.append(Note(text=text, author=reviewer if unnamed else comment.author, time=comment.time))
    ours = tuple(comparable(text) for text in note_texts(segment, flags)) if returned.notes else ()
    for line in returned.notes:
        text = _written(line, segment, ours, current=current)
        if text:
            notes.append(Note(text=text, author=line.by.author or reviewer, time=line.by.time))
    return notes


def _written(line: NoteLine, segment: Segment, ours: tuple[str, ...], *, current: bool) -> str:
    """Return what the reviewer wrote in a line of the Notes column, or nothing."""
    if line.text in ours:
        return ""
    for text in sorted(ours, key=len, reverse=True):
        if text and line.text.startswith(text):
            return line.text.removeprefix(text).strip()
        if text and line.text.endswith(text) and line.added:
            return line.added
    unstyled = line.unstyled and _OUR_LABEL.match(line.text)
    if line.labelled or unstyled or _is_noted(line.text, segment):
        # Our own line, which has changed since, unless the reviewer wrote into it.
        return line.added or (line.text if current and line.labelled else "")
    return line.text


def _is_noted(text: str, segment: Segment) -> bool:
    """Return whether a line shows a note that the segment has, or ends in one that was added to a line of ours."""
    return any(text in note_labels(note) or text.endswith(f" {note.text}") for note in segment.notes)


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
