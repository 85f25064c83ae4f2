"""Page states × languages × viewing conditions of this house; the only importer of idp.pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from a11y.conditions import CONDITIONS, Condition
from a11y.targets import TargetsError, Visit
from idp.pages import TEMPLATES, StatesError, load_states, without_states

SOURCE_LANGUAGE = "en"
__all__ = ["SOURCE_LANGUAGE", "TEMPLATES", "in_pairs", "languages", "visits"]


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
    full: bool = False,
) -> tuple[Visit, ...]:
    """Every page state in every language and under every condition, in pairs or in full.

    In pairs, each state is seen once in each language and once under each condition, and which
    language meets which condition changes from state to state. The first condition always meets
    the first language. full: each language meets each condition.
    only: glob over state ids.  language: () for all there are.
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
    spoken, conditions = tuple(language) or languages(templates), tuple(condition)
    return tuple(
        Visit(state.id, state.about.purpose, code, chosen)
        for number, state in enumerate(states)
        for code, chosen in (
            _everything(spoken, conditions) if full else in_pairs(spoken, conditions, number)
        )
    )


Chosen = Iterator[tuple[str, tuple[Condition, ...]]]


def _everything(spoken: Sequence[str], conditions: tuple[Condition, ...]) -> Chosen:
    return ((code, conditions) for code in spoken)


def in_pairs(spoken: Sequence[str], conditions: Sequence[Condition], number: int) -> Chosen:
    """Each language once at least, each condition once at least. number: of the state.

    The first condition meets the first language: what is recorded of a page is then comparable.
    """
    count = max(len(spoken), len(conditions))
    # The start moves on with each state, unless there are too few conditions to go round.
    start = number if len(conditions) > len(spoken) else 0
    met: dict[str, list[Condition]] = {code: [] for code in spoken}
    for place in range(count):
        code = spoken[0] if place == 0 else spoken[(place + start) % len(spoken)]
        met[code].append(conditions[place % len(conditions)])
    return ((code, tuple(chosen)) for code, chosen in met.items() if chosen)
