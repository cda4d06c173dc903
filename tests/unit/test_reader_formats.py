"""How each reader reads the peculiarities of its format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests import sample_files as samples
from tests.sample_files import deleted, docx, field, paragraph, run, styled, table, text_box
from translator.errors import InputError
from translator.model import Cell, Line, Markup
from translator.readers.table import read_page

SEED = (Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt").read_text(encoding="utf-8")


def lines(data: bytes | str, extension: str) -> tuple[Line, ...]:
    return read_page(data.encode() if isinstance(data, str) else data, f"page{extension}").lines


def texts(data: bytes | str, extension: str) -> list[str]:
    return [line.text for line in lines(data, extension)]


def skipped(data: bytes | str, extension: str) -> list[tuple[str, str]]:
    page = read_page(data.encode() if isinstance(data, str) else data, f"page{extension}")
    return [(one.text, one.reason) for one in page.skipped]


# --- text ----------------------------------------------------------------------------------------


def test_headings_labels_and_datelines_of_the_seed_page_are_read():
    page = lines(SEED, ".txt")
    assert [line.level for line in page if line.markup is Markup.HEADING] == [1, 2, 3, 2, *[3] * 8]
    assert [line.text for line in page if line.emphasis == len(line.text)] == ["开放引领", "看自贸"]
    assert sum(line.text[: line.emphasis] == "本报青岛讯" for line in page) == 7
    assert [line.text for line in page if not line.gap_before] == ["客户端大众日报", "微信", "看自贸"]
    assert "*" not in "".join(line.text for line in page)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\v", "\x85"])
def test_every_kind_of_line_break_breaks_a_line(newline: str):
    assert [
        (line.text, line.gap_before) for line in lines(f"一中{newline}二中{newline}{newline}三", ".txt")
    ] == [
        ("一中", True),
        ("二中", False),
        ("三", True),
    ]


@pytest.mark.parametrize("gap", ["\f", "\n\f", "\u2029", "\n\u3000\n", "\n----\n"])
def test_a_form_feed_a_paragraph_separator_and_a_rule_make_a_gap(gap: str):
    assert [line.gap_before for line in lines(f"一中{gap}二", ".txt")] == [True, True]


@pytest.mark.parametrize(
    ("text", "read", "emphasis"),
    [
        ("**“引文”**后", "“引文”后", 4),
        ("**甲** **乙** 丙", "甲 乙 丙", 3),
        ("前**中**后", "前中后", 0),
        ("***甲***乙", "甲乙", 1),
        ("2**8与2**9", "2**8与2**9", 0),
        ("** 甲 **", "** 甲 **", 0),
        ("注：*表示**重点", "注：*表示**重点", 0),
        ("密码****", "密码****", 0),
        ("## **甲** 乙 ##", "甲 乙", 1),
        ("# C#", "C#", 0),
        ("#话题# 文", "#话题# 文", 0),
        ("####### 七", "####### 七", 0),
    ],
)
def test_bold_marks_are_removed_in_pairs_only(text: str, read: str, emphasis: int):
    line = lines(text, ".txt")[0]
    assert (line.text, line.emphasis) == (read, emphasis)


def test_a_bold_span_reaches_into_the_next_line_but_no_further():
    assert [line.emphasis for line in lines("**一二  \n三四五**六", ".txt")] == [2, 3]
    assert texts("**一\n二\n三**", ".txt") == ["**一", "二", "三**"]
    assert texts("**一\n\n二**", ".txt") == ["**一", "二**"]


def test_a_mark_and_a_stray_control_character_are_skipped_by_name():
    data = b"\xef\xbb\xbf" + "青岛市今年的政府工作\0报告在会议上得到通过".encode()
    assert skipped(data, ".txt") == [("\ufeff", "byte order mark"), ("\0", "control character")]
    assert texts(data, ".txt") == ["青岛市今年的政府工作报告在会议上得到通过"]


# --- Markdown ------------------------------------------------------------------------------------


def test_markdown_lists_keep_their_numbers_and_depth():
    page = lines("1. **一**是\n   - 二\n     - 三\n2. 四", ".md")
    assert [(line.text, line.level) for line in page] == [("1. 一是", 1), ("二", 2), ("三", 3), ("2. 四", 1)]
    assert {line.markup for line in page} == {Markup.LIST_ITEM}
    assert page[0].emphasis == len("1. 一")


def test_markdown_tables_links_pictures_and_code():
    page = lines(
        "| 甲\\|乙 | 丙 |\n|---|---|\n| 丁 | [戊](http://a.b) |\n\n![图](x.png)\n\n```py\nx = 1\n```", ".md"
    )
    assert [(line.text, line.markup) for line in page] == [
        ("甲|乙", Markup.TABLE_CELL),
        ("丙", Markup.TABLE_CELL),
        ("丁", Markup.TABLE_CELL),
        ("戊", Markup.TABLE_CELL),
        ("图", Markup.CAPTION),
        ("x = 1", Markup.TEXT),
    ]


def test_markdown_cells_have_a_place_and_empty_ones_keep_theirs():
    page = lines("| 甲 | 乙 |\n|---|---|\n| | 丙 |\n\n正文\n\n| 丁 |\n|---|\n| 戊 |", ".md")
    assert [(line.text, line.cell) for line in page] == [
        ("甲", Cell(table=1, row=1, column=1, rows=2, columns=2, head=True)),
        ("乙", Cell(table=1, row=1, column=2, rows=2, columns=2, head=True)),
        ("丙", Cell(table=1, row=2, column=2, rows=2, columns=2)),
        ("正文", None),
        ("丁", Cell(table=2, row=1, column=1, rows=2, columns=1, head=True)),
        ("戊", Cell(table=2, row=2, column=1, rows=2, columns=1)),
    ]


def test_markdown_markup_is_skipped_by_name():
    text = '---\ntitle: 甲\n---\n正文[链](http://a.b "题")\n\n<!-- 注 -->\n\n| a |\n|---|\n| b | 多 |\n\n[r]: http://c.d\n'
    reasons = dict((reason, what) for what, reason in skipped(text, ".md"))
    assert reasons["front matter"] == "---\ntitle: 甲\n---"
    assert reasons["comment"] == "<!-- 注 -->"
    assert "多" in reasons["table cell beyond the last column"]
    assert reasons["link address"] == "[r]: http://c.d"
    assert texts(text, ".md") == ["正文链", "a", "b"]


@pytest.mark.parametrize("title", ["海湾隧道全线贯通", '"海湾隧道全线贯通"'])
def test_the_title_of_a_web_clip_is_read_where_its_text_has_none(title: str):
    front = f"---\ntitle: {title}\nsource: http://a.b/c\n---\n"
    clip = lines(f"{front}隧道全长六公里。\n\n## 沿线\n\n八个小区。", ".md")
    assert [(line.text, line.level) for line in clip] == [
        ("海湾隧道全线贯通", 1), ("隧道全长六公里。", 0), ("沿线", 2), ("八个小区。", 0),
    ]  # fmt: skip
    for text in ("# 海湾隧道全线贯通\n\n文。", "**海湾隧道全线贯通**\n\n文。", "# 隧道贯通\n\n文。"):
        assert len(texts(front + text, ".md")) == 2
    for text in ("昨日，海湾隧道全线贯通。", "> 海湾隧道全线贯通后，行程缩短一半。"):
        assert texts(front + text, ".md") == ["海湾隧道全线贯通", text.lstrip("> ")]


def test_the_address_of_a_link_is_no_text_whatever_it_is():
    text = "正文。\n\n[返回列表](http://a.b/list/) [打印](javascript:void(0))"
    assert texts(text, ".md") == ["正文。", "返回列表 打印"]


@pytest.mark.parametrize(
    "note",
    [
        "[^1]: 习近平：《论党的自我革命》，中央文献出版社，2023年。",
        "[^1]: http://a.b/c",
        "[编者按]: 改革开放以来，全市经济快速发展。",
        "[注]: 本文由记者整理。",
        "[来源]: AP “美联社”",
        '[来源]: AP "美联社"',
    ],
)
def test_a_note_in_square_brackets_is_no_address_of_a_link(note: str):
    assert texts(f"增长5%[^1]。\n\n{note}", ".md") == ["增长5%[^1]。", note]


@pytest.mark.parametrize("address", ["http://a.b/图.png", "<http://a.b> '题'", "a.html", "\nhttp://c.d/图"])
def test_an_address_that_a_link_names_is_no_text(address: str):
    assert texts(f"见[链接][甲]。\n\n[甲]: {address}", ".md") == ["见链接。"]


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯 (记者 王红) 时间: 5月1日。\n\n全市召开会议。",
        "会议指出，目标: 增长5%。",
        "会议结束。记者: 你好。",
        "来源: 日报\n全市召开会议。",
    ],
)
def test_an_article_below_a_rule_is_no_front_matter(opening: str):
    text = f"---\n{opening}\n\n---\n\n正文。"
    assert "".join(texts(text, ".md")) == opening.replace("\n", "") + "正文。"


def test_front_matter_may_hold_lists_notes_and_blank_lines():
    front = "---\ntitle: 甲\ntags:\n- 乙\n  - 丙\n# 注\n\nsource: http://a.b/c\nempty:\n---"
    text = front + "\n正文。\n\n---\n\n后文。"
    assert texts(text, ".md") == ["正文。", "后文。"]
    assert (front, "front matter") in skipped(text, ".md")


def test_markdown_html_blocks_keep_their_text():
    assert texts("<center>\n甲 &amp; 乙<br>丙\n</center>", ".md") == ["甲 & 乙", "丙"]


def test_markdown_bold_may_touch_a_quotation_mark():
    line = lines("**“人才”**是关键", ".md")[0]
    assert (line.text, line.emphasis) == ("“人才”是关键", 4)


# --- HTML ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "declared"), [("gb18030", "gb2312"), ("cp950", "big5"), ("utf-8", "gb2312"), ("gbk", "")]
)
def test_a_saved_page_is_read_in_its_encoding(encoding: str, declared: str):
    text = "臺灣數位發展部" if encoding == "cp950" else "青岛市发布规划"
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body>{text}'
    assert texts(page.encode(encoding), ".html") == [text]


def test_html_skips_what_is_not_the_article_by_name():
    page = (
        "<!DOCTYPE html><title>题</title><style>a{}</style><script>b()</script><nav>导航</nav><!--注--><p>正文"
        "<noscript>无</noscript><template>模</template><img alt='图'><span style='display: none'>藏</span>"
        "<select><option>选</select><ruby>汉<rt>hàn</rt></ruby>"
    )
    assert texts(page, ".html") == ["正文汉"]
    assert skipped(page, ".html") == [
        ("html", "document type"),
        ("题", "page title"),
        ("a{}", "style"),
        ("b()", "script"),
        ("导航", "navigation"),
        ("注", "comment"),
        ("无", "shown only without scripts"),
        ("模", "template"),
        ("图", "image description"),
        ("藏", "hidden text"),
        ("选", "form control"),
        ("hàn", "phonetic guide"),
    ]


def test_html_white_space_collapses_and_vanishes_between_chinese_characters():
    assert texts("<p>青岛市\n  发布 <b> 规划</b>\nnew\nplan</p>", ".html") == ["青岛市发布 规划 new plan"]


def test_html_breaks_lists_tables_and_captions():
    page = lines(
        "<p>一<br>二<br><br>三<ul><li>甲<ol><li>乙</ol></ul><table><caption>表</caption><tr><th>丙<td><p>丁</table>"
        "<table><tr><td><h3>版</h3><p>文</p></td></tr></table><figure><figcaption>图</figcaption></figure>",
        ".html",
    )
    assert [(line.text, line.markup, line.level, line.gap_before) for line in page] == [
        ("一", Markup.TEXT, 0, True),
        ("二", Markup.TEXT, 0, False),
        ("三", Markup.TEXT, 0, True),
        ("甲", Markup.LIST_ITEM, 1, True),
        ("1. 乙", Markup.LIST_ITEM, 2, True),
        ("表", Markup.CAPTION, 0, True),
        ("丙", Markup.TABLE_CELL, 0, True),
        ("丁", Markup.TABLE_CELL, 0, True),
        ("版", Markup.HEADING, 3, True),
        ("文", Markup.TEXT, 0, True),
        ("图", Markup.CAPTION, 0, True),
    ]


def test_html_numbers_of_lists_are_printed():
    page = lines(
        "<ol><li>甲<ul><li>乙</ul><li></li><li value=7><p></p><p><b>丙</b></p><p>丁</p></ol><p>戊</p>"
        '<ol start="3" type="a"><li>己</li><li>庚</li></ol><ol reversed><li>辛</li><li>壬</li></ol>'
        "<table><tr><td><ol><li>癸</ol><td>子<tr><td>丑<td>寅</table>",
        ".html",
    )
    assert [line.text for line in page] == [
        "1. 甲", "乙", "7. 丙", "丁", "戊", "c. 己", "d. 庚", "2. 辛", "1. 壬", "1. 癸", "子", "丑", "寅",
    ]  # fmt: skip
    assert page[2].emphasis == len("7. 丙")


@pytest.mark.parametrize(
    "markup",
    [
        '<ol style="list-style: none"><li>甲</li></ol>',
        '<ol><li style="list-style-type:none">甲</li></ol>',
        '<ol style="list-style-type:disc"><li>甲</li></ol>',
        '<ol class="breadcrumb"><li><a href="/">甲</a> &gt;</li></ol>',
    ],
)
def test_html_lists_without_numbers_get_none(markup: str):
    assert [text.strip("> ") for text in texts(markup, ".html")] == ["甲"]


@pytest.mark.parametrize("text", ["1. 甲", "一、甲", "（二）甲", "第三条 甲", "①甲"])
def test_html_items_that_bring_their_number_get_no_other(text: str):
    assert texts(f"<ol><li><span>{text}</span></li></ol>", ".html") == [text]


def test_html_numbers_follow_the_style_of_the_list():
    markup = (
        '<ol style="list-style-type: cjk-ideographic"><li>甲</li></ol><ol type="I" start="4"><li>乙</li></ol>'
    )
    assert texts(markup, ".html") == ["一、甲", "IV. 乙"]


def test_html_nested_thousands_deep_is_read():
    assert texts("<div>" * 3000 + "深" + "</div>" * 3000 + "<p>后", ".html") == ["深", "后"]


# --- DOCX ----------------------------------------------------------------------------------------


def test_one_bold_word_does_not_split_a_line():
    data = docx(paragraph(run("今年"), run("青岛", "<w:b/>"), run("推进")))
    assert [(line.text, line.emphasis) for line in lines(data, ".docx")] == [("今年青岛推进", 0)]


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in [
        ("1", "heading 1", '<w:rPr><w:b/></w:rPr><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("b", "标题 2", ""),
        ("own", "版面标题", '<w:basedOn w:val="1"/>'),
        ("t", "Title", ""),
        ("c", "caption", ""),
        ("l", "List Bullet 2", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'),
        ("s", "粗体", "<w:rPr><w:b/></w:rPr>"),
        ("x", "circle", '<w:basedOn w:val="x"/>'),
    ]
)


def test_styles_make_headings_lists_captions_and_bold():
    body = "".join(styled(key, key) for key in ("1", "b", "own", "t", "c", "l", "s", "x", "Heading3"))
    body += paragraph(run("outline"), properties='<w:outlineLvl w:val="3"/>')
    body += paragraph(run("body"), properties='<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    page = lines(docx(body, styles=STYLES), ".docx")
    assert {line.text: (line.markup, line.level, line.emphasis) for line in page} == {
        "1": (Markup.HEADING, 1, 0),
        "b": (Markup.HEADING, 2, 0),
        "own": (Markup.HEADING, 1, 0),
        "t": (Markup.HEADING, 1, 0),
        "c": (Markup.CAPTION, 0, 0),
        "l": (Markup.LIST_ITEM, 2, 0),
        "s": (Markup.TEXT, 0, 1),
        "x": (Markup.TEXT, 0, 0),
        "Heading3": (Markup.HEADING, 3, 0),
        "outline": (Markup.HEADING, 4, 0),
        "body": (Markup.TEXT, 0, 4),
    }


def test_paragraphs_in_the_middle_are_known_by_themselves_and_by_their_style():
    middle = '<w:jc w:val="center"/>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="c"><w:name w:val="居中"/><w:pPr>{middle}</w:pPr></w:style>'
    )
    left = '<w:pStyle w:val="c"/><w:jc w:val="left"/>'
    body = paragraph(run("题"), properties=middle) + styled("类", "c") + paragraph(run("左"), properties=left)
    assert [line.centred for line in lines(docx(body + paragraph(run("文")), styles=styles), ".docx")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_insertions_are_read_deletions_skipped_and_moved_text_read_once():
    body = paragraph(
        run("青岛"),
        f'<w:ins w:id="1">{run("市")}</w:ins>',
        deleted("县"),
        f'<w:moveTo w:id="2">{run("移")}</w:moveTo>',
    ) + paragraph(f'<w:moveFrom w:id="3">{run("移")}</w:moveFrom>')
    assert texts(docx(body), ".docx") == ["青岛市移"]
    assert skipped(docx(body), ".docx") == [
        ("县", "deleted by a tracked change"),
        ("移", "moved away by a tracked change"),
    ]


def test_a_deleted_paragraph_mark_merges_with_the_next_paragraph():
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = paragraph(run("平台搭"), properties=gone) + paragraph(
        run("建"), properties='<w:outlineLvl w:val="1"/>'
    )
    assert [(line.text, line.level) for line in lines(docx(body), ".docx")] == [("平台搭建", 2)]
    assert texts(docx(paragraph(run("甲"), properties=gone) + table(("乙",))), ".docx") == ["甲", "乙"]


def test_text_boxes_are_read_once_after_their_paragraph():
    body = paragraph(run("正"), text_box(paragraph(run("框"))), run("文"))
    assert [(line.text, line.markup) for line in lines(docx(body), ".docx")] == [
        ("正文", Markup.TEXT),
        ("框", Markup.TEXT_BOX),
    ]
    assert ("框", "copy for older programs") in skipped(docx(body), ".docx")


def test_cells_of_nested_and_merged_tables_are_read_once():
    merged = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph(run('遮'))}</w:tc>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph(run('外'))}{table(('内', '里'))}{paragraph()}</w:tc>{merged}</w:tr></w:tbl>"
    page = lines(docx(body), ".docx")
    assert [line.text for line in page] == ["外", "内", "里"]
    assert {line.markup for line in page} == {Markup.TABLE_CELL}
    assert skipped(docx(body), ".docx") == [("遮", "hidden by a merged cell")]


def test_the_result_of_a_field_is_read_and_a_broken_field_hides_no_later_paragraph():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = (
        paragraph(field(' HYPERLINK "http://a.b" ', "链接"))
        + paragraph(begin, run("码"))
        + paragraph(run("后文"))
    )
    assert texts(docx(body), ".docx") == ["链接", "后文"]
    assert skipped(docx(body), ".docx") == [('HYPERLINK "http://a.b"\n码', "field code")]


def test_hidden_text_placeholders_symbols_tabs_and_hyphens():
    body = paragraph(
        run("藏", "<w:vanish/>"),
        '<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>',
        "<w:r><w:t>记者</w:t><w:tab/><w:t>X</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('点击输入')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtContent>{run('填好')}</w:sdtContent></w:sdt>",
    )
    assert texts(docx(body), ".docx") == ["□记者\tX-1填好"]
    assert skipped(docx(body), ".docx") == [("藏", "hidden text"), ("点击输入", "placeholder")]


def test_symbols_are_read_as_characters_and_unknown_ones_skipped():
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    places = [
        ("Wingdings", "F06E"),
        ("Wingdings", "6E"),
        ("Symbol", "F0B7"),
        ("Arial", "00E9"),
        ("Webdings", "F031"),
    ]
    body = paragraph(*(symbol.format(*place) for place in places))
    assert texts(docx(body), ".docx") == ["■■•é"]
    assert [reason for _, reason in skipped(docx(body), ".docx")] == ["symbol without a meaning in text"]


def test_a_text_box_of_a_merged_paragraph_follows_the_whole_paragraph():
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = paragraph(run("平台"), text_box(paragraph(run("框"))), properties=gone) + paragraph(run("搭建"))
    assert texts(docx(body), ".docx") == ["平台搭建", "框"]


def test_text_outside_any_paragraph_is_read():
    assert texts(docx(paragraph(run("正文")) + run("尾")), ".docx") == ["正文", "尾"]


def test_notes_follow_and_headers_footers_and_comments_are_skipped():
    mark = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    data = docx(
        paragraph(run("正文"), mark),
        footnotes=f'<w:footnote w:id="1">{paragraph(run("脚注"))}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{paragraph(run("尾注"))}</w:endnote>',
        header=paragraph(run("页眉")),
        footer=paragraph(run("页脚")),
        comments=f'<w:comment w:id="1">{paragraph(run("批注"))}</w:comment>',
    )
    assert texts(data, ".docx") == ["正文", "脚注", "尾注"]
    assert skipped(data, ".docx") == [
        ("*", "footnote mark"),
        ("页眉", "page header"),
        ("页脚", "page footer"),
        ("批注", "comment"),
    ]


def test_the_strict_variant_of_the_format_is_read_too():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = samples.pack(
        {"word/document.xml": f'<d xmlns:w="{strict}"><w:p><w:r><w:t>严</w:t></w:r></w:p></d>'}
    )
    assert texts(data, ".docx") == ["严"]


def test_a_file_written_by_python_docx_is_read(tmp_path: Path):
    from docx import Document as new_document

    word = new_document()
    word.add_heading("一级", 1)
    word.add_paragraph("项", style="List Bullet")
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "格", "子"
    word.save(str(tmp_path / "page.docx"))
    page = lines((tmp_path / "page.docx").read_bytes(), ".docx")
    assert [(line.text, line.markup, line.level) for line in page] == [
        ("一级", Markup.HEADING, 1),
        ("项", Markup.LIST_ITEM, 1),
        ("格", Markup.TABLE_CELL, 0),
        ("子", Markup.TABLE_CELL, 0),
    ]


WHOLE = docx(paragraph(run("青岛" * 200)))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITY = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
BILLION = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(ord(b) + 1)} '{f'&{b};' * 10}'>" for b in "abcdefghi"
) + "]><d>&j;</d>"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"not a zip", "not a Word file"),
        (WHOLE[: len(WHOLE) // 2], "not a Word file, or a damaged one"),
        (WHOLE.replace(b"word/document.xml", b"word/documenX.xml"), "no Word file"),
        (samples.pack({"a.txt": "x"}), "no Word file"),
        (samples.pack({"word/document.xml": "<w"}), r"damaged \(word/document.xml, line 1\)"),
        (samples.pack({"word/document.xml": ENTITY}), "declares a document type"),
        (samples.pack({"word/document.xml": BILLION}), "declares a document type|damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OLE, "old Word format"),
        (docx(paragraph()), "no text"),
    ],
)
def test_a_bad_word_file_is_refused_with_the_next_step(data: bytes, message: str):
    with pytest.raises(InputError, match=f"^in/page.docx: .*({message})") as raised:
        read_page(data, "in/page.docx")
    assert raised.value.hint


def test_flipped_bytes_yield_a_page_or_an_input_error():
    outcomes = set()
    for at in range(0, len(WHOLE), 7):
        data = bytearray(WHOLE)
        data[at] ^= 0xFF
        try:
            outcomes.add(type(read_page(bytes(data), "page.docx")))
        except InputError as error:
            outcomes.add(type(error))
    assert InputError in outcomes


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path: Path):
    with (
        zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(101):
            part.write(bytes(2**20))
    with pytest.raises(InputError, match="unpacks to 101 MiB"):
        read_page((tmp_path / "bomb.docx").read_bytes(), "bomb.docx")


def test_a_word_file_nested_too_deeply_is_refused():
    deep = "<w:sdt><w:sdtContent>" * 1500 + paragraph(run("深")) + "</w:sdtContent></w:sdt>" * 1500
    with pytest.raises(InputError, match=r"damaged|too deeply"):
        read_page(docx(deep), "page.docx")


def test_a_chinese_indent_begins_a_paragraph() -> None:
    page = read_page("　　第一段的开头，\n还没有完。\n　　第二段。".encode(), "page.txt")
    assert [line.gap_before for line in page.lines] == [True, False, True]
