"""Drafts that a person confirmed in a CAT tool come back approved, and no others do."""

from __future__ import annotations

import re

import pytest

from tests.cat_tools import CatFile, edited, toolkit, unit_of
from tests.unit.sample_documents import changed
from tests.unit.test_xliff_returned import HEAD, ONE, SMALL, THREE, TWO, applied, both, in_place, segment_of
from translator.model import Note, Origin, OriginKind, State
from translator.review.results import Action, Options, Review
from translator.xliff.fingerprint import read_fingerprint
from translator.xliff.read import read_xliff
from translator.xliff.version12 import write_xliff12
from translator.xliff.write import write_xliff

ALL = (HEAD, ONE, TWO, THREE)
OLD = re.compile(rb'"initial"( subState="translator:mt")')
"""A draft as earlier versions wrote it."""


def approved(review: Review) -> dict[str, bool]:
    assert not review.conflicts
    assert {edit.action for edit in review.edits} <= {Action.CONFIRMED}
    return {segment.id: segment.state.by_person for segment in review.document.segments()}


def only(*names: str) -> dict[str, bool]:
    return {name: name in names for name in ALL}


# --- with translate-toolkit ------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("confirm", ["markfuzzy", "marktranslated", "markapproved"])
def test_what_translate_toolkit_confirms_is_approved(write, confirm):
    file = toolkit(write(SMALL))
    unit = unit_of(file, TWO)
    assert unit.isfuzzy()
    getattr(unit, confirm)(*([False] if confirm == "markfuzzy" else []))
    assert not unit.isfuzzy()
    review = applied(bytes(file))
    assert approved(review) == only(TWO)
    segment = segment_of(review.document, TWO)
    assert segment.origin == Origin(kind=OriginKind.HUMAN, reviewer="Li Wen")
    assert segment.draft is not None
    assert applied(bytes(file), review.document).document == review.document


@both
def test_what_translate_toolkit_only_saves_or_notes_stays_a_draft(write):
    file = toolkit(write(SMALL))
    unit_of(file, ONE).addnote("Look.", origin="Li Wen")
    review = applied(bytes(file))
    assert approved(review) == only()
    assert segment_of(review.document, ONE).notes == (Note(text="Look.", author="Li Wen"),)


@both
def test_a_reviewed_sentence_is_not_confirmed_again(write):
    done = changed(SMALL, TWO, state=State.REVIEWED, origin=Origin(kind=OriginKind.HUMAN, reviewer="Zhao"))
    file = toolkit(write(done))
    unit_of(file, ONE).markfuzzy(False)
    review = applied(bytes(file), done)
    assert [edit.segment_id for edit in review.edits] == [ONE]
    assert segment_of(review.document, TWO) == segment_of(done, TWO)


# --- files in the shape that tools write -----------------------------------------------------------------------


def targets_with(data: bytes, name: str, attributes: str, unit: str = "") -> bytes:
    """Return a 1.2 file in which one target has other attributes, and its unit more of them."""
    found = re.compile(rf'(<trans-unit id="{name}")(.*?)<target[^>]*>'.encode(), re.DOTALL)
    return found.sub(rf"\1{unit}\2<target {attributes}>".encode(), data)


@pytest.mark.parametrize(
    ("attributes", "unit", "confirmed"),
    [
        ('state="translated"', "", True),
        ('xml:lang="en" state="translated" state-qualifier="leveraged-mt"', "", True),
        ('state="translated"', ' approved="no"', True),
        ('state="final"', ' approved="yes"', True),
        ('state="signed-off"', "", True),
        ('state="needs-review-translation" state-qualifier="leveraged-mt"', ' approved="yes"', True),
        ("", ' approved="yes"', True),
        ("", "", False),
        ('state="new"', ' approved="yes"', False),
        ('state="needs-translation"', ' approved="no"', False),
        ('state="needs-review-l10n"', ' approved="yes"', False),
        ('state="needs-review-translation"', ' approved="no"', False),
        ('state="translated" state-qualifier="rejected-grammar"', "", False),
    ],
)  # fmt: skip
def test_a_1_2_target_is_approved_by_its_raised_state_or_its_unit(attributes, unit, confirmed):
    data = targets_with(write_xliff12(SMALL), TWO, attributes, unit)
    assert approved(applied(data)) == only(*[TWO] * confirmed)


@pytest.mark.parametrize(
    ("attributes", "confirmed"),
    [
        ('state="translated"', True),
        ('state="translated" subState="translator:mt"', True),
        ('state="translated" subState="other:confirmed"', True),
        ('state="reviewed"', True),
        ('state="initial"', False),
        ('state="initial" subState="other:draft"', False),
        ("", False),
    ],
)
def test_a_2_1_target_is_approved_by_its_raised_state(attributes, confirmed):
    found = re.compile(rf'(<segment id="{TWO}") [^>]*>'.encode())
    data = found.sub(rf"\1 {attributes}>".encode(), write_xliff(SMALL))
    assert approved(applied(data)) == only(*[TWO] * confirmed)
    document = read_xliff(data, "page.xlf")
    assert [s.id for s in document.segments() if s.state.by_person] == [TWO] * confirmed
    assert all(s.state is not State.INITIAL for s in document.segments())


def test_a_draft_confirmed_in_the_job_itself_is_approved_and_no_run_touches_it():
    def confirm(file: CatFile) -> None:
        file.segments[ONE].set("state", "translated")

    document, review = in_place(confirm)
    assert segment_of(document, ONE).state is State.REVIEWED
    assert approved(review) == only(ONE)
    assert segment_of(review.document, ONE).origin == Origin(kind=OriginKind.HUMAN, reviewer="Li Wen")


def test_another_tools_sub_state_of_a_draft_stays_in_the_job():
    data = write_xliff(SMALL).replace(b'subState="translator:mt"', b'subState="other:x"', 1)
    assert b'state="initial" subState="other:x"' in write_xliff(read_xliff(data, "page.xlf"))


# --- files in which every draft is marked ----------------------------------------------------------------------


def marked(data: bytes) -> bytes:
    """Return a 1.2 file as OmegaT saves it: the state first, the same for everything that has a target."""
    return re.sub(rb'<target state="[a-z-]+"', b'<target state="translated"', data)


def test_a_1_2_file_in_which_every_draft_is_translated_approves_none_of_them():
    file = CatFile(marked(write_xliff12(SMALL)))
    file.write(TWO, "It pointed out.")
    review = applied(file.save())
    assert {edit.segment_id: edit.action for edit in review.edits} == {TWO: Action.EDITED}
    assert [s.id for s in review.document.segments() if s.state.by_person] == [TWO]
    [warning] = review.warnings
    assert "(3) stay drafts" in warning
    assert "--confirmed" in warning
    again = applied(file.save(), review.document)
    assert (again.document, again.edits) == (review.document, ())

    taken = applied(file.save(), options=Options(reviewer="Li Wen", confirmed=True))
    assert all(segment.state.by_person for segment in taken.document.segments())
    assert not taken.warnings


def test_a_1_2_file_with_a_draft_left_alone_was_confirmed_one_by_one():
    data = targets_with(marked(write_xliff12(SMALL)), HEAD, 'state="needs-review-translation"')
    assert approved(applied(data)) == only(ONE, TWO, THREE)


def test_a_1_2_file_that_says_approved_was_confirmed_by_a_person():
    data = marked(write_xliff12(SMALL)).replace(b" xml:space", b' approved="yes" xml:space')
    assert approved(applied(data)) == only(*ALL)


def test_every_draft_edited_needs_no_warning():
    file = CatFile(marked(write_xliff12(SMALL)))
    for name in ALL:
        file.write(name, f"Edit of {name}.")
    review = applied(file.save())
    assert (len(review.edits), review.warnings) == (4, ())


# --- copies of earlier versions --------------------------------------------------------------------------------


def test_a_draft_that_left_as_translated_is_not_confirmed_by_that():
    old21 = OLD.sub(rb'"translated"\1', write_xliff(SMALL)).replace(b" translated/initial ", b" translated ")
    old12 = marked(write_xliff12(SMALL)).replace(b" translated/initial ", b" translated ")
    for data in (old21, old12):
        assert b"translated/" not in data
        review = applied(data)
        assert (review.document, review.warnings) == (SMALL, ())
    assert read_xliff(old21, "page.xlf") == SMALL
    assert approved(applied(edited(old21, lambda file: file.set_state(ONE, "reviewed")))) == only(ONE)


@pytest.mark.parametrize(
    "text",
    [
        "0" * 8,
        f"{'0' * 8} {'0' * 8} done",
        f"{'0' * 8} {'0' * 8} translated/done mt",
        f"{'0' * 8} {'0' * 8} final x",
    ],
)
def test_what_is_no_fingerprint_is_none(text):
    assert read_fingerprint(text) is None
