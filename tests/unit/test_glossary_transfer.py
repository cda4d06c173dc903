"""`translator glossary import` and `export`: merging, clashes, faults, and files that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from filelock import FileLock
from typer.testing import CliRunner

from translator import workspace
from translator.cli.glossary import app
from translator.commands.termbases import read_termbase
from translator.errors import GlossaryError, OutputError, TranslatorError, UsageError
from translator.workspace import locks

Glossary = Callable[..., Result]
HEADER = "source,target,domain,note\n"
OURS = "# our terms\nnote;target;SOURCE;owner\n;Qingdao;青岛;Li\nwhy;pilot;试点;Wang\n"


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Glossary:
    """Return a function that runs a command in a new folder with a term base, ``ours.csv``."""
    monkeypatch.chdir(tmp_path)
    Path("ours.csv").write_text(OURS, encoding="utf-8")
    return lambda *words, **options: CliRunner().invoke(app, [str(word) for word in words], **options)


def write(name: str, rows: str) -> str:
    Path(name).write_text(HEADER + rows, encoding="utf-8")
    return name


def ours() -> str:
    return Path("ours.csv").read_text(encoding="utf-8")


def backups() -> list[Path]:
    return list(Path().glob("*.backup-*"))


def refused(result: Result, kind: type[TranslatorError], message: str) -> None:
    assert isinstance(result.exception, kind)
    assert message in result.exception.message
    assert result.exception.hint
    assert ours() == OURS
    assert backups() == []


# --- import ------------------------------------------------------------------------------------------------------


def test_new_terms_are_added_and_empty_fields_filled(glossary):
    write("new.csv", "青岛,Qingdao,place,a city\n試點,pilot,,\n特区,special zone,policy,\n")
    result = glossary("import", "new.csv", "--into", "ours.csv")
    assert result.exit_code == 0
    assert "ours.csv: 1 new, 1 changed, 1 the same\n" in result.output
    assert ours() == (
        "# our terms\nnote;target;SOURCE;owner;domain\na city;Qingdao;青岛;Li;place\nwhy;pilot;试点;Wang\n"
        ";special zone;特区;;policy\n"
    )
    (backup,) = backups()
    assert backup.read_text(encoding="utf-8") == OURS
    assert "0 new, 0 changed, 3 the same" in glossary("import", "new.csv", "--into", "ours.csv").output
    assert backups() == [backup]


def test_without_a_rule_clashes_are_listed_and_nothing_is_written(glossary):
    write("new.csv", "青岛,Tsingtao,,\n特区,special zone,,\n试点,pilot,,because\n")
    result = glossary("import", "new.csv", "--into", "ours.csv")
    assert result.exit_code == 1
    assert result.output.startswith(
        "青岛, target:\n  ours    Qingdao  (ours.csv:3)\n  theirs  Tsingtao  (new.csv:2)\n"
        "试点, note:\n  ours    why  (ours.csv:4)\n  theirs  because  (new.csv:4)\n"
        "ours.csv: nothing was written; 1 new, 0 changed, 0 the same, 2 terms with clashes\n"
    )
    assert "--ours, --theirs or --ask" in result.output
    assert ours() == OURS


@pytest.mark.parametrize(
    ("rule", "answers", "expected"),
    [
        ("--ours", "", ["Qingdao", "pilot"]),
        ("--theirs", "", ["Tsingtao", "trial"]),
        ("--ask", "n\ny\n", ["Qingdao", "trial"]),
    ],
)
def test_a_rule_settles_clashes(glossary, rule, answers, expected):
    write("new.csv", "青岛,Tsingtao,,\n試點,trial,,\n")
    result = glossary("import", "new.csv", "--into", "ours.csv", rule, input=answers)
    assert result.exit_code == 0
    assert "2 clashes settled" in result.output
    assert [term.target for term in read_termbase([Path("ours.csv")]).terms] == expected


def test_two_rules_exclude_each_other(glossary):
    write("new.csv", "青岛,Tsingtao,,\n")
    refused(glossary("import", "new.csv", "--into", "ours.csv", "--ours", "--ask"), UsageError, "exclude")


def test_a_proposed_row_for_a_confirmed_term_is_no_clash(glossary):
    Path("new.csv").write_text("source,target,status\n青岛,Tsingtao,proposed\n", encoding="utf-8")
    assert "1 new, 0 changed" in glossary("import", "new.csv", "--into", "ours.csv").output
    assert read_termbase([Path("ours.csv")]).terms[0].target == "Qingdao"


def test_a_confirmed_term_does_not_become_a_proposed_one_unasked(glossary):
    Path("new.csv").write_text("source,target,status\n青岛,Qingdao,proposed\n", encoding="utf-8")
    result = glossary("import", "new.csv", "--into", "ours.csv")
    assert (
        "青岛, status:\n  ours    preferred  (ours.csv:3)\n  theirs  proposed  (new.csv:2)" in result.output
    )


def test_good_rows_are_taken_and_every_faulty_one_is_named(glossary):
    write("new.csv", "特区,special zone,,\n" + "词,,,\n" * 45)
    result = glossary("import", "new.csv", "--into", "ours.csv")
    assert result.exit_code == 1
    assert "1 new" in result.output
    assert "new.csv: 45 faults\n  line 3: the target of the term is empty (词)\n" in result.output
    assert "and 5 more; --all shows them" in result.output
    assert "These rows were left out. Fill in the field or delete the row." in result.output
    assert "特区" in ours()
    assert "line 47" in glossary("import", "new.csv", "--into", "ours.csv", "--all").output


def test_files_that_contradict_each_other_together_are_refused(glossary):
    Path("ours.csv").write_text("source,target,forbidden\n青岛,Qingdao,Tsingtao\n", encoding="utf-8")
    before = ours()
    Path("new.csv").write_text("source,target,variants\n青岛,Qingdao,Tsingtao\n", encoding="utf-8")
    result = glossary("import", "new.csv", "--into", "ours.csv")
    assert isinstance(result.exception, GlossaryError)
    assert "line 2: 'Tsingtao' is forbidden for 青岛 and accepted" in result.exception.message
    assert ours() == before


def test_a_first_file_of_the_folder_is_said_to_replace_the_starter_glossaries(glossary):
    write("new.csv", "特区,special zone,policy,\n")
    for into, said in (("glossaries/project.csv", True), ("glossaries/more.csv", False), ("mine.csv", False)):
        result = glossary("import", "new.csv", "--into", into)
        assert result.exit_code == 0
        assert ("is now the only term base in use" in result.output) == said


def test_a_faulty_file_is_not_imported_into(glossary):
    Path("ours.csv").write_text("source,target\n青岛,\n", encoding="utf-8")
    write("new.csv", "特区,special zone,,\n")
    result = glossary("import", "new.csv", "--into", "ours.csv")
    assert isinstance(result.exception, GlossaryError)
    assert "ours.csv, line 2" in result.exception.message


def test_the_result_as_json_is_complete(glossary):
    write("new.csv", "青岛,Tsingtao,,\n特区,,,\n")
    result = glossary("import", "new.csv", "--into", "ours.csv", "--json")
    shown = json.loads(result.stdout)
    assert (shown["written"], shown["new"], shown["backup"]) == (False, 0, None)
    assert shown["clashes"] == [
        {
            "source": "青岛",
            "column": "target",
            "ours": "Qingdao",
            "theirs": "Tsingtao",
            "our_place": "ours.csv:3",
            "their_place": "new.csv:2",
        }
    ]
    assert [(fault["file"], fault["place"]) for fault in shown["faults"]] == [("new.csv", "line 3")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encodings_of_spreadsheets_are_read_and_kept(glossary, encoding):
    text = HEADER + "数字经济,digital economy,经济,官方译法\n营商环境,business environment,经济,官方译法\n"
    Path("ours.csv").write_bytes(text.encode(encoding))
    Path("new.csv").write_bytes((text + "特区,special zone,,\n").replace(",", ";").encode(encoding))
    assert "1 new, 0 changed, 2 the same" in glossary("import", "new.csv", "--into", "ours.csv").output
    assert Path("ours.csv").read_bytes() == (text + "特区,special zone,,\n").encode(encoding)


# --- export ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["all.xlsx", "all.tbx", "all.csv"])
def test_what_is_exported_comes_back_the_same(glossary, name):
    write("more.csv", "青岛,Tsingtao,place,\n特区,special zone,policy,=1\n")
    assert "3 rows written" in glossary("export", "ours.csv", "more.csv", "--to", name).output
    used = {term.source: (term.target, term.note) for term in read_termbase([Path(name)]).terms}
    assert used == {"青岛": ("Tsingtao", ""), "试点": ("pilot", "why"), "特区": ("special zone", "=1")}
    result = glossary("import", name, "--into", "again.csv")
    assert "again.csv: 3 new, 0 changed, 0 the same" in result.output
    assert "owner" in Path("again.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_a_replaced_file_is_kept_beside_itself(glossary):
    write("all.csv", "特区,special zone,,\n")
    assert "is kept as all.backup-" in glossary("export", "ours.csv", "--to", "all.csv").output
    assert len(backups()) == 1


def test_the_tbx_of_2008_is_written_for_older_programs(glossary):
    glossary("export", "ours.csv", "--to", "old.tbx", "--tbx-2008")
    assert b"<martif" in Path("old.tbx").read_bytes()
    refused(glossary("export", "ours.csv", "--to", "old.csv", "--tbx-2008"), UsageError, "is for .tbx files")


def test_another_format_cannot_be_written(glossary):
    refused(glossary("export", "ours.csv", "--to", "terms.xls"), UsageError, "this kind of term base")


def test_a_workbook_and_a_tbx_file_get_new_rows_too(glossary):
    write("new.csv", "特区,special zone,policy,\n")
    for name in ("all.xlsx", "all.tbx"):
        glossary("export", "ours.csv", "--to", name)
        assert "1 new" in glossary("import", "new.csv", "--into", name).output
        assert [term.source for term in read_termbase([Path(name)]).terms] == ["青岛", "试点", "特区"]


# --- files that others use ---------------------------------------------------------------------------------------


def test_a_read_only_file_is_refused(glossary):
    write("new.csv", "特区,special zone,,\n")
    Path("ours.csv").chmod(0o444)
    refused(glossary("import", "new.csv", "--into", "ours.csv"), OutputError, "ours.csv: is read-only")


def test_two_people_cannot_add_at_once(glossary, monkeypatch):
    monkeypatch.setattr(locks, "FILE_WAIT", 0.05)
    write("new.csv", "特区,special zone,,\n")
    with FileLock(Path(".ours.csv.lock").resolve()):
        result = glossary("import", "new.csv", "--into", "ours.csv")
    refused(result, OutputError, "another process is writing this file")


@pytest.mark.parametrize("mark", ["~$terms.xlsx", "~$rms.xlsx", ".~lock.terms.xlsx#"])
def test_a_workbook_that_is_open_is_read_with_a_warning(glossary, mark):
    glossary("export", "ours.csv", "--to", "terms.xlsx")
    Path(mark).touch()
    result = glossary("import", "terms.xlsx", "--into", "new.csv")
    assert "terms.xlsx is open in a spreadsheet program" in result.output
    assert "save it and run again" in result.output
    assert any("is open" in warning for warning in read_termbase([Path("terms.xlsx")]).warnings)
    assert [name for name, _ in workspace.read_glossaries([Path()])] == ["new.csv", "ours.csv", "terms.xlsx"]


def test_a_file_without_terms_is_refused(glossary):
    write("new.csv", "")
    refused(glossary("import", "new.csv", "--into", "ours.csv"), GlossaryError, "there are no terms")
