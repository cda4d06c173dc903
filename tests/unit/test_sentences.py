"""Where sentences end: the hard set, the limit, broken input, and the cost."""

from pathlib import Path

import pytest

from translator.text.sentences import (
    SEGMENTATION_VERSION,
    Span,
    segments_of,
    split,
)

ROOT = Path(__file__).parents[2]


def sentences(text, max_chars=300):
    return [text[span.start : span.end] for span in split(text, max_chars=max_chars)]


def hard_set():
    groups = (Path(__file__).parent / "hard_sentences.txt").read_text(encoding="utf-8").split("\n\n")
    for group in groups[1:]:
        title, *lines = group.strip("\n").split("\n")
        yield pytest.param([line.replace("▁", " ") for line in lines], id=title.lstrip("# "))


@pytest.mark.parametrize("lines", list(hard_set()))
def test_hard_set(lines):
    assert sentences("".join(lines)) == [line.strip() for line in lines]


def test_the_hard_set_is_read_whole():
    assert len(list(hard_set())) >= 48


def test_newspaper_page_is_cut_losslessly_and_within_pairs():
    page = (ROOT / "seeds" / "qingdao-page-2023-05.txt").read_text(encoding="utf-8")
    segments = segments_of(page, 300)
    assert "".join(source + space for source, space in segments) == page
    assert len(segments) > 110
    for source, _ in segments:
        for opener, closer in ("《》", "“”", "（）"):
            assert source.count(opener) == source.count(closer), source


def test_a_paragraph_of_the_page():
    paragraph = (
        "去年，青岛市出台了《青岛市促进博士后聚青创新创业实施细则》，涵盖6大类21条新政。其中，博士后科研流动站66个。"
        "目前，博士后科研成果落地转化350项，累计创造价值超60亿元。"
    )
    assert [s[:6] for s in sentences(paragraph)] == ["去年，青岛市", "其中，博士后", "目前，博士后"]


def test_line_breaks_end_a_sentence():
    assert sentences("开放引领\n看自贸\r\n今天\u2028开幕") == ["开放引领", "看自贸", "今天", "开幕"]


def test_a_line_break_before_a_closer_does_not():
    assert sentences("他说：“好。\n”然后走了。") == ["他说：“好。\n”", "然后走了。"]


def test_headline_with_spaces_stays_whole():
    headline = "擘画新蓝图 城市发展能级全面提升"
    assert sentences(headline) == [headline]


# --- losslessness ---------------------------------------------------------------------------------


def test_spans_are_exact_offsets_without_outer_white_space():
    text = "　　今天开工。　明天完工！ "
    assert split(text, max_chars=50) == [Span(2, 7), Span(8, 13)]


def test_segments_keep_every_space():
    text = "  今天开工。　\n明天完工！ \n"
    assert segments_of(text, 50) == [("  今天开工。", "　\n"), ("明天完工！", " \n")]


@pytest.mark.parametrize(("text", "expected"), [("", []), (" \n", [(" \n", "")]), ("好", [("好", "")])])
def test_segments_of_next_to_nothing(text, expected):
    assert segments_of(text, 10) == expected


def test_no_limit_below_one():
    with pytest.raises(ValueError, match="at least 1"):
        split("好", max_chars=0)


def test_version_is_a_plain_string():
    assert SEGMENTATION_VERSION == "2"


# --- over-long sentences ----------------------------------------------------------------------------


def test_over_long_sentence_is_cut_at_semicolons_first():
    text = "（" + "甲" * 30 + "，" + "乙" * 5 + "；" + "丙" * 10 + "，" + "丁" * 30 + "）"
    assert [s[-1] for s in sentences(text, 60)] == ["；", "）"]


def test_over_long_sentence_is_cut_evenly_at_commas():
    clauses = ["一二三四五六七八九，" for _ in range(10)]
    assert [len(s) for s in sentences("".join(clauses) + "完。", 60)] == [50, 52]


def test_commas_outside_quotes_are_preferred():
    text = "甲" * 12 + "“" + "乙" * 8 + "，" + "丙" * 8 + "”" + "丁" * 6 + "，" + "戊" * 12
    assert sentences(text, 45)[0].endswith("丁，")


def test_enumeration_commas_come_last():
    text = "、".join(["海洋工程装备"] * 12) + "等产业加快集聚"
    pieces = sentences(text, 40)
    assert all(piece[-1] == "、" for piece in pieces[:-1])
    assert all(len(piece) <= 40 for piece in pieces)


@pytest.mark.parametrize(
    "whole", ["1234567890", "1,234,567.89", "https://a.cn/b?c=d", "ＡＢＣ２０２３", "e\u0301e\u0301"]
)
def test_hard_cut_spares_numbers_words_and_combined_characters(whole):
    for shift in range(20):
        text = "中" * shift + whole + "文" * 40
        assert any(whole in piece for piece in sentences(text, 20)), shift


def test_hard_cut_keeps_surrogate_halves_together():
    text = "\ud83d\ude00" * 30
    assert all(len(piece) % 2 == 0 for piece in sentences(text, 7))


def test_commas_in_numbers_and_colons_in_times_are_no_marks():
    for text in (
        "共" * 18 + "1，000" + "元" * 18,
        "共" * 18 + "12：30" + "开" * 18,
        "共" * 18 + "1,000" + "元" * 18,
    ):
        assert not any(piece.endswith(("1，", "12：", "1,", "1")) for piece in sentences(text, 22))


def test_three_thousand_characters_without_punctuation():
    pieces = sentences("海洋" * 1500, 300)
    assert [len(piece) for piece in pieces] == [300] * 10


# --- unbalanced input and cost ------------------------------------------------------------------------


@pytest.mark.parametrize("mark", list("《（“「【"))
def test_an_unclosed_mark_swallows_nothing(mark):
    text = f"第一句{mark}话。" + "后面还有一句话。" * 5
    assert len(sentences(text)) == 6


def test_a_mark_closed_far_away_is_taken_for_unbalanced():
    text = "他说：“开始。" + "中间还有很多句子。" * 60 + "结束。”后来呢？"
    assert len(sentences(text)) == 63


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "》",
        "“。",
        "，",
        '"',
        "\n）",
        "。 ",
        ". ",
        "”。",
        "（）",
        "！”说",
        "中?a=",
        "他说：“好！”",
        "“好。”说" + " " * 50,
    ],
)
def test_long_rows_take_linear_time(unit):
    # A quadratic scan of this would take minutes.
    text = unit * (200_000 // len(unit))
    assert "".join(whole for pair in segments_of(text, 300) for whole in pair) == text
