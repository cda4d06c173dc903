"""`translator export` and `translator review` with a CAT tool's files, from the command to the folder of the job."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.cat_tools import CatFile, edited
from tests.unit.page_job import LIKED, files, id_of, job, make_job, run_again, targets, text_of
from translator import workspace
from translator.cli import app
from translator.commands import run as run_command
from translator.errors import InputError, JobError, UsageError
from translator.model import OriginKind, State

JOB = Path("out/page/page.xlf")
COPY = Path("out/page/page.xliff-1.2.xlf")
BACK = Path("back.xlf")

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Make a job; gives a function that runs a command on it."""
    make_job(tmp_path, monkeypatch)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def send_back(change: Callable[[CatFile], None], copy: Path = JOB, to: Path = BACK) -> Path:
    to.write_bytes(edited(copy.read_bytes(), change))
    return to


def liked(text: str, state: str = "") -> Callable[[CatFile], None]:
    return lambda file: file.write(id_of(LIKED), text, state)


def backups() -> list[Path]:
    return sorted(path for path in Path("out/page").iterdir() if "backup" in path.name)


# --- export ----------------------------------------------------------------------------------------------------


def test_a_copy_stands_beside_the_job_and_is_no_job(call: Call) -> None:
    before = JOB.read_bytes()
    assert call("export", "out/page", "--to", "xliff-1.2").stdout == f"→ {COPY}\n"
    assert call("export", "out/page", "--to", "xliff-1.2").stdout == f"→ {COPY} (up to date)\n"
    assert JOB.read_bytes() == before
    assert run_again().status == "up to date"
    assert isinstance(call("review", "stats", COPY).exception, UsageError)


def test_the_copy_in_the_jobs_own_format_has_the_same_bytes(call: Call) -> None:
    assert call("export", JOB, "--to", "xliff-2.1", "-o", BACK).exit_code == 0
    assert BACK.read_bytes() == JOB.read_bytes()
    Path("sent").mkdir()
    call("export", JOB, "--to", "xliff-2.1", "-o", "sent")
    assert Path("sent/page.xliff-2.1.xlf").read_bytes() == JOB.read_bytes()


@pytest.mark.parametrize("folder", ["send", "send/", "to Li v1.2", "a/b"])
def test_a_folder_that_does_not_exist_is_made(call: Call, folder: str) -> None:
    assert call("export", JOB, "--to", "xliff-1.2", "-o", folder).exit_code == 0
    assert Path(folder, "page.xliff-1.2.xlf").is_file()


@pytest.mark.parametrize("name", ["new/page.XLIFF", "page.mqxliff", "page.xml"])
def test_a_copy_that_is_named_like_a_file_is_that_file(call: Call, name: str) -> None:
    assert call("export", JOB, "--to", "xliff-1.2", "-o", name).exit_code == 0
    assert Path(name).is_file()


@pytest.mark.parametrize("to", ["xliff-1.2", "xliff-2.1"])
def test_a_copy_that_nobody_changed_is_replaced_and_an_edited_one_is_kept(call: Call, to: str) -> None:
    copy = Path(f"out/page/page.{to}.xlf")
    call("export", "out/page", "--to", to)
    call("review", "apply", send_back(liked("Residents approve.")), "--reviewer", "Li")
    assert call("export", "out/page", "--to", to).exit_code == 0
    assert backups() == []

    mine = edited(copy.read_bytes(), liked("Work of an hour."))
    copy.write_bytes(mine)
    result = call("export", "out/page", "--to", to)
    assert "left as it is" in result.stderr
    assert copy.read_bytes() == mine

    result = call("export", "out/page", "--to", to, "--force")
    assert [path.read_bytes() for path in backups()] == [mine]
    assert backups()[0].name in result.stderr
    assert b"Work of an hour." not in copy.read_bytes()

    copy.write_bytes(mine)
    call("review", "apply", send_back(liked("Residents like it.")), "--reviewer", "Li")
    call("export", "out/page", "--to", to)
    assert [path.read_bytes() for path in backups()] == [mine, mine]


def test_another_file_of_that_name_is_kept_as_a_backup(call: Call) -> None:
    Path("notes.txt").write_text("mine", encoding="utf-8")
    call("export", "out/page", "--to", "xliff-1.2", "-o", "notes.txt")
    assert [p.read_text() for p in Path().glob("notes.backup-*.txt")] == ["mine"]


@pytest.mark.parametrize("target", ["out/other/other.xlf", "out/link.xlf"])
def test_a_copy_never_replaces_another_job(call: Call, target: str) -> None:
    other = Path("out/other/other.xlf")
    other.parent.mkdir()
    other.write_bytes(edited(JOB.read_bytes(), liked("Residents approve.")))
    Path("out/link.xlf").symlink_to(other.resolve())
    before = other.read_bytes()
    done = call("export", JOB, "--to", "xliff-2.1", "-o", target)
    assert isinstance(done.exception, UsageError)
    assert "is a job" in done.exception.message
    assert done.exception.hint
    assert other.read_bytes() == before
    assert call("export", JOB, "--to", "xliff-2.1", "-o", "out/other").exit_code == 0


def test_wrong_use_is_said(call: Call) -> None:
    assert isinstance(call("export", "out/page", "--to", "docx").exception, UsageError)
    assert isinstance(call("export", "out/none", "--to", "xliff-1.2").exception, UsageError)
    assert isinstance(call("export", JOB, "--to", "xliff-2.1", "-o", JOB).exception, UsageError)


# --- a copy that came back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["xliff-1.2", "xliff-2.1"])
def test_an_edit_in_a_copy_reaches_the_job_and_all_its_documents(call: Call, to: str) -> None:
    call("export", "out/page", "--to", to)
    send_back(liked("Residents approve."), Path(f"out/page/page.{to}.xlf"))
    shown = call("review", "diff", BACK)
    assert "Residents" in shown.stdout
    assert targets()[LIKED] != "Residents approve."
    result = call("review", "apply", BACK, "--reviewer", "Li Wen")
    assert result.exit_code == 0
    assert targets()[LIKED] == "Residents approve."
    assert "Residents approve." in text_of(Path("out/page/page.en.docx"))
    before = files()
    assert "Nothing was written." in call("review", "apply", BACK, "--reviewer", "Li Wen").stdout
    assert files() == before
    assert run_again(force=True).status == "done"
    assert targets()[LIKED] == "Residents approve."


def test_a_copy_in_the_jobs_folder_is_applied_too(call: Call) -> None:
    call("export", "out/page", "--to", "xliff-1.2")
    send_back(liked("Residents approve."), COPY, to=COPY)
    assert call("review", "apply", COPY).exit_code == 0
    assert targets()[LIKED] == "Residents approve."


@pytest.mark.parametrize("name", ["back.XLIFF", "back.mxliff", "back.mqxliff", "back.sdlxliff"])
def test_xliff_is_known_by_the_endings_that_tools_give_it(call: Call, name: str) -> None:
    call("export", "out/page", "--to", "xliff-1.2")
    send_back(liked("Residents approve."), COPY, to=Path(name))
    assert call("review", "apply", name).exit_code == 0
    assert targets()[LIKED] == "Residents approve."


def test_conflicts_give_exit_code_4_and_the_rest_is_applied(call: Call) -> None:
    def change(file: CatFile) -> None:
        liked("Residents approve.")(file)
        gone = file.segments[id_of("下一步将推广到全市。")]
        gone.getparent().remove(gone)

    send_back(change)
    listed = call("review", "conflicts", BACK, "--json")
    assert [c["kind"] for c in json.loads(listed.stdout)] == ["row missing"]
    strict = call("review", "apply", BACK, "--strict")
    assert strict.exit_code == 4
    assert targets()[LIKED] != "Residents approve."
    assert call("review", "apply", BACK).exit_code == 4
    assert targets()[LIKED] == "Residents approve."


def test_what_is_no_returned_file_is_refused(call: Call) -> None:
    before = files()
    Path("other.txt").write_text("# 济南召开会议\n\n会议在济南召开。代表都来了。\n", encoding="utf-8")
    list(run_command.run_all([Path("other.txt")], run_command.Settings(out=Path("elsewhere"), engine="test")))
    shutil.copy("elsewhere/other/other.xlf", BACK)
    missing = call("review", "apply", BACK).exception
    assert isinstance(missing, InputError)
    assert "other.xlf was not found" in missing.message
    wrong = call("review", "apply", BACK, "--job", "out/page").exception
    assert isinstance(wrong, InputError)
    assert "belongs to job other" in wrong.message
    BACK.write_bytes(b"nonsense")
    assert isinstance(call("review", "apply", BACK).exception, InputError)
    assert isinstance(call("review", "apply", "none.xlf").exception, InputError)
    assert isinstance(call("review", "apply", JOB, "--changes", "reject").exception, UsageError)
    assert files() == before


def test_drafts_that_are_all_translated_are_approved_only_on_demand(call: Call) -> None:
    call("export", "out/page", "--to", "xliff-1.2")
    text = COPY.read_text(encoding="utf-8").replace('"needs-review-translation"', '"translated"')
    BACK.write_text(text, encoding="utf-8")
    before = files()
    assert "--confirmed" in call("review", "apply", BACK).output
    assert files() == before
    assert "confirmed by" in call("review", "diff", BACK, "--confirmed").output
    assert "--confirmed" not in call("review", "apply", BACK, "--confirmed").output
    assert all(segment.state.by_person for segment in job().segments())


# --- the job's own file, edited in its place -----------------------------------------------------------------------


@pytest.mark.parametrize("state", ["", "initial", "translated"])
def test_a_run_keeps_what_a_tool_wrote_into_the_job_itself(call: Call, state: str) -> None:
    send_back(liked("Residents approve.", state), to=JOB)
    Path("terms.csv").write_text("source,target,domain,note\n市民,residents,people,\n", encoding="utf-8")
    assert run_again(force=True).status == "done"
    (kept,) = (s for s in job().segments() if s.source == LIKED)
    assert (kept.target, kept.state) == ("Residents approve.", State.REVIEWED)
    assert "Residents approve." in text_of(Path("out/page/page.en.docx"))


def test_applying_the_job_itself_names_the_reviewer_and_makes_the_documents_anew(call: Call) -> None:
    send_back(liked("Residents approve."), to=JOB)
    result = call("review", "apply", JOB, "--reviewer", "Li Wen", "--json")
    done = json.loads(result.stdout)
    assert (done["edited"], done["written"]) == (1, True)
    (kept,) = (s for s in job().segments() if s.source == LIKED)
    assert kept.origin is not None
    assert (kept.origin.kind, kept.origin.reviewer) == (OriginKind.HUMAN, "Li Wen")
    assert "Residents approve." in text_of(Path("out/page/page.en.docx"))
    assert "Nothing was written." in call("review", "apply", JOB).stdout
    assert run_again().status == "up to date"


def test_a_note_that_a_tool_wrote_into_the_job_itself_reaches_the_documents(call: Call) -> None:
    def change(file: CatFile) -> None:
        notes = file.unit(id_of(LIKED)).makeelement("{urn:oasis:names:tc:xliff:document:2.0}notes")
        notes.append(notes.makeelement("{urn:oasis:names:tc:xliff:document:2.0}note"))
        notes[0].text = "check this"
        file.unit(id_of(LIKED)).insert(1, notes)

    send_back(change, to=JOB)
    assert "→" in call("review", "apply", JOB).stdout
    assert run_again().status == "up to date"


def test_chinese_edited_in_the_job_itself_is_a_conflict_and_nothing_is_written(call: Call) -> None:
    def change(file: CatFile) -> None:
        liked("Residents approve.")(file)
        source = file.source(id_of(LIKED))
        source[:] = []  # the markers in it
        source.text = "市民点赞。"

    send_back(change, to=JOB)
    before = files()
    assert call("review", "apply", JOB).exit_code == 4
    assert files() == before
    assert call("review", "apply", JOB, "--accept-source").exit_code == 0
    assert targets()["市民点赞。"] == "Residents approve."


def test_chinese_edited_in_the_job_itself_is_not_taken_by_any_other_command(call: Call) -> None:
    shutil.copy(JOB, BACK)

    def change(file: CatFile) -> None:
        file.source(id_of(LIKED)).text = "市民点赞。"

    send_back(change, to=JOB)
    before = files()
    result = call("run", "page.txt", "--engine", "test", "--glossary", "terms.csv")
    assert (result.exit_code, "the Chinese of a0" in result.output) == (1, True)
    for words in (("apply", BACK), ("resolve", JOB, "--all", "--take", "job")):
        assert isinstance(call("review", *words).exception, JobError)
    assert files() == before
    assert call("review", "apply", JOB, "--accept-source").exit_code == 0
    assert run_again().status == "done"  # its draft is made anew


def test_a_job_whose_sentences_were_cut_is_applied_as_a_copy_once_a_backup_is_in_its_place(
    call: Call,
) -> None:
    good = workspace.back_up(JOB, datetime(2026, 1, 1))

    def cut(file: CatFile) -> None:
        liked("Residents approve.")(file)
        element = file.segments[id_of("下一步将推广到全市。")]
        element.getparent().remove(element)

    send_back(cut, to=BACK)
    shutil.copy(BACK, JOB)
    assert isinstance(call("review", "apply", JOB).exception, JobError)
    shutil.copy(good, JOB)
    assert call("review", "apply", BACK, "--job", JOB).exit_code == 4
    assert targets()[LIKED] == "Residents approve."
