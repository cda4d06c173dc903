"""Translation engines."""

from translator.engines.table import ENGINES, Correction, Corrector, Engine, OnResult, load_engine

__all__ = ["ENGINES", "Correction", "Corrector", "Engine", "OnResult", "load_engine"]
