"""What the status of a row means: which entries of a source a run uses, in one file and in several."""

from __future__ import annotations

import pytest

from translator.errors import GlossaryError
from translator.terms.csv_read import read_csv
from translator.terms.csv_write import put_terms
from translator.terms.formats import load_glossaries
from translator.terms.termbase import Term, Termbase

HEADER = "source,target,status,variants,forbidden\n"


def read(rows: str) -> Termbase:
    return read_csv((HEADER + rows).encode(), "terms.csv")


def only(rows: str) -> Term:
    (term,) = read(rows).terms
    return term


def test_an_empty_status_is_preferred():
    assert only("试点,pilot,,,\n") == only("试点,pilot,Preferred,,\n")


def test_an_admitted_row_is_a_variant_of_the_preferred_one():
    term = only("試點,pilot program,admitted,pilot scheme,\n试点,pilot,preferred,trial,\n")
    assert (term.target, term.variants) == ("pilot", ("trial", "pilot program", "pilot scheme"))
    assert term.line == 3


def test_the_first_of_several_admitted_rows_is_the_english():
    term = only("试点,pilot,admitted,,\n试点,trial,admitted,,\n")
    assert (term.target, term.variants, term.advisory) == ("pilot", ("trial",), False)


def test_a_proposed_row_only_advises():
    assert only("试点,pilot,proposed,,\n").advisory


def test_a_proposed_row_waits_while_another_is_confirmed():
    term = only("试点,trial,proposed,,\n试点,pilot,admitted,,\n")
    assert (term.target, term.variants, term.advisory) == ("pilot", (), False)


def test_a_deprecated_row_is_not_used():
    base = read("试点,trial,deprecated,,\n试点,pilot,,,\n特区,special zone,deprecated,,\n")
    assert [term.target for term in base.terms] == ["pilot"]
    assert [term.target for term in base.deprecated] == ["special zone"]


def test_two_preferred_rows_contradict_each_other():
    with pytest.raises(GlossaryError, match="'pilot' on line 2, 'trial' on line 3") as caught:
        read("试点,pilot,,,\n试点,trial,preferred,,\n")
    assert "status admitted" in caught.value.hint


def test_an_admitted_form_cannot_be_forbidden_by_the_preferred_row():
    with pytest.raises(GlossaryError, match="line 3: 'trial' is forbidden for 试点"):
        read("试点,pilot,,,trial\n试点,trial,admitted,,\n")


def test_a_later_file_takes_a_term_out_of_use_and_a_still_later_one_brings_it_back():
    base, domain, project = (
        (name, (HEADER + row).encode())
        for name, row in (
            ("base.csv", "试点,pilot,,,\n"),
            ("domain.csv", "試點,pilot,deprecated,,\n"),
            ("project.csv", "试点,trial,,,\n"),
        )
    )
    assert load_glossaries([base, domain]).terms == ()
    merged = load_glossaries([base, domain, project])
    assert [term.target for term in merged.terms] == ["trial"]
    assert merged.deprecated == ()
    assert merged.warnings == ()


def test_a_changed_entry_is_written_into_the_row_that_is_used():
    text = HEADER + "试点,trial,deprecated,,\n试点,pilot,,,\n试点,pilot scheme,admitted,,\n"
    changed = put_terms(
        text.encode(), [Term(source="试点", target="test", variants=("pilot scheme",))], "t.csv"
    )
    assert changed.decode() == text.replace("试点,pilot,,,", "试点,test,,,")


DEPRECATED = HEADER + "试点,trial,deprecated,,\n"


def test_new_english_stands_beside_a_deprecated_row():
    changed = put_terms(DEPRECATED.encode(), [Term(source="试点", target="pilot")], "t.csv")
    assert changed.decode() == DEPRECATED + "试点,pilot,,,\n"
    assert [term.target for term in read_csv(changed, "t.csv").terms] == ["pilot"]


@pytest.mark.parametrize("status", ["deprecated", "proposed"])
def test_the_same_english_is_in_use_again(status):
    text = HEADER + f"试点,trial,{status},,\n"
    changed = put_terms(text.encode(), [Term(source="试点", target="trial")], "t.csv")
    assert changed.decode() == HEADER + "试点,trial,,,\n"


# --- comments ----------------------------------------------------------------------------------------------------


def test_lines_that_begin_with_a_number_sign_are_comments():
    text = '# our terms; checked "2023\nsource,target\n#北京,Peking\n北京,Beijing\n# end\n'
    (term,) = read_csv(text.encode(), "terms.csv").terms
    assert (term.source, term.line) == ("北京", 4)


def test_comments_stay_where_they_are():
    text = "# places\nsource;target\n# cities\n青岛;Qingdao\n# end\n"
    changed = put_terms(text.encode(), [Term(source="青岛", target="Tsingtao")], "t.csv")
    assert changed.decode() == text.replace("Qingdao", "Tsingtao")


def test_a_field_that_begins_with_a_number_sign_does_not_become_a_comment():
    changed = put_terms(b"source,target\n", [Term(source="#青岛", target="#Qingdao")], "t.csv")
    assert changed.decode() == 'source,target\n"#青岛","#Qingdao"\n'
    assert [term.source for term in read_csv(changed, "t.csv").terms] == ["#青岛"]


def test_a_control_character_is_named_and_the_other_rows_are_read():
    with pytest.raises(GlossaryError) as caught:
        read("试点,pi\x0blot,,,\n特区,,,,\n")
    assert caught.value.message.splitlines()[1:] == [
        "  line 2: the target has a control character (U+000B)",
        "  line 3: the target of the term is empty (特区)",
    ]
