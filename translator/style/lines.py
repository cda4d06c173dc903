"""Rules on the lines that stand around a text: headlines, bylines, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.model import Role
from translator.style.model import Edit, Passage
from translator.text.typography import title_case


def headlines(passage: Passage, _value: str) -> Iterator[Edit]:
    """Write a capital for each main word of a headline, a kicker and a subhead.

    Styled:
        title: City adds a dozen libraries to its network → City Adds a Dozen Libraries to Its Network
    """
    if not passage.is_headline:
        return
    titled = title_case(passage.text)
    if len(titled) == len(passage.text):
        for found in re.finditer(r"\S+", passage.text):
            if found[0] != titled[slice(*found.span())]:
                yield Edit(*found.span(), titled[slice(*found.span())])


def bylines(passage: Passage, value: str) -> Iterator[Edit]:
    """Open a line of writers with *By*, or with their names alone.

    Styled:
        by: Yang Guosheng and Bo Keguo, staff reporters → By Yang Guosheng and Bo Keguo, staff reporters
        names: By Yang Guosheng and Bo Keguo → Yang Guosheng and Bo Keguo
    """
    if passage.role is not Role.BYLINE:
        return
    opening = re.match(r"By (?=[A-Z])", passage.text)
    if value == "names" and opening:
        yield Edit(*opening.span(), "")
    elif value == "by" and re.match(r"[A-Z][a-z]+ [A-Z][a-z]+(?:,| and |$)", passage.text):
        yield Edit(0, 0, "By ")


_PLACES = re.compile(
    r"(?P<places>[A-Z][A-Z'’ /-]*[A-Z])(?=, (?:[A-Z][a-z]+\.? \d|\d{1,2} [A-Z][a-z]| ?\()| \()"
)


def datelines(passage: Passage, value: str) -> Iterator[Edit]:
    """Write the place of a dateline in capitals or as in running text.

    Styled:
        capitals: Beijing, March 5 (Xinhua) — → BEIJING, March 5 (Xinhua) —
        plain: XI'AN, March 5 (Xinhua) — → Xi'an, March 5 (Xinhua) —
    """
    if passage.role is not Role.DATELINE:
        return
    if value == "plain":
        found = _PLACES.match(passage.text)
        wanted = found and re.sub(r"[A-Z]['’A-Z]*", lambda word: word[0].capitalize(), found["places"])
    else:
        found = re.match(r"(?P<places>[A-Z][\w'’ /-]*)(?=, [A-Z0-9]| \()", passage.text)
        wanted = found and found["places"].upper()
    if found and wanted and wanted != found["places"]:
        yield Edit(*found.span("places"), wanted)
