"""What people write beside the cells of a review table: none of it is English, and none of it gets lost."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.review_tables import LI, NAMES, ZHAO, TableFile, elements, gone, ins, p, q, r
from tests.unit.sample_documents import full_document
from translator.errors import InputError
from translator.model import RowFault
from translator.ooxml.comments import Comment
from translator.ooxml.revisions import Choice, Revision, everybody, nobody
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.results import Options
from translator.review.returned import Approval, NoteLine, ReturnedFile, ReturnedSegment
from translator.review.table import review_docx

DATA = review_docx(full_document())
FIRST, ID, LAST = "a01.p003.s01", "a01.p004.s01", "a04.p009.s01"
LI_AT = {"author": "Li Wen", "time": "2026-05-13T10:00:00Z"}
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def file() -> TableFile:
    return TableFile(DATA)


def table(file: TableFile, choice: Choice = everybody) -> ReturnedFile:
    return read_review_table(file.save(), "file", choice)


def row(file: TableFile, choice: Choice = everybody, row_id: str = ID) -> ReturnedSegment:
    return next(found for found in table(file, choice).segments if row_id in found.ids)


def add_part(file: TableFile, name: str, xml: str) -> None:
    file.parts[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{xml}</w:{name}>".encode()
    links = file.parts["word/_rels/document.xml.rels"].decode()
    link = f'<Relationship Id="rIdN" Type="{LINKS}/{name}" Target="{name}.xml"/>'
    file.parts["word/_rels/document.xml.rels"] = links.replace(
        "</Relationships>", f"{link}</Relationships>"
    ).encode()


# --- footnotes and text boxes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["footnote", "endnote"])
def test_a_note_below_the_text_is_a_comment(file: TableFile, name: str) -> None:
    add_part(file, f"{name}s", f'<w:{name} w:id="2">{p(r("See the "))}{p(r("decree."))}</w:{name}>')
    reference = NOTE.replace("footnote", name)
    file.put(ID, "English", p(r("Text") + f"<w:ins w:id='1' {LI}>{reference}</w:ins>"))
    assert row(file).target == "Text"
    assert row(file).comments == (Comment(text=f"({name}) See the \ndecree.", **LI_AT),)
    assert row(file, nobody).comments == ()


def test_a_note_that_is_not_in_the_file_is_no_comment(file: TableFile) -> None:
    file.put(ID, "English", p(r("Text") + NOTE))
    assert row(file).comments == ()


def text_box(text: str) -> str:
    box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_a_comment_once_and_no_english(file: TableFile) -> None:
    file.put(ID, "English", p(text_box(r("Is this so?")) + r("Text")))
    assert row(file).target == "Text"
    assert row(file).comments == (Comment(text="(text box) Is this so?"),)


def test_a_text_box_in_the_chinese_does_not_edit_it(file: TableFile) -> None:
    chinese = row(file).source
    file.put(ID, "中文", p(r(chinese) + text_box(ins("Which one?"))))
    assert row(file).source == chinese
    assert row(file).comments == (Comment(text="(text box) Which one?", **LI_AT),)


# --- outside the table -----------------------------------------------------------------------------------------


def test_a_new_line_belongs_to_the_row_before_it(file: TableFile) -> None:
    table = file.rows[LAST].getparent()
    table.addnext(elements(p(ins("All in all: ") + ins("fine.")))[0])
    assert row(file, row_id=LAST).comments == (
        Comment(text="(outside the table) All in all: fine.", **LI_AT),
    )
    assert row(file, nobody, LAST).comments == ()


def test_a_new_line_before_the_table_belongs_to_the_first_row(file: TableFile) -> None:
    file.body[0].insert(0, elements(p(ins("Dear all")))[0])
    assert row(file, row_id=FIRST).comments == (Comment(text="(outside the table) Dear all", **LI_AT),)


def test_words_put_into_a_line_of_ours_belong_to_no_row(file: TableFile) -> None:
    heading = next(found for found in file.body.iter(q("p")) if "擘画" in "".join(found.itertext()))
    heading.append(elements(ins(" (new)"))[0])
    assert table(file).comments == (
        Comment(text="(outside the table) 2  擘画新蓝图 城市发展能级全面提升 (new)", **LI_AT),
    )
    assert table(file, nobody).comments == ()


def test_a_line_written_without_track_changes_is_told_and_our_own_are_not(file: TableFile) -> None:
    job = full_document()
    assert not apply_returned(job, table(file), Options()).warnings
    file.rows[LAST].getparent().addnext(elements(p(r("All in all: fine.")))[0])
    file.body[0].insert(0, elements(p(r("请再核对第二篇")))[0])
    told = apply_returned(job, table(file), Options()).warnings
    assert [line.partition(": ")[2] for line in told] == [
        "(outside the table) 请再核对第二篇",
        "(outside the table) All in all: fine.",
    ]


def test_copies_and_deletions_of_our_own_lines_are_no_comments(file: TableFile) -> None:
    heading = next(found for found in file.body.iter(q("p")) if "擘画" in "".join(found.itertext()))
    text = "".join(word.text for word in heading.iter(q("t")))
    heading.addnext(elements(p(ins(text)))[0])
    heading.addnext(elements(p(gone("Something")))[0])
    assert table(file).comments == ()
    assert not any(found.comments for found in table(file).segments)


def test_a_table_of_the_reviewers_own_is_a_comment(file: TableFile) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{p(r(one))}</w:tc><w:tc>{p(r(two))}</w:tc></w:tr>"
        for one, two in (("№", "Question"), ("1", "Who is Bai Xiao?"))
    )
    file.rows[LAST].getparent().addnext(elements(f"<w:tbl>{rows}</w:tbl>")[0])
    assert row(file, row_id=LAST).comments == (
        Comment(text="(outside the table) № | Question\n1 | Who is Bai Xiao?"),
    )


# --- rows and columns ------------------------------------------------------------------------------------------


def test_a_column_that_a_person_added_is_a_note(file: TableFile) -> None:
    for found in file.rows[ID].getparent().iter(q("tr")):
        text = ins("Second opinion") if found.find(f".//{q('tblHeader')}") is not None else ""
        text = r("Fine by me") if found is file.rows[ID] else text
        found.findall(q("tc"))[2].addnext(elements(f"<w:tc>{p(text)}</w:tc>")[0])
    assert row(file).notes[-1] == NoteLine(text="Second opinion: Fine by me")
    assert row(file).approval is Approval.NONE


def test_a_line_in_the_number_cell_is_a_note(file: TableFile) -> None:
    file.add(ID, "№", p(ins("Who checked this?")) + p(r("headline")) + p(r("17")) + p(r("\u200d")))
    assert row(file).notes[-1] == NoteLine(text="№ Who checked this?", by=Revision(**LI_AT))
    assert len(row(file).notes) == len(row(TableFile(DATA)).notes) + 1


@pytest.mark.parametrize(
    ("text", "notes"),
    [("See page 3", 1), ("ask Wang by 5 May", 1), ("a01.p004.s01 headline", 0), ("17 18.", 0)],
)
def test_a_line_in_the_number_cell_is_a_note_also_with_a_figure_in_it(
    file: TableFile, text: str, notes: int
) -> None:
    file.add(ID, "№", p(r(text)))
    before = row(TableFile(DATA)).notes
    assert [line.text for line in row(file).notes[len(before) :]] == [f"№ {text}"] * notes


def test_what_is_noted_in_a_row_of_its_own_belongs_to_the_row_before(file: TableFile) -> None:
    before = row(TableFile(DATA)).notes
    added = deepcopy(file.rows[ID])
    file.rows[ID].addnext(added)
    file.rows["added"] = added
    for column in ("№", "中文", "English"):
        file.put("added", column, p(""))
    file.write("added", "Status", "Urgent")
    file.write("added", "Notes", "Ask the bureau.")
    assert row(file).notes == (*before, NoteLine(text="Ask the bureau."), NoteLine(text="Status: Urgent"))
    assert len(table(file).segments) == len(table(TableFile(DATA)).segments)


def test_the_text_of_a_row_that_is_one_cell_is_read(file: TableFile) -> None:
    added = deepcopy(file.rows[ID])
    file.rows[ID].addnext(added)
    file.rows["added"] = added
    file.write("added", "№", "Please check this paragraph.")
    for cell in added.findall(q("tc"))[1:]:
        added.remove(cell)
    assert [found.target for found in table(file).segments if found.faults] == [
        "Please check this paragraph."
    ]


def test_a_head_that_was_written_over_untracked_is_a_lost_column(file: TableFile) -> None:
    for word in file.body.iter(q("t")):
        if word.text == "English":
            word.text = "Back translation"
    with pytest.raises(InputError, match="lost the column English"):
        table(file)


def cells_of(*texts: str) -> str:
    return "".join(f"<w:tc>{p(r(text))}</w:tc>" for text in texts)


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize(
    "heads", ["中文 English", "中文 English Notes", "№ 中文 English", "№ 中文 English Notes"]
)
def test_a_table_of_terms_below_the_review_table_is_the_reviewer_s_own(
    file: TableFile, heads: str, tracked: bool
) -> None:
    columns = heads.split()
    words = {"№": "1", "中文": "一网通办", "English": "one-stop service", "Notes": "of the State Council"}
    mark = f'<w:trPr><w:ins w:id="7" {LI}/></w:trPr>' if tracked else ""
    rows = (columns, [words[column] for column in columns])
    xml = "".join(f"<w:tr>{mark}{cells_of(*texts)}</w:tr>" for texts in rows)
    file.body.find(q("body")).find(q("sectPr")).addprevious(elements(f"<w:tbl>{xml}</w:tbl>")[0])
    file.write(ID, "English", "An edit.")
    read = table(file)
    assert len(read.segments) == len(TableFile(DATA).rows)
    result = apply_returned(full_document(), read, Options(reviewer="Li Wen"))
    assert [(edit.segment_id, edit.after) for edit in result.edits] == [(ID, "An edit.")]
    said = "\n".join(" | ".join(texts) for texts in rows)
    assert row(file, row_id=LAST).comments[-1].text == f"(outside the table) {said}"


@pytest.mark.parametrize("lost", ["№", "English", "Notes"])
def test_one_of_several_review_tables_that_has_lost_a_column_is_refused(file: TableFile, lost: str) -> None:
    first = next(file.body.iter(q("tbl")))
    for found in first.iter(q("tr")):
        found.remove(found.findall(q("tc"))[("№", "中文", "English", "Status", "Notes").index(lost)])
    assert len(list(file.body.iter(q("tbl")))) > 1
    with pytest.raises(InputError, match=f"lost the column {lost}"):
        table(file)


@pytest.mark.parametrize(("change", "cells"), [("cellDel", 4), ("cellIns", 5)])
def test_tracked_cells_count_as_they_are_chosen(file: TableFile, change: str, cells: int) -> None:
    mark = elements(f"<w:{change} w:id='5' {LI}/>")[0]
    file.cell(ID, "Status").find(q("tcPr")).append(mark)
    assert row(file).faults == (set() if cells == 5 else {RowFault.CELLS})
    assert row(file, nobody).faults == ({RowFault.CELLS} if cells == 5 else set())


def test_a_row_whose_text_is_all_deleted_is_gone_and_what_is_said_of_it_is_told(file: TableFile) -> None:
    for column in ("№", "中文", "English", "Status", "Notes"):
        marks = file.cell(ID, column).findall(f".//{q('bookmarkStart')}")
        anchor = '<w:r><w:commentReference w:id="1"/></w:r>' if column == "English" else ""
        file.put(ID, column, p(gone("text") + anchor))
        file.cell(ID, column).find(q("p")).extend(marks)
    file.add_comments(f'<w:comment w:id="1" {LI}>{p(r("Said twice."))}</w:comment>')
    assert all(mark.id != ID for found in table(file).segments for mark in found.baselines)
    assert table(file).comments == (Comment(text=f"(on the deleted row {ID}) Said twice.", **LI_AT),)
    assert any(mark.id == ID for found in table(file, nobody).segments for mark in found.baselines)


@pytest.mark.parametrize("suffix", ["_Copy_1", "_Copy_", "_Cop", "_C", "_"])
def test_the_bookmark_of_a_pasted_row_is_its_own_unless_there_is_another(
    file: TableFile, suffix: str
) -> None:
    mark = file.rows[ID].find(f".//{q('bookmarkStart')}")
    name = mark.get(q("name"))
    before = row(file).baselines
    mark.set(q("name"), f"{name}{suffix}")
    assert row(file).baselines == before
    mark.addnext(elements(f'<w:bookmarkStart w:id="99" w:name="{name.replace("p004", "p005")}"/>')[0])
    assert [found.id for found in row(file).baselines] == ["a01.p005.s01"]


# --- comments --------------------------------------------------------------------------------------------------


def test_the_lines_of_a_comment_stay_apart(file: TableFile) -> None:
    file.put(ID, "English", p(r("Text") + '<w:r><w:commentReference w:id="1"/></w:r>'))
    lines = "<w:r><w:t>One</w:t><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>"
    file.add_comments(f'<w:comment w:id="1" {LI}>{p(lines)}</w:comment>')
    assert row(file).comments == (Comment(text="One\ntwo\nthree", **LI_AT),)


def test_a_comment_on_several_rows_belongs_to_the_first(file: TableFile) -> None:
    file.put(ID, "English", p('<w:commentRangeStart w:id="1"/>' + r("Text")))
    end = '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    file.put("a01.p005.s01", "English", p(r("Text") + end))
    file.add_comments(f'<w:comment w:id="1" {LI}>{p(r("Join these."))}</w:comment>')
    assert [comment.text for comment in row(file).comments] == ["Join these."]
    assert row(file, row_id="a01.p005.s01").comments == ()


def test_a_comment_on_deleted_words_is_kept(file: TableFile) -> None:
    deleted = f'<w:commentRangeStart w:id="1"/>{gone("old ")}<w:commentRangeEnd w:id="1"/>'
    reference = f'<w:del w:id="3" {ZHAO}><w:r><w:commentReference w:id="1"/></w:r></w:del>'
    file.put(ID, "English", p(r("The ") + deleted + reference + r("plan")))
    file.add_comments(
        f'<w:comment w:id="1" w:author="Li Wen" w:date="2026-05-13T10:00:00">{p(r("Why?"))}</w:comment>'
    )
    assert row(file).target == "The plan"
    assert row(file).comments == (Comment(text="Why?", author="Li Wen", time="2026-05-13T10:00:00"),)


# --- what runs hold --------------------------------------------------------------------------------------------


def test_hiding_words_is_a_change_of_their_author(file: TableFile) -> None:
    change = f"<w:rPrChange w:id='7' {LI}><w:rPr>{{}}</w:rPr></w:rPrChange>"
    hidden = r("old ", f"<w:vanish/>{change.format('')}")
    shown = r("new ", change.format("<w:vanish/>"))
    always = r("never ", f"<w:vanish/>{change.format('<w:vanish/>')}")
    file.put(ID, "English", p(r("The ") + hidden + shown + always + r("plan")))
    assert row(file).target == "The new plan"
    assert row(file, nobody).target == "The old plan"
    assert row(file).changes == (Revision(**LI_AT),)


def test_a_place_in_a_symbol_font_is_read_as_its_symbol(file: TableFile) -> None:
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    file.put(ID, "Status", p(r("\uf0fc", wingdings)))
    file.put(ID, "English", p(r("\uf0e0", wingdings) + r(" \uf0fc")))
    assert row(file).approval is Approval.APPROVED
    assert row(file).target == "→ \uf0fc"
