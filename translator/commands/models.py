"""Listing and installing of translation models."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from translator.engines.argos.catalogue import download, index_url, latest_offer
from translator.engines.argos.installing import install_file
from translator.engines.argos.packages import Model, embedded_model, installed_models
from translator.errors import UsageError
from translator.model import Progress

_PAIRS = ("zh-en", "zh_en", "translate-zh_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownModel:
    """A model on this machine; ``used`` is the one that translates."""

    model: Model
    used: bool


def known_models() -> list[KnownModel]:
    """Return the installed models and the embedded one.

    The installed model of the highest version is used; the embedded one only when none is installed.
    """
    installed, embedded = installed_models(), embedded_model()
    usable = [model for model in installed if not model.problem]
    used = usable[0] if usable else embedded if not installed else None
    return [KnownModel(model=one, used=one is used) for one in (*installed, embedded) if one is not None]


def install(what: str, shown: Callable[[str], AbstractContextManager[Progress]]) -> Model:
    """Install a package file, or the current package of the pair ``zh-en`` from the index, and return its model.

    ``shown`` gives the progress callback for a download of a given title. Raises `UsageError` for anything else.
    """
    if what in _PAIRS:
        offer = latest_offer(index_url())
        with tempfile.TemporaryDirectory(prefix="translator-download-") as folder:
            archive = Path(folder) / f"translate-zh_en-{offer.version.replace('.', '_')}.argosmodel"
            with shown(f"downloading {offer.label}") as progress:
                download(offer, archive, progress)
            return install_file(archive)
    if what.endswith(".argosmodel") or Path(what).exists():
        return install_file(Path(what).expanduser())
    raise UsageError(
        f"'{what}' is neither zh-en nor a package file",
        hint="Use 'translator models install zh-en' or 'translator models install FILE.argosmodel'.",
    )
