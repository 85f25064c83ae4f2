"""One sitting: the questions in their order, and what was answered; each answer is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from a11y.answers import ANSWERED, Question, Status
from a11y.manual.questions import Ask
from a11y.verdict import Answer

MOST_SIGNS = 4000


@dataclass(slots=True)
class Sitting:
    """keep: writes an answer to the store.  by: the name given last.  said: answers so far."""

    asks: tuple[Ask, ...]
    keep: Callable[[Answer], None]
    today: Callable[[], date]
    by: str = ""
    said: dict[Question, Answer] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return sum(ask.id not in self.said for ask in self.asks)

    def wrong(self, status: str, note: str, by: str) -> list[str]:
        """What keeps an answer from being taken: names of what is missing, in order."""
        missing = []
        if status not in {one.value for one in ANSWERED}:
            missing.append("answer")
        if status == Status.NC.value and not note.strip():
            missing.append("note")
        if not by.strip():
            missing.append("name")
        return missing

    def answer(self, ask: Ask, status: str, note: str, by: str) -> None:
        """Keeps an answer; a later one to the same question counts. Raises ValueError if wrong."""
        if missing := self.wrong(status, note, by):
            raise ValueError(f"Not an answer: there is no {missing[0]}.")
        criterion, page, element = ask.id
        self.by = by.strip()[:MOST_SIGNS]
        words = note.strip()[:MOST_SIGNS]
        given = Answer(criterion, page, status, words, self.by, self.today(), element)
        self.keep(given)
        self.said[ask.id] = given
