"""Pages: the lines of a newspaper page → articles of blocks with roles."""
