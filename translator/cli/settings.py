"""The values of translator.toml as defaults of the commands' parameters.

A parameter is found here, in any command, by the environment variable of its setting, which it also reads. So an option
wins over the environment, the environment over the file, and the file over the default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer

from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.config import Config, Setting

OWN_READING: dict[str, Any] = {"default_map": {}}
"""Context settings of a command that must work with a faulty translator.toml: it reads the file itself."""


class Project:
    """The translator.toml of the current folder, read when something needs it."""

    @cached_property
    def config(self) -> Config:
        """Return what the file says; raise `ConfigError` for a fault, `InputError` when it cannot be read."""
        from translator.commands.settings import project_config

        return project_config()


def project_of(ctx: typer.Context) -> Project:
    """Return the project in which a command runs."""
    return ctx.find_object(Project) or Project()


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A setting with its value in a command; ``source`` is option, environment, file or default."""

    setting: Setting
    value: Any
    source: str


def in_use(ctx: typer.Context, config: Config) -> Iterator[Used]:
    """Yield the settings that a command with `OWN_READING` has parameters for, with the values in use."""
    from translator.commands.settings import SETTINGS

    names = {parameter.envvar: str(parameter.name) for parameter in ctx.command.params}
    for setting in SETTINGS:
        if setting.envvar not in names:
            continue
        name = names[setting.envvar]
        given = ctx.get_parameter_source(name)
        source = _SOURCES.get(given.name if given else "", "")
        in_file = config.table("").get(setting.key)
        if not source and in_file is not None:
            yield Used(setting=setting, value=in_file, source="file")
        else:
            yield Used(setting=setting, value=ctx.params[name], source=source or "default")


_SOURCES = {"COMMANDLINE": "option", "ENVIRONMENT": "environment"}


def engine_options(config: Config, engine: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the options of an engine: of each key what is given, else of the environment, else of translator.toml."""
    from translator.engines import chosen, options_in_environment

    name = chosen(engine)
    in_file = {key: str(value) for key, value in config.table(f"engines.{name}").items()}
    return {**in_file, **options_in_environment(name), **given}


def checks_of(ctx: typer.Context, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return how translations are checked: by name what is given, else what translator.toml says of a check."""
    from translator.commands.settings import QA
    from translator.qa import chosen

    in_file = {name: str(value) for name, value in project_of(ctx).config.table(QA).items()}
    wanted = in_file | dict(given or {})
    chosen(wanted)  # an unknown name is to be told at once
    return wanted


def use_project_file(ctx: typer.Context) -> None:
    """Make what translator.toml says the defaults of every command.

    A fault in it is raised by the commands that need a value of it, and by no other: help must not fail.
    """
    from translator.commands.settings import SETTINGS

    project = Project()
    settings = {setting.envvar: setting for setting in SETTINGS}

    def default(envvar: str) -> object:
        try:
            return project.config.value(settings[envvar])
        except TranslatorError as error:
            return _failing(error)

    ctx.obj = project
    ctx.default_map = _defaults(ctx.command, lambda envvar: default(envvar) if envvar in settings else None)


def _failing(error: TranslatorError) -> Callable[[], object]:
    """Return a default that fails when it is needed; the help of a command shows it as dynamic."""

    def fail() -> object:
        raise error

    return fail


def _defaults(command: Any, default: Callable[[str], object]) -> dict[str, Any]:  # noqa: ANN401  # click's or Typer's
    """Return the defaults of a command by parameter, those of a group by command."""
    found: dict[str, Any] = {
        name: _defaults(one, default) for name, one in getattr(command, "commands", {}).items()
    }
    for parameter in command.params:
        if isinstance(parameter.envvar, str) and (value := default(parameter.envvar)) is not None:
            found[parameter.name] = value
    return found
