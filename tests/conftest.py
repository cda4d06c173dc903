"""Tests stay out of the user's home: Argos' folders and the unpacked model are in a temporary one."""

from __future__ import annotations

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
    return home
