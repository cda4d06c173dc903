"""Translation engines: the contract that each one keeps, and the table of them."""

from translator.engines.table import ENGINES, Engine, OnResult, load_engine

__all__ = ["ENGINES", "Engine", "OnResult", "load_engine"]
