"""Whether a connection may leave this machine: one question, asked before every connection."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from translator.errors import EngineError

OFFLINE = "TRANSLATOR_OFFLINE"
"""Environment variable that forbids every connection beyond this machine, unless it is empty or 0."""


def is_local(url: str) -> bool:
    """Return whether ``url`` names this machine itself: ``localhost`` or a loopback address.

    No name is looked up, because looking it up is a connection already.
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_of(url: str) -> str:
    """Return the system's proxy for ``url``; empty for this machine itself and for what is to be asked directly."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return "" if is_local(url) or proxy_bypass(host) else getproxies().get(parts.scheme, "")


def is_forbidden() -> bool:
    """Return whether TRANSLATOR_OFFLINE is set."""
    return os.environ.get(OFFLINE, "0") not in ("", "0")


def check_allowed(url: str) -> None:
    """Raise `EngineError` when ``url`` is beyond this machine and TRANSLATOR_OFFLINE is set."""
    if not is_forbidden() or is_local(url):
        return
    raise EngineError(
        f"{urlsplit(url).hostname or 'an address'}: {OFFLINE} is set, and this address is not on this machine",
        hint=f"Use what is on this machine, or remove {OFFLINE} from the environment to allow connections.",
    )
