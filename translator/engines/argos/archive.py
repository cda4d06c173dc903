"""Unpacking of Argos package archives: zip files with one top folder."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import stat
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from translator.errors import EngineError, os_reason
from translator.text.zips import ZIP_FAULTS


def cache_folder() -> Path:
    """Return this program's folder in the user's cache, which may not exist; raise `OSError` when there is no home."""
    from platformdirs import user_cache_path

    folder = user_cache_path("translator-zh-en", appauthor=False)
    if not folder.is_absolute():
        raise FileNotFoundError(folder)
    return folder


def temporary_folder(prefix: str) -> Path:
    """Return a new folder that is removed when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def unpacked(archive: Path) -> Path:
    """Return the folder with the contents of ``archive``, unpacked once and kept in the user's cache.

    The folder is named by the archive's SHA-256 and checked against the archive on every use, so that a changed,
    cut short or damaged copy is never used. Where the cache cannot be written to, the folder is temporary. Raises
    `EngineError` when the archive is missing or broken.
    """
    try:
        with archive.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(archive, error) from None
    try:
        models = cache_folder() / "models"
        kept = models / digest[:32]
        if is_complete(archive, kept):
            return kept
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".unpacking-", dir=models, ignore_cleanup_errors=True
        ) as staging:
            _unpack_into_place(archive, Path(staging), kept)
        return kept
    except OSError:
        return _unpacked_for_now(archive)


def _unpack_into_place(archive: Path, staging: Path, kept: Path) -> None:
    """Unpack beside the final place and rename: whoever looks there sees all of it or nothing."""
    fresh = extract(archive, staging / "new")
    try:
        if kept.exists() and not is_complete(archive, kept):
            kept.rename(staging / "damaged")
        fresh.rename(kept)
    except OSError:
        if not is_complete(archive, kept):  # else another process was faster
            raise


def _unpacked_for_now(archive: Path) -> Path:
    try:
        return extract(archive, temporary_folder("translator-model-") / "model")
    except OSError as error:
        raise EngineError(
            f"{archive.name}: there is no place to unpack the model ({os_reason(error)})",
            hint="Free about 20 MB in the temporary folder or the cache folder of your account.",
        ) from None


def _unreadable(archive: Path, error: OSError) -> EngineError:
    return EngineError(
        f"{archive}: cannot be read ({os_reason(error)})",
        hint="Check that the file exists and that you may read it.",
    )


def _broken(archive: Path, reason: str) -> EngineError:
    return EngineError(
        f"{archive}: this is not a usable Argos package ({reason})",
        hint="Get the file again; for the model that comes with the program, install the program again.",
    )


def members(archive: Path) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """Return the files in ``archive`` by their path below its one top folder.

    Raises `EngineError` for a file that is not a zip, has no or several top folders, or has a member that would be
    unpacked outside of the target folder.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
    except OSError as error:
        raise _unreadable(archive, error) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _broken(archive, "it is not a zip archive, or is cut short") from None
    for info in infos:
        if not _is_safe(info):  # a link, or outside of the folder on some platform
            raise _broken(archive, f"unsafe name '{info.filename}'")
    tops = {PurePosixPath(info.filename).parts[0] for info in infos}
    if len(tops) != 1 or any("/" not in info.filename for info in infos):
        raise _broken(archive, "it does not have one top folder")
    found = {PurePosixPath(*PurePosixPath(info.filename).parts[1:]): info for info in infos}
    if any(parent in found for path in found for parent in path.parents):
        raise _broken(archive, "a file in it has the name of a folder")
    return found


def _is_safe(info: zipfile.ZipInfo) -> bool:
    name, parts = info.filename, PurePosixPath(info.filename).parts
    if not parts or name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        return False
    return not stat.S_ISLNK(info.external_attr >> 16)


def extract(archive: Path, target: Path) -> Path:
    """Unpack the contents of the top folder of ``archive`` into the new folder ``target`` and return that.

    Raises `EngineError` for a broken archive and `OSError` where the folder cannot be written.
    """
    found = members(archive)
    try:
        with zipfile.ZipFile(archive) as opened:
            for path, info in found.items():
                place = target / path
                place.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(info) as source, place.open("wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
    except ZIP_FAULTS as error:
        raise _broken(archive, str(error) or "it is cut short") from None
    return target


def is_complete(archive: Path, folder: Path) -> bool:
    """Return whether ``folder`` has every file of ``archive``, unchanged (size and CRC-32)."""
    try:
        return all(
            (folder / path).stat().st_size == info.file_size and _crc32(folder / path) == info.CRC
            for path, info in members(archive).items()
        )
    except OSError:
        return False


def _crc32(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            crc = zlib.crc32(chunk, crc)
    return crc
