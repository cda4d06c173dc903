"""Translation with a Firefox Translations model: parts, faults, delivery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from translator.engines import OnResult
from translator.engines.cores import usable_cores
from translator.engines.firefox.files import Model, choose_model, parts, vocabularies
from translator.engines.firefox.workers import Files, Workers
from translator.engines.guards import Fault, find_fault
from translator.engines.parts import Answer, translate_in_parts
from translator.errors import EngineError, UsageError
from translator.model import Ability, Translation
from translator.text.chunks import Limits

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MAX_SOURCE_TOKENS = 127
"""The models are trained on sentences of up to 128 tokens with the end mark; fxtranslate cuts silently beyond."""

MAX_SOURCE_CHARS = 180
"""About what 127 tokens of Chinese are; with more than that, parts of even length."""

MOST_TARGET_TOKENS = 256
NEEDED = "fxtranslate"


class FirefoxEngine:
    """Translation with one Firefox Translations model, the installed one by default.

    ``inline`` says that English inside the Chinese stays; for Mozilla's models this is unknown. The model is loaded
    when the first sentence needs it. Raises `EngineError` when there is no model or fxtranslate is not installed.
    """

    def __init__(self, model: Model | None = None, *, inline: bool = False) -> None:
        check_library()
        self._model = model or choose_model()
        self._inline = inline

    @property
    def signature(self) -> str:
        """Return engine, version and architecture, e.g. ``firefox zh-en 3.0 base``."""
        return f"firefox {self._model.label}" + (", inline" if self._inline else "")

    @property
    def abilities(self) -> frozenset[Ability]:
        """Return nothing but what the user says: the engine gives one answer and no alignment."""
        return frozenset({Ability.INLINE} if self._inline else ())

    @property
    def notice(self) -> str:
        """Return which model is used."""
        return f"Using the Firefox Translations model {self._model.label}."

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return one translation for every source, in order; raise `EngineError` when the model cannot be used."""
        return translate_in_parts(sources, self, on_result)

    @property
    def limits(self) -> Limits:
        """Return how long a part may be for the model."""
        return Limits(soft=MAX_SOURCE_CHARS, hard=MAX_SOURCE_CHARS, fits=self._fits)

    def _fits(self, text: str) -> bool:
        return self._pieces(text) <= MAX_SOURCE_TOKENS

    def answers(self, parts: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """Yield every part with its answer, the longest parts first."""
        for source, target in self._workers.translate(sorted(parts, key=len, reverse=True)):
            fault = find_fault(source, target) or self._cut_off(source, target)
            yield source, Answer(text=target.strip(), faults=(fault,) if fault else ())

    def _cut_off(self, source: str, target: str) -> Fault | None:
        """Return the fault of an answer that is as long as the engine lets it be: twice the source, and four."""
        most = min(2 * (self._pieces(source) + 1) + 4, MOST_TARGET_TOKENS)
        return Fault.CUT_OFF if len(self._vocabularies[1].encode(target)) >= most else None

    def _pieces(self, source: str) -> int:
        return len(self._vocabularies[0].encode(source))

    @cached_property
    def _files(self) -> Files:
        found = parts(self._model.path.iterdir())
        return found["model"], *vocabularies(found)

    @cached_property
    def _workers(self) -> Workers:
        return Workers(self._files, usable_cores())

    @cached_property
    def _vocabularies(self) -> tuple[SentencePieceProcessor, SentencePieceProcessor]:
        from sentencepiece import SentencePieceProcessor

        _, source, target = self._files
        try:
            first = SentencePieceProcessor(model_file=str(source))
            return first, first if source == target else SentencePieceProcessor(model_file=str(target))
        except (OSError, RuntimeError) as error:
            raise EngineError(
                f"{source}: the vocabulary cannot be read ({str(error).splitlines()[0]})",
                hint="Get the files of the model again, and run 'translator models install FOLDER'.",
            ) from None


def check_library() -> None:
    """Raise `EngineError` when fxtranslate is not installed."""
    if find_spec(NEEDED) is None:
        raise EngineError(
            "Firefox Translations models need the package fxtranslate, which is not installed",
            hint="Run 'pip install fxtranslate' where this program is installed, then the same command again.",
        )


def engine_from(options: Mapping[str, str]) -> FirefoxEngine:
    """Return the engine for the options ``model`` and ``inline``; errors as in `FirefoxEngine`."""
    inline = options.get("inline", "no").lower()
    if inline not in ("yes", "no"):
        raise UsageError(f"inline={inline}: not an answer", hint="Write inline=yes or inline=no.")
    check_library()
    return FirefoxEngine(choose_model(options.get("model", "")), inline=inline == "yes")
