"""What stands in a returned review table: everything Word can write into a cell, and files that are none."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import pytest
from docx import Document as open_docx

from tests.review_tables import LI, ZHAO, TableFile, elements, gone, ins, p, q, r
from tests.unit.sample_documents import full_document, large_document
from translator.errors import InputError
from translator.model import RowFault
from translator.ooxml.comments import Comment
from translator.ooxml.revisions import Choice, everybody, nobody, only
from translator.publish.docx import english_docx
from translator.review.read_docx import read_review_table
from translator.review.returned import Approval, ReturnedFile, ReturnedSegment
from translator.review.table import review_docx

DOCUMENT = full_document()
DATA = review_docx(DOCUMENT)
ID = "a01.p003.s01"
RSID = "<w:rPrChange w:id='7' {by}><w:rPr>{old}</w:rPr></w:rPrChange>"


def row(file: TableFile, choice: Choice = everybody, row_id: str = ID) -> ReturnedSegment:
    return next(found for found in table(file, choice).segments if row_id in found.ids)


def table(file: TableFile, choice: Choice = everybody) -> ReturnedFile:
    return read_review_table(file.save(), "file", choice)


def english(xml: str, choice: Choice = everybody) -> str:
    file = TableFile(DATA)
    file.put(ID, "English", xml)
    return row(file, choice).target


SDT = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>'
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + r("shown")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
ALTERNATIVES = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='w14'><w:t>once</w:t></mc:Choice>"
    "<mc:Fallback><w:t>once</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
NESTED = f"<w:tbl><w:tr><w:tc>{p(r('in'))}</w:tc><w:tc>{p(r('side'))}</w:tc></w:tr></w:tbl>"
STRUCK = "<w:strike/>"

ACCEPTED = {
    "an insertion": (p(r("The ") + ins("new ") + r("plan")), "The new plan"),
    "a deletion": (p(r("The ") + gone("old ") + r("plan")), "The plan"),
    "an insertion deleted again": (
        p(r("The ") + f'<w:ins w:id="1" {LI}>{gone("very ", ZHAO)}{r("new ")}</w:ins>' + r("plan")),
        "The new plan",
    ),
    "a move": (
        p(
            f'<w:moveFromRangeStart w:id="3" w:name="m" {LI}/><w:moveFrom w:id="4" {LI}>{r("today ")}</w:moveFrom>'
            '<w:moveFromRangeEnd w:id="3"/>' + r("It met ") + f'<w:moveTo w:id="5" {LI}>{r("today")}</w:moveTo>'
        ),
        "It met today",
    ),
    "a deleted end of paragraph": (p(r("One "), f"<w:del w:id='8' {LI}/>") + p(r("sentence.")), "One sentence."),
    "a moved end of paragraph": (p(r("One "), f"<w:moveFrom w:id='8' {LI}/>") + p(r("more.")), "One more."),
    "a new end of paragraph": (p(r("One."), f"<w:ins w:id='8' {LI}/>") + p(r("Two.")), "One.\nTwo."),
    "paragraphs": (p(r("One.")) + p(r("Two.")), "One.\nTwo."),
    "empty paragraphs at the end": (p(r("One.")) + p("") + p(""), "One."),
    "split runs": (p(r("Qing") + "<w:proofErr w:type='spellStart'/>" + r("dao", "<w:b/>")), "Qingdao"),
    "a content control": (p(SDT.format("", r("kept"))), "kept"),
    "a content control round paragraphs": (SDT.format("", p(r("kept"))), "kept"),
    "the prompt of a content control": (
        p(r("Text") + SDT.format("<w:showingPlcHdr/>", r("Click here"))),
        "Text",
    ),
    "a hyperlink": (p(f"<w:hyperlink w:anchor='x'>{r('the site')}</w:hyperlink>"), "the site"),
    "a simple field": (p(f"<w:fldSimple w:instr=' DATE '>{r('May 12')}</w:fldSimple>"), "May 12"),
    "a field": (p(r("It is ") + FIELD), "It is shown"),
    "a field broken off": (p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>") + p(r("Rest")), "Rest"),
    "a smart tag": (p(f"<w:smartTag w:element='place'>{r('Qingdao')}</w:smartTag>"), "Qingdao"),
    "soft breaks": (p("<w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:cr/><w:t>three</w:t></w:r>"), "One\ntwo\nthree"),
    "a tab": (p("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r>"), "A\tB"),
    "a symbol": (p("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>" + r(" done")), "✓ done"),
    "a symbol of a text font": (p("<w:r><w:sym w:font='Arial' w:char='00E9'/></w:r>"), "é"),
    "an unknown symbol": (p("<w:r><w:sym w:font='Webdings' w:char='F031'/></w:r>"), "\ufffd"),
    "hyphens": (p("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t><w:softHyphen/></w:r>"), "e\u2011mail\u00ad"),
    "alternatives": (p(ALTERNATIVES), "once"),
    "a nested table": (p(r("Before")) + NESTED + p(r("after")), "Before\nin\nside\nafter"),
    "hidden text": (p(r("Seen") + r("unseen", "<w:vanish/>")), "Seen"),
    "ruby": (
        p(f"<w:r><w:ruby><w:rt>{r('qīng')}</w:rt><w:rubyBase>{r('青')}</w:rubyBase></w:ruby></w:r>"),
        "青",
    ),
    "a word struck through": (p(r("The ") + r("old", STRUCK) + r(" plan")), "The plan"),
    "no strike": (p(r("The plan", "<w:strike w:val='0'/>")), "The plan"),
    "words of a formula": ("<w:p><w:r><w:t>x = </w:t></w:r><w:r><w:t>1</w:t></w:r></w:p>", "x = 1"),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "text"), ACCEPTED.values(), ids=ACCEPTED)
def test_the_accepted_text_of_a_cell(xml: str, text: str) -> None:
    assert english(xml) == text


MIXED = p(r("The ") + ins("new ", LI) + ins("great ", ZHAO) + gone("old ", ZHAO) + r("plan"))
CHOICES = {
    "accept": (everybody, "The new great plan"),
    "reject": (nobody, "The old plan"),
    "one author": (only("li wen"), "The new old plan"),
    "another author": (only("Zhao Min"), "The great plan"),
    "nobody there": (only("Wang"), "The old plan"),
}


@pytest.mark.parametrize(("choice", "text"), CHOICES.values(), ids=CHOICES)
def test_whose_changes_count_can_be_chosen(choice: Choice, text: str) -> None:
    assert english(MIXED, choice) == text


def test_a_rejected_paragraph_mark_joins_the_paragraphs_again() -> None:
    assert english(p(r("One "), f"<w:ins w:id='8' {LI}/>") + p(r("two.")), nobody) == "One two."


def test_a_tracked_strike_counts_only_when_accepted() -> None:
    xml = p(r("Gone", STRUCK + RSID.format(by=LI, old="")))
    file = TableFile(DATA)
    file.put(ID, "English", xml)
    assert row(file).approval is Approval.DELETED
    assert row(file, nobody).approval is Approval.NONE
    assert row(file, nobody).target == "Gone"


def test_authors_and_dates_of_the_changes_are_kept() -> None:
    file = TableFile(DATA)
    file.put(ID, "English", MIXED)
    found = [(by.author, by.time) for by in row(file).changes]
    assert found == [("Li Wen", "2026-05-13T10:00:00Z"), ("Zhao Min", "2026-05-14T09:00:00Z")]
    assert [by.author for by in row(file, only("Li Wen")).changes] == ["Li Wen"]


def test_formatting_is_no_change() -> None:
    file = TableFile(DATA)
    text = row(file).target
    file.put(ID, "English", p(r(text, "<w:b/>" + RSID.format(by=LI, old=""))))
    assert row(file).target == text


# --- rows --------------------------------------------------------------------------------------------------


def test_every_row_is_read_as_it_was_written() -> None:
    rows = read_review_table(DATA, "file").segments
    segments = list(DOCUMENT.segments())
    assert [found.ids[0] for found in rows] == [segment.id for segment in segments]
    assert [found.source for found in rows] == [segment.source for segment in segments]
    assert [found.target for found in rows] == [segment.target for segment in segments]
    assert all(found.baselines[0].id == found.ids[0] for found in rows)


def test_a_row_deleted_with_track_changes_is_gone_unless_rejected() -> None:
    file = TableFile(DATA)
    properties = f"<w:trPr><w:del w:id='5' {LI}/></w:trPr>"
    old = file.rows[ID].find(q("trPr"))
    if old is not None:
        file.rows[ID].remove(old)
    file.rows[ID].insert(0, elements(properties)[0])
    ids = [found.ids[0] for found in table(file).segments]
    assert ID not in ids
    assert ID in [found.ids[0] for found in table(file, nobody).segments]


def test_merged_rows_are_marked() -> None:
    file = TableFile(DATA)
    ids = list(file.rows)[3:5]
    for name, value in zip(ids, ("restart", "continue"), strict=True):
        file.cell(name, "English").find(q("tcPr")).append(elements(f"<w:vMerge w:val='{value}'/>")[0])
    assert [found.ids[0] for found in table(file).segments if found.faults] == ids


def test_split_cells_are_marked() -> None:
    file = TableFile(DATA)
    cell = file.cell(ID, "English")
    cell.addnext(deepcopy(cell))
    assert row(file).faults == {RowFault.CELLS}


def test_reordered_columns_are_found_by_their_heads() -> None:
    file = TableFile(DATA)
    for found in list(file.body.iter(q("tr"))):
        cells = found.findall(q("tc"))
        cells[0].addnext(cells[2])
    assert [found.target for found in table(file).segments] == [s.target for s in DOCUMENT.segments()]


def test_tables_joined_by_deleting_the_heading_between_them_still_read() -> None:
    file = TableFile(DATA)
    tables = list(file.body.iter(q("tbl")))
    for later in tables[1:]:
        tables[0].extend(list(later))
        later.getparent().remove(later)
    assert len(table(file).segments) == sum(1 for _ in DOCUMENT.segments())


def test_rows_moved_to_a_table_without_heads_are_read_and_other_tables_are_not() -> None:
    file = TableFile(DATA)
    old = file.rows[ID].getparent()
    new, foreign = elements("<w:tbl/>" + NESTED)
    old.addnext(new)
    new.addnext(foreign)
    new.append(file.rows[ID])
    file.strip_bookmarks(file.rows[ID])
    assert row(file).source
    assert len(table(file).segments) == sum(1 for _ in DOCUMENT.segments())


# --- comments ---------------------------------------------------------------------------------------------------


def anchored(number: int) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{r("text")}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int, paragraph: str, text: str, who: str = LI) -> str:
    return f'<w:comment w:id="{number}" {who}><w:p w14:paraId="{paragraph}">{r(text)}</w:p></w:comment>'


def test_comments_come_with_their_thread_and_state() -> None:
    file = TableFile(DATA)
    file.put(ID, "English", p(anchored(1)))
    file.put("a01.p004.s01", "中文", p(anchored(3)))
    file.add_comments(
        comment(1, "AA01", "Is this the name?")
        + comment(2, "AA02", "Yes.", ZHAO)
        + comment(3, "AA03", "Check"),
        '<w15:commentEx w15:paraId="AA01" w15:done="1"/>'
        '<w15:commentEx w15:paraId="AA02" w15:paraIdParent="AA01" w15:done="0"/>'
        '<w15:commentEx w15:paraId="AA03" w15:done="0"/>',
    )
    li, zhao = "2026-05-13T10:00:00Z", "2026-05-14T09:00:00Z"
    assert row(file).comments == (
        Comment(text="Is this the name?", author="Li Wen", time=li, resolved=True),
        Comment(text="Yes.", author="Zhao Min", time=zhao, reply_to="Li Wen", resolved=True),
    )
    assert row(file, row_id="a01.p004.s01").comments == (Comment(text="Check", author="Li Wen", time=li),)


def test_a_comment_on_a_heading_belongs_to_the_next_row() -> None:
    file = TableFile(DATA)
    file.rows[ID].getparent().addprevious(elements(p(anchored(1)))[0])
    file.add_comments(comment(1, "AA01", "A better headline?"))
    assert [comment.text for comment in row(file).comments] == ["A better headline?"]


# --- what the file says of itself -----------------------------------------------------------------------------------


def test_the_job_and_the_version_stand_in_the_file() -> None:
    found = read_review_table(DATA, "file")
    assert found.job_id.startswith("qingdao-page-2023-05-")
    assert len(found.version) == 8
    assert found.saved_by == ""


def test_the_job_is_found_in_the_footer_alone() -> None:
    file = TableFile(DATA)
    file.parts["docProps/custom.xml"] = file.parts["docProps/custom.xml"].replace(b"TranslatorJob", b"Other")
    assert table(file).job_id == read_review_table(DATA, "file").job_id


def test_who_saved_the_file_last_is_known() -> None:
    buffer = io.BytesIO()
    word = open_docx(io.BytesIO(DATA))
    word.core_properties.last_modified_by = "Li Wen"
    word.save(buffer)
    assert read_review_table(buffer.getvalue(), "file").saved_by == "Li Wen"


# --- files that are no review table --------------------------------------------------------------------------------


def without_column(name: str) -> bytes:
    file = TableFile(DATA)
    at = ("№", "中文", "English", "Status", "Notes").index(name)
    for found in file.body.iter(q("tr")):
        found.remove(found.findall(q("tc"))[at])
    return file.save()


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


BAD = {
    "nothing": (b"", "empty"),
    "text": ("会议".encode(), "not a Word file"),
    "a cut file": (DATA[: len(DATA) // 2], "not a Word file"),
    "another zip": (zipped("a.txt", b"a"), "no Word file"),
    "damaged XML": (zipped("word/document.xml", b"<w:document"), "damaged"),
    "an encrypted file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "a publication": (english_docx(DOCUMENT), "holds no review table"),
    **{
        f"no {column}": (without_column(column), f"lost the column {column}")
        for column in ("№", "中文", "English", "Status", "Notes")
    },
}


@pytest.mark.parametrize(("data", "words"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_review_table_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        read_review_table(data, "returned.docx")
    assert error.value.message.startswith("returned.docx")
    assert error.value.hint


def test_three_hundred_pages_are_read() -> None:
    data = review_docx(large_document(4500))
    assert len(read_review_table(data, "large").segments) >= 4500
