"""Table of translation engines, their protocol, and the options that each takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from translator.errors import EngineError, UsageError, did_you_mean
from translator.model import Ability, Role, Translation

OnResult = Callable[[int, Translation], None]
"""Called with the index of a source as soon as its translation is ready, once for every source."""


class Engine(Protocol):
    """Translation of Chinese sentences; every engine must pass the suite in `tests/contracts`."""

    @property
    def signature(self) -> str:
        """Return engine, package and version in one stable string, e.g. ``argos zh_en 0.6 (built-in)``."""

    @property
    def notice(self) -> str:
        """Return one line for the user about the model in use, or an empty string."""

    @property
    def abilities(self) -> frozenset[Ability]:
        """Return what the engine can do beyond translating a source; nothing else is asked of it."""

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return exactly one translation for every source, in order.

        Raises `EngineError` when the model cannot be used. A `KeyboardInterrupt` passes through; ``on_result``
        was called for what was ready by then.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A draft that lacks something: its source, and each piece of Chinese with the English that belongs there."""

    source: str
    draft: str
    lacking: tuple[tuple[str, str], ...]


@runtime_checkable
class Corrector(Engine, Protocol):
    """An engine with `Ability.CORRECTION`: it can be told what its draft lacks."""

    def correct(
        self, corrections: Sequence[Correction], on_result: OnResult | None = None
    ) -> list[Translation]:
        """Return exactly one corrected translation for every draft, in order; errors as in `Engine.translate`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A source in its article, with the English that is settled for parts of the source.

    ``known`` has pieces of the source, such as terms, names and amounts, with their English. ``article`` has every
    sentence of the article with its English, which may still be empty; ``place`` is the source's place in ``article``.
    """

    source: str
    role: Role = Role.PARAGRAPH
    known: tuple[tuple[str, str], ...] = ()
    article: tuple[tuple[str, str], ...] = ()
    place: int = 0


@runtime_checkable
class ContextReader(Engine, Protocol):
    """An engine with `Ability.CONTEXT`: it reads the article around a source, and the English settled for it."""

    def translate_in_context(
        self, questions: Sequence[Question], on_result: OnResult | None = None
    ) -> list[Translation]:
        """Return exactly one translation for every question, in order; errors as in `Engine.translate`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What an engine has used so far; ``cost`` is by the prices that the user gave, None without any.

    ``estimated`` says that the server did not always count, so that the figures are rough.
    """

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    estimated: bool = False

    def since(self, earlier: Usage) -> Usage:
        """Return what was used since an earlier count of the same engine."""
        return Usage(
            requests=self.requests - earlier.requests,
            tokens_in=self.tokens_in - earlier.tokens_in,
            tokens_out=self.tokens_out - earlier.tokens_out,
            cost=None if self.cost is None else self.cost - (earlier.cost or 0.0),
            estimated=self.estimated,
        )


class BudgetSpent(EngineError):
    """The next request could take the run over its budget."""


@runtime_checkable
class Metered(Engine, Protocol):
    """An engine that counts its usage, and raises `BudgetSpent` at the user's limit."""

    @property
    def has_budget(self) -> bool:
        """Return whether the user set a budget."""

    @property
    def usage(self) -> Usage:
        """Return what was used since the engine was made."""


@runtime_checkable
class Loadable(Engine, Protocol):
    """An engine whose model takes time to load; it is loaded when first needed."""

    def load(self) -> None:
        """Load the model now, if it is not; raises `EngineError` when it cannot be used."""


# --- the table ---------------------------------------------------------------------------------------------------

Options = Mapping[str, str]
"""What a user set for an engine, by the names of its options."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something a user may set for an engine; ``help`` says what, and a ``secret`` one is never shown or written."""

    name: str
    help: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """An engine of the table: its loader and its options."""

    load: Callable[[Options], Engine]
    options: tuple[Option, ...] = ()


def _argos(_options: Options) -> Engine:
    from translator.engines.argos.engine import ArgosEngine

    return ArgosEngine()


def _firefox(options: Options) -> Engine:
    from translator.engines.firefox.engine import engine_from

    return engine_from(options)


def _libretranslate(options: Options) -> Engine:
    from translator.engines.libretranslate import libretranslate

    return libretranslate(options)


def _llm(options: Options) -> Engine:
    from translator.engines.llm.engine import LlmEngine
    from translator.engines.llm.settings import settings_of

    return LlmEngine(settings_of(options))


ENGINES: dict[str, EngineEntry] = {
    "argos": EngineEntry(_argos),
    "firefox": EngineEntry(
        _firefox,
        (
            Option("model", "A folder with a model, instead of the installed one."),
            Option("inline", "yes puts English terms into the Chinese; the model may not keep them."),
        ),
    ),
    "llm": EngineEntry(
        _llm,
        (
            Option("base_url", "Address of the server, e.g. http://localhost:11434/v1."),
            Option("model", "Name of the model, as the server calls it."),
            Option("api_key", "The key, if the server needs one.", secret=True),
            Option("batch", "Most sentences in a request; 10 by default, fewer for a small model."),
            Option("timeout", "Seconds that an answer may take; 300 by default."),
            Option("max_tokens", "Token limit of a run, input and output together."),
            Option("max_cost", "Cost limit of a run, by the prices that you give."),
            Option("price_in", "Price of a million input tokens."),
            Option("price_out", "Price of a million output tokens."),
        ),
    ),
    "libretranslate": EngineEntry(
        _libretranslate,
        (
            Option("base_url", "Address of the server, e.g. http://localhost:5000."),
            Option("api_key", "The key, if the server needs one.", secret=True),
            Option("batch", "Most sentences in a request; 25 by default."),
            Option("timeout", "Seconds that an answer may take; 300 by default."),
        ),
    ),
}


def chosen(name: str) -> str:
    """Return ``name``; if it is empty, *firefox* where a Firefox model is installed or set, else *argos*."""
    if name:
        return name
    from translator.engines.firefox.files import installed_model

    return "firefox" if "model" in options_in_environment("firefox") or installed_model() else "argos"


def load_engine(name: str, options: Options = MappingProxyType({})) -> Engine:
    """Return the engine that is `chosen` by ``name``, with the given options, the rest from the environment.

    Raises `UsageError` for an unknown name, an unknown option or an unusable value, and `EngineError` when the model is
    missing or broken. No error shows the value of a secret option.
    """
    name = chosen(name)
    if name not in ENGINES:
        raise UsageError(
            f"unknown engine '{name}'",
            hint=f"{did_you_mean(name, ENGINES)}Choose one of: {', '.join(ENGINES)}.",
        )
    for option in options:
        _check_option(name, option)
    return ENGINES[name].load({**options_in_environment(name), **options})


def options_in_environment(name: str) -> dict[str, str]:
    """Return the options of an engine that the environment sets, e.g. TRANSLATOR_LLM_MODEL the ``model`` of *llm*."""
    entry = ENGINES.get(name)
    variables = {option.name: variable(name, option.name) for option in entry.options} if entry else {}
    return {option: os.environ[name] for option, name in variables.items() if os.environ.get(name)}


def variable(engine: str, option: str) -> str:
    """Return the environment variable for an option of an engine."""
    return f"TRANSLATOR_{engine}_{option}".upper()


def _check_option(engine: str, option: str) -> None:
    known = [one.name for one in ENGINES[engine].options]
    if option in known:
        return
    raise UsageError(
        f"the engine '{engine}' has no option '{option}'",
        hint=f"{did_you_mean(option, known)}It takes: {', '.join(known)}."
        if known
        else "It takes no options.",
    )
