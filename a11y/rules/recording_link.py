"""What a link plays can be read as well (WCAG 2.2 SC 1.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

# What a player on the page plays, and offers to keep, is judged with the player.
PROBE = r"""
const RECORDING = /\.(mp3|wav|og[gav]|opus|m4[av]|aac|flac|wma|mp4|webm|mov|avi|wmv)([?#]|$)/i;
const links = page.links().filter(link => RECORDING.test(link.getAttribute("href") ?? ""));
if (!links.length) return null;
const played = new Set(page.all("audio, video, source").map(one => one.currentSrc || one.src));
return {
  links: links.filter(link => !played.has(link.href)).map(link => ({
    element: page.path(link), name: page.squeeze(page.name(link)),
    language: page.language(link)})),
  texts: [...page.texts().filter(page.seen).map(one => page.squeeze(one.textContent)),
    ...page.links().map(link => page.name(link))],
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not hear is lost where a link leads to sound alone (WCAG 2.2 SC 1.2.1)."""
    if seen is None:
        return
    # A page of a hundred recordings has as many texts: they are read once for each language.
    told = {
        language: any(vocabulary.holds_one_of(one, "transcript", language) for one in seen["texts"])
        for language in {link["language"] or view.language for link in seen["links"]}
    }
    for link in seen["links"]:
        if told[link["language"] or view.language]:
            yield passes(link["element"])
        else:
            note = f"“{link['name'][:60]}” leads to a recording. Where is what it tells in words?"
            # Elsewhere the words may stand behind the link, beside the recording.
            yield (fails if view.own else asks)(link["element"], note)


RULE = Rule(
    id="recording_link",
    criteria=("1.2.1",),
    affects="People who are deaf or hard of hearing.",
    passed="Beside a link to a recording, something speaks of its words.",
    failed="A link leads to a recording, and its words are nowhere.",
    person="Can what this link plays be read as well?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
