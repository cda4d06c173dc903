"""Rules on words: spelling, capitals, titles of office, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.model import Role
from translator.style.model import Edit, Passage
from translator.style.spelling import may_be_name, respelled

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


def spelling(passage: Passage, value: str) -> Iterator[Edit]:
    """Spell words as the house does; names, which have a capital inside a sentence, and words with two meanings stay.

    British is *-ise*. The table is `style/spelling.toml`.

    Styled:
        british: The labor center organized 3 meters of color. → The labour centre organised 3 metres of colour.
        american: The labour centre organised 3 metres of colour. → The labor center organized 3 meters of color.
    """
    text = passage.text
    for found in _WORD.finditer(text):
        word = found[0]
        is_name = word[0].isupper() and (not _opens(text, found.start()) or may_be_name(word.lower()))
        if len(word) < 4 or is_name or any(letter.isupper() for letter in word[1:]):
            continue
        other = respelled(word.lower(), value, text[: found.start()], text[found.end() :])
        if other is not None and other != word.lower():
            yield Edit(*found.span(), other.capitalize() if word[0].isupper() else other)


def _opens(text: str, start: int) -> bool:
    """Return whether a sentence begins here."""
    before = text[:start].rstrip("“‘\"'( ")
    return not before or (
        before[-1] in ".!?" and not re.search(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|No))\.$", before)
    )


_LOWER = re.compile(r"(?:[a-z]{2,}|a\b|i\b)(?![.)\w])")
_NEXT = re.compile(r"(?<=[a-z]{4}\. )[a-z]{2,}\b(?![.)\w])")
_SHORTENED = re.compile(r"\b(?:approx|dept|govt|corp|prof|etc|assn|viz|intl)\.\s$")


def capitals(passage: Passage, _value: str) -> Iterator[Edit]:
    """Begin a sentence with a capital; cells of tables and items of lists stay.

    Styled:
        sentences: the plan works. now it grows. → The plan works. Now it grows.
    """
    if passage.role in (
        Role.TABLE_CELL,
        Role.LIST_ITEM,
        Role.LABEL,
        Role.CAPTION,
        Role.BYLINE,
        Role.DATELINE,
    ):
        return
    text = passage.text
    opening = re.match(r"[\s“‘\"'(]*", text)
    start = opening.end() if opening else 0
    first = _LOWER.match(text, start)
    if first and (passage.is_headline or text.rstrip("”\"’')")[-1:] in (".", "!", "?", "…")):
        yield Edit(start, start + 1, text[start].upper())
    if passage.is_headline:
        return
    for found in _NEXT.finditer(text, start + 1):
        if not _SHORTENED.search(text, max(0, found.start() - 10), found.start()):
            yield Edit(found.start(), found.start() + 1, found[0][0].upper())


_OFFICES = (
    "president", "vice president", "premier", "vice premier", "prime minister", "deputy prime minister", "chairman",
    "vice chairman", "mayor", "vice mayor", "deputy mayor", "governor", "vice governor", "deputy governor",
    "foreign minister", "vice foreign minister", "defense minister", "defence minister", "ambassador",
    "secretary-general", "general secretary", "chancellor", "professor", "party secretary", "party chief",
)  # fmt: skip
_NAME = r"[A-Z][a-z]+(?:-[A-Z]?[a-z]+)? [A-Z][a-z]+(?:['-]?[A-Z]?[a-z]+)?"
_OFFICE = re.compile(
    rf"(?<![\w-])(?P<office>{'|'.join(sorted(map(re.escape, _OFFICES), key=len, reverse=True))}) (?={_NAME}\b)"
)
_DESCRIBED = re.compile(
    r"\b(?:the|a|an|its|their|his|her|our|former|retired|then|late|ex|associate|assistant|company|group|bank|club"
    r"|school|hospital|court|branch|union|holdings|university|college)[ -]$",
    re.IGNORECASE,
)


def offices(passage: Passage, _value: str) -> Iterator[Edit]:
    """Begin a title of office before a full name with capitals; behind an article, *former* or a possessive it stays.

    Styled:
        capitals: With president Xi Jinping came mayor Li Hua. → With President Xi Jinping came Mayor Li Hua.
    """
    for found in _OFFICE.finditer(passage.text):
        if not _DESCRIBED.search(passage.text[: found.start()]):
            title = re.sub(r"\b[a-z]", lambda letter: letter[0].upper(), found["office"])
            yield Edit(*found.span("office"), title)


_POINTED = re.compile(
    r"\b(?:U\.S\.A?\.?|U\.K\.|U\.N\.|E\.U\.|D\.C\.|Ph\.D\.|(?:Mr|Mrs|Ms|Dr|Prof|St)\.(?= [A-Z]))"
)
_UNPOINTED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)(?= [A-Z][a-z])")
_NEW_SENTENCE = re.compile(
    r"[”\"’')]* (?:The|It|He|She|They|We|In|On|At|But|And|This|That|After|A|An|As|For|With|According|From|If|When)\b"
)


def abbreviations(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the points in U.S., U.N. and Mr. as the house does; points are put in only behind Mr, Mrs, Ms, Dr and Prof.

    Styled:
        without points: Mr. Li flew to the U.S. in May and left the U.N. → Mr Li flew to the US in May and left the UN.
        with points: Mr Li met Dr Wang. → Mr. Li met Dr. Wang.
    """
    text = passage.text
    if value == "with points":
        yield from (Edit(found.end(), found.end(), ".") for found in _UNPOINTED.finditer(text))
        return
    for found in _POINTED.finditer(text):
        rest = text[found.end() :]
        ends = found[0][:2] != "Mr" and (not rest.strip("”\"’') ") or bool(_NEW_SENTENCE.match(rest)))
        plain = found[0].replace(".", "")
        yield Edit(
            *found.span(),
            plain + ("." if ends and not found[0][:-1].islower() and found[0][1] == "." else ""),
        )
