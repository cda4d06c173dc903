"""How far a job is reviewed, and the part of it that is to be published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from translator.errors import UsageError
from translator.model import Article, Document
from translator.qa import needs_work
from translator.text.counting import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Numbers of sentences of a publication: all, drafts that nobody has reviewed, and sentences with open conflicts.

    ``faulty`` counts the drafts that need work by the findings of the checks.
    """

    segments: int
    drafts: int
    conflicts: int
    faulty: int = 0

    @property
    def ready(self) -> bool:
        """Return whether everything is reviewed and settled."""
        return not (self.drafts or self.conflicts)

    @property
    def words(self) -> str:
        """Return what is not ready in a few words."""
        total = f"of {counted(self.segments, 'sentence')}"
        parts = []
        if self.drafts:
            parts.append(f"{self.drafts} {total} not reviewed")
        if self.faulty:
            parts.append(counted(self.faulty, "needs work", "need work"))
        if self.conflicts:
            parts.append(f"{self.conflicts} with open conflicts")
        return ", ".join(parts)


def readiness(*articles: Article) -> Readiness:
    """Return how far some articles are reviewed."""
    segments = [segment for article in articles for segment in article.segments()]
    return Readiness(
        segments=len(segments),
        drafts=sum(not segment.state.by_person for segment in segments),
        conflicts=sum(bool(segment.open_conflicts) for segment in segments),
        faulty=sum(map(needs_work, segments)),
    )


def notice(document: Document) -> str:
    """Return the line that opens a publication with drafts in it; empty where everything is reviewed."""
    found = readiness(*document.articles)
    return "" if found.ready else f"Draft: {found.words}"


def with_articles(document: Document, ids: Collection[str]) -> Document:
    """Return the document with these articles only, in the order of the page; raise `UsageError` for unknown ids."""
    known = [article.id for article in document.articles]
    unknown = [id_ for id_ in ids if id_ not in known]
    if unknown:
        raise UsageError(
            f"{document.name}: has no article {', '.join(unknown)}", hint=f"It has {_listed(known)}."
        )
    return replace(document, articles=tuple(a for a in document.articles if a.id in ids))


def reviewed_only(document: Document) -> tuple[Document, tuple[Article, ...]]:
    """Return the document with the articles that are reviewed in full, and the articles that are left out."""
    left_out = tuple(article for article in document.articles if not readiness(article).ready)
    kept = tuple(article for article in document.articles if article not in left_out)
    return replace(document, articles=kept), left_out


_LISTED = 20


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:_LISTED]) + (f" … {ids[-1]}" if len(ids) > _LISTED else "") if ids else "none"
