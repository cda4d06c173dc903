"""Word lists and tables that packages keep as TOML and text files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def table(package: str, path: str) -> dict[str, Any]:
    """Return the content of a TOML file of a package."""
    return tomllib.loads(files(package).joinpath(path).read_text("utf-8"))


def uncommented_lines(package: str, path: str) -> Iterator[str]:
    """Yield the lines of a text file of a package, without comments, which begin with ``#``."""
    text = files(package).joinpath(path).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


WORDS = table("translator.text", "words.toml")
