"""Terms and term bases as values."""

from translator.model import Priority
from translator.terms.termbase import Term, Termbase, match_form


def base(*pairs, name="a.csv"):
    terms = tuple(Term(source=s, target=t, file=name, line=i) for i, (s, t) in enumerate(pairs, 2))
    return Termbase(terms=terms, names=(name,))


def test_the_match_form_is_simplified_half_width_and_as_long_as_the_text():
    assert match_form("數字經濟「５Ｇ」—ＡＩ") == '数字经济"5G"-AI'


def test_the_full_width_comma_stays_so_that_it_is_not_part_of_a_number():
    assert match_form("2023，5G") == "2023，5G"


def test_the_hash_ignores_order_files_and_script():
    one = base(("数字经济", "digital economy"), ("北京", "Beijing"))
    two = base(("北京", "Beijing"), ("數字經濟", "digital economy"), name="other.csv")
    assert one.hash == two.hash
    assert len(one.hash) == 64


def test_the_hash_depends_on_every_field_that_a_job_uses():
    term = {"source": "北京", "target": "Beijing"}
    changed = [
        {},
        {"target": "Peking"},
        {"domain": "place"},
        {"note": "why"},
        {"variants": ("Peking",)},
        {"exceptions": ("北京路",)},
        {"forbidden": ("Peking",)},
        {"pos": "noun"},
        {"priority": Priority.ADVISE},
        {"abbreviation": "BJ"},
    ]
    hashes = {Termbase(terms=(Term(**(term | change)),)).hash for change in changed}
    assert len(hashes) == len(changed)


def test_merge_keeps_the_later_term_and_counts_overrides_by_file():
    first = base(("北京", "Peking"), ("上海", "Shanghai"), ("南京", "Nanking"))
    second = base(("北京", "Beijing"), ("南京", "Nanjing"), name="b.csv")
    merged = Termbase.merge([first, second])
    assert {t.source: t.target for t in merged.terms} == {
        "北京": "Beijing",
        "上海": "Shanghai",
        "南京": "Nanjing",
    }
    assert merged.warnings == (
        "b.csv:2 overrides a.csv:2 (北京: Beijing, not Peking) and 1 more of that file",
    )


def test_merge_of_nothing_is_empty():
    assert Termbase.merge([]) == Termbase()
