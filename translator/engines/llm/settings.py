"""What a user sets for the engine, checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from translator.engines.http import checked_key, checked_url
from translator.engines.table import Options
from translator.engines.values import number, positive, whole
from translator.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the model is, how it is asked, and how much it may use; 0 stands for no limit and for no price."""

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    batch: int = 10
    timeout: float = 300.0
    max_tokens: int = 0
    max_cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0

    def cost(self, tokens_in: float, tokens_out: float) -> float:
        """Return what tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


def settings_of(options: Options) -> Settings:
    """Return the settings that a user gave; raise `UsageError` for one that is missing or cannot be used."""
    for name, example in (("base_url", "http://localhost:11434/v1"), ("model", "qwen2.5:7b")):
        if not options.get(name, "").strip():
            raise UsageError(
                f"the engine 'llm' needs the option '{name}'",
                hint=f"For example: --engine-option {name}={example}, or TRANSLATOR_LLM_{name.upper()}={example} "
                "in the environment.",
            )
    settings = Settings(
        base_url=checked_url(options["base_url"].strip()),
        model=" ".join(options["model"].split()),
        api_key=checked_key(options.get("api_key", "").strip()),
        batch=whole(options, "batch", 10),
        timeout=number(options, "timeout", 300.0, least=1.0),
        max_tokens=whole(options, "max_tokens", 0),
        max_cost=positive(options, "max_cost", 0.0),
        price_in=number(options, "price_in", 0.0),
        price_out=number(options, "price_out", 0.0),
    )
    if settings.max_cost and not settings.price_in + settings.price_out:
        raise UsageError(
            "max_cost: what a run costs is not known without prices",
            hint="Give price_in and price_out, each for a million tokens, or set max_tokens instead.",
        )
    return settings
