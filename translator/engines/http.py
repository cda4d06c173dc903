"""JSON over HTTP with one server: requests wait where waiting helps; failures are told in words, without the key."""

from __future__ import annotations

import base64
import email.utils
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from translator import __version__
from translator.engines.network import check_allowed, is_local, proxy_of
from translator.errors import EngineError, UsageError

if TYPE_CHECKING:
    import urllib3

TRIES = 7
FIRST_WAIT = 1.0
"""Seconds before the second try; each later wait is twice the one before, so that limits by the minute pass."""

LONGEST_WAIT = 120.0
"""Seconds; a server that asks for more is left alone, and the run stops."""

LARGEST_ANSWER = 16 << 20
SHOWN_CHARS = 200

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")
_OUT_OF_MONEY = "insufficient_quota"
"""The code that OpenAI and compatible servers send with HTTP 429 when a quota is used up and waiting does not help.

The word *quota* alone does not mean that: Azure and Google use it in messages about limits per minute.
"""

_LATER = "The server may be overloaded: wait and run the same command again."
_ACCOUNT = "Look at your account with the server, then run the same command again."


class Refused(EngineError):
    """A request that the server answered with an error; trying again would not help.

    ``status`` is HTTP's, and ``detail`` what the server said of it.
    """

    def __init__(self, message: str, *, hint: str, status: int, detail: str) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.detail = detail


class _Busy(Exception):
    """The server cannot answer now; ``wait`` has the seconds it asks for, if any, ``detail`` its own words."""

    def __init__(self, reason: str, wait: float | None = None, detail: str = "") -> None:
        super().__init__(reason)
        self.wait = wait
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server at ``base_url``, spoken to with these ``headers``; what is in ``secrets`` is never shown.

    ``timeout`` is how many seconds an answer may take from first to last byte.
    """

    base_url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    timeout: float = 120.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    @property
    def host(self) -> str:
        """Return the name of the machine, with the port where one is given."""
        return urlsplit(self.base_url).netloc

    @property
    def local(self) -> bool:
        """Return whether the server is on this machine."""
        return is_local(self.base_url)

    def get(self, path: str) -> Any:  # noqa: ANN401  # JSON
        """Return the JSON at ``path`` below the base URL; errors as in `post`."""
        return self._patiently("GET", path, None)

    def post(self, path: str, body: object) -> Any:  # noqa: ANN401  # JSON
        """Return the JSON that answers ``body``.

        A busy server, a lost connection and an answer that is cut are tried again. Raises `Refused` for an error of
        the request and `EngineError` when the server cannot be reached, gives no JSON, or stays busy.
        """
        return self._patiently("POST", path, json.dumps(body, ensure_ascii=False).encode())

    # --- trying -----------------------------------------------------------------------------------------

    def _patiently(self, method: str, path: str, body: bytes | None) -> Any:  # noqa: ANN401
        check_allowed(self.base_url)
        for tried in range(1, TRIES + 1):
            try:
                return self._once(method, path, body)
            except _Busy as busy:
                wait = FIRST_WAIT * 2 ** (tried - 1) if busy.wait is None else busy.wait
                if tried == TRIES or wait > LONGEST_WAIT:
                    asked = f" and asks to wait {busy.wait:.0f} s" if busy.wait else ""
                    said = f": {busy.detail}" if busy.detail else ""
                    hint = _ACCOUNT if "quota" in busy.detail.lower() else _LATER
                    raise EngineError(f"{self.base_url}: {busy}{asked}{said}", hint=hint) from None
                self.sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, method: str, path: str, body: bytes | None) -> Any:  # noqa: ANN401
        import urllib3

        started = time.monotonic()
        try:
            response = self._pool.request(
                method,
                self.base_url + path,
                body=body,
                headers={
                    "User-Agent": f"translator-zh-en/{__version__}",
                    **self._content(body),
                    **self.headers,
                },
                timeout=urllib3.Timeout(connect=min(30.0, self.timeout), read=self.timeout),
                preload_content=False,
                redirect=False,  # a key must not follow to another machine
                retries=False,
            )
            try:
                data = self._read(response, started)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise self._failure(error) from None
        return self._judged(response, data)

    @staticmethod
    def _content(body: bytes | None) -> dict[str, str]:
        return {"Accept": "application/json"} | ({"Content-Type": "application/json"} if body else {})

    def _read(self, response: urllib3.BaseHTTPResponse, started: float) -> bytes:
        data = bytearray()
        while chunk := response.read1(1 << 16):
            data += chunk
            if time.monotonic() - started > self.timeout:
                raise self._too_slow()
            if len(data) > LARGEST_ANSWER:
                raise EngineError(f"{self.base_url}: the answer is far too large", hint=self._check_address)
        return bytes(data)

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        import urllib3

        proxy = proxy_of(self.base_url)
        if not proxy:
            return urllib3.PoolManager()
        address, headers = _parts_of_proxy(proxy)
        return urllib3.ProxyManager(address, proxy_headers=headers)

    # --- what came back ---------------------------------------------------------------------------------

    def _judged(self, response: urllib3.BaseHTTPResponse, data: bytes) -> Any:  # noqa: ANN401
        status = response.status
        text = data.decode("utf-8", errors="replace")
        if status >= 400:
            wait, detail = _retry_after(response.headers), self.shown(_detail(text))
            passes = wait is not None and wait <= LONGEST_WAIT
            if status not in _BUSY or (_OUT_OF_MONEY in text and not passes):
                raise self._refused(status, detail)
            raise _Busy(f"the server stays busy (HTTP {status})", wait, detail)
        if status >= 300:
            place = self.shown(response.headers.get("Location", "elsewhere"))
            raise EngineError(
                f"{self.base_url}: the server redirects to {place}",
                hint="If that is right, use it as base_url.",
            )
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            if text.lstrip().startswith("<"):
                raise EngineError(
                    f"{self.base_url}: a web page came back instead of JSON", hint=self._check_address
                ) from None
            raise _Busy("the answers are truncated or not JSON") from None

    def shown(self, text: str) -> str:
        """Return a server's words fit for a message: on one line, not long, and without a secret."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        line = _CONTROL.sub(" ", text).strip()
        return line if len(line) <= SHOWN_CHARS else line[:SHOWN_CHARS] + "…"

    def _refused(self, status: int, detail: str) -> Refused:
        said = f": {detail}" if detail else ""
        if status in (401, 403) or "api key" in detail.lower():
            hint = "Set api_key to a key that the server knows, best in the environment or a file only you can read."
            return Refused(
                f"{self.base_url}: the server refuses the key (HTTP {status}){said}" if self.secrets
                else f"{self.base_url}: the server wants a key (HTTP {status}){said}",
                hint=hint, status=status, detail=detail,
            )  # fmt: skip
        hint = _ACCOUNT if status == 402 or "quota" in detail.lower() else self._check_address
        message = f"{self.base_url}: the server answered HTTP {status}{said}"
        return Refused(message, hint=hint, status=status, detail=detail)

    @property
    def _check_address(self) -> str:
        return "Check base_url: its address, and whether it needs an ending such as /v1."

    # --- what did not -----------------------------------------------------------------------------------

    def _too_slow(self) -> EngineError:
        return EngineError(
            f"{self.base_url}: no answer within {self.timeout:.0f} s",
            hint="Give it longer with the option timeout (seconds), or less at a time with the option batch.",
        )

    def _failure(self, error: Exception) -> Exception:
        """Return what a failed connection means: an error, or that trying again may help."""
        from urllib3 import exceptions

        if isinstance(error, exceptions.ReadTimeoutError):
            return self._too_slow()
        if isinstance(error, exceptions.SSLError):
            return EngineError(
                f"{self.base_url}: its certificate cannot be trusted ({self.shown(_reason(error))})",
                hint="For a certificate of your own set SSL_CERT_FILE to its .pem file; else ask who runs the server.",
            )
        if isinstance(error, exceptions.ProtocolError):
            return _Busy("the connection breaks off")
        return EngineError(
            f"{self.base_url}: cannot be reached ({self.shown(_reason(error))})",
            hint="Check that the server is running and that base_url is its address."
            if self.local
            else "Check base_url and the connection of this machine.",
        )


def _parts_of_proxy(proxy: str) -> tuple[str, dict[str, str]]:
    """Return the address of a proxy without a name and password, and the header that has them."""
    scheme, has_scheme, rest = proxy.partition("://")
    who, _, place = (rest if has_scheme else proxy.removeprefix("//")).rpartition("@")
    code = base64.b64encode(unquote(who).encode()).decode()
    headers = {"Proxy-Authorization": f"Basic {code}"} if who else {}
    return f"{scheme if has_scheme else 'http'}://{place}", headers


def checked_url(url: str) -> str:
    """Return the address of a server without a slash at its end; raise `UsageError` for one that cannot be used."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or _CONTROL.search(url):
        raise UsageError(
            "base_url: this is not a server address",
            hint="It begins with http:// or https://, for example http://localhost:11434/v1",
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            "base_url: an address with a user name, a password or a query cannot be used",
            hint="Give the address alone, and the key as api_key.",
        )
    return url.rstrip("/")


def checked_key(key: str) -> str:
    """Return a key; raise `UsageError`, without the key in it, if no header can hold the key."""
    if not key.isascii() or _CONTROL.search(key):
        raise UsageError(
            "api_key: the key contains characters that no key may contain",
            hint="Copy it again, without spaces and quotes.",
        )
    return key


def _detail(text: str) -> str:
    """Return what a server says of an error, from the shapes that servers use; empty for a web page."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "" if text.lstrip().startswith("<") else text
    for name in ("error", "message", "detail"):
        if isinstance(found, dict) and name in found:
            found = found[name]
    if isinstance(found, str) or not found:
        return found or ""
    return json.dumps(found, ensure_ascii=False)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None without a usable one."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _reason(error: Exception) -> str:
    """Return the innermost reason of a failed connection."""
    inner = getattr(error, "reason", None) or error.__cause__ or error.__context__
    while isinstance(inner, Exception) and (inner.__cause__ or inner.__context__):
        inner = inner.__cause__ or inner.__context__
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror.lower()
    return str(inner or error)
