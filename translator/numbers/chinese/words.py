"""Words by which a Chinese numeral is known to count something, or known not to: ``data/chinese.toml``."""

from __future__ import annotations

from translator.text.tables import table

_TABLE = table("translator.numbers", "data/chinese.toml")

MEASURES: list[str] = _TABLE["measures"].split()
NOT_NUMBERS: list[str] = _TABLE["not_numbers"].split()
MORNING: list[str] = _TABLE["morning"].split()
AFTERNOON: list[str] = _TABLE["afternoon"].split()
HEDGES_BEFORE: list[str] = _TABLE["hedges_before"].split()
HEDGES_AFTER: list[str] = _TABLE["hedges_after"].split()
REIGNS: dict[str, int] = _TABLE["reigns"]
LONGEST_REIGN = max(map(len, REIGNS))
ERA = "公元前?|(?<=[-~])前"
"""What stands before a Western year, as a regular expression: 公元618年, 公元前475-前221年."""
STEPS: dict[str, dict[str, str]] = _TABLE["steps"]
"""By unit, the smaller units that may follow it: their share of it, or their English name."""
UNIT_WORDS: list[str] = _TABLE["unit_words"].split()
