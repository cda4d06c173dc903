"""Tests stay out of the user's home: Argos' folders and the unpacked model are in a temporary one, and the
variables that set something for the program are away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.argos_packages import private_home, use_private_home


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new home folder for this process and those it starts."""
    home = tmp_path_factory.mktemp("home")
    use_private_home(home)
    patch = pytest.MonkeyPatch()
    for name, value in private_home(home).items():
        patch.setenv(name, value)
    for name in [name for name in os.environ if name.startswith("TRANSLATOR_")]:
        patch.delenv(name)
    return home
