"""Account of a page's characters: where in the page the text of each row of a structure stands.

White space does not count. Rows may stand in another order than the page and may put parts of it together, but every
character of the page stands in exactly one place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from translator.errors import InputError
from translator.model import Block
from translator.pages.structure.text import Row
from translator.text.scripts import squeezed

_TRIES = 500
"""Ways to put one row together that are tried; text that repeats itself has many, any other one or two."""

_PROBE = 2
"""Characters by which the start of a part is looked for inside a block."""

_LONG = 8
"""Characters from which a text that stands elsewhere in the page was doubled, and is not there by chance."""

_SHOWN = 14
"""Characters of a text that a message shows."""


class Piece(NamedTuple):
    """Part ``[start, end)`` of the page, counted in characters that are not white space."""

    start: int
    end: int


class PageText:
    """The text of a page's blocks, white space aside; ``borders`` are where blocks begin and the end of the page."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        texts = [squeezed(block.text) for block in blocks]
        self.text = "".join(texts)
        self.borders = list(accumulate(map(len, texts), initial=0))

    def block_of(self, piece: Piece) -> Block | None:
        """Return the block that a piece is, None when it is a part of one or more than one."""
        place = self.place(piece.start)
        return self.blocks[place] if self.borders[place : place + 2] == list(piece) else None

    def place(self, position: int) -> int:
        """Return the number of the block that holds a character."""
        return bisect_right(self.borders, position) - 1

    def parts(self, piece: Piece) -> Iterator[str]:
        """Yield the text of a piece as it stands in the page, block by block."""
        for place in range(self.place(piece.start), self.place(piece.end - 1) + 1):
            block, first = self.blocks[place].text, self.borders[place]
            where = [at for at, char in enumerate(block) if not char.isspace()]
            inside = where[max(0, piece.start - first) : piece.end - first]
            yield block[inside[0] : inside[-1] + 1]


def pieces_of(rows: Sequence[Row], page: PageText, name: str) -> list[list[Piece]]:
    """Return the pieces of the page that each row is made of.

    Raises `InputError` with the line where text was changed, lost or doubled; ``name`` is the file's.
    """
    texts = [squeezed(row.text) for row in rows]
    if "".join(texts) == page.text:
        return [[Piece(*ends)] for ends in pairwise(accumulate(map(len, texts), initial=0))]
    return _Account(rows, texts, page, name).pieces()


class _Account:
    """Rows in another order than the page.

    ``owner`` is the row that has each character, or -1. ``seeds`` are the places where a piece is likely to begin, by
    the character there: the starts of blocks, and the ends of pieces that a row has.
    """

    def __init__(self, rows: Sequence[Row], texts: Sequence[str], page: PageText, name: str) -> None:
        self.rows = rows
        self.texts = texts
        self.page = page
        self.name = name
        self.owner: list[int] = []
        self.seeds: dict[str, set[int]] = {}

    def pieces(self) -> list[list[Piece]]:
        in_file = range(len(self.texts))
        found, fault = self._in_order(in_file)
        if fault is not None and Counter("".join(self.texts)) == Counter(self.page.text):
            # A short text may stand in several places: what longer ones leave free is then its own.
            others, still = self._in_order(sorted(in_file, key=lambda number: -len(self.texts[number])))
            found, fault = (found, fault) if still else (others, None)
        if fault is not None:
            self._check_page()
            raise fault
        return [found[number] for number in in_file]

    def _in_order(self, order: Iterable[int]) -> tuple[dict[int, list[Piece]], InputError | None]:
        """Return the pieces of the rows, found in this order, or the first fault."""
        self.owner = [-1] * len(self.page.text)
        self.seeds = {}
        for start in self.page.borders:
            self._add_seed(start)
        found: dict[int, list[Piece]] = {}
        for number in order:
            text = self.texts[number]
            near = found[number - 1][-1].end if number - 1 in found else 0
            pieces, done = self._put_together(text, near)
            if done < len(text):
                return found, self._not_in_page(number, done, pieces[-1].end if pieces else near)
            for piece in pieces:
                self.owner[piece.start : piece.end] = [number] * (piece.end - piece.start)
                self._add_seed(piece.end)
            found[number] = pieces
        return found, self._lost(self.owner.index(-1)) if -1 in self.owner else None

    def _add_seed(self, place: int) -> None:
        if place < len(self.page.text):
            self.seeds.setdefault(self.page.text[place], set()).add(place)

    # --- finding ---

    def _put_together(self, text: str, near: int) -> tuple[list[Piece], int]:
        """Return free pieces of the page that make up a text, else those that make up most of its start."""
        path: list[Piece] = []
        ways = [self._ways(text, near, path)]
        best: tuple[list[Piece], int] = ([], 0)
        for _ in range(_TRIES):
            piece = next(ways[-1], None)
            if piece is None:
                ways.pop()
                if not ways:
                    break
                path.pop()
                continue
            path.append(piece)
            done = sum(end - start for start, end in path)
            if done > best[1]:
                best = list(path), done
            if done == len(text):
                break
            ways.append(self._ways(text[done:], piece.end, path))
        return best

    def _ways(self, rest: str, near: int, path: Sequence[Piece]) -> Iterator[Piece]:
        """Yield the free pieces that a text can begin with, the likeliest first."""
        likeliest = Piece(near, near + len(rest))
        if self._is_border(likeliest.end) and self._length(rest, near, path) == len(rest):
            yield likeliest
        ends = (piece.end for piece in path)
        likely = {near, *self.seeds.get(rest[0], ()), *ends, *_places(self.page.text, rest)}
        yield from self._ranked(rest, near, path, likely)
        yield from self._ranked(rest, near, path, set(_places(self.page.text, rest[:_PROBE])) - likely)

    def _ranked(self, rest: str, near: int, path: Sequence[Piece], starts: Iterable[int]) -> list[Piece]:
        """Return the free pieces from some places on that a text can begin with, the likeliest first."""
        borders = self.page.borders
        ways = []
        for start in starts:
            length = self._length(rest, start, path)
            ends = {start + length}
            if length < len(rest):
                ends |= set(borders[bisect_right(borders, start) : bisect_left(borders, start + length + 1)])
            ways += [Piece(start, end) for end in ends if end > start]

        def rank(piece: Piece) -> tuple[object, ...]:
            start, end = piece
            whole = end - start == len(rest)
            return not whole, not self._is_border(end), start != near, not self._is_border(start), -end, start

        return sorted(ways, key=rank)

    def _is_border(self, position: int) -> bool:
        borders = self.page.borders
        at = bisect_left(borders, position)
        return at < len(borders) and borders[at] == position

    def _length(self, rest: str, start: int, path: Sequence[Piece]) -> int:
        """Return how many characters at the start of a text stand, and are free, from a place of the page on."""
        stop = min((piece.start for piece in path if piece.start >= start), default=len(self.owner))
        if any(piece.start <= start < piece.end for piece in path):
            return 0
        end = min(stop, start + len(rest))
        if end - start == len(rest) and self._is_free(start, end) and self.page.text.startswith(rest, start):
            return len(rest)
        places = range(start, end)
        return next(
            (at - start for at in places if self.owner[at] >= 0 or self.page.text[at] != rest[at - start]),
            max(0, end - start),
        )

    def _is_free(self, start: int, end: int) -> bool:
        return self.owner[start:end].count(-1) == end - start

    # --- faults ---

    def _check_page(self) -> None:
        """Raise `InputError` for a file whose text is for the most part not that of the page."""
        own, page = (_parts("".join(self.texts)), _parts(self.page.text))
        if 2 * len(own & page) < len(own):
            raise InputError(
                f"{self.name}: this is the structure of another page, or most of its text was changed",
                hint="Name the file that was written for this page, or write it again with: "
                "translator segment FILE --edit",
            )

    def _not_in_page(self, number: int, done: int, at: int) -> InputError:
        line, rest, text = self.rows[number].line, self.texts[number][done:], self.page.text
        again = text.find(rest) if done == 0 or len(rest) >= _LONG else -1
        if again >= 0 and self.owner[again] >= 0:
            first = self.rows[self.owner[again]].line
            return InputError(
                f"{self.name}, line {line}: '{_shown(rest)}' stands twice, first in line {first}",
                hint="Delete one of them: every character of the page has to be here once.",
            )
        if at < len(text) and self.owner[at] >= 0:
            at = self.owner.index(-1) if -1 in self.owner else len(text)
        goes_on = f"which goes on with '{_shown(text[at:])}'" if at < len(text) else "which ends before"
        return InputError(
            f"{self.name}, line {line}: '{_shown(rest)}' is not in the page, {goes_on}",
            hint="Put the text back as it is in the page; this file corrects the structure only. "
            "The page's own mistakes are corrected in the page.",
        )

    def _lost(self, start: int) -> InputError:
        end = next((at for at in range(start, len(self.owner)) if self.owner[at] >= 0), len(self.owner))
        above = self.owner[start - 1] if start else -1
        inside = above >= 0 and self.owner[end : end + 1] == [above]
        place = f"before line {self.rows[0].line}"
        if above >= 0:
            place = f"{'line' if inside else 'after line'} {self.rows[above].line}"
        missing = self.page.text[start:end]
        return InputError(
            f"{self.name}, {place}: text of the page is missing, '{_shown(missing)}' ({len(missing)})",
            hint="Put it back; what is not to be translated gets the role furniture.",
        )


def _parts(text: str) -> set[str]:
    """Return all parts of a text that are four characters long."""
    return {text[at : at + 4] for at in range(max(1, len(text) - 3))}


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
