"""Web archives (.mht, .mhtml), as browsers save pages with everything in them: the page is read, the rest skipped.

Source: RFC 2557 (MIME Encapsulation of Aggregate Documents).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from translator.model import Page, Skipped
from translator.readers.encodings import decode_replacing
from translator.readers.html import read_html

_PAGES = ("text/html", "application/xhtml+xml")
_REASONS = {"text/css": "style", "text/javascript": "script", "application/javascript": "script"}


def read_mhtml(data: bytes, name: str) -> Page:
    """Read the page of a web archive; other pages in it, such as frames of advertisements, are skipped by name.

    Of a page that is only frames the largest frame is read. A plain HTML file of this name is read as what it is.
    Raises `InputError` as `read_html` does.
    """
    archive = message_from_bytes(data, policy=policy.default)
    parts = [part for part in archive.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    if not archive.keys() or not pages:
        return read_html(data, name)
    main = _main(pages)
    page = read_html(_content(main), name, main.get_content_charset(""))
    others = (part for part in parts if part is not main)
    return replace(page, skipped=(*_headers(archive), *page.skipped, *filter(None, map(_skipped, others))))


def _main(pages: list[EmailMessage]) -> EmailMessage:
    first, *others = pages
    if others and b"<frameset" in _content(first).lower():
        return max(others, key=lambda part: len(_content(part)))
    return first


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _headers(archive: EmailMessage) -> Iterator[Skipped]:
    yield Skipped(
        text="\n".join(f"{key}: {value}" for key, value in archive.items()), reason="archive header"
    )


def _skipped(part: EmailMessage) -> Skipped | None:
    """Return the text of another part, None for a picture and the like."""
    kind = part.get_content_type()
    reason = "embedded page" if kind in _PAGES else _REASONS.get(kind)
    text = decode_replacing(_content(part), part.get_content_charset("utf-8")).strip() if reason else ""
    return Skipped(text=text, reason=reason) if reason and text else None
