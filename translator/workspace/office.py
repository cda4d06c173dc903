"""Input files as pages; LibreOffice converts the files of other word processors to Word files.

LibreOffice runs with its own profile in a temporary folder: a LibreOffice that is open on the desktop is not disturbed,
no macro runs, and no linked content is fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from translator.errors import InputError, os_reason
from translator.model import Page
from translator.readers.table import CONVERTED, READERS, read_page

TIMEOUT = 180.0
"""Seconds; a book of some hundred pages takes LibreOffice less than one minute."""

_SAVE = "Open it in Word, WPS or LibreOffice, save it as .docx, and use that."


def page_of(data: bytes, path: Path) -> Page:
    """Return a file's content as a page.

    Files of the kinds `CONVERTED` go by way of LibreOffice, unless they are Word files or web pages under another name.
    Raises `InputError` when the content cannot be read, and when LibreOffice is needed and missing.
    """
    name = str(path)
    if path.suffix.lower() not in CONVERTED:
        return read_page(data, name)
    if data.startswith(b"PK") and b"word/document.xml" in data:
        return READERS[".docx"](data, name)
    if _HTML.match(data[:2048].decode("latin-1")):
        return READERS[".html"](data, name)
    if data.startswith(b"MIME-Version:"):
        return READERS[".mhtml"](data, name)
    return READERS[".docx"](_as_docx(data, path), name)


_HTML = re.compile(r"[^<]{0,8}<(?:!doctype html|html)\b", re.IGNORECASE)
"""What some web sites offer as a Word file, as they do archives of web pages."""

_WORD_PROCESSORS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04", b"<?xml")
"""The first bytes of Word's and WPS's old format, of RTF, OpenDocument and Word's XML; LibreOffice reads anything else
as plain text."""


def _as_docx(data: bytes, path: Path) -> bytes:
    """Return what LibreOffice makes of a file as a Word file."""
    if not data.strip():
        raise InputError(f"{path}: the file is empty", hint="Check that it was saved or copied completely.")
    if not data.lstrip().startswith(_WORD_PROCESSORS):
        raise InputError(
            f"{path}: this is not a file of a word processor, or a damaged one",
            hint="Get an undamaged copy of it.",
        )
    program = office_program()
    if program is None:
        raise InputError(
            f"{path}: reading {path.suffix.lower()} files needs LibreOffice, which is not installed",
            hint=f"Install LibreOffice (free, libreoffice.org). Or: {_SAVE[0].lower()}{_SAVE[1:]}",
        )
    try:
        with TemporaryDirectory(prefix="translator-", ignore_cleanup_errors=True) as folder:
            return _converted(program, data, path, Path(folder))
    except OSError as error:
        raise InputError(
            f"{path}: LibreOffice could not be started ({os_reason(error)})",
            hint="Check that LibreOffice opens, and that there is room on the disk.",
        ) from None


def office_program() -> str | None:
    """Return the command that starts LibreOffice, or None where it is not installed."""
    usual = (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    )
    found = (shutil.which(name) for name in ("soffice", "libreoffice", *usual))
    return next((program for program in found if program), None)


_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def _converted(program: str, data: bytes, path: Path, folder: Path) -> bytes:
    """Return the Word file that LibreOffice writes of ``data``, working in a folder of its own."""
    profile, source = folder / "profile", folder / f"input{path.suffix.lower()}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source.write_bytes(data)
    options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
    _run([
        program, f"-env:UserInstallation={profile.as_uri()}", *options,
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ], path)  # fmt: skip
    made = folder / "out" / "input.docx"
    if not made.exists():
        raise InputError(
            f"{path}: LibreOffice cannot read it; it is damaged or locked with a password", hint=_SAVE
        )
    return made.read_bytes()


def _run(command: Sequence[str], path: Path) -> None:
    """Run LibreOffice to its end; stop it and its child processes after a time limit or an interruption."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the program is a child of the script of this name; both must end
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        raise InputError(f"{path}: LibreOffice did not finish in {TIMEOUT:.0f} seconds", hint=_SAVE) from None
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
