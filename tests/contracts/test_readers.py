"""The contract of every reader; a new format needs a sample in the tables below."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pytest

from tests import sample_files as samples
from tests import sample_pdfs as pdfs
from translator.errors import InputError
from translator.model import Markup, Page
from translator.readers.table import READERS, read_page

SEED = (Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt").read_text(encoding="utf-8")
PARAGRAPHS = [
    "青岛推进项目建设 提升医疗服务质量",
    "□记者 李媛 报道",
    "近日，青岛市发布了《数字青岛发展规划（2023—2025年）》，“5+12+N”工程 and English text 与中文混排。",
    "臺灣數位發展部成立 * 3 < 4 & 5 > 2",
    "An English-only paragraph, unchanged.",
]


def _plain(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def _html(paragraphs: Sequence[str]) -> bytes:
    return "".join(f"<p>{escape(text)}</p>" for text in paragraphs).encode()


def _docx(paragraphs: Sequence[str]) -> bytes:
    return samples.docx("".join(samples.paragraph(samples.run(text)) for text in paragraphs))


def _pdf(paragraphs: Sequence[str]) -> bytes:
    """Set paragraphs as a word processor does: indented, wrapped at the margin, with space between them."""
    sheet = pdfs.Sheet()
    sheets, y = [sheet], 770.0
    for text in paragraphs:
        for line in pdfs.wrapped(text, 455):
            if y < 70:
                sheet = pdfs.Sheet()
                sheets.append(sheet)
                y = 770.0
            sheet.text(70, y, line)
            y -= 15
        y -= 15
    return pdfs.pdf(sheets)


def _headed_pdf() -> bytes:
    sheet = pdfs.Sheet()
    sheet.text(70, 770, "标题", 14)
    end = sheet.text(70, 740, "本报讯", font="Song-Bold")
    end = sheet.text(end, 740, " 近日，全文")
    end = sheet.text(end, 740, "中间", font="Song-Bold")
    sheet.text(end, 740, "粗体。")
    sheet.lines(70, 710, ["第一行", "第二行"])
    return pdfs.pdf([sheet])


MAKERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    ".txt": _plain,
    ".md": _plain,
    ".markdown": _plain,
    ".docx": _docx,
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".shtml": _html,
    ".mhtml": lambda paragraphs: samples.archive(_html(paragraphs).decode()),
    ".mht": lambda paragraphs: samples.archive(_html(paragraphs).decode()),
}

HEADED: dict[str, bytes] = {
    ".txt": "## 标题\n\n**本报讯** 近日，全文**中间**粗体。\n\n第一行\n第二行".encode(),
    ".md": "## 标题\n\n**本报讯** 近日，全文**中间**粗体。\n\n第一行\n第二行".encode(),
    ".docx": samples.docx(
        samples.styled("标题", "2")
        + samples.paragraph(
            samples.run("本报", "<w:b/>"), samples.run("讯", "<w:b/>"), samples.run(" 近日，全文"),
            samples.run("中间", "<w:b/>"), samples.run("粗体。"),
        )
        + samples.paragraph(samples.run("第一行"), "<w:r><w:br/></w:r>", samples.run("第二行")),
        styles='<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>',
    ),
    ".pdf": _headed_pdf(),
    ".html": (
        "<h2>标题</h2><p><b>本报</b><strong>讯</strong> 近日，全文<b>中间</b>粗体。<p>第一行<br>第二行"
    ).encode(),
}  # fmt: skip
HEADED |= {".markdown": HEADED[".md"]}
HEADED |= dict.fromkeys((".htm", ".xhtml", ".shtml"), HEADED[".html"])
HEADED |= dict.fromkeys((".mhtml", ".mht"), samples.archive(HEADED[".html"].decode()))

every_reader = pytest.mark.parametrize("extension", list(READERS))


def refusal(data: bytes, name: str) -> InputError:
    with pytest.raises(InputError) as raised:
        read_page(data, name)
    return raised.value


@every_reader
def test_a_reader_takes_bytes_and_a_name_and_returns_a_page(extension: str):
    assert list(inspect.signature(READERS[extension]).parameters) == ["data", "name"]
    page = READERS[extension](MAKERS[extension](PARAGRAPHS), f"in/page{extension}")
    assert isinstance(page, Page)
    assert page.name == f"in/page{extension}"


@every_reader
def test_paragraphs_are_read_in_order_and_unchanged(extension: str):
    page = read_page(MAKERS[extension](PARAGRAPHS), f"page{extension}")
    assert [line.text for line in page.lines] == PARAGRAPHS
    assert all(line.gap_before and line.markup is Markup.TEXT and not line.emphasis for line in page.lines)


@every_reader
def test_the_same_bytes_make_the_same_page(extension: str):
    data = MAKERS[extension](PARAGRAPHS)
    assert read_page(data, f"page{extension}") == read_page(data, f"page{extension}")


@every_reader
def test_headings_bold_leads_and_broken_lines_are_read_alike(extension: str):
    lines = read_page(HEADED[extension], f"page{extension}").lines
    assert [
        (line.text, line.markup, line.level, line.emphasis, line.gap_before) for line in lines
    ] == [
        ("标题", Markup.HEADING, 2, 0, True),
        ("本报讯 近日，全文中间粗体。", Markup.TEXT, 0, 3, True),
        ("第一行", Markup.TEXT, 0, 0, True),
        ("第二行", Markup.TEXT, 0, 0, False),
    ]  # fmt: skip


@every_reader
def test_the_extension_may_be_in_capitals(extension: str):
    assert read_page(MAKERS[extension](["青岛"]), f"PAGE{extension.upper()}").lines[0].text == "青岛"


@every_reader
def test_white_space_around_lines_is_removed(extension: str):
    page = read_page(MAKERS[extension](["　　全角缩进　", "\u00a0尾巴 "]), f"page{extension}")
    assert [line.text for line in page.lines] == ["全角缩进", "尾巴"]


@every_reader
def test_invisible_characters_are_skipped_by_name(extension: str):
    page = read_page(MAKERS[extension](["青\u200b岛\ufeff市\u00ad"]), f"page{extension}")
    assert page.lines[0].text == "青岛市"
    skipped = [one for one in page.skipped if one.reason != "archive header"]
    assert {one.reason for one in skipped} == {"invisible character"}
    assert samples.count(*(one.text for one in skipped)) == samples.count("\u200b\ufeff\u00ad")


@every_reader
@pytest.mark.parametrize(
    "data",
    [b"", b"   \n\n", bytes(range(256)) * 20, b"\x7fELF" + bytes(200)],
    ids=["empty", "blank", "bytes", "program"],
)
def test_a_file_without_text_is_an_input_error_with_the_next_step(extension: str, data: bytes):
    error = refusal(data, f"in/page{extension}")
    assert error.message.startswith(f"in/page{extension}: ")
    assert error.hint.endswith(".")


@every_reader
def test_a_file_of_markup_alone_is_an_input_error(extension: str):
    data = {".docx": _docx(["", "  "]), ".html": b"<p><br></p><script>x()</script>", ".txt": b"---\n***"}
    data |= {".pdf": pdfs.pdf([pdfs.Sheet()])}
    data |= {".md": b"---\n\n[r]: http://a.b", ".htm": b"<!-- x -->", ".markdown": b"***"}
    data |= {".xhtml": b"<p/>", ".shtml": b"<!--#include x -->"}
    data |= {".mhtml": samples.archive("<p><br>"), ".mht": samples.archive("<style>x</style>")}
    assert "there is no text in it" in refusal(data[extension], f"page{extension}").message


LARGE = {".pdf": 500_000}
"""Bytes of text where 5 MB are not what anybody has: this is 130 pages of a PDF."""


@every_reader
def test_large_files_are_read(extension: str):
    paragraphs = [line.strip() for line in SEED.splitlines() if len(line) > 100]
    many = paragraphs * (LARGE.get(extension, 5_000_000) // len("".join(paragraphs).encode()) + 1)
    page = read_page(MAKERS[extension](many), f"page{extension}")
    assert len(page.lines) == len(many)


@every_reader
def test_a_paragraph_of_any_length_is_read(extension: str):
    text = "青岛" * (LARGE.get(extension, 5_000_000) // 10)
    assert read_page(MAKERS[extension]([text]), f"page{extension}").lines[0].text == text


def test_an_unknown_extension_is_refused_with_the_known_ones():
    assert {".docx", ".pdf", ".doc"} <= set(re.findall(r"\.\w+", refusal(b"x", "page.xyz").hint))
    assert "cannot be read" in refusal(b"x", "page").message
