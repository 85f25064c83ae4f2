"""Page states × languages × viewing conditions, as URLs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlencode

from a11y.conditions import CONDITIONS, DEFAULT, Condition
from idp.pages import TEMPLATES, PageState, load_states, without_states

SOURCE_LANGUAGE = "en"


class TargetsError(Exception):
    """What is to be audited is not complete, or there is nothing; the message says what."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page state in one language, loaded once and looked at under all these conditions.

    state: id "flow/page/state".  path: below the service's address.  purpose: of the page.
    walk: the Tab walk, which costs most and does not depend on the language, is due.
    """

    state: str
    purpose: str
    language: str
    conditions: tuple[Condition, ...]
    walk: bool = True

    @property
    def path(self) -> str:
        return f"/states/{self.state}?{urlencode({'language': self.language})}"

    def view_id(self, condition: Condition) -> str:
        """Name of one view, in reports and waivers: "flow/page/state/language/condition"."""
        return f"{self.state}/{self.language}/{condition.name}"


def languages(templates: Path = TEMPLATES) -> tuple[str, ...]:
    """Languages that have a catalogue; the one the sentences are written in comes first."""
    found = sorted(file.parent.name for file in templates.glob("words/*/messages.po"))
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


def visits(
    templates: Path = TEMPLATES,
    *,
    only: str = "*",
    language: Sequence[str] = (),
    condition: Sequence[Condition] = CONDITIONS,
) -> tuple[Visit, ...]:
    """Every page × state × language in the default condition, and × condition in one language.

    only: glob over state ids.  language: the first gets all conditions; () for all there are.
    Raises TargetsError when a template has no states, and when nothing is left to look at.
    """
    if bare := without_states(templates):
        raise TargetsError(f"No states, so nobody would look at it: templates/{bare[0]}")
    states = [state for state in load_states(templates) if fnmatchcase(state.id, only)]
    if not states:
        raise TargetsError(f"There is no page state like “{only}”.")
    spoken = tuple(language) or languages(templates)
    return tuple(_visits(states, spoken, tuple(condition)))


def _visits(
    states: Sequence[PageState], spoken: Sequence[str], conditions: tuple[Condition, ...]
) -> Iterator[Visit]:
    for state in states:
        yield Visit(state.id, state.about.purpose, spoken[0], conditions)
    if DEFAULT in conditions:
        for code in spoken[1:]:
            for state in states:
                yield Visit(state.id, state.about.purpose, code, (DEFAULT,), walk=False)
