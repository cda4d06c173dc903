"""Simplified and Traditional, Han detection, and width."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.text import scripts
from translator.text.scripts import (
    has_han,
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
        ("國家衞生健康委員會", "国家卫生健康委员会"),
        ("化粧枱上敍舊，糭子衹有一隻", "化妆台上叙旧，粽子只有一只"),
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
    def lengthening(text):
        return text.replace("後", "后").replace("后面", "后 面").replace("體", "身体")

    monkeypatch.setattr(scripts, "_converter", lambda: lengthening)
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
def test_every_block_of_han_characters_counts(ch):
    assert has_han(f"a{ch}")


def test_has_han():
    assert not has_han("No Chinese here, か。")
    assert has_han("iPhone手机")


def test_narrow():
    assert narrow("２０２３年Ａｂｚ，（３．５％）！　") == "2023年Abz，（3．5％）！　"


def test_a_large_text_is_converted():
    assert simplified_for_matching(PAGE * 100) == simplified_for_matching(PAGE) * 100
