"""Names marked in a document."""

from dataclasses import replace

from translator.model import (
    Article,
    Block,
    Document,
    Evidence,
    Origin,
    OriginKind,
    Role,
    Segment,
    State,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.names import Gazetteer, annotate

PLACES = Gazetteer({"青岛": "Qingdao"})


def document(*sources: str, role: Role = Role.PARAGRAPH) -> Document:
    segments = tuple(Segment(id=f"s{n}", source=source) for n, source in enumerate(sources, start=1))
    block = Block(id="b1", role=role, text="".join(sources), segments=segments)
    return Document(name="page", articles=(Article(id="a1", title="", blocks=(block,)),))


def with_terms(before: Document, *terms: TermMatch) -> Document:
    block = before.articles[0].blocks[0]
    segments = (replace(block.segments[0], terms=terms), *block.segments[1:])
    return replace(
        before, articles=(replace(before.articles[0], blocks=(replace(block, segments=segments),)),)
    )


def marked(annotated: Document) -> list[list[tuple[str, str, TermKind]]]:
    return [[(t.source, t.target, t.kind) for t in segment.terms] for segment in annotated.segments()]


def test_a_person_found_once_is_found_in_the_whole_document():
    page = document("刘学俊的团队来了。", "局长刘学俊介绍情况。")
    assert marked(annotate(page, PLACES)) == [[("刘学俊", "Liu Xuejun", TermKind.PERSON)]] * 2


def test_a_surname_with_a_form_of_address_is_marked():
    (segment,) = annotate(document("市民李女士说好。"), PLACES).segments()
    assert [(term.target, term.variants) for term in segment.terms] == [
        ("Ms. Li", ("Mrs. Li", "Miss Li", "Madam Li"))
    ]


def test_traditional_characters_are_spelled_from_the_simplified():
    (segment,) = annotate(document("局長劉學俊介紹情況。"), PLACES).segments()
    (term,) = segment.terms
    assert (term.start, term.end, term.source, term.target) == (2, 5, "刘学俊", "Liu Xuejun")


def test_names_of_a_document_in_traditional_characters_are_advisory():
    page = annotate(document("局長劉學俊介紹情況，運輸及物流局局長林世雄發言。"), PLACES)
    assert [term.advisory for segment in page.segments() for term in segment.terms] == [True, True]
    page = annotate(document("局长刘学俊介绍情况，“龍”字出现在局长林世雄的发言里。"), PLACES)
    assert [term.advisory for segment in page.segments() for term in segment.terms] == [False, False]


def test_a_name_that_is_read_in_two_ways_is_advisory():
    (segment,) = annotate(document("局长覃志强介绍情况。"), PLACES).segments()
    (term,) = segment.terms
    assert term.advisory
    assert (term.target, term.variants) == ("Qin Zhiqiang", ("Tan Zhiqiang",))


def test_a_place_is_marked_as_derived():
    (segment,) = annotate(document("青岛市长江路街道的居民"), PLACES).segments()
    (term,) = segment.terms
    assert (term.source, term.kind, term.domain) == ("长江路街道", TermKind.DERIVED, "place")


def test_a_term_of_the_term_base_wins_over_a_name():
    term = TermMatch(start=0, end=5, source="局长刘学俊", target="Director Liu Xuejun")
    annotated = annotate(with_terms(document("局长刘学俊介绍情况。"), term), PLACES)
    assert marked(annotated) == [[("局长刘学俊", "Director Liu Xuejun", TermKind.TERM)]]


def test_what_is_left_beside_a_term_is_named():
    term = TermMatch(start=0, end=3, source="青岛市", target="Qingdao")
    annotated = annotate(with_terms(document("青岛市长江路街道"), term), PLACES)
    assert [source for source, _, _ in marked(annotated)[0]] == ["青岛市", "长江路街道"]


def test_marking_twice_changes_nothing():
    once = annotate(document("局长刘学俊介绍青岛市长江路街道的情况。"), PLACES)
    assert annotate(once, PLACES) is once


def test_a_name_keeps_its_status_from_before():
    once = annotate(document("局长刘学俊介绍情况。"), PLACES)
    (segment,) = once.segments()
    found = replace(segment.terms[0], status=TermStatus.FOUND, evidence=Evidence.INLINE)
    earlier = with_terms(once, found)
    (again,) = annotate(with_terms(once), PLACES, earlier).segments()
    assert again.terms == (found,)


def test_an_approved_segment_and_a_byline_stay_as_they_are():
    byline = document("本报记者 李媛", role=Role.BYLINE)
    assert annotate(byline, PLACES) is byline
    page = document("局长刘学俊介绍情况。")
    block = page.articles[0].blocks[0]
    human = Origin(kind=OriginKind.HUMAN, reviewer="Wang")
    approved = replace(block.segments[0], target="Said Liu.", state=State.REVIEWED, origin=human)
    page = replace(
        page, articles=(replace(page.articles[0], blocks=(replace(block, segments=(approved,)),)),)
    )
    assert annotate(page, PLACES) is page
