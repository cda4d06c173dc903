"""Every character of an input ends in a line or is skipped for a named reason, whatever the input."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests import sample_files as samples
from tests.sample_pdfs import Sheet, pdf
from translator.errors import InputError
from translator.model import Page
from translator.readers.markdown import read_markdown
from translator.readers.table import read_page

SEED = Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt"

WORDS = st.sampled_from([
    "青岛市", "本报讯", "，", "。", "“引文”", "2.0版", "English text", "臺灣", "□", "\u3000\u3000", " ",
    "x", "1", "\u200b", "\u00ad", "𠮷", "é",
])  # fmt: skip
PLAIN = st.lists(WORDS, min_size=1, max_size=4).map("".join)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\f", "\v", "\u2028", "\u2029", "\x85", "  \n"])
LIGHT = st.sampled_from(["# ", "### ", "#", "**", "***", "*", "---", "====", "2**8", "\t", " #"])
MARKS = st.sampled_from([
    "# ", "## ", "**", "__", "*", "`", "```\n", "~~~", "- ", "  - ", "12. ", "> ", "    ", "\t", "![", "[",
    '](http://a.b/c "t")', "](中.png)", "]", "[r]: http://x.y\n", "[r]", "|", "|---|---|\n",
    "| a | b |\n|---|---|\n| c |", "\\|", "\\*", "\\", "&amp;", "&nbsp;", "&copy;", "&#20013;", "&#x0;",
    "&#128;", "&bad;", "&", "<b>", "</b>", "<div>", "</div>\n", "<br>", "<!--", "-->", "<script>",
    "</script>", "<http://a.b>", "<", ">", "===\n", "---\n", "---\ntitle: x\n---\n",
    "---\ntitle: 海湾隧道\n---\n", "***\n",
])  # fmt: skip
TAGS = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<strong style='font-weight:400'>", "<h2>",
    "</h2>", "<ul>", "<li>", "</ul>", "<table><tr><td>", "<td>", "</table>", "<pre>", "</pre>", "<!-- ",
    " -->", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>",
    "<img alt='图片' title=\"提示\">", "<nav>", "</nav>", "<p hidden>", "<span style='display:none'>",
    "</span>", "&lt;", "&nbsp;", "&#20013;", "&", "<", ">", "<ruby>汉<rt>hàn</rt></ruby>", "<template>",
    "</template>", "<select><option>", "</select>", "<svg>", "</svg>", "<?php x ?>", "<![CDATA[y]]>",
    "</body>", "<head>", "<noscript>", "</noscript>", "<del>", "</del>", "<textarea>", "</textarea>",
])  # fmt: skip


def mixed(*others: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(WORDS, BREAKS, *others), min_size=1, max_size=25).map("".join)


def read(read_it: Callable[[], Page]) -> Page:
    """Read, or leave the example out when it holds no text at all."""
    try:
        return read_it()
    except InputError as error:
        assume("no text" not in error.message and "only blanks" not in error.message)
        raise


@settings(max_examples=100, deadline=None)
@given(text=mixed(LIGHT), mark=st.booleans())
def test_text_is_accounted_for(text: str, mark: bool):
    data = ("\ufeff" + text if mark else text).encode()
    page = read(lambda: read_page(data, "page.txt"))
    assert samples.counted(page) == samples.count(data.decode())


@settings(max_examples=150, deadline=None)
@given(text=mixed(MARKS))
def test_markdown_is_accounted_for(text: str):
    page = read(lambda: read_markdown(text.encode(), "page.md"))
    assert samples.counted(page) == samples.in_markdown(text, page)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="ab中 \n*_`#>-+1.|[]()!<>&;\\:\"'~=\t", max_size=60))
def test_markdown_of_marks_only_is_accounted_for(text: str):
    assume(text.strip())
    page = read(lambda: read_markdown(text.encode(), "page.md"))
    assert samples.counted(page) == samples.in_markdown(text, page)


@settings(max_examples=100, deadline=None)
@given(markup=mixed(TAGS))
def test_html_is_accounted_for(markup: str):
    page = read(lambda: read_page(("<!DOCTYPE html>" + markup).encode(), "page.html"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert samples.counted(page) == samples.in_html("<!DOCTYPE html>" + markup)


@settings(max_examples=40, deadline=None)
@given(markup=mixed(TAGS), style=PLAIN)
def test_web_archives_are_accounted_for(markup: str, style: str):
    page = read(lambda: read_page(samples.archive("<!DOCTYPE html>" + markup, style), "page.mhtml"))
    header = next(one.text for one in page.skipped if one.reason == "archive header")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = samples.in_html("<!DOCTYPE html>" + markup) + samples.count(style, header)
    assert samples.counted(page) == expected


def _paragraphs() -> st.SearchStrategy[str]:
    bold = st.sampled_from(["", "<w:b/>", '<w:b w:val="0"/>', "<w:vanish/>"])
    inline = st.one_of(
        st.builds(samples.run, PLAIN, bold),
        st.builds(samples.deleted, PLAIN),
        st.builds(samples.field, PLAIN, PLAIN),
        st.builds('<w:ins w:id="2">{}</w:ins>'.format, st.builds(samples.run, PLAIN)),
        st.builds('<w:moveFrom w:id="3">{}</w:moveFrom>'.format, st.builds(samples.run, PLAIN)),
        st.builds("<w:hyperlink>{}</w:hyperlink>".format, st.builds(samples.run, PLAIN)),
        st.builds("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format, st.builds(samples.run, PLAIN)),
        st.builds(samples.text_box, st.builds(samples.paragraph, st.builds(samples.run, PLAIN))),
        st.sampled_from(
            ["<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:r><w:noBreakHyphen/></w:r>",
             '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>']
        ),
    )  # fmt: skip
    properties = st.sampled_from(
        ["", "<w:rPr><w:del w:id='4'/></w:rPr>", "<w:outlineLvl w:val='1'/>", "<w:pStyle w:val='Heading2'/>"]
    )
    content = st.lists(inline, max_size=5).map("".join)
    return st.builds(lambda inside, look: samples.paragraph(inside, properties=look), content, properties)


def _bodies() -> st.SearchStrategy[str]:
    cell = st.builds(
        "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>".format,
        st.sampled_from(["", "<w:vMerge/>", "<w:vMerge w:val='restart'/>", "<w:gridSpan w:val='2'/>"]),
        _paragraphs(),
    )
    row = st.builds("<w:tr>{}{}</w:tr>".format, cell, cell)
    tables = st.builds("<w:tbl>{}</w:tbl>".format, row)
    nested = st.builds("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>".format, tables, _paragraphs())
    return st.lists(st.one_of(_paragraphs(), _paragraphs(), tables, nested), min_size=1, max_size=5).map(
        "".join
    )


@settings(max_examples=60, deadline=None)
@given(body=_bodies(), note=_paragraphs(), aside=_paragraphs())
def test_docx_is_accounted_for(body: str, note: str, aside: str):
    data = samples.docx(
        body,
        footnotes=f'<w:footnote w:id="1">{note}</w:footnote>',
        header=aside,
        comments=aside,
        footer=aside,
    )
    page = read(lambda: read_page(data, "page.docx"))
    assert samples.counted(page) == samples.in_docx(data)


PLACES = st.tuples(st.integers(0, 7), st.integers(0, 24), st.integers(0, 3))
"""Column, row and page."""


@settings(max_examples=60, deadline=None)
@given(
    words=st.dictionaries(
        PLACES,
        st.tuples(
            st.text("青岛市本报讯，。“”2A", min_size=1, max_size=6),
            st.sampled_from([8, 10, 14]),
            st.sampled_from([0, 0, 0, 90]),
        ),
        min_size=1, max_size=60,
    ),
    foot=st.booleans(),
)  # fmt: skip
def test_pdfs_are_accounted_for(words: dict[tuple[int, int, int], tuple[str, int, int]], foot: bool):
    sheets = [Sheet(), Sheet(), Sheet(), Sheet()]
    drawn = []
    for (column, row, page), (text, size, angle) in words.items():
        sheets[page].text(40 + 64 * column, 90 + 29 * row, text[: 60 // size], size, angle=angle)
        drawn.append(text[: 60 // size])
    for sheet in sheets if foot else ():
        sheet.text(290, 30, "第3版")
        drawn.append("第3版")
    page = read(lambda: read_page(pdf(sheets), "page.pdf"))
    assert samples.counted(page) == samples.count(*drawn)


@settings(max_examples=50, deadline=None)
@given(text=mixed(LIGHT), encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "gb18030"]))
def test_lines_are_stripped_single_lines_without_control_characters(text: str, encoding: str):
    data = ("青岛市今年的工作\n" + text).encode(encoding)
    page = read_page(data, "page.txt")
    for line in page.lines:
        assert line.text == line.text.strip() != ""
        assert len(line.text.splitlines()) == 1
        assert 0 <= line.emphasis <= len(line.text)


@pytest.mark.parametrize("extension", [".txt", ".md"])
def test_the_seed_page_is_accounted_for(extension: str):
    data = SEED.read_bytes()
    assert samples.counted(read_page(data, "page" + extension)) == samples.count(data.decode())
