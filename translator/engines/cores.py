"""How many cores a translation may use."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Return the number of cores that this process may use: ``TRANSLATOR_CORES``, else all that it is given."""
    wanted = os.environ.get("TRANSLATOR_CORES", "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):  # a container may be given fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
