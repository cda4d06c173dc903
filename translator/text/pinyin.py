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

from translator.text.scripts import to_simplified

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷"
    "施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿卜詹关苗凌费纪靳盛"
    "童欧甄项曲成游阳裴席卫查屈鲍霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧"
    "宫苟褚廉简娄符奚穆党燕郎冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟敖糜鄢冷卓花仇艾蓝巩井仲虞卞封竺冼官衣楚佟栗匡宗"
    "应巫鞠桑荆沙伏岑习胥蔺闫肖付逄綦亓阚由初仪修战矫訾眭逯佘麻闻丰区缪尚储展仝濮晁鹿居芮邝邰况"
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
# Where pypinyin's most frequent reading of the character is not the surname's.
_SURNAME_READINGS = dict(
    薄="bo", 单="shan", 曾="zeng", 解="xie", 仇="qiu", 区="ou", 查="zha", 翟="zhai", 缪="miao", 卜="bu"
)
# Not among the surnames because families read them in two ways: 牟 Mou or Mu, 乐 Yue or Le, 覃 Qin or Tan, 盖.
_GIVEN_READINGS = {"曾": "zeng", "珩": "heng", "得": "de", "乾": "qian"}
# Read in two ways as part of a given name, with nothing in the name to tell which.
_DOUBTFUL_GIVEN = frozenset("行重朝长乐柏晟隽莘藏莞盖单都仔峤参省率调颉校泊折尉夯阿劲")

_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_SYLLABLE = re.compile("[a-z]+")
_NOT_PEOPLE = re.compile(r".+[区县市局处院部厂室乡镇村队组网报站署厅委社台]$")
"""Offices and places that begin with the character of a surname: 安全局, 黄岛区."""


@lru_cache(maxsize=4096)
def spell_name(name: str) -> str | None:
    """Spell a Chinese person's name in pinyin, surname first.

    Gives ``None`` for what is not surely the name of a Han Chinese in Simplified characters, or not surely read
    in one way: an unknown surname, three characters of given name, a name with ``·``, a character of two readings.
    """
    if not _NAME.fullmatch(name) or _traditional(name) or _NOT_PEOPLE.match(name):
        return None
    surname, given = _parts(name)
    syllables = [_reading(char) for char in given]
    if surname is None or not 1 <= len(given) <= 2 or None in syllables:
        return None
    return f"{surname} {_joined([syllable for syllable in syllables if syllable])}"


def _traditional(name: str) -> bool:
    # 乾 is a Simplified character too where it is read qian, as it is in names.
    bare = name.replace("乾", "")
    return to_simplified(bare) != bare


def could_be_surname(char: str) -> bool:
    """Tell whether one character is a known surname."""
    return char in _SURNAMES


def starts_with_compound_surname(name: str) -> bool:
    """Tell whether the name begins with a surname of two characters and goes on."""
    return len(name) > 2 and name[:2] in _COMPOUND


def _parts(name: str) -> tuple[str | None, str]:
    if starts_with_compound_surname(name):
        return _COMPOUND[name[:2]], name[2:]
    if name[0] not in _SURNAMES:
        return None, name[1:]
    reading = _SURNAME_READINGS.get(name[0]) or _pinyin(name[0])
    return reading.capitalize() if reading else None, name[1:]


def _reading(char: str) -> str | None:
    if char in _DOUBTFUL_GIVEN:
        return None
    return _GIVEN_READINGS.get(char) or _pinyin(char)


def _pinyin(char: str) -> str | None:
    from pypinyin import lazy_pinyin

    syllable = lazy_pinyin(char, v_to_u=True)[0].replace("ü", "yu")
    return syllable if _SYLLABLE.fullmatch(syllable) else None


def _joined(syllables: list[str]) -> str:
    first, *later = syllables
    return first.capitalize() + "".join(f"'{s}" if s[0] in "aoe" else s for s in later)
