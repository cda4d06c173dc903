"""Two term bases compared, and what their difference does to jobs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.test_learning import DRAFTED, KEPT, OTHERS, STUDY, Edit, reviewed
from translator import workspace
from translator.cli.glossary import app
from translator.errors import GlossaryError, UsageError
from translator.model import Priority
from translator.terms.diff import changes
from translator.terms.impact import EntryImpact, impact_between
from translator.terms.termbase import Term, Termbase

MUSEUM = Term(source="博物馆", target="museum")
LIBRARY = Term(source="图书馆", target="library")
ROOM = replace(STUDY, target="city reading room")


def differing(old: Sequence[Term], new: Sequence[Term]) -> list[tuple[str, str]]:
    found = changes(Termbase(terms=tuple(old)), Termbase(terms=tuple(new)))
    return [(change.kind.value, change.entry.source) for change in found]


def impacts(edits: Sequence[Edit], old: Sequence[Term], new: Sequence[Term]) -> tuple[EntryImpact, ...]:
    job = ("page", reviewed(edits, old))
    return impact_between([job], Termbase(terms=tuple(old)), Termbase(terms=tuple(new)))


def ids(places) -> list[str]:
    return [place.segment_id for place in places]


# --- differences -------------------------------------------------------------------------------------------------


def test_entries_are_added_removed_or_changed():
    found = differing([STUDY, MUSEUM], [LIBRARY, ROOM])
    assert found == [("added", "图书馆"), ("changed", "城市书房"), ("removed", "博物馆")]


def test_every_field_that_differs_is_named_like_its_column():
    new = replace(
        MUSEUM, variants=("hall", "gallery"), exceptions=("博物馆路",), priority=Priority.ADVISE, note="2026"
    )
    [change] = changes(Termbase(terms=(MUSEUM,)), Termbase(terms=(new,)))
    assert {field.column: (field.before, field.after) for field in change.fields} == {
        "variants": ("", "gallery|hall"),
        "priority": ("force", "advise"),
        "except": ("", "博物馆路"),
        "note": ("", "2026"),
    }


def test_order_and_place_of_entries_and_the_order_of_variants_do_not_matter():
    one, two = replace(MUSEUM, variants=("a", "b")), replace(MUSEUM, variants=("b", "a"), file="x", line=9)
    assert differing([one, LIBRARY], [LIBRARY, two]) == []


def test_simplified_and_traditional_sources_are_one_entry():
    assert differing([MUSEUM], [replace(MUSEUM, source="博物館")]) == [("changed", "博物館")]


# --- impact ------------------------------------------------------------------------------------------------------


def test_reviewed_sentences_with_the_old_english_disagree_and_those_with_the_new_agree():
    [found] = impacts([*DRAFTED, *KEPT], [STUDY], [ROOM])
    assert ids(found.disagreements) == ["a01.p001.s03", "a01.p001.s04"]
    assert (found.agreeing, found.drafts, found.lost) == (2, (), ())


def test_a_draft_with_a_changed_entry_is_translated_again():
    [found] = impacts([(*KEPT[0][:2], "")], [STUDY], [ROOM])
    assert (ids(found.drafts), found.disagreements) == (["a01.p001.s01"], ())


def test_a_removed_entry_is_lost_where_it_was_found():
    [found] = impacts([KEPT[0], (*KEPT[1][:2], "")], [STUDY], [])
    assert (found.change.kind, ids(found.lost)) == ("removed", ["a01.p001.s01", "a01.p001.s02"])
    assert ids(found.drafts) == ["a01.p001.s02"]


def test_a_longer_new_term_takes_the_place_of_an_unchanged_one():
    short, long = Term(source="书房", target="study"), Term(source="城市书房", target="urban study")
    by_source = {found.change.entry.source: found for found in impacts([KEPT[0]], [short], [short, long])}
    assert ids(by_source["书房"].lost) == ["a01.p001.s01"]
    assert by_source["书房"].change.fields == ()
    assert (by_source["城市书房"].agreeing, by_source["城市书房"].touches) == (1, False)


def test_a_form_that_is_now_forbidden_disagrees():
    kept, room = replace(STUDY, priority=Priority.ADVISE), "city reading room"
    [found] = impacts(DRAFTED, [kept], [replace(kept, forbidden=(room,))])
    assert ids(found.disagreements) == ["a01.p001.s01", "a01.p001.s02"]


@pytest.mark.parametrize("new", [STUDY, replace(STUDY, note="seen", domain="culture")])
def test_what_changes_no_english_touches_nothing(new):
    assert impacts([*DRAFTED, *KEPT, *OTHERS], [STUDY], [new]) == ()


# --- on the command line -----------------------------------------------------------------------------------------


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that runs a command in a folder with two term bases and one reviewed job."""
    monkeypatch.chdir(tmp_path)
    Path("old.csv").write_text("source,target\n城市书房,urban study\n博物馆,museum\n", encoding="utf-8")
    Path("new").mkdir()
    text = "source,target,variants\n城市书房,city reading room,book room\n图书馆,library,\n"
    Path("new/terms.csv").write_text(text, encoding="utf-8")
    folder = workspace.JobFolder(out=Path("out"), name="one")
    workspace.save(folder, reviewed([*DRAFTED, KEPT[0], (*KEPT[1][:2], "")], [STUDY]), {}, now=workspace.now)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_diff_lists_entries_with_their_fields_and_exits_with_3(glossary):
    result = glossary("diff", "old.csv", "new")
    assert result.output == (
        "~ 城市书房 → city reading room  (new/terms.csv:2)\n"
        "    target: urban study → city reading room\n"
        "    variants: (empty) → book room\n"
        "+ 图书馆 → library  (new/terms.csv:3)\n"
        "- 博物馆 → museum  (old.csv:3)\n"
        "1 added, 1 removed, 1 changed\n"
    )
    assert result.exit_code == 3


def test_diff_as_json(glossary):
    result = glossary("diff", "old.csv", "new", "--json")
    assert result.exit_code == 3
    [changed, added, _] = json.loads(result.output)
    assert changed["fields"]["target"] == {"before": "urban study", "after": "city reading room"}
    assert added == {"kind": "added", "source": "图书馆", "before": None, "after": "library", "fields": {}}


def test_equal_term_bases_exit_with_0(glossary):
    for command in ("diff", "impact"):
        assert glossary(command, "new", "new/terms.csv").exit_code == 0


def test_impact_shows_each_entry_with_examples_and_exits_with_3(glossary):
    result = glossary("impact", "old.csv", "new")
    assert result.output == (
        "城市书房: urban study → city reading room\n"
        "  1 reviewed sentence to look at, 2 agree\n"
        "    one a01.p001.s03  城市书房全年免费。\n"
        "                      The urban study is free.\n"
        "  1 draft, which the next 'translator run' makes again\n"
        "    one a01.p001.s04  城市书房很安静。\n"
        "                      The urban study is quiet.\n"
        "\n"
        "1 entry touches 1 of 1 job: 1 reviewed sentence to look at, 1 draft to translate again\n"
    )
    assert result.exit_code == 3
    [entry] = json.loads(glossary("impact", "old.csv", "new", "--json").output)
    assert (entry["kind"], entry["before"], entry["agreeing"]) == ("changed", "urban study", 2)
    assert entry["drafts"][0]["segment_id"] == "a01.p001.s04"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["impact", "old.csv"], UsageError),
        (["impact", "old.csv", "new", "--term", "书=book"], UsageError),
        (["impact", "old.csv", "new", "--glossary", "new"], UsageError),
        (["diff", "old.csv", "gone.csv"], GlossaryError),
    ],
)
def test_what_does_not_fit_together_is_refused(glossary, words, error):
    assert isinstance(glossary(*words).exception, error)
