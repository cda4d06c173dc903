"""Approved terms: marking and proof."""

from dataclasses import replace

import pytest

from translator.model import (
    Article,
    Block,
    Document,
    Evidence,
    Priority,
    Role,
    Segment,
    State,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.terms.annotation import annotate
from translator.terms.coverage import Coverage, coverage
from translator.terms.proof import proofs, verify
from translator.terms.termbase import Term, Termbase

BASE = Termbase(
    terms=(
        Term(source="青岛市", target="Qingdao", variants=("Qingdao City",), domain="place", note="n"),
        Term(source="数字经济", target="digital economy"),
        Term(source="营商环境", target="business environment"),
        Term(source="青岛市人大", target="Qingdao Municipal People's Congress"),
    )
)


def document(*sources, role=Role.PARAGRAPH, **fields):
    segments = tuple(Segment(id=f"s{n}", source=source, **fields) for n, source in enumerate(sources))
    block = Block(id="b", role=role, text="".join(sources), segments=segments)
    return Document(name="d", articles=(Article(id="a", title="", blocks=(block,)),))


def annotated(source, base=BASE, **fields):
    return next(annotate(document(source, **fields), base).segments())


def with_terms(target, *terms, **fields):
    """Make a segment whose source is the terms one after another."""
    at, matches, source = 0, [], ""
    for term in terms:
        target_form, *variants = term if isinstance(term, tuple) else (term,)
        zh = f"词{target_form}"
        match = TermMatch(start=at, end=at + len(zh), source=zh, target=target_form, variants=tuple(variants))
        matches.append(match)
        source, at = source + zh, at + len(zh)
    return Segment(id="s", source=source, target=target, terms=tuple(matches), **fields)


def statuses(target, *terms):
    return [match.status.value for match in verify(with_terms(target, *terms)).terms]


# --- marking


def test_terms_are_marked_with_offsets_and_everything_a_reviewer_needs():
    segment = annotated("青島市發展數字經濟")
    assert segment.terms[0] == TermMatch(
        start=0,
        end=3,
        source="青岛市",
        target="Qingdao",
        variants=("Qingdao City",),
        domain="place",
        note="n",
    )
    assert [segment.source[m.start : m.end] for m in segment.terms] == ["青島市", "數字經濟"]


def test_furniture_is_not_marked():
    furniture = document("青岛市", role=Role.FURNITURE)
    assert annotate(furniture, BASE) is furniture


@pytest.mark.parametrize("state", [State.REVIEWED, State.FINAL])
def test_approved_segments_are_not_changed(state):
    approved = document("青岛市", state=state)
    assert annotate(approved, BASE) is approved


def test_marking_twice_changes_nothing_and_keeps_statuses():
    once = annotate(document("青岛市发展", target="Qingdao develops"), BASE)
    (segment,) = once.segments()
    block = replace(once.articles[0].blocks[0], segments=(verify(segment),))
    proved = replace(once, articles=(replace(once.articles[0], blocks=(block,)),))
    assert annotate(proved, BASE) is proved
    assert coverage(proved).terms_found == 1


def test_a_changed_term_base_touches_only_its_segments():
    once = annotate(document("青岛市发展", "优化营商环境"), BASE)
    changed = Termbase(
        terms=tuple(replace(t, target="doing business") if t.source == "营商环境" else t for t in BASE.terms)
    )
    before, after = list(once.segments()), list(annotate(once, changed).segments())
    assert after[0] is before[0]
    assert after[1].terms[0].target == "doing business"


def test_a_term_that_left_the_term_base_leaves_the_segment():
    once = annotate(document("青岛市发展"), BASE)
    assert [s.terms for s in annotate(once, Termbase()).segments()] == [()]


# --- proving


@pytest.mark.parametrize(
    ("term", "target"),
    [
        ("digital economy", "The Digital Economy grows."),
        ("industrial cluster", "industrial clusters"),
        ("small and medium-sized enterprises", "a small and medium-sized enterprise"),
        ("company", "Two companies' plans"),
        ("business", "businesses"),
        ("Qingdao", "Qingdao’s port"),
        ("Xi'an", "in Xi’an’s suburbs"),
        ("high-quality development", "high quality development"),
        ("e-commerce", "ecommerce"),
        ("start-up", "startups"),
        ("trade-in", "trade‑in"),
        ("the State Council", "State Council"),
        ("Belt and Road", "the Belt & Road"),
        ("Lüliang", "Luliang"),
        ("SME", "SMEs"),
        ("news agency", "news agencies"),
        ("greenhouse gas", "greenhouse gases"),
        ("bus", "300 buses"),
        ("movie", "movies"),
        ("craftsman", "craftsmen"),
        ("data analysis", "data analyses"),
        ("life", "their lives"),
        ("potato", "potatoes"),
        ("start-up", "start-ups"),
        ("“four new” economy", "the 'four new' economy"),
        ("BRICS mechanism", "BRICS mechanisms"),
        ("C++ language", "the C++ language"),
        ("Internet Plus", "the Internet-Plus"),
    ],
)
def test_forms_that_count_as_the_term(term, target):
    assert statuses(target, term) == ["found"]


@pytest.mark.parametrize(
    ("term", "target"),
    [
        ("digital economy", "the digital and real economy"),
        ("AI", "MAIN AIM"),
        ("WHO", "who said so"),
        ("C++ language", "the C+ language"),
        ("C#", "C"),
        ("port", "export"),
        ("life", "They live"),
        ("base", "the basis"),
        ("plan", "planes"),
        ("news agency", "new agency"),
        ("Jinan", "Jinane"),
        ("business environment", "businessenvironmental"),
    ],
)
def test_forms_that_do_not_count(term, target):
    assert statuses(target, term) == ["missing"]


def test_a_variant_counts():
    assert statuses("SMEs", ("small and medium-sized enterprises", "SME")) == ["found"]


def test_a_term_that_occurs_twice_must_be_found_twice():
    assert statuses("Qingdao grows", "Qingdao", "Qingdao") == ["found", "missing"]
    assert statuses("Qingdao, Qingdao", "Qingdao", "Qingdao") == ["found", "found"]


def test_the_words_of_a_longer_term_do_not_prove_a_shorter_one():
    longer = "Qingdao Municipal People's Congress"
    assert statuses("The Qingdao Municipal People's Congress met", "Qingdao", longer) == ["missing", "found"]
    assert statuses("Qingdao: its Qingdao Municipal People's Congress", "Qingdao", longer) == [
        "found",
        "found",
    ]


def test_a_target_of_one_term_is_not_used_up_by_another_that_has_it_as_a_variant():
    party, committee = "CPC Central Committee", "Central Committee of the Communist Party of China"
    terms = ((party, committee, "Party Central Committee"), (committee, party))
    assert statuses(f"The Party Central Committee and the {committee}", *terms) == ["found", "found"]
    english = "Shandong is speeding up, and Shandong Province will invest"
    long, short = ("Shandong Province", "Shandong"), ("Shandong", "Shandong Province")
    assert proofs(with_terms("", short, long).terms, english) == ((0, 8), (29, 46))


def test_of_terms_with_one_form_the_first_in_the_source_has_the_first_in_the_text():
    long, short = ("Shandong Province", "Shandong"), ("Shandong", "Shandong Province")
    for terms in ((long, short), (short, long), (short, short)):
        assert proofs(with_terms("", *terms).terms, "Shandong and Shandong") == ((0, 8), (13, 21))


def test_terms_are_open_while_there_is_no_target():
    assert statuses("", "Qingdao") == ["open"]
    segment = verify(with_terms("Qingdao", "Qingdao"))
    assert verify(replace(segment, target=" ")).terms[0].status is TermStatus.OPEN


def test_verifying_again_returns_the_same_object():
    segment = verify(with_terms("Qingdao", "Qingdao", "port"))
    assert verify(segment) is segment


def test_a_persons_target_is_verified_but_not_changed():
    segment = verify(with_terms("Qingdao", "Qingdao", state=State.REVIEWED))
    assert (segment.target, segment.state) == ("Qingdao", State.REVIEWED)
    assert segment.terms[0].status is TermStatus.FOUND


@pytest.mark.parametrize(
    ("target", "term", "found"),
    [
        ("Two clinics opened", "clinic", True),
        ("The republics agreed", "republic", True),
        ("an economic plan", "economics", False),
        ("a robotic arm", "robotics", False),
        ("geopolitics matters", "geopolitics", True),
    ],
)
def test_words_in_ics_are_plurals_unless_they_name_a_field(target: str, term: str, found: bool) -> None:
    assert (proofs(with_terms(target, term).terms, target)[0] is not None) is found


@pytest.mark.parametrize(
    ("target", "marked"),
    [
        ("Two start-up hubs", ["start-up"]),
        ("Startups’ plans", ["Startups"]),
        ("a policy; the policies", ["policy"]),
        ("(Policies) by Qingdao's port", ["Policies", "Qingdao"]),
        ("Old and new: Lu\u0308liang", ["Lu\u0308liang"]),
        ("the Belt & Road", ["Belt & Road"]),
        ("the e–commerce of Xi’an’s suburbs", ["e–commerce", "Xi’an"]),
        ("the The State Council", ["State Council"]),
        ("nothing", []),
    ],
)
def test_the_proof_is_the_span_that_the_review_table_marks(target, marked):
    forms = (
        "startup",
        "policy",
        "Qingdao",
        "Lüliang",
        "Belt and Road",
        "ecommerce",
        "Xi'an",
        "the State Council",
    )
    spans = proofs(with_terms(target, *forms).terms, target)
    assert len(spans) == len(forms)
    assert [target[start:end] for start, end in sorted(span for span in spans if span)] == marked


def test_every_occurrence_has_a_span_of_its_own():
    terms = with_terms("", "policy", "policy", "policy").terms
    assert proofs(terms, "Policy after policy") == ((0, 6), (13, 19), None)


def verb(target, *terms):
    segment = with_terms(target, *terms)
    marked = replace(segment, terms=tuple(replace(term, pos="verb") for term in segment.terms))
    return [match.status.value for match in verify(marked).terms]


def test_a_verb_counts_in_its_other_forms():
    for target in ("streamlining administration", "streamlined administration", "streamlines administration"):
        assert verb(target, "streamline administration") == ["found"]
    assert verb("he lives here", "live") == verb("she watches and carries", "watch", "carry")[:1] == ["found"]
    assert verb("it planned ahead, applied and stopped", "plan", "apply", "stop") == ["found"] * 3
    assert statuses("streamlined administration", "streamline administration") == ["missing"]


def test_an_inflected_target_of_a_verb_comes_before_a_variant():
    assert (
        verb("strengthened, enhanced", ("reinforce", "enhance", "strengthen"), ("enhance",)) == ["found"] * 2
    )


def test_a_forbidden_form_is_named_only_where_no_approved_one_stands():
    def status(target):
        segment = with_terms(target, "private capital")
        term = replace(segment.terms[0], forbidden=("social capital",))
        return verify(replace(segment, terms=(term,))).terms[0].status

    assert status("Social capital came in.") is TermStatus.FORBIDDEN
    assert status("Social capital, private capital") is TermStatus.FOUND
    assert status("Antisocial capitalists came.") is TermStatus.MISSING


def test_a_forbidden_form_is_found_in_the_plural() -> None:
    segment = with_terms("Fishermen sail.", "fisher")
    term = replace(segment.terms[0], forbidden=("fisherman",))
    assert verify(replace(segment, terms=(term,))).terms[0].status is TermStatus.FORBIDDEN


def test_how_a_term_came_into_the_target_is_kept_while_it_is_found():
    segment = verify(with_terms("Qingdao", "Qingdao", "port"), (Evidence.INLINE, Evidence.INLINE))
    assert [term.evidence for term in segment.terms] == [Evidence.INLINE, None]
    assert verify(segment) is segment
    assert verify(replace(segment, target="Jinan")).terms[0].evidence is None


# --- over a document


def proved(*pairs):
    given = annotate(document(*(source for source, _ in pairs)), BASE)
    block = given.articles[0].blocks[0]
    segments = tuple(
        verify(replace(segment, target=target))
        for segment, (_, target) in zip(block.segments, pairs, strict=True)
    )
    article = replace(given.articles[0], blocks=(replace(block, segments=segments),))
    return replace(given, articles=(article,))


def test_coverage_counts_occurrences():
    given = coverage(proved(("青岛市发展数字经济", "Qingdao grows"), ("优化服务", "Better"), ("青岛市", "")))
    assert (given.terms_found, given.terms) == (1, 3)


def test_coverage_counts_names_by_rule_and_advisory_terms_apart():
    def occurrence(status, **more):
        return TermMatch(start=0, end=2, source="青岛", target="Qingdao", status=status, **more)

    found, missing = TermStatus.FOUND, TermStatus.MISSING
    terms = (
        occurrence(found, evidence=Evidence.INLINE),
        occurrence(found, evidence=Evidence.INLINE),
        occurrence(found, evidence=Evidence.ALIGNED),
        occurrence(found),
        occurrence(TermStatus.FORBIDDEN),
        occurrence(missing, priority=Priority.ADVISE),
        occurrence(found, kind=TermKind.DERIVED, evidence=Evidence.DRAFT),
        occurrence(missing, kind=TermKind.PERSON),
    )
    given = document("青岛", target="Qingdao", terms=terms)
    once = Coverage(
        terms=5,
        terms_found=4,
        missing=1,
        names=2,
        names_found=1,
        forbidden=1,
        evidence={Evidence.INLINE: 2, Evidence.ALIGNED: 1},
    )
    assert coverage(given) == once
    assert (once + once).evidence == {Evidence.INLINE: 4, Evidence.ALIGNED: 2}


@pytest.mark.parametrize(
    ("target", "names", "proved"),
    [
        (
            "in Jinzhai, Huoqiu and Huoshan counties",
            ["Jinzhai County", "Huoqiu County", "Huoshan County"],
            True,
        ),
        ("the subdistricts of Gudi and Gaoli", ["Gudi Subdistrict", "Gaoli Subdistrict"], True),
        (
            "three towns: Chishang, Boshan and Yuanquan",
            ["Chishang Town", "Boshan Town", "Yuanquan Town"],
            True,
        ),
        ("in Jinzhai and Huoshan", ["Jinzhai County", "Huoshan County"], False),
        ("counties; Jinzhai and Huoshan grew", ["Jinzhai County", "Huoshan County"], False),
    ],
)
def test_names_in_a_list_may_share_what_they_are(target: str, names: list[str], proved: bool) -> None:
    terms = [
        TermMatch(start=at, end=at + 1, source="县", target=name, kind=TermKind.DERIVED)
        for at, name in enumerate(names)
    ]
    assert all(span is not None for span in proofs(terms, target)) is proved
