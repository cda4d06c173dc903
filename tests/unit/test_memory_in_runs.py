"""Reviewed segments in the translation memory, and their use in later runs."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.engines import RuleEngine
from translator import workspace
from translator.cli import main
from translator.commands.jobs import MEMORY
from translator.engines import ENGINES, EngineEntry
from translator.model import Document, Origin, OriginKind, Segment, State

PAGE = "# 青岛推进改革\n\n□ 本报记者 杨国胜\n\n据介绍，改革还将继续推进。市民纷纷点赞。\n\n青岛已经建成12个项目。\n"
APPROVED = "The reform will go on, officials said."


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RuleEngine:
    engine = RuleEngine(lambda source: "A draft.")
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
    monkeypatch.chdir(tmp_path)
    Path("terms.csv").write_text("source,target\n揭榜挂帅,open competition\n", encoding="utf-8")
    return engine


def call(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(left.value.code or 0)


def run(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert call("run", name, "--engine", "test", "--glossary", "terms.csv", "--quiet") == 0


def job(name: str) -> Document:
    found = workspace.load(workspace.JobFolder(out=Path("out"), name=name))
    assert found is not None
    return found.document


def segment(name: str, source: str) -> Segment:
    return next(s for s in job(name).segments() if s.source == source)


def review(name: str, edits: dict[str, str]) -> int:
    sheet = docx.Document(f"out/{name}/{name}.review.docx")
    for table in sheet.tables:
        for row in table.rows[1:]:
            if row.cells[1].text in edits:
                row.cells[2].text = edits[row.cells[1].text]
    sheet.save("returned.docx")
    return call("review", "apply", "returned.docx", "--reviewer", "Li Wen")


def test_a_reviewed_sentence_fills_the_same_place_of_a_later_page(engine: RuleEngine) -> None:
    run("first.txt", PAGE)
    assert review("first", {"据介绍，改革还将继续推进。": APPROVED}) == 0
    assert segment("first", "据介绍，改革还将继续推进。").state is State.REVIEWED
    assert Path("out", MEMORY).exists()
    engine.asked.clear()
    run("second.txt", PAGE)
    found = segment("second", "据介绍，改革还将继续推进。")
    assert found.target == APPROVED
    assert found.state is State.TRANSLATED
    assert found.origin is not None
    assert found.origin.kind is OriginKind.TM
    assert "据介绍，改革还将继续推进。" not in engine.asked


def test_a_page_that_was_drafted_before_the_review_gets_what_was_approved(engine: RuleEngine) -> None:
    run("first.txt", PAGE)
    run("second.txt", PAGE)
    assert segment("second", "据介绍，改革还将继续推进。").target == "A draft."
    assert review("first", {"据介绍，改革还将继续推进。": APPROVED}) == 0
    engine.asked.clear()
    run("second.txt", PAGE)
    assert segment("second", "据介绍，改革还将继续推进。").target == APPROVED
    assert engine.asked == []
    written = Path("out/second/second.xlf").stat().st_mtime_ns
    run("second.txt", PAGE)
    assert Path("out/second/second.xlf").stat().st_mtime_ns == written


def test_other_matches_are_offered_with_their_numbers_changed(engine: RuleEngine) -> None:
    run("first.txt", PAGE)
    assert review("first", {"青岛已经建成12个项目。": "Qingdao has completed 12 projects."}) == 0
    run("second.txt", "# 项目\n\n□ 本报记者 白晓\n\n青岛已经建成15个项目。\n")
    found = segment("second", "青岛已经建成15个项目。")
    assert found.target == "A draft."
    assert "Qingdao has completed 15 projects." in [candidate.target for candidate in found.candidates]


def edit_in_place(name: str, old: str, new: str) -> None:
    path = Path("out", name, f"{name}.xlf")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(f"<target>{old}<", f"<target>{new}<", 1), encoding="utf-8")


@pytest.mark.parametrize("next_command", ["run", "review"])
def test_edits_of_a_cat_tool_in_the_job_are_stored(engine: RuleEngine, next_command: str) -> None:
    run("first.txt", PAGE)
    edit_in_place("first", "A draft.", APPROVED)
    edited = next(s.source for s in job("first").segments() if s.target == APPROVED)
    if next_command == "run":
        run("first.txt", PAGE)
    else:
        assert review("first", {"市民纷纷点赞。": "People liked it."}) == 0
    run("second.txt", PAGE)
    assert segment("second", edited).target == APPROVED
    assert segment("second", edited).origin == Origin(kind=OriginKind.TM, engine="tm", score=1.0)


def test_two_out_folders_share_a_memory_that_both_name(
    engine: RuleEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job remembers which memory is its own, so that a review needs no option."""
    shared = Path("shared/memory.sqlite")
    monkeypatch.setenv("TRANSLATOR_MEMORY", str(shared))
    run("first.txt", PAGE)
    assert job("first").meta.memory_file == "../shared/memory.sqlite"
    monkeypatch.delenv("TRANSLATOR_MEMORY")
    assert review("first", {"据介绍，改革还将继续推进。": APPROVED}) == 0
    assert shared.exists()
    assert not Path("out", MEMORY).exists()
    Path("second.txt").write_text(PAGE, encoding="utf-8")
    command = ("run", "second.txt", "--engine", "test", "--glossary", "terms.csv", "--quiet", "-o", "other")
    assert call(*command, "--tm", str(shared)) == 0
    found = workspace.load(workspace.JobFolder(out=Path("other"), name="second"))
    assert found is not None
    assert APPROVED in [one.target for one in found.document.segments()]


def test_older_targets_in_a_job_do_not_replace_newer_ones_in_the_memory(engine: RuleEngine) -> None:
    run("first.txt", PAGE)
    edit_in_place("first", "A draft.", "The first wording.")
    edited = next(s.source for s in job("first").segments() if s.target == "The first wording.")
    run("first.txt", PAGE)
    run("second.txt", PAGE)
    assert review("second", {edited: "A better wording."}) == 0
    edit_in_place("first", "A draft.", "Other work.")
    run("first.txt", PAGE)
    run("third.txt", PAGE)
    assert segment("third", edited).target == "A better wording."
    assert "Other work." in [s.target for s in job("third").segments()]


def test_a_reviewed_sentence_with_corrected_chinese_is_stored(
    engine: RuleEngine,
) -> None:
    run("first.txt", PAGE)
    assert review("first", {"据介绍，改革还将继续推进。": APPROVED}) == 0
    path = Path("out/first/first.xlf")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('type="mtc:match">据介绍', 'type="mtc:match">据悉'), encoding="utf-8")
    assert segment("first", "据悉，改革还将继续推进。").target == APPROVED
    assert call("review", "apply", str(path), "--accept-source") == 0
    run("second.txt", PAGE.replace("据介绍", "据悉"))
    assert segment("second", "据悉，改革还将继续推进。").target == APPROVED


def test_a_review_whose_documents_could_not_be_written_is_stored_and_finished(engine: RuleEngine) -> None:
    run("first.txt", PAGE)
    bilingual = Path("out/first/first.bilingual.docx")
    bilingual.unlink()
    bilingual.mkdir()
    assert review("first", {"据介绍，改革还将继续推进。": APPROVED}) == 1
    bilingual.rmdir()
    assert call("review", "apply", "returned.docx") == 0
    assert bilingual.is_file()
    run("second.txt", PAGE)
    assert segment("second", "据介绍，改革还将继续推进。").target == APPROVED


def test_a_review_that_cannot_be_stored_changes_nothing(engine: RuleEngine) -> None:
    run("first.txt", PAGE)
    before = Path("out/first/first.xlf").read_bytes()
    memory = Path("out", MEMORY)
    memory.write_bytes(b"no database" * 100)
    assert review("first", {"据介绍，改革还将继续推进。": APPROVED}) == 1
    assert Path("out/first/first.xlf").read_bytes() == before
    memory.unlink()
    assert call("review", "apply", "returned.docx") == 0
    run("second.txt", PAGE)
    assert segment("second", "据介绍，改革还将继续推进。").target == APPROVED


def test_a_run_after_a_review_has_nothing_to_do(
    engine: RuleEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    run("first.txt", PAGE)
    review("first", {"市民纷纷点赞。": "Residents approve."})
    capsys.readouterr()
    assert call("run", "first.txt", "--engine", "test", "--glossary", "terms.csv") == 0
    assert "up to date" in capsys.readouterr().out
    assert segment("first", "市民纷纷点赞。").target == "Residents approve."


def test_a_damaged_memory_stops_the_job_with_a_next_step(
    engine: RuleEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out").mkdir()
    Path("out", MEMORY).write_bytes(b"this is no database" * 100)
    Path("first.txt").write_text(PAGE, encoding="utf-8")
    assert call("run", "first.txt", "--engine", "test", "--glossary", "terms.csv") == 1
    said = capsys.readouterr().err
    assert MEMORY in said
    assert "Traceback" not in said


def test_an_older_job_does_not_replace_a_newer_target(engine: RuleEngine) -> None:
    source, other = "据介绍，改革还将继续推进。", "市民纷纷点赞。"
    run("first.txt", PAGE)
    run("second.txt", PAGE)
    assert review("first", {source: "First wording."}) == 0
    assert review("second", {source: "Newer wording."}) == 0
    assert review("first", {other: "Residents approve."}) == 0
    run("third.txt", PAGE)
    assert segment("third", source).target == "Newer wording."
    assert segment("third", other).target == "Residents approve."
