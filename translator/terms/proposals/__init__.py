"""Own what reviews teach the term base: proposals for entries, and where a change of entries touches printed English.

Values in, values out. Nothing here changes a term base or a job: a person accepts, `commands.glossary` writes.
"""
