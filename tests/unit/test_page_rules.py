"""What single lines look like, and that no line is costly to look at."""

import random

import pytest

from translator.model import Line, Markup
from translator.pages.fields import is_field, label
from translator.pages.line_rules import (
    Shape,
    closing_start,
    columns,
    continued_end,
    dateline_end,
    ends_sentence,
    shape_of,
)

SHAPES = {
    Shape.FURNITURE: [
        "大众日报",
        "客户端大众日报",
        "微信",
        "A03",
        "— 12 —",
        "第3版",
        "第六版 要闻",
        "3版：综合",
        "要闻",
        "国际新闻",
        "2024年4月18日 星期四",
        "2024年4月18日　星期四　农历三月初十",
        "责编：方明",
        "本版责编 方明 美编 顾小雨",
        "责任编辑：方明　校对：董文静",
        "責任編輯：方明",
        "（下转第三版）",
        "下转A4版",
        "（上接第一版）",
        "（完）",
        "新闻热线：0532-0000000",
        "版权所有 未经授权不得转载",
        "https://example.com/a?b=1",
    ],
    Shape.BYLINE: [
        "□ 本报记者 杨国胜 薄克国",
        "□记者 张忠德 通讯员 胡全福 报道",
        "□ 阮青禾",
        "本报记者 贺知远 北京报道",
        "记者张三 通讯员李四",
        "记者张三通讯员李四报道",
        "新华社记者 王一",
        "本报驻青岛记者 路遥远",
        "本报首席记者 古丽·买买提",
        "本报评论员 高远",
        "文/图 王五",
        "王五 文/图",
        "記者 林品妤／海灣報導",
        "【記者陳柏宇／南灣報導】",
        "来源：海湾日报",
        "2024-05-21 08:30　来源：海湾日报　记者：骆一鸣",
        "来源：海湾日报 作者：张三 李四 编辑：王五",
        "By Laura Chen and Wang Lei",
    ],
    Shape.CREDIT: ["（记者 张三）", "（翟宇 彭飞）", "（通讯员 孟佳）", "（作者单位：海湾市社科院）"],
    Shape.CAPTION: [
        "图为居民选餐。",
        "▲ 收割机在作业",
        "左图：桥面",
        "居民在选餐。（王五 摄）",
        "居民在选餐。 本报记者 王五 摄",
    ],
    Shape.ORDINAL: ["一、优化消费空间", "第一章 总则", "第二部分：目标"],
    Shape.LIST_ITEM: [
        "（一）打造示范街区。",
        "1.延长时间；",
        "①延长时间",
        "第一条 为了保护湿地，制定本条例。",
        "三、加强组织领导。各区要落实到位。",
        "• 春天除锈",
    ],
    Shape.BODY: [
        "4月17日，记者获悉，项目开工。",
        "“值了。”他说。",
        "本报讯 4月16日封顶",
        "市民可拨打新闻热线反映问题。",
        "Tickets are 25 yuan.",
        "他在第一版上接受了采访，说明了下转第三版的缘由，并表示今后将继续努力做好",
        "记者从县报社获悉一条重要消息，今年全县粮食产量再创新高。",
        "一、二年级的学生，都来了。",
    ],
    Shape.SHORT: [
        "城市书房再添十二座",
        "谁来管好小区电梯？",
        "记者手记",
        "记者调查",
        "■ 延伸阅读",
        "仅供参考",
        "统筹推进城乡融合",
        "策划 一场好看的灯会",
        "AI",
        "2023",
        "第一部电影开机",
        "教育",
        "绿了荒山，富了乡亲",
        "New ferry terminal opens in Haiwan after three years of construction",
    ],
}


@pytest.mark.parametrize(
    ("text", "shape"), [(text, shape) for shape, all_texts in SHAPES.items() for text in all_texts]
)
def test_shape(text, shape):
    assert shape_of(Line(text=text))[0] is shape


@pytest.mark.parametrize("text", ["120", "第3版", "2024年4月18日", "记者 张三", "微信", "（记者 张三）"])
def test_a_cell_is_a_cell_whatever_it_holds(text):
    assert shape_of(Line(text=text, markup=Markup.TABLE_CELL))[0] is Shape.TABLE_CELL


def test_markup_decides_where_there_is_some():
    assert shape_of(Line(text="民宿一房难求", markup=Markup.HEADING, level=2))[0] is Shape.HEADING
    assert shape_of(Line(text="民宿", markup=Markup.LIST_ITEM, level=1))[0] is Shape.LIST_ITEM
    assert shape_of(Line(text="民宿", markup=Markup.CAPTION))[0] is Shape.CAPTION
    assert shape_of(Line(text="看自贸", emphasis=3)) == (Shape.BOLD, "bold line")
    assert shape_of(Line(text="看自贸", emphasis=2))[0] is Shape.SHORT


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("本报讯", " 近日，项目开工。"),
        ("本报青岛讯", " 近日，项目开工。"),
        ("本报4月17日讯（记者 乔安 通讯员 郝思远）", "自4月20日起，开工。"),
        ("本报讯 （记者施一凡）", "4月16日上午，大桥封顶。"),
        ("新华社北京3月5日电（记者 林晓岚、周子昂）", "记者5日获悉，供应充足。"),
        ("据新华社北京3月5日电", " 农业农村部门说，供应充足。"),
        ("中新社巴黎6月5日电", " 会议开幕。"),
        ("新华社呼和浩特3月5日电", " 会议开幕。"),
        ("新华社北京/上海2月29日电", " 会议开幕。"),
        ("光明网北京3月5日电", " 会议开幕。"),
        ("〔記者陳柏宇／南灣報導〕", "閒置二十年的戲院完成修復。"),
        ("", "新华社电视频道开播，观众反响热烈。"),
        ("", "据新华社消息，会议开幕。"),
        ("", "本报将于明日推出专版，并附通讯。"),
        ("", "（一）延长时间。"),
        ("", "近日，本报讯息中心启用。"),
    ],
)
def test_dateline(dateline, rest):
    assert dateline_end(Line(text=dateline + rest)) == len(dateline)


def test_bold_must_reach_as_far_as_the_dateline():
    assert dateline_end(Line(text="本报青岛讯 近日，开工。", emphasis=5)) == 5
    assert dateline_end(Line(text="本报青岛讯 近日，开工。", emphasis=2)) == 0


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("项目开工。", "（下转第三版）"),
        ("项目开工，", "（下转第三版）"),
        ("项目开工。", "（完）"),
        ("项目开工。", "（记者 张三）"),
        ("“项目开工。”", "（张三 李小四）"),
        ("项目由张三负责（记者 李四）", ""),
        ("项目开工。（掌声）", ""),
        ("项目开工（图略）", ""),
    ],
)
def test_what_closes_a_text(text, closing):
    assert closing_start(text + closing) == len(text)


def test_what_continues_from_another_page():
    assert continued_end("（上接第一版）今年以来，开工。") == 7
    assert continued_end("（下转第三版）今年以来，开工。") == 0
    assert continued_end("（一）今年以来，开工。") == 0


def test_ends_of_sentences_and_columns():
    assert ends_sentence("他说：“好。”")
    assert ends_sentence("包括：")
    assert not ends_sentence("以市场需求为导向，")
    assert not ends_sentence("平台搭")
    assert columns("海湾 Blue，") == 11


PARTS = [
    "记者", "本报", "通讯员", "张", "三", "、", "社", "报", "新华", "电", "讯", "（", "）", "报道", "/", "：", "驻",
    "-", "1", "—", "版", "转", "接", "第", "图", "摄", "台", "客户端", "·", "，", "版权所有", "日", "月", "年",
]  # fmt: skip


def test_long_lines_take_linear_time():
    # A quadratic scan of the first lines would take minutes.
    generator = random.Random(7)
    lines = [
        "张三 " * 300_000,
        "（记者 " + "张三 " * 300_000 + "）",
        "-" + " " * 300_000 + "x",
        "（" * 300_000,
    ]
    for _ in range(1500):
        some = [*generator.sample(PARTS, generator.randint(1, 6)), " "]
        lines.append(
            "".join(generator.choices(some, k=generator.choice([20, 40, 80, 3000]))).strip() or "记者"
        )
    for text in lines:
        line = Line(text=text)
        assert shape_of(line)
        assert all(
            0 <= end <= len(text) for end in (dateline_end(line), closing_start(text), continued_end(text))
        )


@pytest.mark.parametrize(
    ("text", "centred", "shape"),
    [
        ("坚定文化自信，推动海湾文化事业和文化产业繁荣发展", True, Shape.SHORT),
        ("坚定文化自信，推动海湾文化事业和文化产业繁荣发展", False, Shape.BODY),
        ("海湾市文化馆新馆今天开放，市民可以免费参观。", True, Shape.BODY),
    ],
)
def test_a_line_in_the_middle_that_ends_no_sentence_is_a_title(text: str, centred: bool, shape: Shape):
    assert shape_of(Line(text=text, centred=centred))[0] is shape


# --- labels and fields -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "联系电话：",
        "联 系 地 址：",
        "地　　点: ",
        "索 引 号：",
        "最高限价（万元）：",
        "金　额 （万元） ：",
        "联系人/电话：",
        "姓名、职务：",
        "■时间：",
        "QQ：",
        "E-mail: ",
    ],
)
def test_a_label_may_have_blanks_brackets_and_marks(opening: str):
    assert label(f"{opening}泰山路26号") == opening
    assert is_field(f"{opening}泰山路26号 三楼")


@pytest.mark.parametrize(
    "text",
    [
        "泰山路26号",
        "2024-07-06 09:30",
        "09:30",
        "Https://example.com",
        "问：怎么办",
        "，王伟说：好",
        "”记者：是吗",
    ],
)
def test_what_is_no_label(text: str):
    assert label(text) == ""


def test_the_length_of_a_label_is_that_of_its_characters():
    assert label("副　组　长：于文涛", longest=3) == "副　组　长："
    assert label("预算金额（万元）：286", longest=4) == "预算金额（万元）："
    assert label("海湾市渔业局局长于文涛：开海", longest=8) == ""


@pytest.mark.parametrize("text", ["6日：多云转阴，24～31℃", "QQ群：0000000", "G20高速：双向通行"])
def test_a_field_may_have_any_word_as_its_label(text: str):
    assert is_field(text)
    assert label(text) == ""


@pytest.mark.parametrize(
    "text",
    ["联系地址：", "地　　址：", "海湾大桥　十年一梦：记者手记", "通告：一 二 三 四 五 六", "海湾大桥通车"],
)
def test_what_is_no_field(text: str):
    assert not is_field(text)
