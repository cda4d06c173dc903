"""Properties of every number, in Chinese and in English."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from translator.numbers import Kind, Quantity, chinese_quantities, compare, english_quantities, render
from translator.numbers import amounts as amounts_of
from translator.numbers.units import BY_NAME
from translator.numbers.units import CHINESE as CHINESE_NAMES
from translator.numbers.values import Date, Number, Time

CHINESE = [
    *"零〇一二三四五六七八九十百千万亿两廿多余几数第成倍番年月日时点号个半翻约近度元米人",
    *"0123456789０９‰%.,:/-—至~、“”《》Gk¥ ",
    *("百分之", "分之", "个百分点", "万元", "亿元", "公里", "十四五", "上午", "下午", "世纪"),
    *("年代", "后", "零下", "℃", "个半月"),
]
WORDS = """
one two five twelve twenty hundred thousand million billion and a half dozen decade century first third thirds
percent points times doubled II May 2023 a.m. p.m. to between in minus yuan RMB 1 2 30 400 5,000 6.5 km th s
- , . % : / $ ¥"""
ENGLISH = [*WORDS.split(), "June 6", "out of", "below zero", " "]

chinese_texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(CHINESE), max_size=25).map("".join))
english_texts = st.one_of(
    st.text(max_size=40),
    st.tuples(st.sampled_from(["", " ", "-"]), st.lists(st.sampled_from(ENGLISH), max_size=20)).map(
        lambda parts: parts[0].join(parts[1])
    ),
)
amounts = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(1, 10**15), st.integers(0, 3)
)
units = st.sampled_from(["", *BY_NAME])
CHINESE_UNITS = list(CHINESE_NAMES)
years = st.integers(1000, 2199)


def number(kind: Kind, value: Decimal | int, unit: str = "", high: Decimal | None = None) -> Number:
    return Number(start=0, end=1, value=Decimal(value), kind=kind, unit=unit, high=high)


quantities = st.one_of(
    st.builds(number, st.just(Kind.COUNT), amounts, units),
    st.builds(number, st.sampled_from([Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE]), amounts),
    st.builds(number, st.just(Kind.ORDINAL), st.integers(1, 10**7)),
    st.builds(number, st.just(Kind.YEAR), years),
    st.builds(number, st.just(Kind.DECADE), st.integers(0, 209).map(lambda tens: tens * 10)).filter(
        lambda one: one.value < 100 or one.value >= 1000
    ),
    st.builds(number, st.just(Kind.MONTH), st.integers(1, 12)),
    st.builds(
        lambda year, day: Date(start=0, end=1, year=year, month=day.month, day=day.day),
        st.none() | years,
        st.dates(),
    ),
    st.builds(lambda time: Time(start=0, end=1, hour=time.hour, minute=time.minute), st.times()),
    st.builds(
        lambda above, more: number(Kind.FRACTION, Decimal(above) / (above + more)),
        st.integers(1, 400),
        st.integers(1, 400),
    ),
)


@given(quantities)
def test_what_is_written_reads_as_the_same_value(one: Quantity) -> None:
    (read,) = english_quantities(render(one))
    if isinstance(one, Number):
        assert isinstance(read, Number)
        assert (read.kind, read.value) == (one.kind, one.value)
        assert one.kind is not Kind.COUNT or read.unit == one.unit
    else:
        half = {"half": read.half} if isinstance(read, Time) else {}
        assert replace(read, start=0, end=1) == replace(one, **half)


@given(amounts, amounts, units)
def test_a_range_that_is_written_reads_as_the_same_values(one: Decimal, two: Decimal, unit: str) -> None:
    low, high = sorted((one, two))
    if low == high:
        return
    read = english_quantities(render(number(Kind.COUNT, low, unit, high)))
    assert [(other.value, other.high) for other in read] == [(low, high)]


@given(chinese_texts)
def test_chinese_quantities_lie_in_order_in_the_text(text: str) -> None:
    end = 0
    for one in chinese_quantities(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(chinese_texts)
def test_amounts_lie_in_order_in_the_text_and_their_english_has_their_value(text: str) -> None:
    end = 0
    for one in amounts_of(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert compare(text[one.start : one.end], one.english) == ()


@given(
    st.tuples(
        st.sampled_from(["", "近", "超", "约", "逾", "不到", "至少", "最高", "上午", "前"]),
        st.one_of(
            st.integers(1, 10**6).map(str),
            st.sampled_from(["三", "十二", "一百二十", "两千", "3.5", "七点五"]),
        ),
        st.sampled_from(["", "多", "余"]),
        st.sampled_from(["", "万", "亿", "百万", "千", "%", "成", "倍", "分之一"]),
        st.sampled_from(["", "多", "至600"]),
        st.sampled_from(
            [*CHINESE_UNITS, *"个名家户单人次岁条年月时", "标箱", "人次", "年度", "季度", "百分点"]
        ),
        st.sampled_from(["", "以上", "以下", "以内", "左右", "内", "许", "底", "初"]),
    ).map("".join)
)
def test_the_english_of_an_amount_has_its_value(text: str) -> None:
    for one in amounts_of(text):
        assert compare(text[one.start : one.end], one.english) == ()


@given(chinese_texts, english_texts)
def test_a_mismatch_names_its_places(source: str, target: str) -> None:
    for wrong in compare(source, target):
        assert wrong.chinese == (source[wrong.start : wrong.end] if wrong.start >= 0 else "")
        assert wrong.found == (target[wrong.found_start : wrong.found_end] if wrong.found_start >= 0 else "")


@given(english_texts)
def test_english_quantities_lie_in_order_in_the_text(text: str) -> None:
    end = 0
    for one in english_quantities(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        render(one)


@given(chinese_texts)
def test_a_text_agrees_with_its_own_numbers_in_english(text: str) -> None:
    assert compare(text, "; ".join(render(one) for one in chinese_quantities(text))) == ()


@given(chinese_texts, english_texts)
def test_any_two_texts_can_be_compared(source: str, target: str) -> None:
    for mismatch in compare(source, target):
        assert mismatch.chinese in source
        assert mismatch.found in target
        assert mismatch.message
