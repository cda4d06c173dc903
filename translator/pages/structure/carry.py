"""Corrections of a structure carried over to a page that has changed since.

A correction is kept where it is safe: the block's text stands once in the old page and once in the new one, and begins
and ends where blocks of the rules do. Where two such blocks still follow one another, an article begins between them
if one did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translator.model import Article, Block, Role
from translator.pages.structure.accounting import PageText, Piece
from translator.pages.structure.arrange import CORRECTED, numbered, with_role
from translator.text.scripts import squeezed


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Articles of a changed page; ``kept`` counts the corrected blocks in it, ``lost`` are those that no longer fit.

    ``moved`` says that blocks had another order than the page, which is not carried over.
    """

    articles: tuple[Article, ...]
    kept: int
    lost: tuple[Block, ...] = ()
    moved: bool = False


def carried(ruled: Sequence[Article], old: Sequence[Article]) -> Carried:
    """Return the articles of a page by the rules, ``ruled``, with the corrections of its earlier version."""
    before = [block for article in old for block in article.blocks]
    corrected = [block for block in before if block.evidence == CORRECTED]
    page = PageText([block for article in ruled for block in article.blocks])
    times = Counter(squeezed(block.text) for block in before)
    places = [at for text in times if times[text] == 1 and (at := page.text.find(text)) >= 0]
    moved = places != sorted(places)
    claims = _claims([block for block in corrected if times[squeezed(block.text)] == 1], page)
    blocks = list(_blocks(page, claims))
    for wanted in (_starts_of(old), {}):
        articles = _articles(blocks, ruled, wanted)
        if all(sum(block.role is Role.HEADLINE for block in article) <= 1 for article in articles):
            kept = {id(block) for block in claims.values()}
            lost = tuple(block for block in corrected if id(block) not in kept)
            return Carried(articles=numbered(articles), kept=len(claims), lost=lost, moved=moved)
    return Carried(articles=tuple(ruled), kept=0, lost=tuple(corrected), moved=moved)


def _claims(corrected: Sequence[Block], page: PageText) -> dict[Piece, Block]:
    """Return the corrected blocks by their place in the page, where those next to one another fill whole blocks."""
    found: dict[Piece, Block] = {}
    for block in corrected:
        text = squeezed(block.text)
        at = page.text.find(text)
        if at >= 0 and page.text.find(text, at + 1) < 0:
            found[Piece(at, at + len(text))] = block
    claims: dict[Piece, Block] = {}
    for run in _runs(sorted(found)):
        if {run[0].start, run[-1].end} <= set(page.borders):
            claims |= {piece: found[piece] for piece in run}
    return claims


def _runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces, those that follow right after one another together."""
    run: list[Piece] = []
    for piece in pieces:
        if run and run[-1].end != piece.start:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _blocks(page: PageText, claims: Mapping[Piece, Block]) -> Iterator[tuple[int, Block]]:
    """Yield the blocks of the page with the place where each begins."""
    taken = [at for piece in claims for at in range(*piece)]
    inside = set(taken)
    whole = {Piece(*ends): block for ends, block in zip(pairwise(page.borders), page.blocks, strict=True)}
    own = {piece: block for piece, block in whole.items() if piece.start not in inside}
    for piece in sorted([*own, *claims]):
        claim = claims.get(piece)
        if claim is None:
            yield piece.start, own[piece]
        elif piece in whole:
            yield piece.start, with_role(whole[piece], claim.role)
        else:
            first = page.blocks[page.place(piece.start)]
            yield piece.start, replace(with_role(first, claim.role), text=claim.text, flags=claim.flags)


def _starts_of(old: Sequence[Article]) -> dict[tuple[str, str], bool]:
    """Return, for two blocks that follow one another, whether an article begins between them.

    They go by their texts; what stands twice in the page says nothing.
    """
    blocks = [
        (squeezed(block.text), place == 0) for article in old for place, block in enumerate(article.blocks)
    ]
    times = Counter(text for text, _ in blocks)
    return {
        (before, text): opens
        for (before, _), (text, opens) in pairwise(blocks)
        if times[before] == times[text] == 1
    }


def _articles(
    blocks: Sequence[tuple[int, Block]], ruled: Sequence[Article], wanted: Mapping[tuple[str, str], bool]
) -> list[list[Block]]:
    """Return the blocks cut into articles: as ``wanted`` says, else as the rules have it."""
    places = PageText([block for article in ruled for block in article.blocks])
    first = 0
    starts = set()
    for article in ruled:
        starts.add(places.borders[first])
        first += len(article.blocks)
    articles: list[list[Block]] = []
    before = ""
    for start, block in blocks:
        text = squeezed(block.text)
        if not articles or wanted.get((before, text), start in starts):
            articles.append([])
        articles[-1].append(block)
        before = text
    return articles
