"""What the `glossary` commands do; one module a subject."""
