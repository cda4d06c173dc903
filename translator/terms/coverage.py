"""Counts of the terms and names of a document that stand in its targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from translator.model import Document, Evidence, TermKind, TermStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Occurrences of terms and names, and how many of them were found in the targets.

    ``terms`` are those of entries of the term base, without advisory ones, and ``names`` those that a rule made;
    terms that are neither found nor ``missing`` wait for a translation. ``forbidden`` counts the targets with a form
    that the term base forbids, also for an advisory entry. ``evidence`` says how the terms found came into a machine's
    targets.
    """

    terms: int = 0
    terms_found: int = 0
    missing: int = 0
    names: int = 0
    names_found: int = 0
    forbidden: int = 0
    evidence: Mapping[Evidence, int] = field(default_factory=dict)

    def __add__(self, other: Coverage) -> Coverage:
        """Return the coverage of two documents together."""
        return Coverage(
            terms=self.terms + other.terms,
            terms_found=self.terms_found + other.terms_found,
            missing=self.missing + other.missing,
            names=self.names + other.names,
            names_found=self.names_found + other.names_found,
            forbidden=self.forbidden + other.forbidden,
            evidence=Counter(self.evidence) + Counter(other.evidence),
        )


def coverage(document: Document) -> Coverage:
    """Return the coverage of the terms and names of a document."""
    matches = [match for segment in document.segments() for match in segment.terms]
    names = [match.status for match in matches if match.kind is not TermKind.TERM]
    terms = [match for match in matches if match.kind is TermKind.TERM and not match.advisory]
    found = [match.evidence for match in terms if match.status is TermStatus.FOUND]
    return Coverage(
        terms=len(terms),
        terms_found=len(found),
        missing=sum(match.status.failed for match in terms),
        names=len(names),
        names_found=names.count(TermStatus.FOUND),
        forbidden=sum(match.status is TermStatus.FORBIDDEN for match in matches),
        evidence=Counter(evidence for evidence in found if evidence),
    )
