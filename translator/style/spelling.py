"""British and American spellings of words, by the stems and endings of ``spelling.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from translator.text.tables import table

_IZE = re.compile(r"(?P<stem>[a-z]{2,})iz(?P<end>es?|ed|ing|ers?|ations?|ational|able)")
_ISE = re.compile(r"(?P<stem>[a-z]{2,})is(?P<end>es?|ed|ing|ers?|ations?|ational|able)")


def respelled(word: str, variety: str, before: str = "", after: str = "") -> str | None:
    """Return a lower-case word in the variety's spelling, ``american`` or ``british``, or None if it is the same.

    The text ``before`` and ``after`` decides for a word with a meaning that both varieties spell alike.
    """
    british = variety == "british"
    if (context := _by_context(word, british, before, after)) is not None:
        return context
    return _words()[variety].get(word) or (_in_ise(word) if british else _in_ize(word))


def may_be_name(word: str) -> bool:
    """Return whether a word in lower case, where it is written with a capital, may be a name: Pfizer, Belize, Gray."""
    found = _IZE.fullmatch(word)
    return word in _table()["names"].split() or bool(found and not _is_verb(found["stem"]))


def _in_ise(word: str) -> str | None:
    found = _IZE.fullmatch(word)
    if (
        not found
        or word.startswith(tuple(_table()["with_z"]))
        or found["stem"].endswith(tuple(_table()["z_ends"]))
    ):
        return None
    return f"{found['stem']}is{found['end']}"


def _in_ize(word: str) -> str | None:
    found = _ISE.fullmatch(word)
    return f"{found['stem']}iz{found['end']}" if found and _is_verb(found["stem"]) else None


def _is_verb(stem: str) -> bool:
    """Return whether the stem is that of a known verb in *-ize*."""
    return stem in _stems() or stem.removeprefix("re") in _stems()


def _by_context(word: str, british: bool, before: str, after: str) -> str | None:
    """Return the spelling of a word that has another meaning elsewhere: a meter measures, three meters are a length."""
    for name, wanted in _table()["contexts"].items():
        american, other = name.split("/")
        here, there = (american, other) if british else (other, american)
        if (
            word in (here, f"{here}s")
            and re.search(wanted["before"], before)
            and re.match(wanted["after"], after)
        ):
            return f"{there}{word[len(here) :]}"
    return None


@cache
def _table() -> dict[str, Any]:
    return table("translator.style", "spelling.toml")


@cache
def _stems() -> frozenset[str]:
    return frozenset(_table()["ize"].split())


@cache
def _words() -> dict[str, dict[str, str]]:
    """Return the words of each variety by those of the other."""
    british: dict[str, str] = {}
    for row in _table()["classes"].values():
        for pair in row["words"].split():
            american, other = pair.split("/")
            british |= {american + end: other + end for end in row["endings"]}
    american = {other: one for one, other in british.items()}
    one_way = dict(pair.split("/")[::-1] for pair in _table()["only_to_american"].split())
    only_british = dict(pair.split("/") for pair in _table()["only_to_british"].split())
    return {"british": british | only_british, "american": american | one_way}
