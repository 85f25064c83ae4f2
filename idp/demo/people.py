"""Sample people, so that nobody has to invent an address to try the demo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who might sign in. story: how this person uses a computer, in one sentence."""

    name: str
    address: str
    story: str


PEOPLE: tuple[Person, ...] = (
    Person("Ada", "ada@example.org", "Ada is blind. She listens to pages with a screen reader."),
    Person("Marie", "marie@example.org", "Marie’s hands shake. She uses the keyboard alone."),
    Person("Jos", "jos@example.org", "Jos forgets things. He wants one clear step at a time."),
)
