"""Page states × languages × viewing conditions of this house; the only importer of idp.pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from a11y.conditions import CONDITIONS, DEFAULT, Condition
from a11y.targets import TargetsError, Visit
from idp.pages import TEMPLATES, PageState, StatesError, load_states, without_states

SOURCE_LANGUAGE = "en"


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
    Raises TargetsError when a template has no states or wrong ones, and when nothing is left.
    """
    if bare := without_states(templates):
        raise TargetsError(f"No states, so nobody would look at it: templates/{bare[0]}")
    try:
        states = [state for state in load_states(templates) if fnmatchcase(state.id, only)]
    except StatesError as error:
        raise TargetsError(str(error)) from error
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
