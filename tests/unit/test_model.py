"""Transitions of a segment."""

from __future__ import annotations

import pytest

from translator.model import (
    ENGINE,
    Draft,
    Issue,
    Origin,
    OriginKind,
    Segment,
    State,
    TermMatch,
    TermStatus,
)

MT = Origin(kind=OriginKind.MT, engine="argos")
LI = Origin(kind=OriginKind.HUMAN, reviewer="Li")
TERM = TermMatch(start=0, end=2, source="青岛", target="Qingdao", status=TermStatus.FOUND)
NUMBER = Issue(check="number", message="10 is missing")
WARNING = Issue(check=ENGINE, message="cut off")
OTHER = Issue(check="spelling", message="a tool's own", foreign=' locQualityIssueType="misspelling"')
WAITING = Segment(id="s1", source="青岛开会。", terms=(TERM,), issues=(OTHER, WARNING))
DRAFTED = WAITING.drafted("Qingdao meets.", MT, [NUMBER])
EDITED = DRAFTED.edited("Qingdao met.", "Li")


def test_a_draft_opens_its_terms_and_brings_its_own_issues() -> None:
    assert (DRAFTED.target, DRAFTED.state, DRAFTED.origin) == ("Qingdao meets.", State.TRANSLATED, MT)
    assert DRAFTED.issues == (OTHER, NUMBER)
    assert DRAFTED.terms[0].status is TermStatus.OPEN


def test_a_draft_without_text_still_waits_for_a_translation() -> None:
    assert WAITING.drafted("", MT).state is State.INITIAL


def test_what_is_emptied_keeps_nothing_of_its_draft() -> None:
    emptied = DRAFTED.emptied()
    assert (emptied.target, emptied.state, emptied.origin) == ("", State.INITIAL, None)
    assert emptied.issues == (OTHER,)


@pytest.mark.parametrize("segment", [EDITED, EDITED.finalized()], ids=["reviewed", "final"])
def test_nothing_automatic_touches_what_a_person_approved(segment: Segment) -> None:
    assert segment.drafted("Another.", MT, [NUMBER]) is segment
    assert segment.emptied() is segment


def test_an_edit_keeps_the_draft_and_ends_its_issues_and_conflicts() -> None:
    assert (EDITED.target, EDITED.state, EDITED.origin) == ("Qingdao met.", State.REVIEWED, LI)
    assert EDITED.draft == Draft(target="Qingdao meets.", origin=MT)
    assert EDITED.issues == (OTHER,)


def test_a_sentence_that_was_left_out_and_is_written_again_is_remembered_as_left_out() -> None:
    again = EDITED.edited("", "Wang").edited("It met.", "Li")
    assert [(c.target, c.origin.reviewer) for c in again.candidates] == [("Qingdao met.", "Li"), ("", "Wang")]


def test_the_text_of_another_person_becomes_a_candidate_once() -> None:
    again = EDITED.edited("It met.", "Wang").edited("Qingdao met.", "Li").edited("It met.", "Wang")
    assert again.draft == EDITED.draft
    assert [(c.target, c.origin.reviewer) for c in again.candidates] == [
        ("It met.", "Wang"),
        ("Qingdao met.", "Li"),
    ]


def test_an_approved_draft_is_its_own_draft() -> None:
    approved = DRAFTED.approved("Li")
    assert (approved.target, approved.state, approved.origin) == (DRAFTED.target, State.REVIEWED, LI)
    assert approved.draft == Draft(target=DRAFTED.target, origin=MT)


def test_only_what_is_reviewed_becomes_final() -> None:
    assert EDITED.finalized().state is State.FINAL
    assert DRAFTED.finalized() is DRAFTED


def test_corrected_chinese_ends_a_draft_and_keeps_a_reviewed_target() -> None:
    machine, person = (part.corrected("青岛市开会。", (TERM,)) for part in (DRAFTED, EDITED))
    assert (machine.source, machine.target, machine.state, machine.issues) == (
        "青岛市开会。",
        "",
        State.INITIAL,
        (),
    )
    assert (person.source, person.target, person.state) == ("青岛市开会。", "Qingdao met.", State.REVIEWED)


@pytest.mark.parametrize("kind", OriginKind)
def test_an_origin_is_made_from_its_kind_and_name(kind: OriginKind) -> None:
    assert Origin.of(kind, "x", 0.5).name == "x"
