"""Conversion of jobs that earlier versions of this program wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from translator.identity import content_hash
from translator.model import (
    Article,
    Candidate,
    Conflict,
    ConflictKind,
    Document,
    Draft,
    Issue,
    OriginKind,
    RowFault,
    Segment,
    TermStatus,
)
from translator.text.word_diff import merge
from translator.xliff.fingerprint import Fingerprint

TERM_STATUSES = {"met": TermStatus.FOUND, "unmet": TermStatus.MISSING}
"""Statuses of terms by the names that they had."""


def converted(document: Document, fingerprints: Mapping[str, Fingerprint]) -> Document:
    """Return a document of an earlier version in the form of this version.

    Drafts were candidates with a score of 1, conflicts of reviews were issues told in English. The hash of the content
    was made in another way; it is replaced if every segment still matches its fingerprint.
    """
    document = replace(document, articles=tuple(map(_converted, document.articles)))
    intact = all(
        (own := fingerprints.get(segment.id)) and own.is_of(segment) and own.state is segment.state
        for segment in document.segments()
    )
    if not document.meta.content or not intact:
        return document
    return replace(document, meta=replace(document.meta, content=content_hash(document)))


def _converted(article: Article) -> Article:
    blocks = (
        replace(block, segments=tuple(_with_conflicts(_with_draft(segment)) for segment in block.segments))
        for block in article.blocks
    )
    return replace(article, blocks=tuple(blocks))


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


# --- conflicts that were told in English ---------------------------------------------------------------------

_CHECKS = ("review", "settled")
_MERGED = "both edits merged"
_KINDS = "|".join(re.escape(kind.value) for kind in ConflictKind)
# A name may contain the sign that ends it, so the words after it must be known.
_TOLD = re.compile(
    rf"({_KINDS}) \((.*)\)\. ((?:The English|The file|Kept as|Keep one|It |Its |The |Put |Move |There is|Both|Choose)"
    r".*)",
    re.DOTALL,
)
_SOURCE = re.compile(r"The file has the Chinese “(.*)”\. (?:Accept it|Put the|Make the)", re.DOTALL)
_TEXTS = re.compile(r" The file has “(.*)”\.$", re.DOTALL)
_SHIFTED = re.compile(r"It was that of (.*)\. Take the file")
_IDS = re.compile(r"Its number says (.*?)(?:, its Chinese another sentence)?\. Put the")
_FAULTS = {
    "were split or merged": RowFault.CELLS,
    "were merged with those": RowFault.MERGED,
    "joined sentences here": RowFault.CUT,
    "numbers of several rows": RowFault.SEVERAL_IDS,
    "beside it has no number": RowFault.NEIGHBOUR,
    "lost its number": RowFault.NO_ID,
    "has this id twice": RowFault.ID_TWICE,
    "its Chinese another sentence": RowFault.OTHER_SOURCE,
    "Its number says": RowFault.OTHER_ID,
}
_SEVERAL_ROWS = (ConflictKind.DOUBLED, ConflictKind.CELLS, ConflictKind.IDENTITY)
_NO_TEXT = (ConflictKind.MISSING, ConflictKind.EMPTIED, ConflictKind.COPIED)


def _with_conflicts(segment: Segment) -> Segment:
    told = [issue for issue in segment.issues if issue.check in _CHECKS]
    if not told:
        return segment
    return replace(
        segment,
        issues=tuple(issue for issue in segment.issues if issue not in told),
        candidates=tuple(c for c in segment.candidates if c.origin.reviewer != _MERGED),
        conflicts=tuple(_conflict(segment, issue) for issue in told),
    )


def _conflict(segment: Segment, issue: Issue) -> Conflict:
    found = _TOLD.fullmatch(issue.message)
    kind = ConflictKind(found[1]) if found else ConflictKind.CLASH
    reviewer, words = (found[2], found[3]) if found else ("", issue.message)
    source = _SOURCE.search(words)
    ids = _SHIFTED.match(words) or _IDS.match(words)
    texts = _texts(segment, kind, reviewer, words)
    return Conflict(
        kind=kind,
        reviewer=reviewer,
        texts=texts,
        source=source[1] if source else "",
        baseline=_baseline(segment, texts) if words.startswith("Both edits fit") else "",
        fault=next((fault for part, fault in _FAULTS.items() if part in words.partition(". ")[0]), None),
        ids=tuple(ids[1].split(" and ")) if ids else (),
        settled=issue.check == "settled",
    )


def _texts(segment: Segment, kind: ConflictKind, reviewer: str, words: str) -> tuple[str, ...]:
    if kind in _NO_TEXT or words.startswith("The English is not edited."):
        return ()
    if words.startswith("The file leaves the sentence out."):
        return ("",)
    if kind in _SEVERAL_ROWS:
        quoted = _TEXTS.search(words)
        return tuple(quoted[1].split("” and “")) if quoted else ()
    persons = (c for c in reversed(segment.candidates) if c.origin.by_person)
    latest = next((c.target for c in persons if reviewer in (c.origin.reviewer, "")), None)
    return () if latest is None else (latest,)


def _baseline(segment: Segment, texts: tuple[str, ...]) -> str:
    """Return the target from which both edits merge into the merged candidate, empty if there is none."""
    merged = [c.target for c in segment.candidates if c.origin.reviewer == _MERGED]
    drafts = [segment.draft.target] if segment.draft else []
    known = (*drafts, *(c.target for c in segment.candidates))
    return next((b for b in known if texts and merge(b, segment.target, texts[0]) in merged), "")
