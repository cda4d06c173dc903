"""Translation engines."""

from translator.engines.table import (
    ENGINES,
    ContextReader,
    Correction,
    Corrector,
    Engine,
    EngineEntry,
    Metered,
    OnResult,
    Option,
    Options,
    Question,
    Usage,
    chosen,
    load_engine,
    options_in_environment,
    variable,
)

__all__ = [
    "ENGINES",
    "ContextReader",
    "Correction",
    "Corrector",
    "Engine",
    "EngineEntry",
    "Metered",
    "OnResult",
    "Option",
    "Options",
    "Question",
    "Usage",
    "chosen",
    "load_engine",
    "options_in_environment",
    "variable",
]
