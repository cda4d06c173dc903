"""Which job a page has: pages that were moved, edited or replaced, and two runs over one out folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines import RuleEngine
from translator import pipeline, workspace
from translator.cli import main
from translator.commands import run as run_command
from translator.engines import ENGINES, EngineEntry
from translator.model import Segment, State
from translator.workspace import JobFolder

BYLINE = "□ 本报记者 杨国胜\n\n"
CLOUD = f"青岛推进一网通办\n\n{BYLINE}5月10日，青岛市推进一网通办改革。市民纷纷点赞。\n"
BOOKS = f"城市书房再添十二座\n\n{BYLINE}6月18日，海湾市十二座城市书房同时开放，读者可以读到晚上十点。\n"
BUSES = f"夜间公交延长一小时\n\n{BYLINE}从7月1日起，海湾市八条公交线路的末班车推迟一小时。\n"

Command = Callable[..., int]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in an empty folder; gives the exit code."""
    monkeypatch.chdir(tmp_path)
    engine = RuleEngine(lambda source: f"Draft of {len(source)} signs.")
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))

    def call(*words: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(words)
        return int(left.value.code or 0)

    return call


@pytest.fixture
def run(command: Command) -> Command:
    return lambda *words: command("run", *words, "--engine", "test")


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def move(old: str, new: str) -> None:
    Path(new).parent.mkdir(parents=True, exist_ok=True)
    Path(old).rename(new)


def loaded(name: str) -> workspace.LoadedJob:
    job = workspace.load(JobFolder(out=Path("out"), name=name))
    assert job is not None
    return job


def inputs_of_jobs() -> dict[str, str]:
    return {
        path.stem: loaded(path.stem).meta.input.removeprefix("../") for path in Path("out").glob("*/*.xlf")
    }


def review_all(name: str) -> None:
    def reviewed(segment: Segment) -> Segment:
        return replace(segment, state=State.REVIEWED, target="Reviewed.")

    job = loaded(name)
    document = pipeline.map_segments(job.document, reviewed)
    workspace.save(JobFolder(out=Path("out"), name=name), document, {}, now=workspace.now, old=job)


def reviewed(name: str) -> bool:
    return all(segment.state is State.REVIEWED for segment in loaded(name).document.segments())


# --- another page ------------------------------------------------------------------------------------------------


def test_another_page_of_the_same_name_leaves_the_job_of_a_page_that_was_moved(run, command, capsys) -> None:
    write("in/day1/01.txt", CLOUD)
    run("in")
    move("out/01/01.review.docx", "returned.docx")
    move("in/day1", "arch/day1")
    write("in/day2/01.txt", BOOKS)
    assert run("in/day2/01.txt") == 0
    said = capsys.readouterr().err.replace("\n", " ")
    assert "out/01 was made from another page and stays as it is" in said
    assert command("review", "apply", "returned.docx") == 0
    assert run("arch", "in") == 0
    assert inputs_of_jobs() == {"01": "arch/day1/01.txt", "day2-01-txt": "in/day2/01.txt"}


def test_a_page_that_replaces_another_has_a_job_of_its_own_and_finds_it_again(run, command, capsys) -> None:
    for text in (CLOUD, BOOKS, BUSES):
        write("in/01.txt", text)
        assert run("in") == 0
        before = inputs_of_jobs()
        assert run("in", "--force") == 0
        assert inputs_of_jobs() == before
    assert len(before) == 3
    assert capsys.readouterr().err.count("was made from another page") == 2
    write("in/01.txt", BOOKS)
    assert run("in") == 0
    assert "in-01-txt" in capsys.readouterr().out
    write("in/01.txt", BOOKS.replace("晚上十点", "晚上九点"))
    assert run("in") == 0
    assert inputs_of_jobs() == before
    assert "九点" in "".join(segment.source for segment in loaded("in-01-txt").document.segments())


@pytest.mark.parametrize(
    "edited",
    [
        CLOUD.replace("纷纷", "都")
        .replace("10日", "11日")
        .replace("推进一网", "再推进一网"),  # every sentence
        CLOUD.replace("，", ",").replace("。", "."),
        BYLINE + "市民纷纷点赞。\n",
        f"{CLOUD}\n{BOOKS}\n{BUSES}",
    ],
)
def test_an_edited_page_keeps_its_job(run, edited: str) -> None:
    write("in/01.txt", CLOUD)
    run("in")
    write("in/01.txt", edited)
    assert run("in") == 0
    assert inputs_of_jobs() == {"01": "in/01.txt"}


def test_the_job_is_kept_as_a_backup_where_no_table_of_it_could_be_applied(run, command, capsys) -> None:
    write("in/01.txt", "青岛市推进一网通办改革，市民纷纷点赞。")
    run("in")
    write("in/01.txt", "青岛市推进一网通办改革，市民都点赞。")
    assert run("in") == 0
    [backup] = Path("out/01").glob("01.backup-*.xlf")
    assert str(backup) in capsys.readouterr().err.replace("\n", "")


# --- the same page elsewhere -------------------------------------------------------------------------------------


def test_a_page_that_was_moved_and_edited_goes_on_with_its_job(run) -> None:
    write("in/01.txt", CLOUD)
    run("in")
    move("in/01.txt", "done/01.txt")
    write("done/01.txt", CLOUD.replace("纷纷", "都"))
    assert run("done") == 0
    assert inputs_of_jobs() == {"01": "done/01.txt"}


def test_a_job_that_is_up_to_date_knows_where_its_page_was_moved(run, capsys) -> None:
    write("in/01.txt", CLOUD)
    run("in")
    review_all("01")
    run("in")
    move("in/01.txt", "archive/01.txt")
    capsys.readouterr()
    assert run("archive") == 0
    assert "up to date" in capsys.readouterr().out
    assert inputs_of_jobs() == {"01": "archive/01.txt"}
    assert run("archive") == 0
    assert not list(Path("out/01").glob("*backup*"))


@pytest.mark.parametrize(
    ("text", "between"), [(BOOKS, True), (BOOKS, False), (CLOUD.replace("点赞", "称赞"), True)]
)
def test_a_moved_page_keeps_its_reviewed_job_when_another_takes_its_path(
    run, text: str, between: bool
) -> None:
    write("inbox/01.txt", CLOUD)
    run("inbox")
    review_all("01")
    move("inbox/01.txt", "archive/01.txt")
    if between:
        run("archive")
    write("inbox/01.txt", text)
    assert run("archive", "inbox") == 0
    assert inputs_of_jobs() == {"01": "archive/01.txt", "inbox-01-txt": "inbox/01.txt"}
    assert reviewed("01")


def test_a_page_is_found_in_any_folder_by_the_longer_name_of_its_job(run) -> None:
    for day, text in (("day1", CLOUD), ("day2", BOOKS)):
        write("inbox/01.txt", text)
        assert run("inbox") == 0
        move("inbox/01.txt", f"archive/{day}/01.txt")
    assert run("archive") == 0
    assert inputs_of_jobs() == {"01": "archive/day1/01.txt", "inbox-01-txt": "archive/day2/01.txt"}


def test_a_copy_of_a_page_takes_no_job_from_it(run) -> None:
    write("in/01.txt", CLOUD)
    run("in")
    write("in/01.txt", CLOUD.replace("纷纷", "都"))
    write("copies/01.txt", CLOUD)
    assert run("copies", "in") == 0
    assert inputs_of_jobs() == {"01": "in/01.txt", "copies-01-txt": "copies/01.txt"}


# --- two runs ----------------------------------------------------------------------------------------------------


def test_a_job_that_another_run_has_made_meanwhile_stays_its_own(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("2021/A01.txt", CLOUD)
    write("2022/A01.txt", BOOKS)
    found = run_command._found

    def slow(*arguments):
        files = found(*arguments)
        monkeypatch.setattr(run_command, "_found", found)
        assert run("2021") == 0
        return files

    monkeypatch.setattr(run_command, "_found", slow)
    assert run("2022") == 0
    assert inputs_of_jobs() == {"A01": "2021/A01.txt", "2022-A01-txt": "2022/A01.txt"}


def test_a_page_whose_jobs_are_all_taken_by_other_runs_fails(
    run, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("2021/A01.txt", CLOUD)
    write("2022/A01.txt", BOOKS)
    run("2021")
    own = workspace.inputs

    def late(paths, out):
        found = own(paths, out)
        folder = replace(found.files[0].job, name="A01")
        return replace(found, files=(replace(found.files[0], job=folder),))

    monkeypatch.setattr(workspace, "inputs", late)
    assert run("2022") == 1
    said = capsys.readouterr().err
    assert "another run has given this job to ../2021/A01.txt" in said.replace("\n", " ")
    assert inputs_of_jobs() == {"A01": "2021/A01.txt"}
