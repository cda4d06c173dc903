"""The Argos index of packages, and the download of one.

The only module that uses the network, and only when the user installs a model.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from translator import __version__
from translator.engines.argos.packages import CODE, argos_settings, is_our_pair, version_key
from translator.errors import EngineError, OutputError, os_reason
from translator.model import Progress, no_progress

TIMEOUT_SECONDS = 30
CHUNK_BYTES = 1 << 18
LARGEST_INDEX_BYTES = 16 << 20
OFFLINE_HINT = (
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
    with _open(url) as response:
        data = _read(response, url, LARGEST_INDEX_BYTES)
    try:
        offers = [_offer(entry) for entry in json.loads(data) if is_our_pair(entry)]
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
    failure: EngineError | None = None
    for link in offer.links:
        try:
            _download_from(link, offer.sha256, target, progress)
        except EngineError as error:
            failure = error
            target.unlink(missing_ok=True)
        else:
            return
    raise failure or EngineError(f"{offer.label}: there is no link to download it from", hint=OFFLINE_HINT)


def _download_from(link: str, sha256: str, target: Path, progress: Progress) -> None:
    digest = hashlib.sha256()
    done = 0
    with _open(link) as response:
        total = int(response.headers.get("Content-Length") or 0)
        try:
            with target.open("wb") as file:
                while chunk := _read(response, link, CHUNK_BYTES):
                    file.write(chunk)
                    digest.update(chunk)
                    done += len(chunk)
                    progress("download", done, total)
        except OSError as error:
            raise OutputError(
                f"{target}: the download cannot be saved ({os_reason(error)})", hint="Make room on this disk."
            ) from None
    if total and done != total:
        raise _damaged(link, f"only {done:,} of {total:,} bytes arrived")
    if sha256 and digest.hexdigest() != sha256:
        raise _damaged(link, "its SHA-256 checksum is not the one in the index")


def _damaged(link: str, reason: str) -> EngineError:
    return EngineError(f"{link}: the download is damaged ({reason})", hint="Try again. " + OFFLINE_HINT)


def _open(url: str) -> Any:  # noqa: ANN401  # urlopen's type is Any in effect
    try:
        request = urllib.request.Request(url, headers={"User-Agent": f"translator-zh-en/{__version__}"})
        return urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        error.close()
        raise EngineError(
            f"{url}: the server answered {error.code} {error.reason}", hint=OFFLINE_HINT
        ) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _unreachable(url, error) from None


def _read(response: IO[bytes], url: str, size: int) -> bytes:
    try:
        return response.read(size)
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(url, error) from None


def _unreachable(url: str, error: Exception) -> EngineError:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    reason = os_reason(inner) if isinstance(inner, OSError) else str(inner) or type(inner).__name__
    return EngineError(f"cannot reach {url} ({reason})", hint=OFFLINE_HINT)
