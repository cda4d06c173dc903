"""Terms marked in the source of a document."""

from __future__ import annotations

from dataclasses import replace

from translator.model import Block, Document, Segment, TermStatus
from translator.terms.matching import Matcher
from translator.terms.termbase import Termbase


def annotate(document: Document, termbase: Termbase) -> Document:
    """Mark the terms of every translatable segment that no person has approved.

    A match that was there before, unchanged, keeps its status. Segments whose terms did not change are the same
    objects as before, and so is the document when none changed.
    """
    matcher = Matcher(termbase.terms)
    articles = []
    for article in document.articles:
        blocks = tuple(_annotated_block(block, matcher) for block in article.blocks)
        same = all(new is old for new, old in zip(blocks, article.blocks, strict=True))
        articles.append(article if same else replace(article, blocks=blocks))
    if all(new is old for new, old in zip(articles, document.articles, strict=True)):
        return document
    return replace(document, articles=tuple(articles))


def _annotated_block(block: Block, matcher: Matcher) -> Block:
    if not block.translatable:
        return block
    segments = tuple(_annotated(segment, matcher) for segment in block.segments)
    same = all(new is old for new, old in zip(segments, block.segments, strict=True))
    return block if same else replace(block, segments=segments)


def _annotated(segment: Segment, matcher: Matcher) -> Segment:
    if segment.state.by_person:
        return segment
    before = {replace(match, status=TermStatus.OPEN): match.status for match in segment.terms}
    found = matcher.find(segment.source)
    terms = tuple(replace(match, status=before.get(match, TermStatus.OPEN)) for match in found)
    return segment if terms == segment.terms else replace(segment, terms=terms)
