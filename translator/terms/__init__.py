"""Term bases: their files, terms in a source, approved English in a target, and proposals from reviews."""
