"""Review tables that LibreOffice has edited and saved: what a reviewer did arrives, and nothing else does."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tests.libreoffice.job import HERE
from translator.formats.review_docx import review_docx
from translator.formats.review_read import read_sheet
from translator.formats.review_text import nobody, only
from translator.formats.xliff import read_xliff
from translator.model import Document, Segment, State
from translator.review import ConflictKind, Options, Review, apply_sheet

JOB = read_xliff((HERE / "job.xlf").read_bytes(), "job.xlf")
HEADLINE, BYLINE, LONG, SHORT, NOTED, EMPTY = (
    "a01.p004.s01", "a01.p005.s01", "a01.p006.s01", "a01.p006.s02", "a01.p007.s01", "a01.p007.s02",
)  # fmt: skip
CITY, ITEM = "a02.p005.s02", "a02.p006.s01"
BY_ID: dict[str, Segment] = {segment.id: segment for segment in JOB.segments()}


def was(name: str, *changes: tuple[str, str]) -> str:
    """Give the English of the job with some words replaced."""
    text = BY_ID[name].target
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Say what comes back: new English, approvals, conflicts, and notes as author and text."""

    english: Mapping[str, str] = field(default_factory=dict)
    approved: tuple[str, ...] = ()
    conflicts: Mapping[str, ConflictKind] = field(default_factory=dict)
    notes: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    warnings: int = 0
    by: Mapping[str, str] = field(default_factory=dict)
    tracked: bool = True


HELP = {HEADLINE: was(HEADLINE, ("Helping", "How to help"))}
THIS = {SHORT: was(SHORT, ("All this", "This"))}
IN_QINGDAO = {BYLINE: was(BYLINE) + " in Qingdao"}
WORDS = {
    HEADLINE: was(HEADLINE, ("projects", "research projects")),
    BYLINE: "Yang Guosheng and Bo Keguo in Qingdao",
    ITEM: "Digital infrastructure will be upgraded.",
    EMPTY: "A total of 6,972 postdoctoral researchers, 46 percent of the province's total.",
}

EXPECTED = {
    "nothing": Expected(),
    "words": Expected(english=WORDS),
    "by_way_of_odt": Expected(english={**WORDS, HEADLINE: WORDS[HEADLINE] + " at last"}),
    "paragraphs": Expected(
        english={
            SHORT: was(SHORT, (" and to provide", "\n and to provide")),
            CITY: was(CITY, (", making", "\n, making")),
        }
    ),
    "joined": Expected(),
    "formatted": Expected(
        english={HEADLINE: was(HEADLINE, ("blossom", "flower")), SHORT: was(SHORT) + " Truly."}
    ),
    "row_deleted": Expected(english=HELP, conflicts={SHORT: ConflictKind.MISSING}),
    "row_deleted_untracked": Expected(
        english=HELP, conflicts={SHORT: ConflictKind.MISSING}, tracked=False
    ),
    "row_moved": Expected(english=THIS),
    "row_moved_untracked": Expected(english=THIS, tracked=False),
    "row_pasted_over": Expected(conflicts={HEADLINE: ConflictKind.MISSING, SHORT: ConflictKind.DOUBLED}),
    "rows_sorted": Expected(english=HELP, tracked=False),
    "row_inserted": Expected(english=HELP, conflicts={"": ConflictKind.UNKNOWN}),
    "cells_merged": Expected(
        english=HELP, conflicts={LONG: ConflictKind.CELLS, SHORT: ConflictKind.CELLS}
    ),
    "cell_split": Expected(english=HELP, conflicts={LONG: ConflictKind.CELLS}),
    "comments": Expected(
        notes={
            HEADLINE: [("Zhao Min", "Passive?"), ("Li Wen", "Is this too flowery?")],
            BYLINE: [("Li Wen", "Check both names.")],
            LONG: [("Zhao Min", "术语要统一。")],
            CITY: [("Li Wen", "Year checked (resolved)")],
        }
    ),
    "status": Expected(
        approved=(HEADLINE, BYLINE, SHORT), notes={ITEM: [("Li Wen", "Status: Please check the figure")]}
    ),
    "left_out": Expected(
        english={HEADLINE: was(HEADLINE, ("blossom and ", "")), SHORT: "", CITY: ""}, warnings=1
    ),
    "chinese": Expected(english=HELP, conflicts={SHORT: ConflictKind.SOURCE}),
    "two_authors": Expected(
        english={**HELP, **IN_QINGDAO, SHORT: was(SHORT, ("All this", "This"), ("modern", "thoroughly modern"))},
        by={HEADLINE: "Li Wen", BYLINE: "Zhao Min", SHORT: "Zhao Min"},
    ),
    "partly_accepted": Expected(english={**HELP, **IN_QINGDAO}),
    "untracked": Expected(
        english={**HELP, SHORT: "“Full-width”，（and） curly ‘quotes’ … １２３"}, tracked=False
    ),
}  # fmt: skip


UNTRACKED = {"partly_accepted": {HEADLINE}, "joined": {SHORT}}
"""What was accepted in LibreOffice, or typed before tracking went on, is plain text."""


@cache
def saved(name: str) -> bytes:
    return (HERE / "saved" / f"{name}.docx").read_bytes()


def applied(data: bytes, job: Document = JOB, options: Options | None = None) -> Review:
    return apply_sheet(job, read_sheet(data, "returned.docx"), options or Options())


def check(name: str, data: bytes) -> None:
    expected = EXPECTED[name]
    result = applied(data)
    english = {s.id: s.target for s in result.document.segments() if s.target != BY_ID[s.id].target}
    approved = {s.id for s in result.document.segments() if s.state.by_person != BY_ID[s.id].state.by_person}
    notes = {
        s.id: [(note.author, note.text) for note in s.notes[len(BY_ID[s.id].notes) :]]
        for s in result.document.segments()
        if s.notes != BY_ID[s.id].notes
    }
    assert english == expected.english
    assert approved == {*expected.english, *expected.approved}
    assert {c.segment_id: c.kind for c in result.conflicts} == expected.conflicts
    assert notes == expected.notes
    assert len(result.warnings) == expected.warnings
    assert {e.segment_id: e.reviewer for e in result.edits} == dict.fromkeys(approved, "Li Wen") | expected.by
    again = applied(data, result.document)
    assert again.document is result.document


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_done_in_libreoffice_arrives(name: str) -> None:
    check(name, saved(name))


def test_every_saved_file_is_looked_at() -> None:
    names = {path.stem for path in (HERE / "saved").glob("*.docx")}
    assert names == {*EXPECTED, "replaced_everywhere"}


def test_find_and_replace_reaches_every_english_sentence_and_no_chinese() -> None:
    result = applied(saved("replaced_everywhere"))
    assert not result.conflicts
    for segment in result.document.segments():
        assert segment.target == BY_ID[segment.id].target.replace("Qingdao", "Tsingtao")
        assert segment.state.by_person or "Qingdao" not in BY_ID[segment.id].target


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected.tracked])
def test_rejected_changes_leave_the_english_as_it_was(name: str) -> None:
    result = apply_sheet(JOB, read_sheet(saved(name), "returned.docx", nobody), Options())
    kept = UNTRACKED.get(name, set())
    changed = {s.id for s in result.document.segments() if s.target != BY_ID[s.id].target}
    assert changed == kept


def test_the_changes_of_one_author_can_be_taken_alone() -> None:
    sheet = read_sheet(saved("two_authors"), "returned.docx", only("Zhao Min"))
    result = apply_sheet(JOB, sheet, Options())
    assert {e.segment_id: e.after for e in result.edits} == {
        **IN_QINGDAO, SHORT: was(SHORT, ("modern", "thoroughly modern"))
    }  # fmt: skip


def test_tracked_edits_carry_the_time_they_were_made() -> None:
    times = {edit.segment_id: edit.time for edit in applied(saved("words")).edits}
    assert set(times) == set(WORDS)
    assert all(time.startswith("20") and "T" in time for time in times.values())


def test_an_approved_sentence_is_reviewed_with_the_reviewers_name() -> None:
    segment = next(s for s in applied(saved("status")).document.segments() if s.id == HEADLINE)
    assert segment.state is State.REVIEWED
    assert segment.origin
    assert segment.origin.engine == "Li Wen"


# --- with LibreOffice on this machine ------------------------------------------------------------------------------


@cache
def python_with_uno() -> str:
    for program in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3"):
        if shutil.which(program) and shutil.which("soffice"):
            done = subprocess.run([program, "-c", "import uno"], capture_output=True, check=False)
            if done.returncode == 0:
                return program
    return ""


def test_libreoffice_on_this_machine_gives_the_same(tmp_path: Path) -> None:
    if not python_with_uno():
        pytest.skip("LibreOffice with a Python that has its uno module is not installed")
    names = ("nothing", "words", "row_moved", "comments", "left_out", "two_authors", "by_way_of_odt")
    table = tmp_path / "table.docx"
    table.write_bytes(review_docx(JOB))
    script = [python_with_uno(), str(HERE / "edit.py"), str(table), str(tmp_path), *names]
    subprocess.run(script, check=True, timeout=120, capture_output=True)
    for name in names:
        check(name, (tmp_path / f"{name}.docx").read_bytes())
