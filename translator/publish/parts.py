"""What a publication is made of: its articles as paragraphs and tables in both languages, whatever file they go into.

Segments, ids, notes and page furniture stay in the job. Every writer sets these parts and asks the job nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from translator.model import Article, Block, Document, Role
from translator.publish.grid import Grid, GridCell, with_grids


class Mark(StrEnum):
    """What is special about a piece of text."""

    DATELINE = "dateline"
    UNTRANSLATED = "untranslated"
    """Chinese that stands for English that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a paragraph's text; ``chinese`` is its script."""

    text: str
    mark: Mark | None = None
    chinese: bool = False


Text = tuple[Piece, ...]
_SPACE = Piece(text=" ")
_WIDE_SPACE = Piece(text="　", chinese=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph in both languages, a dateline run in at its head; ``english`` is empty where it was left out.

    ``numbered`` means that a list item has its own number or sign in its text; ``length`` counts the Chinese
    characters; ``same`` means that both languages have the same text, as most figures do.
    """

    role: Role
    chinese: Text
    english: Text
    numbered: bool
    length: int
    same: bool


Entry = Paragraph | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedArticle:
    """An article with at least one paragraph or table."""

    id: str
    entries: tuple[Entry, ...]

    @property
    def headline(self) -> Paragraph | None:
        """Return the first headline."""
        found = (entry for entry in self.entries if isinstance(entry, Paragraph))
        return next((entry for entry in found if entry.role is Role.HEADLINE), None)


def published_articles(document: Document) -> Iterator[PublishedArticle]:
    """Yield the articles that have text."""
    for article in document.articles:
        entries = tuple(_entries(article))
        if entries:
            yield PublishedArticle(id=article.id, entries=entries)


def english_articles(document: Document) -> Iterator[PublishedArticle]:
    """Yield the articles of which some English is left, without tables that have none."""
    for article in published_articles(document):
        entries = tuple(
            entry for entry in article.entries if isinstance(entry, Paragraph) or _has_english(entry)
        )
        if any(map(_has_english, entries)):
            yield replace(article, entries=entries)


def _has_english(entry: Entry) -> bool:
    if isinstance(entry, Paragraph):
        return bool(entry.english)
    return any(text.english for cell in entry.covered.values() for text in paragraphs_of(cell))


def paragraphs_of(cell: GridCell) -> list[Paragraph]:
    """Return the paragraphs of a cell of a table."""
    return [_paragraph(block, None) for block in cell.blocks]


HEAD_MATTER = (Role.KICKER, Role.HEADLINE, Role.LABEL)
"""Roles set over the full width when the rest stands side by side, like all that comes before the headline:
Word's navigation pane leaves out headings inside tables."""


def stands_beside(entries: Sequence[Entry]) -> list[bool]:
    """Return for each entry of an article whether its languages stand side by side in that layout."""
    roles = [Role.TABLE_CELL if isinstance(entry, Grid) else entry.role for entry in entries]
    headline = next((i for i, role in enumerate(roles) if role is Role.HEADLINE), -1)
    return [
        i > headline and role not in HEAD_MATTER and not isinstance(entry, Grid)
        for i, (role, entry) in enumerate(zip(roles, entries, strict=True))
    ]


def plain(text: Text) -> str:
    """Return a text without its marks."""
    return "".join(piece.text for piece in text)


def title(document: Document, articles: Sequence[PublishedArticle]) -> str:
    """Return the English headline of a publication with one article, else the job's name."""
    headline = articles[0].headline if len(articles) == 1 else None
    english = headline.english if headline is not None else ()
    return document.name if any(piece.mark for piece in english) else plain(english) or document.name


_OWN_NUMBER = re.compile(
    r"\s*(?:[•·●■□◆—-]|[（(]?[0-9一二三四五六七八九十]{1,3}(?:[、)）]|[.．](?!\d))|第[一二三四五六七八九十]{1,3}[条项]|[①-⑳])"
)


def _entries(article: Article) -> Iterator[Entry]:
    blocks = list(with_grids(b for b in article.blocks if b.translatable and b.text.strip()))
    held: Block | None = None
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Grid):
            yield block
            continue
        opens = isinstance(following, Block) and following.role is Role.PARAGRAPH
        if block.role is Role.DATELINE and opens:
            held = block
            continue
        yield _paragraph(block, held)
        held = None


def _paragraph(block: Block, dateline: Block | None) -> Paragraph:
    mark = Mark.DATELINE if block.role is Role.DATELINE else None
    chinese: Text = (Piece(text=block.text, mark=mark, chinese=True),)
    english = _english(block, mark)
    if dateline is not None:
        chinese = (Piece(text=dateline.text, mark=Mark.DATELINE, chinese=True), _WIDE_SPACE, *chinese)
        english = _joined([*_english(dateline, Mark.DATELINE)], [*english])
    return Paragraph(
        role=block.role,
        chinese=chinese,
        english=english,
        numbered=bool(_OWN_NUMBER.match(block.text)),
        length=len(block.text),
        same=" ".join(segment.target.strip() for segment in block.segments) == block.text.strip(),
    )


def _english(block: Block, mark: Mark | None) -> Text:
    """Return a block's targets joined by spaces; what has no target stands in Chinese, marked as such.

    Nothing stands for a segment that a person left out on purpose.
    """
    if not block.segments:
        return (Piece(text=block.text, mark=Mark.UNTRANSLATED, chinese=True),)
    return _joined(
        *(
            [Piece(text=segment.target.strip(), mark=mark)]
            if segment.target.strip()
            else [Piece(text=segment.source, mark=Mark.UNTRANSLATED, chinese=True)]
            for segment in block.segments
            if segment.target.strip() or not segment.state.by_person
        )
    )


def _joined(*texts: list[Piece]) -> Text:
    """Return texts with a space between each two, without those that are empty."""
    joined: list[Piece] = []
    for pieces in filter(None, texts):
        joined += [_SPACE, *pieces] if joined else pieces
    return tuple(joined)
