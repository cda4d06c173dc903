"""Own the tables of readers and exporters; a format turns bytes into values and back, and touches no file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from translator.errors import InputError
from translator.model import Document, Page

Reader = Callable[[bytes, str], Page]
"""Called with the file's bytes and the name to use in messages and as the page's name."""


def _text(data: bytes, name: str) -> Page:
    from translator.formats.text import read_text

    return read_text(data, name)


def _markdown(data: bytes, name: str) -> Page:
    from translator.formats.markdown import read_markdown

    return read_markdown(data, name)


def _docx(data: bytes, name: str) -> Page:
    from translator.formats.docx_in import read_docx

    return read_docx(data, name)


def _html(data: bytes, name: str) -> Page:
    from translator.formats.html import read_html

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Make copies of a job for other programs, and know them again.

    ``is_as_written`` tells whether bytes are an unchanged copy, and ``content`` which job a copy was made from: the
    job's content hash, empty where the copy has lost it. It raises `InputError` for what is no copy.
    """

    write: Callable[[Document], bytes]
    is_as_written: Callable[[bytes], bool]
    content: Callable[[bytes], str]


def _write_xliff12(document: Document) -> bytes:
    from translator.formats.xliff.version12 import write_xliff12

    return write_xliff12(document)


def _is_xliff12(data: bytes) -> bool:
    from translator.formats.xliff.version12 import is_as_written

    return is_as_written(data)


def _write_xliff21(document: Document) -> bytes:
    from translator.formats.xliff import write_xliff

    return write_xliff(document)


def _is_xliff21(data: bytes) -> bool:
    """Tell whether a job is as it was written: every change to its texts or states breaks a seal."""
    from translator.errors import JobError
    from translator.formats.xliff import read_xliff, write_xliff

    try:
        return write_xliff(read_xliff(data, "copy")) == data
    except JobError:
        return False


def _content(data: bytes) -> str:
    from translator.formats.xliff.returned import read_returned

    return read_returned(data, "copy").content


EXPORTERS: dict[str, Exporter] = {
    "xliff-1.2": Exporter(write=_write_xliff12, is_as_written=_is_xliff12, content=_content),
    "xliff-2.1": Exporter(write=_write_xliff21, is_as_written=_is_xliff21, content=_content),
}
"""The formats of copies for other programs, by the name that the command line uses."""
