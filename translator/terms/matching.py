"""Terms in a Chinese text: exact offsets, leftmost-longest, never inside a word or a number.

Text and terms are compared in their `match_form`, so a Simplified term is found in Traditional text and a half-width
one in full-width text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from translator.model import TermMatch
from translator.terms.termbase import SEPARATORS, Term, match_form
from translator.terms.word_borders import WordBorders

_CJK = "\u2e80"  # the first of the East Asian blocks; words of alphabets stand below it
_LATIN = re.compile(rf"[^\W_{_CJK}-\U0010ffff]{{2,}}")
_DECIMAL = re.compile(r"(?=\d[.,]\d)")
_LEAST_SPLIT = 3
"""Characters of the shortest term that is found with something inside it, or without its quotation marks."""
_LEAST_UNQUOTED = 4
"""Characters of the shortest term that is found without marks that stand around all of it: “走出去” is not 走出去."""
_IN_VILLAGE = re.compile("[头庄屯](?:社区|村|小区|居委会)")
"""What follows a place in the name of a village that has another one: 山东 is not in 山东头社区."""
_OTHER_MARKS = str.maketrans("\"'", "'\"")

_Hit = tuple[int, int, str, Term | None, set[str] | None]
"""Start and end in a text, the form of a word, its term, and the forms that are not terms inside it."""


class Matcher:
    """Search for the terms of one term base in texts.

    A term is also found with white space or quotation marks inside it: “揭榜”挂帅, 一网 通办. One that is written with
    marks is found with single ones and without them, 一带一路倡议 by “一带一路”倡议, where no entry has that form.

    A term is not found inside something else:

    - A match neither starts nor ends inside a Latin word or a number (`AI` not in `MAIN`, `5G` not in `15G`,
      `0版` not in `2.0版`).
    - A term of a single Chinese character matches only where no other Chinese character touches it, since it is
      nearly always part of a word.
    - A term does not match where its border would cut through a word, see `WordBorders`: 青岛市 not in 青岛市民, so
      that 青岛 can; 公安部 not in 公安部门; 中医 not in 其中医疗卫生.
    - A place does not match at the beginning of the name of a village: 山东 not in 山东头社区.
    - A term's own ``exceptions`` are words in which it is something else: 重庆 not in 隆重庆祝.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        import ahocorasick

        by_form = {term.form: term for term in terms}
        self._abbreviations = {t.source: t.abbreviation for t in by_form.values() if t.abbreviation}
        hides: dict[str, set[str]] = {}
        for form, term in by_form.items():
            for word in term.exceptions:
                hides.setdefault(match_form(word), set()).add(form)
        for form, term in [*by_form.items()]:
            for other in _without_marks(form):
                by_form.setdefault(other, term)
        self._automaton: Any = ahocorasick.Automaton()
        for form in by_form.keys() | hides.keys():
            self._automaton.add_word(form, (form, by_form.get(form), hides.get(form)))
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
        hits = [(end + 1 - len(word[0]), end + 1, *word) for end, word in self._automaton.iter(form)]
        hits += self._split_hits(form)
        hidden = [(start, end, forms) for start, end, _, _, forms in hits if forms]
        inside = _inside_words(form)
        spans = [
            (start, end, term)
            for start, end, _, term, _ in hits
            if term
            and start not in inside
            and end not in inside
            and not (term.domain == "place" and end - start == 2 and _IN_VILLAGE.match(form, end))
            and (end - start > 1 or _stands_alone(form, start, end))
            and not any(a <= start and end <= b and term.form in forms for a, b, forms in hidden)
        ]
        borders = WordBorders(form, ((start, end) for start, end, _ in spans))
        found: list[TermMatch] = []
        for start, end, term in sorted(spans, key=lambda span: (span[0], -span[1])):
            if (not found or start >= found[-1].end) and not borders.cut_by(start, end):
                found.append(_match(start, end, term))
        return tuple(found)

    def _split_hits(self, form: str) -> Iterator[_Hit]:
        """Yield the terms with white space or quotation marks inside them, and with those that belong to the latter."""
        kept = [at for at, character in enumerate(form) if character not in SEPARATORS]
        if len(kept) == len(form):
            return
        for end, word in self._automaton.iter("".join(form[at] for at in kept)):
            start, stop = kept[end + 1 - len(word[0])], kept[end] + 1
            if stop - start > len(word[0]) >= _LEAST_SPLIT and (span := _quoted(form, start, stop)):
                yield (*span, *word)


def _without_marks(form: str) -> Iterator[str]:
    """Yield the other forms of a term with quotation marks: with marks of the other kind, and without them."""
    if form != (other := form.translate(_OTHER_MARKS)):
        yield other
        bare = form.replace('"', "").replace("'", "")
        around = form[0] in "\"'" and form[-1] in "\"'"
        if len(bare) >= (_LEAST_UNQUOTED if around else _LEAST_SPLIT):
            yield bare


def _quoted(form: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span with all quotation marks of which one is inside it, None where one has no partner beside it."""
    for mark in "\"'":
        if form.count(mark, start, end) % 2:
            if form[max(start - 1, 0) : start] == mark:
                start -= 1
            elif form[end : end + 1] == mark:
                end += 1
            else:
                return None
    return start, end


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
        case=term.case,
        priority=term.priority,
    )


def _inside_words(form: str) -> frozenset[int]:
    """Return the positions between two characters of one Latin word or one number."""
    words = (at for word in _LATIN.finditer(form) for at in range(word.start() + 1, word.end()))
    numbers = (word.start() + at for word in _DECIMAL.finditer(form) for at in (1, 2))
    return frozenset((*words, *numbers))


def _stands_alone(form: str, start: int, end: int) -> bool:
    """Return whether a term of one character is no Chinese one or touches no other Chinese character."""
    touched = _is_cjk(form[max(start - 1, 0) : start]) or _is_cjk(form[end : end + 1])
    return not (_is_cjk(form[start]) and touched)


def _is_cjk(character: str) -> bool:
    return character.isalnum() and character >= _CJK
