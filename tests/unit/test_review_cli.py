"""`translator review` from the returned file to the folder of the job, with files that real programs saved."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document as open_docx
from typer.testing import CliRunner

from tests.review_tables import LI, TableFile, gone, ins, p, r
from tests.unit.page_job import FOLDER, LIKED, PAGE, files, id_of, job, make_job, run_again, targets, text_of
from tests.unit.sample_documents import full_document
from translator import identity, pipeline, workspace
from translator.cli.review import app
from translator.commands import run as run_command
from translator.commands.jobs import MEMORY
from translator.commands.status import job_statuses
from translator.commands.style import suggest
from translator.errors import InputError, JobError, OutputError, UsageError
from translator.model import Layout, State
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.results import Options
from translator.review.table import review_docx
from translator.tm import open_memory

TABLE = Path("out/page/page.review.docx")
BACK = Path("back.docx")

Review = Callable[..., Result]


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    """Make a job; gives a function that runs a review command on it."""
    make_job(tmp_path, monkeypatch)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def send_back(change: Callable[[TableFile], None], to: Path = BACK) -> Path:
    file = TableFile(TABLE.read_bytes())
    change(file)
    to.write_bytes(file.save())
    return to


def run_result(layout: Layout = Layout.INTERLEAVED) -> run_command.JobResult:
    settings = run_command.Settings(
        out=Path("out"), engine="test", glossaries=(Path("terms.csv"),), layout=layout
    )
    [result] = list(run_command.run_all([Path("page.txt")], settings))
    return result


def liked(text: str) -> Callable[[TableFile], None]:
    return lambda file: file.write(id_of(LIKED), "English", text)


def test_an_edit_reaches_the_job_and_all_its_documents(review: Review) -> None:
    result = review("apply", send_back(liked("Residents approve.")), "--reviewer", "Li Wen")
    assert result.exit_code == 0
    assert targets()[LIKED] == "Residents approve."
    assert "Residents approve." in text_of(Path("out/page/page.en.docx"))
    assert "English by: Li Wen" in read_review_table(TABLE.read_bytes(), "t").segments[-3].notes[0].text
    assert "Edited" in result.stdout


def test_no_later_run_touches_what_was_reviewed(review: Review) -> None:
    review("apply", send_back(liked("Residents approve.")))
    assert run_again().status == "up to date"
    assert run_again(force=True).status == "done"
    assert targets()[LIKED] == "Residents approve."


def test_applying_the_same_file_twice_writes_nothing(review: Review) -> None:
    send_back(liked("Residents approve."))
    review("apply", BACK)
    before = files()
    result = review("apply", BACK)
    assert result.exit_code == 0
    assert "Nothing was written." in result.stdout
    assert files() == before


def test_a_table_edited_in_its_place_is_kept_as_a_backup(review: Review) -> None:
    send_back(liked("Residents approve."), to=TABLE)
    mine = TABLE.read_bytes()
    result = review("apply", TABLE)
    assert result.exit_code == 0
    backups = [f for f in TABLE.parent.iterdir() if "backup" in f.name]
    assert [f.read_bytes() for f in backups] == [mine]
    assert backups[0].name in result.stderr


@pytest.mark.parametrize("stop", range(1, 8))
def test_a_stop_at_any_write_loses_no_edit_of_a_table_edited_in_its_place(
    review: Review, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    send_back(liked("Residents approve."), to=TABLE)
    real, done = Path.replace, []

    def stopped(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == stop:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        review("apply", TABLE)
    assert review("apply", TABLE).exit_code == 0
    assert targets()[LIKED] == "Residents approve."
    assert "Residents approve." in text_of(Path("out/page/page.en.docx"))
    assert review("apply", TABLE).stdout.endswith("Nothing was written.\n")


def test_a_document_that_could_not_be_written_is_made_when_the_file_is_applied_again(review: Review) -> None:
    send_back(liked("Residents approve."))
    english = Path("out/page/page.en.docx")
    english.unlink()
    english.mkdir()
    assert isinstance(review("apply", BACK).exception, OutputError)
    assert targets()[LIKED] == "Residents approve."
    with open_memory(Path("out") / MEMORY) as memory:
        assert memory.stats().units == 1
    english.rmdir()
    assert review("apply", BACK).exit_code == 0
    assert "Residents approve." in text_of(english)


def test_the_layout_of_the_job_is_kept(review: Review) -> None:
    settings = run_command.Settings(
        out=Path("out"), engine="test", glossaries=(Path("terms.csv"),), layout=Layout.SIDE_BY_SIDE
    )
    list(run_command.run_all([Path("page.txt")], settings))
    review("apply", send_back(liked("Residents approve.")))
    assert open_docx("out/page/page.bilingual.docx").tables


def test_conflicts_give_exit_code_4_and_the_rest_is_applied(review: Review) -> None:
    def change(file: TableFile) -> None:
        file.write(id_of(LIKED), "English", "Residents approve.")
        file.remove(id_of("下一步将推广到全市。"))

    result = review("apply", send_back(change), "--json")
    assert result.exit_code == 4
    report = json.loads(result.stdout)
    assert (report["edited"], report["written"]) == (1, True)
    assert report["conflicts"][0]["kind"] == "row missing"
    assert targets()[LIKED] == "Residents approve."
    listed = review("conflicts", "out/page")
    assert listed.exit_code == 4
    assert "row missing" in listed.stdout
    assert "Kept as it is in the job" in listed.stdout
    assert "1 settled" in review("resolve", "out/page", "--all", "--take", "job").stdout
    assert review("conflicts", "out/page").exit_code == 0
    before = files()
    assert review("apply", BACK).exit_code == 0
    assert files() == before


def test_strict_leaves_the_job_untouched(review: Review) -> None:
    def change(file: TableFile) -> None:
        file.write(id_of(LIKED), "English", "Residents approve.")
        file.remove(id_of("下一步将推广到全市。"))

    before = files()
    result = review("apply", send_back(change), "--strict")
    assert result.exit_code == 4
    assert files() == before


def test_changes_of_one_author_can_be_taken(review: Review) -> None:
    old = targets()[LIKED]
    send_back(
        lambda file: file.put(id_of(LIKED), "English", p(gone(old, LI) + ins("Residents approve.", LI)))
    )
    error = review("apply", BACK, "--changes", "author=Zhao Min").exception
    assert isinstance(error, InputError)
    assert error.hint == 'Its changes are by "Li Wen".'
    assert targets()[LIKED] == old
    assert review("apply", BACK, "--changes", "author=Li Wen").exit_code == 0
    assert targets()[LIKED] == "Residents approve."
    assert isinstance(review("apply", BACK, "--changes", "some").exception, UsageError)


def test_a_corrected_source_is_translated_again_by_the_next_run(review: Review) -> None:
    send_back(lambda file: file.write(id_of(LIKED), "中文", "市民们纷纷点赞。"))
    assert review("apply", BACK).exit_code == 4
    assert "市民们纷纷点赞。" not in targets()
    assert review("apply", BACK, "--accept-source").exit_code == 0
    assert targets()["市民们纷纷点赞。"] == ""
    run_again()
    assert targets()["市民们纷纷点赞。"] == "English of 8 signs."


def test_conflicts_are_listed_and_settled(review: Review) -> None:
    one = send_back(liked("Residents approve."), Path("one.docx"))
    two = send_back(liked("People like it."), Path("two.docx"))
    name = id_of(LIKED)
    assert review("apply", one).exit_code == 0
    listed = review("conflicts", two)
    assert "Residents approve." in listed.stdout
    assert "People like it." in listed.stdout
    assert review("apply", two, "--reviewer", "Zhao Min").exit_code == 4
    assert targets()[LIKED] == "Residents approve."
    assert json.loads(review("conflicts", "out/page", "--json").stdout)[0]["theirs"] == "People like it."
    assert isinstance(review("resolve", "out/page", name).exception, UsageError)
    assert review("resolve", "out/page", name, "--take", "file").exit_code == 0
    assert targets()[LIKED] == "People like it."
    assert "0 conflicts" in review("conflicts", FOLDER.job).stdout
    assert review("apply", one).exit_code == 0


def test_a_conflict_is_kept_once_whoever_applies_the_file(review: Review) -> None:
    send_back(lambda file: file.write(id_of(LIKED), "中文", "市民们纷纷点赞。"))
    assert review("apply", BACK, "--reviewer", "Li Wen").exit_code == 4
    before = files()
    assert review("apply", BACK).exit_code == 4
    assert files() == before
    assert "1 conflict\n" in review("conflicts", "out/page").stdout


def test_a_diff_changes_nothing_and_shows_words(review: Review) -> None:
    send_back(liked("English of 7 words, edited."))
    before = files()
    shown = review("diff", BACK).stdout
    assert "[-signs-]{+words, edited+}" in shown
    assert review("diff", BACK, "--html", "changes.html").exit_code == 0
    page = Path("changes.html").read_text(encoding="utf-8")
    assert "<del>signs</del><ins>words, edited</ins>" in page
    assert files() == before
    review("apply", BACK)
    assert "[-signs-]{+words, edited+}" in review("diff", "out/page").stdout


def test_a_page_of_changes_replaces_an_earlier_one_and_no_other_file(review: Review) -> None:
    send_back(liked("Residents approve."))
    before = BACK.read_bytes()
    failed = review("diff", BACK, "--html", BACK)
    assert isinstance(failed.exception, UsageError)
    assert BACK.read_bytes() == before
    for _ in range(2):
        assert review("diff", BACK, "--html", "changes.HTML").exit_code == 0


def test_a_diff_shows_the_conflicts_there_would_be_and_what_would_be_passed_over(review: Review) -> None:
    def edit(file: TableFile) -> None:
        file.write(id_of(LIKED), "中文", "市民们纷纷点赞。")
        file.write("a01.p001.s01", "English", "")

    send_back(edit)
    shown = review("diff", BACK)
    assert shown.exit_code == 0
    assert f"{id_of(LIKED)}  Chinese edited" in shown.stdout
    assert "The file has the Chinese “市民们纷纷点赞。”" in shown.stdout
    assert "Note: a01.p001.s01: the English is empty and counts as unchanged" in shown.output


def test_what_a_part_of_the_rows_would_change_is_shown_without_conflicts_over_the_others(
    review: Review,
) -> None:
    def first_rows(file: TableFile) -> None:
        for name in [name for name in file.rows if name != id_of(LIKED)]:
            file.remove(name)
        liked("Residents approve.")(file)

    send_back(first_rows)
    assert review("conflicts", BACK).exit_code == 4
    assert review("conflicts", BACK, "--part").exit_code == 0
    assert "row missing" in review("diff", BACK).stdout
    shown = review("diff", BACK, "--part").stdout
    assert "Residents" in shown
    assert "row missing" not in shown


def test_a_run_asks_for_an_edited_table_to_be_applied_first(review: Review) -> None:
    send_back(liked("Residents approve."), TABLE)
    Path("terms.csv").write_text("source,target,domain,note\n青岛,Tsingtao,places,\n", encoding="utf-8")
    before = files()
    error = run_result().error
    assert isinstance(error, JobError)
    assert f"translator review apply {TABLE}" in error.hint
    assert files() == before
    assert review("apply", TABLE).exit_code == 0
    assert run_result().status == "done"
    assert targets()[LIKED] == "Residents approve."


def test_a_table_that_a_killed_run_wrote_is_no_review(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Path("page.txt")
    page.write_text(PAGE.replace(LIKED, "") + "\n会议强调安全生产工作。\n", encoding="utf-8")
    write = workspace.jobs.write_atomically

    def killed(path: Path, data: bytes) -> None:
        if path.name == "page.bilingual.docx":
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(workspace.jobs, "write_atomically", killed)
    with pytest.raises(KeyboardInterrupt):
        run_result()
    monkeypatch.setattr(workspace.jobs, "write_atomically", write)
    assert FOLDER.half_saved
    assert job_statuses([Path("out")])[0].waits_for == ()
    assert run_result().status == "done"


def test_a_returned_copy_in_the_folder_of_the_job_is_found_and_other_files_are_not(review: Review) -> None:
    copy = send_back(liked("Residents approve."), TABLE.with_name("from Li Wen.docx"))
    shutil.copy(TABLE, TABLE.with_name("unedited.docx"))
    TABLE.with_name("minutes.docx").write_bytes(Path("out/page/page.en.docx").read_bytes())
    TABLE.with_name("broken.docx").write_bytes(b"PK")
    done = run_result()
    assert done.status == "up to date"
    assert [line for line in done.warnings if f"review apply '{copy}'" in line]
    assert isinstance(run_result(layout=Layout.SIDE_BY_SIDE).error, JobError)
    review("apply", copy)
    assert run_result(layout=Layout.SIDE_BY_SIDE).warnings == ()


def test_suggestions_of_house_style_in_the_folder_of_the_job_are_no_review(review: Review) -> None:
    send_back(liked("Residents of Shandong realise 5 percent ."), TABLE)
    review("apply", TABLE)
    found = suggest(TABLE, "guardian")
    assert found.path is not None
    assert found.path.parent == TABLE.parent
    assert run_result(layout=Layout.SIDE_BY_SIDE).error is None


def test_a_forced_run_says_first_what_becomes_outdated_and_keeps_it(review: Review) -> None:
    send_back(liked("Residents approve."), TABLE)
    mine, said = TABLE.read_bytes(), []
    settings = run_command.Settings(
        out=Path("out"), engine="test", glossaries=(Path("terms.csv"),), force=True
    )
    [done] = run_command.run_all(
        [Path("page.txt")], settings, say=lambda line: said.append((line, TABLE.read_bytes()))
    )
    assert done.status == "done"
    assert [bytes_then for line, bytes_then in said if "becomes outdated" in line] == [mine]
    [backup] = [f for f in TABLE.parent.iterdir() if ".backup-" in f.name]
    assert run_result().warnings == ()  # the copy was named, and asks for nothing more
    assert review("apply", backup).exit_code == 0
    assert targets()[LIKED] == "Residents approve."


def test_stats_as_a_page_show_groups_and_sentences_and_escape_every_text(review: Review) -> None:
    review("apply", send_back(liked("Residents <b>liked</b> it.")))
    assert review("stats", "out/page", "--html", "stats.html").exit_code == 0
    page = Path("stats.html").read_text(encoding="utf-8")
    assert "1 of 6 sentences reviewed from a known draft, 1 of them edited" in page
    assert "By engine" in page
    assert "&lt;b&gt;liked&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "://" not in page
    failed = review("stats", "out/page", "--html", "out/page/page.xlf")
    assert isinstance(failed.exception, UsageError)


def test_stats_say_what_the_drafts_cost(review: Review) -> None:
    review("apply", send_back(liked("English of 7 words.")))
    report = json.loads(review("stats", "out/page", "--json").stdout)
    assert (report["total"]["reviewed"], report["total"]["edits"], report["total"]["words"]) == (1, 1, 5)
    assert report["engines"]["test 1"]["ter"] == pytest.approx(20)
    assert "version:" in report["signatures"]["TER"]
    shown = review("stats", FOLDER.job).stdout
    assert "TER: edits per 100 reviewed words" in shown
    assert report["signatures"]["chrF2"] in shown.replace("\n", "")


# --- tables of two jobs in one file ---

OTHER = Path("out/other/other.xlf")


def pasted_file() -> Path:
    """Make a second job, and one file with the edited tables of both."""
    Path("other.txt").write_text(
        "# 另一个标题\n\n另外一件事情也在推进之中。市民表示欢迎。\n", encoding="utf-8"
    )
    settings = run_command.Settings(out=Path("out"), engine="test", glossaries=(Path("terms.csv"),))
    list(run_command.run_all([Path("other.txt")], settings))
    pasted = TableFile(OTHER.with_name("other.review.docx").read_bytes())
    pasted.write("a01.p001.s01", "English", "Another title")
    file = TableFile(TABLE.read_bytes())
    liked("Residents approve.")(file)
    body = file.body[0]
    for element in pasted.body[0][:-1]:
        body.insert(len(body) - 1, element)
    BACK.write_bytes(file.save())
    return BACK


def other_title() -> str:
    found = workspace.load(workspace.JobFolder(out=Path("out"), name="other"))
    assert found is not None
    return next(found.document.segments()).target


def test_rows_of_two_jobs_in_one_file_go_to_their_jobs(review: Review) -> None:
    pasted_file()
    shown = review("diff", BACK)
    assert "0\n" in shown.stdout
    assert f"rows of the file belong to the job {OTHER}" in shown.output
    result = review("apply", BACK)
    assert result.exit_code == 0
    assert targets()[LIKED] == "Residents approve."
    assert other_title() == "Another title"
    assert "belongs to no sentence" not in result.output
    again = json.loads(review("apply", BACK, "--json").stdout)
    assert (again["written"], again["others"][0]["written"]) == (False, False)


def test_of_rows_of_two_jobs_those_of_the_named_job_are_taken(review: Review) -> None:
    pasted_file()
    before = FOLDER.job.read_bytes()
    result = review("apply", BACK, "--job", OTHER)
    assert result.exit_code == 0
    assert f"belong to the job {FOLDER.job}" in result.output
    assert other_title() == "Another title"
    assert FOLDER.job.read_bytes() == before


def test_a_file_that_lost_its_jobs_id_is_known_by_its_rows_if_one_job_has_most_of_them(
    review: Review,
) -> None:
    pasted_file()
    file = TableFile(BACK.read_bytes())
    file.parts["docProps/custom.xml"] = file.parts["docProps/custom.xml"].replace(b"TranslatorJob", b"x")
    footer = next(name for name in file.parts if name.startswith("word/footer"))
    file.parts[footer] = file.parts[footer].replace(b"Job ", b"")
    BACK.write_bytes(file.save())
    assert review("apply", BACK).exit_code == 0
    assert (targets()[LIKED], other_title()) == ("Residents approve.", "Another title")
    shutil.copytree("out/page", "out/twin")
    Path("out/twin/page.xlf").rename("out/twin/twin.xlf")
    assert isinstance(review("apply", BACK).exception, InputError)


# --- mistakes -----------------------------------------------------------------------------------------------


def test_the_job_is_found_by_the_id_in_the_file_wherever_the_file_is(review: Review, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mail" / "renamed by mail.docx"
    elsewhere.parent.mkdir()
    send_back(liked("Residents approve."), elsewhere)
    assert review("apply", elsewhere).exit_code == 0
    assert targets()[LIKED] == "Residents approve."


def test_a_job_that_is_not_found_is_said(review: Review) -> None:
    send_back(liked("Residents approve."))
    error = review("apply", BACK, "--out", "nowhere").exception
    assert isinstance(error, InputError)
    assert "--job" in error.hint
    assert review("apply", BACK, "--out", "nowhere", "--job", FOLDER.job).exit_code == 0


@pytest.mark.parametrize("name", ["a" * 400, "..", "nul\u0000"])
def test_a_returned_file_whose_job_has_no_name_of_a_file_is_an_input_error(
    review: Review, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    send_back(liked("Residents approve."))
    opened = replace(read_review_table(BACK.read_bytes(), "t"), job_id="", job_name=name)
    monkeypatch.setattr("translator.commands.review._opened", lambda _: opened)
    error = review("apply", BACK, "--out", "nowhere").exception
    assert isinstance(error, InputError)
    assert "--job" in error.hint


def test_a_file_of_another_job_leaves_the_job_untouched(review: Review) -> None:
    BACK.write_bytes(review_docx(full_document()))
    before = files()
    error = review("apply", BACK, "--job", FOLDER.job).exception
    assert isinstance(error, InputError)
    assert "belongs to job" in error.message
    assert files() == before


BAD_FILES: dict[str, Callable[[], None]] = {
    "missing": lambda: None,
    "a folder": BACK.mkdir,
    "no Word file": lambda: BACK.write_text("text") and None,
    "damaged": lambda: BACK.write_bytes(TABLE.read_bytes()[:5000]) and None,
    "a publication": lambda: shutil.copy("out/page/page.en.docx", BACK) and None,
    "Word's owner file": lambda: BACK.write_bytes(b"\x07Li Wen" + bytes(155)) and None,
}


@pytest.mark.parametrize("make", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_an_error_and_leaves_the_job_untouched(
    review: Review, make: Callable[[], None]
) -> None:
    make()
    before = files()
    error = review("apply", BACK).exception
    assert isinstance(error, InputError)
    assert error.message.startswith("back.docx")
    assert files() == before


def test_a_job_that_somebody_else_works_on_is_left_alone(review: Review) -> None:
    send_back(liked("Residents approve."))
    with workspace.lock(FOLDER):
        assert isinstance(review("apply", BACK).exception, JobError)
    assert targets()[LIKED] != "Residents approve."


def test_a_path_that_is_no_job_is_said(review: Review) -> None:
    for path in ("out", "page.txt", "out/page/page.en.docx/x.xlf"):
        assert isinstance(review("stats", path).exception, UsageError)


# --- files that real programs saved ---------------------------------------------------------------------------------


def test_edits_made_through_python_docx_come_back() -> None:
    document = full_document()
    word = open_docx(io.BytesIO(review_docx(document)))
    edits = {}
    for table in word.tables:
        for row in list(table.rows)[1::2]:
            name = row.cells[0].paragraphs[0].text
            edits[name] = f"Edited {name}\nin two lines\tand a tab"
            row.cells[2].text = edits[name]
    buffer = io.BytesIO()
    word.save(buffer)
    result = apply_returned(document, read_review_table(buffer.getvalue(), "file"), Options())
    assert not result.conflicts
    assert {e.segment_id: e.after for e in result.edits} == edits


OFFICE = shutil.which("soffice")


def converted(path: Path, target: str, profile: Path) -> Path:
    """Let LibreOffice open a file and save it again."""
    out = path.parent / target
    subprocess.run(
        [
            str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target,
            "--outdir", str(out), str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return out / f"{path.stem}.{target}"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_table_that_libreoffice_saved_comes_back(tmp_path: Path) -> None:
    document = full_document()
    names = [s.id for s in document.segments()]
    file = TableFile(review_docx(document))
    file.write(names[0], "English", "Edited “here”  with two spaces")
    file.put(names[1], "English", p(r("Tracked ") + gone("old", LI) + ins("new", LI)))
    file.put(
        names[2],
        "English",
        p('<w:commentRangeStart w:id="1"/>' + r("Said") + '<w:commentRangeEnd w:id="1"/>'
          '<w:r><w:commentReference w:id="1"/></w:r>'),
    )  # fmt: skip
    file.add_comments(f'<w:comment w:id="1" {LI}><w:p>{r("Sure?")}</w:p></w:comment>')
    file.write(names[4], "Status", "OK")
    file.add(names[3], "Notes", p(r("Ask the bureau.")))
    path = tmp_path / "back.docx"
    path.write_bytes(file.save())
    office = tmp_path / "office"
    result = apply_returned(
        document, read_review_table(converted(path, "docx", office).read_bytes(), "1"), Options()
    )
    assert result.conflicts == ()
    assert {e.segment_id: e.after for e in result.edits} == {
        names[0]: "Edited “here”  with two spaces",
        names[1]: "Tracked new",
        names[2]: "Said",
        names[4]: next(s.target for s in document.segments() if s.id == names[4]),
    }
    notes = {s.id: [n.text for n in s.notes] for s in result.document.segments() if s.notes}
    assert notes[names[2]] == ["Sure?"]
    assert notes[names[3]] == ["Ask the bureau."]
    assert result.comments == 2
    odt = converted(path, "odt", office)
    through_odt = read_review_table(converted(odt, "docx", office).read_bytes(), "2")
    again = apply_returned(result.document, through_odt, Options())
    assert again.document == result.document
    assert not again.conflicts


def test_a_job_counts_as_changed_only_by_what_it_holds(review: Review) -> None:
    """A later run must see the job as up to date: its signature follows the review."""
    review("apply", send_back(liked("Residents approve.")))
    document = job()
    assert document.meta.content == identity.content_hash(document)
    edited = pipeline.map_segments(
        document, lambda s: replace(s, state=State.FINAL) if s.source == LIKED else s
    )
    workspace.save(FOLDER, edited, {}, now=lambda: datetime(2023, 5, 16))
    assert run_again().status == "done"
