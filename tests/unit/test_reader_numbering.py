"""Automatic numbers of Word files: they are read as they are printed, and what no paragraph shows is not counted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as new_document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample_files import W, deleted, docx, paragraph, run, styled, table, text_box
from translator.errors import InputError
from translator.model import Markup
from translator.ooxml.number_formats import number_text
from translator.readers.table import read_page

SAVED = Path(__file__).parents[1] / "libreoffice"


def level(at: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, *overrides: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def start_at(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def in_list(number: object, at: object = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def item(number: int, at: int = 0, text: str = "文") -> str:
    return paragraph(run(text), properties=in_list(number, at))


def texts(body: str, numbering: str = "", **parts: str) -> list[str]:
    if numbering:
        parts["numbering"] = numbering
    return [line.text for line in read_page(docx(body, **parts), "page.docx").lines]


OFFICIAL = abstract(
    1,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
) + num(1, 1)
LEGAL = abstract(2, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2")) + num(2, 2)


# --- counting ------------------------------------------------------------------------------------


def test_the_levels_of_an_official_document_are_numbered():
    places = [0, 1, 1, 2, 3, 3, 2, 1, 2, 0, 1]
    assert texts("".join(item(1, at) for at in places), OFFICIAL) == [
        "一、文", "（一）文", "（二）文", "1. 文", "① 文", "② 文", "2. 文", "（三）文", "1. 文", "二、文", "（一）文",
    ]  # fmt: skip


def test_a_number_shows_the_levels_above_it():
    assert texts("".join(item(2, at) for at in (0, 1, 1, 0, 1)), LEGAL) == [
        "I. 文", "I.1 文", "I.2 文", "II. 文", "II.1 文",
    ]  # fmt: skip


def test_a_level_above_that_has_no_paragraph_counts_as_if_it_had_one():
    assert texts(item(2, 1) + item(2, 0), LEGAL) == ["I.1 文", "II. 文"]


def test_legal_numbering_shows_every_level_in_digits():
    numbering = abstract(1, level(0, "chineseCounting", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert texts(item(1) + item(1, 1), numbering + num(1, 1)) == ["一 文", "1.1 文"]


def test_articles_of_a_law_count_on_through_its_chapters():
    numbering = abstract(
        1,
        level(0, "chineseCountingThousand", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    ) + num(1, 1)
    assert texts("".join(item(1, at) for at in (0, 1, 1, 0, 1)), numbering) == [
        "第一章 文", "第一条 文", "第二条 文", "第二章 文", "第三条 文",
    ]  # fmt: skip


def test_a_level_starts_anew_only_after_the_level_it_names():
    numbering = abstract(
        1,
        level(0, "decimal", "%1"),
        level(1, "decimal", "%2"),
        level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>'),
    ) + num(1, 1)
    assert texts("".join(item(1, at) for at in (0, 1, 2, 1, 2, 0, 2)), numbering) == [
        "1 文", "1 文", "1 文", "2 文", "2 文", "2 文", "1 文",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_and_an_override_starts_anew_once():
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, start_at(0, 7))
    order = [1, 1, 2, 3, 3, 1]
    assert texts("".join(map(item, order)), numbering) == [f"{n}. 文" for n in (1, 2, 3, 7, 8, 9)]


def test_an_override_may_change_a_level():
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "附件%1：", start=2)}</w:lvlOverride>'
    assert texts(item(2) + item(2), abstract(1, level(0, "decimal", "%1.")) + num(2, 1, changed)) == [
        "附件B：文", "附件C：文",
    ]  # fmt: skip


def test_numbers_come_from_styles_and_a_style_names_its_level():
    numbering = abstract(
        4,
        level(0, "decimal", "%1", '<w:pStyle w:val="A"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="B"/>'),
    ) + num(4, 4)
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style>'
    )
    out = paragraph(run("丁"), properties=f'<w:pStyle w:val="B"/>{in_list(0)}')
    body = styled("甲", "A") + styled("乙", "B") + styled("丙", "C") + out + styled("戊", "A")
    assert texts(body, numbering, styles=styles) == ["1 甲", "1.1 乙", "1.2 丙", "丁", "2 戊"]


def test_a_definition_may_name_the_style_that_has_it():
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + abstract(2, level(0, "ideographTraditional", "%1、"))
        + num(1, 1)
        + num(2, 2)
    )
    styles = f'<w:style w:type="numbering" w:styleId="L"><w:pPr>{in_list(2)}</w:pPr></w:style>'
    assert texts(item(1) + item(2), numbering, styles=styles) == ["甲、文", "乙、文"]


# --- what is not counted -------------------------------------------------------------------------

GONE = "<w:rPr><w:del w:id='4' w:author='a'/></w:rPr>"


def test_deleted_paragraphs_do_not_count_and_joined_ones_count_once():
    last = paragraph(deleted("删"), properties=in_list(1) + GONE) + table(("甲", "乙"))
    whole = paragraph(deleted("删"), properties=in_list(1) + GONE)
    joined = paragraph(run("前"), properties=in_list(1) + GONE)
    body = item(1) + whole + item(1) + joined + item(1, text="后") + last + item(1)
    assert texts(body, OFFICIAL) == ["一、文", "二、文", "三、前后", "甲", "乙", "四、文"]


def test_hidden_paragraphs_and_rows_that_were_deleted_do_not_count():
    hidden = paragraph(run("藏", "<w:vanish/>"), properties=f"{in_list(1)}<w:rPr><w:vanish/></w:rPr>")
    row = f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr><w:tc>{item(1)}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{item(1)}</w:tc></w:tr>"
    assert texts(hidden + f"<w:tbl>{row}{kept}</w:tbl>" + item(1), OFFICIAL) == ["一、文", "二、文"]


def test_an_empty_paragraph_counts_and_is_a_number_only_in_a_cell():
    numbering = abstract(1, level(0, "decimal", "%1")) + num(1, 1)
    number = paragraph(properties=in_list(1))
    rows = "".join(
        f"<w:tr><w:tc>{number}</w:tc><w:tc>{paragraph(run(text))}</w:tc></w:tr>" for text in ("甲", "乙")
    )
    assert texts(item(1) + number + f"<w:tbl>{rows}</w:tbl>", numbering) == ["1 文", "3", "甲", "4", "乙"]


def test_text_boxes_and_notes_count_by_themselves():
    box = paragraph(text_box(item(1, text="框") + item(1, text="框")))
    notes = f'<w:footnote w:id="1">{item(1, text="注")}</w:footnote>'
    assert texts(item(1) + box + item(1), OFFICIAL, footnotes=notes) == [
        "一、文", "一、框", "二、框", "二、文", "一、注",
    ]  # fmt: skip


# --- the number as text --------------------------------------------------------------------------


def test_bullets_are_items_without_a_sign():
    numbering = abstract(1, level(0, "bullet", "\uf0b7"), level(1, "decimal", "%1%2.")) + num(1, 1)
    page = read_page(docx(item(1) + item(1, 1), numbering=numbering), "page.docx").lines
    assert [(line.text, line.markup, line.level) for line in page] == [
        ("文", Markup.LIST_ITEM, 1),
        ("1. 文", Markup.LIST_ITEM, 2),
    ]


@pytest.mark.parametrize(
    ("text", "suffix", "printed"),
    [
        ("%1.", "", "1. 文"),
        ("%1.", '<w:suff w:val="space"/>', "1. 文"),
        ("%1.", '<w:suff w:val="nothing"/>', "1.文"),
        ("%1、", "", "1、文"),
        ("（%1）", '<w:suff w:val="space"/>', "（1）文"),
        ("第%1条", "", "第1条 文"),
        ("附件：", "", "附件：文"),
        ("", "", "文"),
    ],
)
def test_what_stands_between_a_number_and_its_text(text: str, suffix: str, printed: str):
    assert texts(item(1), abstract(1, level(0, "decimal", text, suffix)) + num(1, 1)) == [printed]


def test_a_number_is_bold_where_its_text_is():
    body = paragraph(run("总体要求。", "<w:b/>"), run("坚持"), properties=in_list(1))
    (line,) = read_page(docx(body, numbering=OFFICIAL), "page.docx").lines
    assert line.emphasis == len("一、总体要求。")


def test_a_numbered_heading_is_a_heading():
    body = paragraph(run("总则"), properties=f"{in_list(1)}<w:outlineLvl w:val='0'/>")
    (line,) = read_page(docx(body, numbering=OFFICIAL), "page.docx").lines
    assert (line.text, line.markup, line.level) == ("一、总则", Markup.HEADING, 1)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    {
        "decimal": {1: "1", 120: "120"},
        "decimalZero": {1: "01", 12: "12"},
        "upperRoman": {4: "IV", 1949: "MCMXLIX", 99_999: "99999"},
        "lowerRoman": {9: "ix"},
        "upperLetter": {1: "A", 27: "AA", 28: "BB", 9_999_999: "9999999"},
        "lowerLetter": {26: "z"},
        "ordinal": {1: "1st", 12: "12th", 23: "23rd"},
        "chineseCounting": {10: "十", 11: "十一", 21: "二十一", 100: "一○○", 101: "一○一"},
        "chineseCountingThousand": {10: "十", 101: "一百零一", 110: "一百一十", 1010: "一千零一十", 20_003: "二万零三"},
        "japaneseCounting": {19: "十九"},
        "chineseLegalSimplified": {10: "壹拾", 21: "贰拾壹"},
        "ideographLegalTraditional": {3: "參"},
        "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
        "ideographZodiac": {12: "亥"},
        "ideographDigital": {20: "二○"},
        "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
        "decimalEnclosedParen": {2: "⑵"},
        "decimalFullWidth": {12: "１２"},
        "none": {5: ""},
        "of a later version": {7: "7"},
    }.items(),
)  # fmt: skip
def test_number_formats(kind: str, numbers: dict[int, str]):
    assert {number: number_text(number, kind) for number in numbers} == numbers


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        num(1, 1),
        '<w:num w:numId="1"/>',
        abstract(1) + num(1, 1),
        '<w:abstractNum w:abstractNumId="1"><w:lvl><w:lvlText/></w:lvl></w:abstractNum>' + num(1, 1),
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>' + num(1, 1),
        "<w:nonsense/><w:num/><w:abstractNum/>",
    ],
)
def test_a_list_that_is_not_defined_has_items_without_numbers(numbering: str):
    circle = (
        f'<w:style w:type="paragraph" w:styleId="S"><w:basedOn w:val="T"/><w:pPr>{in_list(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="S"/></w:style>'
    )
    body = item(1) + styled("甲", "S") + styled("乙", "T")
    page = read_page(docx(body, numbering=numbering, styles=circle), "page.docx").lines
    assert [line.text for line in page] == ["文", "甲", "乙"]
    assert {line.markup for line in page} == {Markup.LIST_ITEM}


@pytest.mark.parametrize("place", [("1", "x"), ("1", "99"), ("1", "-1"), ("x", "0"), ("", "")])
def test_a_place_that_is_in_no_list_loses_no_text(place: tuple[str, str]):
    body = paragraph(run("文"), properties=in_list(*place))
    assert [text[-1:] for text in texts(body, OFFICIAL)] == ["文"]


def test_a_numbering_part_that_is_no_xml_is_a_damaged_file():
    data = docx(item(1), numbering="<w:num")
    with pytest.raises(InputError, match=r"damaged \(word/numbering.xml"):
        read_page(data, "page.docx")


VALUES = st.sampled_from(["", "0", "1", "2", "3", "8", "9", "x", "-1", "99999999999"])
LEVELS = st.builds(
    '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlRestart w:val="{}"/><w:lvlText w:val="{}"/>'
    "</w:lvl>".format,
    VALUES, VALUES, st.sampled_from(["decimal", "bullet", "upperRoman", "lowerLetter", "chineseCounting", "?"]), VALUES,
    st.sampled_from(["%1", "%1.%2", "%9", "%0", "%", "%%1", ""]),
)  # fmt: skip
PARTS = st.one_of(
    st.builds(
        lambda name, levels: f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>',
        VALUES, st.lists(LEVELS, max_size=3),
    ),
    st.builds(num, VALUES, VALUES, st.builds(start_at, VALUES, VALUES)),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    numbering=st.lists(PARTS, max_size=5), places=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=8)
)
def test_whatever_the_numbering_says_every_text_is_read_in_order(
    numbering: list[str], places: list[tuple[str, str]]
):
    body = "".join(
        paragraph(run(f"第{at}段文"), properties=in_list(*place)) for at, place in enumerate(places)
    )
    found = texts(body, "".join(numbering))
    assert all(text.endswith(f"第{at}段文") for at, text in enumerate(found))
    assert len(found) == len(places)


# --- files of programs ---------------------------------------------------------------------------


def test_numbering_put_into_a_file_of_python_docx_is_read():
    word = new_document()
    root = word.part.numbering_part.element
    for element in list(root):
        root.remove(element)
    for element in parse_xml(f'<w:numbering xmlns:w="{W}">{OFFICIAL}</w:numbering>'):
        root.append(element)
    for at, text in ((0, "总体要求"), (1, "指导思想"), (1, "基本原则"), (0, "重点任务")):
        properties = word.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = 1, at
    file = io.BytesIO()
    word.save(file)
    page = read_page(file.getvalue(), "page.docx").lines
    assert [line.text for line in page] == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "二、重点任务",
    ]


def test_a_file_of_libreoffice_is_read_as_libreoffice_prints_it():
    printed = (SAVED / "numbered.txt").read_text(encoding="utf-8-sig")
    page = read_page((SAVED / "numbered.docx").read_bytes(), "page.docx").lines
    assert ["".join(line.text.split()) for line in page] == [
        "".join(line.split()) for line in printed.splitlines() if line.strip()
    ]
