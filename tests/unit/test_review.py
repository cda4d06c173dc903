"""What a returned review table does to its job: edits, approvals, notes, conflicts, corrections, statistics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from tests.review_tables import LI, ZHAO, TableFile, elements, gone, ins, p, q, r
from tests.unit.sample_documents import article, changed, full_document
from translator.errors import InputError, UsageError
from translator.model import (
    ConflictKind,
    Document,
    Note,
    Origin,
    OriginKind,
    Role,
    Segment,
    State,
    TermStatus,
)
from translator.ooxml.revisions import nobody
from translator.pipeline import forget_machine_work, map_segments
from translator.review.added import words_about
from translator.review.apply import apply_returned
from translator.review.conflicts import open_conflicts, resolve, texts_to_take
from translator.review.notes_column import note_texts
from translator.review.read_docx import read_review_table
from translator.review.results import Action, ListedConflict, Options, Review, past_edits
from translator.review.status import is_remark
from translator.review.table import review_docx
from translator.review.wording import conflict_title, proposal
from translator.text.word_diff import merge, word_diff
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

JOB = full_document()
DATA = review_docx(JOB)
ID, NEXT, TERMS, UNTRANSLATED, NOTED = (
    "a01.p004.s01",
    "a01.p005.s01",
    "a01.p006.s01",
    "a01.p007.s02",
    "a01.p007.s01",
)
LI_WEN = Options(reviewer="Li Wen")


def found(document: Document, name: str) -> Segment:
    return next(s for s in document.segments() if s.id == name)


def texts(document: Document) -> list[tuple[str, str, str]]:
    return [(s.id, s.source, s.target) for s in document.segments()]


def review(file: TableFile, job: Document = JOB, options: Options = LI_WEN) -> Review:
    return apply_returned(job, read_review_table(file.save(), "file"), options)


def only_conflict(result: Review) -> ListedConflict:
    assert len(result.conflicts) == 1
    return result.conflicts[0]


@pytest.fixture
def file() -> TableFile:
    return TableFile(DATA)


# --- edits and approvals -------------------------------------------------------------------------------------


def test_an_edit_is_the_reviewer_s_and_the_draft_is_kept(file: TableFile) -> None:
    file.write(ID, "English", "Postdoctoral projects bear fruit")
    result = review(file)
    after, before = found(result.document, ID), found(JOB, ID)
    assert (after.target, after.state) == ("Postdoctoral projects bear fruit", State.REVIEWED)
    assert after.origin is not None
    assert (after.origin.kind, after.origin.reviewer) == (OriginKind.HUMAN, "Li Wen")
    assert after.draft is not None
    assert (after.draft.target, after.draft.origin) == (before.target, before.origin)
    assert [e.action for e in result.edits] == [Action.EDITED]
    assert result.unchanged == sum(1 for _ in JOB.segments()) - 1


def test_the_reviewer_is_the_author_of_the_changes(file: TableFile) -> None:
    target = found(JOB, ID).target
    file.put(ID, "English", p(gone(target) + ins("Fruitful", ZHAO)))
    result = review(file, options=Options())
    assert (result.edits[0].reviewer, result.edits[0].time) == ("Zhao Min", "2026-05-14T09:00:00Z")


def test_rejected_changes_do_nothing(file: TableFile) -> None:
    file.put(ID, "English", p(r(found(JOB, ID).target) + ins(" More.")))
    result = apply_returned(JOB, read_review_table(file.save(), "file", nobody), LI_WEN)
    assert result.document is JOB


@pytest.mark.parametrize(
    "word",
    [
        "OK",
        "ok.",
        "✓",
        "✓✓",
        "√ OK",
        "OK LW",
        "draft OK LW 5/12",
        "OK, ✓",
        "已审",
        "已審",
        "通過",
        "同意",
        "没问题",
        "沒問題",
        "好的",
        "已阅",
        "行",
        "Y",
        "draft OK",
        "draftok",
        "√",
        "Reviewed",
    ],
)
def test_ok_approves_a_row_as_it_stands(file: TableFile, word: str) -> None:
    file.write(ID, "Status", word)
    result = review(file)
    after = found(result.document, ID)
    assert (after.target, after.state) == (found(JOB, ID).target, State.REVIEWED)
    assert result.count(Action.CONFIRMED) == 1
    assert (
        apply_returned(result.document, read_review_table(file.save(), "file"), LI_WEN).document
        is result.document
    )


@pytest.mark.parametrize("word", ["", "draft", "Draft", "to do"])
def test_our_own_words_in_the_status_mean_nothing(file: TableFile, word: str) -> None:
    file.write(ID, "Status", word)
    assert review(file).document is JOB


@pytest.mark.parametrize(
    "word",
    [
        "OK?",
        "not OK",
        "OK but see Notes",
        "LW",
        "5/12",
        "可以吗",
        "NOT OK",
        "NO OK",
        "NOT GOOD",
        "OK TBC",
        "OK TBD",
        "OK, N/A",
    ],
)
def test_what_is_no_clear_approval_approves_nothing(file: TableFile, word: str) -> None:
    file.write(ID, "Status", word)
    assert found(review(file).document, ID).state is State.TRANSLATED


@pytest.mark.parametrize(
    "word",
    [
        "OK",
        "ok.",
        "OK!",
        "?",
        "??",
        "-",
        "…",
        "✓",
        "TBD",
        "n/a",
        "see note",
        "同意",
        "见批注",
        "此句不通",
        "Same as above",
    ],
)
def test_words_about_a_row_never_become_its_english(file: TableFile, word: str) -> None:
    file.write(NEXT, "English", word)
    result = review(file)
    after = found(result.document, NEXT)
    assert (after.target, after.state) == (found(JOB, NEXT).target, State.TRANSLATED)
    assert after.notes == (Note(text=f"English: {word}", author="Li Wen"),)
    assert word in result.warnings[0]
    again = review(file, result.document)
    assert again.document is result.document


@pytest.mark.parametrize(
    ("chinese", "english"), [("同意。", "OK"), ("？", "?"), ("无", "None"), ("2023", "-")]
)
def test_short_chinese_may_be_translated_by_such_a_word(chinese: str, english: str) -> None:
    assert not is_remark(english, chinese)


SENT, HEADLINE = "The reform will go on.", "Service Hall Extends Opening Hours"
CHINESE = "据介绍，改革还将继续推进，服务大厅延长开放时间。"


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (f"{SENT} OK", "OK"),
        (f"{SENT} ok", "ok"),
        (f"{SENT}\nOK", "OK"),
        (f"{SENT} ???", "???"),
        (f"{SENT} ?", "?"),
        (f"{SENT} (TBD)", "TBD"),
        (f"{SENT}（建议改为will continue）", "建议改为will continue"),
        (f"{SENT} 见批注", "见批注"),
        (f"? {SENT}", "?"),
        (f"OK {SENT}", "OK"),
        (f"see note\n{SENT}", "see note"),
        (f"DELETE {SENT}", "DELETE"),
        (f"{SENT}\ndelete", "delete"),
        (f"删除 {SENT}", "删除"),
    ],
)
def test_words_about_a_row_are_known_beside_its_english(english: str, words: str) -> None:
    assert words_about(english, SENT, CHINESE) == words


@pytest.mark.parametrize(
    "english",
    [
        SENT,
        f"{SENT} It is popular.",
        f"{SENT}”",
        f"“{SENT}",
        f"{SENT[:-1]}, OK'd by the mayor.",
        f"Yes, {SENT}",
        f"{SENT} It is called “改革”.",
        f"{SENT} OK was what the mayor said.",
    ],
)
def test_what_may_be_more_of_a_sentence_is_english(english: str) -> None:
    assert not words_about(english, SENT, CHINESE)


@pytest.mark.parametrize(
    "english",
    ["{}?", "{}!", "{}, OK'd by Council", "{} Approved", "No {}", "Delete {}", "{} X", "PC{}", "“{}”"],
)
def test_what_may_be_more_of_a_headline_is_english(english: str) -> None:
    assert not words_about(english.format(HEADLINE), HEADLINE, CHINESE)


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
@pytest.mark.parametrize("bookmarks", [True, False])
def test_a_remark_beside_the_english_is_a_note(file: TableFile, *, tracked: bool, bookmarks: bool) -> None:
    draft = found(JOB, NEXT).target
    file.put(NEXT, "English", p(r(draft) + (ins("（见批注）") if tracked else r("（见批注）"))))
    if not bookmarks:
        file.each_row(file.strip_bookmarks)
    result = review(file)
    after = found(result.document, NEXT)
    assert (after.target, after.state) == (draft, State.TRANSLATED)
    assert after.notes == (Note(text="English: 见批注", author="Li Wen"),)
    assert "见批注" in result.warnings[0]
    assert review(file, result.document).document is result.document
    file.write(NEXT, "Status", "OK")
    approved = found(review(file).document, NEXT)
    assert (approved.target, approved.state) == (draft, State.REVIEWED)


def test_what_a_table_was_sent_out_with_is_no_remark_beside_an_older_draft() -> None:
    job = map_segments(JOB, lambda s: s.edited(f"{s.target} OK", "Li Wen") if s.id == NEXT else s)
    table = TableFile(review_docx(job))
    assert review(table, job).document is job
    later = map_segments(job, lambda s: s.edited("Another text.", "Zhao Min") if s.id == NEXT else s)
    assert review(table, later).document is later


def test_words_beside_what_another_reviewer_wrote_meanwhile_are_an_edit(file: TableFile) -> None:
    job = map_segments(JOB, lambda s: s.edited("A new text.", "Zhao Min") if s.id == NEXT else s)
    file.write(NEXT, "English", "A new text. 见批注")
    assert only_conflict(review(file, job)).kind is ConflictKind.CLASH


def test_delete_beside_the_english_leaves_the_sentence_out(file: TableFile) -> None:
    file.put(NEXT, "English", p(ins("DELETE ") + r(found(JOB, NEXT).target)))
    result = review(file)
    assert [(edit.segment_id, edit.action) for edit in result.edits] == [(NEXT, Action.DELETED)]
    assert found(result.document, NEXT).target == ""
    assert review(file, result.document).document is result.document


def test_one_word_deletes_in_chinese_too(file: TableFile) -> None:
    file.write(NEXT, "English", "删")
    assert [edit.action for edit in review(file).edits] == [Action.DELETED]


@pytest.mark.parametrize("second", ["Li Wen", "Zhao Min"])
def test_a_first_file_that_left_a_sentence_out_does_not_undo_a_later_one(
    file: TableFile, second: str
) -> None:
    file.write(ID, "English", "DELETE")
    first = review(file).document
    fresh = TableFile(review_docx(first))
    fresh.write(ID, "English", "Written after all.")
    job = review(fresh, first, Options(reviewer=second)).document
    again = review(file, job)
    assert again.document is job
    assert not again.conflicts
    saved = read_xliff(write_xliff(job), "job")
    assert not review(file, saved).edits


def test_any_other_word_in_the_status_is_a_note(file: TableFile) -> None:
    file.write(ID, "Status", "ask Wang")
    result = review(file)
    assert (result.unclear, result.warnings) == (
        1,
        ("Status: not understood as an approval and kept as notes: “ask Wang” (1); OK approves a row",),
    )
    after = found(result.document, ID)
    assert after.notes == (Note(text="Status: ask Wang", author="Li Wen"),)
    assert after.state is State.TRANSLATED


@pytest.mark.parametrize("xml", [p(r("DELETE")), p(r("All of it", "<w:strike/>"))], ids=["word", "strike"])
def test_a_deleted_sentence_is_reviewed_and_empty(file: TableFile, xml: str) -> None:
    file.put(ID, "English", xml)
    result = review(file)
    after = found(result.document, ID)
    assert (after.target, after.state) == ("", State.REVIEWED)
    assert [e.action for e in result.edits] == [Action.DELETED]
    saved = read_xliff(write_xliff(result.document), "job")
    assert apply_returned(saved, read_review_table(file.save(), "file"), LI_WEN).document is saved


def test_an_emptied_cell_changes_nothing_and_is_mentioned(file: TableFile) -> None:
    file.write(ID, "English", "")
    result = review(file)
    assert result.document is JOB
    assert ID in result.warnings[0]


def test_chinese_in_the_english_cell_changes_nothing_and_is_mentioned(file: TableFile) -> None:
    file.write(ID, "English", found(JOB, ID).source)
    result = review(file)
    assert result.document is JOB
    assert [ID in warning for warning in result.warnings] == [True]


def test_english_that_moved_up_a_row_is_a_conflict(file: TableFile) -> None:
    ids = list(file.rows)[:4]
    below = [found(JOB, name).target for name in ids[1:]]
    for name, english in zip(ids, [*below, ""], strict=True):
        file.write(name, "English", english)
    result = review(file)
    assert [(c.segment_id, c.kind, c.theirs) for c in result.conflicts] == [
        (name, ConflictKind.SHIFTED, english) for name, english in zip(ids, below, strict=False)
    ]
    assert ids[1] in proposal(result.conflicts[0])
    assert not result.edits
    assert [s.target for s in result.document.segments()] == [s.target for s in JOB.segments()]
    assert not open_conflicts(review(TableFile(DATA), result.document).document)
    settled = resolve(result.document, {ids[0]: texts_to_take(result.document)[ids[0]]}, "Chief")
    assert found(settled, ids[0]).target == below[0]


@pytest.mark.parametrize("bookmarks", [True, False])
def test_the_last_row_of_english_that_moved_up_with_track_changes_is_not_left_out(
    file: TableFile, bookmarks: bool
) -> None:
    ids = list(file.rows)[:4]
    own = [found(JOB, name).target for name in ids]
    for name, old, new in zip(ids, own, [*own[1:], ""], strict=True):
        file.put(name, "English", p(gone(old) + (ins(new) if new else "")))
    if not bookmarks:
        file.each_row(file.strip_bookmarks)
    result = review(file)
    assert [(c.segment_id, c.kind, c.conflict.offer) for c in result.conflicts] == [
        (name, ConflictKind.SHIFTED, text) for name, text in zip(ids, [*own[1:], ""], strict=True)
    ]
    assert "leaves the sentence out" in proposal(result.conflicts[3])
    assert not result.edits
    assert review(file, result.document).document is result.document
    settled = resolve(result.document, dict(texts_to_take(result.document)), "Chief")
    assert (found(settled, ids[3]).target, found(settled, ids[3]).state) == ("", State.REVIEWED)
    assert review(file, settled).document is settled


def test_delete_below_english_that_moved_up_leaves_the_sentence_out(file: TableFile) -> None:
    one, two = list(file.rows)[:2]
    file.write(one, "English", found(JOB, two).target)
    file.write(two, "English", "DELETE")
    result = review(file)
    assert [(edit.segment_id, edit.action) for edit in result.edits] == [(two, Action.DELETED)]
    assert only_conflict(result).segment_id == one


def test_english_that_was_pasted_a_row_too_high_is_a_conflict_to_the_last_row(file: TableFile) -> None:
    ids = list(file.rows)[:4]
    for name, below in pairwise(ids):
        file.write(name, "English", found(JOB, below).target)
    result = review(file)
    assert [c.segment_id for c in result.conflicts] == ids[:3]
    assert not result.edits


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
@pytest.mark.parametrize("edited", [0, 1, 2])
def test_english_that_was_edited_after_it_moved_up_is_a_conflict_too(
    file: TableFile, edited: int, tracked: bool
) -> None:
    ids = list(file.rows)[:4]
    below = [found(JOB, name).target for name in ids[1:]]
    for name, english in zip(ids, [*below, ""], strict=True):
        file.write(name, "English", english)
    addition = ins(r(", he added")) if tracked else r(", he added")
    file.put(ids[edited], "English", p(r(below[edited]) + addition))
    result = review(file)
    assert [(c.segment_id, c.kind) for c in result.conflicts] == [(n, ConflictKind.SHIFTED) for n in ids[:3]]
    assert result.conflicts[edited].conflict.ids == (ids[edited + 1],)
    assert not result.edits


def test_a_new_text_beside_english_that_moved_is_doubtful(file: TableFile) -> None:
    ids = list(file.rows)[:4]
    for name, english in zip(ids, [*(found(JOB, name).target for name in ids[1:]), ""], strict=True):
        file.write(name, "English", english)
    file.write(ids[1], "English", "Nothing like any of them whatsoever: 0123456789")
    result = review(file)
    assert [c.segment_id for c in result.conflicts] == ids[:3]
    assert "row beside it" in proposal(result.conflicts[1])


def test_an_own_text_edited_beside_english_that_moved_is_an_edit(file: TableFile) -> None:
    ids = list(file.rows)
    for name, below in pairwise(ids[:3]):
        file.write(name, "English", found(JOB, below).target)
    better = found(JOB, ids[3]).target + " It is well known."
    file.write(ids[3], "English", better)
    assert [edit.after for edit in review(file).edits] == [better]


@pytest.mark.parametrize("first", [True, False], ids=["into the first", "into the second"])
def test_two_sentences_written_into_one_row_leave_the_other_out(file: TableFile, first: bool) -> None:
    pair = list(file.rows)[:2]
    both = " ".join(found(JOB, name).target for name in pair)
    kept, emptied = pair if first else pair[::-1]
    file.write(kept, "English", both)
    file.write(emptied, "English", "")
    result = review(file)
    assert {edit.segment_id: (edit.action, edit.after) for edit in result.edits} == {
        kept: (Action.EDITED, both),
        emptied: (Action.DELETED, ""),
    }
    assert review(file, result.document).document is result.document


def test_english_that_was_deleted_with_track_changes_leaves_the_sentence_out(file: TableFile) -> None:
    file.put(ID, "English", p(gone(found(JOB, ID).target)))
    result = review(file)
    assert [(edit.segment_id, edit.action) for edit in result.edits] == [(ID, Action.DELETED)]
    assert apply_returned(JOB, read_review_table(file.save(), "file", nobody), LI_WEN).document is JOB


def test_a_file_with_one_article_says_nothing_of_the_others(file: TableFile) -> None:
    other = JOB.articles[1]
    for segment in other.segments():
        file.remove(segment.id)
    file.write(ID, "English", "Better.")
    result = review(file)
    assert [edit.segment_id for edit in result.edits] == [ID]
    assert not result.conflicts
    assert other.title in result.warnings[0]
    part = apply_returned(JOB, read_review_table(file.save(), "file"), replace(LI_WEN, part=True))
    assert (part.document, part.warnings) == (result.document, ())


def test_a_part_of_an_article_may_be_sent_back_alone_when_that_is_said(file: TableFile) -> None:
    file.remove(NEXT)
    assert [c.kind for c in review(file).conflicts] == [ConflictKind.MISSING]
    part = apply_returned(JOB, read_review_table(file.save(), "file"), replace(LI_WEN, part=True))
    assert part.document is JOB


def test_a_row_that_was_missing_is_settled_without_being_approved(file: TableFile) -> None:
    file.remove(NEXT)
    waiting = review(file).document
    settled = resolve(waiting, {NEXT: None}, "Chief")
    assert not open_conflicts(settled)
    assert found(settled, NEXT).state is found(JOB, NEXT).state is State.TRANSLATED
    assert review(file, settled).document is settled


def test_english_that_moved_up_is_seen_without_bookmarks_too(file: TableFile) -> None:
    ids = list(file.rows)[:4]
    for name, english in zip(ids, [*(found(JOB, name).target for name in ids[1:]), ""], strict=True):
        file.write(name, "English", english)
    file.each_row(file.strip_bookmarks)
    result = review(file)
    assert [(c.segment_id, c.kind) for c in result.conflicts] == [(n, ConflictKind.SHIFTED) for n in ids[:3]]
    assert not result.edits
    assert review(file, result.document).document is result.document
    settled = resolve(result.document, dict.fromkeys(ids[:3]), "Chief")
    assert review(file, settled).document is settled


def test_english_that_was_copied_from_a_row_which_keeps_it_is_an_edit(file: TableFile) -> None:
    one, two = list(file.rows)[:2]
    file.write(one, "English", found(JOB, two).target)
    assert [edit.after for edit in review(file).edits] == [found(JOB, two).target]


def job_of(*pairs: tuple[str, str]) -> tuple[Document, list[str]]:
    """Return a job with one paragraph of sentences, and their ids."""
    job = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, pairs)]),))
    return job, [segment.id for segment in job.segments()]


PRAISE = "Residents praised the move."
TWINS = (
    ("市民纷纷点赞。", PRAISE),
    ("下一步将推广到全市。", "Next, it will be extended to the whole city."),
    ("居民交口称赞。", PRAISE),
)


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
@pytest.mark.parametrize("edited", [(0,), (2,), (0, 2)])
def test_rows_with_the_same_english_are_edited_each_for_itself(
    edited: tuple[int, ...], tracked: bool
) -> None:
    job, ids = job_of(*TWINS)
    table = TableFile(review_docx(job))
    for at in edited:
        new = f"Locals were full of praise, said {at} of them."
        table.put(ids[at], "English", p(gone(PRAISE) + ins(new) if tracked else r(new)))
    result = review(table, job)
    assert not result.conflicts
    assert [edit.segment_id for edit in result.edits] == [ids[at] for at in edited]


def test_a_new_text_beside_a_row_whose_english_stands_twice_is_an_edit() -> None:
    job, ids = job_of(*TWINS)
    table = TableFile(review_docx(job))
    table.write(ids[0], "English", "The public applauded.")
    table.write(ids[1], "English", "Everybody hopes to see more of this soon.")
    result = review(table, job)
    assert not result.conflicts
    assert len(result.edits) == 2


@pytest.mark.parametrize("written", [(0,), (0, 1), (0, 2), (0, 1, 2)])
def test_sentences_that_have_no_english_yet_are_translated_by_a_reviewer(written: tuple[int, ...]) -> None:
    texts = ("The reform will go on.", "Next, it reaches the whole city.", "Ms. Li needs one trip only.")
    job, ids = job_of(("改革还将继续推进。", ""), ("下一步将推广到全市。", ""), ("李女士只跑一趟。", ""))
    table = TableFile(review_docx(job))
    for at in written:
        table.write(ids[at], "English", texts[at])
    result = review(table, job)
    assert not result.conflicts
    assert [edit.after for edit in result.edits] == [texts[at] for at in written]


EXPORTS = ("一季度，全市出口同比增长5%。", "In the first quarter, exports up 5%.")
IMPORTS = ("一季度，全市进口同比增长3%。", "Imports rose 3 percent in the first quarter.")
TRAVEL = ("一季度，全市旅游收入同比增长8%。", "Tourism revenue rose 8 percent in the first quarter.")


def test_parallel_sentences_are_corrected_side_by_side() -> None:
    job, ids = job_of(EXPORTS, IMPORTS)
    table = TableFile(review_docx(job))
    new = ["Exports rose 5 percent in the first quarter.", "Imports rose 3 percent in the same quarter."]
    for name, text in zip(ids, new, strict=True):
        table.write(name, "English", text)
    result = review(table, job)
    assert not result.conflicts
    assert [edit.after for edit in result.edits] == new


def test_parallel_sentences_that_were_edited_after_they_moved_up_are_a_conflict() -> None:
    job, ids = job_of(EXPORTS, IMPORTS, TRAVEL)
    table = TableFile(review_docx(job))
    table.write(ids[0], "English", "Imports rose 3 percent in the first three months.")
    table.write(ids[1], "English", "Tourism revenue rose 8 percent in the first three months.")
    result = review(table, job)
    assert (ids[0], ConflictKind.SHIFTED) in [(c.segment_id, c.kind) for c in result.conflicts]


def test_an_emptied_heading_whose_words_the_text_below_has_anyway_keeps_its_draft() -> None:
    job, ids = job_of(
        ("工作目标", "Work goals"),
        ("工作目标明确，任务具体。", "The work goals are clear and the tasks are specific."),
    )
    table = TableFile(review_docx(job))
    table.write(ids[0], "English", "")
    table.write(ids[1], "English", "The work goals are clear and the tasks are concrete and specific.")
    result = review(table, job)
    assert [edit.segment_id for edit in result.edits] == [ids[1]]
    assert ids[0] in result.warnings[0]
    table.write(ids[1], "English", "Work goals: The work goals are clear and the tasks are specific.")
    assert [edit.action for edit in review(table, job).edits] == [Action.DELETED, Action.EDITED]


def test_ok_on_an_emptied_cell_is_a_conflict(file: TableFile) -> None:
    file.write(ID, "English", "")
    file.write(ID, "Status", "OK")
    assert only_conflict(review(file)).kind is ConflictKind.EMPTIED


def test_a_sentence_that_was_not_translated_can_be(file: TableFile) -> None:
    file.write(UNTRANSLATED, "English", "In all 6,972 postdoctoral researchers were trained.")
    after = found(review(file).document, UNTRANSLATED)
    assert after.state is State.REVIEWED
    assert after.candidates == ()


def test_terms_are_checked_again_and_lost_ones_shown(file: TableFile) -> None:
    file.write(TERMS, "English", "The bureau is drawing up a plan with postdocs, for 2023–2025.")
    result = review(file)
    statuses = {t.source: t.status for t in found(result.document, TERMS).terms}
    assert statuses["博士后"] is TermStatus.FOUND
    assert statuses["人力资源和社会保障局"] is TermStatus.MISSING
    problems = " ".join(result.edits[0].problems)
    assert "人力资源和社会保障局" in problems
    assert "the amount 1000个 (1,000) is not in the English" in problems
    assert not [i for i in found(result.document, TERMS).issues if i.check == "engine"]


def figures(source: str, before: str, after: str) -> tuple[str, ...]:
    """Return the problems of an edit."""
    segments = [(source, before), ("青岛开会。", "Qingdao meets.")]
    job = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, segments)]),))
    file = TableFile(review_docx(job))
    file.write("a01.p001.s01", "English", after or "DELETE")
    return review(file, job).edits[0].problems


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ("Sales hit 9 billion yuan.", "Sales hit 9,000 million yuan.", ()),
        (
            "Sales hit 9 billion yuan.",
            "Sales hit 90 billion yuan.",
            ("the amount 90亿元 (9 billion yuan) is not in the English; it says 90 billion yuan",),
        ),
        (
            "Sales hit 90 billion yuan.",
            "Turnover hit 90 billion yuan.",
            ("the amount 90亿元 (9 billion yuan) is not in the English; it says 90 billion yuan",),
        ),
        ("", "Sales were high.", ("the amount 90亿元 (9 billion yuan) is not in the English",)),
        (
            "Sales hit 90 billion yuan.",
            "Sales hit 900 billion yuan.",
            ("the amount 90亿元 (9 billion yuan) is not in the English; it says 900 billion yuan",),
        ),
        (
            "Sales hit 9 billion yuan.",
            "Sales hit 9 billion yuan, up 12 percent.",
            ("the English says 12 percent; the Chinese has no such figure",),
        ),
        ("Sales hit 9 billion yuan.", "", ()),
    ],
)
def test_a_figure_that_an_edit_gets_wrong_is_shown_by_its_value(before, after, problems) -> None:
    assert figures("销售额达90亿元。", before, after) == problems


@pytest.mark.parametrize(
    ("role", "source", "after", "problems"),
    [
        (
            Role.HEADLINE,
            "会议在京举行",
            "Meeting Held in Beijing.",
            ("the headline ends in a full stop that the Chinese does not have",),
        ),
        (
            Role.TABLE_CELL,
            "会议研究了经济工作，部署了农村改革任务，要求各部门加强监督检查。",
            "Economic work",
            (),
        ),
    ],
)
def test_an_edit_is_checked_as_what_stands_in_its_place(role, source, after, problems) -> None:
    job = Document(name="page", articles=(article(1, [(role, [(source, "A draft")])]),))
    file = TableFile(review_docx(job))
    file.write("a01.p001.s01", "English", after)
    assert review(file, job).edits[0].problems == problems


def test_a_wrong_figure_that_is_approved_is_shown() -> None:
    job = changed(JOB, TERMS, target="The bureau plans for 2023-2025.")
    file = TableFile(review_docx(job))
    file.write(TERMS, "Status", "OK")
    edit = review(file, job).edits[0]
    assert edit.action is Action.CONFIRMED
    assert [
        problem for problem in edit.problems if "the amount 1000个 (1,000) is not in the English" in problem
    ]


def test_a_final_segment_can_be_edited_but_is_not_lowered_by_an_ok() -> None:
    job = changed(JOB, ID, state=State.FINAL)
    file = TableFile(review_docx(job))
    file.write(ID, "Status", "OK")
    assert review(file, job).document is job
    file.write(ID, "English", "Changed")
    assert found(review(file, job).document, ID).state is State.REVIEWED


# --- notes -----------------------------------------------------------------------------------------------------


def test_what_is_added_to_the_notes_column_is_a_note(file: TableFile) -> None:
    file.add(TERMS, "Notes", p(r("Ask the bureau.")) + p(ins("Or not.", ZHAO)))
    result = review(file)
    assert found(result.document, TERMS).notes == (
        Note(text="Ask the bureau.", author="Li Wen"),
        Note(text="Or not.", author="Zhao Min", time="2026-05-14T09:00:00Z"),
    )
    assert result.comments == 2
    assert (
        apply_returned(result.document, read_review_table(file.save(), "file"), LI_WEN).document
        is result.document
    )


@pytest.mark.parametrize("names", [("", "Li Wen"), ("Li Wen", "")])
def test_a_note_is_taken_once_also_when_the_name_is_given_only_once(
    file: TableFile, names: tuple[str, str]
) -> None:
    file.add(TERMS, "Notes", p(r("Ask the bureau.")))
    file.write(ID, "Status", "ask")
    once = review(file, options=Options(reviewer=names[0])).document
    assert review(file, once, Options(reviewer=names[1])).document is once


@pytest.mark.parametrize(
    "text", ["Review: ask the bureau", "Number: 5 should be 6", "Other text: better one"]
)
def test_a_note_that_opens_like_one_of_ours_is_kept(file: TableFile, text: str) -> None:
    file.add(TERMS, "Notes", p(r(text)))
    assert [note.text for note in found(review(file).document, TERMS).notes] == [text]


@pytest.mark.parametrize("styles", [True, False])
def test_a_note_that_ends_like_an_older_one_is_kept(styles: bool) -> None:
    job = changed(JOB, TERMS, notes=(Note(text="wrong name", author="Li Wen"),))
    file = TableFile(review_docx(job))
    file.add(TERMS, "Notes", p(r("Still the wrong name")) + p(ins("Once more, wrong name")))
    if not styles:
        file.drop_styles()
    notes = [note.text for note in found(review(file, job).document, TERMS).notes]
    assert notes == ["wrong name", "Still the wrong name", "Once more, wrong name"]


def test_our_own_notes_are_known_in_a_file_without_styles(file: TableFile) -> None:
    file.drop_styles()
    newer = map_segments(JOB, lambda s: replace(s, terms=(), candidates=()))
    assert review(file, newer).comments == 0


def test_what_is_written_behind_our_own_note_is_a_note(file: TableFile) -> None:
    cell = file.cell(NOTED, "Notes")
    cell.findall(q("p"))[-1].extend(elements(r(" → the first")))
    notes = found(review(file).document, NOTED).notes
    assert notes[1:] == (Note(text="→ the first", author="Li Wen"),)


def test_our_own_notes_do_not_come_back_when_the_job_has_changed(file: TableFile) -> None:
    newer = changed(JOB, TERMS, issues=(), terms=())
    newer = changed(newer, NOTED, notes=())
    assert apply_returned(newer, read_review_table(file.save(), "file"), LI_WEN).document is newer


def test_comments_become_notes_and_their_state_is_updated(file: TableFile) -> None:
    def with_comment(done: int) -> TableFile:
        back = TableFile(DATA)
        back.put(ID, "English", p('<w:commentRangeStart w:id="1"/>' + r(found(JOB, ID).target)))
        back.add_comments(
            f'<w:comment w:id="1" {LI}><w:p w14:paraId="AA">{r("Sure?")}</w:p></w:comment>',
            f'<w15:commentEx w15:paraId="AA" w15:done="{done}"/>',
        )
        return back

    first = review(with_comment(0)).document
    assert found(first, ID).notes == (Note(text="Sure?", author="Li Wen", time="2026-05-13T10:00:00Z"),)
    second = review(with_comment(1), first).document
    assert [note.text for note in found(second, ID).notes] == ["Sure? (resolved)"]
    assert found(second, ID).state is State.TRANSLATED


def test_ok_on_a_sentence_without_english_is_a_conflict(file: TableFile) -> None:
    file.write(UNTRANSLATED, "Status", "OK")
    conflict = only_conflict(review(file))
    assert conflict.kind is ConflictKind.EMPTIED
    assert "no English to approve" in proposal(conflict)


@pytest.mark.parametrize("text", ["DELETE", "delete", "Delete.", "[DELETE]", "ＤＥＬＥＴＥ", "删除", "刪除"])
def test_a_sentence_is_left_out_however_that_is_written(file: TableFile, text: str) -> None:
    file.write(ID, "English", text)
    result = review(file)
    assert found(result.document, ID).target == ""
    assert result.count(Action.DELETED) == 1


def test_delete_can_be_the_english_of_a_button() -> None:
    job = map_segments(JOB, lambda s: replace(s, source="删除") if s.id == ID else s)
    file = TableFile(review_docx(job))
    file.write(ID, "English", "Delete")
    assert found(review(file, job).document, ID).target == "Delete"


def test_delete_that_the_job_has_already_asks_for_nothing() -> None:
    job = changed(JOB, ID, target="Delete")
    file = TableFile(review_docx(job))
    file.strip_bookmarks(file.rows[ID])
    assert review(file, job).document is job
    file = TableFile(review_docx(job))
    file.write(ID, "Status", "OK")
    after = found(review(file, job).document, ID)
    assert (after.target, after.state) == ("Delete", State.REVIEWED)


@pytest.mark.parametrize("text", ["ＯＫ", "draft：已审", "ok。"])
def test_approval_is_understood_in_full_width_too(file: TableFile, text: str) -> None:
    file.write(ID, "Status", text)
    assert found(review(file).document, ID).state is State.REVIEWED


def test_a_comment_that_has_lost_its_thread_is_not_taken_twice(file: TableFile) -> None:
    job = changed(JOB, ID, notes=(Note(text="(answering Zhao Min) No, keep it.", author="Li Wen"),))
    file.add(ID, "English", "<w:p><w:r><w:commentReference w:id='5'/></w:r></w:p>")
    file.add_comments(f"<w:comment w:id='5' {LI}>{p(r('No, keep it.'))}</w:comment>")
    assert review(file, job).comments == 0


def test_the_next_table_shows_no_draft_that_a_reviewer_has_replaced(file: TableFile) -> None:
    file.write(ID, "English", "Postdoctoral projects bear fruit")
    after = review(file).document
    notes = note_texts(found(after, ID), ())
    assert notes == ("English by: Li Wen",)
    job, second = both_edited()
    clashed = found(review(second, job, Options(reviewer="Zhao Min")).document, ID)
    assert any(text.startswith("Other text (Zhao Min): ") for text in note_texts(clashed, ()))


# --- conflicts of identity ------------------------------------------------------------------------------------


def test_a_missing_row_is_a_conflict_and_the_rest_is_applied(file: TableFile) -> None:
    file.remove(ID)
    file.write(NEXT, "English", "By two reporters")
    result = review(file)
    assert (only_conflict(result).kind, only_conflict(result).segment_id) == (ConflictKind.MISSING, ID)
    assert found(result.document, NEXT).target == "By two reporters"


def test_strict_applies_nothing_when_there_is_a_conflict(file: TableFile) -> None:
    file.remove(ID)
    file.write(NEXT, "English", "By two reporters")
    result = review(file, options=Options(strict=True))
    assert result.document is JOB
    assert result.edits == ()
    assert len(result.conflicts) == 1


def test_a_doubled_row_is_a_conflict_with_both_texts(file: TableFile) -> None:
    copy = file.double(ID)
    copy.findall(q("tc"))[2].find(f".//{q('t')}").text = "Another headline"
    conflict = only_conflict(review(file))
    assert conflict.kind is ConflictKind.DOUBLED
    assert conflict.theirs.split("\n")[1].startswith("Another headline")
    assert len(conflict.rows) == 2


def test_a_split_row_is_a_conflict_with_both_parts(file: TableFile) -> None:
    copy = file.double(ID)
    file.write(ID, "English", "Helping projects")
    for cell, text in zip(copy.findall(q("tc")), ("", "", "bear fruit", "", ""), strict=True):
        for paragraph in cell.findall(q("p")):
            cell.remove(paragraph)
            cell.extend(elements(p(r(text) if text else "")))
    kinds = {c.segment_id: c for c in review(file).conflicts}
    assert kinds[ID].kind is ConflictKind.CELLS
    assert kinds[ID].theirs == "Helping projects\nbear fruit"
    assert kinds[""].kind is ConflictKind.UNKNOWN


def test_merged_rows_are_a_conflict_of_both(file: TableFile) -> None:
    for name, value in ((ID, "restart"), (NEXT, "continue")):
        file.cell(name, "English").find(q("tcPr")).append(elements(f"<w:vMerge w:val='{value}'/>")[0])
    file.write(ID, "English", "Both in one")
    result = review(file)
    assert {(c.segment_id, c.kind) for c in result.conflicts} == {
        (ID, ConflictKind.CELLS),
        (NEXT, ConflictKind.CELLS),
    }
    assert texts(result.document) == texts(JOB)


def test_a_row_known_by_its_bookmark_or_its_chinese_alone_is_found(file: TableFile) -> None:
    for column, name in (("№", ID), ("№", NEXT)):
        for paragraph in file.cell(name, column).findall(q("p")):
            for run in paragraph.findall(q("r")):
                paragraph.remove(run)
    file.strip_bookmarks(file.rows[NEXT])
    for name in (ID, NEXT):
        file.write(name, "English", f"Edited {name}")
    result = review(file)
    assert not result.conflicts
    assert found(result.document, ID).target == f"Edited {ID}"
    assert found(result.document, NEXT).target == f"Edited {NEXT}"


def renumber(file: TableFile, name: str, *numbers: str) -> None:
    file.put(name, "№", "".join(p(r(number)) for number in numbers))


def test_a_row_that_says_it_is_two_segments_is_a_conflict_of_both(file: TableFile) -> None:
    renumber(file, ID, NEXT)  # its bookmark goes, its Chinese stays
    file.remove(NEXT)
    file.write(ID, "English", "Whose?")
    result = review(file)
    assert {(c.segment_id, c.kind) for c in result.conflicts} == {
        (ID, ConflictKind.IDENTITY),
        (NEXT, ConflictKind.IDENTITY),
    }
    assert texts(result.document) == texts(JOB)


def test_a_bookmark_that_contradicts_the_number_is_settled_by_the_chinese_alone(file: TableFile) -> None:
    cell = file.cell(ID, "№").find(q("p"))
    next(cell.iter(q("t"))).text = NEXT
    file.remove(NEXT)
    file.write(ID, "English", "Edited")
    result = review(file)
    assert found(result.document, ID).target == "Edited"
    assert only_conflict(result).segment_id == NEXT


@pytest.mark.parametrize(
    ("xml", "offer", "note"),
    [
        (p(r("DELETE")), "", ""),
        (p(r("删")), "", ""),
        (p(r("All of it", "<w:strike/>")), "", ""),
        (p(r("?")), None, "English: ?"),
        (p(r("OK")), None, "English: OK"),
        (p(r(found(JOB, TERMS).source)), None, ""),
    ],
    ids=["word", "chinese word", "strike", "sign", "approval", "copied"],
)
def test_what_is_no_english_is_never_offered_as_the_english_of_a_row_in_doubt(
    file: TableFile, xml: str, offer: str | None, note: str
) -> None:
    file.put(TERMS, "English", xml)
    renumber(file, TERMS, ID)
    result = review(file)
    assert {c.segment_id: c.conflict.offer for c in result.conflicts} == {ID: offer, TERMS: offer}
    assert all(("leaves the sentence out" in proposal(c)) is (offer == "") for c in result.conflicts)
    added = [n.text for s in result.document.segments() for n in s.notes if n not in found(JOB, s.id).notes]
    assert added == ([note] if note else [])
    assert review(file, result.document).document is result.document
    saved = read_xliff(write_xliff(result.document), "job")
    assert texts_to_take(saved) == ({} if offer is None else {ID: "", TERMS: ""})


def test_rows_joined_into_one_are_a_conflict_of_both(file: TableFile) -> None:
    renumber(file, ID, ID, NEXT)
    file.write(ID, "English", "Both texts in one")
    file.remove(NEXT)
    result = review(file)
    assert {(c.segment_id, c.kind) for c in result.conflicts} == {
        (ID, ConflictKind.CELLS),
        (NEXT, ConflictKind.CELLS),
    }
    assert texts(result.document) == texts(JOB)


END, OTHER_END = "a01.p002.s02", "a01.p003.s01"
REPEATED = Document(
    name="repeated",
    articles=(
        article(
            1,
            [
                (Role.HEADLINE, [("青岛召开会议", "Qingdao holds a meeting")]),
                (
                    Role.PARAGRAPH,
                    [("会议指出。", "It said."), ("（完）", "(End)"), ("会议强调。", "It stressed.")],
                ),
                (Role.PARAGRAPH, [("（完）", "(End)"), ("会议认为。", "It noted.")]),
            ],
        ),
    ),
)


def nameless_ends() -> TableFile:
    file = TableFile(review_docx(REPEATED))
    for name in (END, OTHER_END):
        renumber(file, name, "?")
        file.write(name, "English", f"Edited {name}")
    return file


def test_a_repeated_sentence_without_its_number_is_known_by_both_neighbours() -> None:
    result = review(nameless_ends(), REPEATED)
    assert not result.conflicts
    assert found(result.document, END).target == f"Edited {END}"
    assert found(result.document, OTHER_END).target == f"Edited {OTHER_END}"


def test_a_repeated_sentence_without_its_number_among_others_is_a_conflict() -> None:
    file = nameless_ends()
    moved = file.rows[OTHER_END]
    moved.getparent().insert(2, moved)
    result = review(file, REPEATED)
    assert {c.segment_id for c in result.conflicts} >= {OTHER_END}
    assert found(result.document, OTHER_END).target == "(End)"
    assert found(result.document, END).target in ("(End)", f"Edited {END}")


@pytest.mark.parametrize("numbers", [("a01.p002.s03", OTHER_END), (OTHER_END,)])
def test_a_repeated_sentence_whose_number_is_in_a_wrong_row_is_never_its_twin(
    numbers: tuple[str, ...],
) -> None:
    file = nameless_ends()
    file.remove(END)
    renumber(file, "a01.p002.s03", *numbers)
    result = review(file, REPEATED)
    assert {END, OTHER_END, "a01.p002.s03"} <= {c.segment_id for c in result.conflicts}
    assert texts(result.document) == texts(REPEATED)


def test_a_repeated_sentence_without_its_number_beside_two_rows_of_its_twin_is_a_conflict() -> None:
    file = TableFile(review_docx(REPEATED))
    renumber(file, END, "?")
    file.double(OTHER_END)
    file.write(END, "English", "Edited")
    result = review(file, REPEATED)
    assert {END, OTHER_END} <= {c.segment_id for c in result.conflicts}
    assert texts(result.document) == texts(REPEATED)


def test_another_job_s_file_is_refused(file: TableFile) -> None:
    other = replace(
        map_segments(JOB, lambda s: replace(s, source=f"{s.source}。")),
        name="another",
        meta=JOB.meta,
    )
    with pytest.raises(InputError, match="belongs to job qingdao"):
        review(file, other)


def test_a_file_of_another_job_with_the_same_name_is_refused(file: TableFile) -> None:
    def with_shared(*ids: str) -> Document:
        return map_segments(JOB, lambda s: s if s.id in ids else replace(s, source=f"另{s.source}"))

    with pytest.raises(InputError, match="belongs to job"):
        review(file, with_shared(ID))
    conflicts = review(file, with_shared(ID, NEXT, TERMS)).conflicts
    assert {conflict.kind for conflict in conflicts} == {ConflictKind.STALE}


def test_a_file_that_lost_its_job_is_taken_only_if_its_rows_are_the_job_s(file: TableFile) -> None:
    file.parts["docProps/custom.xml"] = file.parts["docProps/custom.xml"].replace(b"TranslatorJob", b"x")
    footer = next(name for name in file.parts if name.startswith("word/footer"))
    file.parts[footer] = file.parts[footer].replace(b"Job ", b"")
    file.write(ID, "English", "Edited")
    assert found(review(file).document, ID).target == "Edited"
    with pytest.raises(InputError, match="another job"):
        review(file, map_segments(JOB, lambda s: replace(s, source=f"{s.source}。")))


def test_a_renamed_job_is_still_the_job(file: TableFile) -> None:
    file.write(ID, "English", "Edited")
    assert found(review(file, replace(JOB, name="renamed")).document, ID).target == "Edited"


# --- the Chinese ---------------------------------------------------------------------------------------------------


def test_an_edited_chinese_cell_is_a_conflict_with_both_texts(file: TableFile) -> None:
    file.write(ID, "中文", "让博士后开花结果")
    file.write(ID, "English", "Edited")
    result = review(file)
    conflict = only_conflict(result)
    assert conflict.kind is ConflictKind.SOURCE
    assert "让博士后开花结果" in proposal(conflict)
    assert (conflict.segment.source, conflict.theirs) == (found(JOB, ID).source, "Edited")
    assert found(result.document, ID).target == found(JOB, ID).target


@pytest.mark.parametrize("stale", [True, False])
@pytest.mark.parametrize(
    ("english", "offer", "notes"),
    [("DELETE", "", []), ("?", None, ["English: ?"]), ("OK", None, ["English: OK"])],
)
def test_what_is_no_english_beside_edited_chinese_is_never_offered_as_english(
    file: TableFile, english: str, offer: str | None, notes: list[str], stale: bool
) -> None:
    job = map_segments(
        JOB, lambda s: replace(s, source="新的标题是这样的吗") if s.id == NEXT and stale else s
    )
    if not stale:
        file.write(NEXT, "中文", "新的标题是这样的吗")
    file.write(NEXT, "English", english)
    result = review(file, job)
    conflict = only_conflict(result)
    assert conflict.kind is (ConflictKind.STALE if stale else ConflictKind.SOURCE)
    assert conflict.conflict.offer == offer
    assert ("is not edited" in proposal(conflict)) is (offer is None)
    assert ("leaves the sentence out" in proposal(conflict)) is (offer == "")
    assert [note.text for note in found(result.document, NEXT).notes] == notes


def test_an_edited_chinese_cell_can_be_accepted_as_a_correction(file: TableFile) -> None:
    corrected = found(JOB, TERMS).source.replace("青岛市人力", "青岛人力")
    file.write(TERMS, "中文", corrected)
    file.write(TERMS, "English", "The Human Resources and Social Security Bureau said so to a postdoc.")
    file.write(ID, "中文", "让博士后开花结果")
    result = review(file, options=Options(accept_source=True, reviewer="Li Wen"))
    assert not result.conflicts
    after, title = found(result.document, TERMS), found(result.document, ID)
    assert (after.source, after.state) == (corrected, State.REVIEWED)
    assert all(after.source[t.start : t.end] == t.source for t in after.terms)
    assert {t.source: t.status for t in after.terms}["博士后"] is TermStatus.FOUND
    assert (title.target, title.state) == ("", State.INITIAL)
    article = result.document.articles[0]
    assert article.title == "让博士后开花结果"
    assert all(
        b.text == "".join(s.source + s.space_after for s in b.segments) for b in article.blocks if b.segments
    )
    again = apply_returned(
        result.document, read_review_table(file.save(), "file"), Options(accept_source=True)
    )
    assert again.document is result.document


@pytest.mark.parametrize("text", ["", "Helping postdoctoral projects blossom and bear fruit"])
def test_only_chinese_is_accepted_as_a_correction_of_chinese(file: TableFile, text: str) -> None:
    target = found(JOB, ID).target
    file.write(ID, "English", found(JOB, ID).source)
    file.write(ID, "中文", text)
    result = review(file, options=Options(accept_source=True))
    assert only_conflict(result).kind is ConflictKind.SOURCE
    assert (found(result.document, ID).source, found(result.document, ID).target) == (
        found(JOB, ID).source,
        target,
    )


def test_a_table_of_an_older_version_never_changes_the_source(file: TableFile) -> None:
    newer = map_segments(JOB, lambda s: replace(s, source="新的标题") if s.id == ID else s)
    file.write(ID, "English", "Edited")
    result = review(file, newer, Options(accept_source=True))
    assert only_conflict(result).kind is ConflictKind.STALE
    assert texts(result.document) == texts(newer)


def with_a_new_sentence() -> tuple[Document, list[Segment]]:
    """Return the job with another first sentence in a paragraph, so that the others have moved on, and the others."""
    block = max(JOB.blocks(), key=lambda b: len(b.segments))
    names = [f"{block.id}.s{number:02}" for number in range(1, len(block.segments) + 2)]
    first = replace(block.segments[0], source="这是新的一句。", target="A new sentence.")
    moved = [replace(s, id=name) for s, name in zip((first, *block.segments), names, strict=True)]
    return changed(JOB, block.id, segments=tuple(moved)), moved[1:]


def test_edits_of_a_table_made_before_a_sentence_was_put_in_find_their_sentences(file: TableFile) -> None:
    newer, moved = with_a_new_sentence()
    for segment in moved:
        old = next(s for s in JOB.segments() if s.source == segment.source)
        file.write(old.id, "English", f"Edited {segment.source}")
    result = review(file, newer)
    assert [c.kind for c in result.conflicts] == [ConflictKind.MISSING]
    for segment in moved:
        assert found(result.document, segment.id).target == f"Edited {segment.source}"
    assert review(file, result.document).document is result.document


def test_edits_of_a_table_made_before_a_sentence_was_taken_out_find_their_sentences(file: TableFile) -> None:
    block = max(JOB.blocks(), key=lambda b: len(b.segments))
    lost, *others = block.segments
    moved = [replace(s, id=old.id) for s, old in zip(others, block.segments, strict=False)]
    newer = changed(JOB, block.id, segments=tuple(moved))
    for segment in block.segments:
        file.write(segment.id, "English", f"Edited {segment.source}")
    result = review(file, newer)
    assert [(c.kind, c.theirs) for c in result.conflicts] == [(ConflictKind.UNKNOWN, f"Edited {lost.source}")]
    for segment in moved:
        assert found(result.document, segment.id).target == f"Edited {segment.source}"


def test_a_row_of_an_older_table_whose_number_names_another_stays_in_doubt(file: TableFile) -> None:
    newer, moved = with_a_new_sentence()
    old = next(s for s in JOB.segments() if s.source == moved[0].source)
    file.write(old.id, "English", "Edited")
    renumber(file, old.id, NEXT)
    result = review(file, newer)
    assert texts(result.document) == texts(newer)
    assert {c.segment_id for c in result.conflicts} >= {moved[0].id, NEXT}


# --- two sides ------------------------------------------------------------------------------------------------------


def both_edited() -> tuple[Document, TableFile]:
    first, second = TableFile(DATA), TableFile(DATA)
    first.write(ID, "English", "Helping postdoctoral projects to blossom and bear fruit")
    target = found(JOB, ID).target
    second.put(ID, "English", p(r(target) + ins(" soon", ZHAO)))
    return review(first).document, second


def test_two_edits_of_one_sentence_clash_and_a_merger_is_proposed() -> None:
    job, second = both_edited()
    result = review(second, job, Options())
    conflict = only_conflict(result)
    assert conflict.kind is ConflictKind.CLASH
    assert conflict.ours == "Helping postdoctoral projects to blossom and bear fruit"
    assert conflict.theirs == "Helping postdoctoral projects blossom and bear fruit soon"
    assert conflict.suggestion == "Helping postdoctoral projects to blossom and bear fruit soon"
    assert found(result.document, ID).target == conflict.ours


def test_a_clash_stays_in_the_job_until_somebody_decides() -> None:
    job, second = both_edited()
    clashed = review(second, job, Options()).document
    assert review(second, clashed, Options()).document == clashed
    saved = read_xliff(write_xliff(clashed), "job")
    [conflict] = open_conflicts(saved)
    assert (conflict.segment_id, conflict.theirs) == (
        ID,
        "Helping postdoctoral projects blossom and bear fruit soon",
    )
    assert conflict.suggestion == "Helping postdoctoral projects to blossom and bear fruit soon"
    assert texts_to_take(saved)[ID] == conflict.theirs
    assert texts_to_take(saved, merged=True)[ID] == conflict.suggestion
    settled = resolve(saved, {ID: conflict.suggestion}, "Chief")
    assert open_conflicts(settled) == ()
    assert (found(settled, ID).target, found(settled, ID).origin.reviewer) == (conflict.suggestion, "Chief")
    assert not review(second, settled, Options()).conflicts
    with pytest.raises(UsageError, match="no open conflict"):
        resolve(settled, {ID: None}, "Chief")


def edited_twice() -> Document:
    """Return the job after Li Wen's text of a sentence was replaced by Zhao Min's."""
    job = JOB
    for name in ("Li Wen", "Zhao Min"):
        table = TableFile(review_docx(job))
        table.write(ID, "English", f"The text of {name}")
        job = review(table, job, Options(reviewer=name)).document
    return job


def without_the_row(file: TableFile) -> None:
    file.rows[ID].getparent().remove(file.rows[ID])


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        (without_the_row, None),
        (lambda file: file.write(ID, "English", "DELETE"), ""),
        (lambda file: file.write(ID, "中文", "别的"), None),
        (lambda file: (file.write(ID, "English", ""), file.write(ID, "Status", "OK")), None),
    ],
)
def test_a_conflict_never_offers_a_text_that_another_reviewer_has_replaced(
    file: TableFile, change: Callable[[TableFile], None], taken: str | None
) -> None:
    change(file)
    job = read_xliff(write_xliff(review(file, edited_twice()).document), "job")
    [conflict] = open_conflicts(job)
    assert (conflict.ours, conflict.theirs) == ("The text of Zhao Min", "")
    assert texts_to_take(job).get(ID) == taken
    if taken is not None:
        settled = resolve(job, {ID: taken}, "Chief")
        assert found(settled, ID).target == taken
        assert review(file, settled).document is settled


@pytest.mark.parametrize("name", ["Li Wen", "Li (desk 2). Wen", ""])
def test_the_text_of_a_conflict_is_found_whatever_the_reviewers_name(file: TableFile, name: str) -> None:
    file.write(ID, "English", "Another  “text” (a). b")
    job = review(file, edited_twice(), Options(reviewer=name)).document
    assert texts_to_take(read_xliff(write_xliff(job), "job"))[ID] == "Another  “text” (a). b"


def test_each_of_three_reviewers_texts_is_a_conflict_of_its_own() -> None:
    job = JOB
    for name in ("Li Wen", "Zhao Min", "Wang Fang"):
        table = TableFile(DATA)
        table.write(ID, "English", f"The text of {name}")
        job = review(table, job, Options(reviewer=name)).document
    assert [(c.conflict.reviewer, c.theirs) for c in open_conflicts(job)] == [
        ("Zhao Min", "The text of Zhao Min"),
        ("Wang Fang", "The text of Wang Fang"),
    ]
    assert ID not in texts_to_take(job)
    assert review(table, job, Options(reviewer="Somebody")).document is job


def test_an_ok_in_the_next_table_settles_a_clash() -> None:
    job, second = both_edited()
    clashed = review(second, job, Options()).document
    table = TableFile(review_docx(clashed))
    table.write(ID, "English", "A third text")
    settled = review(table, clashed)
    assert not settled.conflicts
    assert open_conflicts(settled.document) == ()
    assert not review(second, settled.document, Options()).conflicts


def test_a_text_that_was_put_back_while_another_was_written_is_a_clash() -> None:
    job = edited_twice()
    newest, back = TableFile(review_docx(job)), TableFile(review_docx(job))
    newest.write(ID, "English", "The newest text")
    back.write(ID, "English", "The text of Li Wen")
    job = review(newest, job, Options(reviewer="Zhao Min")).document
    result = review(back, job)
    assert (only_conflict(result).ours, only_conflict(result).theirs) == (
        "The newest text",
        "The text of Li Wen",
    )
    assert review(back, result.document).document is result.document
    settled = resolve(result.document, {ID: None}, "Chief")
    assert review(back, settled).document is settled


def test_the_same_edit_on_both_sides_is_no_clash() -> None:
    file = TableFile(DATA)
    file.write(ID, "English", "The same")
    first = review(file).document
    assert review(file, first, Options(reviewer="Zhao Min")).document is first


def test_an_edit_of_a_draft_that_only_a_machine_has_replaced_is_taken(file: TableFile) -> None:
    newer = changed(JOB, ID, target="A newer draft")
    file.write(ID, "English", "Edited")
    result = review(file, newer)
    assert [edit.after for edit in result.edits] == ["Edited"]
    assert review(file, result.document).document is result.document


def test_the_second_copy_of_the_same_reviewer_replaces_the_first(file: TableFile) -> None:
    file.write(ID, "English", "First edit")
    first = review(file).document
    second = TableFile(DATA)
    second.write(ID, "English", "Second edit")
    result = review(second, first)
    assert [edit.after for edit in result.edits] == ["Second edit"]
    assert review(file, result.document).document is result.document
    other = apply_returned(first, read_review_table(second.save(), "file"), Options(reviewer="Zhao Min"))
    assert [c.kind for c in other.conflicts] == [ConflictKind.CLASH]


def by(author: str, **edits: str) -> TableFile:
    """Return a table with edits of the sentence *one* and of the *next* that somebody tracked."""
    table = TableFile(DATA)
    who = f'w:author="{author}" w:date="2026-05-13T10:00:00Z"'
    for name, text in edits.items():
        row = {"one": ID, "next": NEXT}[name]
        table.put(row, "English", p(gone(found(JOB, row).target, who) + ins(text, who)))
    return table


@pytest.mark.parametrize("name", ["Administrator", "Microsoft Office User", "Wang Li"])
def test_two_reviewers_of_one_name_clash_where_both_edited(name: str) -> None:
    first, second = by(name, one="The first", next="Another"), by(name, one="The second")
    job = review(first, options=Options()).document
    result = review(second, job, Options())
    assert [(c.segment_id, c.kind) for c in result.conflicts] == [(ID, ConflictKind.CLASH)]
    assert not result.edits
    assert found(result.document, ID).target == "The first"


def test_a_name_that_many_programs_give_makes_no_second_copy() -> None:
    job = review(by("Administrator", one="The first"), options=Options()).document
    result = review(by("Administrator", one="The second"), job, Options())
    assert only_conflict(result).kind is ConflictKind.CLASH
    shared = by("Administrator", one="The first", next="Another")
    job = review(shared, options=Options()).document
    result = review(by("Administrator", one="The second", next="Another"), job, Options())
    assert [edit.after for edit in result.edits] == ["The second"]


def test_the_name_of_a_program_makes_no_second_copy() -> None:
    def from_tool(text: str, job: Document) -> Review:
        file = read_review_table(TableFile(DATA).save(), "file")
        rows = tuple(replace(row, target=text) if row.id == ID else row for row in file.segments)
        return apply_returned(job, replace(file, segments=rows, tool="OmegaT 6.0", saved_by=""), Options())

    job = from_tool("The first", JOB).document
    assert only_conflict(from_tool("The second", job)).kind is ConflictKind.CLASH


@pytest.mark.parametrize("author", ["Administrator", "Li Wen"])
def test_a_corrected_second_copy_is_taken_under_the_name_that_was_given(author: str) -> None:
    job = review(by(author, one="The first")).document
    result = review(by(author, one="The second"), job)
    assert [edit.after for edit in result.edits] == ["The second"]
    assert "“The first”" in result.warnings[0]
    other = review(by("Zhao Min", one="The second"), job)
    assert only_conflict(other).kind is ConflictKind.CLASH


def test_a_second_copy_with_the_reviewers_other_work_needs_no_line() -> None:
    job = review(by("Li Wen", one="The first", next="Another")).document
    result = review(by("Li Wen", one="The second", next="Another"), job)
    assert [edit.after for edit in result.edits] == ["The second"]
    assert not result.warnings


def test_a_second_copy_with_two_peoples_changes_is_the_last_ones() -> None:
    def copy_of(text: str) -> TableFile:
        table = TableFile(DATA)
        table.put(
            ID, "English", p(gone(found(JOB, ID).target, LI) + ins("Edited by Li", LI) + ins(text, ZHAO))
        )
        return table

    job = review(copy_of(" and Zhao"), options=Options()).document
    result = review(copy_of(" and by Zhao"), job, Options())
    assert [(edit.after, edit.reviewer) for edit in result.edits] == [
        ("Edited by Li and by Zhao", "Zhao Min")
    ]


def test_a_second_copy_corrects_a_translation_of_what_had_no_english() -> None:
    first, second = TableFile(DATA), TableFile(DATA)
    first.write(UNTRANSLATED, "English", "The first")
    second.write(UNTRANSLATED, "English", "The second")
    result = review(second, review(first).document)
    assert [edit.after for edit in result.edits] == ["The second"]


def repeated(reviewed: str, *options: bool) -> Review:
    """Apply a table in which the first of four equal sentences was edited."""
    pairs = [("会议指出。", "It said."), ("会议强调。", "It stressed."), ("会议指出。", "It noted.")]
    articles = tuple(article(number, [(Role.PARAGRAPH, pairs)]) for number in (1, 2))
    job = Document(name="page", articles=articles)
    table = TableFile(review_docx(job))
    table.write("a01.p001.s01", "English", reviewed)
    return review(table, job, Options(reviewer="Li Wen", propagate=not options))


def test_drafts_of_the_same_sentence_follow_what_was_approved() -> None:
    result = repeated("The meeting noted.")
    targets = [s.target for s in result.document.segments()]
    assert targets == ["The meeting noted.", "It stressed.", "The meeting noted."] * 2
    follower = found(result.document, "a02.p001.s01")
    assert follower.state is State.TRANSLATED
    assert follower.origin == Origin(kind=OriginKind.TM, engine="repetition", score=1.0)
    assert len(result.repeated) == 3


def test_nothing_follows_where_that_is_not_wanted() -> None:
    result = repeated("The meeting noted.", False)
    assert [s.target for s in result.document.segments()].count("The meeting noted.") == 1
    assert result.repeated == ()


def test_words_in_a_style_that_strikes_through_are_dropped(file: TableFile) -> None:
    style = '<w:style w:type="character" w:styleId="Cut"><w:name w:val="Cut"/><w:rPr><w:strike/></w:rPr></w:style>'
    styles = file.parts["word/styles.xml"]
    file.parts["word/styles.xml"] = styles.replace(b"</w:styles>", style.encode() + b"</w:styles>")
    file.put(
        ID, "English", p(r("A project ") + r("of theirs ", '<w:rStyle w:val="Cut"/>') + r("bears fruit"))
    )
    assert [edit.after for edit in review(file).edits] == ["A project bears fruit"]


LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>'
NEW_LIST = f"{LIST}<w:pPrChange w:id='902' {LI}><w:pPr/></w:pPrChange>"


def with_lists(file: TableFile) -> TableFile:
    """Add the definition of a numbered list and of a list with bullets, as Word does when one is pasted."""
    kinds = ((9, "decimal", "%1."), (10, "bullet", "•"))
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/></w:lvl></w:abstractNum>'
        for n, kind, sign in kinds
    )
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _, _ in kinds)
    root = etree.fromstring(file.parts["word/numbering.xml"])
    root.extend(elements(levels + lists))
    file.parts["word/numbering.xml"] = etree.tostring(root)
    return file


def item(content: str, properties: str = LIST) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (item(r("First;")) + item(r("second.")), "1. First;\n2. second."),
        (
            p(r("They are:")) + item(ins("First;")) + item(r("")) + item(r("second.")),
            "They are:\n1. First;\n\n3. second.",
        ),
        (item(r("First."), LIST.replace("9", "10")), "First."),
        (item(r("First."), LIST.replace("9", "77")), "First."),
    ],
    ids=["numbers", "tracked, with an empty item", "bullets", "a list that the file does not define"],
)
def test_the_numbers_of_a_pasted_list_are_part_of_the_english(file: TableFile, cell: str, text: str) -> None:
    with_lists(file).put(ID, "English", cell)
    result = review(file)
    assert [edit.after for edit in result.edits] == [text]
    assert review(file, result.document).document is result.document


def test_numbers_come_and_go_with_the_tracked_changes_that_made_the_list(file: TableFile) -> None:
    target = found(JOB, ID).target
    with_lists(file).put(ID, "English", item(r(target), NEW_LIST))
    file.put(
        NEXT,
        "English",
        p(r(found(JOB, NEXT).target)) + item(ins("More."), f"{LIST}<w:rPr><w:ins {LI}/></w:rPr>"),
    )
    accepted = review(file)
    assert accepted.edits[0].after == f"1. {target}"
    assert apply_returned(JOB, read_review_table(file.save(), "file", nobody), LI_WEN).document is JOB


def test_numbered_remarks_in_the_notes_keep_their_numbers_and_a_numbered_column_its_rows(
    file: TableFile,
) -> None:
    with_lists(file).add(ID, "Notes", item(r("Which year?")) + item(r("Which place?")))
    file.put(NEXT, "№", item(r(NEXT)))
    result = review(file)
    assert [note.text for note in found(result.document, ID).notes][-2:] == [
        "1. Which year?",
        "2. Which place?",
    ]
    assert not result.conflicts


def test_what_google_docs_says_of_comments_is_their_state(file: TableFile) -> None:
    file.add(ID, "English", p("".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in (1, 2, 3))))
    said = [
        "Which year?\n_Assigned to li@example.org_",
        "_Marked as resolved_",
        "_Assigned to zhao@example.org_",
    ]
    file.add_comments("".join(
        f'<w:comment w:id="{n}" {LI}>{"".join(p(r(line)) for line in text.splitlines())}</w:comment>'
        for n, text in enumerate(said, start=1)
    ))  # fmt: skip
    after = found(review(file).document, ID)
    assert [note.text for note in after.notes] == ["Which year? (resolved)"]


def test_a_table_that_was_pasted_twice_counts_once(file: TableFile) -> None:
    for name in list(file.rows):
        file.double(name)
    result = review(file)
    assert result.document is JOB
    assert not result.conflicts


@pytest.mark.parametrize("copied", [True, False])
def test_what_is_said_in_one_of_two_equal_rows_is_kept(file: TableFile, copied: bool) -> None:
    file.rows["copy"] = file.double(ID)
    name = "copy" if copied else ID
    file.add(name, "Notes", p(r("Ask the bureau.")))
    file.add(name, "English", "<w:p><w:r><w:commentReference w:id='5'/></w:r></w:p>")
    file.add_comments(f"<w:comment w:id='5' {LI}>{p(r('Sure?'))}</w:comment>")
    file.write(name, "Status", "ask Wang")
    result = review(file)
    assert not result.conflicts
    assert {note.text for note in found(result.document, ID).notes} == {
        "Ask the bureau.",
        "Sure?",
        "Status: ask Wang",
    }
    assert (result.comments, result.unclear) == (3, 1)
    assert review(file, result.document).document is result.document


def test_our_own_notes_in_a_copy_of_a_row_are_none(file: TableFile) -> None:
    copy = file.double(NOTED)
    for run in list(copy.iter(q("r"))):
        mark = elements(ins(""))[0]
        mark[:] = []
        run.addprevious(mark)
        mark.append(run)
    newer = changed(JOB, NOTED, issues=(), terms=(), notes=())
    result = review(file, newer)
    assert not result.conflicts
    assert result.comments == 0


def test_an_ok_on_a_draft_that_only_a_machine_has_replaced_is_taken(file: TableFile) -> None:
    newer = changed(JOB, ID, target="A newer draft")
    file.write(ID, "Status", "OK")
    result = review(file, newer)
    assert [edit.after for edit in result.edits] == [found(JOB, ID).target]
    assert review(file, result.document).document is result.document


def test_an_ok_on_a_text_that_a_person_has_replaced_is_a_clash_that_names_both(file: TableFile) -> None:
    other = TableFile(DATA)
    other.write(ID, "English", "Another text")
    newer = review(other, options=Options(reviewer="Zhao Min")).document
    file.write(ID, "Status", "OK")
    conflict = only_conflict(review(file, newer))
    assert (conflict.kind, conflict.ours, conflict.theirs) == (
        ConflictKind.CLASH,
        "Another text",
        found(JOB, ID).target,
    )
    assert conflict_title(conflict) == "edited on both sides: job by Zhao Min, file by Li Wen"
    assert not conflict.suggestion


def test_an_ok_on_the_old_draft_of_what_was_approved_elsewhere_is_a_clash() -> None:
    byline = "记者 张三"
    job = Document(name="page", articles=tuple(
        article(number, [(Role.BYLINE, [(byline, "By Zhang Sang")]), (Role.PARAGRAPH, [(f"{number}。", "One.")])])
        for number in (1, 2)
    ))  # fmt: skip
    first, second = TableFile(review_docx(job)), TableFile(review_docx(job))
    first.write("a01.p001.s01", "English", "By Zhang San")
    options = replace(LI_WEN, propagate=True)
    harmonized = review(first, job, options).document
    assert [s.target for s in harmonized.segments() if s.source == byline] == ["By Zhang San"] * 2
    zhao = Options(reviewer="Zhao Min")
    assert not review(second, harmonized, zhao).conflicts  # an untouched row asks for nothing
    second.write("a02.p001.s01", "English", "By Zhang Shan")
    assert [edit.after for edit in review(second, harmonized, zhao).edits] == ["By Zhang Shan"]
    second.write("a02.p001.s01", "English", "By Zhang Sang")
    second.write("a02.p001.s01", "Status", "OK")
    conflict = only_conflict(review(second, harmonized, zhao))
    assert conflict_title(conflict) == "edited on both sides: job from memory, file by Zhao Min"


def test_without_a_bookmark_an_untracked_edit_of_a_changed_job_is_a_conflict(file: TableFile) -> None:
    file.write(ID, "English", "Edited")
    file.strip_bookmarks(file.rows[ID])
    assert found(review(file).document, ID).target == "Edited"
    newer = changed(JOB, ID, target="A newer draft")
    assert only_conflict(review(file, newer)).kind is ConflictKind.BASELINE


def test_without_bookmarks_a_second_reviewer_s_rows_are_held_against_the_drafts() -> None:
    first, second = TableFile(DATA), TableFile(DATA)
    draft = found(JOB, ID).target
    first.write(ID, "English", "Edited by the first")
    first.write(NEXT, "English", "Also edited")
    job = review(first).document
    second.put(ID, "English", p(gone(draft) + ins("Edited by the second")))
    for row in second.rows.values():
        second.strip_bookmarks(row)
    result = review(second, job, Options(reviewer="Zhao Min"))
    assert [(c.segment_id, c.kind) for c in result.conflicts] == [(ID, ConflictKind.CLASH)]
    assert not result.edits
    assert found(result.document, NEXT).target == "Also edited"


def without_bookmarks(**edits: str) -> TableFile:
    """Return a table that lost its bookmarks, with edits of the sentence *one* and of the *next*."""
    file = TableFile(DATA)
    for name, text in edits.items():
        file.write({"one": ID, "next": NEXT}[name], "English", text)
    file.each_row(file.strip_bookmarks)
    return file


def test_a_second_copy_without_bookmarks_replaces_the_first_of_the_same_reviewer() -> None:
    first = TableFile(DATA)
    first.write(ID, "English", "First edit")
    first.write(NEXT, "English", "Also edited")
    job = review(first).document
    second = without_bookmarks(one="Second edit", next="Also edited")
    result = review(second, job)
    assert not result.conflicts
    assert [(edit.segment_id, edit.after) for edit in result.edits] == [(ID, "Second edit")]
    assert found(result.document, NEXT).target == "Also edited"
    for file in (first, second):
        assert review(file, result.document).document is result.document
    other = review(second, job, Options(reviewer="Zhao Min"))
    assert [c.kind for c in other.conflicts] == [ConflictKind.BASELINE]
    assert conflict_title(only_conflict(other)).endswith("job by Li Wen, file by Zhao Min")


def test_a_draft_of_which_no_file_knows_whether_it_is_new_is_not_called_new() -> None:
    first = TableFile(DATA)
    first.write(NEXT, "English", "Edited")
    conflict = only_conflict(review(without_bookmarks(one="Edited"), review(first).document))
    assert conflict_title(conflict) == "starting text unknown: job has a draft, file by Li Wen"


def test_a_tracked_edit_without_a_bookmark_of_a_draft_that_a_machine_has_replaced_is_taken(
    file: TableFile,
) -> None:
    file.put(ID, "English", p(gone(found(JOB, ID).target) + ins("Edited")))
    file.each_row(file.strip_bookmarks)
    newer = changed(JOB, ID, target="A newer draft")
    assert [edit.after for edit in review(file, newer).edits] == ["Edited"]


def test_without_a_bookmark_a_tracked_edit_is_certain(file: TableFile) -> None:
    file.put(ID, "English", p(gone(found(JOB, ID).target) + ins("Edited")))
    file.strip_bookmarks(file.rows[ID])
    newer = changed(JOB, NEXT, target="Something else has changed")
    assert found(review(file, newer).document, ID).target == "Edited"


# --- conflicts that wait in the job ---------------------------------------------------------------------------------


def doubled(text: str = "Another headline") -> TableFile:
    file = TableFile(DATA)
    copy = file.double(ID)
    file.rows["copy"] = copy
    file.write("copy", "English", text)
    return file


def test_every_conflict_of_a_sentence_waits_in_the_job() -> None:
    file = doubled()
    file.remove(NEXT)
    first = review(file)
    saved = read_xliff(write_xliff(first.document), "job")
    waiting = open_conflicts(saved)
    assert {(c.segment_id, c.kind) for c in waiting} == {(c.segment_id, c.kind) for c in first.conflicts}
    assert "Another headline" in waiting[0].theirs
    assert waiting[0].conflict.reviewer == "Li Wen"
    assert review(file, saved).document is saved


def test_a_settled_conflict_does_not_come_back_with_the_same_file() -> None:
    file = doubled()
    file.remove(NEXT)
    job = review(file).document
    for name in (ID, NEXT):
        job = resolve(job, {name: None}, "Chief")
    assert open_conflicts(job) == ()
    again = review(file, job)
    assert not again.conflicts
    assert again.document is job
    other = only_conflict(review(doubled("A third headline"), job))
    assert other.kind is ConflictKind.DOUBLED


def test_a_row_that_was_missing_and_comes_with_another_file_is_settled(file: TableFile) -> None:
    file.remove(ID)
    job = review(file).document
    assert len(open_conflicts(job)) == 1
    assert open_conflicts(review(TableFile(DATA), job, Options(reviewer="Zhao Min")).document) == ()


def test_a_reviewers_next_file_answers_what_was_wrong_with_the_last(file: TableFile) -> None:
    job = review(doubled()).document
    assert len(open_conflicts(review(file, job, Options(reviewer="Zhao Min")).document)) == 1
    assert open_conflicts(review(file, job).document) == ()


def other_chinese_and_english() -> TableFile:
    file = TableFile(DATA)
    file.write(ID, "中文", "别的")
    file.write(ID, "English", "Another headline")
    return file


def test_a_word_in_the_status_of_a_row_of_no_sentence_is_told(file: TableFile) -> None:
    file.write(ID, "№", "")
    file.strip_bookmarks(file.rows[ID])
    file.write(ID, "中文", "别的")
    file.write(ID, "Status", "ask Wang")
    assert [w for w in review(file).warnings if "Status: ask Wang" in w]


@pytest.mark.parametrize("first", [doubled, other_chinese_and_english])
@pytest.mark.parametrize(("column", "text"), [("English", "Edited by the second"), ("Status", "OK")])
def test_a_table_made_before_a_conflict_does_not_settle_it(
    file: TableFile, first: Callable[[], TableFile], column: str, text: str
) -> None:
    job = review(first()).document
    file.write(ID, column, text)
    second = review(file, job, Options(reviewer="Zhao Min"))
    assert len(second.edits) == 1
    assert [c.conflict.reviewer for c in open_conflicts(second.document)] == ["Li Wen"]
    assert review(file, second.document, Options(reviewer="Zhao Min")).document is second.document
    assert review(first(), second.document).document is second.document
    table = TableFile(review_docx(second.document))
    table.write(ID, "English", "Decided")
    assert open_conflicts(review(table, second.document, Options(reviewer="Zhao Min")).document) == ()


def test_the_notes_of_a_table_tell_which_conflicts_an_edit_there_settles() -> None:
    job = review(doubled()).document
    table = TableFile(review_docx(job))
    table.write(ID, "English", "Decided")
    newer = changed(job, NEXT, target="A newer draft")
    assert open_conflicts(review(table, newer, Options(reviewer="Zhao Min")).document) == ()


def test_the_same_text_as_in_a_conflict_settles_it(file: TableFile) -> None:
    job = review(other_chinese_and_english()).document
    file.write(ID, "English", "Another headline")
    assert open_conflicts(review(file, job, Options(reviewer="Zhao Min")).document) == ()


def test_corrected_chinese_settles_no_other_conflict(file: TableFile) -> None:
    job = review(doubled(), changed(JOB, ID, state=State.TRANSLATED)).document
    file.write(ID, "中文", "更好的标题")
    after = review(file, job, Options(reviewer="Zhao Min", accept_source=True)).document
    assert found(after, ID).source == "更好的标题"
    assert [c.kind for c in open_conflicts(after)] == [ConflictKind.DOUBLED]


def test_an_edited_row_whose_sentence_another_row_claims_too_is_shown(file: TableFile) -> None:
    file.write(ID, "English", "Edited in its own row")
    file.add(ID, "Notes", p(r("Ask the bureau.")))
    file.write(TERMS, "中文", found(JOB, ID).source)
    result = review(file)
    [conflict] = [c for c in result.conflicts if c.segment_id == ID]
    assert "Edited in its own row" in conflict.theirs.split("\n")
    [waiting] = [c for c in open_conflicts(result.document) if c.segment_id == ID]
    assert "Edited in its own row" in waiting.theirs
    assert found(result.document, ID).notes[-1].text == "Ask the bureau."
    assert review(file, result.document).document is result.document


def test_a_clash_of_texts_is_not_answered_by_a_file_without_edits() -> None:
    job, second = both_edited()
    clashed = review(second, job).document
    assert len(open_conflicts(review(TableFile(DATA), clashed).document)) == 1


def test_a_note_on_a_row_in_doubt_is_kept_and_our_own_notes_are_none(file: TableFile) -> None:
    file.add(TERMS, "Notes", p(r("Ask the bureau.")))
    file.write(TERMS, "№", ID)
    result = review(file)
    assert {conflict.segment_id for conflict in result.conflicts} == {ID, TERMS}
    notes = [note.text for s in result.document.segments() for note in s.notes]
    old = [note.text for s in JOB.segments() for note in s.notes]
    assert sorted(notes) == sorted([*old, "Ask the bureau."])
    assert review(file, result.document).document is result.document


def test_a_comment_on_a_row_in_doubt_is_kept_with_one_sentence() -> None:
    file = doubled()
    file.add("copy", "English", "<w:p><w:r><w:commentReference w:id='5'/></w:r></w:p>")
    file.add_comments(f"<w:comment w:id='5' {LI}>{p(r('Which of the two?'))}</w:comment>")
    result = review(file)
    assert result.comments == 1
    assert found(result.document, ID).notes[-1].text == "Which of the two?"
    assert review(file, result.document).comments == 0


def test_an_open_conflict_outlives_a_new_draft(file: TableFile) -> None:
    file.remove(ID)
    draft = changed(JOB, ID, state=State.TRANSLATED, origin=Origin(kind=OriginKind.MT, engine="old"))
    job = forget_machine_work(review(file, draft).document, keep=lambda origin: False)
    assert found(job, ID).target == ""
    assert [c.kind for c in open_conflicts(job)] == [ConflictKind.MISSING]
    with pytest.raises(UsageError, match="no English to keep"):
        resolve(job, {ID: None}, "Chief")


# --- comparing, counting ---------------------------------------------------------------------------------------------


def test_a_diff_goes_by_words() -> None:
    changes = [(c.before, c.after) for c in word_diff("the 1,830 firms", "the 1,930 big firms") if not c.same]
    assert changes == [("1,830", "1,930 big")]


def test_edits_that_touch_are_not_merged() -> None:
    assert merge("a b c d", "a B c d", "a b c D") == "a B c D"
    assert merge("a b c d", "a B c d", "a X c d") is None
    assert merge("a b", "a b c", "a b d") is None


def test_past_edits_are_read_from_the_job(file: TableFile) -> None:
    file.write(ID, "English", "Helping postdoctoral projects bear fruit")
    file.write(NEXT, "Status", "OK")
    job = review(file).document
    assert [(e.segment_id, e.action) for e in past_edits(job)] == [
        (ID, Action.EDITED),
        (NEXT, Action.CONFIRMED),
    ]
