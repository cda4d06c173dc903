"""Word XML (ISO/IEC 29500): packages, styles, body text with its revisions, and writing."""
