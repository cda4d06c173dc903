"""How saved web pages are read: what is the article, what stands beside it, what is hidden, which tables are data."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from translator.errors import InputError
from translator.model import Line, Markup, Page
from translator.readers.table import read_page

LEAD = "5月20日，由海湾船厂建造的首艘五百客位纯电动客轮正式交付，将投入海湾至长岛航线运营，票价不变。"
MORE = "该船长58米，搭载4200千瓦时磷酸铁锂电池，一次充电可航行90公里，每年可减少二氧化碳排放约1600吨。"
LAST = "运营方表示，首航定于6月1日，旅客可在码头和网上购票，老人和学生享受半价，随行儿童免票。"
BODY = f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"


def read(markup: str, extension: str = ".html") -> Page:
    return read_page(markup.encode(), f"page{extension}")


def texts(markup: str) -> list[str]:
    return [line.text for line in read(markup).lines]


def article(markup: str) -> list[str]:
    """Return the lines that are not beside the article."""
    return [line.text for line in read(markup).lines if line.markup is not Markup.BESIDE]


def beside(markup: str) -> list[str]:
    return [line.text for line in read(markup).lines if line.markup is Markup.BESIDE]


def skipped(markup: str) -> dict[str, str]:
    return {one.reason: one.text for one in read(markup).skipped}


def line_of(markup: str, text: str) -> Line:
    return next(line for line in read(markup).lines if line.text == text)


# --- hidden text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        'style="visibility: hidden; opacity: 0;"',
        'style="display:none"',
        "hidden",
        'id="menu_x" style="VISIBILITY:HIDDEN"',
    ],
)
def test_a_hidden_container_with_most_of_the_running_text_is_read(hidden: str):
    page = f"<h1>电动客轮交付</h1>海湾日报<div {hidden}><section><p>{LEAD}</p></section><p>{MORE}</p></div>"
    assert (LEAD in texts(page)) == ("menu" not in hidden)


def test_paragraphs_that_are_hidden_one_by_one_are_read():
    hidden = "".join(f'<p style="visibility:hidden" class="lazy">{text}</p>' for text in (LEAD, MORE, LAST))
    assert texts(f"<h1>电动客轮交付</h1>{hidden}") == ["电动客轮交付", LEAD, MORE, LAST]


def test_the_rest_of_an_article_that_a_click_unfolds_is_read():
    assert (
        texts(f"<div><p>{LEAD}</p><p>{MORE}</p><div style='display:none'><p>{LAST}</p></div></div>")[2]
        == LAST
    )


def test_a_hidden_copy_of_the_article_is_skipped():
    page = f"<div><p>{LEAD}</p><p>{MORE}</p></div><div style='display:none'><p>{LEAD}</p><p>{MORE}</p></div>"
    assert texts(page) == [LEAD, MORE]
    assert skipped(page) == {"hidden text": f"{LEAD}\n{MORE}"}


@pytest.mark.parametrize("name", ["login-dialog", "shareLayer", "tpl", "userAgreement"])
def test_a_hidden_layer_is_skipped_however_long_it_is(name: str):
    page = f"<p>{LEAD}</p><div class='{name}' style='display:none'><p>{MORE}</p><p>{LAST}</p></div>"
    assert texts(page) == [LEAD]


def test_hidden_menus_and_boxes_without_running_text_are_skipped():
    page = f"<div style='display:none'><ul><li>首页<li>要闻</ul></div>{BODY}<div hidden>微信扫一扫</div>"
    assert texts(page) == [LEAD, MORE, LAST]


# --- beside the article --------------------------------------------------------------------------------

SITE = """<div class="top"><ul class="nav"><li>首页</li><li>要闻</li></ul></div>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/yw">要闻</a></div>
<div class="main"><h1>电动客轮交付</h1><div class="info">2024-05-21 来源：<a href="/">海湾日报</a></div>
<div class="bdsharebuttonbox">分享到：<a>微信</a><a>微博</a></div>
<div class="content">{body}<p>附件：<a href="1.doc">船期表</a> <a href="2.doc">票价表</a></p></div>
<div class="x1">上一篇：<a>大桥封顶</a> 下一篇：<a>港口扩建</a></div></div>
<div class="x2"><h3>排行</h3><ul>{links}</ul></div>
<div class="footer">海湾日报社主办 地址：海湾路1号</div>""".format(
    body=BODY, links="".join(f"<li><a href='{n}.html'>第{n}条新闻的标题</a></li>" for n in range(9))
)


def test_the_article_its_source_and_its_attachments_are_read():
    assert article(SITE) == [
        "电动客轮交付", "2024-05-21 来源：海湾日报", LEAD, MORE, LAST, "附件：船期表 票价表",
    ]  # fmt: skip


def test_links_and_notices_around_the_article_are_marked():
    assert beside(SITE) == [
        "当前位置：首页 > 要闻", "分享到：微信微博", "上一篇：大桥封顶 下一篇：港口扩建",
        "海湾日报社主办 地址：海湾路1号",
    ]  # fmt: skip


def test_menus_and_long_lists_of_links_are_skipped_by_name():
    reasons = skipped(SITE)
    assert reasons["navigation"] == "首页\n要闻"
    assert reasons["links to other pages"].startswith("排行\n第0条新闻的标题")


def test_teasers_of_other_pages_are_no_running_text():
    teasers = "".join(f"<div><a href='{n}'>第{n}条新闻的标题</a><p>{LEAD[:30]}…</p></div>" for n in range(9))
    page = f"<div><h1>电动客轮交付</h1><p>{LEAD}{MORE}</p></div><div class='r'>{teasers}</div>"
    assert article(page) == ["电动客轮交付", LEAD + MORE]
    assert "links to other pages" in skipped(page)


def test_a_page_without_an_article_is_read_as_it_is():
    links = "".join(f"<li><a href='{n}.html'>第{n}条新闻的标题</a></li>" for n in range(9))
    assert (
        len(article(f"<div class='x'><ul>{links}</ul></div><div class='footer'>海湾日报社主办</div>")) == 10
    )


def test_links_among_the_paragraphs_of_an_article_are_read():
    links = "<ul><li><a>甲市实施细则</a></li><li><a>乙市实施细则</a></li></ul>"
    page = f"<div><p>{LEAD}</p>{links}<p>{MORE}</p></div>"
    assert article(page) == [LEAD, "甲市实施细则", "乙市实施细则", MORE]


def test_an_article_in_an_element_called_comment_is_an_article():
    assert article(f"<div class='comment-content'><h1>评论</h1>{BODY}</div>") == ["评论", LEAD, MORE, LAST]


# --- the page's title ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "<title>首艘电动客轮在海湾交付_海湾新闻网</title>",
        "<title>首艘电动客轮在海湾交付 - 要闻 - 海湾新闻网</title>",
        "<title></title><meta property='og:title' content='首艘电动客轮在海湾交付'>",
        "<meta name='ArticleTitle' content='首艘电动客轮在海湾交付'><title>海湾新闻网</title>",
    ],
)
def test_the_line_that_is_the_page_s_title_is_a_heading(head: str):
    title = "<p align=center><b>首艘电动客轮<br>在海湾交付</b></p>"
    table = "<tr><td>标题：</td><td>首艘电动客轮在海湾交付</td></tr><tr><td>文号：</td><td>1号</td></tr>"
    page = f"<head>{head}</head><table>{table}</table>{title}{BODY}"
    headings = [(line.text, line.level) for line in read(page).lines if line.markup is Markup.HEADING]
    assert headings == [("首艘电动客轮在海湾交付", 1)]


def test_a_title_that_is_nested_thousands_deep_is_found():
    page = (
        f"<title>首艘电动客轮在海湾交付</title>{'<div>' * 3000}首艘电动客轮在海湾交付{'</div>' * 3000}{BODY}"
    )
    assert line_of(page, "首艘电动客轮在海湾交付").markup is Markup.HEADING


def test_a_page_whose_title_stands_nowhere_has_no_heading():
    page = f"<title>海湾新闻网_首页</title><p>首艘电动客轮在海湾交付</p>{BODY}"
    assert all(line.markup is Markup.TEXT for line in read(page).lines)


# --- tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr><td>要闻</td></tr><tr><td>{BODY}</td></tr></table>",
        f"<table><tr><td>要闻</td><td>{BODY}</td></tr><tr><td>版权</td><td>页</td></tr></table>",
        f"<table role=none><tr><td>要闻</td><td>{LEAD}</td></tr><tr><td>{MORE}</td><td>{LAST}</td></tr></table>",
        f"<table><tr><td><table><tr><td>{BODY}</td></tr></table></td><td>版权</td></tr></table>",
    ],
    ids=["one column", "a large cell", "its role", "nested"],
)
def test_a_table_that_lays_out_the_page_makes_paragraphs(table: str):
    lines = read(table).lines
    assert LEAD in [line.text for line in lines]
    assert {line.markup for line in lines} == {Markup.TEXT}


def test_a_table_of_data_keeps_its_cells_row_by_row_even_with_long_texts():
    rows = f"<tr><th>项目</th><th>内容</th></tr><tr><td>一</td><td>{LEAD}</td></tr><tr><td>二</td><td>{MORE}</td></tr>"
    lines = read(f"<table><tr><td><table>{rows}</table></td></tr><tr><td>{LAST}</td></tr></table>").lines
    assert [(line.text, line.cell and (line.cell.table, line.cell.row, line.cell.column)) for line in lines] == [
        ("项目", (1, 1, 1)), ("内容", (1, 1, 2)), ("一", (1, 2, 1)), (LEAD, (1, 2, 2)), ("二", (1, 3, 1)),
        (MORE, (1, 3, 2)), (LAST, None),
    ]  # fmt: skip
    assert [bool(line.cell and line.cell.head) for line in lines][:3] == [True, True, False]


def test_cells_span_rows_and_columns_and_wrong_spans_do_no_harm():
    rows = "<tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr><tr><td colspan=x>丙</td><td rowspan=-1>丁</td></tr>"
    cells = [line.cell for line in read(f"<table>{rows}</table>").lines]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in cells if c] == [
        (1, 1, 2, 1), (1, 2, 1, 2), (2, 2, 1, 1), (2, 3, 1, 1),
    ]  # fmt: skip


def test_text_in_a_table_of_pictures_is_captions():
    rows = [
        f"<tr><td><img src=1></td></tr><tr><td>{text}</td></tr>" for text in ("工人在安装扣件。", "新站房。")
    ]
    lines = read(f"{BODY}<table>{''.join(rows)}</table>").lines
    assert [line.text for line in lines if line.markup is Markup.CAPTION] == ["工人在安装扣件。", "新站房。"]


# --- alignment, captions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "centred"),
    [
        ("<p align=center>题</p>", True),
        ("<p style='text-align: center'>题</p>", True),
        ("<center><b>题</b></center>", True),
        ("<div align=center><p style='text-align:left'>题</p></div>", False),
        ("<table align=center><tr><td>题</td></tr></table>", False),
        ("<p>题</p>", False),
    ],
)
def test_lines_set_in_the_middle_are_known(markup: str, centred: bool):
    assert line_of(markup + BODY, "题").centred is centred


@pytest.mark.parametrize("name", ["img_desc", "pic-caption", "caption", "photo-info", "imgTitle"])
def test_what_is_called_a_caption_is_one(name: str):
    page = f"<div><img data-src='1.jpg'><span class='{name}'>客轮驶离码头</span></div>{BODY}"
    assert line_of(page, "客轮驶离码头").markup is Markup.CAPTION


# --- frames --------------------------------------------------------------------------------------------


def test_a_frameset_is_refused_with_the_files_that_have_the_text():
    page = '<frameset cols="20%,*"><frame src="left.html"><frame src="text.html"><noframes>请升级</noframes></frameset>'
    with pytest.raises(InputError) as raised:
        read(page)
    assert "left.html, text.html" in raised.value.message
    assert raised.value.hint


# --- web archives --------------------------------------------------------------------------------------


def archive(*parts: tuple[str, str, str]) -> bytes:
    """Return a web archive of parts with a kind, an encoding and a text."""
    whole = EmailMessage()
    whole["Subject"] = "电动客轮交付"
    whole.make_related()
    for kind, encoding, text in parts:
        part = EmailMessage()
        part.set_content(text.encode(encoding), *kind.split("/"), cte="base64")
        part.set_param("charset", encoding)
        whole.attach(part)
    return whole.as_bytes()


def test_the_page_of_a_web_archive_is_read_and_the_rest_skipped_by_name():
    data = archive(
        ("text/html", "gb18030", f"<meta charset=utf-8>{BODY}"),
        ("text/css", "utf-8", "p{}"),
        ("text/html", "utf-8", "<p>广告</p>"),
        ("image/png", "latin-1", "x"),
    )
    page = read_page(data, "page.mhtml")
    assert [line.text for line in page.lines] == [LEAD, MORE, LAST]
    reasons = {one.reason: one.text for one in page.skipped}
    assert "电动客轮交付" in reasons.pop("archive header")
    assert reasons == {"style": "p{}", "embedded page": "<p>广告</p>"}


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("x-gbk", "gb18030"), ("gb_2312-80", "gb18030"), ("unicode", "utf-8"), ("_autodetect_all", "utf-8")],
)
def test_other_parts_of_a_web_archive_may_declare_whatever_they_will(declared: str, encoding: str):
    data = archive(("text/html", "utf-8", BODY), ("text/html", encoding, "<p>广告</p>"))
    page = read_page(data.replace(f'"{encoding}"'.encode(), f'"{declared}"'.encode()), "page.mhtml")
    assert [one.text for one in page.skipped if one.reason == "embedded page"] == ["<p>广告</p>"]


def test_of_a_web_archive_of_frames_the_largest_frame_is_read():
    frames = "<frameset><frame src='cid:1'><frame src='cid:2'></frameset>"
    parts = [("text/html", "utf-8", text) for text in (frames, "<p>首页</p>", BODY)]
    assert read_page(archive(*parts), "page.mht").lines[0].text == LEAD


def test_a_page_of_the_wrong_extension_is_read_as_what_it_is():
    assert read(f"<html>{BODY}</html>", ".mht").lines[0].text == LEAD
