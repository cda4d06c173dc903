"""The text lines of a PDF → paragraphs, running heads, and headings by their size.

A line that fills its column goes on in the next line, unless the next line is indented, set apart or of another size.
Lines that do not fill their column are left as they are: the rules for pages join a text that was wrapped by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from translator.pages.line_rules import LONGEST_HEADLINE, columns, ends_sentence
from translator.readers.lines import Run
from translator.readers.pdf_layout import Column, TextLine

RUNNING_HEAD = "running head"
PAGE_NUMBER = "page number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The lines of one paragraph or heading as one; ``level`` is that of a heading, else 0."""

    runs: tuple[Run, ...]
    level: int = 0
    gap_before: bool = True
    centred: bool = False


# --- what repeats on pages ---------------------------------------------------------------------------------

_OUTERMOST = 2
"""Lines at the top and at the foot of a page among which a running head or a page number stands."""

_FEWEST_PAGES = 3
_PART_OF_PAGES = 0.3
"""Left and right pages may have heads of their own."""

_NUMBER = re.compile("[0-9０-９]+|[一二三四五六七八九十〇]+(?=页)")


def repeated(pages: Sequence[Sequence[TextLine]]) -> list[dict[int, str]]:
    """Return for each page which of its lines stand on other pages in the same place, digits aside, and as what."""
    keys = [dict(_keys(page)) for page in pages]
    counts = Counter(key for page in keys for key in set(page.values()))
    enough = max(_FEWEST_PAGES, _PART_OF_PAGES * len(pages))
    return [
        {
            index: RUNNING_HEAD
            if any(char.isalpha() for char in re.sub("[第页共]", "", key[0]))
            else PAGE_NUMBER
            for index, key in page.items()
            if counts[key] >= enough
        }
        for page in keys
    ]


def _keys(page: Sequence[TextLine]) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield the lines that may be running heads: their index, and their text and height."""
    upright = [index for index, line in enumerate(page) if not line.turned]
    downwards = sorted(upright, key=lambda index: -page[index].middle)
    turned = [index for index, line in enumerate(page) if line.turned]
    step = 1.25 * median_low([*_leading(page).values()] or [0.0])
    for index in {*_apart(page, downwards, step), *_apart(page, downwards[::-1], step), *turned}:
        line = page[index]
        yield index, (_NUMBER.sub("#", line.text), round(line.middle / 6))


def _apart(page: Sequence[TextLine], inwards: Sequence[int], step: float) -> Sequence[int]:
    """Return the outermost lines, if more than the usual step lies between them and the text."""
    for number in range(min(_OUTERMOST, len(inwards) - 1), 0, -1):
        outer, inner = page[inwards[number - 1]], page[inwards[number]]
        if abs(outer.middle - inner.middle) > max(step, 1.5 * inner.size):
            return inwards[:number]
    return inwards if len(inwards) == 1 else ()


# --- paragraphs --------------------------------------------------------------------------------------------


def paragraphs_of(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document; ``lines`` are those of all its pages, without what repeats."""
    setting = _Setting(lines)
    group: list[TextLine] = []
    before: TextLine | None = None
    for line in setting.lines:
        if group and setting.goes_on(group, line):
            group.append(line)
            continue
        if group:
            yield setting.paragraph(group, before)
            before = group[-1]
        group = [line]
    if group:
        yield setting.paragraph(group, before)


_FULL_STOP = re.compile("[。！？][”’」』）]*$")

_LARGE = (1.7, 1.3, 1.12)
"""Sizes of headings of level 1, 2 and 3, in sizes of the text; a newspaper sets headlines of one rank in many sizes."""


class _Setting:
    """How a document is set: the size of its text, its margins, its leading, which sizes are headings."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0
        self.lines = _with_margins(lines, self.size)
        self._margins = _margins(self.lines)
        indents = sum(self._indent(line) > 0.7 * line.size for line in self.lines)
        self._indents = 20 * indents >= len(lines)
        self._leading = _leading(self.lines)
        marked = sum(len(run.text) for line in lines for run in line.runs if run.bold)
        self._all_bold = 2 * marked > sum(len(line.text) for line in lines)

    def _indent(self, line: TextLine) -> float:
        return line.left - self._margins[_place(line.column)]

    @staticmethod
    def _rounded(line: TextLine) -> float:
        return round(line.size)

    def _is_large(self, line: TextLine) -> bool:
        return line.size >= _LARGE[-1] * self.size

    # --- what belongs together ---

    def goes_on(self, group: Sequence[TextLine], line: TextLine) -> bool:
        """Return whether a line belongs to the paragraph or heading that the group is so far."""
        before = group[-1]
        if abs(before.size - line.size) > 0.08 * before.size or before.turned != line.turned:
            return False
        if before.column == line.column and not 0 < before.middle - line.middle < 1.4 * self._step(line):
            return False
        if _is_bold(before.runs[-1:]) != _is_bold(line.runs[:1]) and _is_bold(before.runs):
            return False
        if self._is_large(line) and self._is_title(group):
            return self._goes_on_as_title(before, line)
        ends = _FULL_STOP.search(before.text) and self._breaks_off(line)
        return _is_filled(before, line) and not ends and not self._is_indented(group, line)

    @staticmethod
    def _breaks_off(line: TextLine) -> bool:
        """Return whether a line is short without the end of a sentence, as the last line of a paragraph is not."""
        return not ends_sentence(line.text) and line.column.right - line.right > 3 * line.size

    def _step(self, line: TextLine) -> float:
        """Return the usual distance between lines of this size."""
        return self._leading.get((line.column, self._rounded(line)), 1.8 * line.size)

    @staticmethod
    def _is_title(group: Sequence[TextLine]) -> bool:
        """Return whether lines in large type are a title and not an introduction in sentences."""
        return not any(ends_sentence(line.text) for line in group) or len(group) == 1

    def _goes_on_as_title(self, before: TextLine, line: TextLine) -> bool:
        return before.column == line.column and before.middle - line.middle < 2.0 * line.size

    def _is_indented(self, group: Sequence[TextLine], line: TextLine) -> bool:
        before = group[-1]
        if self._indent(line) < 0.7 * line.size:
            # At the margin: where paragraphs are not indented, a sentence that ends a column may end one.
            return before.column != line.column and not self._indents and ends_sentence(before.text)
        hanging = len(group) > 1 and abs(line.left - before.left) < 0.3 * line.size
        return not hanging and (
            ends_sentence(before.text) or line.left - before.left < 0.7 * line.size or len(group) > 1
        )

    # --- what comes out ---

    def paragraph(self, group: Sequence[TextLine], before: TextLine | None) -> Paragraph:
        """Return the lines of a group as one paragraph; ``before`` is the line that the page has before it."""
        runs = _joined(group)
        text = "".join(run.text for run in runs)
        level = 0
        if self._is_large(group[0]) and not self._is_running(text):
            level = 1 + next(i for i, ratio in enumerate(_LARGE) if group[0].size >= ratio * self.size)
        if self._all_bold or level:
            runs = [Run(run.text) for run in runs]
        return Paragraph(
            runs=tuple(runs),
            level=level,
            gap_before=self._is_apart(before, group[0]),
            centred=all(map(_is_centred, group)),
        )

    @staticmethod
    def _is_running(text: str) -> bool:
        return columns(text) > LONGEST_HEADLINE or "。" in text

    def _is_apart(self, before: TextLine | None, line: TextLine) -> bool:
        """Return whether a paragraph stands apart from the one before: by space, an indent or its size."""
        if before is None or before.column != line.column or before.turned != line.turned:
            return True
        return (
            abs(before.size - line.size) > 0.08 * before.size
            or not 0 < before.middle - line.middle < 1.4 * self._step(line)
            or self._indent(line) > 0.7 * line.size
        )


def _with_margins(lines: Sequence[TextLine], size: float) -> list[TextLine]:
    """Return the lines; the columns that are as wide as their page get the margins that all such pages share."""
    alike: dict[int, list[TextLine]] = {}
    for line in lines:
        if line.column.whole:
            alike.setdefault(round(line.column.left / max(2 * size, 1.0)), []).append(line)
    shared: dict[Column, Column] = {}
    for key, found in alike.items():
        near = [*found, *alike.get(key + 1, ()), *alike.get(key - 1, ())]
        text = [line for line in near if line.size < _LARGE[-1] * size]
        left, right = _edges(text or near)
        shared |= {line.column: replace(line.column, left=left, right=right) for line in found}
    return [replace(line, column=shared.get(line.column, line.column)) for line in lines]


_CUT_LINES = 2
"""Lines that the right margin cut in the middle of a sentence; fewer do not say where it is."""


def _edges(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Return the margins of lines; the right one is as wide as the left where none is cut, as on a page of verse."""
    left, right = min(line.column.left for line in lines), max(line.right for line in lines)
    cut = [line for line in lines if right - line.right < 0.6 * line.size and line.text[-1].isalnum()]
    sheet = max(line.column.sheet for line in lines)
    return left, right if len(cut) >= _CUT_LINES else max(right, sheet - left)


def _is_centred(line: TextLine) -> bool:
    """Return whether a line stands in the middle of its column, clear of both margins."""
    left, right = line.left - line.column.left, line.column.right - line.right
    return min(left, right) > line.size and abs(left - right) < line.size


def _is_bold(runs: Sequence[Run]) -> bool:
    return all(run.bold for run in runs)


def _place(column: Column) -> Column:
    """Return a column as the one that all pages share, if nothing stands beside it."""
    return replace(column, page=0) if column.whole else column


def _margins(lines: Iterable[TextLine]) -> dict[Column, float]:
    """Return where the lines of each column begin, the few that hang out into the margin aside."""
    lefts: dict[Column, list[float]] = {}
    for line in lines:
        lefts.setdefault(_place(line.column), []).append(line.left)
    return {column: sorted(found)[len(found) // 20] for column, found in lefts.items()}


def _leading(lines: Sequence[TextLine]) -> dict[tuple[Column, float], float]:
    """Return the usual distance between the lines of a size in a column."""
    steps: dict[tuple[Column, float], list[float]] = {}
    for before, line in pairwise(lines):
        step = before.middle - line.middle
        same = before.column == line.column and round(before.size) == round(line.size)
        if same and 0 < step < 3 * line.size:
            steps.setdefault((line.column, round(line.size)), []).append(step)
    return {key: median_low(found) for key, found in steps.items()}


def _joined(group: Sequence[TextLine]) -> list[Run]:
    """Return the runs of all lines as one.

    Latin words get a space between lines, Chinese none; titles that were broken by sense get one too.
    """
    runs = list(group[0].runs)
    for before, line in pairwise(group):
        if not _closes_up(before, line):
            runs.append(Run(" ", before.runs[-1].bold))
        runs += line.runs
    return runs


def _closes_up(before: TextLine, line: TextLine) -> bool:
    """Return whether nothing stands between two lines when they are joined."""
    if before.text[-1] in "-\u2010\u00ad":  # the hyphen may belong to the word, so it stays
        return line.text[0].isascii()
    latin = before.text[-1].isascii() + line.text[0].isascii()
    return latin < 2 - line.spaced and _is_filled(before, line)


def _is_filled(before: TextLine, line: TextLine) -> bool:
    """Return whether the start of a line would not have had room at the end of the one before."""
    return before.column.right - before.right < line.first + 0.5 * line.size
