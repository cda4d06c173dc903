"""Installing of a Firefox Translations model: downloaded, or from files that the user has."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from translator.engines import folders
from translator.engines.firefox.catalogue import SITE, Published, PublishedFile, index_url, latest
from translator.engines.firefox.engine import FirefoxEngine, check_library
from translator.engines.firefox.files import ABOUT, Model, folder, parts, read_model
from translator.errors import EngineError, os_reason
from translator.model import Progress, no_progress

ELSEWHERE = "set XDG_DATA_HOME to a folder on another disk"


def published() -> Published:
    """Return the model that can be downloaded; raise `EngineError` when the list cannot be had."""
    check_library()
    return latest(index_url())


def install_published(model: Published, progress: Progress = no_progress) -> Model:
    """Download and install ``model`` in place of what is installed; ``progress`` is called with bytes.

    Nothing is replaced before all files are there, their checksums are right and the model has translated a sentence.
    Raises `EngineError` or `OutputError` and leaves what is installed as it is.
    """
    total = sum(file.bytes for file in model.files)

    def fetch(staging: Path) -> tuple[str, str]:
        folders.check_room(total + sum(file.plain_bytes for file in model.files), staging, ELSEWHERE)
        done = 0
        for file in model.files:
            _fetch(file, staging, partial(_further, progress, done, total))
            done += file.bytes
        return model.version, model.architecture

    return _install(fetch)


def _further(progress: Progress, before: int, total: int, stage: str, done: int, _total: int) -> None:
    progress(stage, before + done, total)


def _fetch(file: PublishedFile, staging: Path, progress: Progress) -> None:
    packed = staging / f"{file.name}.zst"
    SITE.save(file.url, packed, file.sha256, progress)
    try:
        unpack(packed, staging / file.name, file.plain_sha256)
    except EngineError as error:
        raise SITE.damaged(file.url, error.message) from None
    packed.unlink()


def install_folder(source: Path) -> Model:
    """Install the model whose files are in the folder ``source``, compressed or not; errors as for a download."""
    check_library()
    try:
        found = parts(source.iterdir())
        for path in found.values():
            path.open("rb").close()
    except OSError as error:
        raise EngineError(
            f"{source}: cannot be read ({os_reason(error)})", hint="Check that you may read it."
        ) from None
    except EngineError as error:
        raise EngineError(
            f"{source}: this folder has no whole Chinese to English model ({error.message})",
            hint="Put all files of the model there, model.zhen.….bin and vocab.zhen.spm, and run 'translator models "
            "install FOLDER' again; they may be packed (.gz, .zst).",
        ) from None

    def copy(staging: Path) -> tuple[str, str]:
        folders.check_room(sum(path.stat().st_size for path in found.values()), staging, ELSEWHERE)
        for path in found.values():
            unpack(path, staging / path.name.removesuffix(".gz").removesuffix(".zst"))
        return _described(source, staging)

    return _install(copy)


def _described(source: Path, staging: Path) -> tuple[str, str]:
    """Return version and architecture: from Mozilla's ``metadata.json`` where it is beside the files."""
    try:
        metadata = json.loads((source / "metadata.json").read_text("utf-8"))
        return str(metadata["version"]), str(metadata["architecture"])
    except (OSError, ValueError, KeyError, TypeError):
        return read_model(staging).version, ""


def _install(fill: Callable[[Path], tuple[str, str]]) -> Model:
    place = folder()
    with folders.staging(place.parent, ELSEWHERE) as staging:
        fresh = staging / "new"
        fresh.mkdir()
        version, architecture = fill(fresh)
        sizes = {path.name: path.stat().st_size for path in sorted(fresh.iterdir())}
        about = {"version": version, "architecture": architecture, "bytes": sizes}
        (fresh / ABOUT).write_text(json.dumps(about, indent=2) + "\n", "utf-8")
        _try_out(fresh)
        folders.put(fresh, place, staging / "old")
    return read_model(place)


def _try_out(path: Path) -> None:
    (answer,) = FirefoxEngine(read_model(path)).translate(["你好。"])
    if not answer.text:
        raise EngineError(
            "the model answers nothing, so it is not installed",
            hint=f"Get all files of one model. {SITE.otherwise}",
        )


def unpack(source: Path, target: Path, sha256: str = "") -> None:
    """Write the content of ``source``, unpacked where its name ends in .gz or .zst, to the new file ``target``.

    Raises `EngineError` when it is broken or has another checksum.
    """
    try:
        if source.suffix == ".zst":
            from fxtranslate import discovery

            target.write_bytes(discovery.verify_and_decompress(source.read_bytes(), None))
        elif source.suffix == ".gz":
            with gzip.open(source) as file, target.open("wb") as sink:
                shutil.copyfileobj(file, sink, 1 << 20)
        else:
            shutil.copyfile(source, target)
    except (ValueError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise EngineError(
            f"{source.name}: it cannot be unpacked ({error})", hint=f"Get the file again. {SITE.otherwise}"
        ) from None
    if sha256:
        with target.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise EngineError("its content has another checksum than the list", hint=SITE.otherwise)
