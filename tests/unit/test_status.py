"""`translator status`: what it says of jobs, and that it reads again only what has changed."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner

from tests.review_tables import TableFile
from tests.unit.page_job import FOLDER, LIKED, id_of, make_job
from translator import pipeline
from translator.cli import app
from translator.commands import status as status_command
from translator.commands.review import change_job
from translator.commands.status import KNOWN, job_statuses
from translator.commands.style import suggest
from translator.errors import UsageError

TABLE = Path("out/page/page.review.docx")


@pytest.fixture(autouse=True)
def _job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_job(tmp_path, monkeypatch)


def call(*words: str):
    return CliRunner().invoke(app, ["status", *words])


def edit_table() -> None:
    file = TableFile(TABLE.read_bytes())
    file.write(id_of(LIKED), "English", "Residents approve.")
    TABLE.write_bytes(file.save())


def the_job() -> status_command.JobStatus:
    [found] = job_statuses([Path("out")])
    return found


def test_a_job_is_counted_by_state_with_what_is_left_and_by_whom() -> None:
    change_job(
        FOLDER,
        lambda d: pipeline.map_segments(d, lambda s: s.approved("Li Wen") if s.source == LIKED else s),
    )
    found = the_job()
    assert found.states == {"initial": 0, "translated": 5, "reviewed": 1, "final": 0}
    assert (found.articles, found.left, found.segments) == (1, 5, 6)
    assert found.reviewers == {"Li Wen": 1}
    assert found.left_characters > 30
    assert found.waits_for == ()


def test_a_table_that_was_edited_and_not_applied_waits() -> None:
    edit_table()
    assert the_job().unapplied == 1
    assert "page: its table is edited and not applied (1 of 6 sentences)" in call().stdout
    CliRunner().invoke(app, ["review", "apply", str(TABLE)])
    assert the_job().waits_for == ()


def test_an_edited_copy_in_the_folder_of_the_job_waits_as_a_run_says() -> None:
    assert the_job().waits_for == ()
    edit_table()
    copy = TABLE.with_name("page from Li Wen.docx")
    TABLE.rename(copy)
    shutil.copy(copy, TABLE.with_name("again.docx"))
    TABLE.with_name("minutes.docx").write_bytes(Path("out/page/page.en.docx").read_bytes())
    found = the_job()
    assert (found.unapplied, found.edited, found.table_problem) == (1, {"again.docx": 1, copy.name: 1}, "")
    assert f"{copy.name} is edited and not applied (1 of 6 sentences)" in found.waits_for
    assert the_job() == found
    CliRunner().invoke(app, ["review", "apply", str(copy)])
    assert the_job().waits_for == ()


def test_suggestions_of_house_style_do_not_wait() -> None:
    edit_table()
    file = TableFile(TABLE.read_bytes())
    file.write(id_of(LIKED), "English", "Residents of Shandong realise 5 percent .")
    TABLE.write_bytes(file.save())
    CliRunner().invoke(app, ["review", "apply", str(TABLE)])
    assert suggest(TABLE, "guardian").path is not None
    assert the_job().waits_for == ()


def test_a_table_that_was_only_saved_again_does_not_wait() -> None:
    TABLE.write_bytes(TableFile(TABLE.read_bytes()).save())
    assert the_job().waits_for == ()


def test_a_table_that_cannot_be_read_says_so() -> None:
    TABLE.write_bytes(b"PK\x03\x04 cut off")
    assert "its table cannot be read" in the_job().waits_for[0]


def test_a_broken_job_is_a_line_and_the_others_go_on() -> None:
    Path("out/broken").mkdir()
    Path("out/broken/broken.xlf").write_text("<xliff", encoding="utf-8")
    done = call("out")
    assert done.exit_code == 1
    assert "broken.xlf" in done.stderr
    assert "1 job: 0 of 6 sentences reviewed" in done.stdout
    again = json.loads(call("out", "--json").stdout)
    assert [bool(status["error"]) for status in again] == [True, False]


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, name: str) -> None:
    """Make a method of paths fail as the system does in the folder ``name`` of another user."""
    real = getattr(Path, method)

    def refused(self: Path, *words: object, **options: object) -> object:
        if name in (self.name, self.parent.name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, *words, **options)

    monkeypatch.setattr(Path, method, refused)


def test_a_folder_that_may_not_be_entered_does_not_hide_the_jobs_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("out/shut").mkdir()
    refuse(monkeypatch, "is_file", "shut")
    done = call("out")
    assert done.exit_code == 0
    assert "1 job: 0 of 6 sentences reviewed" in done.stdout


@pytest.mark.parametrize("method", ["is_dir", "is_file", "iterdir"])
def test_a_folder_of_jobs_that_may_not_be_read_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    refuse(monkeypatch, method, "out")
    error = call("out").exception
    assert isinstance(error, UsageError)
    assert error.message == "out: cannot be read (permission denied)"
    assert error.hint


def test_names_with_brackets_are_shown_whole() -> None:
    shutil.copytree("out/page", "out/a [final]")
    Path("out/a [final]/page.xlf").rename("out/a [final]/a [final].xlf")
    change_job(FOLDER, lambda d: pipeline.map_segments(d, lambda s: s.approved("Li [/x]")))
    done = call("out")
    assert done.exit_code == 0
    assert "a [final]" in done.stdout
    assert "Li [/x]" in done.stdout


def test_a_job_is_read_again_only_when_it_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree("out/page", "out/other")
    Path("out/other/page.xlf").rename("out/other/other.xlf")
    first = job_statuses([Path("out")])
    read: list[str] = []
    load = status_command.load_job
    monkeypatch.setattr(status_command, "load_job", lambda folder: read.append(folder.name) or load(folder))
    assert job_statuses([Path("out")]) == first
    assert read == []
    edit_table()
    assert [status.unapplied for status in job_statuses([Path("out")])] == [0, 1]
    assert read == ["page"]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"page": 1}', b'{"page": {"of": []}}', b"\xff"])
def test_what_is_kept_may_be_damaged(data: bytes) -> None:
    first = the_job()
    (Path("out") / KNOWN).write_bytes(data)
    assert the_job() == first


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that cannot be written to")
def test_a_folder_that_cannot_be_written_to_is_read_all_the_same() -> None:
    Path("out").chmod(0o500)
    try:
        assert the_job().segments == 6
    finally:
        Path("out").chmod(0o700)


def test_the_page_loads_nothing_and_has_a_row_for_each_job() -> None:
    edit_table()
    assert call("out", "--html", "desk.html").exit_code == 0
    page = html.document_fromstring(Path("desk.html").read_text(encoding="utf-8"))
    assert not page.xpath("//script | //link | //img | //@src")
    assert page.xpath("//tbody/tr/td[1]/text()") == ["page"]
    assert "edited and not applied" in page.xpath("string(//li)")
    assert "already and is not a page" in str(call("--html", str(TABLE)).exception)


def test_an_empty_folder_has_no_jobs() -> None:
    Path("empty").mkdir()
    assert call("empty").stdout == "0 jobs: 0 of 0 sentences reviewed, 0 left (0 Chinese characters)\n"
