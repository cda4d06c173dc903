"""The command ``style``: suggestions of house style for English that somebody wrote, in a copy or as a diff."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from translator import workspace
from translator.commands.houses import read_house
from translator.commands.termbases import read_termbase
from translator.errors import UsageError, quoted
from translator.model import Role
from translator.style import Guard, House, english_guard, styled
from translator.text.scripts import has_han

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = "translator style"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What house style would change in a file: how many passages, how many of them each rule, and where that stands.

    ``path`` is the copy with tracked changes, ``diff`` the changes of a text file; both are empty where there are none.
    """

    passages: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    path: Path | None = None
    backup: Path | None = None
    diff: str = ""


def suggest(
    path: Path, house: str, glossaries: Sequence[Path] = (), output: Path | None = None
) -> Suggestions:
    """Suggest the style of a house for an English file; the file itself is not changed.

    Raises `UsageError` for a file of another kind, an unknown house, and as ``output`` the file's own name or anything
    for a text file, `InputError` for a damaged file, and `OutputError` when the copy cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UsageError(
            f"{path}: only {', '.join(_WRITERS)} can be styled",
            hint="Save it as .docx in Word or LibreOffice.",
        )
    chosen = read_house(house)
    return writer(path, workspace.read_input(path), _Styler(chosen, _phrases(chosen, glossaries)), output)


@dataclass(slots=True)
class _Styler:
    """Styles passages, and counts the rules that changed them; ``phrases`` are the terms that a text may have."""

    house: House
    phrases: Callable[[str], list[str]]
    guard: Guard = field(default_factory=english_guard)
    rules: Counter[str] = field(default_factory=Counter)
    passages: int = 0

    def begin(self, text: str) -> None:
        """Protect the terms that the whole text has."""
        self.guard = english_guard(self.phrases(text))

    def __call__(self, text: str, role: Role) -> str:
        """Return an English text in house style; a text with Chinese, or without a letter, stays."""
        if has_han(text) or not re.search("[A-Za-z]", text):
            return text
        return styled(text, self.house, self.guard, role).text

    def count(self, before: str, role: Role) -> None:
        """Count a passage that is changed, and by which rules."""
        self.passages += 1
        self.rules.update(styled(before, self.house, self.guard, role).rules)


def _phrases(house: House, glossaries: Sequence[Path]) -> Callable[[str], list[str]]:
    """Return a function for the approved English of terms in a text that the house would write in another way."""
    targets = {
        form for term in read_termbase(glossaries).terms for form in (term.target, *term.variants) if form
    }
    plain = english_guard()

    def found(text: str) -> list[str]:
        lower = text.lower()
        there = [form for form in sorted(targets) if form.lower() in lower]
        return [form for form in there if styled(form, house, plain).text != form]

    return found


# --- Word files --------------------------------------------------------------------------------------------------

_ROLES = (
    (re.compile("headline|subhead|kicker|heading|title", re.IGNORECASE), Role.HEADLINE),
    (re.compile("byline", re.IGNORECASE), Role.BYLINE),
    (re.compile("caption", re.IGNORECASE), Role.CAPTION),
    (re.compile("label", re.IGNORECASE), Role.LABEL),
    (re.compile("list|item", re.IGNORECASE), Role.LIST_ITEM),
    (re.compile("body|review", re.IGNORECASE), Role.PARAGRAPH),
)
"""What the names of styles, ours and Word's, say of a paragraph."""


def _word(path: Path, data: bytes, styler: _Styler, output: Path | None) -> Suggestions:
    from translator.ooxml.package import Package
    from translator.ooxml.suggestions import Suggester, text_of_paragraph

    package = Package(data, path.name)
    part = package.main_part()
    body = package.root(part)
    paragraphs = list(_paragraphs(body, path.name))
    styler.begin("\n".join(text_of_paragraph(one) for one, _ in paragraphs))
    suggester = Suggester(body, AUTHOR, workspace.now().isoformat(timespec="seconds"))
    for paragraph, role in paragraphs:
        before = text_of_paragraph(paragraph)
        after = styler(before, role)
        if after != before and suggester.suggest(paragraph, after):
            styler.count(before, role)
    if not suggester.written:
        return Suggestions()
    target, backup = _copy(path, output, package.with_root(part, body))
    return Suggestions(passages=styler.passages, rules=styler.rules, path=target, backup=backup)


def _paragraphs(body: _Element, name: str) -> Iterator[tuple[_Element, Role]]:
    """Yield the paragraphs with their roles; of a review table only those of its English column."""
    from translator.ooxml.package import child, kind, value
    from translator.review.read_docx import english_cells

    cells = english_cells(body, name)
    for root in [body] if cells is None else cells:
        for paragraph in root.iter():
            if kind(paragraph) == "w:p":
                style = value(child(child(paragraph, "w:pPr"), "w:pStyle"))
                in_table = any(kind(outer) == "w:tc" for outer in paragraph.iterancestors())
                default = Role.TABLE_CELL if in_table else Role.PARAGRAPH
                yield paragraph, next((role for pattern, role in _ROLES if pattern.search(style)), default)


def _copy(path: Path, output: Path | None, data: bytes) -> tuple[Path, Path | None]:
    """Write the copy; what stands in its place is kept as a backup."""
    target = output or path.with_name(f"{path.stem}.style{path.suffix}")
    if target.is_dir():
        target = target / f"{path.stem}.style{path.suffix}"
    if target.exists() and target.samefile(path):
        raise UsageError(
            f"{target}: this is the file itself", hint="Give another name; the copy is what is changed."
        )
    return target, workspace.replace_file(target, data)


# --- text files --------------------------------------------------------------------------------------------------

_FENCE = re.compile(r"\s*(?:```|~~~)")
_OPENING = re.compile(r"\s*(?:(?P<heading>#{1,6}\s+)|(?P<item>(?:[-*+]|\d{1,3}[.)])\s+)|(?P<quote>>\s*))?")


def _text(path: Path, data: bytes, styler: _Styler, output: Path | None) -> Suggestions:
    if output is not None:
        raise UsageError(
            f"{path}: the changes of a text file are printed, and not written to {output}",
            hint=f"Leave --output out: translator style {quoted(path)} > {quoted(path.with_suffix('.diff'))}",
        )
    from translator.readers.encodings import decode

    text, _ = decode(data, path.name)
    styler.begin(text)
    marked = path.suffix.lower() == ".md"
    lines = text.splitlines(keepends=True)
    passages = _passages(lines, marked=marked)
    done = [line for passage in passages for line in _styled_lines(passage, styler, marked=marked)]
    names = (f"{path}", f"{path} ({styler.house.name})")
    diff = "".join(unified_diff(_ended(lines), _ended(done), *names))
    return Suggestions(passages=styler.passages, rules=styler.rules, diff=diff)


def _ended(lines: Sequence[str]) -> list[str]:
    return [line.rstrip("\r\n") + "\n" for line in lines]


def _passages(lines: Sequence[str], *, marked: bool) -> Iterator[list[str]]:
    """Yield the lines of each paragraph, heading, item, table row and block of code; joined they are the text."""
    passage: list[str] = []
    fenced = False
    for line in lines:
        fence = marked and bool(_FENCE.match(line))
        ends = (
            fence or _begins(line, marked=marked) or (bool(passage) and _is_whole(passage[-1], marked=marked))
        )
        if passage and not fenced and ends:
            yield passage
            passage = []
        passage.append(line)
        if fence and fenced:
            yield passage
            passage = []
        fenced = fenced != fence
    if passage:
        yield passage


def _begins(line: str, *, marked: bool) -> bool:
    opening = _OPENING.match(line)
    return _is_whole(line, marked=marked) or (marked and opening is not None and bool(opening["item"]))


def _is_whole(line: str, *, marked: bool) -> bool:
    """Return whether a line is a passage of its own: blank, Chinese, a heading, a row of a table."""
    return not line.strip() or has_han(line) or (marked and (line.lstrip().startswith("#") or "|" in line))


def _styled_lines(passage: list[str], styler: _Styler, *, marked: bool) -> list[str]:
    if marked and (_FENCE.match(passage[0]) or passage[0].startswith(("    ", "\t"))):
        return passage
    whole = "".join(passage)
    opening = _OPENING.match(whole) if marked else re.match(r"\s*", whole)
    start = opening.end() if opening else 0
    core = whole[start:].rstrip()
    role = Role.PARAGRAPH
    if marked and opening and opening["heading"]:
        role = Role.HEADLINE
    elif marked and "|" in core:
        role = Role.TABLE_CELL
    after = styler(core, role)
    if after != core:
        styler.count(core, role)
    return (whole[:start] + after + whole[start + len(core) :]).splitlines(keepends=True)


_WRITERS: dict[str, Callable[[Path, bytes, _Styler, Path | None], Suggestions]] = {
    ".docx": _word,
    ".txt": _text,
    ".md": _text,
}
"""What is done with a file, by its extension."""
