"""The models of every engine: which there are, which translates, installing and removing."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from translator.engines import chosen, folders, network, options_in_environment
from translator.engines.argos import archive, packages
from translator.engines.argos.catalogue import download, index_url, latest_offer
from translator.engines.argos.installing import find_installed, install_file
from translator.engines.firefox import files as firefox
from translator.engines.offers import EMBEDDED_LICENCE, OFFERS, Offer, offer_of
from translator.errors import UsageError
from translator.model import Progress

_PAIRS = ("argos", "zh-en", "zh_en", "translate-zh_en")
"""Names of the Argos package; a pair meant it before there were other engines."""

ADVICE_SECONDS = 30 * 24 * 3600

Shown = Callable[[str], AbstractContextManager[Progress]]
"""Makes the progress callback of a download of a given title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownModel:
    """A model on this machine; ``used`` is the one that translates where no engine is named.

    The ``embedded`` one and a ``shared`` one, which the environment names, are not removed by this program.
    """

    engine: str
    label: str
    version: str
    path: Path
    bytes: int
    licence: str
    embedded: bool = False
    shared: bool = False
    used: bool = False
    problem: str = ""


def known_models() -> list[KnownModel]:
    """Return the models of all engines, in the order in which they are preferred.

    An installed model is preferred to the embedded one, Firefox to Argos, and a higher version to a lower one.
    """
    shared = options_in_environment("firefox").get("model")
    installed = firefox.installed_model()
    found = (
        [_of_firefox(firefox.read_model(Path(shared).expanduser()), used=True, shared=True)] if shared else []
    )
    if installed:
        found.append(_of_firefox(installed, used=not shared))
    return [*found, *_of_argos(used=not found)]


def _of_firefox(model: firefox.Model, *, used: bool, shared: bool = False) -> KnownModel:
    return KnownModel(
        engine="firefox",
        label=model.label,
        version=model.version,
        path=model.path,
        bytes=folders.size(model.path),
        licence=offer_of("firefox").licence,
        shared=shared,
        used=used and not model.problem,
        problem=model.problem,
    )


def _of_argos(*, used: bool) -> list[KnownModel]:
    models = packages.installed_models()
    embedded = packages.embedded_model()
    usable = [model for model in models if not model.problem]
    best = usable[0] if usable else embedded if not models else None
    return [
        KnownModel(
            engine="argos",
            label=model.label,
            version=model.version,
            path=model.path,
            bytes=folders.size(model.path),
            licence=EMBEDDED_LICENCE if model.embedded else offer_of("argos").licence,
            embedded=model.embedded,
            used=used and model is best,
            problem=model.problem,
        )
        for model in (*models, embedded)
        if model is not None
    ]


def best_offer() -> Offer | None:
    """Return the best model that can be installed; None when it is installed."""
    there = {model.engine for model in known_models() if not model.embedded and not model.problem}
    return None if OFFERS[0].name in there else OFFERS[0]


def install(what: str, shown: Shown) -> KnownModel:
    """Install the model of an engine by its name, or one from a file or a folder, and return it.

    Raises `UsageError` for anything else.
    """
    path = Path(what).expanduser()
    if what == "firefox":
        return _download_firefox(shown)
    if what in _PAIRS:
        return _download_argos(shown)
    if path.is_dir():
        from translator.engines.firefox.installing import install_folder

        return _of_firefox(install_folder(path), used=True)
    if what.endswith(".argosmodel") or path.exists():
        return _installed(install_file(path))
    names = ", ".join(offer.name for offer in OFFERS)
    raise UsageError(
        f"'{what}' is neither a model nor a file or folder",
        hint=f"Give one of {names}, an .argosmodel file, or a folder with the files of a Firefox model.",
    )


def _download_firefox(shown: Shown) -> KnownModel:
    from translator.engines.firefox.installing import install_published, published

    model = published()
    title = f"downloading Firefox Translations {model.version} {model.architecture}".rstrip()
    with shown(title) as progress:
        return _of_firefox(install_published(model, progress), used=True)


def _download_argos(shown: Shown) -> KnownModel:
    offer = latest_offer(index_url())
    with tempfile.TemporaryDirectory(prefix="translator-download-") as folder:
        package = Path(folder) / f"translate-zh_en-{offer.version.replace('.', '_')}.argosmodel"
        with shown(f"downloading Argos {offer.label}") as progress:
            download(offer, package, progress)
        return _installed(install_file(package))


def _installed(model: packages.Model) -> KnownModel:
    return next(known for known in known_models() if known.path == model.path)


def find(wanted: str) -> KnownModel:
    """Return the installed model meant by ``wanted``: an engine, a version, a folder's name, or the only one.

    Raises `UsageError` when there is none or more than one, and `EngineError` for the embedded model.
    """
    installed = [model for model in known_models() if not model.embedded and not model.shared]
    found = [model for model in installed if not wanted or wanted in _names(model)]
    if len(found) == 1:
        return found[0]
    if len({model.engine for model in found}) > 1:
        names = ", ".join(f"{model.engine} {model.version}" for model in found)
        raise UsageError(
            f"several models are installed: {names}",
            hint=f"Say which one, e.g. 'translator models remove {found[0].engine}'.",
        )
    return _installed(find_installed("zh-en" if wanted == "argos" else wanted or None))


def _names(model: KnownModel) -> tuple[str, ...]:
    return model.version, model.path.name, *(_PAIRS if model.engine == "argos" else (model.engine,))


def advice(engine: str) -> str:
    """Return one line on better English for who translates with the embedded model, else an empty string.

    It is given once in 30 days, and not where the network may not be used.
    """
    if chosen(engine) != "argos" or network.is_forbidden():
        return ""
    used = next((model for model in known_models() if model.used), None)
    if used is None or not used.embedded or _told_of_late():
        return ""
    return (
        "For much better English, run 'translator models install': it shows which models there are and downloads one "
        f"(about {OFFERS[0].megabytes} MB, once)."
    )


def _told_of_late() -> bool:
    """Return whether the advice was given on this account in the last 30 days, and note that it is given now."""
    try:
        mark = archive.cache_folder() / "better-english"
        if mark.exists() and time.time() - mark.stat().st_mtime < ADVICE_SECONDS:
            return True
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError:
        pass  # then it is given again
    return False
