"""What the search for people and that for places know of Chinese words."""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib.resources import files

from translator.text.scripts import HAN
from translator.text.tables import table

_TWO_CHARACTER_WORDS = frozenset(
    files(__package__).joinpath("two_character_words.txt").read_text("utf-8").split()
)
"""From the dictionary of jieba (MIT licence), without names, by frequency there and in newspaper text."""

_ELSEWHERE = table("translator.names", "elsewhere.toml")
_ABROAD, _AT_HOME = (re.compile("|".join(_ELSEWHERE[key].split())) for key in ("abroad", "at_home"))
_PHRASE_END = re.compile("[，。；、！？“”（）《》：]")
_LONGEST_PHRASE = 20
_ALL_HAN = re.compile(f"[{HAN}]+")


def is_word(pair: str) -> bool:
    """Return whether two characters are a common word."""
    return pair in _TWO_CHARACTER_WORDS


def begins_word(text: str, at: int) -> bool:
    """Return whether a common word of two characters stands at a place."""
    return text[at : at + 2] in _TWO_CHARACTER_WORDS


def is_han(text: str) -> bool:
    """Return whether the text is Chinese characters only, and not empty."""
    return _ALL_HAN.fullmatch(text) is not None


def ends_with_any(text: str, end: int, words: Collection[str]) -> bool:
    """Return whether one of the words, of at most three characters, ends at a place."""
    return any(text[end - length : end] in words for length in range(1, min(3, end) + 1))


def starts_with_any(text: str, at: int, words: Collection[str], longest: int) -> bool:
    """Return whether one of the words, of at most ``longest`` characters, begins at a place."""
    return any(text[at : at + length] in words for length in range(1, longest + 1))


def abroad(text: str, at: int) -> bool:
    """Return whether the words before a place in the text, back to the last punctuation, are of abroad.

    Names from there, from Hong Kong, Macao and Taiwan, are not written in pinyin.
    """
    phrase = _PHRASE_END.split(text[max(0, at - _LONGEST_PHRASE) : at])[-1]
    return bool(_ABROAD.search(phrase)) and not _AT_HOME.search(phrase)
