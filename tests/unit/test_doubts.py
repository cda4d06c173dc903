"""Pages whose structure is worth a look, and all those that must not be named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from translator.model import Article, Block, Flag, Line, Page, Role
from translator.pages.articles import DOUBTFUL, articles_of
from translator.pages.doubts import Doubt, Finding, doubts
from translator.readers.table import READERS, read_page

ROOT = Path(__file__).parents[2]
PAGES = [
    path
    for folder in ("seeds", "tests/cases/pages")
    for path in sorted((ROOT / folder).iterdir())
    if path.suffix in READERS
]
TEXT = "市民说，夜里回家方便多了，末班车延到零点。" * 6


def article(*blocks: Block, title: str = "标题") -> Article:
    return Article(id="a01", title=title, blocks=blocks)


def block(evidence: str = "rule", **more: object) -> Block:
    return replace(Block(id="b", role=Role.PARAGRAPH, text=TEXT, evidence=evidence), **more)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_that_the_rules_understand_is_not_named(path: Path) -> None:
    assert doubts(articles_of(read_page(path.read_bytes(), path.name))) == ()


def test_an_article_without_a_headline_is_worth_a_look() -> None:
    found = doubts([article(block(), title=""), article(block())])
    assert found == (Finding(doubt=Doubt.NO_HEADLINE, count=1, total=2),)


def test_a_line_or_two_and_the_rest_of_an_article_need_no_headline() -> None:
    assert doubts([article(block(text="青岛市召开会议。"), title="")]) == ()
    (only,) = articles_of(Page(name="page", lines=(Line(text="（上接第一版）"), Line(text=TEXT))))
    assert only.title == ""
    assert doubts([only]) == ()


def test_many_paragraphs_that_break_off_are_worth_a_look() -> None:
    broken = block(flags=(Flag.UNFINISHED,))
    found = doubts([article(*[broken] * 5, *[block()] * 11)])
    assert found == (Finding(doubt=Doubt.UNFINISHED, count=5, total=16),)
    assert doubts([article(*[broken] * 4)]) == ()
    assert doubts([article(*[broken] * 5, *[block()] * 40)]) == ()


def test_many_blocks_by_a_rule_that_is_often_wrong_are_worth_a_look() -> None:
    guessed = block(min(DOUBTFUL))
    found = doubts([article(*[guessed] * 5, *[block()] * 11)])
    assert found == (Finding(doubt=Doubt.GUESSED, count=5, total=16),)
    assert doubts([article(*[guessed] * 4)]) == ()


def test_every_doubtful_rule_is_one_that_decides() -> None:
    lines = (
        "眉题在此",
        "城市书房再添十二座",
        "——副题在此",
        "□ 本报记者 邢嘉木",
        TEXT,
        "小标题",
        TEXT,
        "谁来管？",
    )
    (only,) = articles_of(Page(name="page", lines=tuple(Line(text=line) for line in lines)))
    assert {block.evidence for block in only.blocks} >= DOUBTFUL
