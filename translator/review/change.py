"""Own what a person's decision makes of a segment: its new text, state, origin, terms, draft and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from translator.model import (
    Block,
    Document,
    Note,
    Segment,
    TermMatch,
    TermStatus,
)
from translator.terms import proof

RESOLVED = " (resolved)"
"""Ends the note of a comment that is marked as done."""

_ANSWERING = re.compile(r"\(answering [^)]*\) ")

NOBODY = "reviewer"
"""Stands for the name of a reviewer when neither the file nor the command gives one."""


def edited(segment: Segment, target: str, reviewer: str) -> Segment:
    """Return the segment with a person's target, its terms proved."""
    return proof.verify(segment.edited(target, reviewer))


def confirmed(segment: Segment, reviewer: str) -> Segment:
    """Return the segment approved as it stands, its terms proved."""
    return proof.verify(segment.approved(reviewer))


# --- what a person should look at once more ------------------------------------------------------------------


def problems_of(before: Segment, after: Segment) -> tuple[str, ...]:
    """Name the terms that the English no longer holds, and the figures it has wrong, by value.

    A figure that the draft had wrong is named again: the person's word for it is what gets printed.
    """
    from translator.numbers import compare

    if not after.target:
        return ()
    found = {term.source for term in before.terms if term.status is TermStatus.FOUND}
    lost = [
        f"the term {term.source} is no longer “{term.target}”"
        for term in after.terms
        if term.status is TermStatus.MISSING and term.source in found
    ]
    wrong = [mismatch.message for mismatch in compare(after.source, after.target)]
    return tuple(dict.fromkeys([*lost, *wrong]))


# --- corrected Chinese -----------------------------------------------------------------------------------------


def corrected(segment: Segment, source: str) -> Segment:
    """Give the segment with other Chinese; a machine's English of the old one goes, so that a run makes it anew."""
    bare = segment.source.strip()
    start = segment.source.index(bare) if bare else 0
    whole = segment.source[:start] + source + segment.source[start + len(bare) :]
    return proof.verify(segment.corrected(whole, _moved(segment.source, whole, segment.terms)))


def _moved(old: str, new: str, terms: Sequence[TermMatch]) -> list[TermMatch]:
    """Give the terms whose words the correction did not touch, where they now stand."""
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    moved = []
    for term in terms:
        for block in same:
            if block.a <= term.start and term.end <= block.a + block.size:
                shift = block.b - block.a
                moved.append(replace(term, start=term.start + shift, end=term.end + shift))
    return moved


def with_corrected_blocks(before: Document, after: Document) -> Document:
    """Give ``after`` with the texts of the blocks, and the titles, that follow from corrected Chinese."""
    articles = []
    for old, new in zip(before.articles, after.articles, strict=True):
        pairs = [(one, _retold(one, two)) for one, two in zip(old.blocks, new.blocks, strict=True)]
        titles = {one.text: two.text for one, two in pairs if one.text != two.text}
        blocks = tuple(two for _, two in pairs)
        articles.append(replace(new, blocks=blocks, title=titles.get(old.title, new.title)))
    return replace(after, articles=tuple(articles))


def _retold(old: Block, new: Block) -> Block:
    if all(a.source == b.source for a, b in zip(old.segments, new.segments, strict=True)):
        return new
    return replace(new, text="".join(segment.source + segment.space_after for segment in new.segments))


# --- notes -------------------------------------------------------------------------------------------------------


def with_notes(segment: Segment, notes: Sequence[Note]) -> tuple[Segment, int]:
    """Give the segment with the notes it does not have yet, and their number; a comment since done is updated."""
    kept = list(segment.notes)
    added = 0
    for note in notes:
        at = next((place for place, old in enumerate(kept) if _same_note(old, note)), None)
        if at is None:
            kept.append(note)
            added += 1
        elif kept[at].text != note.text and note.text.endswith(RESOLVED):
            kept[at] = note
    return (segment if tuple(kept) == segment.notes else replace(segment, notes=tuple(kept))), added


def _same_note(old: Note, new: Note) -> bool:
    same_time = old.time == new.time or not old.time or not new.time
    # Programs drop a thread, or the mark that a comment is done, and keep its text.
    one, two = (_ANSWERING.sub("", note.text).removesuffix(RESOLVED) for note in (old, new))
    same_author = new.author == old.author or NOBODY in (new.author, old.author)
    return one == two and same_time and same_author
