"""The page of findings: what stands in it, and what its filters and keys do in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from docx import Document as open_docx
from lxml import html
from typer.testing import CliRunner

from tests.unit.page_job import files, make_job
from tests.unit.sample_documents import article
from translator.cli import app
from translator.commands.qa import CheckedJob, Finding
from translator.commands.qa_page import qa_page
from translator.model import Document, Issue, Origin, OriginKind, Role, Segment, TermMatch
from translator.qa import findings
from translator.review.table import NUMBER, review_docx
from translator.terms import proof
from translator.webpages import attribute
from translator.workspace import JobFolder

BY_ENGINE = Origin(kind=OriginKind.MT)
ODD = 'a & b <script>alert("1")</script> $x^2 \\le y$ \x00'
PIECES = [
    (Role.HEADLINE, [("项目投资九十亿元", "Project costs 9 billion yuan.")]),
    (
        Role.PARAGRAPH,
        [
            ("项目投资90亿元。", "The the project cost 90 billion yuan"),
            ("会议在京举行。", "The meeting was held in Beijing."),
            ("青岛支持民营企业。", ""),
        ],
    ),
    (Role.PARAGRAPH, [(f"公式：{ODD}。", f"The formula: {ODD} is all .")]),
]


def filled(segment: Segment) -> Segment:
    targets = {source: target for _, pairs in PIECES for source, target in pairs}
    terms = [
        TermMatch(start=at.start(), end=at.end(), source="投资", target="investment")
        for at in re.finditer("投资", segment.source)
    ]
    drafted = replace(segment, terms=tuple(terms)).drafted(targets[segment.source], BY_ENGINE)
    return proof.verify(drafted)


def document() -> Document:
    articles = tuple(
        replace(
            made,
            blocks=tuple(
                replace(block, segments=tuple(map(filled, block.segments))) for block in made.blocks
            ),
        )
        for made in (article(1, PIECES[:2]), article(2, PIECES[2:]))
    )
    return Document(name="page", articles=articles)


def checked(made: Document, *others: tuple[str, Issue]) -> CheckedJob:
    """Return a checked job, with issues of other tools by the ids of their segments."""
    found = findings(made)
    every = [
        Finding(segment=segment, issue=issue, remarks=tuple(remarks))
        for segment in made.segments()
        for issue, remarks in (
            *found.get(segment.id, {}).items(),
            *((i, ()) for to, i in others if to == segment.id),
        )
    ]
    return CheckedJob(job=JobFolder(out=Path("out"), name="page"), document=made, findings=tuple(every))


def parsed(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page.decode())


def marked(page: html.HtmlElement, number: str, language: str) -> list[str]:
    return [
        mark.text_content()
        for mark in page.xpath(f"//*[@id='{number}']/p[starts-with(@lang,'{language}')]/mark")
    ]


def test_every_finding_stands_there_once_in_the_row_of_its_number() -> None:
    result = checked(document())
    page = parsed(qa_page(result))
    found = [
        (row.get("id"), one.get("data-check"), one.get("data-severity"))
        for row in page.xpath("//article")
        for one in row.xpath(".//li")
    ]
    assert found == [(one.segment.id, one.issue.check, one.issue.severity) for one in result.findings]
    assert {"term", "number", "doubled-word", "empty", "end-mark", "spacing"} <= {
        check for _, check, _ in found
    }


def test_the_numbers_and_headings_are_those_of_the_review_table(tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    path.write_bytes(review_docx(document()))
    table = open_docx(str(path))
    cells = [row.cells[0].paragraphs[0].text for one in table.tables for row in one.rows]
    page = parsed(qa_page(checked(document())))
    rows = page.xpath("//article/@id")
    assert NUMBER in cells
    assert rows == [cell for cell in cells if cell in rows]
    headings = [p.text for p in table.paragraphs if p.style.name.lower() == "heading 1"]
    assert page.xpath("//main//h2/text()") == headings


def test_the_words_in_question_are_marked_in_both_texts_with_the_wording_to_use() -> None:
    page = parsed(qa_page(checked(document())))
    assert marked(page, "a01.p002.s01", "zh") == ["投资", "90亿元"]
    assert marked(page, "a01.p002.s01", "en") == [
        "The the",
        "90 billion yua",
        "n",
    ]  # its end lacks a mark as well
    (number,) = page.xpath("//*[@id='a01.p002.s01']//li[@data-check='number']")
    assert number.xpath("string(.//*[@class='use'])") == "9 billion yuan"
    (last,) = page.xpath("//*[@id='a01.p002.s01']//mark[text()='n']")
    assert last.get("title") == "number, end-mark"


def test_nothing_in_the_texts_is_taken_for_html() -> None:
    foreign = Issue(check='"><b x="', message=f"message {ODD}", foreign=' type="x"')
    result = checked(document(), ("a02.p001.s01", foreign))
    page = parsed(qa_page(result))
    (row,) = page.xpath("//*[@id='a02.p001.s01']")
    texts = [one.text_content() for one in row.xpath("p")]
    assert texts == [pair.replace("\x00", "\ufffd") for pair in PIECES[2][1][0]]
    assert foreign.check in row.xpath(".//li/@data-check")
    assert foreign.check in page.xpath("//select[@name='check']/option/@value")
    assert len(page.xpath("//script")) == 1
    assert attribute('"&') == "&quot;&amp;"


def test_the_page_loads_nothing_and_only_its_own_script_may_run() -> None:
    text = qa_page(checked(document())).decode()
    page = parsed(text.encode())
    assert not page.xpath("//link | //img | //iframe | //@src | //@style[contains(., 'url')]")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert "://" not in page.xpath("string(//style)") + page.xpath("string(//script)")
    assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv]/@content)")
    assert qa_page(checked(document())) == text.encode()


def test_a_job_without_findings_says_so() -> None:
    page = parsed(qa_page(replace(checked(document()), findings=())))
    assert "Nothing was found." in page.text_content()
    assert not page.xpath("//script | //form")


# --- the command -----------------------------------------------------------------------------------------------


def call(*words: str) -> Result:
    return CliRunner().invoke(app, ["qa", *words])


def test_the_command_writes_the_page_beside_the_job_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_job(tmp_path, monkeypatch)
    before = files()
    done = call("out/page", "--html")
    assert done.stdout.splitlines()[-1] == f"→ {Path('out/page/page.qa.html')}"
    after = files()
    page = after.pop("page.qa.html")
    assert after == before
    Path("out/page/page.qa.html").write_text("edited", encoding="utf-8")
    assert call("--html", "--fail-on", "warning").exit_code == 3
    assert files() == {**before, "page.qa.html": page}


def test_a_page_that_cannot_be_written_is_an_error_of_its_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_job(tmp_path, monkeypatch)
    Path("out/page/page.qa.html").mkdir()
    done = call("--html", "--json")
    assert done.exit_code == 1
    assert '"page": null' in done.stdout


# --- in a browser ----------------------------------------------------------------------------------------------

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
STEPS = """
const log = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const look = () => log.push({
  checks: all("article:not([hidden]) li:not([hidden])").map((one) => one.dataset.check),
  marks: all("mark:not(.off)").map((one) => one.textContent),
  articles: all("main > section:not([hidden])").map((one) => one.id),
  chosen: all("tr.chosen").map((one) => one.dataset.check ?? one.dataset.article),
  row: document.querySelector(".row.current")?.id,
  focus: document.activeElement.name,
  help: document.querySelector("dialog").open,
  address: location.hash,
});
const act = (step) => {
  if (step.startsWith("click ")) document.querySelector(step.slice(6)).click();
  else document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: step, bubbles: true}));
  look();
};
"""


def driven(folder: Path, address: str, *steps: str) -> list[dict[str, Any]]:
    """Return what the page shows when it is opened and after each step: a key, or a click on what a selector finds.

    The policy that would stop the script of this test is taken out of the page.
    """
    page = re.sub(r"<meta http-equiv[^>]*>", "", qa_page(checked(document())).decode())
    script = f"{STEPS} look(); {json.dumps(steps)}.forEach(act); document.title = JSON.stringify(log);"
    path = folder / "driven.html"
    path.write_text(page.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [BROWSER, *options, "--dump-dom", path.as_uri() + address],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(parsed(done.stdout).xpath("string(//title)"))


@pytest.mark.skipif(not BROWSER, reason="needs Chromium")
def test_clicks_and_keys_filter_and_move(tmp_path: Path) -> None:
    every = [one.issue.check for one in checked(document()).findings]
    opened, errors, first, next_, back, of_article, one_check, all_again, slash, typed, left, help_ = driven(
        tmp_path, "", "2", "j", "ArrowDown", "k", "click .charts [data-article=a01] button",
        "click .charts [data-check=empty] button", "Escape", "/", "j", "Escape", "?",
    )  # fmt: skip
    assert opened["checks"] == all_again["checks"] == every
    assert set(errors["checks"]) == {"term", "empty"}
    assert [step["row"] for step in (first, next_, back)] == ["a01.p001.s01", "a01.p002.s01", "a01.p001.s01"]
    assert of_article["chosen"] == of_article["articles"] == ["a01"]
    assert one_check["checks"] == ["empty"]
    assert one_check["address"] == "#?severity=error&check=empty&article=a01"
    assert "row" not in one_check  # the sentence that was current is not shown any more
    assert [step["focus"] for step in (slash, typed)] == ["search", "search"]
    assert "row" not in typed
    assert (left.get("focus"), left["help"], help_["help"]) == (None, False, True)


@pytest.mark.skipif(not BROWSER, reason="needs Chromium")
def test_the_address_says_what_is_shown(tmp_path: Path) -> None:
    (opened,) = driven(tmp_path, "#?check=end-mark&search=90+BILLION")
    assert (opened["checks"], opened["marks"], opened["chosen"]) == (["end-mark"], ["n"], ["end-mark"])
