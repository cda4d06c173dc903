"""Evaluation sets: Chinese sentences with reference translations, and spans whose English is known.

A set is a text file in any encoding that a page may have, one sentence a line: Chinese, TAB, English, and where
known another TAB and spans as ``zh=en|zh=en``. The English may be empty, further columns and blank lines are
ignored. A line is one segment, whatever its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translator import workspace
from translator.errors import InputError
from translator.model import TermMatch
from translator.names import Gazetteer
from translator.numbers import chinese_quantities
from translator.readers.encodings import decode
from translator.terms.proof import word_forms
from translator.text.counting import first_of
from translator.text.pinyin import spell_name
from translator.text.scripts import has_han
from translator.text.spans import overlaps

_SHOWN = 5
_FORM = "Each line is Chinese, TAB, English, and where known TAB and spans (zh=en|zh=en)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One line of a set; the ``reference`` may be empty, and ``spans`` are in order, without overlap."""

    line: int
    source: str
    reference: str
    spans: tuple[TermMatch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalSet:
    """Sentences of one file; ``unused`` are the lines of the spans that cannot be used, by reason."""

    name: str
    sentences: tuple[Sentence, ...]
    unused: dict[str, tuple[int, ...]]

    @property
    def warnings(self) -> Iterator[str]:
        """Yield one line for every reason why spans are not used."""
        for reason, lines in self.unused.items():
            yield f"{self.name}: marked spans not counted, {reason}: {len(lines)} ({_named(lines)})"


def read_set(path: Path, count: int | None = None) -> EvalSet:
    """Return the first ``count`` sentences of a file, by default all.

    Raises `InputError` when the file cannot be read, has no sentence, or has lines without two columns or without
    Chinese in the first.
    """
    name = str(path)
    if path.is_dir():
        raise InputError(f"{name}: this is a folder", hint=f"Give the files in it. {_FORM}")
    text, _ = decode(workspace.read_input(path), name)
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1)]
    rows = [(number, line.split("\t")) for number, line in lines if line.strip()][:count]
    _check(rows, name)
    unused: dict[str, list[int]] = {}
    sentences = tuple(_sentence(number, row, unused) for number, row in rows)
    return EvalSet(name=name, sentences=sentences, unused={r: tuple(n) for r, n in unused.items()})


def _check(rows: Sequence[tuple[int, list[str]]], name: str) -> None:
    short = [number for number, row in rows if len(row) < 2]
    if short:
        raise InputError(f"{name}: no TAB ({_named(short)})", hint=_FORM)
    foreign = [number for number, row in rows if not has_han(row[0])]
    if foreign:
        raise InputError(f"{name}: no Chinese in the first column ({_named(foreign)})", hint=_FORM)


def _named(lines: Sequence[int]) -> str:
    different = list(dict.fromkeys(map(str, lines)))
    return f"line{'s' if len(different) > 1 else ''} {first_of(different, _SHOWN)}"


# --- marked spans ----------------------------------------------------------------------------------


def _sentence(number: int, row: Sequence[str], unused: dict[str, list[int]]) -> Sentence:
    source, reference = row[0].strip(), row[1].strip()
    spans: list[TermMatch] = []
    pairs = [pair.partition("=") for pair in (row[2] if len(row) > 2 else "").split("|") if pair.strip()]
    # The longest first, or the place of a long name would be taken by a short one inside it.
    for chinese, _, english in sorted(pairs, key=lambda pair: -len(pair[0].strip())):
        placed = _placed(source, chinese.strip(), english.strip(), spans)
        if isinstance(placed, str):
            unused.setdefault(placed, []).append(number)
        else:
            spans.append(placed)
    spans.sort(key=lambda span: span.start)
    return Sentence(line=number, source=source, reference=reference, spans=tuple(spans))


def _placed(source: str, chinese: str, english: str, taken: Sequence[TermMatch]) -> TermMatch | str:
    """Return a span at its first free place in the source, or why it has none."""
    if not chinese or not english:
        return "not written zh=en"
    starts = [found.start() for found in re.finditer(f"(?={re.escape(chinese)})", source)]
    if not starts:
        return "not in their sentence"
    for start in starts:
        span = TermMatch(start=start, end=start + len(chinese), source=chinese, target=english)
        if not overlaps((start, start + len(chinese)), [(one.start, one.end) for one in taken]):
            return span
    return "overlapping another"


class SpanClass(StrEnum):
    """What a marked span is; the value is its name in results."""

    TERM = "terms"
    AMOUNT = "amounts"
    NAME = "names"


_SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})
_ENDING = re.compile("[省市区县州盟旗镇乡村街路湾港岛山河江湖海桥站场馆园院校学厅局委部会社团司所厂行店队]$")
"""The last character of most names of places and organizations."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def class_of(span: TermMatch, gazetteer: Gazetteer) -> SpanClass:
    """Return the class of a marked span.

    An amount is a span whose Chinese has a quantity. A name is one whose English is capitalised in every word but the
    small ones (*of*, *the*, *and* …), and whose Chinese is in the gazetteer, ends in a character in which places
    and organizations do (市, 湾, 局, 公司), or is spelled in pinyin in one of the English words. All others are terms.
    """
    if chinese_quantities(span.source):
        return SpanClass.AMOUNT
    words = [word for word in _WORD.findall(span.target) if word not in _SMALL_WORDS]
    if not words or not all(word[0].isupper() for word in words):
        return SpanClass.TERM
    known = gazetteer.place(span.source) or _ENDING.search(span.source)
    return SpanClass.NAME if known or _in_pinyin(span, words) else SpanClass.TERM


def _in_pinyin(span: TermMatch, words: Sequence[str]) -> bool:
    """Return whether the English is the Chinese in pinyin, or has a word that is two or more syllables of it."""
    person = spell_name(span.source)
    if person and word_forms(person) == word_forms(span.target):
        return True
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(span.source)
    plain = [re.sub("[^a-z]", "", word.lower()) for word in words]
    if "".join(plain) == "".join(syllables):
        return True
    spelled = {
        "".join(syllables[start:end])
        for start in range(len(syllables))
        for end in range(start + 2, min(start + 4, len(syllables)) + 1)
    }
    return not spelled.isdisjoint(plain)
