"""Chinese → English models: the installed Argos packages and the embedded one.

``argostranslate.translate`` and ``argostranslate.sbd`` are never imported: they pull in ``minisbd``, which is
under the AGPL. ``argostranslate.package`` does not, except in its own install and uninstall functions.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from translator.engines.argos.archive import temporary_folder
from translator.errors import EngineError, os_reason

CODE = "zh_en"
EMBEDDED_FOLDER = Path(__file__).parent / "embedded"
INSTALL_HINT = "Run 'translator models install zh-en', or 'translator models install FILE.argosmodel'."


class Tokenizer(Protocol):
    """Conversion of text into the pieces of a model, and back."""

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of ``sentence``."""

    def decode(self, tokens: list[str]) -> str:
        """Return the text of ``tokens``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A Chinese → English package.

    ``path`` is the folder of the package, or the archive of the embedded one. ``problem`` says why it cannot be used,
    or is empty.
    """

    version: str
    path: Path
    embedded: bool = False
    problem: str = ""

    @property
    def label(self) -> str:
        """Return code and version for people and signatures, e.g. ``zh_en 0.6 (built-in)``."""
        return f"{CODE} {self.version}" + (" (built-in)" if self.embedded else "")


def package_folders() -> tuple[Path, ...]:
    """Return the folders in which Argos Translate keeps its packages, first the folder for new packages.

    Raises `EngineError` when the user's Argos settings cannot be read.
    """
    return tuple(Path(folder) for folder in argos_settings().package_dirs)


def argos_settings() -> Any:  # noqa: ANN401  # a module without type information
    """Return the module ``argostranslate.settings``, which creates its folders in the user's home when imported.

    Where the home cannot be written to, its folders are temporary, because the embedded model must work there too.
    Raises `EngineError` when the user's Argos settings cannot be read.
    """
    try:
        return _import_settings()
    except (OSError, RuntimeError):
        with _temporary_xdg():
            return _import_settings()
    except (ValueError, KeyError, AssertionError, TypeError) as error:
        raise EngineError(
            f"the settings of Argos Translate cannot be read ({error})",
            hint="Check the ARGOS_… environment variables and argos-translate/settings.json.",
        ) from None


def _import_settings() -> Any:  # noqa: ANN401  # a module without type information
    with contextlib.redirect_stdout(io.StringIO()):  # it prints warnings, which would break --json
        from argostranslate import settings

    return settings


@contextlib.contextmanager
def _temporary_xdg() -> Iterator[None]:
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    before = {name: os.environ.get(name) for name in names}
    try:
        folder = temporary_folder("translator-argos-")
    except OSError as error:
        raise EngineError(
            f"neither your home folder nor a temporary one can be written to ({os_reason(error)})",
            hint="Set TMPDIR to a folder that you may write to.",
        ) from None
    os.environ.update(dict.fromkeys(names, str(folder)))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def installed_models() -> list[Model]:
    """Return the installed Chinese → English packages, the highest version first, broken ones included."""
    folders = (path for parent in package_folders() for path in sorted(parent.glob("*/")))
    found = [model for path in folders if (model := _read_package(path)) is not None]
    return sorted(found, key=lambda model: version_key(model.version), reverse=True)


def embedded_model() -> Model | None:
    """Return the package that comes with the program, or None when its file is missing."""
    models = [
        Model(version=path.stem.rsplit("-", 1)[-1].replace("_", "."), path=path, embedded=True)
        for path in EMBEDDED_FOLDER.glob(f"translate-{CODE}-*.argosmodel")
    ]
    return max(models, key=lambda model: version_key(model.version), default=None)


def choose_model() -> Model:
    """Return the installed package of the highest version, else the embedded one.

    Raises `EngineError` when there is none, and when all installed packages are broken: the embedded model gives much
    poorer text than the package that the user chose to install.
    """
    installed = installed_models()
    usable = [model for model in installed if not model.problem]
    if usable:
        return usable[0]
    if installed:
        best = installed[0]
        raise EngineError(
            f"{best.path}: the installed package {best.label} is broken ({best.problem})",
            hint=f"Run 'translator models remove {best.path.name}', then install it again.",
        )
    embedded = embedded_model()
    if embedded is None:
        raise EngineError("there is no Chinese to English model", hint=INSTALL_HINT)
    return embedded


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of ``version`` for comparison: 1.10 is above 1.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _read_package(path: Path) -> Model | None:
    try:
        metadata = json.loads((path / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError):
        if CODE not in path.name:
            return None
        return Model(version="?", path=path, problem="metadata.json cannot be read")
    if not is_our_pair(metadata):
        return None
    return Model(version=str(metadata.get("package_version") or "?"), path=path, problem=missing_files(path))


def is_our_pair(metadata: object) -> bool:
    """Return whether the metadata of a package says that it translates Chinese into English."""
    if not isinstance(metadata, dict) or metadata.get("type", "translate") != "translate":
        return False
    return metadata.get("from_code") == "zh" and metadata.get("to_code") == "en"


def missing_files(path: Path) -> str:
    """Return what is missing in the package in folder ``path``, or an empty string."""
    if not (path / "model" / "model.bin").is_file():
        return "model/model.bin is missing"
    if not any((path / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        return "sentencepiece.model is missing"
    return ""


def open_package(path: Path) -> tuple[Tokenizer, str]:
    """Return the tokenizer and the target prefix of the Argos package in folder ``path``.

    Raises `EngineError` for a package that Argos cannot open.
    """
    argos_settings()
    from argostranslate.package import Package

    try:
        package = Package(path)
        package.tokenizer.encode("。")
    except (OSError, ValueError, RuntimeError, AttributeError, TypeError) as error:
        raise _broken_package(path, error) from None
    return package.tokenizer, str(package.target_prefix or "")


def open_translator(path: Path, *, workers: int) -> Any:  # noqa: ANN401  # ctranslate2 has no types
    """Return the CTranslate2 model of the Argos package in folder ``path`` for ``workers`` cores.

    Every worker decodes batches of its own on one core, which is faster for many sentences than all cores on one
    batch; they share the weights. Raises `EngineError` when the model cannot be loaded.
    """
    import ctranslate2

    try:
        return ctranslate2.Translator(
            str(path / "model"),
            device="cpu",
            compute_type="int8",
            inter_threads=workers,
            intra_threads=1,
        )
    except MemoryError:
        raise out_of_memory() from None
    except (RuntimeError, ValueError) as error:
        raise out_of_memory() if "alloc" in str(error) else _broken_package(path, error) from None


def _broken_package(path: Path, error: Exception) -> EngineError:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return EngineError(
        f"{path}: the model cannot be loaded ({reason})",
        hint="Remove it with 'translator models remove' and install it again.",
    )


def out_of_memory() -> EngineError:
    """Return the error for a machine without enough memory for the model."""
    return EngineError(
        "there is not enough memory for the translation model",
        hint="Close other programs, or install a smaller model.",
    )
