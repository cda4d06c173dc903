"""Own the words by which English writes numbers; data only."""

from __future__ import annotations


def _in_order(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + step * place for place, word in enumerate(words.split())}


ONES = _in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = _in_order("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
ORDINALS = (
    _in_order(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth",
        1,
    )
    | _in_order(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 20, 10
    )
    | {"thousandth": 1000, "millionth": 10**6}
)
SCALES |= {f"{word}s": value for word, value in SCALES.items()}  # five millions
GROUPS = {"dozen": 12, "decade": 10, "decades": 10, "century": 100, "centuries": 100}
"""Nouns that hold a number; decades and centuries are counted in years."""

SHORT_SCALES = {"bn": 10**9, "tn": 10**12, "mn": 10**6, "mln": 10**6, "bln": 10**9, "m": 10**6, "k": 10**3}
"""Abbreviated scales; ``m`` and ``k`` count as such behind a sign of money only (35m is 35 meters)."""

PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip

MULTIPLES = {
    "doubled": 2, "doubling": 2, "doubles": 2, "double": 2, "twice": 2, "twofold": 2, "tripled": 3, "tripling": 3,
    "triples": 3, "triple": 3, "thrice": 3, "trebled": 3, "threefold": 3, "quadrupled": 4, "quadrupling": 4,
    "quadruple": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8,
    "ninefold": 9, "tenfold": 10, "hundredfold": 100,
    "thousandfold": 1000,
}  # fmt: skip

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

HEDGES_BEFORE = (
    "about around some nearly almost over above under below roughly approximately estimated approaching "
    "more+than less+than fewer+than at+least up+to as+many+as as+much+as close+to at+most no+more+than "
    "no+less+than no+fewer+than not+less+than not+more+than exceeding exceeded topped surpassed"
)
HEDGES_AFTER = r"\+|-plus\b|-odd\b|\s+or\s+(?:so|more|less|fewer|above)\b|\s+and\s+above\b"
