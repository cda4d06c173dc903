"""A job as its file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from translator.identity import content_hash
from translator.model import Document, JobMeta, Segment
from translator.xliff.fingerprint import Fingerprint


@dataclass(frozen=True, kw_only=True)
class LoadedJob:
    """Everything that a job's file holds.

    ``fingerprints`` are those of its segments, by id; ``digest`` is the SHA-256 of the file on disk.
    """

    document: Document
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)
    digest: str = ""

    @property
    def meta(self) -> JobMeta:
        """Return the job's metadata."""
        return self.document.meta

    @cached_property
    def as_written(self) -> bool:
        """Return whether the file is as this program wrote it, unchanged by other tools."""
        return self.meta.content == content_hash(self.document)

    def corrected_sources(self) -> tuple[str, ...]:
        """Return the ids of segments whose Chinese another tool changed."""
        return () if self.as_written else tuple(s.id for s in self.document.segments() if self._is_other(s))

    def reviewed_elsewhere(self) -> set[str]:
        """Return the ids of segments that a person edited or approved in this file with another tool."""
        if self.as_written:
            return set()
        return {s.id for s in self.document.segments() if s.state.by_person and not self._was_reviewed(s)}

    def _is_other(self, segment: Segment) -> bool:
        fingerprint = self.fingerprints.get(segment.id)
        return fingerprint is not None and not fingerprint.matches_source(segment.source)

    def _was_reviewed(self, segment: Segment) -> bool:
        fingerprint = self.fingerprints.get(segment.id)
        return fingerprint is not None and fingerprint.state.by_person and fingerprint.is_of(segment)
