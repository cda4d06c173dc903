"""What a CAT tool did in a copy of a job, or in the job's own file, and what becomes of it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree

from tests.cat_tools import NS, CatFile, edited, q, toolkit, unit_of
from tests.unit.sample_documents import MT, article, changed, full_document
from translator import identity, pipeline
from translator.errors import InputError, JobError
from translator.model import (
    Candidate,
    Conflict,
    ConflictKind,
    Document,
    Issue,
    JobMeta,
    Note,
    Origin,
    OriginKind,
    Role,
    Severity,
    State,
)
from translator.pipeline import map_segments
from translator.review.apply import apply_in_place, apply_returned
from translator.review.read_xliff import read_returned
from translator.review.results import Action, Options, Review
from translator.xliff.read import read_xliff
from translator.xliff.version12 import write_xliff12
from translator.xliff.write import write_xliff

LI = Options(reviewer="Li Wen")
PAIRS = [("会议召开。", "A meeting was held."), ("会议指出。", "It said."), ("会议强调。", "It stressed.")]
SMALL = Document(
    name="page",
    articles=(article(1, [(Role.HEADLINE, [("青岛开会", "Qingdao meets")]), (Role.PARAGRAPH, PAIRS)]),),
)
SMALL = replace(SMALL, meta=JobMeta(content=identity.content_hash(SMALL)))
HEAD, ONE, TWO, THREE = (segment.id for segment in SMALL.segments())
WRITERS = {"2.1": write_xliff, "1.2": write_xliff12}
both = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def applied(data: bytes, job: Document = SMALL, options: Options = LI) -> Review:
    return apply_returned(job, read_returned(data, "back.xlf"), options)


def targets(document: Document) -> dict[str, str]:
    return {segment.id: segment.target for segment in document.segments()}


def segment_of(document: Document, name: str):
    return next(segment for segment in document.segments() if segment.id == name)


def kinds(review: Review) -> dict[str, ConflictKind]:
    return {conflict.segment_id: conflict.kind for conflict in review.conflicts}


def test_a_sentence_that_repeats_often_and_lost_its_ids_is_in_doubt():
    again = [("合计", f"Total {n}.") for n in range(500)]
    job = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, again)]),))
    data = write_xliff12(job).decode()
    bare = re.sub(r' (id|extradata)="[^"]*"|</?group[^>]*>', "", data)
    review = applied(bare.encode(), job)
    assert {conflict.kind for conflict in review.conflicts} == {ConflictKind.IDENTITY}


# --- a copy that was sent round -------------------------------------------------------------------------------


@both
def test_no_edits_mean_no_changes(write):
    document = full_document()
    review = applied(write(document), document)
    assert review.document == document
    assert (review.edits, review.conflicts, review.comments) == ((), (), 0)


@both
def test_an_edited_target_is_a_reviewers_edit(write):
    review = applied(edited(write(SMALL), lambda file: file.write(ONE, "They met.")))
    segment = segment_of(review.document, ONE)
    assert (segment.target, segment.state) == ("They met.", State.REVIEWED)
    assert segment.origin == Origin(kind=OriginKind.HUMAN, reviewer="Li Wen")
    assert [edit.action for edit in review.edits] == [Action.EDITED]
    assert segment.draft is not None
    assert segment.draft.target == "A meeting was held."
    again = applied(edited(write(SMALL), lambda file: file.write(ONE, "They met.")), review.document)
    assert again.document == review.document


@both
def test_a_copy_brings_back_what_the_job_has_lost_of_a_persons_work(write):
    reviewed = changed(SMALL, ONE, state=State.REVIEWED, origin=Origin(kind=OriginKind.HUMAN, reviewer="Li"))
    same = applied(write(reviewed), SMALL)
    assert [(edit.segment_id, edit.action) for edit in same.edits] == [(ONE, Action.CONFIRMED)]
    other = applied(write(reviewed), changed(SMALL, ONE, target="A draft."))
    assert not other.conflicts  # a machine has drafted it anew meanwhile
    assert targets(other.document)[ONE] == "A meeting was held."
    assert segment_of(other.document, ONE).state is State.REVIEWED
    assert applied(write(reviewed), reviewed).document == reviewed


@both
@pytest.mark.parametrize(
    ("pairs", "kinds_of_conflicts"),
    [
        ([("新的一句。", "A new one."), *PAIRS], [ConflictKind.MISSING]),
        (PAIRS[1:], [ConflictKind.UNKNOWN]),
        ([*PAIRS[1:], PAIRS[0]], []),
    ],
    ids=["got", "lost", "moved"],
)
def test_edits_of_a_copy_find_their_sentences_after_the_page_changed(write, pairs, kinds_of_conflicts):
    newer = replace(
        SMALL,
        articles=(article(1, [(Role.HEADLINE, [("青岛开会", "Qingdao meets")]), (Role.PARAGRAPH, pairs)]),),
    )

    def change(file: CatFile) -> None:
        file.write(TWO, "It pointed out.")
        file.write(THREE, "It underlined.")

    review = applied(edited(write(SMALL), change), newer)
    assert [conflict.kind for conflict in review.conflicts] == kinds_of_conflicts
    found = {s.source: s.target for s in review.document.segments() if s.state.by_person}
    assert found == {"会议指出。": "It pointed out.", "会议强调。": "It underlined."}
    assert applied(edited(write(SMALL), change), review.document).document == review.document


def without_markers(file: CatFile) -> None:
    etree.strip_tags(file.root, q("mrk"), q("sm"), q("em"))


def test_conflicts_candidates_and_notes_find_their_sentence_where_a_tool_drops_the_markers():
    offer = Candidate(
        source="x", target="Theirs.", score=1.0, origin=Origin(kind=OriginKind.HUMAN, reviewer="Wu")
    )
    more = {
        "issues": (Issue(check="spelling", message="Typo.", severity=Severity.ERROR),),
        "conflicts": (Conflict(kind=ConflictKind.CLASH, reviewer="Wu", texts=("Theirs.",)),),
        "candidates": (offer,),
        "notes": (Note(text="Which?", author="Li"),),
    }
    job = changed(SMALL, TWO, **more)
    assert read_xliff(edited(write_xliff(job), without_markers), "page.xlf") == job
    review = applied(edited(write_xliff(job), without_markers), job)
    assert (review.document, review.comments) == (job, 0)

    def change(file: CatFile) -> None:
        without_markers(file)
        file.write(TWO, "It made clear.")

    found = segment_of(read_xliff(edited(write_xliff(job), change), "page.xlf"), TWO)
    assert (found.issues, found.conflicts) == ((), ())
    assert (found.candidates, found.notes) == (more["candidates"], more["notes"])


@pytest.mark.parametrize(
    ("write", "word", "state"),
    [
        (write_xliff, "reviewed", State.REVIEWED), (write_xliff, "final", State.FINAL),
        (write_xliff, "initial", State.TRANSLATED), (write_xliff, "translated", State.REVIEWED),
        (write_xliff12, "signed-off", State.REVIEWED), (write_xliff12, "final", State.FINAL),
        (write_xliff12, "needs-translation", State.TRANSLATED), (write_xliff12, "translated", State.REVIEWED),
        (write_xliff12, "x-own", State.TRANSLATED), (write_xliff12, "new", State.TRANSLATED),
    ],
)  # fmt: skip
def test_a_raised_state_approves_and_a_lowered_one_says_nothing(write, word, state):
    review = applied(edited(write(SMALL), lambda file: file.set_state(TWO, word)))
    assert segment_of(review.document, TWO).state is state
    assert [edit.action for edit in review.edits] == [Action.CONFIRMED] * state.by_person
    assert not review.conflicts
    assert applied(edited(write(SMALL), lambda f: f.set_state(TWO, word)), review.document).edits == ()


def test_approved_is_an_approval_in_older_files():
    review = applied(edited(write_xliff12(SMALL), lambda f: f.segments[TWO].set("approved", "yes")))
    assert segment_of(review.document, TWO).state is State.REVIEWED


def test_a_state_that_asks_for_work_is_a_note():
    def change(file: CatFile) -> None:
        file.write(TWO, "It maybe said.", "needs-review-adaptation")

    review = applied(edited(write_xliff12(SMALL), change))
    assert [n.text for n in segment_of(review.document, TWO).notes] == ["Status: needs review adaptation"]


@both
def test_an_edit_made_final_is_final(write):
    review = applied(edited(write(SMALL), lambda file: file.write(ONE, "They met.", "final")))
    assert segment_of(review.document, ONE).state is State.FINAL
    assert len(review.edits) == 1


@both
def test_a_text_that_was_reviewed_already_is_not_approved_again(write):
    job = changed(SMALL, ONE, state=State.REVIEWED, origin=Origin(kind=OriginKind.HUMAN, reviewer="Zhao"))
    assert applied(write(job), job).edits == ()


@both
def test_an_emptied_target_is_unchanged_with_a_warning(write):
    review = applied(edited(write(SMALL), lambda file: file.write(ONE, "", "final")))
    assert review.document == SMALL
    assert [ONE in warning for warning in review.warnings] == [True]


@both
@pytest.mark.parametrize("state", ["translated", "needs-translation", ""])
def test_chinese_that_a_tool_copied_into_the_target_is_unchanged_with_a_warning(write, state):
    review = applied(edited(write(SMALL), lambda file: file.write(ONE, "会议召开。", state)))
    assert review.document == SMALL
    assert [ONE in warning for warning in review.warnings] == [True]


@both
def test_approved_chinese_in_the_target_is_a_conflict(write):
    review = applied(edited(write(SMALL), lambda file: file.write(ONE, "会议召开。", "final")))
    assert kinds(review) == {ONE: ConflictKind.COPIED}
    assert targets(review.document) == targets(SMALL)


@both
def test_a_segment_that_was_empty_takes_what_is_typed(write):
    job = changed(SMALL, ONE, target="", state=State.INITIAL, origin=None)
    review = applied(edited(write(job), lambda file: file.write(ONE, "They met.")), job)
    assert targets(review.document)[ONE] == "They met."


@both
def test_the_job_may_have_moved_on(write):
    job = changed(SMALL, TWO, target="It declared.")  # a later run
    data = edited(write(SMALL), lambda file: (file.write(ONE, "They met."), file.write(TWO, "It held.")))
    review = applied(data, job)
    assert targets(review.document)[ONE] == "They met."
    assert targets(review.document)[TWO] == "It held."
    assert not review.conflicts
    decided = segment_of(job, TWO).edited("It ruled.", "Chief")
    review = applied(data, map_segments(job, lambda s: decided if s.id == TWO else s))
    assert targets(review.document)[TWO] == "It ruled."
    assert kinds(review) == {TWO: ConflictKind.CLASH}


@both
def test_two_files_merge_and_only_clashes_are_conflicts(write):
    one = edited(write(SMALL), lambda f: (f.write(ONE, "One met."), f.write(TWO, "One said.")))
    two = edited(write(SMALL), lambda f: (f.write(THREE, "Two stressed."), f.write(TWO, "Two said.")))
    first = applied(one, options=Options(reviewer="One"))
    second = applied(two, first.document, Options(reviewer="Two"))
    assert list(targets(second.document).values()) == [
        "Qingdao meets", "One met.", "One said.", "Two stressed.",
    ]  # fmt: skip
    assert kinds(second) == {TWO: ConflictKind.CLASH}


@both
def test_a_changed_source_is_a_conflict_unless_it_is_accepted(write):
    def change(file: CatFile) -> None:
        source = file.source(TWO)
        source.text = "会议又指出。"

    data = edited(write(SMALL), change)
    assert kinds(applied(data)) == {TWO: ConflictKind.SOURCE}
    accepted = applied(data, options=Options(accept_source=True))
    assert segment_of(accepted.document, TWO).source == "会议又指出。"
    assert segment_of(accepted.document, TWO).target == ""  # the draft was that of the old Chinese
    assert segment_of(accepted.document, TWO).state is State.INITIAL
    moved_on = changed(SMALL, TWO, source="会议后来指出。")
    assert kinds(applied(data, moved_on)) == {TWO: ConflictKind.STALE}


@both
def test_missing_and_doubled_segments_are_conflicts(write):
    def change(file: CatFile) -> None:
        for name in (ONE, THREE):
            element = file.segments[name]
            if name == ONE:
                element.getparent().remove(element)
            else:
                copy = deepcopy(element)
                next(copy.iter("{*}target")).text = "Another text."
                element.addnext(copy)

    review = applied(edited(write(SMALL), change))
    assert kinds(review) == {ONE: ConflictKind.MISSING, THREE: ConflictKind.DOUBLED}
    assert targets(review.document) == targets(SMALL)


def split(file: CatFile) -> None:
    element = file.segments[ONE]
    second = deepcopy(element)
    second.set("id", "new1")
    element.addnext(second)
    file.segments["new1"] = second
    for name, source, target in ((ONE, "会议", "A meeting"), ("new1", "召开。", "was held.")):
        file.source(name).text = source
        file.write(name, target)


def join(file: CatFile) -> None:
    file.source(ONE).text = "会议召开。会议指出。"
    file.write(ONE, "A meeting was held and it said.")
    gone = file.segments[TWO]
    gone.getparent().remove(gone)


@both
@pytest.mark.parametrize("metadata", ["kept", "dropped"])
@pytest.mark.parametrize("change", [split, join])
@pytest.mark.parametrize("options", [LI, Options(accept_source=True)])
def test_cut_and_joined_sentences_are_conflicts_and_change_nothing(write, metadata, change, options):
    def cut(file: CatFile) -> None:
        change(file)
        if metadata == "dropped":
            file.drop_metadata()

    review = applied(edited(write(SMALL), cut), options=options)
    assert review.conflicts
    assert targets(review.document) == targets(SMALL)
    assert [s.source for s in review.document.segments()] == [s.source for s in SMALL.segments()]


def test_ids_that_the_tool_gave_anew_are_found_by_their_sources():
    def change(file: CatFile) -> None:
        for number, element in enumerate(list(file.segments.values())):
            element.set("id", f"seg{number}")
        file.write(TWO, "It declared.")

    review = applied(edited(write_xliff(SMALL), change))
    assert not review.conflicts
    assert targets(review.document)[TWO] == "It declared."


@both
def test_without_any_metadata_an_unchanged_job_is_enough_to_know_the_start(write):
    def change(file: CatFile) -> None:
        file.write(TWO, "It declared.")
        if file.old:
            for unit in file.segments.values():
                unit.attrib.pop("extradata")
        else:
            for group in list(file.root.iter(f"{{{NS['mda']}}}metaGroup")):
                if group.get("category") == "translator:segment":
                    group.getparent().remove(group)

    data = edited(write(SMALL), change)
    assert targets(applied(data).document)[TWO] == "It declared."
    moved_on = changed(SMALL, TWO, target="It went on.")
    assert kinds(applied(data, moved_on)) == {TWO: ConflictKind.BASELINE}


@both
def test_with_all_metadata_gone_edits_fail_closed(write):
    data = edited(write(SMALL), lambda file: (file.write(TWO, "It declared."), file.drop_metadata()))
    review = applied(data)
    assert kinds(review) == {TWO: ConflictKind.BASELINE}
    assert targets(review.document) == targets(SMALL)


@both
def test_the_file_of_another_job_is_refused(write):
    other = replace(full_document(), name="other")
    with pytest.raises(InputError, match="belongs to job"):
        applied(write(other))


@both
@pytest.mark.parametrize("language", ["en-GB", "en_US", "EN"])
def test_a_region_of_the_language_is_no_other_language(write, language):
    data = write(SMALL).replace(b'trgLang="en"', f'trgLang="{language}"'.encode())
    data = data.replace(b'target-language="en"', f'target-language="{language}"'.encode())
    assert applied(data).document == SMALL


def test_another_language_is_refused():
    data = write_xliff(SMALL).replace(b'trgLang="en"', b'trgLang="de"')
    with pytest.raises(InputError, match="'de'"):
        applied(data)


@both
def test_notes_come_in_once_with_their_authors(write):
    job = changed(SMALL, ONE, notes=(Note(text="old", author="Zhao", time="2026-01-01T00:00:00Z"),))
    file = toolkit(write(job))
    unit_of(file, ONE).addnote("new", origin="Bo")
    review = applied(bytes(file), job)
    authors = "Bo" if write is write_xliff12 else "Li Wen"  # XLIFF 2 has no place for the author of a note
    assert [(n.text, n.author) for n in segment_of(review.document, ONE).notes] == [
        ("old", "Zhao"),
        ("new", authors),
    ]
    assert applied(bytes(file), review.document).document == review.document


def test_notes_whose_metadata_the_tool_dropped_are_not_doubled():
    job = changed(SMALL, ONE, notes=(Note(text="old", author="Zhao"),))
    data = edited(write_xliff(job), lambda file: file.drop_metadata())
    assert applied(data, job).comments == 0


# --- who did it ------------------------------------------------------------------------------------------------


def reviewer(data: bytes) -> str:
    origin = segment_of(applied(data, options=Options()).document, ONE).origin
    assert origin is not None
    return origin.reviewer


def test_the_reviewer_is_who_the_file_names():
    plain = edited(write_xliff12(SMALL), lambda file: file.write(ONE, "They met."))
    assert reviewer(plain) == "reviewer"

    tool = plain.replace(b"</header>", b'<tool tool-id="o" tool-name="OmegaT"/></header>', 1)
    assert reviewer(tool) == "OmegaT"

    note = tool.replace(b"</trans-unit>", b'<note from="Bo">x</note></trans-unit>', 1)
    assert reviewer(note) == "Bo"

    phase = b'<phase phase-name="r" process-name="review" contact-name="Zhao Min"/></phase-group>'
    named = note.replace(b"</phase-group>", phase, 1)
    assert reviewer(re.sub(rb'phase-name="draft">They', b'phase-name="r">They', named)) == "Zhao Min"


def test_change_tracking_names_author_and_time():
    def change(file: CatFile) -> None:
        file.write(ONE, "They met.")
        track = """<c:changeTrack xmlns:c="urn:oasis:names:tc:xliff:changetracking:2.0">
        <c:revisions appliesTo="target"><c:revision author="Old" datetime="2026-01-01T00:00:00Z"/>
        <c:revision author="Bo" datetime="2026-02-01T00:00:00Z"/></c:revisions></c:changeTrack>"""
        file.unit(ONE).insert(0, etree.fromstring(track))

    (edit,) = applied(edited(write_xliff(SMALL), change), options=Options()).edits
    assert (edit.reviewer, edit.time) == ("Bo", "2026-02-01T00:00:00Z")


# --- how it was saved ------------------------------------------------------------------------------------------


def saved(file: CatFile, save: str) -> bytes:
    text = etree.tostring(file.root, encoding="unicode")
    if save == "crlf":
        return text.replace("\n", "\r\n").encode()
    if save == "indented":
        text = re.sub(' xml:space="[a-z]+"', "", text)
        return re.sub(
            r"<(source|target)([^>]*)>(?=\S)(.+?)</\1>", r"<\1\2>\n   \3\n  </\1>", text, flags=re.S
        ).encode()
    if save == "prefixed":
        text = text.replace("xmlns=", "xmlns:n0=")
        return re.sub(r"<(/?)([a-z][\w-]*)(?=[\s>/])", r"<\1n0:\2", text).encode()
    return text.encode(save)


SAVES = pytest.mark.parametrize("save", ["crlf", "utf-16", "utf-8-sig", "indented", "prefixed"])


@both
@SAVES
def test_other_ways_to_save_the_same_file_are_read(write, save):
    document = full_document()
    first = next(s.id for s in document.segments() if s.target)
    file = CatFile(write(document))
    file.write(first, "Édité “by” a tool.")
    review = applied(saved(file, save), document)
    assert not review.conflicts
    assert [edit.after for edit in review.edits] == ["Édité “by” a tool."]


@SAVES
def test_a_job_saved_in_other_ways_is_the_same_job(save):
    document = full_document()
    assert read_xliff(saved(CatFile(write_xliff(document)), save), "page.xlf") == document


def test_native_codes_of_older_files_are_no_text():
    text = 'They <g id="1">met</g><x id="2"/> <bpt id="3">&lt;b></bpt>here<ept id="3">&lt;/b></ept>.'
    data = re.sub(b"A meeting was held\\.", text.encode(), write_xliff12(SMALL))
    assert targets(applied(data).document)[ONE] == "They met here."


def test_what_is_marked_as_deleted_is_no_text():
    text = 'They <mrk mtype="x-sdl-deleted">have</mrk><mrk mtype="x-sdl-added">just</mrk> met.'
    data = write_xliff12(SMALL).replace(b"A meeting was held.", text.encode())
    assert targets(applied(data).document)[ONE] == "They just met."


def test_tags_may_be_nested_deeply():
    text = '<g id="1">' * 1500 + "They met" + "</g>" * 1500 + '<ph id="2">x<sub>y</sub>z</ph>.'
    data = write_xliff12(SMALL).replace(b"A meeting was held.", text.encode())
    assert targets(applied(data).document)[ONE] == "They met."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged or not XML .the file is empty"),
        (write_xliff12(SMALL).replace(b" held", b"&nbsp;held"), "damaged or not XML .line 21"),
        (b"<html/>", "not XLIFF"),
        (b'<xliff version="3.0" xmlns="urn:x"><file/></xliff>', "is XLIFF 3.0"),
        (write_xliff(SMALL)[:-30], "damaged"),
        (write_xliff12(SMALL)[:-30], "damaged"),
    ],
)
def test_what_is_no_xliff_is_refused(data, message):
    with pytest.raises(InputError, match=message) as caught:
        read_returned(data, "back.xlf")
    assert caught.value.hint


# --- the job's own file ----------------------------------------------------------------------------------------


def in_place(change, options: Options = LI, job: Document = SMALL) -> tuple[Document, Review]:
    data = edited(write_xliff(job), change)
    document = read_xliff(data, "page.xlf")
    return document, apply_in_place(document, read_returned(data, "page.xlf"), options)


@pytest.mark.parametrize("state", ["", "initial", "translated", "reviewed"])
def test_a_text_typed_into_the_job_itself_is_reviewed_whatever_state_the_tool_left(state):
    document, review = in_place(lambda file: file.write(ONE, "They met.", state))
    read = segment_of(document, ONE)
    assert (read.target, read.state.by_person, read.origin) == (
        "They met.",
        True,
        Origin(kind=OriginKind.HUMAN),
    )
    segment = segment_of(review.document, ONE)
    assert (segment.state, segment.origin) == (
        State.REVIEWED,
        Origin(kind=OriginKind.HUMAN, reviewer="Li Wen"),
    )
    assert [(edit.segment_id, edit.action) for edit in review.edits] == [(ONE, Action.EDITED)]


def test_no_later_run_touches_what_was_typed_into_the_job_itself():
    empty = changed(SMALL, TWO, target="", state=State.INITIAL, origin=None)
    document, _ = in_place(lambda f: (f.write(ONE, "They met."), f.write(TWO, "New.", "initial")), job=empty)
    forgotten = pipeline.forget_machine_work(document, keep=lambda origin: False)
    assert targets(forgotten) == {HEAD: "", ONE: "They met.", TWO: "New.", THREE: ""}


def test_a_state_raised_in_the_job_itself_approves_the_draft():
    _, review = in_place(lambda file: file.set_state(ONE, "reviewed"))
    segment = segment_of(review.document, ONE)
    assert segment.origin == Origin(kind=OriginKind.HUMAN, reviewer="Li Wen")
    assert segment.draft is not None
    assert segment.draft.origin == MT
    assert [edit.action for edit in review.edits] == [Action.CONFIRMED]


def test_a_state_lowered_in_the_job_itself_does_not_open_what_a_person_did():
    reviewed = changed(
        SMALL, ONE, state=State.REVIEWED, origin=Origin(kind=OriginKind.HUMAN, reviewer="Zhao")
    )
    document, review = in_place(lambda file: file.set_state(ONE, "translated"), job=reviewed)
    assert segment_of(document, ONE) == segment_of(reviewed, ONE)
    assert review.edits == ()


@pytest.mark.parametrize("text", ["", " ", "会议召开。"])
def test_a_target_emptied_in_the_job_itself_is_translated_again(text):
    document, review = in_place(lambda file: file.write(ONE, text, "final"))
    assert segment_of(document, ONE).target == ""
    assert segment_of(document, ONE).state is State.INITIAL
    assert segment_of(review.document, ONE) == segment_of(document, ONE)
    assert [ONE in warning for warning in review.warnings] == [True]


def test_a_blank_where_there_was_no_target_in_the_job_itself_is_none():
    empty = changed(SMALL, TWO, target="", state=State.INITIAL, origin=None)
    document, review = in_place(lambda file: file.write(TWO, " ", "initial"), job=empty)
    assert segment_of(document, TWO) == segment_of(empty, TWO)
    assert segment_of(review.document, TWO) == segment_of(empty, TWO)


def test_chinese_changed_in_the_job_itself_stops_all_of_it_until_it_is_accepted():
    def change(file: CatFile) -> None:
        file.source(TWO).text = "会议又指出。"
        file.write(ONE, "They met.")

    document, review = in_place(change)
    assert kinds(review) == {TWO: ConflictKind.SOURCE}
    assert review.document is document
    _, accepted = in_place(change, Options(accept_source=True))
    assert not accepted.conflicts
    assert segment_of(accepted.document, TWO).source == "会议又指出。"
    assert {edit.action for edit in accepted.edits} == {Action.EDITED, Action.SOURCE}


def test_a_job_from_before_the_seals_is_read_as_it_was():
    data = re.sub(rb' *<mda:meta type="seal">.*?</mda:meta>\n', b"", write_xliff(SMALL))
    data = re.sub(
        rb' *<mda:metaGroup id="[^"]*" category="translator:segment">\s*</mda:metaGroup>\n', b"", data
    )
    data = re.sub(rb' *<mda:meta type="(id|segments)">.*?</mda:meta>\n', b"", data)
    assert read_xliff(data, "page.xlf") == SMALL


def reorder(file: CatFile) -> None:
    file.segments[TWO].addnext(file.segments[ONE])


@pytest.mark.parametrize("change", [split, join, reorder])
def test_a_job_whose_sentences_were_cut_or_joined_is_refused(change):
    with pytest.raises(JobError, match="another tool cut, joined or moved sentences") as caught:
        read_xliff(edited(write_xliff(SMALL), change), "page.xlf")
    assert "review apply FILE --job" in caught.value.hint


def test_a_job_that_lost_a_unit_is_refused():
    def change(file: CatFile) -> None:
        unit = file.unit(HEAD)
        unit.getparent().remove(unit)

    with pytest.raises(JobError, match="holds 3 sentences, but was written with 4"):
        read_xliff(edited(write_xliff(SMALL), change), "page.xlf")


def test_a_job_whose_ids_a_tool_gave_anew_has_its_own_again():
    def change(file: CatFile) -> None:
        for number, element in enumerate(file.root.iter(q("segment"))):
            element.set("id", f"seg{number}")

    assert read_xliff(edited(write_xliff(SMALL), change), "page.xlf") == SMALL


# --- what stands in and beside a text --------------------------------------------------------------------------


def with_target(data: bytes, text: str) -> bytes:
    return data.replace(b"A meeting was held.", text.encode(), 1)


def both_ways(data: bytes) -> list[tuple[str, list[str]]]:
    """Return target and notes of the first sentence, from a copy that came back and from the job edited in place."""
    found = segment_of(applied(data).document, ONE), segment_of(read_xliff(data, "page.xlf"), ONE)
    return [(segment.target, [note.text for note in segment.notes]) for segment in found]


def test_the_text_in_inline_codes_stays_and_comments_on_words_are_notes():
    codes = 'They <pc id="1">met</pc><ph id="2"/> <sc id="3"/>here<ec startRef="3"/><!-- x -->.'
    assert both_ways(with_target(write_xliff(SMALL), codes)) == [("They met here.", [])] * 2
    comment = 'A <mrk id="z" type="comment" value="A summit?">meeting</mrk> was held.'
    assert both_ways(with_target(write_xliff(SMALL), comment)) == [("A meeting was held.", ["A summit?"])] * 2
    old = 'A <mrk mtype="x-sdl-comment" comment="A summit?">meeting</mrk> was held.'
    segment = segment_of(applied(with_target(write_xliff12(SMALL), old)).document, ONE)
    assert (segment.target, [note.text for note in segment.notes]) == ("A meeting was held.", ["A summit?"])


def test_words_in_the_target_of_white_space_are_a_note():
    data = write_xliff(changed(SMALL, ONE, space_after=" "))
    assert b"<ignorable>" in data
    spaced = re.sub(rb"(<ignorable>\s*<source> </source>)", rb"\1<target> and so on </target>", data)
    assert both_ways(spaced) == [("A meeting was held.", ["and so on"])] * 2
    white = re.sub(rb"(<ignorable>\s*<source> </source>)", rb"\1<target>  </target>", data)
    assert both_ways(white) == [("A meeting was held.", [])] * 2


def test_a_target_cut_into_marked_segments_is_read_whole():
    cut = "".join(f'<mrk mtype="seg" mid="{n}">{text}</mrk>' for n, text in enumerate(("They met", " here.")))
    segment = segment_of(applied(with_target(write_xliff12(SMALL), cut)).document, ONE)
    assert segment.target == "They met here."
