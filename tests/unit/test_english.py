"""Typography of machine English."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translator.text.typography import tidy

CASES = {
    "a research center 。": "a research center.",
    "implementation rules 》，, New policies": "implementation rules, New policies",
    "the 《Digital Qingdao Plan》（2023—2025）was released。": "the “Digital Qingdao Plan” (2023—2025) was released.",
    "46％ of １２３": "46% of 123",
    "It is 3.5 percent, or .5 more.": "It is 3.5 percent, or .5 more.",
    "one ,, two , three ;": "one, two, three;",
    "He said: “Fine.”": "He said: “Fine.”",
    "an open “quote": "an open quote",
    "empty () pair": "empty pair",
    "at 10:30, version 2.0": "at 10:30, version 2.0",
    "the end ,.": "the end.",
}


@pytest.mark.parametrize("text", CASES)
def test_punctuation_is_english(text: str) -> None:
    assert tidy(text) == CASES[text]


@example("“（）”")
@given(st.text(alphabet="ab1 ，。《》“”（）,.;:!?%", max_size=40))
def test_words_stay_and_tidy_text_is_left_alone(text: str) -> None:
    once = tidy(text)
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    assert tidy(once) == once
