"""Plain text files as pages, with the light Markdown that newspaper pages carry.

Only ATX headings, bold spans, rules of dashes and rows of tabs are understood; everything else is text. One
physical line is one `Line`; the rules for articles join lines later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from translator.model import Cell, Markup, Page
from translator.readers.cells import Span, placed
from translator.readers.encodings import decode
from translator.readers.lines import INDENT, MARKUP, PageBuilder, Run, normalise_breaks

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+)")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$|[─━═]{3,}$")
_BOLD_MARK = re.compile(r"(?<![*\\])(?!(?<=[0-9A-Za-z])\*{2,3}[0-9A-Za-z])\*{2,3}(?!\*)")
"""Two or three asterisks, but not between Latin letters or digits, as in ``2**8``."""

_ITEM = re.compile(
    r"(?P<indent>[^\S\t]*)(?P<number>"
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}|[一二三四五六七八九十百]{1,5}|[A-Za-z]|[ivxIVX]{1,5})[.．、)）:：]"
    r"|[（(](?:[0-9]{1,3}|[一二三四五六七八九十百]{1,5}|[A-Za-z]|[ivxIVX]{1,5})[)）]、?"
    r"|第[0-9一二三四五六七八九十百零]{1,6}[编章节条款项]|[①-⒛㈠-㈩❶-❿]|[^\w\s]|o)?"
    r"[^\S\t]*\t[^\S\t]*(?P<text>[^\t]*)"
)
"""A line of a list whose number or bullet, if it has one, a tab parts from the text."""
_CLOSED = "、：．）"
"""A list number that ends in one of these signs needs no space before its text."""

_FAR = 2
"""Blank lines from which what follows stands apart."""


def read_txt(data: bytes, name: str) -> Page:
    """Read a plain text file; a span of ``**`` may reach into the next line.

    Raises `InputError` when the bytes are no text or hold none.
    """
    text, encoding = decode(data, name)
    page = PageBuilder(name, encoding)
    tables = count(1)
    for paragraph, far in _paragraphs(page.clean(normalise_breaks(text)), page):
        if far:
            page.apart()
        gap = True
        for columns, group in groupby(_with_empty_cells(paragraph), key=_columns):
            lines = list(group)
            items = [_ITEM.fullmatch(line) for line in lines]
            if all(items):
                _add_lines(page, [_ITEM.sub(_item, line) for line in lines], gap=gap)
            elif columns > 1 and len(lines) > 1:
                _add_table(page, lines, next(tables))
            else:
                _add_lines(page, lines, gap=gap)
            gap = False
    return page.page()


def _paragraphs(text: str, page: PageBuilder) -> Iterator[tuple[list[str], bool]]:
    """Yield the lines of each paragraph as they are: a blank line, a rule or a Chinese indent begins a new one.

    The second value says that two blank lines or a rule stand before it.
    """
    paragraph: list[str] = []
    distance = far = 0
    for raw in [*text.split("\n"), ""]:
        line = raw.strip()
        rule = _RULE.match(line)
        if paragraph and (raw.startswith(INDENT) or not line or rule):
            yield paragraph, far >= _FAR
            paragraph = []
        if rule:
            page.skip(line, "rule")
            distance = _FAR
        elif line:
            far = far if paragraph else distance
            paragraph.append(raw)
            distance = 0
        else:
            distance += 1


def _with_empty_cells(paragraph: Sequence[str]) -> list[str]:
    """Return the lines stripped, but for a Chinese indent, and for the tabs of empty cells at the ends of a row.

    Such tabs are kept if the rows then agree in the number of columns, and no larger group agrees without the tabs.
    """
    lines = [INDENT * raw.startswith(INDENT) + raw.strip() for raw in paragraph]
    alike: list[int] = []
    for _, group in groupby(lines, key=_columns):
        size = len(list(group))
        alike += [size] * size
    start = 0
    for _, group in groupby(paragraph, key=_columns):
        rows = list(group)
        here = slice(start, start + len(rows))
        if len(rows) > 1 and len(rows) >= max(alike[here]) and max(map(_columns, lines[here])) > 1:
            lines[here] = rows
        start = here.stop
    return lines


def _columns(line: str) -> int:
    """Return the number of columns of a table's row, as a spreadsheet puts them on the clipboard; 1 for a text."""
    return line.count("\t") + 1


def _item(match: re.Match[str]) -> str:
    """Return the line of a list as it is written without a tab."""
    indent, number, text = match.group("indent", "number", "text")
    return f"{indent}{number or ''}{' ' if number and number[-1] not in _CLOSED else ''}{text}"


def _add_table(page: PageBuilder, lines: list[str], table: int) -> None:
    """Add the cells of rows whose columns are separated by tabs."""
    rows = [line.split("\t") for line in lines]
    places: Sequence[Sequence[Cell | None]] = placed(table, [[Span() for _ in row] for row in rows]) or [
        [None] * len(row) for row in rows
    ]
    for row, cells in zip(rows, places, strict=True):
        for text, cell in zip(row, cells, strict=True):
            page.line([Run(text)], markup=Markup.TABLE_CELL, cell=cell)


def _add_lines(page: PageBuilder, paragraph: list[str], *, gap: bool) -> None:
    """Add the lines of one paragraph, reading headings and bold spans; marks are recorded as skipped."""
    headings = [_HEADING.match(line.strip()) for line in paragraph]
    texts = [
        _without_closing(heading["text"], page) if heading else line
        for heading, line in zip(headings, paragraph, strict=True)
    ]
    runs, marks = split_bold(texts)
    page.skip("\n".join(marks), MARKUP)
    for number, heading in enumerate(headings):
        if heading:
            page.skip(heading["marks"], MARKUP)
        page.line(
            runs[number],
            markup=Markup.HEADING if heading else Markup.TEXT,
            level=len(heading["marks"]) if heading else 0,
            gap_before=gap and number == 0,
        )


def _without_closing(text: str, page: PageBuilder) -> str:
    """Remove the closing ``#`` marks of a heading; they count only after a blank, so ``C#`` stays whole."""
    opened = text.rstrip("#")
    if opened == text or opened.rstrip() == opened:
        return text
    page.skip(text[len(opened) :], MARKUP)
    return opened


def split_bold(lines: Sequence[str]) -> tuple[list[list[Run]], list[str]]:
    """Split every line at its paired bold marks; return the runs of each line, and the marks.

    A span ends in its own line or the next one; a mark without a partner stays text.
    """
    runs = []
    taken = []
    bold = False
    for line, marks in zip(lines, _paired_marks(lines), strict=True):
        pieces: list[Run] = []
        position = 0
        for mark in marks:
            pieces.append(Run(line[position : mark.start()], bold))
            taken.append(mark[0])
            bold = not bold
            position = mark.end()
        runs.append([*pieces, Run(line[position:], bold)])
    return runs, taken


def _paired_marks(lines: Sequence[str]) -> list[list[re.Match[str]]]:
    """Return, for every line, the bold marks that have a partner."""
    paired: list[list[re.Match[str]]] = [[] for _ in lines]
    opener: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines):
        for mark in _BOLD_MARK.finditer(line):
            before, after = line[max(0, mark.start() - 1) : mark.start()], line[mark.end() : mark.end() + 1]
            if opener and before.strip() and opener[1][0] == mark[0] and number - opener[0] <= 1:
                paired[opener[0]].append(opener[1])
                paired[number].append(mark)
                opener = None
            elif after.strip():
                opener = (number, mark)
    return paired
