"""Proposals for the term base, learned from reviews."""
