"""Conflicts in a job of an earlier version, which kept them as sentences: they are listed, settled and compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.review_tables import TableFile
from tests.unit.sample_documents import article
from translator.cli.review import app
from translator.model import Conflict, ConflictKind, Document, Role, RowFault, Segment
from translator.review.apply import apply_returned
from translator.review.conflicts import open_conflicts, resolve, texts_to_take
from translator.review.notes_column import note_texts
from translator.review.read_docx import read_review_table
from translator.review.results import Options, Review
from translator.review.table import review_docx
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

OLD = (Path(__file__).parent / "old_jobs" / "conflicts.xlf").read_bytes()
JOB = read_xliff(OLD, "conflicts.xlf")
ZHAO = "Zhao (desk 2). Min"
PAIRS = [
    ("会议召开。", "A meeting was held."),
    ("会议指出。", "It said."),
    ("会议强调。", "It stressed."),
    ("会议认为。", "It held."),
    ("会议决定。", "It decided."),
    ("会议要求。", "It asked."),
    ("会议通过。", "It passed."),
    ("会议结束。", "It ended."),
    ("记者报道。", "Reporters wrote."),
]
SENT = Document(
    name="page",
    articles=(article(1, [(Role.HEADLINE, [("青岛开会", "Qingdao meets")]), (Role.PARAGRAPH, PAIRS)]),),
)
HEAD, HELD, SAID, STRESSED, LOST, DECIDED, ASKED, PASSED, ENDED, WROTE = (s.id for s in SENT.segments())

WAITING = {
    HEAD: (
        Conflict(kind=ConflictKind.CLASH, reviewer=ZHAO, texts=("Tsingtao meets",), baseline="Qingdao meets"),
        Conflict(kind=ConflictKind.CLASH, reviewer="Wang Fang", texts=("",)),
    ),
    HELD: (
        Conflict(
            kind=ConflictKind.CLASH,
            reviewer=ZHAO,
            texts=("A big meeting was held.",),
            baseline="A meeting was held.",
        ),
    ),
    SAID: (
        Conflict(kind=ConflictKind.SOURCE, reviewer=ZHAO, texts=("It said again.",), source="会议又指出。"),
    ),
    STRESSED: (Conflict(kind=ConflictKind.SOURCE, reviewer=ZHAO, source="会议又强调。"),),
    DECIDED: (Conflict(kind=ConflictKind.DOUBLED, reviewer=ZHAO, texts=("It decided.", "It resolved.")),),
    ASKED: (Conflict(kind=ConflictKind.EMPTIED, reviewer=ZHAO),),
    PASSED: (Conflict(kind=ConflictKind.SHIFTED, reviewer=ZHAO, texts=("It ended.",), ids=(ENDED,)),),
}
SETTLED = (
    Conflict(
        kind=ConflictKind.CELLS,
        reviewer=ZHAO,
        texts=("记者报道。 | Reporters wrote. | draft",),
        fault=RowFault.CELLS,
        settled=True,
    ),
    Conflict(kind=ConflictKind.MISSING, reviewer="Wang Fang", settled=True),
)


def segment_of(document: Document, name: str) -> Segment:
    return next(segment for segment in document.segments() if segment.id == name)


def of_zhao(file: TableFile) -> None:
    file.write(HEAD, "English", "Tsingtao meets")
    file.write(HELD, "English", "A big meeting was held.")
    file.write(SAID, "中文", "会议又指出。")
    file.write(SAID, "English", "It said again.")
    file.write(STRESSED, "中文", "会议又强调。")
    file.remove(LOST)
    file.rows["copy"] = file.double(DECIDED)
    file.write("copy", "English", "It resolved.")
    file.write(ASKED, "English", "")
    file.write(ASKED, "Status", "OK")
    file.write(PASSED, "English", "It ended.")
    file.write(ENDED, "English", "")
    row = file.rows[WROTE]
    row.remove(list(row)[-1])


def of_wang(file: TableFile) -> None:
    file.write(HEAD, "English", "DELETE")
    file.remove(WROTE)


def again(job: Document, change, reviewer: str) -> Review:
    file = TableFile(review_docx(SENT))
    change(file)
    return apply_returned(job, read_review_table(file.save(), "back.docx"), Options(reviewer=reviewer))


def test_conflicts_that_were_told_in_english_are_data() -> None:
    assert {s.id: s.open_conflicts for s in JOB.segments() if s.open_conflicts} == WAITING
    assert segment_of(JOB, WROTE).conflicts == SETTLED
    assert not any(segment.issues for segment in JOB.segments())
    assert read_xliff(write_xliff(JOB), "conflicts.xlf") == JOB


def test_conflicts_of_an_earlier_version_are_listed_with_both_texts() -> None:
    listed = open_conflicts(JOB)
    assert [(c.segment_id, c.conflict) for c in listed] == [
        (name, conflict) for name, conflicts in WAITING.items() for conflict in conflicts
    ]
    assert [(c.ours, c.theirs) for c in listed][:2] == [
        ("Qingdao meets again", "Tsingtao meets"),
        ("Qingdao meets again", ""),
    ]


def test_the_next_table_shows_conflicts_of_an_earlier_version() -> None:
    notes = note_texts(segment_of(JOB, HELD), ())
    assert f"Review: edited on both sides ({ZHAO}). Both edits fit together: take the suggestion." in notes
    assert "Other text (both edits merged): A big meeting was held today." in notes
    assert f"Other text ({ZHAO}): A big meeting was held." in notes


def test_conflicts_of_an_earlier_version_are_settled() -> None:
    texts = texts_to_take(JOB)
    assert texts == {HELD: "A big meeting was held.", SAID: "It said again.", PASSED: "It ended."}
    assert texts_to_take(JOB, merged=True) == {
        HEAD: "Tsingtao meets again",
        HELD: "A big meeting was held today.",
    }
    settled = resolve(JOB, dict.fromkeys(WAITING) | texts, "Chief")
    assert open_conflicts(settled) == ()
    assert segment_of(settled, HELD).target == "A big meeting was held."
    assert not again(settled, of_wang, "Wang Fang").conflicts


@pytest.mark.parametrize(("change", "reviewer"), [(of_zhao, ZHAO), (of_wang, "Wang Fang")])
def test_the_file_that_made_a_conflict_brings_no_second_one(change, reviewer: str) -> None:
    review = again(JOB, change, reviewer)
    assert {name: segment_of(review.document, name).conflicts for name in WAITING} == WAITING
    assert segment_of(review.document, WROTE).conflicts == SETTLED
    assert [c.kind for c in review.conflicts if c.segment_id not in WAITING] in ([ConflictKind.MISSING], [])


def test_a_settled_conflict_of_an_earlier_version_stays_settled() -> None:
    kinds = {c.segment_id: c.kind for c in again(JOB, of_wang, "Wang Fang").conflicts}
    assert WROTE not in kinds
    assert WROTE not in {c.segment_id for c in again(JOB, of_zhao, ZHAO).conflicts}


def test_the_commands_list_and_settle_conflicts_of_an_earlier_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out" / "page"
    folder.mkdir(parents=True)
    (folder / "page.xlf").write_bytes(OLD)

    def review(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    listed = review("conflicts", "out/page")
    assert listed.exit_code == 4
    assert "  file    It decided.\n          It resolved.\n" in listed.stdout
    assert "1 settled" in review("resolve", "out/page", HELD, "--take", "both").stdout
    assert "6 settled" in review("resolve", "out/page", "--all", "--take", "job").stdout
    assert review("conflicts", "out/page").exit_code == 0
    job = read_xliff((folder / "page.xlf").read_bytes(), "page.xlf")
    assert segment_of(job, HELD).target == "A big meeting was held today."
