"""Word files for publication."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document as open_docx
from docx.document import Document as WordDocument

from tests.unit.sample_documents import full_document
from translator import pipeline
from translator.model import Document, State
from translator.publish.docx import Layout, bilingual_docx, english_docx

FILES = {
    "interleaved": lambda: bilingual_docx(full_document(), Layout.INTERLEAVED),
    "side by side": lambda: bilingual_docx(full_document(), Layout.SIDE_BY_SIDE),
    "english": lambda: english_docx(full_document()),
}


def opened(name: str) -> WordDocument:
    return open_docx(io.BytesIO(FILES[name]()))


@pytest.mark.parametrize("name", FILES)
def test_no_two_styles_share_a_list(name: str) -> None:
    """LibreOffice shows the bullets of only one of two styles that share a list."""
    lists = [
        str(number)
        for style in opened(name).styles.element.iter("{*}style")
        for number in style.xpath("w:pPr/w:numPr/w:numId/@w:val")
    ]
    assert lists
    assert len(lists) == len(set(lists))


def test_headlines_and_all_above_them_are_outside_the_columns() -> None:
    outside = [p.text for p in opened("side by side").paragraphs]
    for article in full_document().articles:
        roles = [block.role.value for block in article.blocks]
        above = [b for b in article.blocks[: roles.index("headline") + 1] if b.translatable]
        assert above
        assert {block.text for block in above} <= set(outside)


def test_body_text_is_in_the_columns() -> None:
    rows = [row for table in opened("side by side").tables for row in table.rows]
    assert all(row.cells[0].text.strip() and row.cells[1].text.strip() for row in rows)
    bodies = [b.text for b in full_document().blocks() if b.role.value == "paragraph"]
    assert bodies
    assert all(any(row.cells[0].text.endswith(body) for row in rows) for body in bodies)


@pytest.mark.parametrize(
    "write", [english_docx, bilingual_docx, lambda document: bilingual_docx(document, Layout.SIDE_BY_SIDE)]
)
def test_segments_emptied_by_a_reviewer_are_left_out(write: Callable[[Document], bytes]) -> None:
    document = pipeline.map_segments(full_document(), lambda s: replace(s, target="", state=State.REVIEWED))
    published = open_docx(io.BytesIO(write(document)))
    texts = [p.text for p in published.paragraphs]
    texts += [row.cells[1].text for table in published.tables for row in table.rows]
    styles = {run.style.name for p in published.paragraphs for run in p.runs}
    assert "Untranslated" not in styles
    if write is english_docx:
        assert [text for text in texts if text.strip()] == []
