"""Where terms are found, and where not."""

import pytest

from translator.model import Priority
from translator.terms.matching import Matcher
from translator.terms.termbase import Term


def found(text, *sources, **exceptions):
    terms = [Term(source=s, target="x", exceptions=tuple(exceptions.get(s, ()))) for s in sources]
    return [text[f.start : f.end] for f in Matcher(terms).find(text)]


def test_the_longest_term_wins():
    assert found("青岛西海岸新区揭牌", "青岛", "西海岸", "青岛西海岸新区") == ["青岛西海岸新区"]


def test_the_match_that_starts_first_wins_over_a_longer_one():
    assert found("中国人民银行业", "中国人民", "人民银行业") == ["中国人民"]


def test_every_occurrence_is_found():
    assert found("青岛与青岛港、青岛", "青岛", "青岛港") == ["青岛", "青岛港", "青岛"]


def test_traditional_text_is_found_by_a_simplified_term_and_the_reverse():
    assert found("發展數字經濟", "数字经济") == ["數字經濟"]
    assert found("发展数字经济", "數字經濟") == ["数字经济"]
    assert found("香港與世界衞生組織", "世界卫生组织") == ["世界衞生組織"]


def test_full_width_letters_and_other_quotes_are_the_same():
    assert found("推动ＡＩ与「互聯網＋」", "AI", "“互联网+”") == ["ＡＩ", "「互聯網＋」"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("实行“揭榜”挂帅。", "“揭榜”挂帅"),
        ("实行揭榜“挂帅”。", "揭榜“挂帅”"),
        ("实行“揭榜挂帅”制", "揭榜挂帅"),
        ("实行揭榜　挂帅。", "揭榜　挂帅"),
        ("实行揭 榜\n挂帅", "揭 榜\n挂帅"),
    ],
)
def test_a_term_is_found_with_quotes_and_white_space_inside_it(text, whole):
    assert found(text, "揭榜挂帅") == [whole]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("实行‘揭榜’挂帅。", "‘揭榜’挂帅"),
        ("實行『揭榜』掛帥", "『揭榜』掛帥"),
        ("实行“‘揭榜’挂帅”制", "‘揭榜’挂帅"),
    ],
)
def test_a_term_is_found_with_single_marks_inside_it(text, whole):
    assert found(text, "揭榜挂帅") == [whole]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("推进一带一路倡议。", "一带一路倡议"),
        ("推进‘一带一路’倡议。", "‘一带一路’倡议"),
        ("推进『一帶一路』倡議。", "『一帶一路』倡議"),
        ("推进“一带一路倡议”。", "一带一路倡议"),
        ("推进一带一路 倡议。", "一带一路 倡议"),
    ],
)
def test_a_term_with_marks_is_found_with_other_marks_and_without(text, whole):
    assert found(text, "“一带一路”倡议") == [whole]


def test_an_entry_of_its_own_comes_before_one_with_marks():
    terms = [Term(source="“小巨人”企业", target="a"), Term(source="小巨人企业", target="b")]
    for order in (terms, terms[::-1]):
        assert [match.target for match in Matcher(order).find("小巨人企业，“小巨人”企业")] == ["b", "a"]


def test_a_short_term_that_stands_whole_in_marks_needs_them():
    assert found("他走出去，坚持‘走出去’", "“走出去”") == ["‘走出去’"]
    assert found("他十四五岁", "“十四五”") == []
    assert found("一带一路合作", "“一带一路”") == ["一带一路"]


def test_an_exception_holds_for_a_term_without_its_marks():
    assert found("拖欠千万工程款，千万工程", "“千万工程”", **{"“千万工程”": ["千万工程款"]}) == ["千万工程"]


@pytest.mark.parametrize("text", ["“先揭榜”挂帅", "揭榜。挂帅", "揭榜、挂帅", "中 国"])
def test_a_term_is_not_put_together_from_two_phrases(text):
    assert found(text, "揭榜挂帅", "中国") == []


def test_a_term_of_several_words_needs_its_spaces():
    assert found("5G 网络", "5G 网络") == ["5G 网络"]
    assert found("5 G网络", "5G网络") == ["5 G网络"]


@pytest.mark.parametrize("text", ["MAIN", "AI4", "xAI", "AIs"])
def test_nothing_is_found_inside_a_latin_word(text):
    assert found(text, "AI") == []


@pytest.mark.parametrize("text", ["15G网络", "2.5G网络", "3,5G"])
def test_nothing_is_found_inside_a_number(text):
    assert found(text, "5G") == []


def test_the_fraction_of_a_version_is_not_a_term():
    assert found("数字青岛2.0版", "0版") == []


def test_a_latin_term_beside_chinese_or_punctuation_is_found():
    assert found("加快AI应用，5G基站（AI）2023，5G", "AI", "5G") == ["AI", "5G", "AI", "5G"]


def test_a_single_character_matches_only_alone():
    assert found("上海沪剧（沪）", "沪") == ["沪"]
    assert found("沪", "沪") == ["沪"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青岛市民", ["青岛"]),
        ("青岛市民政局", ["青岛市"]),
        ("青岛市场", ["青岛"]),
        ("青岛市长", ["青岛"]),
        ("青岛市长江路", ["青岛市"]),
        ("青岛市委、青岛市委员会", ["青岛", "青岛市"]),
        ("青岛市发布", ["青岛市"]),
    ],
)
def test_a_place_does_not_include_the_first_character_of_the_next_word(text, expected):
    assert found(text, "青岛", "青岛市") == expected


def test_a_ministry_is_not_found_in_a_department():
    assert found("公安部门、公安部长、公安部", "公安部") == ["公安部"]


def test_exceptions_exclude_the_term_inside_them_only():
    assert found("重庆隆重庆祝，重慶", "重庆", 重庆=["隆重庆祝"]) == ["重庆", "重慶"]


def test_an_exception_of_one_term_does_not_affect_others():
    assert found("隆重庆祝", "重庆", "庆祝", 重庆=["隆重庆祝"]) == ["庆祝"]


@pytest.mark.parametrize(
    "term",
    [
        "C++",
        "a.b",
        "(试行)",
        "[附件]",
        "“双碳”",
        "'双碳'",
        '"放管服"',
        "A|B",
        "5G",
        "2035年",
        "$1",
        "\\d",
        "Wi-Fi 6",
        "^起",
    ],
)
def test_signs_digits_and_letters_in_a_term_are_plain_characters(term):
    assert found(f"，{term}，", term) == [term]
    assert found("，xyz，9，", term) == []


def test_a_term_longer_than_its_text_is_not_found():
    assert found("青岛西", "青岛西海岸新区") == []
    assert found("岛", "青岛") == []


def test_of_two_terms_with_one_form_the_later_is_found():
    terms = [Term(source="東盟", target="Association"), Term(source="东盟", target="ASEAN")]
    assert [match.target for match in Matcher(terms).find("东盟")] == ["ASEAN"]


def test_a_match_has_all_that_its_entry_says():
    term = Term(
        source="欧盟",
        target="European Union",
        variants=("the Union",),
        forbidden=("Euro union",),
        pos="noun",
        domain="body",
        priority=Priority.ADVISE,
        abbreviation="EU",
        note="why",
    )
    matcher = Matcher([term])
    (match,) = matcher.find("欧盟")
    assert (match.target, match.variants) == ("European Union", ("the Union", "EU"))
    assert (match.forbidden, match.pos, match.advisory) == (("Euro union",), "noun", True)
    assert (match.domain, match.note, matcher.abbreviation(match)) == ("body", "why", "EU")


def test_no_terms_or_no_text_have_no_matches():
    assert found("青岛") == []
    assert found("", "青岛") == []


def test_characters_beyond_the_basic_plane_keep_offsets_right():
    assert found("𠮷野家𠮷在青岛", "青岛") == ["青岛"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("来到山东头社区", 0), ("山东头条新闻", 1), ("山东社区建设", 1), ("山东庄户人家", 1)],
)
def test_a_place_is_not_found_in_the_name_of_a_village(text: str, expected: int) -> None:
    matcher = Matcher([Term(source="山东", target="Shandong", domain="place")])
    assert len(matcher.find(text)) == expected
