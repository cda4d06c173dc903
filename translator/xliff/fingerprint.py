"""Fingerprint of a segment: what its source, target and state were when the file was written.

CAT tools keep metadata that they do not know, so a fingerprint shows afterwards which texts and states a person or
another tool changed, also where the job itself has moved on. The hashes are those of a review table's rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translator.identity import source_hash, target_hash
from translator.model import OriginKind, Segment, State

FINGERPRINT = "seal"
"""Type of the metadata that holds a segment's fingerprint."""

ABOUT = "about"
"""Type of the metadata that lists what is said of a segment, for tools that take the markers out of its texts."""

_FINGERPRINT = re.compile(r"([0-9a-f]{8}) ([0-9a-f]{8}) ([a-z]+)(?: ([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes of source and target, the state, and who made the target, as they were written."""

    source_hash: str
    target_hash: str
    state: State
    kind: OriginKind | None

    def matches_source(self, text: str) -> bool:
        """Return whether the source is still what was written."""
        return source_hash(text) == self.source_hash

    def matches_target(self, text: str) -> bool:
        """Return whether a reader still sees the target that was written."""
        return target_hash(text) == self.target_hash

    def is_of(self, segment: Segment) -> bool:
        """Return whether both texts of a segment are still what was written."""
        return self.matches_source(segment.source) and self.matches_target(segment.target)


def fingerprint_of(segment: Segment) -> str:
    """Return the fingerprint of a segment as text."""
    kind = f" {segment.origin.kind.value}" if segment.origin else ""
    return f"{source_hash(segment.source)} {target_hash(segment.target)} {segment.state.value}{kind}"


def read_fingerprint(text: str) -> Fingerprint | None:
    """Return the fingerprint that a text is, or None."""
    match = _FINGERPRINT.fullmatch(text)
    if match is None or match[3] not in set(State) or (match[4] and match[4] not in set(OriginKind)):
        return None
    return Fingerprint(match[1], match[2], State(match[3]), OriginKind(match[4]) if match[4] else None)


def written_ids(
    ids: Sequence[str | None], sources: Sequence[str], fingerprints: Mapping[str, Fingerprint]
) -> Sequence[str | None] | None:
    """Return the ids under which the segments of a unit were written, or None where that is not certain.

    ``fingerprints`` are those of the unit, in its order. Segments that only got other ids are known by their
    sources; None means that segments were cut, joined, reordered, taken out or put in.
    """
    wanted = list(fingerprints)
    if list(ids) == wanted:
        return ids
    in_order = zip(fingerprints.values(), sources, strict=False)
    if len(ids) == len(wanted) and all(fingerprint.matches_source(text) for fingerprint, text in in_order):
        return wanted
    if [own for own in ids if own in fingerprints] != wanted:
        return None
    pairs = zip(ids, sources, strict=True)
    intact = all(fingerprints[own].matches_source(text) for own, text in pairs if own and own in fingerprints)
    return ids if intact else None
