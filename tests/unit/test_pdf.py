"""PDFs: columns and articles in reading order, paragraphs, headings, what is skipped, and what is refused."""

from __future__ import annotations

import pytest

from tests.sample_pdfs import Sheet, column_of, pages_of, pdf, wrapped
from translator.errors import InputError
from translator.model import Line, Markup
from translator.readers.pdf import read_pdf

TEXT = "近日，青岛市发布了数字青岛发展规划，提出到二〇二五年基本建成具有国际影响力的数字城市。"
MORE = "规划强调，要加快布局数字基础设施，推动企业上云用数赋智，让市民在家门口办成更多的事。"


def lines_of(*sheets: Sheet, **about: object) -> tuple[Line, ...]:
    return read_pdf(pdf(sheets, **about), "in/page.pdf").lines  # type: ignore[arg-type]


def texts_of(*sheets: Sheet) -> list[str]:
    return [line.text for line in lines_of(*sheets)]


def refusal(*sheets: Sheet, **about: object) -> InputError:
    with pytest.raises(InputError) as raised:
        lines_of(*sheets, **about)
    return raised.value


def one_column(*paragraphs: str, measure: float = 200, indent: int = 2) -> Sheet:
    sheet = Sheet()
    sheet.lines(70, 700, column_of(paragraphs, measure, indent=indent))
    return sheet


def article(number: int, count: int) -> list[str]:
    return [f"第{number}篇第{part}段，{TEXT[3:]}" for part in range(1, count + 1)]


def flow(sheet: Sheet, lines: list[str], columns: list[float], top: float, each: int) -> None:
    """Fill columns with lines, each column before the next."""
    for number, x in enumerate(columns):
        sheet.lines(x, top, lines[number * each : (number + 1) * each], 8, 12)


# --- paragraphs ----------------------------------------------------------------------------------------


def test_lines_that_the_margin_cut_are_one_paragraph() -> None:
    assert texts_of(one_column(TEXT, MORE)) == [TEXT, MORE]


def test_paragraphs_without_indent_are_told_apart_by_their_short_last_lines() -> None:
    assert texts_of(one_column(TEXT, MORE, indent=0)) == [TEXT, MORE]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    lines = wrapped(TEXT * 3, 200)
    first, second = Sheet(), Sheet()
    first.lines(70, 700, lines[:6])
    second.lines(70, 700, lines[6:])
    assert texts_of(first, second) == [TEXT * 3]


def test_verse_is_not_joined() -> None:
    sheet = Sheet()
    sheet.lines(70, 700, ["你把一生撑成一根竹篙", "此岸送到彼岸", "彼岸送到此岸", "唯独没有送过自己"])
    lines = lines_of(sheet)
    assert [line.text for line in lines] == [
        "你把一生撑成一根竹篙",
        "此岸送到彼岸",
        "彼岸送到此岸",
        "唯独没有送过自己",
    ]
    assert [line.gap_before for line in lines] == [True, False, False, False]


def test_english_words_keep_their_spaces_and_hyphens_where_a_line_ends() -> None:
    sheet = Sheet()
    sheet.lines(
        70,
        700,
        ["这是一家名为 Blue Ocean", "Group 的公司，提供 low-", "cost 服务和网络产品的公司", "今年成立。"],
    )
    assert texts_of(sheet) == [
        "这是一家名为 Blue Ocean Group 的公司，提供 low-cost 服务和网络产品的公司今年成立。"
    ]


# --- headings --------------------------------------------------------------------------------------------


def test_large_type_is_a_heading_whose_level_is_its_size() -> None:
    sheet = one_column(TEXT, MORE)
    sheet.text(70, 760, "数字青岛", 18)
    sheet.text(70, 730, "一份规划", 12)
    heads = lines_of(sheet)[:2]
    assert [(line.text, line.markup, line.level) for line in heads] == [
        ("数字青岛", Markup.HEADING, 1),
        ("一份规划", Markup.HEADING, 3),
    ]


def test_the_lines_of_a_title_are_one_heading() -> None:
    sheet = one_column(TEXT, MORE)
    sheet.lines(70, 770, ["我市加快建设数字", "城市"], 18, 26)
    sheet.lines(300, 600, [])
    assert texts_of(sheet)[0] in ("我市加快建设数字 城市", "我市加快建设数字城市")


def test_a_line_in_the_middle_of_its_column_is_centred() -> None:
    sheet = one_column(TEXT * 2, measure=455)
    sheet.text(277, 740, "关于规划")
    sheet.text(70, 720, "各区：")
    assert [line.centred for line in lines_of(sheet)] == [True, False, False]


@pytest.mark.parametrize(("font", "mode"), [("SimHei", 0), ("Song-Bold", 0), ("Song", 2)])
def test_bold_is_known_by_the_font_or_by_the_outline_drawn_over_it(font: str, mode: int) -> None:
    sheet = one_column(TEXT, MORE)
    sheet.text(70, 730, "小标题", font=font, mode=mode)
    assert [line.emphasis for line in lines_of(sheet)] == [3, 0, 0]


def test_an_introduction_in_large_type_is_text() -> None:
    sheet = Sheet()
    sheet.lines(70, 780, column_of([MORE], 200, 12), 12, 18)
    sheet.lines(70, 600, column_of([TEXT, TEXT, TEXT], 200))
    assert [line.markup for line in lines_of(sheet)] == [Markup.TEXT] * 4


# --- reading order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_columns_are_read_one_after_the_other(count: int) -> None:
    sheet = Sheet()
    lines = column_of(article(1, 12), 88, 8)
    sheet.text(40, 800, "通栏标题横贯全版", 24)
    flow(sheet, lines, [40 + 104 * column for column in range(count)], 770, -(-len(lines) // count))
    assert texts_of(sheet) == ["通栏标题横贯全版", *article(1, 12)]


def test_columns_are_found_whatever_order_the_file_has_them_in() -> None:
    sheet = Sheet()
    lines = column_of(article(1, 12), 160, 8)
    left, right = lines[:30], lines[30:]
    for number in range(30):  # row by row
        sheet.lines(40, 770 - 12 * number, left[number : number + 1], 8)
        sheet.lines(220, 770 - 12 * number, right[number : number + 1], 8)
    assert texts_of(sheet) == article(1, 12)


def newspaper() -> Sheet:
    """Draw five articles: two side by side, two below them, one under all; each has columns of its own."""
    sheet = Sheet()
    x = [40 + 105 * column for column in range(5)]
    sheet.text(x[0], 780, "甲文标题", 20)
    flow(sheet, column_of(article(1, 6), 96, 8), x[:3], 750, 10)
    sheet.text(x[3], 780, "乙文标题", 16)
    flow(sheet, column_of(article(2, 4), 96, 8), x[3:], 757, 10)
    sheet.text(x[0], 600, "丙文标题在三栏之上", 20)
    flow(sheet, column_of(article(3, 6), 96, 8), x[:3], 570, 10)
    sheet.text(x[3], 590, "丁文标题", 16)
    flow(sheet, column_of(article(4, 4), 96, 8), x[3:], 560, 10)
    sheet.text(x[0], 400, "戊文标题在全部五栏之上很长", 24)
    flow(sheet, column_of(article(5, 10), 96, 8), x, 370, 10)
    return sheet


def test_the_articles_of_a_page_are_read_one_after_the_other() -> None:
    heads = {
        1: "甲文标题",
        2: "乙文标题",
        3: "丙文标题在三栏之上",
        4: "丁文标题",
        5: "戊文标题在全部五栏之上很长",
    }
    read = [text[:4] if text.startswith("第") else text for text in texts_of(newspaper())]
    articles = list(dict.fromkeys(read))
    assert articles == [text for number, head in heads.items() for text in (head, f"第{number}篇第")]


def test_a_table_is_read_row_by_row() -> None:
    sheet = one_column(TEXT * 3, measure=400)
    rows = [
        ("区市", "项目", "金额"),
        ("市南区", "道路", "120"),
        ("市北区", "供水", "86"),
        ("李沧区", "绿化", "40"),
    ]
    for number, row in enumerate(rows):
        for x, cell in zip((70, 200, 330), row, strict=True):
            sheet.text(x, 600 - 15 * number, cell)
    assert texts_of(sheet)[1:] == [
        "区市　项目　金额",
        "市南区　道路 120",
        "市北区　供水 86",
        "李沧区　绿化 40",
    ]


# --- directions ------------------------------------------------------------------------------------------


def test_vertical_text_is_read_from_the_right() -> None:
    sheet = Sheet()
    for number, line in enumerate(column_of([TEXT, MORE], 200)):
        sheet.down(500 - 15 * number, 700, line)
    assert texts_of(sheet) == [TEXT, MORE]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read(angle: int) -> None:
    sheet = Sheet()
    for number, line in enumerate(column_of([TEXT, MORE], 200)):
        step = 15 * number
        x, y = {90: (200 + step, 300), 180: (500, 300 + step), 270: (400 - step, 600)}[angle]
        sheet.text(x, y, line, angle=angle)
    assert texts_of(sheet) == [TEXT, MORE]


def test_text_along_the_side_follows_that_of_the_page() -> None:
    sheet = Sheet()
    sheet.text(40, 300, "侧边文字", angle=90)
    sheet.lines(70, 700, column_of([TEXT, MORE], 200))
    assert texts_of(sheet) == [TEXT, MORE, "侧边文字"]


# --- characters ------------------------------------------------------------------------------------------


def test_radicals_and_compatibility_characters_become_those_in_use() -> None:
    says = {"一": "⼀", "长": "⻓", "页": "⻚", "六": "\uf9d1", "括": "︵"}
    (line,) = lines_of(one_column("一长页六括文。"), says=says)
    assert line.text == "一长页六（文。"


def test_characters_beyond_the_basic_plane_are_read() -> None:
    assert texts_of(one_column("𠮷林省的一家店。")) == ["𠮷林省的一家店。"]


def test_a_title_set_wide_has_no_spaces() -> None:
    sheet = one_column(TEXT)
    sheet.text(70, 740, "政府工作报告", 18, spread=9)
    assert texts_of(sheet)[0] == "政府工作报告"


def test_spaces_that_a_program_wrote_between_all_characters_are_none() -> None:
    assert texts_of(one_column("青 岛 市 发 布 规 划 提 出 目 标 。"))[0] == "青岛市发布规划提出目标。"


def test_single_spaces_between_names_stay() -> None:
    assert texts_of(one_column("本报记者 王小明 李红 通讯员 张伟")) == ["本报记者 王小明 李红 通讯员 张伟"]


# --- what is skipped, and said ------------------------------------------------------------------------------


def test_running_heads_and_page_numbers_are_skipped_by_name() -> None:
    sheets = pages_of(column_of([TEXT * 2] * 60, 450), each=40)
    for number, sheet in enumerate(sheets, 1):
        sheet.text(70, 810, "青岛市统计年鉴")
        sheet.text(290, 40, f"— {number} —")
    page = read_pdf(pdf(sheets), "page.pdf")
    assert {line.text for line in page.lines} == {TEXT * 2}
    assert {(skipped.reason, skipped.text) for skipped in page.skipped} == {
        ("running head", "青岛市统计年鉴"),
        ("page number", "— 1 —"), ("page number", "— 2 —"), ("page number", "— 3 —"),
    }  # fmt: skip


def test_lines_of_the_text_that_are_alike_on_all_pages_are_read() -> None:
    page = read_pdf(pdf(pages_of(["青岛市的一家店铺"] * 120, each=40)), "page.pdf")
    assert "".join(line.text for line in page.lines) == "青岛市的一家店铺" * 120


def test_text_outside_the_page_is_skipped_by_name() -> None:
    sheet = one_column(TEXT)
    sheet.text(70, 900, "A01.indd")
    page = read_pdf(pdf([sheet]), "page.pdf")
    assert [(skipped.reason, skipped.text) for skipped in page.skipped] == [("outside the page", "A01.indd")]


def test_a_page_is_as_large_as_the_boxes_of_its_parent_say() -> None:
    sheet = one_column(TEXT)
    sheet.text(70, 815, "青岛日报社印刷厂")
    page = read_pdf(pdf([sheet]), "page.pdf")
    assert "".join(line.text for line in page.lines) == "青岛日报社印刷厂" + TEXT
    assert not page.skipped
    cropped = read_pdf(pdf([sheet], crop="20 20 575 800"), "page.pdf")
    assert [(skipped.reason, skipped.text) for skipped in cropped.skipped] == [
        ("outside the page", "青岛日报社印刷厂")
    ]


def test_a_scan_with_a_text_layer_is_read() -> None:
    sheet = Sheet(pictures=1)
    for number, line in enumerate(column_of([TEXT, MORE], 200)):
        sheet.text(70, 700 - 15 * number, line, mode=3)
    assert texts_of(sheet) == [TEXT, MORE]


def test_pages_that_are_pictures_are_named() -> None:
    page = read_pdf(
        pdf([one_column(TEXT), Sheet(pictures=1), one_column(MORE), Sheet(pictures=1)]), "page.pdf"
    )
    assert page.unread == ("pages 2, 4: a picture without text",)
    assert [line.text for line in page.lines] == [TEXT, MORE]


# --- what is refused ------------------------------------------------------------------------------------------


def test_a_scan_is_refused_with_a_program_that_recognises_text() -> None:
    error = refusal(Sheet(pictures=1), Sheet(pictures=1))
    assert "pictures (a scan)" in error.message
    assert "ocrmypdf -l chi_sim" in error.hint


@pytest.mark.parametrize("claim", ["", "\ue123", "\ufffd"], ids=["nothing", "private use", "replacement"])
def test_fonts_that_do_not_say_what_they_show_are_refused(claim: str) -> None:
    error = refusal(one_column(TEXT), says=dict.fromkeys(TEXT, claim))
    assert "do not map their glyphs to characters" in error.message
    assert "--force-ocr" in error.hint


def test_a_few_unknown_characters_are_no_reason_to_refuse() -> None:
    (line,) = lines_of(one_column("●" + TEXT + MORE), says={"●": "\uf0b7"})
    assert line.text.endswith(TEXT + MORE)


def test_a_locked_pdf_is_refused() -> None:
    assert "locked with a password" in refusal(one_column(TEXT), locked=True).message


@pytest.mark.parametrize(
    "part", [slice(0, 900), slice(400, None), slice(0, 9)], ids=["cut", "headless", "head"]
)
def test_a_damaged_pdf_is_an_input_error_or_read_as_far_as_it_goes(part: slice) -> None:
    with pytest.raises(InputError) as raised:
        read_pdf(pdf([one_column(TEXT)])[part], "page.pdf")
    assert raised.value.hint
