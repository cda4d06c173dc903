"""`translator glossary` on a folder of jobs: output, written files, errors."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.unit.test_learning import (
    DRAFTED,
    KEPT,
    OTHERS,
    READING,
    STREET,
    STREETS,
    STUDIED,
    STUDY,
    Edit,
    reviewed,
    with_names,
)
from translator import workspace
from translator.cli.glossary import app
from translator.commands.glossary.proposals import DECISIONS
from translator.commands.termbases import read_termbase
from translator.errors import GlossaryError, JobError, OutputError, TranslatorError, UsageError
from translator.terms.termbase import Term

HEADER = "source,target,domain,note,variants\n"
NEW, CHANGE = "padd1d2cc", "padd1d2cc"
Glossary = Callable[..., Result]


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Glossary:
    """Return a function that runs a command in a new folder, with a term base that does not matter."""
    monkeypatch.chdir(tmp_path)
    Path("glossaries").mkdir()
    Path("glossaries/places.csv").write_text(HEADER + "青岛,Qingdao,place,,\n", encoding="utf-8")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def job(name: str, edits: list[Edit], *terms: Term, reviewer: str = "Li Wen", out: str = "out") -> None:
    workspace.save(
        workspace.JobFolder(out=Path(out), name=name), reviewed(edits, terms, reviewer), {}, now=workspace.now
    )


def study() -> Path:
    path = Path("glossaries/culture.csv")
    path.write_text(HEADER + "博物馆,museum,,,\n城市书房,urban study,culture,city hall,\n", encoding="utf-8")
    return path


def entry(source: str = "城市书房") -> Term:
    return next(term for term in read_termbase(()).terms if term.source == source)


def refused(result: Result, kind: type[TranslatorError], message: str) -> None:
    assert isinstance(result.exception, kind)
    assert message in result.exception.message
    assert result.exception.hint


# --- proposals ---------------------------------------------------------------------------------------------------


def test_proposals_come_from_all_jobs_of_the_folder(glossary):
    job("one", [READING[0], *OTHERS])
    job("two", [READING[1]], reviewer="Zhao Min")
    shown = glossary("proposals").output
    assert "padd1d2cc  new     城市书房 → city reading room\n           2 edits\n" in shown
    assert "one a01.p001.s01 by Li Wen" in shown
    assert "two a01.p001.s01 by Zhao Min" in shown
    assert "The [-city bookhouse-]{+city reading room+} opened yesterday." in shown
    assert "1 proposal from 4 reviewed sentences of 2 jobs" in shown
    assert "0 proposals from 1 reviewed sentence of 1 job" in glossary("proposals", "out/two").output
    assert "1 proposal" in glossary("proposals", "out/two", "out/one/one.xlf").output


def test_proposals_as_json_are_complete(glossary):
    job("one", READING)
    [row] = json.loads(glossary("proposals", "--json").output)
    assert (row["id"], row["kind"], row["edits"], row["against"], row["kept"]) == (NEW, "new", 2, 0, 0)
    assert row["evidence"][0] == {
        "job": "one",
        "segment": "a01.p001.s01",
        "reviewer": "Li Wen",
        "source": READING[0][0],
        "draft": READING[0][1],
        "reviewed": READING[0][2],
        "before": "city bookhouse",
        "after": "city reading room",
    }


def test_a_name_that_a_rule_made_is_listed_and_accepted_as_a_new_entry(glossary):
    document = with_names(STREETS, STREET)
    workspace.save(workspace.JobFolder(out=Path("out"), name="one"), document, {}, now=workspace.now)
    shown = glossary("proposals").output
    assert (
        "name    长江路街道 → Changjiang Road Subdistrict\n           made by rule, kept in 2 sentences\n"
        in shown
    )
    assert "             Changjiang Road Subdistrict opened.\n" in shown
    [row] = json.loads(glossary("proposals", "--json").output)
    assert (row["by_rule"], row["edits"], row["kept"]) == ("Changjiang Road Subdistrict", 0, 2)
    assert "长江路街道 → Changjiang Road Subdistrict, new" in glossary("accept", row["id"]).output
    written = entry("长江路街道")
    assert (written.target, written.note) == (
        "Changjiang Road Subdistrict",
        "by rule, kept in 2 sentences by Li Wen; one",
    )
    assert "0 proposals" in glossary("proposals").output


def test_what_the_term_base_forbids_is_not_proposed(glossary):
    path = study()
    job("one", [*DRAFTED, KEPT[0]], STUDY)
    assert "city reading room" in glossary("proposals").output
    text = "source,target,forbidden\n城市书房,urban study,City Reading Rooms\n"
    path.write_text(text, encoding="utf-8")
    assert "0 proposals" in glossary("proposals").output


def test_lines_fit_a_hundred_columns_in_chinese_too(glossary):
    from rich.cells import cell_len

    long = "这是一个很长很长的句子，里面说了许多许多事情，" * 4
    words = "and this is what the sentence goes on and on about at length, " * 4
    edits = [
        (long + source + long, words + draft + words, words + text + words) for source, draft, text in READING
    ]
    job("one", [*edits, *((long + sign, words, words) for sign in "甲乙丙")])
    shown = glossary("proposals").output
    assert "城市书房" in shown
    assert max(cell_len(line) for line in shown.splitlines()) <= 100


def test_a_damaged_job_is_named_and_the_others_count(glossary):
    job("one", READING)
    Path("out/bad").mkdir()
    Path("out/bad/bad.xlf").write_text("<xliff", encoding="utf-8")
    result = glossary("proposals")
    assert result.exit_code == 0
    assert "Error: out/bad/bad.xlf" in result.output
    assert "1 proposal from 2 reviewed sentences of 1 job" in result.output


def test_no_jobs_are_not_an_error_but_a_missing_folder_is(glossary):
    refused(glossary("proposals"), UsageError, "out: there is no such folder")
    refused(glossary("impact"), UsageError, "out: there is no such folder")
    Path("out").mkdir()
    assert "0 proposals from 0 reviewed sentences of 0 jobs" in glossary("proposals").output
    assert glossary("impact").output == "Jobs that agree: 0 of 0\n"


# --- accept --------------------------------------------------------------------------------------------------------


def test_a_new_term_goes_into_a_new_file_and_is_not_proposed_again(glossary):
    job("one", [*READING, ("城市书房很安静。", "The city bookhouse is quiet.", "")])
    shown = glossary("accept", NEW, "--domain", "culture").output
    assert "城市书房 → city reading room, new" in shown
    assert "one: 1 draft touched" in shown
    assert Path("glossaries/learned.csv").read_text(encoding="utf-8") == (
        "source,target,variants,forbidden,pos,domain,status,priority,abbreviation,case,except,note,reference\n"
        "城市书房,city reading room,,,,culture,,,,,,2 edits by Li Wen; one,\n"
    )
    assert "0 proposals" in glossary("proposals").output
    assert glossary("accept", NEW).output == "Decided already; nothing was written.\n"
    assert glossary("accept", "--all").output == "There is nothing to accept.\n"
    assert not list(Path("glossaries").glob("*.backup*"))


def test_other_english_is_accepted_and_the_reviewers_is_not_proposed_again(glossary):
    job("one", READING)
    shown = glossary("accept", NEW, "--target", "city study").output
    assert entry().target == "city study"
    assert "one: 2 sentences to look at" in shown
    assert "0 proposals" in glossary("proposals").output
    Path("glossaries/learned.csv").unlink()
    assert "1 proposal " in glossary("proposals").output


def test_a_change_replaces_the_english_in_the_file_of_the_term(glossary):
    path = study()
    before = path.read_bytes()
    job("one", [*DRAFTED, KEPT[0]], STUDY)
    assert "approved now: urban study, kept in 1 sentence" in glossary("proposals").output
    shown = glossary("accept", CHANGE).output
    assert "culture.csv: 城市书房 → city reading room, no longer urban study" in shown
    assert "a01.p001.s03  城市书房全年免费。\n                  The urban study is free." in shown
    assert "Jobs that agree: 0 of 1" in shown
    changed = entry()
    assert (changed.target, changed.variants) == ("city reading room", ())
    assert changed.note == "2 edits by Li Wen; one; was urban study (city hall)"
    [backup] = Path("glossaries").glob("culture.backup-*.csv")
    assert backup.read_bytes() == before
    assert path.read_text(encoding="utf-8").splitlines()[:2] == before.decode().splitlines()[:2]
    assert read_termbase(()).names == ("glossaries/culture.csv", "glossaries/places.csv")
    assert "0 proposals" in glossary("proposals").output


@pytest.mark.parametrize(("edits", "options"), [([*DRAFTED, *KEPT], []), (DRAFTED, ["--as-variant"])])
def test_a_variant_is_accepted_beside_the_approved_english(glossary, edits, options):
    study()
    job("one", edits, STUDY)
    shown = glossary("accept", CHANGE, *options).output
    assert "城市书房 → urban study, and city reading room is accepted too" in shown
    assert (entry().target, entry().variants) == ("urban study", ("city reading room",))
    assert entry().note == "city hall; city reading room: 2 edits by Li Wen; one"
    assert "Jobs that agree: 1 of 1 (one)" in shown


def test_into_names_another_file_and_warns_when_it_is_not_in_use(glossary):
    job("one", READING)
    shown = glossary("accept", NEW, "--into", "mine.csv").output
    assert "Note: mine.csv is not among the term bases in use" in shown
    assert "城市书房" in Path("mine.csv").read_text(encoding="utf-8")


def test_a_first_file_of_the_folder_is_not_made_by_accept(glossary):
    job("one", READING)
    Path("glossaries/places.csv").unlink()
    result = glossary("accept", NEW, "--into", "glossaries/learned.csv")
    refused(result, UsageError, "would put the entries that came with the program out of use")
    assert not Path("glossaries/learned.csv").exists()


def test_accepted_english_is_in_use_beside_a_deprecated_entry(glossary):
    off = Path("glossaries/old.csv")
    off.write_text("source,target,status\n城市书房,urban study,deprecated\n", encoding="utf-8")
    job("one", READING)
    assert "glossaries/old.csv: 城市书房 → city reading room, new" in glossary("accept", NEW).output
    assert entry().target == "city reading room"
    assert "城市书房,urban study,deprecated" in off.read_text(encoding="utf-8")


def test_accept_does_not_copy_what_an_admitted_row_gives(glossary):
    path = study()
    rows = "source,target,note,variants,status\n城市书房,urban study,,,\n城市书房,city study,,,admitted\n"
    path.write_text(rows, encoding="utf-8")
    job("one", [*DRAFTED, *KEPT], STUDY)
    glossary("accept", CHANGE, "--as-variant")
    changed = path.read_text(encoding="utf-8").splitlines()
    assert changed[1].endswith(",city reading room,")
    assert changed[2] == "城市书房,city study,,,admitted"


@pytest.mark.parametrize(
    ("options", "said", "row"),
    [
        (
            [],
            "城市书房 → city reading room, no longer urban study",
            "城市书房,city reading room,culture,2 edits by Li Wen; one; was urban study (city hall),",
        ),
        (
            ["--as-variant"],
            "城市书房 → urban study, and city reading room is accepted too",
            "城市书房,urban study,culture,city hall; city reading room: 2 edits by Li Wen; one,city reading room",
        ),
    ],
)
def test_an_entry_of_the_other_file_is_not_new(glossary, options, said, row):
    mine = Path("mine.csv")
    mine.write_text(
        "source,target,domain,note,variants\n城市书房,urban study,culture,city hall,\n", encoding="utf-8"
    )
    job("one", READING)
    assert said in glossary("accept", NEW, "--into", mine, *options).output
    assert row in mine.read_text(encoding="utf-8").splitlines()


def test_without_a_folder_new_terms_go_into_the_last_file_given(glossary):
    job("one", READING)
    glossary("accept", NEW, "--glossary", "glossaries/places.csv")
    assert entry().file == "glossaries/places.csv"


def test_the_starter_glossaries_are_not_changed(glossary):
    Path("glossaries/places.csv").unlink()
    job("one", READING)
    refused(glossary("accept", NEW), UsageError, "came with the program")


def test_a_read_only_file_is_not_changed_and_nothing_is_stored(glossary):
    path = study()
    path.chmod(0o444)
    job("one", DRAFTED, STUDY)
    refused(glossary("accept", CHANGE), OutputError, "culture.csv: is read-only")
    assert entry().target == "urban study"
    assert not Path("out", DECISIONS).exists()


def test_a_faulty_target_file_stops_everything(glossary):
    Path("mine.csv").write_text("nothing,here\n", encoding="utf-8")
    job("one", READING)
    refused(glossary("accept", NEW, "--into", "mine.csv"), GlossaryError, "mine.csv")
    assert not Path("out", DECISIONS).exists()


def test_a_linked_term_base_stays_a_link(glossary):
    path = study()
    Path("shared").mkdir()
    path.rename("shared/culture.csv")
    path.symlink_to(Path("../shared/culture.csv"))
    job("one", DRAFTED, STUDY)
    glossary("accept", CHANGE)
    assert path.is_symlink()
    assert "city reading room" in Path("shared/culture.csv").read_text(encoding="utf-8")


def test_new_entries_do_not_go_into_a_pipe(glossary):
    os.mkfifo("pipe")
    job("one", READING)
    refused(glossary("accept", NEW, "--into", "pipe"), OutputError, "not an ordinary file")
    assert not Path("out", DECISIONS).exists()


def test_a_second_person_who_decides_at_the_same_time_is_told_to_wait(glossary):
    job("one", READING)
    with workspace.lock(workspace.JobFolder(out=Path("out"), name="translator.proposals")):
        refused(glossary("accept", NEW), JobError, "another run")
        refused(glossary("dismiss", NEW), JobError, "another run")
    assert not Path("glossaries/learned.csv").exists()
    assert "learned.csv" in glossary("accept", NEW).output


def test_a_term_base_that_another_process_is_writing_is_left_alone(glossary, monkeypatch):
    monkeypatch.setattr("translator.workspace.locks.FILE_WAIT", 0.05)
    path = study()
    job("one", DRAFTED, STUDY)
    with workspace.lock_file(path):
        refused(glossary("accept", CHANGE), OutputError, "another process is writing this file")
    assert entry().target == "urban study"
    assert not Path("out", DECISIONS).exists()


def test_a_domain_with_a_line_break_is_refused(glossary):
    job("one", READING)
    refused(glossary("accept", NEW, "--domain", "a\nb"), GlossaryError, "line break")
    assert not Path("glossaries/learned.csv").exists()


def test_accept_needs_ids_or_all(glossary):
    job("one", READING)
    refused(glossary("accept"), UsageError, "no proposal is named")
    refused(glossary("accept", NEW, "--all"), UsageError, "both given")
    refused(glossary("accept", "--all", "--target", "x"), UsageError, "--target")
    refused(glossary("accept", NEW, "p000000"), UsageError, "p000000: there is no such proposal")


@pytest.fixture
def disputed(glossary: Glossary) -> Glossary:
    """Return the command in a folder where two reviewers render one term in their own way."""
    job("one", READING)
    job("two", STUDIED, reviewer="Zhao Min")
    return glossary


def test_reviewers_who_disagree_are_named_with_their_renderings(disputed):
    shown = disputed("proposals").output
    assert "  disagreement  城市书房\n" in shown
    assert "→ urban study: 3 sentences (Zhao Min 3)\n" in shown
    assert "→ city reading room: 2 sentences (Li Wen 2)\n" in shown
    [row] = json.loads(disputed("proposals", "--json").output)
    assert [(side["target"], side["reviewers"]) for side in row["renderings"]] == [
        ("urban study", {"Zhao Min": 3}),
        ("city reading room", {"Li Wen": 2}),
    ]
    assert (row["kind"], row["doubt"]) == ("disagreement", "reviewers disagree")


def test_a_disagreement_is_accepted_by_a_choice_only_and_does_not_come_back(disputed):
    [row] = json.loads(disputed("proposals", "--json").output)
    refused(disputed("accept", row["id"]), UsageError, "urban study (3), city reading room (2)")
    assert not Path("glossaries/learned.csv").exists()
    shown = disputed("accept", row["id"], "--target", "city reading room").output
    assert "two: 3 sentences to look at" in shown
    assert entry().target == "city reading room"
    assert entry().note == "chosen among urban study (Zhao Min 3), city reading room (Li Wen 2)"
    assert "0 proposals" in disputed("proposals").output


def test_a_dismissed_disagreement_is_not_shown(disputed):
    [row] = json.loads(disputed("proposals", "--json").output)
    disputed("dismiss", row["id"])
    assert "0 proposals" in disputed("proposals").output


def test_all_takes_nothing_that_is_doubtful(disputed):
    study_hall = [("阅览室开放。", "It opened.", "The study hall opened.")]
    job("three", [*study_hall, ("他在阅览室。", "He is here.", "He is in the study hall.")])
    shown = disputed("accept", "--all").output
    assert "城市书房 → urban study is left to you: reviewers disagree" in shown
    assert "阅览室 → study hall is left to you: only 2 sentences support it" in shown
    assert "There is nothing to accept." in shown
    assert not Path("glossaries/learned.csv").exists()


def test_all_takes_what_three_sentences_support(glossary):
    job("one", [*READING, ("城市书房很安静。", "It is quiet.", "The city reading room is quiet.")])
    assert "城市书房 → city reading room, new" in glossary("accept", "--all").output


# --- dismiss -------------------------------------------------------------------------------------------------------


def test_a_dismissed_proposal_is_not_shown_until_that_is_undone(glossary):
    job("one", READING)
    assert glossary("dismiss", NEW).output == "1 dismissed\n"
    assert "0 proposals" in glossary("proposals").output
    assert (
        "padd1d2cc  城市书房 → city reading room  (dismissed" in glossary("proposals", "--dismissed").output
    )
    assert glossary("dismiss", NEW).output == "Decided already; nothing was written.\n"
    glossary("dismiss", NEW, "--undo")
    assert "1 proposal " in glossary("proposals").output
    refused(glossary("dismiss", NEW, "--undo"), UsageError, "this was not dismissed")


def test_damaged_decisions_are_an_error_with_a_next_step(glossary):
    job("one", READING)
    row = '{"id": "p", "source": "a", "target": "b", "decision": "dismissed", "time": 5}'
    for text in (
        "{",
        "[]",
        '{"decisions": [{"id": 1}]}',
        '{"decisions": ["x"]}',
        f'{{"decisions": [{row}]}}',
    ):
        Path("out", DECISIONS).write_text(text, encoding="utf-8")
        refused(glossary("proposals"), JobError, "is damaged")


# --- impact --------------------------------------------------------------------------------------------------------


def test_the_impact_of_an_entry_is_shown_without_writing_it(glossary):
    job("one", READING)
    job("two", OTHERS)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    shown = glossary("impact", "--term", "城市书房=urban study").output
    assert "one: 2 sentences to look at\n  城市书房 → urban study (new)\n" in shown
    assert "Jobs that agree: 1 of 2 (two)" in shown
    [one, two] = json.loads(glossary("impact", "--term", "城市书房=urban study", "--json").output)
    assert (len(one["disagreements"]), one["agrees"], two["agrees"]) == (2, False, True)
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_a_trial_entry_keeps_the_exceptions_of_the_present_one(glossary):
    Path("glossaries/places.csv").write_text("source,target,except\n书房,study,城市书房\n", encoding="utf-8")
    job("one", READING)
    assert "Jobs that agree: 1 of 1" in glossary("impact", "--term", "书房=library").output


@pytest.mark.parametrize("text", ["城市书房", "=x", "城市书房="])
def test_a_trial_entry_has_source_and_target(glossary, text):
    job("one", READING)
    refused(glossary("impact", "--term", text), UsageError, f"--term {text}: this is not an entry")


def test_an_old_entry_that_the_reviewer_did_not_follow_is_not_listed(glossary):
    study()
    job("one", DRAFTED, STUDY)
    assert glossary("impact").output == "Jobs that agree: 1 of 1 (one)\n"
