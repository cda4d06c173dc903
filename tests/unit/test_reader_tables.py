"""Which tables of an input hold data, where each of their cells stands, and that nothing of any table is lost."""

from __future__ import annotations

import io
import time

import pytest
from docx import Document as new_document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample_files import deleted, docx, paragraph, run, table, text_box
from translator.model import Cell, Line, Markup
from translator.readers.cells import Span, placed
from translator.readers.table import read_page

Place = tuple[str, int, int]


def lines(body: str, **parts: str) -> tuple[Line, ...]:
    return read_page(docx(body, **parts), "page.docx").lines


def places(page: tuple[Line, ...]) -> list[Place]:
    """Return text, row and column of every line, 0 and 0 outside tables."""
    return [(line.text, line.cell.row, line.cell.column) if line.cell else (line.text, 0, 0) for line in page]


def tc(*paragraphs: str, properties: str = "") -> str:
    content = "".join(p if p.startswith("<") else paragraph(run(p)) for p in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


TALL, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


# --- Word: places --------------------------------------------------------------------------------


def test_cells_have_a_place_and_empty_ones_keep_theirs():
    page = lines(paragraph(run("前")) + table(("甲", "", "乙"), ("", "丙", ""), ("", "", "")))
    assert places(page) == [("前", 0, 0), ("甲", 1, 1), ("乙", 1, 3), ("丙", 2, 2)]
    assert {(line.cell.rows, line.cell.columns) for line in page if line.cell} == {(3, 3)}
    assert [line.markup for line in page] == [Markup.TEXT, *[Markup.TABLE_CELL] * 3]


def test_merged_cells_are_one_cell():
    body = tbl(
        tr(tc("项目", properties=TALL), tc("产量", properties=wide(2))),
        tr(tc("", properties=ON), tc("上年"), tc("今年")),
        tr(tc("", properties=ON), tc("1"), tc("2")),
        tr(tc("钢"), tc("3"), tc("4")),
    )
    page = lines(body)
    assert [line.cell for line in page[:3]] == [
        Cell(table=1, row=1, column=1, rows=4, columns=3, row_span=3),
        Cell(table=1, row=1, column=2, rows=4, columns=3, column_span=2),
        Cell(table=1, row=2, column=2, rows=4, columns=3),
    ]
    assert places(page)[-3:] == [("钢", 4, 1), ("3", 4, 2), ("4", 4, 3)]


def test_rows_may_be_ragged_and_begin_late():
    late = '<w:gridBefore w:val="2"/>'
    body = tbl(tr(tc("甲")), tr(tc("乙"), tc("丙"), properties=late), tr(tc("丁"), tc("戊")))
    assert places(lines(body)) == [("甲", 1, 1), ("乙", 2, 3), ("丙", 2, 4), ("丁", 3, 1), ("戊", 3, 2)]


@pytest.mark.parametrize("value", ["", "-3", "x", "0", "99999999999"])
def test_a_span_that_is_no_number_or_no_measure_loses_nothing(value: str):
    odd = f'<w:gridSpan w:val="{value}"/>'
    page = lines(tbl(tr(tc("甲", properties=odd), tc("乙")), tr(tc("丙", properties=ON), tc("丁"))))
    assert [line.text for line in page] == ["甲", "乙", "丁"]  # 丙 is hidden by a merged cell
    assert all(line.cell and line.cell.fits for line in page)


def test_paragraphs_of_one_cell_have_one_place():
    page = lines(tbl(tr(tc("甲"), tc("一。", "二。")), tr(tc("乙"), tc("三。"))))
    assert places(page) == [("甲", 1, 1), ("一。", 1, 2), ("二。", 1, 2), ("乙", 2, 1), ("三。", 2, 2)]


def test_tables_are_numbered_in_the_order_of_the_page():
    page = lines(table(("甲", "乙")) + paragraph(run("间")) + table(("丙", "丁")))
    assert [line.cell.table if line.cell else 0 for line in page] == [1, 1, 0, 2, 2]


def test_deleted_rows_and_cells_leave_no_gap():
    body = tbl(
        tr(tc("甲"), tc("乙")),
        tr(tc("删"), tc("除"), properties="<w:del w:id='1' w:author='a'/>"),
        tr(tc("废", properties="<w:cellDel w:id='2' w:author='a'/>"), tc("丙"), tc("丁")),
    )
    assert places(lines(body)) == [("甲", 1, 1), ("乙", 1, 2), ("丙", 2, 1), ("丁", 2, 2)]


def test_a_row_that_is_repeated_on_every_page_is_the_head():
    page = lines(tbl(tr(tc("甲"), tc("乙"), properties="<w:tblHeader/>"), tr(tc("丙"), tc("丁"))))
    assert [line.cell.head for line in page if line.cell] == [True, True, False, False]


def test_a_first_row_all_in_bold_is_the_head():
    bold = [tc(paragraph(run(text, "<w:b/>"))) for text in ("甲", "乙", "丙")]
    assert [line.cell.head for line in lines(tbl(tr(*bold[:2]), tr(bold[2], tc("丁")))) if line.cell] == [
        True, True, False, False,
    ]  # fmt: skip
    page = lines(tbl(tr(bold[0], tc("戊")), tr(bold[2], tc("丁"))))
    assert not any(line.cell.head for line in page if line.cell)


def test_a_text_box_anchored_in_a_table_follows_the_table():
    boxed = paragraph(run("乙"), text_box(paragraph(run("框"))))
    page = lines(tbl(tr(tc("甲"), tc(boxed)), tr(tc("丙"), tc("丁"))) + paragraph(run("后")))
    assert places(page) == [
        ("甲", 1, 1), ("乙", 1, 2), ("丙", 2, 1), ("丁", 2, 2), ("框", 0, 0), ("后", 0, 0),
    ]  # fmt: skip


# --- Word: tables that are none ------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(table(("一。",)), id="a frame of one cell"),
        pytest.param(table(("一。", "")), id="a picture beside a text"),
        pytest.param(tbl(tr(tc("一。", "二。"), tc("三。"))), id="columns of paragraphs"),
        pytest.param(table(("一。",), ("二。",)), id="a single column"),
        pytest.param(tbl(tr(tc("一。")), tr(tc("二。", "三。"))), id="a frame with a title"),
        pytest.param(
            tbl(tr(tc("题"), tc("题")), tr(tc("一。"), tc("一。", "二。", "三。", "一。", "二。"))),
            id="a text with notes around it",
        ),
        pytest.param(
            tbl(
                tr(tc(paragraph(run("题"), properties="<w:outlineLvl w:val='0'/>")), tc("一。")),
                tr(tc("二。")),
            ),
            id="a page with headings",
        ),
        pytest.param(paragraph(text_box(table(("一。", "二。")))), id="in a text box"),
    ],
)
def test_a_table_that_only_sets_text_in_its_place_is_read_as_text(body: str):
    page = lines(body)
    assert {line.text for line in page} <= {"题", "一。", "二。", "三。"}
    assert all(line.cell is None and line.markup is not Markup.TABLE_CELL for line in page)


def test_a_table_of_data_in_a_frame_is_one():
    frame = tbl(tr(tc("前", table(("甲", "乙"), ("丙", "丁")), "后")))
    assert places(lines(frame)) == [
        ("前", 0, 0), ("甲", 1, 1), ("乙", 1, 2), ("丙", 2, 1), ("丁", 2, 2), ("后", 0, 0),
    ]  # fmt: skip


def test_a_table_in_a_cell_of_data_is_text_of_that_cell():
    page = lines(tbl(tr(tc("甲"), tc("乙", table(("一", "二"))), tc("丙")), tr(tc("丁"), tc("戊"), tc("己"))))
    assert places(page)[:5] == [("甲", 1, 1), ("乙", 1, 2), ("一", 1, 2), ("二", 1, 2), ("丙", 1, 3)]


def test_words_that_a_tracked_change_deleted_make_no_table():
    assert [line.cell for line in lines(tbl(tr(tc("甲"), tc(paragraph(deleted("乙"))))))] == [None]


# --- every format --------------------------------------------------------------------------------


MERGED = tbl(
    tr(tc("项目", properties=TALL), tc("产量", properties=wide(2)), properties="<w:tblHeader/>"),
    tr(tc("", properties=ON), tc("上年"), tc("今年"), properties="<w:tblHeader/>"),
    tr(tc("钢"), tc(""), tc("3")),
)
MERGED_HTML = "<table><tr><th rowspan=2>项目<th colspan=2>产量<tr><th>上年<th>今年<tr><td>钢<td><td>3</table>"
PLAIN = tbl(
    tr(tc("项目"), tc("产量"), properties="<w:tblHeader/>"), tr(tc("钢"), tc("")), tr(tc(""), tc("3"))
)
PLAIN_HTML = "<table><thead><tr><th>项目<th>产量<tbody><tr><td>钢<td><tr><td><td>3</table>"
PLAIN_MARKDOWN = "| 项目 | 产量 |\n|---|---|\n| 钢 | |\n| | 3 |\n"


@pytest.mark.parametrize(
    "files",
    [
        {"page.docx": docx(MERGED), "page.html": MERGED_HTML.encode()},
        {"page.docx": docx(PLAIN), "page.html": PLAIN_HTML.encode(), "page.md": PLAIN_MARKDOWN.encode()},
    ],
)
def test_the_same_table_is_the_same_in_every_format(files: dict[str, bytes]):
    pages = [
        [(line.text, line.markup, line.cell) for line in read_page(data, name).lines]
        for name, data in files.items()
    ]
    assert all(cell is not None for _, _, cell in pages[0])
    assert all(page == pages[0] for page in pages)


# --- Word: files of programs ---------------------------------------------------------------------


def test_merged_cells_of_python_docx_are_read():
    word = new_document()
    grid = word.add_table(3, 3)
    for row, texts in enumerate((["年", "", "量"], ["", "", "1"], ["合计", "2", "3"])):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    grid.cell(0, 0).merge(grid.cell(1, 1))
    file = io.BytesIO()
    word.save(file)
    page = read_page(file.getvalue(), "page.docx").lines
    assert page[0].cell == Cell(table=1, row=1, column=1, rows=3, columns=3, row_span=2, column_span=2)
    assert places(page)[1:] == [("量", 1, 3), ("1", 2, 3), ("合计", 3, 1), ("2", 3, 2), ("3", 3, 3)]


def test_a_long_table_is_read_in_time_that_grows_with_its_length():
    data = docx(table(*[(f"第{row}行", "甲", str(row)) for row in range(3_000)]))
    start = time.perf_counter()
    page = read_page(data, "page.docx").lines
    assert time.perf_counter() - start < 15
    assert places(page)[-1] == ("2999", 3_000, 3)


def _word_cells() -> st.SearchStrategy[str]:
    spans = st.sampled_from(["", "", TALL, ON, wide(2), wide(3) + TALL, wide(2) + ON])
    return st.builds(lambda text, look: tc(text, properties=look), st.sampled_from(["甲", "乙。", ""]), spans)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(_word_cells(), min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_two_cells_of_a_word_table_overlap(rows: list[list[str]]):
    page = lines(paragraph(run("文")) + tbl(*(tr(*row) for row in rows)))
    assert_apart({line.cell for line in page if line.cell})


def assert_apart(cells: set[Cell]) -> None:
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        own = {
            (cell.row + down, cell.column + right)
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        }
        assert cell.fits
        assert taken.isdisjoint(own)
        taken |= own


# --- spans, as HTML and Markdown have them ---------------------------------------------------------


def corners(cells: list[list[Cell]] | None) -> list[list[tuple[int, int, int, int]]]:
    assert cells is not None
    return [[(c.row, c.column, c.row_span, c.column_span) for c in row] for row in cells]


def test_a_cell_takes_the_first_columns_that_no_cell_above_reaches_into():
    rows = [[Span(rows=2), Span(columns=2)], [Span(), Span()], [Span(rows=0), Span()], [Span(columns=2)]]
    assert corners(placed(1, rows)) == [
        [(1, 1, 2, 1), (1, 2, 1, 2)],
        [(2, 2, 1, 1), (2, 3, 1, 1)],
        [(3, 1, 2, 1), (3, 2, 1, 1)],
        [(4, 2, 1, 2)],
    ]


@pytest.mark.parametrize("span", [Span(columns=10**9), Span(rows=10**9), Span(columns=10**9, rows=10**9)])
def test_a_span_without_measure_makes_no_table_without_measure(span: Span):
    cells = placed(1, [[span, Span()]] * 3)
    assert cells is None or all(cell.fits for row in cells for cell in row)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.lists(st.builds(Span, rows=st.integers(0, 4), columns=st.integers(1, 4)), max_size=4))
)
def test_no_two_cells_overlap_and_all_lie_in_the_table(rows: list[list[Span]]):
    cells = placed(1, rows)
    assert cells is not None
    assert [len(row) for row in cells] == [len(row) for row in rows]
    assert_apart({cell for row in cells for cell in row})
