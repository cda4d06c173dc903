"""A key of translator.toml: its kind, what it feeds, and the check of a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What the value of a key is, in words."""

    TEXT = "text"
    VALUE = "text or a number"
    SWITCH = "true or false"
    NUMBER = "a number"
    TEXTS = "a list of texts"
    NAME_OR_FILE = "a file of your own"
    NEW_PATH = "a file or folder"
    PATHS = "files or folders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A key of translator.toml, at the top or in a table.

    ``option`` is the same setting on the command line, and ``variable`` the environment variable, if it is not named
    after the key. ``default`` describes the default in words, if the option itself has none; ``example`` is a value as
    TOML. The value of a ``secret`` key is never shown.
    """

    key: str
    kind: Kind
    help: str
    option: str = ""
    default: str = ""
    example: str = ""
    variable: str = ""
    choices: tuple[str, ...] = ()
    secret: bool = False

    @property
    def envvar(self) -> str:
        """Return the environment variable that a command line reads for this key."""
        return self.variable or f"TRANSLATOR_{self.key.upper()}"

    @property
    def line(self) -> str:
        """Return a line of translator.toml that sets this key."""
        return f"{self.key} = {self.example or _EXAMPLES[self.kind]}"

    @property
    def what(self) -> str:
        """Return in words what the value has to be."""
        kind = (str(self.kind),) if not self.choices or self.kind is Kind.NAME_OR_FILE else ()
        return ", ".join((*self.choices, *kind))

    def value(self, raw: object, folder: Path) -> object:
        """Return a value of a TOML file as the program uses it, paths relative to ``folder``.

        Raises `ValueError` with the reason in words when it is of another kind.
        """
        value = _CHECKS[self.kind](raw)
        if value is None:
            raise ValueError(f"must be {self.what}, as in {self.line}")
        if value in self.choices:
            return value
        if self.kind in (Kind.NEW_PATH, Kind.NAME_OR_FILE):
            return _path(folder, str(value))
        if self.kind is Kind.PATHS and isinstance(value, list):
            return [_path(folder, one) for one in value]
        if self.choices:
            raise ValueError(f"'{value}' is not one of {self.what}")
        return value


def _path(folder: Path, name: str) -> Path:
    try:
        return folder / Path(name).expanduser()
    except RuntimeError:
        raise ValueError(f"'{name}': this user has no home folder here") from None


def _text(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw.strip() and "\0" not in raw else None


def _as_text(raw: object) -> str | None:
    return (
        str(raw).lower()
        if isinstance(raw, bool)
        else str(raw)
        if isinstance(raw, int | float)
        else _text(raw)
    )


def _texts(raw: object) -> list[str] | None:
    values = [raw] if isinstance(raw, str) else raw
    return values if isinstance(values, list) and values and all(map(_text, values)) else None


def _switch(raw: object) -> bool | None:
    return raw if isinstance(raw, bool) else None


def _number(raw: object) -> int | float | None:
    return raw if isinstance(raw, int | float) and not isinstance(raw, bool) else None


_CHECKS: Mapping[Kind, Callable[[object], object]] = {
    Kind.TEXT: _text,
    Kind.VALUE: _as_text,
    Kind.SWITCH: _switch,
    Kind.NUMBER: _number,
    Kind.TEXTS: _texts,
    Kind.NAME_OR_FILE: _text,
    Kind.NEW_PATH: _text,
    Kind.PATHS: _texts,
}
_EXAMPLES: Mapping[Kind, str] = {
    Kind.TEXT: '"…"',
    Kind.VALUE: '"…"',
    Kind.SWITCH: "true",
    Kind.NUMBER: "1",
    Kind.TEXTS: '["…", "…"]',
    Kind.NAME_OR_FILE: '"…"',
    Kind.NEW_PATH: '"…"',
    Kind.PATHS: '["…", "…"]',
}
