"""Houses: which rules of style apply, and with which values; a house is a TOML file with a key for each rule.

Two come with the program, in ``houses/``.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

from translator.errors import InputError, did_you_mean
from translator.style.model import Rule
from translator.style.rules import RULES

BUILT_IN = ("guardian", "xinhua")

_VERSION = "1"
"""Changes whenever the same house may style the same text in another way."""

_BY_NAME = {rule.name: rule for rule in RULES}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house by its name: the values of its rules, in the order in which they are applied."""

    name: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def rules(self) -> Iterator[tuple[Rule, str]]:
        """Yield each rule with its value."""
        for name, value in self.values:
            yield _BY_NAME[name], value

    def with_value(self, name: str, value: str) -> House:
        """Return the house with another value of a rule, without the rule if the value is empty."""
        values = dict(self.values) | {name: value}
        return replace(
            self, values=tuple((rule.name, values[rule.name]) for rule in RULES if values.get(rule.name))
        )

    @property
    def signature(self) -> str:
        """Return the name and a hash that changes whenever the style would; empty where there are no rules."""
        if not self.values:
            return ""
        digest = hashlib.sha256(repr((_VERSION, self.values)).encode()).hexdigest()[:8]
        return f"{self.name} {digest}".strip()


def house_of(text: str, name: str) -> House:
    """Return the house that a TOML file describes; raise `InputError` with what is wrong in it."""
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a syntax error, a number too long, a list too deep
        raise InputError(
            f"{name}: this is not a house style ({error})",
            hint='Write one rule a line, such as: percent = "percent"',
        ) from None
    for key, value in found.items():
        _check(name, key, value)
    return House(
        name=name, values=tuple((rule.name, found[rule.name]) for rule in RULES if rule.name in found)
    )


def _check(name: str, key: str, value: object) -> None:
    rule = _BY_NAME.get(key)
    if rule is None:
        raise InputError(
            f"{name}: there is no rule '{key}'",
            hint=f"{did_you_mean(key, _BY_NAME)}'translator style --list' shows the rules and their values.",
        )
    if value not in rule.values:
        values = " or ".join(f'"{one}"' for one in rule.values)
        raise InputError(
            f"{name}: {key} cannot be {value!r}", hint=f"Give it {values}, or leave the line out."
        )


def built_in(name: str) -> House:
    """Return a house that comes with the program."""
    return house_of(files("translator.style").joinpath(f"houses/{name}.toml").read_text("utf-8"), name)
