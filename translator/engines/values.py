"""Values of engine options, read from the text that a user gave."""

from __future__ import annotations

import math

from translator.engines.table import Options
from translator.errors import UsageError


def whole(options: Options, name: str, default: int, *, least: int = 1) -> int:
    """Return an option as a whole number; raise `UsageError` when it is none, or less than ``least``."""
    value = number(options, name, float(default), least=least)
    if value != int(value):
        raise _not(name, f"a whole number from {least}")
    return int(value)


def number(options: Options, name: str, default: float, *, least: float = 0.0) -> float:
    """Return an option as a number; raise `UsageError` when it is none, or less than ``least``."""
    value = _number(options, name, default)
    if name in options and not least <= value < math.inf:
        raise _not(name, f"a number from {least:g}")
    return value


def positive(options: Options, name: str, default: float) -> float:
    """Return an option as a number above 0; raise `UsageError` when it is none."""
    value = _number(options, name, default)
    if name in options and not 0 < value < math.inf:
        raise _not(name, "a number above 0")
    return value


def _number(options: Options, name: str, default: float) -> float:
    """Return an option as a number, not a number where it is none."""
    try:
        return float(options.get(name, default))
    except ValueError:
        return math.nan


def _not(name: str, wanted: str) -> UsageError:
    return UsageError(f"engine option '{name}': this is not {wanted}", hint=f"Give it {wanted}.")
