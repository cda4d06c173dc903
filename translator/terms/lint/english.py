"""Checks of the English of an entry, one row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.terms.lint.model import Problem, TermTables
from translator.terms.lint.rows import CHINESE, ENGLISH
from translator.terms.proof import word_forms
from translator.text.scripts import has_han
from translator.text.tables import table

_WORDS = table("translator.terms.lint", "lint.toml")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_WITH_ARTICLE = tuple(_WORDS["articles"]["names"])
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
    """Report a target that begins with an article, which the sentence decides; --fix deletes a small one.

    Passes:
        source,target
        国务院,State Council
        海牙,The Hague

    Fails:
        source,target
        国务院,the State Council
    """
    for row in tables.rows:
        found = _ARTICLE.match(row.target)
        if found and not row.target.startswith(_WITH_ARTICLE):
            yield Problem(
                row=row,
                what=f"begins with an article: '{row.target}'",
                advice=f"Write '{row.target[found.end() :]}'.",
                mendable=found[0][0].islower(),
            )


def without_article(column: str, text: str) -> str:
    """Return a target without a small article at its beginning."""
    stripped = text.strip()
    found = _ARTICLE.match(stripped)
    return stripped[found.end() :] if column == "target" and found and found[0][0].islower() else text


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
