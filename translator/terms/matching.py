"""Terms in a Chinese text: exact offsets, leftmost-longest, never inside a word or a number.

Text and terms are compared in their `match_form`, so a Simplified term is found in Traditional text and a half-width
one in full-width text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from translator.model import TermMatch
from translator.terms.termbase import Term, match_form

_CJK = "\u2e80"  # the first of the East Asian blocks; words of alphabets stand below it
_DECIMAL = re.compile(r"\d[.,]\d")

# What follows the last character of a name when that character belongs to the next word: 市场, 市民 (but
# 市|民政局), 市区, 市长 (but 市|长江路), 市委 (but 市|委员会), 区域, 县城, 省会 (but 省|会议), 部门, 部长.
_GOES_ON = {
    "市": re.compile("场|区|民(?![政营族用生主间宗盟革建进])|长(?![江沙春期远清安城三])|委(?![员托])"),
    "区": re.compile("域|委(?![员托])"),
    "县": re.compile("[城域]|委(?![员托])"),
    "省": re.compile("会(?![议计同])|委(?![员托])"),
    "部": re.compile("[门署队]|长(?![期远])"),
}


class Matcher:
    """Search for the terms of one term base in texts.

    A term is not found inside something else:

    - A match neither starts nor ends inside a Latin word or a number (`AI` not in `MAIN`, `5G` not in `15G`,
      `0版` not in `2.0版`).
    - A term of a single Chinese character matches only where no other Chinese character touches it, since it is
      nearly always part of a word.
    - A term ending in 省, 市, 县, 区 or 部 does not match where that character begins the next word: 青岛市
      not in 青岛市民, so that 青岛 can; 公安部 not in 公安部门.
    - A term's own ``exceptions`` are words in which it is something else: 重庆 not in 隆重庆祝.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        import ahocorasick

        entries: dict[str, _Entry] = {}
        self._abbreviations: dict[str, str] = {}
        for term in terms:
            if term.abbreviation:
                self._abbreviations[term.source] = term.abbreviation
            form = match_form(term.source)
            entries.setdefault(form, _Entry()).term = term
            for word in term.exceptions:
                entries.setdefault(match_form(word), _Entry()).hides.add(form)
        self._automaton: Any = ahocorasick.Automaton()
        for form, entry in entries.items():
            self._automaton.add_word(form, (form, entry))
        self._automaton.make_automaton()

    def abbreviation(self, match: TermMatch) -> str:
        """Return the abbreviation of the entry of an occurrence, or an empty string."""
        return self._abbreviations.get(match.source, "")

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the terms of ``text`` in order, without overlap, with status *open*.

        The match that starts first wins, and of those that start together the longest.
        """
        if not len(self._automaton) or not text:
            return ()
        form = match_form(text)
        hits = [
            (end + 1 - len(word), end + 1, word, entry) for end, (word, entry) in self._automaton.iter(form)
        ]
        hidden = [(start, end, entry.hides) for start, end, _, entry in hits if entry.hides]
        spans = [
            (start, end, entry.term)
            for start, end, word, entry in hits
            if entry.term
            and _stands_alone(form, start, end)
            and not any(a <= start and end <= b and word in words for a, b, words in hidden)
        ]
        found: list[TermMatch] = []
        for start, end, term in sorted(spans, key=lambda span: (span[0], -span[1])):
            if not found or start >= found[-1].end:
                found.append(_match(start, end, term))
        return tuple(found)


def _match(start: int, end: int, term: Term) -> TermMatch:
    return TermMatch(
        start=start,
        end=end,
        source=term.source,
        target=term.target,
        variants=(*term.variants, term.abbreviation) if term.abbreviation else term.variants,
        forbidden=term.forbidden,
        domain=term.domain,
        note=term.note,
        pos=term.pos,
        advisory=term.advisory,
    )


@dataclass(slots=True)
class _Entry:
    """A word of the automaton: its term, and the forms that are not terms inside it."""

    term: Term | None = None
    hides: set[str] = field(default_factory=set)


def _stands_alone(form: str, start: int, end: int) -> bool:
    if _inside_word(form, start) or _inside_word(form, end):
        return False
    goes_on = _GOES_ON.get(form[end - 1])
    if end - start > 1:
        return not (goes_on and goes_on.match(form, end))
    touched = _is_cjk(form[max(start - 1, 0) : start]) or _is_cjk(form[end : end + 1])
    return not (_is_cjk(form[start]) and touched)


def _inside_word(form: str, at: int) -> bool:
    """Return whether position ``at`` is between two characters of one Latin word or one number."""
    if not 0 < at < len(form):
        return False
    latin = all(character.isalnum() and character < _CJK for character in form[at - 1 : at + 1])
    return latin or _DECIMAL.search(form[max(at - 2, 0) : at + 2]) is not None


def _is_cjk(character: str) -> bool:
    return character.isalnum() and character >= _CJK
