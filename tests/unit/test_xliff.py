"""Where each thing stands in a job file, and what is said about files that are none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from tests.properties.test_xliff import SAMPLE, schema
from tests.unit.sample_documents import full_document
from translator.errors import JobError
from translator.model import (
    Article,
    Block,
    Candidate,
    Cell,
    Conflict,
    ConflictKind,
    Document,
    Draft,
    Evidence,
    Issue,
    JobMeta,
    Note,
    Origin,
    OriginKind,
    Priority,
    Role,
    Segment,
    Severity,
    Skipped,
    State,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.xliff.read import read_meta, read_xliff
from translator.xliff.write import write_xliff

CELL = Cell(table=2, row=3, column=1, rows=4, columns=5, row_span=2, head=True)

NS = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "its": "http://www.w3.org/2005/11/its",
}


def one_segment(source="青岛市发布规划。", *, role=Role.PARAGRAPH, **fields):
    part = Segment(id="a01.p001.s01", source=source, **fields)
    return one_block(Block(id="a01.p001", role=role, text=source + part.space_after, segments=(part,)))


def one_block(block):
    return Document(name="page", articles=(Article(id="a01", title="标题", blocks=(block,)),))


def tree_of(document):
    """Parse what is written, after checking it against the schemas and reading it back."""
    data = write_xliff(document)
    assert read_xliff(data, "page.xlf") == document
    root = etree.fromstring(data)
    schema().assertValid(root)
    return root


def find(root, path):
    (element,) = root.findall(f".//{path}", NS)
    return element


def inner(element):
    """Return an element's content as written, without the repeated namespaces."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, name in NS.items():
        text = text.replace(f' xmlns{":" + prefix if prefix != "x" else ""}="{name}"', "")
    return text[text.index(">") + 1 : text.rindex("<")]


# --- the schemas check what they should -----------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "mtc:match",
        "gls:glossEntry/gls:term",
        "mda:metaGroup/mda:meta",
        "its:locQualityIssues/its:locQualityIssue",
        "x:segment/x:source",
    ],
)
def test_the_schemas_find_faults_in_the_core_and_in_every_module(path):
    root = etree.fromstring(SAMPLE)
    assert schema().validate(root)
    root.find(f".//{path}", NS).tag = etree.QName(root.find(f".//{path}", NS)).namespace.join(("{", "}wrong"))
    assert not schema().validate(root)


# --- where things stand ---------------------------------------------------------------------------------


def test_an_article_is_a_file_a_block_a_unit_and_a_segment_a_segment():
    root = tree_of(one_segment(target="Qingdao released a plan.", state=State.REVIEWED, space_after="\u3000"))
    assert root.attrib["version"] == "2.1"
    assert (root.get("srcLang"), root.get("trgLang")) == ("zh", "en")
    file = find(root, "x:file")
    assert (file.get("id"), file.get("original"), file.get("canResegment")) == ("a01", "page", "no")
    assert find(root, "x:unit").attrib == {"id": "a01.p001", "type": "translator:paragraph"}
    assert find(root, "x:segment").attrib == {"id": "a01.p001.s01", "state": "reviewed"}
    assert find(root, "x:ignorable/x:source").text == "\u3000"


def test_a_segment_without_a_translation_has_no_target():
    assert not tree_of(one_segment()).findall(".//x:target", NS)
    assert find(tree_of(one_segment(state=State.FINAL)), "x:target").text is None


def test_furniture_is_a_unit_that_is_not_translated():
    unit = find(tree_of(one_block(Block(id="a01.p001", role=Role.FURNITURE, text="大众日报"))), "x:unit")
    assert (unit.get("translate"), unit.get("type")) == ("no", "translator:furniture")
    assert find(unit, "x:source").text == "大众日报"


def test_origin_is_the_substate_with_engine_and_score_in_the_metadata():
    root = tree_of(
        one_segment(
            target="x", state=State.TRANSLATED, origin=Origin(kind=OriginKind.MT, engine="argos", score=-0.5)
        )
    )
    assert find(root, "x:segment").get("subState") == "translator:mt"
    metas = root.findall(".//mda:metaGroup[@category='translator:segment']/mda:meta", NS)
    assert [(meta.get("type"), meta.text) for meta in metas][:2] == [("engine", "argos"), ("score", "-0.5")]


def test_a_term_is_marked_and_has_a_glossary_entry():
    term = TermMatch(
        start=0,
        end=3,
        source="青岛市",
        target="Qingdao",
        variants=("Qingdao City",),
        note="not Tsingtao",
        domain="places",
        status=TermStatus.FOUND,
    )
    root = tree_of(one_segment(terms=(term,)))
    assert inner(find(root, "x:source")) == '<mrk id="t1" type="term" ref="#gls=g1">青岛市</mrk>发布规划。'
    entry = find(root, "gls:glossEntry")
    assert entry.attrib == {"id": "g1", "ref": "#t1"}
    assert [e.text for e in entry.findall("gls:translation", NS)] == ["Qingdao", "Qingdao City"]
    assert find(entry, "gls:definition").text == "not Tsingtao"


def test_what_is_forbidden_for_a_term_is_no_translation_of_it():
    term = TermMatch(
        start=0,
        end=3,
        source="青岛市",
        target="Qingdao",
        forbidden=("Tsingtao", "Tsingtau"),
        status=TermStatus.FORBIDDEN,
    )
    entry = find(tree_of(one_segment(terms=(term,))), "gls:glossEntry")
    assert [e.text for e in entry.findall("gls:translation", NS)] == ["Qingdao"]
    metas = [(meta.get("type"), meta.text) for meta in entry.iterfind(".//mda:meta", NS)]
    assert metas == [("status", "forbidden"), ("forbidden", "Tsingtao"), ("forbidden", "Tsingtau")]


def test_a_name_by_rule_says_so_and_how_it_came_into_the_target():
    term = TermMatch(
        start=0,
        end=3,
        source="青岛市",
        target="Qingdao",
        pos="noun",
        kind=TermKind.DERIVED,
        priority=Priority.ADVISE,
        status=TermStatus.FOUND,
        evidence=Evidence.INLINE,
    )
    entry = find(tree_of(one_segment(terms=(term,))), "gls:glossEntry")
    assert {meta.get("type"): meta.text for meta in entry.iterfind(".//mda:meta", NS)} == {
        "status": "found",
        "pos": "noun",
        "kind": "derived",
        "priority": "advise",
        "evidence": "given inline",
    }


def test_a_kind_and_an_evidence_of_a_later_version_are_read_as_none():
    term = TermMatch(
        start=0,
        end=3,
        source="青岛市",
        target="Qingdao",
        kind=TermKind.PERSON,
        status=TermStatus.FOUND,
        evidence=Evidence.DRAFT,
    )
    data = write_xliff(one_segment(terms=(term,)))
    data = data.replace(b">person<", b">title<").replace(b">found in the draft<", b">dreamt<")
    (segment,) = read_xliff(data, "page.xlf").segments()
    assert segment.terms == (replace(term, kind=TermKind.TERM, evidence=None),)


def test_terms_inside_and_across_each_other_stay_well_formed():
    def term(start, end):
        return TermMatch(start=start, end=end, source="x", target="x")

    root = tree_of(one_segment("甲乙丙丁戊", terms=(term(2, 5), term(0, 3), term(0, 1))))
    assert inner(find(root, "x:source")) == (
        '<mrk id="t2" type="term" ref="#gls=g2"><mrk id="t3" type="term" ref="#gls=g3">甲</mrk>乙'
        '<sm id="t1" type="term" ref="#gls=g1"/>丙</mrk>丁戊<em startRef="t1"/>'
    )


def test_a_candidate_stands_in_the_matches_module_and_points_to_its_segment():
    candidate = Candidate(
        source="青岛发布规划。",
        target="Qingdao issued a plan.",
        score=0.875,
        origin=Origin(kind=OriginKind.TM, engine="2022.tmx"),
    )
    root = tree_of(one_segment(candidates=(candidate,)))
    assert dict(find(root, "mtc:match").attrib) == {
        "id": "c1",
        "ref": "#m1",
        "type": "tm",
        "subType": "translator:tm",
        "origin": "2022.tmx",
        "similarity": "87.50",
        "matchQuality": "87.50",
    }
    assert find(root, "x:segment/x:source/x:mrk").attrib == {"id": "m1", "type": "mtc:match"}


def test_a_note_is_bound_to_its_segment_and_keeps_author_and_time():
    root = tree_of(
        one_segment(notes=(Note(text="two\nlines", author="李", time="2023-05-12T08:30:00+08:00"),))
    )
    assert find(root, "x:note").text == "two\nlines"
    assert find(root, "x:source/x:mrk").attrib == {"id": "m1", "type": "comment", "ref": "#n=n1"}
    metas = root.findall(".//mda:metaGroup[@id='n1']/mda:meta", NS)
    assert [(meta.get("type"), meta.text) for meta in metas] == [
        ("author", "李"),
        ("time", "2023-05-12T08:30:00+08:00"),
    ]


def test_an_issue_is_a_localization_quality_issue_and_its_marker_is_outside_the_target():
    issue = Issue(check="numbers", message="50 is missing", severity=Severity.ERROR, category="numbers")
    root = tree_of(one_segment(target="x", state=State.TRANSLATED, issues=(issue,)))
    assert dict(find(root, "its:locQualityIssue").attrib) == {
        "locQualityIssueType": "numbers",
        "locQualityIssueComment": "50 is missing",
        "locQualityIssueSeverity": "100",
        "locQualityIssueProfileRef": "urn:x-translator:check:numbers:error",
    }
    assert len(find(root, "x:target")) == 0
    assert find(root, "x:source/x:mrk").get(f"{{{NS['its']}}}locQualityIssuesRef") == "#its=lqi1"


def test_an_open_conflict_is_data_and_an_issue_that_other_tools_show():
    waiting = Conflict(kind=ConflictKind.CLASH, reviewer="Li", texts=("y",), baseline="z")
    settled = Conflict(kind=ConflictKind.MISSING, reviewer="Li", settled=True)
    root = tree_of(one_segment(target="x", state=State.REVIEWED, conflicts=(waiting, settled)))
    groups = root.findall(".//mda:metaGroup[@category='translator:conflict']", NS)
    assert [(meta.get("type"), meta.text) for meta in groups[0]] == [
        ("segment", "a01.p001.s01"),
        ("kind", "clash"),
        ("reviewer", "Li"),
        ("text", "y"),
        ("baseline", "z"),
    ]
    assert find(root, "its:locQualityIssue").get("locQualityIssueComment") == "edited on both sides (Li): y"
    assert len(groups) == 2


def test_the_issue_of_another_tool_keeps_its_type_and_severity():
    theirs = (
        '<its:locQualityIssue locQualityIssueType="register" locQualityIssueSeverity="73.5" '
        'locQualityIssueComment="too casual" locQualityIssueEnabled="no"/></its:locQualityIssues>'
    )
    issue = Issue(check="numbers", message="50 is missing", severity=Severity.ERROR)
    data = write_xliff(one_segment(target="x", state=State.TRANSLATED, issues=(issue,)))
    read = read_xliff(data.replace(b"</its:locQualityIssues>", theirs.encode()), "x")
    (segment,) = read.segments()
    assert [(found.check, found.message) for found in segment.issues] == [
        ("numbers", "50 is missing"),
        ("register", "too casual"),
    ]
    assert read_xliff(write_xliff(read), "x") == read
    attributes = dict(tree_of(read).findall(".//its:locQualityIssue", NS)[1].attrib)
    assert attributes == {
        "locQualityIssueType": "register",
        "locQualityIssueSeverity": "73.5",
        "locQualityIssueComment": "too casual",
        "locQualityIssueEnabled": "no",
    }


def test_characters_that_xml_cannot_hold_are_kept():
    root = tree_of(one_segment("甲\x0b乙\uffff", target="a\x00", state=State.TRANSLATED))
    assert inner(find(root, "x:source")) == '甲<cp hex="000B"/>乙<cp hex="FFFF"/>'
    tree_of(one_segment(notes=(Note(text="a\x00b \\u0000", author="\x1f"),)))


def test_ids_that_xml_does_not_allow_are_replaced_and_kept_beside():
    part = Segment(id="第一句", source="甲。")
    root = tree_of(one_block(Block(id="第 1 段", role=Role.PARAGRAPH, text="甲。", segments=(part, part))))
    unit = find(root, "x:unit")
    assert (unit.get("id"), unit.get("name")) == ("u1", "第 1 段")
    assert [e.get("id") for e in root.findall(".//x:segment", NS)] == ["s1", "s2"]


@pytest.mark.parametrize("name", ["a\x00b", "u1", "段"])
def test_every_block_keeps_its_id(name):
    tree_of(one_block(Block(id=name, role=Role.PARAGRAPH, text="甲。")))


def test_what_was_skipped_and_the_metadata_stand_in_the_first_file():
    document = Document(
        name="page",
        articles=(Article(id="a01", title="", blocks=()), Article(id="a02", title="", blocks=())),
        skipped=(Skipped(text="***", reason="rule line"),),
        meta=JobMeta(engine="argos", others={"model": "0.1"}),
    )
    root = tree_of(document)
    (group,) = root.findall(".//mda:metaGroup[@category='translator:signature']", NS)
    assert [meta.get("type") for meta in group] == ["engine", "model"]
    assert read_meta(write_xliff(document), "page.xlf") == document.meta


def test_a_document_without_articles_is_still_a_valid_file():
    tree_of(Document(name="page", articles=()))


def test_equal_documents_give_the_same_bytes():
    one = Document(name="page", articles=(), meta=JobMeta(others={"a": "1", "b": "2"}))
    two = Document(name="page", articles=(), meta=JobMeta(others={"b": "2", "a": "1"}))
    assert write_xliff(one) == write_xliff(two)


# --- files that other tools changed ----------------------------------------------------------------------


def changed(document, change):
    root = etree.fromstring(write_xliff(document))
    change(root)
    return read_xliff(etree.tostring(root, encoding="utf-8", pretty_print=False), "page.xlf")


def test_a_target_that_another_tool_wrote_is_the_work_of_a_person():
    def reviewed(root):
        find(root, "x:target").text = "Qingdao publishes a plan."
        find(root, "x:segment").set("state", "reviewed")
        del find(root, "x:segment").attrib["subState"]

    (part,) = changed(
        one_segment(target="x", state=State.TRANSLATED, origin=Origin(kind=OriginKind.MT, engine="argos")),
        reviewed,
    ).segments()
    assert (part.target, part.state, part.origin) == (
        "Qingdao publishes a plan.",
        State.REVIEWED,
        Origin(kind=OriginKind.HUMAN),
    )


FOREIGN_SOURCE = (
    '<source>青岛<ph id="1"/>市<pc id="2">发布</pc><!-- c --><sc id="3"/>规划。<ec startRef="3"/></source>'
)
FOREIGN_MODULES = """
<other xmlns="urn:other"><deep/></other>
<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0">
  <m:match ref="#a01.p001.s01" matchQuality="70"><source>甲</source><target>A</target></m:match>
</m:matches>
<notes><note id="9" appliesTo="target">please check</note></notes>
"""


def test_tags_notes_and_matches_of_other_tools_do_no_harm():
    text = write_xliff(one_segment()).decode()
    text = text.replace("<source>青岛市发布规划。</source>", FOREIGN_SOURCE)
    text = text.replace("      <segment", FOREIGN_MODULES + "      <segment")
    (part,) = read_xliff(text.encode(), "page.xlf").segments()
    assert part.source == "青岛市发布规划。"
    assert part.notes == (Note(text="please check"),)
    assert part.candidates == (
        Candidate(source="甲", target="A", score=0.7, origin=Origin(kind=OriginKind.TM)),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_that_xml_tools_use_are_read(encoding):
    text = SAMPLE.decode().replace('encoding="UTF-8"', f'encoding="{encoding[:6]}"')
    assert read_xliff(text.encode(encoding), "page.xlf") == read_xliff(SAMPLE, "page.xlf")


# --- files that are no jobs ------------------------------------------------------------------------------

XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh" trgLang="en">'
FOREIGN = f'{XLIFF}<file id="f"><unit id="u"><segment><source>x</source></segment></unit></file></xliff>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is damaged or not XML (the file is empty)"),
        (b"plain text", "is damaged or not XML (line 1)"),
        (SAMPLE.replace(b"</target>", b"&nbsp;</target>", 1), "is damaged or not XML (line "),
        (b"PK\x03\x04\xff\xfe", "is damaged or not XML (neither UTF-8 nor UTF-16)"),
        (SAMPLE[: len(SAMPLE) // 2], "is damaged or not XML (line "),
        (b"<html><body/></html>", "is XML, but not XLIFF"),
        (
            b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file/></xliff>',
            "is XLIFF 1.2; jobs are XLIFF 2.1",
        ),
        (b"<xliff/>", "is XLIFF without a version; jobs are XLIFF 2.1"),
        (f"{XLIFF}</xliff>".encode(), "is XLIFF, but not a job of this program"),
        (FOREIGN.replace("<segment", '<segment id="s"').encode(), "is XLIFF, but not a job of this program"),
        (FOREIGN.encode(), "line 1: <segment> has no id"),
        (SAMPLE.replace(b' id="a01"', b""), "line 3: <file> has no id"),
        (SAMPLE.replace(b' srcLang="zh"', b""), "line 2: <xliff> has no srcLang"),
        (
            SAMPLE.replace(b'state="initial"', b'state="done"'),
            "line 58: 'done' is not a state of a segment",
        ),
        (SAMPLE.replace(b">-0.25<", b">low<"), "'low' is not a number"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + SAMPLE[38:], "has a document type declaration"),
        (b"<?xml version='1.0'?><!-- c --><!DOCTYPE x><xliff/>", "has a document type declaration"),
    ],
)
def test_what_is_not_a_job_is_refused_with_a_reason_and_a_next_step(data, message):
    with pytest.raises(JobError) as caught:
        read_xliff(data, "page.xlf")
    assert caught.value.message.startswith("page.xlf: ")
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("data", [b"", SAMPLE[:-40], FOREIGN.encode()])
def test_metadata_is_not_read_from_a_file_that_is_no_whole_job(data):
    with pytest.raises(JobError):
        read_meta(data, "page.xlf")


def test_nothing_outside_the_file_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    attack = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode() + SAMPLE[38:].replace(
        b"check", b"&a;"
    )
    with pytest.raises(JobError):
        read_xliff(attack, "page.xlf")


# --- size ------------------------------------------------------------------------------------------------


def job_of(count):
    part = next(read_xliff(SAMPLE, "x").segments())
    parts = tuple(part for _ in range(count))
    blocks = tuple(
        Block(id=f"p{n}", role=Role.PARAGRAPH, text=part.source * 4, segments=parts[n : n + 4])
        for n in range(0, count, 4)
    )
    return Document(name="long", articles=(Article(id="a01", title="", blocks=blocks),))


def test_a_long_job_is_written_and_read():
    job = job_of(4_000)  # work that grows with the square of the segments would take minutes
    assert read_xliff(write_xliff(job), "x") == job


def test_a_very_long_text_is_written_and_read():
    document = one_segment("长" * 4_000_000)  # 12 MB, above the limit that XML parsers set themselves
    assert read_xliff(write_xliff(document), "page.xlf") == document


def test_the_term_statuses_of_earlier_versions_are_read() -> None:
    text = write_xliff(full_document()).decode()
    earlier = text.replace(">found</mda:meta>", ">met</mda:meta>").replace(">missing</", ">unmet</")
    assert earlier != text
    assert read_xliff(earlier.encode(), "test.xlf") == full_document()


def test_an_advisory_term_of_earlier_versions_advises() -> None:
    term = TermMatch(start=0, end=3, source="青岛市", target="Qingdao", priority=Priority.ADVISE)
    document = one_segment(terms=(term,))
    now, then = b'<mda:meta type="priority">advise<', b'<mda:meta type="advisory">yes<'
    written = write_xliff(document)
    assert now in written
    assert read_xliff(written.replace(now, then), "page.xlf") == document


def test_a_draft_that_was_a_candidate_in_earlier_versions_is_the_draft() -> None:
    machine = Origin(kind=OriginKind.MT, engine="argos", score=-0.4)
    reviewer = Origin(kind=OriginKind.HUMAN, reviewer="Li")
    draft = Candidate(source="青岛市发布规划。", target="Qingdao plan.", score=1.0, origin=machine)
    offer = replace(draft, origin=Origin(kind=OriginKind.TM, engine="tm", score=1.0))
    reviewed = one_segment(
        target="Qingdao has a plan.", state=State.REVIEWED, origin=reviewer, candidates=(offer, draft)
    )
    written = write_xliff(reviewed).replace(b'type="reviewer"', b'type="engine"')
    earlier = re.sub(rb' *<mda:meta type="format">.*\n', b"", written)
    (segment,) = read_xliff(earlier, "page.xlf").segments()
    assert segment.draft == Draft(target="Qingdao plan.", origin=machine)
    assert (segment.candidates, segment.origin) == ((offer,), reviewer)


def test_a_draft_is_a_match_that_other_tools_show() -> None:
    machine = Origin(kind=OriginKind.MT, engine="argos", score=-0.4)
    reviewed = one_segment(
        target="Qingdao has a plan.",
        state=State.REVIEWED,
        draft=Draft(target="Qingdao plan.", origin=machine),
    )
    match = find(tree_of(reviewed), "mtc:match")
    assert (match.get("origin"), match.get("matchQuality")) == ("argos", "100.00")


# --- tables ----------------------------------------------------------------------------------------


def of_a_cell(cell):
    part = Segment(id="a01.p001.s01", source="企业")
    return one_block(
        Block(id="a01.p001", role=Role.TABLE_CELL, text=part.source, segments=(part,), cell=cell)
    )


def test_the_place_of_a_cell_stands_in_metadata_of_its_unit():
    tree = tree_of(of_a_cell(CELL))
    metas = tree.findall(".//mda:metaGroup[@category='translator:cell']/mda:meta", NS)
    assert [(meta.get("type"), meta.text) for meta in metas] == [
        ("table", "2"), ("row", "3"), ("column", "1"), ("rows", "4"), ("columns", "5"), ("row-span", "2"),
        ("head", "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("row", "9", "not in its table"),
        ("row", "0", "not in its table"),
        ("column", "x", "not a whole number"),
        ("rows", "999999999", "not in its table"),
    ],
)
def test_a_cell_that_is_in_no_table_is_a_fault_of_the_file(name, value, words):
    data = write_xliff(of_a_cell(CELL)).decode()
    damaged = re.sub(rf'(<mda:meta type="{name}">)\d+', rf"\g<1>{value}", data)
    with pytest.raises(JobError, match=words):
        read_xliff(damaged.encode(), "page.xlf")
