"""``translator style``: suggestions in copies of Word files and as diffs of text files."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml

from tests.libreoffice.job import HERE
from tests.unit.test_libreoffice import python_with_uno
from translator.cli import main
from translator.commands.style import AUTHOR, suggest
from translator.errors import InputError, OutputError, UsageError
from translator.ooxml.body import walk
from translator.ooxml.package import Package
from translator.ooxml.revisions import Choice, Skip, everybody, nobody, only, paragraphs_of, text_of
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.results import Options
from translator.xliff.read import read_xliff

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = 'The "labor" center spent 30% on 8 May 2023.'


def texts(data: bytes, choice: Choice) -> list[str]:
    package = Package(data, "test.docx")
    pieces = [p for p in walk(package.root(package.main_part())) if Skip.FIELD_CODE not in p.skips]
    return [text_of(one, choice) for one in paragraphs_of(pieces, choice)]


def word(tmp_path: Path, *paragraphs: str) -> Path:
    """Write a Word file of paragraphs given as the XML of their runs."""
    document = WordDocument()
    for runs in paragraphs:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {W}>{runs}</w:p>"))
    path = tmp_path / "text.docx"
    document.save(path)
    return path


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def suggested(path: Path, house: str = "xinhua") -> bytes:
    done = suggest(path, house)
    assert done.path is not None
    return done.path.read_bytes()


def test_suggestions_are_tracked_changes_in_a_copy(tmp_path):
    path = word(tmp_path, run(TEXT))
    before = path.read_bytes()
    data = suggested(path)
    assert path.read_bytes() == before
    assert texts(data, nobody) == [TEXT]
    assert texts(data, everybody) == ['The "labor" center spent 30 percent on May 8, 2023.']
    assert texts(data, only(AUTHOR)) == texts(data, everybody)


def test_formatting_is_that_of_the_words_that_change(tmp_path):
    path = word(tmp_path, run("It spent ") + run("30", "<w:b/>") + run("% of", "<w:i/>") + run(" 3 centres."))
    data = suggested(path)
    assert texts(data, everybody) == ["It spent 30 percent of three centers."]
    body = Package(data, "x").root("word/document.xml")
    new = {
        run.findtext(".//{*}t"): run.find("{*}rPr/{*}i") is not None
        for run in body.iterfind(".//{*}ins/{*}r")
    }
    assert new[" percent"]
    assert not new["centers"]


@pytest.mark.parametrize(
    ("runs", "after"),
    [
        (run("The cen") + run("tre of "), "The center of"),
        ("<w:hyperlink>" + run("A centre") + "</w:hyperlink>" + run(" has 3 towns."), "A center has three towns."),
        (run("A  B") + "<w:r><w:tab/><w:t>one  two</w:t></w:r>", "A B\tone two"),
        ("<w:r><w:t>At the centre</w:t><w:br/><w:t>and more</w:t></w:r>", "At the center\nand more"),
        ("<w:r><w:t>A centre</w:t><w:tab/><w:t>and more</w:t></w:r>", "A center\tand more"),
        ('<w:r><w:t>A centre</w:t><w:footnoteReference w:id="2"/><w:t> and more</w:t></w:r>', "A center and more"),
        ("<w:r><w:t>About 30%</w:t><w:br/><w:t>and more</w:t></w:r>", "About 30 percent\nand more"),
        (run("A centre.") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" A theatre."), "A center. A theater."),
        (run("the end."), "The end."),
        (f'<w:ins w:id="5" w:author="Li">{run("A centre")}</w:ins>' + run(" or theatre."), "A centre or theater."),
        (f'<w:del w:id="5" w:author="Li"><w:r><w:delText>No </w:delText></w:r></w:del>{run("A tyre.")}', "A tire."),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF centre</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("centre")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" and theatre"),
            "centre and theater",
        ),
    ],
    ids=["split", "link", "tab", "before break", "before tab", "before note", "sign before break", "note", "start",
         "inserted", "deleted", "field"],
)  # fmt: skip
def test_runs_links_notes_fields_and_other_changes(tmp_path, runs, after):
    path = word(tmp_path, runs)
    others = texts(path.read_bytes(), only("Li"))
    data = suggested(path)
    assert texts(data, everybody) == [after]
    assert texts(data, only("Li")) == others


def test_only_english_paragraphs_are_styled(tmp_path):
    path = word(tmp_path, run("中心 center costs 30%."), run("30%"), run("In Qingdao, 30%."))
    assert texts(suggested(path), everybody)[:3] == [
        "中心 center costs 30%.",
        "30%",
        "In Qingdao, 30 percent.",
    ]


def test_of_a_review_table_only_the_english_column_is_styled_and_it_can_be_applied(tmp_path):
    path = tmp_path / "job.docx"
    shutil.copy(HERE / "job.docx", path)
    data = suggested(path, "guardian")
    job = read_xliff((HERE / "job.xlf").read_bytes(), "job.xlf")
    accepted = apply_returned(job, read_review_table(data, "job.docx"), Options())
    assert accepted.edits
    assert not accepted.conflicts
    assert {edit.reviewer for edit in accepted.edits} == {AUTHOR}
    rejected = apply_returned(job, read_review_table(data, "job.docx", nobody), Options())
    assert rejected.document is job


def test_a_copy_that_is_there_is_kept_and_the_file_itself_is_never_written(tmp_path):
    path = word(tmp_path, run(TEXT))
    first = suggest(path, "xinhua")
    second = suggest(path, "guardian")
    assert second.path == first.path
    assert second.backup is not None
    assert second.backup.exists()
    with pytest.raises(UsageError):
        suggest(path, "xinhua", output=path)


def test_all_other_parts_of_the_file_stay(tmp_path):
    path = word(tmp_path, run(TEXT))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(io.BytesIO(suggested(path))) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["word/document.xml"]


def test_nothing_to_change_writes_nothing(tmp_path):
    path = word(tmp_path, run("All is well."))
    done = suggest(path, "xinhua")
    assert (done.path, done.passages, list(tmp_path.iterdir())) == (None, 0, [path])


def test_terms_of_a_glossary_stay(tmp_path):
    glossary = tmp_path / "terms.csv"
    glossary.write_text("source,target\n工会,labor union\n", encoding="utf-8")
    path = tmp_path / "text.txt"
    path.write_text("The labor union and the labor market.\n", encoding="utf-8")
    assert "+The labor union and the labour market." in suggest(path, "guardian", (glossary,)).diff


MARKDOWN = """# Plan for the organisation

He said: "A
centre." It cost 30%.

- 8 May 2023
- see `theatre 30%` and [the theatre](theatre%20centre.md)

| share | 30% |

```
theatre  30%
```
中文 theatre

the end.
"""


def test_a_markdown_file_gets_a_diff_that_leaves_code_links_and_chinese(tmp_path):
    path = tmp_path / "text.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    lines = suggest(path, "xinhua").diff.splitlines()
    assert [line for line in lines if line.startswith("+")][1:] == [
        "+# Plan for the Organization",
        '+centre." It cost 30 percent.',
        "+- May 8, 2023",
        "+- see `theatre 30%` and [the theater](theatre%20centre.md)",
        "+The end.",
    ]
    assert path.read_text(encoding="utf-8") == MARKDOWN


@pytest.mark.skipif(not shutil.which("patch"), reason="patch is not installed")
def test_the_diff_is_a_patch(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("One  theatre.\n\nTwo.", encoding="utf-8")
    subprocess.run(["patch", "-s", str(path)], input=suggest(path, "xinhua").diff, text=True, check=True)
    assert path.read_text(encoding="utf-8").rstrip() == "One theater.\n\nTwo."


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [("a.docx", b"", InputError), ("a.docx", b"PK\x03\x04", InputError), ("a.odt", b"", UsageError)],
)
def test_a_file_that_cannot_be_styled_says_what_to_do(tmp_path, name, data, error):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as raised:
        suggest(path, "xinhua")
    assert raised.value.hint


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_a_text_file_has_no_copy_that_could_be_named(tmp_path, name):
    path = tmp_path / name
    path.write_text("The theatre.\n", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        suggest(path, "xinhua", output=tmp_path / "out.md")
    assert f"> {path.with_suffix('.diff')}" in raised.value.hint


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    path = word(tmp_path, run(TEXT))
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        suggest(path, "xinhua", output=tmp_path / "file" / "copy.docx")


def test_the_command_line(tmp_path, capsys):
    path = tmp_path / "text.txt"
    path.write_text("The theatre.\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["style", str(path), "--json"])
    assert left.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["passages"], found["rules"]) == (1, {"spelling": 1})
    with pytest.raises(SystemExit):
        main(["style", "--list"])
    assert 'percent = "per cent"' in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main(["style"])
    assert left.value.code == 2


@pytest.mark.skipif(
    not python_with_uno(), reason="LibreOffice with a Python that has its uno module is not installed"
)
def test_libreoffice_accepts_and_rejects_the_suggestions(tmp_path):
    path = word(tmp_path, run(TEXT), run("the end."), run("A th") + run("eatre"))
    data = suggested(path)
    script = [python_with_uno(), str(HERE / "accept.py"), str(tmp_path / "text.style.docx"), str(tmp_path)]
    subprocess.run(script, check=True, timeout=120, capture_output=True)
    for name, choice in (("accepted.txt", everybody), ("rejected.txt", nobody)):
        assert (tmp_path / name).read_text(encoding="utf-8-sig").splitlines()[:3] == texts(data, choice)[:3]
