"""`translator run` from end to end with a test engine: first runs, second runs, mistakes."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as open_docx

from tests.engines import RuleEngine
from tests.sample_pdfs import Sheet, pdf
from translator import pipeline, workspace
from translator.cli import main
from translator.commands import run as run_command
from translator.engines import ENGINES, EngineEntry
from translator.errors import quoted
from translator.model import Document, Evidence, Segment, State
from translator.names import Gazetteer
from translator.terms.coverage import Coverage

PAGE = """# 青岛推进一网通办

□ 本报记者 杨国胜

**本报青岛讯** 5月10日，青岛市推进一网通办改革。市民纷纷点赞。

据介绍，改革还将继续推进。下一步将推广到全市。
"""
TERMS = "source,target,domain,note\n一网通办,one-stop online government services,policy,\n"

Run = Callable[..., int]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> RuleEngine:
    engine = RuleEngine(lambda s: "The " + re.sub(r"[^\x00-\x7f]+", "x", s))
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
    return engine


@pytest.fixture
def run(tmp_path: Path, engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run in a folder with one page and one glossary; gives the exit code."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    Path("terms.csv").write_text(TERMS, encoding="utf-8")

    def call(*arguments: str) -> int:
        words = arguments or ("page.txt",)
        with pytest.raises(SystemExit) as left:
            main(["run", *words, "--engine", "test", "--glossary", "terms.csv"])
        return int(left.value.code or 0)

    return call


def job() -> Document:
    found = workspace.load(workspace.JobFolder(out=Path("out"), name="page"))
    assert found is not None
    return found.document


def edit_job(change: Callable[[Document], Document]) -> None:
    folder = workspace.JobFolder(out=Path("out"), name="page")
    from datetime import datetime

    workspace.save(folder, change(job()), {}, now=lambda: datetime(2023, 5, 16))


def files() -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(Path("out").rglob("*")) if p.is_file()}


def test_a_job_is_a_folder_of_four_files(run: Run) -> None:
    assert run() == 0
    assert set(files()) == {"page.xlf", "page.review.docx", "page.bilingual.docx", "page.en.docx"}
    assert pipeline.untranslated(job()) == 0
    text = "\n".join(p.text for p in open_docx("out/page/page.en.docx").paragraphs)
    assert "one-stop online government services" in text
    assert "Yang Guosheng" in text


def test_a_dateline_needs_no_places_in_the_user_s_glossary_but_takes_them_from_it(run: Run) -> None:
    run()
    assert "QINGDAO —" in [segment.target for segment in job().segments()]
    Path("terms.csv").write_text(TERMS + "青岛,Tsingtao,place,\n", encoding="utf-8")
    run()
    assert "TSINGTAO —" in [segment.target for segment in job().segments()]


def test_other_places_redo_the_datelines_that_nobody_reviewed(
    run: Run, engine: RuleEngine, monkeypatch
) -> None:
    run()
    engine.asked.clear()
    monkeypatch.setattr("translator.commands.run.read_gazetteer", lambda: Gazetteer({"青岛": "Tsingtao"}))
    run()
    assert "TSINGTAO —" in [segment.target for segment in job().segments()]
    assert not engine.asked
    edit_job(lambda d: reviewed(d, "本报青岛讯", "TSINGTAO, May 15"))
    monkeypatch.setattr("translator.commands.run.read_gazetteer", lambda: Gazetteer({"青岛": "Ch'ing-tao"}))
    run()
    assert "TSINGTAO, May 15" in [segment.target for segment in job().segments()]


def test_a_second_run_does_nothing_and_says_so(run: Run, engine: RuleEngine, capsys) -> None:
    run()
    before, asked = files(), len(engine.asked)
    stamps = {p: p.stat().st_mtime_ns for p in Path("out").rglob("*")}
    assert run() == 0
    assert "up to date" in capsys.readouterr().out
    assert files() == before
    assert {p: p.stat().st_mtime_ns for p in Path("out").rglob("*") if p.name in before} == {
        p: t for p, t in stamps.items() if p.name in before
    }
    assert len(engine.asked) == asked


def test_a_changed_glossary_redoes_only_what_it_touches(run: Run, engine: RuleEngine) -> None:
    run()
    engine.asked.clear()
    Path("terms.csv").write_text(
        TERMS.replace("one-stop online government", "single-window"), encoding="utf-8"
    )
    assert run() == 0
    assert engine.asked
    assert all("single-window" in s or "一网通办" in s for s in engine.asked)


def test_a_new_model_redoes_the_machine_s_work_only(run: Run, engine: RuleEngine) -> None:
    run()
    edit_job(lambda d: reviewed(d, "市民纷纷点赞。", "Residents approve."))
    engine.signature, engine.answer = "test 2", lambda s: "New."
    assert run() == 0
    found = {s.source: s.target for s in job().segments()}
    assert found["市民纷纷点赞。"] == "Residents approve."
    assert found["据介绍，改革还将继续推进。"] == "New."


def reviewed(document: Document, source: str, target: str) -> Document:
    return pipeline.map_segments(
        document, lambda s: replace(s, target=target, state=State.REVIEWED) if s.source == source else s
    )


def test_force_never_touches_a_reviewed_segment(run: Run) -> None:
    run()
    edit_job(lambda d: reviewed(d, "市民纷纷点赞。", "Residents approve."))
    assert run("page.txt", "--force") == 0
    assert "Residents approve." in {s.target for s in job().segments()}
    assert (
        b"Residents approve."
        in subprocess.run(
            ["unzip", "-p", "out/page/page.en.docx", "word/document.xml"], check=True, capture_output=True
        ).stdout
    )


def test_a_job_edited_elsewhere_gets_new_documents(run: Run) -> None:
    run()
    before = files()
    edit_job(lambda d: reviewed(d, "市民纷纷点赞。", "Residents approve."))
    run()
    assert files()["page.en.docx"] != before["page.en.docx"]


def test_a_document_that_a_person_edited_is_kept_as_a_backup(run: Run, capsys) -> None:
    run()
    edited = Path("out/page/page.review.docx")
    edited.write_bytes(edited.read_bytes() + b"edited by hand")
    mine = edited.read_bytes()
    assert run() == 0
    assert edited.read_bytes() == mine  # nothing new to write
    assert run("page.txt", "--force", "--layout", "side-by-side") == 0
    backups = [p for p in Path("out/page").iterdir() if "backup" in p.name]
    assert mine in [p.read_bytes() for p in [*backups, edited]]


def test_a_lost_document_is_made_again(run: Run) -> None:
    run()
    before = files()
    Path("out/page/page.en.docx").unlink()
    run()
    assert files() == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals end the process there")
@pytest.mark.parametrize("number", [15, 1], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_to_stop_keeps_what_is_ready(run: Run, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    asked: list[str] = []

    def answer(source: str) -> str:
        asked.append(source)
        if len(asked) == 3:
            os.kill(os.getpid(), number)
        return "The answer."

    before = signal.getsignal(number)
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: RuleEngine(answer)))
    assert run() == 130
    assert 0 < pipeline.untranslated(job()) < len(list(job().segments()))
    assert signal.getsignal(number) is before


def test_ctrl_c_leaves_a_job_that_the_next_run_continues(run: Run, engine: RuleEngine, capsys) -> None:
    engine.stop_after = 2
    assert run() == 130
    assert "kept" in capsys.readouterr().err
    half = [s.target for s in job().segments()]
    assert any(half)
    assert not all(half)
    engine.stop_after = None
    assert run() == 0
    assert pipeline.untranslated(job()) == 0
    assert [new for new, old in zip([s.target for s in job().segments()], half, strict=True) if old] == [
        t for t in half if t
    ]


@pytest.mark.parametrize(("stop_after", "code", "applied"), [(None, 0, 0), (1, 130, 4)])
def test_a_job_that_another_program_saves_meanwhile_is_kept_as_a_backup(
    run: Run,
    engine: RuleEngine,
    capsys,
    monkeypatch: pytest.MonkeyPatch,
    stop_after: int | None,
    code: int,
    applied: int,
) -> None:
    run()
    theirs: list[bytes] = []

    def answer(source: str) -> str:
        if not theirs:
            edit_job(lambda d: reviewed(d, "市民纷纷点赞。", "Residents approve."))
            theirs.append(Path("out/page/page.xlf").read_bytes())
        return f"Another draft of {len(source)} signs."

    monkeypatch.setitem(
        ENGINES, "test", EngineEntry(lambda _options: RuleEngine(answer, stop_after=stop_after))
    )
    assert run("page.txt", "--force") == code
    [backup] = Path("out/page").glob("page.backup-*.xlf")
    assert backup.read_bytes() == theirs[0]
    said = capsys.readouterr().err
    assert f"it is kept as {backup}; to take its edits run: translator review apply {backup}" in said
    with pytest.raises(SystemExit) as left:
        main(["review", "apply", str(backup)])
    assert left.value.code == applied  # a conflict where the stopped run has no English


def test_an_edited_page_keeps_reviewed_sentences_and_saves_lost_ones(run: Run, capsys) -> None:
    run()
    edit_job(lambda d: reviewed(d, "市民纷纷点赞。", "Residents approve."))
    Path("page.txt").write_text(PAGE.replace("市民纷纷点赞。", ""), encoding="utf-8")
    assert run() == 0
    assert "1 reviewed sentence" in capsys.readouterr().err
    backups = [p for p in Path("out/page").iterdir() if "backup" in p.name]
    assert any(b"Residents approve." in p.read_bytes() for p in backups)


BAD_INPUTS = {
    "empty.txt": b"",
    "blank.txt": "  \n\n　　\n".encode(),
    "binary.txt": bytes(range(256)) * 50,
    "broken.docx": b"PK\x03\x04 this is no zip",
    "encrypted.docx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
    "english.txt": b"The city council met on Monday. It was a long meeting.",
    "picture.png": b"\x89PNG",
    "markup.html": b"<html><head><title>x</title></head><body></body></html>",
}


def test_bad_files_are_named_and_the_others_are_done(run: Run, capsys) -> None:
    for name, data in BAD_INPUTS.items():
        Path(name).write_bytes(data)
    assert run("page.txt", *BAD_INPUTS, "missing.txt") == 1
    errors = capsys.readouterr().err
    for name in [*BAD_INPUTS, "missing.txt"]:
        lines = errors.splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith(f"Error: {name}"))
        assert lines[at + 1].startswith("  "), f"{name} has no next step"
    assert "Traceback" not in errors
    assert {p.name for p in Path("out").iterdir()} == {"page", "failed.txt"}
    assert pipeline.untranslated(job()) == 0


def test_commands_that_are_printed_can_be_copied_whatever_the_name_of_the_page(run: Run, capsys) -> None:
    page = Path("It's page (1).txt")
    Path("page.txt").rename(page)
    run(str(page))
    [found] = re.findall(r"see why with: translator qa (.*) --html", capsys.readouterr().out)
    assert shlex.split(found) == [str(Path("out") / page.stem)]


@pytest.mark.parametrize(
    "name", ["out/page", "报纸/第一版.txt", "a b", "page (1).docx", "it's", "$HOME", "a;b", ""]
)
@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_quoted_word_is_read_as_it_was(name: str) -> None:
    assert shlex.split(quoted(name)) == [name]
    assert (quoted(name) == name) == (name in ("out/page", "报纸/第一版.txt"))


def test_a_review_table_is_not_translated_as_a_page(run: Run, capsys) -> None:
    run()
    Path("inbox").mkdir()
    Path("out/page/page.review.docx").rename("inbox/page back.docx")
    Path("inbox/other.txt").write_text(PAGE, encoding="utf-8")
    capsys.readouterr()
    assert run("inbox") == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "page back.docx: is the document of a job and not a page" in said
    assert "translator review apply 'inbox/page back.docx'" in said
    assert Path("out/other").is_dir()
    assert not Path("out/page back").exists()


def test_a_word_page_with_a_table_like_ours_is_a_page(run: Run) -> None:
    page = open_docx()
    page.add_paragraph("青岛市推进一网通办改革。市民纷纷点赞。")
    table = page.add_table(2, 3)
    for cell, text in zip(table._cells, ("中文", "English", "Notes", "改革", "reform", ""), strict=True):
        cell.text = text
    page.save("table.docx")
    assert run("table.docx") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("source,domain\n一网通办,policy\n", "target"),
        ("source,target\n一网通办,\n", "terms.csv, line 2"),
        ("source,target\n一网通办,one\n一网通办,two\n", "terms.csv, line 3"),
        ('source,target\n一网通办,"one\n', "terms.csv"),
    ],
)
def test_a_faulty_glossary_stops_the_run_with_its_line(run: Run, capsys, content: str, said: str) -> None:
    Path("terms.csv").write_text(content, encoding="utf-8")
    assert run() == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert "terms.csv" in printed
    assert not Path("out").exists()


def test_digits_that_an_engine_parts_in_the_wrong_places_are_mended(run: Run, engine: RuleEngine) -> None:
    Path("page.txt").write_text("“十百千万”计划今年集聚人才10000人。\n", encoding="utf-8")
    engine.answer = lambda _source: 'The "10-100-1,000-10,000" plan will attract 1,0,000 people this year.'
    assert run() == 0
    targets = [segment.target for segment in job().segments()]
    assert targets == ['The "10-100-1,000-10,000" plan will attract 10,000 people this year.']


def test_a_glossary_with_a_bom_is_read(run: Run) -> None:
    Path("terms.csv").write_text(TERMS, encoding="utf-8-sig")
    assert run() == 0


def test_an_unknown_engine_is_wrong_usage(run: Run, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(["run", "page.txt", "--engine", "babelfish"])
    assert left.value.code == 2
    assert "argos" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_an_error(run: Run, capsys) -> None:
    Path("out").mkdir(mode=0o500)
    assert run() == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_full_disk_leaves_nothing_half_written(run: Run, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run() == 1
    assert "no space left" in capsys.readouterr().err
    assert [p for p in Path("out").rglob("*") if p.is_file()] == []
    monkeypatch.undo()


def test_a_damaged_job_is_not_overwritten(run: Run, capsys) -> None:
    run()
    job_file = Path("out/page/page.xlf")
    job_file.write_bytes(job_file.read_bytes()[:500])
    damaged = job_file.read_bytes()
    assert run() == 1
    assert job_file.read_bytes() == damaged
    assert run("page.txt", "--force") == 0
    assert damaged in [p.read_bytes() for p in Path("out/page").iterdir()]


def test_the_same_name_in_two_folders_makes_two_jobs(run: Run) -> None:
    Path("more").mkdir()
    Path("more/page.txt").write_text(PAGE.replace("青岛", "济南"), encoding="utf-8")
    assert run("page.txt", "more") == 0
    assert len([p for p in Path("out").iterdir() if p.is_dir()]) == 2


def test_json_is_the_summary_and_nothing_else(run: Run, capsys) -> None:
    assert run("page.txt", "--json") == 0
    printed = capsys.readouterr()
    (summary,) = json.loads(printed.out)
    assert summary["status"] == "done"
    assert summary["articles"] == 1
    assert summary["segments"] == sum(1 for _ in job().segments())
    assert summary["terms"]["found"] == summary["terms"]["met"] > 0
    assert set(summary["seconds"]) == {"read", "segment", "annotate", "translate", "check", "write"}


def test_how_terms_came_into_the_english_is_said_again_of_a_job_that_is_up_to_date(run: Run, capsys) -> None:
    assert run() == 0

    def given_inline(segment: Segment) -> Segment:
        return replace(segment, terms=tuple(replace(t, evidence=Evidence.INLINE) for t in segment.terms))

    edit_job(lambda document: pipeline.map_segments(document, given_inline))
    capsys.readouterr()
    assert run() == 0
    printed = capsys.readouterr().out
    assert "up to date" in printed
    assert "Terms: 2 given inline\n" in printed


def test_the_summary_counts_terms_and_names_over_all_jobs(run: Run, capsys, monkeypatch) -> None:
    coverage = Coverage(
        terms=5,
        terms_found=3,
        missing=2,
        names=2,
        names_found=1,
        forbidden=1,
        evidence={Evidence.ALIGNED: 1, Evidence.DRAFT: 2},
    )
    done = run_command.JobResult(
        input=Path("page.txt"), folder=Path("out/page"), status=run_command.Status.DONE, coverage=coverage
    )
    monkeypatch.setattr(run_command, "run_all", lambda *_arguments: [done, done])
    assert run() == 0
    printed = capsys.readouterr().out
    assert " 3/5 " in printed
    assert (
        "Terms: 4 found in the draft, 2 put in by alignment, 4 missing, 2 with a forbidden form\n"
        "Names by rule: 2 of 4 in the English\n"
    ) in printed
    assert run("page.txt", "--json") == 0
    summary = json.loads(capsys.readouterr().out)[0]
    assert summary["names"] == {"found": 2, "met": 1}
    assert summary["terms"] == {
        "found": 5,
        "met": 3,
        "missing": 2,
        "forbidden": 1,
        "evidence": {"draft": 2, "chosen": 0, "inline": 0, "corrected": 0, "aligned": 1, "rule": 0},
    }


def test_the_summary_shows_a_name_with_brackets_whole(run: Run, capsys) -> None:
    Path("page.txt").rename("talk [final][x].txt")
    assert run("talk [final][x].txt") == 0
    rows = capsys.readouterr().out.split("\nTerms")[0]
    assert "talk [final][x]" in rows.split("→")[0]


def test_chinese_that_was_skipped_is_said_again_of_a_job_that_is_up_to_date(run: Run, capsys) -> None:
    skipped = "<nav>首页要闻评论国际财经体育</nav>" + f"<iframe>{'广告里的一句长长的话。' * 2}</iframe>"
    Path("page.html").write_text("<p>青岛市推进改革。市民纷纷点赞。</p>" + skipped, encoding="utf-8")
    for _ in range(2):
        assert run("page.html") == 0
        assert "Chinese characters skipped: 20 embedded page, 12 navigation" in capsys.readouterr().out
    run("page.html", "--json")
    assert json.loads(capsys.readouterr().out)[0]["skipped"] == {"navigation": 12, "embedded page": 20}


def test_a_large_part_of_the_text_that_was_skipped_is_a_warning(run: Run, capsys) -> None:
    lost = "".join(f"第{n}座书房建在老城区的小巷里，每天开放。" for n in "一二三四五六七八九")
    Path("page.html").write_text(f"<p>青岛市推进改革。</p><iframe>{lost}</iframe>", encoding="utf-8")
    assert run("page.html") == 0
    noted = capsys.readouterr().err
    assert "page.html: 162 Chinese characters in whole sentences were left out (embedded page); open" in noted
    with pytest.raises(SystemExit):
        main(["segment", "page.html"])
    assert "162 Chinese characters in whole sentences were left out" in capsys.readouterr().err


def test_pages_of_a_pdf_that_are_pictures_are_named(run: Run, capsys) -> None:
    sheet = Sheet()
    sheet.text(70, 700, "青岛市推进改革。")
    Path("page.pdf").write_bytes(pdf([sheet, Sheet(pictures=1)]))
    assert run("page.pdf") == 0
    assert "page.pdf: not read: page 2: a picture without text" in capsys.readouterr().err


def test_a_file_that_needs_libreoffice_fails_without_stopping_the_others(
    run: Run, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translator.workspace.office.office_program", lambda: None)
    Path("old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert run("old.doc", "page.txt") == 1
    printed = "".join(capsys.readouterr())
    assert "old.doc: reading .doc files needs LibreOffice, which is not installed" in printed
    assert Path("out/page/page.xlf").exists()


def test_quiet_prints_errors_only(run: Run, capsys) -> None:
    assert run("page.txt", "--quiet") == 0
    printed = capsys.readouterr()
    assert printed.out == printed.err == ""


def test_traditional_and_mixed_text_is_done(run: Run) -> None:
    Path("tw.txt").write_bytes("青島推進一網通辦改革，市民紛紛點讚。".encode("big5"))
    Path("mixed.txt").write_text(
        "据介绍，AI技术 and 5G 已经应用。\n\nThis line is English.", encoding="gb18030"
    )
    assert run("tw.txt", "mixed.txt") == 0
    text = "\n".join(p.text for p in open_docx("out/tw/tw.en.docx").paragraphs)
    assert "one-stop online government services" in text
    mixed = "\n".join(p.text for p in open_docx("out/mixed/mixed.en.docx").paragraphs)
    assert "This line is English." in mixed


def test_a_huge_page_and_an_endless_sentence_are_done(run: Run) -> None:
    Path("long.txt").write_text("长" * 3000, encoding="utf-8")
    assert run("long.txt") == 0
    (result,) = run_command.run_all(
        [Path("long.txt")],
        run_command.Settings(out=Path("out"), engine="test", glossaries=(Path("terms.csv"),)),
    )
    assert result.status == "up to date"
    assert result.segments >= 10
