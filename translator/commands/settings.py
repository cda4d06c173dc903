"""The settings of translator.toml: one table, from which validation, ``translator config`` and the docs derive."""

from __future__ import annotations

from collections.abc import Sequence

from translator.config import FILE_NAME, Config, Kind, Setting, find, read_config
from translator.engines import ENGINES, variable
from translator.model import HeadlineCase, Layout

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="inputs",
        example='["pages"]',
        kind=Kind.PATHS,
        option="INPUT",
        help="What 'translator run' translates when it is given no INPUT.",
        default="none",
    ),
    Setting(
        key="out",
        example='"out"',
        kind=Kind.NEW_PATH,
        option="--out",
        help="Folder in which each job gets a folder.",
    ),
    Setting(
        key="glossaries",
        example='["glossaries"]',
        kind=Kind.PATHS,
        option="--glossary",
        help="Term bases, or folders of them; a later one wins.",
        default="glossaries/ here, else the starter glossaries",
    ),
    Setting(
        key="memory",
        example='"../shared.tm.sqlite"',
        kind=Kind.NEW_PATH,
        option="--tm",
        help="The translation memory; one may serve several projects.",
        default="translator.tm.sqlite in out",
    ),
    Setting(
        key="engine",
        example='"argos"',
        kind=Kind.TEXT,
        option="--engine",
        help="The translation engine.",
        default="firefox where installed, else argos",
    ),
    Setting(
        key="layout",
        example='"side-by-side"',
        kind=Kind.TEXT,
        option="--layout",
        help="How the bilingual document sets the two languages.",
        choices=tuple(Layout),
    ),
    Setting(
        key="house",
        example='"xinhua"',
        kind=Kind.NAME_OR_FILE,
        option="--house",
        help="The house style of drafts.",
        default="none",
        choices=("guardian", "xinhua"),  # as in `style.houses`, which is slow to import
    ),
    Setting(
        key="headlines",
        example='"title"',
        kind=Kind.TEXT,
        option="--headlines",
        help="The capitals of headlines: as the draft has them, or title case.",
        choices=tuple(HeadlineCase),
        default="as the house has them",
    ),
    Setting(
        key="reviewer",
        example='"Li Wen"',
        kind=Kind.TEXT,
        option="--reviewer",
        help="Who decides in 'translator review resolve'.",
    ),
)
"""The keys at the top of the file; the parameters of commands that they feed read the variable `Setting.envvar`."""


def tables() -> dict[str, Sequence[Setting]]:
    """Return the keys of every table; the first one, without a name, is the top of the file."""
    engines = {f"engines.{name}": _options(name) for name in ENGINES if ENGINES[name].options}
    return {"": SETTINGS, QA: _checks(), **engines}


QA = "qa"
"""The table of the checks of translations."""


def _checks() -> tuple[Setting, ...]:
    from translator.qa import CHECKS, VALUES  # slow to import

    return tuple(
        Setting(
            key=check.name,
            kind=Kind.TEXT,
            choices=VALUES,
            example='"error"',
            option=f"--severity {check.name}=…, --off {check.name}",
            help=check.purpose,
            default=str(check.severity) if check.on else "off",
        )
        for check in CHECKS
    )


def _options(engine: str) -> tuple[Setting, ...]:
    return tuple(
        Setting(
            key=option.name,
            kind=Kind.VALUE,
            option=f"--engine-option {option.name}=…",
            variable=variable(engine, option.name),
            help=option.help,
            secret=option.secret,
        )
        for option in ENGINES[engine].options
    )


def project_config() -> Config:
    """Return what the nearest translator.toml says, or an empty config; raises as `read_config` does."""
    path = find()
    return read_config(path, tables()) if path else Config()


__all__ = ["FILE_NAME", "QA", "SETTINGS", "project_config", "tables"]
