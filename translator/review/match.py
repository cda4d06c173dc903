"""Matching of returned rows with the segments of a job; it never guesses.

A row names its segment three times: by its id, by its baseline (a bookmark, or the fingerprint in XLIFF) and by its
source. Where one of the three is missing, the others suffice. Where they contradict each other, the row and every
segment it may mean are unmatched, and nothing of the row is applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from translator.identity import comparable
from translator.model import ConflictKind, Document, RowFault
from translator.review.returned import Baseline, NoteLine, ReturnedSegment


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A segment's id with its row; ``baseline`` is the one that the row has for it, if any."""

    segment_id: str
    row: ReturnedSegment
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedRow:
    """Rows that may be of a segment (of none, if the id is empty), so that nothing is applied to it.

    ``ids`` are what a contradicting row says it is.
    """

    kind: ConflictKind
    segment_id: str = ""
    rows: tuple[ReturnedSegment, ...] = ()
    fault: RowFault | None = None
    ids: tuple[str, ...] = ()


def match_rows(
    rows: Sequence[ReturnedSegment], document: Document
) -> tuple[dict[str, Match], list[UnmatchedRow]]:
    """Return the rows that are certain, by segment id, and everything else; each segment is in one of the two."""
    search = _Search(document)
    for row in rows:
        search.read(row)
    search.place_nameless(rows)
    search.reject_doubled()
    search.reject_split(rows)
    search.add_claims()
    return search.result()


@dataclass(slots=True)
class _Search:
    """What rows claim to be; ``claims`` has the rows of each id, ``nameless`` the rows without one.

    ``rejected`` has the rows of each unmatched segment by their position: a sentence that repeats may have very many.
    """

    document: Document
    order: list[str] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[Match]] = field(default_factory=dict)
    nameless: list[tuple[ReturnedSegment, list[str]]] = field(default_factory=list)
    strangers: list[ReturnedSegment] = field(default_factory=list)
    unmatched: dict[str, UnmatchedRow] = field(default_factory=dict)
    rejected: dict[str, dict[int, ReturnedSegment]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        repeated = Counter(segment.id for segment in self.document.segments())
        for segment in self.document.segments():
            self.order.append(segment.id)
            self.targets[segment.id] = comparable(segment.target)
            self.sources.setdefault(comparable(segment.source), []).append(segment.id)
            if repeated[segment.id] > 1:  # another tool broke the job itself: no row can be certain
                self.reject(ConflictKind.IDENTITY, [segment.id], [], RowFault.ID_TWICE)

    def reject(
        self,
        kind: ConflictKind,
        segment_ids: Iterable[str],
        rows: Iterable[ReturnedSegment],
        fault: RowFault | None = None,
        ids: Sequence[str] = (),
    ) -> None:
        found = {row.position: row for row in rows}
        for name in segment_ids:
            self.unmatched.setdefault(
                name, UnmatchedRow(kind=kind, segment_id=name, fault=fault, ids=tuple(ids))
            )
            self.rejected.setdefault(name, {}).update(found)

    def read(self, row: ReturnedSegment) -> None:
        """Take what a row says of itself."""
        numbers = list(dict.fromkeys(name for name in row.ids if name in self.targets))
        baselines = {baseline.id: baseline for baseline in row.baselines if baseline.id in self.targets}
        same_text = self.sources.get(row.source) or self.sources.get(row.source_before) or []
        named = list(dict.fromkeys([*numbers, *baselines]))
        moved = self._of_older_version(row, numbers)
        if moved and not row.faults:
            self._claim(moved, row, row.baseline)
        elif row.faults or len(numbers) > 1 or len(baselines) > 1:
            self._broken(row, named or same_text)
        elif named:
            self._named(row, named, baselines, same_text)
        elif same_text:
            self.nameless.append((row, same_text))
        elif row.ids or row.baselines or row.source or row.target:
            self.strangers.append(row)

    def _claim(self, name: str, row: ReturnedSegment, baseline: Baseline | None = None) -> None:
        self.claims.setdefault(name, []).append(Match(segment_id=name, row=row, baseline=baseline))

    def _of_older_version(self, row: ReturnedSegment, numbers: Sequence[str]) -> str:
        """Return the one segment with a row's source where that had another id when the table was made.

        Sentences that a page gets later move the others on. Id and baseline must name the same, the baseline must be
        of the row's own source, and the job must have that under another id only.
        """
        found = self.sources.get(row.source, [])
        if row.baseline is None or not row.is_as_made or len(found) != 1 or found[0] == row.baseline.id:
            return ""
        return found[0] if {*numbers} <= {row.baseline.id} else ""

    def _broken(self, row: ReturnedSegment, names: Sequence[str]) -> None:
        if names:
            fault = next((fault for fault in RowFault if fault in row.faults), RowFault.SEVERAL_IDS)
            self.reject(ConflictKind.CELLS, names, [row], fault)
        elif row.target or row.source:
            self.strangers.append(row)

    def _named(
        self,
        row: ReturnedSegment,
        named: list[str],
        baselines: Mapping[str, Baseline],
        same_text: Sequence[str],
    ) -> None:
        fitting = [name for name in named if name in same_text]
        if len(fitting) == 1 or (len(named) == 1 and not same_text):
            name = fitting[0] if fitting else named[0]
            self._claim(name, row, baselines.get(name))
            return
        fault = RowFault.OTHER_SOURCE if same_text else RowFault.OTHER_ID
        # Also the sentences it shows, if few: the edit may belong to one of them.
        shown = same_text if len(same_text) == 1 else []
        self.reject(ConflictKind.IDENTITY, [*named, *shown], [row], fault, named)

    def place_nameless(self, rows: Sequence[ReturnedSegment]) -> None:
        """Match rows that lost both id and baseline with the one segment that has their source, if there is one.

        Where the source repeats, the row may also belong to a repetition whose id is contradicted or doubled.
        """
        names = {match.row.position: name for name, found in self.claims.items() for match in found}
        before = {row.position: earlier for earlier, row in pairwise(rows)}
        after = {row.position: later for row, later in pairwise(rows)}
        doubtful = {*self.unmatched, *(name for name, found in self.claims.items() if len(found) > 1)}
        placed: list[tuple[str, ReturnedSegment]] = []
        for row, same_text in self.nameless:
            free = [name for name in same_text if name not in self.claims]
            if any(name in doubtful for name in same_text):
                free = []
            elif len(free) > 1:
                near = (before.get(row.position), after.get(row.position))
                free = [name for name in free if self._is_between(name, near, names)]
            if len(free) == 1:
                placed.append((free[0], row))
            else:
                self.reject(ConflictKind.IDENTITY, same_text, [row], RowFault.NO_ID)
        for name, row in placed:
            self._claim(name, row)

    def _is_between(
        self,
        name: str,
        near: tuple[ReturnedSegment | None, ReturnedSegment | None],
        names: Mapping[int, str],
    ) -> bool:
        """Return whether a row stands between the same two sentences as the segment does in the job."""
        at = self.order.index(name)
        wanted = (
            self.order[at - 1] if at else None,
            self.order[at + 1] if at + 1 < len(self.order) else None,
        )
        return wanted == tuple(names.get(row.position) if row else None for row in near)

    def reject_doubled(self) -> None:
        for name, claimed in self.claims.items():
            found = self.claims[name] = _without_copies(claimed)
            moved = [match for match in found if match.baseline and match.baseline.id != name]
            if len(moved) == 1 and all(match in moved or self._is_lost(match.row) for match in found):
                self.claims[name] = moved
                self.strangers += [match.row for match in found if match not in moved]
            elif len(found) > 1:
                self.reject(ConflictKind.DOUBLED, [name], [match.row for match in found])

    def _is_lost(self, row: ReturnedSegment) -> bool:
        """Return whether a row has the id of a segment but was made for a sentence that the job has lost."""
        return row.is_as_made and row.source not in self.sources

    def reject_split(self, rows: Sequence[ReturnedSegment]) -> None:
        """Reject an edited row beside a row of no segment: its target may have been split between the two."""
        names = {match.row.position: name for name, found in self.claims.items() for match in found}
        strange = {row.position for row in self.strangers if row.target and not row.is_as_made}
        for one, other in [*pairwise(rows), *pairwise(rows[::-1])]:
            name = names.get(one.position)
            if name and other.position in strange and one.target != self.targets[name]:
                self.reject(ConflictKind.CELLS, [name], [one, other], RowFault.NEIGHBOUR)

    def add_claims(self) -> None:
        """Put the rows that would be certain among the rejected ones: what was written there must not go unseen."""
        for name, rows in self.rejected.items():
            for match in self.claims.get(name, []):
                baseline, row = match.baseline, match.row
                unedited = baseline is not None and baseline.matches_target(row.target)
                rows.setdefault(row.position, replace(row, target="") if unedited else row)

    def result(self) -> tuple[dict[str, Match], list[UnmatchedRow]]:
        matches = {
            name: found[0]
            for name, found in self.claims.items()
            if name not in self.unmatched and len(found) == 1
        }
        for name in dict.fromkeys(self.order):
            if name not in matches and name not in self.unmatched:
                self.reject(ConflictKind.MISSING, [name], [])
        unmatched = [
            replace(self.unmatched[name], rows=tuple(self.rejected[name].values()))
            for name in dict.fromkeys(self.order)
            if name in self.unmatched
        ]
        unmatched += [
            UnmatchedRow(
                kind=ConflictKind.UNKNOWN,
                rows=(row,),
                fault=next((fault for fault in RowFault if fault in row.faults), None),
            )
            for row in self.strangers
        ]
        return matches, unmatched


def _without_copies(found: list[Match]) -> list[Match]:
    """Return the first of the rows of one segment if all say the same: a table may have been pasted twice.

    It has what is noted in any of them.
    """
    said = {(match.row.source, match.row.target, match.row.approval) for match in found}
    known = [match for match in found if match.baseline]  # a pasted copy has lost its bookmark
    if len(found) < 2 or not known or len(said) > 1:
        return found
    rows = [known[0].row, *(match.row for match in found if match is not known[0])]
    lines: dict[str, NoteLine] = {}
    for line in (line for row in rows for line in row.notes):
        lines.setdefault(line.text, line)  # a pasted copy does not tell which of them are ours
    row = replace(
        rows[0],
        notes=tuple(lines.values()),
        comments=tuple(dict.fromkeys(comment for row in rows for comment in row.comments)),
        status=next((row.status for row in rows if row.status), ""),
    )
    return [replace(known[0], row=row)]
