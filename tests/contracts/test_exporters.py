"""What every copy for another program must keep, through one suite."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.cat_tools import CatFile, toolkit, unit_of
from tests.properties.test_xliff import schema
from tests.unit.sample_documents import full_document
from translator import identity
from translator.commands.export import EXPORTERS, Exporter
from translator.errors import InputError
from translator.identity import comparable
from translator.model import Document, JobMeta, State
from translator.review.apply import apply_returned
from translator.review.read_xliff import read_returned
from translator.review.results import Options

SCHEMAS = Path(__file__).parents[1] / "schemas"
exporters = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)


@cache
def schema12() -> etree.XMLSchema:
    """The strict schema: neither extensions nor what the standard calls deprecated."""
    driver = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="tmx/xml.xsd"/>
    <xs:import namespace="urn:oasis:names:tc:xliff:document:1.2"
    schemaLocation="xliff12/xliff-core-1.2-strict.xsd"/></xs:schema>"""
    return etree.XMLSchema(etree.fromstring(driver, base_url=(SCHEMAS / "driver.xsd").as_uri()))


def job() -> Document:
    document = full_document()
    meta = JobMeta(content=identity.content_hash(document))
    return Document(name="page", articles=document.articles, meta=meta)


@exporters
def test_it_is_valid_and_always_the_same(exporter: Exporter) -> None:
    data = exporter.write(job())
    root = etree.fromstring(data)
    (schema12() if root.get("version") == "1.2" else schema()).assertValid(root)
    assert exporter.write(job()) == data


@exporters
def test_it_knows_its_unchanged_copies_and_their_job(exporter: Exporter) -> None:
    data = exporter.write(job())
    assert exporter.is_as_written(data)
    assert read_returned(data, "copy").content == job().meta.content
    for junk in (b"", b"text", data[:-20], data.replace(b"Qingdao", b"Tsingtao", 1)):
        assert not exporter.is_as_written(junk)
    with pytest.raises(InputError):
        read_returned(b"text", "copy")


@exporters
def test_a_state_or_a_note_is_a_change(exporter: Exporter) -> None:
    data = exporter.write(job())
    name = next(s.id for s in job().segments() if s.state is State.TRANSLATED)
    file = CatFile(data)
    file.set_state(name, "final")
    assert not exporter.is_as_written(file.save())
    other = toolkit(data)
    unit_of(other, name).addnote("look")
    assert not exporter.is_as_written(bytes(other))


@exporters
def test_the_edits_of_another_implementation_arrive_and_nothing_else(exporter: Exporter) -> None:
    document = job()
    drafts = [s.id for s in document.segments() if s.state is State.TRANSLATED]
    file = toolkit(exporter.write(document))
    unit_of(file, drafts[0]).target = "Edited <b>by</b> a CAT tool & kept"
    unit_of(file, drafts[1]).markapproved(True)
    unit_of(file, drafts[2]).addnote("please look", origin="Bo")
    review = apply_returned(document, read_returned(bytes(file), "back.xlf"), Options(reviewer="Li Wen"))
    assert not review.conflicts
    assert {edit.segment_id: edit.action.value for edit in review.edits} == {
        drafts[0]: "edited",
        drafts[1]: "confirmed",
    }
    assert review.comments == 1
    before = {s.id: comparable(s.target) for s in document.segments()}
    after = {s.id: comparable(s.target) for s in review.document.segments()}
    assert after == before | {drafts[0]: "Edited <b>by</b> a CAT tool & kept"}
