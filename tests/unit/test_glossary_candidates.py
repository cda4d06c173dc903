"""Candidates for the term base, and `translator glossary candidates`."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.unit.test_learning import reviewed
from translator import workspace
from translator.cli.glossary import app
from translator.commands.termbases import read_termbase
from translator.errors import GlossaryError, OutputError, UsageError
from translator.model import Segment
from translator.terms.candidates.pieces import Shape, pieces
from translator.terms.candidates.ranking import (
    Sentence,
    TermCandidate,
    candidates,
    probability,
    signs_of,
)


def texts(sentence: str, *taken: str) -> dict[str, Shape]:
    spans = [(sentence.index(part), sentence.index(part) + len(part)) for part in taken]
    return {sentence[piece.start : piece.end]: piece.shape for piece in pieces(sentence, spans)}


def found(*sentences: str, known: tuple[str, ...] = (), least: int = 1) -> dict[str, TermCandidate]:
    given = [
        Sentence(name="page", segment=Segment(id=f"s{number}", source=source))
        for number, source in enumerate(sentences)
    ]
    return {one.source: one for one in candidates(given, known, least)}


# --- pieces ------------------------------------------------------------------------------------------------------


def test_runs_of_nouns_are_pieces_and_verbs_and_particles_end_them():
    shown = texts("企业积极参与海洋牧场的建设。")
    assert "海洋牧场" in shown
    assert not {"参与", "参与海洋牧场的建设", "牧场的"} & shown.keys()


def test_an_idiom_is_a_piece_alone_and_makes_a_clause_of_its_subject():
    shown = texts("海底电缆各得其所。")
    assert {"海底电缆", "各得其所"} <= shown.keys()
    assert "海底电缆各得其所" not in shown


def test_amounts_and_english_alone_are_no_pieces():
    assert not [text for text in texts("全市新增12万人，增长三成。") if "万" in text or "成" in text]
    assert not texts("Only in English.")
    assert not texts("")


def test_programmes_and_institutions_are_told_by_their_endings():
    shown = texts("海洋发展局启动青苗培育工程，形成工作格局。")
    assert shown["青苗培育工程"] is Shape.PROGRAMME
    assert shown["海洋发展局"] is Shape.INSTITUTION
    assert shown["工作格局"] is Shape.TERM


def test_one_body_has_and_in_its_name_and_two_bodies_are_two():
    assert texts("文化和旅游局负责。")["文化和旅游局"] is Shape.INSTITUTION
    assert "银行和医院" not in texts("银行和医院负责。")


def test_what_is_in_quotation_marks_is_a_piece_with_what_is_called_so():
    shown = texts("开展“护苗”行动，落实“拿地即开工”。")
    assert shown["“护苗”行动"] is Shape.PROGRAMME
    assert shown["拿地即开工"] is Shape.QUOTED
    assert "他说，好" not in texts("“他说，好”")


def test_known_terms_are_neither_repeated_nor_cut():
    shown = texts("海洋牧场平台建成。", "海洋牧场")
    assert not {"海洋牧场", "海洋", "牧场", "牧场平台"} & shown.keys()
    assert "海洋牧场平台" in shown
    assert "海洋牧场平台" not in texts("海洋牧场平台建成。", "海洋牧场", "平台")


# --- ranking -----------------------------------------------------------------------------------------------------


def test_a_frequent_term_is_worth_more_than_the_same_once():
    once = found("这里有海洋牧场。")["海洋牧场"]
    twice = found("这里有海洋牧场。", "那里有海洋牧场。")["海洋牧场"]
    assert once.probability == twice.probability
    assert twice.worth > once.worth
    assert len(twice.contexts) == 2


def test_the_rarer_a_word_is_in_general_text_the_more_probable_it_is_a_term():
    rare, known = found("甘蔗。")["甘蔗"], found("蔬菜。")["蔬菜"]
    assert rare.probability > known.probability
    assert not found("那个时候的问题。")


def test_what_is_counted_is_less_probably_a_term():
    def probability_of(sentence: str) -> float:
        places = [one for one in pieces(sentence) if sentence[one.start : one.end] == "海洋牧场"]
        return probability(signs_of(places))

    assert probability_of("新增海洋牧场。") > probability_of("新增三座海洋牧场。")


def test_a_known_source_is_no_candidate_with_or_without_quotation_marks():
    assert "铁拳" in found("开展“铁拳”。")
    assert "铁拳" not in found("开展“铁拳”。", known=('"铁拳"',))
    assert "海洋牧场" not in found("建设海洋牧场。", known=("海洋牧场",))


def test_parts_of_a_better_candidate_are_listed_only_where_they_stand_alone():
    assert "护苗" not in found("开展“护苗”行动。")
    assert "护苗" in found("开展“护苗”行动。", "今年的“护苗”很成功。")


def test_the_least_number_of_occurrences_counts():
    assert found("这里有海洋牧场。", "海洋牧场很大。", "种植甘蔗。", least=2).keys() == {"海洋牧场"}


# --- the command -------------------------------------------------------------------------------------------------

PAGE = "青苗培育工程\n\n青苗培育工程昨天启动，“护苗”行动也已开展。\n"
Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    Path("glossaries").mkdir()
    Path("glossaries/a.csv").write_text("source,target\n甘蔗,sugarcane\n", encoding="utf-8")
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    return lambda *words: CliRunner().invoke(app, ["candidates", *words])


def save_job(name: str) -> None:
    edits = [("种植海洋牧场和甘蔗。", "Planting ocean pastures and sugarcane.", "")]
    workspace.save(workspace.JobFolder(out=Path("out"), name=name), reviewed(edits), {}, now=workspace.now)


def test_a_page_gives_ranked_candidates_with_their_contexts(command):
    result = command("page.txt")
    assert result.exit_code == 0
    assert "青苗培育工程" in result.output
    assert "“护苗”行动" in result.output
    assert "from 2 sentences of 1 page or job" in result.output
    rows = json.loads(command("page.txt", "--json").output)
    assert [row["worth"] for row in rows] == sorted((row["worth"] for row in rows), reverse=True)
    [row] = [row for row in rows if row["source"] == "青苗培育工程"]
    assert row["occurrences"] == len(row["contexts"]) == 2
    for context in row["contexts"]:
        assert context["source"][slice(*context["span"])] == "青苗培育工程"


def test_a_job_gives_candidates_with_the_english_of_the_sentence(command):
    save_job("one")
    result = command()
    assert "海洋牧场" in result.output
    assert "Planting ocean pastures and sugarcane." in " ".join(result.output.split())
    rows = json.loads(command("out/one/one.xlf", "--json").output)
    assert [row["source"] for row in rows] == ["海洋牧场"]
    assert rows[0]["contexts"][0]["english"] == "Planting ocean pastures and sugarcane."


def test_damaged_jobs_and_pages_that_are_not_there_do_not_stop_the_others(command):
    save_job("one")
    Path("out/bad").mkdir()
    Path("out/bad/bad.xlf").write_text("<xliff", encoding="utf-8")
    result = command("out", "nowhere.txt", "page.txt")
    assert result.exit_code == 0
    assert "Error: out/bad/bad.xlf" in result.output
    assert "Error: nowhere.txt: does not exist" in result.output
    assert "of 2 pages or jobs" in result.output
    assert command("nowhere.txt").exit_code == 1


@pytest.mark.parametrize("method", ["is_dir", "is_file", "iterdir"])
def test_a_folder_that_may_not_be_entered_does_not_stop_the_others(command, monkeypatch, method):
    save_job("one")
    Path("pages/shut").mkdir(parents=True)
    Path("page.txt").rename("pages/page.txt")
    Path("out/shut").mkdir()
    real = getattr(Path, method)

    def refused(self: Path, *words: object, **options: object) -> object:
        if "shut" in (self.name, self.parent.name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, *words, **options)

    monkeypatch.setattr(Path, method, refused)
    result = command("out", "pages", "pages/shut")
    assert result.exit_code == 0
    assert "海洋牧场" in result.output
    assert "Error: pages/shut" in result.output


def test_a_context_of_a_page_is_no_formula_in_the_file_to_fill_in(command):
    Path("sums.txt").write_text("渔业\n\n=1+1“青苗培育工程”今天在海边正式启动。\n", encoding="utf-8")
    command("sums.txt", "--to-csv", "sums.csv")
    rows = csv.DictReader(io.StringIO(Path("sums.csv").read_text(encoding="utf-8-sig")))
    assert [row["note"][:5] for row in rows if row["source"] == "青苗培育工程"] == ["…=1+1"]


def test_the_file_to_fill_in_has_contexts_and_is_a_term_base_once_it_is_filled_in(command):
    result = command("page.txt", "--to-csv", "new.csv")
    assert "→ new.csv: fill in the targets" in result.output
    text = Path("new.csv").read_text(encoding="utf-8-sig")
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows["青苗培育工程"]
    assert (row["target"], row["domain"], row["note"]) == ("", "programme", "2 times: 青苗培育工程")
    with pytest.raises(GlossaryError, match="the target of the term is empty"):
        read_termbase([Path("new.csv")])
    Path("new.csv").write_text(text.replace(",,", ",Seedling Project,"), encoding="utf-8-sig")
    assert read_termbase([Path("new.csv")]).term_of("青苗培育工程")


def test_a_file_that_is_there_is_replaced_only_with_force(command):
    Path("new.csv").write_text("mine", encoding="utf-8")
    result = command("page.txt", "--to-csv", "new.csv")
    assert isinstance(result.exception, UsageError)
    assert Path("new.csv").read_text(encoding="utf-8") == "mine"
    assert command("page.txt", "--to-csv", "new.csv", "--force").exit_code == 0
    assert "青苗培育工程" in Path("new.csv").read_text(encoding="utf-8-sig")


def test_a_folder_in_place_of_the_file_is_an_error(command):
    Path("new.csv").mkdir()
    assert isinstance(command("page.txt", "--to-csv", "new.csv", "--force").exception, OutputError)


def test_a_file_among_the_term_bases_is_warned_of(command):
    assert "move it elsewhere" in command("page.txt", "--to-csv", "glossaries/new.csv").output


def test_without_jobs_and_pages_there_is_a_next_step(command):
    result = command()
    assert isinstance(result.exception, UsageError)
    assert "translator glossary candidates PAGE.txt" in result.exception.hint


@pytest.mark.parametrize(
    ("text", "message"), [("Nothing but English here.\n", "holds no Chinese text"), ("", "the file is empty")]
)
def test_a_page_without_chinese_is_named_and_has_no_candidates(command, text, message):
    Path("english.txt").write_text(text, encoding="utf-8")
    result = command("english.txt")
    assert result.exit_code == 1
    assert f"Error: english.txt: {message}" in result.output
    assert "0 candidates from 0 sentences" in result.output
