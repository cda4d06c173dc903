"""The form of a term with an abbreviation, by its place in the article."""

from dataclasses import replace

import pytest

from translator.model import Article, Block, Document, Role, Segment, State
from translator.terms.annotation import annotate, same_entry
from translator.terms.matching import Matcher
from translator.terms.termbase import Term, Termbase

PARTY = Term(source="中国共产党", target="Communist Party of China", abbreviation="CPC")
PARTY_SHORT = Term(source="中共", target="Communist Party of China", abbreviation="CPC")
WTO = Term(
    source="世贸组织", target="World Trade Organization", variants=("world trade body",), abbreviation="WTO"
)
BASE = Termbase(terms=(PARTY, PARTY_SHORT, WTO))


def block(source: str, role: Role = Role.PARAGRAPH, **fields) -> Block:
    segment = Segment(id=source, source=source, **fields)
    return Block(id=source, role=role, text=source, segments=(segment,))


def targets(*articles: tuple[Block, ...]) -> list[str]:
    document = Document(
        name="page",
        articles=tuple(Article(id=f"a{at}", title="", blocks=blocks) for at, blocks in enumerate(articles)),
    )
    return [term.target for segment in annotate(document, BASE).segments() for term in segment.terms]


def approved(source: str, english: str) -> Block:
    return block(source, target=english, state=State.REVIEWED)


def test_the_first_mention_is_the_full_name_with_the_abbreviation_and_later_ones_the_abbreviation():
    blocks = (block("中国共产党与世贸组织，中国共产党。"), block("世贸组织。"))
    assert targets(blocks) == [
        "Communist Party of China (CPC)",
        "World Trade Organization (WTO)",
        "CPC",
        "WTO",
    ]


def test_another_entry_with_the_same_abbreviation_is_a_later_mention():
    assert targets((block("中国共产党。"), block("中共。"))) == ["Communist Party of China (CPC)", "CPC"]


def test_every_article_introduces_its_abbreviations():
    assert targets((block("中共。"),), (block("中共。"),)) == ["Communist Party of China (CPC)"] * 2


@pytest.mark.parametrize("role", [Role.HEADLINE, Role.KICKER, Role.SUBHEAD, Role.LABEL, Role.TABLE_CELL])
def test_display_lines_have_the_abbreviation_and_are_no_mention(role):
    assert targets((block("中共大会", role), block("中共。"))) == ["CPC", "Communist Party of China (CPC)"]


def test_a_caption_has_the_full_name_and_is_no_mention():
    blocks = (block("中共大会", Role.CAPTION), block("中共。"))
    assert targets(blocks) == ["Communist Party of China", "Communist Party of China (CPC)"]


def test_the_other_forms_are_accepted_in_either_place():
    document = Document(
        name="page", articles=(Article(id="a", title="", blocks=(block("世贸组织，世贸组织"),)),)
    )
    first, later = next(annotate(document, BASE).segments()).terms
    assert first.variants == ("World Trade Organization", "world trade body")
    assert later.variants == ("World Trade Organization", "world trade body")


@pytest.mark.parametrize(
    "source",
    [
        "世贸组织（WTO）开会。",
        "世贸组织 (WTO) 开会。",
        "世贸组织（ＷＴＯ）开会。",
        "“世贸组织”（简称WTO）开会。",
        "世贸组织（World Trade Organization，WTO）开会。",
        "世贸组织总部（WTO）很大。",
        "世贸组织WTO开会。",
        "WTO（世贸组织）开会。",
    ],
)
def test_the_name_stands_alone_where_the_source_has_the_abbreviation_beside_it(source):
    blocks = (block(source, Role.HEADLINE), block(source), block("世贸组织。"), block(source, Role.LIST_ITEM))
    full = "World Trade Organization"
    assert targets(blocks) == [full, full, "WTO", full]


def test_a_bracket_with_another_entry_of_the_same_abbreviation_has_the_abbreviation():
    assert targets((block("中国共产党（以下简称“中共”）"),)) == ["Communist Party of China", "CPC"]


@pytest.mark.parametrize(
    "source", ["世贸组织（中国）", "世贸组织（UWTO）", "世贸组织。（WTO）", "世贸组织和WTO规则"]
)
def test_a_name_without_its_abbreviation_beside_it_is_introduced(source):
    assert targets((block(source),)) == ["World Trade Organization (WTO)"]


def test_an_approved_sentence_is_a_mention_when_its_english_has_the_abbreviation():
    assert targets((approved("中共开会。", "The Communist Party of China (CPC) met."), block("中共。"))) == [
        "CPC"
    ]
    assert targets((approved("中共开会。", "The Party met."), block("中共。"))) == [
        "Communist Party of China (CPC)"
    ]


def test_the_forms_of_one_entry_are_the_same_entry_and_other_english_is_not():
    document = Document(name="page", articles=(Article(id="a", title="", blocks=(block("中共，中共"),)),))
    (plain, _) = Matcher(BASE.terms).find("中共，中共")
    placed = next(annotate(document, BASE).segments()).terms
    assert [same_entry(term, plain) for term in (plain, *placed)] == [True] * 3
    assert not same_entry(replace(plain, target="Chinese Communists"), plain)
