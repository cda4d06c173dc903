"""`translator glossary coverage`: which entries the jobs use, and which reviewers change."""

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
from translator.errors import UsageError
from translator.model import Priority
from translator.terms.termbase import Term, Termbase
from translator.terms.usage import EntryUse, totals, usage

LIBRARY = Term(source="图书馆", target="library")
STUDY = Term(source="城市书房", target="city reading room", forbidden=("city bookhouse",))
MUSEUM = Term(source="博物馆", target="museum")
EDITS = [
    ("图书馆开放。", "The library is open.", "The book hall is open."),
    ("图书馆很大。", "The hall is big.", "The library is big."),
    ("图书馆很好。", "The library is good.", "The library is good."),
    ("城市书房很好。", "The city bookhouse is good.", ""),
    ("城市书房很小。", "It is small.", ""),
    ("这里有城市书房。", "", ""),
]


def uses(*terms: Term) -> dict[str, EntryUse]:
    found = usage([("one", reviewed(EDITS, terms))], Termbase(terms=terms))
    return {use.term.source: use for use in found}


def test_occurrences_are_counted_by_what_the_english_has():
    use = uses(STUDY)["城市书房"]
    assert (use.occurrences, use.found, use.missing, use.forbidden, use.open) == (3, 0, 1, 1, 1)
    assert use.jobs == ("one",)


def test_a_reviewed_sentence_without_the_english_of_its_draft_overrules_the_entry():
    use = uses(LIBRARY)["图书馆"]
    [overruling] = use.overruled
    assert (overruling.job, overruling.segment_id, overruling.reviewer) == ("one", "a01.p001.s01", "Li Wen")
    assert (overruling.draft, overruling.english) == ("The library is open.", "The book hall is open.")
    assert (use.restored, use.reviewed) == (1, 3)
    assert use.changed == pytest.approx(2 / 3)


def test_a_term_that_stands_twice_is_overruled_when_one_is_lost():
    edits = [("图书馆和图书馆。", "The library and the library.", "The library.")]
    [use] = usage([("one", reviewed(edits, [LIBRARY]))], Termbase(terms=(LIBRARY,)))
    assert (use.found, use.missing, len(use.overruled)) == (1, 1, 1)


def test_what_deserves_attention_stands_first_and_the_unused_last():
    assert [*uses(MUSEUM, STUDY, LIBRARY)] == ["图书馆", "城市书房", "博物馆"]


def test_advisory_entries_are_listed_and_do_not_count_in_the_share():
    advisory = Term(source="城市书房", target="city reading room", priority=Priority.ADVISE)
    every = uses(advisory, LIBRARY)
    assert every["城市书房"].missing == 2
    sums = totals(every.values())
    assert (sums.used, sums.found, sums.missing, sums.share) == (2, 2, 1, pytest.approx(2 / 3))


def test_entries_to_repair_count_in_the_share():
    study = Term(source="城市书房", target="city reading room", priority=Priority.REPAIR)
    sums = totals(uses(study, LIBRARY).values())
    assert (sums.found, sums.missing) == (2, 3)


# --- the command -------------------------------------------------------------------------------------------------

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    Path("terms.csv").write_text(
        "source,target,forbidden\n博物馆,museum,\n图书馆,library,\n城市书房,city reading room,city bookhouse\n",
        encoding="utf-8",
    )
    workspace.save(workspace.JobFolder(out=Path("out"), name="one"), reviewed(EDITS), {}, now=workspace.now)
    return lambda *words: CliRunner().invoke(app, ["coverage", "-g", "terms.csv", *words])


def test_the_table_ends_with_a_summary(command):
    result = command()
    assert result.exit_code == 0
    assert "2 of 3 entries used in 1 job" in result.output
    assert "2 of 5 translated occurrences have the approved English (40.0 %)" in result.output
    assert "2 missing, 1 forbidden, 1 not translated" in result.output
    assert "reviewers overruled 1 and restored 1" in result.output
    assert "图书馆 → library, overruled in one a01.p001.s01 by Li Wen" in result.output
    row = next(line for line in result.output.splitlines() if "terms.csv:3" in line)
    assert row.split() == ["图书馆", "library", "3", "2", "1", "–", "1", "1", "67%", "terms.csv:3"]


def test_unused_entries_are_listed_on_request(command):
    assert "museum" not in command().output
    assert "terms.csv:2" in command("--unused").output
    assert "… and 1 more entry" in command("--limit", "1").output


def test_json_has_every_entry(command):
    shown = json.loads(command("--json").output)
    assert (shown["entries"], shown["used"], shown["share"]) == (3, 2, 0.4)
    assert [entry["source"] for entry in shown["entries_used"]] == ["图书馆", "城市书房"]
    assert [entry["source"] for entry in shown["entries_unused"]] == ["博物馆"]
    assert shown["entries_used"][0]["overruled"][0]["reviewer"] == "Li Wen"


@pytest.mark.parametrize(("percent", "code"), [("40", 0), ("40.1", 3), ("0", 0)])
def test_a_share_below_the_wanted_one_exits_with_3(command, percent, code):
    assert command("--fail-under", percent).exit_code == code


def test_a_damaged_job_is_named_and_the_others_count(command):
    Path("out/bad").mkdir()
    Path("out/bad/bad.xlf").write_text("<xliff", encoding="utf-8")
    result = command()
    assert "Error: out/bad/bad.xlf" in result.output
    assert "2 of 3 entries used in 1 job" in result.output


def test_jobs_that_are_not_there_are_an_error_and_an_empty_folder_is_none(command):
    assert isinstance(command("nowhere").exception, UsageError)
    Path("empty").mkdir()
    result = command("empty", "--fail-under", "100")
    assert result.exit_code == 0
    assert "0 of 3 entries used in 0 jobs" in result.output
