"""Own the comparison of the numbers of a Chinese text with those of its English, by value; must not read files.

Precision comes first: what English may rightly leave out or add (一个, *two* sides, *half*) raises no alarm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from translator.language.numbers.chinese import chinese_quantities
from translator.language.numbers.chinese_tokens import plain
from translator.language.numbers.english import english_quantities
from translator.language.numbers.keys import Key, also_accepted, keys_of
from translator.language.numbers.numerals import DIGITS, value_of
from translator.language.numbers.rendering import render
from translator.language.numbers.tolerance import Tolerance, digits_of, equivalent, round_figure
from translator.language.numbers.values import Kind, Mismatch, Quantity

_ANY_NUMERAL = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两廿卅]+|[①-⑳]")
_MOST_PAIRS = 100
"""How many numbers of the other text one number is held against in search of a rounded or converted one."""


@lru_cache(maxsize=1024)
def compare(source: str, target: str) -> tuple[Mismatch, ...]:
    """Give the numbers of the Chinese that its English does not hold, and those that only the English has.

    Values count, not their form: 90亿元 is *9 billion yuan* and *9,000 million yuan*. Other units of the same
    dimension are converted (亩 to hectares); money in another currency is not compared. A value that stands
    several times in one text need not do so in the other.
    """
    chinese, english = chinese_quantities(source), english_quantities(target)
    if not chinese and not english:
        return ()
    texts = _Texts.of(source, chinese, english)
    missing, extra = texts.missing(), texts.extra()
    if not missing and not extra:
        return ()
    judge = Tolerance.of(source, target, chinese)
    found = []
    for one in missing:
        if not judge.expects(one):
            continue
        near = [other for other in extra[:_MOST_PAIRS] if other.kind is one.kind or judge.doubts(other)]
        rendering = _likeliest(one, near, len(target) / len(source))
        if judge.relative(one) and (rendering is None or rendering.kind is not one.kind):
            continue
        if rendering is not None:
            extra.remove(rendering)
        found.append(_mismatch(source, target, one, rendering))
    found += [_mismatch(source, target, None, one) for one in extra if judge.doubts(one)]
    return tuple(found)


def _mismatch(source: str, target: str, one: Quantity | None, other: Quantity | None) -> Mismatch:
    return Mismatch(
        chinese=source[one.start : one.end] if one else "",
        expected=render(one) if one else "",
        found=target[other.start : other.end] if other else "",
        source=one,
        target=other,
    )


# --- what the texts hold of one another ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Hold the quantities of both texts, each with its sets of keys."""

    source: str
    chinese: list[tuple[Quantity, list[frozenset[Key]]]]
    english: list[tuple[Quantity, list[frozenset[Key]]]]

    @classmethod
    def of(cls, source: str, chinese: tuple[Quantity, ...], english: tuple[Quantity, ...]) -> _Texts:
        shares = any(one.kind is Kind.PERCENT for one in english)
        return cls(
            source=source,
            chinese=[(one, [keys | also_accepted(one) for keys in keys_of(one)]) for one in chinese],
            english=[(one, _with_share(one) if shares else keys_of(one)) for one in english],
        )

    def missing(self) -> list[Quantity]:
        """Give the Chinese quantities that the English does not hold."""
        offered = frozenset(key for _, sets in self.english for keys in sets for key in keys)
        lost = [one for one, sets in self.chinese if not all(keys & offered for keys in sets)]
        if any(one.value is None for one, _ in self.english):
            lost = [one for one in lost if not round_figure(one)]
        others = [one for one, _ in self.english[:_MOST_PAIRS]]
        return [one for one in lost if not any(equivalent(one, other) for other in others)]

    def extra(self) -> list[Quantity]:
        """Give the English quantities that the Chinese does not hold."""
        known = frozenset(key for _, sets in self.chinese for keys in sets for key in keys)
        # A month or year that English adds to a day is no new figure: 18日 is Nov. 18.
        new = [(one, sets[-1:] if one.kind is Kind.DATE else sets) for one, sets in self.english]
        new = [(one, sets) for one, sets in new if not all(keys & known for keys in sets)]
        if not new:
            return []
        known |= _values_in(self.source)
        others = [one for one, _ in self.chinese[:_MOST_PAIRS]]
        new = [(one, sets) for one, sets in new if not all(keys & known for keys in sets)]
        return [one for one, _ in new if not any(equivalent(other, one) for other in others)]


def _with_share(one: Quantity) -> list[frozenset[Key]]:
    """Give the keys of a number whose percent sign another may bear: from 12 to 3.4 percent."""
    if one.kind is not Kind.COUNT or one.unit:
        return keys_of(one)
    return [keys | {("r", value / 100) for _, value in keys} for keys in keys_of(one)]


def _values_in(source: str) -> frozenset[Key]:
    """Give every value that any numeral of the Chinese may stand for, those in set phrases too."""
    values = {value for numeral in _ANY_NUMERAL.findall(plain(source)) for value in _readings(numeral[:20])}
    if "半" in source:
        values.add(Decimal("0.5"))
    return frozenset((space, value) for value in values for space in "nm") | {("r", Decimal("0.5"))}


def _readings(numeral: str) -> set[Decimal]:
    if "①" <= numeral <= "⑳":
        return {Decimal(ord(numeral) - ord("①") + 1)}
    if numeral.isascii():
        return {Decimal(numeral)}
    values = {value for piece in (numeral, *numeral) if (value := value_of(piece)) is not None}
    if all(char in DIGITS for char in numeral):
        values.add(Decimal("".join(str(DIGITS[char]) for char in numeral)))
    return values


# --- which English number was meant --------------------------------------------------------------------------


def _likeliest(one: Quantity, english: list[Quantity], growth: float) -> Quantity | None:
    """Give the unexplained English number that most likely stands for the Chinese one: same digits, same place.

    ``growth`` is how many times as long as the Chinese the English is.
    """

    def distance(other: Quantity) -> tuple[bool, bool, float]:
        return (
            digits_of(one) != digits_of(other),
            one.kind is not other.kind,
            abs(one.start * growth - other.start),
        )

    return min((other for other in english if _family(other) == _family(one)), key=distance, default=None)


def _family(one: Quantity) -> str:
    """Name what a wrong rendering keeps: a percentage comes out as another one."""
    if one.kind in (Kind.PERCENT, Kind.FRACTION, Kind.POINTS):
        return "ratio"
    return "day" if one.kind in (Kind.DATE, Kind.MONTH) else "time" if one.kind is Kind.TIME else "number"
