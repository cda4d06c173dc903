"""Our own notes never come back as the reviewer's, and the reviewer's words in them do."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from tests.cat_tools import CatFile, edited
from tests.review_tables import TableFile, elements, gone, ins, p, q, r
from tests.unit.sample_documents import article, changed
from translator import identity
from translator.model import Document, Issue, JobMeta, Note, Role, Severity, TermMatch, TermStatus
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


ASKED = Note(text="Please check the figure with the statistics bureau.", author="Zhao Min")
NOTED = replace(
    changed(JOB, TWO, notes=(ASKED,)),
    meta=JobMeta(content=identity.content_hash(changed(JOB, TWO, notes=(ASKED,)))),
)


def noted_back(change) -> list[tuple[str, str]]:
    file = edited(write_xliff12(NOTED), change)
    review = apply_returned(NOTED, read_returned(file, "back.xlf"), LI)
    return [(note.author, note.text) for segment in review.document.segments() for note in segment.notes][1:]


@pytest.mark.parametrize("author", ["", "Li Wen"])
@pytest.mark.parametrize(
    "text",
    ["Please check the name with the statistics bureau.", "青岛 = Qingdao City (missing, as I said)"],
    ids=["another person's", "ours"],
)
def test_a_new_note_that_resembles_one_which_is_still_there_comes_back_whole(author, text):
    def change(file: CatFile) -> None:
        note = deepcopy(our_note(file, TWO))
        note.text = text
        note.attrib.pop("from")
        if author:
            note.set("from", author)
        file.segments[TWO].append(note)

    assert noted_back(change) == [("Li Wen", text)]


@pytest.mark.parametrize("author", ["", "OmegaT"])
def test_another_person_s_note_whose_from_is_dropped_or_changed_is_no_new_one(author):
    def change(file: CatFile) -> None:
        for note in file.segments[TWO].iter("{*}note"):
            note.attrib.pop("from")
            if author:
                note.set("from", author)

    assert noted_back(change) == []


# --- typed over our notes, or before them ----------------------------------------------------------------------

THREE_PEOPLE = Issue(
    check="added-number",
    message="the English says 3; the Chinese has no such figure",
    severity=Severity.WARNING,
)
CHECKED = changed(JOB, THREE, terms=(), issues=(THREE_PEOPLE,))
NEWER = changed(CHECKED, ONE, target="Qingdao held a meeting.")
LABEL, WORDS = "Check (added-number): ", THREE_PEOPLE.message
STYLE = '<w:rStyle w:val="WarningLabel"/>'
ANSWERS = [
    "There were three people in the photo, so I would leave it.",
    "The photo shows three people; please keep the figure.",
    "Not in the English, but the Chinese has it in the headline.",
]


def only_note(xml: str, document: Document) -> list[str]:
    file = TableFile(review_docx(CHECKED))
    file.put(THREE, "Notes", xml)
    return notes(applied(file, document))


@pytest.mark.parametrize("document", [CHECKED, NEWER], ids=["current", "changed"])
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_note_typed_over_ours_in_the_style_of_our_label_comes_back_whole(answer, document):
    assert only_note(p(r(answer, STYLE)), document) == [answer]
    ours = p(r(LABEL, STYLE) + r(WORDS))
    assert only_note(p(r(answer, STYLE)) + ours, document) == [answer]
    assert only_note(p(r(f"{answer} ", STYLE) + r(LABEL, STYLE) + r(WORDS)), document) == [answer]


@pytest.mark.parametrize("answer", ANSWERS)
def test_words_typed_over_those_behind_our_label_come_back_in_their_order(answer):
    assert only_note(p(r(LABEL, STYLE) + r(answer)), CHECKED) == [LABEL + answer]
    for document in (CHECKED, NEWER):
        xml = p(r(LABEL, STYLE) + gone(WORDS) + ins(answer))
        assert only_note(xml, document) == [LABEL + answer]


def test_the_same_answer_over_the_words_of_several_of_our_notes_is_no_find_and_replace():
    file = TableFile(review_docx(JOB))
    for name in (ONE, TWO):
        label = next(file.cell(name, "Notes").iter(q("r")))
        rest = list(label.itersiblings(q("r")))
        for run in rest:
            run.getparent().remove(run)
        label.addnext(elements(r("leave it"))[0])
    assert notes(applied(file)) == ["Terms missing: leave it"] * 2


def test_terms_that_were_taken_out_of_our_note_make_no_note():
    assert only_note(p(r(LABEL, STYLE) + r("no such figure")), CHECKED) == []
    assert only_note(p(r(LABEL.strip(), STYLE)), CHECKED) == []


@pytest.mark.parametrize("document", [CHECKED, NEWER], ids=["current", "changed"])
@pytest.mark.parametrize(
    "text",
    [
        "Check: is this the official name?",
        "Number: is it 120 or 12?",
        "Forbidden: do not say this",
        "Review: ask the bureau",
        "Other text: better one",
        "Terms missing: see the list",
    ],
)
@pytest.mark.parametrize("name", [ONE, THREE], ids=["beside a note on terms", "beside a check"])
def test_in_a_file_without_styles_a_note_that_opens_like_ours_is_kept(name, text, document):
    file = TableFile(review_docx(CHECKED))
    file.drop_styles()
    file.add(name, "Notes", p(r(text)))
    assert notes(applied(file, document)) == [text]
