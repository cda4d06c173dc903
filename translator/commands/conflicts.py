"""Settling of a job's open conflicts. The command line imports this module at its start, so it stays light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from translator.errors import UsageError
from translator.model import Document
from translator.text.counting import first_of

if TYPE_CHECKING:
    from translator.workspace import JobFolder


class Take(StrEnum):
    """Which text settles a conflict."""

    JOB = "job"
    FILE = "file"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The text that settles conflicts, either one of those there are or ``text``, and who decides.

    ``checks`` are what the job is checked with afterwards.
    """

    take: Take | None
    text: str | None
    reviewer: str
    checks: Mapping[str, str]


def settle_conflicts(folder: JobFolder, names: Sequence[str], how: Settlement) -> int:
    """Settle the open conflicts of the named segments, of all if none is named, and return the number of segments.

    Raises `UsageError` for a segment without an open conflict, and for one without exactly one text to take.
    """
    from translator.commands.review import change_job
    from translator.review.conflicts import open_conflicts, resolve

    settled: list[str] = []

    def settle(document: Document) -> Document:
        every = (conflict.segment_id for conflict in open_conflicts(document))
        settled.extend(dict.fromkeys(names or every))
        return resolve(document, _choices(document, settled, how), how.reviewer)

    change_job(folder, settle, how.checks)
    return len(settled)


def _choices(document: Document, names: Sequence[str], how: Settlement) -> dict[str, str | None]:
    from translator.review.conflicts import texts_to_take

    choices: dict[str, str | None] = dict.fromkeys(names, how.text)
    if how.take not in (Take.FILE, Take.BOTH):
        return choices
    texts = texts_to_take(document, merged=how.take is Take.BOTH)
    known = [segment.id for segment in document.segments() if segment.id in choices]
    without = [name for name in known if name not in texts]
    if without:
        raise UsageError(
            f"{first_of(without)}: the returned files offer no text for this, or several",
            hint="Keep the job's with --take job, or give the text with --text.",
        )
    return choices | {name: texts[name] for name in known}
