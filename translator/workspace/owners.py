"""The page of a job: found again after it was moved or edited, and told from another page.

A job belongs to the input at the path in its metadata, as long as the job's page is there. Another page at this path
has a job of its own; otherwise the first page's tables, which may still be with a reviewer, could be applied nowhere.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from translator.errors import InputError
from translator.identity import file_hash
from translator.model import Document, JobMeta, Role
from translator.text.scripts import HAN
from translator.workspace.files import read_input
from translator.workspace.office import page_of
from translator.xliff.job import LoadedJob

SHARED = 5
"""Pages are versions of one page if they share one in this many of the shorter page's sequences of `_LENGTH` Chinese
characters. Unrelated pages share up to a sixth (two official notices), mostly less than a hundredth; two
sentences that were both edited, and nothing else, share about a half."""

_LENGTH = 4

_COMMON = frozenset({Role.BYLINE, Role.DATELINE, Role.FURNITURE})

_NOT_HAN = re.compile(f"[^{HAN}]+")


class Claim(NamedTuple):
    """What a job knows of its page: the path from the out folder, empty if unknown, and the hash of its bytes."""

    input: str
    source: str

    @classmethod
    def of(cls, meta: JobMeta) -> Claim:
        """Return what the metadata of a job say."""
        return cls(meta.input, meta.source)


class InputPage:
    """An input as it is now, read when first needed; ``key`` is its path from the out folder."""

    def __init__(self, path: Path, key: str, data: bytes | None = None) -> None:
        self.path = path
        self.key = key
        self._data = data

    def is_source_of(self, claim: Claim) -> bool:
        """Return whether a job was made from exactly this file."""
        return bool(claim.source) and self._digest == claim.source

    def is_version_of(self, job: LoadedJob) -> bool:
        """Return whether this may be the page of a job with changes.

        A page that cannot be read may be: a run reports it.
        """
        if self._document is None:
            return True
        ours, theirs = self._shingles, _shingles(job.document)
        return len(ours & theirs) * SHARED >= min(len(ours), len(theirs))

    def owns(self, job: LoadedJob, out: Path) -> bool:
        """Return whether the job is this page's.

        It has this path, or the page it was made from is no longer at the recorded path.
        """
        claim = Claim.of(job.meta)
        if claim.input == self.key:
            return self.is_source_of(claim) or self.is_version_of(job)
        if self.is_source_of(claim):
            return not is_there(claim, out) or not InputPage(out / claim.input, claim.input).owns(job, out)
        return not is_there(claim, out) and self.is_version_of(job) and self._has_sentence_of(job)

    def _has_sentence_of(self, job: LoadedJob) -> bool:
        return self._document is None or not _sentences(self._document).isdisjoint(_sentences(job.document))

    def _read(self) -> bytes:
        return read_input(self.path) if self._data is None else self._data

    @cached_property
    def _digest(self) -> str:
        try:
            return file_hash(self._read())
        except InputError:
            return ""

    @cached_property
    def _document(self) -> Document | None:
        from translator import pipeline

        try:
            return pipeline.build(page_of(self._read(), self.path), self.path.stem)
        except InputError:
            return None

    @cached_property
    def _shingles(self) -> frozenset[str]:
        return frozenset() if self._document is None else _shingles(self._document)


def is_there(claim: Claim, out: Path) -> bool:
    """Return whether there is a file at the path that a job keeps."""
    return bool(claim.input) and (out / claim.input).exists()


def _sentences(document: Document) -> set[str]:
    """Return the sentences but for lines that pages of other days share."""
    return {
        segment.source
        for block in document.blocks()
        if block.role not in _COMMON
        for segment in block.segments
    }


def _shingles(document: Document) -> frozenset[str]:
    """Return all sequences of `_LENGTH` Chinese characters in the sentences, a shorter sentence as a whole."""
    texts = {_NOT_HAN.sub("", sentence) for sentence in _sentences(document)}
    return frozenset(
        text[at : at + _LENGTH] for text in texts for at in range(max(1, len(text) - _LENGTH + 1))
    )
