"""Mozilla's list of Firefox Translations models: the files of the Chinese → English model and their addresses.

The list is a collection of Firefox's Remote Settings: a record a file, with the checksums of the compressed and of the
plain file. It is Firefox's own service, so a model is fetched once and kept.
"""

from __future__ import annotations

import os
import re
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from translator.engines.download import Site
from translator.engines.firefox.files import is_our_pair
from translator.errors import EngineError

INDEX = "FXTRANSLATE_RECORDS_URL"
"""The environment variable by which fxtranslate itself takes another list."""

_INDEX_URL = (
    "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
)
_FILES_URL = "https://firefox-settings-attachments.cdn.mozilla.net/"
_MAJOR = 3
"""The only major version of models that fxtranslate 0.5 reads."""

SITE = Site(
    "Check the connection, or get the files of the model elsewhere (model.zhen.….bin and vocab.zhen.spm; also .gz and "
    ".zst) and run 'translator models install FOLDER'."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file of a model: ``name`` when it is unpacked, ``sha256`` and ``bytes`` packed, ``plain_sha256`` unpacked."""

    role: str
    name: str
    url: str
    sha256: str
    plain_sha256: str
    bytes: int
    plain_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A model of the list, with the files that are needed of it."""

    version: str
    architecture: str
    files: tuple[PublishedFile, ...]


def index_url() -> str:
    """Return the address of the list; the user sets it with ``FXTRANSLATE_RECORDS_URL``."""
    return os.environ.get(INDEX) or _INDEX_URL


def latest(url: str) -> Published:
    """Return the newest complete Chinese → English model of the list at ``url``; a bigger one before a smaller.

    The files are at Mozilla for Mozilla's list, and beside the list for any other. Raises `EngineError` when the list
    cannot be had or has no such model.
    """
    content = SITE.index(url, "a list of Firefox Translations models")
    try:
        records = [record for record in content["data"] if _is_wanted(record)]
        base = _FILES_URL if url == _INDEX_URL else url
        models = list(_models(records, base))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(
            f"{url}: this is not a list of Firefox Translations models ({type(error).__name__}: {error})",
            hint=f"Check {INDEX}. {SITE.otherwise}",
        ) from None
    usable = [model for model in models if _version(model.version)[0] == _MAJOR]
    if usable:
        return max(usable, key=_preference)
    found = ", ".join(sorted({model.version for model in models})) or "none"
    raise EngineError(
        f"{url}: the list has no Chinese to English model of version {_MAJOR} (it has: {found})",
        hint=f"Look for a newer version of this program. {SITE.otherwise}",
    )


def _is_wanted(record: dict[str, Any]) -> bool:
    pair = f"{record.get('sourceLanguage')}{record.get('targetLanguage')}"
    return is_our_pair(pair) and "attachment" in record and not record.get("filter_expression")


def _models(records: Iterable[dict[str, Any]], base: str) -> Iterable[Published]:
    def group(record: dict[str, Any]) -> tuple[str, str]:
        return str(record["version"]), str(record.get("architecture") or "")

    for (version, architecture), members in groupby(sorted(records, key=group), group):
        files = {file.role: file for file in (_file(record, base) for record in members)}
        roles = ("model", "vocab") if "vocab" in files else ("model", "srcvocab", "trgvocab")
        if all(role in files for role in roles):
            wanted = tuple(files[role] for role in roles)
            yield Published(version=version, architecture=architecture, files=wanted)


def _file(record: dict[str, Any], base: str) -> PublishedFile:
    attachment = record["attachment"]
    name = str(record["name"])
    if not re.fullmatch(r"\w[\w.-]*", name, re.ASCII):
        raise ValueError(f"unsafe name '{name}'")
    return PublishedFile(
        role=str(record["fileType"]),
        name=name,
        url=urllib.parse.urljoin(base, str(attachment["location"])),
        sha256=str(attachment.get("hash") or "").lower(),
        plain_sha256=str(record.get("decompressedHash") or "").lower(),
        bytes=int(attachment.get("size") or 0),
        plain_bytes=int(record.get("decompressedSize") or 0),
    )


def _version(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)) or (0,)


def _preference(model: Published) -> tuple[bool, tuple[int, ...], int]:
    released = re.fullmatch(r"[\d.]+", model.version) is not None  # not 3.1a1
    return released, _version(model.version), sum(file.plain_bytes or file.bytes for file in model.files)
