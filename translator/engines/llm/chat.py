"""Questions to a chat model: what servers understand in different ways, and the count and limit of what is used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from translator.engines.http import Refused, Server
from translator.engines.llm.prompt import SCHEMA
from translator.engines.llm.reading import without_thoughts
from translator.engines.llm.settings import Settings
from translator.engines.table import BudgetSpent, Usage
from translator.errors import EngineError
from translator.text.scripts import HAN

_HAN = re.compile(f"[{HAN}]")
_FORMATS: tuple[Mapping[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "translations", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)
"""From the strictest; a server that does not know a format is asked with the next."""

_TOKENS_A_CHARACTER = 4
"""Most tokens of English for a Chinese character, which needs about one; a model that loops stops here."""

_AROUND = 512
_THOUGHTS = 8192
"""Further tokens: for the JSON around the English, and for a model that thinks before it answers."""

_NOT_UNDERSTOOD = (400, 415, 422, 501)
_SHOWN_MODELS = 8


class TooLong(EngineError):
    """A request does not fit into what the model can read."""


class Chat:
    """A chat model on a server; what it uses is counted, and kept within the user's budget."""

    def __init__(self, settings: Settings, server: Server) -> None:
        self._settings = settings
        self._server = server
        self._format = 0
        self._fields: dict[str, Any] = {"temperature": 0, "max_tokens": None}
        self._expected = (0, 0)
        self._room = _AROUND
        self.usage = Usage(cost=0.0 if settings.price_in + settings.price_out else None)

    def answer(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Return the model's answer, empty where it gives none.

        Raises `TooLong` when the messages do not fit, `BudgetSpent` when they could cost too much, and other
        `EngineError`s as `Server.post`.
        """
        text = "".join(message["content"] for message in messages)
        chinese = len(_HAN.findall(messages[-1]["content"]))
        self._keep_within_budget(_tokens(text), chinese)
        self._expected = (self._expected[0] + _tokens(text), self._expected[1] + chinese)
        found = self._posted(messages, self._room + _TOKENS_A_CHARACTER * chinese)
        answer, broke_off = _content(found)
        self._count(found, text, answer)
        if broke_off and self._room < _THOUGHTS and not without_thoughts(answer).strip():
            self._room = _THOUGHTS
            return self.answer(messages)
        return answer

    def _posted(self, messages: Sequence[Mapping[str, str]], room: int) -> Any:  # noqa: ANN401  # JSON
        while True:
            fields = {name: room if value is None else value for name, value in self._fields.items()}
            body = {"model": self._settings.model, "messages": list(messages), **fields}
            if form := _FORMATS[self._format]:
                body["response_format"] = form
            try:
                return self._server.post("/chat/completions", body)
            except Refused as refused:
                if refused.status not in _NOT_UNDERSTOOD or not self._simplified(refused.detail):
                    raise self._explained(refused) from None

    def _simplified(self, detail: str) -> bool:
        """Leave out of later requests what the server does not understand; return False where nothing is left."""
        named = next((name for name in self._fields if name in detail), None)
        if named is None and _about_length(detail):  # some servers count the room for the answer in
            named = next((name for name in self._fields if name.startswith("max_")), None)
            if named is None:
                return False
        elif named == "max_tokens":
            self._fields["max_completion_tokens"] = None
        if named:
            del self._fields[named]
        elif self._format < len(_FORMATS) - 1:
            self._format += 1
        else:
            return False
        return True

    def _explained(self, refused: Refused) -> EngineError:
        if refused.status == 413 or (refused.status == 400 and _about_length(refused.detail)):
            return TooLong(refused.message, hint="Set the option batch to fewer sentences.")
        if refused.status == 404:
            return EngineError(
                f"{self._server.base_url}: the server has no model '{self._settings.model}', or this is not its address"
                + (f" ({refused.detail})" if refused.detail else ""),
                hint=self._models(),
            )
        return refused

    def _models(self) -> str:
        """Return the hint for an unknown model: the names of the models that the server has."""
        try:
            found = self._server.get("/models")["data"]
            names = [self._server.shown(str(one["id"])) for one in found][:_SHOWN_MODELS]
        except (EngineError, KeyError, TypeError):
            names = []
        if names:
            return f"Models there: {', '.join(names)}. Set the option model to one of them."
        return "Check base_url, which often ends in /v1, and get the model, e.g. 'ollama pull NAME'."

    # --- what is used -------------------------------------------------------------------------------------

    def _keep_within_budget(self, tokens_in: int, tokens_out: int) -> None:
        """Raise `BudgetSpent` if tokens expected by their text would break it, as far as expectations held so far."""
        used, settings = self.usage, self._settings
        after_in = used.tokens_in + tokens_in * max(1.0, used.tokens_in / (self._expected[0] or 1))
        after_out = used.tokens_out + tokens_out * max(1.0, used.tokens_out / (self._expected[1] or 1))
        if settings.max_tokens and after_in + after_out > settings.max_tokens:
            raise _spent(
                f"{settings.max_tokens:,} tokens", f"{used.tokens_in + used.tokens_out:,}", "max_tokens"
            )
        if settings.max_cost and settings.cost(after_in, after_out) > settings.max_cost:
            raise _spent(f"{settings.max_cost:g}", f"{used.cost or 0.0:.4g}", "max_cost")

    def _count(self, found: Any, text: str, answer: str) -> None:  # noqa: ANN401  # JSON
        counted: Any = found.get("usage") if isinstance(found, dict) else None
        try:
            tokens_in, tokens_out = int(counted["prompt_tokens"]), int(counted["completion_tokens"])
            estimated = False
        except (KeyError, TypeError, ValueError):
            tokens_in, tokens_out, estimated = _tokens(text), _tokens(answer), True
        used = self.usage
        self.usage = replace(
            used,
            requests=used.requests + 1,
            tokens_in=used.tokens_in + tokens_in,
            tokens_out=used.tokens_out + tokens_out,
            cost=None if used.cost is None else used.cost + self._settings.cost(tokens_in, tokens_out),
            estimated=used.estimated or estimated,
        )


def _spent(budget: str, used: str, option: str) -> BudgetSpent:
    return BudgetSpent(
        f"the budget of {budget} is spent: {used} are used, and the next request would go beyond it",
        hint="Run the same command again with a new budget "
        f"(--{option.replace('_', '-')}, or --engine-option {option}=…); it begins to count again.",
    )


def _about_length(detail: str) -> bool:
    low = detail.lower()
    return "context" in low or "too long" in low or "too large" in low


def _tokens(text: str) -> int:
    """Return about how many tokens a text is: one a Chinese character, one for four of others."""
    han = len(_HAN.findall(text))
    return han + (len(text) - han) // 4 + 1


def _content(found: Any) -> tuple[str, bool]:  # noqa: ANN401  # JSON
    """Return the text of a chat completion, and whether it was cut where its room ended.

    The text is empty where the model refused or the server gave something else.
    """
    try:
        choice = found["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        return "", False
    return content if isinstance(content, str) else "", reason == "length"
