"""What the review table shows: marked terms, and conflicts that are known again when the table comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from tests.review_tables import TableFile, q
from tests.unit.sample_documents import article
from translator.identity import conflict_hash, content_hash, table_version
from translator.model import (
    Conflict,
    ConflictKind,
    Document,
    Evidence,
    Priority,
    Role,
    Segment,
    State,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.pipeline import map_segments
from translator.review.apply import apply_returned
from translator.review.conflicts import open_conflicts
from translator.review.notes_column import note_texts
from translator.review.read_docx import read_review_table
from translator.review.results import Options
from translator.review.table import own_lines, review_docx
from translator.terms.proof import verify

ID = "a01.p001.s01"
CLASH = Conflict(kind=ConflictKind.CLASH, reviewer="Zhao Min", texts=("They met.",))


def job(source: str, target: str, *terms: TermMatch, conflicts: tuple[Conflict, ...] = ()) -> Document:
    def change(segment: Segment) -> Segment:
        return verify(
            Segment(
                id=segment.id,
                source=segment.source,
                target=segment.target,
                state=State.TRANSLATED,
                terms=terms,
                conflicts=conflicts,
            )
        )

    whole = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, [(source, target)])]),))
    return map_segments(whole, change)


def styled(document: Document) -> list[tuple[str, str]]:
    """Return the words of the English cell that have a style of their own, with that style."""
    runs = TableFile(review_docx(document)).cell(ID, "English").iter(q("r"))
    found = [(run.find(f"{q('rPr')}/{q('rStyle')}"), run) for run in runs]
    return [
        (style.get(q("val")), "".join(text.text for text in run.iter(q("t"))))
        for style, run in found
        if style is not None
    ]


def marked(document: Document) -> list[str]:
    """Return the words of the English cell that are marked as terms."""
    return [words for _, words in styled(document)]


@pytest.mark.parametrize(
    ("term", "target", "words"),
    [
        ("startup", "Every start-up is welcome.", "start-up"),
        ("start-up", "Startups are welcome.", "Startups"),
        ("policy", "Two policies were announced.", "policies"),
    ],
)
def test_the_words_that_prove_a_term_are_marked(term: str, target: str, words: str) -> None:
    document = job("欢迎创业公司。", target, TermMatch(start=2, end=6, source="创业公司", target=term))
    assert marked(document) == [words]


def test_words_are_marked_for_one_term_only() -> None:
    twice = [TermMatch(start=at, end=at + 2, source="政策", target="policy") for at in (0, 3)]
    assert marked(job("政策、政策。", "Policies and a policy.", *twice)) == ["Policies", "policy"]
    assert marked(job("政策。", "Policies and a policy.", twice[0])) == ["Policies"]


SUBDISTRICT = TermMatch(
    start=0, end=5, source="长江路街道", target="Changjiang Road Subdistrict", kind=TermKind.DERIVED
)
PERSON = TermMatch(start=5, end=7, source="王明", target="Wang Ming", kind=TermKind.PERSON)
BELT = TermMatch(start=7, end=11, source="一带一路", target="Belt and Road", forbidden=("OBOR", "One Belt"))
LEVER = TermMatch(start=11, end=13, source="抓手", target="lever", priority=Priority.ADVISE)
KINDS = (SUBDISTRICT, PERSON, BELT, LEVER)
SOURCE = "长江路街道王明一带一路抓手"


def notes(document: Document) -> tuple[str, ...]:
    (segment,) = document.segments()
    return note_texts(segment, ())


def facts(document: Document) -> str:
    """Return the line above the table that counts what is in it."""
    return next(
        text
        for line in TableFile(review_docx(document)).body.iter(q("p"))
        if "segment" in (text := "".join(line.itertext()))
    )


def test_names_by_rule_are_given_in_the_notes_of_a_draft() -> None:
    document = job(SOURCE, "Wang Ming of Changjiang Road Subdistrict", SUBDISTRICT, PERSON)
    assert notes(document) == ("Names by rule: 长江路街道 → Changjiang Road Subdistrict; 王明 → Wang Ming",)
    assert marked(document) == ["Wang Ming", "Changjiang Road Subdistrict"]


def test_a_name_that_the_english_spells_in_another_way_is_named_as_missing() -> None:
    document = job(SOURCE, "Ming Wang of Yangtze Road Street", SUBDISTRICT, PERSON)
    assert notes(document) == ("Names missing: 长江路街道 → Changjiang Road Subdistrict; 王明 → Wang Ming",)


def test_a_forbidden_form_is_marked_and_the_notes_say_what_to_write_instead() -> None:
    document = job(SOURCE, "Along the OBOR.", BELT)
    assert notes(document) == ("Forbidden: 一带一路 → Belt and Road, not “OBOR”",)
    assert marked(document) == ["OBOR"]


def test_an_advisory_term_that_is_missing_is_a_suggestion_and_not_counted() -> None:
    document = job(SOURCE, "The grip.", LEVER)
    assert notes(document) == ("Terms to consider: 抓手 → lever",)
    assert "terms missing" not in facts(document)
    assert "1 term missing" in facts(job(SOURCE, "The road.", BELT, LEVER, PERSON))
    assert not notes(job(SOURCE, "The lever.", LEVER))


def test_a_term_that_was_put_in_by_alignment_is_named() -> None:
    put_in = replace(BELT, evidence=Evidence.ALIGNED)
    document = job(SOURCE, "Along the Belt and Road.", put_in)
    assert notes(document) == ("Put in: 一带一路",)
    assert styled(document) == [("TermPutIn", "Belt and Road")]
    inline = job(SOURCE, "Along the Belt and Road.", replace(BELT, evidence=Evidence.INLINE))
    assert not notes(inline)
    assert styled(inline) == [("Term", "Belt and Road")]


def test_what_a_person_has_approved_needs_no_check_of_names_and_suggestions() -> None:
    draft = job(SOURCE, "Wang Ming's OBOR grip.", *KINDS)
    assert [text.partition(":")[0] for text in notes(draft)] == [
        "Forbidden",
        "Names missing",
        "Names by rule",
        "Terms to consider",
    ]
    approved = map_segments(draft, lambda s: replace(s, state=State.REVIEWED))
    assert [text.partition(":")[0] for text in notes(approved)] == ["Forbidden"]


def test_an_edit_that_loses_a_term_is_a_problem_and_one_that_spells_a_name_anew_is_not() -> None:
    document = job(SOURCE, "Wang Ming's Belt and Road lever.", PERSON, BELT, LEVER)
    file = TableFile(review_docx(document))
    file.write(ID, "English", "Wong Ming got a grip on it through that initiative.")
    (edit,) = apply_returned(document, read_review_table(file.save(), "table"), Options()).edits
    assert edit.problems == ("the term 一带一路 is no longer “Belt and Road”",)


def test_an_edit_with_a_forbidden_form_is_a_problem_whatever_the_draft_had() -> None:
    document = job(SOURCE, "Along the OBOR.", BELT)
    file = TableFile(review_docx(document))
    file.write(ID, "English", "Along the OBOR road.")
    (edit,) = apply_returned(document, read_review_table(file.save(), "table"), Options()).edits
    assert edit.problems == ("“OBOR” is forbidden for the term 一带一路; write “Belt and Road”",)


def test_our_notes_on_terms_are_known_in_a_file_without_styles_when_the_job_has_moved_on() -> None:
    draft = job(SOURCE, "Wang Ming's OBOR grip.", *KINDS)
    file = TableFile(review_docx(draft))
    file.drop_styles()
    newer = job(SOURCE, "Another draft.")
    assert apply_returned(newer, read_review_table(file.save(), "table"), Options()).comments == 0


def test_delete_is_asked_for_in_place_of_the_english_also_in_tables_sent_out_before() -> None:
    document = job(SOURCE, "The lever.", *KINDS)
    data = review_docx(document)
    now = "To leave a sentence out of the English, write DELETE in place of it or delete all of it. "
    before = "To leave a sentence out of the English, write DELETE in its cell or delete all of it. "
    after = "With Track Changes off, a cell that is only emptied counts as unchanged."
    texts = ["".join(t.text or "" for t in line.iter(q("t"))) for line in TableFile(data).body.iter(q("p"))]
    assert now + after in texts
    assert own_lines(document)(before + after)


def test_the_lines_above_the_table_are_no_remarks_of_the_reviewer() -> None:
    document = job(SOURCE, "The lever.", *KINDS)
    review = apply_returned(document, read_review_table(review_docx(document), "table"), Options())
    assert review.warnings == ()


POLICY = TermMatch(start=0, end=2, source="政策", target="policy")


@pytest.mark.parametrize(
    ("change", "is_current"),
    [
        ({"evidence": Evidence.INLINE}, True),
        ({"evidence": Evidence.ALIGNED}, False),
        ({"pos": "noun"}, True),
        ({"kind": TermKind.DERIVED}, False),
        ({"forbidden": ("politics",)}, False),
        ({"priority": Priority.ADVISE}, False),
    ],
)
def test_a_table_stays_current_when_only_what_it_does_not_show_changes(
    change: dict[str, Any], is_current: bool
) -> None:
    found = replace(POLICY, status=TermStatus.FOUND, evidence=Evidence.DRAFT)

    def version(term: TermMatch) -> str:
        document = job("政策。", "A policy.")
        return table_version(map_segments(document, lambda segment: replace(segment, terms=(term,))))

    assert (version(replace(found, **change)) == version(found)) is is_current


def test_a_job_of_an_earlier_version_keeps_its_content_hash() -> None:
    hashed = content_hash(job("政策。", "A policy.", POLICY))
    assert hashed == "bb3d485ae3d31279fb7fdedfe0852e3dea35f7f7a03f47987f645ad652e47cd7"


def test_a_conflict_that_a_table_showed_is_known_by_its_bookmark() -> None:
    document = job("会议召开。", "It met.", conflicts=(CLASH,))
    (row,) = read_review_table(review_docx(document), "table").segments
    assert row.conflicts == {conflict_hash(CLASH)}
    assert len(row.baselines) == 1


@pytest.mark.parametrize(("notes", "waiting"), [("kept", 0), ("cleared", 1)])
def test_an_edit_settles_the_conflicts_that_the_table_showed(notes: str, waiting: int) -> None:
    document = job("会议召开。", "It met.", conflicts=(CLASH,))
    file = TableFile(review_docx(document))
    file.write(ID, "English", "The city met.")
    if notes == "cleared":
        file.write(ID, "Notes", "")
    more = article(2, [(Role.PARAGRAPH, [("新。", "New.")])])
    newer = replace(document, articles=(*document.articles, more))
    back = read_review_table(file.save(), "table")
    after = apply_returned(newer, back, Options(reviewer="Li Wen")).document
    assert len([c for c in open_conflicts(after) if c.segment_id == ID]) == waiting


# --- pages ------------------------------------------------------------------------------------------------------


def _stays_with_the_next(file: TableFile, row_id: str) -> bool:
    style = file.cell(row_id, "№").find(f"{q('p')}/{q('pPr')}/{q('pStyle')}")
    styles = etree.fromstring(file.parts["word/styles.xml"])
    (found,) = [s for s in styles.iter(q("style")) if s.get(q("styleId")) == style.get(q("val"))]
    return found.find(f"{q('pPr')}/{q('keepNext')}") is not None


def test_titles_and_the_first_row_of_a_table_stay_with_the_row_after_them() -> None:
    blocks = [
        (Role.HEADLINE, [("标题", "Title")]),
        (Role.BYLINE, [("记者 张三", "By Zhang San")]),
        (Role.PARAGRAPH, [("一。", "One."), ("二。", "Two.")]),
        (Role.SUBHEAD, [("小标题", "Subhead")]),
        (Role.PARAGRAPH, [("三。", "Three.")]),
        (Role.BYLINE, [("李四", "Li Si")]),
    ]
    file = TableFile(review_docx(Document(name="page", articles=(article(1, blocks),))))
    stay = [name for name in file.rows if _stays_with_the_next(file, name)]
    assert stay == ["a01.p001.s01", "a01.p002.s01", "a01.p004.s01"]


def test_only_rows_that_take_little_room_are_never_broken_over_pages() -> None:
    def is_whole(source: str, target: str, *conflicts: Conflict) -> bool:
        (row,) = TableFile(review_docx(job(source, target, conflicts=conflicts))).rows.values()
        return row.find(f"{q('trPr')}/{q('cantSplit')}") is not None

    doubled = Conflict(kind=ConflictKind.DOUBLED, reviewer="Zhao Min", texts=("They met there. " * 20,))
    assert is_whole("会议", "A meeting. " * 30)
    assert not is_whole("会议", "A meeting. " * 50)
    assert not is_whole("会议指出" * 60, "A meeting.")
    assert not is_whole("会议", "They met.", doubled)
