"""Own the decision how a text file's bytes are to be read; it must never guess where the bytes are damaged.

Order of evidence: a byte order mark; strict UTF-8; the encodings Chinese text is saved in (GB18030, Big5,
UTF-16), weighed against each other by how common the characters are that each would yield; and only for
what is not Chinese the library charset-normalizer.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from functools import cache

from translator.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the one of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What pages call these is narrower than what they hold (WHATWG Encoding Standard, section 4.2).
_DECLARED_AS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}

_OTHER_FILES = (
    (b"%PDF-", "a PDF", "Export its text, or save it as .docx, and use that file."),
    (b"PK\x03\x04", "a zip file (as .docx files are)", "Rename it to .docx if it is a Word file."),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Open it in Word and save it as .docx."),
    (b"{\\rtf", "an RTF file", "Open it in Word and save it as .docx."),
    (b"\x89PNG", "a picture", "Use the article's text, not its picture."),
    (b"\xff\xd8\xff", "a picture", "Use the article's text, not its picture."),
)

# Without this bound the library takes short texts for rare code pages of the DOS age.
_OTHER_ENCODINGS = ("cp1252", "cp1251", "koi8_r", "cp932", "euc_jp", "cp949", "hz", "iso2022_jp")

_SAMPLE = 30_000
"""Bytes that are weighed; many times more than the choice needs, and little enough for a file of any size."""

_BINARY_SHARE = 0.05
"""Share of control characters above which a file is no text."""

_IMPLAUSIBLE = -12.5
"""Mean log-probability of the non-ASCII characters below which a reading is not Chinese text."""

_UTF8_PRIOR = 6.0
"""How many times (in natural logarithms) likelier UTF-8 is when the bytes happen to be valid UTF-8."""

_DOUBLE_BYTE = ("gb18030", "big5hkscs")
_UTF_16 = ("utf-16-le", "utf-16-be")

_SAVE_AS_UTF8 = "Open it in an editor, check the text, and save it as UTF-8."

# The thousand commonest characters of Chinese prose, and the Traditional forms of those that have others.
_COMMON = (
    "的一人在是个了中国不年有业上万大成和我家元为用地到会以生这他工行发出时市三全新能学之们来对分区动法产"
    "作公机要可亿高长于合省化部小理下海过多自方子项进经开务实里性定电关本企数体民保员资者天同主水次后制建"
    "得就名事通点现物前重度提金应管政心你种与文其最科等平计所入外面力日第场比位量间期口设从加单内目基件着"
    "由起及车研说而利委明技条西安院道月四增级办把当城信老十率或两展规程商每品二收将线特山运无好去也结手表"
    "都那费门代服如五台总改联并首达系意流江报至路头标局组南超果农处州些投专约教共向被据村集交统社立因网近"
    "治式已记看使术书接色造正证变还医户常相任创带东放然型均斯解让她问原更但风回推转气究百样支持题议查调情"
    "没受案质少只光美县格今类北它验给司育尔价打布权源活指清导构强余装港队先示护团米很形低直准论空效备么试"
    "施算器破病连境字际模此校身值险营师领走想图干非见消列群检药拉具马助河广供节深感防完影认复税传求做引补"
    "款周监各克船知片额环评士整六养例测站航房济花协白预游易取反德别续园选住世林该客占球半红批降减才再党态"
    "义亚界快智责料职包突乡边请铁划决审居张采告域息失语确女核难需号石热儿置升依货青室双土吨战视参火步府观"
    "配话阳像排七存精湖优厅千军众许未免织真座落华退满声疗压层修绿赛卡速古己镇响神班银象什食策底油显链考维"
    "博限太离八何容足照范控融微份财旅托申黄送则言警累纳宁除察必获季贸积零素功留称负巴细亩爱革签洋争星候乐"
    "副远又较注诉族换兴历即板命馆血温承移识阿英普断销套益属根厂钟奖举云课材黑几短苏望兰付围贷福切便卫角皮"
    "贴央健救渔罗木音极飞互夜综随致跨始京段沙景印录招订孩九急岸眼适律听轻纪执状官令龙写盖志箱艺碳草停购库"
    "票且越庭码早稳坚培介愿岁障按轮思尼临演密友波探止严析访史牌缩播死钢待酒康树往倍害终独川善吗享仅征汽输"
    "田亲患冷伤编吃店假街登须钱岛卖吸派讨谈却藏床聚习端春欢跑鱼故讲雪欧左帮差尽版酸哈惠况充载觉旧涉骨击块"
    "夫辆异香桥售射抗述扩瓦简督画届洲训遗读紧索诊脑损股席初喜予浙劳拿楼架夏绍剂矿贵雨吉违汉激晚担守味频岗"
    "良延右闻庆序判买亮覆缺账找附章灾染植翻竞键母武启王授蓝含绝罚曲冰略背势煤追促希叫菜富堂词念础仍络固灯"
    "丝休您谁跟顶兵胞男穿挂够坐危圈散丽陆叶塔靠封盘津曾著典呼餐似软答残债蒙疾毛剧静某否液牛奥怎宣储援粮松"
    "档错刻另返毒笔括废隐折励署硬灵笑末归衣倒茶症估戏盐威练乌冲粉脚盟歌烟牧沉振罪毕鲁露租湾摄措肉永久透避"
)

_COMMON_TRADITIONAL = (
    "個國業萬爲會這發時學們來對區動產機億長於過項進經開務實裏電關數體員資後點現應種與計場間設從單內車說條"
    "級辦當兩規將線運無結錶費門臺總聯並達報頭標組農處專約據統網記術書證變還醫戶創帶東讓問風轉氣樣題議調沒"
    "質縣類驗給爾價權導構強餘裝隊護團準論備麼試連際險營師領圖幹見羣檢藥馬廣節認復稅傳補監額環評養測濟協預"
    "遊別續園選該佔紅減纔黨態義亞責職鄉邊請鐵劃決審張採語確難號熱兒貨雙噸戰視參觀話陽優廳軍衆許織華滿聲療"
    "壓層綠賽鎮響銀顯鏈維離範財黃則納寧獲貿積稱負細畝愛籤爭樂遠較訴換興歷館溫識斷銷屬廠鍾獎舉雲課幾蘇蘭圍"
    "貸衛貼漁羅極飛綜隨錄訂適聽輕紀執狀龍寫蓋藝購庫碼穩堅願歲輪臨嚴訪縮鋼樹終獨嗎僅徵輸親傷編喫須錢島賣討"
    "談卻牀習歡魚講歐幫盡況載覺舊擊塊輛異橋擴簡畫屆訓遺讀緊診腦損勞樓紹劑礦貴違漢擔頻崗聞慶買賬災競鍵啓藍"
    "絕罰勢詞礎絡燈絲誰頂掛夠麗陸葉盤軟殘債劇靜奧儲糧檔錯筆廢隱勵靈歸戲鹽練烏衝腳煙畢魯灣攝為裡眾啟説衞麵"
    "鐘隻颱週曆癒鬱颳捲乾彆嚮"
)

# Rough log-probabilities of one character of running Chinese text. The steps matter, not the exact values: the
# thousand commonest characters make up nine tenths of it, the rest of the level-1 sets nearly all that is left.
_LOG_COMMON = -6.6
_LOG_LEVEL_1 = -9.7
_LOG_LEVEL_2 = -13.0
_LOG_RARE_HAN = -17.0
_LOG_PRIVATE = -20.0
_LOG_BROKEN = -25.0
_LOG_CONTROL = -20.0
_LOG_ASCII = -5.0
_LOG_OTHER_LETTER = -14.0

_RANGES = (
    (0x0009, 0x000D, _LOG_ASCII),
    (0x0000, 0x001F, _LOG_CONTROL),
    (0x0020, 0x007E, _LOG_ASCII),
    (0x0085, 0x0085, _LOG_ASCII),
    (0x007F, 0x009F, _LOG_CONTROL),
    (0x00B7, 0x00B7, _LOG_COMMON),  # the dot between the parts of foreign names
    (0x00A0, 0x00FF, -8.0),
    (0x0100, 0x017F, -11.0),
    (0x0370, 0x045F, -9.5),  # Greek and Cyrillic
    (0x2010, 0x2027, _LOG_COMMON),  # dashes, quotation marks, ellipsis
    (0x2460, 0x249B, -10.0),  # circled and bracketed numbers
    (0x25A0, 0x25FF, -9.0),  # □ and its like before bylines
    (0x3000, 0x3015, _LOG_COMMON),
    (0x3040, 0x312F, -12.0),  # kana and bopomofo
    (0xFF01, 0xFF5E, _LOG_COMMON),
    (0xE000, 0xF8FF, _LOG_PRIVATE),
    (0xFFFD, 0xFFFD, _LOG_BROKEN),
)


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Decode ``data`` and give the text, without a byte order mark, and the encoding's Python name.

    ``declared`` is what the file says its encoding is; it is believed where the bytes do not speak against it.
    The name is ``utf-8-sig``, ``utf-16`` or ``utf-32`` exactly when a byte order mark was taken off.

    Raises `InputError` for an empty, blank or binary file, for damaged text (with its line and byte), and
    when no encoding fits; ``name`` is what the message calls the file.
    """
    if not data:
        raise InputError(f"{name}: the file is empty", hint="Check that it was saved or copied completely.")
    _refuse_other_files(data, name)
    decoded = (
        _by_mark(data, name)
        or _as_declared(data, declared)
        or _as_utf8(data, name)
        or _as_chinese(data, name)
        or _as_other(data, name)
    )
    text, _ = decoded
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise InputError(f"{name}: the file holds only blanks", hint="Check that the text was saved.")
    if _control_share(text) > _BINARY_SHARE:
        raise _binary(name)
    return decoded


def _refuse_other_files(data: bytes, name: str) -> None:
    for magic, what, hint in _OTHER_FILES:
        if data.startswith(magic):
            raise InputError(f"{name}: this is {what}, not a text file", hint=hint)


def _by_mark(data: bytes, name: str) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding
    return None


def _as_declared(data: bytes, declared: str) -> tuple[str, str] | None:
    """Decode as declared, unless the bytes hold UTF-8's three-byte sequences, which others do not make."""
    encoding = _DECLARED_AS.get(declared.lower(), declared)
    if not encoding or encoding.lower().startswith("utf"):
        return None
    try:
        text = data.decode(encoding)
    except (LookupError, ValueError):
        return None
    as_utf8 = data.decode("utf-8", errors="replace")
    if "\ufffd" not in as_utf8 and max(as_utf8, default="") >= "\u0800":
        return None
    return text, codecs.lookup(encoding).name


def _as_utf8(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _meant_as_utf8(data):
            raise _damaged(data, "utf-8", error.start, name) from None
        return None
    if _control_share(text) > _BINARY_SHARE:
        return None  # UTF-16 without a mark can look like ASCII with control characters, NUL above all
    if text.isascii() or max(text) >= "\u0800":
        return text, "utf-8"
    # Two-byte sequences only: a headline in GBK can be valid UTF-8 by accident.
    best = _read(data, _best_reading(data, _DOUBLE_BYTE))
    return (text, "utf-8") if _weigh(_read(data, "utf-8")) + _UTF8_PRIOR >= _weigh(best) else None


def _meant_as_utf8(data: bytes) -> bool:
    """Tell whether nearly all non-ASCII sequences of not quite valid UTF-8 are valid nevertheless.

    In GBK or Big5 text two in three would be broken.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    valid = len(re.findall(r"[\u0800-\ufffc]", text))
    return valid >= 4 * broken


def _as_chinese(data: bytes, name: str) -> tuple[str, str] | None:
    best = _best_reading(data, _DOUBLE_BYTE + (() if len(data) % 2 else _UTF_16))
    reading = _read(data, best)
    if _mean_weight(reading) < _IMPLAUSIBLE or _control_share(reading) > _BINARY_SHARE:
        return None
    if best == "big5hkscs":
        best = _big5_variant(data)
    return _strictly(data, best, name).removeprefix("\ufeff"), best


def _as_other(data: bytes, name: str) -> tuple[str, str]:
    if _control_share(data[:_SAMPLE].decode("latin-1")) > _BINARY_SHARE:
        raise _binary(name)
    from charset_normalizer import from_bytes

    candidates = from_bytes(data[: 8 * _SAMPLE], cp_isolation=list(_OTHER_ENCODINGS))
    names = [match.encoding for match in candidates]
    if len(re.findall(rb"[\x80-\xff]", data)) < len(data) / 10:
        names.insert(0, "cp1252")  # English with typographic quotation marks, as Windows saves it
    for encoding in names:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name}: its encoding cannot be told", hint=_SAVE_AS_UTF8)


def _big5_variant(data: bytes) -> str:
    """Prefer Microsoft's Big5, which is what files are saved in, over the Hong Kong superset."""
    try:
        data.decode("cp950")
    except UnicodeDecodeError:
        return "big5hkscs"
    return "cp950"


def _best_reading(data: bytes, encodings: tuple[str, ...]) -> str:
    """Give the encoding whose reading of the same bytes is the likeliest Chinese text."""
    return max(encodings, key=lambda encoding: _weigh(_read(data, encoding)))


def _read(data: bytes, encoding: str) -> str:
    """Read a sample from the first non-ASCII byte on, which begins a character in every encoding here."""
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() if first else 0
    if encoding.startswith("utf-16"):
        start -= start % 2
    return data[start : start + _SAMPLE].decode(encoding, errors="replace")


def _weigh(text: str) -> float:
    """Give the log-probability of ``text`` as Chinese newspaper text."""
    return sum(_log_probability(char) * count for char, count in Counter(text).items())


def _mean_weight(text: str) -> float:
    beyond_ascii = re.sub(r"[\x00-\x7f]+", "", text)
    return _weigh(beyond_ascii) / len(beyond_ascii) if beyond_ascii else -math.inf


@cache
def _log_probability(char: str) -> float:
    if "\u3400" <= char <= "\u9fff" or char >= "\U00020000":
        return _log_probability_of_han(char)
    code = ord(char)
    return next((value for first, last, value in _RANGES if first <= code <= last), _LOG_OTHER_LETTER)


def _log_probability_of_han(char: str) -> float:
    if char in _common():
        return _LOG_COMMON
    # GB 2312 and Big5 both set their common characters (level 1) before the rare ones (level 2).
    gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    if b"\xb0" <= gb < b"\xd8" or b"\xa4" <= big5 < b"\xc6\xa1":
        return _LOG_LEVEL_1
    return _LOG_LEVEL_2 if gb or big5 else _LOG_RARE_HAN


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON + _COMMON_TRADITIONAL)


def _control_share(text: str) -> float:
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f]", text)) / max(1, len(text))


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(data, encoding, error.start, name) from None


def _damaged(data: bytes, encoding: str, offset: int, name: str) -> InputError:
    """Make the error for text that is plainly in ``encoding`` but broken at ``offset``.

    UTF-16's decoders may count from after the mark; the line is counted in decoded text, so it holds for all.
    """
    before = data[:offset].decode(encoding, errors="ignore")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return InputError(
        f"{name}: line {line}, character {column}: the text is {_spoken(encoding)} but damaged here"
        f" (byte 0x{data[offset]:02X} at offset {offset})",
        hint="Get an undamaged copy, or open it in an editor, repair that place, and save it as UTF-8.",
    )


def _spoken(encoding: str) -> str:
    if encoding in ("cp950", "big5hkscs"):
        return "Big5"
    return encoding.removesuffix("-sig").upper()


def _binary(name: str) -> InputError:
    return InputError(
        f"{name}: this is a binary file, not text", hint="Give the article as .txt, .md, .html or .docx."
    )
