"""Writing of entries into CSV term bases, with every other byte unchanged."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path

import pytest

from translator.errors import GlossaryError
from translator.model import Priority
from translator.terms.csv_read import read_csv
from translator.terms.csv_write import put_terms, remove_term
from translator.terms.termbase import Term

GLOSSARIES = sorted((Path(__file__).parents[2] / "glossaries").glob("*.csv"))
NEW = Term(source="链上小店", target="leading firm of a chain", note="2 edits")


def put(text: str, *terms: Term) -> str:
    return put_terms(text.encode(), terms, "terms.csv").decode()


def entries(data: bytes) -> dict[str, str]:
    return {term.source: term.target for term in read_csv(data, "terms.csv").terms}


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_a_new_entry_is_one_more_row_of_a_real_term_base(path):
    data = path.read_bytes()
    changed = put_terms(data, [NEW], path.name)
    assert changed.startswith(data)
    assert entries(changed) == entries(data) | {NEW.source: NEW.target}


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_a_changed_entry_changes_one_line_of_a_real_term_base(path):
    data = path.read_bytes()
    old = read_csv(data, path.name).terms[20]
    changed = put_terms(data, [Term(source=old.source, target="Something Else")], path.name)
    before, after = data.decode().splitlines(keepends=True), changed.decode().splitlines(keepends=True)
    assert [n for n, pair in enumerate(zip(before, after, strict=True), start=1) if pair[0] != pair[1]] == [
        old.line
    ]
    assert entries(changed)[old.source] == "Something Else"


def test_the_order_and_names_of_columns_stay():
    text = 'Owner;Target;note;SOURCE\r\nWang;Qingdao;"a ""b""";青岛\r\nLi;"x; y";;济南\r\n'
    changed = put(text, Term(source="青岛", target="Tsingtao; city", note="why"), NEW)
    assert changed == (
        'Owner;Target;note;SOURCE\r\nWang;"Tsingtao; city";why;青岛\r\nLi;"x; y";;济南\r\n'
        ";leading firm of a chain;2 edits;链上小店\r\n"
    )


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_the_encoding_stays(encoding, mark):
    text = "source,target\n数字经济,digital economy\n数字中国,Digital China\n"
    changed = put_terms(mark + text.encode(encoding), [NEW], "terms.csv")
    assert changed == mark + (text + "链上小店,leading firm of a chain\n").encode(encoding)


def test_a_row_over_several_lines_is_replaced_whole_and_others_stay():
    text = 'source,target,note\n青岛,Qingdao,"one\ntwo"\n济南,Jinan,"three\n\nfour"\n'
    changed = put(text, Term(source="青岛", target="Tsingtao"), NEW)
    assert changed == (
        'source,target,note\n青岛,Tsingtao,\n济南,Jinan,"three\n\nfour"\n链上小店,leading firm of a chain,2 edits\n'
    )


def test_rows_of_one_source_in_either_script_change_together():
    text = "source,target\n数字经济,digital economy\n數字經濟,digital economy\n"
    assert put(text, Term(source="数字经济", target="digital sector")) == text.replace("economy", "sector")


def test_variants_get_a_column_when_there_is_none():
    text = "source,target,who\n青岛,Qingdao,Li\n济南,Jinan,Li\n"
    changed = put(text, Term(source="青岛", target="Qingdao", variants=("Qingdao City", "Tsingtao")))
    assert changed == "source,target,who,variants\n青岛,Qingdao,Li,Qingdao City|Tsingtao\n济南,Jinan,Li\n"


def test_a_new_entry_gets_every_column_it_needs_and_unknown_columns_stay():
    text = "source,target,state\n青岛,Qingdao,checked\n"
    term = Term(
        source="欧盟",
        target="European Union",
        forbidden=("Euro union",),
        pos="noun",
        domain="body",
        priority=Priority.ADVISE,
        abbreviation="EU",
        exceptions=("西欧盟国",),
    )
    changed = put(text, term)
    assert changed == (
        "source,target,state,forbidden,pos,priority,abbreviation,except\n青岛,Qingdao,checked\n"
        "欧盟,European Union,,Euro union,noun,advise,EU,西欧盟国\n"
    )


def test_a_changed_entry_keeps_what_else_its_row_says():
    text = "source,target,forbidden,priority,state\n社会资本,private capital,social capital,advise,checked\n"
    changed = put(text, Term(source="社会资本", target="nongovernmental capital"))
    assert changed == text.replace("private", "nongovernmental")


def test_a_form_that_the_row_forbids_is_not_accepted():
    text = "source,target,forbidden\n社会资本,private capital,social capital\n"
    with pytest.raises(GlossaryError, match="'social capital' is forbidden for 社会资本"):
        put(text, Term(source="社会资本", target="social capital"))


def test_a_missing_line_end_is_added_first():
    assert (
        put("source,target\n青岛,Qingdao", NEW)
        == "source,target\n青岛,Qingdao\n链上小店,leading firm of a chain\n"
    )


def test_an_empty_file_becomes_a_term_base():
    changed = put("", NEW)
    assert changed == (
        "source,target,variants,forbidden,pos,domain,status,priority,abbreviation,case,except,note,reference\n"
        "链上小店,leading firm of a chain,,,,,,,,,,2 edits,\n"
    )
    assert put(changed, NEW) == changed


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("source,target\n青岛,\n", NEW),
        ("no columns\n", NEW),
        ("source,target\n青岛,Qingdao\n", Term(source="青岛", target="Qing\ndao")),
        ("source,target\n青岛,Qingdao\n", Term(source="青岛", target="Qingdao", variants=("a|b",))),
        ("source,target,domain\n青岛,Qingdao,\n", replace(NEW, domain="a\nb")),
    ],
)
def test_entries_that_cannot_be_written_are_refused(text, term):
    with pytest.raises(GlossaryError) as caught:
        put(text, term)
    assert "terms.csv" in caught.value.message
    assert caught.value.hint


def test_an_encoding_without_the_character_is_refused():
    data = (
        "source,target\n數字經濟,digital economy\n臺灣問題,Taiwan question\n這個國家,this country\n".encode(
            "big5"
        )
    )
    with pytest.raises(GlossaryError, match="has no '链'"):
        put_terms(data, [NEW], "terms.csv")


def test_a_needed_field_is_written_into_a_row_and_gets_its_column():
    text = "source,target,forbidden\n青岛,Qingdao,\n济南,Jinan,Chinan\n"
    term = Term(source="青岛", target="Qingdao", domain="place", forbidden=("Tsingtao",))
    changed = put_terms(text.encode(), [term], "terms.csv", ("domain", "forbidden")).decode()
    assert changed == "source,target,forbidden,domain\n青岛,Qingdao,Tsingtao,place\n济南,Jinan,Chinan\n"
    emptied = put_terms(changed.encode(), [replace(term, domain="")], "terms.csv", ("domain",)).decode()
    assert emptied == "source,target,forbidden,domain\n青岛,Qingdao,Tsingtao,\n济南,Jinan,Chinan\n"


def test_a_needed_field_that_cannot_be_read_back_is_refused():
    term = Term(source="青岛", target="Qingdao", forbidden=("a|b",))
    with pytest.raises(GlossaryError, match="cannot be written as a row"):
        put_terms("source,target\n青岛,Qingdao\n".encode(), [term], "terms.csv", ("forbidden",))


def test_a_removed_entry_takes_all_its_rows_and_no_other_byte():
    text = '\ufeffsource;target;note\r\n青岛;Qingdao;"two\r\nlines"\r\n济南;Jinan;\r\n\r\n青島;Qingdao;\r\n烟台;Yantai'
    assert remove_term(text.encode(), "青岛", "terms.csv").decode() == (
        "\ufeffsource;target;note\r\n济南;Jinan;\r\n\r\n烟台;Yantai"
    )
    with pytest.raises(GlossaryError, match="line 2"):
        remove_term("source,target\n青岛,\n".encode(), "青岛", "terms.csv")


@pytest.mark.parametrize("name", ["terms.xlsx", "terms.TBX"])
def test_single_entries_are_changed_in_csv_files_only(name):
    with pytest.raises(GlossaryError, match="in CSV files only") as caught:
        put_terms(b"PK", [NEW], name)
    assert f"import {name} --into" in caught.value.hint
