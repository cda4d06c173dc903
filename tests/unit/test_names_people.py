"""Names of people found by the words beside them."""

import pytest

from translator.names.people import find_honorifics, find_known, find_people, pattern_of


def names(text: str) -> list[str]:
    return [text[person.start : person.end] for person in find_people(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("局长刘学俊介绍，今年新增绿地三十公顷。", ["刘学俊"]),
        ("处长张岱表示，项目进展顺利。", ["张岱"]),
        ("本报记者 李媛 通讯员 王晓明", ["李媛", "王晓明"]),
        ("主任医师王静说，要按时吃药。", ["王静"]),
        ("市民刘洋带着孩子来到公园。", ["刘洋"]),
        ("区委书记欧阳志强强调，要抓好落实。", ["欧阳志强"]),
        ("司马光明说，村里变了样。", ["司马光明"]),
        ("教授陈明说，这很重要。", ["陈明"]),
        ("养殖户张伟、李秀兰和赵国强一起签约。", ["张伟", "李秀兰", "赵国强"]),
        ("白石山镇的米建平同看升旗。", ["米建平"]),
        ("医生裘一鸣：“要早发现。”", ["裘一鸣"]),
        ("82岁的吴倩拿到了证书。", ["吴倩"]),
        ("李建国委员长主持会议。", ["李建国"]),
        ("欧阳志强走遍了全村。", ["欧阳志强"]),
    ],
)
def test_a_name_beside_a_post_a_role_or_a_verb_of_saying_is_found(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "市委书记高度重视这项工作。",
        "记者马上赶到现场。",
        "周边地区的居民受益。",
        "常务副市长出席会议。",
        "副局长主持会议，委员长致辞。",
        "山东大学生参加比赛。",
        "记者从市民政局获悉，新标准下月实施。",
        "局长办公会研究了方案。",
        "部长级官员参加磋商。",
        "书记处书记讲话。",
        "主席台前排就座。",
        "秘书长会议在京召开。",
        "市长热线全天开通。",
        "校长江边散步。",
        "市长王某某被查，张某被带走。",
        "农民工资按时发放。",
        "民营企业家黄金时代到来。",
        "师范大学毕业生就业。",
        "常泰长江大桥通车。",
    ],
)
def test_what_only_looks_like_a_name_is_not_found(text):
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "美国总统马丁说，双方达成一致。",
        "首席执行官马斯克表示欢迎。",
        "香港特区行政长官李家超表示欢迎。",
        "台湾作家林文月说。",
        "法官麦麦提·艾力介绍。",
    ],
)
def test_people_whose_names_are_not_written_in_pinyin_are_left_to_the_glossary(text):
    assert names(text) == []


def test_a_name_does_not_take_the_first_character_of_the_next_word():
    assert names("法官端木青正在组织双方。") == ["端木青"]
    assert names("书记尹弘来到现场。") == ["尹弘"]


def test_taken_text_holds_no_name():
    text = "局长刘学俊介绍。"
    assert find_people(text, taken=[(2, 5)]) == []
    assert find_people(text, taken=[(3, 4)]) == []


def test_a_known_name_is_found_without_a_word_beside_it():
    text = "刘学俊的团队获奖，评委感谢刘学俊。"
    assert find_known(text, pattern_of({"刘学俊"})) == [(0, 3), (13, 16)]


@pytest.mark.parametrize("text", ["高峰时段限行。", "沿中山路前行。", "王伟民在家。"])
def test_a_known_name_is_not_found_inside_another_word_or_name(text):
    assert find_known(text, pattern_of({"高峰", "中山", "王伟"})) == []


def test_a_surname_with_a_form_of_address():
    text = "市民李女士和欧阳先生来了。"
    assert find_honorifics(text) == [
        ((2, 5), "李", ("Ms.", "Mrs.", "Miss", "Madam")),
        ((6, 10), "欧阳", ("Mr.",)),
    ]


@pytest.mark.parametrize("text", ["各位女士、先生们", "对于女士优先的规定", "市民王方女士说"])
def test_what_is_no_surname_before_a_form_of_address(text):
    assert find_honorifics(text) == []
