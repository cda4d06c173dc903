"""The import direction and the licence rule, held by tests."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "translator"
LAYERS = (
    "__init__", "errors", "config", "model", "text", "webpages", "identity", "numbers", "pages", "ooxml", "readers",
    "terms", "names", "engines", "tm", "style", "qa", "pipeline", "publish", "xliff", "review", "workspace", "commands",
    "cli", "__main__",
)  # fmt: skip
"""The modules and packages of `translator` from bottom to top; each may import those before it."""
HEAVY = {
    "ahocorasick", "argostranslate", "bs4", "charset_normalizer", "ctranslate2", "docx", "filelock", "lxml",
    "markdown_it", "numpy", "opencc", "openpyxl", "pathvalidate", "pypdfium2", "pypinyin", "rapidfuzz", "rich",
    "rjieba", "sacrebleu", "sentencepiece", "urllib3", "watchfiles",
}  # fmt: skip


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "translator":
                found |= {f"translator.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_has_a_place_in_the_layers(path: Path) -> None:
    assert layer_of(path) in LAYERS


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    own = LAYERS.index(layer_of(path))
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] == "translator" and len(parts) > 1 and not name.startswith("translator.__"):
            assert LAYERS.index(parts[1]) <= own, f"{layer_of(path)} may not import {name}"


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_command_line_starts_without_anything_heavy() -> None:
    assert not loaded_after("import translator.cli") & HEAVY


def test_no_copyleft_code_is_loaded_by_a_run(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("青岛市召开会议。", encoding="utf-8")
    code = (
        "from pathlib import Path; from translator.commands import run\n"
        f"list(run.run_all([Path({str(page)!r})], run.Settings(out=Path({str(tmp_path / 'out')!r}))))"
    )
    assert not loaded_after(code) & {"minisbd", "stanza", "torch", "spacy", "onnxruntime"}


def test_the_tables_that_contributors_are_sent_to_exist():
    text = PACKAGE.with_name("CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`([A-Z_]{4,})`\s+in\s+`(?:translator/)?([\w/]+\.py)`", text)
    missing = [
        f"{name} in {file}"
        for name, file in named
        if not re.search(rf"^{name}\b", (PACKAGE / file).read_text("utf-8"), re.M)
    ]
    assert len(named) > 5
    assert not missing


def test_xml_is_opened_by_the_safe_parsers_only():
    """The defaults of lxml replace entities and load document types."""
    calls = re.compile(r"etree\.(?:XMLParser|iterparse)\(|etree\.(?:fromstring|XML|parse)\([^,\n]*\)$", re.M)
    homes = {
        p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py") if calls.search(p.read_text("utf-8"))
    }
    assert homes == {"text/xml.py"}
