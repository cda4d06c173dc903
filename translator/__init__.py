"""Bilingual Chinese → English translation and publishing toolkit."""

__version__ = "0.1.0"
