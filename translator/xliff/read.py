"""Reading of a job's XLIFF file; see `translator.xliff` for the places of all values.

The file may come back from any tool: other tools' data are kept to be written back, and a file that cannot be a job is
refused with the line of the fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from translator.errors import JobError
from translator.model import Article, Block, Document, Extension, JobMeta, Skipped
from translator.xliff import earlier, vocabulary
from translator.xliff.fingerprint import Fingerprint
from translator.xliff.foreign import attributes_text, element_text, group_text, root_text
from translator.xliff.inline import SPACE
from translator.xliff.job import LoadedJob
from translator.xliff.metadata import meta_of
from translator.xliff.tree import (
    MDA,
    RESTORE,
    Fault,
    Metas,
    X,
    elements,
    first,
    groups_by_category,
    groups_of,
    not_ours,
    required,
)
from translator.xliff.unit import read_unit

_OF_A_FILE = frozenset(("id", "original", "canResegment", SPACE))


def read_xliff(data: bytes, name: str) -> Document:
    """Return the document of a job's file; raise `JobError` when the file is damaged or no job."""
    return read_job(data, name).document


def read_job(data: bytes, name: str) -> LoadedJob:
    """Return the job that a file holds; raise `JobError` when the file is damaged or no job."""
    try:
        return _job(data, name)
    except Fault as fault:
        raise JobError(f"{name}: {fault}", hint=fault.hint) from None


def read_meta(data: bytes, name: str) -> JobMeta:
    """Return the metadata of a job alone; raise `JobError` when the file is no job."""
    found: JobMeta | None = None
    for element in elements(data, name):
        if element.tag == X + "file" and found is None and "job" in (groups := groups_by_category(element)):
            found = meta_of(groups.get("signature", []))
        element.clear()
    if found is None:
        raise not_ours(name)
    return found


def _job(data: bytes, name: str) -> LoadedJob:
    root: etree._Element | None = None
    reading = _Reading(name=name)
    for element in elements(data, name):
        root = element.getroottree().getroot()
        if element.tag == X + "unit":
            reading.unit(element)
        else:
            reading.file(element)
        element.clear()  # what has become a value is not kept a second time
    if root is None or not reading.job:
        raise not_ours(name)
    text = root_text(root)
    document = Document(
        name=first(reading.job["job"], "name"),
        articles=tuple(reading.articles),
        source_lang=required(root, "srcLang"),
        target_lang=required(root, "trgLang"),
        skipped=tuple(Skipped(reason=reason, text=text) for reason, text in reading.job.get("skipped", [])),
        meta=meta_of(reading.job.get("signature", [])),
        extensions=(*([Extension(slot="attributes", text=text)] if text else []), *reading.extensions),
    )
    _check_whole(document, first(reading.job["job"], "segments"), name)
    if not first(reading.job["job"], vocabulary.FORMAT):
        document = earlier.converted(document, reading.fingerprints)
    return LoadedJob(document=document, fingerprints=reading.fingerprints)


def _check_whole(document: Document, written: str, name: str) -> None:
    """Raise `JobError` when the file has another number of segments than it states."""
    found = sum(1 for _ in document.segments())
    if written and written != str(found):
        raise JobError(f"{name}: holds {found} sentences, but was written with {written}", hint=RESTORE)


@dataclass(slots=True)
class _Reading:
    """Articles of a file, gathered as their elements end, units before the ``<file>`` round them."""

    name: str
    job: dict[str, Metas] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    foreign: list[Extension] = field(default_factory=list)
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)

    def unit(self, element: etree._Element) -> None:
        if element.get("type") != vocabulary.EMPTY:
            unit = read_unit(element)
            self.blocks.append(unit.block)
            self.foreign += unit.extensions
            self.fingerprints |= unit.fingerprints

    def file(self, element: etree._Element) -> None:
        groups = groups_by_category(element)
        self.job = self.job or (groups if "job" in groups else {})
        if "article" in groups:
            metas = groups["article"]
            article_id = first(metas, "id", required(element, "id"))
            title = first(metas, "title")
            self.articles.append(Article(id=article_id, title=title, blocks=tuple(self.blocks)))
            self.extensions += [
                Extension(place=(article_id,), slot=slot, text=text)
                for slot, text in sorted(_foreign(element), key=lambda found: found[0])
            ]
            self.extensions += [replace(found, place=(article_id, *found.place)) for found in self.foreign]
        elif "job" not in groups:
            raise not_ours(self.name)
        self.blocks, self.foreign = [], []


def _foreign(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield slot and text of what other tools added to a ``<file>``, its units aside."""
    if text := attributes_text(element, _OF_A_FILE):
        yield "attributes", text
    for group in groups_of(element)[1]:
        yield "metaGroup", element_text(group)
    for child in element:
        if child.tag == X + "notes":
            yield from (("note", element_text(note)) for note in child)
        elif child.tag == X + "skeleton":
            yield "skeleton", element_text(child)
        elif child.tag not in (X + "unit", X + "group", MDA + "metadata"):
            yield "element", element_text(child)
    yield from (("group", group_text(group)) for group in element.iter(X + "group"))
