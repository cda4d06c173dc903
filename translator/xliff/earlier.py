"""Conversion of jobs that earlier versions of this program wrote."""

from __future__ import annotations

from dataclasses import replace

from translator.model import Article, Candidate, Draft, OriginKind, Segment, TermStatus

TERM_STATUSES = {"met": TermStatus.FOUND, "unmet": TermStatus.MISSING}
"""Statuses of terms by the names that they had."""


def with_drafts(article: Article) -> Article:
    """Return an article whose drafts, which were candidates with a score of 1, are the drafts of their segments."""
    return replace(
        article,
        blocks=tuple(
            replace(block, segments=tuple(map(_with_draft, block.segments))) for block in article.blocks
        ),
    )


def _with_draft(segment: Segment) -> Segment:
    if segment.origin is None or not segment.origin.by_person:
        return segment
    drafts = [candidate for candidate in segment.candidates if _was_draft(candidate)]
    if not drafts:
        return segment
    draft = Draft(target=drafts[0].target, origin=drafts[0].origin)
    others = tuple(candidate for candidate in segment.candidates if candidate is not drafts[0])
    return replace(segment, draft=draft, candidates=others)


def _was_draft(candidate: Candidate) -> bool:
    """Return whether a candidate stood in its segment; what the TM only offered has a score of its own."""
    origin = candidate.origin
    offered = origin.by_person or (origin.kind is OriginKind.TM and origin.score is not None)
    return candidate.score == 1.0 and not offered
