"""The text of a structure: one block a line, a line of ``=`` before every article.

A line is ``role id (rule) | text``. Id and rule are there for people; reading does without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.errors import InputError, did_you_mean
from translator.model import Article, Block, Role
from translator.pages.articles import DOUBTFUL
from translator.text.counting import counted

_GUIDE = """\
# Correct what is wrong, save this file, and give it back:
#
#   {command}
#
# A line is a block: its role, its id, the rule that decided (with ? one that is often wrong), "|" and its text.
# Only the role and the text count.
#
#   Change a role     write another: {roles[0]},
#                     {roles[1]}; furniture is not translated.
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
_BREAK_DELETED = re.compile(rf"\s*(?:{_ROLES}|{re.escape(_JOIN)})\s+{_ID}\s*\([^|]*?\)\s*\|")
"""What stands inside a text where the line break before a block was deleted."""
_ARTICLE = re.compile(r"\s*={3,}")
_WORD = re.compile(rf"[a-z ]*|{re.escape(_JOIN)}")
"""What may stand for a role; in any other line the mark belongs to the text."""

_WRITE_AGAIN = "Write it again with: translator segment FILE --edit"


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
    blocks = counted(sum(len(article.blocks) for article in articles), "block")
    lines = [f"# The structure of {_one_line(page)}: {counted(len(articles), 'article')}, {blocks}."]
    roles = [", ".join(tuple(Role)[:7]), ", ".join(tuple(Role)[7:])]
    lines += _GUIDE.format(command=_one_line(command), roles=roles).splitlines()
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
    place = [f"row {block.cell.row}, column {block.cell.column}"] if block.cell else []
    return re.sub("[|｜()]", " ", _one_line(", ".join((rule, *place, *block.flags))))


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


# --- reading -------------------------------------------------------------------------------------------


def rows_of(text: str, name: str) -> tuple[Row, ...]:
    """Return the blocks of a structure; ``name`` stands in messages.

    Raises `InputError` for a role that does not exist, and for a text that is no structure.
    """
    rows: list[Row] = []
    above: Role | None = None
    opens = False
    for number, line in enumerate(re.split("\r\n|\r|\n", text), start=1):
        if _ARTICLE.match(line):
            opens = True
        elif line.strip() and not line.lstrip().startswith("#"):
            row, joins = _row(line, number, above, name)
            above = row.role
            if row.text and joins:
                _check_join(rows, opens, number, name)
                rows[-1] = replace(rows[-1], text=f"{rows[-1].text} {row.text}")
            elif row.text:
                rows.append(replace(row, opens_article=opens))
                opens = False
    if not rows:
        raise InputError(f"{name}: there are no blocks in it", hint=_WRITE_AGAIN)
    return tuple(rows)


def _row(line: str, number: int, above: Role | None, name: str) -> tuple[Row, bool]:
    """Return the block of a line, and whether it goes on with the block above.

    A line without a role is all text, and has the role of the block above.
    """
    found = _BLOCK.fullmatch(line)
    word = _folded(found["role"]) if found else ""
    if found is None or not (found["id"] or _WORD.fullmatch(word)):
        found, word = None, ""
    if word and word != _JOIN:
        above = _role(word, number, name)
    if above is None:
        raise InputError(
            f"{name}, line {number}: the first block has no role, so this is not the structure of a page",
            hint=_WRITE_AGAIN,
        )
    return Row(line=number, role=above, text=_text(found["text"] if found else line)), word == _JOIN


def _text(text: str) -> str:
    return _BREAK_DELETED.sub(" ", text).strip()


def _folded(word: str) -> str:
    return " ".join(re.sub("[-_]", " ", word).lower().split())


def _role(word: str, number: int, name: str) -> Role:
    roles = {role.value: role for role in Role}
    if word in roles:
        return roles[word]
    raise InputError(
        f"{name}, line {number}: there is no role '{word}'",
        hint=f"{did_you_mean(word, roles)}The roles are {', '.join(roles)}; + goes on with the block above.",
    )


def _check_join(rows: Sequence[Row], opens: bool, number: int, name: str) -> None:
    if opens or not rows:
        raise InputError(
            f"{name}, line {number}: + goes on with the block above, but an article begins here",
            hint="Delete the line of === before it, or write a role in place of +.",
        )
