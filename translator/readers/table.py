"""Own the tables of readers and exporters; a format turns bytes into values and back, and touches no file."""

from __future__ import annotations

from collections.abc import Callable

from translator.errors import InputError
from translator.model import Page

Reader = Callable[[bytes, str], Page]
"""Called with the file's bytes and the name to use in messages and as the page's name."""


def _text(data: bytes, name: str) -> Page:
    from translator.readers.txt import read_text

    return read_text(data, name)


def _markdown(data: bytes, name: str) -> Page:
    from translator.readers.markdown import read_markdown

    return read_markdown(data, name)


def _docx(data: bytes, name: str) -> Page:
    from translator.readers.docx import read_docx

    return read_docx(data, name)


def _html(data: bytes, name: str) -> Page:
    from translator.readers.html import read_html

    return read_html(data, name)


READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
}


def read_page(data: bytes, name: str) -> Page:
    """Read ``data`` by the extension of ``name``.

    Raises `InputError` for an unknown extension, and for content that is empty, broken or not what the
    extension says.
    """
    extension = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in READERS:
        raise InputError(
            f"{name}: this kind of file cannot be read",
            hint=f"Use one of {', '.join(READERS)}.",
        )
    return READERS[extension](data, name)


# --- copies for other programs -----------------------------------------------------------------------------------
