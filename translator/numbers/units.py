"""Units of measure: their Chinese and English names, and what they are worth in one another (``data/units.toml``)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from translator.text.tables import table


class Unit(NamedTuple):
    """A unit: English plural, dimension, and worth in the base unit of the dimension where that is fixed.

    ``yuan`` is about what one unit of a currency is worth in yuan, where that is known.
    """

    name: str
    dimension: str
    factor: Decimal | None
    yuan: Decimal | None = None

    @property
    def is_money(self) -> bool:
        """Return whether the unit is a currency or a part of one."""
        return self.dimension == "money"


def singular(name: str) -> str:
    """Return the singular of a unit's English plural."""
    irregular = {"feet": "foot", "centuries": "century"}
    return irregular.get(name) or re.sub(r"(?<=degree)s\b|(?<!celsiu)s$", "", name, flags=re.IGNORECASE)


def english_unit(words: str) -> Unit:
    """Return the unit named by a match of the pattern of `ENGLISH`."""
    return ENGLISH[re.sub(r"[\s-]", " ", words.casefold())]


def any_of(names: list[str]) -> str:
    """Return the body of a pattern that takes the longest of the names; a space in a name matches a hyphen too."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]") for name in longest_first)


CHINESE: dict[str, Unit] = {}
"""Units by their Chinese names."""

ENGLISH: dict[str, Unit] = {}
"""Units by their English names in lower case and without hyphens, singular and plural."""

for _dimension, _units in table("translator.numbers", "data/units.toml").items():
    for _name, _row in _units.items():
        _worth = Fraction(_row.get("factor", 0))
        _yuan = Decimal(_row["yuan"]) if "yuan" in _row else None
        _one = Unit(_name, _dimension, Decimal(_worth.numerator) / _worth.denominator or None, _yuan)
        CHINESE |= dict.fromkeys(_row["chinese"].split(), _one)
        _names = (_name, singular(_name), *_row.get("english", ()))
        ENGLISH |= dict.fromkeys((name.replace("-", " ").casefold() for name in _names), _one)

BY_NAME = {unit.name: unit for unit in ENGLISH.values()}
"""Units by the English plural that a quantity keeps."""
