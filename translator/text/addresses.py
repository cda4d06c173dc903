"""Addresses of web pages and of e-mail in a text."""

from __future__ import annotations

import re

_DOMAINS = "com|org|net|cn|gov|edu|hk|tw|mo|uk|io|tv|cc|info"
ADDRESS = re.compile(
    r"https?://[!-~]+|www\.[!-~]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w.@-])[\w-]+(?:\.[\w-]+)*\.(?:{_DOMAINS})(?![\w-])(?:/[!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
"""An address; Chinese right before or behind it is no part of it: 邮箱qdrb@163.com。"""
_NEITHER_LETTER_NOR_FIGURE = "\N{OBJECT REPLACEMENT CHARACTER}"


def without_addresses(text: str) -> str:
    """Return the text with U+FFFC in place of each character of an address, so that every offset stays."""
    if "." not in text:
        return text
    return ADDRESS.sub(lambda found: _NEITHER_LETTER_NOR_FIGURE * len(found[0]), text)
