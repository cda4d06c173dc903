"""The table of readers; a reader turns the bytes of a file into a page and touches no file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from translator.errors import InputError
from translator.model import Page

Reader = Callable[[bytes, str], Page]
"""Called with the file's bytes and the name to use in messages and as the page's name."""


def _reader(module: str) -> Reader:
    """Return the function ``read_MODULE``; its module is imported when it first reads."""

    def read(data: bytes, name: str) -> Page:
        function: Reader = getattr(import_module(f"translator.readers.{module}"), f"read_{module}")
        return function(data, name)

    return read


READERS: dict[str, Reader] = {
    ".txt": _reader("txt"),
    ".md": _reader("markdown"),
    ".markdown": _reader("markdown"),
    ".docx": _reader("docx"),
    ".pdf": _reader("pdf"),
    ".html": _reader("html"),
    ".htm": _reader("html"),
    ".xhtml": _reader("html"),
    ".shtml": _reader("html"),
    ".mhtml": _reader("mhtml"),
    ".mht": _reader("mhtml"),
}

CONVERTED = (".doc", ".odt", ".rtf", ".wps")
"""Kinds of files that are converted to Word files before the readers get them."""

KINDS = (*READERS, *CONVERTED)
"""All kinds of files that can be read."""


def read_page(data: bytes, name: str) -> Page:
    """Read ``data`` by the extension of ``name``.

    Raises `InputError` for an unknown extension, and for content that is empty, broken or not what the
    extension says.
    """
    extension = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in READERS:
        raise InputError(
            f"{name}: this kind of file cannot be read",
            hint=f"Use one of {', '.join(KINDS)}.",
        )
    return READERS[extension](data, name)
