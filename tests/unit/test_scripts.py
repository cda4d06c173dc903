"""Simplified and Traditional, Han detection, and width."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.language import scripts
from translator.language.scripts import (
    han_ratio,
    has_han,
    is_han,
    is_traditional,
    narrow,
    simplified_for_matching,
    to_simplified,
)

PAGE = (Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("青島市發布數字經濟發展規劃", "青岛市发布数字经济发展规划"),
        ("乾隆皇帝與乾燥的頭髮", "乾隆皇帝与干燥的头发"),
        ("皇后在後面", "皇后在后面"),
        ("瞭望塔與瞭解", "瞭望塔与了解"),
        ("English 3.5", "English 3.5"),
        ("", ""),
    ],
)
def test_to_simplified(traditional, simplified):
    assert to_simplified(traditional) == simplified
    assert simplified_for_matching(traditional) == simplified


def test_simplified_text_stays():
    assert simplified_for_matching(PAGE) == PAGE


def test_matching_keeps_offsets_when_a_phrase_changes_the_length(monkeypatch):
    class Lengthening:
        def convert(self, text):
            return text.replace("後", "后").replace("后面", "后 面").replace("體", "身体")

    monkeypatch.setattr(scripts, "_converter", lambda direction: Lengthening())
    assert to_simplified("後面體") == "后 面身体"
    assert simplified_for_matching("後面體") == "后面體"


@settings(max_examples=150, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("後發乾燥隻麼著瞭解臺灣髮\ud800")), max_size=40))
def test_matching_form_has_the_same_number_of_code_points(text):
    assert len(simplified_for_matching(text)) == len(text)
    assert len(narrow(text)) == len(text)


def test_halves_of_surrogate_pairs_pass_through():
    assert to_simplified("後\ud800後") == "后\ud800后"


@pytest.mark.parametrize("ch", ["中", "〇", "㐀", "𠀀", "豈"])
def test_is_han(ch):
    assert is_han(ch)
    assert has_han(f"a{ch}")


@pytest.mark.parametrize("ch", ["a", "1", "，", "。", "か", "한", "", "中文", "１"])
def test_is_not_one_han_character(ch):
    assert not is_han(ch)


def test_has_han():
    assert not has_han("No Chinese here, か。")
    assert has_han("iPhone手机")


@pytest.mark.parametrize(
    ("text", "ratio"), [("", 0), ("　\n", 0), ("中文", 1), ("中 a", 0.5), ("中文，a", 0.5), ("abc", 0)]
)
def test_han_ratio(text, ratio):
    assert han_ratio(text) == ratio


@pytest.mark.parametrize("text", ["青島市發布規劃。", "會議認為，這個問題很重要", "「後來呢？」"])
def test_is_traditional(text):
    assert is_traditional(text)


@pytest.mark.parametrize("text", [PAGE, "他著重研究乾隆。", "人口", "", "English", "只有后面"])
def test_is_not_traditional(text):
    assert not is_traditional(text)


def test_narrow():
    assert narrow("２０２３年Ａｂｚ，（３．５％）！　") == "2023年Abz，（3．5％）！　"


def test_conversion_of_a_large_text_takes_a_second():
    text = PAGE * 100  # 1.8 MB
    to_simplified("後")
    begin = time.process_time()
    simplified_for_matching(text)
    assert time.process_time() - begin < 3
