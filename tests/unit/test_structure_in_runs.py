"""The structure of a page from `segment --edit` through `run --structure` into the job, and later runs."""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines import RuleEngine
from translator import pipeline, workspace
from translator.cli import main
from translator.engines import ENGINES, EngineEntry
from translator.model import Document, State

PAGE = """海湾日报
城市书房再添十二座
□ 本报记者 邢嘉木
6月18日，盾构机始发。海底段开始掘进。
市民说，夜里回家方便多了，末班车延到零点。
"""
STRUCTURE = Path("out/page/page.structure.txt")

Call = Callable[..., int]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> RuleEngine:
    engine = RuleEngine(lambda text: f"English of {len(text)}.")
    monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
    return engine


@pytest.fixture
def translator(tmp_path: Path, engine: RuleEngine, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command in a folder with one page; gives the exit code."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    Path("terms.csv").write_text("source,target,domain,note\n青岛,Qingdao,places,\n", encoding="utf-8")

    def call(command: str, *words: str) -> int:
        more = ("--engine", "test", "--glossary", "terms.csv") if command == "run" else ()
        with pytest.raises(SystemExit) as left:
            main([command, "page.txt", *words, *more])
        return int(left.value.code or 0)

    return call


def job() -> Document:
    found = workspace.load(workspace.JobFolder(out=Path("out"), name="page"))
    assert found is not None
    return found.document


def roles() -> list[tuple[str, str]]:
    return [(block.role.value, block.text[:6]) for block in job().blocks()]


def correct(*changes: tuple[str, str]) -> None:
    text = STRUCTURE.read_text(encoding="utf-8")
    for pattern, new in changes:
        text, count = re.subn(pattern, new, text, flags=re.M)
        assert count == 1, pattern
    STRUCTURE.write_text(text, encoding="utf-8")


def review(source: str, target: str) -> None:
    folder = workspace.JobFolder(out=Path("out"), name="page")

    def reviewed(document: Document) -> Document:
        return pipeline.map_segments(document, lambda s: s.edited(target, "Li") if s.source == source else s)

    workspace.save(folder, reviewed(job()), {}, now=workspace.now)


MASTHEAD_AS_LABEL = (r"^furniture( .* 海湾日报)$", r"label\1")
JOINED = (r"^paragraph( .* 市民说)", r"+\1")


def corrected(translator: Call, *changes: tuple[str, str]) -> None:
    assert translator("segment", "--edit") == 0
    correct(*changes)
    assert translator("run", "--structure", str(STRUCTURE)) == 0


def test_the_structure_is_written_beside_the_job_with_the_command_that_takes_it_back(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translator("segment", "--edit") == 0
    command = f"translator run page.txt --structure {STRUCTURE}"
    assert command in capsys.readouterr().out
    assert f"#   {command}\n" in STRUCTURE.read_text(encoding="utf-8")


def test_another_out_folder_is_part_of_the_command(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translator("segment", "--edit", "--out", "my jobs") == 0
    command = "translator run page.txt --structure 'my jobs/page/page.structure.txt' --out 'my jobs'"
    assert command in capsys.readouterr().out


def test_a_corrected_structure_is_that_of_the_job(translator: Call) -> None:
    corrected(translator, MASTHEAD_AS_LABEL, JOINED)
    assert roles() == [
        ("label", "海湾日报"), ("headline", "城市书房再添"), ("byline", "□ 本报记者"), ("paragraph", "6月18日，"),
    ]  # fmt: skip
    assert pipeline.untranslated(job()) == 0


def test_a_later_run_uses_the_structure_again_and_says_so(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(translator, MASTHEAD_AS_LABEL)
    before = STRUCTURE.parent.joinpath("page.xlf").read_bytes()
    capsys.readouterr()
    assert translator("run") == 0
    printed = capsys.readouterr().out
    assert "up to date" in printed
    assert "Structure of page.txt: as you corrected it" in printed
    assert STRUCTURE.parent.joinpath("page.xlf").read_bytes() == before
    assert translator("run", "--json") == 0
    (result,) = json.loads(capsys.readouterr().out)
    assert result["structure"] == {"corrected": True, "doubts": [], "next": None}


def test_giving_the_same_structure_again_changes_nothing(
    translator: Call, engine: RuleEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(translator, MASTHEAD_AS_LABEL)
    engine.asked.clear()
    assert translator("run", "--structure", str(STRUCTURE)) == 0
    assert "up to date" in capsys.readouterr().out
    assert not engine.asked


def test_new_rules_of_the_program_leave_a_corrected_structure_as_it_is(
    translator: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(
        translator, MASTHEAD_AS_LABEL, (r"^(===.*)\n((?:.*\n)*)(paragraph .* 市民说.*)\n", r"\1\n\3\n\2")
    )
    before = roles()
    assert before[0] == ("paragraph", "市民说，夜里")
    monkeypatch.setattr(pipeline, "SEGMENTATION", "new")
    assert translator("run") == 0
    assert roles() == before
    assert job().meta.segmentation == "new"


def test_the_structure_of_the_rules_can_be_given_back(translator: Call) -> None:
    translator("run")
    before = roles()
    corrected(translator, MASTHEAD_AS_LABEL)
    assert job().meta.structure
    assert translator("segment", "--edit", "--rules") == 0
    assert translator("run", "--structure", str(STRUCTURE)) == 0
    assert roles() == before
    assert not job().meta.structure


def test_reviewed_sentences_survive_a_changed_structure(
    translator: Call, engine: RuleEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    translator("run")
    review("海底段开始掘进。", "Tunnelling begins.")
    engine.asked.clear()
    corrected(translator, (r"6月18日，盾构机始发。", "6月18日，盾构机始发。\n===\nsubhead | "))
    assert [a.title for a in job().articles] == ["城市书房再添十二座", ""]
    (found,) = [s for s in job().segments() if s.source == "海底段开始掘进。"]
    assert (found.target, found.state) == ("Tunnelling begins.", State.REVIEWED)
    assert "Note" not in capsys.readouterr().err
    assert engine.asked == []


def test_a_reviewed_sentence_that_has_no_place_is_kept_in_a_copy_of_the_job(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    translator("run")
    review("海底段开始掘进。", "Tunnelling begins.")
    corrected(translator, (r"^paragraph( .* 6月18日)", r"furniture\1"))
    assert (
        "1 reviewed sentences, or drafts with notes or conflicts, are no longer in page.txt"
        in capsys.readouterr().err
    )
    (copy,) = STRUCTURE.parent.glob("page.backup-*.xlf")
    assert "Tunnelling begins." in copy.read_text(encoding="utf-8")


def test_a_role_that_is_translated_in_another_way_is_translated_again(translator: Call) -> None:
    translator("run")
    byline = "□ 本报记者 邢嘉木"
    assert {s.source: s.target for s in job().segments()}[byline] == "By Xing Jiamu, staff reporter"
    corrected(translator, (r"^byline", "paragraph"))
    assert {s.source: s.target for s in job().segments()}[byline].startswith("English of")
    assert translator("segment", "--edit") == 0
    correct((r"^paragraph( .* □)", r"byline\1"))
    assert translator("run", "--structure", str(STRUCTURE)) == 0
    assert {s.source: s.target for s in job().segments()}[byline] == "By Xing Jiamu, staff reporter"


def test_a_changed_page_keeps_the_corrections_that_still_fit_and_names_the_others(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(translator, MASTHEAD_AS_LABEL, JOINED)
    Path("page.txt").write_text(PAGE.replace("方便多了", "方便了"), encoding="utf-8")
    capsys.readouterr()
    assert translator("run") == 0
    assert roles()[0] == ("label", "海湾日报")
    assert [role for role, _ in roles()[-2:]] == ["paragraph", "paragraph"]
    said = " ".join(capsys.readouterr().err.split())
    assert (
        "page.txt has changed; of the blocks that you corrected 1 still fit and 1 no longer (a01.p004" in said
    )
    assert "look at its structure with: translator segment page.txt --edit" in said
    assert translator("run") == 0
    assert "has changed" not in capsys.readouterr().err


def test_a_page_that_was_only_saved_in_another_way_keeps_the_whole_structure(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(translator, MASTHEAD_AS_LABEL, JOINED)
    before = roles()
    Path("page.txt").write_bytes(PAGE.replace("\n", "\r\n").encode("gb18030"))
    assert translator("run") == 0
    assert roles() == before


def test_segment_shows_the_structure_that_a_run_uses_and_on_demand_that_of_the_rules(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(translator, MASTHEAD_AS_LABEL)
    capsys.readouterr()
    assert translator("segment") == 0
    printed = capsys.readouterr().out
    assert re.search(r"label .* 海湾日报 .*\(corrected by hand\)", printed)
    assert "as corrected in the job" in printed
    assert translator("segment", "--json", "--rules") == 0
    found = json.loads(capsys.readouterr().out)
    assert not found["corrected"]
    assert found["articles"][0]["blocks"][0]["role"] == "furniture"


# --- the file itself -----------------------------------------------------------------------------------


def test_corrections_that_no_run_has_taken_are_left_alone(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    translator("segment", "--edit")
    correct(MASTHEAD_AS_LABEL)
    before = STRUCTURE.read_bytes()
    assert translator("segment", "--edit") == 0
    assert "holds corrections that no run has taken yet" in capsys.readouterr().out
    assert STRUCTURE.read_bytes() == before
    assert translator("segment", "--edit", "--rules") == 0
    (copy,) = STRUCTURE.parent.glob("*.backup-*")
    assert copy.read_bytes() == before
    assert STRUCTURE.read_bytes() != before
    assert str(copy) in capsys.readouterr().err


def test_a_file_that_no_longer_fits_is_copied_before_it_is_written_again(translator: Call) -> None:
    translator("segment", "--edit")
    correct(("海底段", "海底"))
    before = STRUCTURE.read_bytes()
    assert translator("segment", "--edit") == 0
    (copy,) = STRUCTURE.parent.glob("*.backup-*")
    assert copy.read_bytes() == before
    assert "海底段" in STRUCTURE.read_text(encoding="utf-8")


def test_writing_what_is_there_already_makes_no_copy(translator: Call) -> None:
    translator("segment", "--edit")
    translator("segment", "--edit")
    assert [path.name for path in STRUCTURE.parent.iterdir()] == [STRUCTURE.name]


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n").encode("gb18030"),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le"),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["gbk with crlf", "byte order mark", "utf-16", "cr"],
)
def test_any_editor_may_save_the_file(translator: Call, saved: Callable[[str], bytes]) -> None:
    translator("segment", "--edit")
    correct(MASTHEAD_AS_LABEL)
    STRUCTURE.write_bytes(saved(STRUCTURE.read_text(encoding="utf-8")))
    assert translator("run", "--structure", str(STRUCTURE)) == 0
    assert roles()[0] == ("label", "海湾日报")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "there are no blocks in it"),
        (b" \r\n", "there are no blocks in it"),
        (PAGE.encode(), "the first block has no role"),
        (b"PK\x03\x04", "a zip file"),
        ("paragraf | 海湾日报\n".encode(), "there is no role 'paragraf'"),
        ("paragraph | 青岛市召开会议，研究部署工作。\n".encode(), "the structure of another page"),
    ],
    ids=["empty", "blank", "the page", "a word file", "an unknown role", "another page"],
)
def test_a_file_that_is_no_structure_of_the_page_stops_the_run_with_what_to_do(
    translator: Call, data: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.txt").write_bytes(data)
    assert translator("run", "--structure", "bad.txt") == 1
    said = capsys.readouterr().err
    assert message in said
    assert len([line for line in said.splitlines() if line.startswith("  ")]) == 1
    assert not Path("out/page").exists()


def test_a_structure_that_is_missing_is_named(translator: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert translator("run", "--structure", "none.txt") == 1
    assert "none.txt: cannot be read" in capsys.readouterr().err


def test_a_structure_belongs_to_one_page(translator: Call, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.txt").write_text(PAGE, encoding="utf-8")
    assert translator("run", "other.txt", "--structure", "any.txt") == 2
    assert "belongs to one page, and 2 are named" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not hold for this user")
def test_an_out_folder_without_the_right_to_write_is_named(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("locked").mkdir(mode=0o500)
    assert translator("segment", "--edit", "--out", "locked") == 1
    assert "cannot be written" in capsys.readouterr().err


def test_an_out_folder_that_is_a_file_is_named(translator: Call, capsys: pytest.CaptureFixture[str]) -> None:
    Path("taken").write_text("", encoding="utf-8")
    assert translator("segment", "--edit", "--out", "taken") == 1
    said = capsys.readouterr().err
    assert "taken/page" in said
    assert "internal error" not in said


def test_a_folder_is_no_page(translator: Call, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pages").mkdir()
    Path("pages/page.txt").write_text(PAGE, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["segment", "pages"])
    assert left.value.code == 1
    assert "Name one file" in capsys.readouterr().err


def test_a_structure_in_a_folder_of_pages_is_no_page(translator: Call) -> None:
    translator("segment", "--edit")
    translator("run")
    found = workspace.inputs([Path("out/page")], Path("elsewhere"))
    reasons = {item.path.name: item.reason for item in found.skipped}
    assert reasons["page.structure.txt"] == "a document of a job"


# --- pages worth a look --------------------------------------------------------------------------------

GUESSED = "导读\n\n国内统一刊号\n\n城市书房\n\n夜间公交\n\n盾构机始发\n\n海底隧道\n\n" + PAGE.removeprefix(
    "海湾日报\n"
)


def test_a_run_names_a_page_whose_structure_is_worth_a_look(
    translator: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("page.txt").write_text(GUESSED, encoding="utf-8")
    assert translator("run") == 0
    printed = capsys.readouterr().out
    assert re.search(r"Structure of page.txt: \d of 10 blocks by rules that are often wrong", printed)
    assert "translator segment page.txt --edit" in printed
    assert translator("run", "--json") == 0
    (result,) = json.loads(capsys.readouterr().out)
    structure = result["structure"]
    assert [found["doubt"] for found in structure["doubts"]] == ["guessed"]
    assert structure["next"] == "translator segment page.txt --edit"


def test_a_corrected_page_is_named_no_more(translator: Call, capsys: pytest.CaptureFixture[str]) -> None:
    Path("page.txt").write_text(GUESSED, encoding="utf-8")
    corrected(translator, (r"^\w+( .* 导读)$", r"label\1"))
    assert "often wrong" not in capsys.readouterr().out


def test_an_ordinary_page_is_not_named(translator: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert translator("run") == 0
    assert "Structure" not in capsys.readouterr().out
