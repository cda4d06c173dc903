"""Benchmarks: each compares with a peer or the raw engine in the same run and prints a ratio; none is a test."""
