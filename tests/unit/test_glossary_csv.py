"""Reading of CSV term bases, and their faults."""

import re

import pytest

from translator.errors import GlossaryError
from translator.model import Priority
from translator.terms.csv_read import read_csv, read_table
from translator.terms.formats import load_glossaries
from translator.terms.matching import Matcher
from translator.terms.termbase import Term

HEADER = "source,target,domain,note\n"


def read(text, name="terms.csv"):
    return read_csv(text.encode(), name)


def refused(data, name="terms.csv"):
    with pytest.raises(GlossaryError) as caught:
        read_csv(data if isinstance(data, bytes) else data.encode(), name)
    assert caught.value.hint
    return caught.value


def test_a_row_becomes_a_term_with_its_place():
    base = read(HEADER + "数字经济,digital economy,economy,official rendering\n")
    (term,) = base.terms
    assert (term.source, term.target, term.domain, term.note) == (
        "数字经济",
        "digital economy",
        "economy",
        "official rendering",
    )
    assert term.place == "terms.csv:2"
    assert base.names == ("terms.csv",)
    assert base.warnings == ()


def test_columns_have_any_order_and_case():
    (term,) = read("Note, Target ,SOURCE\nwhy,digital economy,数字经济\n").terms
    assert (term.source, term.target, term.note, term.domain) == ("数字经济", "digital economy", "why", "")


def test_variants_and_exceptions_are_separated_by_bars():
    text = "source,target,variants,except\n重庆,Chongqing,Chongqing City | Chongqing｜ ,隆重庆祝|隆重庆典\n"
    (term,) = read(text).terms
    assert term.variants == ("Chongqing City",)
    assert term.exceptions == ("隆重庆祝", "隆重庆典")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_spreadsheets_save_in_many_encodings(encoding):
    text = HEADER + "数字经济,digital economy,经济,官方译法\n营商环境,business environment,经济,官方译法\n"
    terms = read_csv(text.encode(encoding), "terms.csv").terms
    assert [term.source for term in terms] == ["数字经济", "营商环境"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_separate_as_well(separator):
    rows = [["source", "target"], ["北京", "Beijing, China"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert read(text).terms[0].target == "Beijing, China"


def test_blank_rows_and_white_space_are_ignored():
    base = read(HEADER + "\n,,,\n  数字经济\u3000, digital   economy ,,\n\n")
    assert [(t.source, t.target, t.line) for t in base.terms] == [("数字经济", "digital economy", 4)]


def test_the_line_of_a_row_is_where_it_starts_after_a_note_of_two_lines():
    base = read(HEADER + '北京,Beijing,place,"first\nsecond"\n上海,Shanghai,place,\n')
    assert [(t.source, t.note, t.line) for t in base.terms] == [
        ("北京", "first second", 2),
        ("上海", "", 4),
    ]


def test_columns_that_are_not_known_are_ignored_and_named():
    base = read("source,target,owner\n北京,Beijing,Li\n")
    assert base.terms[0].target == "Beijing"
    assert base.warnings == ("terms.csv:1: columns that are not used: owner",)


def test_a_missing_column_is_named_with_what_was_found():
    error = refused("source,english\n北京,Beijing\n")
    assert error.message == "terms.csv, line 1: the column target is missing; found source, english"
    assert "the first row name the columns: source,target" in error.hint


def test_both_columns_can_be_missing():
    assert "the columns source and target are missing" in refused("北京,Beijing\n").message


def test_the_line_that_tells_excel_the_separator_is_no_row():
    base = read("sep=;\r\nsource;target\r\n北京;Beijing, China\r\n")
    assert [(term.source, term.target, term.line) for term in base.terms] == [("北京", "Beijing, China", 3)]


def test_each_advice_about_faults_stands_once_on_a_line_of_its_own():
    error = refused("source,target\n北京,\n上海,\n天津,天\n")
    assert error.hint.split("\n") == [
        "Fill in the field or delete the row.",
        "Write English into target, variants, forbidden and abbreviation, and Chinese into source and except.",
    ]


def test_a_column_named_twice_is_refused():
    assert "target occurs twice" in refused("source,target,target\n北京,Beijing,Peking\n").message


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    assert refused(data).message.startswith("terms.csv, line 1: ")


def test_a_workbook_named_csv_is_refused_with_the_next_step():
    error = refused(b"PK\x03\x04\x14\x00")
    assert "workbook" in error.message
    assert "CSV UTF-8" in error.hint


def test_bytes_that_are_not_text_are_a_glossary_error():
    assert refused(bytes(range(256)) * 8).message.startswith("terms.csv, line 1: ")


def test_a_header_without_terms_is_a_warning():
    base = read(HEADER)
    assert base.terms == ()
    assert base.warnings == ("terms.csv:1: there are no terms below the header row",)


def test_empty_source_and_target_are_faults_with_their_lines():
    error = refused(HEADER + "北京,,place,\n上海,Shanghai,,\n,Tianjin,,\n")
    assert error.message.splitlines() == [
        "terms.csv: 2 faults",
        "  line 2: the target of the term is empty (北京)",
        "  line 4: the source of the term is empty (Tianjin)",
    ]


def test_a_row_that_ends_early_has_an_empty_target():
    assert "line 2: the target of the term is empty (北京)" in refused(HEADER + "北京\n").message


def test_too_many_fields_hint_at_the_unquoted_comma():
    error = refused(HEADER + "北京,Beijing, China,place,official\n")
    assert "line 2: 5 fields, but the header row has 4" in error.message
    assert "quotation marks" in error.hint


def test_unbalanced_quotation_marks_name_the_line_where_they_open():
    error = refused(HEADER + '上海,Shanghai,,\n北京,"Beijing,place,\n天津,Tianjin,place,\n')
    assert "line 3: the quotation marks do not balance" in error.message


def test_a_quotation_mark_that_joins_two_rows_is_a_fault():
    error = refused(HEADER + '北京,"Beijing,place,\n天津,Tianjin",place,\n')
    assert "line 2: a line break inside target" in error.message


def test_line_breaks_in_unused_columns_are_not_faults():
    base = read_csv('source,target,comment\n北京,Beijing,"one\ntwo"\n天津,Tianjin,\n'.encode(), "t.csv")
    assert [term.target for term in base.terms] == ["Beijing", "Tianjin"]


def test_reading_continues_after_a_broken_row():
    error = refused(HEADER + '北京,"Bei"jing,,\n上海,,,\n')
    assert [line.split(":")[0].strip() for line in error.message.splitlines()[1:]] == ["line 2", "line 3"]


def test_two_translations_of_one_source_name_both_lines():
    error = refused(HEADER + "数字经济,digital economy,,\n數字經濟,numeric economy,,\n")
    assert "'digital economy' on line 2, 'numeric economy' on line 3" in error.message


def test_the_same_row_twice_is_a_warning():
    base = read(HEADER + "北京,Beijing,,\n北京,Beijing,place,\n")
    assert len(base.terms) == 1
    assert base.warnings == ("terms.csv:3: 北京 repeats line 2; this row is ignored",)


@pytest.mark.parametrize("row", ["Beijing,北京,,", "北京,Beijing,Beijing|北平,", "北京,Beijing,,B京"])
def test_chinese_in_the_place_of_english_is_refused(row):
    error = refused(f"source,target,variants,abbreviation\n{row}\n")
    assert re.match("terms.csv, line 2: the English of .* has Chinese characters: .*[京平]", error.message)


def test_all_columns_are_read_in_any_order():
    (term,) = read(
        "reference,case,status,note,except,abbreviation,priority,domain,pos,forbidden,variants,target,source\n"
        "UN Charter,as-is,Admitted,UN,老联合国,UN,Advise,body,Noun,Union of Nations|League,the UN body,"
        "United Nations,联合国\n"
    ).terms
    assert term == Term(
        source="联合国",
        target="United Nations",
        variants=("the UN body",),
        forbidden=("Union of Nations", "League"),
        pos="noun",
        domain="body",
        status="admitted",
        priority=Priority.ADVISE,
        abbreviation="UN",
        case="as-is",
        exceptions=("老联合国",),
        note="UN",
        reference="UN Charter",
        file="terms.csv",
        line=2,
    )


def test_a_term_is_forced_where_no_other_priority_is_given():
    rows = "北京,Beijing,\n上海,Shanghai,force\n河北,Hebei,Repair\n试点,pilot,advise\n"
    terms = read(f"source,target,priority\n{rows}").terms
    assert [term.priority.value for term in terms] == ["force", "force", "repair", "advise"]
    assert [term.advisory for term in terms] == [False, False, False, True]


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("priority", "must", "force, repair, advise"),
        ("pos", "adverb", "noun, verb, adjective"),
        ("status", "checked", "preferred, admitted, proposed, deprecated"),
        ("case", "upper", "as-is"),
    ],
)
def test_an_unknown_value_is_named_with_the_allowed_ones(column, value, allowed):
    error = refused(f"source,target,{column}\n北京,Beijing,{value}\n")
    assert error.message == f"terms.csv, line 2: the {column} of 北京 is '{value}'; allowed are {allowed}"


@pytest.mark.parametrize("forbidden", ["social capital", "x|Social-Capitals", "capital", "SC"])
def test_a_form_cannot_be_forbidden_and_accepted(forbidden):
    text = "source,target,variants,abbreviation,forbidden\n社会资本,social capital,the capital,SC,"
    error = refused(f"{text}{forbidden}\n")
    assert error.message.startswith(
        f"terms.csv, line 2: '{forbidden.split('|')[-1]}' is forbidden for 社会资本"
    )


def test_an_exception_without_its_term_is_warned_about():
    (warning,) = read("source,target,except\n北京,Beijing,南京\n").warnings
    assert warning == "terms.csv:2: the exception 南京 does not contain 北京"


def test_forty_faults_are_shown_and_the_rest_counted():
    error = refused(HEADER + "".join(f"词{number},,,\n" for number in range(55)))
    lines = error.message.splitlines()
    assert lines[0] == "terms.csv: 55 faults"
    assert len(lines) == 42
    assert lines[-1] == "  and 15 more"


def test_the_faults_of_all_files_come_in_one_error():
    with pytest.raises(GlossaryError) as caught:
        load_glossaries([("a.csv", b"source\n"), ("b.csv", HEADER.encode() + "北京,,,\n".encode())])
    assert "a.csv, line 1" in caught.value.message
    assert "b.csv, line 2" in caught.value.message


def test_a_later_file_overrides_an_earlier_one_and_says_so():
    first = ("a.csv", (HEADER + "东盟,Association,,\n北京,Beijing,,\n").encode())
    second = ("b.csv", (HEADER + "東盟,ASEAN,,\n").encode())
    base = load_glossaries([first, second])
    assert sorted(term.target for term in base.terms) == ["ASEAN", "Beijing"]
    assert base.names == ("a.csv", "b.csv")
    assert base.warnings == ("b.csv:2 overrides a.csv:2 (東盟: ASEAN, not Association)",)


def test_a_term_of_two_glossaries_that_disagree_is_found_with_the_later_english():
    files = [
        ("a.csv", (HEADER + "东盟,Association,,\n").encode()),
        ("b.csv", (HEADER + "东盟,ASEAN,,\n").encode()),
    ]
    assert [match.target for match in Matcher(load_glossaries(files).terms).find("东盟国家")] == ["ASEAN"]
    assert [match.target for match in Matcher(load_glossaries(files[::-1]).terms).find("东盟国家")] == [
        "Association"
    ]


def test_no_files_are_an_empty_term_base():
    assert load_glossaries([]).terms == ()


@pytest.mark.parametrize("mark", ["\u200e", "\u00ad", "\u202a", "\u2063", "\u200d"])
def test_what_shows_nothing_is_left_out(mark):
    (row,) = read_table(f"source,target\n青{mark}岛,Qing{mark}dao\n".encode(), "t.csv").rows
    assert row.values == {"source": "青岛", "target": "Qingdao"}
