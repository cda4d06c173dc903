"""`translator glossary lint`: findings, their order, repairs, exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.test_glossary_cli import job
from translator import workspace
from translator.cli.glossary import app
from translator.errors import GlossaryError, OutputError, UsageError
from translator.terms import formats
from translator.terms.lint import CHECKS, TermTables, chosen, mended, read_table, run_checks

HEADER = "source,target,domain,reference\n"
CLEAN = HEADER + "数字经济,digital economy,economy,China Daily 2025-03-31\n"


@pytest.fixture
def lint(tmp_path, monkeypatch):
    """Return a function that runs the command in a new folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(app, ["lint", *map(str, words)])


def found(text, *names):
    table = read_table(text.encode(), "terms.csv")
    return run_checks(TermTables(tables=(table,)), chosen(names))


def repaired(text):
    return mended(text.encode(), "terms.csv", found(text, "duplicate", "article", "width", "spaces")).decode()


# --- the command ------------------------------------------------------------------------------------------------


def test_a_clean_term_base_leaves_with_0(lint):
    Path("terms.csv").write_text(CLEAN, encoding="utf-8")
    done = lint("terms.csv")
    assert (done.exit_code, done.stdout) == (0, "No findings in 1 file\n")


def test_findings_leave_with_3_and_say_where_what_and_what_to_do(lint):
    Path("terms.csv").write_text(CLEAN + "国务院,the State Council,state,gov.cn\n", encoding="utf-8")
    done = lint("terms.csv")
    assert done.exit_code == 3
    for text in ("terms.csv", " 3 ", "article", "国务院", "Write 'State Council'.", "--fix repairs 1"):
        assert text in done.stdout


def test_json_has_every_finding(lint):
    Path("terms.csv").write_text(CLEAN + "国务院,the State Council,state,\n", encoding="utf-8")
    rows = json.loads(lint("terms.csv", "--json").stdout)
    assert [(row["line"], row["check"], row["mendable"]) for row in rows] == [
        (3, "article", True),
        (3, "reference", False),
    ]


def test_only_and_skip_choose_checks(lint):
    Path("terms.csv").write_text(CLEAN + "国务院,the State Council,state,\n", encoding="utf-8")
    assert lint("terms.csv", "--skip", "article", "--skip", "reference").exit_code == 0
    rows = json.loads(lint("terms.csv", "--only", "article", "--json").stdout)
    assert {row["check"] for row in rows} == {"article"}


def test_a_check_that_does_not_exist_is_wrong_usage(lint):
    Path("terms.csv").write_text(CLEAN, encoding="utf-8")
    assert isinstance(lint("terms.csv", "--only", "grammar").exception, UsageError)


def test_forty_findings_are_shown_and_all_on_demand(lint):
    rows = "".join(f"词语{number}号,term {number},economy,\n" for number in range(50))
    Path("terms.csv").write_text(HEADER + rows, encoding="utf-8")
    done = lint("terms.csv")
    assert "… and 10 more; show them with --all" in done.stdout
    assert "50 findings in 1 file" in done.stdout
    assert "词语49号" not in done.stdout
    assert "词语49号" in lint("terms.csv", "--all").stdout


def test_list_explains_every_check(lint):
    printed = lint("--list").stdout
    assert all(f"\n{check.name}" in f"\n{printed}" for check in CHECKS)
    assert "Fails:" in printed


def test_a_file_that_is_no_text_is_an_error_with_advice_for_term_bases(lint):
    Path("terms.csv").write_bytes(bytes(range(256)) * 20)
    error = lint("terms.csv").exception
    assert isinstance(error, GlossaryError)
    assert "CSV UTF-8" in error.hint


def test_a_control_character_that_a_run_refuses_is_found():
    (finding,) = found("source,target\n海\x07关,customs\n", "fields")
    assert finding.problem == "has a control character (U+0007)"


def test_exchanged_columns_are_recognized():
    (finding,) = found("source,target\ndigital economy,数字经济\n", "chinese")
    assert finding.advice == "Exchange source and target."


def test_a_file_whose_rows_cannot_be_told_apart_is_an_error(lint):
    Path("terms.csv").write_text('source,target\n海,"sea\n', encoding="utf-8")
    assert isinstance(lint("terms.csv").exception, GlossaryError)


def test_short_terms_are_judged_by_the_reviews_of_jobs(lint):
    edits = [("公园开放。", "?", "The park is open."), ("展览开放。", "?", "The exhibition is open.")]
    job("page", edits)
    Path("terms.csv").write_text(
        HEADER + "开放,opening-up,politics,gov.cn\n公园,park,society,gov.cn\n", encoding="utf-8"
    )
    rows = json.loads(lint("terms.csv", "--json").stdout)
    assert [(row["source"], row["check"]) for row in rows] == [("开放", "ambiguous")]
    assert "2 of 2" in rows[0]["problem"]


# --- the order and the reach of the checks ----------------------------------------------------------------------


def test_findings_are_sorted_by_file_and_line():
    bad, good = "source,target\n国务院,the State Council\n海洋,a sea\n", "source,target\n海关,the customs\n"
    tables = tuple(read_table(text.encode(), name) for name, text in (("b.csv", bad), ("a.csv", good)))
    places = [(one.file, one.line) for one in run_checks(TermTables(tables=tables), chosen(["article"]))]
    assert places == [("b.csv", 2), ("b.csv", 3), ("a.csv", 2)]


def test_files_given_together_are_checked_as_one():
    one, two = "source,target\n海关,customs\n", "source,target\n海关,Customs House\n"
    tables = tuple(read_table(text.encode(), name) for name, text in (("a.csv", one), ("b.csv", two)))
    (finding,) = run_checks(TermTables(tables=tables), chosen(["several-targets"]))
    assert (finding.file, finding.problem) == ("b.csv", "is 'Customs House' here and 'customs' in a.csv:2")


def test_short_forms_and_terms_that_a_note_ties_may_share_their_english():
    text = "source,target,note\n创业投资,venture capital,\n天使轮,venture capital,same as 创业投资\n"
    assert found(text, "shared-target") == ()


def test_other_languages_and_established_spellings_are_not_taken_for_wrong_pinyin():
    text = "source,target\n哈尔滨,Harbin\n拉萨,Lhasa\n台北,Taipei\n陕西,Shaanxi\n单县,Shanxian County\n吕梁,Lyuliang\n"
    assert found(text, "pinyin") == ()


def test_a_column_that_is_missing_is_one_finding():
    (finding,) = found("source,target,domain\n海,sea,x\n河,river,x\n", "reference")
    assert (finding.line, finding.problem) == (1, "has no column reference")


# --- repairs ----------------------------------------------------------------------------------------------------


def test_repairs_change_only_their_rows():
    text = 'source,target,note\n国务院,the State Council,"a, b"\n"海关",  customs ,"x  y"\n'
    assert repaired(
        text
    ) == 'source,target,note\n国务院,State Council,"a, b"\n"海关",  customs ,"x  y"\n'.replace(
        '"海关",  customs ,"x  y"', "海关,customs,x y"
    )


ARTICLES = """source,target,note
老年人,the elderly,
群众,the masses,
海牙,the Hague,
大多数人,the many,With the article: 'many' means a number.
平台,the platform,
国务院,the State Council,
"""


def test_an_article_is_deleted_before_names_only():
    assert [(one.source, one.mendable) for one in found(ARTICLES, "article")] == [
        ("平台", False),
        ("国务院", True),
    ]
    assert repaired(ARTICLES) == ARTICLES.replace("the State", "State")


def test_width_spaces_and_exact_doubles_are_repaired():
    rows = (
        "５Ｇ 基站,5G base　station",
        "一国两制,one country，two systems（draft）",
        "海关,customs",
        "海关,customs",
    )
    assert repaired("\r\n".join(["source,target", *rows, ""])) == (
        'source,target\r\n5G 基站,5G base station\r\n一国两制,"one country, two systems (draft)"\r\n海关,customs\r\n'
    )


def test_a_repaired_entry_does_not_become_a_comment():
    text = 'source,target,note\n"#热搜",the  hot search,a\n'
    assert repaired(text) == 'source,target,note\n"#热搜","the hot search","a"\n'


@pytest.mark.parametrize(
    "row",
    [
        "海牙,The Hague",
        "国务院,The State Council",
        "民企,private enterprise/company",
        "通讯员,Contributor",
        "一国两制,one country、two systems",
        "海关,customs\n海关,customs house",
        "海关,customs,a\n海关,customs,b",
    ],
)
def test_what_is_doubtful_is_never_repaired(row):
    text = f"source,target,note\n{row}\n"
    assert repaired(text) == text


def test_a_repaired_term_base_needs_no_repair():
    text = "source,target\n５Ｇ 基站,the  5G base　station\n海关,customs\n海关,customs\n"
    once = repaired(text)
    assert repaired(once) == once


def test_fix_shows_a_diff_keeps_a_copy_and_reports_what_is_left(lint):
    before = CLEAN + "国务院,the State Council,state,\n"
    Path("terms.csv").write_text(before, encoding="utf-8")
    done = lint("terms.csv", "--fix")
    assert done.exit_code == 3
    assert "-国务院,the State Council,state,\n+国务院,State Council,state,\n" in done.stdout
    assert "1 finding in 1 file\n" in done.stdout
    assert Path("terms.csv").read_text(encoding="utf-8") == before.replace("the State", "State")
    (copy,) = Path().glob("terms.backup-*.csv")
    assert copy.read_text(encoding="utf-8") == before
    assert lint("terms.csv", "--skip", "reference").exit_code == 0


def test_fix_keeps_the_encoding_of_a_file(lint):
    data = (HEADER + "国务院,the State Council,政治,官方译法\n").encode("gb18030")
    Path("terms.csv").write_bytes(data)
    assert lint("terms.csv", "--fix").exit_code == 0
    assert Path("terms.csv").read_bytes() == data.replace(b"the State", b"State")


def test_nothing_is_written_when_one_file_is_read_only(lint):
    for name in ("a.csv", "b.csv"):
        Path(name).write_text(HEADER + "国务院,the State Council,state,gov.cn\n", encoding="utf-8")
    Path("b.csv").chmod(0o444)
    assert isinstance(lint("a.csv", "b.csv", "--fix").exception, OutputError)
    assert "the State" in Path("a.csv").read_text(encoding="utf-8")


def test_fix_waits_for_whoever_is_writing_a_file(lint, monkeypatch):
    monkeypatch.setattr("translator.workspace.locks.FILE_WAIT", 0.01)
    Path("terms.csv").write_text(HEADER + "国务院,the State Council,state,gov.cn\n", encoding="utf-8")
    with workspace.lock_file(Path("terms.csv")):
        error = lint("terms.csv", "--fix").exception
    assert isinstance(error, OutputError)
    assert "another process is writing" in error.message
    assert "the State" in Path("terms.csv").read_text(encoding="utf-8")


def test_the_starter_glossaries_are_not_repaired_in_place(lint, monkeypatch):
    starter = Path("starter")
    starter.mkdir()
    (starter / "terms.csv").write_text(HEADER + "国务院,the State Council,state,gov.cn\n", encoding="utf-8")
    monkeypatch.setattr("translator.commands.termbases.starter_glossaries", lambda: starter)
    assert isinstance(lint("--fix").exception, UsageError)


def test_a_deprecated_entry_contradicts_nothing():
    text = "source,target,status\n海关,customs,\n海关,custom house,deprecated\n"
    assert found(text, "several-targets", "duplicate", "shadowed") == ()


def test_a_format_of_which_rows_cannot_be_written_is_checked_and_left_alone(monkeypatch):
    monkeypatch.setitem(formats.FORMATS, ".xlsx", formats.FORMATS[".csv"])
    data = b"source,target\n\xe6\xb5\xb7,the sea\n"
    findings = run_checks(TermTables(tables=(read_table(data, "terms.xlsx"),)), chosen(["article"]))
    assert [finding.mendable for finding in findings] == [False]
    assert mended(data, "terms.xlsx", findings) == data


def test_an_unknown_check_names_the_nearest_one():
    with pytest.raises(UsageError, match="artikel: there is no such check") as error:
        chosen(skip=["artikel"])
    assert error.value.hint.startswith("Did you mean 'article'? ")
