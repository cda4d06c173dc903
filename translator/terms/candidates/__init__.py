"""Candidates for the term base: Chinese terms in texts that no term base has."""
