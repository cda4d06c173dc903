"""`translator glossary add | edit | remove`: what they show, what they write, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.unit.test_learning import reviewed
from translator import workspace
from translator.cli.glossary import app
from translator.commands.glossary.edit import Settings, carry_out, plan_addition, plan_edit
from translator.commands.termbases import read_termbase
from translator.errors import GlossaryError, OutputError, TranslatorError, UsageError
from translator.model import Priority
from translator.terms.termbase import Term

CULTURE = "source,target,domain,note\r\n博物馆,museum,culture,\r\n城市书房,urban study,culture,city hall\r\n"
Glossary = Callable[..., Result]


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Glossary:
    monkeypatch.chdir(tmp_path)
    Path("glossaries").mkdir()
    Path("glossaries/culture.csv").write_bytes(CULTURE.encode())
    return lambda *words, **more: CliRunner().invoke(app, [str(word) for word in words], **more)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command believe that a person is at the terminal."""
    monkeypatch.setattr("translator.cli.glossary.edit._is_terminal", lambda: True)


def culture() -> str:
    return Path("glossaries/culture.csv").read_bytes().decode()


def learned() -> list[str]:
    return Path("glossaries/learned.csv").read_text(encoding="utf-8").splitlines()


def save_job(*edits: tuple[str, str, str], terms: tuple[Term, ...] = ()) -> None:
    workspace.save(
        workspace.JobFolder(out=Path("out"), name="one"), reviewed(edits, terms), {}, now=workspace.now
    )


def refused(result: Result, kind: type[TranslatorError], message: str) -> None:
    assert isinstance(result.exception, kind)
    assert message in result.exception.message
    assert result.exception.hint


# --- add ---------------------------------------------------------------------------------------------------------


def test_an_entry_is_added_with_all_its_fields(glossary):
    result = glossary(
        "add", "美术馆", "art  museum", "--domain", "culture", "--variant", "gallery", "--variant", "art gallery",
        "--forbidden", "picture hall", "--note", "of a city", "--reference", "China Daily", "--yes",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "glossaries/learned.csv: 美术馆 → art museum (new)\n" in result.output
    assert "variants: art gallery|gallery" in result.output
    assert "→ glossaries/learned.csv, a new file" in result.output
    term = read_termbase([Path("glossaries/learned.csv")]).term_of("美术馆")
    assert (term.target, term.variants, term.forbidden) == (
        "art museum",
        ("gallery", "art gallery"),
        ("picture hall",),
    )
    assert (term.domain, term.note, term.reference) == ("culture", "of a city", "China Daily")


def test_into_names_the_file_and_its_other_bytes_stay(glossary):
    result = glossary("add", "美术馆", "art museum", "--into", "glossaries/culture.csv", "--yes")
    assert culture() == CULTURE + "美术馆,art museum,,\r\n"
    [copy] = Path("glossaries").glob("culture.backup-*.csv")
    assert copy.read_bytes() == CULTURE.encode()
    assert f"the file as it was is kept as {copy}" in result.output


def test_a_field_given_gets_its_column(glossary):
    glossary("add", "美术馆", "art museum", "--into", "glossaries/culture.csv", "--reference", "x", "--yes")
    assert culture().splitlines()[0] == "source,target,domain,note,reference"


@pytest.mark.parametrize("source", ["城市书房", "城市書房"])
def test_an_entry_that_exists_is_not_added_but_points_to_edit(glossary, source):
    result = glossary("add", source, "reading room", "--yes")
    refused(result, UsageError, "is in glossaries/culture.csv:3 already: urban study")
    assert "translator glossary edit" in result.exception.hint
    assert not Path("glossaries/learned.csv").exists()


def test_the_checks_speak_before_it_is_written(glossary):
    result = glossary("add", "美术馆", "the art museum", "--dry-run")
    assert "check article: begins with an article" in result.output
    assert "Nothing was written." in result.output
    assert not Path("glossaries/learned.csv").exists()


def test_the_impact_on_the_jobs_is_shown(glossary):
    save_job(
        ("美术馆昨天开放。", "The gallery opened.", "The gallery opened."), ("美术馆很大。", "It is big.", "")
    )
    result = glossary("add", "美术馆", "art museum", "--dry-run")
    assert "1 reviewed sentence to look at" in result.output
    assert "1 draft to translate again" in result.output


def test_a_damaged_job_does_not_stop_it(glossary):
    save_job(("美术馆昨天开放。", "The gallery opened.", ""))
    Path("out/bad").mkdir()
    Path("out/bad/bad.xlf").write_text("<xliff", encoding="utf-8")
    result = glossary("add", "美术馆", "art museum", "--yes")
    assert result.exit_code == 0
    assert "Error: out/bad/bad.xlf" in result.output
    assert "1 entry touches 1 of 1 job" in result.output


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("", "museum", "SOURCE is empty"),
        ("  ，", "museum", "SOURCE is empty"),
        ("美术馆", " ", "TARGET is empty"),
    ],
)
def test_empty_texts_are_refused(glossary, source, target, message):
    refused(glossary("add", source, target, "--yes"), UsageError, message)


@pytest.mark.parametrize(
    "options",
    [
        ("美术馆", "艺术 museum"),
        ("art museum", "美术馆"),
        ("美术馆", "art museum", "--forbidden", "Art Museums"),
        ("美术馆", "art museum", "--pos", "pronoun"),
        ("美术馆", "art museum", "--variant", "a|b"),
    ],
)
def test_entries_that_no_run_could_read_are_refused(glossary, options):
    result = glossary("add", *options, "--yes")
    assert isinstance(result.exception, GlossaryError)
    assert not Path("glossaries/learned.csv").exists()


def test_a_latin_source_is_an_entry_too(glossary):
    glossary("add", "GDP", "GDP", "--yes")
    assert read_termbase(()).term_of("GDP").target == "GDP"


def test_a_read_only_file_is_not_changed(glossary):
    Path("glossaries/culture.csv").chmod(0o444)
    result = glossary("add", "美术馆", "art museum", "--into", "glossaries/culture.csv", "--yes")
    refused(result, OutputError, "culture.csv: is read-only")
    assert culture() == CULTURE


def test_the_starter_glossaries_are_not_changed(glossary):
    Path("glossaries/culture.csv").unlink()
    refused(glossary("add", "美术馆", "art museum", "--yes"), UsageError, "came with the program")
    refused(glossary("edit", "青岛", "--target", "x", "--yes"), UsageError, "came with the program")
    assert (
        "is not among the term bases in use"
        in glossary("add", "美术馆", "art museum", "--into", "mine.csv", "--yes").output
    )


@pytest.mark.parametrize("folder", [True, False])
@pytest.mark.parametrize("into", ["glossaries/mine.csv", "./glossaries/learned.csv"])
def test_the_starter_glossaries_are_not_put_out_of_use(glossary, into, folder):
    Path("glossaries/culture.csv").unlink()
    if not folder:
        Path("glossaries").rmdir()
    result = glossary("add", "美术馆", "art museum", "--into", into, "--yes")
    refused(result, UsageError, "would put the entries that came with the program out of use")
    assert "translator init" in result.exception.hint
    assert ("move the folder glossaries/" in result.exception.hint.lower()) == folder
    assert not Path(into).exists()
    assert glossary("lookup", "数字经济").exit_code == 0


def test_a_second_file_in_the_folder_is_in_use(glossary):
    result = glossary("add", "美术馆", "art museum", "--into", "glossaries/mine.csv", "--yes")
    assert "is not among the term bases in use" not in result.output
    assert glossary("lookup", "美术馆").exit_code == 0


def test_a_workbook_among_the_term_bases_is_searched_and_not_changed(glossary):
    glossary("export", "glossaries/culture.csv", "--to", "glossaries/more.xlsx")
    Path("glossaries/culture.csv").unlink()
    refused(glossary("add", "城市书房", "x", "--yes"), UsageError, "is in glossaries/more.xlsx:")
    refused(glossary("edit", "城市书房", "--target", "x", "--yes"), UsageError, "only CSV files are changed")
    assert glossary("add", "美术馆", "art museum", "--yes").exit_code == 0


# --- asking ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("add", "美术馆", "x"), ("edit", "博物馆", "--target", "x"), ("remove", "博物馆")]
)
def test_a_script_must_say_yes(glossary, words):
    refused(glossary(*words), UsageError, "writing needs a confirmation")
    assert culture() == CULTURE


def test_a_person_is_asked_and_may_say_no(glossary, asked):
    result = glossary("add", "美术馆", "art museum", input="n\n")
    assert result.exit_code == 1
    assert "Write this?" in result.output
    assert "Nothing was written." in result.output
    assert not Path("glossaries/learned.csv").exists()
    assert glossary("add", "美术馆", "art museum", input="y\n").exit_code == 0
    assert "美术馆" in learned()[1]


def test_json_says_what_was_written_and_needs_yes(glossary, asked):
    refused(glossary("add", "美术馆", "art museum", "--json"), UsageError, "--json asks no questions")
    shown = json.loads(glossary("add", "美术馆", "art museum", "--json", "--yes").output)
    assert (shown["kind"], shown["after"], shown["written"], shown["backup"]) == (
        "added",
        "art museum",
        True,
        None,
    )
    assert {finding["check"] for finding in shown["findings"]} == {"domain", "reference"}


# --- edit --------------------------------------------------------------------------------------------------------


def test_only_the_given_fields_change(glossary):
    result = glossary("edit", "城市书房", "--target", "city reading room", "--yes")
    assert "target: urban study → city reading room" in result.output
    assert culture() == CULTURE.replace("urban study", "city reading room")


def test_an_empty_value_empties_a_field_and_lists_are_replaced(glossary):
    glossary("edit", "城市书房", "--note", "", "--variant", "city study", "--yes")
    term = read_termbase(()).term_of("城市书房")
    assert (term.note, term.variants) == ("", ("city study",))
    glossary("edit", "城市书房", "--variant", "", "--yes")
    assert read_termbase(()).term_of("城市书房").variants == ()


def test_an_entry_can_be_deprecated_and_preferred_again(glossary):
    glossary("edit", "城市书房", "--status", "deprecated", "--yes")
    assert read_termbase(()).term_of("城市书房") is None
    result = glossary("edit", "城市书房", "--status", "preferred", "--yes")
    assert result.exit_code == 0, result.exception
    assert read_termbase(()).term_of("城市书房").target == "urban study"


@pytest.mark.parametrize("priority", ["advise", "repair"])
def test_an_entry_can_be_looked_for_or_repaired_only_and_forced_again(glossary, priority):
    glossary("edit", "城市书房", "--priority", priority, "--yes")
    assert read_termbase(()).term_of("城市书房").priority is Priority(priority)
    result = glossary("edit", "城市书房", "--priority", "force", "--yes")
    assert f"priority: {priority} → force" in result.output
    assert read_termbase(()).term_of("城市书房").priority is Priority.FORCE
    refused(glossary("edit", "城市书房", "--priority", "x", "--yes"), UsageError, "no such priority")


def test_what_is_so_already_is_not_written(glossary):
    result = glossary("edit", "城市书房", "--target", "urban  study", "--yes")
    assert result.output == "The entry is like this already; nothing was written.\n"
    assert not [*Path("glossaries").glob("*.backup*")]


def test_edit_needs_something_to_change_and_an_entry(glossary):
    refused(glossary("edit", "城市书房", "--yes"), UsageError, "no change was given")
    emptied = glossary("edit", "城市书房", "--target", " ", "--yes")
    refused(emptied, UsageError, "--target is empty")
    assert emptied.exception.hint.endswith("translator glossary remove 城市书房")
    refused(glossary("edit", "美术馆", "--target", "x", "--yes"), UsageError, "no term base in use has")
    refused(glossary("edit", "美术馆", "--target", "x", "--file", "no.csv", "--yes"), GlossaryError, "no.csv")


PILOT = "source,target,variants,pos,status,priority\n"


def edited(glossary: Glossary, row: str, *options: str) -> tuple[list[str], str]:
    """Return the rows after an edit of 试点 in a file with these, and what the command printed."""
    path = Path("glossaries/pilot.csv")
    path.write_text(PILOT + row, encoding="utf-8")
    result = glossary("edit", "试点", *options, "--yes")
    assert result.exit_code == 0, result.exception
    return path.read_text(encoding="utf-8").splitlines()[1:], result.output


def test_a_variant_may_become_the_target(glossary):
    rows, shown = edited(glossary, "试点,pilot,pilot program|pilot project,,,\n", "--target", "pilot program")
    assert rows == ["试点,pilot program,pilot project,,,"]
    assert "target: pilot → pilot program" in shown
    assert "variants: pilot program|pilot project → pilot project" in shown


@pytest.mark.parametrize(
    ("row", "options", "changed"),
    [
        ("试点,pilot,,,,", ("--pos", "Noun"), "试点,pilot,,noun,,"),
        ("试点,pilot,,,,", ("--status", "Proposed"), "试点,pilot,,,proposed,"),
        ("试点,pilot,,,Preferred,", ("--pos", "noun"), "试点,pilot,,noun,Preferred,"),
        ("试点,pilot,,,proposed,repair", ("--status", "preferred"), "试点,pilot,,,,repair"),
        ("试点,pilot,,,proposed,", ("--priority", "advise"), None),
        (
            "试点,pilot,,,,",
            ("--variant", "pilot", "--variant", "pilot  scheme"),
            "试点,pilot,pilot scheme,,,",
        ),
    ],
)
def test_values_count_as_they_are_read(glossary, row, options, changed):
    rows, shown = edited(glossary, row + "\n", *options)
    assert rows == [changed or row]
    assert ("nothing was written" in shown) == (changed is None)


ADMITTED = "试点,pilot scheme,,,admitted,"


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (("--variant", "pilot area"), ["试点,pilot,pilot area,,,", ADMITTED]),
        (("--pos", "noun"), ["试点,pilot,trial,noun,,", ADMITTED]),
        (("--target", "pilot program"), ["试点,pilot program,trial,,,", ADMITTED]),
        (
            ("--status", "deprecated"),
            ["试点,pilot,trial,,deprecated,", "试点,pilot scheme,,,deprecated,"],
        ),
        (("--status", "admitted"), ["试点,pilot,trial,,admitted,", ADMITTED]),
    ],
)
def test_a_row_keeps_its_own_variants_beside_an_admitted_one(glossary, options, rows):
    assert edited(glossary, f"试点,pilot,trial,,,\n{ADMITTED}\n", *options)[0] == rows


def test_one_of_two_admitted_rows_is_edited(glossary):
    rows, _ = edited(glossary, f"试点,trial,,,admitted,\n{ADMITTED}\n", "--target", "pilot")
    assert rows == ["试点,pilot,,,admitted,", ADMITTED]


@pytest.mark.parametrize(
    "words", [("edit", "试点"), ("add", "示范区", "demonstration area", "--status", "proposed")]
)
def test_a_proposed_entry_has_no_other_priority(glossary, words):
    Path("glossaries/pilot.csv").write_text(f"{PILOT}试点,pilot,,,proposed,\n", encoding="utf-8")
    result = glossary(*words, "--priority", "repair", "--yes")
    refused(result, UsageError, "a proposed entry advises whatever its priority")
    assert "--status preferred" in result.exception.hint
    assert glossary("edit", "试点", "--status", "preferred", "--priority", "repair", "--yes").exit_code == 0
    assert read_termbase(()).term_of("试点").priority is Priority.REPAIR


def test_a_proposed_entry_gets_its_full_priority_when_it_is_confirmed(glossary):
    glossary("add", "试点", "pilot", "--status", "proposed", "--yes")
    assert read_termbase(()).term_of("试点").priority is Priority.ADVISE
    shown = glossary("edit", "试点", "--status", "preferred", "--yes").output
    assert "priority: advise → force" in shown
    assert read_termbase(()).term_of("试点").priority is Priority.FORCE


def test_fields_that_nobody_named_stay_byte_for_byte(glossary):
    path = Path("glossaries/state.csv")
    note = '"first line\nsecond line"'
    path.write_text(f"source,target,note,reference\n数字政府,digital government,{note},\n", encoding="utf-8")
    assert glossary("edit", "数字政府", "--reference", "gov.cn", "--yes").exit_code == 0
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        '数字政府,digital government,"first line', 'second line",gov.cn',
    ]  # fmt: skip


# --- remove ------------------------------------------------------------------------------------------------------


def test_a_draft_that_loses_its_term_is_listed_once(glossary):
    term = Term(source="博物馆", target="museum")
    save_job(("博物馆开放。", "The museum is open.", ""), terms=(term,))
    shown = glossary("remove", "博物馆", "--dry-run").output
    assert "no longer found in 1 sentence; 1 draft among them, which the next" in shown
    assert shown.count("博物馆开放。") == 1


def test_a_removed_entry_leaves_every_other_byte(glossary):
    save_job(
        ("这里有城市书房。", "There is an urban study.", ""),
        terms=(Term(source="城市书房", target="urban study"),),
    )
    result = glossary("remove", "城市书房", "--yes")
    assert "glossaries/culture.csv:3: 城市书房 → urban study (removed)" in result.output
    assert "no longer found in 1 sentence" in result.output
    assert culture() == "".join(CULTURE.splitlines(keepends=True)[:2])
    assert [copy.read_bytes() for copy in Path("glossaries").glob("*.backup*")] == [CULTURE.encode()]


def test_of_several_files_one_must_be_named(glossary):
    Path("glossaries/z.csv").write_text("source,target\n城市书房,study\n", encoding="utf-8")
    result = glossary("remove", "城市书房", "--yes")
    refused(result, UsageError, "glossaries/culture.csv:3 (urban study), glossaries/z.csv:2 (study)")
    assert glossary("remove", "城市书房", "--file", "glossaries/z.csv", "--yes").exit_code == 0
    assert Path("glossaries/z.csv").read_text(encoding="utf-8") == "source,target\n"
    assert culture() == CULTURE


# --- two at once -------------------------------------------------------------------------------------------------

SETTINGS = Settings(out=Path("out"))


def test_two_people_who_add_at_once_both_get_their_entries(glossary):
    first = plan_addition("美术馆", "art museum", {}, SETTINGS)
    second = plan_addition("图书馆", "library", {}, SETTINGS)
    carry_out(second)
    carry_out(first)
    assert [line.split(",")[0] for line in learned()] == ["source", "图书馆", "美术馆"]


def test_the_same_entry_changed_meanwhile_is_refused(glossary):
    plan = plan_edit("城市书房", {"target": "city study"}, SETTINGS)
    glossary("edit", "城市书房", "--target", "reading room", "--yes")
    with pytest.raises(UsageError, match="somebody else changed 城市书房 meanwhile"):
        carry_out(plan)
    addition = plan_addition("美术馆", "art museum", {}, SETTINGS)
    glossary("add", "美术馆", "gallery", "--yes")
    with pytest.raises(UsageError, match="somebody else changed 美术馆 meanwhile"):
        carry_out(addition)


def test_a_file_that_another_process_is_writing_is_left_alone(glossary, monkeypatch):
    monkeypatch.setattr("translator.workspace.locks.FILE_WAIT", 0.05)
    with workspace.lock_file(Path("glossaries/culture.csv")):
        result = glossary("edit", "城市书房", "--target", "x", "--yes")
    refused(result, OutputError, "another process is writing this file")
    assert culture() == CULTURE
