"""Proposals from edits, and the impact of changed entries."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.unit.sample_documents import article
from translator import pipeline
from translator.model import Document, Role, Segment, TermKind, TermMatch
from translator.terms.annotation import annotate
from translator.terms.impact import JobImpact, impact_on
from translator.terms.matching import Matcher
from translator.terms.proof import verify
from translator.terms.proposals.chinese import sources, trimmed
from translator.terms.proposals.context import around_source, passage
from translator.terms.proposals.evidence import Example, examples_of
from translator.terms.proposals.names import kept_names
from translator.terms.proposals.phrases import base_form
from translator.terms.proposals.proposal import Kind, Proposal
from translator.terms.proposals.search import propose
from translator.terms.termbase import Term, Termbase

Edit = tuple[str, str, str]
"""The Chinese, the draft and the reviewed English; an empty English leaves the draft unreviewed."""

READING = [
    (
        "这座城市书房昨天开放。",
        "The city bookhouse opened yesterday.",
        "The city reading room opened yesterday.",
    ),
    (
        "市民喜欢去城市书房看书。",
        "Residents like to see the book.",
        "Residents like to read in city reading rooms.",
    ),
]
STUDIED = [
    ("城市书房全年免费。", "The city bookhouse is free.", "The urban study is free all year."),
    ("城市书房很安静。", "The city bookhouse is quiet.", "The urban study is quiet."),
    ("他走进城市书房。", "He entered the urban study.", "He entered the urban study."),
]
OTHERS = [
    ("图书馆免费开放。", "The library is free.", "The library is free of charge."),
    ("游客参观了博物馆。", "Visitors saw the museum.", "Visitors saw the museum."),
]


def reviewed(edits: Sequence[Edit], terms: Sequence[Term] = (), reviewer: str = "Li Wen") -> Document:
    """Return a job that was drafted with ``terms`` and then reviewed."""
    pairs = [(source, draft) for source, draft, _ in edits]
    document = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, pairs)]),))
    document = annotate(document, Termbase(terms=tuple(terms)))
    texts = {source: text for source, _, text in edits}

    def review(segment: Segment) -> Segment:
        segment, text = verify(segment), texts[segment.source]
        if not text:
            return segment
        done = segment.approved(reviewer) if text == segment.target else segment.edited(text, reviewer)
        return verify(done)

    return pipeline.map_segments(document, review)


def examples(edits: Sequence[Edit], terms: Sequence[Term] = ()) -> tuple[Example, ...]:
    return examples_of([("page", reviewed(edits, terms))], Matcher(terms))


def proposed(edits: Sequence[Edit], terms: Sequence[Term] = (), least: int = 2) -> list[Proposal]:
    return list(propose(examples(edits, terms), least))


def short(proposals: Sequence[Proposal]) -> list[tuple[str, str, str]]:
    return [(p.kind.value, p.source, p.target) for p in proposals]


# --- new terms ------------------------------------------------------------------------------------------------


def test_a_rendering_that_two_edits_add_is_proposed_with_its_evidence():
    [proposal] = proposed([*READING, *OTHERS])
    assert (proposal.kind, proposal.source, proposal.target) == (Kind.NEW, "城市书房", "city reading room")
    assert (proposal.approved, proposal.kept, proposal.against, proposal.score) == ("", 0, 0, 1.0)
    assert [(e.job, e.segment_id, e.reviewer) for e in proposal.evidence] == [
        ("page", "a01.p001.s01", "Li Wen"),
        ("page", "a01.p001.s02", "Li Wen"),
    ]


def test_the_id_stays_when_case_or_number_of_the_rendering_changes():
    [proposal] = proposed(READING)
    assert proposal.id == "padd1d2cc"
    assert replace(proposal, target="City Reading Rooms").id == proposal.id
    assert replace(proposal, target="city study").id != proposal.id


REGIONS = [
    (
        "吸引15个国家和地区的艺术团。",
        "It drew troupes from 15 states.",
        "It drew troupes from 15 countries and regions.",
    ),
    (
        "海关与20个国家和地区签署安排。",
        "Customs signed with 20 states.",
        "Customs signed with 20 countries and regions.",
    ),
    (
        "出口国家和地区增至50个。",
        "The states it sells to are 50.",
        "The countries and regions it sells to are 50.",
    ),
]
ASK = "from tests.unit.test_learning import *; print([(p.id, p.target, len(p.evidence)) for p in proposed(REGIONS)])"


def test_every_process_proposes_the_same_from_the_same_reviews():
    """Ids that one command shows are given to the next; sets of text have another order in each process."""
    shown = {
        subprocess.run(
            [sys.executable, "-c", ASK],
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in range(1, 5)
    }
    assert len(shown) == 1
    [proposal] = proposed(REGIONS)
    assert (proposal.source, proposal.target, len(proposal.evidence)) == (
        "国家和地区",
        "countries and regions",
        3,
    )


def test_the_rendering_has_no_capitals_or_endings_of_its_sentence():
    edits = [
        ("链长制很管用。", "It works.", "Industrial chain chiefs work well."),
        ("这里有链长制。", "It is here.", "The Industrial Chain Chief's list is here."),
        ("青岛推行链长制。", "Qingdao pushes it.", "Qingdao sees the industrial chain chief's work."),
    ]
    assert short(proposed(edits)) == [("new", "链长制", "industrial chain chief")]


def test_one_edit_is_not_enough():
    assert proposed([READING[0], *OTHERS]) == []


def test_a_sentence_that_repeats_counts_once():
    source, draft, text = READING[0]
    assert proposed([READING[0], (source, draft, text), *OTHERS]) == []


def test_min_requires_more_sentences():
    third = (
        "城市书房全年免费。",
        "The city bookhouse is free.",
        "A city reading room is free all year round.",
    )
    assert proposed(READING, least=3) == []
    assert short(proposed([*READING, third], least=3)) == [("new", "城市书房", "city reading room")]


def test_unreviewed_and_deleted_sentences_are_ignored():
    assert proposed([(source, draft, "") for source, draft, _ in READING]) == []


def test_english_that_is_used_for_other_chinese_too_is_not_proposed():
    elsewhere = [
        ("图书馆里有阅览室。", "The library has a room.", "The library has a city reading room."),
        ("学校新建了阅览室。", "The school built a room.", "The school built a city reading room."),
    ]
    assert "城市书房" not in [p.source for p in proposed([*READING, *elsewhere])]


def test_chinese_that_is_mostly_rendered_otherwise_is_not_proposed():
    otherwise = [
        (f"城市书房位于第{n}条街。", f"Bookhouse {n} lies there.", f"Urban library {n} is on that street.")
        for n in "甲乙丙丁"
    ]
    assert "city reading room" not in [p.target for p in proposed([*READING, *otherwise])]


def test_a_rendering_that_most_drafts_have_already_needs_no_entry():
    right = [
        (f"城市书房{n}开放了。", f"City reading room {n} opened.", f"City reading room {n} opened.")
        for n in "甲乙丙丁戊己"
    ]
    assert proposed([*READING, *right]) == []


def test_amounts_are_not_terms():
    edits = [
        ("投资达到五亿元。", "Investment was 5.", "Investment reached 500 million yuan."),
        ("产值超过五亿元。", "Output was 5.", "Output passed 500 million yuan."),
    ]
    assert proposed(edits) == []


def test_a_term_ends_with_a_whole_word():
    edits = [
        ("上海市经信委昨天发文。", "It wrote.", "The Shanghai economy commission wrote."),
        ("上海市经济信息化委昨天开会。", "It met.", "The Shanghai economy commission met."),
    ]
    assert "上海市经" not in [p.source for p in proposed(edits)]


def test_a_clause_is_not_a_term():
    edits = [
        ("记者从市文旅局获悉，书房开放了。", "It opened.", "The municipal bureau said that it opened."),
        ("记者从市文旅局获悉，书房关了。", "It closed.", "The municipal bureau said that it closed."),
    ]
    assert "获悉" not in "".join(p.source for p in proposed(edits))
    assert " said " not in "".join(p.target for p in proposed(edits))


@pytest.mark.parametrize(
    ("form", "source", "found"),
    [
        ("失业保险稳岗返还政策", "稳岗返还", True),
        ("失业保险稳岗返还政策", "稳岗返", False),
        ("县里成立产业专班", "产业专", False),
        ("水利部黄河水利委员会", "黄河", True),
        ("给低保户补助", "低保", True),
        ("共有20家单位", "家单位", False),
    ],
)
def test_terms_stand_between_borders_of_words(form, source, found):
    assert (source in set(sources(form))) == found


@pytest.mark.parametrize(
    ("run", "term"),
    [
        ("截至目前", ""),
        ("目前城市书房", "城市书房"),
        ("推进链长制", "链长制"),
        ("他告诉记者", ""),
        ("局长介绍情况", ""),
        ("我国城市书房", "城市书房"),
        ("城市书房的", "城市书房"),
        ("五亿元投资", ""),
        ("十五五", "十五五"),
    ],
)
def test_openers_are_cut_off_and_clauses_and_amounts_are_dropped(run, term):
    assert trimmed(run) == term


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("city reading rooms", "city reading room"),
        ("prisoners of war", "prisoner of war"),
        ("county economies", "county economy"),
        ("countries and regions", "countries and regions"),
        ("bulk goods", "bulk goods"),
        ("Daliang Mountains", "Daliang Mountains"),
        ("open news", "open news"),
        ("city buses", "city bus"),
        ("greenhouse gases", "greenhouse gas"),
        ("new movies", "new movie"),
        ("data analyses", "data analysis"),
        ("village craftsmen", "village craftsman"),
        ("water specimens", "water specimen"),
        ("county start-ups", "county start-up"),
    ],
)
def test_the_base_form_of_a_common_noun_is_its_singular(text, base):
    assert base_form(text) == base


# --- terms of the term base --------------------------------------------------------------------------------------

STUDY = Term(source="城市书房", target="urban study", file="terms.csv", line=2)
DRAFTED = [
    (
        "这座城市书房昨天开放。",
        "The urban study opened yesterday.",
        "The city reading room opened yesterday.",
    ),
    (
        "市民喜欢去城市书房看书。",
        "Residents read in the urban study.",
        "Residents read in the city reading room.",
    ),
]
KEPT = [
    ("城市书房全年免费。", "The urban study is free.", "The urban study is free."),
    ("城市书房很安静。", "The urban study is quiet.", "The urban study is quiet."),
]


def test_a_term_that_reviewers_render_otherwise_is_a_change():
    [proposal] = proposed([*DRAFTED, KEPT[0]], [STUDY])
    assert short([proposal]) == [("change", "城市书房", "city reading room")]
    assert (proposal.approved, proposal.kept) == ("urban study", 1)


def test_a_term_that_was_kept_as_often_becomes_a_variant():
    [proposal] = proposed([*DRAFTED, *KEPT], [STUDY])
    assert (proposal.kind, proposal.kept) == (Kind.VARIANT, 2)


def test_a_form_that_is_accepted_is_not_proposed():
    assert proposed(DRAFTED, [replace(STUDY, target="city reading room")]) == []
    assert proposed(DRAFTED, [replace(STUDY, variants=("city reading room",))]) == []


def test_the_words_of_a_known_term_are_not_part_of_another():
    room = Term(source="书房", target="reading room")
    assert short(proposed(READING, [room])) == []


# --- disagreements ---------------------------------------------------------------------------------------------------


def sides(proposal: Proposal) -> list[tuple[str, int]]:
    return [(side.target, len(side.evidence)) for side in proposal.renderings]


def test_two_renderings_that_several_sentences_have_are_a_disagreement():
    [proposal] = proposed([*READING, *STUDIED, *OTHERS])
    assert short([proposal]) == [("disagreement", "城市书房", "urban study")]
    assert sides(proposal) == [("urban study", 3), ("city reading room", 2)]
    assert proposal.doubt == "reviewers disagree"


def test_a_draft_that_reviewers_approved_is_a_side_too():
    kept = [(source, after, after) for source, _, after in STUDIED]
    [proposal] = proposed([*READING, *kept])
    assert sides(proposal) == [("urban study", 3), ("city reading room", 2)]


def test_a_disagreement_has_the_same_id_until_a_rendering_joins():
    one, two = proposed([*READING, *STUDIED]), proposed([*STUDIED[:2], *READING])
    assert one[0].id == two[0].id
    assert one[0].id != replace(one[0], renderings=one[0].renderings[:1]).id


def test_one_sentence_with_other_english_is_no_disagreement():
    [proposal] = proposed([*READING, STUDIED[0]])
    assert (proposal.kind, proposal.against) == (Kind.NEW, 1)


def test_forms_of_one_word_are_no_disagreement():
    plural = [(source, draft, after.replace("study", "studies")) for source, draft, after in STUDIED[:2]]
    [proposal] = proposed([*plural, *STUDIED[1:]])
    assert (proposal.kind, proposal.target) == (Kind.NEW, "urban study")


@pytest.mark.parametrize(
    ("proposal", "doubt"),
    [
        ({"kind": Kind.NEW, "number": 3}, ""),
        ({"kind": Kind.NEW, "number": 2}, "only 2 sentences support it"),
        ({"kind": Kind.NEW, "number": 3, "against": 1}, "other sentences have other English"),
        ({"kind": Kind.CHANGE, "number": 3, "approved": "study"}, "the term base has other English"),
        ({"kind": Kind.NAME, "number": 2, "by_rule": "study"}, ""),
    ],
)
def test_a_proposal_says_why_it_is_doubtful(proposal, doubt):
    evidence = examples(STUDIED)[: proposal.pop("number")]
    made = Proposal(source="书房", target="room", score=1.0, evidence=evidence, **proposal)
    assert made.doubt == doubt


# --- names that a rule made ---------------------------------------------------------------------------------------

STREET = TermMatch(
    start=0, end=5, source="长江路街道", target="Changjiang Road Subdistrict", kind=TermKind.DERIVED
)
PERSON = TermMatch(start=0, end=3, source="王小明", target="Wang Xiaoming", kind=TermKind.PERSON)


def with_names(edits: Sequence[Edit], *names: TermMatch) -> Document:
    """Return a reviewed job in whose Chinese these names were found before it was drafted."""

    def found(segment: Segment) -> Segment:
        at = [(name, segment.source.find(name.source)) for name in names]
        here = (replace(name, start=start, end=start + len(name.source)) for name, start in at if start >= 0)
        return verify(replace(segment, terms=tuple(here)))

    return pipeline.map_segments(reviewed(edits), found)


def names_proposed(*jobs: Document, terms: Sequence[Term] = (), least: int = 2) -> list[tuple[str, str, str]]:
    named = [(f"page-{number}", document) for number, document in enumerate(jobs, start=1)]
    found = examples_of(named, Matcher(terms))
    return short([*propose(found, least), *kept_names(found, least)])


SAME = "Changjiang Road Subdistrict opened."
STREETS = [
    ("长江路街道开放。", SAME, SAME),
    (
        "长江路街道很美。",
        "Beautiful Changjiang Road Subdistrict.",
        "Changjiang Road Subdistrict is beautiful.",
    ),
]
NAMED = [
    ("王小明来了。", "Wang Xiaoming came.", "Wang Xiaoming came."),
    ("王小明走了。", "Wang Xiaoming left.", "Wang Xiaoming left."),
]


def test_a_name_by_rule_that_reviewers_kept_is_proposed_with_its_sentences():
    found = examples_of([("page", with_names(STREETS, STREET))], Matcher(()))
    [proposal] = kept_names(found)
    assert short([proposal]) == [("name", "长江路街道", "Changjiang Road Subdistrict")]
    assert (proposal.by_rule, proposal.kept, proposal.score) == ("Changjiang Road Subdistrict", 2, 1.0)
    assert [example.segment_id for example in proposal.evidence] == ["a01.p001.s01", "a01.p001.s02"]


def test_a_name_that_stands_in_one_sentence_or_in_drafts_only_is_not_proposed():
    assert not names_proposed(with_names(STREETS[:1], STREET))
    assert not names_proposed(with_names([STREETS[0], (*STREETS[1][:2], "")], STREET))
    assert not names_proposed(with_names(STREETS, STREET), least=3)


def test_a_name_that_a_reviewer_spelled_anew_is_not_proposed_as_it_was():
    once = ("他去长江路街道。", "He went to Changjiang Road Subdistrict.", "He went to Yangtze Road Street.")
    assert not names_proposed(with_names([*STREETS, once], STREET))


def test_a_name_that_reviewers_spell_anew_alike_is_a_new_term_in_its_own_bounds():
    edits = [
        (
            "他去长江路街道办事处。",
            "He went to Changjiang Road Subdistrict.",
            "He went to Yangtze Road Street.",
        ),
        ("长江路街道很美。", SAME, "Yangtze Road Street is beautiful."),
    ]
    found = examples_of([("page", with_names(edits, STREET))], Matcher(()))
    [proposal] = propose(found)
    assert short([proposal]) == [("new", "长江路街道", "Yangtze Road Street")]
    assert (proposal.approved, proposal.by_rule) == ("", "Changjiang Road Subdistrict")


def test_a_person_is_proposed_when_two_jobs_have_the_name():
    assert not names_proposed(with_names(NAMED, PERSON))
    assert names_proposed(with_names(NAMED[:1], PERSON), with_names(NAMED[1:], PERSON)) == [
        ("name", "王小明", "Wang Xiaoming")
    ]


def test_a_name_that_has_an_entry_by_now_is_not_proposed():
    entry = Term(source="长江路街道", target="Changjiang Road Subdistrict")
    assert not names_proposed(with_names(STREETS, STREET), terms=[entry])


# --- context -----------------------------------------------------------------------------------------------------


def test_a_passage_shows_what_the_draft_had():
    first, second = examples(READING)
    one = passage(first, "city reading room")
    assert (one.left, one.before, one.after, one.right) == (
        "The ",
        "city bookhouse",
        "city reading room",
        " opened yesterday.",
    )
    assert passage(second, "city reading room").after == "city reading rooms"
    assert passage(first, "not there").after == first.after
    assert around_source(first, "城市书房") == ("这座", "城市书房", "昨天开放。")


# --- impact --------------------------------------------------------------------------------------------------------


def impact(document: Document, *terms: Term, only: Sequence[str] = ()) -> JobImpact:
    return impact_on("page", document, Matcher(terms), frozenset(only))


def test_a_new_entry_lists_the_reviewed_sentences_with_other_english():
    found = impact(reviewed([*READING, *OTHERS]), STUDY)
    assert [(d.segment_id, d.term, d.approved, d.earlier) for d in found.disagreements] == [
        ("a01.p001.s01", "城市书房", "urban study", ""),
        ("a01.p001.s02", "城市书房", "urban study", ""),
    ]
    assert (found.agreeing, found.drafts) == (0, 0)
    assert found.disagreements[0].english == READING[0][2]


def test_a_new_entry_agrees_where_the_english_has_it_in_any_form():
    found = impact(reviewed(READING), replace(STUDY, target="city reading room"))
    assert (found.disagreements, found.agreeing) == ((), 2)
    found = impact(reviewed(READING), replace(STUDY, variants=("city reading room",)))
    assert (found.disagreements, found.agreeing) == ((), 2)


def test_an_entry_that_a_reviewer_did_not_follow_is_not_reported():
    document = reviewed(DRAFTED, [STUDY])
    assert impact(document, STUDY) == JobImpact(job="page")
    [first, _] = impact(document, replace(STUDY, target="urban book house")).disagreements
    assert first.earlier == "urban study"


@pytest.mark.parametrize(("variants", "count"), [((), 2), (("city reading room",), 0), (("other",), 2)])
def test_a_removed_variant_disagrees_where_it_was_used(variants, count):
    document = reviewed(DRAFTED, [replace(STUDY, variants=("city reading room",))])
    assert len(impact(document, replace(STUDY, variants=variants)).disagreements) == count


def test_a_new_variant_does_not_matter_where_the_term_was_missing_before():
    document = reviewed(DRAFTED, [STUDY])
    assert impact(document, replace(STUDY, variants=("book house",))).disagreements == ()


def test_an_entry_for_a_name_by_rule_is_news_only_where_its_english_is_other():
    document = with_names(STREETS, STREET)

    def impact(target):
        return impact_on("page", document, Matcher([Term(source="长江路街道", target=target)]))

    assert impact("Changjiang Road Subdistrict") == JobImpact(job="page")
    found = impact("Changjiang Lu Street").disagreements
    assert [(one.segment_id, one.earlier) for one in found] == [("a01.p001.s01", ""), ("a01.p001.s02", "")]


def test_drafts_are_counted_only():
    document = reviewed([READING[0], (READING[1][0], READING[1][1], "")])
    found = impact(document, STUDY)
    assert (len(found.disagreements), found.drafts) == (1, 1)


def test_only_the_given_sources_are_checked():
    document = reviewed([*READING, *OTHERS])
    museum = Term(source="博物馆", target="gallery")
    assert len(impact(document, STUDY, museum).disagreements) == 3
    assert [d.term for d in impact(document, STUDY, museum, only=["博物馆"]).disagreements] == ["博物馆"]
