"""Words by which English writes numbers: ``data/english.toml``."""

from __future__ import annotations

from translator.text.tables import table

_TABLE = table("translator.numbers", "data/english.toml")


def _in_order(name: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + step * place for place, word in enumerate(_TABLE[name].split())}


def _by_value(name: str) -> dict[str, int]:
    return {word: int(value) for value, words in _TABLE[name].items() for word in words.split()}


ONES = _in_order("ones")
TENS = _in_order("tens", 20, 10)
ORDINALS = (
    _in_order("ordinals", 1) | _in_order("ordinal_tens", 20, 10) | {"thousandth": 1000, "millionth": 10**6}
)
SCALES: dict[str, int] = {f"{word}{s}": value for s in ("", "s") for word, value in _TABLE["scales"].items()}
SHORT_SCALES: dict[str, int] = _TABLE["short_scales"]
GROUPS: dict[str, int] = _TABLE["groups"]
PARTS = _by_value("parts")
MULTIPLES = _by_value("multiples")
MONTHS = {name: number for names, number in _in_order("months", 1).items() for name in names.split("/")}
WEEKDAYS = _in_order("weekdays", 1)
HEDGES: list[str] = _TABLE["hedges"]
_DAYS = (*WEEKDAYS, *(f"{day}s" for day in WEEKDAYS))
FIRST_WORDS = frozenset(
    (*ONES, *TENS, *SCALES, *GROUPS, *ORDINALS, *MONTHS, *_DAYS, *MULTIPLES, *_TABLE["first_words"].split())
)
"""The words with which a number may begin; looking a word up is far quicker than matching a pattern."""
