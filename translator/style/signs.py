"""Rules on signs: quotation marks, spaces, dashes, dots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.style.model import Edit, Passage
from translator.style.quotations import Marks, marks_of

# --- quotation marks ---------------------------------------------------------------------------------------------

QUOTES = ("double curly", "double straight", "single curly", "single straight")
_SIGNS = {
    ("double", "curly"): "“”",
    ("double", "straight"): '""',
    ("single", "curly"): "‘’",
    ("single", "straight"): "''",
}
_OTHER = {"double": "single", "single": "double"}


def titles(passage: Passage, _value: str) -> Iterator[Edit]:
    """Set titles of works that stand in Chinese title marks in quotation marks.

    Italics are not used, because the English of a job has no formatting inside a sentence.

    Styled:
        quotes: He recited 《Preface》 by heart. → He recited “Preface” by heart.
    """
    marks = re.findall("[《》〈〉]", passage.text)
    if marks[::2] == ["《"] * (len(marks) // 2) and marks[1::2] == ["》"] * (len(marks) // 2):
        for found in re.finditer("[《》]", passage.text):
            yield Edit(found.start(), found.end(), "“" if found[0] == "《" else "”")


def quotes(passage: Passage, value: str) -> Iterator[Edit]:
    """Write quotation marks as the house does; those within others are of the other kind, single or double.

    A text in which they do not pair is left alone.

    Styled:
        double curly: "It's 'done'," he said. → “It’s ‘done’,” he said.
        double straight: ‘It’s done,’ he said. → "It's done," he said.
        single curly: “It’s ‘done’,” he said. → ‘It’s “done”,’ he said.
        single straight: "It's done," he said. → 'It's done,' he said.
    """
    marks = marks_of(passage.text)
    if not marks.stray:
        yield from _rewritten(passage.text, marks, value)


def headline_quotes(passage: Passage, value: str) -> Iterator[Edit]:
    """Write quotation marks in headlines as the house does there.

    Styled:
        single curly: Mayor calls plan "a first step" → Mayor calls plan ‘a first step’
        single straight: Mayor calls plan “a first step” → Mayor calls plan 'a first step'
        double curly: Mayor calls plan 'a first step' → Mayor calls plan “a first step”
        double straight: Mayor calls plan “a first step” → Mayor calls plan "a first step"
    """
    if passage.is_headline:
        yield from quotes(passage, value)


def _rewritten(text: str, marks: Marks, value: str) -> Iterator[Edit]:
    outer, form = value.split()
    wanted = {at: _SIGNS["single", form][1] for at in marks.apostrophes}
    for pair in marks.pairs:
        signs = _SIGNS[_OTHER[outer] if pair.depth % 2 else outer, form]
        wanted[pair.start], wanted[pair.end] = signs[0], signs[-1]
    for at in sorted(wanted):
        if text[at] != wanted[at]:
            yield Edit(at, at + 1, wanted[at])


def stops(passage: Passage, _value: str) -> Iterator[Edit]:
    """Set commas and full stops inside the closing quotation mark, as in American English.

    Styled:
        inside: He called it “a start”, she “an end”. → He called it “a start,” she “an end.”
    """
    text = passage.text
    ends = {pair.end for pair in marks_of(text).pairs}
    for found in re.finditer(r"(?P<marks>[\"“”'‘’]+)(?P<stop>[,.])(?![\w.,])", text):
        closing = all(at in ends for at in range(found.start(), found.end("marks")))
        if closing and text[found.start() - 1] not in ",.;:!?…—–-":
            yield Edit(found.start(), found.end(), found["stop"] + found["marks"])


# --- spaces ------------------------------------------------------------------------------------------------------

_SPACES: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)|(?<=\S)\u3000(?=\S)"), " "),
    (re.compile(r"(?<=[\w)\]”’])[ \u00a0]+(?=[,;!?)\]](?!\w)|:\s|\.(?:\s|$))"), ""),
    (re.compile(r"(?<=[(\[])[ \u00a0]+(?=\S)"), ""),
    (re.compile(r"(?<=[a-z]) +,(?=[A-Za-z])"), ", "),
    (re.compile(r"(?<=\d)[ \u00a0]+(?=%)"), ""),
    (re.compile(r"(?<=[a-z]{2}[,;])(?=[A-Za-z]{2})"), " "),
    (re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]{2})"), " "),
)


def spaces(passage: Passage, _value: str) -> Iterator[Edit]:
    """Set one space between words and behind a comma, and none before a comma, a stop, a closing bracket or %.

    Styled:
        tidy: They came ,saw and  won ( easily ) . → They came, saw and won (easily).
    """
    edits: list[Edit] = []
    for pattern, blank in _SPACES:
        edits += (Edit(*found.span(), blank) for found in pattern.finditer(passage.text))
    last = -1
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start >= last:
            yield edit
            last = max(edit.end, edit.start + 1)


# --- dashes and dots ---------------------------------------------------------------------------------------------

DASHES = {"em": "—", "spaced em": " — ", "spaced en": " – ", "spaced hyphens": " -- "}
_BEFORE, _AFTER = r"[\w.,%”’\"')\]]", r"[\w“‘\"'(\[$]"
_DASH = re.compile(
    rf"(?<={_BEFORE})(?:\s+(?:—{{1,2}}|–|--|―)\s+|\s*(?:—{{1,2}}|--|―)\s*)(?={_AFTER})|(?<=[a-z,])\s-\s(?=[a-z])"
    r"|(?<=\))\s(?:—|--|–)$"
)


def dashes(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the dash between parts of a sentence as the house does; hyphens in words and ranges stay.

    Styled:
        em: The plan – the third – failed. → The plan—the third—failed.
        spaced em: The plan--the third--failed. → The plan — the third — failed.
        spaced en: The plan—the third—failed. → The plan – the third – failed.
        spaced hyphens: The plan — the third — failed. → The plan -- the third -- failed.
    """
    for found in _DASH.finditer(passage.text):
        dash = DASHES[value].rstrip() if found.end() == len(passage.text) else DASHES[value]
        if found.end() == len(passage.text):
            dash = f" {dash.strip()}"
        if found[0] != dash and not _between_digits(passage.text, found):
            yield Edit(*found.span(), dash)


def _between_digits(text: str, found: re.Match[str]) -> bool:
    return text[found.start() - 1].isdigit() and text[found.end() : found.end() + 1].isdigit()


_RANGE = re.compile(
    r"(?<![\w.,:/–-])(?<!\d, )(?P<low>\d[\d,]*(?:\.\d+)?)(?P<stroke>[-–])(?P<high>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?![\w/:–-]|[.,]\d|, ?\d{3}\b)"
)
"""Codes, dates in figures and telephone numbers have more than one stroke, or letters beside them."""


def ranges(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the stroke between two figures of a range as the house does.

    Styled:
        hyphen: The plan for 2021–2025 covers 10–12 cities. → The plan for 2021-2025 covers 10-12 cities.
        en: The plan for 2021-2025 covers 10-12 cities. → The plan for 2021–2025 covers 10–12 cities.
    """
    stroke = {"hyphen": "-", "en": "–"}[value]
    for found in _RANGE.finditer(passage.text):
        low, high = (float(found[part].replace(",", "")) for part in ("low", "high"))
        is_range = low < high or (len(found["low"]) == 4 and len(found["high"]) == 2)
        if is_range and found["stroke"] != stroke:
            yield Edit(*found.span("stroke"), stroke)


def ellipses(passage: Passage, value: str) -> Iterator[Edit]:
    """Write an ellipsis as the house does.

    Styled:
        dots: And then… nothing. → And then... nothing.
        sign: And then . . . nothing. → And then … nothing.
    """
    wanted = {"dots": "...", "sign": "…"}[value]
    for found in re.finditer(r"…+|(?<!\.)\.{3}(?!\.)|\.{5,}|(?<!\.)\. \. \.(?! ?\.)", passage.text):
        if found[0] != wanted:
            yield Edit(*found.span(), wanted)
