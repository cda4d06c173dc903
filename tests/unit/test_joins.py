"""Which lines are one paragraph: texts that were cut or wrapped, against lists and fields that only look so."""

import pytest

from translator.model import Flag, Page, Role
from translator.pages.articles import articles_of
from translator.pages.joins import ENTRY
from translator.readers.html import read_html
from translator.readers.txt import read_txt


def page_of(text: str) -> Page:
    return read_txt(text.encode(), "page.txt")


def blocks_of(page: Page):
    return [block for article in articles_of(page) for block in article.blocks]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks_of(page_of(text))]


# --- lists without full stops ------------------------------------------------------------------------------

HEAD = "全市优秀班主任名单公布"
INTRODUCTION = "经学校推荐、专家评审，现将名单公布如下："
ENTRIES = (
    "孟佳，女，海湾市第二中学语文教师，从教二十一年，连续担任班主任十六年",
    "柏杨，男，海湾市实验小学数学教师，组织学生开展“家门口的数学”等实践活动四十余次，获省级奖励",
    "殷若兰，女，海湾市特殊教育学校教师，为十二名行动不便的学生送教上门，累计行程两万公里",
    "聂航，男，海湾市职业技术学院讲师，带出全国技能大赛奖牌选手五人",
)
CLOSING = "公示期间如有异议，请向市教育局反映。"


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("count", [3, 4])
def test_texts_in_a_row_that_end_no_sentence_are_a_list(indent: str, count: int):
    entries = ENTRIES[:count]
    page = page_of("\n\n".join([HEAD, *(indent + line for line in (INTRODUCTION, *entries, CLOSING))]))
    blocks = blocks_of(page)
    assert [block.text for block in blocks] == [HEAD, INTRODUCTION, *entries, CLOSING]
    assert [block.evidence for block in blocks[2:-1]] == [ENTRY] * count
    assert not any(block.flags for block in blocks)


def test_a_list_of_paragraphs_of_a_web_page_stays_one():
    page = read_html(
        "".join(f"<p>{text}</p>" for text in (HEAD, INTRODUCTION, *ENTRIES, CLOSING)).encode(), "page.html"
    )
    assert [block.text for block in blocks_of(page)] == [HEAD, INTRODUCTION, *ENTRIES, CLOSING]


def test_two_texts_are_a_list_where_nothing_below_can_be_their_end():
    first, second, third, fourth = ENTRIES
    found = texts("\n\n".join([HEAD, "小学组：", first, second, "中学组：", third, fourth]))
    assert found == [HEAD, "小学组：", first, second, "中学组：", third, fourth]


def test_two_texts_are_a_list_under_a_line_that_introduces_them():
    assert texts("\n\n".join([HEAD, INTRODUCTION, *ENTRIES[:2], CLOSING]))[2:] == [*ENTRIES[:2], CLOSING]


def test_a_sentence_that_follows_a_numbered_list_is_no_part_of_its_last_item():
    items = [f"{number}.{entry}" for number, entry in enumerate(ENTRIES, start=1)]
    assert texts("\n\n".join([HEAD, INTRODUCTION, *items, CLOSING]))[2:] == [*items, CLOSING]


PIECES = (
    "4月8日，海藻场修复工程启动，首批苗种投放在三个海湾，工程",
    "由市海洋发展局组织，总投资一亿元，预计明年十月完成，届时",
    "近岸海域的水质将明显改善。",
)


def test_a_text_that_breaks_cut_is_joined():
    (_, text) = blocks_of(page_of("\n\n".join(["海藻场修复工程启动", *PIECES])))
    assert text.text == "".join(PIECES)
    assert text.flags == (Flag.REJOINED,)


def test_lines_of_one_width_are_wrapped_and_no_list():
    lines = (
        "4月8日，海藻场修复工程在海湾市启动，首批苗种投放在三个海湾，工程",
        "由市海洋发展局组织，渔业协会和两所大学参加，总投资一亿元，预计明",
        "年十月完成，届时近岸海域的水质将明显改善，鱼类的产卵场也将扩大，",
        "渔民的收入随之增加，沿岸各镇还将依托海藻场发展研学旅游、海上观光",
        "等项目，带动就业。",
    )
    assert texts("\n\n".join(["海藻场修复工程启动", *lines]))[1:] == ["".join(lines)]


def test_an_indented_text_does_not_go_on_with_an_indented_one():
    first, second = (
        "经研究，决定任命孟佳为海湾市实验小学校长，试用期一年，自二〇二四年九月起计算",
        "原任海湾市实验小学副校长职务同时免去。",
    )
    assert texts(f"{HEAD}\n\n　　{first}\n\n　　{second}")[1:] == [first, second]
    assert texts(f"{HEAD}\n\n　　{first}\n\n{second}")[1:] == [first + second]
    assert texts(f"{HEAD}\n\n　　{first}，\n\n　　{second}")[1:] == [f"{first}，{second}"]


# --- forms ------------------------------------------------------------------------------------------------

FORMS = [
    (
        "项目名称：海湾市第二人民医院影像设备采购",
        "采购内容：磁共振成像系统一套；移动式X射线机两台，技术参数详见采购文件",
        "质量保证期限：自验收合格之日起三年，期满前最后一个月整机检修一次并出具书面报告",
        "本项目接受进口产品投标。",
    ),
    ("报名网站：www.reading.example.cn", "报名方式：登录官网；或到总服务台登记", "海湾市图书馆读者服务部"),
    (
        "网　　址：www.example.gov.hk",
        "電　　郵：enquiry@example.gov.hk",
        "電話：2810 0000",
        "傳真：2810 0001",
    ),
    (
        "政府采购监督管理部门电话：0532-0000000；0532-0000001",
        "预算金额（万元）：286",
        "●法定代表人（负责人）：于文涛",
        "海湾市公共资源交易中心服务大厅三楼东侧",
    ),
]


@pytest.mark.parametrize("form", FORMS)
def test_lines_of_a_form_are_not_wrapped_text(form: tuple[str, ...]):
    found = texts("海湾市公告\n\n现将有关事项公告如下，请各单位知悉。\n\n" + "\n".join(form))
    assert found[2:] == list(form)


@pytest.mark.parametrize("address", ["联系地址：", "联 系 地 址：", "地　　址："])
@pytest.mark.parametrize(
    "below", ["工作人员将在现场为市民解答疑问。", "本通知自公布之日起施行，请各单位知悉。"]
)
def test_a_field_is_whole_with_and_without_blanks_in_its_label(address: str, below: str):
    field = f"{address}海湾市泰山路26号，市民中心三楼东侧，请提前预约登记"
    page = page_of(f"{HEAD}\n\n现将有关事项公告如下，请各单位知悉。\n\n{field}\n\n{below}")
    blocks = [block for article in articles_of(page) for block in article.blocks]
    assert [block.text for block in blocks][2:] == [field, below]
    assert not any(block.flags for block in blocks)


def test_a_field_goes_on_with_no_text_that_broke_off():
    field = "联 系 地 址：海湾市泰山路26号，市民中心三楼东侧，请提前预约登记"
    cut = "海湾市图书馆将于下月起延长开放时间，欢迎市民前来阅读，并请到馆读者按照工作人员的引导"
    assert texts(f"{HEAD}\n\n{cut}\n\n{field}\n\n现将有关事项公告如下。")[1:3] == [cut, field]


def test_the_dot_of_an_address_ends_no_sentence():
    lines = ("投稿请登录 www.example.com.cn", "海湾市作家协会创作联络部编辑室")
    assert texts("征文启事\n\n欢迎来稿，题材不限。\n\n" + "\n".join(lines))[2:] == list(lines)


def test_a_wrapped_interview_is_no_form():
    lines = (
        "记者：海藻场修复工程已经启动半年，目前进展怎样，遇到",
        "了哪些困难？",
        "孟佳：首批苗种投放在三个海湾，成活率达到百分之八十五，",
        "困难主要是台风。",
    )
    found = texts("海藻场修复工程答记者问\n\n" + "\n".join(lines))
    assert found[1:] == ["".join(lines[:2]), "".join(lines[2:])]


# --- credits of pictures ----------------------------------------------------------------------------------

PHOTO_PAGE = (
    "海藻场修复工程启动\n\n图为潜水员投放苗种。\n{}\n\n4月8日，海藻场修复工程在海湾市启动。\n\n总投资一亿元。"
)
CREDITS = [
    "骆一鸣摄（视觉中国）",
    "骆  鸣摄",
    "采访对象供图",
    "海湾海关供图",
    "法新社发",
    "（中新社发）",
    "海湾晚报图",
    "澎湃新闻 图",
    "新华/美联",
    "图｜海湾海事",
    "照片来源：市档案馆",
    "图片均由市海洋发展局提供",
    "市海洋发展局提供",
    "资料照片",
    "視頻截圖（中央社）",
]


@pytest.mark.parametrize("credit", CREDITS)
def test_a_line_under_a_caption_that_says_who_took_the_picture_is_a_caption(credit: str):
    (article,) = articles_of(page_of(PHOTO_PAGE.format(credit)))
    roles = {block.text: block.role for block in article.blocks}
    assert article.title == "海藻场修复工程启动"
    assert roles[credit] is Role.CAPTION


@pytest.mark.parametrize(
    "line", ["海湾市绘就发展新蓝图", "海湾晚报", "千帆竞发", "一图读懂", "岗位由企业免费提供", "光影海湾"]
)
def test_other_lines_under_a_caption_are_no_credits(line: str):
    roles = {block.text: block.role for block in blocks_of(page_of(PHOTO_PAGE.format(line)))}
    assert roles[line] is not Role.CAPTION


def test_without_a_caption_above_a_line_is_no_credit():
    found = blocks_of(page_of(PHOTO_PAGE.replace("图为潜水员", "潜水员").format("资料照片")))
    assert Role.CAPTION not in [block.role for block in found]


def test_each_picture_of_a_group_keeps_its_credit():
    group = "图①：潜水员下水。\n骆一鸣摄（影像中国）\n图②：苗种装船。\n受访者供图"
    found = blocks_of(page_of(f"海藻场修复工程启动\n\n{group}\n\n4月8日，海藻场修复工程在海湾市启动。"))
    assert [block.role for block in found] == [Role.HEADLINE, *[Role.CAPTION] * 4, Role.PARAGRAPH]
