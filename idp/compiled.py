"""Keeps what was compiled from a source beside it, as Python does with its own modules.

Templates and catalogues are compiled at start. Doing that anew each time costs half a second,
so the result lies in a `__pycache__` beside the sources, under a name that changes with source,
interpreter and library. Where that folder cannot be written, everything works, only slower.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

FOLDER = "__pycache__"


def find(beside: Path, source: bytes, version: str) -> bytes | None:
    """What was kept of this source, None when nothing was.

    beside: the folder of the sources.  version: of the library that reads the result.
    """
    try:
        return _file(beside, source, version).read_bytes()
    except OSError:
        return None


def keep(beside: Path, source: bytes, version: str, made: bytes) -> None:
    """Keeps the result in one piece, so that no other process reads half of it."""
    if sys.dont_write_bytecode:
        return
    file = _file(beside, source, version)
    try:
        file.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as target:
            target.write(made)
        Path(temporary).replace(file)
    except OSError:
        return  # a read-only installation: compiled again at the next start


def _file(beside: Path, source: bytes, version: str) -> Path:
    marks = (sys.implementation.cache_tag or "", version, source.hex())
    return beside / FOLDER / hashlib.sha256("\0".join(marks).encode()).hexdigest()[:32]
