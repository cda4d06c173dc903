"""Words by which a reviewer approves a row of the review table, or leaves its sentence out."""

from __future__ import annotations

import re
import unicodedata

from translator.model import State
from translator.review.returned import Approval
from translator.review.table import STATUS
from translator.text.scripts import to_simplified

OK_WORDS = frozenset(
    ("ok", "okay", "o.k", "okey", "yes", "✓", "✔", "√", "☑", "✅", "👌", "已审", "已审核", "已审阅", "已核", "已校",
     "审核通过", "通过", "可以", "可", "好", "对", "approved", "done", "confirmed")
)  # fmt: skip
"""Approvals in the Status column, in any case of letters, in Simplified or Traditional characters."""

DELETE_WORDS = frozenset(("delete", "删除"))
"""What leaves a sentence out, as the whole of its English; also in Traditional characters."""

_UNDECIDED_WORDS = (STATUS[State.REVIEWED], STATUS[State.FINAL])
_OURS = re.compile("|".join(re.escape(word) for word in STATUS.values()), re.IGNORECASE)


def approval_of(status: str) -> Approval:
    """Return what the Status cell says, also where our own word was left beside an approval."""
    text = _bare(status)
    if text in OK_WORDS or _beside_ours(text) in OK_WORDS:
        return Approval.APPROVED
    return Approval.UNDECIDED if text in _UNDECIDED_WORDS else Approval.NONE


def comment_in(status: str) -> str:
    """Return what a person wrote into the Status cell that is neither approval nor one of our words."""
    text = status.strip()
    said = approval_of(text) is not Approval.APPROVED and _beside_ours(text)
    return text if said else ""


def says_delete(english: str, chinese: str) -> bool:
    """Return whether the English asks to leave the sentence out, and is not simply the English of such a word."""
    return _bare(english) in DELETE_WORDS and _bare(chinese) not in DELETE_WORDS


def _beside_ours(text: str) -> str:
    return _bare(_OURS.sub(" ", text))


def _bare(text: str) -> str:
    plain = to_simplified(unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(plain.split()).strip(" .!。[]:,;\ufe0f")
