"""House style of any text: styled twice is styled once, and no quantity, address or quoted word changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import Role
from translator.numbers import english_quantities
from translator.style import BUILT_IN, english_guard, styled
from translator.style.houses import built_in

PIECES = (
    "the", "center", "organised", "3", "12", "5 billion yuan", "RMB 40", "30%", "per cent", "May 8, 2023", "8 May",
    "U.S.", "Mr", "8pm", "\"", "'", "“", "”", "‘", "’", "workers'", "--", " - ", "—", "...", "…", ",", ".", "(", ")",
    "《", "》", "president Xi Jinping", "https://example.com/color", "2021-2025", "4.1-4.1.3",
    "15,000–20, 000", "5-year", "Labor", "iPhone",
    "中心", "\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda gap: gap.join(pieces))
) | st.text(max_size=40)


@given(
    TEXTS,
    st.sampled_from(BUILT_IN),
    st.sampled_from((Role.PARAGRAPH, Role.HEADLINE, Role.BYLINE, Role.DATELINE)),
)
def test_styled_twice_is_styled_once_and_values_and_addresses_stay(text, name, role):
    house, guard = built_in(name), english_guard()
    once = styled(text, house, guard, role).text
    assert styled(once, house, guard, role).text == once
    assert values(once) == values(text)
    assert re.findall(r"https://example\.com/color", once) == re.findall(r"https://example\.com/color", text)


def values(text: str) -> list[tuple[object, ...]]:
    return sorted(
        (
            str(one.kind),
            str(getattr(one, "value", "")),
            getattr(one, "unit", ""),
            str(getattr(one, "day", "")),
        )
        for one in english_quantities(text)
    )


@pytest.mark.parametrize("name", BUILT_IN)
@given(
    words=st.lists(
        st.sampled_from(("center", "organised", "3 labors", "30%", "May 8")), min_size=1, max_size=5
    )
)
def test_quoted_words_stay(name, words):
    quoted = " ".join(words)
    assert quoted in styled(f"He said “{quoted}” again.", built_in(name), english_guard()).text
