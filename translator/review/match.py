"""Own which row of a returned review table belongs to which segment; it never guesses.

A row says who it is three times: its № cell, the bookmark there, and its Chinese. Where they agree it is known,
where one is missing the others stand in, and where they contradict each other the row and every segment it may
mean are doubtful, and nothing of them is applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from translator.identity import (
    RowMark,
    comparable,
    source_hash,
    target_hash,
)
from translator.model import Document
from translator.review.read_docx import Row


class ConflictKind(StrEnum):
    """Why something in a returned file cannot be applied; the value is what a person is told."""

    MISSING = "row missing"
    DOUBLED = "row doubled"
    CELLS = "cells split or merged"
    IDENTITY = "row not known for certain"
    UNKNOWN = "row of no segment"
    STALE = "older version"
    SOURCE = "Chinese edited"
    CLASH = "edited on both sides"
    BASELINE = "starting text unknown"
    EMPTIED = "OK on an emptied cell"
    COPIED = "OK on the Chinese as English"
    SHIFTED = "English of another row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Pair a segment's id with its row; ``mark`` is the row's bookmark for it, if it still has one."""

    segment_id: str
    row: Row
    mark: RowMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Name a segment (empty for a row of none) that nothing is applied to, and the rows in question."""

    kind: ConflictKind
    segment_id: str
    rows: tuple[Row, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Hold the rows that are certain, by segment id, and everything else; each segment is in one of the two."""

    matches: dict[str, Match]
    doubts: tuple[Doubt, ...]


def match_rows(rows: Sequence[Row], document: Document) -> Matching:
    """Find the segment of every row, whatever the order of the rows."""
    search = _Search(document)
    for row in rows:
        search.read(row)
    search.place_nameless(rows)
    search.doubt_doubled()
    search.doubt_split(rows)
    search.add_claims()
    return search.result()


@dataclass(slots=True)
class _Search:
    """Collect what rows claim to be; ``claims`` has the rows of each id, ``nameless`` the rows without one.

    ``doubted`` has the rows of each doubt by their position: a sentence that repeats may be in doubt very often.
    """

    document: Document
    order: list[str] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[Match]] = field(default_factory=dict)
    nameless: list[tuple[Row, list[str]]] = field(default_factory=list)
    strangers: list[Row] = field(default_factory=list)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    doubted: dict[str, dict[int, Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        repeated = Counter(segment.id for segment in self.document.segments())
        for segment in self.document.segments():
            self.order.append(segment.id)
            self.targets[segment.id] = comparable(segment.target)
            self.sources.setdefault(comparable(segment.source), []).append(segment.id)
            if repeated[segment.id] > 1:  # another tool broke the job itself: no row can be certain
                self.doubt(ConflictKind.IDENTITY, [segment.id], [], "the job has this id twice")

    def doubt(self, kind: ConflictKind, ids: Iterable[str], rows: Iterable[Row], reason: str = "") -> None:
        found = {row.position: row for row in rows}
        for segment_id in ids:
            self.doubts.setdefault(segment_id, Doubt(kind=kind, segment_id=segment_id, reason=reason))
            self.doubted.setdefault(segment_id, {}).update(found)

    def read(self, row: Row) -> None:
        """Take what a row says of itself."""
        numbers = list(dict.fromkeys(label for label in row.labels if label in self.targets))
        marks = {mark.id: mark for mark in row.marks if mark.id in self.targets}
        same_text = self.sources.get(row.chinese) or self.sources.get(row.chinese_before) or []
        named = list(dict.fromkeys([*numbers, *marks]))
        moved = self._of_older_version(row, numbers)
        if moved and not row.fault:
            self.claims.setdefault(moved, []).append(Match(segment_id=moved, row=row, mark=row.marks[0]))
        elif row.fault or len(numbers) > 1 or len(marks) > 1:
            self._broken(row, named or same_text)
        elif not named:
            if same_text:
                self.nameless.append((row, same_text))
            elif row.labels or row.marks or row.chinese or row.english:
                self.strangers.append(row)
        else:
            self._named(row, named, marks, same_text)

    def _of_older_version(self, row: Row, numbers: Sequence[str]) -> str:
        """Give the one segment with a row's Chinese where that had another id when the table was made.

        Sentences that a page gets later move the others on. Number and bookmark must name the same, the bookmark must
        be of the row's own Chinese, and the job must have that under another id only.
        """
        found = self.sources.get(row.chinese, [])
        if not _as_made(row) or len(found) != 1 or found[0] == row.marks[0].id:
            return ""
        return found[0] if {*numbers} <= {row.marks[0].id} else ""

    def _broken(self, row: Row, ids: Sequence[str]) -> None:
        if ids:
            reason = row.fault or "it carries the numbers of several rows"
            self.doubt(ConflictKind.CELLS, ids, [row], reason)
        elif row.english or row.chinese:
            self.strangers.append(row)

    def _named(self, row: Row, named: list[str], marks: dict[str, RowMark], same_text: list[str]) -> None:
        fitting = [name for name in named if name in same_text]
        if len(fitting) == 1 or (len(named) == 1 and not same_text):
            name = fitting[0] if fitting else named[0]
            self.claims.setdefault(name, []).append(Match(segment_id=name, row=row, mark=marks.get(name)))
            return
        claimed = " and ".join(named)
        reason = f"its number says {claimed}" + (", its Chinese another sentence" if same_text else "")
        # Also the sentences it shows, if few: the edit may belong to one of them.
        self.doubt(
            ConflictKind.IDENTITY, [*named, *(same_text if len(same_text) == 1 else [])], [row], reason
        )

    def place_nameless(self, rows: Sequence[Row]) -> None:
        """Give rows that lost both number and bookmark to the one segment with their Chinese, if there is one."""
        names = {match.row.position: name for name, found in self.claims.items() for match in found}
        before = {row.position: earlier for earlier, row in pairwise(rows)}
        after = {row.position: later for row, later in pairwise(rows)}
        placed: list[tuple[str, Row]] = []
        for row, same_text in self.nameless:
            free = [name for name in same_text if name not in self.claims and name not in self.doubts]
            if len(free) > 1:
                near = (before.get(row.position), after.get(row.position))
                free = [name for name in free if self._between(name, near, names)]
            if len(free) == 1:
                placed.append((free[0], row))
            else:
                self.doubt(ConflictKind.IDENTITY, same_text, [row], "it has lost its number")
        for name, row in placed:
            self.claims.setdefault(name, []).append(Match(segment_id=name, row=row))

    def _between(self, name: str, near: tuple[Row | None, Row | None], names: dict[int, str]) -> bool:
        """Tell whether a row stands between the same two sentences as the segment does in the job."""
        at = self.order.index(name)
        wanted = (
            self.order[at - 1] if at else None,
            self.order[at + 1] if at + 1 < len(self.order) else None,
        )
        found = tuple(names.get(row.position) if row else None for row in near)
        return found == wanted

    def doubt_doubled(self) -> None:
        for name, found in self.claims.items():
            moved = [match for match in found if match.mark and match.mark.id != name]
            if len(moved) == 1 and all(match in moved or self._is_lost(match) for match in found):
                self.claims[name] = moved
                self.strangers += [match.row for match in found if match not in moved]
            elif len(found) > 1:
                self.doubt(ConflictKind.DOUBLED, [name], [match.row for match in found])

    def _is_lost(self, match: Match) -> bool:
        """Tell whether a row has the number of a segment but is as it was made for a sentence that the job has lost."""
        return _as_made(match.row) and match.row.chinese not in self.sources

    def doubt_split(self, rows: Sequence[Row]) -> None:
        """Doubt an edited row beside a row of no segment: its English may have been split between the two."""
        names = {match.row.position: name for name, found in self.claims.items() for match in found}
        strange = {row.position for row in self.strangers if row.english and not _as_made(row)}
        for one, other in [*pairwise(rows), *pairwise(rows[::-1])]:
            name = names.get(one.position)
            if name and other.position in strange and one.english != self.targets[name]:
                self.doubt(ConflictKind.CELLS, [name], [one, other], "the row beside it has no number")

    def add_claims(self) -> None:
        """Put the rows that would be certain among those in doubt: what was written there must not go unseen."""
        for name, rows in self.doubted.items():
            for match in self.claims.get(name, []):
                mark, row = match.mark, match.row
                unedited = mark is not None and mark.target_hash == target_hash(row.english)
                rows.setdefault(row.position, replace(row, english="") if unedited else row)

    def result(self) -> Matching:
        matches = {
            name: found[0]
            for name, found in self.claims.items()
            if name not in self.doubts and len(found) == 1
        }
        for name in dict.fromkeys(self.order):
            if name not in matches and name not in self.doubts:
                self.doubt(ConflictKind.MISSING, [name], [])
        doubts = [
            replace(self.doubts[name], rows=tuple(self.doubted[name].values()))
            for name in dict.fromkeys(self.order)
            if name in self.doubts
        ]
        doubts += [
            Doubt(kind=ConflictKind.UNKNOWN, segment_id="", rows=(row,), reason=row.fault)
            for row in self.strangers
        ]
        return Matching(matches=matches, doubts=tuple(doubts))


def _as_made(row: Row) -> bool:
    """Tell whether a row has its one bookmark and the Chinese that it was made with."""
    return len(row.marks) == 1 and row.marks[0].source_hash == source_hash(row.chinese)
