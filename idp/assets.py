"""Style, script and icon: named by their content, so that a browser may keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from idp.pages import TEMPLATES

TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
KEPT_S = 31_536_000


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. gzipped: the same bytes, compressed once at start."""

    content: bytes
    gzipped: bytes
    content_type: str


class Assets:
    """All files of one folder, read at start."""

    def __init__(self, folder: Path = TEMPLATES / "assets") -> None:
        files = {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.suffix in TYPES}
        # One name for the whole folder, so that one file can refer to another by its plain name.
        digest = hashlib.sha256()
        for name, content in files.items():
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        self.version = digest.hexdigest()[:16]
        self._assets = {
            name: Asset(content, gzip.compress(content, 9, mtime=0), TYPES[Path(name).suffix])
            for name, content in files.items()
        }

    def path(self, name: str) -> str:
        """The address of a file. Raises KeyError for one that does not exist."""
        if name not in self._assets:
            raise KeyError(name)
        return f"/assets/{self.version}/{name}"

    def find(self, version: str, name: str) -> Asset | None:
        """The file at this address; None for another version, which would be kept for ever."""
        return self._assets.get(name) if version == self.version else None
