"""The text of a structure: one block a line, a line of ``=`` before every article.

A line is ``role id (rule) | text``. Id and rule are there for people; reading does without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from translator.errors import InputError
from translator.model import Article, Block, Role
from translator.pages.articles import DOUBTFUL

_GUIDE = """\
# Correct what is wrong, save this file, and give it back:
#
#   {command}
#
# A line is a block: its role, its id, the rule that decided (with ? one that is often wrong), "|" and its text.
# Only the role and the text count.
#
#   Change a role     write another: {roles}.
#                     Furniture stays in the job and is not translated.
#   Join two blocks   write + in place of the second one's role, or delete the line break between them.
#   Split a block     press Enter in its text; before the second part you may write a role and "|".
#   Articles          each begins with a line of ===: add, delete or move such lines. Blocks may move too.
#
# The text itself stays as it is: every character of the page has to be here once.
"""
_JOIN = "+"
_ID = r"a\d+\.p\d+"
_BLOCK = re.compile(
    rf"\s*(?P<role>[^|｜(]*?)\s*(?P<id>\b{_ID})?\s*(?P<rule>\([^|｜]*\))?\s*[|｜](?P<text>.*)"
)
_ROLES = "|".join(re.escape(role.value) for role in Role)
_BREAK_DELETED = re.compile(rf"\s*(?:{_ROLES})\s+{_ID}\s*\([^|]*?\)\s*\|")
"""What stands inside a text where the line break before a block was deleted."""
_ARTICLE = re.compile(r"\s*={3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One block of a structure as a person left it; ``line`` counts from 1."""

    line: int
    role: Role
    text: str
    opens_article: bool = False


# --- writing -------------------------------------------------------------------------------------------


def written(articles: Sequence[Article], page: str, command: str) -> str:
    """Return the structure of a page as a text; ``command`` is the command line that takes it back."""
    count = sum(len(article.blocks) for article in articles)
    lines = [f"# The structure of {_one_line(page)}: {len(articles)} articles, {count} blocks."]
    lines += _GUIDE.format(command=_one_line(command), roles=", ".join(Role)).splitlines()
    for article in articles:
        lines += ["", f"=== article {article.id}"]
        lines += _lines(article.blocks)
    return "\n".join(lines) + "\n"


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    heads = [(block.role.value, block.id, f"({_remark(block)})") for block in blocks]
    widths = [max(map(len, column)) for column in zip(*heads, strict=True)] if heads else []
    for block, head in zip(blocks, heads, strict=True):
        columns = (part.ljust(width) for part, width in zip(head, widths, strict=True))
        yield f"{'  '.join(columns)} | {_one_line(block.text)}"


def _remark(block: Block) -> str:
    rule = block.evidence + "?" * (block.evidence in DOUBTFUL)
    return re.sub("[|｜()]", " ", _one_line(", ".join((rule, *block.flags))))


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


# --- reading -------------------------------------------------------------------------------------------


def rows_of(text: str, name: str) -> tuple[Row, ...]:
    """Return the blocks of a structure; ``name`` stands in messages.

    Raises `InputError` for a role that does not exist, and for a text without blocks.
    """
    rows: list[Row] = []
    opens = False
    for number, line in enumerate(re.split("\r\n|\r|\n", text), start=1):
        if _ARTICLE.match(line):
            opens = True
        elif line.strip() and not line.lstrip().startswith("#"):
            row, joins = _row(line, number, rows[-1].role if rows else Role.PARAGRAPH, name)
            if not row.text:
                continue
            if joins:
                _check_join(rows, opens, number, name)
                rows[-1] = replace(rows[-1], text=f"{rows[-1].text} {row.text}")
            else:
                rows.append(replace(row, opens_article=opens))
            opens = False
    if not rows:
        raise InputError(
            f"{name}: there are no blocks in it",
            hint="Write the structure again with `translator segment FILE --edit`.",
        )
    return tuple(rows)


def _row(line: str, number: int, above: Role, name: str) -> tuple[Row, bool]:
    """Return the block of a line, and whether it goes on with the block above; a line without a role is all text."""
    found = _BLOCK.fullmatch(line)
    word = _folded(found["role"]) if found else ""
    if found is None or not (found["id"] or re.fullmatch(rf"[a-z ]*|\{_JOIN}", word)):
        return Row(line=number, role=above, text=_text(line)), False
    role = above if word in (_JOIN, "") else _role(word, number, name)
    return Row(line=number, role=role, text=_text(found["text"])), word == _JOIN


def _text(text: str) -> str:
    return _BREAK_DELETED.sub(" ", text).strip()


def _folded(word: str) -> str:
    return " ".join(re.sub("[-_]", " ", word).lower().split())


def _role(word: str, number: int, name: str) -> Role:
    roles = {role.value: role for role in Role}
    if word in roles:
        return roles[word]
    near = get_close_matches(word, roles, n=1, cutoff=0.5)
    advice = f"Did you mean '{near[0]}'? " if near else ""
    raise InputError(
        f"{name}, line {number}: there is no role '{word}'",
        hint=f"{advice}The roles are {', '.join(roles)}; + goes on with the block above.",
    )


def _check_join(rows: Sequence[Row], opens: bool, number: int, name: str) -> None:
    if opens or not rows:
        raise InputError(
            f"{name}, line {number}: + goes on with the block above, but an article begins here",
            hint="Delete the line of === before it, or write a role in place of +.",
        )
