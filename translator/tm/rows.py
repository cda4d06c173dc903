"""Own how a unit becomes a row and a row a unit, with the keys that make recall exact; know no connection."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

from translator.model import Origin, OriginKind, State
from translator.tm.adapt import shape
from translator.tm.units import TranslationUnit

COLUMNS = (
    "sources.text, target, previous, following, state, kind, engine, score, author, time, job"
    " FROM units JOIN sources ON sources.id = units.source"
)
"""What `unit_of` reads, for a SELECT."""

INSERT_SOURCE = "INSERT INTO sources (hash, shape, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

# The largest of (by a person, time, state, target) stays, so that the order of imports does not matter.
INSERT_UNIT = """
INSERT INTO units (context, source, target, previous, following, state, kind, engine, score, author, time, job)
VALUES (?1, (SELECT id FROM sources WHERE hash = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (source, context) DO UPDATE SET
  target = excluded.target, state = excluded.state, kind = excluded.kind, engine = excluded.engine,
  score = excluded.score, author = excluded.author, time = excluded.time, job = excluded.job
WHERE (excluded.state >= 2, excluded.time, excluded.state, excluded.target)
    > (units.state >= 2, units.time, units.state, units.target)
"""

_STATES = tuple(State)
_RANKS = {state: state.rank for state in State}


def source_hash(source: str) -> bytes:
    """Give the key of a source: exact means the same code points, because every other rule has exceptions."""
    return blake2b(source.encode(), digest_size=16).digest()


def context_of(unit: TranslationUnit) -> int:
    """Give the 64-bit mark under which a source has one target.

    With both neighbours known it stands for them: a new target replaces the old one. Without them it stands for
    the target too, since different places may rightly have different targets.
    """
    previous, following = unit.previous, unit.following
    if previous is not None and following is not None:
        text = f"{len(previous)}:{previous}{following}"
    else:
        sides = ["-" if side is None else f"{len(side)}:{side}" for side in (previous, following)]
        text = f"{sides[0]}{sides[1]}={unit.target}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def storable(unit: TranslationUnit) -> bool:
    """Tell whether the unit has both texts and SQLite can hold them; halves of surrogate pairs it cannot."""
    if not unit.source.strip() or not unit.target.strip():
        return False
    return encodable(f"{unit.source}{unit.target}{unit.previous}{unit.following}")


def encodable(text: str) -> bool:
    """Tell whether the text can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def source_row(unit: TranslationUnit) -> tuple[bytes, int | None, str]:
    """Give the parameters of `INSERT_SOURCE`."""
    return source_hash(unit.source), shape(unit.source), unit.source


def unit_row(unit: TranslationUnit, hashed: bytes) -> tuple[Any, ...]:
    """Give the parameters of `INSERT_UNIT`."""
    origin = unit.origin
    return (
        context_of(unit),
        hashed,
        unit.target,
        unit.previous,
        unit.following,
        _RANKS[unit.state],
        origin.kind.value if origin else "",
        _name(origin.engine) if origin else "",
        origin.score if origin else None,
        _name(unit.author),
        _name(unit.time),
        _name(unit.job),
    )


@lru_cache(maxsize=1024)
def _name(text: str) -> str:
    """Give a name in a form that SQLite holds: a job may be named after a file that is not valid UTF-8."""
    return text.encode("utf-8", "replace").decode()


def unit_of(row: tuple[Any, ...]) -> TranslationUnit:
    """Give the unit of a row of `COLUMNS`."""
    source, target, previous, following, state, kind, engine, score, author, time, job = row
    return TranslationUnit(
        source=source,
        target=target,
        previous=previous,
        following=following,
        state=_STATES[state],
        origin=Origin(kind=OriginKind(kind), engine=engine, score=score) if kind else None,
        author=author,
        time=time,
        job=job,
    )
