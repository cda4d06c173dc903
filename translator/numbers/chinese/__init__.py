"""Quantities of Chinese text."""

from translator.numbers.chinese.reader import chinese_quantities

__all__ = ["chinese_quantities"]
