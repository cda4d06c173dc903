"""Amounts for each unit of something: 每斤90元 is not *90 yuan per kilogram*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from translator.numbers.units import CHINESE, ENGLISH, Unit, any_of, english_unit, singular
from translator.numbers.values import Mismatch, Number, Quantity

_MEASURES = ("area", "mass", "length", "volume", "energy", "power")


def _names(units: dict[str, Unit]) -> str:
    return any_of([name for name, unit in units.items() if unit.dimension in _MEASURES])


_BEFORE = re.compile(rf"每(?P<unit>{_names(CHINESE)})[^，。；、0-9]{{0,8}}$")
_BEHIND = re.compile(rf"[每/](?P<unit>{_names(CHINESE)})")
_ENGLISH = re.compile(
    rf"\s?(?:(?:per|an?|each|every|for each|for every)[\s-]|/\s?)(?P<unit>{_names(ENGLISH)})\b", re.IGNORECASE
)
_LONGEST = 16
"""Characters before a Chinese amount in which the unit may stand."""


def of_other_units(
    source: str, target: str, chinese: Iterable[Quantity], english: Iterable[Quantity]
) -> Iterator[Mismatch]:
    """Yield the units of amounts that English has by value, but for another unit of the same dimension."""
    there = [
        (other, match)
        for other in english
        if isinstance(other, Number) and (match := _ENGLISH.match(target, other.end))
    ]
    for one in chinese if there else ():
        if not isinstance(one, Number) or not (match := _chinese(source, one)):
            continue
        same = [named for other, named in there if (other.value, other.unit) == (one.value, one.unit)]
        if len(same) != 1:
            continue
        unit, found = CHINESE[match["unit"]], english_unit(same[0]["unit"])
        if found.dimension == unit.dimension and found.factor != unit.factor:
            yield _mismatch(source, match, unit, same[0])


def _chinese(source: str, one: Number) -> re.Match[str] | None:
    """Return the unit for which the Chinese has an amount: 每斤90元, 90元/斤."""
    behind = _BEHIND.match(source, one.end)
    return behind or _BEFORE.search(source, max(0, one.start - _LONGEST), one.start)


def _mismatch(source: str, chinese: re.Match[str], unit: Unit, english: re.Match[str]) -> Mismatch:
    start, end = chinese.start(), chinese.end("unit")
    found = english[0].lstrip()
    mark = "/" if found.startswith("/") else "per "
    expected = mark + singular(unit.name)
    return Mismatch(
        chinese=source[start:end],
        expected=expected,
        found=found,
        start=start,
        end=end,
        found_start=english.end() - len(found),
        found_end=english.end(),
        replacement=expected,
    )
