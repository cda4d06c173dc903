"""XLIFF edited as CAT tools would: straight in the XML, or with translate-toolkit, another implementation."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

CORE = "urn:oasis:names:tc:xliff:document:2.0"
NS = {
    "x": CORE,
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "its": "http://www.w3.org/2005/11/its",
    "o": "urn:oasis:names:tc:xliff:document:1.2",
}


def q(name: str) -> str:
    return f"{{{CORE}}}{name}"


class CatFile:
    """XLIFF 2 or 1.2; a segment is found by its id."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)
        self.old = self.root.get("version") == "1.2"
        tag = "trans-unit" if self.old else "segment"
        self.segments = {e.get("id"): e for e in self.root.iter(f"{{*}}{tag}")}

    def part(self, segment_id: str, name: str) -> etree._Element:
        segment = self.segments[segment_id]
        found = segment.find(f"{{*}}{name}")
        if found is None:
            found = etree.Element(etree.QName(etree.QName(segment).namespace, name))
            segment.find("{*}source").addnext(found)
        return found

    def write(self, segment_id: str, text: str, state: str = "") -> None:
        """Type a target, as a tool does that keeps no markers; the state only if it is given."""
        target = self.part(segment_id, "target")
        for child in list(target):
            target.remove(child)
        target.text = text
        if state:
            self.set_state(segment_id, state)

    def set_state(self, segment_id: str, state: str) -> None:
        if self.old:
            self.part(segment_id, "target").set("state", state)
        else:
            self.segments[segment_id].set("state", state)
            self.segments[segment_id].attrib.pop("subState", None)

    def source(self, segment_id: str) -> etree._Element:
        return self.part(segment_id, "source")

    def unit(self, segment_id: str) -> etree._Element:
        return self.segments[segment_id].getparent()

    def drop_metadata(self) -> None:
        for metadata in list(self.root.iter(f"{{{NS['mda']}}}metadata")):
            metadata.getparent().remove(metadata)
        for unit in self.root.iter("{*}trans-unit"):
            unit.attrib.pop("extradata", None)
        for phases in list(self.root.iter("{*}phase-group")):
            phases.getparent().remove(phases)
        for note in list(self.root.iter("{*}note")):
            if (note.get("from") or "").startswith("translator:"):
                note.getparent().remove(note)

    def save(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")


def edited(data: bytes, change: Callable[[CatFile], None]) -> bytes:
    file = CatFile(data)
    change(file)
    return file.save()


def toolkit(data: bytes) -> Xliff1File | Xliff2File:
    """Open a file with translate-toolkit."""
    return (Xliff1File if b'version="1.2"' in data[:400] else Xliff2File).parsestring(data)


def unit_of(file: Xliff1File | Xliff2File, segment_id: str):
    return next(unit for unit in file.units if str(unit.getid()).endswith(segment_id))
