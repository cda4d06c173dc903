"""House styles by the name of one that comes with the program, or by the file that describes one."""

from __future__ import annotations

from pathlib import Path

from translator import workspace
from translator.errors import InputError, UsageError, did_you_mean
from translator.model import HeadlineCase
from translator.style import House, house_of
from translator.style.houses import BUILT_IN, built_in


def read_house(name: str, headlines: HeadlineCase | None = None) -> House:
    """Return the house of a name or a file, none for an empty name, with the capitals of headlines that are given.

    Raises `UsageError` for a name that is neither, `InputError` for a file that is no house style.
    """
    house = _named(name) if name else House()
    if headlines is None:
        return house
    return house.with_value("headlines", "title" if headlines is HeadlineCase.TITLE else "")


def _named(name: str) -> House:
    if name in BUILT_IN:
        return built_in(name)
    path = Path(name)
    if not path.is_file():
        raise UsageError(
            f"--house {name}: there is no such house style",
            hint=f"{did_you_mean(name, BUILT_IN)}Give {' or '.join(BUILT_IN)}, "
            "or a file of your own (.toml); see docs/house-style.md.",
        )
    try:
        text = workspace.read_input(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not text in UTF-8", hint="Save it as UTF-8.") from None
    return house_of(text, path.name)
