"""Metadata of a job as the entries of a metadata group."""

from __future__ import annotations

from collections.abc import Iterable

from translator.model import JobMeta

_TEXTS = (
    "checks", "content", "created", "engine", "glossary", "house", "input", "layout", "memory", "memory_file", "places",
    "program", "segmentation", "source", "structure",
)  # fmt: skip
_STOPPED, _INCOMPLETE, _DOCUMENT = "stopped", "incomplete", "sha256:"


def entries_of(meta: JobMeta) -> list[tuple[str, str]]:
    """Return the entries of a job's metadata, sorted, without those that are empty."""
    entries = dict(meta.others)
    entries |= {_DOCUMENT + suffix: digest for suffix, digest in meta.documents.items()}
    entries |= {name: value for name in _TEXTS if (value := getattr(meta, name))}
    if meta.stopped:
        entries[_STOPPED] = "yes"
    if meta.incomplete:
        entries[_INCOMPLETE] = " ".join(meta.incomplete)
    return sorted(entries.items())


def meta_of(entries: Iterable[tuple[str, str]]) -> JobMeta:
    """Return the metadata of a job from its entries."""
    found = dict(entries)
    texts = {name: found.pop(name, "") for name in _TEXTS}
    stopped, incomplete = bool(found.pop(_STOPPED, "")), found.pop(_INCOMPLETE, "")
    documents = {key: value for key, value in found.items() if key.startswith(_DOCUMENT)}
    return JobMeta(
        **texts,
        stopped=stopped,
        incomplete=tuple(incomplete.split()),
        documents={key.removeprefix(_DOCUMENT): value for key, value in documents.items()},
        others={key: value for key, value in found.items() if key not in documents},
    )
