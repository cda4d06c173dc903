"""House style: rules on how English is written that change no word's meaning, and the houses that choose among them."""

from translator.style.apply import english_guard, segment_guard, styled
from translator.style.houses import BUILT_IN, House, house_of
from translator.style.model import Guard
from translator.style.rules import RULES

__all__ = [
    "BUILT_IN",
    "RULES",
    "Guard",
    "House",
    "english_guard",
    "house_of",
    "segment_guard",
    "styled",
]
