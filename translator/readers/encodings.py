"""The bytes of a text file as text; where bytes are damaged nothing is guessed.

Order of evidence: a byte order mark; the encoding that the file declares; strict UTF-8; the encodings of Chinese text
(GB18030, Big5, UTF-16), weighed against each other, and against Japanese and Korean, by how common the resulting
characters are; Windows-1252 for text that is nearly all ASCII.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from translator.errors import InputError
from translator.text.tables import uncommented_lines

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the one of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Pages declare a narrower encoding than they use (WHATWG Encoding Standard, section 4.2).
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

_SAMPLE = 30_000
"""Bytes that are weighed; many times more than the choice needs, and little enough for a file of any size."""

_BINARY_SHARE = 0.05
"""Share of control characters above which a file is no text."""

_IMPLAUSIBLE = -12.5
"""Mean log-probability of the non-ASCII characters below which a reading is not Chinese text."""

_UTF8_PRIOR = 6.0
"""How many times (in natural logarithms) likelier UTF-8 is when the bytes happen to be valid UTF-8."""

_CHINESE_PRIOR = 15.0
"""The same for Chinese against Japanese and Korean; the worst of 90,000 Chinese pieces of two to thirty characters
was 10 short of its own."""

_DOUBLE_BYTE = ("gb18030", "big5hkscs")
_UTF_16 = ("utf-16-le", "utf-16-be")

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_FOREIGN = (
    ("euc_jp", _KANA, 0.2, "Japanese, in EUC-JP"),
    ("cp932", _KANA, 0.2, "Japanese, in Shift-JIS"),
    ("cp949", _HANGUL, 0.9, "Korean, in EUC-KR"),
)
"""Encodings, with the share of the non-ASCII letters that the language's own script has at least."""

_ESCAPES = ((b"\x1b$B", "Japanese, in ISO-2022-JP"), (b"\x1b$)C", "Korean, in ISO-2022-KR"))
_SAVE_AS_UTF8 = "Open it in an editor, check the text, and save it as UTF-8."

# Rough log-probabilities of one character of running Chinese text. The steps matter, not the exact values: the
# thousand commonest characters make up nine tenths of it, the rest of the level-1 sets nearly all that is left.
_LOG_COMMON = -6.6
_LOG_LEVEL_1 = -9.7
_LOG_LEVEL_2 = -13.0
_LOG_RARE_HAN = -17.0
_LOG_CONTROL = -20.0
_LOG_ASCII = -5.0
_LOG_OTHER_LETTER = -14.0
# Of Japanese and Korean text, in which the hiragana and sixty syllables make up a half.
_LOG_COMMON_FOREIGN = -5.0
_LOG_OTHER_FOREIGN = -8.5
_COMMON_HANGUL = "이다는을의에가로하고지를은한사기도서리자대어인아나시부정과그해들수있것제일보국전주상장스구"

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
    (0xE000, 0xF8FF, -20.0),  # private use
    (0xFFFD, 0xFFFD, -25.0),  # a broken character
)


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Return the text of ``data``, without a byte order mark, and the encoding's Python name.

    ``declared`` is the encoding that the file names; it is believed unless the bytes contradict it.
    The name is ``utf-8-sig``, ``utf-16`` or ``utf-32`` exactly when a byte order mark was removed.

    Raises `InputError` for an empty, blank or binary file, for damaged text (with its line and byte), for Japanese
    and Korean in their own encodings, and when no encoding fits; ``name`` is what the message calls the file.
    """
    if not data:
        raise InputError(f"{name}: the file is empty", hint="Check that it was saved or copied completely.")
    for magic, what, hint in _OTHER_FILES:
        if data.startswith(magic):
            raise InputError(f"{name}: this is {what}, not a text file", hint=hint)
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


def decode_replacing(data: bytes, declared: str) -> str:
    """Return the text of ``data`` as declared, or as UTF-8 where no such encoding is known; damage is replaced."""
    with suppress(LookupError, ValueError):
        return data.decode(_encoding_of(declared), "replace")
    return data.decode("utf-8", "replace")


def _encoding_of(declared: str) -> str:
    return _DECLARED_AS.get(declared.lower(), declared)


def _by_mark(data: bytes, name: str) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding
    return None


def _as_declared(data: bytes, declared: str) -> tuple[str, str] | None:
    """Decode as declared, unless the bytes hold UTF-8's three-byte sequences, which others do not make."""
    encoding = _encoding_of(declared)
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
    for escape, what in _ESCAPES:
        if escape in data and data.isascii():
            raise _foreign(name, what)
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
    """Return whether nearly all non-ASCII sequences of not quite valid UTF-8 are valid nevertheless.

    In GBK or Big5 text two in three would be broken.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    valid = len(re.findall(r"[\u0800-\ufffc]", text))
    return valid >= 4 * broken


def _as_chinese(data: bytes, name: str) -> tuple[str, str] | None:
    best = _best_reading(data, _DOUBLE_BYTE + (() if len(data) % 2 else _UTF_16))
    reading = _read(data, best)
    _refuse_foreign(data, name, _weigh(reading))
    if _mean_weight(reading) < _IMPLAUSIBLE or _control_share(reading) > _BINARY_SHARE:
        return None
    if best == "big5hkscs":  # files are saved in Microsoft's Big5; the Hong Kong superset is the exception
        with suppress(UnicodeDecodeError):
            return data.decode("cp950"), "cp950"
    return _strictly(data, best, name).removeprefix("\ufeff"), best


def _refuse_foreign(data: bytes, name: str, chinese: float) -> None:
    """Raise `InputError` for what is far likelier Japanese or Korean than it is Chinese of that weight."""
    weights = []
    for encoding, script, share, what in _FOREIGN:
        reading = _read(data, encoding)
        letters = sum(char.isalpha() and not char.isascii() for char in reading)
        if len(script.findall(reading)) > share * letters:
            weights.append((_weigh(reading, _log_probability_abroad), what))
    weight, what = max(weights, default=(-math.inf, ""))
    if weight > chinese + _CHINESE_PRIOR:
        raise _foreign(name, what)


def _as_other(data: bytes, name: str) -> tuple[str, str]:
    if _control_share(data[:_SAMPLE].decode("latin-1")) > _BINARY_SHARE:
        raise _binary(name)
    if len(re.findall(rb"[\x80-\xff]", data)) < len(data) / 10:
        with suppress(UnicodeDecodeError):  # English with typographic quotation marks, as Windows saves it
            return data.decode("cp1252"), "cp1252"
    raise InputError(f"{name}: its encoding cannot be determined", hint=_SAVE_AS_UTF8)


def _best_reading(data: bytes, encodings: tuple[str, ...]) -> str:
    """Return the encoding whose reading of the same bytes is the likeliest Chinese text."""
    return max(encodings, key=lambda encoding: _weigh(_read(data, encoding)))


def _read(data: bytes, encoding: str) -> str:
    """Read a sample from the first non-ASCII byte on, which begins a character in every encoding here."""
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() if first else 0
    if encoding.startswith("utf-16"):
        start -= start % 2
    return data[start : start + _SAMPLE].decode(encoding, errors="replace")


def _mean_weight(text: str) -> float:
    beyond_ascii = re.sub(r"[\x00-\x7f]+", "", text)
    return _weigh(beyond_ascii) / len(beyond_ascii) if beyond_ascii else -math.inf


@cache
def _log_probability_abroad(char: str) -> float:
    """Return the log-probability of a character in Japanese or Korean newspaper text."""
    if "\u3041" <= char <= "\u3096" or char in _COMMON_HANGUL:
        return _LOG_COMMON_FOREIGN
    if _KANA.match(char) or _HANGUL.match(char):
        return _LOG_OTHER_FOREIGN
    return _LOG_LEVEL_1 if "\u4e00" <= char <= "\u9fff" else _log_probability(char)


@cache
def _log_probability(char: str) -> float:
    if "\u3400" <= char <= "\u9fff" or char >= "\U00020000":
        return _log_probability_of_han(char)
    code = ord(char)
    return next((value for first, last, value in _RANGES if first <= code <= last), _LOG_OTHER_LETTER)


def _weigh(text: str, log_probability: Callable[[str], float] = _log_probability) -> float:
    """Return the log-probability of ``text`` as newspaper text, by default as Chinese."""
    return sum(log_probability(char) * count for char, count in Counter(text).items())


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
    return frozenset("".join(uncommented_lines("translator.readers", "common_characters.txt")))


def _control_share(text: str) -> float:
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f]", text)) / max(1, len(text))


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(data, encoding, error.start, name) from None


def _damaged(data: bytes, encoding: str, offset: int, name: str) -> InputError:
    """Return the error for text that is plainly in ``encoding`` but broken at ``offset``.

    UTF-16's decoders may count from after the mark; the line is counted in decoded text, so it holds for all.
    """
    before = data[:offset].decode(encoding, errors="ignore")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    spoken = "Big5" if encoding == "big5hkscs" else encoding.removesuffix("-sig").upper()
    return InputError(
        f"{name}: line {line}, character {column}: the text is {spoken} but damaged here"
        f" (byte 0x{data[offset]:02X} at offset {offset})",
        hint="Get an undamaged copy, or open it in an editor, repair that place, and save it as UTF-8.",
    )


def _foreign(name: str, what: str) -> InputError:
    return InputError(
        f"{name}: the text is {what}; only Chinese can be translated",
        hint="Give the Chinese text. If this file is Chinese, open it in an editor, check it, and save it as UTF-8.",
    )


def _binary(name: str) -> InputError:
    return InputError(
        f"{name}: this is a binary file, not text", hint="Give the article as .txt, .md, .html or .docx."
    )
