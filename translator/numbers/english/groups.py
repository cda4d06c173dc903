"""Digits that commas part in the wrong places, as engines write them: 1,0,000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translator.numbers.chinese import chinese_quantities
from translator.numbers.values import Number

_IN_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d+)*,\d{3,}(?!,?\d)")
_SOUND = re.compile(r"\d{1,3}(?:,\d{3})+|.*,(?:19|20)\d\d")
"""Thousands, and a year behind a day without a space."""


def misgrouped(text: str) -> Iterator[re.Match[str]]:
    """Yield the digits of an English text that are no figure; lists of short numbers (*1,2,3*) are left alone."""
    return (match for match in _IN_GROUPS.finditer(text) if not _SOUND.fullmatch(match[0]))


def regrouped(source: str, target: str) -> str:
    """Return the English with such digits in groups of three where they are a number of the Chinese."""
    for match in reversed(list(misgrouped(target))):
        number = Decimal(match[0].replace(",", ""))
        values = [one.value for one in chinese_quantities(source) if isinstance(one, Number)]
        if number in values:
            target = f"{target[: match.start()]}{number:,}{target[match.end() :]}"
    return target
