"""Text with its tracked changes, read as everybody, nobody or one person would have it.

Source: ISO/IEC 29500-1, 17.13.5 (tracked changes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

Choice = Callable[[str], bool]
"""Returns whether the tracked changes of an author count."""


def everybody(_author: str) -> bool:
    """Accept every change."""
    return True


def nobody(_author: str) -> bool:
    """Reject every change."""
    return False


def only(author: str) -> Choice:
    """Accept the changes of one author, in any case of letters."""
    return lambda name: name.strip().casefold() == author.strip().casefold()


class Skip(StrEnum):
    """Why a text is not part of the printed line; the words appear in reports."""

    DELETED = "deleted by a tracked change"
    MOVED = "moved away by a tracked change"
    FIELD_CODE = "field code"
    HIDDEN = "hidden text"
    LAYOUT = "layout data"
    PHONETIC = "phonetic guide"
    PLACEHOLDER = "placeholder"
    COPY = "copy for older programs"
    IMAGE = "image description"
    FOOTNOTE_MARK = "footnote mark"
    MERGED = "hidden by a merged cell"
    SYMBOL = "symbol without a meaning in text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Who made a tracked change and when (ISO 8601, as the file has it); both may be empty."""

    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    r"""Text of one format, with its tracked changes and the reasons to skip it, outermost first.

    A break and the end of a paragraph are a piece ``\n`` each; the latter names the ``paragraph`` that it ends.
    ``was_struck`` is how it was before the tracked changes of format ``formatted``. ``style`` is the id of the
    character style, ``bold`` the run's own setting.
    """

    text: str = ""
    skips: tuple[Skip, ...] = ()
    inserted: tuple[Revision, ...] = ()
    deleted: tuple[Revision, ...] = ()
    struck: bool = False
    was_struck: bool = False
    formatted: tuple[Revision, ...] = ()
    style: str = ""
    bold: bool | None = None
    in_cell: bool = False
    in_box: bool = False
    paragraph: _Element | None = None

    @property
    def ends_paragraph(self) -> bool:
        """Whether this is the end of a paragraph."""
        return self.paragraph is not None

    @property
    def changed(self) -> bool:
        """Whether the text itself is a tracked change."""
        return bool(self.inserted or self.deleted)

    def kept(self, choice: Choice) -> bool:
        """Return whether the text stands after the chosen changes are accepted and all others rejected."""
        return all(choice(by.author) for by in self.inserted) and not any(
            choice(by.author) for by in self.deleted
        )

    def crossed_out(self, choice: Choice) -> bool:
        """Return whether the text is struck through after the chosen changes."""
        return self.struck if all(choice(by.author) for by in self.formatted) else self.was_struck


def text_of(pieces: Sequence[Piece], choice: Choice) -> str:
    """Return the text after the chosen changes, without what is struck through, and no space around it."""
    parts: list[str] = []
    gap = False
    for piece in pieces:
        if not piece.kept(choice):
            continue
        if piece.crossed_out(choice) and not piece.ends_paragraph:
            gap = True
        elif piece.text:
            doubled = gap and bool(parts) and parts[-1].endswith(" ")
            parts.append(piece.text.removeprefix(" ") if doubled else piece.text)
            gap = False
    return "".join(parts).strip()


def all_struck(pieces: Sequence[Piece], choice: Choice) -> bool:
    """Return whether there is text after the chosen changes, all of it struck through."""
    visible = [piece for piece in pieces if piece.text.strip() and piece.kept(choice)]
    return bool(visible) and all(piece.crossed_out(choice) for piece in visible)


def paragraphs_of(pieces: Iterable[Piece], choice: Choice) -> Iterator[list[Piece]]:
    """Yield the pieces of each paragraph that is left after the chosen changes."""
    paragraph: list[Piece] = []
    for piece in pieces:
        if piece.ends_paragraph:
            if piece.kept(choice):
                yield paragraph
                paragraph = []
        else:
            paragraph.append(piece)
    if paragraph:
        yield paragraph
