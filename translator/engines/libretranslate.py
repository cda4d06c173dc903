"""Translation by a LibreTranslate server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from translator.engines.guards import Fault, find_fault
from translator.engines.http import Refused, Server, checked_key, checked_url
from translator.engines.parts import Answer, translate_in_parts
from translator.engines.table import OnResult, Options
from translator.engines.values import number, whole
from translator.errors import EngineError, UsageError
from translator.model import Ability, Translation
from translator.text.chunks import Limits

CHINESE = ("zh-Hans", "zh", "zh-CN", "zh_CN", "zh-cn")
"""Codes of Chinese in Simplified characters, as versions of LibreTranslate and their models call it."""

PART_CHARS = 500
"""The longest text that is sent in one piece; no segment of a page is as long."""


def libretranslate(options: Options) -> LibreTranslateEngine:
    """Return the engine that a user's options ask for; raise `UsageError` when they cannot be used."""
    if not options.get("base_url", "").strip():
        raise UsageError(
            "the engine 'libretranslate' needs the option 'base_url'",
            hint="For example: --engine-option base_url=http://localhost:5000",
        )
    key = checked_key(options.get("api_key", "").strip())
    server = Server(
        base_url=checked_url(options["base_url"].strip()),
        secrets=(key,) if key else (),
        timeout=number(options, "timeout", 300.0, least=1.0),
    )
    return LibreTranslateEngine(server, key, whole(options, "batch", 25))


class LibreTranslateEngine:
    """Translation by the models of a LibreTranslate server, which reads English inside the Chinese as Argos does."""

    def __init__(self, server: Server, key: str = "", batch: int = 25) -> None:
        self._server = server
        self._key = {"api_key": key} if key else {}
        self._batch = batch

    @property
    def signature(self) -> str:
        """Return the server, e.g. ``libretranslate localhost:5000``; it does not say which models it has."""
        return f"libretranslate {self._server.host}"

    @property
    def notice(self) -> str:
        """Return a notice that names the server and says if the text leaves this machine."""
        if self._server.local:
            return f"Using LibreTranslate at {self._server.base_url}."
        return f"Using LibreTranslate: the text of your pages is sent to {self._server.host}."

    @property
    def abilities(self) -> frozenset[Ability]:
        """Return that English inside a source stays."""
        return frozenset({Ability.INLINE})

    @property
    def limits(self) -> Limits:
        """Return how long a text in one piece may be."""
        return Limits(soft=PART_CHARS, hard=PART_CHARS)

    def translate(self, sources: Sequence[str], on_result: OnResult | None = None) -> list[Translation]:
        """Return one translation for every source, in order; those without a Chinese character unchanged.

        Raises `EngineError` when the server cannot be used or has no Chinese.
        """
        return translate_in_parts(sources, self, on_result)

    def answers(self, parts: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """Yield every part with its answer."""
        for start in range(0, len(parts), self._batch):
            yield from self._answers(parts[start : start + self._batch])

    def _answers(self, parts: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        try:
            texts = self._texts(parts)
        except Refused as refused:
            if refused.status not in (400, 413) or "limit" not in refused.detail.lower():
                raise
            texts = [""] if len(parts) == 1 else []  # one alone is tried again in halves
        if len(texts) != len(parts) and len(parts) > 1:
            middle = len(parts) // 2
            yield from self._answers(parts[:middle])
            yield from self._answers(parts[middle:])
            return
        for part, text in zip(parts, texts or [""], strict=True):
            fault = find_fault(part, text) if text else Fault.EMPTY
            yield part, Answer(text=text, faults=(fault,) if fault else ())

    def _texts(self, parts: Sequence[str]) -> list[str]:
        body = {"q": list(parts), "source": self._chinese, "target": "en", "format": "text", **self._key}
        found = self._server.post("/translate", body)
        texts = found.get("translatedText") if isinstance(found, dict) else None
        if not isinstance(texts, list):
            raise self._no_libretranslate()
        return [text.strip() if isinstance(text, str) else "" for text in texts]

    @cached_property
    def _chinese(self) -> str:
        """The server's code for Chinese; raises `EngineError` where it cannot translate that into English."""
        found = self._server.get("/languages")
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._no_libretranslate()
        able = {one.get("code") for one in found if _has_english(one)}
        code = next((code for code in CHINESE if code in able), None)
        if code is None:
            raise EngineError(
                f"{self._server.base_url}: this server has no model for Chinese to English",
                hint="Start it with both, e.g. 'libretranslate --load-only en,zh', or use another server.",
            )
        return code

    def _no_libretranslate(self) -> EngineError:
        return EngineError(
            f"{self._server.base_url}: the server there is not LibreTranslate",
            hint="Check base_url; it is the address of the server's start page.",
        )


def _has_english(language: dict[str, Any]) -> bool:
    targets = language.get("targets")
    return not isinstance(targets, list) or "en" in targets  # versions before 1.3 do not say
