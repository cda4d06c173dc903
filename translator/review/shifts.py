"""English in another row: cells that moved up, a column that was sorted, two sentences written into one cell.

A text that was edited after it had moved is no longer word for word that of its row. Then what it was before the
tracked changes tells, and where nothing was tracked, the rows beside it and the likeness of the texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from translator.identity import comparable, target_hash
from translator.model import Document, RowFault
from translator.review.returned import Baseline, ReturnedSegment

_NEAR, _FAR = 2, 100
"""Rows up and down that an edited text is compared with: where nothing else shows a shift, and where something does."""

_WITHIN = 85
"""Per cent of likeness from which a longer text is said to hold a shorter one."""

_LIKE, _MORE_LIKE = 60, 20
"""Per cent of likeness from which a text may be that of a row, and how much it must be ahead of another row's."""

_NO_TEXT = target_hash("")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The row that a text seems to be of, its id empty where only its neighbours show that it moved."""

    home: str = ""

    @property
    def fault(self) -> RowFault | None:
        """Return what is wrong with the row, beside its text."""
        return None if self.home else RowFault.SHIFTED_NEIGHBOUR


@dataclass(slots=True)
class TargetPlaces:
    """Which targets stood and stand in which rows.

    The keys of these dicts are the ids of the rows' baselines: ``now`` is the hash of a target, ``before`` its hash
    without the tracked changes, ``shown`` the target itself, ``texts`` the original target, if known. ``home`` has the
    ids by the hash of the original target, ``standing`` every hash that any row has now. ``order`` has the ids in the
    order of the rows, ``at`` the place of each id in ``order``. ``moved`` are rows that hold the unedited target of
    another row, ``left`` rows whose own target has been taken away or overwritten. Rows whose original text is unknown
    and joined rows are left out.
    """

    baselines: dict[str, Baseline] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)
    order: list[str] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls, rows: Iterable[ReturnedSegment], known: Mapping[int, Baseline], document: Document
    ) -> TargetPlaces:
        """Return the places of these rows; ``known`` has, by position, the baselines of rows that lost them."""
        places = cls()
        targets = {segment.id: comparable(segment.target) for segment in document.segments()}
        for row in rows:
            kept = row.baseline if row.baseline and row.baseline.target_hash else None
            baseline = kept or known.get(row.position)
            if baseline is not None:
                places._add(row, baseline, targets.get(baseline.id, ""))
        places.standing.update(places.now.values())
        places.moved.update(name for name, now in places.now.items() if places._moved_from(name, now))
        places.left.update(filter(places._has_left, places.order))
        return places

    def _add(self, row: ReturnedSegment, baseline: Baseline, target: str) -> None:
        self.baselines[baseline.id] = baseline
        self.now[baseline.id] = target_hash(row.target)
        self.shown[baseline.id] = row.target
        if row.target_before:
            self.before[baseline.id] = target_hash(row.target_before)
        if baseline.target_hash != _NO_TEXT:
            self.home.setdefault(baseline.target_hash, baseline.id)
        self.at[baseline.id] = len(self.order)
        self.order.append(baseline.id)
        text = next((text for text in (target, row.target_before) if baseline.matches_target(text)), "")
        if text:
            self.texts[baseline.id] = text

    def elsewhere(self, row_id: str, target: str) -> Elsewhere | None:
        """Return where the target of an edited row seems to come from, None if it is the row's own."""
        if not target:
            return None
        home = self._moved_from(row_id, target_hash(target)) or self._moved_from(
            row_id, self.before.get(row_id, "")
        )
        if home:
            return Elsewhere(home)
        return self._unlike(row_id, target) if row_id in self.at else None

    def taken_over(self, row_id: str) -> bool:
        """Return whether the target that a row has lost stands in the row beside it, after or before that row's own."""
        from rapidfuzz import fuzz

        text = self.texts.get(row_id, "")
        if not text or row_id not in self.at:
            return False

        def holds_both(name: str) -> bool:
            own, shown = self.texts.get(name, ""), self.shown[name]
            if not own or len(shown) <= max(len(own), len(text)):
                return False
            found = fuzz.partial_ratio_alignment(own, shown, score_cutoff=_WITHIN)
            if found is None or fuzz.partial_ratio(text, shown) < _WITHIN:
                return False
            beside = shown[: found.dest_start] + shown[found.dest_end :]  # words of its own are no other's
            return fuzz.ratio(text, beside) >= _LIKE

        return any(holds_both(name) for name in self._near(row_id, 1) if self._is_edited(name))

    def has_moved_away(self, row_id: str) -> bool:
        """Return whether the target that a row was made with came to another row with a shift."""
        own = self.baselines.get(row_id)
        return own is not None and any(self.now[name] == own.target_hash for name in self.moved - {row_id})

    def _moved_from(self, row_id: str, found: str) -> str:
        """Return the id of the row that a target with this hash stood in, empty if it did not come with a shift.

        A sentence that was copied from a row which keeps it is an edit, unless its own target went elsewhere too; so
        is one that comes from a row with the same source. What a row was made with is its own, also where another
        row was made with the same.
        """
        home = self.home.get(found, "") if found else ""
        own = self.baselines.get(row_id)
        if home in ("", row_id) or (own and own.target_hash == found):
            return ""
        if own and self.baselines[home].source_hash == own.source_hash:
            return ""
        was = own.target_hash if own else ""
        gone = self._is_edited(home)
        went = was != self.now.get(row_id) and was in self.standing
        return home if gone or went else ""

    # --- edited after the shift, and not tracked ---

    def _unlike(self, row_id: str, target: str) -> Elsewhere | None:
        """Return the row whose text an edit is far more like than its own row's, if there is one.

        Where something has moved, rows far away count too, and beside it an edit that is like none is doubtful.
        """
        from rapidfuzz import fuzz, process

        own = self.texts.get(row_id, "")
        likeness = max(
            fuzz.ratio(own, target), fuzz.partial_ratio(own, target) if len(own) < len(target) else 0
        )
        others = self._near(row_id, _FAR if self.moved else _NEAR)
        texts = {name: self.texts[name] for name in others if self._may_be_of(name, row_id)}
        best = process.extractOne(target, texts, scorer=fuzz.ratio, score_cutoff=_LIKE)
        if best and best[1] >= likeness + _MORE_LIKE:
            return Elsewhere(best[2])
        beside = not self.moved.isdisjoint(self._near(row_id, 1))
        return Elsewhere() if beside and likeness < _LIKE else None

    def _may_be_of(self, name: str, row_id: str) -> bool:
        """Return whether the text of another row may have moved to this one: it is gone, and says something else."""
        return name in self.left and self.baselines[name].source_hash != self.baselines[row_id].source_hash

    def _has_left(self, name: str) -> bool:
        """Return whether a row no longer holds the target that it was made with, not even edited.

        Sentences that are alike differ less from each other than from their drafts: what is more like the text of a
        row beside it is not this row's.
        """
        from rapidfuzz import fuzz

        own, shown = self.texts.get(name, ""), self.shown[name]
        if not own or not self._is_edited(name):
            return False
        beside = (self.texts.get(near, "") for near in self._near(name, _NEAR))
        others = (fuzz.ratio(text, shown) for text in beside if text not in ("", own))
        return fuzz.ratio(own, shown) < max(_LIKE, *others, 0)

    def _is_edited(self, name: str) -> bool:
        return self.now[name] != self.baselines[name].target_hash

    def _near(self, row_id: str, distance: int) -> Iterator[str]:
        at = self.at[row_id]
        near = self.order[max(0, at - distance) : at + distance + 1]
        return (name for name in near if name != row_id)
