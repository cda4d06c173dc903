"""Own the English that stands in a wrong row: cells were deleted and those below moved up, or a block was pasted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from translator.identity import RowMark, target_hash
from translator.review.read_docx import Row


@dataclass(frozen=True, slots=True)
class EnglishPlaces:
    """Hold, by the id of a row's bookmark, the hashes of its Chinese, and of its English as it was and as it is now.

    ``home`` has the ids by the hash of the English that was there, ``standing`` every hash that stands anywhere now.
    Rows with more than one bookmark are left out, and those without one of which nobody knows what they held.
    """

    sources: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[Row], known: Mapping[int, RowMark]) -> EnglishPlaces:
        """Read the rows of a returned table; ``known`` says by position what the bookmark of others would."""
        places = cls()
        for row in rows:
            bookmarked = len(row.marks) == 1 and row.marks[0].target_hash
            for mark in row.marks[:1] if bookmarked else [known.get(row.position)]:
                if mark is not None:
                    places.sources[mark.id] = mark.source_hash
                    places.was[mark.id], places.now[mark.id] = mark.target_hash, target_hash(row.english)
                    places.home.setdefault(mark.target_hash, mark.id)
        places.standing.update(places.now.values())
        return places

    def moved_from(self, row_id: str, english: str) -> str:
        """Give the id of the row that the English of a row stood in, empty if it did not come with a shift.

        A sentence that was copied from a row which keeps it is an edit, unless its own English went elsewhere too; so
        is one that comes from a row with the same Chinese.
        """
        home = self.home.get(target_hash(english), "") if english else ""
        if home in ("", row_id) or self.sources[home] == self.sources.get(row_id):
            return ""
        own = self.was.get(row_id, "")
        gone = self.now[home] != self.was[home]
        went = own != self.now.get(row_id) and own in self.standing
        return home if gone or went else ""
