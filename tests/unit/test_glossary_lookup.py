"""`translator glossary lookup`: entries that are like a text, and its places in the jobs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.unit.test_learning import reviewed
from translator import workspace
from translator.cli.glossary import app
from translator.errors import GlossaryError, TranslatorError, UsageError
from translator.terms.concordance import places_of_entries
from translator.terms.lookup import Likeness, look_up
from translator.terms.termbase import Term

TERMS = (
    Term(source="数字经济", target="digital economy", file="a.csv", line=2),
    Term(source="数字经济园区", target="digital economy park", file="a.csv", line=3),
    Term(source="中国式现代化", target="Chinese modernization", forbidden=("Chinese-style modernization",)),
    Term(source="初创企业", target="start-up", variants=("startup company",), file="a.csv", line=5),
    Term(source="世界卫生组织", target="World Health Organization", abbreviation="WHO", file="a.csv", line=6),
    Term(source="5G", target="5G", file="a.csv", line=7),
)


def found(text: str, terms: tuple[Term, ...] = TERMS) -> list[tuple[str, str, str]]:
    return [(hit.likeness.name, hit.column.value, hit.term.source) for hit in look_up(terms, text)]


# --- entries -----------------------------------------------------------------------------------------------------


def test_a_chinese_text_finds_its_entry_longer_ones_and_those_inside_it():
    assert found("数字经济") == [("EXACT", "source", "数字经济"), ("INSIDE", "source", "数字经济园区")]
    assert ("PART", "source", "数字经济园区") in found("中国数字经济园区")
    assert ("PART", "source", "数字经济") not in found("中国数字经济园区")


def test_a_traditional_text_finds_the_simplified_entry():
    assert found("數字經濟")[0] == ("EXACT", "source", "数字经济")


def test_quotation_marks_and_spaces_make_no_difference():
    terms = (Term(source="“小巨人”企业", target="a"), Term(source="小巨人企业", target="b"))
    assert [hit.term.target for hit in look_up(terms, "小巨人 企业")] == ["a", "b"]
    assert [hit.term.target for hit in look_up(terms, "小巨人企业")] == ["b", "a"]
    assert ("PART", "source", "“小巨人”企业") in found("一家小巨人企业", terms)
    assert ("INSIDE", "source", "“小巨人”企业") in found("‘小巨人’", terms)


def test_a_sentence_without_the_marks_of_an_entry_is_one_of_its_places():
    job = reviewed([("一家小巨人企业。", "A firm.", "A firm.")], [READING])
    term = Term(source="“小巨人”企业", target="little giant")
    (place,) = places_of_entries([("one", job)], [term], {term.form})
    assert place.source[place.start : place.end] == "小巨人企业"


@pytest.mark.parametrize(
    ("text", "column", "source"),
    [
        ("Digital Economies", "target", "数字经济"),
        ("startups", "target", "初创企业"),
        ("the Startup Companies", "variant", "初创企业"),
        ("WHO", "abbreviation", "世界卫生组织"),
        ("Chinese-style modernization", "forbidden", "中国式现代化"),
        ("5g", "source", "5G"),
    ],
)
def test_an_english_text_finds_every_form_of_an_entry(text, column, source):
    assert found(text)[0] == ("EXACT", column, source)


def test_english_words_are_found_inside_longer_forms():
    assert ("INSIDE", "target", "世界卫生组织") in found("health organization")
    assert ("INSIDE", "target", "数字经济园区") in found("digital economy")
    assert found("economy par")[0][0] == "SIMILAR"


def test_a_typing_error_finds_the_nearest_entry():
    hit, *_ = look_up(TERMS, "数宇经济园区")
    assert (hit.likeness, hit.term.source, hit.score) == (Likeness.SIMILAR, "数字经济园区", 83.3)
    assert found("organisation of world health")[0] == ("SIMILAR", "target", "世界卫生组织")
    assert found("烹饪") == []


# --- the command -------------------------------------------------------------------------------------------------

Lookup = Callable[..., Result]
READING = Term(source="城市书房", target="city reading room", forbidden=("city bookhouse",))


@pytest.fixture
def lookup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lookup:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    Path("glossaries").mkdir()
    Path("glossaries/culture.csv").write_text(
        "source,target,domain,note,forbidden\n城市书房,city reading room,culture,city hall,city bookhouse\n",
        encoding="utf-8",
    )
    edits = [
        ("这座城市书房昨天开放。", "The city bookhouse opened.", "The city bookhouse opened."),
        ("市民喜欢去城市书房看书。", "", "Residents like city reading rooms."),
        ("城市书房很安静。", "It is quiet.", ""),
        ("图书馆免费。", "The library is free.", ""),
    ]
    workspace.save(
        workspace.JobFolder(out=Path("out"), name="one"), reviewed(edits, [READING]), {}, now=workspace.now
    )
    return lambda *words: CliRunner().invoke(app, ["lookup", *words])


def refused(result: Result, kind: type[TranslatorError], message: str) -> None:
    assert isinstance(result.exception, kind)
    assert message in result.exception.message
    assert result.exception.hint


def test_an_entry_is_shown_with_its_line_and_its_sentences(lookup):
    result = lookup("城市书房")
    assert result.exit_code == 0
    for piece in ("never: city bookhouse", "culture", "city hall", "glossaries/culture.csv:2"):
        assert piece in result.output
    assert "In 1 of 1 job, 3 times: 1 approved, 1 forbidden form, 1 approved English missing" in result.output
    assert "这座[城市书房]昨天开放。" in result.output
    assert "The [city bookhouse] opened. (forbidden form)" in result.output
    assert "Residents like [city reading rooms]." in result.output
    assert "It is quiet. (approved English missing)" in result.output
    assert "reviewed by Li Wen" in result.output


def test_what_went_wrong_is_shown_first(lookup):
    rows = json.loads(lookup("城市书房", "--json").output)["examples"]
    assert [row["rendering"] for row in rows] == ["forbidden", "missing", "found"]
    assert rows[0]["english"][slice(*rows[0]["english_span"])] == "city bookhouse"
    assert rows[0]["source"][slice(*rows[0]["source_span"])] == "城市书房"
    assert len(json.loads(lookup("城市书房", "--json", "--examples", "1").output)["examples"]) == 1


def test_a_text_without_an_entry_is_found_in_the_jobs_and_exits_with_1(lookup):
    result = lookup("图书馆")
    assert result.exit_code == 1
    assert "图书馆: none of 1 entries has it" in result.output
    assert "[图书馆]免费。" in result.output
    assert "Next: translator glossary add 图书馆 ENGLISH" in result.output
    english = lookup("libraries")
    assert english.exit_code == 1
    assert "The [library] is free." in english.output


def test_an_overridden_entry_says_which_one_is_used(lookup):
    Path("glossaries/z.csv").write_text("source,target\n城市书房,urban study\n", encoding="utf-8")
    result = json.loads(lookup("城市书房", "--json").output)
    assert [(hit["line"], hit["overridden_by"]) for hit in result["hits"]] == [
        (2, "glossaries/z.csv:2"),
        (2, None),
    ]
    assert result["renderings"] == {"missing": 3}


def test_an_entry_that_a_later_file_switches_off_says_where(lookup):
    Path("glossaries/z.csv").write_text(
        "source,target,status\n城市书房,urban study,deprecated\n", encoding="utf-8"
    )
    result = json.loads(lookup("城市书房", "--json").output)
    assert [(hit["target"], hit["overridden_by"]) for hit in result["hits"]] == [
        ("city reading room", "glossaries/z.csv:2"),
        ("urban study", None),
    ]
    assert "glossaries/culture.csv:2, overridden by glossaries/z.csv:2" in lookup("城市书房").output


def test_reference_and_status_are_shown_and_a_deprecated_entry_is_not_looked_for_in_the_jobs(lookup):
    Path("glossaries/culture.csv").write_text(
        "source,target,status,reference\n城市书房,city study,deprecated,China Daily\n", encoding="utf-8"
    )
    result = lookup("城市书房")
    assert "status: deprecated" in result.output
    assert "China Daily" in result.output
    assert "In 1 of 1 job, 3 times\n" in result.output
    shown = json.loads(lookup("城市书房", "--json").output)["hits"][0]
    assert (shown["status"], shown["reference"], shown["overridden_by"]) == (
        "deprecated",
        "China Daily",
        None,
    )


def test_without_jobs_the_entry_is_still_shown(lookup):
    result = lookup("城市书房", "--out", "nowhere")
    assert result.exit_code == 0
    assert "city reading room" in result.output
    assert "jobs" not in result.output


def test_a_damaged_job_is_named_and_the_others_count(lookup):
    Path("out/bad").mkdir()
    Path("out/bad/bad.xlf").write_text("<xliff", encoding="utf-8")
    result = lookup("城市书房")
    assert "Error: out/bad/bad.xlf" in result.output
    assert "In 1 of 1 job, 3 times" in result.output


@pytest.mark.parametrize("text", ["", "  ", "，。“”", "--- "])
def test_a_text_without_words_is_refused(lookup, text):
    refused(lookup("--", text), UsageError, "there is nothing to look up")


def test_a_term_base_that_is_not_there_is_named(lookup):
    refused(lookup("城市书房", "-g", "nowhere.csv"), GlossaryError, "nowhere.csv: cannot be read")
