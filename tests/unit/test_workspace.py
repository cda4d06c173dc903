"""What the store does with files: whole writes, a person's changes, inputs and their jobs, locks."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from translator import workspace
from translator.errors import (
    GlossaryError,
    InputError,
    JobError,
    OutputError,
)
from translator.model import (
    Article,
    Block,
    Document,
    JobMeta,
    Role,
    Segment,
    State,
)
from translator.workspace import JobFolder


def noon():
    return datetime(2023, 5, 12, 12, 0, 0)


def document(target="Qingdao.", meta=JobMeta(engine="x")):  # noqa: B008
    part = Segment(id="a01.p001.s01", source="青岛。", target=target, state=State.TRANSLATED)
    block = Block(id="a01.p001", role=Role.PARAGRAPH, text="青岛。", segments=(part,))
    return Document(
        name="page",
        articles=(Article(id="a01", title="", blocks=(block,)),),
        meta=meta,
    )


@pytest.fixture
def folder(tmp_path):
    return JobFolder(out=tmp_path / "out", name="page", input="../seeds/page.txt")


def save(folder, outputs, target="Qingdao.", force=False):
    known = workspace.load(folder)
    meta = known.meta if known else JobMeta(engine="x")
    return workspace.save(folder, document(target, meta), outputs, now=noon, force=force)


def stored(folder):
    job = workspace.load(folder)
    return job and job.document


def files_of(path: Path) -> list[str]:
    return sorted(child.name for child in path.iterdir())


# --- whole writes ------------------------------------------------------------------------------------


def test_writing_makes_the_folders_and_leaves_only_the_file(tmp_path):
    path = tmp_path / "a" / "b" / "page.txt"
    workspace.write_atomically(path, b"one")
    workspace.write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert files_of(path.parent) == ["page.txt"]


def test_a_new_file_has_the_usual_rights_and_an_old_one_keeps_its_own(tmp_path):
    usual = tmp_path / "usual"
    usual.write_bytes(b"")
    path = tmp_path / "page"
    workspace.write_atomically(path, b"one")
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o640)
    workspace.write_atomically(path, b"two")
    assert path.stat().st_mode & 0o777 == 0o640


class FullDisk:
    """Stand in for a file whose write stops half way."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, data):
        self._file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def full_disk(monkeypatch):
    real = Path.open

    def opened(self, mode="r", **options):
        file = real(self, mode, **options)
        return FullDisk(file) if mode == "xb" else file

    monkeypatch.setattr(Path, "open", opened)


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path, full_disk):
    path = tmp_path / "page.xlf"
    path.write_bytes(b"old")
    with pytest.raises(
        OutputError, match=r"page\.xlf: cannot be written \(no space left on device\)"
    ) as caught:
        workspace.write_atomically(path, b"new content")
    assert "disk space" in caught.value.hint
    assert path.read_bytes() == b"old"
    assert files_of(tmp_path) == ["page.xlf"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_failing_sync_leaves_the_old_file(tmp_path, monkeypatch, number):
    path = tmp_path / "page.xlf"
    path.write_bytes(b"old")

    def fails(_handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OutputError):
        workspace.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert files_of(tmp_path) == ["page.xlf"]


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_ctrl_c_leaves_the_old_file(tmp_path, monkeypatch, step):
    path = tmp_path / "page.xlf"
    path.write_bytes(b"old")

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os if step == "fsync" else Path, step, stopped)
    with pytest.raises(KeyboardInterrupt):
        workspace.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert files_of(tmp_path) == ["page.xlf"]


def test_a_read_only_folder_and_a_file_open_in_word_are_output_errors(tmp_path, monkeypatch):
    def refused(self, *_args, **_options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    for step in ("open", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, step, refused)
            with pytest.raises(OutputError, match="permission denied") as caught:
                workspace.write_atomically(tmp_path / "page.docx", b"new")
        assert "Word" in caught.value.hint
        assert files_of(tmp_path) == []


def test_a_folder_with_the_files_name_is_left_alone(tmp_path):
    (tmp_path / "page.xlf").mkdir()
    with pytest.raises(OutputError, match="is a directory") as caught:
        workspace.write_atomically(tmp_path / "page.xlf", b"new")
    assert "folder has the name" in caught.value.hint
    assert files_of(tmp_path) == ["page.xlf"]


def test_a_file_with_the_folders_name_is_left_alone(tmp_path):
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(OutputError) as caught:
        workspace.write_atomically(tmp_path / "out" / "page.xlf", b"new")
    assert "--out" in caught.value.hint
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_a_name_that_is_too_long_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="too long") as caught:
        workspace.write_atomically(tmp_path / ("长" * 120), b"new")
    assert "shorter" in caught.value.hint
    assert files_of(tmp_path) == []


# --- jobs --------------------------------------------------------------------------------------------


def test_a_job_that_is_not_there_is_none(folder):
    assert workspace.load(folder) is None
    assert not folder.out.exists()


def test_a_saved_job_is_read_back_with_the_hashes_and_its_input(folder):
    saved = save(folder, {"review.docx": b"table", "en.docx": b"text"})
    assert stored(folder) == saved.document
    assert saved.document.meta.input == "../seeds/page.txt"
    assert len(saved.document.meta.documents["review.docx"]) == 64
    assert files_of(folder.path) == ["page.en.docx", "page.review.docx", "page.xlf"]
    assert [path.name for path in saved.written] == ["page.review.docx", "page.en.docx", "page.xlf"]


def test_saving_the_same_again_touches_nothing(folder):
    save(folder, {"review.docx": b"table"})
    for path in folder.path.iterdir():
        os.utime(path, (1, 1))
    saved = save(folder, {"review.docx": b"table"})
    assert saved.written == ()
    assert len(saved.kept) == 2
    assert {path.stat().st_mtime for path in folder.path.iterdir()} == {1}


def test_our_own_old_document_is_replaced_without_a_copy(folder):
    save(folder, {"review.docx": b"old"})
    saved = save(folder, {"review.docx": b"new"}, target="Qingdao!")
    assert saved.backups == ()
    assert folder.file("review.docx").read_bytes() == b"new"
    assert files_of(folder.path) == ["page.review.docx", "page.xlf"]


def test_a_document_that_a_person_changed_is_copied_before_it_is_replaced(folder):
    save(folder, {"review.docx": b"old"})
    folder.file("review.docx").write_bytes(b"with remarks")
    saved = save(folder, {"review.docx": b"new"}, target="Qingdao!")
    ((path, backup),) = saved.backups
    assert path == folder.file("review.docx")
    assert backup.name == "page.review.backup-20230512-120000.docx"
    assert backup.read_bytes() == b"with remarks"
    assert path.read_bytes() == b"new"


def test_a_copy_never_replaces_an_earlier_one(folder):
    for number in range(3):
        save(folder, {"review.docx": b"run %d" % number}, target=f"{number}")
        folder.file("review.docx").write_bytes(b"remarks %d" % number)
    saved = save(folder, {"review.docx": b"last"}, target="last")
    assert [backup.name for _, backup in saved.backups] == ["page.review.backup-20230512-120000-3.docx"]
    copies = {path.read_bytes() for path in folder.path.glob("*.backup-*")}
    assert copies == {b"remarks 0", b"remarks 1", b"remarks 2"}


def test_a_changed_document_stays_when_there_is_nothing_new_for_it(folder):
    save(folder, {"review.docx": b"table"})
    folder.file("review.docx").write_bytes(b"with remarks")
    saved = save(folder, {"review.docx": b"table"})
    assert saved.edited == (folder.file("review.docx"),)
    assert folder.file("review.docx").read_bytes() == b"with remarks"
    forced = save(folder, {"review.docx": b"table"}, force=True)
    assert len(forced.backups) == 1
    assert folder.file("review.docx").read_bytes() == b"table"


def test_a_file_that_was_there_before_the_job_is_copied(folder):
    workspace.write_atomically(folder.file("en.docx"), b"somebody's")
    saved = save(folder, {"en.docx": b"ours"})
    assert [backup.read_bytes() for _, backup in saved.backups] == [b"somebody's"]


def test_a_missing_document_is_written_again(folder):
    save(folder, {"review.docx": b"table"})
    folder.file("review.docx").unlink()
    assert save(folder, {"review.docx": b"table"}).written == (folder.file("review.docx"),)


def test_a_document_that_cannot_be_written_does_not_cost_the_job(folder):
    folder.file("review.docx").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"review\.docx"):
        save(folder, {"review.docx": b"table", "en.docx": b"text"})
    job = workspace.load(folder)
    assert job is not None
    assert job.meta.incomplete == ("review.docx",)
    assert folder.file("en.docx").read_bytes() == b"text"
    folder.file("review.docx").rmdir()
    assert not save(folder, {"review.docx": b"table", "en.docx": b"text"}).document.meta.incomplete


def test_when_replacing_fails_no_copy_is_left(folder, monkeypatch):
    save(folder, {"review.docx": b"old"})
    folder.file("review.docx").write_bytes(b"with remarks")
    real = Path.replace

    def locked(self, target):
        if target == folder.file("review.docx"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError):
        save(folder, {"review.docx": b"new"}, target="Qingdao!")
    assert folder.file("review.docx").read_bytes() == b"with remarks"
    assert files_of(folder.path) == ["page.review.docx", "page.xlf"]


@pytest.mark.parametrize("stop", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))])
def test_a_persons_file_is_replaced_only_when_the_job_has_what_is_new(folder, monkeypatch, fault, stop):
    save(folder, {"review.docx": b"old"})
    folder.file("review.docx").write_bytes(b"with edits")
    real, replaced = Path.replace, []

    def stopped(self, target):
        replaced.append(target)
        if len(replaced) >= stop:
            raise fault
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        save(folder, {"review.docx": b"new"}, target="Qingdao!")
    monkeypatch.undo()
    job = workspace.load(folder)
    assert job is not None
    has_edit = next(job.document.segments()).target == "Qingdao!"
    assert has_edit is (stop > 2)  # the first file to be replaced is the journal
    assert bool(job.meta.incomplete) is has_edit
    assert has_edit or folder.file("review.docx").read_bytes() == b"with edits"
    saved = save(folder, {"review.docx": b"new"}, target="Qingdao!")
    assert not saved.document.meta.incomplete
    assert folder.file("review.docx").read_bytes() == b"new"
    assert b"with edits" in [path.read_bytes() for path in folder.path.glob("*.backup-*")]


@pytest.mark.parametrize("stop", [2, 3, 4])
def test_a_document_written_before_a_kill_is_not_taken_for_a_persons(folder, monkeypatch, stop):
    save(folder, {"review.docx": b"old table", "en.docx": b"old text"})
    real, replaced = Path.replace, []

    def killed(self, target):
        replaced.append(target)
        if len(replaced) >= stop:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        save(folder, {"review.docx": b"table", "en.docx": b"text"}, target="Qingdao!")
    monkeypatch.undo()
    assert folder.half_saved
    saved = save(folder, {"review.docx": b"newer table", "en.docx": b"newer text"}, target="Qingdao?")
    assert (saved.backups, saved.edited) == ((), ())
    assert folder.file("review.docx").read_bytes() == b"newer table"
    assert files_of(folder.path) == ["page.en.docx", "page.review.docx", "page.xlf"]
    assert not folder.half_saved


@pytest.mark.parametrize(
    ("name", "is_job"),
    [
        ("page/page.xlf", True), ("page/page.XLF", True), ("page/link.xlf", True), ("page/../page/page.xlf", True),
        ("page/page.xliff", False), ("page/page.mqxliff", False), ("page/page.xliff-1.2.xlf", False),
        ("page.xlf", False), ("linked/linked.xlf", True),
    ],
)  # fmt: skip
def test_a_job_file_is_known_by_its_name_or_by_what_it_links_to(tmp_path, name, is_job):
    for folder in ("page", "linked", "store"):
        (tmp_path / folder).mkdir()
    (tmp_path / "page/link.xlf").symlink_to(tmp_path / "page/page.xlf")
    (tmp_path / "linked/linked.xlf").symlink_to(tmp_path / "store/a.xlf")
    assert workspace.is_job_file(tmp_path / name) is is_job


def test_a_job_file_in_the_current_folder_is_known(tmp_path, monkeypatch):
    (tmp_path / "page").mkdir()
    monkeypatch.chdir(tmp_path / "page")
    assert workspace.is_job_file(Path("page.xlf"))


def test_a_persons_edit_of_a_document_written_before_a_kill_is_copied(folder):
    save(folder, {"review.docx": b"old"})
    folder.journal.write_text("not JSON")
    folder.file("review.docx").write_bytes(b"with remarks")
    saved = save(folder, {"review.docx": b"new"}, target="Qingdao!")
    assert [backup.read_bytes() for _, backup in saved.backups] == [b"with remarks"]


def test_what_a_kill_left_half_written_is_swept_by_the_next_save(folder):
    save(folder, {"review.docx": b"table"})
    (folder.path / ".0123456789ab.tmp").write_bytes(b"half a")
    (folder.path / ".notes.tmp").write_bytes(b"somebody's")
    save(folder, {"review.docx": b"table"})
    assert files_of(folder.path) == [".notes.tmp", "page.review.docx", "page.xlf"]


def test_ctrl_c_just_after_replacing_keeps_the_copy(folder, monkeypatch):
    save(folder, {"review.docx": b"old"})
    folder.file("review.docx").write_bytes(b"with remarks")
    real = os.fsync

    def stopped(handle):
        real(handle)
        if folder.file("review.docx").read_bytes() == b"new":
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        save(folder, {"review.docx": b"new"}, target="Qingdao!")
    assert [path.read_bytes() for path in folder.path.glob("*.backup-*")] == [b"with remarks"]


@pytest.mark.parametrize("damage", [b"", b"<xliff", b"not xml", b"<html/>"])
def test_a_damaged_job_is_never_replaced_silently(folder, damage):
    save(folder, {"review.docx": b"old"})
    folder.job.write_bytes(damage)
    with pytest.raises(JobError) as caught:
        workspace.load(folder)
    assert str(folder.job) in caught.value.message
    with pytest.raises(JobError):
        workspace.save(folder, document(), {"review.docx": b"new"}, now=noon)
    assert folder.job.read_bytes() == damage
    assert folder.file("review.docx").read_bytes() == b"old"
    saved = workspace.save(folder, document(), {}, now=noon, force=True)
    assert [backup.read_bytes() for _, backup in saved.backups] == [damage]
    assert stored(folder) == saved.document


@pytest.mark.parametrize("table", [None, b"with remarks"])
def test_a_job_that_somebody_saved_since_it_was_loaded_is_copied(folder, table):
    save(folder, {"review.docx": b"old"})
    loaded = workspace.load(folder)
    save(folder, {}, target="Tsingtao.")
    theirs = folder.job.read_bytes()
    if table:
        folder.file("review.docx").write_bytes(table)
    mine = document("Qingdao!", loaded.meta)
    saved = workspace.save(folder, mine, {"review.docx": b"new"}, now=noon, old=loaded)
    copies = {path: backup.read_bytes() for path, backup in saved.backups}
    assert copies == {folder.job: theirs} | ({folder.file("review.docx"): table} if table else {})
    again = workspace.save(
        folder, saved.document, {"review.docx": b"new"}, now=noon, old=workspace.load(folder)
    )
    assert again.backups == ()


def test_a_job_that_may_not_be_read_is_a_job_error(folder):
    folder.job.mkdir(parents=True)
    with pytest.raises(JobError, match="cannot be read"):
        workspace.load(folder)


def test_a_copy_can_be_asked_for(folder):
    save(folder, {})
    copy = workspace.back_up(folder.job, noon())
    assert copy.name == "page.backup-20230512-120000.xlf"
    assert copy.read_bytes() == folder.job.read_bytes()
    with pytest.raises(OutputError, match="no file to copy"):
        workspace.back_up(folder.file("en.docx"), noon())


def test_a_file_is_replaced_after_a_copy_of_what_stands_there(tmp_path):
    file = tmp_path / "terms.csv"
    assert workspace.replace_file(file, b"old") is None
    copy = workspace.replace_file(file, b"new")
    assert copy is not None
    assert (copy.read_bytes(), file.read_bytes()) == (b"old", b"new")
    assert workspace.is_backup(copy.name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("page.review.backup-20230512-120000.docx", True),
        ("page.review.backup-20230512-120000-2.docx", True),
        ("notes.backup-20230512-120000", True),
        ("page.review.docx", False),
        ("page.backup-plan.docx", False),
        ("page.backup-20230512-120000 by Li Wen.docx", False),
    ],
)
def test_a_backup_is_known_by_its_name(name, expected):
    assert workspace.is_backup(name) is expected


# --- locks -------------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from translator import workspace
with workspace.lock(workspace.JobFolder(out=Path(sys.argv[1]), name="page")):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_run_on_the_same_job_is_refused(folder, holder):
    with (
        pytest.raises(
            JobError, match=rf"another run is working on this job \(process {holder.pid}\)"
        ) as caught,
        workspace.lock(folder),
    ):
        pytest.fail("two runs hold one job")
    assert str(folder.path) in caught.value.message
    with workspace.lock(JobFolder(out=folder.out, name="other")):
        holder.communicate("\n", timeout=10)
    with workspace.lock(folder):
        assert files_of(folder.out) == [".page.lock"]
    assert files_of(folder.out) == []


def test_a_run_that_was_killed_leaves_no_lock_behind(folder, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait(timeout=10)
    assert files_of(folder.out) == [".page.lock"]
    with workspace.lock(folder):
        pass
    assert files_of(folder.out) == []


def test_the_lock_is_dropped_after_an_error(folder):
    with pytest.raises(KeyboardInterrupt), workspace.lock(folder):
        raise KeyboardInterrupt
    with workspace.lock(folder):
        pass


def test_a_lock_where_nothing_can_be_written_is_an_output_error(tmp_path):
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(OutputError), workspace.lock(JobFolder(out=tmp_path / "out", name="page")):
        pass


def test_a_file_that_another_process_writes_is_waited_for_and_then_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("translator.workspace.locks.FILE_WAIT", 0.05)
    file = tmp_path / "terms.csv"
    with (
        workspace.lock_file(file),
        pytest.raises(OutputError, match=rf"terms.csv: another process .* \(process {os.getpid()}\)"),
        workspace.lock_file(file),
    ):
        pytest.fail("two hold one file")
    with workspace.lock_file(file):
        assert files_of(tmp_path) == [".terms.csv.lock"]
    assert files_of(tmp_path) == []


def test_a_drive_without_locks_still_lets_a_lone_user_work(folder, monkeypatch):
    def refused(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refused)
    with workspace.lock(folder):
        pass
    assert files_of(folder.out) == []


# --- inputs ------------------------------------------------------------------------------------------


def make(root: Path, *names: str) -> list[Path]:
    paths = [root / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return paths


def names_of(found: workspace.Inputs) -> list[str]:
    return [file.job.name for file in found.files]


def test_a_folder_gives_its_files_in_order_and_reports_the_others(tmp_path):
    make(
        tmp_path,
        "b.txt",
        "a.docx",
        "may/c.MD",
        "d.xyz",
        ".hidden.txt",
        ".DS_Store",
        "~$a.docx",
        ".git/e.txt",
        "out/x/x.txt",
    )
    found = workspace.inputs([tmp_path], tmp_path / "out")
    assert [file.path.name for file in found.files] == ["a.docx", "b.txt", "c.MD"]
    assert [(item.path.name, item.reason) for item in found.skipped] == [
        (".git", "hidden"),
        (".hidden.txt", "hidden"),
        ("d.xyz", "not a kind of file that can be read"),
        ("out", "the out folder"),
        ("~$a.docx", "a lock file of Word"),
    ]
    assert found.errors == ()


def test_the_documents_of_a_job_are_no_inputs(tmp_path):
    make(tmp_path, "x/x.xlf", "x/x.review.docx", "x/x.en.docx", "x/x.review.backup-20230512-120000.docx")
    make(tmp_path, "x/minutes.en.docx")
    found = workspace.inputs([tmp_path], tmp_path / "elsewhere")
    assert [file.path.name for file in found.files] == ["minutes.en.docx"]
    assert {item.reason for item in found.skipped} == {
        "a document of a job",
        "not a kind of file that can be read",
    }


def test_what_was_written_of_a_job_is_no_input(tmp_path):
    make(tmp_path, "x/x.xlf", "x/x.qa.html", "x/published/.x.published.json", "y.a01/y.a01.xlf")
    make(tmp_path, "x/published/x.bilingual.html", "x/published/x.a01.bilingual.md", "y.a01/y.a01.en.docx")
    make(tmp_path, "site/.x.published.json", "site/x.en.docx", "site/x.bilingual.backup-20230512-120000.html")
    pages = make(tmp_path, "site/x.html", "site/z.en.html", "x/x.txt", "x/x.v2.docx")
    found = workspace.inputs([tmp_path], tmp_path / "elsewhere")
    assert [file.path for file in found.files] == pages
    assert sum(item.reason == "a document of a job" for item in found.skipped) == 6


def test_a_wrong_path_is_an_error_of_its_own(tmp_path):
    good, bad = make(tmp_path, "a.txt", "b.xyz")
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / "none.txt", bad, tmp_path / "empty", tmp_path / ("长" * 200), good]
    found = workspace.inputs(paths, tmp_path / "out")
    assert [file.path for file in found.files] == [good]
    messages = [error.message for _, error in found.errors]
    assert [path for path, _ in found.errors] == paths[:4]
    assert "none.txt: does not exist" in messages[0]
    assert "b.xyz: this kind of file cannot be read" in messages[1]
    assert "empty: contains no file" in messages[2]
    assert "name too long" in messages[3]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_an_error_and_waits_for_nobody(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    found = workspace.inputs([tmp_path / "a.txt"], tmp_path / "out")
    assert [error.message for _, error in found.errors] == [f"{tmp_path / 'a.txt'}: is not a regular file"]


def test_a_folder_that_may_not_be_opened_is_an_error(tmp_path, monkeypatch):
    make(tmp_path, "open/a.txt", "shut/b.txt")
    real = Path.iterdir

    def listed(self):
        if self.name == "shut":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self)

    monkeypatch.setattr(Path, "iterdir", listed)
    found = workspace.inputs([tmp_path], tmp_path / "out")
    assert names_of(found) == ["a"]
    assert "shut: cannot be listed (permission denied)" in found.errors[0][1].message


def test_links_that_lead_in_a_circle_end(tmp_path):
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    found = workspace.inputs([tmp_path / "in"], tmp_path / "out")
    assert names_of(found) == ["a"]
    assert [item.reason for item in found.skipped] == ["a link to a folder", "not a regular file"]


def test_a_folder_whose_files_were_named_before_is_no_error(tmp_path):
    one, two = make(tmp_path, "a.txt", "inner/b.txt")
    found = workspace.inputs([one, two, tmp_path, tmp_path / "inner"], tmp_path / "out")
    assert names_of(found) == ["a", "b"]
    assert not found.errors


def test_a_file_named_twice_is_one_input(tmp_path):
    (path,) = make(tmp_path, "in/a.txt")
    assert names_of(
        workspace.inputs([path, tmp_path / "in", tmp_path / "in" / ".." / "in" / "a.txt"], tmp_path)
    ) == ["a"]


def test_an_input_that_may_not_be_read_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        workspace.read_input(tmp_path)


def test_inputs_of_the_same_stem_get_jobs_of_their_own(tmp_path):
    make(tmp_path, "may/page.txt", "june/page.txt", "june/page.docx", "june/Page.md")
    found = workspace.inputs([tmp_path], tmp_path / "out")
    assert names_of(found) == ["june-Page-md", "june-page-docx", "june-page-txt", "may-page-txt"]


def run_jobs(paths, out):
    found = workspace.inputs(paths, out)
    for file in found.files:
        with workspace.lock(file.job):
            workspace.save(file.job, document(), {}, now=noon)
    return {file.path: file.job.name for file in found.files}


def test_an_input_never_gets_the_job_of_another(tmp_path):
    may, june = make(tmp_path, "may/page.txt", "june/page.txt")
    out = tmp_path / "out"
    assert run_jobs([may], out) == {may: "page"}
    assert run_jobs([june], out) == {june: "june-page-txt"}
    assert run_jobs([june, may], out) == {may: "page", june: "june-page-txt"}


def test_an_input_that_was_moved_goes_on_with_its_job(tmp_path):
    (path,) = make(tmp_path, "in/page.txt")
    out = tmp_path / "out"
    run_jobs([path], out)
    (tmp_path / "done").mkdir()
    moved = path.rename(tmp_path / "done" / "page.txt")
    assert run_jobs([moved], out) == {moved: "page"}
    assert files_of(out) == ["page"]


def test_inputs_and_jobs_can_be_moved_together(tmp_path):
    make(tmp_path, "p/may/page.txt", "p/june/page.txt")
    before = run_jobs([tmp_path / "p" / "may", tmp_path / "p" / "june"], tmp_path / "p" / "out")
    new = (tmp_path / "p").rename(tmp_path / "q")
    after = run_jobs([new / "june", new / "may"], new / "out")
    assert {p.relative_to(new): n for p, n in after.items()} == {
        p.relative_to(tmp_path / "p"): n for p, n in before.items()
    }


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("青岛 2023-05", "青岛 2023-05"),
        ("page.v2", "page.v2"),
        ("CON", "_CON"),
        ("nul.2023", "_nul.2023"),
        ("a:b?c", "a_b_c"),
        ("..", "job"),
        ("end. .", "end"),
        ("a\\..\\b", "a_.._b"),
    ],
)
def test_job_names_are_safe_on_every_system(tmp_path, stem, name):
    from translator.workspace.inputs import safe_name

    assert safe_name(stem) == name


def test_the_longest_file_name_still_makes_a_job(tmp_path):
    long, other = make(tmp_path, "长" * 83 + ".txt", "长" * 82 + "短.txt")
    names = run_jobs([long, other], tmp_path / "out")
    assert len(set(names.values())) == 2
    job = JobFolder(out=tmp_path / "out", name=names[long])
    workspace.write_atomically(job.file("review.docx"), b"a person's")
    assert workspace.save(job, document(), {"review.docx": b"new"}, now=noon).backups


# --- glossaries --------------------------------------------------------------------------------------


def test_glossaries_come_from_files_and_folders_in_order(tmp_path):
    make(tmp_path, "g/b.csv", "g/a.CSV", "g/readme.md", "g/.c.csv", "g/~$a.csv", "own.csv")
    found = workspace.read_glossaries([tmp_path / "g", tmp_path / "own.csv", tmp_path / "g" / "a.CSV"])
    assert [(Path(name).name, data) for name, data in found] == [
        ("b.csv", b"x"),
        ("own.csv", b"x"),
        ("a.CSV", b"x"),
    ]


def test_a_missing_glossary_and_a_folder_without_one_are_errors(tmp_path):
    with pytest.raises(GlossaryError, match=r"none\.csv: cannot be read \(no such file"):
        workspace.read_glossaries([tmp_path / "none.csv"])
    with pytest.raises(GlossaryError, match="contains no term base"):
        workspace.read_glossaries([tmp_path])


# --- links and pipes ------------------------------------------------------------------------------------------------


def test_a_link_stays_one_and_its_file_is_written(tmp_path):
    (tmp_path / "shared").mkdir()
    target, link = tmp_path / "shared" / "terms.csv", tmp_path / "terms.csv"
    target.write_bytes(b"old")
    link.symlink_to(Path("shared") / "terms.csv")
    workspace.write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["terms.csv"]


def test_a_pipe_is_left_alone(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="not an ordinary file"):
        workspace.write_atomically(pipe, b"new")
    assert pipe.is_fifo()


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP])
def test_a_drive_that_keeps_no_rights_takes_a_file_again(tmp_path, monkeypatch, code):
    path = tmp_path / "page.txt"
    path.write_bytes(b"one")

    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "chmod", refuse)
    if code == errno.ENOTSUP:
        monkeypatch.setattr(os, "fsync", refuse)
    workspace.write_atomically(path, b"two")
    assert path.read_bytes() == b"two"


def test_a_file_that_is_held_for_a_moment_on_windows_is_replaced(tmp_path, monkeypatch):
    replace, refused = Path.replace, [True, True]

    def held(self: Path, target: Path) -> Path:
        if refused:
            refused.pop()
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(sys, "platform", "win32")
    workspace.write_atomically(tmp_path / "page.txt", b"two")
    assert (tmp_path / "page.txt").read_bytes() == b"two"


def test_a_refused_write_leaves_no_backup(tmp_path, monkeypatch):
    path = tmp_path / "terms.csv"
    path.write_bytes(b"one")

    def refuse(self: Path, target: Path) -> None:
        if target == path:
            raise PermissionError(errno.EACCES, "open in Excel")
        self.rename(target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"terms\.csv: cannot be written"):
        workspace.replace_file(path, b"two")
    assert [one.name for one in tmp_path.iterdir()] == ["terms.csv"]
    assert path.read_bytes() == b"one"


@pytest.mark.parametrize("mark", ["~$page-01.docx", "~$age-01.docx", "~$ge-01.docx", ".~page-01.docx"])
def test_a_file_that_an_office_program_has_open_is_known_by_the_file_beside_it(tmp_path, mark):
    path = tmp_path / "page-01.docx"
    assert not workspace.is_open_elsewhere(path)
    (tmp_path / mark).touch()
    assert workspace.is_open_elsewhere(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no rights of this kind")
def test_a_lock_file_may_be_taken_by_other_users(tmp_path):
    with workspace.lock_file(tmp_path / "terms.csv"):
        assert (tmp_path / ".terms.csv.lock").stat().st_mode & 0o777 == 0o666
