"""Bylines, credits and datelines."""
