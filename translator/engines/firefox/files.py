"""Firefox Translations models on this machine: their files, their folders and their descriptions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from translator.errors import EngineError, os_reason

ENGINE = "firefox"
ABOUT = "about.json"
"""What the installer knows of a model, beside its files."""

INSTALL_HINT = (
    "Run 'translator models install firefox', or 'translator models install FOLDER' with its files."
)

_NAME = re.compile(
    r"(?P<role>model|vocab|srcvocab|trgvocab)\.(?P<pair>[A-Za-z_-]+)\.(?:[\w.]+\.)?(?:bin|spm)(?:\.gz|\.zst)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A Chinese → English model in the folder ``path``; ``problem`` says why it cannot be used, or is empty."""

    path: Path
    version: str
    architecture: str = ""
    problem: str = ""

    @property
    def label(self) -> str:
        """Return pair, version and architecture for people and signatures, e.g. ``zh-en 3.0 base``."""
        return " ".join(filter(None, ("zh-en", self.version, self.architecture)))


def folder() -> Path:
    """Return the folder of the installed model, which may not exist; raise `EngineError` when there is no home."""
    from platformdirs import user_data_path

    data = user_data_path("translator-zh-en", appauthor=False)
    if not data.is_absolute():
        raise EngineError("your account has no home folder", hint="Set XDG_DATA_HOME to a folder of yours.")
    return data / "firefox" / "zh-en"


def installed_model() -> Model | None:
    """Return the installed model, or None."""
    path = folder()
    return read_model(path) if path.is_dir() else None


def choose_model(given: str = "") -> Model:
    """Return the model in the folder ``given``, else the installed one; raise `EngineError` when it cannot be used."""
    model = read_model(Path(given).expanduser()) if given else installed_model()
    if model is None:
        raise EngineError("no Firefox Translations model is installed", hint=INSTALL_HINT)
    if not model.problem:
        return model
    again = (
        "Get its files again" if given else "Run 'translator models remove firefox', then install it again"
    )
    raise EngineError(f"{model.path}: this model cannot be used ({model.problem})", hint=f"{again}.")


def read_model(path: Path) -> Model:
    """Return the model in the folder ``path``, with its problem, if any."""
    try:
        about = json.loads((path / ABOUT).read_text("utf-8"))
        sizes = {str(name): int(size) for name, size in about["bytes"].items()}
        version, architecture = str(about["version"]), str(about["architecture"])
    except FileNotFoundError:
        return _unknown(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Model(path=path, version="?", problem=f"{ABOUT} cannot be read")
    wrong = next((name for name, size in sizes.items() if _size(path / name) != size), "")
    problem = f"{wrong} is missing or not as it was installed" if wrong else ""
    return Model(path=path, version=version, architecture=architecture, problem=problem)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _unknown(path: Path) -> Model:
    """Return a model that was not installed by this program: its version is the beginning of its checksum."""
    try:
        found = parts(path.iterdir())
        packed = next((file.name for file in found.values() if file.suffix in (".gz", ".zst")), "")
        with found["model"].open("rb") as file:
            version = hashlib.file_digest(file, "sha256").hexdigest()[:8]
    except EngineError as error:
        return Model(path=path, version="?", problem=error.message)
    except OSError as error:
        return Model(path=path, version="?", problem=f"it cannot be read: {os_reason(error)}")
    problem = f"{packed} is compressed: install the folder" if packed else ""
    return Model(path=path, version=version, problem=problem)


def parts(files: Iterable[Path]) -> dict[str, Path]:
    """Return the files of a Chinese → English model by their role, as Mozilla names them.

    The roles are *model* and either *vocab* or both *srcvocab* and *trgvocab*; a shortlist is not needed. Raises
    `EngineError` with what is missing.
    """
    found: dict[str, Path] = {}
    others: set[str] = set()
    for path in sorted(files):  # model.….bin comes before model.….bin.gz
        match = _NAME.fullmatch(path.name)
        if match and is_our_pair(match["pair"]):
            found.setdefault(match["role"], path)
        elif match:
            others.add(match["pair"])
    if "vocab" in found:
        found = {role: path for role, path in found.items() if role in ("model", "vocab")}
    wanted = {"model": "model.zhen.….bin"}
    if "vocab" not in found:
        split = found.keys() & {"srcvocab", "trgvocab"}
        names = ("srcvocab", "trgvocab") if split else ("vocab",)
        wanted |= {role: f"{role}.zhen.spm" for role in names}
    missing = [name for role, name in wanted.items() if role not in found]
    if missing:
        there = f"; there are files for {', '.join(sorted(others))}" if others else ""
        raise EngineError(f"{' and '.join(missing)} missing{there}", hint=INSTALL_HINT)
    return found


def is_our_pair(pair: str) -> bool:
    """Return whether a name such as ``zhen`` or ``zh-Hans`` to ``en``, written together, is Chinese to English."""
    plain = re.sub(r"[-_]", "", pair).lower()
    return plain in ("zhen", "zhhansen", "zhcnen")


def vocabularies(found: dict[str, Path]) -> tuple[Path, Path]:
    """Return the vocabularies of the source and the target, which are one file in most models."""
    return found.get("srcvocab") or found["vocab"], found.get("trgvocab") or found["vocab"]
