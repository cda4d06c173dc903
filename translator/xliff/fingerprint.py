"""Fingerprint of a segment: its source, target and state when the file was written.

CAT tools keep unknown metadata, so that a fingerprint shows afterwards which texts and states a person or another tool
changed, even if the job itself has changed since. The hashes are the same as in the rows of a review table.
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
"""Type of the metadata that lists the entries about a segment, for tools that remove the markers from its texts."""

_FINGERPRINT = re.compile(r"([0-9a-f]{8}) ([0-9a-f]{8}) ([a-z]+)(?:/([a-z]+))?(?: ([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes of source and target, the state, and who made the target, as they were written.

    ``left_as`` is the state that the file gave the segment; see `state_to_leave`.
    """

    source_hash: str
    target_hash: str
    state: State
    left_as: State
    kind: OriginKind | None

    def is_confirmed_by(self, state: State) -> bool:
        """Return whether this state says that a person confirmed the draft, which left as *initial*."""
        return state is State.TRANSLATED is self.state and self.left_as is State.INITIAL

    def state_now(self, state: State) -> State:
        """Return the state of a segment to which a tool gave this state without changing its target."""
        if self.is_confirmed_by(state):
            return State.REVIEWED
        return max(state, self.state, key=lambda state: state.rank)

    def matches_source(self, text: str) -> bool:
        """Return whether the source is still what was written."""
        return source_hash(text) == self.source_hash

    def matches_target(self, text: str) -> bool:
        """Return whether a reader still sees the target that was written."""
        return target_hash(text) == self.target_hash

    def is_of(self, segment: Segment) -> bool:
        """Return whether both texts of a segment are still what was written."""
        return self.matches_source(segment.source) and self.matches_target(segment.target)


def state_to_leave(segment: Segment) -> State:
    """Return the state that a file gives a segment.

    A draft leaves as *initial*, because what a person confirms in a CAT tool becomes *translated*.
    """
    return segment.state if segment.state.by_person else State.INITIAL


def fingerprint_of(segment: Segment) -> str:
    """Return the fingerprint of a segment as text."""
    left_as = state_to_leave(segment)
    state = segment.state.value if left_as is segment.state else f"{segment.state.value}/{left_as.value}"
    kind = f" {segment.origin.kind.value}" if segment.origin else ""
    return f"{source_hash(segment.source)} {target_hash(segment.target)} {state}{kind}"


def read_fingerprint(text: str) -> Fingerprint | None:
    """Return the fingerprint that a text is, or None."""
    match = _FINGERPRINT.fullmatch(text)
    states, kinds = set(State), set(OriginKind)
    if match is None or not {match[3], match[4] or match[3]} <= states or (match[5] or "mt") not in kinds:
        return None
    kind = OriginKind(match[5]) if match[5] else None
    return Fingerprint(match[1], match[2], State(match[3]), State(match[4] or match[3]), kind)


def written_ids(
    ids: Sequence[str | None], sources: Sequence[str], fingerprints: Mapping[str, Fingerprint]
) -> Sequence[str | None] | None:
    """Return the ids under which the segments of a unit were written, or None if they are uncertain.

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
