"""What must hold for any XLIFF file that comes back, whatever a CAT tool did to it."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from tests.cat_tools import CatFile, q, toolkit, unit_of
from tests.properties.test_review import DOCUMENTS, FULL, REPEATED, TEXTS, targets
from tests.properties.test_xliff import SAMPLE, schema
from translator.errors import InputError
from translator.identity import comparable
from translator.model import Document, State
from translator.pipeline import map_segments
from translator.review.apply import apply_in_place, apply_returned
from translator.review.read_xliff import read_returned
from translator.review.results import Options, Review
from translator.xliff.read import read_xliff
from translator.xliff.version12 import is_as_written, write_xliff12
from translator.xliff.write import write_xliff

SMALL = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LI = Options(reviewer="Li Wen")
both = pytest.mark.parametrize("write", [write_xliff, write_xliff12], ids=["2.1", "1.2"])


def applied(document: Document, data: bytes) -> Review:
    return apply_returned(document, read_returned(data, "file"), LI)


@both
@given(st.data())
@SMALL
def test_any_edits_of_targets_come_back_exactly(write, data):
    document = data.draw(DOCUMENTS)
    file = CatFile(write(document))
    ids = [segment.id for segment in document.segments()]
    edits = data.draw(st.dictionaries(st.sampled_from(ids), TEXTS, max_size=8))
    for name, text in edits.items():
        file.write(name, text, data.draw(st.sampled_from(["", "translated", "final"])))
    review = applied(document, file.save())
    assert not review.conflicts
    expected = targets(document) | {name: comparable(text) for name, text in edits.items()}
    assert targets(review.document) == expected
    assert applied(review.document, file.save()).document == review.document


@given(st.data())
@SMALL
def test_any_edits_of_the_jobs_own_file_are_reviewed_and_stay(data):
    document = data.draw(DOCUMENTS)
    file = CatFile(write_xliff(document))
    ids = [segment.id for segment in document.segments()]
    edits = data.draw(st.dictionaries(st.sampled_from(ids), TEXTS, max_size=6))
    for name, text in edits.items():
        file.write(name, text, data.draw(st.sampled_from(["", "initial", "translated", "final"])))
    read = read_xliff(file.save(), "x")
    review = apply_in_place(read, read_returned(file.save(), "x"), LI)
    for after in (read, review.document):
        assert targets(after) == targets(document) | {name: comparable(text) for name, text in edits.items()}
        by_person = {s.id for s in after.segments() if s.state.by_person}
        changed = {name for name, text in edits.items() if targets(document)[name] != comparable(text)}
        assert changed <= by_person
    assert write_xliff(read_xliff(write_xliff(read), "x")) == write_xliff(read)


@both
@given(st.data())
@SMALL
def test_any_order_of_units_and_segments_comes_back(write, data):
    document = data.draw(DOCUMENTS)
    file = CatFile(write(document))
    name = data.draw(st.sampled_from(list(targets(document))))
    file.write(name, "edited")
    parents = [p for p in file.root.iter("{*}unit", "{*}file", "{*}group", "{*}body") if len(p) > 1]
    for parent in data.draw(st.lists(st.sampled_from(parents), max_size=4)):
        kinds = ("segment", "trans-unit", "unit", "group")
        moved = [child for child in parent if etree.QName(child).localname in kinds]
        for child in moved:
            parent.remove(child)
        parent.extend(data.draw(st.permutations(moved)))
    files = list(file.root)
    for child in data.draw(st.permutations(files)):
        file.root.append(child)
    review = applied(document, file.save())
    assert not review.conflicts
    assert targets(review.document) == targets(document) | {name: "edited"}


IDS = ["", "wrong", *(segment.id for segment in REPEATED.segments())]


@both
@given(st.data())
@settings(SMALL, max_examples=60)
def test_any_damage_to_ids_is_a_conflict_or_right(write, data):
    """Every edit says in its text where it belongs, so that one in another place is seen."""
    document = REPEATED
    file = CatFile(write(document))
    elements = dict(file.segments)
    for name in elements:
        file.write(name, f"edit of {name}")
    for _ in range(data.draw(st.integers(1, 5))):
        damage(file, elements, data)
    try:
        review = applied(document, file.save())
    except InputError:
        return
    conflicted = {conflict.segment_id for conflict in review.conflicts}
    sources = {segment.id: segment.source for segment in document.segments()}
    for segment in review.document.segments():
        if segment.target != targets(document)[segment.id]:
            belongs_to = segment.target.removeprefix("edit of ")
            assert sources[belongs_to] == segment.source
            assert segment.id not in conflicted
    missing = set(sources) - conflicted - {s.id for s in review.document.segments() if s.state.by_person}
    assert not missing


def damage(file: CatFile, elements: dict[str, etree._Element], data: st.DataObject) -> None:
    element = elements[data.draw(st.sampled_from(sorted(elements)))]
    parent = element.getparent()
    kind = data.draw(st.sampled_from(["id", "swap", "remove", "double", "seal", "metadata", "unit"]))
    if kind == "id":
        element.set("id", data.draw(st.sampled_from(IDS)))
    elif kind == "swap":
        other = elements[data.draw(st.sampled_from(sorted(elements)))]
        one, two = element.get("id"), other.get("id")
        element.set("id", two)
        other.set("id", one)
    elif kind == "seal":
        drop_seal(file, element)
    elif kind == "metadata":
        file.drop_metadata()
    elif parent is not None:
        damage_place(kind, element, parent, data)


def drop_seal(file: CatFile, element: etree._Element) -> None:
    element.attrib.pop("extradata", None)
    for group in list(file.root.iter("{*}metaGroup")):
        if group.get("id") == element.get("id"):
            group.getparent().remove(group)


def damage_place(kind: str, element: etree._Element, parent: etree._Element, data: st.DataObject) -> None:
    if kind == "remove":
        parent.remove(element)
    elif kind == "double":
        element.addnext(deepcopy(element))
    else:
        parent.set("id", data.draw(st.sampled_from(["u", "a01.p001", "a01.p002"])))


@both
@given(st.data())
@SMALL
def test_two_files_merge_and_only_clashes_are_conflicts(write, data):
    ids = sorted(targets(FULL))
    edits = [data.draw(st.dictionaries(st.sampled_from(ids), TEXTS, max_size=4)) for _ in range(2)]
    document = FULL
    conflicts: set[str] = set()
    for number, own in enumerate(edits):
        file = CatFile(write(FULL))
        for name, text in own.items():
            file.write(name, text)
        review = apply_returned(document, read_returned(file.save(), "x"), Options(reviewer=f"R{number}"))
        document = review.document
        conflicts |= {conflict.segment_id for conflict in review.conflicts}
    before = targets(FULL)
    clean = [{n: comparable(t) for n, t in own.items() if comparable(t) != before[n]} for own in edits]
    clashes = {n for n in clean[0] if n in clean[1] and clean[0][n] != clean[1][n]}
    assert conflicts == clashes
    assert targets(document) == before | clean[1] | clean[0]


@given(st.sampled_from([FULL, REPEATED]), st.integers(min_value=0), st.binary(min_size=1, max_size=3))
@settings(SMALL, max_examples=60)
def test_a_changed_copy_is_never_taken_for_an_unchanged_one(document, at, junk):
    data = write_xliff12(document)
    assert is_as_written(data)
    at %= len(data)
    changed = data[:at] + junk + data[at + len(junk) :]
    assert is_as_written(changed) is (changed == data)


# --- what other tools put into a job ---------------------------------------------------------------------------

NAMES = st.sampled_from(["a", "note", "unit", "b-c", "source"])
SPACES = st.sampled_from(["urn:one", "urn:two", "urn:oasis:names:tc:xliff:validation:9", ""])
WORDS = st.text(st.sampled_from("ab <>&\"'\n\t青é:"), max_size=6)


@st.composite
def trees(draw, depth: int = 2, top: bool = True) -> str:
    """Make an element as text, every namespace declared where it is used, none also."""
    space = draw(SPACES.filter(bool) if top else SPACES)
    prefix = draw(st.sampled_from(["", "p:", "mda:", "its:"])) if space else ""
    tag = prefix + draw(NAMES)
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    attributes = f" {declared}={quoteattr(space)}"
    for key, value in draw(st.dictionaries(NAMES, WORDS, max_size=2)).items():
        other = draw(SPACES)
        attributes += f" xmlns:q-{key}={quoteattr(other)} q-{key}:{key}" if other else f" {key}"
        attributes += f"={quoteattr(value)}"
    inner = escape(draw(WORDS))
    for child in draw(st.lists(trees(depth - 1, top=False), max_size=2)) if depth else ():
        inner += child + escape(draw(WORDS))
    return f"<{tag}{attributes}>{inner}</{tag}>"


def seen(element: etree._Element) -> object:
    """Return everything that an element means: names, attributes and texts; not its prefixes."""
    return (
        element.tag,
        tuple(sorted(element.attrib.items())),
        element.text or "",
        tuple((seen(child), child.tail or "") for child in element),
    )


def foreign_in(root: etree._Element) -> Counter[object]:
    found: Counter[object] = Counter()
    for parent in root.iter(q("xliff"), q("file"), q("unit")):
        place = (parent.tag, parent.get("id"))
        for child in parent:
            if "one" in child.tag or "two" in child.tag or "9}" in child.tag:
                found[place, seen(child)] += 1
        for name, value in parent.attrib.items():
            if "urn:one" in name or "urn:two" in name:
                found[place, name, value] += 1
    return found


@given(st.lists(st.tuples(st.sampled_from(["file", "unit"]), trees()), max_size=4), st.data())
@settings(SMALL, max_examples=60)
def test_any_foreign_elements_and_attributes_come_back(added, data):
    text = SAMPLE.decode()
    for place, element in added:
        text = re.sub(rf"<{place} .*?>", lambda found, more=element: found[0] + more, text, count=1)
    root = etree.fromstring(text.encode())
    for place in data.draw(st.lists(st.sampled_from(["file", "unit", "xliff"]), max_size=3)):
        parent = root if place == "xliff" else root.find(f".//{q(place)}")
        parent.set(f"{{{data.draw(SPACES.filter(bool))}}}x", data.draw(WORDS))
    given_data = etree.tostring(root, encoding="utf-8")
    document = read_xliff(given_data, "x")
    written = write_xliff(document)
    assert foreign_in(etree.fromstring(written)) == foreign_in(etree.fromstring(given_data))
    assert write_xliff(read_xliff(written, "x")) == written
    assert read_xliff(written, "x") == document
    assert replace(document, extensions=()) == read_xliff(SAMPLE, "x")
    if schema().validate(etree.fromstring(given_data)):
        schema().assertValid(etree.fromstring(written))


@given(DOCUMENTS, st.sampled_from(State))
@SMALL
def test_what_is_exported_reads_as_the_same_segments(document, state):
    document = map_segments(document, lambda s: replace(s, state=state) if s.target else s)
    for write in (write_xliff, write_xliff12):
        read = read_returned(write(document), "x")
        assert [(s.id, comparable(s.source), comparable(s.target)) for s in read.segments] == [
            (s.id, comparable(s.source), comparable(s.target)) for s in document.segments()
        ]


# --- everything that a tool does at once -----------------------------------------------------------------------


def work_on(
    ids: list[str], kit: Xliff1File | Xliff2File, data: st.DataObject, made: dict[str, set[str]]
) -> None:
    """Edit, raise or lower a state, or write a note, with translate-toolkit; ``made`` are the texts by kind and id."""
    name = data.draw(st.sampled_from(ids))
    unit = unit_of(kit, name)
    kind = data.draw(st.sampled_from(["edit", "note", "confirm", "lower", "approve"]))
    if kind == "edit":
        unit.target = f"edit of {name}"
        made["edit"].add(name)
    elif kind == "note":
        unit.addnote(f"note on {name}", origin=data.draw(st.sampled_from([None, "Li Wen"])))
        made["note"].add(name)
    elif kind == "approve":
        unit.markapproved(True)
    else:
        unit.markfuzzy(kind == "lower")


@both
@given(st.data())
@settings(SMALL, max_examples=60)
def test_nothing_of_a_tools_work_is_lost_or_in_a_wrong_sentence(write, data):
    document = data.draw(DOCUMENTS)
    ids = sorted(targets(document))
    kit, made = toolkit(write(document)), {"edit": set[str](), "note": set[str]()}
    for _ in range(data.draw(st.integers(0, 8))):
        work_on(ids, kit, data, made)
    file = CatFile(bytes(kit))
    removed = set()
    for name in data.draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)):
        kind = data.draw(st.sampled_from(["remove", "double", "unit"]))
        removed |= {name} if kind == "remove" else set()
        damage_place(kind, file.segments[name], file.segments[name].getparent(), data)
    review = applied(document, file.save())
    sources = {segment.id: segment.source for segment in document.segments()}
    belongs(review, sources)
    found = {segment.target for segment in review.document.segments()}
    found |= {text for listed in review.conflicts for text in listed.conflict.texts}
    assert {f"edit of {name}" for name in made["edit"] - removed} <= found
    said = "\n".join([*review.warnings, *(n.text for s in review.document.segments() for n in s.notes)])
    assert all(f"note on {name}" in said for name in made["note"] - removed)
    assert applied(review.document, file.save()).document == review.document


def belongs(review: Review, sources: dict[str, str]) -> None:
    """Check that edits and notes, which say where they belong, are there."""
    for segment in review.document.segments():
        said = [segment.target, *(note.text for note in segment.notes)]
        names = {text.split(" ")[2] for text in said if text.startswith(("edit of ", "note on "))}
        assert {sources[name] for name in names} <= {segment.source}
