"""Articles of a page as a corrected structure has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.errors import InputError
from translator.model import Article, Block, Flag, Role
from translator.pages.articles import LEVELS
from translator.pages.structure.accounting import PageText, Piece, pieces_of
from translator.pages.structure.text import Row
from translator.text.scripts import squeezed

CORRECTED = "corrected by hand"
"""The evidence of a block whose role or extent a person decided."""


def arranged(rows: Sequence[Row], articles: Sequence[Article], name: str) -> tuple[Article, ...]:
    """Return the articles that a person made of the rules' own; ``name`` is the file's, for messages.

    A block that is as the rules left it keeps everything. Raises `InputError` when text was changed, lost or doubled,
    when an article has two headlines, and when nothing is left to translate.
    """
    page = PageText([block for article in articles for block in article.blocks])
    pieces = pieces_of(rows, page, name)
    _check_headlines(rows, name)
    if all(row.role is Role.FURNITURE for row in rows):
        raise InputError(
            f"{name}: every block is furniture, so that nothing is translated",
            hint="Give the blocks to translate another role, for example paragraph.",
        )
    blocks = [_block(row, parts, page) for row, parts in zip(rows, pieces, strict=True)]
    return numbered([blocks[start:end] for start, end in _ranges(rows)])


def _block(row: Row, pieces: Sequence[Piece], page: PageText) -> Block:
    whole = page.block_of(pieces[0]) if len(pieces) == 1 else None
    if whole is not None and whole.role is row.role:
        return whole
    if whole is not None:
        return with_role(whole, row.role)
    first = page.blocks[page.place(pieces[0].start)]
    last = page.blocks[page.place(pieces[-1].end - 1)]
    to_the_end = pieces[-1].end in page.borders
    flags = tuple(flag for flag in last.flags if flag is Flag.UNFINISHED and to_the_end)
    text = _joined([part for piece in pieces for part in page.parts(piece)])
    return with_role(replace(first, text=text, flags=flags), row.role)


def with_role(block: Block, role: Role) -> Block:
    """Return a block with the role that a person gave it; a text may break off, a headline does not."""
    running = role in (Role.PARAGRAPH, Role.LIST_ITEM)
    flags = block.flags if running else tuple(flag for flag in block.flags if flag is not Flag.UNFINISHED)
    return replace(
        block,
        role=role,
        level=LEVELS.get(role, 0),
        evidence=CORRECTED,
        flags=flags,
        cell=block.cell if role is Role.TABLE_CELL else None,
    )


def _joined(parts: Sequence[str]) -> str:
    """Return parts of a text as one; Latin words get a space between them, Chinese none."""
    text = parts[0]
    for part in parts[1:]:
        latin = "!" <= text[-1] <= "~" and "!" <= part[0] <= "~"
        text += f" {part}" if latin else part
    return text


def _ranges(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    starts = [0, *(at for at, row in enumerate(rows) if row.opens_article and at)]
    yield from zip(starts, [*starts[1:], len(rows)], strict=True)


def _check_headlines(rows: Sequence[Row], name: str) -> None:
    for start, end in _ranges(rows):
        headlines = [row.line for row in rows[start:end] if row.role is Role.HEADLINE]
        if len(headlines) > 1:
            raise InputError(
                f"{name}, line {headlines[1]}: the article has a headline already, in line {headlines[0]}",
                hint="Write a line of === before its article begins, or make one of them a kicker or a subhead.",
            )


def numbered(articles: Sequence[Sequence[Block]]) -> tuple[Article, ...]:
    """Return articles with ids in their order, each with its headline's text as its title."""
    return tuple(
        Article(
            id=f"a{number:02d}",
            title=next((block.text for block in blocks if block.role is Role.HEADLINE), ""),
            blocks=tuple(
                replace(block, id=f"a{number:02d}.p{place:03d}")
                for place, block in enumerate(blocks, start=1)
            ),
        )
        for number, blocks in enumerate(articles, start=1)
    )


def structure_hash(articles: Sequence[Article]) -> str:
    """Return the SHA-256 of what a structure says: articles, and the role and text of every block."""
    said = [[(block.role.value, block.text) for block in article.blocks] for article in articles]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def rows_from(articles: Sequence[Article]) -> tuple[Row, ...]:
    """Return the rows of a structure that is there already; as lines they have their numbers."""
    blocks = [(block, place == 0) for article in articles for place, block in enumerate(article.blocks)]
    return tuple(
        Row(line=number, role=block.role, text=block.text, opens_article=opens)
        for number, (block, opens) in enumerate(blocks, start=1)
    )


def visible_text(articles: Sequence[Article]) -> str:
    """Return the text of all blocks in order, white space aside."""
    return "".join(squeezed(block.text) for article in articles for block in article.blocks)
