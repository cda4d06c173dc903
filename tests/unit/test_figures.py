"""Figures of drafts: translated again with English amounts, chosen by value, and named where they stay wrong."""

from __future__ import annotations

from dataclasses import replace

from tests.engines import RuleEngine
from tests.unit.sample_documents import article
from translator import pipeline
from translator.model import (
    Document,
    Role,
    Segment,
    TermMatch,
    TermStatus,
)
from translator.numbers import issues
from translator.qa import issues_of_segment, run_checks
from translator.review.notes_column import note_texts
from translator.terms import requests

SOURCE = "全市累计培养博士后6972人，总投资达90亿元。"


def translated(source: str, engine: RuleEngine) -> Segment:
    document = Document(name="job", articles=(article(1, [(Role.PARAGRAPH, [(source, "")])]),))
    return next(run_checks(pipeline.translate(document, engine)).segments())


def wrong(segment: Segment) -> list[str]:
    return [issue.message for issue in segment.issues if issue.check == "number"]


def test_figures_are_compared_by_value() -> None:
    assert issues.missing(SOURCE, "It trained 6,972 postdocs and invested 9,000 million yuan.") == ()
    (found,) = issues.missing(SOURCE, "It trained 6,972 postdocs and invested 90 billion yuan.")
    assert (found.chinese, found.expected, found.found) == ("90亿元", "9 billion yuan", "90 billion yuan")


def test_a_wrong_figure_of_a_draft_is_replaced() -> None:
    draft = (
        "The city has trained 6,972 postdoctoral researchers in all, with an investment of {} billion yuan."
    )
    engine = RuleEngine(lambda _source: draft.format(90))
    segment = translated(SOURCE, engine)
    assert segment.target == draft.format(9)
    assert wrong(segment) == []
    assert engine.asked == [SOURCE]


def test_a_draft_without_its_figures_is_translated_again_with_english_ones() -> None:
    def copying(source: str) -> str:
        return "6,972 people, 9 billion yuan." if "9 billion yuan" in source else "Many people."

    engine = RuleEngine(copying)
    segment = translated(SOURCE, engine)
    assert engine.asked[:2] == [SOURCE, "全市累计培养博士后 6,972 ，总投资达 9 billion yuan 。"]
    assert segment.target == "6,972 people, 9 billion yuan."
    assert wrong(segment) == []


def test_a_draft_with_right_figures_is_translated_once() -> None:
    engine = RuleEngine(lambda _source: "It trained 6,972 people with 9 billion yuan.")
    assert wrong(translated(SOURCE, engine)) == []
    assert engine.asked == [SOURCE]


def test_the_first_draft_stays_when_english_figures_do_not_help() -> None:
    def worse(source: str) -> str:
        return "Nothing." if "billion" in source else "It trained 6,972 people."

    segment = translated(SOURCE, RuleEngine(worse))
    assert segment.target == "It trained 6,972 people."
    assert wrong(segment) == ["the amount 90亿元 (9 billion yuan) is not in the English"]


def test_terms_stand_in_english_beside_the_figures_and_are_not_cut() -> None:
    term = TermMatch(start=1, end=4, source="十四五", target="14th Five-Year Plan")
    segment = Segment(id="a", source="“十四五”时期投资90亿元。", terms=(term,))
    request = requests.with_everything(segment)
    assert request.text == "“ 14th Five-Year Plan ”时期投资 9 billion yuan 。"


def test_the_notes_name_a_wrong_figure_until_it_is_corrected() -> None:
    segment = translated(SOURCE, RuleEngine(lambda _source: "It trained 6,972 people."))
    assert "Check (number): the amount 90亿元 (9 billion yuan) is not in the English" in note_texts(
        segment, ()
    )
    assert wrong(segment.edited("It trained 6,972 people and cost 9 billion yuan.", "Li Wen")) == []


def test_the_issue_of_a_wrong_figure_is_removed_with_the_draft() -> None:
    document = Document(name="job", articles=(article(1, [(Role.PARAGRAPH, [(SOURCE, "")])]),))
    done = run_checks(pipeline.translate(document, RuleEngine(lambda _source: "Nothing.")))
    emptied = pipeline.forget_machine_work(done, keep=lambda _origin: False)
    assert [wrong(segment) for segment in emptied.segments()] == [[]]


def test_a_figure_in_a_term_that_stands_in_the_english_is_not_missing() -> None:
    source = "来到八大湖街道。"
    engine = RuleEngine(lambda _source: "They came to Badahu Subdistrict.")
    document = Document(name="job", articles=(article(1, [(Role.PARAGRAPH, [(source, "")])]),))
    term = TermMatch(start=2, end=7, source="八大湖街道", target="Badahu Subdistrict")
    marked = pipeline.map_segments(document, lambda segment: replace(segment, terms=(term,)))
    assert wrong(next(run_checks(pipeline.translate(marked, engine)).segments())) == []
    engine.answer = lambda _source: "They came to a subdistrict."
    assert wrong(next(run_checks(pipeline.translate(marked, engine)).segments())) != []


def test_a_wrong_figure_beside_a_term_is_still_named() -> None:
    source = "八大湖街道有90亿元。"
    term = TermMatch(
        start=0, end=5, source="八大湖街道", target="Badahu Subdistrict", status=TermStatus.FOUND
    )
    segment = Segment(id="a", source=source, target="Badahu Subdistrict has 90 billion yuan.", terms=(term,))
    assert [issue.message for issue in issues_of_segment(segment)] == [
        "the amount 90亿元 (9 billion yuan) is not in the English; it says 90 billion yuan"
    ]
