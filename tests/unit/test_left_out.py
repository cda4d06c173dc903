"""What is said of Chinese text that a reader left out."""

from __future__ import annotations

import pytest

from translator import pipeline
from translator.commands.left_out import LeftOut, left_out
from translator.readers.table import read_page

TEXT = "海湾市今年将新建十二座城市书房，市民步行十五分钟可以到达。" * 2
OTHER = "".join(f"第{n}座书房建在老城区的小巷里，每天开放到晚上十点。" for n in "一二三四五六七八九")


def left_out_of(markup: str) -> LeftOut:
    return left_out(pipeline.build(read_page(markup.encode(), "page.html"), "page"))


def test_chinese_characters_are_counted_by_reason():
    skipped = left_out_of(f"<p>{TEXT}<nav>首页 news 要闻</nav><script>var a = '提示'</script><img alt='图'>")
    assert skipped.counts == {"navigation": 4, "script": 2, "image description": 1}


def test_a_few_characters_and_what_is_no_text_are_not_worth_a_word():
    assert left_out_of(f"<p>{TEXT}<nav>首页</nav><title>{OTHER}</title>").text == {}
    assert left_out_of(f"<p>{TEXT}<nav>首页要闻评论国际财经体育</nav><!--注释-->").text == {"navigation": 12}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"<div class=modal hidden>{OTHER}</div>", "hidden text"),
        (f"<script>var text = '<p>{OTHER}</p>'</script>", "script"),
        ("<script>{}</script>".format("".join(f"\\u{ord(char):04x}" for char in OTHER)), "script"),
        (f"<iframe>{OTHER}</iframe>", "embedded page"),
    ],
)
def test_a_large_part_of_the_text_that_was_left_out_is_a_warning_with_a_next_step(markup: str, reason: str):
    warning = left_out_of(f"<p>{TEXT}</p>{markup}").warning
    assert f"were left out ({reason}); " in warning
    assert "copy the text" in warning or "save" in warning


def test_a_second_copy_of_the_text_is_not_missed():
    assert left_out_of(f"<p>{OTHER}</p><script>var text = '{OTHER}'</script>").warning == ""


def test_menus_and_messages_of_scripts_are_not_missed():
    menu = "".join(f"<li>第{n}个栏目的名称" for n in range(60))
    page = f"<p>{TEXT}</p><nav><ul>{menu}</ul></nav><script>alert('您的浏览器版本过低，请升级。')</script>"
    assert left_out_of(page).warning == ""
