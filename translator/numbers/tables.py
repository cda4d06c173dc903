"""Word lists and tables of the package, read from its TOML files."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def table(name: str) -> dict[str, Any]:
    """Return the content of the file ``data/<name>.toml``."""
    return tomllib.loads((files("translator.numbers") / "data" / f"{name}.toml").read_text("utf-8"))
