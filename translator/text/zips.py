"""Faults of zip archives, which are what .docx, .xlsx and .argosmodel files are."""

from __future__ import annotations

import lzma
import zipfile
import zlib

ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError)
"""What reading a damaged, encrypted or unknown kind of archive raises; `NotImplementedError` is a `RuntimeError`."""
