"""A story for the screen reader: its name, where its golden transcripts lie, who tells it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from a11y.screen_reader.telling import Told
from a11y.screen_reader.transcript import Transcript, read

TEMPLATES = Path(__file__).parents[2] / "templates"
# How the files end: as .txt they would be taken for templates of mails.
ENDING = ".transcript"
NAMES = {"en": "English", "fr": "French", "de": "German", "lb": "Luxembourgish"}
RECORDING = os.environ.get("TRANSCRIPTS") == "record"
RUNS = int(os.environ.get("TRANSCRIPT_RUNS", "1"))


@dataclass(frozen=True)
class Story:
    """One way through pages. id: "flow/name".  is_live: with the running provider and real mails.

    tell: does the steps; gets what is told, and the address of the page states or the stage.
    """

    id: str
    about: str
    tell: Callable[[Told, object], None]
    is_live: bool = False

    def file(self, language: str, browser: str = "") -> Path:
        """Where its golden transcript lies, beside the states of the flow's pages."""
        flow, name = self.id.split("/")
        ending = f".{browser}{ENDING}" if browser else ENDING
        return TEMPLATES / flow / "transcripts" / language / f"{name}{ending}"

    def golden(self, language: str, browser: str = "") -> Transcript:
        """What it should sound like. Raises FileNotFoundError where that is not recorded."""
        return read(self.file(language, browser).read_text(encoding="utf-8"))

    def keep(self, language: str, told: Told, heard_by: str, browser: str = "") -> None:
        """Makes what was heard now the golden transcript."""
        about = {
            "Story": self.about,
            "Language": f"{language} ({NAMES[language]})",
            "Heard by": heard_by,
        }
        file = self.file(language, browser)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Transcript(about, tuple(told.steps)).text(), encoding="utf-8")
