"""A small job in the current folder, translated by a rule, and what a test looks up in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document as open_docx

from tests.engines import RuleEngine
from translator import workspace
from translator.commands import run as run_command
from translator.engines import ENGINES, EngineEntry
from translator.model import Document
from translator.qa import AS_USUAL

PAGE = """# 青岛推进一网通办

**本报青岛讯** 5月10日，青岛市推进一网通办改革。市民纷纷点赞。

据介绍，改革还将继续推进。下一步将推广到全市。
"""
LIKED = "市民纷纷点赞。"
FOLDER = workspace.JobFolder(out=Path("out"), name="page")


def make_job(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Go to a folder and make the job there; the rule is the engine *test*."""
    patch.chdir(folder)
    patch.setitem(
        ENGINES, "test", EngineEntry(lambda _options: RuleEngine(lambda s: f"English of {len(s)} signs."))
    )
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    Path("terms.csv").write_text("source,target,domain,note\n青岛,Qingdao,places,\n", encoding="utf-8")
    run_again()


def run_again(force: bool = False, checks: Mapping[str, str] = AS_USUAL) -> run_command.JobResult:
    settings = run_command.Settings(
        out=Path("out"), engine="test", glossaries=(Path("terms.csv"),), checks=checks, force=force
    )
    [result] = list(run_command.run_all([Path("page.txt")], settings))
    assert result.error is None
    return result


def job() -> Document:
    found = workspace.load(FOLDER)
    assert found is not None
    return found.document


def id_of(source: str) -> str:
    return next(s.id for s in job().segments() if s.source == source)


def targets() -> dict[str, str]:
    return {s.source: s.target for s in job().segments()}


def files() -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(Path("out").rglob("*")) if f.is_file()}


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in open_docx(str(path)).paragraphs)
