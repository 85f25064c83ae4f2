"""Tells the stories of this folder to a real screen reader, and keeps what it says."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
# How the files end: as .txt they would be taken for templates of mails.
ENDING = ".transcript"
LANGUAGES = ("en", "fr", "de", "lb")
NAMES = {"en": "English", "fr": "French", "de": "German", "lb": "Luxembourgish"}
RECORDING = os.environ.get("TRANSCRIPTS") == "record"
RUNS = int(os.environ.get("TRANSCRIPT_RUNS", "1"))


@dataclass(frozen=True)
class Story:
    """One way through pages. id: "flow/name".  is_live: on the running provider, by real mails."""

    id: str
    about: str
    tell: Callable[..., None]
    is_live: bool = False

    def file(self, language: str, browser: str = "") -> Path:
        """Where its golden transcript lies, beside the states of the flow's pages."""
        flow, name = self.id.split("/")
        folder = TEMPLATES / flow / "transcripts" / language
        return folder / f"{name}{f'.{browser}' if browser else ''}{ENDING}"
