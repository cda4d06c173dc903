"""Matching compared with its definition on random texts."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.terms.matching import Matcher
from translator.terms.termbase import Term, match_form

# Few characters, so that terms overlap often; no two of them are a word, or its border would count.
HAN = "鹬艽發鼋"
TERMS = st.lists(st.text(HAN, min_size=2, max_size=4), min_size=1, max_size=8)
TEXTS = st.text(HAN + "，a", max_size=30)
REAL = st.text("數数字經经济濟「“”」５5GＧ市民青岛A，. ", max_size=40)
REAL_TERMS = st.lists(st.text("數字经濟“”5GA青岛市", min_size=1, max_size=5), min_size=1, max_size=6)


def by_brute_force(text, terms):
    """Try at every position from the left, the longest term first."""
    form, forms = match_form(text), {match_form(term) for term in terms}
    at, spans = 0, []
    while at < len(form):
        fits = [end for end in range(len(form), at, -1) if form[at:end] in forms]
        if fits:
            spans.append((at, fits[0]))
        at = fits[0] if fits else at + 1
    return spans


def matched(text, terms):
    return Matcher(Term(source=term, target="x") for term in terms).find(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TERMS)
def test_the_automaton_agrees_with_brute_force(text, terms):
    assert [(f.start, f.end) for f in matched(text, terms)] == by_brute_force(text, terms)


@settings(max_examples=150, deadline=None)
@given(REAL, REAL_TERMS)
def test_offsets_are_those_of_the_term_and_never_overlap(text, terms):
    found = matched(text, terms)
    form = match_form(text)
    assert len(form) == len(text)
    for match in found:
        assert form[match.start : match.end] == match_form(match.source)
    assert all(one.end <= two.start for one, two in pairwise(found))
