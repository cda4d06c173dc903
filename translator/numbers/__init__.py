"""Quantities of Chinese and English text: their values, their comparison, and how they are written."""

from translator.numbers.chinese import chinese_quantities
from translator.numbers.compare import compare, figures, held
from translator.numbers.english import english_quantities
from translator.numbers.english.groups import misgrouped, regrouped
from translator.numbers.rendering import render
from translator.numbers.values import Kind, Mismatch, Quantity
from translator.numbers.wording import Amount, amounts

__all__ = [
    "Amount",
    "Kind",
    "Mismatch",
    "Quantity",
    "amounts",
    "chinese_quantities",
    "compare",
    "english_quantities",
    "figures",
    "held",
    "misgrouped",
    "regrouped",
    "render",
]
