"""Names and prefixes of the XLIFF 2.1 that we write; see `translator.xliff` for the places of all values."""

from __future__ import annotations

from translator.model import OriginKind

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
ITS = "http://www.w3.org/2005/11/its"

PREFIX = "translator:"
"""Opens every value that is ours where the standard wants ``authority:value``."""

EMPTY = PREFIX + "none"
"""The ``type`` of the unit that stands in an article without blocks, because a file needs one."""

URN = "urn:x-translator:"
"""Opens the quality profile of every issue that this program writes."""

CONFLICT_URN = URN + "conflict"
"""The quality profile of an issue that shows an open conflict to other tools; its data stand in the metadata."""

CHECK_URN = URN + "check:"
"""Opens the quality profile of an issue; the check, percent-encoded, and the severity follow."""

FORMAT, FORMAT_VERSION = "format", "2"
"""Type and value of the metadata that names the way in which this program uses XLIFF; jobs of version 1 have none."""

DRAFT = "draft"
"""Type of the metadata of a match that is its segment's draft."""

UNSTYLED = "unstyled"
"""Type of the metadata with a segment's target as it was before house style."""

ORIGIN_NAMES = {
    OriginKind.MT: "engine",
    OriginKind.TM: "engine",
    OriginKind.RULE: "rule",
    OriginKind.HUMAN: "reviewer",
}
"""Type of the metadata that names the maker of a target, by kind of origin."""

MATCH_TYPES = {OriginKind.MT: "mt", OriginKind.TM: "tm", OriginKind.HUMAN: "other", OriginKind.RULE: "other"}
