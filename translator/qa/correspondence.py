"""The check for Chinese that nothing in the English stands for: a clause or a sentence that was dropped.

A word of the lexicon speaks for its place when one of its English words is in the target, and against it when none is,
by the logarithm of how much likelier that is where the place was translated than where it was not. The stretch of the
Chinese with most against it, how short the English is, and how long the Chinese are weighed together. The weights come
from 3,100 pairs of policy and news, each whole and with one English clause taken out (logistic regression).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from translator.qa.model import PROSE, Pair, Remark
from translator.text.scripts import HAN, to_simplified
from translator.text.spans import Span
from translator.text.tables import uncommented_lines

_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(r"[A-Za-z0-9]+")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[A-Za-z]+")

_WORDS_A_CHARACTER = 0.62
_STRETCH, _SHORT, _SHORT_IN_LONG, _LONG, _BASE = 0.75, 5.23, 2.54, 1.39, -5.58
_ALARM = 6.0
_STRONGEST = 2.5
"""What one word may speak for its place at most."""


class _Entry(NamedTuple):
    there: float
    missing: float
    english: frozenset[str]


def dropped(pair: Pair) -> Iterator[str]:
    """Report Chinese that seems not to be in the English: a clause or a sentence that was dropped.

    Passes:
        会议研究了经济工作，部署了下一步任务。 = The meeting discussed economic work and planned the next tasks.

    Fails:
        会议研究了经济工作，部署了农村改革任务，要求各部门加强监督检查。 = The meeting discussed economic work.
    """
    if pair.role not in PROSE:
        return
    against, place = _least_likely(pair.source, pair.target)
    stretch = pair.source[slice(*place)]
    length = _length(pair.source)
    ratio = (len(_WORD.findall(pair.target)) + 2) / (_WORDS_A_CHARACTER * length + 2)
    weight = _SHORT + _SHORT_IN_LONG * math.sqrt(length / 20)
    score = _BASE + _STRETCH * against - weight * math.log(ratio) + _LONG * math.log(length + 1)
    if score > _ALARM and stretch:
        yield Remark(f"nothing in the English seems to stand for “{stretch}”", source=[place])


def _length(source: str) -> float:
    """Return the length of a text in Chinese characters; a word in Latin letters counts as half of one."""
    return sum(map(len, _HAN_RUN.findall(source))) + len(_LATIN.findall(source)) / 2


def _least_likely(source: str, target: str) -> tuple[float, Span]:
    """Return by how much a stretch of the Chinese speaks against having been translated, at most, and its place."""
    said = {stem(word) for word in _LETTERS.findall(target)}
    text = to_simplified(source)
    text = text if len(text) == len(source) else source
    against = most = 0.0
    begin, place = 0, (0, 0)
    for start, word in _words(text):
        entry = _lexicon().get(word)
        if entry is None:
            continue
        begin = start if against <= 0 else begin
        found = not entry.english.isdisjoint(said)
        against = max(0.0, against - (min(entry.there, _STRONGEST) if found else entry.missing))
        if against > most:
            most, place = against, (begin, start + len(word))
    return most, place


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of the Chinese in a text with their places."""
    import rjieba

    for run in _HAN_RUN.finditer(text):
        at = run.start()
        for word in rjieba.cut(run[0]):
            yield at, word
            at += len(word)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, _Entry]:
    entries = {}
    for line in uncommented_lines("translator.qa", "data/lexicon.tsv"):
        word, share, chance, english = line.split("\t")
        there, base = min(int(share) / 100, 0.97), int(chance) / 1000
        logs = math.log(there / base), math.log((1 - there) / (1 - base))
        entries[word] = _Entry(*logs, frozenset(english.split()))
    return entries


_ENDINGS = {
    "ization": "", "isation": "", "ations": "", "ation": "", "ities": "", "ity": "", "ments": "ment", "ness": "",
    "ies": "y", "ied": "y", "ing": "", "edly": "", "ed": "", "ers": "er", "es": "", "ly": "", "s": "",
}  # fmt: skip
_STEM = 6


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the first letters of a word without its endings, by which the lexicon knows it."""
    root = word.lower()
    for ending, instead in _ENDINGS.items():
        is_ending = root.endswith(ending) and not (ending == "s" and root.endswith("ss"))
        if is_ending and len(root) - len(ending) >= 3:
            root = root.removesuffix(ending) + instead
            break
    root = root.removesuffix("e") if len(root) > 3 else root
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "sl":
        root = root[:-1]
    return (f"{root[:-1]}i" if len(root) > 3 and root.endswith("y") else root)[:_STEM]
