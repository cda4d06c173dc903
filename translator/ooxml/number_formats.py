"""Numbers of a list as Word prints them (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "○一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def number_text(number: int, kind: str) -> str:
    """Return a number in a format by its name in the standard; an unknown format is printed in plain digits."""
    return _FORMATS.get(kind, str)(number)


# --- Chinese ---------------------------------------------------------------------------------------------------


def _counting(number: int) -> str:
    """Count with 十 up to 99, and digit by digit from 100: 九十九, 一○○."""
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return _in_words(number, "○一二三四五六七八九", "十百千万").removeprefix(
        "一" if 10 <= number < 20 else ""
    )


def _thousands(number: int) -> str:
    return _in_words(number, "零一二三四五六七八九", "十百千万").removeprefix(
        "一" if 10 <= number < 20 else ""
    )


def _in_words(number: int, digits: str, units: str) -> str:
    """Write a number with a unit for every place, and one zero for the places left out: 一百零一."""
    if number >= 10_000:
        whole, rest = divmod(number, 10_000)
        gap = digits[0] if 0 < rest < 1000 else ""
        return (
            _in_words(whole, digits, units)
            + units[3]
            + gap
            + (_in_words(rest, digits, units) if rest else "")
        )
    if number < 10:
        return digits[number]
    place = len(str(number)) - 1
    first, rest = divmod(number, 10**place)
    gap = digits[0] if 0 < rest < 10 ** (place - 1) else ""
    return digits[first] + units[place - 1] + gap + (_in_words(rest, digits, units) if rest else "")


def _one_of(signs: str) -> Callable[[int], str]:
    """Return a format that has one sign a number, and digits for numbers beyond the last sign."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _signs(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


# --- Latin -----------------------------------------------------------------------------------------------------

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 32_767
_LONGEST_LETTERS = 780


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        parts.append(sign * times)
    return "".join(parts)


def _letters(number: int) -> str:
    """Return A to Z, then AA, BB, CC."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (times + 1) if 1 <= number <= _LONGEST_LETTERS else str(number)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_LEGAL_SIMPLE, _LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万"), ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_CIRCLED = _one_of(_signs("①", 20))

_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _digit_by_digit(_signs("０", 10)),
    "decimalFullWidth2": _digit_by_digit(_signs("０", 10)),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _one_of(_signs("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_signs("⒈", 20)),
    "ideographEnclosedCircle": _one_of(_signs("㈠", 10)),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographDigital": _digit_by_digit(_DIGITS),
    "japaneseDigitalTenThousand": _digit_by_digit(_DIGITS),
    "taiwaneseDigital": _digit_by_digit(_DIGITS),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _thousands,
    "chineseLegalSimplified": lambda number: _in_words(number, *_LEGAL_SIMPLE),
    "ideographLegalTraditional": lambda number: _in_words(number, *_LEGAL),
}
