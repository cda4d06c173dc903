"""The benchmarks can be started; what they measure is not a test."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import QUICK, WITH_DATA

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "tests" / "benchmarks").glob("bench_*.py"))


def test_every_benchmark_is_run_or_named() -> None:
    assert sorted({*QUICK, *WITH_DATA}) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_can_be_loaded(name: str) -> None:
    assert callable(importlib.import_module(f"tests.benchmarks.{name}").main)


def test_the_command_of_make_bench_starts() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--quick" in done.stdout
