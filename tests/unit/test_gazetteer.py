"""The English names of places."""

import pytest

from translator.commands.termbases import read_gazetteer
from translator.names import Gazetteer
from translator.terms.termbase import Term, Termbase


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("西安", "Xi'an"),
        ("朝阳", "Chaoyang"),
        ("漯河", "Luohe"),
        ("六安", "Lu'an"),
        ("黄山", "Huangshan"),
        ("黄山市", "Huangshan"),
        ("吉林", "Jilin"),
        ("乌鲁木齐", "Urumqi"),
        ("香港", "Hong Kong"),
        ("台北", "Taipei"),
        ("墨西哥城", "Mexico City"),
        ("河内", "Hanoi"),
        ("海牙", "The Hague"),
        ("巴黎市", "Paris"),
        ("联合国", "United Nations"),
        ("火星", None),
        ("黄海", None),
    ],
)
def test_the_starter_glossary_knows_where_newspapers_file_from(chinese, english):
    assert read_gazetteer().place(chinese) == english


def test_a_gazetteer_holds_the_places_of_a_term_base_without_rivers_and_mountains():
    rows = {"黄河": "Yellow River", "泰山": "Mount Tai", "泰安市": "Tai'an"}
    base = Termbase(terms=tuple(Term(source=source, target=target) for source, target in rows.items()))
    assert Gazetteer.of(base) == Gazetteer({"泰安市": "Tai'an"})
