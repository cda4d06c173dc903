"""Signatures: the date that closes a document, and who signs above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.pages.documents import CLOSING_NOTES, date_in_words, names_bodies, signer
from translator.pages.fields import is_field
from translator.pages.items import Item
from translator.pages.letters import last_words, with_writers
from translator.pages.line_rules import SHORT_LINES, TEXTS, Shape

_MOST_SIGNERS = 4


def signed(items: Sequence[Item]) -> list[Item]:
    """Return the items, the date that closes a document and the names of the bodies above it as its signature.

    A date beside page furniture or right under a headline is the page's or the article's. The writers of a letter
    sign without a date as well.
    """
    found = with_writers(items)
    end = max((n for n, item in enumerate(items) if item.shape is not Shape.FURNITURE), default=0)
    for index, item in enumerate(items):
        if item.shape not in (Shape.FURNITURE, Shape.SHORT) or not _is_day(item.text):
            continue
        first = index
        while index - first < _MOST_SIGNERS and first and _may_sign(items[first - 1]):
            first -= 1
        closing = _Closing(
            items[first : index + 1], next(iter(items[index + 1 : index + 2]), None), index >= end
        )
        closed = _closes_text(items, first - 1) or (closing.signs_a_letter and last_words(items, first - 1))
        if closed and closing.signs:
            found[first : index + 1] = [
                replace(line, shape=Shape.SIGNATURE, rule="signature") for line in items[first : index + 1]
            ]
    return found


_DAY_IN_FIGURES = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}")


def _is_day(text: str) -> bool:
    return date_in_words(text) or bool(_DAY_IN_FIGURES.fullmatch(text))


@dataclass(frozen=True, slots=True)
class _Closing:
    """Lines that may be a signature, the last one a date; what is below it, and whether that is furniture alone."""

    lines: Sequence[Item]
    below: Item | None
    ends_page: bool

    @property
    def signs(self) -> bool:
        """Return whether the lines sign a document.

        A date in figures, as sites have it, counts only under the name of a body, or under any signer where nothing
        follows on the page.
        """
        *signers, date = self.lines
        body = bool(signers) and names_bodies(signers[-1].text)
        if self.below is None:
            return date_in_words(date.text) or bool(signers)
        if self.below.shape is Shape.FURNITURE:
            return body and self.ends_page
        return date_in_words(date.text) or (body and self.below.shape not in TEXTS)

    @property
    def signs_a_letter(self) -> bool:
        """Return whether somebody signs above the date, and the text of an article does not follow."""
        opens = (*TEXTS, Shape.ORDINAL, Shape.BYLINE)
        return len(self.lines) > 1 and (self.below is None or self.below.shape not in opens)


def _may_sign(item: Item) -> bool:
    return item.shape in SHORT_LINES and signer(item.text)


def _closes_text(items: Sequence[Item], place: int) -> bool:
    if place < 0:
        return False
    item = items[place]
    closing = item.shape is Shape.NOTE and item.rule in CLOSING_NOTES
    return closing or item.shape in TEXTS or is_field(item.text)
