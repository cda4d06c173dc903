"""Chinese that a reader left out of the lines of a file: how much, why, and whether it reads like text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from translator.model import Document
from translator.readers.lines import NO_TEXT
from translator.text.scripts import count_han

_FEW = 10
"""Chinese characters that may be left out without a word."""

_LOST = 100
_SHARE_OF_TEXT = 1 / 4
_SHARE_OF_CODE = 1 / 2
"""Share of the Chinese in whole sentences from which they are missed; scripts and comments have some of their own."""

_SHORTEST_SENTENCE = 8

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SENTENCE = re.compile(r"""[^。！？\n"'<>\\]+[。！？]""")

_ADVICE = {
    "hidden text": "open the page in a browser, unfold what is hidden, and copy the text into a .txt file",
    "script": "open the page in a browser and save it from there as .mhtml, or copy the text into a .txt file",
    "shown only without scripts": "copy the text of the page into a .txt file",
    "embedded page": "open the embedded page by itself in a browser and save that",
    "hidden by a merged cell": "split the cell in Word where the text belongs to the page",
    "deleted by a tracked change": "reject the deletion in Word where the text belongs to the page",
}
_OTHER_ADVICE = "look at it with: translator segment FILE --json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Chinese characters that were left out, by reason; ``lost`` counts those of whole sentences found nowhere else.

    ``read`` counts the Chinese characters of the document.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    read: int = 0

    @property
    def text(self) -> Mapping[str, int]:
        """Return the counts of what a reader of the file could have seen, empty where it is only a few characters."""
        shown = {reason: count for reason, count in self.counts.items() if reason not in NO_TEXT}
        return shown if sum(shown.values()) > _FEW else {}

    @property
    def warning(self) -> str:
        """Return what is missed and what to do, or nothing where no large part of the text was left out."""
        for reason, count in sorted(self.lost.items(), key=lambda item: -item[1]):
            share = _SHARE_OF_CODE if reason in NO_TEXT else _SHARE_OF_TEXT
            if count >= _LOST and count >= share * (self.read + count):
                advice = _ADVICE.get(reason, _OTHER_ADVICE)
                return f"{count} Chinese characters in whole sentences were left out ({reason}); {advice}"
        return ""


def left_out(document: Document) -> LeftOut:
    """Return what the reader of a document left out."""
    texts = [block.text for block in document.blocks()]
    seen = {sentence for text in texts for sentence in _sentences(text)}
    counts: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for item in document.skipped:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), item.text)
        counts[item.reason] += count_han(text)
        lost[item.reason] += sum(count_han(sentence) for sentence in set(_sentences(text)) - seen)
    return LeftOut(counts=+counts, lost=+lost, read=sum(map(count_han, texts)))


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        sentence = "".join(match[0].split())
        if len(sentence) >= _SHORTEST_SENTENCE:
            yield sentence
