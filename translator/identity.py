"""Identity: job ids, content hashes and the fingerprints by which segments are found again."""

from __future__ import annotations

import hashlib

from translator import __version__
from translator.model import Conflict, Document
from translator.text.scripts import has_han
from translator.text.xml import xml_text


def job_id(document: Document) -> str:
    """Give the job's id: its name and a hash of every segment's id and source.

    The same text cut the same way has the same id, whatever was translated or edited since.
    """
    digest = hashlib.sha256()
    for segment in document.segments():
        digest.update(f"{segment.id}\0{segment.source}\0".encode("utf-8", "surrogatepass"))
    return f"{document.name}-{digest.hexdigest()[:10]}"


def content_hash(document: Document) -> str:
    """Give the SHA-256 of everything that the written documents show."""
    digest = hashlib.sha256()
    for article in document.articles:
        for block in article.blocks:
            digest.update(repr((block.id, block.role, block.text, block.flags, block.segments)).encode())
    return digest.hexdigest()


def source_hash(source: str) -> str:
    """Give eight hex digits that change with the source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def target_hash(target: str) -> str:
    """Give eight hex digits that change with what a reader sees of the target."""
    return source_hash(comparable(target))


def conflict_hash(conflict: Conflict) -> str:
    """Return eight hex digits that name a conflict of a segment, whoever reviewed."""
    said = (conflict.kind, conflict.source, conflict.fault or "", *conflict.ids, "", *conflict.texts)
    return source_hash("\0".join(said))


def sheet_version(document: Document) -> str:
    """Give eight hex digits that change with anything a review table shows of its job, and how it shows it."""
    digest = hashlib.sha256(__version__.encode())
    for block in document.blocks():
        digest.update(repr((block.id, block.flags, block.segments)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:8]


def comparable(text: str) -> str:
    """Give ``text`` as it looks after a way through Word: no space around it, line ends as LF."""
    return xml_text(text).strip()


def is_copied(source: str, target: str) -> bool:
    """Tell whether a target is only the Chinese of its source, as CAT tools put it where nobody translated."""
    return has_han(source) and comparable(source) == comparable(target)
