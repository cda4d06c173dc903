"""Lines that texts have as well as sites: where they stand in a text, they are translated."""

import pytest

from translator.model import Role
from translator.pages.articles import articles_of
from translator.readers.html import read_html
from translator.readers.txt import read_txt


def blocks(text):
    """Return the roles and texts of a page of paragraphs."""
    page = read_txt(text.replace(" / ", "\n\n").encode(), "page.txt")
    return [(block.role, block.text) for article in articles_of(page) for block in article.blocks]


def furniture(text):
    return [line for role, line in blocks(text) if role is Role.FURNITURE]


HEAD = "海湾市图书馆夏季读者活动安排 / 暑假将至，市图书馆推出一批活动，欢迎市民参加。 / "
END = " / 名额有限，请提前一天报名。"


@pytest.mark.parametrize(
    "line",
    [
        "时间：2024年7月6日 09:30",
        "2024年7月6日 09:30 少儿阅览区",
        "主办单位：海湾市教育局 承办单位：海湾市图书馆",
        "投稿邮箱：reading@example.com",
        "读者热线：0532-5520000",
        "1998年8月",
        "2024-07-06",
    ],
)
def test_between_two_texts_a_line_is_the_articles(line):
    assert (Role.PARAGRAPH, line) in blocks(HEAD + line + END)


def test_lines_of_a_notice_stand_beside_one_another_and_beside_other_lines_with_a_label():
    text = (
        HEAD
        + "主讲人：市作协主席 / 时间：2024年7月6日 09:30 / 地点：一楼报告厅 / 主办单位：市教育局 承办单位：市图书馆"
        + END
    )
    assert not furniture(text)
    assert Role.SUBHEAD not in [role for role, _ in blocks(text)]


def test_what_a_colon_leads_to_is_no_furniture_even_at_the_end():
    assert not furniture(
        HEAD + "各区气温预报如下： / 6日：多云转阴，24～31℃，南风3级 / 7日：小雨，23～28℃，北风4级"
    )


def test_key_words_between_texts_are_subheads():
    text = (
        HEAD
        + "关键词：陪伴 / 亲子共读专场每周六举行，由志愿者带领。 / 关键词：创造 / 少年讲书人选拔赛同步启动。"
    )
    assert [line for role, line in blocks(text) if role is Role.SUBHEAD] == ["关键词：陪伴", "关键词：创造"]


def test_dates_above_the_texts_of_a_chronicle_are_no_furniture():
    text = "海湾大桥建设记 / 2001年3月8日 / 大桥奠基。 / 2003年5月 / 主塔封顶。 / 2005年10月1日 / 大桥通车。"
    assert not furniture(text)
    assert blocks(text)[0] == (Role.HEADLINE, "海湾大桥建设记")


def test_what_stands_before_the_signature_is_a_text():
    text = HEAD + "投稿邮箱：reading@example.com / 海湾市教育局 / 2024年6月28日"
    assert not furniture(text)


def test_the_time_beside_a_place_is_that_of_an_event():
    text = "海湾市新闻发布会实录 / 时间：2024年6月12日 10:00 / 地点：市政府新闻发布厅 / 主持人介绍了出席的各位嘉宾。"
    assert not furniture(text)


def test_the_label_of_a_place_may_have_blanks():
    text = "海湾市新闻发布会实录 / 时间：2024年6月12日 10:00 / 地　　点：市政府新闻发布厅 / 主持人介绍了各位嘉宾。"
    assert not furniture(text)


def test_a_field_whose_label_has_blanks_leads_to_others():
    text = HEAD + "联 系 人：张三 / 投稿邮箱：reading@example.com / 主 讲 人：李四" + END
    assert not furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "海湾大桥通车 / 2024-07-06 09:30 / 大桥昨日通车，全长六公里。 / 市民纷纷前往参观。",
        "大桥昨日通车，全长六公里。 / 2024-07-06 / 海湾地铁开建 / 一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里。 / 海湾地铁开建 / 2024-07-06 09:30 / 一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里。 / 海湾地铁：十年一梦 / 2024-07-06 09:30 / 一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里。 / 地铁开建　十年一梦：记者手记 / 时间：2024-07-06 09:30 / 一号线昨日开建。",
        "大桥昨日通车，全长六公里。 / 发布时间：2024-07-06 09:30 / 一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里。 / 2024年7月6日 / 第3版 / 一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里，连接 / 2024年7月6日 / 南北两岸，市民出行更方便。",
        "大桥昨日通车，全长六公里。\n\n\n\n2024-07-06 / 一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里。 / 2024-07-06 / 本报讯（记者 王伟）一号线昨日开建，全长三十公里。",
        "大桥昨日通车，全长六公里。 / 主办：海湾日报社 承办：海湾网",
        "大桥昨日通车，全长六公里。 / 新闻热线：5520000",
    ],
)
def test_elsewhere_it_is_the_sites(text):
    assert len(furniture(text)) in (1, 2)


def test_what_stands_again_and_again_is_a_running_head():
    text = "大桥昨日通车，全长六公里。 / 2024-07-06 / 市民纷纷前往参观。 / 2024-07-06 / 桥面双向六车道。"
    assert furniture(text) == ["2024-07-06"] * 2


def test_an_address_is_no_subhead():
    text = HEAD + "报名网址：http://www.example.com/bm" + END
    assert (Role.PARAGRAPH, "报名网址：http://www.example.com/bm") in blocks(text)


# --- dates that sign ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "供热管网昨日检修，部分小区停暖。 / 海湾市热力有限公司 / 2024-01-15",
        "供热管网昨日检修，部分小区停暖。 / 海湾市热力服务中心 / 2024/01/15",
        "供热管网昨日检修，部分小区停暖。 / 海湾市热力有限公司 / 2024.1.15 / 附件：停暖小区名单",
        "供热管网昨日检修，部分小区停暖。 / 海湾市住房局 / 2024年1月15日 / 【打印】【关闭】",
    ],
)
def test_the_date_under_a_body_signs_the_document(text):
    assert [line for line in furniture(text) if line[0] == "2"] == []


@pytest.mark.parametrize(
    "text",
    [
        "供热管网昨日检修，部分小区停暖。 / 2024-01-15",
        "供热管网昨日检修，部分小区停暖。 / 海湾地铁开建 / 2024-01-15 / 一号线昨日开建，全长三十公里。",
        "供热管网昨日检修，部分小区停暖。 / 海湾召开人大会议 / 2024年1月15日 / 浏览次数：3 / 会议昨日开幕，听取报告。",
    ],
)
def test_a_date_of_the_site_signs_nothing(text):
    assert [line for line in furniture(text) if line[0] == "2"]


# --- headlines with the words of a site -----------------------------------------------------------------


def test_the_words_of_a_call_with_a_byline_below_are_a_headline():
    text = "关注留守儿童用上小程序 / 本报记者 王伟 / 昨日，海湾市的孩子们上了一堂课。"
    assert blocks(text)[0] == (Role.HEADLINE, "关注留守儿童用上小程序")
    call = "孩子们的一堂课 / 关注海湾发布公众号 / 本报记者 王伟 / 昨日，海湾市的孩子们上了一堂课。"
    assert furniture(call) == ["关注海湾发布公众号"]


def test_a_heading_with_the_words_of_a_call_is_a_heading():
    page = read_html(
        "<h1>下载量最高的政务客户端</h1><p>昨日，海湾市公布了一批优秀应用，市民可以免费使用。</p>".encode(),
        "a.html",
    )
    assert articles_of(page)[0].title == "下载量最高的政务客户端"
