"""Pages of many shapes against the structure an editor gives them, and what the rules cost."""

import json
import re
from pathlib import Path

import pytest

from translator.model import (
    Cell,
    Line,
    Markup,
    Page,
    Role,
)
from translator.pages.articles import articles_of
from translator.readers.table import READERS, read_page

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "cases" / "pages"
EXPECTED = sorted(PAGES.glob("*.expected.json"))


def page_of(expected):
    """Return the page of an expected structure; the seed page is in a folder of its own."""
    name = expected.name.removesuffix(".expected.json")
    found = [path for folder in (PAGES, ROOT / "seeds") for path in folder.glob(f"{name}.*")]
    (page,) = [path for path in found if path.suffix in READERS]
    return read_page(page.read_bytes(), page.name)


def shown(blocks):
    """Return one line a block, so that a difference can be read."""
    return [f"{role} | {text} | {', '.join(flags)}" for role, text, flags in blocks]


def as_expected(wanted, text):
    """Return the expected text if ``text`` is like it, else ``text``; ``…`` stands for any characters."""
    pattern = ".*".join(re.escape(part) for part in wanted.split("…"))
    return wanted if re.fullmatch(pattern, text, re.DOTALL) else text


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_page(path):
    expected = [
        [(role, text, flags[0] if flags else []) for role, text, *flags in article]
        for article in json.loads(path.read_text(encoding="utf-8"))
    ]
    wanted = iter([text for article in expected for _, text, _ in article])
    found = [
        [
            (block.role.value, as_expected(next(wanted, ""), block.text), block.flags)
            for block in article.blocks
        ]
        for article in articles_of(page_of(path))
    ]
    assert [shown(blocks) for blocks in found] == [shown(blocks) for blocks in expected]


def test_there_is_a_structure_beside_every_page():
    pages = [path for path in PAGES.iterdir() if path.suffix in READERS]
    assert len(EXPECTED) == len(pages) + 1 >= 18
    assert all((PAGES / f"{path.stem}.expected.json").exists() for path in pages)


def test_the_real_page_has_ten_articles():
    articles = articles_of(page_of(PAGES / "qingdao-page-2023-05.expected.json"))
    assert [article.title for article in articles] == [
        "让博士后项目开花结果",
        "擘画新蓝图 城市发展能级全面提升",
        "自然资源部北海局开展海洋防灾减灾宣传",
        "近3年累计推出50项创新举措",
        "青岛·全球创投风投大会落幕",
        "浮山湾基金谷揭牌",
        "青岛首个政务服务党建联盟揭牌",
        "青岛推进项目建设 提升医疗服务质量",
        "即墨区实施“红色聚力”工程",
        "长江路街道43处“骑士驿站” 温暖新就业群体",
    ]


def test_a_page_without_lines_has_no_articles():
    assert articles_of(Page(name="empty", lines=())) == ()


def test_a_dateline_without_a_paragraph_is_no_dateline():
    for text in ("本报讯", "本报讯（下转第三版）"):
        (article,) = articles_of(Page(name="page", lines=(Line(text=text),)))
        assert Role.DATELINE not in {block.role for block in article.blocks}


def test_a_dateline_on_its_own_line_opens_the_next_paragraph():
    lines = (Line(text="大桥封顶"), Line(text="本报讯"), Line(text="4月16日，大桥封顶。"))
    (article,) = articles_of(Page(name="page", lines=lines))
    assert [block.role for block in article.blocks] == [Role.HEADLINE, Role.DATELINE, Role.PARAGRAPH]


def heading(text, level):
    return Line(text=text, markup=Markup.HEADING, level=level)


def roles_of(*lines):
    return [
        [(block.role, block.text) for block in article.blocks if block.role is not Role.PARAGRAPH]
        for article in articles_of(Page(name="page", lines=lines))
    ]


SIGNED = (Line(text="□ 本报记者 邢嘉木"), Line(text="海湾市今年将新建十二座城市书房。"))
BYLINE = (Role.BYLINE, "□ 本报记者 邢嘉木")


def test_the_name_of_a_section_above_a_headline_is_no_article():
    found = roles_of(
        heading("民生关注", 1), heading("书房再添十二座", 2), *SIGNED, heading("夜校开课", 2), *SIGNED
    )
    assert found == [
        [(Role.KICKER, "民生关注"), (Role.HEADLINE, "书房再添十二座"), BYLINE],
        [(Role.HEADLINE, "夜校开课"), BYLINE],
    ]


def test_of_headings_of_one_rank_the_one_next_to_the_byline_is_the_headline():
    found = roles_of(heading("全市书房达到八十六座", 2), heading("书房再添十二座", 2), *SIGNED)
    assert found == [[(Role.KICKER, "全市书房达到八十六座"), (Role.HEADLINE, "书房再添十二座"), BYLINE]]


def test_a_lower_heading_under_a_headline_without_byline_is_a_subhead():
    found = roles_of(heading("书房再添十二座", 1), heading("二十四小时开放", 2), SIGNED[1])
    assert found == [[(Role.HEADLINE, "书房再添十二座"), (Role.SUBHEAD, "二十四小时开放")]]


def test_what_opens_the_page_above_a_higher_heading_is_its_kicker():
    found = roles_of(heading("全市书房达到八十六座", 3), heading("书房再添十二座", 2), SIGNED[1])
    assert found == [[(Role.KICKER, "全市书房达到八十六座"), (Role.HEADLINE, "书房再添十二座")]]


def test_a_page_of_headings_only_keeps_each():
    found = roles_of(*[heading("书房再添十二座", 2)] * 40)
    assert [block for article in found for block in article] == [(Role.HEADLINE, "书房再添十二座")] * 40


def test_a_page_of_furniture_only_is_one_article_without_a_title():
    (article,) = articles_of(Page(name="page", lines=(Line(text="海湾日报"), Line(text="A03"))))
    assert article.title == ""
    assert {block.role for block in article.blocks} == {Role.FURNITURE}


def test_the_title_that_an_agency_puts_after_its_dateline_is_not_broken_text():
    lines = (Line(text="新华社北京3月5日电 题：一江春水向东流"), Line(text="今年以来，各地加快春耕备耕。"))
    (article,) = articles_of(Page(name="page", lines=lines))
    assert [(block.text, block.flags) for block in article.blocks[1:]] == [
        ("题：一江春水向东流", ()),
        ("今年以来，各地加快春耕备耕。", ()),
    ]


PARAGRAPH = "近年来，海湾市把这项工作融入城市发展大局，先后出台了一系列政策措施，取得了较好效果。"
MANY = {
    "paragraphs": [Line(text=PARAGRAPH * 8)],
    "one unbroken line": [Line(text="创" * 400)],
    "broken paragraphs": [Line(text=PARAGRAPH * 4 + "先后出台了")],
    "wrapped lines": [
        Line(text=PARAGRAPH[:36], gap_before=False),
        Line(text=PARAGRAPH[36:], gap_before=False),
    ],
    "headings": [Line(text="书房再添十二座", markup=Markup.HEADING, level=2)],
    "bylines": [Line(text="□ 本报记者 邢嘉木")],
    "short lines": [Line(text="书房再添十二座")],
    "bold lines": [Line(text="书房再添十二座", emphasis=7, gap_before=False)],
    "stacked headings": [heading("民生关注", 1), heading("书房再添十二座", 2), *SIGNED],
    "headlines": [Line(text="书房再添十二座"), Line(text="□ 本报记者 邢嘉木")],
    "briefs": [Line(text="书房再添十二座"), Line(text=PARAGRAPH + "（记者 柏杨）")],
    "furniture": [Line(text="（上接第一版）")],
    "articles that go on": [Line(text=PARAGRAPH), Line(text="（下转第3版）"), Line(text="（上接第1版）")],
    "verse": [Line(text="退潮的时候"), *[Line(text="石头露出了脊背", gap_before=False)] * 3],
    "signatures": [Line(text=PARAGRAPH), Line(text="海湾市人民政府"), Line(text="2024年5月9日")],
    "annexes": [Line(text="附件1"), Line(text="任务分工表"), Line(text=PARAGRAPH)],
    "titles": [Line(text="海湾市人民政府"), Line(text="关于禁渔的通告")],
    "contents": [Line(text="目录"), Line(text="第一章 总则"), Line(text="第二章 附则")],
    "running heads": [Line(text="— 1 —"), Line(text="海湾市公报"), Line(text="创" * 60)],
    "labels": [Line(text="【时评】")],
    "notes": [Line(text="海政发〔2024〕12号")],
}


@pytest.mark.parametrize("lines", MANY.values(), ids=MANY)
def test_pages_of_many_lines_take_linear_time(lines):
    # Work that grows with the square of the lines would take minutes.
    page = Page(name="page", lines=tuple(lines * 8_000))
    assert sum(len(block.text) for article in articles_of(page) for block in article.blocks) >= 8_000


def test_the_cells_of_a_table_stay_cells_of_one_article_in_their_places():
    texts = ["日期", "地点", "2024年6月20日", "青岛", "2024年6月21日", "济南"]
    cells = [
        Cell(table=1, row=row, column=column, rows=3, columns=2) for row in (1, 2, 3) for column in (1, 2)
    ]
    table = [
        Line(text=text, markup=Markup.TABLE_CELL, cell=cell) for text, cell in zip(texts, cells, strict=True)
    ]
    around = Line(text="会议日程如下，请各单位按时参加，并做好准备工作，不得缺席，也不得迟到早退。")
    (article,) = articles_of(Page(name="page", lines=(around, *table, around)))
    assert [(block.role, block.text, block.cell) for block in article.blocks[1:-1]] == [
        (Role.TABLE_CELL, text, cell) for text, cell in zip(texts, cells, strict=True)
    ]
