"""Proposals and written files compared with their definition on random reviews."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.model import Segment
from translator.terms.csv_read import read_csv
from translator.terms.csv_write import put_terms
from translator.terms.matching import Matcher
from translator.terms.proposals.context import passage
from translator.terms.proposals.evidence import Example, terms_now
from translator.terms.proposals.phrases import spelled
from translator.terms.proposals.proposal import Proposal, Rendering
from translator.terms.proposals.search import propose
from translator.terms.termbase import Term, match_form

# Few words and characters, so that sentences share many; some that terms may not begin with.
CHINESE = st.text("青島岛海链主企业和的三，A1 ", min_size=1, max_size=14)
ENGLISH = st.lists(
    st.sampled_from(
        [
            "the",
            "chain",
            "Chain",
            "leaders",
            "leader's",
            "of",
            "Qingdao",
            "R&D",
            "5",
            "million,",
            "(sea)",
            "—",
            "and",
        ]
    ),
    max_size=10,
).map(" ".join)
RENDERED = st.sampled_from(
    [
        ("链主企业", "chain leaders"),
        ("链主企业", "Chain leader"),
        ("海链", "R&D of the sea"),
        ("三链", "chain"),
    ]
)
Review = tuple[str, str | None, str]


@st.composite
def with_a_rendering(draw: st.DrawFn) -> Review:
    """Draw a review in which a rendering comes in for its Chinese."""
    source, target = draw(RENDERED)
    after = " ".join([draw(ENGLISH), target, draw(ENGLISH)])
    return draw(CHINESE) + source + draw(CHINESE), draw(ENGLISH), after


REVIEWS = st.lists(
    with_a_rendering() | st.tuples(CHINESE, st.none() | ENGLISH, ENGLISH),
    max_size=8,
    unique_by=lambda review: match_form(review[0]),
)
TERMS = st.lists(
    st.builds(
        Term,
        source=st.text("青岛海链主企业", min_size=1, max_size=4),
        target=st.sampled_from(["sea", "Qingdao"]),
    ),
    max_size=2,
    unique_by=lambda term: match_form(term.source),
)


def examples(reviews: list[Review], terms: list[Term]) -> list[Example]:
    matcher = Matcher(terms)
    return [
        Example(
            job="page",
            segment_id=f"s{number}",
            source=source,
            before=before,
            after=after,
            terms=terms_now(Segment(id=f"s{number}", source=source, target=after), matcher),
            form=match_form(source),
        )
        for number, (source, before, after) in enumerate(reviews)
    ]


def check(proposal: Proposal) -> None:
    sides = proposal.renderings or (Rendering(target=proposal.target, evidence=proposal.evidence),)
    for side in sides:
        assert len(side.evidence) >= 2
        for example in side.evidence:
            assert match_form(proposal.source) in example.form
            assert proposal.renderings or spelled(side.target) not in spelled(example.before or "")
            shown = passage(example, side.target)
            assert shown.left + shown.after + shown.right == example.after
            assert spelled(shown.after) == spelled(side.target)
    assert len({spelled(side.target) for side in sides}) == len(sides)
    assert 0 < proposal.score <= 1


@settings(max_examples=150, deadline=None)
@given(REVIEWS, TERMS)
def test_a_proposal_is_in_every_piece_of_its_evidence(reviews, terms):
    found = propose(examples(reviews, terms))
    for proposal in found:
        check(proposal)
    assert len({match_form(proposal.source) for proposal in found}) == len(found)
    assert len({proposal.id for proposal in found}) == len(found)


@settings(max_examples=75, deadline=None)
@given(REVIEWS, TERMS)
def test_accepted_proposals_are_not_proposed_again(reviews, terms):
    for proposal in propose(examples(reviews, terms)):
        forms = {match_form(term.source): term for term in terms}
        forms[match_form(proposal.source)] = Term(source=proposal.source, target=proposal.target)
        again = propose(examples(reviews, list(forms.values())))
        assert proposal.id not in [other.id for other in again]


VALUES = st.text('a"b;,é链 \n', max_size=6)
FILLED = st.text('ab",;é', min_size=1, max_size=6).map(str.strip).filter(bool)
ROWS = st.lists(
    st.tuples(st.text("青岛链主", min_size=1, max_size=3), FILLED, VALUES),
    max_size=5,
    unique_by=lambda r: r[0],
)


@settings(max_examples=150, deadline=None)
@given(
    ROWS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.text("青岛链主", min_size=1, max_size=3),
    FILLED,
)
def test_other_rows_stay_byte_for_byte(rows, delimiter, ending, source, target):
    quoted = [[f'"{value.replace(chr(34), 2 * chr(34))}"' for value in row] for row in rows]
    lines = [delimiter.join(row) + ending for row in [["source", "target", "note"], *quoted]]
    changed = put_terms("".join(lines).encode(), [Term(source=source, target=target)], "terms.csv").decode()
    sources = [row[0] for row in rows]
    at = sources.index(source) + 1 if source in sources else len(lines)
    before, after = "".join(lines[:at]), "".join(lines[at + 1 :])
    assert changed.startswith(before)
    assert changed.endswith(after)
    [term] = read_csv(
        (lines[0] + changed[len(before) : len(changed) - len(after)]).encode(), "terms.csv"
    ).terms
    assert (term.source, term.target) == (source, target)
