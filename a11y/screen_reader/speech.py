"""What the screen reader said: utterances, read from the recorder's file as they come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# Said or not, as the clock falls: it tells nothing about a page.
BY_CHANCE = frozenset({"Loading.  Please wait."})
SPOKEN = frozenset({"say", "read", "sign"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said. tongue: the language the voice was told; "" for the reader's own words."""

    text: str
    tongue: str = ""


class SpeechFile:
    """The recorder's file, read on from where one was."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()
        self._read_bytes = 0
        self._heard: list[Utterance] = []
        self.answered = 0  # the newest question that the recorder answered
        self.entries = 0

    def read_on(self) -> None:
        """Takes in what was written since the last time."""
        if self.path.stat().st_size == self._read_bytes:
            return  # a hundred times a second
        with self.path.open("rb") as file:
            file.seek(self._read_bytes)
            whole, _, _ = file.read().rpartition(b"\n")
        if not whole:
            return
        self._read_bytes += len(whole) + 1
        for line in whole.splitlines():
            self._take(json.loads(line))

    def heard(self) -> list[Utterance]:
        """What was said since `take` was called last."""
        return list(self._heard)

    def take(self) -> list[Utterance]:
        """What was said since the last call; it will not be given again."""
        taken, self._heard = self._heard, []
        return taken

    def _take(self, entry: dict[str, str]) -> None:
        if entry["kind"] == "idle":
            self.answered = max(self.answered, int(entry["text"]))
            return
        self.entries += 1
        text = " ".join(entry["text"].split())
        if entry["kind"] in SPOKEN and text and entry["text"].strip() not in BY_CHANCE:
            self._heard.append(Utterance(text, entry["tongue"]))
