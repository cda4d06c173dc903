"""Pages that a person should look at, because the rules about their structure are likely to be wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from translator.model import Article, Block, Flag, Role
from translator.pages.articles import DOUBTFUL
from translator.pages.furniture import continued

_MANY = 5
"""Blocks; fewer of a kind are nothing unusual on any page."""

_SHARE = 0.25
"""Share of a page's blocks, or of its paragraphs, from which they are unusually many."""


_SHORTEST = 100
"""Characters from which a text should have a headline."""


class Doubt(StrEnum):
    """Why a page is worth a look."""

    NO_HEADLINE = "articles without a headline"
    UNFINISHED = "paragraphs that break off"
    GUESSED = "blocks by rules that are often wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt about a page: ``count`` of the ``total`` that it has."""

    doubt: Doubt
    count: int
    total: int


def doubts(articles: Sequence[Article]) -> tuple[Finding, ...]:
    """Return why the structure of a page is worth a look, nothing for most pages."""
    return tuple(_doubts(articles))


def _doubts(articles: Sequence[Article]) -> Iterator[Finding]:
    headless = sum(_lacks_headline(article) for article in articles)
    if headless:
        yield Finding(doubt=Doubt.NO_HEADLINE, count=headless, total=len(articles))
    blocks = [block for article in articles for block in article.blocks]
    paragraphs = [block for block in blocks if block.role is Role.PARAGRAPH]
    unfinished = sum(Flag.UNFINISHED in block.flags for block in paragraphs)
    if _is_unusual(unfinished, len(paragraphs)):
        yield Finding(doubt=Doubt.UNFINISHED, count=unfinished, total=len(paragraphs))
    guessed = sum(block.evidence in DOUBTFUL for block in blocks)
    if _is_unusual(guessed, len(blocks)):
        yield Finding(doubt=Doubt.GUESSED, count=guessed, total=len(blocks))


def _is_unusual(count: int, total: int) -> bool:
    return count >= _MANY and count >= _SHARE * total


def _lacks_headline(article: Article) -> bool:
    """Return whether an article should have a headline and has none; one that began on another page needs none."""
    length = sum(len(block.text) for block in article.blocks if block.translatable)
    return not article.title and length >= _SHORTEST and not any(map(_is_continued, article.blocks))


def _is_continued(block: Block) -> bool:
    return block.role is Role.FURNITURE and continued(block.text)
