"""The English words that begin with a capital only at the beginning of a sentence, or in titles.

    python -m training.ordinary_words CORPORA > translator/text/ordinary_words.txt

CORPORA is the folder that README.md describes; it takes a minute. Counted are the words within the sentences of half
the general pairs and of all policy and news pairs.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from training.data import DOMAIN, GENERAL, rows

LEAST = 100
"""Times that a word is seen in lower case."""

MOST_CAPITALS = 0.1
"""Share of a word's occurrences that may have a capital: headlines give one to most words."""

WITHIN = re.compile(r"(?<![.!?:;|\u2014-])(?<!^)[ ][\"'\u201c\u2018(]?([A-Za-z][a-z]+)\b")
"""A word that does not begin a sentence."""


def main() -> None:
    """Print the words in alphabetical order."""
    folder = Path(sys.argv[1])
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for _, english, _ in [*rows(folder, GENERAL)[::2], *rows(folder, DOMAIN)]:
        for word in WITHIN.findall(english):
            (small if word.islower() else capital)[word.lower()] += 1
    print("# English words that begin with a capital only where a sentence begins, or in titles.")
    print("# Made by training/ordinary_words.py.")
    for word in sorted(small):
        if small[word] >= LEAST and capital[word] <= MOST_CAPITALS * (small[word] + capital[word]):
            print(word)


if __name__ == "__main__":
    main()
