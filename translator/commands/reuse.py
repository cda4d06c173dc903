"""Reuse of a job's work when its page has changed: targets move to the sentences that are still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from translator.model import Block, Document, Role, Segment
from translator.pipeline import is_drafted_alike, map_blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Work of a person that no segment of the new text can take over."""

    source: str
    target: str


def reused(new: Document, old: Document) -> tuple[Document, tuple[Lost, ...]]:
    """Return ``new`` with the targets of ``old`` for sentences that are still there, and what found no place.

    A segment is found again by its text and both neighbours, then by its text alone; each old segment is used
    once, so that a repeated sentence keeps its own target. A machine's target goes where its block now has a role
    that is translated in another way, as a byline is. Only a person's work counts as lost: reviewed segments, and
    those with notes or with a text that waits in a conflict.
    """
    earlier = _Earlier(old)
    contexts = _contexts(new)
    by_context = [earlier.take(*key) for key in contexts]
    found = iter([near or earlier.take(key[0]) for near, key in zip(by_context, contexts, strict=True)])

    def filled(block: Block) -> Block:
        return replace(
            block, segments=tuple(_filled(segment, next(found), block.role) for segment in block.segments)
        )

    document = map_blocks(new, filled)
    if old.extensions:  # what other tools put into the job's file
        from translator.xliff.foreign import reused_extensions

        document = replace(document, extensions=reused_extensions(old, new))
    lost = tuple(Lost(source=s.source, target=s.target) for s in earlier.left() if _has_work(s))
    return document, lost


def _filled(segment: Segment, work: _Work | None, role: Role) -> Segment:
    if work is None:
        return segment
    kept = work.segment if is_drafted_alike(work.role, role) else work.segment.emptied()
    return replace(kept, id=segment.id, space_after=segment.space_after)


def _has_work(segment: Segment) -> bool:
    waiting = bool(segment.conflicts) or any(not issue.of_target for issue in segment.issues)
    return segment.state.by_person or bool(segment.notes) or waiting


def _contexts(document: Document) -> list[tuple[str, str, str]]:
    sources = [segment.source for segment in document.segments()]
    return list(zip(sources, ["", *sources[:-1]], [*sources[1:], ""], strict=True))


class _Work(NamedTuple):
    """A segment of an earlier version and the role of its block."""

    segment: Segment
    role: Role


class _Earlier:
    """Segments of an earlier version, each given once, by text with or without its neighbours."""

    def __init__(self, old: Document) -> None:
        self._segments = [_Work(part, block.role) for block in old.blocks() for part in block.segments]
        self._used = [False] * len(self._segments)
        self._index: dict[tuple[str, ...], list[int]] = {}
        for number, key in enumerate(_contexts(old)):
            self._index.setdefault(key, []).append(number)
            self._index.setdefault(key[:1], []).append(number)
        for numbers in self._index.values():
            numbers.reverse()

    def take(self, *key: str) -> _Work | None:
        numbers = self._index.get(key, [])
        while numbers:
            number = numbers.pop()
            if not self._used[number]:
                self._used[number] = True
                return self._segments[number]
        return None

    def left(self) -> Iterator[Segment]:
        return (work.segment for work, used in zip(self._segments, self._used, strict=True) if not used)
