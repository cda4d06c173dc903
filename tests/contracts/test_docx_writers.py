"""The contract of every Word file we write."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.unit.sample_documents import full_document
from translator import pipeline
from translator.model import Document
from translator.publish.docx import Layout, bilingual_docx, english_docx
from translator.review.read_docx import read_review_table
from translator.review.table import HEADER, review_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRITERS: dict[str, Callable[[Document], bytes]] = {
    "review": review_docx,
    "interleaved": lambda document: bilingual_docx(document, Layout.INTERLEAVED),
    "side by side": lambda document: bilingual_docx(document, Layout.SIDE_BY_SIDE),
    "english": english_docx,
}
writers = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(data: bytes) -> str:
    return "".join(part(data, "word/document.xml").itertext(f"{W}t"))


@writers
def test_equal_documents_are_equal_files(write) -> None:
    assert write(full_document()) == write(full_document())


@writers
def test_every_part_is_xml_and_named_in_the_content_types(write) -> None:
    data = write(full_document())
    types = part(data, "[Content_Types].xml")
    named = {element.get("PartName") for element in types} - {None}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
            assert name.endswith(".rels") or name == "[Content_Types].xml" or f"/{name}" in named


@writers
def test_the_page_is_a4_with_page_numbers(write) -> None:
    opened = docx.Document(io.BytesIO(write(full_document())))
    section = opened.sections[0]
    assert sorted([round(section.page_width.mm), round(section.page_height.mm)]) == [210, 297]
    instructions = [f.get(f"{W}instr") for f in section.footer._element.iter(f"{W}fldSimple")]
    assert [i.strip() for i in instructions] == ["PAGE", "NUMPAGES"]


@writers
def test_core_properties_describe_the_file(write) -> None:
    properties = docx.Document(io.BytesIO(write(full_document()))).core_properties
    assert full_document().name in properties.title
    assert properties.author == "translator"
    assert "python-docx" not in properties.comments
    assert "en-US" in properties.language


@writers
def test_every_font_is_set_for_both_scripts(write) -> None:
    styles = part(write(full_document()), "word/styles.xml")
    fonts = list(styles.iter(f"{W}rFonts"))
    assert fonts
    for font in fonts:
        assert font.get(f"{W}ascii")
        assert font.get(f"{W}hAnsi")
        assert font.get(f"{W}eastAsia")
    assert styles.find(f".//{W}lang").get(f"{W}eastAsia") == "zh-CN"


@writers
def test_every_style_in_use_is_defined(write) -> None:
    data = write(full_document())
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    body = part(data, "word/document.xml")
    used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in body.iter(f"{W}{tag}")}
    assert used <= defined


@writers
def test_no_paragraph_outside_a_notes_cell_is_empty(write) -> None:
    opened = docx.Document(io.BytesIO(write(full_document())))
    assert all(p.text.strip() for p in opened.paragraphs if p.style.name != "Article rule")
    for table in opened.tables:
        for row in table.rows:
            assert all(cell.text.strip() for cell in row.cells[:2])


@writers
def test_characters_that_xml_forbids_do_not_break_the_file(write) -> None:
    odd = "坏\x00字\x0b符\ud800 & <b> \ufffe 😀"
    document = pipeline.map_segments(full_document(), lambda s: replace(s, target=odd, terms=()))
    assert "坏\ufffd字\ufffd符\ufffd & <b> \ufffd 😀" in text_of(write(document))


def test_the_header_row_is_repeated_and_rows_stay_whole() -> None:
    body = part(review_docx(full_document()), "word/document.xml")
    for table in body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert ["".join(c.itertext(f"{W}t")) for c in rows[0].findall(f"{W}tc")] == list(HEADER)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_articles_and_subheads_are_word_headings() -> None:
    document = full_document()
    opened = docx.Document(io.BytesIO(review_docx(document)))
    headings = [p.text for p in opened.paragraphs if p.style.name.lower() == "heading 1"]
    for article in document.articles:
        if article.title:
            assert any(article.title[:20] in heading for heading in headings)


def test_every_segment_has_its_row_with_its_texts() -> None:
    document = full_document()
    opened = docx.Document(io.BytesIO(review_docx(document)))
    rows = [[c.text for c in r.cells] for t in opened.tables for r in t.rows[1:]]
    wanted = [(s.id, s.source, s.target) for s in document.segments()]
    assert [(r[0].split("\n")[0], r[1], r[2]) for r in rows] == wanted


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])), min_size=1, max_size=5
    )
)
def test_any_target_comes_back_exactly(targets: list[str]) -> None:
    given_targets = iter(targets * 100)
    document = pipeline.map_segments(
        full_document(), lambda s: replace(s, target=next(given_targets).replace("\ufffe", ""), terms=())
    )
    opened = docx.Document(io.BytesIO(review_docx(document)))
    cells = [r.cells[2].text for t in opened.tables for r in t.rows[1:]]
    assert cells == [s.target for s in document.segments()]


def test_untranslated_text_is_marked_not_left_out() -> None:
    document = pipeline.map_segments(full_document(), lambda s: replace(s, target=""))
    opened = docx.Document(io.BytesIO(english_docx(document)))
    runs = [r for p in opened.paragraphs for r in p.runs if r.text.strip() and re.search("[一-鿿]", r.text)]
    assert runs
    assert {r.style.name for r in runs} == {"Untranslated"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_ids_survive_libreoffice(tmp_path: Path) -> None:
    document = full_document()
    (tmp_path / "sheet.docx").write_bytes(review_docx(document))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for target, source in (("odt", "sheet.docx"), ("docx:MS Word 2007 XML", "back/sheet.odt")):
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                tmp_path / "back",
                tmp_path / source,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    back = (tmp_path / "back" / "sheet.docx").read_bytes()
    rows = read_review_table(back, "sheet.docx").segments
    assert [row.id for row in rows] == [segment.id for segment in document.segments()]
