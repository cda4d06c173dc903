"""The lexicon of the check for dropped clauses, made from pairs.

    python -m training.lexicon CORPORA > translator/qa/data/lexicon.tsv

CORPORA is the folder that README.md describes; it needs numpy, 4 GB of memory and ten minutes. Words of jieba's
dictionary are aligned with the beginnings of English words by IBM model 1 (Brown and others, 1993), in one half of
the general pairs and nine tenths of the policy and news pairs. How often an entry's English is in the translation of
a sentence with the word, and in any sentence, is counted in other pairs.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import rjieba

from translator.qa.correspondence import stem

ROUNDS, PAIRS = 5, 260_000
RAREST_CHINESE, RAREST_ENGLISH = 12, 5
OFTEN, MOST, LEAST_WEIGHT = 80, 8, 0.02
SHARE = 0.6
"""How often an entry's English must be in the translations of its word."""
STOP = frozenset(
    """
    the a an of to in and is that for it on with as was be at by are this have has had from or but not will which we
    you he they i his its their our your her she there been were can would more also one all when who what if do
    does did so than about into out up no then them him my me us these those such other some any may should could
    being over after before through between under only just very how where while
    """.split()  # noqa: SIM905
)

Pair = tuple[str, str]


def chinese_words(text: str) -> set[str]:
    """Return the Chinese words of a text."""
    return {word for run in re.findall("[\u4e00-\u9fff]+", text) for word in rjieba.cut(run)}


def stems(text: str) -> set[str]:
    """Return the beginnings of the English words of a text."""
    return {stem(word) for word in re.findall("[A-Za-z]+", text) if word.lower() not in STOP}


def read(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs to align, and those to count in."""
    aligned: list[Pair] = []
    counted: list[Pair] = []
    with lzma.open(folder / "general.zh-en.tsv.xz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            source, target = line.rstrip("\n").split("\t")[:2]
            if number % 22 == 5:
                counted.append((source, target))
            elif number % 2 == 0 and len(aligned) < PAIRS and not re.search("[A-Za-z]{4}", source):
                aligned.append((source, target))
    with (folder / "policy-news.zh-en.tsv").open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            source, target = line.rstrip("\n").split("\t")[:2]
            if number % 10 != 7:
                aligned.append((source, target))
            if number % 10 in (3, 4, 5):
                counted.append((source, target))
    return aligned, counted


def numbered(words: Iterable[str]) -> dict[str, int]:
    """Return the words with a number each, from 0."""
    return {word: at for at, word in enumerate(words)}


def align(pairs: Iterable[Pair]) -> Iterator[tuple[str, list[str]]]:
    """Yield each frequent Chinese word with the beginnings of its English words, the likeliest first."""
    rows = [(chinese_words(source), stems(target)) for source, target in pairs]
    often = Counter(word for chinese, _ in rows for word in chinese)
    chinese_ids = numbered(word for word in often if often[word] >= RAREST_CHINESE)
    counts = Counter(word for _, english in rows for word in english)
    english_ids = numbered(word for word in counts if counts[word] >= RAREST_ENGLISH)
    width, nothing = len(english_ids), len(chinese_ids)
    links: list[int] = []
    words: list[int] = []
    number = 0
    for chinese, english in rows:
        known = [nothing, *(chinese_ids[word] for word in chinese if word in chinese_ids)]
        for word in english & english_ids.keys():
            links += [one * width + english_ids[word] for one in known]
            words += [number] * len(known)
            number += 1
    unique, places = np.unique(np.array(links), return_inverse=True)
    owners, chances = np.array(words), np.ones(len(unique))
    for _ in range(ROUNDS):
        weights = chances[places]
        weights /= np.bincount(owners, weights)[owners]
        expected = np.bincount(places, weights)
        chances = expected / np.bincount(unique // width, expected)[unique // width]
    entries: dict[int, list[tuple[float, int]]] = {}
    for at in np.nonzero((chances >= LEAST_WEIGHT) & (expected >= 2))[0]:
        entries.setdefault(int(unique[at] // width), []).append((float(chances[at]), int(unique[at] % width)))
    by_id, english_of = list(chinese_ids), list(english_ids)
    for one, found in entries.items():
        if one != nothing and often[by_id[one]] >= OFTEN:
            ordered = [english_of[other] for _, other in sorted(found, reverse=True)]
            yield by_id[one], list(dict.fromkeys(ordered))[:MOST]


def main() -> None:
    """Print the lexicon."""
    aligned, counted = read(Path(sys.argv[1]))
    rows = [(chinese_words(source), stems(target)) for source, target in counted]
    entries = dict(align(aligned))
    seen: Counter[str] = Counter()
    there: Counter[str] = Counter()
    sentences = Counter(word for _, english in rows for word in english)
    for chinese, english in rows:
        for word in chinese & entries.keys():
            seen[word] += 1
            there[word] += not english.isdisjoint(entries[word])
    print(
        "# Chinese words with the English that stands for them: word, how often one of its English words is in a"
    )
    print(
        "# translation of a sentence with it (per cent), how often in any sentence (per mille), and the beginnings"
    )
    print("# of the English words. Made by training/lexicon.py.")
    for word, english in sorted(entries.items()):
        share = (there[word] + 1.2) / (seen[word] + 2)
        chance = min(0.9, sum(sentences[one] for one in english) / len(rows) + 0.002)
        if seen[word] >= 3 and share >= SHARE and share > 3 * chance:
            print(f"{word}\t{share * 100:.0f}\t{chance * 1000:.0f}\t{' '.join(english)}")


if __name__ == "__main__":
    main()
