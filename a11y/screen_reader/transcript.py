"""A transcript: what a person did, and what the screen reader said; written, read, compared."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from a11y.screen_reader.speech import Utterance

NEXT = " | "
INDENT = "    "
LINE_CHARACTERS = 100
SILENCE = "(silence)"
LOADED = "(Finished loading "
# After the name of a page whose focus is still on the whole of it.
PAGE = ("(document web.)", "(main content)")
PAGE_NAMED = (2, 3)  # utterances: the name, and one or both of these
BROWSE = "(Browse mode)"
HOW_TO_READ = """\
# key: what was said | what was said next
# Words of the page are in the language named above; [fr] marks words that the voice was told to
# say in another one, and (…) the reader's own words, for which no language was told.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What the person did, and what was said then, each as it is written."""

    did: str
    said: tuple[str, ...]

    @property
    def is_silent(self) -> bool:
        return not self.said


@dataclass(frozen=True, slots=True)
class Transcript:
    """One story. about: name -> value of the lines above it (story, language, versions)."""

    about: Mapping[str, str]
    steps: tuple[Step, ...]

    def text(self) -> str:
        """As a file that is read by people, and by `read`."""
        heading = "".join(f"# {name}: {value}\n" for name, value in self.about.items())
        lines = "".join(f"{line}\n" for step in self.steps for line in _lines(step))
        return f"{heading}#\n{HOW_TO_READ}\n{lines}"


def written(said: Utterance, language: str) -> str:
    """An utterance as transcripts write it. language: of the story."""
    text = said.text.replace("|", "¦")
    if not said.tongue:
        return f"({text})"
    return text if said.tongue == language else f"[{said.tongue}] {text}"


def read(text: str) -> Transcript:
    """A transcript from its file. Raises ValueError naming the line that is none."""
    about: dict[str, str] = {}
    steps: list[tuple[str, list[str]]] = []
    body = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            name, found, value = line.removeprefix("# ").partition(": ")
            if found and not body:
                about[name] = value
            body |= line == "#"
        elif line.startswith(INDENT) and steps:
            steps[-1][1].extend(line.strip().removeprefix("| ").split(NEXT))
        elif line.strip():
            did, colon, said = line.partition(":")
            if not colon:
                raise ValueError(f"line {number}: “{line}” is no step; write `key: what was said`.")
            steps.append((did, [one for one in said.strip().split(NEXT) if one]))
    told = ((did, () if said == [SILENCE] else tuple(said)) for did, said in steps)
    return Transcript(about, tuple(Step(*step) for step in told))


def difference(golden: Sequence[Step], heard: Sequence[Step]) -> str:
    """What is not as it was, for people; "" when every step is the same."""
    if list(golden) == list(heard):
        return ""
    return "\n".join(
        difflib.unified_diff(
            _by_utterance(golden),
            _by_utterance(heard),
            "as it should sound",
            "as it sounds now",
            n=4,
            lineterm="",
        )
    )


def _by_utterance(steps: Iterable[Step]) -> list[str]:
    """One line for each utterance, so that a difference shows one."""
    lines: list[str] = []
    for step in steps:
        lines.append(f"{step.did}:")
        lines.extend(f"{INDENT}{one}" for one in step.said or (SILENCE,))
    return lines


def _lines(step: Step) -> list[str]:
    whole = f"{step.did}: {NEXT.join(step.said) or SILENCE}"
    if len(whole) <= LINE_CHARACTERS:
        return [whole]
    lines = [f"{step.did}:"]
    for said in step.said:
        # What the reader adds stands behind the words that it is about.
        if said.startswith("(") and len(lines) > 1:
            lines[-1] += NEXT + said
        else:
            lines.append(f"{INDENT}| {said}")
    return lines


def masked(text: str, masks: Mapping[str, str]) -> str:
    """The text with names in place of what differs each time; longer ones first."""
    for value in sorted(filter(None, masks), key=len, reverse=True):
        text = text.replace(value, masks[value])
    return text


def without_prelude(heard: Step, expected: Step) -> Step:
    """The step without what may be said of a page before its focus has been moved.

    A page that moves the focus at its start is a page like others for a moment. Whether Orca looks
    in that moment is chance; where it does, it says so again once the page is there. Nothing is
    left out where the expected step begins otherwise, or where no loaded page is told of; of a page
    that begins with a part of it, nothing but the page's own name, and only where all else is so.
    That Orca goes over to reading is said once: there already, or with the part.
    """
    said, wanted = heard.said, expected.said
    if wanted and wanted[0].startswith(LOADED):
        begins = next((n for n, one in enumerate(said) if one == wanted[0]), 0)
        return Step(heard.did, said[begins:])
    if not any(one.startswith(LOADED) for one in wanted):
        return heard
    for moved in ((), (BROWSE,)) if BROWSE in wanted else ((),):
        rest = _without(wanted, moved)
        more = len(said) - len(rest)
        page = _without(said[:more], moved)
        named = len(page) in PAGE_NAMED and page[1:] == PAGE[: len(page) - 1]
        if named and len(page) + len(moved) == more and said[more:] == rest:
            return Step(heard.did, wanted)
    return heard


def _without(said: tuple[str, ...], some: tuple[str, ...]) -> tuple[str, ...]:
    """The same, but for the first of each of these."""
    left = list(said)
    for one in some:
        if one in left:
            left.remove(one)
    return tuple(left)
