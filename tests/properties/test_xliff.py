"""Every document survives the job format, and every job file keeps to the standard."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

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
    Flag,
    Issue,
    JobMeta,
    Note,
    Origin,
    OriginKind,
    Priority,
    Role,
    RowFault,
    Segment,
    Severity,
    Skipped,
    State,
    TermKind,
    TermMatch,
    TermStatus,
)
from translator.text.xml import escape_unwritable, unescape_unwritable
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

SCHEMAS = Path(__file__).parents[1] / "schemas" / "xliff2"
MODULES = {
    "urn:oasis:names:tc:xliff:document:2.0": "xliff_core_2.0.xsd",
    "urn:oasis:names:tc:xliff:matches:2.0": "matches.xsd",
    "urn:oasis:names:tc:xliff:glossary:2.0": "glossary.xsd",
    "urn:oasis:names:tc:xliff:metadata:2.0": "metadata.xsd",
    "http://www.w3.org/2005/11/its": "its.xsd",
}


@cache
def schema() -> etree.XMLSchema:
    """One schema over the core and every module used, so that module elements are checked too."""
    imports = "".join(
        f'<xs:import namespace="{name}" schemaLocation="{file}"/>' for name, file in MODULES.items()
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(driver, base_url=(SCHEMAS / "driver.xsd").as_uri()))


# --- documents ---------------------------------------------------------------------------------------

AWKWARD = (
    "\t\n\r\x00\x01\x0b\x1f\x7f\x85\u00a0\u2028\u3000\ufeff\ufffd\ufffe\uffff\ud800\udfff\U0001fffe"
    "😀𠀀&<>\"'\\u]“”。，《》"
)
characters = st.one_of(
    st.sampled_from(AWKWARD),
    st.sampled_from("青岛市人民政府办公厅"),
    st.sampled_from(string.ascii_letters + " .-"),
)
texts = st.one_of(
    st.text(characters, max_size=12),
    st.sampled_from(["", " ", "  两端有空格  ", "\\u0041", "\\\\u000a", "]]>", "\r\n", "<source>", "a\x00b"]),
)
scores = st.floats(min_value=0, max_value=1)
ids = st.one_of(
    st.from_regex(r"a[0-9]{2}\.p[0-9]{3}\.s[0-9]{2}", fullmatch=True),
    st.sampled_from(["", "s1", "m1", "t1", "g1", "n1", "q1", "u1", "f1", "青岛", "a b", "a/b=c", "#x"]),
)
origins = st.builds(
    Origin.of,
    kind=st.sampled_from(OriginKind),
    name=texts,
    score=st.none() | st.floats(allow_nan=False),
)
drafts = st.builds(Draft, target=texts, origin=origins)
metas = st.builds(
    JobMeta,
    created=texts,
    engine=texts,
    content=texts,
    stopped=st.booleans(),
    incomplete=st.lists(st.sampled_from(["review.docx", "en.docx"]), unique=True).map(tuple),
    documents=st.dictionaries(st.sampled_from(["review.docx", "en.docx"]), texts.filter(bool)),
    others=st.dictionaries(texts.filter(lambda name: name not in JobMeta.__slots__), texts, max_size=3),
)
candidates = st.builds(Candidate, source=texts, target=texts, score=scores, origin=origins)
notes = st.builds(Note, text=texts, author=texts, time=st.sampled_from(["", "2023-05-12T08:30:00+08:00"]))
issues = st.builds(Issue, check=texts, message=texts, severity=st.sampled_from(Severity))


def small_tuples(items):
    return st.lists(items, max_size=2).map(tuple)


conflicts = st.builds(
    Conflict,
    kind=st.sampled_from(ConflictKind),
    reviewer=texts,
    texts=small_tuples(texts),
    source=texts,
    baseline=texts,
    fault=st.none() | st.sampled_from(RowFault),
    ids=small_tuples(texts),
    settled=st.booleans(),
)


@st.composite
def segments(draw):
    source = draw(texts)
    places = st.integers(min_value=-1, max_value=len(source) + 1)
    terms = st.builds(
        TermMatch,
        start=places,
        end=places,
        source=texts,
        target=texts,
        variants=small_tuples(texts),
        forbidden=small_tuples(texts),
        domain=texts,
        note=texts,
        pos=texts,
        case=texts,
        kind=st.sampled_from(TermKind),
        priority=st.sampled_from(Priority),
        status=st.sampled_from(TermStatus),
        evidence=st.none() | st.sampled_from(Evidence),
    )
    return Segment(
        id=draw(ids),
        source=source,
        target=draw(texts.map(lambda text: text if text.strip() else "")),  # white space alone is no target
        space_after=draw(st.sampled_from(["", " ", "\n", "\u3000", "\x0b"])),
        state=draw(st.sampled_from(State)),
        origin=draw(st.none() | origins),
        terms=tuple(draw(st.lists(terms, max_size=4))),
        draft=draw(st.none() | drafts),
        candidates=draw(small_tuples(candidates)),
        notes=draw(small_tuples(notes)),
        issues=draw(small_tuples(issues)),
        conflicts=draw(small_tuples(conflicts)),
    )


@st.composite
def cells(draw):
    numbers = st.integers(min_value=1, max_value=9)
    row, column, row_span, column_span = (draw(numbers) for _ in range(4))
    return Cell(
        table=draw(numbers),
        row=row,
        column=column,
        rows=row + row_span + draw(numbers),
        columns=column + column_span + draw(numbers),
        row_span=row_span,
        column_span=column_span,
        head=draw(st.booleans()),
    )


@st.composite
def blocks(draw):
    parts = tuple(draw(st.lists(segments(), max_size=3)))
    joined = "".join(part.source + part.space_after for part in parts)
    return Block(
        id=draw(ids),
        role=draw(st.sampled_from(Role)),
        text=draw(st.sampled_from([joined, joined, "anders"]) if parts else texts),
        level=draw(st.integers(min_value=0, max_value=6)),
        segments=parts,
        evidence=draw(texts),
        flags=draw(small_tuples(st.sampled_from(Flag))),
        cell=draw(st.none() | cells()),
    )


articles = st.builds(Article, id=ids, title=texts, blocks=small_tuples(blocks()))
documents = st.builds(
    Document,
    name=texts,
    articles=small_tuples(articles),
    source_lang=st.sampled_from(["zh", "zh-Hant-TW"]),
    target_lang=st.sampled_from(["en", "en-GB"]),
    skipped=small_tuples(st.builds(Skipped, text=texts, reason=texts)),
    meta=metas,
)
slow = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


# --- properties --------------------------------------------------------------------------------------


@slow
@given(documents)
def test_reading_what_was_written_gives_the_same_document(document):
    data = write_xliff(document)
    assert read_xliff(data, "x.xlf") == document
    assert write_xliff(read_xliff(data, "x.xlf")) == data


@slow
@given(documents)
def test_every_file_is_valid_and_its_references_lead_somewhere(document):
    root = etree.fromstring(write_xliff(document))
    schema().assertValid(root)
    assert_ids_and_references(root)


def assert_ids_and_references(root):
    """Check what the standard demands beyond its schemas: unique ids in a scope, references that resolve."""
    core = "{urn:oasis:names:tc:xliff:document:2.0}"
    assert_unique(root.findall(core + "file"))
    for file in root.iter(core + "file"):
        assert_unique(file.findall(core + "unit"))
    for unit in root.iter(core + "unit"):
        inline = [e for tag in ("segment", "mrk", "sm") for e in unit.iter(core + tag)]
        own = assert_unique(inline)
        entries = assert_unique(unit.findall(".//{urn:oasis:names:tc:xliff:glossary:2.0}glossEntry"))
        unit_notes = assert_unique(unit.iter(core + "note"))
        lists = unit.iter("{http://www.w3.org/2005/11/its}locQualityIssues")
        lists = {e.get("{http://www.w3.org/XML/1998/namespace}id") for e in lists}
        known = (
            {f"#{i}" for i in own}
            | {f"#gls={i}" for i in entries}
            | {f"#n={i}" for i in unit_notes}
            | {f"#its={i}" for i in lists}
        )
        for element in unit.iter():
            for name, value in element.attrib.items():
                if name == "ref" or name.endswith("locQualityIssuesRef"):
                    assert value in known
                if name == "startRef":
                    assert value in own


def assert_unique(elements):
    found = [element.get("id") for element in elements]
    assert len(found) == len(set(found))
    return set(found)


@given(st.text(st.one_of(st.sampled_from("\\u004\x01\uffffab"), st.characters(codec=None)), max_size=30))
def test_escaping_what_xml_cannot_hold_can_be_undone(text):
    escaped = escape_unwritable(text)
    assert unescape_unwritable(escaped) == text
    etree.Element("x").text = escaped


SAMPLE = write_xliff(
    Document(
        name="样本",
        articles=(
            Article(
                id="a01",
                title="青岛",
                blocks=(
                    Block(
                        id="a01.p001",
                        role=Role.PARAGRAPH,
                        text="青岛市发布规划。",
                        segments=(
                            Segment(
                                id="a01.p001.s01",
                                source="青岛市发布规划。",
                                target="Qingdao released a plan.",
                                state=State.TRANSLATED,
                                origin=Origin(kind=OriginKind.MT, engine="argos", score=-0.25),
                                terms=(TermMatch(start=0, end=3, source="青岛市", target="Qingdao"),),
                                candidates=(
                                    Candidate(
                                        source="青岛发布规划。",
                                        target="Qingdao issued a plan.",
                                        score=0.9,
                                        origin=Origin(kind=OriginKind.TM, engine="tm"),
                                    ),
                                ),
                                notes=(Note(text="check", author="Li"),),
                                issues=(Issue(check="terms", message="missing"),),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        meta=JobMeta(engine="argos"),
    )
)


def read_or_error(data: bytes) -> Document | JobError:
    try:
        return read_xliff(data, "x.xlf")
    except JobError as error:
        return error


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(data):
    start = data.draw(st.integers(min_value=0, max_value=len(SAMPLE)))
    end = data.draw(st.integers(min_value=start, max_value=min(len(SAMPLE), start + 60)))
    junk = [b"", b"x", b"<", b"-1", b"<cp hex='zz'/>", b"<ph id='1'/>", b"&u;", b"\xff"]
    result = read_or_error(SAMPLE[:start] + data.draw(st.sampled_from(junk)) + SAMPLE[end:])
    if isinstance(result, JobError):
        assert result.message.startswith("x.xlf: ")
        assert result.hint


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_file_that_lost_elements_or_attributes_is_read_or_refused(data):
    root = etree.fromstring(SAMPLE)
    for _ in range(data.draw(st.integers(min_value=1, max_value=3))):
        element = data.draw(st.sampled_from(list(root.iter())))
        attributes = list(element.attrib)
        if attributes and data.draw(st.booleans()):
            name = data.draw(st.sampled_from(attributes))
            new = data.draw(st.sampled_from([None, "", "9", "translator:", "urn:x"]))
            element.attrib.pop(name) if new is None else element.set(name, new)
        elif element.getparent() is not None:
            element.getparent().remove(element)
    result = read_or_error(etree.tostring(root, encoding="utf-8"))
    if isinstance(result, Document):
        assert read_xliff(write_xliff(result), "x.xlf") == result
    else:
        assert result.hint
