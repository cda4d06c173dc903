"""The benchmark of the ladder: the simulated engine does what it says, abilities are hidden, losses are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.benchmarks.bench_ladder import Limited, Losses, losses, steps_of, wordings_of
from tests.engines import RuleEngine
from tests.good_engine import GoodEngine
from translator.engines import Correction, OnResult
from translator.model import Ability, Link, Segment, TermMatch, TermStatus, Translation
from translator.terms import requests

WORDINGS = {"产业园": "business zone", "管委会": "governing board"}
COUNT = 150


def segment_of(number: int) -> Segment:
    terms = (
        TermMatch(start=0, end=3, source="管委会", target="administrative committee"),
        TermMatch(start=5, end=8, source="产业园", target="industrial park"),
    )
    return Segment(id=f"line{number}", source=f"管委会说，产业园有{number}家企业。", terms=terms)


def reference_of(number: int) -> str:
    return f"The administrative committee said the industrial park has {number} companies."


NUMBERS = range(101, 101 + COUNT)
SEGMENTS = [segment_of(number) for number in NUMBERS]
REFERENCES = [reference_of(number) for number in NUMBERS]


@pytest.fixture
def good() -> GoodEngine:
    return GoodEngine(SEGMENTS, REFERENCES, WORDINGS)


class TestGoodEngine:
    def test_it_words_fewer_terms_otherwise_when_they_are_given_in_english(self, good: GoodEngine) -> None:
        plain = good.translate([requests.plain(segment).text for segment in SEGMENTS])
        given = good.translate([requests.with_terms(s, requests.forced(s)).text for s in SEGMENTS])
        shares = [sum("industrial park" not in one.text for one in some) / COUNT for some in (plain, given)]
        assert shares == [pytest.approx(0.30, abs=0.08), pytest.approx(0.08, abs=0.05)]

    def test_without_another_wording_and_apart_from_figures_it_answers_the_reference(self) -> None:
        good = GoodEngine(SEGMENTS, REFERENCES, {})
        answers = [one.text for one in good.translate([segment.source for segment in SEGMENTS])]
        tenfold = [reference_of(number).replace(str(number), f"{number * 10:,}") for number in NUMBERS]
        assert all(answer in pair for answer, *pair in zip(answers, REFERENCES, tenfold, strict=True))
        assert 0 < sum(answer in tenfold for answer in answers) < 0.1 * COUNT

    def test_its_answers_are_always_the_same_and_its_alternatives_often_others(
        self, good: GoodEngine
    ) -> None:
        sources = [segment.source for segment in SEGMENTS]
        first = good.translate(sources)
        assert first == GoodEngine(SEGMENTS, REFERENCES, WORDINGS).translate(sources)
        assert any(one.text not in {other.text for other in one.alternatives} for one in first)
        assert {len(one.alternatives) for one in first} == {2}

    def test_it_puts_in_what_it_is_told_is_lacking(self, good: GoodEngine) -> None:
        draft = "The governing board said the business zone has 1,010 companies."
        lacking = (("管委会", "administrative committee"), ("产业园", "industrial park"), ("101家", "101"))
        (answer,) = good.correct([Correction(source=SEGMENTS[0].source, draft=draft, lacking=lacking)])
        assert answer.text == REFERENCES[0]


ANSWER = Translation(
    text="a",
    links=(Link(start=0, end=1, source_start=0, source_end=1, weight=1.0),),
    alternatives=(Translation(text="b"),),
)


class AbleEngine:
    """An engine with links and other answers."""

    signature, notice = "able 1", ""
    abilities = frozenset({Ability.INLINE, Ability.ALTERNATIVES, Ability.ALIGNMENT})

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        for index, _ in enumerate(sources):
            if on_result is not None:
                on_result(index, ANSWER)
        return [ANSWER for _ in sources]


class TestLimited:
    def test_it_hides_other_answers_and_links(self) -> None:
        seen: list[Translation] = []
        given = Limited(AbleEngine()).translate(["一"], lambda _, translation: seen.append(translation))
        assert given == seen == [Translation(text="a")]

    def test_it_shows_what_it_may(self) -> None:
        assert Limited(AbleEngine(), alternatives=True, links=True).translate(["一"]) == [ANSWER]
        assert Limited(AbleEngine(), links=True).translate(["一"]) == [replace(ANSWER, alternatives=())]

    def test_later_calls_get_empty_answers_and_do_not_count(self) -> None:
        limited = Limited(AbleEngine())
        limited.translate(["一", "二"])
        assert [one.text for one in limited.translate(["三"])] == [""]
        assert limited.asked == 2

    def test_an_engine_that_may_be_asked_again_is(self) -> None:
        limited = Limited(AbleEngine(), again=True)
        limited.translate(["一", "二"])
        assert [one.text for one in limited.translate(["三"])] == ["a"]
        assert limited.asked == 3


class TestSteps:
    def test_each_step_holds_more_terms_and_nothing_gets_lost(self, good: GoodEngine) -> None:
        steps = {step.name: step for step in steps_of(SEGMENTS, good)}
        held = {
            name: sum(term.status is TermStatus.FOUND for one in step.segments for term in one.terms)
            for name, step in steps.items()
        }
        assert held["plain"] < held["terms inline"] < held["+ other answers"] < held["or + correction"]
        assert held["or + correction"] >= 0.99 * 2 * COUNT
        inline = steps["terms inline"]
        assert {losses(inline, step).together for name, step in steps.items() if name != "plain"} == {0}

    def test_requests_are_counted(self, good: GoodEngine) -> None:
        asked = {step.name: step.asked for step in steps_of(SEGMENTS, good)}
        assert asked["plain"] == asked["terms inline"] == asked["+ alignment"] == COUNT
        assert COUNT < asked["or + correction"] < asked["+ further requests"]

    def test_a_sentence_that_holds_less_than_before_is_counted(self, good: GoodEngine) -> None:
        plain, *_ = steps_of(SEGMENTS[:1], RuleEngine(lambda _: REFERENCES[0]))
        worse, *_ = steps_of(SEGMENTS[:1], RuleEngine(lambda _: "The industrial park has many companies."))
        assert losses(plain, worse) == Losses(terms=1, figures=1, together=1)
        assert losses(worse, plain) == Losses(terms=0, figures=0, together=0)


def test_another_wording_is_what_an_engine_says_of_a_term_alone_unless_it_is_the_same_or_faulty() -> None:
    said = {
        "产业园": "Business zone.",
        "管委会": "The administrative committee.",
        "企业": "企业",
        "90亿元": "9 yuan",
    }
    english = {
        "产业园": "industrial park",
        "管委会": "administrative committee",
        "企业": "firm",
        "90亿元": "9 billion yuan",
    }
    terms = [TermMatch(start=0, end=len(one), source=one, target=english[one]) for one in said]
    assert wordings_of(terms, RuleEngine(lambda source: said[source])) == {"产业园": "business zone"}
