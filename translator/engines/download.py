"""Downloads of models over HTTP, made only when the user installs a model.

Every failure is an `EngineError` that says what happened and what to do next; nothing half downloaded is left behind.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from translator import __version__
from translator.engines.network import check_allowed, is_local, proxy_of
from translator.errors import EngineError, OutputError, os_reason
from translator.model import Progress, no_progress

TIMEOUT_SECONDS = 30
CHUNK_BYTES = 1 << 18
LARGEST_INDEX_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Site:
    """Where models of one kind come from; ``otherwise`` says in a sentence how to get on without the download."""

    otherwise: str

    def index(self, url: str, what: str) -> Any:  # noqa: ANN401  # JSON
        """Return the JSON at ``url``; raise `EngineError`, naming ``what``, if it cannot be fetched or is no JSON."""
        with self._open(url) as response:
            data = self._read(response, url, LARGEST_INDEX_BYTES)
        try:
            return json.loads(data)
        except ValueError:
            found = "a web page" if data.lstrip()[:1] == b"<" else "no JSON"
            raise EngineError(
                f"{url}: this is not {what} ({found})",
                hint="Check the address; a network with a log-in page answers everything with that page. "
                + self.otherwise,
            ) from None

    def save(self, url: str, target: Path, sha256: str = "", progress: Progress = no_progress) -> None:
        """Download ``url`` to the new file ``target``; ``progress`` is called with bytes.

        Length and checksum are checked where they are given; a file that is cut short or changed is deleted. Raises
        `EngineError`, and `OutputError` when there is no room.
        """
        try:
            digest = self._save(url, target, progress)
            if sha256 and digest != sha256:
                raise self.damaged(url, "its SHA-256 checksum is not the one in the index")
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    def damaged(self, url: str, reason: str) -> EngineError:
        """Return the error for a damaged download."""
        return EngineError(f"{url}: the download is damaged ({reason})", hint=f"Try again. {self.otherwise}")

    def _save(self, url: str, target: Path, progress: Progress) -> str:
        digest = hashlib.sha256()
        done = 0
        with self._open(url) as response:
            total = int(response.headers.get("Content-Length") or 0)
            try:
                with target.open("wb") as file:
                    while chunk := self._read(response, url, CHUNK_BYTES):
                        file.write(chunk)
                        digest.update(chunk)
                        done += len(chunk)
                        progress("download", done, total)
            except OSError as error:
                raise OutputError(
                    f"{target}: the download cannot be saved ({os_reason(error)})",
                    hint="Make room on this disk.",
                ) from None
        if total and done != total:
            raise self.damaged(url, f"only {done:,} of {total:,} bytes arrived")
        return digest.hexdigest()

    def _open(self, url: str) -> Any:  # noqa: ANN401  # urlopen's type is Any in effect
        check_allowed(url)
        try:
            request = urllib.request.Request(url, headers={"User-Agent": f"translator-zh-en/{__version__}"})
            return _opener(url).open(request, timeout=TIMEOUT_SECONDS)
        except urllib.error.HTTPError as error:
            error.close()
            raise EngineError(
                f"{url}: the server answered {error.code} {error.reason}{_by_proxy(url)}", hint=self.otherwise
            ) from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise self._unreachable(url, error) from None

    def _read(self, response: IO[bytes], url: str, size: int) -> bytes:
        try:
            return response.read(size)
        except (OSError, http.client.HTTPException) as error:
            raise self._unreachable(url, error) from None

    def _unreachable(self, url: str, error: Exception) -> EngineError:
        inner = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(inner, ssl.SSLCertVerificationError):
            return EngineError(
                f"{url}: the server cannot be trusted ({inner.verify_message})",
                hint="Check this computer's clock. If a company's proxy decrypts traffic, name its certificate in "
                f"SSL_CERT_FILE. {self.otherwise}",
            )
        reason = os_reason(inner) if isinstance(inner, OSError) else str(inner) or type(inner).__name__
        return EngineError(f"cannot reach {url}{_by_proxy(url)} ({reason})", hint=self.otherwise)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Redirects, none of which leads to where no connection is allowed."""

    def redirect_request(self, *arguments: Any) -> urllib.request.Request | None:  # noqa: ANN401
        """Return the request for the new address; errors as in `check_allowed`."""
        check_allowed(arguments[-1])
        return super().redirect_request(*arguments)


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Return what opens ``url``: through the system's proxy, but never for this machine itself."""
    direct = (urllib.request.ProxyHandler({}),) if is_local(url) else ()
    return urllib.request.build_opener(_Redirects, *direct)


def _by_proxy(url: str) -> str:
    """Return through which proxy ``url`` is asked for, without the password, or an empty string."""
    proxy = proxy_of(url)
    if not proxy:
        return ""
    where = urllib.parse.urlsplit(proxy if "//" in proxy else f"//{proxy}")
    return f" through the proxy {where.hostname}" + (f":{where.port}" if where.port else "")
