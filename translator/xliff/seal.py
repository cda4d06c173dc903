"""Own the seal of a segment: what its source, target and state were when we wrote the file.

CAT tools keep metadata that they do not know, so a seal tells afterwards which texts and states a person or
another tool changed, also where the job itself has moved on since. The hashes are those of a review table's rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translator.identity import source_hash, target_hash
from translator.model import OriginKind, Segment, State

SEAL = "seal"
"""The type of the metadata that holds a segment's seal."""

ABOUT = "about"
"""The type of the metadata that names what is said of a segment, for tools that take the markers out of its texts."""

_SEAL = re.compile(r"([0-9a-f]{8}) ([0-9a-f]{8}) ([a-z]+)(?: ([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Seal:
    """Hold the hashes of source and target, the state, and who made the target, as they were written."""

    source_hash: str
    target_hash: str
    state: State
    kind: OriginKind | None

    def holds_source(self, text: str) -> bool:
        """Tell whether the source is still what was written."""
        return source_hash(text) == self.source_hash

    def holds_target(self, text: str) -> bool:
        """Tell whether a reader still sees the target that was written."""
        return target_hash(text) == self.target_hash


def seal_of(segment: Segment) -> str:
    """Give the text of a segment's seal."""
    kind = f" {segment.origin.kind.value}" if segment.origin else ""
    return f"{source_hash(segment.source)} {target_hash(segment.target)} {segment.state.value}{kind}"


def read_seal(text: str) -> Seal | None:
    """Read a seal back, or give None for what is none."""
    match = _SEAL.fullmatch(text)
    if (
        match is None
        or match[3] not in State.__members__.values()
        or (match[4] and match[4] not in OriginKind.__members__.values())
    ):
        return None
    return Seal(match[1], match[2], State(match[3]), OriginKind(match[4]) if match[4] else None)


def sealed_ids(
    ids: Sequence[str | None], sources: Sequence[str], seals: Mapping[str, Seal]
) -> Sequence[str | None] | None:
    """Give the ids under which the segments of a unit were written, or None where that is not certain.

    ``seals`` are those of the unit, in its order. Segments that only got other ids are known by their sources;
    None means that segments were cut, joined, reordered, taken out or put in.
    """
    wanted = list(seals)
    if list(ids) == wanted:
        return ids
    intact = [seal.holds_source(text) for seal, text in zip(seals.values(), sources, strict=False)]
    if len(ids) == len(wanted) and all(intact):
        return wanted
    if [own for own in ids if own in seals] != wanted:
        return None
    known = [(seals[own], text) for own, text in zip(ids, sources, strict=True) if own and own in seals]
    return ids if all(seal.holds_source(text) for seal, text in known) else None
