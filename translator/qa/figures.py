"""Checks of numbers by value: amounts, percentages, dates and times."""

from __future__ import annotations

from collections.abc import Iterator

from translator.numbers import Kind, Mismatch, misgrouped
from translator.qa.model import Pair, Remark

_DATES = frozenset((Kind.YEAR, Kind.DECADE, Kind.MONTH, Kind.WEEKDAY, Kind.DATE, Kind.TIME, Kind.DURATION))
_SHARES = frozenset((Kind.PERCENT, Kind.POINTS, Kind.FRACTION))


def number(pair: Pair) -> Iterator[str]:
    """Report an amount, rank or range missing by value, a telephone number missing by its digits, or a reversed hedge.

    Passes:
        项目投资90亿元。 = The project cost 9 billion yuan.

    Fails:
        项目投资90亿元。 = The project cost 90 billion yuan.
    """
    yield from (_remark(one) for one in _lost(pair) if one.kind not in _DATES | _SHARES)


def percent(pair: Pair) -> Iterator[str]:
    """Report a percentage, a fraction or percentage points that the English does not have by value.

    Passes:
        同比增长三成。 = It grew 30 percent year on year.

    Fails:
        同比增长三成。 = It grew 3 percent year on year.
    """
    yield from (_remark(one) for one in _lost(pair) if one.kind in _SHARES)


def date(pair: Pair) -> Iterator[str]:
    """Report a year, month, day, weekday or time that the English does not have.

    Passes:
        会议于5月8日星期一举行。 = The meeting was held on Monday, May 8.

    Fails:
        会议于5月8日星期一举行。 = The meeting was held on Tuesday, May 8.
    """
    yield from (_remark(one) for one in _lost(pair) if one.kind in _DATES)


def added_number(pair: Pair) -> Iterator[str]:
    """Report a figure of the English that nothing in the Chinese stands for, also one that is none, such as 1,0,000.

    Passes:
        两国签署协议。 = The two countries signed an agreement.

    Fails:
        两国签署协议。 = The countries signed 35 agreements.
    """
    yield from (_remark(one) for one in pair.mismatches if not one.chinese)
    for found in misgrouped(pair.target):
        if found[0] not in pair.source:
            yield Remark(f"the English says {found[0]}, which is no figure", target=[found.span()])


def _lost(pair: Pair) -> tuple[Mismatch, ...]:
    return tuple(one for one in pair.mismatches if one.chinese)


def _remark(one: Mismatch) -> Remark:
    return Remark(
        one.message,
        source=[(one.start, one.end)] if one.chinese else (),
        target=[(one.found_start, one.found_end)] if one.found else (),
        use=one.replacement or one.expected,
    )
