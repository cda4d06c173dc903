"""Conflicts of a review in the metadata of a unit, and how other tools are told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.model import Conflict, ConflictKind, RowFault
from translator.xliff.text import Meta, meta_group
from translator.xliff.tree import Metas, first

CATEGORY = "conflict"
"""The category of a metadata group that holds a conflict."""

SEGMENT = "segment"
"""The type of the entry that names the segment."""


def groups_of(conflicts: Sequence[Conflict], segment_id: str) -> Iterator[str]:
    """Yield the lines of the metadata groups of a segment's conflicts."""
    for conflict in conflicts:
        yield from meta_group(CATEGORY, _metas(conflict, segment_id), 8)


def _metas(conflict: Conflict, segment_id: str) -> Iterator[Meta]:
    yield SEGMENT, segment_id
    yield "kind", conflict.kind.name.lower()
    yield "reviewer", conflict.reviewer
    yield from (("text", text) for text in conflict.texts)
    if conflict.source:
        yield "source", conflict.source
    if conflict.baseline:
        yield "baseline", conflict.baseline
    if conflict.fault:
        yield "fault", conflict.fault.name.lower()
    yield from (("id", name) for name in conflict.ids)
    if conflict.settled:
        yield "settled", "yes"


def read_metas(metas: Metas) -> Conflict:
    """Return the conflict that the entries of a group hold."""
    kind, fault = first(metas, "kind").upper(), first(metas, "fault").upper()
    return Conflict(
        kind=ConflictKind[kind] if kind in ConflictKind.__members__ else ConflictKind.CLASH,
        reviewer=first(metas, "reviewer"),
        texts=tuple(value for name, value in metas if name == "text"),
        source=first(metas, "source"),
        baseline=first(metas, "baseline"),
        fault=RowFault[fault] if fault in RowFault.__members__ else None,
        ids=tuple(value for name, value in metas if name == "id"),
        settled=bool(first(metas, "settled")),
    )


def comment_on(conflict: Conflict) -> str:
    """Return what other tools show of a conflict; nothing reads it back."""
    texts = "; ".join((*conflict.texts, *([conflict.source] if conflict.source else [])))
    return f"{conflict.kind.value} ({conflict.reviewer}){': ' if texts else ''}{texts}"
