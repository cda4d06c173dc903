"""Reading of the model's answer: extra text around the entries is tolerated, missing entries are not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from translator.engines.guards import find_fault
from translator.engines.llm.prompt import ECHO_CHARS, Task
from translator.text.scripts import has_han, to_simplified

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_NUMBERED = re.compile(r"^[\s*\[(]*(\d{1,3})[\])*.:、]+\s+(\S.*)$", re.MULTILINE)
_REFUSAL = re.compile(
    r"\W*(?:(?:I['’]m|I am|we['’]re|we are)\s+(?:very |really )?(?:sorry|unable|not able)|sorry,"
    r"|I (?:can['’]?t|cannot|won['’]?t)\b|as an? (?:AI|language model|assistant))"
    r"(?=.*\b(?:translat|assist|help|comply|provid|request|content|discuss)\w*)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W_]+")
_HAN_PER_WORD = 6
"""A Chinese character becomes 0.6 English words on average, and hardly ever less than a sixth of one."""

_LONGEST = 1 << 18
"""Characters; no answer for a batch is as long."""

REFUSED = "the model refused to translate"
TOO_SHORT = "translation is far shorter than its source"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an answer: its number, the Chinese that it repeats, and its English."""

    n: int
    zh: str
    en: str


def entries(text: str) -> list[Entry]:
    """Return the entries of an answer, in order.

    Entries are found among other text (thoughts, code fences, a sentence before), in an answer that breaks off, and as
    numbered lines where there is no JSON.
    """
    bare = without_thoughts(text[:_LONGEST])
    found = [entry for value in _objects(bare) if (entry := _entry(value))]
    if found or "{" in bare:
        return found
    return [Entry(int(number), "", english.strip()) for number, english in _NUMBERED.findall(bare)]


def without_thoughts(text: str) -> str:
    """Return an answer without the model's thoughts, which some servers put before the answer."""
    return _THOUGHT.sub("", text)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects with English in a text, the innermost that can be read."""
    decoder = json.JSONDecoder(strict=False)
    at = text.find("{")
    while at >= 0:
        end = at + 1
        try:
            value, stop = decoder.raw_decode(text, at)
        except ValueError:
            value = None
        except RecursionError:
            return
        if isinstance(value, dict) and "en" in value:
            yield value
            end = stop
        at = text.find("{", end)


def _entry(value: dict[str, Any]) -> Entry | None:
    try:
        n = int(value.get("n", 1))
    except (TypeError, ValueError):
        return None
    zh, en = value.get("zh", ""), value["en"]
    return Entry(n, zh if isinstance(zh, str) else "", " ".join(en.split())) if isinstance(en, str) else None


def matched(tasks: Sequence[Task], text: str) -> dict[int, str]:
    """Return the English of tasks by their place; tasks whose answer may belong to another task are left out.

    An entry belongs to the task with its number, if the task's Chinese begins with the Chinese in the entry. An entry
    without Chinese counts only where every task has one entry. One task alone takes the only entry as it is.
    """
    found = entries(text)
    if len(tasks) == 1:
        return {0: found[0].en} if len(found) == 1 else {}
    numbers = [entry.n for entry in found]
    complete = sorted(numbers) == list(range(1, len(tasks) + 1))
    return {
        entry.n - 1: entry.en
        for entry in found
        if 1 <= entry.n <= len(tasks)
        and numbers.count(entry.n) == 1
        and (_begins(tasks[entry.n - 1].source, entry.zh) if entry.zh else complete)
    }


def _begins(source: str, echo: str) -> bool:
    """Return whether a text begins as the model repeats it, whatever marks it left out."""
    wanted, given = (_letters(text) for text in (source, echo))
    shared = min(len(wanted), len(given), ECHO_CHARS)
    if shared < min(len(wanted), ECHO_CHARS // 2):
        return False
    return wanted[:shared] == given[:shared] or _letters(to_simplified(source))[:shared] == given[:shared]


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text))


def fault_of(source: str, english: str) -> str:
    """Return what is wrong with the English for a source, in words; empty when nothing is."""
    if _REFUSAL.match(english) and "抱歉" not in source and "对不起" not in source:
        return REFUSED
    if fault := find_fault(source, english):
        return str(fault)
    han = sum(map(has_han, source))
    if han >= 2 * _HAN_PER_WORD and len(_WORD.findall(english)) * _HAN_PER_WORD < han:
        return TOO_SHORT
    return ""
