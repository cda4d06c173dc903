"""Quantities of English text, and quantities written in English."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from translator.numbers import Kind, Quantity, chinese_quantities, english_quantities, regrouped, render
from translator.numbers.values import Code, Date, Half, Number, Time


def only(text: str) -> Quantity:
    quantities = english_quantities(text)
    assert len(quantities) == 1, quantities
    return quantities[0]


def number(text: str) -> Number:
    quantity = only(text)
    assert isinstance(quantity, Number)
    return quantity


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("6,972", Kind.COUNT, "6972"),
        ("1.2 trillion", Kind.COUNT, "1200000000000"),
        ("35 million", Kind.COUNT, "35000000"),
        ("$35m", Kind.COUNT, "35000000"),
        ("35m", Kind.COUNT, "35"),
        ("9bn", Kind.COUNT, "9000000000"),
        ("thirty-five million", Kind.COUNT, "35000000"),
        ("two hundred and five", Kind.COUNT, "205"),
        ("one hundred five million two hundred thousand and seven", Kind.COUNT, "105200007"),
        ("two thousands", Kind.COUNT, "2000"),
        ("114, 000", Kind.COUNT, "114000"),
        ("a dozen", Kind.COUNT, "12"),
        ("two dozen", Kind.COUNT, "24"),
        ("two decades", Kind.COUNT, "20"),
        ("a century", Kind.COUNT, "100"),
        ("half a million", Kind.COUNT, "500000"),
        ("two and a half hours", Kind.COUNT, "2.5"),
        ("an hour and a half", Kind.COUNT, "1.5"),
        ("minus 5 C", Kind.COUNT, "-5"),
        ("5 degrees Celsius below zero", Kind.COUNT, "-5"),
        ("round-the-clock", Kind.COUNT, "24"),
        ("half", Kind.FRACTION, "0.5"),
        ("one third", Kind.FRACTION, "0.3333333333333333333333333333"),
        ("two-thirds", Kind.FRACTION, "0.6666666666666666666666666667"),
        ("a third of them", Kind.FRACTION, "0.3333333333333333333333333333"),
        ("30 percent", Kind.PERCENT, "30"),
        ("30 per cent", Kind.PERCENT, "30"),
        ("30%", Kind.PERCENT, "30"),
        ("thirty percent", Kind.PERCENT, "30"),
        ("32 per thousand", Kind.PERCENT, "3.2"),
        ("4.2 percentage points", Kind.POINTS, "4.2"),
        ("14th", Kind.ORDINAL, "14"),
        ("the fourteenth", Kind.ORDINAL, "14"),
        ("Fourteenth Five-Year Plan", Kind.ORDINAL, "14"),
        ("twenty-first", Kind.ORDINAL, "21"),
        ("No. 3", Kind.ORDINAL, "3"),
        ("Phase IV", Kind.ORDINAL, "4"),
        ("the 1990s", Kind.DECADE, "1990"),
        ("post-90s", Kind.DECADE, "90"),
        ("2023", Kind.YEAR, "2023"),
        ("in May", Kind.MONTH, "5"),
        ("doubled", Kind.MULTIPLE, "2"),
        ("tripled", Kind.MULTIPLE, "3"),
        ("twice", Kind.MULTIPLE, "2"),
        ("2.5 times", Kind.MULTIPLE, "2.5"),
    ],
)
def test_a_number(text: str, kind: Kind, value: str) -> None:
    assert (number(text).kind, number(text).value) == (kind, Decimal(value))


@pytest.mark.parametrize(("text", "value"), [("5G", 5), ("C919", 919)])
def test_a_code(text: str, value: int) -> None:
    assert only(text) == Code(start=0, end=len(text), text=text, number=Decimal(value))


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("May 6, 2023", 2023, 5, 6),
        ("6 May 2023", 2023, 5, 6),
        ("Nov. 18", None, 11, 18),
        ("May 2023", 2023, 5, None),
    ],
)
def test_a_date(text: str, year: int | None, month: int, day: int | None) -> None:
    assert only(text) == Date(start=0, end=len(text), year=year, month=month, day=day)


def test_a_range_of_days() -> None:
    day = Date(start=0, end=13, year=2023, month=5, day=8)
    assert only("May 6-8, 2023") == replace(day, day=6, until=day)


@pytest.mark.parametrize(
    ("text", "hour", "minute", "half"),
    [
        ("9:30 a.m.", 9, 30, Half.MORNING),
        ("3 pm", 15, 0, Half.AFTERNOON),
        ("half past three", 3, 30, None),
    ],
)
def test_a_time_of_day(text: str, hour: int, minute: int, half: Half | None) -> None:
    assert only(text) == Time(start=0, end=len(text), hour=hour, minute=minute, half=half)


def test_a_range_of_times() -> None:
    time = only("7 to 9 pm")
    assert isinstance(time, Time)
    assert time.until is not None
    assert (time.hour, time.until.hour) == (19, 21)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("RMB 9 billion", "yuan"),
        ("¥9bn", "yuan"),
        ("$1.3 billion", "U.S. dollars"),
        ("100-billion-yuan", "yuan"),
        ("28-kilometer", "kilometers"),
        ("1.4 billion kWh", "kilowatt-hours"),
        ("12.7 square kilometers", "square kilometers"),
    ],
)
def test_a_unit(text: str, unit: str) -> None:
    assert number(text).unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1.5-2 million", "1500000", "2000000"),
        ("$1.5 million to $2 million", "1500000", "2000000"),
        ("between 3 and 5", "3", "5"),
        ("20 to 30 percent", "20", "30"),
        ("2023-25", "2023", "2025"),
        ("2021-2035", "2021", "2035"),
        ("January to July", "1", "7"),
    ],
)
def test_a_range(text: str, low: str, high: str) -> None:
    assert (number(text).value, number(text).high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    ["a", "the Five-Year Plan", "version 1.2.3"],
)
def test_what_is_no_quantity(text: str) -> None:
    assert english_quantities(text) == ()


@pytest.mark.parametrize(
    "text", ["hundreds of", "tens of thousands", "dozens", "several hundred", "multibillion"]
)
def test_an_indefinite_amount_has_no_value(text: str) -> None:
    assert number(text).value is None


@pytest.mark.parametrize(
    "text", ["more than 600", "nearly 30 percent", "about a hundred", "100 or so", "at least 5 km"]
)
def test_a_hedged_value_is_approximate(text: str) -> None:
    assert number(text).approximate


def test_one_number_ends_where_the_next_begins() -> None:
    text = "In 2024, twelve three-star hotels took 1,800 mu (120 hectares) in 5 cities."
    found = english_quantities(text)
    assert [one.value for one in found if isinstance(one, Number)] == [2024, 12, 3, 1800, 120, 5]
    assert text[found[3].start : found[3].end] == "1,800 mu"


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("90亿元", "9 billion yuan"),
        ("6972人", "6,972"),
        ("3500万只", "35 million"),
        ("1.2345亿", "123.45 million"),
        ("1.234567亿", "123,456,700"),
        ("12.3456亿", "1.23456 billion"),
        ("15760.34亿元", "1.576034 trillion yuan"),
        ("5个", "five"),
        ("12个", "12"),
        ("5公里", "5 kilometers"),
        ("1元", "1 yuan"),
        ("1英尺", "1 foot"),
        ("30%", "30 percent"),
        ("1个百分点", "1 percentage point"),
        ("2.5倍", "2.5 times"),
        ("三分之二", "two-thirds"),
        ("7/20", "7/20"),
        ("第三届", "third"),
        ("第14届", "14th"),
        ("第111次", "111th"),
        ("第22届", "22nd"),
        ("第1207号", "No. 1207"),
        ("第二十三条", "23"),
        ("5G", "5G"),
        ("C919", "C919"),
        ("2023年", "2023"),
        ("5月", "May"),
        ("5月6日", "May 6"),
        ("2023年5月", "May 2023"),
        ("2023年5月6日", "May 6, 2023"),
        ("1990年代", "1990s"),
        ("上午9时30分", "9:30 a.m."),
        ("15:00", "3 p.m."),
        ("中午12点", "noon"),
        ("零下5℃", "minus 5 degrees Celsius"),
        ("1℃", "1 degree Celsius"),
        ("1.5—2万元", "15,000 to 20,000 yuan"),
        ("1—2亿", "100 million to 200 million"),
        ("数十个", ""),
    ],
)
def test_how_a_quantity_is_written(chinese: str, english: str) -> None:
    assert render(chinese_quantities(chinese)[0]) == english


@pytest.mark.parametrize(
    "unit",
    ["1", "one ", "a hundred and ", "1,234,", "1 to ", "1/", "A1", "May 6 ", "half ", "minus ", "10 in "],
)
def test_long_rows_take_linear_time(unit: str) -> None:
    # A quadratic scan of this would take minutes.
    english_quantities(unit * (100_000 // len(unit)))


def test_groups_of_digits_that_a_model_garbled_are_not_the_number_they_begin_with() -> None:
    for text in ("a total of 10,000,0,000 people", "10,000,00 people"):
        assert Decimal(10000) not in [getattr(one, "value", None) for one in english_quantities(text)]


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("集聚人才10000人。", "attract 1,0,000 people", "attract 10,000 people"),
        ("集聚人才1万人，投资1234567元。", "1,0000 people, 12,34,567 yuan", "10,000 people, 1,234,567 yuan"),
        ("集聚人才2万人。", "attract 1,0,000 people", "attract 1,0,000 people"),
        ("第1、2、3号", "Nos. 1,2,3", "Nos. 1,2,3"),
        ("5月3日", "on May 3,2023", "on May 3,2023"),
        ("10000人", "10,000 people", "10,000 people"),
    ],
)
def test_digits_in_wrong_groups_are_mended_where_the_chinese_has_their_number(
    source: str, target: str, mended: str
) -> None:
    assert regrouped(source, target) == mended
