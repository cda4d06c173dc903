"""Names in pinyin; bylines and datelines, recognised and in English."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.text.bylines import (
    dateline_length,
    is_byline,
    is_closing_credit,
    translate_byline,
    translate_dateline,
)
from translator.text.bylines.grammar import DEEDS, OUTLETS, RANKS, ROLES, TITLES
from translator.text.pinyin import spell_name

CITIES = {
    "北京": "Beijing",
    "上海": "Shanghai",
    "西安": "Xi'an",
    "青岛": "Qingdao",
    "青岛市": "Qingdao",
    "东京": "Tokyo",
}
places = (CITIES | {"济南": "Jinan", "安阳": "Anyang"}).get
PAGE = (Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt").read_text(encoding="utf-8")

# Reporters of the sample page, then people whose spelling is known from English-language news and history.
NAMES = """
杨国胜 Yang Guosheng; 薄克国 Bo Keguo; 张忠德 Zhang Zhongde; 胡全福 Hu Quanfu; 张晓帆 Zhang Xiaofan;
胡馨予 Hu Xinyu; 李媛 Li Yuan; 白晓 Bai Xiao; 刘学俊 Liu Xuejun; 张岱 Zhang Dai;
单田芳 Shan Tianfang; 曾国藩 Zeng Guofan; 解海龙 Xie Hailong; 仇英 Qiu Ying; 区伯 Ou Bo; 查良镛 Zha Liangyong;
翟志刚 Zhai Zhigang; 任正非 Ren Zhengfei; 华国锋 Hua Guofeng; 宁浩 Ning Hao; 卜卫 Bu Wei; 葛优 Ge You;
沈从文 Shen Congwen; 贾樟柯 Jia Zhangke; 冯小刚 Feng Xiaogang; 万里 Wan Li; 石广生 Shi Guangsheng;
欧阳修 Ouyang Xiu; 诸葛亮 Zhuge Liang; 司马光 Sima Guang; 上官云珠 Shangguan Yunzhu; 令狐冲 Linghu Chong;
夏侯惇 Xiahou Dun; 慕容复 Murong Fu; 王西安 Wang Xi'an; 陈爱莲 Chen Ailian; 张庆恩 Zhang Qing'en; 刘亚安 Liu Ya'an;
杨爱娥 Yang Ai'e; 吕思清 Lyu Siqing; 吕布 Lyu Bu; 张女 Zhang Nyu; 余华 Yu Hua; 莫言 Mo Yan; 屠呦呦 Tu Youyou;
袁隆平 Yuan Longping; 姚明 Yao Ming; 刘翔 Liu Xiang; 郎平 Lang Ping; 谷爱凌 Gu Ailing; 苏炳添 Su Bingtian;
钟南山 Zhong Nanshan; 杨利伟 Yang Liwei; 王亚平 Wang Yaping; 张艺谋 Zhang Yimou; 巩俐 Gong Li; 章子怡 Zhang Ziyi;
马化腾 Ma Huateng; 张瑞敏 Zhang Ruimin; 董明珠 Dong Mingzhu; 逄增玉 Pang Zengyu; 綦江 Qi Jiang; 臧克家 Zang Kejia;
尹力 Yin Li; 胡适 Hu Shi; 鲁迅 Lu Xun; 巴金 -; 乐嘉 -; 牟其中 -; 覃辉 -; 陶行知 -; 张朝阳 -; 王单 -; 范徐丽泰 -;
阿卜杜拉·买买提 -; 黄岛区 -; 安全局 -; 葉問 -; 張三 -; 王 -; 王abc -; 李长江河 -; 记者 -
"""


@pytest.mark.parametrize("entry", [entry.strip() for entry in NAMES.split(";")])
def test_spell_name(entry):
    chinese, _, english = entry.partition(" ")
    assert spell_name(chinese) == (None if english == "-" else english)


RECOGNISED = """
记者 王伟 发自北京 | 本报记者 慕容雪 见习记者 令狐晓 发自安徽芜湖 | 本报记者 王伟 北京报道
驻巴黎记者王伟、驻伦敦记者李丽综合报道
本 报 记 者　 王 建 | 每日经济新闻记者 王小芬 每日经济新闻编辑 魏小红
海湾日报全媒体记者 唐小溪 通讯员 盘小强 文/图
大众网·海报新闻记者 王伟 | 总台央视记者 王伟 | 特约记者 王伟 | 本报首席记者 古丽·买买提 | 本报记者 巴特尔
记者 乌云高娃 阿拉坦 通讯员 孟和 摄影报道 | 县级融媒体中心记者 罗布次仁 摄 | 文／圖 記者謝恩得 | 〔記者洪小琴∕台南報導〕
图/文 王伟 | 文｜王伟 图｜李丽 | 撰文 / 陆遥 | 撰文：王伟 摄影：李丽 | 摄影　王伟　李丽 | 文字/王伟 图片/李丽
佟小邦　著 | 王伟 译 | 王伟 口述 李丽 整理 | 本版撰文：王伟 摄影：李丽 | 本报评论员 | （参与采写：王伟、李丽）
本报记者王伟北京报道 | 【記者陳怡君高雄報導】 | 記者陳怡君發自高雄報導
2023-11-02 09:05 聯合報/ 記者陳怡君／高雄即時報導
（执笔：本报记者 王伟 李丽） | 作者：王伟　编辑：李丽 | 来源：海湾网 作者：王伟 | 2024年5月21日 来源：新华社
"""

NOT_RECOGNISED = """
记者：今年一季度全省工业经济运行情况如何？ | 记者：怎么办 | 作者认为 | 他告诉记者
记者高温下现场报道 | 记者张罗多年报道 | 2023-11-02 09:05 记者从市气象局获悉
他们告诉塔斯社记者说 | 我是记者 | 记者走基层
与社区工作者同吃、同住、同值班 | 这本书有作者写的序言 | 对于记者来说
应当经作者许可 | 我们的通信员提到 | 作者单位 | 记者手记
北京报道 | 图为王伟在颁奖 | 摄影大展 | 高考 | 张三 李四 | 来源不明 | 文/化 | 编辑部 | 路线图 | 施工图
"""


def examples(text):
    return [example.strip() for line in text.strip().splitlines() for example in line.split(" | ")]


@pytest.mark.parametrize("text", examples(RECOGNISED))
def test_byline_is_recognised(text):
    assert is_byline(text)


@pytest.mark.parametrize("text", examples(NOT_RECOGNISED))
def test_what_only_has_the_words_of_a_byline_is_none(text):
    assert not is_byline(text)


@pytest.mark.parametrize(
    "text",
    examples("""
（申　健） | （记者 拓跋明） | （王伟 整理） | （作者系海湾大学教授） | （作者单位：海湾市社科院）
（据新华社北京3月9日电）
（据《海湾日报》报道） | （綜合海灣社、海灣網報道） | （本报综合新华社、央视新闻报道）
"""),
)
def test_closing_credit(text):
    assert is_closing_credit(text)


@pytest.mark.parametrize(
    "text", ["（宣传部）", "（平均值）", "（掌声）", "（据统计）", "（图略）", "（据悉，项目开工）"]
)
def test_other_words_in_brackets_are_no_credit(text):
    assert not is_closing_credit(text)


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("【本報訊】", "一名男子拾獲銀包。"),
        ("【本报讯】", "一名男子拾获银包。"),
        ("（中央社記者蘇小春台中21日電）", "碼頭今天啟用。"),
        ("（中央社東京3日綜合外電報導）", "會議開幕。"),
        ("（海湾日报北京9月3日电）", "会议开幕。"),
        ("【臺北訊】", "會議開幕。"),
        ("〔體育中心／綜合報導〕", "球季開打。"),
        ("（政治組／台北報導）", "立法院昨日開議。"),
        ("【記者陳怡君高雄報導】", "碼頭今天啟用。"),
        ("", "（他/她）昨日到案。"),
        ("海湾日报讯（记者 王伟 通讯员 李丽）", "会议开幕。"),
        ("", "央视网消息称，会议开幕。"),
        ("", "【快讯】会议开幕。"),
        ("", "【简讯】会议开幕。"),
        ("", "（9月3日）会议开幕。"),
        ("", "【资讯】会议开幕。"),
        ("", "（腾讯）会议开幕。"),
    ],
)
def test_length_of_a_dateline(dateline, rest):
    assert dateline_length(dateline + rest) == len(dateline)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("□ 本报记者 杨国胜 薄克国", "By Yang Guosheng and Bo Keguo, staff reporters"),
        ("□ 本报记者 白晓", "By Bai Xiao, staff reporter"),
        ("□记者 薄克国 报道", "By Bo Keguo, reporter"),
        (
            "□记者 张忠德 通讯员 胡全福 报道",
            "By Zhang Zhongde, reporter, and Hu Quanfu, correspondent",
        ),
        ("本报记者 张三 实习生 李四", "By Zhang San, staff reporter, and Li Si, intern"),
        (
            "本报记者 杨国胜 薄克国 白晓 通讯员 李媛 实习生 张岱 报道",
            "By Yang Guosheng, Bo Keguo and Bai Xiao, staff reporters; Li Yuan, correspondent; and Zhang Dai, intern",
        ),
        ("（记者 王伟、李丽）", "By Wang Wei and Li Li, reporters"),
        ("【记者王伟 通讯员李丽 报道】", "By Wang Wei, reporter, and Li Li, correspondent"),
        ("本报记者王伟报道", "By Wang Wei, staff reporter"),
        ("记者：王伟 和 李丽", "By Wang Wei and Li Li, reporters"),
        ("本报记者 王 伟　李　丽", "By Wang Wei and Li Li, staff reporters"),
        ("新华社记者 王伟摄", "Photo by Wang Wei, Xinhua reporter"),
        ("王伟 李丽 摄", "Photo by Wang Wei and Li Li"),
        ("文/图 王伟", "Text and photo by Wang Wei"),
        ("本报记者 王伟 文／图", "Text and photo by Wang Wei, staff reporter"),
        ("记者 王伟 摄影报道", "Text and photo by Wang Wei, reporter"),
        ("文/王伟 图/李丽", "Text by Wang Wei; photo by Li Li"),
        ("作者：王伟", "By Wang Wei"),
        ("本报记者 张文", "By Zhang Wen, staff reporter"),
        ("高级记者 王伟", "By Wang Wei, senior reporter"),
        ("本报高级记者 王伟 李丽", "By Wang Wei and Li Li, senior staff reporters"),
        ("撰稿：王伟", "By Wang Wei"),
        ("王伟 撰稿", "By Wang Wei"),
        ("路透社记者 王伟", "By Wang Wei, Reuters reporter"),
        ("本报特派记者 王伟", "By Wang Wei, special correspondent"),
        ("新华社摄影记者 王伟", "By Wang Wei, Xinhua photojournalist"),
        ("本 报 记 者　 王 建", "By Wang Jian, staff reporter"),
        ("本报记者 张译", "By Zhang Yi, staff reporter"),
        ("记者 王伟 发自北京", "By Wang Wei, reporter, in Beijing"),
        ("本报记者 王伟 李丽 济南报道", "By Wang Wei and Li Li, staff reporters, in Jinan"),
        ("本报见习记者 王伟 安阳现场报道", "By Wang Wei, trainee staff reporter, in Anyang"),
        ("本报全媒体记者 王伟", "By Wang Wei, staff reporter"),
        ("每日经济新闻记者 王伟", "By Wang Wei, National Business Daily reporter"),
        ("作者：王伟　编辑：李丽", "By Wang Wei, and Li Li, editor"),
        ("撰文：王伟 摄影：李丽", "Text by Wang Wei; photo by Li Li"),
        ("本版撰文：王伟　摄影：李丽", "Text by Wang Wei; photo by Li Li"),
        ("文｜王伟 图｜李丽", "Text by Wang Wei; photo by Li Li"),
        ("摄影 本报记者 王伟", "Photo by Wang Wei, staff reporter"),
        ("（执笔：本报记者 王伟 李丽）", "By Wang Wei and Li Li, staff reporters"),
        ("（参与采写：王伟、李丽）", "By Wang Wei and Li Li"),
        ("（王伟 整理）", "Compiled by Wang Wei"),
        ("王伟 译", "Translated by Wang Wei"),
        ("来源：新华社", "Source: Xinhua"),
        ("（据新华社北京3月9日电）", "Source: Xinhua"),
    ],
)
def test_byline(chinese, english):
    assert translate_byline(chinese, places) == english


@pytest.mark.parametrize(
    "text",
    [
        "",
        "□",
        "本报记者",
        "新华社记者",
        "王伟",  # nothing says that this is a byline
        "今天天气很好",
        "记者 阿卜杜拉·买买提",
        "記者 張偉",
        "记者 王伟 Smith",
        "责编：王伟",
        "通讯员 即墨区委宣传部 王伟",
        "本报驻青岛记者 王伟",
        "本报记者 安阳报道",
        "记者 王伟 发自火星",
        "本报记者 王伟 李丽 火星报道",
        "来源：海湾日报",
        "来源：本报",
        "本报记者 杨国胜薄克国",
        "本报记者 王伟图",
        "本报记者 陶行知",  # 行 is read in two ways
        "本报记者 王 李丽",
        "图为王伟在颁奖。",
        "记者 " + "王伟 " * 60,
    ],
)
def test_byline_not_understood(text):
    assert translate_byline(text, places) is None


def test_every_byline_of_the_page():
    bylines = [line for line in PAGE.splitlines() if line.startswith("□")]
    english = [translate_byline(line, places) for line in bylines]
    assert len(english) == 10
    assert all(
        text and re.fullmatch(r"By [A-Z][a-z]+ [A-Z][a-z]+.*(reporters?|correspondent)", text)
        for text in english
    )


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("本报青岛讯", "QINGDAO —"),
        ("本报青岛市讯", "QINGDAO —"),
        ("本报青岛5月12日讯", "QINGDAO, May 12 —"),
        ("本报讯", "STAFF REPORT —"),
        (
            "本报讯（记者 王伟 通讯员 李丽）",
            "STAFF REPORT (by Wang Wei, reporter, and Li Li, correspondent) —",
        ),
        ("新华社北京3月5日电", "BEIJING, March 5 (Xinhua) —"),
        ("据新华社北京3月5日电", "BEIJING, March 5 (Xinhua) —"),
        ("新华社北京3月5日电（记者 张三）", "BEIJING, March 5 (Xinhua; by Zhang San, reporter) —"),
        ("新华社西安２０２３年１２月５日电", "XI'AN, Dec. 5, 2023 (Xinhua) —"),
        ("新华社东京9月3日电", "TOKYO, Sept. 3 (Xinhua) —"),
        ("新华社北京/上海2月29日电", "BEIJING/SHANGHAI, Feb. 29 (Xinhua) —"),
        ("中新网上海8月31日电", "SHANGHAI, Aug. 31 (China News Service) —"),
        ("中新社 北京 10月1日电 (记者 尹力)", "BEIJING, Oct. 1 (China News Service; by Yin Li, reporter) —"),
        ("新华社电", "(Xinhua) —"),
        ("路透社东京9月3日电", "TOKYO, Sept. 3 (Reuters) —"),
        ("央视网消息", "(CCTV.com) —"),
        ("本报消息（记者 王伟）", "STAFF REPORT (by Wang Wei, reporter) —"),
        ("【本报讯】", "STAFF REPORT —"),
        ("【本報訊】", "STAFF REPORT —"),
        ("中央社東京9月3日電", "TOKYO, Sept. 3 (CNA) —"),
        ("（新华社北京3月5日电）", "BEIJING, March 5 (Xinhua) —"),
    ],
)
def test_dateline(chinese, english):
    assert translate_dateline(chinese, places, {}) == english


def test_every_byline_and_dateline_that_has_english_is_recognised():
    whose = [rank + role for role in ROLES for rank in ("", *RANKS)] + list(TITLES)
    bylines = [f"{outlet}{title} 王伟" for title in whose for outlet in ("", "本报", "新华社")]
    bylines += [f"王伟 {deed}" for deed in DEEDS]
    datelines = [f"{outlet}青岛5月12日{kind}" for outlet in OUTLETS for kind in ("电", "讯", "专电", "消息")]
    assert [text for text in bylines if translate_byline(text, places) is None or not is_byline(text)] == []
    assert [text for text in datelines if translate_dateline(text, places, {}) is None] == []
    assert [text for text in datelines if dateline_length(text) != len(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本报",
        "北京3月5日电",
        "新华社北京2月30日电",
        "新华社北京2023年2月29日电",
        "新华社北京13月5日电",
        "新华社火星3月5日电",
        "新华社北京/火星3月5日电",
        "本报青岛讯 近日",
        "新华社北京3月5日电（记者 买买提）",
        "新华社北京3月5日电（王伟 摄）",
        "本報訊（記者 張偉）",
        "（中央社記者張偉東京3日電）",
        "本报通讯",
    ],
)
def test_dateline_not_understood(text):
    assert translate_dateline(text, places, {}) is None


def test_terms_win_over_places():
    terms = {"黄岛": "Huangdao", "北京": "Peking"}
    assert translate_dateline("本报黄岛讯", places, terms) == "HUANGDAO —"
    assert translate_dateline("本报北京讯", places, terms) == "PEKING —"
    assert translate_dateline("本报青岛讯", places, terms) == "QINGDAO —"


# The name stands between spaces: 文王伟 would be a name of its own.
PARTS = [
    "本报",
    "记者",
    "通讯员",
    " 王伟 ",
    " ",
    "、",
    "报道",
    "摄",
    "/",
    "文",
    "图",
    "□",
    "（",
    "）",
    "青岛",
    "讯",
    "新华社",
    "3月5日",
    "电",
    "：",
]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PARTS), max_size=10).map("".join)))
def test_an_answer_is_english_and_every_name_is_in_it(text):
    for english in (translate_byline(text, places), translate_dateline(text, places, {})):
        if english is not None:
            assert re.fullmatch(r"[A-Za-z0-9 .,;'()/—]+", english), english
    byline = translate_byline(text, places)
    if byline is not None:
        assert byline.count("Wang Wei") == text.count("王伟")
