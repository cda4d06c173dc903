"""Readers: the bytes of an input file → a `Page` of lines, every character accounted for."""
