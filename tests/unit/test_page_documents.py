"""What official documents have, verse, heads, and articles that go on elsewhere on the page."""

import pytest

from translator.model import Flag, Line, Page, Role
from translator.pages.articles import articles_of
from translator.pages.documents import (
    date_in_words,
    document_title,
    names_bodies,
    note,
    title_in_lines,
    title_of_notice,
)
from translator.pages.line_rules import author_line, run_in_head
from translator.readers.txt import read_txt

NOTES = {
    "issuer of a document": ["海湾市人民政府文件", "海湾市教育局文件"],
    "document number": [
        "海政发〔2024〕12号",
        "海湾〔2024〕第3号",
        "海政办发[2024]7号　签发人：邵启明",
        "（第十二号）",
        "（2023）鲁02民终1234号",
        "(2024)最高法知民终9号之一",
    ],
    "annex": ["附件", "附件1", "附 件 二：", "附录3"],
    "table of contents": ["目录", "目　　录"],
    "list of annexes": ["附件：1．任务分工表", "附件：海湾市任务分工表"],
    "note of a document": ["（此件公开发布）"],
    "distribution": ["抄送：市委办公室，市人大常委会办公室。"],
    "imprint of a document": ["海湾市人民政府办公室　　2024年6月22日印发"],
    "occasion": ["——2024年1月13日在海湾市第十八届人民代表大会第二次会议上", "（2024年3月18日）"],
    "history of a law": ["（2024年5月30日海湾市人民代表大会常务委员会第九次会议通过）"],
    "": ["附件由市教育局印发。", "文件", "海湾市二〇二四年计划", "（记者 柏杨）", "——访院长陶清和"],
}


@pytest.mark.parametrize(("text", "name"), [(text, name) for name, texts in NOTES.items() for text in texts])
def test_notes_of_documents(text, name):
    assert note(text) == name


@pytest.mark.parametrize(
    "text", ["关于印发《办法》的通知", "海湾市人民政府关于禁渔的通告（试行）", "在全市大会上的讲话"]
)
def test_titles_of_documents(text):
    assert document_title(text)


@pytest.mark.parametrize("text", ["关于禁渔的通告今日发布", "他谈到关于禁渔的通告。", "渔民上岸"])
def test_what_is_no_title_of_a_document(text):
    assert not document_title(text)


@pytest.mark.parametrize(
    "lines",
    [
        ["海湾市人民政府", "关于禁渔的通告"],
        ["海湾市人民政府办公室", "关于印发《海湾市老旧小区改造", "实施方案》的通知"],
        ["海湾市人民代表大会常务委员会", "公　告"],
        ["海湾市海洋牧场建设计划", "（2024—2026年）"],
        ["“春风行动", "送岗到村”"],
        ["在全市海洋经济发展大会上", "的讲话"],
    ],
)
def test_lines_of_one_title(lines):
    assert title_in_lines(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["市人大常委会会议审议通过", "海湾市湿地保护条例九月施行"],
        ["关于禁渔的通告", "关于放流的通告"],
        ["渔民上岸", "（记者 柏杨）"],
    ],
)
def test_lines_of_two_titles(lines):
    assert not title_in_lines(lines)


def test_notices_dates_and_bodies():
    assert title_of_notice("遗失声明")
    assert title_of_notice("海湾市第三中学招聘启事")
    assert not title_of_notice("学校发布招聘启事，欢迎报名")
    assert date_in_words("二〇二四年六月二十日")
    assert date_in_words("2024年6月20日")
    assert not date_in_words("2024年6月")
    assert names_bodies("海湾市统计局　国家统计局海湾调查队")
    assert not names_bodies("海湾市湿地")


@pytest.mark.parametrize(
    "text",
    [
        "聂小鸥",
        "县长　刘文国",
        "张　鹏",
        "市委副书记、市长 庄景明",
        "佟振邦　著",
        "柴一鸣（大学教师）",
        "北京大成（南宁）律师事务所律师　覃丽华",
    ],
)
def test_names_of_authors(text):
    assert author_line(text)


@pytest.mark.parametrize(
    "text", ["摆渡人", "潮间带", "城市书房再添十二座", "渔民上岸 海草成林", "县长 刘文国出席"]
)
def test_what_is_no_name(text):
    assert not author_line(text)


BODY = "4月8日，海湾市启动海藻场修复工程，计划用三年时间修复海藻场一万亩，首批苗种投放到石岬海域。" * 2


def test_a_head_may_run_into_its_text():
    text = "海藻场修复工程启动　□本报记者 聂航　" + BODY
    parts = [text[start:end] for start, end in run_in_head(text)]
    assert parts == ["海藻场修复工程启动", "□本报记者 聂航"]


@pytest.mark.parametrize(
    "head", ["本报讯（记者 聂航）", "工程启动。　□本报记者 聂航　", "修复工程　记者获悉　"]
)
def test_text_that_has_no_head(head):
    assert run_in_head(head + BODY) == ()


# --- pages ---------------------------------------------------------------------------------------------


def page_of(text):
    return read_txt(text.encode(), "page.txt")


def shown(text):
    return [[(block.role, block.text) for block in article.blocks] for article in articles_of(page_of(text))]


def titles(text):
    return [article.title for article in articles_of(page_of(text))]


def roles(text):
    return {block.text: block.role for article in articles_of(page_of(text)) for block in article.blocks}


def test_lines_of_a_stanza_are_one_paragraph():
    (article,) = shown(
        "潮间带\n聂小鸥\n\n退潮的时候\n石头露出了脊背\n小蟹搬着影子走\n像搬一座家\n\n月亮数贝壳\n数到天亮"
    )
    assert article == [
        (Role.HEADLINE, "潮间带"),
        (Role.BYLINE, "聂小鸥"),
        (Role.PARAGRAPH, "退潮的时候 石头露出了脊背 小蟹搬着影子走 像搬一座家"),
        (Role.PARAGRAPH, "月亮数贝壳 数到天亮"),
    ]


def test_two_short_lines_alone_are_no_verse():
    assert titles("市人大常委会审议通过\n湿地保护条例施行\n\n本报讯 6月10日，条例施行。") == [
        "湿地保护条例施行"
    ]


def test_two_blank_lines_part_articles():
    text = (
        "大桥封顶\n\n4月16日，大桥封顶。\n\n全长四公里。\n\n\n夜校开课\n\n夜校开了二十门课。\n\n每期五百元。"
    )
    assert titles(text) == ["大桥封顶", "夜校开课"]
    assert titles(text.replace("\n\n\n", "\n\n")) == ["大桥封顶"]


def test_blank_lines_everywhere_part_nothing():
    text = "大桥封顶\n\n\n大桥今天封顶。\n\n\n通车之后\n\n\n车程将缩短一半。"
    assert titles(text) == ["大桥封顶"]


def test_texts_that_break_off_are_not_glued_to_the_next_report():
    found = roles(
        "大桥封顶\n\n大桥全长四公里，双向六车道，设计时速\n\n近日，海湾市举办艺术节，三十个院团参加。"
    )
    assert "近日，海湾市举办艺术节，三十个院团参加。" in found


def test_a_page_number_within_a_sentence_comes_after_it():
    (article,) = shown("大桥封顶\n\n大桥全长四公里，双向六\n\n— 7 —\n\n车道，设计时速八十公里。")
    assert article[1:] == [
        (Role.PARAGRAPH, "大桥全长四公里，双向六车道，设计时速八十公里。"),
        (Role.FURNITURE, "— 7 —"),
    ]


def test_salutations_and_names_are_neither_kickers_nor_headlines():
    found = roles("政府工作报告\n\n县长　刘文国\n\n各位代表：\n现在，我代表县政府报告工作，请予审议。")
    assert found["县长　刘文国"] is Role.BYLINE
    assert found["各位代表："] is Role.PARAGRAPH


def test_the_list_of_contents_is_no_row_of_subheads():
    found = shown(
        "保护条例\n\n目　录\n第一章　总则\n第二章　附则\n\n第一章　总则\n\n第一条　为了保护滩涂，制定本条例。"
    )
    assert [role for role, _ in found[0]] == [
        Role.HEADLINE, Role.LABEL, Role.LIST_ITEM, Role.LIST_ITEM, Role.SUBHEAD, Role.PARAGRAPH,
    ]  # fmt: skip


@pytest.mark.parametrize("tail", ["（第一条至第三条）", "……1"])
def test_the_contents_of_a_law_may_name_its_articles_or_pages(tail):
    found = shown(
        f"保护条例\n\n目　录\n第一章　总则{tail}\n第二章　附则{tail}\n\n第一章　总　则\n\n"
        "第一条　为了保护滩涂，制定本条例。"
    )
    assert [role for role, _ in found[0]] == [
        Role.HEADLINE, Role.LABEL, Role.LIST_ITEM, Role.LIST_ITEM, Role.SUBHEAD, Role.PARAGRAPH,
    ]  # fmt: skip


def test_people_in_columns_are_no_decks():
    names = "附件1\n\n志愿者名单\n\n组　长：于文涛　　副市长\n单立新　　市体育局局长\n曲振海　　市文化局局长"
    found = roles("志愿服务方案\n\n现印发方案，请认真执行。\n\n" + names)
    assert {found["组　长：于文涛　　副市长"], found["单立新　　市体育局局长"]} == {Role.PARAGRAPH}


@pytest.mark.parametrize(
    "break_", ["三家船厂入选\n全国绿色工厂名单", "专访研究员高建国：\n让好种子长在好地里"]
)
def test_a_headline_that_breaks_within_a_phrase_is_one(break_):
    (article,) = articles_of(page_of(f"{break_}\n本报记者　聂航\n\n{BODY}\n\n{BODY}"))
    assert article.title == break_.replace("\n", "")


def test_each_poem_of_a_group_has_its_title():
    found = roles(
        "乡村三章（组诗）\n\n林　溪\n\n晒谷场\n金黄的谷粒铺开\n像祖父摊开的手掌\n\n"
        "老井\n井绳磨出了深痕\n提起来的都是月亮"
    )
    assert (found["晒谷场"], found["老井"]) == (Role.SUBHEAD, Role.SUBHEAD)
    assert found["井绳磨出了深痕 提起来的都是月亮"] is Role.PARAGRAPH


FIRST = "海藻场修复工程启动\n\n本报讯（记者 聂航）4月8日，工程启动，首批\n\n（下转第3版）\n\n"
OTHER = "措施稳就业\n\n本报讯（记者 殷若兰）4月8日，市政府出台措施。\n\n{jump}{page}"
REST = "（上接第1版）苗种已经投放。\n\n总投资一亿元。"


@pytest.mark.parametrize("page", ["", "第3版\n\n"])
def test_an_article_that_goes_on_elsewhere_on_the_page_is_one(page):
    first, other = articles_of(page_of("第1版\n\n" + FIRST + OTHER.format(jump="", page=page) + REST))
    assert (first.title, other.title) == ("海藻场修复工程启动", "措施稳就业")
    texts = [block for block in first.blocks if block.role is Role.PARAGRAPH]
    assert [block.text for block in texts] == ["4月8日，工程启动，首批苗种已经投放。", "总投资一亿元。"]
    assert texts[0].flags == (Flag.REJOINED,)


def test_a_text_from_another_page_stays_by_itself():
    assert titles("第3版\n\n" + FIRST + OTHER.format(jump="", page="") + REST) == [
        "海藻场修复工程启动",
        "措施稳就业",
        "",
    ]


def test_of_two_that_go_on_the_broken_sentence_is_the_one():
    text = "第1版\n\n" + FIRST + OTHER.format(jump="（下转第3版）\n\n", page="") + REST
    assert [len(article.blocks) for article in articles_of(page_of(text))] == [7, 4]


def test_an_article_in_three_parts_is_whole():
    text = "第1版\n\n" + FIRST + OTHER.format(jump="", page="第3版\n\n") + REST
    text += "（下转第4版）\n\n好书上船\n\n本报记者 聂航\n\n渔船靠岸，书也到岸。\n\n第4版\n\n（上接第3版）工程明年完成。"
    first, *_ = articles_of(page_of(text))
    assert [block.text for block in first.blocks][-1] == "工程明年完成。"


def test_rows_of_tabs_are_a_table():
    page = read_txt("任务分工表\n序号\t单位\n1\t海湾港\n2\t\n".encode(), "page.txt")
    cells = [(line.text, line.cell.row, line.cell.column) for line in page.lines if line.cell]
    assert cells == [("序号", 1, 1), ("单位", 1, 2), ("1", 2, 1), ("海湾港", 2, 2), ("2", 3, 1)]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (
            "\t2022年\t2023年\n收入\t10\t12\n备注\t\t",
            ["2022年12", "2023年13", "收入21", "1022", "1223", "备注31"],
        ),
        ("\t上年\n收入\t10\n", ["上年12", "收入21", "1022"]),
        ("甲\t乙\t\n丙\t丁\n", ["甲11", "乙12", "丙21", "丁22"]),
        ("甲\t乙\t\n丙\t丁\t\n戊\t己", ["甲11", "乙12", "丙21", "丁22", "戊31", "己32"]),
    ],
)
def test_empty_cells_at_the_ends_of_a_row_keep_their_places(rows: str, places: list[str]):
    lines = read_txt(rows.encode(), "page.txt").lines
    assert [f"{line.text}{line.cell.row}{line.cell.column}" for line in lines if line.cell] == places


def test_tabs_that_only_indent_lines_make_no_table():
    lines = read_txt("\t全市召开会议。\n\t会议强调。\t\n".encode(), "page.txt").lines
    assert [(line.text, line.cell) for line in lines] == [("全市召开会议。", None), ("会议强调。", None)]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ("1.\t第一，坚持。\n2.\t第二，深化。", ["1. 第一，坚持。", "2. 第二，深化。"]),
        ("一、\t坚持。\n二、\t深化。", ["一、坚持。", "二、深化。"]),
        ("（1）\t坚持。\n（2）\t深化。", ["（1）坚持。", "（2）深化。"]),
        ("●\t坚持。\n●\t深化。", ["● 坚持。", "● 深化。"]),
        ("第一条\t坚持。\n第二条\t深化。", ["第一条 坚持。", "第二条 深化。"]),
        ("\t会议指出：\n1)\t坚持。", ["会议指出：", "1) 坚持。"]),
    ],
)
def test_items_that_a_tab_parts_from_their_numbers_are_no_table(rows: str, read: list[str]):
    lines = read_txt(rows.encode(), "page.txt").lines
    assert [(line.text, line.cell) for line in lines] == [(text, None) for text in read]


@pytest.mark.parametrize("rows", ["2022\t10\n2023\t12", "1.\t甲\n合计\t乙", "1.\t甲\t5\n2.\t乙\t6"])
def test_rows_of_figures_are_a_table(rows: str):
    assert all(line.cell for line in read_txt(rows.encode(), "page.txt").lines)


def test_one_line_with_a_tab_is_no_table():
    assert [line.cell for line in read_txt("时间\t地点\n海湾港".encode(), "page.txt").lines] == [None, None]


def test_a_rule_or_two_blank_lines_are_a_break():
    lines = read_txt("一\n\n二\n\n\n三\n---\n四".encode(), "page.txt").lines
    assert [line.break_before for line in lines] == [False, False, True, True]


def test_pages_without_breaks_are_as_before():
    line = Line(text="大桥封顶")
    assert articles_of(Page(name="page", lines=(line,)))[0].blocks[0].text == "大桥封顶"


# --- headlines that look like the name of a body -----------------------------------------------------------

PLAIN_LEAD = "市委书记陆治原主持会议，研究贯彻落实意见，部署下一步工作。\n\n会议指出，要压实责任，务求实效。"


@pytest.mark.parametrize(
    "headline",
    [
        "市委常委会召开会议",
        "走进海湾市人民医院",
        "一季度全市经济实现良好开局",
        "我市新增两家上市公司",
        "擦亮海洋强市的城市客厅",
        "关心关爱基层干部",
        "乡村振兴首季良好开局",
        "海湾市铁路建设总公司",
    ],
)
def test_the_first_line_of_a_page_is_a_headline_also_where_it_ends_as_names_of_bodies_do(headline):
    assert titles(f"{headline}\n\n{PLAIN_LEAD}") == [headline]


def test_of_two_lines_that_tell_something_none_is_a_byline():
    for lines in (
        ["奋力开创高质量发展新局面", "市委召开经济工作会议"],
        ["市委召开经济工作会议", "奋力实现首季良好开局"],
    ):
        (article,) = shown("\n".join(lines) + f"\n\n{PLAIN_LEAD}")
        assert [text for _, text in article[:2]] == lines
        assert Role.BYLINE not in [role for role, _ in article]


@pytest.mark.parametrize(
    "bodies", [["海湾市统计局", "国家统计局海湾调查队"], ["市教育局", "市财政局", "市审计局"]]
)
def test_every_body_that_issues_a_document_is_a_byline(bodies):
    (article,) = shown("2023年海湾市统计公报\n" + "\n".join(bodies) + f"\n2024年3月20日\n\n{PLAIN_LEAD}")
    assert article[0] == (Role.HEADLINE, "2023年海湾市统计公报")
    assert [text for role, text in article if role is Role.BYLINE] == bodies


@pytest.mark.parametrize("text", ["夜经济如何破局", "家门口的医院", "全市干部"])
def test_what_is_no_name_of_a_body(text):
    assert not names_bodies(text)


def test_a_title_with_a_colon_above_fields_stays_the_headline():
    fields = "时间：6月22日上午10时\n地点：市民中心三楼\n\n"
    assert titles(f"海湾讲坛：走近海洋生物\n\n{fields}{PLAIN_LEAD}") == ["海湾讲坛：走近海洋生物"]


def test_fields_at_the_end_of_an_article_do_not_take_the_next_headline():
    fields = "联系人：王伟\n联系电话：0532-85912345"
    text = f"大桥封顶\n\n{PLAIN_LEAD}\n\n{fields}\n\n\n人社部：前5个月新增就业573万人\n\n{PLAIN_LEAD}"
    assert titles(text) == ["大桥封顶", "人社部：前5个月新增就业573万人"]


def test_the_name_of_a_body_between_two_texts_opens_no_article():
    assert titles(f"大桥封顶\n\n{PLAIN_LEAD}\n\n海湾市交通运输局\n\n{PLAIN_LEAD}") == ["大桥封顶"]


@pytest.mark.parametrize(
    "text",
    [
        "国家安全局",
        "国家安全部",
        "海湾市发展和改革委员会",
        "海湾市推进新型城镇化工作领导小组办公室",
        "公安部 外交部 市委组织部",
        "住房和城乡建设部办公厅",
        "海湾市科技创新局",
        "海湾电力公司",
    ],
)
def test_names_of_bodies(text):
    assert names_bodies(text)


# --- headlines with a comma ---------------------------------------------------------------------------------

COMMA = "海湾市出台二十条措施支持海洋经济，最高奖励五百万元，六月起实施"
REPORT = "大桥封顶\n\n4月16日，大桥封顶。\n\n全长四公里。\n\n"


BELOW = ["本报记者 聂航\n\n" + BODY, "本报记者 聂航 文/图\n\n" + BODY, "本报6月3日讯（记者 聂航）" + BODY]


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("above", ["", REPORT, REPORT.replace("\n\n", "\n")])
def test_a_long_line_with_a_comma_is_a_headline_above_a_byline_or_a_dateline(above, below):
    assert titles(f"{above}{COMMA}\n{below}")[-1] == COMMA


def test_a_headline_with_a_comma_may_have_a_deck_or_be_a_kicker():
    found = roles(f"{REPORT}{COMMA}\n——海洋经济调查\n本报记者 聂航\n\n{BODY}")
    assert (found[COMMA], found["——海洋经济调查"]) == (Role.HEADLINE, Role.KICKER)
    found = roles(f"{REPORT}{COMMA}\n市委召开海洋经济大会\n本报记者 聂航\n\n{BODY}")
    assert (found[COMMA], found["市委召开海洋经济大会"]) == (Role.KICKER, Role.HEADLINE)


@pytest.mark.parametrize(
    "posting", ["2024-07-15 10:02 来源：海湾新闻", "原创 小海 海湾发布", "2024-03-28 17:30 山东"]
)
@pytest.mark.parametrize("mark", ["", "！", "？"])
def test_the_first_line_of_a_saved_page_is_its_headline(posting, mark):
    assert titles(f"{COMMA}{mark}\n{posting}\n\n{BODY}") == [COMMA + mark]


@pytest.mark.parametrize(
    "below",
    [
        "（记者 聂航）\n\n渔民上岸\n\n",
        "本报记者 聂航\n\n渔民上岸\n\n",
        "新华社记者 聂航 摄\n\n",
        "聂航 摄\n\n",
        "",
    ],
)
def test_a_text_or_caption_that_lacks_its_full_stop_is_no_headline(below):
    text = "记者在石岬海域看到，船员们正在投放苗种，海面上一派繁忙景象"
    assert roles(f"{REPORT}{text}\n{below}{BODY}\n\n{BODY}")[text] is Role.PARAGRAPH


def test_what_goes_on_with_a_sentence_is_no_headline():
    text = "计划用三年时间修复海藻场一万亩，首批苗种投放到石岬海域，二期"
    assert text not in titles(f"大桥封顶\n\n{BODY[:-1]}的\n{text}\n本报记者 聂航\n\n{BODY}")


# --- rows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "组　长：于文涛　副市长\n副组长：单立新　市体育局局长\n　　　　曲振海　市文化局局长",
        "组　长：于文涛　　副市长\n单立新　　市体育局局长",
        "组　　　长：于文涛　副市长\n副 组 长：单立新　市体育局局长",
        "上证指数  3157.97  -0.42%\n深证成指  9681.66  -0.59%",
        "1 改造提升商贸中心　市商务局\n2 建设物流园区　市交通运输局",
        "序号　任务名称　责任单位\n1 改造提升商贸中心　市商务局",
        "时间：6月22日上午10时\n地点：市民中心三楼\n出席：市委副书记、市长 于文涛",
        "联系人：于文涛\n联系电话：0532-85912345",
        "项目编号：HWZC-2024-018\n最高限价（万元）：286\n地　　址：泰山路26号",
        "联系人/电话：于文涛　0532-85912345\nEmail：office@example.com",
    ],
)
@pytest.mark.parametrize("place", ["under a title", "in a text"])
def test_rows_are_no_headlines_kickers_or_subheads(rows, place):
    above = "大桥封顶" if place == "under a title" else REPORT.strip()
    (article,) = shown(f"{above}\n\n{rows}\n\n大桥全长四公里，双向六车道。\n\n设计时速八十公里。")
    assert article[0] == (Role.HEADLINE, "大桥封顶")
    assert {role for role, _ in article[1:]} == {Role.PARAGRAPH}


@pytest.mark.parametrize(
    "lines",
    [
        ["打造海洋强市　建设开放高地", "我市召开大会　部署全年工作"],
        ["打造海洋强市　　建设开放高地", "我市召开大会　　部署全年工作"],
        ["稳就业　惠民生　促发展", "强产业　聚人才　优环境"],
        ["人社部：前5个月新增就业573万人", "专家：就业形势总体稳定"],
    ],
)
def test_a_headline_and_its_kicker_are_no_rows(lines):
    found = roles("\n".join(lines) + f"\n本报记者 聂航\n\n{BODY}")
    assert [found[line] for line in lines] == [Role.KICKER, Role.HEADLINE]


def test_fields_above_the_first_headline_belong_to_its_article():
    index = "索 引 号：000014349/2024-00028\n主题分类：农业、林业\n发文机关：海湾市人民政府"
    assert titles(f"{index}\n\n关于禁渔的通告\n\n{BODY}\n\n{BODY}") == ["关于禁渔的通告"]


def test_the_number_of_a_case_stands_under_the_title_of_the_judgment():
    (article,) = shown(f"海湾市中级人民法院民事判决书\n（2023）鲁02民终1234号\n\n{BODY}")
    assert article[:2] == [
        (Role.HEADLINE, "海湾市中级人民法院民事判决书"),
        (Role.LABEL, "（2023）鲁02民终1234号"),
    ]


def test_a_title_that_opens_with_its_year_is_an_item_of_the_list_of_annexes():
    annexes = "附件：1．海区名单\n2．2024年重点任务\n3．评分标准\n\n海湾市人民政府\n2024年4月18日"
    assert roles(f"关于禁渔的通告\n\n{BODY}\n\n{annexes}")["2．2024年重点任务"] is Role.LIST_ITEM


# --- lines in brackets -----------------------------------------------------------------------------------------

SIGNED = f"关于禁渔的通告\n\n{BODY}\n\n海湾市人民政府\n2024年5月6日"
NEXT = f"海湾市禁渔管理办法\n\n{PLAIN_LEAD}"


@pytest.mark.parametrize(
    "remark",
    [
        "（本文有删减）",
        "（此页无正文）",
        "（原载《求是》2024年第10期）",
        "（联系人：于文涛；联系电话：0532-85912345）",
        "（注：本通告自公布之日起施行）",
        "（新华社北京5月6日电）",
        "（盖章）\n\n（此页无正文）",
        "公开方式：主动公开",
        "（信息公开形式：依申请公开）",
    ],
)
def test_a_remark_under_a_signature_closes_the_document(remark):
    first, second = shown(f"{SIGNED}\n\n{remark}\n\n{NEXT}")
    assert first[-1][1] == remark.splitlines()[-1]
    assert first[-1][0] in (Role.PARAGRAPH, Role.LABEL)
    assert second[0] == (Role.HEADLINE, "海湾市禁渔管理办法")


def test_a_dateline_in_brackets_closes_a_text_and_opens_one_under_a_headline():
    dateline = "（新华社北京5月6日电）"
    assert titles(f"{REPORT}{dateline}\n\n{NEXT}") == ["大桥封顶", "海湾市禁渔管理办法"]
    found = shown(f"{REPORT}渔民上岸\n{dateline}\n{BODY}")
    assert found[1][:2] == [(Role.HEADLINE, "渔民上岸"), (Role.DATELINE, dateline)]


def test_what_stands_in_brackets_is_not_the_headline_beside_it():
    assert titles(f"乡村三章\n（外二首）\n林溪\n\n{BODY}") == ["乡村三章"]
    assert titles(f"（三年之后）\n渔民上岸\n\n{BODY}") == ["渔民上岸"]
    assert titles(f"渔民上岸（一）\n\n{BODY}") == ["渔民上岸（一）"]


# --- letters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["此致\n\n敬礼！", "此致\n敬礼", "感谢您的支持！", "祝您身体健康！"])
def test_the_words_that_close_a_letter_do_not_part_it_from_its_signature(words):
    (article,) = shown(
        f"致全市渔民的一封信\n\n各位渔民朋友：\n\n{BODY}\n\n{words}\n\n海湾市渔业局\n\n2024年7月10日"
    )
    assert article[0] == (Role.HEADLINE, "致全市渔民的一封信")
    assert article[-2:] == [(Role.PARAGRAPH, "海湾市渔业局"), (Role.PARAGRAPH, "2024年7月10日")]


@pytest.mark.parametrize("writer", ["读者 于文涛", "市民　聂小鸥"])
@pytest.mark.parametrize("wish", ["此致\n\n敬礼！", "敬礼", "顺颂商祺！"])
def test_the_writer_of_a_letter_closes_it(wish, writer):
    first, second = shown(
        f"路灯该修了\n\n编辑同志：\n\n{BODY}\n\n{wish}\n\n{writer}\n\n渔民上岸\n\n{PLAIN_LEAD}"
    )
    assert first[-1] == (Role.BYLINE, writer)
    assert second[0] == (Role.HEADLINE, "渔民上岸")


def test_a_headline_that_exclaims_keeps_its_author_and_its_date():
    (article,) = shown(f"敬礼！\n聂小鸥\n\n{BODY}")
    assert article[:2] == [(Role.HEADLINE, "敬礼！"), (Role.BYLINE, "聂小鸥")]
    for page in (f"渔民上岸了！\n2024年7月10日\n\n{BODY}", f"{REPORT}渔民上岸了！\n2024年7月10日\n\n{BODY}"):
        assert roles(page)["2024年7月10日"] is Role.FURNITURE
