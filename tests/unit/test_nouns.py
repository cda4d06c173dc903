from __future__ import annotations

import pytest

from translator.text.nouns import head, plural, singular

PAIRS = """
gas:gases bus:buses campus:campuses virus:viruses bias:biases lens:lenses minibus:minibuses process:processes
case:cases house:houses base:bases purchase:purchases purpose:purposes license:licenses enterprise:enterprises
excuse:excuses analysis:analyses crisis:crises thesis:theses box:boxes tax:taxes size:sizes prize:prizes
church:churches branch:branches headache:headaches stomach:stomachs brush:brushes quiz:quizzes hero:heroes
potato:potatoes shoe:shoes toe:toes photo:photos studio:studios expo:expos leaf:leaves life:lives knife:knives
wolf:wolves housewife:housewives bookshelf:bookshelves initiative:initiatives curve:curves olive:olives roof:roofs
policy:policies movie:movies calorie:calories tie:ties day:days craftsman:craftsmen fisherman:fishermen woman:women
human:humans German:Germans specimen:specimens child:children taxi:taxis menu:menus clinic:clinics series:series
aircraft:aircraft pilot:pilots headquarters:headquarters misuse:misuses appendix:appendices
""".lower().split()


@pytest.mark.parametrize("pair", PAIRS)
def test_a_noun_has_one_singular_and_one_plural(pair: str) -> None:
    one, several = pair.split(":")
    assert (singular(several), plural(one)) == (one, several)
    assert singular(one) == one


@pytest.mark.parametrize(
    "word", ["news", "glass", "basis", "statistics", "biogas", "specimen", "does", "always", "media"]
)
def test_a_word_that_is_no_plural_is_its_own_singular(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("pilot zone of the country", "zone"),
        ("new energy vehicle (NEV)", "vehicle"),
        ("little giant enterprise", "enterprise"),
        ("start-up", "up"),
        ("5", None),
    ],
)
def test_the_head_of_a_phrase_has_its_number(text: str, word: str | None) -> None:
    found = head(text)
    assert (found and found[0]) == word
