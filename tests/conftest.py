"""Tests stay out of the user's home: Argos' folders and the unpacked model are in a temporary one, and the
variables that set something for the program are away. Ctrl-C is heard, also where a shell began the tests in the
background."""

from __future__ import annotations

import os
import signal
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


@pytest.fixture(scope="session", autouse=True)
def own_signals() -> None:
    """Have no signal ignored here and in the processes that are started: that is inherited from a shell."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
