"""Checks of the English of an entry, one row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.terms.lint.model import Problem, TermTables
from translator.terms.lint.rows import CHINESE, ENGLISH, Row
from translator.terms.proof import word_forms
from translator.text.scripts import has_han
from translator.text.tables import table

_WORDS = table("translator.terms.lint", "lint.toml")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_WITH_ARTICLE = tuple(name.lower() for name in _WORDS["articles"]["names"])
_GROUPS = frozenset(_WORDS["articles"]["groups"])
_SAYS_ARTICLE = "with the article"
"""What the note of an entry says when the article belongs to the term."""
_WITH_CAPITAL = frozenset(_WORDS["capitals"]["names"])


def forbidden(tables: TermTables) -> Iterator[Problem]:
    """Report a form that is forbidden for a term and accepted for it as well, whatever the case and number.

    Passes:
        source,target,forbidden
        中国式现代化,Chinese modernization,Chinese-style modernization

    Fails:
        source,target,variants,forbidden
        民营企业,private enterprise,private company,private companies
    """
    for row in tables.rows:
        forms = row.values("forbidden")
        accepted = {"".join(word_forms(form)): form for form in row.accepted} if forms else {}
        for form in forms:
            same = accepted.get("".join(word_forms(form)))
            if same is not None:
                yield Problem(
                    row=row,
                    what=f"forbids '{form}' and accepts '{same}'",
                    advice="Delete the form from one of the two columns.",
                )


def article(tables: TermTables) -> Iterator[Problem]:
    """Report a target that begins with an article, which the sentence decides, unless it belongs to the term.

    That it does is known of some names and groups of people (The Hague, the elderly); of others the note says it:
    'with the article'. --fix deletes a lower-case article before a name; before other words a person must decide.

    Passes:
        source,target,note
        国务院,State Council,
        海牙,The Hague,
        老年人,the elderly,
        大多数人,the many,with the article

    Fails:
        source,target
        国务院,the State Council
        大多数人,the many
    """
    for row in tables.rows:
        found = _ARTICLE.match(row.target)
        if found and not _has_its_article(row):
            rest, mendable = row.target[found.end() :], _is_deletable(row.target)
            unless = (
                "" if mendable else f"; or write '{_SAYS_ARTICLE}' into its note when it belongs to the term"
            )
            yield Problem(
                row=row,
                what=f"begins with an article: '{row.target}'",
                advice=f"Write '{rest}'{unless}.",
                mendable=mendable,
            )


def _has_its_article(row: Row) -> bool:
    target = row.target.lower()
    known = target.startswith(_WITH_ARTICLE) or target.removeprefix("the ") in _GROUPS
    return known or _SAYS_ARTICLE in row.value("note").lower()


def _is_deletable(target: str) -> bool:
    """Return whether a target is a name after a lower-case article: without it, other words can mean something else."""
    found = _ARTICLE.match(target)
    return bool(found and found[0][0].islower() and target[found.end()].isupper())


def without_article(column: str, text: str) -> str:
    """Return a target without a lower-case article before a name."""
    stripped = text.strip()
    if column != "target" or not _is_deletable(stripped):
        return text
    return _ARTICLE.sub("", stripped, count=1)


_SLASH = re.compile(r"([\w'-]+)\s*/\s*([\w'-]+)")


def slash(tables: TermTables) -> Iterator[Problem]:
    """Report a slash between words or a bar, where an entry offers two translations in one.

    Passes:
        source,target,variants
        国家互联网应急中心,CNCERT/CC,
        千米每小时,km/h,
        试点,pilot,pilot program|pilot project

    Fails:
        source,target
        民营企业,private enterprise/company
        试点,pilot|pilot program
    """
    for row in tables.rows:
        for form in row.accepted:
            words = [word for pair in _SLASH.findall(form) for word in pair]
            slash = words and not all(word.isupper() or len(word) <= 3 for word in words)
            if slash or "|" in form:
                yield Problem(
                    row=row,
                    what=f"has a {'slash' if slash else 'bar'} between words: '{form}'",
                    advice="Keep one translation and move the other to the variants.",
                )


def capitals(tables: TermTables) -> Iterator[Problem]:
    """Report a common noun with a capital: only its first word has one, and other rows write that word small.

    Passes:
        source,target
        通讯员,contributor
        青岛啤酒节,Qingdao beer festival

    Fails:
        source,target,variants
        通讯员,Contributor,contributor
    """
    small = {
        word
        for row in tables.rows
        for form in (*row.values("target"), *row.values("variants"))
        for word in form.split()
        if word.islower()
    }
    for row in tables.rows:
        first, _, rest = row.target.partition(" ")
        common = first.lower() in small and first not in _WITH_CAPITAL
        if common and first.istitle() and not re.search(r"[A-Z]", rest):
            yield Problem(
                row=row,
                what=f"has a capital as if it were a name: '{row.target}'",
                advice=f"Write '{first.lower()}{' ' if rest else ''}{rest}', unless it is a name.",
            )


_PAIRS = ("“”", "（）", "()", "《》", "「」", "[]", "【】")
_HALVES = re.compile(f'["{re.escape("".join(_PAIRS))}]')


def quotes(tables: TermTables) -> Iterator[Problem]:
    """Report quotation marks and brackets of which the other half is missing.

    Passes:
        source,target
        “四新”经济,new economy (four new forms)

    Fails:
        source,target
        “四新经济,four new economy
    """
    for row in tables.rows:
        for column in (*CHINESE, *ENGLISH):
            for text in row.values(column):
                if _HALVES.search(text) and not _is_paired(text):
                    yield Problem(
                        row=row,
                        what=f"has half a pair of quotation marks or brackets: {text}",
                        advice="Add the other half, or delete this one.",
                    )


def _is_paired(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(_balanced(text, *pair) for pair in _PAIRS)


def _balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0


_SMALL_WORDS = re.compile(r"[a-z]{4,}|[a-z]+(?:[ -][a-z]+)+")


def chinese(tables: TermTables) -> Iterator[Problem]:
    """Report Chinese characters in the English of an entry, and a source that is English words.

    Passes:
        source,target
        云港通,Yungangtong
        GDP,GDP

    Fails:
        source,target,variants
        云港通,Yungangtong,云港通 platform
        digital economy,数字经济,
        pilot,trial,
    """
    for row in tables.rows:
        columns = [column for column in ENGLISH if has_han(row.value(column))]
        if not has_han(row.source) and "target" in columns:
            columns.remove("target")
            yield Problem(
                row=row,
                what=f"has the English in source and the Chinese in target: {row.source}",
                advice="Exchange source and target.",
            )
        elif _SMALL_WORDS.fullmatch(row.source):
            yield Problem(
                row=row,
                what=f"has English in source: {row.source}",
                advice="Write the Chinese term there.",
            )
        for column in columns:
            yield Problem(
                row=row,
                what=f"has Chinese characters in {column}: {row.value(column)}",
                advice="Write English; other Chinese forms of the term need rows of their own.",
            )
