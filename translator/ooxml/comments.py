"""Comments of a Word file: their text, thread and state, and the table row each belongs to.

Sources: ISO/IEC 29500-1, 17.13.4 (comments); [MS-DOCX] 2.5.4 (commentsExtended: threads and *done*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator.ooxml.body import pieces_of
from translator.ooxml.package import Package, kind, value
from translator.ooxml.revisions import everybody, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_RESOLVED, _REOPENED = "_Marked as resolved_", "_Re-opened_"
"""Comments that Google Docs writes to record a new state of the comment before."""

_ASSIGNED = re.compile(r"^_Assigned to .*_$", re.MULTILINE)
"""The line in which Google Docs names the person a comment is assigned to."""

_ANCHORS = ("w:commentRangeStart", "w:commentReference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment; ``reply_to`` is the author it answers. ``time`` is ISO 8601 or empty.

    ``by_reviewer`` tells that it is the reviewer's if no author is named; others may be anybody's.
    """

    text: str
    author: str = ""
    time: str = ""
    reply_to: str = ""
    resolved: bool = False
    by_reviewer: bool = False


class _Thread(NamedTuple):
    parent: str
    done: bool


def comments_of(
    package: Package, part: str, body: _Element, rows: Sequence[_Element]
) -> dict[int, list[Comment]]:
    """Return the comments by the index of the row they stand in, or -1 where no row can keep them.

    A comment between the tables belongs to the next row, a reply to the row of what it answers.
    """
    plain, paragraphs = _comments(package, part)
    if not plain:
        return {}
    comments, parents = _threaded(plain, paragraphs, _threads(package, part))
    places = _places(body, rows)
    by_row: dict[int, list[Comment]] = {}
    for number, comment in comments.items():
        place = places.get(number, places.get(parents.get(number, ""), len(rows) - 1))
        if comment.text:
            by_row.setdefault(place, []).append(comment)
    return {row: found for row, some in by_row.items() if (found := _without_states(some))}


def _without_states(comments: Sequence[Comment]) -> list[Comment]:
    """Return the comments of a row without those that only tell the state of the one before."""
    kept: list[Comment] = []
    for comment in comments:
        text = _ASSIGNED.sub("", comment.text).strip()
        if kept and text in (_RESOLVED, _REOPENED):
            kept[-1] = replace(kept[-1], resolved=text == _RESOLVED)
        elif text:
            kept.append(replace(comment, text=text))
    return kept


def _comments(package: Package, part: str) -> tuple[dict[str, Comment], dict[str, str]]:
    """Return the comments by their number, and the number by the ids of their paragraphs."""
    comments: dict[str, Comment] = {}
    paragraphs: dict[str, str] = {}
    for element in (element for root in package.related(part, "comments") for element in root):
        if kind(element) != "w:comment":
            continue
        number = value(element, "id")
        _break_lines(element)
        comments[number] = Comment(
            text=text_of(pieces_of(element), everybody),
            author=value(element, "author"),
            time=value(element, "date"),
        )
        for inner in element.iter("{*}p"):
            if paragraph := value(inner, "paraId"):  # LibreOffice names only those that it says more of
                paragraphs[paragraph] = number
    return comments, paragraphs


def _break_lines(comment: _Element) -> None:
    """Put a break between two texts of a run: LibreOffice 7 writes nothing between the lines of a comment."""
    for text in list(comment.iter("{*}t")):
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            text.addprevious(text.makeelement(f"{text.tag[:-1]}br"))


def _threads(package: Package, part: str) -> dict[str, _Thread]:
    return {
        value(element, "paraId"): _Thread(
            value(element, "paraIdParent"), value(element, "done") in ("1", "true", "on")
        )
        for root in package.related(part, "commentsExtended")
        for element in root
    }


def _threaded(
    comments: dict[str, Comment], paragraphs: dict[str, str], threads: dict[str, _Thread]
) -> tuple[dict[str, Comment], dict[str, str]]:
    """Return the comments with what their threads say, and the number of the comment that each answers."""
    known = dict(comments)
    parents: dict[str, str] = {}
    for paragraph, thread in threads.items():
        number, parent = paragraphs.get(paragraph, ""), paragraphs.get(thread.parent, "")
        if number not in known:
            continue
        known[number] = replace(known[number], resolved=thread.done)
        if parent in known:
            parents[number] = parent
            known[number] = replace(known[number], reply_to=comments[parent].author or "comment")
    for number, parent in parents.items():
        known[number] = replace(known[number], resolved=known[number].resolved or known[parent].resolved)
    return known, parents


def _places(body: _Element, rows: Sequence[_Element]) -> dict[str, int]:
    """Return the index of the row that each comment is anchored in, or of the row that comes next."""
    index = {row: at for at, row in enumerate(rows)}
    places: dict[str, int] = {}
    last = -1
    for element in body.iter():
        if element in index:
            last = index[element]
        elif kind(element) in _ANCHORS:
            next_row = min(last + 1, len(rows) - 1)
            own = next((index[above] for above in element.iterancestors() if above in index), next_row)
            places.setdefault(value(element, "id"), own)
    return places
