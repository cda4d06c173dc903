"""Finding and reading translator.toml; every fault is named with its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from translator.config.setting import Kind, Setting
from translator.errors import ConfigError, did_you_mean, nearest, unreadable

FILE_NAME = "translator.toml"

Tables = Mapping[str, Sequence[Setting]]
"""The keys of each table, by the table's name; the keys at the top are those of the table with an empty name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value of translator.toml, and its line (0 if unknown)."""

    value: object
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a project's translator.toml says; ``path`` is None where there is no such file."""

    path: Path | None = None
    tables: Mapping[str, Mapping[str, Found]] = field(default_factory=dict)

    def value(self, setting: Setting, table: str = "") -> object:
        """Return the value of a key, or None; raise `ConfigError` for an input or a term base that does not exist."""
        found = self.tables.get(table, {}).get(setting.key)
        if found is None:
            return None
        if setting.kind is Kind.PATHS and isinstance(found.value, list):
            self._check_paths(setting, found)
        return found.value

    def table(self, name: str) -> dict[str, object]:
        """Return what the file has in one table, by key."""
        return {key: found.value for key, found in self.tables.get(name, {}).items()}

    def line(self, key: str, table: str = "") -> int:
        """Return the line of a key, 0 if unknown."""
        found = self.tables.get(table, {}).get(key)
        return found.line if found else 0

    def _check_paths(self, setting: Setting, found: Found) -> None:
        for path in found.value if isinstance(found.value, list) else ():
            if not path.exists():
                raise ConfigError(
                    f"{_place(self.path, found.line)}: '{setting.key}' names {path}, which does not exist",
                    hint=f"Correct the path, which starts from the folder of {FILE_NAME}, make what is missing, or "
                    f"give {setting.option}.",
                )


def find(start: Path | None = None) -> Path | None:
    """Return the nearest translator.toml from a folder upwards, the current one if none is named, or None."""
    with suppress(OSError):  # the current folder may have been deleted
        folder = start or Path.cwd()
        for one in (folder, *folder.parents):
            with suppress(OSError):  # a folder above that nobody may look into
                if (one / FILE_NAME).is_file():
                    return one / FILE_NAME
    return None


def read_config(path: Path | None, tables: Tables) -> Config:
    """Return the settings of a translator.toml, its paths relative to the current folder.

    Raises `ConfigError` for a file that is no TOML, an unknown key and a value of another kind, `InputError` for a
    file that cannot be read.
    """
    if path is None:
        return Config()
    shown = _from_here(path)
    text = _text(shown)
    reading = _Reading(shown, tables, _lines(text))
    return Config(path=shown, tables=reading.tables_of(_parsed(text, shown, _secrets(tables))))


def _from_here(path: Path) -> Path:
    """Return a path as a person in the current folder writes it."""
    with suppress(ValueError, OSError):  # another drive of Windows
        return Path(os.path.relpath(path))
    return path


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(
            f"{path}, line {line}: is not in UTF-8", hint="Open it in an editor and save it as UTF-8."
        ) from None


def _secrets(tables: Tables) -> tuple[str, ...]:
    return tuple(setting.key for settings in tables.values() for setting in settings if setting.secret)


def _parsed(text: str, path: Path, secrets: Sequence[str]) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        reason = str(error)[: place.start()] if place else str(error)
        lines = text.splitlines() or [""]
        number = int(place[1]) if place and place[1] else len(lines)
        line = _fit_to_show(lines[: min(number, len(lines))], secrets)
        raise ConfigError(
            f"{path}, line {number}: {reason[:1].lower()}{reason[1:]}\n  {line}",
            hint="Texts and paths stand in quotes, \"…\" or '…' (for \\ of Windows), lists in [ ], each key once, "
            "and the options of an engine in a table [engines.NAME].",
        ) from None
    except (ValueError, RecursionError):
        raise ConfigError(
            f"{path}: a number is too long or a list too deep to be read",
            hint="Correct the value; 'translator init' writes a file with examples.",
        ) from None


def _fit_to_show(lines: Sequence[str], secrets: Sequence[str]) -> str:
    """Return the last of these lines, of an engine's options and of what may be a secret no more than the key."""
    line = lines[-1].strip()
    tables = [table[1] for one in lines if (table := _ANY_TABLE.match(one))]
    bare = _bare(line)
    of_engine = bare.startswith("engines") or any(_bare(one).startswith("engine") for one in tables[-1:])
    if not line or not (of_engine or any(_bare(name) in bare for name in secrets)):
        return line
    key = _KEY.match(line) or _ANY_TABLE.match(line)
    return f"{key[0]} …" if key else "…"


def _bare(name: str) -> str:
    """Return the letters and figures of a name, by which its ways of writing are the same."""
    return re.sub(r"[\W_]", "", name).lower()


_TABLE = re.compile(r"\s*\[([^\[\]]+)\]")
_ANY_TABLE = re.compile(r"\s*\[{1,2}([^\[\]]+)\]")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def _lines(text: str) -> dict[str, int]:
    """Return the line in which each key and table begins, by its dotted name."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if opened := _TABLE.match(line):
            table = _dotted(opened[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault(_joined(table, _dotted(key[1])), number)
    return found


def _dotted(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _joined(table: str, key: str) -> str:
    return f"{table}.{key}" if table else key


@dataclass(frozen=True, slots=True)
class _Reading:
    """The check of one file's values."""

    path: Path
    tables: Tables
    lines: Mapping[str, int]

    def tables_of(self, data: Mapping[str, object]) -> dict[str, dict[str, Found]]:
        """Return the values by table and key; raise `ConfigError` for an unknown key or a value of another kind."""
        return {name: dict(self._values(name, values)) for name, values in self._split(data)}

    def _split(self, data: Mapping[str, object], name: str = "") -> Iterator[tuple[str, dict[str, object]]]:
        """Yield each table with the keys that are not tables themselves."""
        own: dict[str, object] = {}
        for key, value in data.items():
            full = _joined(name, key)
            is_table = any(f"{table}.".startswith(f"{full}.") for table in self.tables)
            if isinstance(value, dict) and is_table:
                yield from self._split(value, full)
            else:
                own[key] = value
        if own or name in self.tables:
            yield name, own

    def _values(self, table: str, values: Mapping[str, object]) -> Iterator[tuple[str, Found]]:
        known = {setting.key: setting for setting in self.tables.get(table, ())}
        for key, raw in values.items():
            name = _joined(table, key)
            if key not in known:
                raise self._error(name, f"there is no setting '{name}'", self._near(name, raw))
            try:
                value = known[key].value(raw, self.path.parent)
            except ValueError as error:
                near = self._near(name, raw) if isinstance(raw, dict) else ""
                raise self._error(name, f"'{name}' {error}", near) from None
            yield key, Found(value=value, line=self.lines.get(name, 0))

    def _error(self, name: str, message: str, near: str) -> ConfigError:
        place = _place(self.path, self.lines.get(name, 0))
        return ConfigError(
            f"{place}: {message}", hint=f"{near}'translator config --keys' explains every key."
        )

    def _near(self, name: str, raw: object) -> str:
        """Return a question for the name that somebody may have meant, or nothing."""
        if isinstance(raw, dict):
            inner = [_joined(name, key) for key, value in raw.items() if isinstance(value, dict)]
            known = [table for table in self.tables if table]
            table = next(filter(None, (nearest(one, known) for one in (*inner, name))), "")
            return f"Did you mean the table [{table}]? " if table else ""
        keys = [_joined(table, one.key) for table, settings in self.tables.items() for one in settings]
        same_key = [one for one in keys if one.rpartition(".")[2] == name.rpartition(".")[2]]
        return f"Did you mean '{same_key[0]}'? " if same_key else did_you_mean(name, keys)


def _place(path: Path | None, line: int) -> str:
    return f"{path}, line {line}" if line else str(path)
