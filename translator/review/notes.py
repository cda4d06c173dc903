"""Own what a reviewer says beside the English: comments, the Notes and the Status column, as notes of a segment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from translator.identity import comparable
from translator.model import Flag, Note, Segment, State
from translator.ooxml.comments import Remark
from translator.review.change import RESOLVED
from translator.review.notes_column import note_texts
from translator.review.read_docx import NoteLine, Row
from translator.review.table import STATUS
from translator.text.scripts import to_simplified

OK_WORDS = frozenset(
    ("ok", "okay", "o.k", "okey", "yes", "✓", "✔", "√", "☑", "✅", "👌", "已审", "已审核", "已审阅", "已核", "已校",
     "审核通过", "通过", "可以", "可", "好", "对", "approved", "done", "confirmed")
)  # fmt: skip
"""What counts as approval in the Status column, in any case of letters, in Simplified or Traditional characters."""

_MAYBE_WORDS = (STATUS[State.REVIEWED], STATUS[State.FINAL])

DELETE_WORDS = frozenset(("delete", "删除"))
"""What counts as leaving the sentence out, as the whole of its English; also in Traditional characters."""

_OURS = re.compile("|".join(re.escape(word) for word in STATUS.values()), re.IGNORECASE)
_LABELS = re.compile(
    r"(Unfinished|Rejoined|Flag|Name|Number|Engine|Terms? missing|From memory|English by|Memory \d+ %|Other draft \d+ %"
    r"|Other text|Review)( \(.*?\))?:"
)


def says_ok(status: str) -> bool:
    """Tell whether the Status cell approves the row, also where our own word was left beside the approval."""
    text = _bare(status)
    if text in OK_WORDS:
        return True
    rest = _bare(_OURS.sub(" ", text))
    return bool(rest) and rest != text and rest in OK_WORDS


def may_say_ok(status: str) -> bool:
    """Tell whether the Status cell holds a word that a person may have written over ours, or that is ours."""
    return says_ok(status) or _bare(status) in _MAYBE_WORDS


def says_delete(english: str, source: str) -> bool:
    """Tell whether the English asks to leave the sentence out, and is not simply the English of such a word."""
    return _bare(english) in DELETE_WORDS and _bare(source) not in DELETE_WORDS


def _bare(text: str) -> str:
    plain = to_simplified(unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(plain.split()).strip(" .!。[]:,;\ufe0f")


def status_remark(status: str) -> str:
    """Give what a person wrote into the Status cell that is neither approval nor one of our words."""
    text = status.strip()
    return "" if says_ok(text) or not _bare(_OURS.sub(" ", text)) else text


def notes_of(
    row: Row, segment: Segment, flags: tuple[Flag, ...], reviewer: str, *, current: bool
) -> list[Note]:
    """Give everything a person wrote beside the row; ``current`` tells that the job is as when the row was made."""
    notes = [_remark_note(remark) for remark in row.remarks]
    status = status_remark(row.status)
    if status:
        notes.append(Note(text=f"Status: {status}", author=reviewer))
    ours = tuple(comparable(text) for text in note_texts(segment, flags)) if row.notes else ()
    for line in row.notes:
        text = _written(line, segment, ours, current=current)
        if text:
            notes.append(Note(text=text, author=line.by.author or reviewer, time=line.by.time))
    return notes


def _remark_note(remark: Remark) -> Note:
    """Give a comment as a note; one that answers another, or is marked as done, says so."""
    answers = f"(answering {remark.reply_to}) " if remark.reply_to else ""
    resolved = RESOLVED if remark.resolved else ""
    return Note(text=f"{answers}{remark.text}{resolved}", author=remark.author, time=remark.time)


def _written(line: NoteLine, segment: Segment, ours: tuple[str, ...], *, current: bool) -> str:
    """Give what the reviewer wrote in a line of the Notes column, or nothing."""
    if line.text in ours:
        return ""
    for text in sorted(ours, key=len, reverse=True):
        if text and line.text.startswith(text):
            return line.text.removeprefix(text).strip()
        if text and line.text.endswith(text) and line.added:
            return line.added
    unstyled = line.unstyled and _LABELS.match(line.text)
    if line.labelled or unstyled or _noted(line.text, segment):
        # Our own line, which has changed since, unless the reviewer wrote into it.
        return line.added or (line.text if current and line.labelled else "")
    return line.text


def _noted(text: str, segment: Segment) -> bool:
    """Tell whether a line shows a note that the segment has, or ends in one that was added to a line of ours."""
    return any(text in _shown(note) or text.endswith(f" {note.text}") for note in segment.notes)


def _shown(note: Note) -> Iterator[str]:
    label = note.author or "Note"
    yield f"{label}: {note.text}"
    yield f"{label} ({note.time[:10]}): {note.text}"
