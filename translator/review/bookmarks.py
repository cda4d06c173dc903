"""Own how a review table carries its ids: what is written, and what that says when it comes back.

A segment's id is the text of its № cell; a bookmark in that cell names it a second time, with hashes of the
source and of the target as they were written: what a reviewer changed is known even without Track Changes.
The job's id is a custom document property and stands in the footer, there with the sheet's version.
Nothing here opens a file: `review_read` does.
"""

from __future__ import annotations

import re

from translator.identity import RowMark, job_id, sheet_version, source_hash, target_hash
from translator.model import Document

NUMBER_HEAD = "№"
"""Heads the first column; a table that begins with it is part of the review table."""

FOOTER_JOB = "Job "
"""Opens the footer of a review table, which names its job."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
_BOOKMARK = re.compile(r"seg_([A-Za-z0-9_]+?)_([0-9a-f]{8})(?:_([0-9a-f]{8}))?")
_FOOTER = re.compile(re.escape(FOOTER_JOB) + r"(.*?)(?: · sheet ([0-9a-f]{8}))?\s*")


def bookmark_name(segment_id: str, source: str, target: str) -> str:
    """Name a row's bookmark, or give nothing for an id that Word's 40 letters, digits and ``_`` cannot hold."""
    short = f"seg_{segment_id.replace('.', '_')}_{source_hash(source)}"
    if not _PLAIN_ID.fullmatch(segment_id) or len(short) > 40:
        return ""
    full = f"{short}_{target_hash(target)}"
    return full if len(full) <= 40 else short


def read_bookmark(name: str) -> RowMark | None:
    """Read a bookmark's name back, or give None for one that is not ours."""
    match = _BOOKMARK.fullmatch(name)
    if match is None:
        return None
    return RowMark(id=match[1].replace("_", "."), source_hash=match[2], target_hash=match[3] or "")


def footer_text(document: Document) -> str:
    """Give the footer's text, which outlives programs that drop document properties."""
    return f"{FOOTER_JOB}{job_id(document)} · sheet {sheet_version(document)}"


def read_footer(line: str) -> tuple[str, str]:
    """Give the job's id and the sheet's version of a footer's text, each empty where it is missing."""
    match = _FOOTER.fullmatch(line)
    return (match[1].strip(), match[2] or "") if match else ("", "")
