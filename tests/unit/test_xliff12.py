"""What stands where in XLIFF 1.2, judged by the standard's schema and by another implementation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from tests.cat_tools import NS, toolkit
from tests.contracts.test_exporters import schema12
from tests.unit.sample_documents import article, changed, full_document
from translator.model import (
    Candidate,
    Document,
    Evidence,
    Issue,
    JobMeta,
    Note,
    Origin,
    OriginKind,
    Priority,
    Role,
    Severity,
    State,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.xliff.version12 import is_as_written, write_xliff12

JOB = Document(
    name="page",
    articles=(
        article(
            1,
            [
                (Role.FURNITURE, [("大众日报", "")]),
                (Role.HEADLINE, [("青岛开会", "Qingdao meets")]),
                (Role.LIST_ITEM, [("会议召开。", "A meeting was held."), ("会议指出。", "")]),
            ],
        ),
        article(2, [(Role.PARAGRAPH, [("（完）", "(End)")])]),
    ),
    meta=JobMeta(content="abc"),
)
ONE = "a01.p003.s01"


def root_of(document: Document) -> etree._Element:
    root = etree.fromstring(write_xliff12(document))
    schema12().assertValid(root)
    return root


def unit_of(document: Document, name: str = ONE) -> etree._Element:
    return root_of(document).find(f".//o:trans-unit[@id='{name}']", NS)


def test_an_article_is_a_file_a_block_a_group_and_a_segment_a_unit():
    root = root_of(JOB)
    assert [file.get("original") for file in root] == ["page/a01", "page/a02"]
    assert (root[0].get("source-language"), root[0].get("target-language")) == ("zh", "en")
    groups = [(group.get("id"), group.get("restype")) for group in root.iter(f"{{{NS['o']}}}group")]
    assert groups[:3] == [
        ("a01.p001", "x-furniture"),
        ("a01.p002", "x-headline"),
        ("a01.p003", "x-list-item"),
    ]
    assert unit_of(JOB).get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    furniture = unit_of(JOB, "a01.p001")
    assert (furniture.get("translate"), furniture[0].text) == ("no", "大众日报")


@pytest.mark.parametrize(
    ("state", "target", "word", "approved"),
    [
        (State.INITIAL, "", "needs-translation", None),
        (State.TRANSLATED, "x", "needs-review-translation", None),
        (State.REVIEWED, "x", "signed-off", "yes"),
        (State.FINAL, "x", "final", "yes"),
    ],
)
def test_states_have_the_words_of_the_standard(state, target, word, approved):
    unit = unit_of(changed(JOB, ONE, state=state, target=target))
    assert (unit.find("o:target", NS).get("state"), unit.get("approved")) == (word, approved)


def test_candidates_notes_terms_and_findings_are_beside_their_segment():
    document = changed(
        JOB,
        ONE,
        candidates=(
            Candidate(
                source="会议召开",
                target="The meeting",
                score=0.999,
                origin=Origin(kind=OriginKind.TM, engine="old.tmx"),
            ),
        ),
        notes=(Note(text="two\nlines & <more>", author="Li"), Note(text="by nobody")),
        issues=(
            Issue(check="numbers", message="50 is missing"),
            Issue(check="x", message="y", severity=Severity.INFO),
        ),
        terms=(TermMatch(start=0, end=2, source="会议", target="meeting", status=TermStatus.FOUND),),
    )
    unit = unit_of(document)
    assert [(note.get("from"), note.text) for note in unit.findall("o:note", NS)] == [
        ("translator:term", "会议 = meeting (found)"),
        ("translator:numbers", "50 is missing"),
        ("Li", "two\nlines & <more>"),
        (None, "by nobody"),
    ]
    (other,) = unit.findall("o:alt-trans", NS)
    assert (other.get("match-quality"), other.get("origin")) == ("99%", "tm old.tmx")
    assert other.find("o:target", NS).text == "The meeting"


def test_a_note_on_a_term_says_where_its_english_is_from():
    base = TermMatch(start=0, end=2, source="会议", target="Meeting", status=TermStatus.FOUND)
    terms = (
        base,
        base,
        replace(base, kind=TermKind.DERIVED, evidence=Evidence.INLINE),
        replace(base, evidence=Evidence.ALIGNED),
        replace(base, forbidden=("conference", "session"), status=TermStatus.FORBIDDEN),
        replace(base, priority=Priority.ADVISE, status=TermStatus.MISSING),
    )
    unit = unit_of(changed(JOB, ONE, terms=terms))
    assert [note.text for note in unit.findall("o:note", NS)] == [
        "会议 = Meeting (found)",
        "会议 = Meeting (name by rule, found)",
        "会议 = Meeting (found, put in by alignment)",
        "会议 = Meeting (forbidden, not conference or session)",
        "会议 = Meeting (to consider, missing)",
    ]


def test_what_xml_cannot_hold_is_replaced_and_a_backslash_stays():
    unit = unit_of(changed(JOB, ONE, target="a\x00b \\u0041 \r\n\t]]>"))
    assert unit.find("o:target", NS).text == "a\ufffdb \\u0041 \n\t]]>"


def test_a_job_without_articles_is_still_a_valid_file():
    root_of(Document(name="empty", articles=()))


def test_another_implementation_reads_the_same():
    document = full_document()
    file = toolkit(write_xliff12(document))
    units = {str(unit.getid()).split("\x04")[-1]: unit for unit in file.units}
    for segment in document.segments():
        unit = units[segment.id]
        assert (unit.source, unit.target or "") == (segment.source, segment.target)
        assert unit.isapproved() is segment.state.by_person
        assert [a.target for a in unit.getalttrans()] == [c.target for c in segment.candidates]
        assert all(note.text.strip() in unit.getnotes() for note in segment.notes)
    assert sum(unit.istranslatable() for unit in units.values()) == sum(1 for _ in document.segments())


def test_a_file_knows_whether_anybody_changed_it():
    data = write_xliff12(full_document())
    assert is_as_written(data)
    assert not is_as_written(data.replace(b"Qingdao", b"Tsingtao", 1))
    assert not is_as_written(bytes(toolkit(data)))
    assert not is_as_written(b"")
