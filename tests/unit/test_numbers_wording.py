"""Amounts of Chinese with the English that can stand for them in the sentence."""

from __future__ import annotations

import pytest

from translator.numbers import amounts


def worded(source: str) -> list[tuple[str, str]]:
    return [(source[one.start : one.end], one.english) for one in amounts(source)]


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("占近三成", "近三成", "nearly 30 percent"),
        ("补贴600多元", "600多元", "more than 600 yuan"),
        ("面积3公顷以内", "3公顷以内", "within 3 hectares"),
        ("价格800至1000元", "800至1000元", "800 to 1,000 yuan"),
        ("产量450亿斤", "450亿斤", "45 billion jin"),
        ("超12亿元", "超12亿元", "more than 1.2 billion yuan"),
        ("上百家企业", "上百家", "more than 100"),
        ("不少于50家", "不少于50家", "no fewer than 50"),
        ("不低于40%", "不低于40%", "no less than 40 percent"),
        ("最高2000万元", "最高2000万元", "up to 20 million yuan"),
        ("减排七成左右", "七成左右", "about 70 percent"),
        ("100万元以下", "100万元以下", "no more than 1 million yuan"),
        ("100万元以上", "100万元以上", "at least 1 million yuan"),
        ("35岁以下青年", "35岁以下", "no older than 35"),
        ("65岁以上老人", "65岁以上", "at least 65"),
        ("未满18岁，不满18岁", "不满18岁", "under 18"),
        ("三年以上七年以下有期徒刑", "三年以上七年以下", "three to seven years"),
        ("一万元以上十万元以下罚款", "一万元以上十万元以下", "10,000 to 100,000 yuan"),
        ("处5万以上50万元以下罚款", "5万以上50万元以下", "50,000 to 500,000 yuan"),
        ("10%以上、30%以下", "10%以上、30%以下", "10 to 30 percent"),
        ("完成7.2万单", "7.2万单", "72,000 orders"),
        ("集装箱码头吞吐18.8万箱", "18.8万箱", "188,000 containers"),
        ("吞吐量300万标箱", "300万标箱", "3 million TEUs"),
        ("惠及3.4万户", "3.4万户", "34,000 households"),
        ("民营企业增至4.6万户", "4.6万户", "46,000"),
        ("规上工业企业新增120户", "120户", "120"),
        ("投资1.6个亿建厂", "1.6个亿", "160 million"),
        ("打造4个千亿级集群", "4个", "four"),
        ("公元前221年，秦统一六国", "公元前221年", "221 BC"),
        ("公元618年，李渊称帝", "公元618年", "618"),
        ("唐开元十二年", "开元十二年", "724"),
        ("光绪元年建成", "光绪元年", "1875"),
        ("北宋大中祥符三年", "大中祥符三年", "1010"),
        ("2岁3个月", "2岁3个月", "two years and three months"),
        ("最低气温零下三十多度", "零下三十多度", "more than 30 degrees Celsius below zero"),
        ("11支小分队", "11支", "11"),
        ("300余名企业代表", "300余名", "more than 300"),
        ("凌晨2时40分", "凌晨2时40分", "2:40 a.m."),
        ("下午三点半", "下午三点半", "3:30 p.m."),
        ("8时许", "8时许", "about 8 a.m."),
        ("1996年06月29日", "1996年06月29日", "June 29, 1996"),
        ("一九九六年六月二十九日", "一九九六年六月二十九日", "June 29, 1996"),
        ("5月6日至8日", "5月6日至8日", "May 6 to 8"),
        ("截至9月底", "9月底", "the end of September"),
        ("2025年一季度", "2025年一季度", "the first quarter of 2025"),
        ("今年前三季度", "前三季度", "the first three quarters"),
        ("上世纪80年代", "上世纪80年代", "the 1980s"),
        ("7天内", "7天内", "within seven days"),
        ("上周三启动", "上周三", "last Wednesday"),
        ("周一至周五开放", "周一至周五", "Monday to Friday"),
        ("用时1分45秒", "1分45秒", "one minute and 45 seconds"),
        ("翻了两番", "翻了两番", "quadrupled"),
    ],
)
def test_an_amount_has_its_hedge_unit_and_counter(source: str, chinese: str, english: str) -> None:
    assert worded(source) == [(chinese, english)]


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("节约3.3亿元", "3.3亿元", "330 million yuan"),
        ("订单7.2万单", "7.2万单", "72,000"),
        ("学生3万人", "3万人", "30,000"),
        ("1.4亿人口", "1.4亿", "140 million"),
        ("3万家庭", "3万", "30,000"),
        ("近三年来", "三年", "three years"),
        ("3天内地游", "3天", "three days"),
        ("开展活动3.1万次", "3.1万", "31,000"),
    ],
)
def test_what_depends_on_the_sentence_is_left_to_it(source: str, chinese: str, english: str) -> None:
    assert worded(source) == [(chinese, english)]


@pytest.mark.parametrize(
    "source",
    [
        *("“5+12+N”模式", "“十百千万”工程", "第十四届", "5G网络", "一带一路", "三农工作", "12345热线"),
        *(
            "“千万工程”",
            "百强县",
            "90后",
            "农历六月",
            "2025年度",
            "三项措施",
            "一个村",
            "4号线",
            "三点半",
            "数十家",
        ),
        *("十四五规划", "第三名", "20几万", "每周三次", "三年级", "《2026年计划》", ""),
    ],
)
def test_names_ordinals_and_small_words_stay_chinese(source: str) -> None:
    assert worded(source) == []


def test_every_amount_of_a_sentence_is_found() -> None:
    source = "2024年完成投资90亿元，同比增长15.2%，带动就业1.2万余人。"
    assert worded(source) == [
        ("2024年", "2024"),
        ("90亿元", "9 billion yuan"),
        ("15.2%", "15.2 percent"),
        ("1.2万余人", "more than 12,000 people"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "华为三折叠手机",
        "华为3折叠手机",
        "谈判一波三折",
        "一张三折页",
        "一块三折屏",
        "元杂剧四折",
        "全剧共四折",
    ],
)
def test_what_is_folded_or_an_act_is_no_discount(source: str) -> None:
    assert worded(source) == []


@pytest.mark.parametrize(
    ("source", "english"), [("全场八折", "20 percent off"), ("八五折后", "15 percent off")]
)
def test_a_discount_is_worded_as_what_the_price_is_less(source: str, english: str) -> None:
    assert [one.english for one in amounts(source)] == [english]


def test_at_least_and_at_most_of_two_measures_are_two_amounts() -> None:
    assert worded("3人以上7天以下") == [
        ("3人以上", "at least three people"),
        ("7天以下", "no more than seven days"),
    ]
    assert worded("1万元以上不满5万元") == [
        ("1万元以上", "at least 10,000 yuan"),
        ("不满5万元", "less than 50,000 yuan"),
    ]


@pytest.mark.parametrize(
    "source", ["2024亿万农民健身活动", "“2024万里行”活动", "2024千人徒步大会", "2026米兰冬奥会", "2024级新生"]
)
def test_a_year_that_opens_a_name_stays_as_it_is(source: str) -> None:
    assert worded(source) == []


@pytest.mark.parametrize("source", ["公元前三百多年", "公元前475—前221年"])
def test_a_year_before_christ_that_is_rough_or_ends_a_range_stays(source: str) -> None:
    assert not worded(source)


def test_a_year_in_figures_takes_no_name_before_it() -> None:
    assert worded("天顺2023年营收") == [("2023年", "2023")]


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("早上不到6时", "早上不到6时", "before 6 a.m."),
        ("晚上十点多", "晚上十点多", "after 10 p.m."),
        ("晚上近10时", "晚上近10时", "nearly 10 p.m."),
        ("￥4,860,000.00元", "￥4,860,000.00元", "4.86 million yuan"),
        ("11月18—20日", "11月18—20日", "November 18 to 20"),
        ("2025年5月1至5日", "2025年5月1至5日", "May 1 to 5, 2025"),
        ("新增120户工业企业", "120户", "120"),
    ],
)
def test_an_amount_takes_what_belongs_to_it(source: str, chinese: str, english: str) -> None:
    assert worded(source) == [(chinese, english)]


@pytest.mark.parametrize("source", ["依照二十三、二十四条", "距今5300—4300年"])
def test_the_rest_of_a_list_is_not_put_in_english_alone(source: str) -> None:
    assert not worded(source)
