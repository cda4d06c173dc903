"""Quantities of English text."""

from translator.numbers.english.reader import english_quantities

__all__ = ["english_quantities"]
