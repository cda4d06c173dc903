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
from translator.errors import InputError
from translator.model import ConflictKind, Document, Segment, State
from translator.ooxml.revisions import nobody, only
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.results import Options, Review
from translator.review.table import review_docx
from translator.xliff.read import read_xliff

JOB = read_xliff((HERE / "job.xlf").read_bytes(), "job.xlf")
HEADLINE, BYLINE, LONG, SHORT, NOTED, EMPTY = (
    "a01.p004.s01", "a01.p005.s01", "a01.p006.s01", "a01.p006.s02", "a01.p007.s01", "a01.p007.s02",
)  # fmt: skip
CITY, ITEM = "a02.p005.s02", "a02.p006.s01"
KICKER, CAPTION, SUBHEAD, ZONE, CUSTOMS, CELL, LAST = (
    "a01.p003.s01", "a03.p003.s01", "a04.p004.s01", "a04.p005.s01", "a04.p007.s01", "a04.p008.s01", "a04.p009.s01",
)  # fmt: skip
BY_ID: dict[str, Segment] = {segment.id: segment for segment in JOB.segments()}


def was(name: str, *changes: tuple[str, str]) -> str:
    """Return the English of the job with some words replaced."""
    text = BY_ID[name].target
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What comes back: new English, approvals, conflicts, and notes as author and text."""

    english: Mapping[str, str] = field(default_factory=dict)
    approved: tuple[str, ...] = ()
    conflicts: Mapping[str, ConflictKind] = field(default_factory=dict)
    notes: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    warnings: int = 0
    by: Mapping[str, str] = field(default_factory=dict)
    tracked: bool = True


HELP = {HEADLINE: was(HEADLINE, ("Helping", "How to help"))}
THIS = {SHORT: was(SHORT, ("All this", "This"))}
BEFORE = {CITY: was(CITY, ("By 2025", "Before 2025"))}
IN_QINGDAO = {BYLINE: was(BYLINE) + " in Qingdao"}
WORDS = {
    HEADLINE: was(HEADLINE, ("projects", "research projects")),
    BYLINE: "Yang Guosheng and Bo Keguo in Qingdao",
    ITEM: "Digital infrastructure will be upgraded.",
    EMPTY: "A total of 6,972 postdoctoral researchers, 46 percent of the province's total.",
}
AT_LAST = {**WORDS, HEADLINE: WORDS[HEADLINE] + " at last"}

EXPECTED = {
    "nothing": Expected(),
    "words": Expected(english=WORDS),
    "by_way_of_odt": Expected(english=AT_LAST),
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
    "row_pasted_over": Expected(conflicts={HEADLINE: ConflictKind.MISSING}),
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
        approved=(HEADLINE, BYLINE, SHORT),
        notes={ITEM: [("Li Wen", "Status: Please check the figure")]},
        warnings=1,
    ),
    "left_out": Expected(
        english={HEADLINE: was(HEADLINE, ("blossom and ", "")), SHORT: "", CITY: "", ITEM: ""}
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
    "by_way_of_word_97": Expected(
        english=AT_LAST,
        approved=(CITY,),
        # The first comment is what LibreOffice makes of a tracked comment in this format.
        notes={SHORT: [("Li Wen", "Comment added"), ("Li Wen", "People?")]},
    ),
    "saved_twice": Expected(english=AT_LAST, notes={SHORT: [("Li Wen", "People?")]}),
    "typed_at_the_caret": Expected(
        english={
            SHORT: was(SHORT) + " Typed at the caret.",
            HEADLINE: was(HEADLINE, ("blossom", "flower")),
            BYLINE: was(BYLINE, ("staff ", "")),
            CITY: was(CITY) + "\nA new paragraph.",
            ITEM: was(ITEM) + "\nA new line.",
            SUBHEAD: was(SUBHEAD, ("Three parties", "THREE PARTIES")),
        }
    ),
    "pasted": Expected(
        english={
            SHORT: was(SHORT) + "pasted bold red link",
            CITY: was(CITY) + "First.\nSecond.\nThird.",
            ZONE: was(ZONE) + "\none\ntwo",
        }
    ),
    "words_moved": Expected(
        english={
            SHORT: was(SHORT, (" and to provide talent", "")),
            BYLINE: was(BYLINE) + " and to provide talent",
            ITEM: was(ITEM, ("Digital infrastructure: ", "")) + "\nDigital infrastructure:",
        }
    ),
    "characters": Expected(
        english={
            LONG: was(LONG, ("“", '"'), ("”", '"'), ("2023–2025", "2023-2025")),
            SHORT: "Ｆｕｌｌ－ｗｉｄｔｈ，“quotes”：（１２３）, a\u00a0hard space, a tab\there…",
            BYLINE: was(BYLINE, ("Yang Guosheng", "Yáng Guó\u00adshēng 𠮷 😀")),
        },
        approved=(CITY,),
    ),
    "formatting_cleared": Expected(english={**HELP, **THIS}),
    "partly_tracked": Expected(
        english={**HELP, **THIS, BYLINE: was(BYLINE, ("our staff", "our own")) + " in Qingdao"}
    ),
    "all_accepted": Expected(english=WORDS, tracked=False),
    "all_rejected": Expected(),
    "undone": Expected(),
    "edited_by_the_other": Expected(
        english={HEADLINE: was(HEADLINE) + " and be ripe"}, by={HEADLINE: "Zhao Min"}
    ),
    "hidden_and_struck": Expected(
        english={SHORT: was(SHORT, ("All this is ", "")), LONG: "", CITY: ""}, by={LONG: "Zhao Min"}
    ),
    "remarks_in_notes": Expected(
        notes={
            HEADLINE: [("Li Wen", "Is this too flowery?")],
            CITY: [("Li Wen", "Agreed, Li.")],
            NOTED: [("Li Wen", "Commercialisation is right.")],
            LONG: [("Li Wen", "All of it checked.")],
            ITEM: [("Li Wen", "中文有误：应为“数字化”。")],
            SHORT: [("Li Wen", "An untracked remark")],
        }
    ),
    "approvals": Expected(
        approved=(HEADLINE, LONG, CITY),
        notes={
            NOTED: [("Li Wen", "Status: OK, but see the note")],
            ITEM: [("Li Wen", "Status: 不通过")],
        },
        warnings=1,
    ),
    "comments_more": Expected(
        notes={
            KICKER: [("Li Wen", "About the whole file")],
            NOTED: [("Zhao Min", "About the note")],
            CITY: [("Li Wen", "Ready?")],
            ITEM: [("Li Wen", "First line\nSecond line")],
            "a02.p001.s01": [("Li Wen", "Heading wording")],
            LAST: [("Zhao Min", "At the very end")],
        }
    ),
    "threads_kept": Expected(
        english=HELP,
        # LibreOffice 7 forgets which comment an answer belongs to.
        notes={
            HEADLINE: [("Li Wen", "Too flowery?"), ("Zhao Min", "No, keep it.")],
            SHORT: [("Li Wen", "People? (resolved)")],
        },
    ),
    "beside": Expected(
        english={CAPTION: was(CAPTION) + " (file photo)", CUSTOMS: was(CUSTOMS) + " Truly."},
        notes={
            SHORT: [("Li Wen", "(footnote) See the decree.")],
            HEADLINE: [("Li Wen", "(text box) A note in a box")],
            BYLINE: [("", "(text box) A call-out")],  # not tracked, so that nobody is named
            EMPTY: [("Li Wen", "(outside the table) A remark on the article above.")],
            LAST: [("Li Wen", "(outside the table) № | Question\n1 | Who is Bai Xiao?")],
        },
        warnings=1,
    ),
    "traditional": Expected(
        english={**HELP, EMPTY: "6,972 in all."},
        conflicts=dict.fromkeys(("a02.p001.s01", "a02.p005.s01"), ConflictKind.SOURCE),
    ),
    "rows_cut_and_pasted": Expected(
        english={**HELP, **THIS},
        conflicts={ITEM: ConflictKind.MISSING},
    ),
    "rows_moved_away": Expected(english={**THIS, **BEFORE}),
    "article_deleted": Expected(english=HELP, warnings=1),
    "sentence_over_two_rows": Expected(
        english=HELP, conflicts={SHORT: ConflictKind.CELLS, "": ConflictKind.UNKNOWN}
    ),
    "numbers_written_over": Expected(english={**BEFORE, ITEM: was(ITEM, ("smart", "clever"))}),
    "cells_merged_and_split": Expected(
        english=HELP, conflicts=dict.fromkeys((LONG, CITY, CUSTOMS, CELL), ConflictKind.CELLS)
    ),
    "column_inserted": Expected(
        english={**HELP, **BEFORE}, notes={SHORT: [("Li Wen", "Second opinion: Fine by me")]}
    ),
    "tables_split_and_joined": Expected(english={**THIS, ZONE: was(ZONE, ("Since", "Ever since"))}),
    "table_made_text": Expected(
        english=HELP, conflicts=dict.fromkeys((SUBHEAD, ZONE), ConflictKind.MISSING), warnings=4
    ),
}  # fmt: skip


UNTRACKED = {
    "partly_accepted": {HEADLINE},
    "joined": {SHORT},
    "words_moved": {ITEM},
    "partly_tracked": {SHORT, BYLINE},
    "rows_moved_away": {CITY},
    "tables_split_and_joined": {ZONE},
    # LibreOffice does not write who put in what somebody else deleted, so that it looks as if it had been there.
    "edited_by_the_other": {SHORT},
}
"""What was accepted in LibreOffice, or typed before tracking went on, is plain text."""


@cache
def saved(name: str) -> bytes:
    return (HERE / "saved" / f"{name}.docx").read_bytes()


def applied(data: bytes, job: Document = JOB, options: Options | None = None) -> Review:
    return apply_returned(job, read_review_table(data, "returned.docx"), options or Options())


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
    assert names == {*EXPECTED, "replaced_everywhere", "column_deleted"}


def test_find_and_replace_reaches_every_english_sentence_and_no_chinese() -> None:
    result = applied(saved("replaced_everywhere"))
    assert not result.conflicts
    for segment in result.document.segments():
        assert segment.target == BY_ID[segment.id].target.replace("Qingdao", "Tsingtao")
        assert segment.state.by_person or "Qingdao" not in BY_ID[segment.id].target


def test_a_file_without_one_of_the_columns_is_refused() -> None:
    with pytest.raises(InputError, match="lost the column Status"):
        applied(saved("column_deleted"))


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected.tracked])
def test_rejected_changes_leave_the_english_as_it_was(name: str) -> None:
    result = apply_returned(JOB, read_review_table(saved(name), "returned.docx", nobody), Options())
    kept = UNTRACKED.get(name, set())
    changed = {s.id for s in result.document.segments() if s.target != BY_ID[s.id].target}
    assert changed == kept


def test_the_changes_of_one_author_can_be_taken_alone() -> None:
    sheet = read_review_table(saved("two_authors"), "returned.docx", only("Zhao Min"))
    result = apply_returned(JOB, sheet, Options())
    assert {e.segment_id: e.after for e in result.edits} == {
        **IN_QINGDAO, SHORT: was(SHORT, ("modern", "thoroughly modern"))
    }  # fmt: skip


def test_tracked_edits_carry_the_time_they_were_made() -> None:
    times = {edit.segment_id: edit.time for edit in applied(saved("words")).edits}
    assert set(times) == set(WORDS)
    assert all(time.startswith("20") and "T" in time for time in times.values())


@pytest.mark.parametrize("name", ["comments", "comments_more"])
def test_comments_carry_the_time_they_were_made(name: str) -> None:
    new = {n for s in applied(saved(name)).document.segments() for n in s.notes if n not in BY_ID[s.id].notes}
    assert {note.time for note in new} == {"2026-05-14T09:30:00Z"}


def test_an_approved_sentence_is_reviewed_with_the_reviewers_name() -> None:
    segment = next(s for s in applied(saved("status")).document.segments() if s.id == HEADLINE)
    assert segment.state is State.REVIEWED
    assert segment.origin
    assert segment.origin.reviewer == "Li Wen"


SOME_FAILED = 3
"""The exit code of edit.py when LibreOffice itself failed at a scenario."""


# --- with LibreOffice on this machine ------------------------------------------------------------------------------


@cache
def python_with_uno() -> str:
    for program in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3"):
        if shutil.which(program) and shutil.which("soffice"):
            done = subprocess.run([program, "-c", "import uno"], capture_output=True, check=False)
            if done.returncode == 0:
                return program
    return ""


MADE_HERE = (
    "nothing", "words", "row_moved", "left_out", "two_authors", "by_way_of_odt", "typed_at_the_caret",
    "rows_cut_and_pasted", "beside", "comments",
)  # fmt: skip


@pytest.fixture(scope="module")
def made_here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables that LibreOffice on this machine has edited."""
    if not python_with_uno():
        pytest.skip("LibreOffice with a Python that has its uno module is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    table = folder / "table.docx"
    table.write_bytes(review_docx(JOB))
    script = [python_with_uno(), str(HERE / "edit.py"), str(table), str(folder), *MADE_HERE]
    done = subprocess.run(script, check=False, timeout=300, capture_output=True, text=True)
    assert done.returncode in (0, SOME_FAILED), done.stderr
    return folder


@pytest.mark.parametrize("name", MADE_HERE)
def test_libreoffice_on_this_machine_gives_the_same(name: str, made_here: Path) -> None:
    failed = made_here / f"{name}.failed"
    if failed.exists():
        pytest.skip(f"this LibreOffice cannot do it: {failed.read_text(encoding='utf-8')}")
    check(name, (made_here / f"{name}.docx").read_bytes())
