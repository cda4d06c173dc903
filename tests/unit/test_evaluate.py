"""``translator eval``: sets are read, drafts are measured, results are printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.engines import RuleEngine
from translator import pipeline
from translator.cli import main
from translator.commands.evalset import SpanClass, class_of, read_set
from translator.commands.evaluate import Evaluation, Settings, Share, evaluate_all
from translator.engines import ENGINES, EngineEntry
from translator.errors import InputError
from translator.model import Document, Evidence, Priority, TermMatch, TermStatus
from translator.names import Gazetteer

COUNCIL = "青岛市召开会议。\tQingdao held a meeting.\t青岛市=Qingdao|会议=meeting\n"
MONEY = "项目投资90亿元。\tThe project cost 9 billion yuan.\t90亿元=9 billion yuan|项目=project\n"
MORE = "会议很重要。\tThe meeting is important.\n"
SOURCES = [line.split("\t")[0] for line in (COUNCIL, MONEY, MORE)]
REFERENCES = {
    "召开": "Qingdao held a meeting.",
    "投资": "The project cost 9 billion yuan.",
    "很重要": "The meeting is important.",
}


def reference(source: str) -> str:
    """Return the reference of a sentence, whatever terms it holds in English."""
    return next((english for chinese, english in REFERENCES.items() if chinese in source), "-")


def set_of(folder: Path, text: str, name: str = "news.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def spans_of(folder: Path, source: str, spans: str) -> list[tuple[int, str, str]]:
    (sentence,) = read_set(set_of(folder, f"{source}\tEnglish\t{spans}")).sentences
    return [(span.start, span.source, span.target) for span in sentence.spans]


class TestReading:
    def test_a_line_is_a_sentence_with_its_reference_and_spans(self, tmp_path: Path) -> None:
        one, two = read_set(set_of(tmp_path, COUNCIL + MORE)).sentences
        assert (one.line, one.source, one.reference) == (1, "青岛市召开会议。", "Qingdao held a meeting.")
        assert [span.target for span in one.spans] == ["Qingdao", "meeting"]
        assert two.spans == ()

    def test_blank_lines_and_carriage_returns_are_no_part_of_it(self, tmp_path: Path) -> None:
        text = "\n" + COUNCIL.replace("\n", "\r\n") + "\r\n" + MORE
        assert [(s.line, s.reference) for s in read_set(set_of(tmp_path, text)).sentences] == [
            (2, "Qingdao held a meeting."),
            (4, "The meeting is important."),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
    def test_the_encoding_is_found(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "news.tsv"
        path.write_text(COUNCIL + MONEY + MORE, encoding=encoding)
        assert [s.source for s in read_set(path).sentences] == SOURCES

    def test_count_takes_the_first_sentences_and_looks_at_no_others(self, tmp_path: Path) -> None:
        path = set_of(tmp_path, COUNCIL + MONEY + "a line without a tab\n")
        assert len(read_set(path, 2).sentences) == 2

    def test_a_long_span_is_placed_before_a_short_one_inside_it(self, tmp_path: Path) -> None:
        spans = "青岛=Qingdao|青岛大学=Qingdao University"
        assert spans_of(tmp_path, "青岛大学在青岛。", spans) == [
            (0, "青岛大学", "Qingdao University"),
            (5, "青岛", "Qingdao"),
        ]

    def test_a_span_that_is_marked_twice_has_two_places(self, tmp_path: Path) -> None:
        assert [start for start, *_ in spans_of(tmp_path, "会议接会议。", "会议=meeting|会议=meeting")] == [
            0,
            3,
        ]

    def test_spans_that_cannot_be_used_are_named_with_their_lines(self, tmp_path: Path) -> None:
        text = (
            "会议。\tA meeting.\t大会=congress|会议\n"
            + MORE
            + "青岛。\tQingdao.\t青岛=Qingdao|岛=island|济南=Jinan\n"
        )
        found = read_set(set_of(tmp_path, text, "a.tsv"))
        assert [warning.partition("a.tsv: ")[2] for warning in found.warnings] == [
            "marked spans not counted, not in their sentence: 2 (lines 1, 3)",
            "marked spans not counted, not written zh=en: 1 (line 1)",
            "marked spans not counted, overlapping another: 1 (line 3)",
        ]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "the file is empty"),
            (" \n\n", "holds only blanks"),
            (COUNCIL + "青岛\n" + "会议\n", "no TAB (lines 2, 3)"),
            ("Hello.\t你好。\n", "no Chinese in the first column (line 1)"),
            ("会议\n" * 9, "no TAB (lines 1, 2, 3, 4, 5 and 4 more)"),
        ],
    )
    def test_what_is_no_set_is_refused(self, tmp_path: Path, text: str, message: str) -> None:
        with pytest.raises(InputError) as error:
            read_set(set_of(tmp_path, text))
        assert message in error.value.message
        assert error.value.hint

    def test_a_folder_and_a_missing_file_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="this is a folder"):
            read_set(tmp_path)
        with pytest.raises(InputError, match="cannot be read"):
            read_set(tmp_path / "none.tsv")


PLACES = Gazetteer({"日喀则市": "Xigaze"})


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("90亿元", "9 billion yuan", SpanClass.AMOUNT),
        ("近三成", "nearly 30 percent", SpanClass.AMOUNT),
        ("2023年", "2023", SpanClass.AMOUNT),
        ("王建国", "Wang Jianguo", SpanClass.NAME),
        ("李伟", "Li Wei", SpanClass.NAME),
        ("日喀则", "Xigaze", SpanClass.NAME),
        ("胶州湾", "Jiaozhou Bay", SpanClass.NAME),
        ("国务院办公厅", "the General Office of the State Council", SpanClass.NAME),
        ("海尔集团", "Haier Group", SpanClass.NAME),
        ("中关村论坛", "Zhongguancun Forum", SpanClass.NAME),
        ("人工智能", "artificial intelligence", SpanClass.TERM),
        ("市民政局", "the municipal bureau of civil affairs", SpanClass.TERM),
        ("人工智能", "AI", SpanClass.TERM),
    ],
)
def test_a_span_is_an_amount_a_name_or_a_term(chinese: str, english: str, expected: SpanClass) -> None:
    span = TermMatch(start=0, end=len(chinese), source=chinese, target=english)
    assert class_of(span, PLACES) is expected


# --- measuring -------------------------------------------------------------------------------------


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Evaluation, RuleEngine]]:
    """Return a function that measures a text in an empty folder, by default with an engine that knows the answers."""
    monkeypatch.chdir(tmp_path)

    def measured(
        text: str, answer: Callable[[str], str] = reference, **settings: Any
    ) -> tuple[Evaluation, RuleEngine]:
        engine = RuleEngine(answer)
        monkeypatch.setitem(ENGINES, "test", EngineEntry(lambda _options: engine))
        (result,) = evaluate_all([set_of(tmp_path, text)], Settings(engine="test", **settings))
        del engine.asked[:1]  # what the engine was warmed up with
        return result, engine

    return measured


Evaluate = Callable[..., tuple[Evaluation, RuleEngine]]


def test_drafts_like_the_references_have_full_marks(evaluate: Evaluate) -> None:
    result, _ = evaluate(COUNCIL + MONEY + MORE)
    found = result.pipeline
    assert (found.bleu, found.chrf) == (pytest.approx(100), pytest.approx(100))
    assert found.spans == {
        SpanClass.TERM: Share(2, 2),
        SpanClass.AMOUNT: Share(1, 1),
        SpanClass.NAME: Share(1, 1),
    }
    assert found.figures == Share(1, 1)
    assert found.sentences == 3
    assert found.sentences_per_second > 0
    assert found.signatures["bleu"].startswith("nrefs:1|")


def test_what_a_draft_lacks_is_not_held(evaluate: Evaluate) -> None:
    found = evaluate(COUNCIL + MONEY, lambda _source: "The projects met in Jinan.")[0].pipeline
    assert found.spans[SpanClass.TERM] == Share(1, 2)
    assert found.spans[SpanClass.AMOUNT] == Share(0, 1)
    assert found.spans[SpanClass.NAME] == Share(0, 1)
    assert found.figures == Share(0, 1)


def test_only_sentences_with_a_reference_have_bleu(evaluate: Evaluate) -> None:
    half, _ = evaluate(
        COUNCIL + "会议很重要。\t\n", lambda source: "Wrong." if "重要" in source else reference(source)
    )
    assert half.pipeline.bleu == pytest.approx(100)
    none, _ = evaluate("会议很重要。\t\t会议=meeting\n")
    assert (none.pipeline.bleu, none.pipeline.chrf) == (None, None)
    assert none.pipeline.spans[SpanClass.TERM] == Share(1, 1)


def test_a_share_of_nothing_is_none(evaluate: Evaluate) -> None:
    found = evaluate(MORE)[0].pipeline
    assert [share.value for share in (*found.spans.values(), found.figures)] == [None] * 4


def glossary(folder: Path, *rows: str) -> Path:
    path = folder / "terms.csv"
    path.write_text("\n".join(("source,target", *rows)), encoding="utf-8")
    return path


def test_without_spans_as_glossary_the_terms_are_those_of_a_run(evaluate: Evaluate, tmp_path: Path) -> None:
    result, engine = evaluate(COUNCIL, glossaries=(glossary(tmp_path, "会议,conference"),))
    assert engine.asked[0] == "青岛市召开 conference 。"
    assert sum(result.terms.values()) == 1


def test_each_sentence_has_its_own_spans_as_terms(evaluate: Evaluate) -> None:
    result, engine = evaluate(COUNCIL + MORE, spans_as_glossary=True)
    assert engine.asked[:2] == ["Qingdao 召开 meeting 。", "会议很重要。"]
    assert sum(result.terms.values()) == 2


def test_a_span_wins_over_the_terms_that_overlap_it(evaluate: Evaluate, tmp_path: Path) -> None:
    terms = glossary(tmp_path, "召开会议,convene", "召开,held", "青岛,Tsingtao")
    _, engine = evaluate(COUNCIL, spans_as_glossary=True, glossaries=(terms,))
    assert engine.asked[0] == "Qingdao 召开 meeting 。"
    terms = glossary(tmp_path, "召开,held")
    _, engine = evaluate(COUNCIL, spans_as_glossary=True, glossaries=(terms,))
    assert engine.asked[0] == "Qingdao held meeting 。"


def test_no_sentence_is_the_context_of_another(evaluate: Evaluate, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("source,target,abbreviation\n会议,General Meeting,GM\n", encoding="utf-8")
    _, engine = evaluate(COUNCIL + MORE, glossaries=(path,))
    assert engine.asked[:2] == ["青岛市召开 General Meeting (GM) 。", "General Meeting (GM) 很重要。"]


def test_the_engine_alone_is_asked_once_in_plain_chinese(evaluate: Evaluate) -> None:
    result, engine = evaluate(COUNCIL + MONEY, spans_as_glossary=True, engine_alone=True)
    assert engine.asked[:2] == SOURCES[:2]
    assert result.engine_alone is not None
    assert result.engine_alone.bleu == pytest.approx(100)
    assert result.engine_alone.figures == Share(1, 1)
    assert result.cost is not None
    assert evaluate(COUNCIL)[0].cost is None


def test_terms_are_counted_by_how_they_came_into_the_draft(
    evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [
        (TermStatus.FOUND, Evidence.INLINE),
        (TermStatus.FOUND, Evidence.ALIGNED),
        (TermStatus.FOUND, Evidence.INLINE),
        (TermStatus.FORBIDDEN, None),
    ]
    facts = iter([*known, (TermStatus.MISSING, None)])

    def translate(document: Document, *_: object, **__: object) -> Document:
        return pipeline.map_segments(
            document,
            lambda segment: replace(
                segment,
                target="A draft.",
                terms=tuple(
                    replace(
                        term,
                        status=status,
                        evidence=evidence,
                        priority=Priority.ADVISE if status is TermStatus.MISSING else Priority.FORCE,
                    )
                    for term, (status, evidence) in zip(segment.terms, facts, strict=False)
                ),
            ),
        )

    monkeypatch.setattr(pipeline, "translate", translate)
    result, _ = evaluate(COUNCIL + MONEY + MORE.replace("\n", "\t会议=meeting\n"), spans_as_glossary=True)
    assert {key: count for key, count in result.terms.items() if count} == {
        Evidence.INLINE: 2,
        Evidence.ALIGNED: 1,
        TermStatus.FORBIDDEN: 1,
    }


# --- the command -----------------------------------------------------------------------------------


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as left:
        main(["eval", *map(str, words)])
    return int(left.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the engine ``argos`` replaced by one that knows the answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(ENGINES, "argos", EngineEntry(lambda _options: RuleEngine(reference)))
    return tmp_path


def test_json_of_one_file_is_one_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "terms.csv").write_text("source,target\n青岛市,Qingdao\n", encoding="utf-8")
    assert run(set_of(folder, COUNCIL + MORE), "--glossary", str(folder / "terms.csv"), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["bleu"] == found["chrf"] == 100
    assert [found[name] for name in ("terms", "amounts", "names", "figures")] == [1.0, None, 1.0, None]
    assert found["counts"]["names"] == {"held": 1, "of": 1}
    assert found["sentences_per_second"] > 0
    assert set(found["signatures"]) == {"bleu", "chrf"}
    assert sum(found["evidence"].values()) > 0
    assert found["engine"] == "test 1"
    assert found["engine_alone"] is found["cost"] is None


def test_a_set_with_brackets_in_its_name_is_shown_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "terms.csv").write_text("source,target\n青岛市,Qingdao\n", encoding="utf-8")
    assert run(set_of(folder, COUNCIL, "a [x].tsv"), "--glossary", str(folder / "terms.csv")) == 0
    assert capsys.readouterr().out.count("a [x].tsv") == 3  # in two tables and in the line on its sentences


def test_json_of_several_files_is_a_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = set_of(folder, COUNCIL, "one.tsv"), set_of(folder, MORE, "two.tsv")
    assert run(one, two, "--json", "--engine-alone") == 0
    found = json.loads(capsys.readouterr().out)
    assert [result["set"] for result in found] == [str(one), str(two)]
    assert all(result["engine_alone"]["bleu"] == 100 and result["cost"] > 0 for result in found)


def test_spans_as_glossary_without_spans_is_pointed_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(set_of(folder, MORE), "--spans-as-glossary", "--json") == 0
    assert "no spans are marked" in capsys.readouterr().err


def test_a_bad_file_is_named_before_anything_is_translated(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(set_of(folder, COUNCIL), set_of(folder, "会议\n", "bad.tsv")) == 1
    printed = capsys.readouterr()
    assert "bad.tsv: no TAB (line 1)" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("option", [(), ("--engine-alone",)])
def test_ctrl_c_ends_with_a_message_and_writes_nothing(
    folder: Path, option: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENGINES, "argos", EngineEntry(lambda _options: RuleEngine(stop_after=2)))
    path = set_of(folder, COUNCIL + MONEY + MORE)
    assert run(path, *option) == 130
    printed = capsys.readouterr()
    assert "Stopped: 0 of 1 files are measured." in printed.err
    assert printed.out == ""
    assert list(folder.iterdir()) == [path]


def test_what_was_measured_before_ctrl_c_is_printed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENGINES, "argos", EngineEntry(lambda _options: RuleEngine(reference, stop_after=3)))
    assert run(set_of(folder, MORE, "one.tsv"), set_of(folder, COUNCIL * 9, "two.tsv"), "--json") == 130
    printed = capsys.readouterr()
    assert [result["set"] for result in json.loads(printed.out)] == [str(folder / "one.tsv")]
    assert "1 of 2 files" in printed.err


OWN_SENTENCES = """\
青岛市召开科技创新大会。\tQingdao held a conference on scientific and technological innovation.\t青岛市=Qingdao
项目总投资90亿元。\tThe project has a total investment of 9 billion yuan.\t90亿元=9 billion yuan
全市新增就业3.5万人。\tThe city created 35,000 new jobs.\t3.5万人=35,000
王建国参加了会议。\tWang Jianguo attended the meeting.\t王建国=Wang Jianguo|会议=meeting
海洋经济增长8%。\tThe blue economy grew by 8 percent.\t海洋经济=blue economy|8%=8 percent
青岛推行“揭榜挂帅”制度。\tQingdao is adopting an open competition mechanism.\t揭榜挂帅=open competition mechanism
学校建设了新的图书馆。\tThe school built a new library.
记者从市政府获悉这一消息。\tReporters learned the news from the municipal government.\t市政府=municipal government
"""


def test_the_embedded_model_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = set_of(tmp_path, OWN_SENTENCES)
    assert run(path, "--spans-as-glossary", "--engine-alone", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sentences"] == 8
    assert 0 < found["chrf"] < 100
    assert found["terms"] == 1
    assert found["engine_alone"]["terms"] < 1
    assert sum(found["evidence"].values()) == sum(
        found["counts"][name]["of"] for name in ("terms", "amounts", "names")
    )
    assert list(tmp_path.iterdir()) == [path]
