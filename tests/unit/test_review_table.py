"""What the review table shows: marked terms, and conflicts that are known again when the table comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.review_tables import TableFile, q
from tests.unit.sample_documents import article
from translator.identity import conflict_hash, content_hash, table_version
from translator.model import (
    Conflict,
    ConflictKind,
    Document,
    Evidence,
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
from translator.review.read_docx import read_review_table
from translator.review.results import Options
from translator.review.table import review_docx
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


def marked(document: Document) -> list[str]:
    """Return the words of the English cell that are marked as terms."""
    runs = TableFile(review_docx(document)).cell(ID, "English").iter(q("r"))
    styled = [run for run in runs if run.find(f"{q('rPr')}/{q('rStyle')}") is not None]
    return ["".join(text.text for text in run.iter(q("t"))) for run in styled]


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


POLICY = TermMatch(start=0, end=2, source="政策", target="policy")


@pytest.mark.parametrize(
    ("change", "is_current"),
    [
        ({"evidence": Evidence.INLINE}, True),
        ({"evidence": Evidence.ALIGNED}, False),
        ({"pos": "noun"}, True),
        ({"kind": TermKind.DERIVED}, False),
        ({"forbidden": ("politics",)}, False),
        ({"advisory": True}, False),
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
