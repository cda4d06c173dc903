"""Identity: job ids, content hashes and the fingerprints by which segments are found again."""

from __future__ import annotations

import hashlib
import json

from translator import __version__
from translator.model import (
    Block,
    Candidate,
    Cell,
    Conflict,
    Document,
    Draft,
    Issue,
    Note,
    Origin,
    Segment,
    TermKind,
    TermMatch,
)
from translator.text.scripts import has_han
from translator.text.xml import xml_text


def job_id(document: Document) -> str:
    """Return the job's id: its name and a hash of every segment's id and source.

    The same text cut the same way has the same id, whatever was translated or edited since.
    """
    digest = hashlib.sha256()
    for segment in document.segments():
        digest.update(f"{segment.id}\0{segment.source}\0".encode("utf-8", "surrogatepass"))
    return f"{document.name}-{digest.hexdigest()[:10]}"


_SHOWN: dict[type, tuple[str, ...]] = {
    Block: ("id", "role", "text", "flags", "segments", "cell"),
    Cell: ("table", "row", "column", "rows", "columns", "row_span", "column_span", "head"),
    Segment: (
        "id", "source", "target", "space_after", "state", "origin", "terms", "draft", "candidates", "notes", "issues",
        "conflicts",
    ),
    Origin: ("kind", "engine", "rule", "reviewer", "score"),
    TermMatch: (
        "start", "end", "source", "target", "variants", "domain", "note", "status", "forbidden", "kind", "advisory",
        "put_in",
    ),
    Draft: ("target", "origin"),
    Candidate: ("source", "target", "score", "origin"),
    Note: ("text", "author", "time"),
    Issue: ("check", "message", "severity", "foreign"),
    Conflict: ("kind", "reviewer", "texts", "source", "baseline", "fault", "ids", "settled"),
}  # fmt: skip
"""The fields of each value that the written documents show."""

_HASH_DEFAULTS: dict[tuple[type, str], object] = {
    (TermMatch, "kind"): TermKind.TERM,
    (TermMatch, "advisory"): False,
    (TermMatch, "put_in"): False,
}
"""Defaults of fields added later; omitted so that earlier hashes stay valid."""


def _plain(value: object) -> object:
    """Return a value as JSON has it; empty fields are left out, so that a new field changes no earlier hash."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    kind = type(value)
    if kind not in _SHOWN:
        return value
    fields = ((name, getattr(value, name)) for name in _SHOWN[kind])
    return {
        name: _plain(field)
        for name, field in fields
        if field not in ("", (), None) and field != _HASH_DEFAULTS.get((kind, name))
    }


def content_hash(document: Document) -> str:
    """Return the SHA-256 of everything that the written documents show.

    Of the evidence for a term they show only whether it was put in by alignment: a review table stays current when
    other evidence changes.
    """
    digest = hashlib.sha256()
    for block in document.blocks():
        digest.update(json.dumps(_plain(block)).encode())
    return digest.hexdigest()


def file_hash(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, by which it is known whether it has changed."""
    return hashlib.sha256(data).hexdigest()


def source_hash(source: str) -> str:
    """Return eight hex digits that change with the source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def target_hash(target: str) -> str:
    """Return eight hex digits that change with what a reader sees of the target."""
    return source_hash(comparable(target))


def conflict_hash(conflict: Conflict) -> str:
    """Return eight hex digits that name a conflict of a segment, whoever reviewed."""
    said = (conflict.kind, conflict.source, conflict.fault or "", *conflict.ids, "", *conflict.texts)
    return source_hash("\0".join(said))


def table_version(document: Document) -> str:
    """Return eight hex digits that change with the content that a review table shows, and with its form."""
    return hashlib.sha256(f"{__version__} {content_hash(document)}".encode()).hexdigest()[:8]


def comparable(text: str) -> str:
    """Return ``text`` as it looks after a way through Word: no space around it, line ends as LF."""
    return xml_text(text).strip()


def is_copied(source: str, target: str) -> bool:
    """Return whether a target is a copy of its Chinese source, which CAT tools put into untranslated segments."""
    return has_han(source) and comparable(source) == comparable(target)
