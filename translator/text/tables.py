"""Word lists and tables that packages keep as TOML files."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def table(package: str, path: str) -> dict[str, Any]:
    """Return the content of a TOML file of a package."""
    return tomllib.loads(files(package).joinpath(path).read_text("utf-8"))


WORDS = table("translator.text", "words.toml")
