"""Markdown files (CommonMark with tables) as pages, every character of them accounted for.

The parser gives the lines; a walk along the file finds the places of their characters, and the characters between are
markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from translator.model import Cell, Markup, Page
from translator.readers.cells import Span, placed
from translator.readers.encodings import decode
from translator.readers.lines import COMMENT, MARKUP, REFERENCE, PageBuilder, Run, normalise_breaks
from translator.readers.txt import split_bold
from translator.text.scripts import HAN

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"---\n(?=[^\n:]+:)(?:(?:[^\s:。，#-][^\n:。，]*:|[ \t]|-[ \t]|#).*\n|\n)*(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
"""Its lines are keys with values, values that are indented or items, notes and blank ones."""

_FRONT_TITLE = re.compile(
    r"""^title:[ \t]*(?P<quote>["']?)(?P<text>\S.{2,}\S)(?P=quote)[ \t]*$""", re.MULTILINE
)
_MARKS_AROUND = " \t\u3000#*_>"
"""Around a line that is a title as a whole."""
_TOP_HEADING = re.compile(r"^#[ \t]+\S|^=+[ \t]*$", re.MULTILINE)
_DEFINITION = rf"\[(?!\^)(?:\\.|[^\[\]\\])+\]:(?!\s*(?:(?!://)[^\n])*?[{HAN}])"
"""The start of an address that links name; notes, and text before any address, are written alike."""
_DEFINED = re.compile(_DEFINITION)
_ADDRESS = re.compile(rf"(?<=\]\()[^()]*(?:\([^()]*\)[^()]*)*(?=\))|^[ >]*{_DEFINITION}[^\n]*", re.MULTILINE)
_SURPLUS = re.compile(r"\|[^|\n]*\w[^|\n]*\|")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_HTML = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|<(?P<code>script|style)\b.*?(?:</(?P=code)\s*>|\Z)|(?P<tag><[^<>]*>)"
    rf"|(?P<reference>{_REFERENCE.pattern})|(?P<text>[^<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_BREAKING_TAG = re.compile(r"</?(?:br|p|div|h[1-6]|li|tr|td|th|center)\b", re.IGNORECASE)

_NESTING = 60
"""Depth of quotations and lists that is followed; the parser's own 20 would drop what lies deeper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Characters that stand in the file as ``raw``, in a row but for white space.

    They end in a line as ``shown``, or, when there is a ``reason``, are skipped by it.
    """

    raw: str
    shown: str = ""
    bold: bool = False
    reason: str = ""


_BREAK = _Piece(raw="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """One block of text and the lines of the file it stands in, ``[first, end)``."""

    first: int
    end: int
    pieces: Sequence[_Piece]
    markup: Markup
    level: int
    cell: Cell | None = None


def read_markdown(data: bytes, name: str) -> Page:
    """Read a Markdown file.

    Numbers of list items stay in the text, as they would in plain text; bullets are markup. The address of a
    link is skipped, its text and the description of a picture are kept. A title in the front matter is kept where the
    text has none.

    Raises `InputError` when the bytes are no text or hold none.
    """
    text, encoding = decode(data, name)
    page = PageBuilder(name, encoding)
    text = page.clean(normalise_breaks(text))
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
        _read_front_matter(front[0], text, page)
    walk = _SourceWalk(text, page)
    for leaf in _Leaves(_parse(text)):
        walk.place(leaf)
        page.block(_lines(leaf), markup=leaf.markup, level=leaf.level, cell=leaf.cell)
    walk.finish()
    return page.page()


_MARKUP = re.compile(r"\]\([^)]*\)|<[^>]*>|\[")


def _read_front_matter(front: str, body: str, page: PageBuilder) -> None:
    """Skip the front matter; its title is the headline where the body has no title of its own, as in web clips."""
    title = _FRONT_TITLE.search(front)
    lines = (_MARKUP.sub("", line).strip(_MARKS_AROUND) for line in body.split("\n"))
    if title and not _TOP_HEADING.search(body) and title["text"].strip(_MARKS_AROUND) not in lines:
        page.skip(front[: title.start("text")], "front matter")
        page.skip(front[title.end("text") :], "front matter")
        page.line([Run(title["text"])], markup=Markup.HEADING, level=1)
    else:
        page.skip(front, "front matter")


def _parse(text: str) -> list[Token]:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import reference

    def definition(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        start = state.bMarks[first] + state.tShift[first]
        return bool(_DEFINED.match(state.src, start)) and reference(state, first, end, silent)

    # Without `text_join` escapes and character references stay apart, with what the file says for them.
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").disable("text_join")
    parser.block.ruler.at("reference", definition)
    # Nothing here opens an address; one that is refused (`javascript:`) would stay in the text with its brackets.
    setattr(parser, "validateLink", lambda _address: True)  # noqa: B010
    return parser.parse(text)


class _Leaves:
    """The blocks of text among the parser's tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._depth = 0
        self._heading = 0
        self._cells = iter(_cells_of(tokens))
        self._cell: Cell | None = None
        self._number = ""
        self._number_line = 0

    def __iter__(self) -> Iterator[_Leaf]:
        for token in self._tokens:
            pieces = list(_pieces_of(token))
            if pieces:
                yield self._leaf(token, pieces)
            else:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                self._depth += token.nesting
            case "list_item_open" if token.info and token.map:
                self._number, self._number_line = token.info + token.markup, token.map[0]
            case "list_item_close":
                self._number = ""
            case "heading_open" | "heading_close":
                self._heading = int(token.tag[1]) if token.nesting == 1 else 0
            case "th_open" | "td_open":
                self._cell = next(self._cells)
            case "th_close" | "td_close":
                self._cell = None

    def _leaf(self, token: Token, pieces: list[_Piece]) -> _Leaf:
        first, end = token.map or (0, 0)
        if self._number:
            first = min(first, self._number_line)
            bold = next((piece.bold for piece in pieces if piece.shown.strip()), False)
            # The number takes the format of the text after it, so that a bold lead still leads.
            pieces.insert(0, _Piece(raw=self._number, shown=self._number + " ", bold=bold))
            self._number = ""
        markup, level = self._kind(token)
        return _Leaf(first=first, end=end, pieces=pieces, markup=markup, level=level, cell=self._cell)

    def _kind(self, token: Token) -> tuple[Markup, int]:
        if self._heading:
            return Markup.HEADING, self._heading
        if self._cell:
            return Markup.TABLE_CELL, 0
        if self._depth:
            return Markup.LIST_ITEM, self._depth
        children = [child for child in token.children or [] if child.content.strip()]
        only_picture = len(children) == 1 and children[0].type == "image"
        return (Markup.CAPTION if only_picture else Markup.TEXT), 0


def _cells_of(tokens: Sequence[Token]) -> Iterator[Cell | None]:
    """Yield the place of every cell of all tables, None in one that is too large to be a table."""
    tables: list[list[list[Span]]] = []
    for token in tokens:
        match token.type:
            case "table_open":
                tables.append([])
            case "tr_open":
                tables[-1].append([])
            case "th_open" | "td_open":
                tables[-1][-1].append(Span(head=token.tag == "th"))
    for number, rows in enumerate(tables, start=1):
        for cells in placed(number, rows) or ([None] * len(row) for row in rows):
            yield from cells


def _pieces_of(token: Token) -> Iterator[_Piece]:
    if token.type == "inline":
        yield from _inline_pieces(token.children or [])
    elif token.type in ("fence", "code_block"):
        for line in token.content.split("\n"):
            yield from (_Piece(raw=line, shown=line), _BREAK)
    elif token.type == "html_block":
        yield from _html_pieces(token.content)


def _inline_pieces(children: Sequence[Token]) -> Iterator[_Piece]:
    bold = 0
    for child in children:
        if child.tag == "strong":
            bold += child.nesting
        elif child.type == "text":
            # CommonMark does not take `**“词”**后` for bold; Chinese writers do.
            runs, _ = split_bold([child.content])
            for run in runs[0]:
                yield _Piece(raw=run.text, shown=run.text, bold=run.bold or bold > 0)
        else:
            yield from _special_piece(child, bold > 0)


def _special_piece(child: Token, bold: bool) -> Iterator[_Piece]:
    if child.type == "text_special" and child.info == "entity":
        yield _reference(child.markup, bold)
    elif child.type in ("text_special", "code_inline"):
        yield _Piece(raw=child.content, shown=child.content, bold=bold)
    elif child.type in ("softbreak", "hardbreak"):
        yield _BREAK
    elif child.type == "image":
        yield from _inline_pieces(child.children or [])
    elif child.type == "html_inline" and child.content.startswith("<!--"):
        yield _Piece(raw=child.content, reason=COMMENT)
    elif child.type == "html_inline" and _BREAKING_TAG.match(child.content):
        yield _BREAK


def _html_pieces(content: str) -> Iterator[_Piece]:
    for match in _HTML.finditer(content):
        if match["comment"]:
            yield _Piece(raw=match["comment"], reason=COMMENT)
        elif match["code"]:
            yield _Piece(raw=match[0], reason=match["code"].lower())
        elif match["reference"]:
            yield _reference(match["reference"], bold=False)
        elif match["tag"]:
            yield from [_BREAK] if _BREAKING_TAG.match(match["tag"]) else []
        else:
            for number, line in enumerate(match["text"].split("\n")):
                yield from [_BREAK] if number else []
                yield _Piece(raw=line, shown=line)


def _reference(raw: str, bold: bool) -> _Piece:
    return _Piece(raw=raw, shown=html.unescape(raw), bold=bold, reason=REFERENCE)


class _SourceWalk:
    """A walk along the file, white space apart, that records as skipped what no piece accounts for."""

    def __init__(self, text: str, page: PageBuilder) -> None:
        self._text = text
        self._page = page
        self._where = [index for index, char in enumerate(text) if not char.isspace()]
        self._squeezed = "".join(text[index] for index in self._where)
        lengths = (sum(1 for char in line if not char.isspace()) for line in text.split("\n"))
        self._line_starts = list(accumulate(lengths, initial=0))  # of every line, and the end
        self._position = 0

    def place(self, leaf: _Leaf) -> None:
        """Find the leaf's pieces from here on; what lies before each is markup."""
        start = max(self._position, self._line_starts[leaf.first])
        end = self._line_starts[leaf.end]
        raws = [re.sub(r"\s+", "", piece.raw) for piece in leaf.pieces]
        spans = self._whole(raws, start, end) or self._by_character(raws, start, end)
        for piece, found in zip(leaf.pieces, spans, strict=True):
            for first, last in found:
                self._skip_to(first)
                self._position = last
            if piece.reason:
                self._page.skip(piece.raw, piece.reason)

    def _whole(self, raws: Sequence[str], start: int, end: int) -> list[list[tuple[int, int]]] | None:
        """Find every piece in one place, each as early as possible; None when one cannot be found so."""
        spans = []
        for raw in raws:
            found = self._squeezed.find(raw, start, end)
            if found < 0:
                return None
            start = found + len(raw)
            spans.append([(found, start)] if raw else [])
        return spans

    def _by_character(self, raws: Sequence[str], start: int, end: int) -> list[list[tuple[int, int]]]:
        r"""Find the pieces character by character: ``\|`` in a table, code over two lines of a quotation."""
        spans: list[list[tuple[int, int]]] = []
        for raw in raws:
            spans.append([])
            for char in raw:
                found = self._squeezed.find(char, start, end)
                if found >= 0:
                    start = found + 1
                    spans[-1].append((found, start))
        return spans

    def finish(self) -> None:
        """Record the rest of the file as skipped."""
        self._skip_to(len(self._squeezed))

    def _skip_to(self, position: int) -> None:
        if position <= self._position:
            return
        gap = self._text[self._where[self._position] : self._where[position - 1] + 1]
        self._position = position
        done = 0
        for match in _ADDRESS.finditer(gap):
            self._skip_marks(gap[done : match.start()])
            self._page.skip(match[0], "link address")
            done = match.end()
        self._skip_marks(gap[done:])

    def _skip_marks(self, marks: str) -> None:
        surplus = _SURPLUS.search(marks)
        self._page.skip(marks, "table cell beyond the last column" if surplus else MARKUP)


def _lines(leaf: _Leaf) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for piece in leaf.pieces:
        if piece is _BREAK:
            lines.append([])
        else:
            lines[-1].append(Run(piece.shown, piece.bold))
    return lines
