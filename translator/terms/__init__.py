"""Own the term bases: what a term is, how its files are read, and where terms stand in a text.

Nothing here opens a file: the caller brings bytes and gets values. What is done with the terms found is the
business of `translator.terms.enforcement`.
"""

from __future__ import annotations
