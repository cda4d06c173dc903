"""The options of the fields of an entry, which `add` and `edit` have in common."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Annotated, Any

import typer

from translator.errors import UsageError
from translator.model import Priority

Fields = dict[str, Any]
"""Fields of a `Term` by name, only those that are given."""

_Several = list[str] | None


def _one(metavar: str, text: str) -> object:
    return Annotated[str | None, typer.Option(metavar=metavar, help=text, show_default=False)]


_OPTIONS: Mapping[str, object] = {
    "variants": Annotated[
        _Several,
        typer.Option(
            "--variant",
            metavar="TEXT",
            help="Another accepted English; may be given several times.",
            show_default=False,
        ),
    ],
    "forbidden": Annotated[
        _Several,
        typer.Option(
            metavar="TEXT",
            help="English that must not stand for the term; may be given several times.",
            show_default=False,
        ),
    ],
    "domain": _one("TEXT", "What it belongs to."),
    "note": _one("TEXT", "When to use it."),
    "reference": _one("TEXT", "Where the rendering comes from."),
    "pos": _one("NAME", "noun, verb or adjective."),
    "status": _one("NAME", "preferred, admitted, proposed or deprecated."),
    "priority": _one(
        "NAME", "force: given to the engine; repair: put in where a draft lacks it; advise: only looked for."
    ),
    "case": _one("NAME", "as-is: small and capital letters stay as they are everywhere."),
    "abbreviation": _one("TEXT", "The English short form."),
    "exceptions": Annotated[
        _Several,
        typer.Option(
            "--except",
            metavar="WORD",
            help="A longer Chinese word that contains the source but not this term; may be given several times.",
            show_default=False,
        ),
    ],
}


def with_fields(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with an option for each field of an entry; it gets those given, cleaned, as ``values``."""

    @wraps(command)
    def with_options(**given: object) -> None:
        fields = {name: given.pop(name) for name in _OPTIONS}
        command(values=dict(_given(fields)), **given)

    signature = inspect.signature(command, eval_str=True)
    others = [one for one in signature.parameters.values() if one.name != "values"]
    at = [*signature.parameters].index("values")
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in _OPTIONS.items()
    ]
    parameters = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*others[:at], *options, *others[at:])
    ]
    with_options.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
    return with_options


def _given(fields: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the fields that were given as a `Term` has them."""
    for name, value in fields.items():
        if isinstance(value, list):
            yield name, tuple(filter(None, (" ".join(one.split()) for one in value)))
        elif isinstance(value, str):
            yield _as_in_term(name, " ".join(value.split()))


def _priority(value: str) -> Priority:
    try:
        return Priority(value.lower() or "force")
    except ValueError:
        hint = "Give force, repair or advise."
        raise UsageError(f"--priority {value}: there is no such priority", hint=hint) from None


def _as_in_term(name: str, value: str) -> tuple[str, object]:
    if name == "priority":
        return name, _priority(value)
    # A term base without the column has preferred entries.
    return name, "" if name == "status" and value.lower() == "preferred" else value
