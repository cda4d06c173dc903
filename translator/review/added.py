"""Words about a row that stand before or after its English: the OK of ``… will go on. OK``, or DELETE.

Only what was added to the very target that a row was sent out with is looked at. What may be more of the English is
English: words count as a remark only where they are set apart from it, or are such as no English text has.
"""

from __future__ import annotations

import re

from translator.review.status import TICKS, is_remark, says_delete
from translator.text.scripts import HAN, has_han

_END = re.compile(r"[.!?。！？…][\"'”’)\]）】」』]*")
_IN_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_HAN = re.compile(f"[{HAN}]+")
_TICK = re.compile(f"[{''.join(TICKS)}]|[?？]{{2}}")
_ASKS = re.compile(f"[{''.join(TICKS)}?？]")


def words_about(english: str, sent: str, chinese: str) -> str:
    """Return what was added before or after the target ``sent`` and is no English, without brackets, else nothing.

    It is for `says_delete` to tell whether it leaves the sentence out. All three texts are `comparable`.
    """
    before = english.endswith(sent)
    if not sent or english == sent or not (before or english.startswith(sent)):
        return ""
    added = english[: -len(sent)] if before else english[len(sent) :]
    words = added.strip()
    bracketed = _IN_BRACKETS.fullmatch(words)
    said = bracketed[1].strip() if bracketed else words
    own_line = "\n" in (added[len(added.rstrip()) :] if before else added[: len(added) - len(added.lstrip())])
    ends = not before and any(found.end() == len(sent) for found in _END.finditer(sent))
    apart = bool(bracketed) or own_line or ends
    joined = not apart and (added[-1:] if before else added[:1]).isalnum()
    return said if _is_about(said, chinese, apart=apart, before=before, joined=joined) else ""


def _is_about(said: str, chinese: str, *, apart: bool, before: bool, joined: bool) -> bool:
    if has_han(said):  # Chinese of the sentence may be a name in its English
        foreign = any(part not in chinese for part in _HAN.findall(said))
        return foreign or says_delete(said, chinese) or is_remark(said, chinese)
    # A question mark may end a headline, and a quotation mark anything.
    if not any(map(str.isalnum, said)):
        asks = _ASKS if apart or before else _TICK
        return bool(asks.search(said)) and is_remark(said, chinese)
    clear = apart or (said.isupper() and len(said) > 1 and not joined)
    return clear and (says_delete(said, chinese) or is_remark(said, chinese))
