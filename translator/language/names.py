"""Own how the names of Chinese people are spelt in English; must not guess a reading it is not sure of.

The standard is GB/T 28039-2011 (Chinese names in pinyin): surname first, then the given name in one word, both
with a capital, a compound surname in one word (Zhuge Liang), an apostrophe before a later syllable that begins
with a, o or e (Wang Xi'an; GB/T 16159-2012). ``ü`` after l and n is written ``yu``, as in Chinese passports:
吕 is Lyu. Readings of given names are pypinyin's, one character at a time, because phrases mislead
(朝阳 is read zhaoyang there); surnames have readings of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from translator.language.scripts import to_simplified

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾萧田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严赖莫武戴孔向汤康易乔文安"
    "樊兰殷施洪翟倪俞章鲁葛伍申尤毕聂焦向柳邢路岳齐梅庄辛管祝左涂谷祁时舒耿卜詹关苗凌费纪靳盛童欧甄项曲成游阳"
    "裴席卫鲍覃霍翁隋植甘景薄单柏明滕饶穆温候肖娄宫季宁丛冷柴米房辜房阮屈车位连边迟苟涂桂池符房刁仇查解区岑冀蒲"
    "简窦敖匡艾闵应巩瞿佟沙栾卓虞褚古晏晁骆晋司苑郎臧蔺楚党喻阎封慕于濮桑莘仝郁杭荆逄綦亓阚官由蓝初衣鞠战矫"
    "仪修冼缪訾眭逯佘麻闻丰包鄢占芦荣鹿谌伊支诸冉宗居商柯狄衡揭池储计强胥褟么花水昌卞元皮伏贝汲邴糜宓计浦尚"
    "咸都满弘国文寇广禄阙东殴殳沃利蔚越夔隆师厉刑农晋印闭庞步谈"
)
_COMPOUND = {
    "欧阳": "Ouyang",
    "诸葛": "Zhuge",
    "司马": "Sima",
    "上官": "Shangguan",
    "司徒": "Situ",
    "皇甫": "Huangfu",
    "夏侯": "Xiahou",
    "令狐": "Linghu",
    "慕容": "Murong",
    "尉迟": "Yuchi",
    "长孙": "Zhangsun",
    "宇文": "Yuwen",
    "端木": "Duanmu",
    "公孙": "Gongsun",
    "淳于": "Chunyu",
    "鲜于": "Xianyu",
    "呼延": "Huyan",
    "澹台": "Tantai",
    "轩辕": "Xuanyuan",
}
_SURNAME_READINGS = dict(
    pair.split(":")
    for pair in (
        "薄:bo 单:shan 曾:zeng 解:xie 仇:qiu 区:ou 查:zha 翟:zhai 任:ren 华:hua 宁:ning 冼:xian 缪:miao 卜:bu"
        " 应:ying 万:wan 石:shi 葛:ge 车:che 柏:bai 沈:shen 贾:jia 俞:yu 余:yu 于:yu 叶:ye 曲:qu 宓:mi 晁:chao"
        " 尹:yin 费:fei 盛:sheng 强:qiang 冯:feng 燕:yan 阚:kan 佘:she 臧:zang 么:yao 占:zhan 藏:zang 褚:chu"
    ).split()
)
# Both readings are borne by families (牟 Mou and Mu, 乐 Yue and Le), or the character is hardly a surname alone.
_DOUBTFUL_SURNAMES = frozenset("牟乐覃盖谌隗郗郇召莘祭都蔚殴东位候植向国")
_GIVEN_READINGS = {"曾": "zeng", "珩": "heng", "得": "de", "劲": "jin"}
_DOUBTFUL_GIVEN = frozenset("行重朝长乐柏晟隽莘藏莞盖单都仔峤参省率调颉校泊折尉夯阿")

_HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_SYLLABLE = re.compile("[a-z]+")
