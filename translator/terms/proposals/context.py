"""The place of a rendering in an edit: the words around it, and what the draft had there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translator.terms.proposals.evidence import Example
from translator.terms.proposals.phrases import phrases, spelled
from translator.terms.termbase import match_form
from translator.text.word_diff import word_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A rendering in its reviewed sentence, between ``left`` and ``right``; ``before`` is what the draft had."""

    left: str
    before: str
    after: str
    right: str


def passage(example: Example, target: str) -> Passage:
    """Return the place of ``target`` in a reviewed sentence; the whole sentence if it is not there."""
    text = example.after
    words = spelled(target)
    found = next((phrase for phrase in phrases(text) if phrase.words == words), None)
    start, end = (found.start, found.end) if found else (0, len(text))
    draft = "".join(_drafted(example.before or "", text, start, end))
    return Passage(left=text[:start], before=draft.strip(), after=text[start:end], right=text[end:])


def _drafted(before: str, after: str, start: int, end: int) -> Iterator[str]:
    """Yield what the draft had where the reviewed text has ``[start, end)``."""
    at = 0
    for change in word_diff(before, after):
        stop = at + len(change.after)
        if change.same:
            yield change.after[max(start - at, 0) : max(end - at, 0)]
        elif at < end and (stop > start or (at == stop and at > start)):
            yield change.before
        at = stop


def around_source(example: Example, source: str) -> tuple[str, str, str]:
    """Return the Chinese before a source, the source as it is written there, and the Chinese after it."""
    start = max(match_form(example.source).find(match_form(source)), 0)
    end = start + len(source)
    return example.source[:start], example.source[start:end], example.source[end:]
