"""Which releases were heard: a transcript holds for these."""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path

DEBIAN = Path("/etc/debian_version")


def heard_by(browser: str) -> str:
    """Screen reader, browser and system, as the head of a transcript names them."""
    return ", ".join((f"Orca {_package('orca')}", browser, _system()))


def _package(name: str) -> str:
    """The version of a Debian package, or that there is none."""
    command = ["dpkg-query", "--show", "--showformat=${Version}", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "of unknown version"
    return done.stdout.strip() or "of unknown version"


def _system() -> str:
    if DEBIAN.exists():
        return f"Debian {DEBIAN.read_text(encoding='utf-8').strip()}"
    return platform.platform()
