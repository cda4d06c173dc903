"""Corrections of the source: the segment, its block and the titles with other Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from translator.model import Block, Document, Segment, TermMatch
from translator.terms import proof


def corrected(segment: Segment, source: str) -> Segment:
    """Return the segment with other Chinese; a machine's English of the old one goes, so that a run makes it anew."""
    bare = segment.source.strip()
    start = segment.source.index(bare) if bare else 0
    whole = segment.source[:start] + source + segment.source[start + len(bare) :]
    return proof.verify(segment.corrected(whole, _moved(segment.source, whole, segment.terms)))


def _moved(old: str, new: str, terms: Sequence[TermMatch]) -> list[TermMatch]:
    """Return the terms whose words the correction did not touch, where they now stand."""
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    moved = []
    for term in terms:
        for block in same:
            if block.a <= term.start and term.end <= block.a + block.size:
                shift = block.b - block.a
                moved.append(replace(term, start=term.start + shift, end=term.end + shift))
    return moved


def with_corrected_blocks(before: Document, after: Document) -> Document:
    """Return ``after`` with the texts of the blocks, and the titles, that follow from corrected Chinese."""
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
