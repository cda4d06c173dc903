"""What the command line and the commands behind it use where nothing is named."""

from __future__ import annotations

from pathlib import Path

OUT = Path("out")
"""The out folder: where each job gets its folder."""
