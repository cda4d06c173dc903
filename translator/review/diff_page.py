"""Changes of a review word by word: as marked stretches of text, and as one HTML page that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from translator.review.results import Edit, ListedConflict, Review
from translator.review.wording import conflict_title, proposal
from translator.text.word_diff import word_diff
from translator.text.xml import escaped
from translator.webpages import work_page


class Mark(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "del"
    NEW = "ins"


def stretches(before: str, after: str) -> Iterator[tuple[Mark, str]]:
    """Yield both texts as one, in stretches of words that are the same, gone or new."""
    for change in word_diff(before, after):
        if change.same:
            yield Mark.SAME, change.before
            continue
        if change.before:
            yield Mark.GONE, change.before
        if change.after:
            yield Mark.NEW, change.after


def diff_page(title: str, review: Review) -> bytes:
    """Return the page of a review's changes and conflicts as UTF-8."""
    entries = (*map(_edit, review.edits), *map(_conflict, review.conflicts))
    body = "".join(entries) or "<p>No changes.</p>"
    return work_page(title, body, "diff")


def _edit(edit: Edit) -> str:
    heading = f"{edit.segment_id} · {edit.action.value} by {edit.reviewer} {edit.time}".strip()
    return _entry("", heading, edit.source, stretches(edit.before, edit.after), edit.problems)


def _conflict(conflict: ListedConflict) -> str:
    heading = f"{conflict.segment_id or 'no sentence'} · conflict: {conflict_title(conflict)}"
    theirs = conflict.theirs if conflict.conflict.texts else conflict.ours
    changes = stretches(conflict.ours, theirs)
    return _entry(' class="conflict"', heading, conflict.segment.source, changes, [proposal(conflict)])


def _entry(
    kind: str, heading: str, source: str, changes: Iterator[tuple[Mark, str]], problems: Sequence[str]
) -> str:
    lines = "".join(f'<div class="problem">{_text(problem)}</div>' for problem in problems)
    words = "".join(
        _text(text) if mark is Mark.SAME else f"<{mark.value}>{_text(text)}</{mark.value}>"
        for mark, text in changes
    )
    return (
        f'<article{kind}><div class="facts">{_text(heading)}</div><div class="source" lang="zh">{_text(source)}</div>'
        f"<div>{words}</div>{lines}</article>\n"
    )


def _text(text: str) -> str:
    return escaped(text).replace("\n", "<br>")
