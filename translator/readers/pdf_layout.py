"""The places of glyphs on a PDF page → text lines in reading order, column by column.

Every direction of writing is turned until it runs from left to right, downwards: text set on its side, and columns of
vertical Chinese, which then are lines. All later steps know one direction only. Columns are found by white space that
no line crosses (the recursive X-Y cut of Nagy and Seth, 1984), in bands of rows with the same white space, because a
headline above two columns closes the gutter between the columns.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from statistics import median_low

from translator.readers.lines import Run
from translator.readers.pdf_glyphs import Glyph


@dataclass(frozen=True, slots=True)
class Column:
    """The edges between which lines are set; ``whole`` when nothing stands beside it on the page.

    ``sheet`` is the width of the page, or 0 when its lines do not run across it.
    """

    left: float
    right: float
    page: int
    whole: bool = False
    sheet: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of text; ``middle`` is its height on the page, ``first`` the width that must fit on a line with it."""

    runs: tuple[Run, ...]
    left: float
    right: float
    middle: float
    size: float
    column: Column
    first: float = 0.0
    spaced: bool = False
    """White space is written before it, perhaps at the end of the line above."""
    turned: bool = False
    """The line does not run as the text of the page does."""

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(run.text for run in self.runs)


def lines_of(glyphs: Sequence[Glyph], page: int, width: float) -> list[TextLine]:
    """Return the text lines of a page in reading order; lines in other directions follow those of the main one.

    ``page`` is its number, and ``width`` that of the sheet.
    """
    lines: list[TextLine] = []
    frames = sorted(_frames(glyphs), key=lambda frame: -len(frame[0]))
    for number, (frame, upright) in enumerate(frames):
        segments = _segments(frame)
        left, right = min(s.left for s in segments), max(s.right for s in segments)
        column = Column(left, right, page, whole=True, sheet=width if upright else 0.0)
        lines += _Region(segments, column, turned=number > 0).lines()
    return lines


# --- one direction of writing --------------------------------------------------------------------------


_VERTICAL_RUN = 3
"""Characters under one another from which they may be a column of vertical text."""


def _frames(glyphs: Sequence[Glyph]) -> Iterator[tuple[list[Glyph], bool]]:
    """Yield the glyphs of each direction of writing, turned to run from left to right, and whether they did before."""
    angles: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        angles.setdefault(glyph.angle, []).append(glyph)
    for angle, group in angles.items():
        upright = group if angle == 0 else [_turned(glyph, angle) for glyph in group]
        down, across = _vertical(upright)
        if across:
            yield across, angle == 0
        if down:
            yield [_turned(glyph, 270) for glyph in down], False


def _turned(glyph: Glyph, angle: int) -> Glyph:
    """Return the glyph with the page turned about its corner until the glyph stands upright."""
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    across, up = (glyph.right - glyph.left) / 2, (glyph.top - glyph.bottom) / 2
    if angle % 180 == 90:
        across, up = up, across
    elif angle % 180:
        across = up = glyph.size / 2
    if angle == 180:  # PDFium goes through such lines backwards, and the white space belongs to another glyph
        glyph = glyph._replace(blank="")
    c, s = cos(radians(angle)), sin(radians(angle))
    x, y = x * c + y * s, y * c - x * s
    return glyph._replace(left=x - across, right=x + across, bottom=y - up, top=y + up)


def _vertical(glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Divide glyphs into vertical text and horizontal text.

    A page has vertical text if a tenth of its glyphs stand under the glyph before; fewer such glyphs are a table.
    """
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _is_below(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    down = [glyph for run in runs if len(run) >= _VERTICAL_RUN for glyph in run]
    if 10 * len(down) < len(glyphs):
        return [], glyphs
    return down, [glyph for run in runs if len(run) < _VERTICAL_RUN for glyph in run]


def _is_below(above: Glyph, glyph: Glyph) -> bool:
    across = abs(above.left + above.right - glyph.left - glyph.right) / 2
    step = (above.bottom + above.top - glyph.bottom - glyph.top) / 2
    return across < 0.3 * glyph.size and 0.4 * glyph.size < step < 1.6 * glyph.size


# --- pieces of lines -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Segment:
    """Glyphs that follow one another on a line without a gap that a gutter would fit in."""

    glyphs: list[Glyph]
    left: float
    right: float
    middle: float
    size: float
    order: int
    """Its place in the file."""

    @property
    def top(self) -> float:
        """The upper edge of most characters; boxes of fonts overlap from line to line."""
        return self.middle + 0.45 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of most characters."""
        return self.middle - 0.45 * self.size


_LEVEL = 0.5
"""Ems; the middles of glyphs on one line differ by less, because fonts have different heights."""

_GAP = 1.3
"""Ems; a wider gap ends a segment, if it is also wider than the text written in it."""


def _segments(glyphs: Iterable[Glyph]) -> list[_Segment]:
    """Return the segments of the glyphs in their order, which inside a line is that of the file."""
    segments: list[_Segment] = []
    for glyph in glyphs:
        middle = (glyph.bottom + glyph.top) / 2
        if segments and _follows(segments[-1], glyph, middle):
            last = segments[-1]
            last.glyphs.append(glyph)
            last.right = max(last.right, glyph.right)
            if glyph.size > last.size:
                last.size, last.middle = glyph.size, middle
        else:
            segments.append(_Segment([glyph], glyph.left, glyph.right, middle, glyph.size, len(segments)))
    return segments


def _follows(segment: _Segment, glyph: Glyph, middle: float) -> bool:
    em = max(segment.size, glyph.size)
    gap = glyph.left - segment.glyphs[-1].right
    widest = _GAP + len(glyph.blank)
    return abs(segment.middle - middle) < _LEVEL * em and -0.6 * em < gap < widest * em


# --- columns -----------------------------------------------------------------------------------------------

_Gaps = list[tuple[float, float]]

_GUTTER = 0.8
"""Ems; the narrowest white space between columns."""

_FEWEST_LINES = 3
"""Lines of a column; what has fewer is a row of cells."""

_LARGE = 1.3
"""Sizes of the text from which a line is a headline."""


class _Region:
    """A part of a page: segments, and the edges between which they are set."""

    def __init__(self, segments: list[_Segment], column: Column, *, turned: bool) -> None:
        self._segments = segments
        self._column = column
        self._turned = turned
        self._em = _usual_size(segments)

    def lines(self) -> Iterator[TextLine]:
        """Yield the lines of the region in reading order."""
        rows = _rows(self._segments)
        starts = [number for number in range(1, len(rows)) if self._opens_part(rows, number)]
        for start, end in pairwise([0, *starts, len(rows)]):
            yield from self._part(rows[start:end])

    def _opens_part(self, rows: Sequence[list[_Segment]], number: int) -> bool:
        """Return whether a row is nothing but headlines, and the columns above it end there."""
        if min(segment.size for segment in rows[number]) < _LARGE * self._em:
            return False
        above = self._gaps(_flat(rows[max(0, number - _FEWEST_LINES) : number]))
        return len(_open(above, rows[number])) < len(above) or _is_written_after(rows, number)

    def _part(self, rows: Sequence[list[_Segment]]) -> Iterator[TextLine]:
        gaps = self._gaps(_flat(rows))
        if self._are_columns(rows, gaps):
            yield from self._columns(rows, gaps)
            return
        start = 0
        while start < len(rows):
            end, gaps = self._band(rows, start)
            if gaps:
                yield from self._columns(rows[start:end], gaps)
            else:
                for row in rows[start:end]:
                    yield from self._row(row)
            start = end

    def _band(self, rows: Sequence[list[_Segment]], start: int) -> tuple[int, _Gaps]:
        """Return the end of the rows from ``start`` that share white space, and its gutters, if any."""
        shared = self._gaps(rows[start])
        end = start + 1
        while shared and end < len(rows) and (left := _open(shared, rows[end])):
            shared = left
            end += 1
        while end > start + 1 and not self._gaps(rows[end - 1]) and _is_written_after(rows[start:end], -1):
            end -= 1
        band = rows[start:end]
        return end, shared if self._are_columns(band, shared) else []

    def _gaps(self, row: Sequence[_Segment]) -> _Gaps:
        """Return the white spaces inside a row in which a gutter may stand."""
        ordered = sorted((segment.left, segment.right) for segment in row)
        reach, gaps = ordered[0][1], []
        for left, right in ordered[1:]:
            if left - reach >= _GUTTER * self._em:
                gaps.append((reach, left))
            reach = max(reach, right)
        return gaps

    def _are_columns(self, band: Sequence[list[_Segment]], gaps: _Gaps) -> bool:
        """Return whether what stands between the gutters is running text and not the cells of a table.

        Programs write a text column by column and a table row by row; running text fills its column besides.
        """
        columns = self._divided(band, gaps)
        if len(columns) < 2 or max(map(len, columns)) < _FEWEST_LINES:
            return False
        running = sum(_is_running(column, self._em) for column in columns)
        return _are_written_one_by_one(columns) or 2 * running > len(columns)

    @staticmethod
    def _divided(band: Sequence[list[_Segment]], gaps: _Gaps) -> list[list[_Segment]]:
        columns: list[list[_Segment]] = [[] for _ in range(len(gaps) + 1)]
        for row in band:
            for segment in row:
                columns[sum(segment.left >= gap[1] - 0.01 for gap in gaps)].append(segment)
        return [column for column in columns if column]

    def _columns(self, band: Sequence[list[_Segment]], gaps: _Gaps) -> Iterator[TextLine]:
        for segments in self._divided(band, gaps):
            column = Column(min(s.left for s in segments), max(s.right for s in segments), self._column.page)
            yield from _Region(segments, column, turned=self._turned).lines()

    def _row(self, row: Sequence[_Segment]) -> Iterator[TextLine]:
        """Yield the lines of a row that no gutter divides; more than one where cells of a table are not level."""
        left = sorted(row, key=lambda segment: -segment.middle)
        while left:
            first = left[0]
            level = [s for s in left if first.middle - s.middle < _LEVEL * max(first.size, s.size)]
            left = [segment for segment in left if segment not in level]
            yield _line(sorted(level, key=lambda s: s.left), self._column, self._turned)


def _usual_size(segments: Iterable[_Segment]) -> float:
    sizes: Counter[float] = Counter()
    for segment in segments:
        sizes[round(segment.size, 1)] += len(segment.glyphs)
    return sizes.most_common(1)[0][0]


def _rows(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """Return the segments in rows from top to bottom; no segment of a row reaches into the height of the next."""
    rows: list[list[_Segment]] = []
    reach = 0.0
    for segment in sorted(segments, key=lambda s: -s.top):
        if rows and segment.top > reach:
            rows[-1].append(segment)
            reach = min(reach, segment.bottom)
        else:
            rows.append([segment])
            reach = segment.bottom
    return rows


def _flat(rows: Iterable[Sequence[_Segment]]) -> list[_Segment]:
    return [segment for row in rows for segment in row]


def _open(gaps: _Gaps, row: Sequence[_Segment]) -> _Gaps:
    """Return the parts of the gaps that a row leaves open and that are wide enough for a gutter."""
    for segment in row:
        em = segment.size
        narrowed = []
        for left, right in gaps:
            if segment.right <= left or segment.left >= right:
                narrowed.append((left, right))
                continue
            parts = (left, min(right, segment.left)), (max(left, segment.right), right)
            narrowed += [part for part in parts if part[1] - part[0] >= _GUTTER * min(em, 12)]
        gaps = narrowed
    return gaps


def _is_written_after(rows: Sequence[list[_Segment]], number: int) -> bool:
    """Return whether the file holds the rows from ``number`` on after all those above."""
    return max(s.order for s in _flat(rows[:number])) < min(s.order for s in _flat(rows[number:]))


_CHANGES = 0.1
"""Most changes of column, per segment, in a file that holds its columns one by one."""


def _are_written_one_by_one(columns: Sequence[Sequence[_Segment]]) -> bool:
    """Return whether the file holds most of a column before it comes to the next."""
    order = sorted((segment.order, number) for number, column in enumerate(columns) for segment in column)
    changes = sum(before[1] != after[1] for before, after in pairwise(order))
    return changes <= max(2 * (len(columns) - 1), _CHANGES * len(order))


def _is_running(segments: Sequence[_Segment], em: float) -> bool:
    """Return whether segments are lines that fill a column, as running text does and the cells of a table do not."""
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    filled = sum(segment.right - segment.left > 0.8 * (right - left) for segment in segments)
    return right - left >= 6 * em and 2 * filled >= len(segments)


# --- the text of a line --------------------------------------------------------------------------------------


def _line(segments: Sequence[_Segment], column: Column, turned: bool) -> TextLine:
    glyphs = [glyph for segment in segments for glyph in segment.glyphs]
    return TextLine(
        runs=tuple(_runs(glyphs)),
        left=glyphs[0].left,
        right=max(segment.right for segment in segments),
        middle=segments[0].middle,
        size=_usual_size(segments),
        column=column,
        first=_first(glyphs),
        spaced=bool(glyphs[0].blank),
        turned=turned,
    )


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    blanks = _blanks(glyphs)
    text, bold = glyphs[0].text, glyphs[0].bold
    for glyph, blank in zip(glyphs[1:], blanks, strict=True):
        if glyph.bold == bold:
            text += blank + glyph.text
        else:
            yield Run(text + blank, bold)
            text, bold = glyph.text, glyph.bold
    yield Run(text, bold)


def _blanks(glyphs: Sequence[Glyph]) -> list[str]:
    """Return the white space between glyphs.

    Chinese characters set apart evenly, by position or by spaces, are a line set wide and have none.
    """
    pairs = list(pairwise(glyphs))
    apart = [(b.left - a.right) / b.size for a, b in pairs if is_wide(a.text) and is_wide(b.text)]
    tracking = max(median_low(apart), 0.0) if len(apart) >= 3 else 0.0
    tracking = tracking if tracking > 0.15 else 0.0
    return [_blank(before, after, tracking) for before, after in pairs]


def _blank(before: Glyph, after: Glyph, tracking: float) -> str:
    gap = (after.left - before.right) / max(before.size, after.size) - tracking
    wide = is_wide(before.text) + is_wide(after.text)
    if wide == 2:
        if tracking and gap < 0.3:
            return ""
        return ("\u3000" if gap > 0.7 or "\u3000" in after.blank else " ") if gap > 0.7 or after.blank else ""
    return " " if after.blank or gap > (0.45 if wide else 0.18) else ""


def is_wide(text: str) -> bool:
    """Return whether a character takes the place of a Chinese one."""
    return unicodedata.east_asian_width(text[-1]) in "WF"


def _first(glyphs: Sequence[Glyph]) -> float:
    """Return the width of what cannot be divided at the start of a line: a character or a word, and its marks."""
    end = 1
    while end < len(glyphs) and end < 40 and _holds(glyphs[end - 1], glyphs[end]):
        end += 1
    return glyphs[end - 1].right - glyphs[0].left


def _holds(before: Glyph, after: Glyph) -> bool:
    """Return whether a line may not be divided between two characters."""
    if unicodedata.category(after.text[0]) in ("Pe", "Pi", "Pf", "Po") or before.text in "“‘（《〈「『【":
        return True
    return not after.blank and not is_wide(before.text) and not is_wide(after.text)
