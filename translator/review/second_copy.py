"""Second copies: whether a file is a newer copy by the same reviewer, or comes from another person of the same name.

A second copy also has the reviewer's other edits. A file in which one of these rows still has the draft is somebody
else's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from translator.identity import comparable
from translator.model import Document, Segment
from translator.review.match import Match
from translator.review.results import NOBODY
from translator.review.returned import Approval

_SHARED_NAMES = frozenset(
    (NOBODY, "administrator", "admin", "user", "users", "owner", "author", "guest", "unknown", "unknown author",
     "microsoft", "microsoft office user", "microsoft account", "windows user", "windows xp user", "office",
     "wps office", "pc", "hp", "dell", "lenovo", "asus", "acer", "thinkpad", "管理员", "用户", "作者", "未知作者",
     "匿名用户", "未定义", "微软用户", "微软中国", "microsoft office 用户", "microsoft 帐户", "microsoft 账户",
     "windows 用户")
)  # fmt: skip
"""Names that Word, WPS and LibreOffice have for whoever gave none, or that a computer was sold with; in lower case."""


class Copy(Enum):
    """Whether a file is a second copy of what the job has from its reviewer."""

    SURE = "the names say so, and so does the reviewer's other work in it"
    LIKELY = "either the names or the other work says so"
    NO = "neither does, or it lacks other work that the job has"


@dataclass(slots=True)
class SecondCopies:
    """What a file shows of the work that the job has from each reviewer.

    ``given`` is the name in the command and ``tool`` the program that wrote the file, where they are known. ``held``
    has, by reviewer, whether all of their work is in the file, None where no row tells.
    """

    document: Document
    matches: Mapping[str, Match]
    given: str
    tool: str
    held: dict[str, bool | None] = field(default_factory=dict)

    def of(self, reviewer: str, author: str) -> Copy:
        """Return whether the file is a second copy of what the job has from this reviewer.

        ``author`` made the last tracked change of the row, and may have another name than the command gives.
        """
        if reviewer not in self.held:
            told = [
                is_held for segment in self.document.segments() for is_held in self._told(segment, reviewer)
            ]
            self.held[reviewer] = all(told) if told else None
        held = self.held[reviewer]
        is_named = not self._is_shared(reviewer)
        if self.given:
            is_named = author in ("", reviewer) or self._is_shared(author)
        if held is False or not (held or is_named):
            return Copy.NO
        return Copy.SURE if held and is_named else Copy.LIKELY

    def _told(self, segment: Segment, reviewer: str) -> Iterator[bool]:
        """Yield whether the file has what a reviewer made of a draft, or that draft; nothing where it has neither.

        Only a row that was made with the draft tells: all later tables have the edit.
        """
        match, maker = self.matches.get(segment.id), segment.origin.reviewer if segment.origin else ""
        if match is None or maker != reviewer or not segment.state.by_person:
            return
        row, ours = match.row, comparable(segment.target)
        draft = comparable(segment.draft.target) if segment.draft else ""
        is_of_draft = match.baseline.matches_target(draft) if match.baseline else None
        started = row.target_before == draft if is_of_draft is None else is_of_draft
        theirs = "" if row.approval is Approval.DELETED else row.target
        if started and draft != ours and theirs in (draft, ours):
            yield theirs == ours

    def _is_shared(self, name: str) -> bool:
        """Return whether a name is that of nobody, such as the program's where a file has no other."""
        return name.casefold() in _SHARED_NAMES or name == self.tool
