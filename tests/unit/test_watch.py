"""`translator watch`: what becomes of files that arrive, driven by steps instead of time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cat_tools import edited
from tests.engines import RuleEngine
from tests.review_tables import TableFile
from tests.unit.page_job import FOLDER, LIKED, PAGE, id_of, job, make_job, targets
from translator import workspace
from translator.commands import run as run_command
from translator.commands.review import Returned, apply_file
from translator.commands.watch import DONE, RETRY, Handled, Settings, changes, watch
from translator.engines import ENGINES, EngineEntry
from translator.errors import BusyError, EngineError, GlossaryError, OutputError, UnreadableError, UsageError
from translator.model import Document
from translator.review.results import Options

IN = Path("in")
TABLE = Path("out/page/page.review.docx")

Step = Callable[[], object] | None


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_job(tmp_path, monkeypatch)
    IN.mkdir()


def watched(*steps: Step, pause: float = 1.5) -> list[Handled]:
    """Return what a watch says while these steps are taken, ``pause`` seconds between two of them."""
    now = 0.0

    def ticks() -> Iterator[bool]:
        nonlocal now
        for step in (*steps, None, None, None):
            changed = step is not None
            if step is not None:
                step()
            yield changed
            now += pause

    run = run_command.Settings(out=Path("out"), engine="test", glossaries=(Path("terms.csv"),))
    return list(watch(Settings(folders=(IN,), run=run), ticks(), clock=lambda: now))


def page(name: str = "new.txt", text: str = PAGE) -> Callable[[], object]:
    return lambda: (IN / name).write_text(text, encoding="utf-8")


def table(name: str, english: str = "Residents approve.", by: str = "") -> Callable[[], object]:
    def write() -> None:
        file = TableFile(TABLE.read_bytes())
        if by:
            core = file.parts["docProps/core.xml"]
            file.parts["docProps/core.xml"] = re.sub(
                rb"(?<=<cp:lastModifiedBy>).*?(?=</cp:lastModifiedBy>)", by.encode(), core
            )
        file.write(id_of(LIKED), "English", english)
        (IN / name).write_bytes(file.save())

    return write


OTHER = workspace.JobFolder(out=Path("out"), name="other")


def pasted(name: str) -> Callable[[], object]:
    """Make a second job, and return what writes one file with the edited tables of both."""
    Path("other.txt").write_text("# 另一个标题\n\n另外一件事情也在推进之中。\n", encoding="utf-8")
    settings = run_command.Settings(out=Path("out"), engine="test", glossaries=(Path("terms.csv"),))
    list(run_command.run_all([Path("other.txt")], settings))

    def write() -> None:
        other = TableFile(OTHER.file("review.docx").read_bytes())
        other.write("a01.p001.s01", "English", "Another title")
        file = TableFile(TABLE.read_bytes())
        file.write(id_of(LIKED), "English", "Residents approve.")
        body = file.body[0]
        for element in other.body[0][:-1]:
            body.insert(len(body) - 1, element)
        (IN / name).write_bytes(file.save())

    return write


def document_of(folder: workspace.JobFolder) -> Document:
    found = workspace.load(folder)
    assert found is not None
    return found.document


def other_title() -> str:
    return next(document_of(OTHER).segments()).target


def test_a_page_that_arrives_is_translated_and_stays_where_it_is() -> None:
    [handled] = watched(page())
    assert handled.result is not None
    assert handled.result.status == "done"
    assert Path("out/new/new.review.docx").exists()
    assert (IN / "new.txt").read_text(encoding="utf-8") == PAGE


def test_a_file_that_still_grows_is_left_until_it_has_stopped() -> None:
    half = PAGE[: len(PAGE) // 2]
    handled = watched(page(text=half), page(text=half + "。"), page())
    assert [one.result.segments for one in handled if one.result] == [6]


def test_a_file_that_is_open_in_a_word_processor_is_left_until_it_is_closed() -> None:
    lock = IN / ".~lock.back.docx#"
    assert watched(table("back.docx"), lock.touch) == []
    assert [bool(one.applied) for one in watched(lock.unlink)] == [True]


def test_a_returned_table_goes_to_its_job_whatever_its_name_is() -> None:
    [handled] = watched(table("Li Wen, corrected.docx"))
    assert handled.applied is not None
    assert handled.applied.folder.path == FOLDER.path
    assert targets()[LIKED] == "Residents approve."


@pytest.mark.parametrize("name", ["back.xlf", "page.xlf"])
def test_a_cat_tools_file_goes_to_its_job(name: str) -> None:
    def write() -> None:
        data = edited(
            FOLDER.job.read_bytes(), lambda file: file.write(id_of(LIKED), "They like it.", "reviewed")
        )
        (IN / name).write_bytes(data)

    [handled] = watched(write)
    assert handled.applied is not None
    assert targets()[LIKED] == "They like it."


@pytest.mark.parametrize("name", ["page.xliff", "page.mqxliff"])
def test_a_cat_tools_file_with_the_name_of_its_folder_goes_to_its_job(name: str) -> None:
    def write() -> None:
        (IN / "page").mkdir()
        data = edited(
            FOLDER.job.read_bytes(), lambda file: file.write(id_of(LIKED), "They like it.", "reviewed")
        )
        (IN / "page" / name).write_bytes(data)

    [handled] = watched(write)
    assert handled.applied is not None
    assert targets()[LIKED] == "They like it."


def test_a_link_to_a_job_is_the_job_and_no_file_that_came_back() -> None:
    assert watched(lambda: (IN / "link.xlf").symlink_to(FOLDER.job.resolve())) == []


def test_nothing_is_done_twice_also_by_another_watch() -> None:
    assert len(watched(page(), table("back.docx"))) == 2
    before = FOLDER.job.read_bytes()
    assert watched((IN / "back.docx").touch) == []
    assert watched(lambda: shutil.copy(IN / "back.docx", IN / "again.docx")) == []
    assert FOLDER.job.read_bytes() == before


def test_a_table_applied_before_does_not_undo_what_came_after() -> None:
    watched(table("one.docx"))
    watched(table("two.docx", "Citizens like it."))
    watched(lambda: None)
    assert targets()[LIKED] == "Citizens like it."
    assert not any(segment.open_conflicts for segment in job().segments())


def test_of_two_copies_the_one_returned_last_counts_whatever_its_name_is() -> None:
    def write() -> None:
        table("page.review.docx", "Residents lik it.", by="Li Wen")()
        table("page.review (1).docx", "Residents like it.", by="Li Wen")()
        os.utime(IN / "page.review.docx", (1_700_000_000, 1_700_000_000))
        os.utime(IN / "page.review (1).docx", (1_700_009_000, 1_700_009_000))

    assert [one.path.name for one in watched(write)] == ["page.review.docx", "page.review (1).docx"]
    assert targets()[LIKED] == "Residents like it."


def test_a_newer_copy_waits_while_the_job_of_an_older_one_is_in_use() -> None:
    def write() -> None:
        for name, text, time in (
            ("one", "Residents lik it.", 1_700_000_000),
            ("two", "Residents like it.", 1_700_009_000),
        ):
            table(f"{name}.docx", text, by="Li Wen")()
            os.utime(IN / f"{name}.docx", (time, time))

    with workspace.lock(FOLDER):
        [failed] = watched(write)
    assert (failed.path.name, failed.again) == ("one.docx", True)
    assert [one.path.name for one in watched(None, None, None, pause=RETRY)] == ["one.docx", "two.docx"]
    assert targets()[LIKED] == "Residents like it."


def test_rows_of_two_jobs_in_one_file_go_to_both() -> None:
    handled = watched(pasted("both.docx"))
    assert [one.applied.folder.name for one in handled if one.applied] == ["page", "other"]
    assert targets()[LIKED] == "Residents approve."
    assert other_title() == "Another title"
    assert watched((IN / "both.docx").touch) == []


def test_a_file_whose_second_job_is_in_use_is_applied_to_that_one_later() -> None:
    write = pasted("both.docx")
    with workspace.lock(OTHER):
        first, second = watched(write)
    assert first.applied is not None
    assert isinstance(second.error, BusyError)
    assert second.again
    watched(lambda: None)
    assert other_title() == "Another title"


def test_a_file_is_not_applied_again_to_its_first_job_while_the_second_is_in_use() -> None:
    write = pasted("both.docx")
    with workspace.lock(OTHER):
        first, second = watched(write, None, None, pause=RETRY)
    assert (bool(first.applied), bool(second.error)) == (True, True)


def test_a_page_that_was_changed_is_translated_again() -> None:
    watched(page())
    [handled] = watched(page(text=PAGE + "\n会议强调安全。\n"))
    assert handled.result is not None
    assert handled.result.translated == 1


def test_a_page_that_goes_back_to_an_earlier_version_is_translated_again() -> None:
    watched(page())
    watched(page(text="# 另一个标题\n"))
    [handled] = watched(page())
    assert handled.result is not None
    assert {segment.source for segment in document_of(replace(OTHER, name="new")).segments()} == set(
        targets()
    )
    assert watched(lambda: None) == []


def test_a_changed_page_is_translated_when_the_table_that_it_waits_for_is_applied() -> None:
    watched(page())
    own = Path("out/new/new.review.docx")

    def edit() -> None:
        file = TableFile(own.read_bytes())
        file.write(id_of(LIKED), "English", "Residents approve.")
        own.write_bytes(file.save())
        page(text=PAGE + "\n会议强调安全。\n")()

    def apply() -> None:
        apply_file(Returned(file=own, out=Path("out")), Options())

    failed, done = watched(edit, None, None, apply, pause=RETRY)
    assert failed.error is not None
    assert "was edited and is not applied yet" in failed.error.message
    assert failed.again
    assert done.result is not None
    assert done.result.translated == 1


def test_what_fails_is_said_once_and_the_others_go_on() -> None:
    handled = watched(lambda: (IN / "bad.pdf").write_bytes(b"no pdf"), page())
    assert [(one.path.name, bool(one.error), one.again) for one in handled] == [
        ("bad.pdf", True, False), ("new.txt", False, False),
    ]  # fmt: skip
    assert (IN / "bad.pdf").exists()


def test_a_table_of_an_unknown_job_fails_and_a_publication_is_no_page() -> None:
    def write() -> None:
        table("back.docx")()
        shutil.copy("out/page/page.en.docx", IN)
        shutil.rmtree("out/page")

    words = [one.error.message for one in watched(write) if one.error]
    assert any("its job page.xlf was not found" in message for message in words)
    assert any("holds no review table" in message for message in words)


def test_a_job_in_use_is_tried_again_later() -> None:
    with workspace.lock(FOLDER):
        [handled] = watched(table("back.docx"))
    assert isinstance(handled.error, BusyError)
    assert handled.again
    assert targets()[LIKED] != "Residents approve."
    with workspace.lock(FOLDER):  # said once, however often it is tried
        assert len(watched(None, None, None, pause=RETRY)) == 1
    assert [bool(one.applied) for one in watched()] == [True]


def test_a_page_that_is_held_for_a_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read, refused = Path.read_bytes, [True]

    def held(self: Path) -> bytes:
        if refused and self.name == "new.txt":
            refused.pop()
            raise PermissionError(13, "held by a scanner")
        return read(self)

    start = page()
    monkeypatch.setattr(Path, "read_bytes", held)
    failed, done = watched(start, None, None, pause=RETRY)
    assert isinstance(failed.error, UnreadableError)
    assert failed.again
    assert done.result is not None


def test_pages_wait_for_a_term_base_to_be_repaired() -> None:
    terms = Path("terms.csv").read_bytes()

    def repair() -> None:
        Path("terms.csv").write_bytes(terms)

    Path("terms.csv").write_text("no head\n", encoding="utf-8")
    failed, done = watched(page(), None, None, repair, pause=RETRY)
    assert isinstance(failed.error, GlossaryError)
    assert failed.again
    assert done.result is not None


def test_a_stop_keeps_what_was_translated_and_the_next_watch_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: RuleEngine(stop_after=2)))
    with pytest.raises(KeyboardInterrupt):
        watched(page())
    engine = RuleEngine()
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
    [handled] = watched()
    assert handled.result is not None
    assert handled.result.open == 0
    assert 0 < handled.result.translated < 6


def test_an_engine_that_fails_in_a_page_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_once(source: str) -> str:
        if len(engine.asked) == 3:
            raise EngineError("the server is gone", hint="Start it again.")
        return f"English of {len(source)} signs."

    engine = RuleEngine(fail_once)
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
    failed, done = watched(page(), None, None, pause=RETRY)
    assert isinstance(failed.error, EngineError)
    assert failed.again
    assert done.result is not None
    assert done.result.open == 0


def test_two_watches_do_not_share_an_out_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.workspace.locks.FILE_WAIT", 0)
    with workspace.lock_file(Path("out") / DONE), pytest.raises(OutputError):
        watched()


def test_a_folder_that_is_missing_is_named() -> None:
    IN.rmdir()
    with pytest.raises(UsageError, match="in: there is no such folder"):
        watched()


def test_a_damaged_record_costs_no_more_than_another_look() -> None:
    watched(page())
    (Path("out") / DONE).write_bytes(b"{")
    assert [one.result.status for one in watched() if one.result] == ["up to date"]


def test_changes_come_from_the_folders_and_not_from_the_out_folder() -> None:
    found = changes([Path()], Path("out"), every=0.05)
    assert next(found) is True
    assert next(found) is False
    Path("out/of_no_account.txt").touch()
    assert next(found) is False
    Path("in/new.txt").touch()
    assert any(next(found) for _ in range(100))


@pytest.mark.parametrize("folder", ["out", "out/returned"])
def test_changes_come_from_a_folder_that_is_or_lies_in_the_out_folder(folder: str) -> None:
    Path(folder).mkdir(exist_ok=True)
    found = changes([Path(folder)], Path("out"), every=0.05)
    assert next(found) is True
    assert next(found) is False
    Path(folder, DONE).touch()
    Path("out/.page.lock").touch()
    assert not any(next(found) for _ in range(5))
    Path(folder, "new.txt").touch()
    assert any(next(found) for _ in range(100))


def test_a_page_in_the_out_folder_itself_is_translated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.unit.test_watch.IN", Path("out"))
    again = [lambda: None] * 3
    handled = watched(page(), *again)
    assert [(one.path.name, one.error) for one in handled] == [("new.txt", None)]
    assert watched(*again) == []


def test_a_record_that_cannot_be_written_ends_nothing_and_is_said_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(path: Path, data: bytes) -> None:
        if path.name == DONE:
            raise OutputError(f"{path}: cannot be written", hint="Close it.")
        write(path, data)

    write = workspace.write_atomically
    monkeypatch.setattr(workspace, "write_atomically", fail)
    heard = watched(page("a.txt"), page("b.txt", PAGE + "会议强调安全。"), None, None)
    assert [one.path.name for one in heard if one.result] == ["a.txt", "b.txt"]
    assert [(one.path.name, one.again) for one in heard if one.error] == [(DONE, True)]


def test_a_record_is_written_as_soon_as_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, data: bytes) -> None:
        if path.name == DONE and len(failed) < 2:
            failed.append(path)
            raise OutputError(f"{path}: cannot be written", hint="Close it.")
        write(path, data)

    failed: list[Path] = []
    write = workspace.write_atomically
    monkeypatch.setattr(workspace, "write_atomically", fail)
    watched(page(), None, None, None)
    assert len(failed) == 2
    assert watched(lambda: None) == []


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_the_command_stops_at_a_signal_with_a_word_and_without_an_error() -> None:
    command = [sys.executable, "-m", "translator", "watch", "in", "--settle", "0.1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "watching in" in process.stderr.readline()
        (IN / "broken.pdf").write_bytes(b"no pdf")
        assert "broken.pdf: this is not a PDF" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert "stopped" in process.communicate(timeout=60)[1]
    assert process.returncode == 0
