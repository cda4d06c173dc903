"""The check of the English against the style of the house."""

from __future__ import annotations

from collections.abc import Iterator

from translator.qa.model import Found, Material, Remark
from translator.style import segment_guard, styled


def house_style(material: Material) -> Iterator[Found]:
    """Report English that is not in the style of the house, where one is given: headlines, dates, spelling.

    Passes:
        # 会议在京举行 = Meeting Held in Beijing

    Fails:
        # 会议在京举行 = Meeting held in Beijing
    """
    if not material.house.values:
        return
    for pair in material.pairs:
        if pair.target.strip():
            done = styled(pair.target, material.house, segment_guard(pair.segment), pair.role)
            if done.rules:
                rules = ", ".join(done.rules)
                yield pair, Remark(f"the house writes “{done.text}” ({rules})", use=done.text)
