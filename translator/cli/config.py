"""``translator config``: the settings in use, and where each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import print_json
from translator.cli.options import (
    OUT,
    AsJson,
    EngineName,
    EngineOptions,
    Glossary,
    Headlines,
    House,
    JobsOut,
    LayoutOption,
    Memory,
    Pages,
    Reviewer,
    options_of,
)
from translator.cli.settings import in_use, project_of
from translator.model import Layout

if TYPE_CHECKING:
    from translator.config import Config, Setting

HIDDEN = "(not shown)"


def command(
    ctx: typer.Context,
    inputs: Pages = None,
    out: JobsOut = OUT,
    glossary: Glossary = None,
    engine: EngineName = "",
    engine_option: EngineOptions = None,
    layout: LayoutOption = Layout.INTERLEAVED,
    tm: Memory = None,
    house: House = "",
    headlines: Headlines = None,
    reviewer: Reviewer = "reviewer",
    keys: Annotated[
        bool, typer.Option("--keys", help="Explain every key that translator.toml may have, and stop.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the settings in use, and where each comes from.

    An option wins over an environment variable, that over translator.toml, and the file over the default. The file is
    the nearest one from the current folder upwards; paths in it start from its own folder. Keys and passwords are not
    shown.

    Example: translator config --json
    """
    from translator.commands.settings import SETTINGS
    from translator.engines import chosen

    del (
        inputs,
        out,
        glossary,
        engine,
        layout,
        tm,
        house,
        headlines,
        reviewer,
    )  # read with their sources from ctx
    if keys:
        _print_keys(as_json)
        return
    config = project_of(ctx).config
    used = tuple(in_use(ctx, config))
    rows = [_row(config, "", one.setting, one.value, one.source) for one in used]
    engine_in_use = chosen(next(str(one.value) for one in used if one.setting.key == "engine"))
    rows += [*_engine_options(config, engine_in_use, options_of(engine_option)), *_others(config)]
    if as_json:
        print_json(_as_json(config, rows))
    else:
        _print(config, rows)
    for setting in SETTINGS:
        config.value(setting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A setting with its value; ``source`` is option, environment, file or default, and ``place`` names it."""

    name: str
    setting: Setting
    value: str | list[str] | None
    source: str
    place: str

    @property
    def text(self) -> str:
        """Return the value for a person."""
        return ", ".join(self.value) if isinstance(self.value, list) else self.value or self.setting.default


def _row(config: Config, table: str, setting: Setting, value: object, source: str) -> Row:
    line = config.line(setting.key, table)
    places = {
        "option": setting.option,
        "environment": setting.envvar,
        "file": f"{config.path}, line {line}" if line else str(config.path),
    }
    name = f"{table}.{setting.key}" if table else setting.key
    shown = HIDDEN if setting.secret else _shown(value)
    return Row(name=name, setting=setting, value=shown, source=source, place=places.get(source, ""))


def _shown(value: object) -> str | list[str] | None:
    if isinstance(value, list | tuple):
        return [_without_password(str(one)) for one in value] or None
    return None if value is None else _without_password(str(value))


def _without_password(text: str) -> str:
    return re.sub(r"://\S*@", "://…@", text)


def _engine_options(config: Config, engine: str, given: Mapping[str, str]) -> Iterator[Row]:
    """Yield the options of the engine in use, and those that the file has for others."""
    from translator.commands.settings import tables
    from translator.engines import options_in_environment

    for table, settings in tables().items():
        group, _, name = table.partition(".")
        if group != "engines":
            continue
        sources = {
            "option": given if name == engine else {},
            "environment": options_in_environment(name) if name == engine else {},
            "file": config.table(table),
        }
        for setting in settings:
            source = next((one for one, values in sources.items() if setting.key in values), "")
            if source:
                yield _row(config, table, setting, sources[source][setting.key], source)


def _others(config: Config) -> Iterator[Row]:
    """Yield what the file has in the tables of other packages."""
    from translator.commands.settings import tables

    for table, settings in tables().items():
        for setting in settings if table and not table.startswith("engines.") else ():
            if setting.key in config.table(table):
                yield _row(config, table, setting, config.table(table)[setting.key], "file")


def _as_json(config: Config, rows: Iterable[Row]) -> dict[str, Any]:
    settings = {
        row.name: {"value": row.value, "source": row.source, "place": row.place or None} for row in rows
    }
    return {"file": str(config.path) if config.path else None, "settings": settings}


def _print(config: Config, rows: Sequence[Row]) -> None:
    typer.echo(f"Settings file: {config.path or 'none; make one with: translator init'}")
    wide, wider = max(len(row.name) for row in rows), max(len(row.text) for row in rows)
    for row in rows:
        place = f" ({row.place})" if row.place else ""
        typer.echo(f"  {row.name:<{wide}}  {row.text:<{wider}}  {row.source}{place}")


def _print_keys(as_json: bool) -> None:
    from translator.commands.settings import tables

    found = [
        (f"{table}.{one.key}" if table else one.key, one) for table, keys in tables().items() for one in keys
    ]
    if as_json:
        print_json(
            [{"key": name, "value": one.what, "option": one.option, "help": one.help} for name, one in found]
        )
        return
    for name, one in found:
        typer.echo(f"{name}: {one.what}\n  {one.help}" + (f" Option: {one.option}." if one.option else ""))
