"""Examples: every ``console`` block of the docs and of tests/cases/*.md does what it shows.

A block has commands (``$ translator …``), each followed by the lines it should print on either stream; ``…``
stands for any text, also for whole lines. A command without such lines need only succeed. ``[exit N]`` names
another exit code than 0. A ``file NAME`` block is written before the commands run. All blocks of one Markdown
file share one new folder that holds copies of seeds/ and glossaries/.

The commands run in this process, with an engine that answers at once. The pages in REAL use the embedded model.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.engines import RuleEngine
from translator.cli import main
from translator.engines import ENGINES, EngineEntry

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted((ROOT / "tests" / "cases").glob("*.md")),
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
REAL = {"mistakes"}
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
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("seeds", "glossaries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def run(command: str) -> tuple[int, str]:
    """Return the exit code of a command and what it printed on both streams, in order."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(sys, "stdout", printed)
        patch.setattr(sys, "stderr", printed)
        with pytest.raises(SystemExit) as left:
            main(shlex.split(command)[1:])
    return int(left.value.code or 0), printed.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page", [p for p in PAGES if "$ translator" in p.read_text(encoding="utf-8")], ids=lambda p: p.stem
)
def test_examples(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if page.stem not in REAL:
        monkeypatch.setitem(ENGINES, "argos", EngineEntry(lambda _options: RuleEngine()))
    for kind, name, body in blocks(page):
        if kind == "file":
            (folder / name.strip()).write_text(body, encoding="utf-8")
            continue
        for command, output in commands(body):
            if not command.startswith("translator "):
                continue
            wanted = re.search(r"\[exit (\d+)\]$", output)
            expected = output[: wanted.start()].strip() if wanted else output
            code, actual = run(command)
            assert code == (int(wanted[1]) if wanted else 0), f"{command}\n{actual}"
            if expected:
                assert matches(expected, actual), (
                    f"{command}\n--- expected\n{expected}\n--- printed\n{actual}"
                )
