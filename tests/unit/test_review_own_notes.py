"""Our own notes never come back as the reviewer's, and the reviewer's words in them do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cat_tools import CatFile, edited
from tests.review_tables import TableFile, elements, gone, ins, p, q, r
from tests.unit.sample_documents import article, changed
from translator import identity
from translator.model import Document, JobMeta, Role, TermMatch, TermStatus
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.read_xliff import read_returned
from translator.review.results import Options, Review
from translator.review.table import review_docx
from translator.xliff.version12 import write_xliff12

LI = Options(reviewer="Li Wen")
PAIRS = [
    ("青岛开会。", "Qingdao met."),
    ("会议在青岛召开。", "It was held in Qingdao."),
    ("强调。", "Stressed."),
]


def job() -> Document:
    document = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, PAIRS)]),))
    missing = TermMatch(start=0, end=2, source="青岛", target="Qingdao City", status=TermStatus.MISSING)
    for segment in document.segments():
        document = changed(document, segment.id, terms=(missing,))
    return replace(document, meta=JobMeta(content=identity.content_hash(document)))


JOB = job()
ONE, TWO, THREE = (segment.id for segment in JOB.segments())


def notes(review: Review) -> list[str]:
    return [note.text for segment in review.document.segments() for note in segment.notes]


def applied(file: TableFile, document: Document = JOB) -> Review:
    return apply_returned(document, read_review_table(file.save(), "back.docx"), LI)


def replace_all(file: TableFile, old: str, new: str, *, tracked: bool) -> None:
    """Replace a word in the English and the Notes of all rows, as Word does."""
    for name in (ONE, TWO, THREE):
        for column in ("English", "Notes"):
            for run in list(file.cell(name, column).iter(q("r"))):
                text = "".join(t.text or "" for t in run.iter(q("t")))
                before, found, after = text.partition(old)
                if found and tracked:
                    parent = p(r(before) + gone(old) + ins(new) + r(after))
                    paragraph = run.getparent()
                    for piece in reversed(list(elements(parent)[0])[1:]):
                        run.addnext(piece)
                    paragraph.remove(run)
                elif found:
                    for t in run.iter(q("t")):
                        t.text = (t.text or "").replace(old, new)


@pytest.mark.parametrize("tracked", [True, False])
def test_find_and_replace_over_the_whole_table_makes_no_notes(tracked):
    file = TableFile(review_docx(JOB))
    replace_all(file, "Qingdao", "Tsingtao", tracked=tracked)
    review = applied(file)
    assert [edit.segment_id for edit in review.edits] == [ONE, TWO]
    assert notes(review) == []
    again = applied(file, review.document)
    assert (again.document, notes(again)) == (review.document, [])


@pytest.mark.parametrize("tracked", [True, False])
def test_words_behind_our_note_come_back_alone_also_after_find_and_replace(tracked):
    file = TableFile(review_docx(JOB))
    replace_all(file, "Qingdao", "Tsingtao", tracked=tracked)
    paragraph = next(file.cell(THREE, "Notes").iter(q("p")))
    xml = ins(" – leave it") if tracked else r(" – leave it")
    paragraph.extend(elements(xml))
    assert notes(applied(file)) == ["– leave it"]


def test_a_word_that_replaces_another_in_one_note_only_says_what_it_replaced():
    file = TableFile(review_docx(JOB))
    for t in file.cell(THREE, "Notes").iter(q("t")):
        t.text = (t.text or "").replace("City", "Municipality")
    assert notes(applied(file)) == ["City → Municipality"]


# --- XLIFF 1.2 -------------------------------------------------------------------------------------------------


def back(change) -> Review:
    return apply_returned(JOB, read_returned(edited(write_xliff12(JOB), change), "back.xlf"), LI)


def our_note(file: CatFile, name: str):
    return file.segments[name].find("{*}note")


def test_notes_whose_from_a_library_drops_or_changes_are_still_ours():
    def change(file: CatFile) -> None:
        our_note(file, ONE).attrib.pop("from")
        our_note(file, TWO).set("from", "OmegaT")

    assert notes(back(change)) == []


@pytest.mark.parametrize("kept", [True, False])
def test_words_put_into_our_note_come_back_alone(kept):
    def change(file: CatFile) -> None:
        our_note(file, ONE).text += " Ask the bureau."
        our_note(file, TWO).text = our_note(file, TWO).text.replace("(missing)", "(missing, as it should)")
        if not kept:
            our_note(file, ONE).attrib.pop("from")
            our_note(file, TWO).attrib.pop("from")

    assert notes(back(change)) == ["Ask the bureau.", ", as it should"]


def test_a_note_of_the_reviewers_own_comes_back_whole():
    def change(file: CatFile) -> None:
        our_note(file, ONE).attrib.pop("from")
        our_note(file, ONE).text = "青岛 is a district here"

    assert notes(back(change)) == ["青岛 is a district here"]
