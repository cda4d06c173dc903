"""Pages on the workers of a Dask cluster; a real one of two processes on this machine."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from translator import workspace
from translator.commands import cluster
from translator.commands import run as run_command
from translator.commands.cluster import Versions, check_versions, cluster_drafter
from translator.commands.drafting import Finish
from translator.commands.termbases import read_gazetteer
from translator.engines import load_engine
from translator.engines.http import Refused
from translator.errors import EngineError, InputError, UsageError
from translator.model import Document
from translator.style import House

PAGES = {
    "one.txt": "青岛市召开会议\n\n会议指出，要加快发展海洋经济，今年投资12亿元。\n",
    "two.txt": "烟台港货物吞吐量增长\n\n前4个月，烟台港完成货物吞吐量1.6亿吨，同比增长7.2%。\n",
    "three.txt": "市图书馆开放\n\n市图书馆新馆昨天对市民开放，藏书85万册。\n",
}


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.chdir(tmp_path)
    for name, text in PAGES.items():
        Path(name).write_text(text, encoding="utf-8")
    return [Path(name) for name in PAGES]


@pytest.fixture
def two_workers(monkeypatch: pytest.MonkeyPatch):
    """Two workers in threads of this process: starting processes takes seconds, and is tried once below."""
    from distributed import LocalCluster

    def local(workers: int):
        return LocalCluster(n_workers=workers, threads_per_worker=1, processes=False, dashboard_address=":0")

    monkeypatch.setattr(cluster, "_local_cluster", local)


def written(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
    }


@pytest.fixture
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2023, 5, 16, tzinfo=UTC)
    monkeypatch.setattr(run_command, "now", lambda: moment)
    monkeypatch.setattr(workspace.backups, "now", lambda: moment)


def run(pages: list[Path], out: str, where: str = "") -> list[run_command.JobResult]:
    return list(run_command.run_all(pages, run_command.Settings(out=Path(out), cluster=where)))


@pytest.mark.usefixtures("same_time")
def test_a_worker_in_a_process_of_its_own_writes_what_one_machine_writes(pages: list[Path]) -> None:
    here, there = run(pages, "here"), run(pages, "there", "local:1")
    assert {result.status for result in (*here, *there)} == {run_command.Status.DONE}
    files = written(Path("here"))
    assert len(files) == 4 * len(PAGES)
    assert written(Path("there")) == files


@pytest.mark.usefixtures("two_workers")
def test_a_page_that_fails_does_not_stop_the_others(pages: list[Path]) -> None:
    Path("empty.txt").write_bytes(b"")
    results = run([*pages, Path("empty.txt")], "out", "local:2")
    assert sorted(result.status for result in results) == ["done", "done", "done", "failed"]
    assert run(pages, "out", "local:2")[0].status is run_command.Status.UP_TO_DATE


@pytest.mark.usefixtures("two_workers")
def test_a_cluster_of_another_version_is_refused_before_the_first_page(pages, monkeypatch) -> None:
    monkeypatch.setattr(
        cluster, "_versions", lambda work: Versions("0.0.1", work.wanted.engine, work.wanted.places)
    )
    with pytest.raises(EngineError, match=r"the worker .* has translator 0\.0\.1, and here it is") as caught:
        run(pages, "out", "local:2")
    assert "Install the same on all machines" in caught.value.hint
    assert not Path("out").exists()


def test_a_worker_that_joins_later_is_checked_too() -> None:
    wanted = Versions("1", "argos", "a")
    check_versions(wanted, wanted, "x")
    with pytest.raises(EngineError, match="x has the starter glossaries, and here others"):
        check_versions(wanted, Versions("1", "argos", "b"), "x")


@pytest.mark.parametrize("where", ["four", "local:0", "http://scheduler:8786", "local:"])
def test_what_is_no_cluster_is_a_wrong_usage(where: str) -> None:
    with pytest.raises(UsageError, match="this is no cluster"):
        enter(where)


def test_a_scheduler_that_is_not_there_is_named_with_a_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(EngineError, match="cannot be reached") as caught:
        enter("tcp://127.0.0.1:9")
    assert "dask scheduler" in caught.value.hint


def test_a_cluster_elsewhere_is_not_asked_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_OFFLINE", "1")
    with pytest.raises(EngineError, match="TRANSLATOR_OFFLINE is set"):
        enter("tcp://scheduler.example:8786")


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match="Dask, which is not installed") as caught:
        enter("local:2")
    assert "[cluster]" in caught.value.hint


def enter(where: str) -> None:
    with cluster_drafter(where, load_engine("argos"), "argos", {}, read_gazetteer()):
        pytest.fail("there is no such cluster")


class Lost:
    """A future whose connection was lost."""

    def done(self) -> bool:
        return True

    def result(self) -> None:
        raise OSError("connection lost")

    def cancel(self) -> None:
        pass


class Broken:
    """A client that loses every page."""

    status = "running"

    def __init__(self) -> None:
        self.submitted = 0

    def submit(self, *_: object, **__: object) -> Lost:
        self.submitted += 1
        return Lost()

    def scheduler_info(self, n_workers: int) -> dict[str, object]:
        return {"workers": {"tcp://w": {}}}


def test_a_page_that_was_lost_is_handed_over_again_and_then_named() -> None:
    client = Broken()
    drafter = cluster.ClusterDrafter(client, cluster.Work("argos", (), Versions("", "", "")))
    with pytest.raises(EngineError, match="page: the connection to the cluster was lost 3 times"):
        drafter.draft(Document(name="page", articles=()), Finish(house=House()))
    assert client.submitted == 3


def test_errors_come_back_whole_from_a_worker() -> None:
    error = pickle.loads(pickle.dumps(InputError("broken", hint="Mend it.")))
    assert (type(error), error.message, error.hint) == (InputError, "broken", "Mend it.")
    refused = Refused("denied", hint="Look at the key.", status=401, detail="no such key")
    error = pickle.loads(pickle.dumps(refused))
    assert (type(error), str(error), error.hint) == (Refused, "denied", "Look at the key.")
    assert (error.status, error.detail) == (401, "no such key")


class Waiting(Lost):
    """A future that nobody works on."""

    cancelled = False

    def done(self) -> bool:
        return False

    def cancel(self) -> None:
        self.cancelled = True


def test_a_page_does_not_wait_for_ever_when_all_workers_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    client, page = Broken(), Waiting()
    monkeypatch.setattr(client, "submit", lambda *_, **__: page)
    monkeypatch.setattr(client, "scheduler_info", lambda n_workers: {"workers": {}})
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0)
    monkeypatch.setattr(cluster, "_WAIT_SECONDS", 0)
    drafter = cluster.ClusterDrafter(client, cluster.Work("argos", (), Versions("", "", "")))
    with pytest.raises(EngineError, match="the cluster has had no workers for 0 seconds") as caught:
        drafter.draft(Document(name="page", articles=()), House())
    assert "run the same command again" in caught.value.hint
    assert page.cancelled


@pytest.mark.usefixtures("two_workers")
def test_a_worker_without_the_program_is_named(pages: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PROGRAM", "translator_of_another_world:__version__")
    with pytest.raises(EngineError, match=r"cannot run this program \(No module named") as caught:
        run(pages, "out", "local:2")
    assert "in the environment that 'dask worker' runs in" in caught.value.hint
