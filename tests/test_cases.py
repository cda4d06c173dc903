"""Run the examples: every ``console`` block of the docs and of tests/cases/*.md.

A block holds commands (``$ translator …``), each followed by the lines it should print on either stream; ``…``
stands for any text, also for whole lines. A command without such lines need only succeed. ``[exit N]`` names
another exit code than 0. A ``file NAME`` block is written before the commands run. All blocks of one Markdown
file share one new folder that holds copies of seeds/ and glossaries/.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted((ROOT / "tests" / "cases").glob("*.md")),
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^```(console|file)[ ]?(.*?)\n(.*?)^```$", re.M | re.S)


def blocks(page: Path) -> list[tuple[str, str, str]]:
    return [m.groups() for m in BLOCK.finditer(page.read_text(encoding="utf-8"))]  # type: ignore[misc]


def commands(body: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ (.*)$", body, flags=re.M)
    return list(zip(parts[1::2], [text.strip() for text in parts[2::2]], strict=True))


def matches(expected: str, actual: str) -> bool:
    pattern = re.escape(expected).replace("…", ".*")
    return re.fullmatch(pattern, actual.strip(), re.S) is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("seeds", "glossaries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def run(command: str, folder: Path) -> tuple[int, str]:
    words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", "translator", *words[1:]],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "COLUMNS": "120"},
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "page", [p for p in PAGES if "$ translator" in p.read_text(encoding="utf-8")], ids=lambda p: p.stem
)
def test_examples(page: Path, folder: Path) -> None:
    for kind, name, body in blocks(page):
        if kind == "file":
            (folder / name.strip()).write_text(body, encoding="utf-8")
            continue
        for command, output in commands(body):
            if not command.startswith("translator "):
                continue
            wanted = re.search(r"\[exit (\d+)\]$", output)
            expected = output[: wanted.start()].strip() if wanted else output
            code, actual = run(command, folder)
            assert code == (int(wanted[1]) if wanted else 0), f"{command}\n{actual}"
            if expected:
                assert matches(expected, actual), (
                    f"{command}\n--- expected\n{expected}\n--- printed\n{actual}"
                )
