"""How readers build a `Page`: runs of text become lines, everything else is skipped by a named reason.

Every reader goes through `PageBuilder`, so that each non-blank character is in a line or in a skip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from translator.errors import InputError
from translator.model import Cell, Line, Markup, Page, Skipped
from translator.text.invisible import INVISIBLE as SHOWS_NOTHING

MARKUP = "markup"
COMMENT = "comment"
BYTE_ORDER_MARK = "byte order mark"
CONTROL = "control character"
INVISIBLE = "invisible character"
REFERENCE = "character reference"
"""Skipped text of this reason is a reference such as ``&copy;``; the character it names is in a line."""

NO_TEXT = frozenset(
    (
        MARKUP,
        COMMENT,
        BYTE_ORDER_MARK,
        CONTROL,
        INVISIBLE,
        REFERENCE,
        "rule",
        "script",
        "style",
        "document type",
        "processing instruction",
        "page title",
        "archive header",
        "front matter",
        "link address",
        "field code",
    )
)
"""Reasons to skip what no reader of the file sees as its text."""

INDENT = "\u3000\u3000"
"""Opens a Chinese paragraph."""

_ENCODINGS_WITH_MARK = frozenset({"utf-8-sig", "utf-16", "utf-32"})

# XML 1.0, production 2 (Char), forbids these: a line that holds one could be written to no DOCX and no XLIFF.
# C1 controls are allowed there but never text. White space among them is a break or a blank, handled below.
_CONTROL = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_OBJECT = "\ufffc"
"""What stands in a text for a picture."""

_UNWANTED = re.compile(f"(?P<control>[{_CONTROL}]+)|(?P<invisible>[{SHOWS_NOTHING}{_OBJECT}]+)")
_BREAK_INSIDE = re.compile(r"[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")

_BREAKS = re.compile("\r\n|[\r\x0b\x1c-\x1e\x85\u2028]")
_GAPS = re.compile("[\f\u2029]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line in one format."""

    text: str
    bold: bool = False


def normalise_breaks(text: str) -> str:
    r"""Convert every kind of line break to ``\n``; a form feed or a paragraph separator makes a blank line."""
    return _GAPS.sub("\n\n", _BREAKS.sub("\n", text))


class PageBuilder:
    """The lines and skips of one input, collected; `page` returns the finished value."""

    def __init__(self, name: str, encoding: str = "") -> None:
        self._name = name
        self._lines: list[Line] = []
        self._apart = False
        self._skipped: list[tuple[str, list[str]]] = []
        self._unread: list[str] = []
        if encoding in _ENCODINGS_WITH_MARK:
            self.skip("\ufeff", BYTE_ORDER_MARK)

    def skip(self, text: str, reason: str) -> None:
        """Record characters that end in no line; skips of one reason in a row become one value."""
        text = text.strip()
        if not text:
            return
        if self._skipped and self._skipped[-1][0] == reason:
            self._skipped[-1][1].append(text)
        else:
            self._skipped.append((reason, [text]))

    def unread(self, parts: Iterable[str]) -> None:
        """Record parts of the input that hold no characters to read, in words."""
        self._unread += parts

    def clean(self, text: str) -> str:
        """Return ``text`` without control and invisible characters, which are recorded as skipped."""

        def drop(match: re.Match[str]) -> str:
            self.skip(match[0], CONTROL if match.lastgroup == "control" else INVISIBLE)
            return ""

        return _UNWANTED.sub(drop, text)

    def apart(self) -> None:
        """Note that more than one blank line, or a rule, stands before the next line."""
        self._apart = True

    def line(
        self,
        runs: Iterable[Run],
        *,
        markup: Markup = Markup.TEXT,
        level: int = 0,
        gap_before: bool = True,
        cell: Cell | None = None,
        centred: bool = False,
    ) -> bool:
        """Add one line, unless it is blank, and return whether it was added."""
        cleaned = [Run(self.clean(_BREAK_INSIDE.sub(" ", run.text)), run.bold) for run in runs]
        if _is_spread("".join(run.text for run in cleaned)):
            cleaned = [Run(_BLANKS.sub("", run.text), run.bold) for run in cleaned]
        whole = "".join(run.text for run in cleaned)
        text = whole.strip()
        if text:
            emphasis = _emphasis(cleaned)
            self._lines.append(
                Line(
                    text=text,
                    markup=markup,
                    level=level,
                    emphasis=emphasis,
                    gap_before=gap_before,
                    break_before=self._apart,
                    cell=cell,
                    centred=centred,
                    indented=whole.startswith(INDENT),
                )
            )
            self._apart = False
        return bool(text)

    def block(
        self,
        lines: Iterable[Iterable[Run]],
        *,
        markup: Markup,
        level: int,
        cell: Cell | None = None,
        centred: bool = False,
    ) -> None:
        """Add the lines of one block; there is a gap before the first that is not blank."""
        gap = True
        for runs in lines:
            if self.line(runs, markup=markup, level=level, gap_before=gap, cell=cell, centred=centred):
                gap = False

    def page(self) -> Page:
        """Return the page.

        Raises `InputError` when there is not one line.
        """
        if not self._lines:
            reasons = ", ".join(dict.fromkeys(reason for reason, _ in self._skipped))
            raise InputError(
                f"{self._name}: there is no text in it" + (f" (only {reasons})" if reasons else ""),
                hint="Open the file and check that it holds the article as text, not as a picture.",
            )
        return Page(
            name=self._name,
            lines=tuple(self._lines),
            skipped=tuple(Skipped(text="\n".join(texts), reason=reason) for reason, texts in self._skipped),
            unread=tuple(self._unread),
        )


_BLANKS = re.compile(r"(?<=\S)[ \u00a0](?=\S)")
_SPREAD = 8
"""Characters of Chinese from which a line with a blank after every one is no name or heading set wide."""


def _is_spread(text: str) -> bool:
    """Return whether a blank stands after nearly every character, as recognition of old prints writes it."""
    stripped = text.strip()
    visible = len(re.sub(r"\s", "", stripped))
    return (
        visible >= _SPREAD
        and bool(re.search("[\u4e00-\u9fff]", stripped))
        and (len(_BLANKS.findall(stripped)) >= 0.8 * (visible - 1))
    )


def _emphasis(runs: list[Run]) -> int:
    """Count the leading characters set in bold in the stripped text; blanks between bold runs count along."""
    position = end = 0
    for run in runs:
        position += len(run.text)
        if run.text.strip():
            if not run.bold:
                break
            end = position
    return len("".join(run.text for run in runs)[:end].strip())
