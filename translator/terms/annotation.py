"""Terms marked in the source of a document."""

from __future__ import annotations

from dataclasses import replace

from translator.model import Block, Document, Segment
from translator.terms.matching import Matcher
from translator.terms.termbase import Termbase


def annotate(document: Document, termbase: Termbase) -> Document:
    """Mark the terms of every translatable segment that no person has approved.

    A match that was there before, unchanged, keeps its status. Segments whose terms did not change are the same
    objects as before, and so is the document when none changed.
    """
    matcher = Matcher(termbase.terms)

    def marked(block: Block) -> Block:
        if not block.translatable:
            return block
        return replace(block, segments=tuple(_annotated(segment, matcher) for segment in block.segments))

    articles = (replace(article, blocks=tuple(map(marked, article.blocks))) for article in document.articles)
    annotated = replace(document, articles=tuple(articles))
    return document if annotated == document else annotated


def _annotated(segment: Segment, matcher: Matcher) -> Segment:
    if segment.state.by_person:
        return segment
    before = {match.opened: match for match in segment.terms}
    terms = tuple(before.get(match, match) for match in matcher.find(segment.source))
    return segment if terms == segment.terms else replace(segment, terms=terms)
