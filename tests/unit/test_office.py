"""Files of other word processors: through LibreOffice where it is installed, and a clear word where it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import sample_files as samples
from translator.errors import InputError
from translator.model import Markup
from translator.readers.table import CONVERTED
from translator.workspace import office
from translator.workspace.office import page_of

RTF = rb"{\rtf1\ansi\uc1{\b \u26412?\u25253?\u-29777?} \u36817?\u26085?\u12290?\par \u38738?\u23707?\par}"
"""本报讯 in bold, 近日。, and 青岛 as a paragraph of its own."""

SAVED = Path(__file__).parents[1] / "libreoffice"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)

with_office = pytest.mark.skipif(office.office_program() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in is a script")


def refusal(data: bytes, name: str) -> InputError:
    with pytest.raises(InputError) as raised:
        page_of(data, Path(name))
    return raised.value


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a shell script in LibreOffice's place."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "office_program", lambda: str(program))


# --- with LibreOffice ------------------------------------------------------------------------------------


ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        "<office:text><text:p>本报讯 近日。</text:p><text:p>青岛</text:p></office:text>"
        "</office:body></office:document-content>"
    ),
    "META-INF/manifest.xml": (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    ),
}

FILES = {
    "page.rtf": lambda: RTF,
    "page.odt": lambda: samples.pack(ODT),
    "page.wps": (SAVED / "page.doc").read_bytes,  # WPS writes Word's old format
}


@with_office
@pytest.mark.parametrize("name", FILES)
def test_files_of_other_word_processors_are_read(name: str) -> None:
    page = page_of(FILES[name](), Path("in") / name)
    assert page.name == str(Path("in") / name)
    assert [line.text for line in page.lines] == ["本报讯 近日。", "青岛"]
    assert [line.emphasis for line in page.lines] == [0 if name == "page.odt" else 3, 0]


@with_office
def test_a_damaged_file_is_refused() -> None:
    assert "LibreOffice cannot read it" in refusal(OLE, "page.doc").message


# --- without it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", CONVERTED)
def test_without_libreoffice_the_error_says_how_to_get_on(
    extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    error = refusal(OLE, f"in/page{extension}")
    assert (
        error.message
        == f"in/page{extension}: reading {extension} files needs LibreOffice, which is not installed"
    )
    assert "libreoffice.org" in error.hint
    assert "save it as .docx" in error.hint


@pytest.mark.parametrize("extension", CONVERTED)
@pytest.mark.parametrize(
    "data", [b"", b" \n", bytes(range(256)) * 20, b"%PDF-1.7"], ids=["empty", "blank", "bytes", "pdf"]
)
def test_what_is_no_file_of_a_word_processor_never_gets_to_libreoffice(
    extension: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "office_program", pytest.fail)
    assert refusal(data, f"in/page{extension}").message.startswith(f"in/page{extension}: ")


def test_a_word_file_under_another_name_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", pytest.fail)
    data = samples.docx(samples.paragraph(samples.run("青岛")))
    assert [line.text for line in page_of(data, Path("page.doc")).lines] == ["青岛"]


@pytest.mark.parametrize(
    "web_page", ["<html><h1>标题</h1><p>正文。", "\ufeff<!DOCTYPE html><h1>标题</h1><p>正文。"]
)
def test_a_web_page_under_another_name_needs_no_libreoffice(
    web_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "office_program", pytest.fail)
    lines = page_of(web_page.encode(), Path("page.doc")).lines
    assert [(line.text, line.markup) for line in lines] == [("标题", Markup.HEADING), ("正文。", Markup.TEXT)]


def test_an_archive_of_a_web_page_under_another_name_needs_no_libreoffice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "office_program", pytest.fail)
    page = page_of(samples.archive("<h1>标题</h1><p>正文。"), Path("page.doc"))
    assert [line.text for line in page.lines] == ["标题", "正文。"]


# --- how it is run -----------------------------------------------------------------------------------------


@posix
def test_libreoffice_gets_a_profile_of_its_own_that_runs_no_macros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    stand_in(
        tmp_path,
        monkeypatch,
        f'echo "$@" > {seen}; cat "${{1#*=file://}}/user/registrymodifications.xcu" >> {seen}',
    )
    assert "LibreOffice cannot read it" in refusal(OLE, "page.doc").message
    said = seen.read_text(encoding="utf-8")
    assert "--headless" in said
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in said


@posix
def test_what_libreoffice_started_ends_with_it_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late"
    stand_in(tmp_path, monkeypatch, f"(sleep 1; touch {late}) & wait")
    monkeypatch.setattr(office, "TIMEOUT", 0.2)
    assert "did not finish" in refusal(OLE, "page.doc").message
    subprocess.run(["sleep", "1.2"], check=True)
    assert not late.exists()


@posix
def test_a_program_that_does_not_start_is_an_input_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: str(tmp_path / "missing"))
    assert "could not be started" in refusal(OLE, "page.doc").message
