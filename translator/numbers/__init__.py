"""Quantities of Chinese and English text: their values, their comparison, and how they are written."""

from translator.numbers.chinese import chinese_quantities
from translator.numbers.compare import compare
from translator.numbers.english import english_quantities
from translator.numbers.rendering import render
from translator.numbers.values import Kind, Mismatch, Quantity

__all__ = ["Kind", "Mismatch", "Quantity", "chinese_quantities", "compare", "english_quantities", "render"]
