"""What holds for every structure that a person gives a page: what is written reads back, and no character is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.properties.test_articles import pages, visible
from translator.errors import InputError
from translator.model import Article, Block, Role
from translator.pages.articles import articles_of
from translator.pages.structure import Row, arranged, carried, rows_from, rows_of, structure_hash, written
from translator.pages.structure.arrange import numbered

COMMAND = "translator run page.txt --structure page.structure.txt"
filled = pages.filter(lambda page: any(line.text.strip() for line in page.lines))


def text_of(articles: tuple[Article, ...]) -> str:
    return visible(block.text for article in articles for block in article.blocks)


def translatable(articles: tuple[Article, ...]) -> bool:
    return any(block.translatable for article in articles for block in article.blocks)


@settings(max_examples=150, deadline=None)
@given(filled)
def test_a_structure_that_nobody_changed_is_that_of_the_rules(page):
    articles = articles_of(page)
    rows = rows_of(written(articles, page.name, COMMAND), "file")
    if translatable(articles):
        assert arranged(rows, articles, "file") == articles


# --- a page cut in any way -----------------------------------------------------------------------------

letters = st.sampled_from("春夏秋冬东南西北中，。 一二三四五六七八九十ABC")
texts = st.text(letters, min_size=1, max_size=12).filter(lambda text: bool(text.strip())).map(str.strip)
roles = st.sampled_from([role for role in Role if role is not Role.HEADLINE])


def articles_with(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Article, ...]]:
    """Return a strategy for articles of blocks that have such texts."""
    blocks = st.builds(Block, id=st.just(""), role=roles, text=texts, evidence=st.just("rule"))
    return st.lists(st.lists(blocks, min_size=1, max_size=5), min_size=1, max_size=4).map(numbered)


articles = articles_with(texts)


@st.composite
def unlike_articles(draw) -> tuple[Article, ...]:
    """Draw articles in which no character stands twice."""
    found = draw(articles)
    characters = map(chr, count(0x4E00))
    return tuple(
        replace(
            article,
            blocks=tuple(replace(block, text=unlike(block.text, characters)) for block in article.blocks),
        )
        for article in found
    )


def unlike(text: str, characters: Iterator[str]) -> str:
    return "".join(char if char.isspace() else next(characters) for char in text)


def rows_with(draw, parts: list[str]) -> list[Row]:
    """Draw roles and articles for texts; the first is translated."""
    rows = [
        Row(line=number, role=draw(roles), text=part, opens_article=draw(st.booleans()))
        for number, part in enumerate(parts, start=1)
    ]
    return [replace(rows[0], role=Role.PARAGRAPH), *rows[1:]]


@st.composite
def corrections(draw, moved: bool) -> tuple[tuple[Article, ...], list[Row]]:
    """Draw a page and any partition of its text into blocks and articles, ``moved`` with these in any order."""
    page = draw(unlike_articles() if moved else articles)
    text = text_of(page)
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=8))})
    parts = [text[start:end] for start, end in pairwise(cuts)]
    return page, rows_with(draw, draw(st.permutations(parts)) if moved else parts)


REPEATED = ["A03", "海湾日报", "□ 本报记者 邢嘉木", "——", "A", "（完）"]


@st.composite
def moved_blocks(draw) -> tuple[tuple[Article, ...], list[Row]]:
    """Draw a page on which short lines stand several times, and its blocks in any order."""
    page = draw(articles_with(st.sampled_from(REPEATED)))
    blocks = [block.text for article in page for block in article.blocks]
    return page, rows_with(draw, draw(st.permutations(blocks)))


@settings(max_examples=200, deadline=None)
@given(st.one_of(corrections(moved=False), corrections(moved=True), moved_blocks()))
def test_every_partition_of_a_page_is_taken_and_keeps_its_text(correction):
    page, rows = correction
    found = arranged(rows, page, "file")
    blocks = [block for article in found for block in article.blocks]
    assert [visible([block.text]) for block in blocks] == [visible([row.text]) for row in rows]
    assert [block.role for block in blocks] == [row.role for row in rows]
    assert len(found) == 1 + sum(row.opens_article for row in rows[1:])


@settings(max_examples=100, deadline=None)
@given(st.booleans().flatmap(corrections))
def test_a_corrected_structure_is_written_and_taken_back_the_same(correction):
    page, rows = correction
    once = arranged(rows, page, "file")
    again = arranged(rows_of(written(once, "page", COMMAND), "file"), page, "file")
    assert structure_hash(again) == structure_hash(once)
    assert structure_hash(arranged(rows_from(once), page, "file")) == structure_hash(once)


@settings(max_examples=100, deadline=None)
@given(corrections(moved=True), st.data())
def test_a_character_that_is_changed_lost_or_doubled_is_an_error_with_a_line(correction, data):
    page, rows = correction
    at = data.draw(st.integers(0, len(rows) - 1))
    text = rows[at].text
    other = data.draw(st.sampled_from(["龘" + text, text[1:], text + text[-1], text[:-1] + "龘"]))
    rows[at] = replace(rows[at], text=other)
    assume(any(row.text for row in rows))
    with pytest.raises(InputError, match=r"file, (line|after line|before line) \d|another page"):
        arranged([row for row in rows if row.text], page, "file")


@settings(max_examples=100, deadline=None)
@given(corrections(moved=False), articles)
def test_corrections_carried_to_another_page_leave_its_text_as_it_is(correction, other):
    page, rows = correction
    old = arranged(rows, page, "file")
    for ruled in (page, other, (*other, *page)):
        result = carried(ruled, old)
        assert text_of(result.articles) == text_of(ruled)
        corrected = sum(b.evidence == "corrected by hand" for a in result.articles for b in a.blocks)
        assert corrected == result.kept
