"""What holds for the articles of every page, whatever its lines are."""

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from translator.model import (
    Line,
    Markup,
    Page,
    Role,
)
from translator.pages.articles import articles_of

PIECES = [
    "城市书房再添十二座",
    "——夜间消费见闻",
    "【时评】",
    "□ 本报记者 邢嘉木",
    "（记者 柏杨）",
    "（完）",
    "（下转第三版）",
    "（上接第一版）",
    "— 7 —",
    "夜来南风起，",
    "2024年5月9日",
    "附件",
    "许志强",
    "本报讯",
    "本报海湾讯 ",
    "新华社北京3月5日电（记者 林晓岚）",
    "6月18日，盾构机始发，标志着海底段开始掘进。",
    "惠及沿线居民，",
    "“灯在，人心就在。”",
    "谁来管？",
    "一、加强领导",
    "1.延长运营时间；",
    "图为餐厅。（王五摄）",
    "责编：方明",
    "A03",
    "2024年4月18日 星期四",
    "微信",
    "Blue Carbon opens today.",
    " ",
    "\n",
    "—",
    "）",
    "，",
]
texts = st.one_of(
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.text(st.sampled_from("记者张三本报讯电（）【】。，：—□ 1一、版转接\n"), max_size=30),
    st.text(max_size=20),
)


@st.composite
def page_lines(draw):
    text = draw(texts)
    return Line(
        text=text,
        markup=draw(st.sampled_from([Markup.TEXT, Markup.TEXT, Markup.HEADING, *Markup])),
        level=draw(st.integers(0, 6)),
        emphasis=draw(st.sampled_from([0, 0, 3, len(text)])),
        gap_before=draw(st.booleans()),
    )


pages = st.lists(page_lines(), max_size=25).map(lambda lines: Page(name="page", lines=tuple(lines)))


def visible(texts):
    return "".join("".join(text.split()) for text in texts)


@settings(max_examples=150, deadline=None)
@given(pages)
def test_every_character_of_the_lines_is_in_one_block(page):
    blocks = [block for article in articles_of(page) for block in article.blocks]
    lines, texts = visible(line.text for line in page.lines), visible(block.text for block in blocks)
    assert sorted(lines) == sorted(texts)
    assert all(block.text.strip() for block in blocks)


MOVED = (Role.FURNITURE, Role.CAPTION)
"""What stands within a cut sentence comes after it."""


@settings(max_examples=150, deadline=None)
@given(pages)
def test_texts_keep_the_order_of_the_page(page):
    assume(not any(re.search("[转接]", line.text) for line in page.lines))
    blocks = [block for article in articles_of(page) for block in article.blocks]
    rest = iter(visible(line.text for line in page.lines))
    assert all(char in rest for char in visible(block.text for block in blocks if block.role not in MOVED))


@settings(max_examples=150, deadline=None)
@given(pages)
def test_articles_have_blocks_one_headline_at_most_and_its_text_as_title(page):
    for article in articles_of(page):
        assert article.blocks
        headlines = [block.text for block in article.blocks if block.role is Role.HEADLINE]
        assert headlines in ([], [article.title])
        assert bool(headlines) == bool(article.title)


@settings(max_examples=150, deadline=None)
@given(pages)
def test_ids_count_articles_and_blocks(page):
    articles = articles_of(page)
    assert [article.id for article in articles] == [f"a{n:02d}" for n in range(1, len(articles) + 1)]
    ids = [block.id for article in articles for block in article.blocks]
    assert len(ids) == len(set(ids))
    assert all(
        re.fullmatch(rf"{article.id}\.p\d{{3,}}", block.id)
        for article in articles
        for block in article.blocks
    )


@settings(max_examples=150, deadline=None)
@given(pages)
def test_a_dateline_opens_the_paragraph_after_it(page):
    for article in articles_of(page):
        roles = [block.role for block in article.blocks]
        for role, following in zip(roles, [*roles[1:], None], strict=True):
            # Under a credit line before its headline the paragraph is the caption of a picture.
            assert role is not Role.DATELINE or following in (Role.PARAGRAPH, Role.CAPTION)


@settings(max_examples=100, deadline=None)
@given(pages, pages)
def test_the_articles_of_a_page_do_not_depend_on_its_name(page, other):
    renamed = Page(name=other.name + ".txt", lines=page.lines)
    assert articles_of(renamed) == articles_of(page)
