"""``translator doctor``: whether a run would work here."""

from __future__ import annotations

import shutil
import sys
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from translator.cli.console import print_json
from translator.cli.options import (
    OUT,
    AsJson,
    EngineName,
    EngineOptions,
    Glossary,
    House,
    Memory,
    Pages,
    RunOut,
    options_of,
)
from translator.cli.settings import engine_options, in_use, project_of
from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.commands.doctor import Finding, Workplace


def command(
    ctx: typer.Context,
    inputs: Pages = None,
    out: RunOut = OUT,
    glossary: Glossary = None,
    engine: EngineName = "",
    engine_option: EngineOptions = None,
    tm: Memory = None,
    house: House = "",
    as_json: AsJson = False,
) -> None:
    """Check whether a run would work here: the engine, term bases, folders, fonts and other programs.

    It examines what 'translator run' with the same options would use. Each line says ok, look (worth a look) or wrong
    (a run would fail, and the exit code is 1), with what to do. No other machine is asked, and nothing is changed.

    Example: translator doctor --json
    """
    from translator.commands.doctor import Level, examine

    del inputs, out, glossary, engine, tm, house  # read with their sources from ctx
    found: list[Finding] = []
    for finding in examine(_workplace(ctx, options_of(engine_option))):
        found.append(finding)
        if not as_json:
            _print(finding)
    wrong = sum(finding.level is Level.WRONG for finding in found)
    if as_json:
        print_json({"ok": not wrong, "findings": [asdict(finding) for finding in found]})
    else:
        typer.echo(f"{wrong} of these would stop a run." if wrong else "Nothing here would stop a run.")
    if wrong:
        raise typer.Exit(1)


def _workplace(ctx: typer.Context, options: dict[str, str]) -> Workplace:
    from translator.commands.doctor import Workplace
    from translator.config import Config
    from translator.engines import chosen

    config, fault = Config(), None
    try:
        config = project_of(ctx).config
    except TranslatorError as error:
        fault = error
    used: dict[str, Any] = {one.setting.key: one.value for one in in_use(ctx, config)}
    engine = chosen(str(used["engine"]))
    return Workplace(
        out=Path(used["out"]),
        inputs=tuple(used["inputs"] or ()),
        glossaries=tuple(used["glossaries"] or ()),
        memory=Path(used["memory"]) if used["memory"] else None,
        engine=engine,
        engine_options=engine_options(config, engine, options),
        house=str(used["house"]),
        encoding=sys.stdout.encoding or "ascii",
        config=config,
        fault=fault,
    )


def _print(finding: Finding) -> None:
    typer.echo(f"{finding.level:<5}  {finding.about:<13}  {_wrapped(finding.text)}")
    if finding.advice:
        typer.echo(f"{'':{_INDENT}}→ {_wrapped(finding.advice)}")


_INDENT = 22


def _wrapped(text: str) -> str:
    """Return a text in lines that fit on the terminal, all but the first indented; paths and addresses stay whole."""
    width = max(40, shutil.get_terminal_size().columns - _INDENT)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    return f"\n{'':{_INDENT}}".join(lines)
