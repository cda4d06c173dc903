"""Telephone numbers, postcodes and account numbers, which are compared digit by digit and not by value."""

from __future__ import annotations

import re
from typing import NamedTuple

from translator.numbers.repair import mismatch_of_digits
from translator.numbers.values import Code, Mismatch, Quantity
from translator.text.spans import overlaps

_SEPARATOR = r"[\s\-–—().]{0,3}"
_RUN = re.compile(r"(?<![\d.,])\+?\(?\d(?:[\s\-–—()]{0,2}\d){4,}(?![\d%]|[.,]\d)")
_ABROAD = re.compile(r"^(?:00)?86(?=\d{10,11}$)")


class Dialled(NamedTuple):
    """What is wrong about such numbers, and the quantities of both texts that are none."""

    wrong: list[Mismatch]
    chinese: tuple[Quantity, ...]
    english: tuple[Quantity, ...]


def dialled(
    source: str, target: str, chinese: tuple[Quantity, ...], english: tuple[Quantity, ...]
) -> Dialled:
    """Return the mismatches of the rows of digits of the Chinese, and all other quantities of both texts.

    Spaces, dashes, brackets, the code of the country and the zero before that of the area do not count.
    """
    codes = [one for one in chinese if isinstance(one, Code) and one.dialled]
    if not codes:
        return Dialled([], chinese, english)
    spans = {one: match.span() for one in codes if (match := _pattern(one).search(target))}
    free = [run for run in _RUN.finditer(target) if not overlaps(run.span(), spans.values())]
    wrong = []
    for one in codes:
        if one in spans:
            continue
        run = next((run for run in free if abs(len(_digits(run[0])) - len(_digits(one.text))) <= 1), None)
        if run:
            free.remove(run)
            spans[one] = run.span()
        wrong.append(mismatch_of_digits(source, target, one, spans.get(one)))
    others = tuple(one for one in english if not overlaps((one.start, one.end), spans.values()))
    return Dialled(wrong, tuple(one for one in chinese if one not in codes), others)


def _pattern(one: Code) -> re.Pattern[str]:
    """Return a pattern of the digits as English may write them: (0532) 8591 1023, +86 532 85911023."""
    digits = _digits(one.text)
    return re.compile(rf"(?<![\d.,])(?:\+?86{_SEPARATOR})?\(?0?{_SEPARATOR.join(digits)}(?!\d|[.,]\d)")


def _digits(text: str) -> str:
    """Return the digits without the zero of an area and the code of the country."""
    digits = _ABROAD.sub("", "".join(re.findall(r"\d", text)))
    return digits.removeprefix("0")
