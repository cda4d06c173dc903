"""Words by which a reviewer approves a row of the review table, or leaves its sentence out."""

from __future__ import annotations

import re
import unicodedata

from translator.identity import comparable
from translator.model import State
from translator.review.returned import Approval
from translator.review.table import STATUS
from translator.text.scripts import has_han, to_simplified

OK_WORDS = frozenset(
    ("ok", "okay", "o.k", "okey", "okok", "yes", "y", "approved", "done", "confirmed", "fine", "good", "agreed",
     "✓", "✔", "√", "☑", "✅", "👌", "👍", "已审", "已审核", "已审阅", "已阅", "已核", "已校", "审核通过", "通过",
     "可以", "可", "好", "好的", "对", "行", "同意", "无误", "没问题", "没有问题", "无意见", "没意见")
)  # fmt: skip
"""Approvals in the Status column, in any case of letters, in Simplified or Traditional characters."""

DELETE_WORDS = frozenset(("delete", "删除", "删", "删去", "删掉"))
"""What leaves a sentence out, as the whole of its English; also in Traditional characters."""

_REMARKS = frozenset(
    ("tbd", "tbc", "tba", "todo", "to do", "n/a", "na", "none", "nil", "no", "wrong", "check", "query", "stet", "ditto",
     "same", "same as above", "as above", "see above", "see below", "see note", "see notes", "see comment",
     "see comments", "no change", "no changes", "unchanged", "keep", "not ok", "delete?", "xx", "xxx")
)  # fmt: skip
"""What people write into an English cell about it, beside signs, approvals and Chinese."""

_SHORT_SOURCE = 8
"""Characters of Chinese up to which a word of `_REMARKS` or `OK_WORDS` may be its English: ``同意。`` is ``Agreed.``"""

_SIGNED = re.compile(r"[A-Z]{1,3}|[\d./:-]+")
"""What may stand beside an approval: initials, and a date or time."""

TICKS = frozenset("✓✔√☑✅")
_PERHAPS_EARLIER = (STATUS[State.REVIEWED], STATUS[State.FINAL])
_OURS = re.compile("|".join(re.escape(word) for word in STATUS.values()), re.IGNORECASE)


def approval_of(status: str) -> Approval:
    """Return what the Status cell says, also where our own word was left beside an approval, or who gave it."""
    if _bare(status) in _PERHAPS_EARLIER:
        return Approval.APPROVED_PERHAPS_EARLIER
    said = [word for word in re.split(r"[\s,，、;；]+", _OURS.sub(" ", status)) if _bare(word)]
    approvals = [word for word in said if _is_ok(word)]
    signed = all(_is_ok(word) or _is_signature(word) for word in said)
    whole = _is_ok(status) or _is_ok(_OURS.sub(" ", status))
    return Approval.APPROVED if whole or (approvals and signed) else Approval.NONE


def _is_ok(text: str) -> bool:
    bare = _bare(text)
    return bare in OK_WORDS or (bool(bare) and set(bare) <= TICKS)


def _is_signature(word: str) -> bool:
    return bool(_SIGNED.fullmatch(word)) and _bare(word) not in _REMARKS | {"not"}


def comment_in(status: str) -> str:
    """Return what a person wrote into the Status cell that is neither approval nor one of our words."""
    text = status.strip()
    said = approval_of(text) is not Approval.APPROVED and _beside_ours(text)
    return text if said else ""


def says_delete(english: str, chinese: str) -> bool:
    """Return whether the English asks to leave the sentence out, and is not simply the English of such a word."""
    return _bare(english) in DELETE_WORDS and _bare(chinese) not in DELETE_WORDS


def is_remark(english: str, chinese: str) -> bool:
    """Return whether the English cell holds words about the row, such as ``OK``, ``?`` or ``见批注``, and no English.

    Chinese is never the English of Chinese, and neither is a sign. A word is a remark only where the source is too
    long to be said in it.
    """
    if not english or not has_han(chinese):
        return False
    if has_han(english) and not re.search(r"[A-Za-z]", english):
        return True
    if not any(char.isalnum() for char in english):
        return len(comparable(chinese)) > 1
    is_word = _is_ok(english) or _bare(english) in _REMARKS
    return is_word and len(comparable(chinese)) > _SHORT_SOURCE


def _beside_ours(text: str) -> str:
    return _bare(_OURS.sub(" ", text))


def _bare(text: str) -> str:
    plain = to_simplified(unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(plain.split()).strip(" .!。[]:,;\ufe0f")
