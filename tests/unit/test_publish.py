"""Publications: web pages, Markdown, and the command that writes them."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document as open_docx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from tests.unit.page_job import LIKED, files, id_of, make_job
from tests.unit.sample_documents import changed, full_document
from tests.unit.test_publish_tables import SAMPLE, job
from translator import pipeline, workspace
from translator.cli import app
from translator.commands.jobs import job_folder, save_job
from translator.commands.review import change_job
from translator.errors import UsageError
from translator.model import Conflict, ConflictKind, Document, Layout, Role, State
from translator.publish.docx import bilingual_docx, english_docx
from translator.publish.html import bilingual_html, english_html
from translator.publish.markdown import bilingual_markdown, english_markdown

ODD = "坏\x00字 & <b> </script> \ufffe 😀"


def reviewed(document: Document) -> Document:
    return pipeline.map_segments(
        document, lambda s: replace(s, state=State.REVIEWED, target=s.target or "Done.")
    )


def parsed(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page.decode())


def texts(element: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.xpath(path)]


# --- web pages -----------------------------------------------------------------------------------


def test_a_page_loads_nothing() -> None:
    page = parsed(bilingual_html(full_document()))
    assert not page.xpath("//script | //link | //img | //iframe | //@src")
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")


def test_articles_have_their_headings_and_the_contents_lead_to_them() -> None:
    page = parsed(english_html(full_document()))
    assert texts(page, "//h1") == ["qingdao-page-2023-05"]
    headlines = texts(page, "//article/header/h2")
    assert headlines[0] == "Helping postdoctoral projects blossom and bear fruit"
    assert texts(page, "//nav//a") == headlines
    targets = [link.removeprefix("#") for link in page.xpath("//nav//a/@href")]
    assert targets == page.xpath("//article/@id") == ["a01", "a02", "a03", "a04"]
    assert "Three parties solve more than 80 problems" in texts(page, "//article/h3")


def test_an_article_alone_is_the_page() -> None:
    document = full_document()
    page = parsed(english_html(replace(document, articles=document.articles[:1])))
    assert texts(page, "//h1") == [page.xpath("string(//title)")]
    assert not page.xpath("//nav")


def test_both_languages_say_which_they_are() -> None:
    page = parsed(bilingual_html(full_document()))
    assert page.xpath("string(/html/@lang)") == "en-US"
    chinese = "".join(texts(page, "//main//*[@lang='zh-CN']"))
    english = "".join(texts(page, "//main//*[@lang='en-US']//text()[not(ancestor::mark)]/.."))
    assert "让博士后项目开花结果" in chinese
    assert not re.search("[a-z]{6}", chinese)
    assert not re.search("[\u4e00-\u9fff]", english.replace("累计培养博士后6972人，占全省总量的46%。", ""))


def test_a_page_in_traditional_characters_says_so() -> None:
    page = parsed(
        bilingual_html(job((Role.PARAGRAPH, ("臺灣經濟發展與環境保護會議開幕。", "It opens."), None)))
    )
    assert texts(page, "//p[@lang='zh-TW']") == ["臺灣經濟發展與環境保護會議開幕。"]


def test_paragraphs_have_the_elements_of_their_roles() -> None:
    page = parsed(english_html(full_document()))
    assert texts(page, "//p[@class='byline']")[0].startswith("By our staff reporters")
    assert texts(page, "//figure/figcaption")[0].startswith("On May 12")
    assert texts(page, "//p/span[@class='dateline']") == ["Qingdao, from our newspaper –"]
    assert len(page.xpath("//ul[not(@class)]/li")) == 2
    assert texts(page, "//ul[@class='numbered']/li")[0].startswith("(3) Digital ecology")


def test_a_table_has_its_merged_cells_and_heads() -> None:
    page = parsed(english_html(SAMPLE))
    assert [texts(row, "th | td") for row in page.xpath("//tr")] == [
        ["Item", "Output"], ["Last year", "This year"], ["Steel", "1.5", ""],
    ]  # fmt: skip
    assert page.xpath("//thead//th[1]/@rowspan") == ["2"]
    assert page.xpath("//thead//th/@colspan") == ["2"]
    assert set(page.xpath("//thead//th/@scope")) == {"col"}
    both = parsed(bilingual_html(SAMPLE))
    assert texts(both, "//tbody//td") == ["钢Steel", "1.5", ""]


def test_side_by_side_sets_the_text_in_two_columns_and_headlines_over_them() -> None:
    page = parsed(bilingual_html(full_document(), Layout.SIDE_BY_SIDE))
    assert page.xpath("//*[contains(@class, 'beside')]")
    assert not page.xpath("//*[contains(@class, 'kicker') and contains(@class, 'beside')]")
    assert page.xpath("//article/h3[@class='beside']")
    assert not parsed(bilingual_html(full_document())).xpath("//*[contains(@class, 'beside')]")


def test_untranslated_text_is_marked_and_what_a_reviewer_emptied_is_left_out() -> None:
    assert texts(parsed(english_html(full_document())), "//mark") == [
        "累计培养博士后6972人，占全省总量的46%。"
    ]
    emptied = pipeline.map_segments(full_document(), lambda s: replace(s, target="", state=State.REVIEWED))
    assert not texts(parsed(english_html(emptied)), "//article//p | //article//li | //article//h2")


def left_out(*ids: str) -> Document:
    """Return the reviewed job without the English of what has such an id."""
    return pipeline.map_segments(
        reviewed(full_document()), lambda s: replace(s, target="") if s.id.startswith(ids) else s
    )


def test_an_article_that_was_left_out_is_in_no_english_publication() -> None:
    document = left_out("a02", "a03", "a04")
    headline = "Helping postdoctoral projects blossom and bear fruit"
    page = parsed(english_html(document))
    assert page.xpath("//article/@id") == ["a01"]
    assert texts(page, "//h1") == [headline] == [page.xpath("string(//title)")]
    assert not page.xpath("//nav")
    assert list(english_markdown(document)) == ["a01"]
    word = open_docx(io.BytesIO(english_docx(document)))
    assert word.core_properties.title == headline
    assert "Article rule" not in [found.style.name for found in word.paragraphs if found.style]
    both = parsed(bilingual_html(document))
    assert both.xpath("//article/@id") == ["a01", "a02", "a03", "a04"]
    assert list(bilingual_markdown(document)) == ["a01", "a02", "a03", "a04"]


def test_nothing_empty_is_written_for_english_that_was_left_out() -> None:
    document = full_document()
    heads = tuple(
        block.id for block in document.blocks() if block.role in (Role.HEADLINE, Role.KICKER, Role.LIST_ITEM)
    )
    page = parsed(english_html(left_out(*heads)))
    assert page.xpath("//article/@id") == ["a01", "a02", "a03", "a04"]
    empty = page.xpath("//*[self::header or self::ul or self::h1 or self::h2 or self::h3 or self::p]")
    assert all(element.text_content().strip() for element in empty)
    assert not parsed(english_html(left_out("a"))).xpath("//article | //nav")


@pytest.mark.parametrize("layout", list(Layout))
def test_a_heading_that_was_left_out_is_no_empty_heading_in_word(layout: Layout) -> None:
    document = full_document()
    heads = tuple(block.id for block in document.blocks() if block.role in (Role.HEADLINE, Role.SUBHEAD))
    word = open_docx(io.BytesIO(bilingual_docx(left_out(*heads), layout)))
    cells = [p for table in word.tables for row in table.rows for c in row.cells for p in c.paragraphs]
    named = [
        p for p in [*word.paragraphs, *cells] if p.style and p.style.name.startswith(("Headline", "Subhead"))
    ]
    assert named
    assert all(found.text for found in named)


@pytest.mark.parametrize("write", [bilingual_html, english_html])
def test_text_stays_text_on_a_page(write) -> None:
    page = parsed(write(pipeline.map_segments(full_document(), lambda s: replace(s, target=ODD))))
    assert not page.xpath("//b | //script")
    assert "坏\ufffd字 & <b> </script> \ufffd 😀" in page.text_content()


# --- Markdown ------------------------------------------------------------------------------------

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rendered(text: str) -> html.HtmlElement:
    _, _, body = text.partition("\n---\n")
    return html.document_fromstring(f"<body>{COMMONMARK.render(body)}</body>")


def test_markdown_has_one_text_for_each_article_with_its_fields() -> None:
    texts_by_id = english_markdown(full_document())
    assert list(texts_by_id) == ["a01", "a02", "a03", "a04"]
    head = texts_by_id["a01"].decode().split("---\n")[1].splitlines()
    fields = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in head)}
    assert fields == {
        "title": "Helping postdoctoral projects blossom and bear fruit",
        "original_title": "让博士后项目开花结果",
        "lang": "en-US",
        "job": "qingdao-page-2023-05",
        "article": "a01",
        "status": "draft",
    }


def test_markdown_has_headings_lists_and_both_languages() -> None:
    page = rendered(bilingual_markdown(full_document())["a02"].decode())
    assert texts(page, "//h1") == [
        "擘画新蓝图 城市发展能级全面提升", "A new blueprint: raising the city's development to a higher level",
    ]  # fmt: skip
    assert len(page.xpath("//li")) == 2
    assert texts(page, "//p/strong")[-1] == "Qingdao, from our newspaper –"


def test_a_table_in_markdown_keeps_every_cell_in_its_column() -> None:
    page = rendered(english_markdown(SAMPLE)["a01"].decode())
    assert [texts(row, "th | td") for row in page.xpath("//tr")] == [
        ["Item", "Output", ""], ["", "Last year", "This year"], ["Steel", "1.5", ""],
    ]  # fmt: skip


SIGNS = st.text(
    st.sampled_from("ab1 .-+=*_`~<>&;#|[]()!\\$:/ \n\t中，。{}^\"'@"), min_size=1, max_size=24
).filter(str.strip)


@settings(max_examples=120, deadline=None)
@given(SIGNS, st.sampled_from([Role.PARAGRAPH, Role.HEADLINE, Role.LIST_ITEM, Role.DATELINE]))
def test_whatever_looks_like_markup_stays_text_in_markdown(text: str, role: Role) -> None:
    page = rendered(english_markdown(job((role, ("甲", text), None)))["a01"].decode())
    assert page.xpath("string()").split() == text.split()
    assert not page.xpath("//code | //a | //hr | //del | //table | //blockquote | //ol | //img")


@settings(max_examples=60, deadline=None)
@given(SIGNS)
def test_whatever_looks_like_markup_stays_in_its_cell(text: str) -> None:
    document = pipeline.map_segments(SAMPLE, lambda s: replace(s, target=text))
    page = rendered(english_markdown(document)["a01"].decode())
    assert {len(row.xpath("th | td")) for row in page.xpath("//tr")} == {3}
    assert page.xpath("string(//tr[1]/th[1])").split() == text.replace("\n", " ").split() or "\n" in text


# --- drafts --------------------------------------------------------------------------------------


def test_a_publication_with_drafts_says_so_at_its_top_and_a_reviewed_one_does_not() -> None:
    words = "Draft: 26 of 28 sentences not reviewed"
    (line,) = texts(parsed(english_html(full_document())), "//body/*[1]")
    assert line.startswith(words)
    page = rendered(english_markdown(full_document())["a02"].decode())
    (line,) = texts(page, "//body/*[1]")
    assert line.startswith("Draft: 7 of 9 sentences not reviewed")
    for write in (english_html, bilingual_html):
        assert b"Draft" not in write(reviewed(full_document()))


def test_an_open_conflict_is_no_reviewed_text() -> None:
    conflict = Conflict(kind=ConflictKind.CLASH, texts=("Other.",))
    document = changed(reviewed(full_document()), "a02.p005.s01", conflicts=(conflict,))
    assert texts(parsed(english_html(document)), "//body/*[1]") == ["Draft: 1 with open conflicts"]


# --- the command ---------------------------------------------------------------------------------

OUT = Path("out/page/published")


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    make_job(tmp_path, monkeypatch)
    return lambda *words: CliRunner().invoke(app, ["publish", *map(str, words)])


def approve_all() -> None:
    change_job(
        job_folder(Path("out/page")), lambda d: pipeline.map_segments(d, lambda s: s.approved("Li Wen"))
    )


def test_every_format_stands_in_a_folder_of_its_own_and_the_job_is_as_it_was(call) -> None:
    before = files()
    done = call("out/page", "--to", "docx", "--to", "html", "--to", "md")
    assert done.exit_code == 0
    assert "published as a draft, 6 of 6 sentences not reviewed" in done.stdout
    names = ("a01.bilingual.md", "a01.en.md", "bilingual.docx", "bilingual.html", "en.docx", "en.html")
    assert sorted(path.name for path in OUT.glob("page.*")) == [f"page.{name}" for name in names]
    assert {name: data for name, data in files().items() if name in before} != {}
    assert all(
        Path("out/page", name).read_bytes() == before[name] for name in before if name.startswith("page.")
    )
    first = open_docx(str(OUT / "page.en.docx")).paragraphs[0].text
    assert first.startswith("Draft: 6 of 6 sentences not reviewed")
    assert "up to date" in call("out/page", "--to", "html").stdout


def test_strict_refuses_drafts_and_writes_nothing(call) -> None:
    done = call("out", "--to", "html", "--strict")
    assert done.exit_code == 3
    assert "6 of 6 sentences not reviewed" in done.stderr
    assert not OUT.exists()
    approve_all()
    assert call("out", "--to", "html", "--strict").exit_code == 0
    assert "Draft" not in (OUT / "page.en.html").read_text(encoding="utf-8")


def test_only_reviewed_needs_an_article_that_is_reviewed_in_full(call) -> None:
    done = call("out/page", "--to", "html", "--only-reviewed")
    assert done.exit_code == 1
    assert "no article is reviewed in full" in done.stderr
    approve_all()
    assert call("out/page", "--to", "html", "--only-reviewed").exit_code == 0


def test_only_reviewed_names_the_articles_that_it_leaves_out(call) -> None:
    document = pipeline.map_segments(
        full_document(), lambda s: replace(s, state=State.REVIEWED) if s.id.startswith("a02") else s
    )
    save_job(workspace.JobFolder(out=Path("out"), name="big"), replace(document, name="big"), None)
    done = call("out/big", "--to", "html", "--only-reviewed")
    assert "a01 让博士后项目开花结果" in done.stderr
    assert "a02" not in done.stderr
    page = parsed((OUT.parent.parent / "big/published/big.en.html").read_bytes())
    assert page.xpath("//article/@id") == ["a02"]
    assert call("out/big", "--to", "md").exit_code == 0
    again = call("out/big", "--to", "md", "--articles", "a02")
    assert "of an earlier publication: big.a01.bilingual.md" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("out/page", "--to", "html", "--articles", "a01,a09"), "has no article a09"),
        (("out/page", "--to", "pdf"), "this format is not known"),
        (("out/page", "--to", "html", "-o", "out/page"), "is the job's own folder"),
        (("out/page", "--to", "html", "-o", "page.txt"), "page.txt: is a file"),
        (("nowhere", "--to", "html"), "there is no such folder"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(call, words: tuple[str, ...], said: str) -> None:
    done: Result = call(*words)
    error = done.exception
    message = error.message if isinstance(error, UsageError) else done.stderr
    assert said in message
    assert done.exit_code == 2 or isinstance(error, UsageError)
    assert not OUT.exists()


def test_the_error_of_an_unknown_article_names_the_known_ones(call) -> None:
    assert "It has a01." in call("out/page", "--to", "html", "--articles", "a9").stderr


def test_a_file_that_somebody_edited_is_left_alone_or_copied_first(call) -> None:
    call("out/page", "--to", "html")
    page = OUT / "page.en.html"
    page.write_text("mine", encoding="utf-8")
    assert "has been edited and was left as it is" in call("out/page", "--to", "html").stderr
    assert page.read_text(encoding="utf-8") == "mine"
    approve_all()
    assert "it is kept as" in call("out/page", "--to", "html").stderr
    [copy] = OUT.glob("page.en.backup-*.html")
    assert copy.read_text(encoding="utf-8") == "mine"
    assert "<!doctype html>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("published", [True, False])
def test_an_edited_file_is_replaced_once_it_can_be_written(call, monkeypatch, published: bool) -> None:
    OUT.mkdir()
    if published:
        call("out/page", "--to", "html")
        approve_all()
    page = OUT / "page.en.html"
    page.write_text("mine", encoding="utf-8")
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if target.name == page.name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", locked)
        assert "cannot be written" in call("out/page", "--to", "html").stderr
    assert "it is kept as" in call("out/page", "--to", "html").stderr
    assert "<!doctype html>" in page.read_text(encoding="utf-8")
    assert "up to date" in call("out/page", "--to", "html").stdout


def test_a_file_that_was_there_before_is_copied_first(call) -> None:
    OUT.mkdir()
    (OUT / "page.en.html").write_text("not ours", encoding="utf-8")
    call("out/page", "--to", "html")
    [copy] = OUT.glob("page.en.backup-*.html")
    assert copy.read_text(encoding="utf-8") == "not ours"


def test_a_broken_job_does_not_stop_the_others(call) -> None:
    broken = Path("out/broken/broken.xlf")
    broken.parent.mkdir()
    broken.write_text("<xliff", encoding="utf-8")
    done = call("out", "--to", "html", "--json")
    assert done.exit_code == 1
    assert [bool(result["error"]) for result in json.loads(done.stdout)] == [True, False]
    assert (OUT / "page.en.html").exists()


def test_jobs_of_one_name_are_not_published_over_each_other(call) -> None:
    shutil.copytree("out", "other")
    assert "same name" in str(call("out", "other", "--to", "html", "-o", "web").exception)


def test_two_jobs_that_are_named_for_their_name_have_the_same(call) -> None:
    jobs = [Path(name) for name in ("x/A", "x/B", "y/a", "y/b")]
    for path in jobs:
        shutil.copytree("out/page", path)
        (path / "page.xlf").rename(path / f"{path.name}.xlf")
    error = call(*jobs, "--to", "html", "-o", "web").exception
    assert f"{Path('x/A')} and {Path('y/a')}: these jobs" in str(error)


def test_a_chosen_sentence_is_published_as_it_was_approved(call) -> None:
    change_job(
        job_folder(Path("out/page")),
        lambda d: pipeline.map_segments(
            d, lambda s: s.edited("They liked it.", "Li") if s.id == id_of(LIKED) else s
        ),
    )
    call("out/page", "--to", "md")
    assert "They liked it." in (OUT / "page.a01.en.md").read_text(encoding="utf-8")
