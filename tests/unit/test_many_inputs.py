"""`translator run` over several inputs: at the same time, stopped, failing, and told about in few lines."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.engines import RuleEngine
from translator import workspace
from translator.cli import main
from translator.cli.console import plain_progress
from translator.commands import drafting
from translator.commands import run as run_command
from translator.engines import ENGINES, EngineEntry, OnResult
from translator.errors import EngineError
from translator.model import Ability, State, Translation
from translator.terms.matching import Matcher

Run = Callable[..., int]


class ParallelEngine(RuleEngine):
    """A `RuleEngine` that takes several jobs at once and calls ``before`` ahead of every source."""

    abilities = frozenset({Ability.INLINE, Ability.PARALLEL})
    before: Callable[[], object] = staticmethod(lambda: None)

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        def told(index: int, translation: Translation) -> None:
            self.before()
            if on_result is not None:
                on_result(index, translation)

        return super().translate(sources, told)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> ParallelEngine:
    engine = ParallelEngine(lambda source: f"The {len(source)}")
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
    monkeypatch.setattr(drafting, "usable_cores", lambda: 2)
    return engine


@pytest.fixture
def run(tmp_path: Path, engine: ParallelEngine, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run with the test engine in a folder of its own; gives the exit code."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(["run", *arguments, "--engine", "test"])
        return int(left.value.code or 0)

    return call


def write_pages(count: int) -> None:
    Path("in").mkdir()
    for number in range(count):
        text = f"第{number}届运动会开幕\n\n运动会昨天在体育场开幕。{number}名运动员参加比赛。\n"
        Path("in", f"p{number:02}.txt").write_text(text, encoding="utf-8")


def jobs(out: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(out).rglob("*.en.docx"))}


def test_two_jobs_are_in_work_at_the_same_time(run: Run, engine: ParallelEngine) -> None:
    write_pages(2)
    both = Barrier(2, timeout=20)  # broken, and with it the run, if one job waits for the other
    engine.before = both.wait
    assert run("in") == 0
    assert len(jobs()) == 2


def test_documents_are_the_same_as_one_by_one(run: Run, engine: ParallelEngine, monkeypatch) -> None:
    monkeypatch.setattr(run_command, "now", lambda: datetime(2023, 5, 16, tzinfo=UTC))
    write_pages(6)
    assert run("in", "-o", "together") == 0
    monkeypatch.setattr(ParallelEngine, "abilities", frozenset({Ability.INLINE}))
    assert run("in", "-o", "one-by-one") == 0
    assert jobs("together") == jobs("one-by-one")
    assert len(jobs("together")) == 6


def states() -> list[State]:
    found = []
    for folder in sorted(Path("out").iterdir()):
        job = workspace.load(workspace.JobFolder(out=Path("out"), name=folder.name))
        assert job is not None
        found += [segment.state for segment in job.document.segments()]
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process there")
def test_ctrl_c_stops_all_jobs_in_work_and_keeps_what_is_ready(run: Run, engine, capsys) -> None:
    write_pages(20)
    handler = signal.getsignal(signal.SIGINT)

    def stop_at_the_ninth() -> None:
        if len(engine.asked) == 9:
            os.kill(os.getpid(), signal.SIGINT)
        if len(engine.asked) >= 9:
            time.sleep(0.3)  # until the main thread has noticed

    engine.before = stop_at_the_ninth
    assert run("in") == 130
    told = capsys.readouterr().err
    assert "inputs were not begun" in told
    assert "run the same command again to go on" in told
    assert signal.getsignal(signal.SIGINT) is handler
    found = states()
    assert 9 <= sum(state is State.TRANSLATED for state in found) < 60
    asked = len(engine.asked)
    engine.before = lambda: None
    assert run("in") == 0
    assert set(states()) == {State.TRANSLATED}
    assert len(states()) == 60
    assert len(engine.asked) - asked <= 60 - 9


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process there")
@pytest.mark.parametrize("cores", [1, 2])
def test_ctrl_c_between_translations_still_tells_what_was_done(
    run: Run, engine: ParallelEngine, monkeypatch: pytest.MonkeyPatch, capsys, cores: int
) -> None:
    write_pages(3)
    Path("in/empty.txt").touch()
    monkeypatch.setattr(drafting, "usable_cores", lambda: cores)
    save = workspace.save
    saved = []

    def save_and_stop(folder: workspace.JobFolder, *arguments: Any, **options: Any) -> workspace.Saved:
        found = save(folder, *arguments, **options)
        saved.append(folder.name)
        if len(saved) == 3:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.3)  # until the main thread has noticed
        return found

    monkeypatch.setattr(workspace, "save", save_and_stop)
    assert run("in") == 1
    told = capsys.readouterr()
    assert "run the same command again to go on" in told.err
    assert "empty.txt" in told.err
    assert "p00" in told.out
    assert "empty.txt" in Path("out/failed.txt").read_text("utf-8")


def test_an_engine_that_fails_ends_the_run(run: Run, engine: ParallelEngine, capsys) -> None:
    write_pages(12)

    def fail() -> None:
        raise EngineError("the server is gone", hint="Start it again.")

    engine.before = fail
    assert run("in") == 1
    told = capsys.readouterr().err
    assert "the server is gone" in told
    assert "inputs were not begun" in told


def test_inputs_that_failed_are_listed_until_they_do_not(run: Run, capsys) -> None:
    write_pages(2)
    Path("in/bad.txt").write_bytes(b"")
    assert run("in") == 1
    (row,) = Path("out/failed.txt").read_text(encoding="utf-8").splitlines()
    path, message, hint = row.split("\t")
    assert path == str(Path("in/bad.txt"))
    assert "is empty" in message
    assert hint
    assert f"listed in {Path('out/failed.txt')}" in capsys.readouterr().err
    Path("in/bad.txt").write_text("青岛召开会议。", encoding="utf-8")
    assert run("in") == 0
    assert not Path("out/failed.txt").exists()


def test_the_list_of_failures_is_that_of_all_runs_over_one_folder(run: Run) -> None:
    write_pages(2)
    for name in ("a", "b", "c"):
        Path("in", f"{name}.txt").write_bytes(b"")
    assert run("in/a.txt") == 1
    assert not Path("out/failed.txt").exists(), "one input tells of itself"

    def listed() -> list[str]:
        return [
            Path(row.split("\t")[0]).stem for row in Path("out/failed.txt").read_text("utf-8").splitlines()
        ]

    assert run("in/a.txt", "in/b.txt") == 1
    assert run("in/c.txt", "in/p00.txt") == 1
    assert listed() == ["a", "b", "c"]
    Path("in/a.txt").write_text("青岛召开会议。", encoding="utf-8")
    assert run("in/a.txt") == 0
    Path("in/b.txt").unlink()
    assert run("in/p00.txt", "in/p01.txt") == 0
    assert listed() == ["c"]


def test_failed_inputs_stay_listed_whatever_their_names_and_wherever_the_next_run_is(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(2)
    names = ["a  b.txt", "c\u2028.txt", "d.txt"]
    for name in names:
        Path("in", name).write_bytes(b"")
    monkeypatch.chdir("in")
    assert run(*names, "-o", "../out") == 1
    assert run("p00.txt", "p01.txt", "-o", "../out") == 0
    rows = Path("../out/failed.txt").read_text("utf-8").split("\n")
    assert [row.split("\t")[0] for row in rows if row] == [str(Path("in", name)) for name in names]
    monkeypatch.chdir("..")
    assert run("in/p00.txt", "in/p01.txt") == 0
    assert Path("out/failed.txt").read_text("utf-8").split("\n") == rows
    Path("in/d.txt").write_text("青岛召开会议。", encoding="utf-8")
    assert run("in/d.txt", "in/p01.txt") == 0
    assert Path("out/failed.txt").read_text("utf-8").split("\n") == [*rows[:2], ""]


def test_the_model_is_loaded_while_a_new_page_is_read_and_for_no_other(
    run: Run, engine: ParallelEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(ParallelEngine, "load", lambda self: loaded.append(not self.asked), raising=False)
    write_pages(2)
    assert run("in") == 0
    assert loaded == [True]
    assert run("in") == 0
    assert loaded == [True]


def test_a_long_search_for_inputs_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def slow(paths: Sequence[Path], out: Path) -> workspace.Inputs:
        time.sleep(0.3)
        return inputs(paths, out)

    inputs = workspace.inputs
    write_pages(1)
    assert run("in") == 0
    assert "looking for inputs" not in capsys.readouterr().err
    monkeypatch.setattr(run_command, "_SECONDS_WITHOUT_A_WORD", 0.05)
    monkeypatch.setattr(workspace, "inputs", slow)
    assert run("in") == 0
    assert "looking for inputs" in capsys.readouterr().err


def test_a_model_that_cannot_be_loaded_is_an_error_of_each_page(
    run: Run, engine: ParallelEngine, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    def broken(*_: object) -> None:
        raise EngineError("the model is broken", hint="Install it again.")

    monkeypatch.setattr(ParallelEngine, "load", broken, raising=False)
    engine.before = broken
    write_pages(1)
    assert run("in") == 1
    assert capsys.readouterr().err.count("the model is broken") == 1


def test_json_is_one_list_with_a_line_for_each_job(run: Run, capsys) -> None:
    write_pages(3)
    capsys.readouterr()
    assert run("in", "--json") == 0
    told = capsys.readouterr().out
    assert {Path(row["input"]).name for row in json.loads(told)} == {"p00.txt", "p01.txt", "p02.txt"}
    assert len(told.splitlines()) == 3 + 2


def test_many_inputs_are_counted(run: Run, capsys) -> None:
    write_pages(31)
    capsys.readouterr()
    assert run("in") == 0
    out, err = capsys.readouterr()
    assert ["done", "31", "31", "93", "93"] in [line.split() for line in out.splitlines()]
    assert "p07" not in out
    assert "31/31 inputs" in err


def test_the_terms_are_prepared_once_for_all_pages(run: Run, monkeypatch) -> None:
    made = []
    original = Matcher.__init__
    monkeypatch.setattr(Matcher, "__init__", lambda self, terms: made.append(original(self, terms)))
    write_pages(5)
    assert run("in") == 0
    assert len(made) == 1


def test_a_stage_that_knows_no_total_has_one_line(capsys) -> None:
    show = plain_progress("page")
    for _ in range(5):
        show("translate", 0, 0)
    show("translate", 3, 3)
    assert capsys.readouterr().err.splitlines() == ["page: translating", "page: translating 3/3"]
