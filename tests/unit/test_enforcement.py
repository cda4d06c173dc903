"""Approved terms, names and figures that come into a translation: requests, repairs, and the choice among answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from translator.model import (
    Ability,
    Evidence,
    Link,
    Priority,
    Segment,
    TermKind,
    TermMatch,
    TermStatus,
    Translation,
)
from translator.terms import requests
from translator.terms.enforcement import (
    Attempt,
    attempt_of,
    best_first_attempt,
    best_further_attempt,
    certainly_missing,
    choose,
    corrected,
    first_request,
    further_requests,
    single_term,
)
from translator.terms.repair import aligned, repaired
from translator.terms.splicing import spliced

TERMS = {
    "青岛市": "Qingdao",
    "数字经济": "digital economy",
    "营商环境": "business environment",
    "社会资本": "private capital",
}


def segment(source: str, **fields: object) -> Segment:
    """Return a segment with every term of `TERMS` in its source; fields are those of each term."""
    found = [
        TermMatch(start=source.index(zh), end=source.index(zh) + len(zh), source=zh, target=en, **fields)  # type: ignore[arg-type]
        for zh, en in TERMS.items()
        if zh in source
    ]
    return Segment(id="s", source=source, terms=tuple(sorted(found, key=lambda term: term.start)))


def linked(source: str, text: str, *pairs: tuple[str, str]) -> Translation:
    """Return an answer whose words are linked with those of its source as the pairs say."""
    links = [
        Link(
            start=text.index(en),
            end=text.index(en) + len(en),
            source_start=source.index(zh),
            source_end=source.index(zh) + len(zh),
            weight=0.9,
        )
        for zh, en in pairs
    ]
    return Translation(text=text, links=tuple(links))


def sound(_text: str) -> bool:
    return True


# --- a segment that is a term


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("数字经济", "Digital economy"),
        ("数字经济。", "Digital economy."),
        ("“数字经济”", '"Digital economy"'),
        (" 青岛市：", "Qingdao:"),
    ],
)
def test_a_segment_that_is_a_term_needs_no_engine(source: str, english: str) -> None:
    assert single_term(segment(source)) == english


@pytest.mark.parametrize("source", ["发展数字经济", "青岛市数字经济", "优化服务", "数字经济2.0", ""])
def test_other_segments_need_the_engine(source: str) -> None:
    assert single_term(segment(source)) is None


def test_an_advisory_term_is_never_the_answer() -> None:
    assert single_term(segment("数字经济", priority=Priority.ADVISE)) is None


def test_a_term_to_repair_is_the_answer_as_a_forced_one_is() -> None:
    assert single_term(segment("数字经济", priority=Priority.REPAIR)) == "Digital economy"


def test_a_name_keeps_its_own_small_letter() -> None:
    term = TermMatch(start=0, end=4, source="苹果手机", target="iPhone")
    assert single_term(Segment(id="s", source="苹果手机", terms=(term,))) == "iPhone"


def test_a_term_with_its_own_case_is_the_answer_as_it_is_written() -> None:
    term = TermMatch(start=0, end=4, source="阿迪达斯", target="adidas", case="as-is")
    assert single_term(Segment(id="s", source="阿迪达斯", terms=(term,))) == "adidas"


@pytest.mark.parametrize(
    ("target", "draft", "text"),
    [
        ("adidas", "adidas opened a shop.", "adidas opened a shop."),
        ("adidas", "Adidas opened a shop.", "adidas opened a shop."),
        ("WeChat", "People use Wechat.", "People use WeChat."),
        ("WeChat", "Wechats are many.", "Wechats are many."),
    ],
)
def test_a_term_with_its_own_case_gets_it_in_a_draft(target: str, draft: str, text: str) -> None:
    term = TermMatch(start=0, end=2, source="甲乙", target=target, case="as-is")
    asked = Segment(id="s", source="甲乙丙", terms=(term,))
    assert best_first_attempt(asked, first_request(asked), Translation(text=draft), sound).text == text


# --- what an engine is asked


def test_the_english_stands_in_the_source_between_single_spaces() -> None:
    request = first_request(segment("青岛市发展数字经济，优化 营商环境 。"))
    assert request.text == "Qingdao 发展 digital economy ，优化 business environment 。"


def test_neighbouring_terms_do_not_run_together() -> None:
    assert first_request(segment("青岛市数字经济")).text == "Qingdao digital economy"


def test_a_source_without_terms_goes_as_it_is() -> None:
    assert first_request(segment("优化服务，增长5%。")).text == "优化服务，增长5%。"


@pytest.mark.parametrize("priority", [Priority.REPAIR, Priority.ADVISE])
def test_only_forced_terms_are_given_in_english(priority: Priority) -> None:
    asked = segment("发展数字经济，投资90亿元", priority=priority)
    assert first_request(asked).text == asked.source
    assert requests.with_everything(asked).text == "发展数字经济，投资 9 billion yuan"


def test_an_amount_in_a_term_that_is_not_given_is_free() -> None:
    term = TermMatch(start=0, end=5, source="600多元", target="over 600 yuan", priority=Priority.REPAIR)
    asked = Segment(id="s", source="600多元", terms=(term,))
    assert [amount.start for amount in requests.free_amounts(asked)] == [0]
    assert requests.free_amounts(replace(asked, terms=(replace(term, priority=Priority.FORCE),))) == []


def test_every_part_of_the_source_has_its_place_in_the_request() -> None:
    asked = segment("青岛市发展数字经济 ，优化服务。")
    request = first_request(asked)
    for part, there in [
        ("青岛市", "Qingdao"),
        ("数字经济", "digital economy"),
        ("优化", "优化"),
        ("发展", "发展"),
    ]:
        at = asked.source.index(part)
        start, end = request.span(at, at + len(part))
        assert request.text[start:end] == there


def test_amounts_are_given_in_english_on_request() -> None:
    request = requests.with_everything(segment("青岛市投资90亿元。"))
    assert request.text == "Qingdao 投资 9 billion yuan 。"


def test_nothing_more_is_asked_when_nothing_is_missing() -> None:
    asked = segment("青岛市发展")
    assert further_requests(asked, Attempt(text="Qingdao develops", evidence=(Evidence.INLINE,))) == ()


def test_then_the_plain_source_and_single_missing_terms_are_asked() -> None:
    asked = segment("青岛市发展数字经济，优化营商环境")
    attempt = Attempt(text="Qingdao grows", evidence=(Evidence.INLINE, None, None), lacking=2)
    assert [request.text for request in further_requests(asked, attempt)] == [
        "青岛市发展数字经济，优化营商环境",
        "青岛市发展 digital economy ，优化营商环境",
        "青岛市发展数字经济，优化 business environment",
    ]


def test_a_missing_term_to_repair_is_given_too_beside_the_forced_ones() -> None:
    asked = segment("青岛市发展数字经济，优化营商环境")
    city, *others = asked.terms
    asked = replace(asked, terms=(replace(city, priority=Priority.REPAIR), *others))
    assert first_request(asked).text == "青岛市发展 digital economy ，优化 business environment"
    attempt = Attempt(text="It grows", evidence=(None, Evidence.INLINE, Evidence.INLINE), lacking=1)
    assert [request.text for request in further_requests(asked, attempt)] == [
        "青岛市发展数字经济，优化营商环境",
        "Qingdao 发展数字经济，优化营商环境",
        "Qingdao 发展 digital economy ，优化 business environment",
    ]


def test_amounts_in_english_are_asked_for_where_a_figure_is_wrong() -> None:
    asked = segment("投资90亿元。")
    attempt = best_first_attempt(asked, first_request(asked), Translation(text="It invested money."), sound)
    assert attempt.lacking == 1
    assert [request.text for request in further_requests(asked, attempt)] == ["投资 9 billion yuan 。"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("甲方同意，乙方也同意， 丙方不同意。", "甲方同意，乙方也同意，\n丙方不同意。"),
        ("我们优化服务，也创新， 数字经济发展。", "我们优化服务，也创新，\ndigital economy 发展。"),
        ("我们优化服务， 发展数字经济， 推动创新。", "我们优化服务，\n发展 digital economy ，\n推动创新。"),
    ],
)
def test_a_part_begins_at_its_mark_also_where_white_space_follows(source: str, text: str) -> None:
    asked = segment(source)
    attempt = Attempt(text="It grows", evidence=(Evidence.INLINE,) * len(asked.terms))
    assert further_requests(asked, attempt, faulty=True)[0].text == text


# --- long terms


PLAN = "Three-Year Action Plan for Attracting Talent to Qingdao"
ALIGNED = (Ability.INLINE, Ability.ALIGNMENT)


def planned(target: str = PLAN) -> Segment:
    """Return a segment with one term, the name of a plan."""
    term = TermMatch(start=2, end=6, source="人才计划", target=target)
    return Segment(id="s", source="制订人才计划。", terms=(term,))


@pytest.mark.parametrize(
    ("english", "brief"),
    [
        (PLAN, "Action Plan"),
        ("mechanism for coordinating and combining policies", "mechanism"),
        ("zone for cross-border e-commerce", "zone"),
        ("integrated reform of cross-border e-commerce", "integrated reform"),
        ("integrated pilot of e-commerce", "integrated pilot"),
        ("new cross-border rural e-commerce", "rural e-commerce"),
        ("Qingdao Municipal Government Guidance Fund", "Guidance Fund"),
        ("hospitals at the county level (Class II)", "hospitals"),
        ("new energy vehicle", "new energy vehicle"),
        ("postdoctoral innovation and entrepreneurship", "postdoctoral innovation and entrepreneurship"),
        (
            "market-oriented, law-based and internationalized",
            "market-oriented, law-based and internationalized",
        ),
        ("5 + 12 + N", "5 + 12 + N"),
    ],
)
def test_two_words_stand_for_a_long_term(english: str, brief: str) -> None:
    assert requests.brief(english) == brief


def test_an_engine_with_an_alignment_gets_long_terms_in_brief() -> None:
    assert first_request(planned(), ALIGNED).text == "制订 Action Plan 。"
    assert first_request(planned()).text == f"制订 {PLAN} 。"


@pytest.mark.parametrize(
    ("text", "of_the_term", "right"),
    [
        ("It makes an action plan.", ("Plan", "action"), f"It makes a {PLAN}."),
        ("It makes action plans now.", ("Plan", "plans"), f"It makes {PLAN} now."),
        ("It makes an action plan.", ("制订", "makes"), f"It makes a {PLAN}."),
        ("It makes a three-year action plan.", ("Plan", "three-year"), f"It makes a {PLAN}."),
    ],
)
def test_the_whole_term_takes_the_place_of_the_words_that_stood_for_it(
    text: str, of_the_term: tuple[str, str], right: str
) -> None:
    request = first_request(planned(), ALIGNED)
    attempt = best_first_attempt(planned(), request, linked(request.text, text, of_the_term), sound)
    assert (attempt.text, attempt.evidence) == (right, (Evidence.INLINE,))


def test_words_that_stand_twice_are_not_replaced_without_an_alignment() -> None:
    request = first_request(planned(), ALIGNED)
    answer = Translation(text="An action plan is an action plan.")
    assert best_first_attempt(planned(), request, answer, sound).text == answer.text


def test_a_missing_long_term_is_asked_for_whole() -> None:
    attempt = Attempt(text="It makes nothing.", evidence=(None,), lacking=1)
    assert f"制订 {PLAN} 。" in [one.text for one in further_requests(planned(), attempt, ALIGNED)]


# --- repairs


def test_what_the_engine_wrote_for_a_term_is_replaced() -> None:
    asked = segment("发展数字经济")
    request = first_request(asked)
    wrong = linked(
        request.text, "Develop the number economics", ("digital", "number"), ("economy", "economics")
    )
    assert repaired(asked, request, wrong, sound) == ("Develop the digital economy", {0: Evidence.ALIGNED})


@pytest.mark.parametrize(
    ("priority", "text", "evidence"),
    [
        (Priority.REPAIR, "Hebei grows", Evidence.ALIGNED),
        (Priority.ADVISE, "Hubei grows", None),
    ],
)
def test_a_wrong_place_is_repaired_unless_its_term_only_advises(
    priority: Priority, text: str, evidence: Evidence | None
) -> None:
    term = TermMatch(start=0, end=2, source="河北", target="Hebei", priority=priority)
    asked = Segment(id="s", source="河北发展", terms=(term,))
    wrong = linked("河北发展", "Hubei grows", ("河北", "Hubei"))
    attempt = best_first_attempt(asked, first_request(asked), wrong, sound)
    assert (attempt.text, attempt.evidence, attempt.complete) == (text, (evidence,), True)


def test_what_was_put_in_counts_against_a_finished_draft() -> None:
    asked = segment("青岛市数字经济", status=TermStatus.FOUND)
    city, economy = asked.terms
    terms = (replace(city, evidence=Evidence.INLINE), replace(economy, evidence=Evidence.ALIGNED))
    drafted = replace(asked, target="Qingdao digital economy", terms=terms)
    assert attempt_of(drafted, ()).repairs == 1


def test_a_term_to_repair_that_nothing_renders_is_missing() -> None:
    asked = segment("青岛市发展", priority=Priority.REPAIR)
    attempt = best_first_attempt(
        asked, first_request(asked), linked(asked.source, "It grows", ("发展", "grows")), sound
    )
    assert (attempt.text, attempt.lacking) == ("It grows", 1)
    assert certainly_missing(asked, attempt) == (("青岛市", "Qingdao"),)


def test_a_repair_that_breaks_the_sentence_is_not_made() -> None:
    asked = segment("发展数字经济")
    request = first_request(asked)
    wrong = linked(request.text, "Develop the number", ("digital", "number"))
    assert repaired(asked, request, wrong, lambda text: text == wrong.text) == (wrong.text, {})


def test_a_repair_that_destroys_another_term_is_not_made() -> None:
    asked = segment("青岛市数字经济")
    request = first_request(asked)
    wrong = linked(request.text, "Qingdao grows", ("digital economy", "Qingdao"))
    assert repaired(asked, request, wrong, sound)[0] == "Qingdao grows"


def test_a_repair_that_loses_a_figure_is_not_made() -> None:
    asked = segment("数字经济增长35%")
    request = first_request(asked)
    wrong = linked(request.text, "It grew 35 percent", ("digital economy", "35 percent"))
    assert repaired(asked, request, wrong, sound)[0] == "It grew 35 percent"


def test_a_forbidden_form_is_replaced_without_alignment() -> None:
    asked = segment("引入社会资本", forbidden=("social capital",))
    request = first_request(asked)
    wrong = Translation(text="Social capital is let in.")
    assert repaired(asked, request, wrong, sound) == ("Private capital is let in.", {0: Evidence.ALIGNED})


def test_a_wrong_amount_is_replaced_by_the_right_one() -> None:
    asked = segment("投资90亿元。")
    request = first_request(asked)
    wrong = Translation(text="It invested 90 billion yuan.")
    assert repaired(asked, request, wrong, sound)[0] == "It invested 9 billion yuan."


def test_the_words_of_another_term_are_not_taken_for_the_rendering_of_a_missing_one() -> None:
    asked = segment("青岛市数字经济")
    request = first_request(asked)
    near = linked(
        request.text, "Qingdao number grows", ("Qingdao", "Qingdao"), ("digital economy", "Qingdao number")
    )
    assert repaired(asked, request, near, sound)[0] == "Qingdao digital economy grows"


def test_the_preposition_before_a_rendering_stays() -> None:
    asked = segment("在青岛市工作")
    request = first_request(asked)
    near = linked(request.text, "He works in Tsingtao of late", ("Qingdao", "in"), ("Qingdao", "Tsingtao"))
    assert repaired(asked, request, near, sound)[0] == "He works in Qingdao of late"
    alone = linked(request.text, "He works in there", ("Qingdao", "in"))
    assert repaired(asked, request, alone, sound)[0] == "He works in Qingdao there"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("项目耗资港币3亿元。", "The project cost HK$300 million."),
        ("总投资约3.6亿人民币。", "Total investment is about 360 million yuan."),
        ("涨到每斤3元5角。", "It rose to 3.5 yuan per jin."),
        ("这座桥宽三十三米五。", "The bridge is 33.5 meters wide."),
        ("被判处有期徒刑十二年六个月。", "He was sentenced to 12 and a half years in prison."),
        ("孩子今年5岁半。", "The child is five and a half years old."),
        ("孩子今年六周岁三个月零两天。", "The child is six and a quarter years old."),
        ("处三年以上七年以下有期徒刑。", "He got more than three years but less than nine years in prison."),
        ("重3钱5厘。", "It weighs 3.5 qian."),
    ],
)
def test_a_figure_that_may_be_part_of_an_amount_is_not_put_in(source: str, text: str) -> None:
    asked = segment(source)
    assert repaired(asked, requests.plain(asked), Translation(text=text), sound)[0] == text


def test_a_wrong_figure_in_an_amount_that_is_a_term_is_replaced() -> None:
    term = TermMatch(start=2, end=7, source="600多元", target="more than 600 yuan")
    asked = Segment(id="s", source="增收600多元。", terms=(term,))
    wrong = Translation(text="Income rose by 6,000 yuan.")
    assert repaired(asked, first_request(asked), wrong, sound) == (
        "Income rose by more than 600 yuan.",
        {0: Evidence.ALIGNED},
    )


def test_several_things_are_repaired_in_one_sentence() -> None:
    asked = segment("青岛市数字经济投资90亿元")
    request = first_request(asked)
    wrong = linked(
        request.text, "Tsingtao invested 90 billion yuan in the number",
        ("Qingdao", "Tsingtao"), ("digital economy", "number"),
    )  # fmt: skip
    assert repaired(asked, request, wrong, sound) == (
        "Qingdao invested 9 billion yuan in the digital economy",
        dict.fromkeys((0, 1), Evidence.ALIGNED),
    )


def test_words_that_only_glance_at_the_term_are_not_its_rendering() -> None:
    faint = Link(start=0, end=7, source_start=0, source_end=2, weight=0.2)
    assert aligned(Translation(text="Develop", links=(faint,)), (0, 2)) is None
    assert aligned(Translation(text="Develop"), (0, 2)) is None


def test_one_word_between_aligned_words_belongs_to_them_and_a_possessive_does_not() -> None:
    near = linked("甲乙", "Office of dawn's light", ("甲", "Office"), ("甲", "dawn's"))
    start, end = aligned(near, (0, 1)) or (0, 0)
    assert near.text[start:end] == "Office of dawn"
    far = linked("甲乙", "Office in the dawn", ("甲", "Office"), ("甲", "dawn"))
    assert aligned(far, (0, 1)) == (0, 6)


@pytest.mark.parametrize(
    ("text", "wrong", "english", "right"),
    [
        ("He is a expert.", "expert", "engineer", "He is an engineer."),
        ("It built an area.", "area", "demonstration zone", "It built a demonstration zone."),
        ("a body", "body", "SME", "an SME"),
        ("A body", "body", "university", "A university"),
        ("the bureau said", "bureau", "the State Council", "the State Council said"),
        ("Society money came.", "Society money", "private capital", "Private capital came."),
        ("It ended. Society came.", "Society", "private capital", "It ended. Private capital came."),
        ("The Zone grew", "Zone", "demonstration zone", "The demonstration zone grew"),
        ("three area", "area", "demonstration zone", "three demonstration zones"),
        ("12 area", "area", "policy", "12 policies"),
        ("one area", "area", "policy", "one policy"),
        ("the “hundred” plan", "hundred", "“Ten-Hundred”", "the “Ten-Hundred” plan"),
        ("said Lin Linyi", "Linyi", "Lin Yizhou", "said Lin Yizhou"),
        ("with a bureau", "bureau", "The Tax Bureau", "with a Tax Bureau"),
        ("with bureau", "bureau", "The Tax Bureau", "with the Tax Bureau"),
        ("area, then", "area", "iPhone", "iPhone, then"),
        ("the Tax Bureau said", "Tax", "City Tax Bureau", "the City Tax Bureau said"),
        ("the tax bureau, then", "tax", "City Tax Bureau", "the City Tax Bureau, then"),
        ("of the Data Bureau office", "office", "Data Bureau", "of the Data Bureau"),
        ("the goal of “two carbon” is", "carbon", "“two carbon” goals", "the goal of “two carbon” goals is"),
        (
            "for agriculture, rural areas and farmers",
            "agriculture",
            "agriculture, rural areas and farmers",
            "for agriculture, rural areas and farmers",
        ),
        (
            "a specialized, refined, distinctive and innovative firm",
            "specialized",
            "specialized, refined",
            "a specialized, refined, distinctive and innovative firm",
        ),
        (
            "in the sector, economy experts say",
            "sector",
            "digital economy",
            "in the digital economy, economy experts say",
        ),
        ("the “two carbon” goals", "two carbon", "“two carbon” goals", "the “two carbon” goals"),
        (
            "all districts (cities) grow",
            "districts (cities",
            "district and county",
            "all district and county grow",
        ),
        ("in (the city) there", "the city)", "Qingdao", "in Qingdao there"),
        ("in cities (all) there", "cities", "towns", "in towns (all) there"),
    ],
)
def test_article_capital_and_number_are_repaired(text: str, wrong: str, english: str, right: str) -> None:
    at = text.rindex(wrong)
    assert spliced(text, (at, at + len(wrong)), english) == right


@pytest.mark.parametrize(
    ("text", "wrong", "english", "right"),
    [
        ("The city has 300 buses.", "buses", "bus", "The city has 300 buses."),
        ("Private companies are growing", "Private companies", "private enterprise", "Private enterprises are growing"),
        ("the growth of private companies.", "private companies", "private firm", "the growth of private firms."),
        ("More than 20 national pilots", "national pilots", "pilot zone of the country",
         "More than 20 pilot zones of the country"),
        ("150,000 new cars", "new cars", "new energy vehicle (NEV)", "150,000 new energy vehicles (NEV)"),
        ("two workers", "workers", "craftsman", "two craftsmen"),
        ("three pages", "pages", "leaf", "three leaves"),
        ("5 men", "men", "hero", "5 heroes"),
        ("300 coach drivers", "coach", "bus", "300 bus drivers"),
        ("rural goods move", "rural goods", "freight traffic", "Freight traffic move"),
        ("better livelihoods", "livelihoods", "well-being", "better well-being"),
        ("the social services", "social services", "public affairs", "the public affairs"),
        ("of the United States grow", "United States", "country", "of the country grow"),
        ("the sciences grow", "sciences", "science and technology", "the science and technology grow"),
        ("a companies", "companies", "firm", "a firm"),
    ],
)  # fmt: skip
def test_a_noun_is_plural_where_several_precede_or_the_replaced_words_were(
    text: str, wrong: str, english: str, right: str
) -> None:
    at = text.rindex(wrong)
    assert spliced(text, (at, at + len(wrong)), english) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The city added 120 digital hub this year.", "The city added 120 digital hubs this year."),
        ("Three digital hub selected", "Three digital hubs selected"),
        ("Some 2,000 digital hub opened.", "Some 2,000 digital hubs opened."),
        ("3-5 digital hub", "3-5 digital hubs"),
        ("5 million digital hub", "5 million digital hubs"),
        ("Only 1 digital hub opened.", "Only 1 digital hub opened."),
        ("In 2024 digital hub plans grew.", "In 2024 digital hub plans grew."),
        ("By 2025 digital hub opened.", "By 2025 digital hub opened."),
        ("On May 4 digital hub opened.", "On May 4 digital hub opened."),
        ("The phase 2 digital hub opened.", "The phase 2 digital hub opened."),
        ("a $5 million digital hub", "a $5 million digital hub"),
        ("20 digital hub managers", "20 digital hub managers"),
        ("20 digital hub-based firms", "20 digital hub-based firms"),
        ("120 digital hubs opened.", "120 digital hubs opened."),
        ("120 digital hubs and a digital hub.", "120 digital hubs and a digital hub."),
    ],
)
def test_a_term_that_was_given_is_plural_where_several_precede(text: str, right: str) -> None:
    term = TermMatch(start=0, end=4, source="数字枢纽", target="digital hub")
    asked = Segment(id="s", source="数字枢纽", terms=(term,))
    attempt = best_first_attempt(asked, first_request(asked), Translation(text=text), lambda _text: True)
    assert (attempt.text, attempt.complete) == (right, attempt.figures == 0)


def test_a_verb_a_trademark_and_a_name_have_no_plural() -> None:
    hub = TermMatch(start=0, end=2, source="枢纽", target="hub")
    for term in (replace(hub, pos="verb"), replace(hub, case="as-is"), replace(hub, kind=TermKind.DERIVED)):
        asked = Segment(id="s", source="枢纽", terms=(term,))
        attempt = best_first_attempt(
            asked, first_request(asked), Translation(text="They have three hub."), lambda _text: True
        )
        assert attempt.text == "They have three hub."


def test_the_name_of_a_person_takes_no_article() -> None:
    for text, right in [("The president spoke.", "Wang Ming spoke."), ("with a president", "with Wang Ming")]:
        at = text.index("president")
        assert spliced(text, (at, at + 9), "Wang Ming", person=True) == right


# --- one rendering


@pytest.mark.parametrize(
    ("text", "preferred"),
    [
        ("Tsingtao grows.", "Qingdao grows."),
        ("Tsingtao’s port", "Qingdao’s port"),
        ("Qingdao grows.", "Qingdao grows."),
        ("Cities of Qingdaos grow", "Cities of Qingdaos grow"),
    ],
)
def test_a_term_found_as_a_variant_gets_its_preferred_form(text: str, preferred: str) -> None:
    asked = segment("青岛市发展", variants=("Tsingtao", "Qingdaos Cities"))
    attempt = best_first_attempt(asked, first_request(asked), Translation(text=text), sound)
    assert attempt.text == preferred


def test_a_variant_in_the_other_number_stays() -> None:
    term = TermMatch(
        start=0, end=4, source="中小企业", target="small and medium-sized enterprises", variants=("SME",)
    )
    asked = Segment(id="s", source="中小企业来了", terms=(term,))
    attempt = best_first_attempt(asked, first_request(asked), Translation(text="An SME came."), sound)
    assert attempt.text == "An SME came."


# --- the choice


def test_each_term_says_how_it_came_into_the_english() -> None:
    asked = segment("青岛市数字经济，营商环境")
    request = requests.with_terms(asked, asked.terms[:2])
    wrong = linked(
        request.text, "Qingdao number economy and business environment", ("digital economy", "number")
    )
    attempt = best_first_attempt(asked, request, wrong, sound)
    assert attempt.evidence == (Evidence.INLINE, Evidence.ALIGNED, Evidence.DRAFT)
    assert (attempt.lacking, attempt.complete) == (0, True)


def test_a_sentence_begins_with_a_capital_also_where_it_begins_with_a_term() -> None:
    asked = segment("数字经济增长")
    answered = Translation(text="digital economy grows")
    assert best_first_attempt(asked, first_request(asked), answered, sound).text == "Digital economy grows"


def test_another_answer_is_chosen_for_its_terms() -> None:
    asked = segment("发展数字经济")
    other = Translation(text="Develop the digital economy")
    attempt = best_first_attempt(
        asked, first_request(asked), Translation(text="Grow", alternatives=(other,)), sound
    )
    assert (attempt.text, attempt.evidence) == (other.text, (Evidence.CHOSEN,))


def test_an_answer_that_needs_no_repair_is_better_than_one_that_does() -> None:
    asked = segment("发展数字经济")
    request = first_request(asked)
    other = Translation(text="Grow the digital economy")
    main = linked(request.text, "Develop a number", ("digital economy", "number"))
    attempt = best_first_attempt(
        asked, request, Translation(text=main.text, links=main.links, alternatives=(other,)), sound
    )
    assert attempt.text == other.text


def test_a_further_request_says_so() -> None:
    asked = segment("发展数字经济")
    attempt = best_further_attempt(asked, requests.plain(asked), Translation(text="Digital economy"), sound)
    assert attempt.evidence == (Evidence.CHOSEN,)


def test_a_figure_is_worth_more_than_a_term() -> None:
    term, figure = Attempt(text="no term", lacking=1), Attempt(text="no figure", lacking=1, figures=1)
    assert choose([figure, term]) is term


def test_a_tie_goes_to_the_first() -> None:
    first, second = Attempt(text="Qingdao, growing"), Attempt(text="Qingdao grows")
    assert choose([first, second]) is first


def test_a_term_is_not_bought_with_a_broken_sentence() -> None:
    broken = Attempt(text="Qingdao Qingdao Qingdao", warnings=("repetition",))
    whole = Attempt(text="The city grows", lacking=1)
    assert choose([broken, whole]) is whole
    assert choose([Attempt(text=" "), broken]) is broken


@pytest.mark.parametrize("text", ["", "发展数字经济", "Grow grow grow"])
def test_an_engine_that_does_not_translate_finds_no_term(text: str) -> None:
    asked = segment("发展数字经济")
    attempt = best_first_attempt(asked, first_request(asked), Translation(text=text), sound)
    assert attempt.evidence == (None,)
    assert not attempt.complete


def test_a_term_of_pattern_characters_is_put_in_as_it_is_written() -> None:
    term = TermMatch(start=0, end=2, source="甲乙", target=r"C++ (\1) [x]")
    asked = Segment(id="s", source="甲乙来了", terms=(term,))
    request = first_request(asked)
    wrong = linked(request.text, "See came", (r"C++ (\1) [x]", "See"))
    assert repaired(asked, request, wrong, sound)[0] == r"C++ (\1) [x] came"


def test_what_an_engine_corrected_is_said_to_be_decoded_again() -> None:
    asked = segment("青岛市发展数字经济")
    before = best_first_attempt(asked, first_request(asked), Translation(text="Qingdao grows"), sound)
    assert certainly_missing(asked, before) == (("数字经济", "digital economy"),)
    after = corrected(asked, before, Translation(text="Qingdao grows its digital economy"), sound)
    assert after.evidence == (Evidence.INLINE, Evidence.CORRECTED)
