"""Quantities of Chinese text: values, kinds, units and places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from translator.numbers import Kind, Quantity, chinese_quantities
from translator.numbers.values import Code, Date, Half, Number, Time


def only(text: str) -> Quantity:
    quantities = chinese_quantities(text)
    assert len(quantities) == 1, quantities
    return quantities[0]


def number(text: str) -> Number:
    quantity = only(text)
    assert isinstance(quantity, Number)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("6972人", "6972", "人"),
        ("1.2万亿元", "1200000000000", "yuan"),
        ("90亿元", "9000000000", "yuan"),
        ("3500万只", "35000000", "只"),
        ("3亿5000万元", "350000000", "yuan"),
        ("1,234.5吨", "1234.5", "tons"),
        ("１２３", "123", ""),
        ("三千五百万", "35000000", ""),
        ("两百零五", "205", ""),
        ("廿三个", "23", "个"),
        ("一万二千座", "12000", "座"),
        ("五万六", "56000", ""),
        ("壹拾贰万叁仟元", "123000", "yuan"),
        ("1，535名", "1535", "名"),
        ("萬億元", "1000000000000", "yuan"),
        ("百亿元", "10000000000", "yuan"),
        ("百万千瓦", "1000000", "kilowatts"),
        ("14亿千瓦时", "1400000000", "kilowatt-hours"),
        ("5千米", "5", "kilometers"),
        ("五千米", "5000", "meters"),
        ("10万亩", "100000", "mu"),
        ("50kg", "50", "kilograms"),
        ("￥500", "500", "yuan"),
        ("US$300", "300", "U.S. dollars"),
        ("三个半月", "3.5", "months"),
        ("一年半", "1.5", "years"),
        ("4分半钟", "4.5", "minutes"),
        ("八毛钱", "0.8", "yuan"),
        ("8毛", "0.8", "yuan"),
        ("3分钱", "0.03", "yuan"),
        ("五个亿", "500000000", ""),
        ("1.6个亿", "160000000", ""),
        ("两个多亿", "200000000", ""),
        ("一个亿", "100000000", ""),
        ("七十有三", "73", ""),
        ("八十有五岁", "85", "岁"),
        ("九旬", "90", "岁"),
        ("-5℃", "-5", "degrees Celsius"),
        ("零下5摄氏度", "-5", "degrees Celsius"),
        ("五部门", "5", "部门"),
        ("2000多年", "2000", "years"),
    ],
)
def test_an_amount(text: str, value: str, unit: str) -> None:
    quantity = number(text)
    assert (quantity.kind, quantity.value, quantity.unit) == (Kind.COUNT, Decimal(value), unit)
    assert (quantity.start, quantity.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("30%", Kind.PERCENT, "30"),
        ("３０％", Kind.PERCENT, "30"),
        ("5‰", Kind.PERCENT, "0.5"),
        ("百分之三十", Kind.PERCENT, "30"),
        ("百分之三点五", Kind.PERCENT, "3.5"),
        ("千分之三十二", Kind.PERCENT, "3.2"),
        ("七成", Kind.PERCENT, "70"),
        ("近三成", Kind.PERCENT, "30"),
        ("七成五", Kind.PERCENT, "75"),
        ("四成半", Kind.PERCENT, "45"),
        ("超六成为年轻人", Kind.PERCENT, "60"),
        ("4.2个百分点", Kind.POINTS, "4.2"),
        ("三分之一", Kind.FRACTION, "0.3333333333333333333333333333"),
        ("3/4", Kind.FRACTION, "0.75"),
        ("2.5倍", Kind.MULTIPLE, "2.5"),
        ("翻一番", Kind.MULTIPLE, "2"),
        ("翻了两番", Kind.MULTIPLE, "4"),
        ("翻倍", Kind.MULTIPLE, "2"),
        ("第十四届", Kind.ORDINAL, "14"),
        ("第3号", Kind.ORDINAL, "3"),
        ("十四五规划", Kind.ORDINAL, "14"),
        ("“十五五”期间", Kind.ORDINAL, "15"),
        ("三季度", Kind.ORDINAL, "3"),
        ("21世纪", Kind.ORDINAL, "21"),
        ("2023年", Kind.YEAR, "2023"),
        ("二〇二三年", Kind.YEAR, "2023"),
        ("二○○六年", Kind.YEAR, "2006"),
        ("二0一三年", Kind.YEAR, "2013"),
        ("5月", Kind.MONTH, "5"),
        ("5月份", Kind.MONTH, "5"),
        ("90年代", Kind.DECADE, "90"),
        ("上世纪80年代", Kind.DECADE, "1980"),
        ("二十世纪九十年代", Kind.DECADE, "1990"),
        ("00后", Kind.DECADE, "0"),
    ],
)
def test_any_other_number(text: str, kind: Kind, value: str) -> None:
    assert (number(text).kind, number(text).value) == (kind, Decimal(value))


@pytest.mark.parametrize(("text", "value"), [("5G", "5"), ("A4", "4"), ("PM2.5", "2.5")])
def test_a_code(text: str, value: str) -> None:
    assert only(text) == Code(start=0, end=len(text), text=text, number=Decimal(value))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("电话：0532—85911023", "0532-85911023"),
        ("电话85911023", "85911023"),
        ("热线400-123-4567", "400-123-4567"),
        ("邮编266071", "266071"),
        ("手机号：138 1234 5678", "138 1234 5678"),
    ],
)
def test_digits_that_are_dialled_or_entered(text: str, digits: str) -> None:
    code = only(text)
    assert isinstance(code, Code)
    assert (code.text, code.dialled) == (digits, True)


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2023年5月6日", 2023, 5, 6),
        ("一九九七年七月一日", 1997, 7, 1),
        ("2023-05-06", 2023, 5, 6),
        ("5月6日", None, 5, 6),
        ("2023年5月", 2023, 5, None),
    ],
)
def test_a_date(text: str, year: int | None, month: int, day: int | None) -> None:
    assert only(text) == Date(start=0, end=len(text), year=year, month=month, day=day)


def test_a_range_of_days() -> None:
    until = Date(start=5, end=7, month=5, day=8)
    assert only("5月6日至8日") == Date(start=0, end=7, month=5, day=6, until=until)


@pytest.mark.parametrize(
    ("text", "hour", "minute", "half"),
    [
        ("上午9时30分", 9, 30, Half.MORNING),
        ("下午3点", 15, 0, Half.AFTERNOON),
        ("凌晨三点半", 3, 30, Half.MORNING),
        ("19:30", 19, 30, Half.AFTERNOON),
        ("9时", 9, 0, None),
    ],
)
def test_a_time_of_day(text: str, hour: int, minute: int, half: Half | None) -> None:
    time = only(text)
    assert isinstance(time, Time)
    assert (time.hour, time.minute, time.half) == (hour, minute, half)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("凌晨三四点钟", 3, 4), ("晚上七八点", 19, 20), ("夜里十一二点钟", 23, 24), ("中午十一二点", 11, 12)],
)
def test_an_estimated_hour_is_a_range(text: str, first: int, last: int) -> None:
    time = only(text)
    assert isinstance(time, Time)
    assert time.until is not None
    assert (time.hour, time.until.hour) == (first, last)


def test_an_estimate_is_never_zero() -> None:
    assert chinese_quantities("翻两三番") == chinese_quantities("八点二三十分") == ()


@pytest.mark.parametrize("text", ["9时至17时", "9至17时"])
def test_a_range_of_times(text: str) -> None:
    time = only(text)
    assert isinstance(time, Time)
    assert time.until is not None
    assert (time.hour, time.until.hour, time.start, time.end) == (9, 17, 0, len(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "kind", "unit"),
    [
        ("3至5个", "3", "5", Kind.COUNT, "个"),
        ("3—5个", "3", "5", Kind.COUNT, "个"),
        ("三到五个", "3", "5", Kind.COUNT, "个"),
        ("1.5—2万元", "15000", "20000", Kind.COUNT, "yuan"),
        ("100~150kg", "100", "150", Kind.COUNT, "kilograms"),
        ("三四百人", "300", "400", Kind.COUNT, "人"),
        ("十七八岁", "17", "18", Kind.COUNT, "岁"),
        ("一千七八百元", "1700", "1800", Kind.COUNT, "yuan"),
        ("63%~68%", "63", "68", Kind.PERCENT, ""),
        ("三至五成", "30", "50", Kind.PERCENT, ""),
        ("2022年至2025年", "2022", "2025", Kind.YEAR, ""),
        ("2023—2025年", "2023", "2025", Kind.YEAR, ""),
        ("1-7月", "1", "7", Kind.MONTH, ""),
    ],
)
def test_a_range(text: str, low: str, high: str, kind: Kind, unit: str) -> None:
    quantity = number(text)
    assert (quantity.value, quantity.high) == (Decimal(low), Decimal(high))
    assert (quantity.kind, quantity.unit) == (kind, unit)
    assert (quantity.start, quantity.end) == (0, len(text))


NO_QUANTITIES = """
一带一路 一网通办 三农 统一 一些 万一 十分满意 千方百计 一心一意 一二三产业 千家万户 四川 四面八方
百姓 之一 三亚 五台山 十八洞村 成千上万 千万不要 三点要求 一成不变 这一成果 9·18 版本1.2.3
百里明远 百年大计 各占一角 十一、多重障碍 三七二十一 八五九农场 第 年月日 个月 分之 没有数字"""


@pytest.mark.parametrize("text", ["", *NO_QUANTITIES.split()])
def test_what_is_no_quantity(text: str) -> None:
    quantities = chinese_quantities(text)
    assert [one for one in quantities if not isinstance(one, Number) or (one.value or 0) > 1] == []


@pytest.mark.parametrize(
    "text", ["600多元", "十余家", "近三成", "约8万名", "超过400万", "1000家左右", "上百家", "94%以上"]
)
def test_a_hedged_value_is_approximate(text: str) -> None:
    assert number(text).approximate


def test_an_exact_value_is_not_approximate() -> None:
    assert not number("达到6972人").approximate


@pytest.mark.parametrize("text", ["数十个", "几百人", "十几个乡镇", "数千万元"])
def test_an_indefinite_amount_has_no_value(text: str) -> None:
    assert number(text).value is None


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("12.5 亿元", "1250000000", Kind.COUNT),
        ("12.5\u3000亿元", "1250000000", Kind.COUNT),
        ("3000 个", "3000", Kind.COUNT),
        ("12.3 %", "12.3", Kind.PERCENT),
        ("5.6 个百分点", "5.6", Kind.POINTS),
        ("1.2 倍", "1.2", Kind.MULTIPLE),
        ("20 世纪 80 年代", "1980", Kind.DECADE),
    ],
)
def test_spaces_beside_figures_part_nothing(text: str, value: str, kind: Kind) -> None:
    quantity = number(text)
    assert (quantity.value, quantity.kind) == (Decimal(value), kind)
    assert (quantity.start, quantity.end) == (0, len(text))


def test_what_stands_behind_spaces_keeps_its_place() -> None:
    text = "近 300 人，5 月 3 日至 8 日上午 9 时 30 分，拨打 12345 百姓热线，占 3 % 。"
    written = [text[one.start : one.end] for one in chinese_quantities(text)]
    assert written == ["300 人", "5 月 3 日至 8 日", "9 时 30 分", "12345", "3 %"]


def test_a_sentence_of_a_newspaper() -> None:
    text = "到2025年，新增博士后站100个，累计创造价值超60亿元，占46%，涵盖6大类21条新政。"
    found = chinese_quantities(text)
    assert [one.value for one in found if isinstance(one, Number)] == [2025, 100, 6_000_000_000, 46, 6, 21]
    assert [text[one.start : one.end] for one in found] == ["2025年", "100个", "60亿元", "46%", "6大", "21条"]


def test_month_and_year_without_a_measure_word_are_not_amounts() -> None:
    assert [q.kind for q in chinese_quantities("2024年3月至5月用了3个月")] == [
        Kind.DATE,
        Kind.MONTH,
        Kind.COUNT,
    ]


@pytest.mark.parametrize(
    "unit", ["1", "一", "万", "1,234,", "1.", "1-", "5月", "十分", "1/", "A1", "3成", "零下", "¥"]
)
def test_long_rows_take_linear_time(unit: str) -> None:
    # A quadratic scan of this would take minutes.
    chinese_quantities(unit * (100_000 // len(unit)))


@pytest.mark.parametrize(
    "text",
    ["第十五期培训班开班", "十五时三十分出发", "农历八月十五的月亮", "年满十五的", "十五以上", "每月十五期"],
)
def test_fifteen_is_not_the_tenth_plan(text: str) -> None:
    assert "Five-Year Plan" not in [one.unit for one in chinese_quantities(text) if isinstance(one, Number)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十五期间", 10),
        ("十五计划", 10),
        ("“十五”的目标", 10),
        ("十四五以来", 14),
        ("“十四五”时期", 14),
        ("十四五的目标", 14),
    ],
)
def test_a_plan_is_known_by_its_number_or_the_words_behind_it(text: str, value: int) -> None:
    plan = number(text)
    assert (plan.unit, plan.value) == ("Five-Year Plan", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三成二手房降价", 30),
        ("七成三甲医院", 70),
        ("六成一线工人", 60),
        ("八成九零后", 80),
        ("七成5G用户", 70),
        ("六成5A级景区", 60),
        ("三成半导体企业", 30),
        ("三成五十岁以上", 30),
        ("七成五的企业", 75),
        ("七成5的企业", 75),
    ],
)
def test_the_half_tenth_is_not_taken_from_the_next_word(text: str, value: int) -> None:
    share = chinese_quantities(text)[0]
    assert isinstance(share, Number)
    assert (share.kind, share.value) == (Kind.PERCENT, value)


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [("去年的两倍半", "2.5", 6), ("三倍半以上", "3.5", 3), ("两倍半数", "2", 2), ("两倍半年内", "2", 2)],
)
def test_half_a_multiple_is_added(text: str, value: str, end: int) -> None:
    multiple = chinese_quantities(text)[0]
    assert isinstance(multiple, Number)
    assert (multiple.kind, multiple.value, multiple.end) == (Kind.MULTIPLE, Decimal(value), end)


@pytest.mark.parametrize("text", ["8块5", "9块9包邮", "3块5一斤", "八块五", "8块5左右"])
def test_tenths_of_a_yuan(text: str) -> None:
    price = chinese_quantities(text)[0]
    assert isinstance(price, Number)
    assert price.unit == "yuan"
    assert price.value in (Decimal("8.5"), Decimal("9.9"), Decimal("3.5"))


@pytest.mark.parametrize(
    "text", ["2块5公斤的砖", "2块5米长的板", "2块5G芯片", "3块4个人分", "3块5%", "2块8英寸屏"]
)
def test_what_is_counted_behind_a_piece_is_no_tenth_of_a_yuan(text: str) -> None:
    pieces = chinese_quantities(text)[0]
    assert isinstance(pieces, Number)
    assert pieces.unit == "块"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("零下15度", "-15", "degrees Celsius"),
        ("零下二十度", "-20", "degrees Celsius"),
        ("15度", "15", "度"),
        ("北纬30度", "30", "度"),
    ],
)
def test_degrees_below_zero_are_a_temperature(text: str, value: str, unit: str) -> None:
    assert (number(text).value, number(text).unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "1500年历史",
        "1500年的历史",
        "1500年悠久历史",
        "一千五百年的文明史",
        "1500年古树，",
        "长达1200年",
        "距今约2000年",
    ],
)
def test_a_long_time_is_a_number_of_years(text: str) -> None:
    years = number(text)
    assert (years.kind, years.unit) == (Kind.COUNT, "years")


@pytest.mark.parametrize(
    "text",
    [
        "2019年历史新高",
        "2024年历史类考生",
        "2020年文明城市",
        "2022年古树名木保护",
        "2023年",
        "历经1998年洪水",
    ],
)
def test_a_year_before_such_a_word_is_a_year(text: str) -> None:
    assert number(text).kind is Kind.YEAR


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("百分之三十至四十", 30, 40), ("百分之五到十", 5, 10), ("百分之二至五", 2, 5), ("百分之30-40", 30, 40)],
)
def test_the_upper_end_of_a_range_of_percentages_may_be_bare(text: str, low: int, high: int) -> None:
    share = number(text)
    assert (share.kind, share.value, share.high, share.end) == (Kind.PERCENT, low, high, len(text))


@pytest.mark.parametrize("text", ["百分之三十至四十人", "百分之三十至2020", "千分之三至五"])
def test_what_is_no_percentage_ends_no_range_of_them(text: str) -> None:
    share = chinese_quantities(text)[0]
    assert isinstance(share, Number)
    assert share.high is None


@pytest.mark.parametrize("text", ["200米2枚金牌", "1500米3组", "400米2项纪录", "100米8公斤", "800米12班"])
def test_what_is_counted_behind_meters_is_no_decimal(text: str) -> None:
    meters = chinese_quantities(text)[0]
    assert isinstance(meters, Number)
    assert (meters.unit, (meters.value or 0) % 100) == ("meters", 0)


@pytest.mark.parametrize("text", ["6米12夺冠", "1米85的身高", "2米26"])
def test_the_decimals_of_meters(text: str) -> None:
    meters = number(text)
    assert meters.unit == "meters"
    assert meters.value in (Decimal("6.12"), Decimal("1.85"), Decimal("2.26"))


@pytest.mark.parametrize(
    ("text", "value", "high"),
    [
        ("最低气温-3℃", "-3", None),
        ("同比增长-3.2%", "-3.2", None),
        ("气温为 -3℃", "-3", None),
        ("（-3℃）", "-3", None),
        ("-10℃--5℃", "-10", "-5"),
        ("0℃-3℃", "0", "3"),
        ("10%-15%", "10", "15"),
        ("三-5%", "3", "5"),
        ("最大亮点——5%的增长", "5", None),
    ],
)
def test_a_hyphen_is_a_minus_where_nothing_before_it_can_be_joined(
    text: str, value: str, high: str | None
) -> None:
    quantity = number(text)
    assert (quantity.value, quantity.high) == (Decimal(value), high and Decimal(high))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3.6亿人民币", "360000000", "yuan"),
        ("3.6亿元人民币", "360000000", "yuan"),
        ("人民币3亿元", "300000000", "yuan"),
        ("港币3亿元", "300000000", "Hong Kong dollars"),
        ("3亿元港币", "300000000", "Hong Kong dollars"),
        ("美元2亿元", "200000000", "U.S. dollars"),
        ("美元3000亿", "300000000000", "U.S. dollars"),
        ("新台币1200元", "1200", "New Taiwan dollars"),
        ("NT$1200", "1200", "New Taiwan dollars"),
        ("3.2亿克朗", "320000000", "kronor"),
        ("17002里拉", "17002", "lira"),
        ("5000里亚尔", "5000", "riyals"),
        ("300卢比", "300", "rupees"),
        ("3.5克拉", "3.5", "carats"),
        ("3.5克", "3.5", "grams"),
        ("20里", "20", "li"),
    ],
)
def test_money_is_read_in_its_currency(text: str, value: str, unit: str) -> None:
    quantity = number(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (quantity.start, quantity.end) == (0, len(text))


@pytest.mark.parametrize("text", ["港币3亿至5亿元", "港币3亿元至5亿元"])
def test_a_currency_before_a_range_is_that_of_both_figures(text: str) -> None:
    quantity = number(text)
    assert (quantity.value, quantity.high, quantity.unit) == (3 * 10**8, 5 * 10**8, "Hong Kong dollars")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("1美元兑换7.1元", ["U.S. dollars", "yuan"]),
        ("100日元4.8元", ["yen", "yuan"]),
        ("人民币兑美元7.12元", ["yuan"]),
        ("人民币5连涨", ["连"]),
        ("美元200个基点", ["basis points"]),
        ("惠及14亿人民群众", ["人"]),
    ],
)
def test_a_currency_that_is_of_no_figure_behind_it_is_left_to_itself(text: str, units: list[str]) -> None:
    assert [one.unit for one in chinese_quantities(text) if isinstance(one, Number)] == units


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3元5角", "3.5", "yuan"),
        ("两元五角", "2.5", "yuan"),
        ("3元零5分", "3.05", "yuan"),
        ("3元2角5分", "3.25", "yuan"),
        ("0元5角4分", "0.54", "yuan"),
        ("5角4分", "0.54", "yuan"),
        ("三角五分", "0.35", "yuan"),
        ("5角", "0.5", "yuan"),
        ("3块5毛钱", "3.5", "yuan"),
        ("九块九", "9.9", "yuan"),
        ("2毛5", "0.25", "yuan"),
        ("5毛4分", "0.54", "yuan"),
        ("9块9", "9.9", "yuan"),
        ("5亩3分", "5.3", "mu"),
        ("6斤8两", "6.8", "jin"),
        ("三十三米五", "33.5", "meters"),
        ("一米七五", "1.75", "meters"),
        ("一米八", "1.8", "meters"),
        ("6米12", "6.12", "meters"),
        ("1米75厘米", "1.75", "meters"),
        ("三米半", "3.5", "meters"),
        ("5岁半", "5.5", "岁"),
        ("3岁6个月", "3.5", "岁"),
        ("十二年六个月", "12.5", "years"),
        ("三年又六个月", "3.5", "years"),
        ("1小时36分", "1.6", "hours"),
        ("一小时三十分钟", "1.5", "hours"),
        ("3吨500公斤", "3.5", "tons"),
    ],
)
def test_smaller_units_behind_an_amount_are_added_up(text: str, value: str, unit: str) -> None:
    quantity = number(text)
    assert (quantity.kind, quantity.value, quantity.unit) == (Kind.COUNT, Decimal(value), unit)
    assert (quantity.start, quantity.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10元5分钟", ["10", "5"]),
        ("200米2枚金牌", ["200", "2"]),
        ("2块5米长的板", ["2", "5"]),
        ("3米一等奖", ["3"]),
        ("一天24小时", ["1", "24"]),
        ("一年12个月", ["1", "12"]),
        ("2023年6个月", ["2023", "6"]),
        ("10公里半程马拉松", ["10"]),
        ("10公里1000米", ["10", "1000"]),
        ("5角星", ["5"]),
        ("各占一角", []),
        ("守好一亩三分地", []),
        ("十余年六个月", ["10", "6"]),
        ("18岁半数以上", ["18"]),
        ("13米半挂车", ["13"]),
        ("3万吨半潜船", ["30000"]),
        ("50元十分便宜", ["50"]),
        ("比赛两小时十分精彩", ["2"]),
        ("女子100米二、三名", ["100", "3"]),
        ("距车站500米八一广场", ["500"]),
    ],
)
def test_what_is_an_amount_of_its_own_is_not_added(text: str, values: list[str]) -> None:
    found = [str(one.value) for one in chinese_quantities(text) if isinstance(one, Number)]
    assert found == values


def test_the_ends_of_a_range_may_have_smaller_units() -> None:
    for text, low, high in (
        ("3元5角至4元", "3.5", "4"),
        ("3至5元5角", "3", "5.5"),
        ("1米75至1米80", "1.75", "1.8"),
    ):
        quantity = number(text)
        assert (quantity.value, quantity.high, quantity.steps) == (Decimal(low), Decimal(high), ())


@pytest.mark.parametrize(
    "text",
    [
        *("2024亿万农民健身活动", "“2024万里行”活动", "2024千人徒步大会", "2024百强县", "2024万众一心"),
        *("2026米兰冬奥会", "2016里约奥运会", "2024元旦", "2024元宵节", "2024天猫", "2023天津", "2025升学季"),
        *(
            "2024国际啤酒节",
            "2024级新生",
            "2024款",
            "2023版",
            "2024届毕业生",
            "亮相2024世界互联网大会",
            "2024赛季",
        ),
        *("2024人工智能大会", "2024家电展", "2024省运会", "2024户外节", "2024名人堂"),
    ],
)
def test_a_year_may_open_a_name_without_its_character(text: str) -> None:
    quantity = number(text)
    assert quantity.kind is Kind.YEAR
    assert text[quantity.start : quantity.end] == str(quantity.value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024元",
            "2024万元",
            "2024亿元",
            "1999元起",
            "2024百万元",
            "2019百万美元",
            "2024千元",
            "近2024人",
            "2024余人",
            "2024人",
            "1998名学生",
            "2024家企业",
        ),
        *(
            "2024万人次",
            "2024公里",
            "2018米长",
            "2024天后",
            "2024斤重",
            "2025只羊",
            "2024头牛",
            "2024吨级",
            "2024亩地",
        ),
        *(
            "2024个项目",
            "2024里长",
            "2,024国",
            "2000国际标准",
            "限2024字",
            "2024个人报名",
            "2024千瓦",
            "2024的",
            "2024",
        ),
    ],
)
def test_figures_like_a_year_that_count_something_are_an_amount(text: str) -> None:
    assert number(text).kind is Kind.COUNT


def test_a_year_of_an_unknown_reign_has_no_value() -> None:
    assert (number("唐上元二年").kind, number("唐上元二年").value) == (Kind.YEAR, None)


@pytest.mark.parametrize(("text", "value"), [("每股派5分", "0.05"), ("每度电贵三分", "0.03")])
def test_cents_of_a_price(text: str, value: str) -> None:
    assert (number(text).value, number(text).unit) == (Decimal(value), "yuan")


@pytest.mark.parametrize("text", ["不花一分钱", "3毛利", "每题5分"])
def test_what_is_no_small_money(text: str) -> None:
    assert number(text).unit != "yuan"
