"""Tables in the published files: Word tables with every cell in its place, in both languages or in English."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.document import Document as WordDocument
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.model import Article, Block, Cell, Document, Layout, Role, Segment, State
from translator.publish.docx import bilingual_docx, english_docx
from translator.readers.cells import Span, placed
from translator.readers.table import read_page
from translator.review.read_docx import read_review_table
from translator.review.table import review_docx
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

Text = tuple[str, str]


def job(*blocks: tuple[Role, Text, Cell | None]) -> Document:
    """Return a job of one article, each block in Chinese and English."""
    return Document(
        name="page",
        articles=(
            Article(
                id="a01",
                title="",
                blocks=tuple(
                    Block(
                        id=f"a01.p{number:03d}",
                        role=role,
                        text=chinese,
                        segments=(
                            Segment(
                                id=f"a01.p{number:03d}.s01",
                                source=chinese,
                                target=english,
                                state=State.REVIEWED if english else State.INITIAL,
                            ),
                        ),
                        cell=cell,
                    )
                    for number, (role, (chinese, english), cell) in enumerate(blocks, start=1)
                ),
            ),
        ),
    )


def table_job(rows: Sequence[Sequence[tuple[Text, Span]]]) -> Document:
    """Return a job whose one table has these cells; those without a text are empty."""
    cells = placed(1, [[span for _, span in row] for row in rows])
    assert cells is not None
    filled = (
        (Role.TABLE_CELL, text, cell)
        for row, places in zip(rows, cells, strict=True)
        for (text, _), cell in zip(row, places, strict=True)
        if text[0]
    )
    return job((Role.PARAGRAPH, ("见下表。", "See the table."), None), *filled)


ONE, HEAD = Span(), Span(head=True)
SAMPLE = table_job(
    [
        [(("项目", "Item"), Span(rows=2, head=True)), (("产量", "Output"), Span(columns=2, head=True))],
        [(("上年", "Last year"), HEAD), (("今年", "This year"), HEAD)],
        [(("钢", "Steel"), ONE), (("1.5", "1.5"), ONE), (("", ""), ONE)],
    ]
)


def opened(data: bytes) -> WordDocument:
    return open_docx(io.BytesIO(data))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# --- what is printed -----------------------------------------------------------------------------


def test_the_english_file_has_the_table_in_english() -> None:
    (table,) = opened(english_docx(SAMPLE)).tables
    assert texts(table) == [
        ["Item", "Output", "Output"], ["Item", "Last year", "This year"], ["Steel", "1.5", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("layout", Layout)
def test_a_cell_of_a_bilingual_file_has_both_languages_and_a_figure_once(layout: Layout) -> None:
    word = opened(bilingual_docx(SAMPLE, layout))
    assert texts(word.tables[-1]) == [
        ["项目\nItem", "产量\nOutput", "产量\nOutput"],
        ["项目\nItem", "上年\nLast year", "今年\nThis year"],
        ["钢\nSteel", "1.5", ""],
    ]  # fmt: skip


def test_the_head_is_bold_and_repeated_as_far_as_its_cells_reach() -> None:
    (table,) = opened(english_docx(SAMPLE)).tables
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [True, True, False]
    styles = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows]
    assert styles == [["Table head (en)"] * 3] * 2 + [["Table cell (en)"] * 3]


def test_a_table_of_heads_alone_repeats_none() -> None:
    rows = [[(("甲", "A"), HEAD)], [(("乙", "B"), HEAD)]]
    (table,) = opened(english_docx(table_job(rows))).tables
    assert not table._tbl.xpath(".//w:tblHeader")


def test_paragraphs_of_a_cell_stay_in_it() -> None:
    place = [Cell(table=1, row=1, column=column, rows=1, columns=2) for column in (1, 2)]
    document = job(
        (Role.TABLE_CELL, ("一。", "One."), place[0]),
        (Role.TABLE_CELL, ("二。", "Two."), place[0]),
        (Role.TABLE_CELL, ("三。", "Three."), place[1]),
    )
    assert texts(opened(bilingual_docx(document)).tables[0]) == [["一。\nOne.\n二。\nTwo.", "三。\nThree."]]


def test_tables_in_a_row_are_kept_apart_and_no_file_ends_in_one() -> None:
    document = job(
        *(
            (Role.TABLE_CELL, ("甲", "A"), Cell(table=table, row=1, column=column, rows=1, columns=2))
            for table in (1, 2)
            for column in (1, 2)
        )
    )
    kinds = [element.tag.rpartition("}")[2] for element in opened(english_docx(document)).element.body]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_untranslated_cells_are_marked_and_emptied_ones_empty() -> None:
    cells = [Cell(table=1, row=1, column=column, rows=1, columns=2) for column in (1, 2)]
    document = job((Role.TABLE_CELL, ("甲", ""), cells[0]), (Role.TABLE_CELL, ("乙", "B"), cells[1]))
    (table,) = opened(english_docx(document)).tables
    assert texts(table) == [["甲", "B"]]
    assert table.cell(0, 0).paragraphs[0].runs[0].style.name == "Untranslated"


def test_a_cell_of_an_earlier_version_is_a_paragraph() -> None:
    word = opened(
        english_docx(job((Role.TABLE_CELL, ("甲", "A"), None), (Role.TABLE_CELL, ("乙", "B"), None)))
    )
    assert not word.tables
    assert [p.text for p in word.paragraphs] == ["A", "B"]


def test_cells_whose_places_overlap_lose_no_text() -> None:
    whole = Cell(table=1, row=1, column=1, rows=2, columns=2, row_span=2, column_span=2)
    part = Cell(table=1, row=2, column=2, rows=2, columns=2)
    document = job((Role.TABLE_CELL, ("甲", "A"), whole), (Role.TABLE_CELL, ("乙", "B"), part))
    (table,) = opened(english_docx(document)).tables
    assert table.cell(0, 0).text == "A\nB"


def test_no_column_is_too_narrow_for_its_words() -> None:
    rows = [[(("序号", "Number"), ONE), (("说明" * 60, "Explanation " * 30), ONE), (("单位", "Unit"), ONE)]]
    (table,) = opened(english_docx(table_job(rows))).tables
    widths = [column.width.pt for column in table.columns]
    assert widths[0] > 40
    assert widths[2] > 35
    assert widths[1] > widths[0] + widths[2]


def test_a_table_whose_words_do_not_fit_is_set_smaller() -> None:
    row = [(("总额", "Expenditure"), ONE)] * 12
    (table,) = opened(english_docx(table_job([row, row]))).tables
    assert {cell.paragraphs[0].style.name for cell in table._cells} == {"Small table cell (en)"}
    assert table.style.name == "Crowded table"


@pytest.mark.parametrize("write", [english_docx, bilingual_docx])
def test_every_style_of_a_table_is_defined(write: Callable[[Document], bytes]) -> None:
    small = table_job([[(("总额", "Expenditure"), HEAD)] * 12, [(("总额", "Expenditure"), ONE)] * 12])
    for document in (SAMPLE, small):
        word = opened(write(document))
        used = {str(value) for value in word.element.body.xpath(".//w:pStyle/@w:val | .//w:tblStyle/@w:val")}
        assert used <= {style.style_id for style in word.styles}


def test_a_long_table_is_written_in_time_that_grows_with_its_length() -> None:
    rows = [
        [((f"第{row}行", f"Row {row}"), ONE), (("甲", "A"), ONE), (("1.5", "1.5"), ONE)]
        for row in range(3_000)
    ]
    start = time.perf_counter()
    data = english_docx(table_job(rows))
    assert time.perf_counter() - start < 15
    assert read_page(data, "page.docx").lines[-1].text == "1.5"


# --- there and back ------------------------------------------------------------------------------

GRIDS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from([("甲", "A word"), ("乙", "7"), ("丙", "Two words"), ("", "")]),
            st.builds(Span, rows=st.integers(1, 3), columns=st.integers(1, 3)),
        ),
        min_size=2,
        max_size=4,
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(rows=GRIDS)
def test_a_published_table_is_read_back_cell_by_cell(rows: list[list[tuple[Text, Span]]]) -> None:
    rows[0][0] = rows[0][1] = (("丁", "D"), ONE)  # else nothing may stand beside anything
    document = table_job(rows)
    page = read_page(english_docx(document), "page.docx")
    assert [(line.text, line.cell) for line in page.lines] == [
        (block.segments[0].target, block.cell) for block in document.blocks()
    ]


@settings(max_examples=20, deadline=None)
@given(rows=GRIDS)
def test_the_job_keeps_its_tables(rows: list[list[tuple[Text, Span]]]) -> None:
    document = table_job(rows)
    assert read_xliff(write_xliff(document), "page.xlf") == document


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_published_table_survives_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "page.docx"
    source.write_bytes(english_docx(SAMPLE))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    page = read_page((tmp_path / "page.docx").read_bytes(), "page.docx")
    assert [(line.text, line.cell) for line in page.lines] == [
        (block.segments[0].target, block.cell) for block in SAMPLE.blocks()
    ]


# --- the review table ------------------------------------------------------------------------------


def test_a_row_of_the_review_table_says_where_its_cell_stands() -> None:
    data = review_docx(SAMPLE)
    numbers = [row.cells[0].text for row in opened(data).tables[0].rows]
    assert numbers[1:4] == [
        "a01.p001.s01",
        "a01.p002.s01\ntable 1, row 1, column 1",
        "a01.p003.s01\ntable 1, row 1, column 2",
    ]
    returned = read_review_table(data, "page.review.docx")
    assert all(not row.notes and not row.faults for row in returned.segments)
    assert [row.ids[0] for row in returned.segments] == [segment.id for segment in SAMPLE.segments()]
