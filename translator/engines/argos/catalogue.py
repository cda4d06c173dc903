"""The Argos index of packages, and the download of one."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.engines.argos.packages import CODE, argos_settings, is_our_pair, version_key
from translator.engines.download import Site
from translator.errors import EngineError
from translator.model import Progress, no_progress

SITE = Site(
    "Check the connection, or download the .argosmodel file elsewhere and run "
    "'translator models install FILE.argosmodel'."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A Chinese → English package that can be downloaded; ``sha256`` is empty where not given."""

    version: str
    links: tuple[str, ...]
    sha256: str = ""

    @property
    def label(self) -> str:
        """Return code and version, e.g. ``zh_en 1.9``."""
        return f"{CODE} {self.version}"


def index_url() -> str:
    """Return the address of the Argos index; the user sets it with ``ARGOS_PACKAGE_INDEX``."""
    return str(argos_settings().remote_package_index)


def latest_offer(url: str) -> Offer:
    """Return the newest Chinese → English package of the index at ``url``.

    Raises `EngineError` when the index cannot be reached or read, or has no such package.
    """
    entries = SITE.index(url, "an index of Argos packages")
    try:
        offers = [_offer(entry) for entry in entries if is_our_pair(entry)]
    except (ValueError, TypeError) as error:
        raise EngineError(
            f"{url}: this is not an index of Argos packages ({error})",
            hint="Check ARGOS_PACKAGE_INDEX, or install a package file that you have.",
        ) from None
    usable = [offer for offer in offers if offer.links]
    if not usable:
        raise EngineError(
            f"{url}: the index has no Chinese to English package",
            hint="Install a package file that you have.",
        )
    return max(usable, key=lambda offer: version_key(offer.version))


def _offer(entry: Mapping[str, Any]) -> Offer:
    links = map(str, entry.get("links") or [])
    return Offer(
        version=str(entry.get("package_version") or "?"),
        links=tuple(link for link in links if urllib.parse.urlsplit(link).scheme in ("http", "https")),
        sha256=str(entry.get("sha256") or "").lower(),
    )


def download(offer: Offer, target: Path, progress: Progress = no_progress) -> None:
    """Download ``offer`` to the new file ``target``, from the first of its links that works.

    ``progress`` is called with bytes. Length and checksum are checked where they are given; a file that is
    cut short or changed is deleted. Raises `EngineError` with what was wrong with the last link.
    """
    failure = EngineError(f"{offer.label}: there is no link to download it from", hint=SITE.otherwise)
    for link in offer.links:
        try:
            SITE.save(link, target, offer.sha256, progress)
        except EngineError as error:
            failure = error
        else:
            return
    raise failure
