"""Names of places and organizations made from their parts."""

import pytest

from translator.names.places import find_places
from translator.text.pinyin import spell_place


def derived(text: str, places: set[str] = frozenset({"青岛"})) -> dict[str, str]:
    return {text[place.start : place.end]: place.english[0] for place in find_places(text, places=places)}


@pytest.mark.parametrize(
    ("text", "name", "english"),
    [
        ("青岛市长江路街道举办活动。", "长江路街道", "Changjiang Road Subdistrict"),
        ("即墨区龙山街道", "龙山街道", "Longshan Subdistrict"),
        ("市南区好事小区改造完成。", "好事小区", "Haoshi Residential Community"),
        ("位于即墨区龙山街道的好事小区", "好事小区", "Haoshi Residential Community"),
        ("市南区小麦岛公园开放。", "小麦岛公园", "Xiaomaidao Park"),
        ("在青岛燕达医院就诊。", "燕达医院", "Yanda Hospital"),
        ("青岛市小岗村的变化", "小岗村", "Xiaogang Village"),
        ("走进广饶县大王镇。", "大王镇", "Dawang Town"),
        ("长沙市韶山北路1号", "韶山北路", "Shaoshan North Road"),
        ("七里河区西津西路街道", "西津西路街道", "Xijin West Road Subdistrict"),
        ("汴河镇西安村", "西安村", "Xi'an Village"),
    ],
)
def test_a_name_after_another_name_is_derived(text, name, english):
    assert derived(text)[name] == english


def test_names_that_follow_one_another_are_all_derived():
    assert derived("广饶县大王镇仙桥村。") == {
        "广饶县": "Guangrao County",
        "大王镇": "Dawang Town",
        "仙桥村": "Xianqiao Village",
    }


def test_a_road_in_another_name_may_also_be_in_one_word():
    (place,) = find_places("青岛市长江路街道", places={"青岛"})
    assert "Changjianglu Subdistrict" in place.english


@pytest.mark.parametrize(
    "text",
    [
        "建设美丽乡村和特色小镇。",
        "青岛市人民医院",
        "青岛市中心医院",
        "全市各县区、各乡镇",
        "青岛市示范村建设",
        "青岛市场活跃",
        "改造老旧小区三百个",
        "走进龙山街道的老旧小区和安置小区",
        "老年大学招生",
        "一路向前，走出一条新路。",
        "青岛市城区道路",
        "风景区和开发区",
        "湖南省第一医院",
        "西藏自治区墨脱县背崩乡",
        "美国纽约州伊萨卡村",
    ],
)
def test_what_is_described_or_not_in_pinyin_is_not_derived(text):
    assert derived(text) == {}


def test_nothing_is_derived_inside_taken_text():
    text = "青岛市长江路街道"
    assert find_places(text, taken=[(3, 8)]) == []


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("长海", "Changhai"),
        ("朝阳", "Chaoyang"),
        ("乐亭", "Laoting"),
        ("西安", "Xi'an"),
        ("绿园", "Lyuyuan"),
        ("侯堡", None),
        ("六合", "Luhe"),
        ("合江", "Hejiang"),
        ("泊头", "Botou"),
        ("泊里", None),
        ("藏马", "Zangma"),
        ("藏马山", "Zangmashan"),
        ("西藏", "Xizang"),
        ("藏南", None),
        ("栎阳", None),
        ("薄壁", None),
    ],
)
def test_readings_of_places(name, english):
    assert spell_place(name) == english
