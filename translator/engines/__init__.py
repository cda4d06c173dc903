"""Translation engines."""

from translator.engines.table import ENGINES, Engine, OnResult, load_engine

__all__ = ["ENGINES", "Engine", "OnResult", "load_engine"]
