"""The encoding of a text file is recognized from a headline, and damage is reported where it is."""

from __future__ import annotations

import codecs
import random
import re
from functools import cache
from pathlib import Path

import pytest

from translator.errors import InputError
from translator.readers.encodings import decode

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "qingdao-page-2023-05.txt"


@cache
def seed() -> str:
    return SEED.read_text(encoding="utf-8")


@cache
def traditional_seed() -> str:
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(seed()))


def pieces(text: str, length: int) -> list[str]:
    """Cut every line of the real page into pieces that long, as short headlines would be."""
    lines = [re.sub(r"^#+ |\*\*", "", line.strip()) for line in text.splitlines()]
    cut = [line[at : at + length] for line in lines for at in range(0, len(line) - length + 1, length)]
    return [piece for piece in cut if re.search("[\u4e00-\u9fff]", piece)]


def encodable(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "cp950", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize(("length", "share"), [(4, 0.98), (8, 0.995), (15, 1.0), (30, 1.0)])
def test_short_texts_are_decoded_correctly(encoding: str, length: int, share: float):
    text = traditional_seed() if encoding in ("cp950", "gb18030") else seed()
    texts = [piece for piece in pieces(text, length) if encodable(piece, encoding)]
    assert len(texts) > 100
    right = sum(_reads_as(piece.encode(encoding), piece) for piece in texts)
    assert right >= share * len(texts)


def _reads_as(data: bytes, text: str) -> bool:
    try:
        return decode(data, "page.txt")[0] == text
    except InputError:
        return False


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("浮山湾基金谷揭牌", "gbk"),
        ("青岛市", "gbk"),
        ("中文", "gbk"),
        ("臺灣數位發展部成立", "big5"),
        ("香港特別行政區", "big5"),
        ("你食咗飯未？我哋今日喺香港返工。", "big5hkscs"),
        ("Qingdao 青岛 opens its port 口岸", "gbk"),
    ],
)
def test_a_headline_alone_is_enough(text: str, encoding: str):
    assert decode(text.encode(encoding), "page.txt")[0] == text


@pytest.mark.parametrize(
    ("mark", "encoding", "named"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    ],
)
def test_a_byte_order_mark_is_removed_and_named(mark: bytes, encoding: str, named: str):
    assert decode(mark + "青岛".encode(encoding), "page.txt") == ("青岛", named)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The mayor said: “We’re open.” It was the first time – and the last.", "cp1252"),
        ("café, naïve, 25°C, 3×4", "utf-8"),
        ("Привет, мир! Как дела?", "utf-8"),
        ("日本語のテキストです。これはテスト。", "utf-8"),
        ("plain ASCII", "ascii"),
    ],
)
def test_text_in_another_language_is_decoded(text: str, encoding: str):
    assert decode(text.encode(encoding), "page.txt")[0] == text


JAPANESE = (
    "日本語のテキストです。これはテスト。",
    "経済産業省は新しい産業政策を発表した。",
    "青島市は十日、電子行政サービスの改革を進めると発表した。市民からは歓迎の声が上がっている。",
    "Qingdao\nの港湾ターミナル、新たに Opened",
)
KOREAN = (
    "칭다오시는 10일 전자정부 개혁을 추진한다고 발표했다.",
    "모든 국민은 인간으로서의 존엄과 가치를 가지며, 행복을 추구할 권리를 가진다.",
)


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        *((text, "euc_jp", "Japanese, in EUC-JP") for text in JAPANESE),
        *((text, "shift_jis", "Japanese, in Shift-JIS") for text in JAPANESE),
        *((text, "iso2022_jp", "Japanese, in ISO-2022-JP") for text in JAPANESE),
        *((text, "euc_kr", "Korean, in EUC-KR") for text in KOREAN),
        *((text, "iso2022_kr", "Korean, in ISO-2022-KR") for text in KOREAN),
    ],
)
def test_japanese_and_korean_pages_are_refused_as_not_chinese(text: str, encoding: str, named: str):
    for data in (text.encode(encoding), (text * 500).encode(encoding)):
        with pytest.raises(InputError, match=f"page.txt: the text is {named}; only Chinese") as raised:
            decode(data, "page.txt")
        assert "save it as UTF-8" in raised.value.hint


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "cp950", "big5hkscs", "utf-16-le"])
def test_chinese_is_never_refused_as_japanese_or_korean(encoding: str):
    files = sorted(ROOT.glob("glossaries/*.csv"))
    terms = "\n".join(line.split(",")[0] for file in files for line in file.read_text("utf-8").splitlines())
    simplified = encoding in ("gbk", "utf-16-le")
    texts = [
        seed() if simplified else traditional_seed(),
        terms,
        *(file.read_text("utf-8") for file in files),
    ]
    texts += [piece for text in texts[:2] for length in (2, 8, 30) for piece in pieces(text, length)]
    encodings = {_encoding_of(text.encode(encoding, "ignore")) for text in texts}
    assert "refused as foreign" not in encodings


def _encoding_of(data: bytes) -> str:
    try:
        return decode(data, "page.txt")[1]
    except InputError as error:
        return "refused as foreign" if "only Chinese" in error.message else "refused"


def test_japanese_in_utf_8_or_as_declared_is_read():
    assert decode(JAPANESE[2].encode(), "page.txt")[0] == JAPANESE[2]
    assert decode(JAPANESE[2].encode("euc_jp"), "page.html", "euc-jp")[0] == JAPANESE[2]


def test_an_unknown_encoding_is_refused():
    with pytest.raises(InputError, match="encoding cannot be determined") as raised:
        decode("Привет, мир! Как дела? Хорошо.".encode("koi8_r"), "page.txt")
    assert "UTF-8" in raised.value.hint


def test_a_declared_encoding_is_used_unless_the_bytes_contradict_it():
    assert decode("联通".encode("gbk"), "p.html", "gb2312")[0] == "联通"
    assert decode("镕基".encode("gb18030"), "p.html", "gb2312")[0] == "镕基"
    assert decode("青岛市".encode(), "p.html", "gb2312")[0] == "青岛市"
    assert decode("青岛市今日".encode("gbk"), "p.html", "utf-8")[0] == "青岛市今日"
    assert decode("青岛市今日".encode("gbk"), "p.html", "no-such-code")[0] == "青岛市今日"
    assert decode("青岛市今日".encode("gbk"), "p.html", "hex")[0] == "青岛市今日"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "only blanks"),
        ("\u3000\u3000\n".encode(), "only blanks"),
        ("\u3000\u3000\n".encode("gbk"), "only blanks"),
        (codecs.BOM_UTF8, "only blanks"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "this is a PDF"),
        (b"PK\x03\x04\x14\0\6\0", "zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "binary file"),
        (random.Random(7).randbytes(4000), "binary file"),
    ],
)
def test_files_without_text_are_refused_with_the_next_step(data: bytes, message: str):
    with pytest.raises(InputError, match=message) as raised:
        decode(data, "page.txt")
    assert raised.value.message.startswith("page.txt: ")
    assert raised.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "cp950"])
def test_a_damaged_place_is_reported_instead_of_trying_another_encoding(encoding: str):
    text = traditional_seed() if encoding == "cp950" else seed()
    good = text[:300].encode(encoding, "ignore")
    before = good + "\n第二行".encode(encoding)
    line = good.decode(encoding).count("\n") + 2
    place = f"line {line}, character 4: .*byte 0xFF at offset {len(before)}"
    with pytest.raises(InputError, match=f"^page.txt: {place}"):
        decode(before + b"\xff\n" + good, "page.txt")


def test_a_file_cut_off_in_the_middle_of_a_character_is_reported_at_its_end():
    data = seed().encode()[:-1]
    with pytest.raises(InputError, match="line 152, character 296: "):
        decode(data, "page.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16", "utf-16-le"])
def test_five_megabytes_are_decoded(encoding: str):
    data = (seed() * (5_000_000 // len(seed().encode(encoding)) + 1)).encode(encoding)
    text, _ = decode(data, "page.txt")
    assert text.startswith(seed())
