"""The English words that begin with a capital only at the beginning of a sentence, or in titles.

    python -m training.ordinary_words CORPORA > translator/text/ordinary_words.txt

CORPORA is the folder that README.md describes; it needs the installed program and a minute. Counted are the words
within the sentences of half the general pairs and of all policy and news pairs. Months and spellings of Chinese
surnames are left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.data import DOMAIN, GENERAL, rows
from translator.text.pinyin import SURNAMES, surname_spellings

LEAST = 100
"""Times that a word is seen in lower case."""

MOST_CAPITALS = 0.1
"""Share of a word's occurrences that may have a capital: headlines give one to most words."""

WITHIN = re.compile(r"(?<![.!?:;|\u2014-])(?<!^)[ ][\"'\u201c\u2018(]?([A-Za-z][a-z]+)\b(?!['\u2019])")
"""A word that does not begin a sentence."""


MONTHS = frozenset({"may", "march", "august"})


def ordinary(texts: Iterable[str], least: int = LEAST) -> list[str]:
    """Return the words that are seen ``least`` times in lower case within the texts and hardly ever with a capital."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for word in WITHIN.findall(text):
            (small if word.islower() else capital)[word.lower()] += 1
    surnames = {spelling.lower() for char in SURNAMES for spelling in surname_spellings(char)}
    seldom_capital = (
        word for word in small if capital[word] <= MOST_CAPITALS * (small[word] + capital[word])
    )
    return sorted(word for word in seldom_capital if small[word] >= least and word not in surnames | MONTHS)


def main() -> None:
    """Print the words in alphabetical order."""
    folder = Path(sys.argv[1])
    print("# English words that begin with a capital only where a sentence begins, or in titles.")
    print("# Made by training/ordinary_words.py.")
    for word in ordinary(english for _, english, _ in [*rows(folder, GENERAL)[::2], *rows(folder, DOMAIN)]):
        print(word)


if __name__ == "__main__":
    main()
